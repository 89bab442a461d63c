// What the page does by itself: leaving at once, the cover when nobody uses it, and the keys. All
// that it sends, to this program alone, is that the window goes. `analyser/guard.py` allows exactly this text.
(() => {
  if (window.notesReady) return; // the page is drawn again and again; listen once
  window.notesReady = true;

  const SCRIPT_STATE = "data-test-script-state";
  const ESCAPES = 3;
  const WITHIN_MS = 2000;
  const DRAWN_WITHIN_MS = 30_000;
  const LOOK_EVERY_MS = 3000;
  const GIVE_UP_MS = 1500; // the server is busy: leave all the same
  const GONE_AFTER_LOOKS = 2; // a connection that broke is there again sooner
  const KEYS = { j: "later", k: "earlier", Enter: "keep", x: "not", z: "undo", y: "redo", " ": "cover",
    a: "seen", f: "flag", e: "edit", w: "side", t: "time", u: "unwanted", s: "stop", r: "reply",
    b: "all", "?": "help" };
  const OPENS = ["flag", "edit", "side", "time", "reply", "all", "not"]; // these bring a field: go on in it
  const STEPS = ["later", "earlier"]; // of a message not in view; anything else brings it into view first
  const DECIDES = ["keep", "not"];
  const SAYS_WHY_NOT = [...DECIDES, "edit", "side", "unwanted", "stop"];
  // What a person writes in. The library keeps a second field of each day out of sight, in the
  // browser's own order of day and month: a day typed there would be another day.
  const FIELD = ":is(textarea, input:not([tabindex='-1']), [role='spinbutton'])";
  const BRINGS = ["make", "key_help"]; // these buttons bring a heading into view: read on from there
  const RELOADS_WITHIN_MS = 1000;
  const ARRIVES_WITHIN_MS = 200;
  const STILL_PX = 10; // a mouse that went further was drawn away on purpose
  let pressed = [];

  const button = (key) => document.querySelector(`[class*="st-key-${key}"] button`);

  // Going from page to page leaves no entries: none of ours is left to go back to after leaving.
  history.pushState = history.replaceState;

  function coverAndLeave() {
    const sheet = document.createElement("div");
    sheet.style.cssText = "position:fixed;inset:0;background:#fff;z-index:2147483647";
    document.documentElement.append(sheet);
    document.title = "New tab";
    localStorage.clear();
    sessionStorage.clear();
    const go = () => location.replace("about:blank");
    setTimeout(go, GIVE_UP_MS);
    // Not left to the press alone: a page that is being drawn would come to it too late.
    fetch("left", { method: "POST", body: idle()?.window ?? "", keepalive: true }).finally(go);
  }

  // The library disables every button while the program cannot be reached; leaving works all the same.
  function leave() {
    button("leave")?.click();
    coverAndLeave();
  }

  // A button that is disabled, or lies under a sheet of the library, hears nothing itself.
  function isOver(part, { clientX, clientY }) {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    return left <= clientX && clientX <= right && top <= clientY && clientY <= bottom;
  }

  // What opens over the page, a list or a calendar, lies on a sheet that takes the press; in the list
  // itself, a press is a choice.
  function isSheet(target, way) {
    return !way.contains(target) && !target.closest?.("[role='listbox'], [role='dialog'], .notes-cover");
  }

  // Nothing leads back to a window that was closed or loaded anew: what it held is let go of.
  addEventListener("pagehide", (event) => {
    const said = idle();
    if (said && !event.persisted) navigator.sendBeacon("left", said.window);
  });

  // Reloading by key forgets what is in memory only, and words not handed over yet: the browser asks
  // first. Closing the tab is never held up: it may have to go in a second.
  let typing = false;
  let left = 0; // when a field was left with words in it that are on their way
  let reloading = 0;
  document.addEventListener("input", (event) => {
    if (event.isTrusted && event.target.closest?.(".st-key-page :is(textarea, input)")) typing = true;
  }, true);
  document.addEventListener("focusout", () => {
    if (typing) left = Date.now();
    typing = false;
  }, true);
  // The library keeps the words of a passphrase to itself while its "Show password" has the focus.
  document.addEventListener("focusout", (event) => {
    const field = event.target;
    if (!field.matches?.(".stTextInput input") || !event.relatedTarget?.closest?.(".stTextInput button")) return;
    setTimeout(() => field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })));
  }, true);
  addEventListener("beforeunload", (event) => {
    if (Date.now() - reloading > RELOADS_WITHIN_MS || !(typing || idle()?.unsaved)) return;
    event.preventDefault();
  });

  // Words that arrive after the wish for another page would bring this page back: they go first.
  function wordsFirst(event) {
    const link = event.target.closest?.(".st-key-menu a");
    if (!link || Date.now() - left > ARRIVES_WITHIN_MS) return;
    event.preventDefault();
    event.stopPropagation();
    left = 0;
    setTimeout(() => link.click(), ARRIVES_WITHIN_MS);
  }

  // A field hands its words over as the mouse goes down elsewhere, and the page may be drawn anew
  // before it comes up. The button has moved from under it then, and the browser makes no click.
  let press = null;
  document.addEventListener("pointerdown", (event) => {
    const way = button("leave");
    if (way && isOver(way, event) && (way.disabled || isSheet(event.target, way))) leave();
    const pressed = event.button === 0 && event.target.closest?.("button");
    press = pressed ? { pressed, x: event.clientX, y: event.clientY } : null;
  }, true);
  document.addEventListener("pointerup", (event) => {
    const last = press;
    press = null;
    if (!last?.pressed.isConnected || last.pressed.contains(event.target)) return;
    if (Math.hypot(event.clientX - last.x, event.clientY - last.y) < STILL_PX) last.pressed.click();
  }, true);

  // When nobody uses the page it is covered, and a file is closed, whatever is being done.
  let used = Date.now();
  let cover = null;
  const idle = () => document.querySelector(".notes-idle")?.dataset;
  for (const sign of ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"]) {
    addEventListener(sign, () => { if (!cover) used = Date.now(); }, { capture: true, passive: true });
  }

  function coverPage(said) {
    cover = document.createElement("dialog");
    cover.className = "notes-cover";
    cover.setAttribute("aria-label", said.title);
    const part = (kind, text, act) => {
      const made = document.createElement(kind);
      made.textContent = text;
      if (act) made.addEventListener("click", act);
      cover.append(made);
    };
    part("h1", said.title);
    part("p", said.text);
    part("button", said.show, () => { cover.remove(); cover = null; used = Date.now(); });
    part("button", said.leave, leave);
    cover.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(cover);
    cover.showModal();
    if (!said.lock) return;
    if (!isDone()) fetch("lock", { method: "POST", body: said.window });
    closeWhenDone();
  }

  // The press wipes what was on the page; a press while the page is being drawn would be lost.
  const isDone = () => document.querySelector(`[${SCRIPT_STATE}="notRunning"]`);
  function closeWhenDone() {
    if (isDone()) button("lock")?.click();
    else setTimeout(closeWhenDone, LOOK_EVERY_MS);
  }

  setInterval(() => {
    const said = idle();
    if (said && !cover && Date.now() - used > said.minutes * 60_000) coverPage(said);
    if (said) tellIfStopped(said);
  }, LOOK_EVERY_MS);

  // A program that was closed leaves its last page standing, and nothing on it works any more.
  let looks = 0;
  let stopped = null;
  function tellIfStopped(said) {
    looks = document.querySelector('[data-test-connection-state="CONNECTED"]') ? 0 : looks + 1;
    if (looks < GONE_AFTER_LOOKS) {
      stopped?.remove();
      stopped = null;
    } else if (!stopped) {
      stopped = document.createElement("p");
      stopped.className = "notes-stopped";
      stopped.setAttribute("role", "alert");
      stopped.textContent = said.stopped;
      document.body.append(stopped);
    }
  }

  // The library's link to the content leads to the whole page: lead past the bar and the menu.
  function skipTo(event) {
    const title = document.querySelector(".st-key-page h1");
    if (!event.target.closest?.('[data-testid="stSkipToContent"]') || !title) return;
    event.preventDefault();
    event.stopPropagation();
    goOnFrom(title);
  }

  function goOnFrom(title) {
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  }

  // "Upload" sounds as if something left the computer.
  const SAYS = { drop: "Choose files", drop_folder: "Choose a folder" };
  function nameButtons() {
    for (const [key, says] of Object.entries(SAYS)) {
      const words = document.querySelector(`.st-key-${key} [data-testid="stFileUploaderDropzone"] button p`);
      if (words && words.textContent !== says) words.textContent = says;
    }
  }

  // Each message begins at the top of the panel, wherever the one before was read to.
  let opened = null;
  function beginAtItsTop() {
    const head = document.querySelector('[data-focus="open"]');
    if (!head || head.textContent === opened) return;
    opened = head.textContent;
    const panel = head.closest(".st-key-panel").parentElement;
    requestAnimationFrame(() => { panel.scrollTop = 0; }); // at once, it would lay the page out twice
  }

  // What went wrong is said where the page ends, which may be below what the window shows.
  let alerted = null;
  let saved = false; // a form was handed in: what is wrong with it is read next
  function bringAlertIntoView() {
    const found = document.querySelector('.st-key-page .notes-problem[role="alert"]');
    const said = found?.textContent || null;
    if (said !== alerted) {
      found?.scrollIntoView({ block: "nearest" });
      if (saved) found?.focus({ preventScroll: true });
      saved = found ? false : saved;
    }
    alerted = said;
  }

  // On another page the keyboard, and whoever listens to the page, begins at its title.
  let titled = null;
  new MutationObserver(() => {
    nameButtons();
    bringAlertIntoView();
    beginAtItsTop();
    const title = document.querySelector(".st-key-page h1");
    if (!title || title.textContent === titled) return;
    if (titled !== null) {
      goOnFrom(title);
      // A page opened by a button in the middle of another would begin in its middle.
      document.querySelector(".stMain").scrollTop = 0;
    }
    titled = title.textContent;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });

  document.addEventListener("click", (event) => {
    skipTo(event);
    wordsFirst(event);
    if (event.target.closest?.(".st-key-leave button")) coverAndLeave();
    if (event.target.closest?.(":is(.st-key-form_save, .st-key-event_save) button")) {
      saved = true;
      alerted = null;
    }
    const item = event.target.closest?.(".notes-open")?.parentElement.dataset.item;
    if (item) {
      open(item);
      goTo("open");
    }
    if (event.target.closest?.(".st-key-key_help button")) cameFrom = document.activeElement;
    for (const key of BRINGS) {
      if (event.target.closest?.(`[class*="st-key-${key}"] button`)) goTo(key);
    }
  }, true);

  // The library takes what is written in a field once Enter is pressed in it.
  function open(item) {
    const field = document.querySelector(".st-key-open input");
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, item);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })));
  }

  // The heading is drawn anew some time after the press.
  function goTo(key) {
    const stale = document.querySelector(`[data-focus="${key}"]`)?.textContent;
    const watcher = new MutationObserver(() => {
      const heading = document.querySelector(`[data-focus="${key}"]`);
      if (!heading || heading.textContent === stale) return;
      watcher.disconnect();
      heading.focus({ preventScroll: key === "open" });
    });
    watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
    setTimeout(() => watcher.disconnect(), DRAWN_WITHIN_MS);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const now = Date.now();
      pressed = [...pressed.filter((time) => now - time < WITHIN_MS), now];
      if (pressed.length >= ESCAPES) leave();
      else closeKeys();
      return;
    }
    pressed = [];
    if (event.key === "F5" || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "r")) {
      reloading = Date.now();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!document.querySelector(".st-key-keys_on") || document.querySelector("[role='dialog']")) return;
    // Writing in a field is writing, and a focused control keeps its own Enter and space.
    if (event.target.closest?.("input, textarea, select, [role='combobox'], [role='spinbutton']")) return;
    if (event.key.length > 1 || event.key === " ") {
      if (event.target.closest?.("button, a, summary, .notes-scroll")) return;
    }
    if (event.key === "?" && closeKeys()) return;
    const target = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const found = target && button(`key_${target}`);
    if (!found) {
      sayWhyNot(target);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation(); // the library's own R runs the page anew, and the press is lost
    sayWhyNot(null);
    if (found.closest(".st-key-panel_offered") && !found.checkVisibility() && !STEPS.includes(target)) {
      open(document.querySelector('[data-focus="open"]').dataset.item);
      goTo("open");
      return;
    }
    if (OPENS.includes(target)) intoForm();
    found.click();
  }, true);

  // The form is drawn some time after the press, field by field; its first takes the focus then. The
  // field of the form that was open before may be made into it, so its heading tells one from another.
  let awaited = null;
  document.addEventListener("pointerdown", () => awaited?.disconnect(), true); // the person went elsewhere
  function intoForm() {
    awaited?.disconnect();
    const field = () => document.querySelector(
      `.st-key-tool_form ${FIELD}, .st-key-accepting button, .st-key-why_now input`);
    const heading = () => document.querySelector(".st-key-tool_form .notes-h3")?.textContent;
    const stale = [field(), heading()];
    const watcher = new MutationObserver(() => {
      if (!field() || !isDone() || (field() === stale[0] && heading() === stale[1])) return;
      if (document.querySelector('.st-key-tool_form [data-testid="stSkeleton"]')) return;
      watcher.disconnect();
      field().focus();
    });
    watcher.observe(document.body, { childList: true, subtree: true, attributeFilter: [SCRIPT_STATE] });
    awaited = watcher;
  }

  // The keyboard goes on where it was before the keys were shown.
  let cameFrom = null;
  function closeKeys() {
    const close = button("keys_close");
    close?.click();
    cameFrom?.focus();
    cameFrom = null;
    return close;
  }

  // A key that can do nothing says so.
  function sayWhyNot(target) {
    const place = document.querySelector(".notes-key-says");
    if (!place) return;
    const why = DECIDES.includes(target) ? place.dataset.decided : place.dataset.cannot;
    place.textContent = SAYS_WHY_NOT.includes(target) ? why : "";
  }

  // Going back must not show the page as it was.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
