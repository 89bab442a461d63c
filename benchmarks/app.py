"""How long a person waits in the app, in a real headless Chromium, with a chat of many messages.

`python benchmarks/app.py [MESSAGES]` makes an invented chat of 50,000 messages unless told
otherwise, adds it, and prints how long each step takes. For those on the Review page that is the
middle of nine waits, by the browser's own clock: from the press of button or key to the frame after
which nothing on the page changes any more. A page and a filter should take under 300 ms. It needs
what the tests need: `./run test` or `pip install playwright`, and Chromium.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from shutil import which

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
MESSAGES = 50_000
TIMES = 9
GIVE_UP_MS = 3_600_000
AIM_MS = 300
SAID = ("see you at six", "I will kill you", "please stop contacting me", "ok", "did you get milk")
RESTS = '[data-test-script-state="notRunning"]'
QUIET_MS = 400
WATCH = """() => {
  const seen = window.seen = { pressed: 0, drawn: 0 };
  const now = () => performance.now();
  for (const kind of ["pointerdown", "keydown"])
    document.addEventListener(kind, () => { seen.pressed = now(); }, true);
  const drawn = () => requestAnimationFrame(() => { seen.drawn = now(); });
  new MutationObserver(drawn).observe(document.querySelector("[data-testid=stMain]"),
    { subtree: true, childList: true, characterData: true, attributes: true });
}"""
"""Notes when something was pressed last, and when a frame was drawn after the last change."""
CHANGED = """([where, before, quiet]) => seen.drawn > seen.pressed
  && performance.now() - seen.drawn > quiet && document.querySelector(where).innerText !== before"""


def chat(count: int) -> bytes:
    """Return a WhatsApp export of `count` invented messages, one every eleven minutes."""
    start = datetime(2023, 1, 14, 8, 0)  # noqa: DTZ001  # a chat shows local time
    lines = (
        f"{start + timedelta(minutes=11 * n):%d/%m/%Y, %H:%M} - "
        f"{('Rory Finch', 'Dana Poole')[n % 3 == 1]}: {SAID[n % len(SAID)]} {n}"
        for n in range(count)
    )
    return "\n".join(lines).encode()


def milliseconds(page: Page, act: Callable[[], object], until: Callable[[], object]) -> float:
    """Return how long it takes from `act` until `until` returns and the server is at rest."""
    page.wait_for_selector(RESTS, timeout=GIVE_UP_MS)
    started = time.perf_counter()
    act()
    until()
    page.wait_for_selector(RESTS, timeout=GIVE_UP_MS)
    return (time.perf_counter() - started) * 1000


def middle(page: Page, watched: str, acts: list[Callable[[], object]]) -> float:
    """Return the middle of several waits, each until the words of `watched` are others."""
    waits = []
    for number in range(TIMES):
        page.wait_for_selector(RESTS, timeout=GIVE_UP_MS)
        before = page.locator(watched).first.inner_text()
        acts[number % len(acts)]()
        page.wait_for_function(CHANGED, arg=[watched, before, QUIET_MS], timeout=GIVE_UP_MS)
        page.wait_for_selector(RESTS, timeout=GIVE_UP_MS)
        waits.append(page.evaluate("seen.drawn - seen.pressed"))
    return statistics.median(waits)


def press(page: Page, name: str) -> Callable[[], object]:
    """Return what presses a button."""
    return lambda: page.get_by_role("button", name=name, exact=True).first.click()


def choose(page: Page, key: str) -> Callable[[], object]:
    """Return what takes the entry before or after in the first filter, by a key."""

    def act() -> None:
        page.get_by_role("combobox").first.click()
        page.keyboard.press(key)
        page.keyboard.press("Enter")

    return act


def measure(page: Page, address: str, count: int) -> dict[str, float]:
    """Return the waits of one visit by what was done."""
    found = {}
    began = time.perf_counter()
    page.goto(address)
    page.get_by_role("heading", name="Start").wait_for(timeout=GIVE_UP_MS)
    found["first page drawn"] = (time.perf_counter() - began) * 1000
    page.get_by_role("link", name="Add").click()
    page.get_by_role("heading", name="Add", exact=True).wait_for(timeout=GIVE_UP_MS)
    page.get_by_text("No, or this is a safer device").click()
    page.get_by_role("button", name="Continue", exact=True).click()
    box = page.locator("input[type=file]").first
    file = {"name": "chat.txt", "mimeType": "text/plain", "buffer": chat(count)}
    found[f"{count:,} messages added, read and flagged"] = milliseconds(
        page,
        lambda: box.set_input_files([file]),
        lambda: page.get_by_text(f"{count:,} messages").first.wait_for(timeout=GIVE_UP_MS),
    )
    for name in ("Review", "Pattern", "Law", "Report", "Review"):
        heading = page.get_by_role("heading", name=name, exact=True)
        found[f"{name} opened"] = milliseconds(
            page,
            lambda name=name: page.get_by_role("link", name=name).click(),
            lambda heading=heading: heading.wait_for(timeout=GIVE_UP_MS),
        )
    item, row = "h2[data-focus=open]", ".st-key-list .notes-message"
    page.evaluate(WATCH)
    found["Review: next message"] = middle(page, item, [press(page, "Next")])
    found["Review: next page"] = middle(page, row, [press(page, "Later messages")])
    both = [choose(page, "ArrowDown"), choose(page, "ArrowUp")]
    found["Review: another filter"] = middle(page, row, both)
    return found


def main() -> None:
    """Serve the app, measure one visit, and print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    command = [sys.executable, "-m", "analyser", "app", "--no-browser"]
    began = time.perf_counter()
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        address = (server.stdout.readline() if server.stdout else "").strip()
        started = (time.perf_counter() - began) * 1000
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=which("chromium") or which("google-chrome"), args=["--no-sandbox"]
            )
            found = measure(browser.new_page(), address, count)
    finally:
        server.terminate()
        server.wait(20)
    print(f"| Step | ms | aim, under {AIM_MS} ms |\n| --- | ---: | --- |")
    for name, value in ({"server started": started} | found).items():
        aim = ("yes" if value < AIM_MS else "no") if name.startswith("Review:") else ""
        print(f"| {name} | {value:,.0f} | {aim} |")


if __name__ == "__main__":
    main()
