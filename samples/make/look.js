// Fit the bubbles to their text, as the apps do, then measure what stands where.
const lines = (node) => {
  const range = document.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()];
};

// Fractions of a pixel must not push a clock that fits below its line.
const SLACK = 3;

// A browser leaves a wrapped bubble at its widest; the apps shrink it to its longest line,
// or to its last line and the clock beside it.
for (const bubble of document.querySelectorAll(".row.text .bubble, .row.edited .bubble")) {
  const text = bubble.querySelector(".text");
  const meta = bubble.querySelector(".meta");
  const found = lines(text);
  if (bubble.querySelector(".quote") || !found.length) continue;
  const left = Math.min(...found.map((line) => line.left));
  const bottom = Math.max(...found.map((line) => line.bottom));
  const longest = Math.max(...found.map((line) => line.right)) - left;
  const last = Math.max(...found.filter((line) => bottom - line.bottom < 8).map((line) => line.right));
  const clock = meta ? meta.getBoundingClientRect().width + 10 : 0;
  const style = getComputedStyle(bubble);
  const edges = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
  const width = bubble.getBoundingClientRect().width;
  const beside = last - left + clock + edges + 1;
  const wanted = Math.max(longest + edges + 1, beside <= width + SLACK ? beside : 0);
  if (wanted < width) bubble.style.width = `${Math.ceil(wanted)}px`;
}

const view = document.querySelector(".view").getBoundingClientRect();
const box = (node) => {
  const { left, top, width, height } = node.getBoundingClientRect();
  return [left, top, width, height];
};
// The words of a cut bubble that are wholly in view.
const seen = (node) => {
  const words = [];
  const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    for (const word of walk.currentNode.data.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(walk.currentNode, word.index);
      range.setEnd(walk.currentNode, word.index + word[0].length);
      if (range.getBoundingClientRect().top >= view.top) words.push(word[0]);
    }
  }
  return words.join(" ");
};
const all = (name) => [...document.querySelectorAll(`[data-${name}]`)];
document.getElementById("boxes").textContent = JSON.stringify({
  top: view.top,
  bottom: view.bottom,
  messages: all("i").map(box),
  separators: all("sep").map(box),
  seen: all("i").map((node) => seen(node.querySelector(".text") || node)),
});
