// Files on their way in. The library draws its whole list anew for each file, so that a few hundred
// hold the page up for minutes: many go as a few parcels, which `_parcels.py` opens. What does not go
// is named. `analyser/guard.py` allows exactly this text.
(() => {
  if (window.notesUploads) return; // the page is drawn again and again; listen once
  window.notesUploads = true;

  const FEW = 20; // these go as they are
  const PARCEL = "application/x-notes-parcel";
  const AT_A_TIME = 25;
  const PARCEL_FILES = 250;
  const PARCEL_BYTES = 64 * 1024 ** 2;
  const ZONE = '[data-testid="stFileUploaderDropzone"]';
  let refused = {}; // why -> names of files
  let going = null; // how many files, and how many are in which part
  let ours = false; // the parcels are being handed over

  const place = () => document.querySelector(".notes-uploads");
  const limits = () => JSON.parse(place()?.dataset.limits ?? "null");
  const refuse = (why, name) => { (refused[why] ??= []).push(name); };
  const inputOf = (target) => target.closest?.(ZONE)?.querySelector("input[type=file]");
  const named = (files) =>
    [...files].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
  const bytesOf = (some) => some.reduce((sum, { size }) => sum + size, 0);

  document.addEventListener("change", (event) => {
    if (ours || event.target.type !== "file" || !limits()) return;
    if (goAsTheyAre(event.target.files)) return;
    event.stopImmediatePropagation();
    handOver(event.target, named(event.target.files));
  }, true);

  document.addEventListener("drop", (event) => {
    const input = inputOf(event.target);
    const items = [...event.dataTransfer?.items ?? []].filter((item) => item.kind === "file");
    if (!input || !items.length || !limits()) return;
    const parts = items.map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
    if (!parts.some((part) => part.isDirectory) && goAsTheyAre(event.dataTransfer.files)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // The library waits for what was drawn over it: let it see that nothing came.
    const nothing = { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() };
    event.target.dispatchEvent(new DragEvent("drop", nothing));
    walked(parts).then((found) => handOver(input, found));
  }, true);

  function goAsTheyAre(files) {
    refused = {};
    going = null;
    if (files.length > FEW) return false;
    const known = named(files).map((each) => ({ ...each, size: each.file.size }));
    const small = withoutLarge(known);
    tell();
    return bytesOf(small) <= limits().together;
  }

  function withoutLarge(known) {
    const { file: largest } = limits();
    refused.large = known.filter(({ size }) => size > largest).map(({ name }) => name);
    return known.filter(({ size }) => size <= largest);
  }

  // What was dropped, with all that lies in its folders.
  async function walked(parts) {
    const found = [];
    for (const part of parts) {
      if (part instanceof File) found.push({ file: part, name: part.name });
      else await walk(part, found);
    }
    return found;
  }

  async function walk(entry, found) {
    const name = entry.fullPath.slice(1);
    try {
      if (entry.isFile) {
        const file = await new Promise((took, failed) => entry.file(took, failed));
        found.push({ file, name });
        return;
      }
      const reader = entry.createReader(); // it gives a hundred at a time
      let some;
      do {
        some = await new Promise((took, failed) => reader.readEntries(took, failed));
        for (const each of some) await walk(each, found);
      } while (some.length);
    } catch {
      refuse("closed", name);
    }
  }

  async function handOver(input, given) {
    const mine = going = { total: given.length, in: new Map() };
    tell();
    const small = withoutLarge(await openable(given));
    mine.total = small.length;
    if (going !== mine || !place()) return; // others were chosen meanwhile, or the page was left
    const parcels = new DataTransfer();
    if (bytesOf(small) > limits().together) {
      refused.together = [];
      going = null;
    } else {
      for (const some of shared(small)) parcels.items.add(parcel(some, mine));
    }
    ours = true;
    input.files = parcels.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    ours = false;
    tell();
  }

  // Return the files with their sizes, a few at a time: the browser looks at the disk for each. One
  // that may not be read would keep its whole parcel from going.
  async function openable(given) {
    const found = [];
    for (let from = 0; from < given.length; from += AT_A_TIME) {
      const some = given.slice(from, from + AT_A_TIME);
      const opens = await Promise.all(some.map(({ file, name }) =>
        file.slice(0, 1).arrayBuffer().then(() => true, () => refuse("closed", name))));
      found.push(...some.filter((_, number) => opens[number])
        .map((each) => ({ ...each, size: each.file.size })));
      await new Promise((goOn) => { setTimeout(goOn); });
    }
    return found;
  }

  function* shared(small) {
    let some = [], bytes = 0;
    for (const each of small) {
      if (some.length && (some.length === PARCEL_FILES || bytes + each.size > PARCEL_BYTES)) {
        yield some;
        some = [], bytes = 0;
      }
      some.push(each);
      bytes += each.size;
    }
    if (some.length) yield some;
  }

  // A first line that says what is in it, then the files one behind the other: none is read yet.
  function parcel(some, { in: before }) {
    const names = some.map(({ name }) => name);
    const alone = bytesOf(some) > PARCEL_BYTES; // it would be over the limit with a line before it
    const from = [...before.values()].reduce((sum, others) => sum + others.length, 0);
    const list = JSON.stringify(some.map(({ name, size }) => [name, size]));
    const files = some.map(({ file }) => file);
    const title = `Files ${from + 1} to ${from + names.length}`;
    const made = alone ? files[0] : new File([list, "\n", ...files], title, { type: PARCEL });
    before.set(made.webkitRelativePath || made.name, names);
    return made;
  }

  // The library lets go of its list, and of what is wrong in it, once the others are taken.
  function tell() {
    const here = place();
    if (!here) return;
    const chips = [...document.querySelectorAll('[data-testid="stFileChip"]')];
    let done = 0;
    for (const chip of chips) {
      const name = chip.querySelector('[data-testid="stFileChipName"]').title;
      const names = going?.in.get(name) ?? [name];
      if (!chip.querySelector('[data-testid="stFileChipIconSpinner"]')) done += names.length;
      if (!chip.querySelector('[data-testid="stFileChipIconError"]')) continue;
      const known = new Set(Object.values(refused).flat());
      for (const each of names) if (!known.has(each)) refuse("closed", each);
    }
    if (going && chips.length) going.seen = true;
    else if (going?.seen) going = null; // taken
    const { says } = limits();
    const lines = Object.entries(refused).flatMap(([why, names]) =>
      why === "together" || names.length ? [says[why][0], ...names, says[why][1]] : []);
    draw(here.querySelector("[role=alert]"), lines, "notes-problem");
    const way = going && says.going.replace("{done}", done.toLocaleString("en-GB"))
      .replace("{total}", going.total.toLocaleString("en-GB"));
    draw(here.querySelector("[role=status]"), way ? [way] : [], "notes-note");
  }

  function draw(part, lines, kind) {
    const text = lines.join("\n");
    if (part.dataset.shown === text) return;
    part.dataset.shown = text;
    part.classList.toggle(kind, lines.length > 0);
    part.replaceChildren(...lines.map((line) => {
      const made = document.createElement("p");
      made.textContent = line;
      return made;
    }));
  }

  new MutationObserver(tell).observe(document.body, { childList: true, subtree: true });
})();
