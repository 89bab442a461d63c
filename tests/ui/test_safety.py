"""On a watched device, and for everybody: leaving, the cover, hostile words, and who can use it."""

import re
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from analyser.casefile import create, open_case
from analyser.casefile.journal import Journal
from analyser.errors import CaseInUse
from tests.ui.conftest import served
from tests.ui.visits import answered_in_browser

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parents[2] / "samples" / "serious"
NASTY = '<img src=x onerror="window.bad=1"> **bold** :red[x] $x^2$ [a](b) \u202egnp.exe'
NASTY_FILE = '<b>x<b> **bold** :red[x] it\'s "so" \u202egnp.txt'
"""Without a slash, which no file name can hold and which parts the folders of a chosen folder."""
SECRET = ("Quennell", "otterburn", "kettlewick")
"""A name, a word of a message and a file name that stand nowhere else."""
CHAT = f"""01/02/2025, 20:14 - Dana Poole: Please stop contacting me.
02/02/2025, 23:40 - {SECRET[0]} Finch: I will kill you {SECRET[1]}
13/02/2025, 09:00 - {NASTY}: {NASTY}
"""


@pytest.fixture(scope="module")
def context(browser, shared_address):
    """The one browser that is let in; each test has a tab of its own, and so a visit."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    page = made.new_page()
    page.goto(shared_address)
    page.get_by_role("heading", name="Start").wait_for(timeout=60_000)
    made.home = page.url
    page.close()
    yield made
    made.close()


def settled(page):
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=60_000)


def go(page, name):
    page.get_by_role("link", name=name).click()
    page.get_by_role("heading", name=name, exact=True).wait_for(timeout=60_000)
    settled(page)


@pytest.fixture
def visit(context):
    """A visit with one small chat."""
    page = context.new_page()
    page.clock.install()
    page.goto(context.home)
    go(page, "Add")
    answered_in_browser(page)
    page.locator("input[type=file]").first.set_input_files(
        [
            {"name": f"{SECRET[2]}.txt", "mimeType": "text/plain", "buffer": CHAT.encode()},
            {"name": NASTY_FILE, "mimeType": "text/plain", "buffer": b"nothing to read here"},
        ]
    )
    page.get_by_text("3 messages", exact=False).first.wait_for(timeout=60_000)
    settled(page)
    yield page
    page.close()


@pytest.mark.parametrize("way", ["button", "keys"])
def test_leaving_leaves_an_empty_page_and_nothing_of_ours_to_go_back_to(visit, way):
    go(visit, "Review")
    host = urlsplit(visit.url).netloc
    if way == "button":
        visit.get_by_role("button", name="Leave now").click()
    else:
        for _ in range(3):
            visit.keyboard.press("Escape")
    visit.wait_for_url("about:blank", timeout=20_000)
    assert visit.evaluate("history.length") == 2  # the empty page of a new tab, and this one
    visit.go_back()
    assert host not in visit.url


def test_a_page_that_nobody_uses_is_covered_and_says_what_is_kept(visit):
    go(visit, "Review")
    visit.clock.fast_forward("09:00")
    assert not visit.get_by_role("dialog").count()
    visit.clock.fast_forward("02:00")
    cover = visit.get_by_role("dialog")
    cover.wait_for(timeout=10_000)
    assert "in memory only" in cover.inner_text()
    visit.keyboard.press("Escape")
    assert cover.count()
    visit.get_by_role("button", name="Show the page").click()
    assert not cover.count()


def test_an_open_case_file_is_closed_when_nobody_uses_the_page(context, tmp_path):
    page = context.new_page()
    page.clock.install()
    page.goto(context.home)
    page.get_by_text("I am not sure").click()
    page.get_by_role("button", name="Go on with this device").click()
    page.get_by_text("Keep this case in an encrypted file", exact=True).click()
    for label, words in (("Folder", str(tmp_path)), ("Passphrase", "kettle otter nine lamp")):
        page.get_by_label(label, exact=True).locator("visible=true").fill(words)
        page.keyboard.press("Tab")
        settled(page)
    page.get_by_label("The same passphrase again").fill("kettle otter nine lamp")
    page.get_by_role("button", name="Make the case file").click()
    page.get_by_text("Saved in your case file").wait_for(timeout=60_000)
    settled(page)
    page.clock.fast_forward("11:00")
    page.get_by_role("dialog").wait_for(timeout=10_000)
    page.get_by_text("because nobody used the page").wait_for(timeout=30_000, state="attached")
    page.get_by_role("button", name="Show the page").click()
    page.get_by_text("Not saved: gone if this page").wait_for(timeout=10_000)
    assert [each.name for each in tmp_path.iterdir()] == ["notes"]
    page.close()


LOOKS = {
    "light": ({"width": 1440, "height": 1000}, "light"),
    "phone": ({"width": 390, "height": 844}, "dark"),
    "magnified": ({"width": 640, "height": 500}, "light"),  # 1280 wide at 200 %
}
"""Window and colours in which each page is looked at."""


@pytest.mark.tesseract
def test_no_page_keeps_anybody_out(visit):
    sample = SAMPLE / "screenshots" / "imessage_1.png"
    visit.locator("input[type=file]").first.set_input_files([sample])
    visit.get_by_text("3 files ·").wait_for(timeout=120_000)
    for name in ("Start", "Add", "People", "Review", "Events", "Pattern", "Law", "Report"):
        go(visit, name)
        for look, (size, colours) in LOOKS.items():
            visit.set_viewport_size(size)
            visit.emulate_media(color_scheme=colours)
            visit.wait_for_timeout(500)  # colours fade over
            assert not blocked(visit), (name, look)
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert visit.evaluate(wide) <= 0, (name, look)
        visit.set_viewport_size({"width": 1280, "height": 900})


def blocked(page):
    """Return what axe finds serious on the page as it stands."""
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]


def test_empty_pages_dialogs_and_errors_keep_nobody_out(context, visit):
    empty = context.new_page()
    empty.goto(context.home)
    for name in ("Add", "People", "Review", "Events", "Pattern", "Law", "Report"):
        go(empty, name)
        assert not blocked(empty), name
    go(empty, "Start")
    empty.get_by_role("button", name="Continue", exact=True).click()
    empty.get_by_role("alert").wait_for(timeout=30_000)
    assert not blocked(empty), "error"
    empty.close()
    go(visit, "Review")
    visit.keyboard.press("?")
    visit.locator(".st-key-keys_box").get_by_text("Set the time").wait_for(timeout=30_000)
    assert not blocked(visit), "keys"


def test_names_words_and_file_names_are_shown_as_they_are_and_logged_nowhere(visit, shared_folder):
    for name in ("Add", "Review", "Pattern", "Law", "Report"):
        go(visit, name)
        if name == "Report":
            visit.get_by_role("button", name="Make the report").click()
            visit.get_by_role("button", name="Download PDF").wait_for(timeout=120_000)
        page = visit.locator("body")
        assert not visit.evaluate("window.bad"), name
        for made_of in ("img[src=x]", "b", "[data-testid=stMarkdownColoredText]", ".katex"):
            assert not page.locator(made_of, has_text=re.compile("x")).count(), (name, made_of)
        assert "\u202e" not in visit.content(), name
        assert not visit.locator("strong", has_text=re.compile("^bold$")).count(), name
        if name == "Add":
            shown = page.inner_text()
            assert NASTY_FILE.replace("\u202e", "[U+202E]") in shown
            assert NASTY.replace("\u202e", "[U+202E]") in shown
    log = (shared_folder / "server.txt").read_text()
    for secret in (*SECRET, "Dana", "onerror", "kill"):
        assert secret not in log


WORDS = "kettle otter nine lamp harbour"
LONG = "".join(
    f"0{n % 9 + 1}/02/2025, 20:14 - Rory Finch: I will kill you {n}\n" for n in range(9_000)
)


@pytest.mark.parametrize("way", ["leave", "close", "idle"])
def test_a_window_that_goes_while_files_are_read_leaves_it_closed(context, tmp_path, way):
    create(tmp_path / "notes", WORDS, journal=Journal(), originals={}).close()
    page = context.new_page()
    page.clock.install()
    page.goto(context.home)
    page.get_by_text("I am not sure").click()
    page.get_by_role("button", name="Go on with this device").click()
    page.get_by_text("Open a case file", exact=True).click()
    page.get_by_label("Folder", exact=True).locator("visible=true").fill(str(tmp_path))
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_label("Passphrase, or recovery key").fill(WORDS)
    page.get_by_role("button", name="Open the case file").click()
    page.get_by_text("Saved in your case file").wait_for(timeout=60_000)
    settled(page)
    go(page, "Add")
    page.locator("input[type=file]").first.set_input_files(
        [{"name": "chat.txt", "mimeType": "text/plain", "buffer": LONG.encode()}]
    )
    page.get_by_text("Looking through the messages").wait_for(timeout=60_000)
    if way == "leave":
        page.get_by_role("button", name="Leave now").click()
        page.wait_for_url("about:blank", timeout=20_000)
    if way == "idle":
        page.clock.fast_forward("11:00")
        page.get_by_role("dialog").wait_for(timeout=10_000)
    else:
        page.close()
    assert is_closed_soon(tmp_path / "notes")
    if way == "idle":
        page.get_by_text("because nobody used the page").wait_for(timeout=60_000, state="attached")
        page.get_by_role("button", name="Show the page").click()
        page.get_by_text("Not saved: gone if this page").wait_for(timeout=10_000)
        assert not page.get_by_role("alert").count()
        page.close()


def is_closed_soon(file):
    for _ in range(5):
        with suppress(CaseInUse):
            open_case(file, WORDS).close()
            return True
        time.sleep(1)
    return False


@pytest.mark.parametrize("way", ["button", "keys"])
def test_the_last_page_of_a_program_that_stopped_says_so_and_can_be_left(browser, tmp_path, way):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    with served(tmp_path) as address:
        page.goto(address)
        page.get_by_role("heading", name="Start").wait_for(timeout=60_000)
        settled(page)
    page.get_by_role("alert").get_by_text("The program has stopped").wait_for(timeout=60_000)
    assert not page.get_by_role("dialog").count()
    if way == "button":
        place = page.locator(".st-key-leave button").bounding_box()
        page.mouse.click(place["x"] + 9, place["y"] + 9)
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url("about:blank", timeout=20_000)
    page.close()
