// Fit the bubbles to their words, scroll, and tell what stands where and what of it can be seen.
const all = (name, within = document) => [...within.querySelectorAll(`[data-${name}]`)];
const boxOf = (node) => {
  const { left, top, width, height } = node.getBoundingClientRect();
  return { left, top, right: left + width, bottom: top + height };
};
const lineBoxes = (node) => {
  const range = document.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()];
};

// A browser leaves a wrapped bubble at its widest; the apps shrink it to its longest line, or to
// its last line with the clock beside it.
window.fit = () => {
  for (const bubble of document.querySelectorAll(".row .bubble")) {
    const text = bubble.querySelector(":scope > .text");
    if (!text || bubble.querySelector(".quote, .photo, .voice")) continue;
    const found = lineBoxes(text);
    if (!found.length || document.querySelector(".linnet")) continue;
    const meta = bubble.querySelector(":scope > .meta");
    const left = boxOf(bubble).left + parseFloat(getComputedStyle(bubble).paddingLeft) +
      parseFloat(getComputedStyle(bubble).borderLeftWidth);
    const bottom = Math.max(...found.map((line) => line.bottom));
    const names = [...bubble.querySelectorAll(".name span, .name em, .foot span")].map((each) => boxOf(each).right);
    const longest = Math.max(...found.map((line) => line.right), ...names) - left;
    const last = Math.max(...found.filter((l) => bottom - l.bottom < 8).map((l) => l.right));
    const clock = meta ? meta.getBoundingClientRect().width + 10 : 0;
    const style = getComputedStyle(bubble);
    const edges = ["paddingLeft", "paddingRight", "borderLeftWidth", "borderRightWidth"]
      .map((edge) => parseFloat(style[edge])).reduce((sum, each) => sum + each);
    const width = bubble.getBoundingClientRect().width;
    const beside = last - left + clock + edges + 1;
    const wanted = Math.max(longest + edges + 1, beside <= width + 3 ? beside : 0);
    if (wanted < width - 1) bubble.style.width = `${Math.ceil(wanted)}px`;
  }
};

const talk = () => document.querySelector(".talk");
const view = () => document.querySelector(".view");
window.room = () => ({
  view: view().clientHeight,
  talk: talk().scrollHeight,
  tops: Object.fromEntries(
    all("m").map((node) => [node.dataset.m, boxOf(node).top - boxOf(talk()).top]),
  ),
});
window.scroll_to = (offset) => {
  const most = Math.max(0, talk().scrollHeight - view().clientHeight);
  const free = talk().dataset.from === "top" ? 0 : view().clientHeight - talk().scrollHeight;
  const at = Math.min(Math.max(0, offset), most);
  talk().style.top = `${most ? -at : Math.max(0, free)}px`;
  const down = document.querySelector(".down");
  if (down) down.style.display = at < most - 20 ? "" : "none";
  const pill = document.querySelector(".float");
  if (pill) {
    const above = all("s", talk()).filter((node) => boxOf(node).top < boxOf(view()).top + 4);
    const label = above[above.length - 1];
    pill.style.display = label ? "" : "none";
    const shown = pill.firstElementChild;
    shown.textContent = label ? label.textContent : "";
    shown.dataset.s = label ? label.dataset.s : "";
  }
  return at;
};

const cut = (a, b) => Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)) *
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left));
// How much of a rectangle is inside the picture and under nothing, from 0 to 1.
const shownPart = (box, window_, covers) => {
  const area = Math.max(0.01, (box.right - box.left) * (box.bottom - box.top));
  const hidden = covers.map((cover) => cut(box, cover)).reduce((sum, each) => sum + each, 0);
  return Math.max(0, (cut(box, window_) - hidden) / area);
};
const words = (node, window_, covers) => {
  const found = [];
  const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    for (const word of walk.currentNode.data.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(walk.currentNode, word.index);
      range.setEnd(walk.currentNode, word.index + word[0].length);
      const box = range.getBoundingClientRect();
      found.push([word[0], shownPart(box, window_, covers), shownPart(box, window_, [])]);
    }
  }
  return found;
};
window.measure = (clip) => {
  const inView = boxOf(view());
  const window_ = {
    left: Math.max(clip.left, inView.left), right: Math.min(clip.right, inView.right),
    top: Math.max(clip.top, inView.top), bottom: Math.min(clip.bottom, inView.bottom),
  };
  const overs = all("over").map(boxOf).filter((box) => box.right > box.left);
  const floats = [...document.querySelectorAll(".float span")].map(boxOf).filter((b) => b.right > b.left);
  const covers = [...overs, ...floats];
  const gather = (name, area, over) => all(name).map((node) => ({
    of: node.dataset[name], box: boxOf(node), text: node.textContent,
    words: words(node, area, over), shown: shownPart(boxOf(node), area, over),
  })).filter((each) => each.shown > 0.02);
  return {
    window: window_,
    messages: gather("m", window_, covers), texts: gather("t", window_, covers),
    clocks: gather("c", window_, covers), names: gather("n", window_, covers),
    quotes: gather("q", window_, covers), reactions: gather("r", window_, covers),
    days: gather("s", window_, overs), notices: gather("x", clip, []), titles: gather("h", clip, overs),
  };
};
