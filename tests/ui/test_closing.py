"""A case file that closes, by a press, by itself or by a crash: nothing is lost, and it says so."""

import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect
from streamlit.testing.v1 import AppTest

from analyser.casefile import create, open_case
from analyser.casefile.journal import Journal
from analyser.errors import CaseInUse
from tests.ui.conftest import served
from tests.ui.visits import (
    APP,
    WORDS,
    give_chat,
    go,
    keep,
    kept,
    press,
    reopened,
    secret,
    settled,
    shown,
)
from tests.ui.visits import start as begun

SHOTS = Path(__file__).parents[2] / "samples" / "serious" / "screenshots"
CHAT = "".join(
    f"{n % 27 + 1:02d}/02/2025, 20:14 - Rory Finch: I will wait for you {n}\n" for n in range(3_000)
)


def test_a_file_made_before_the_first_question_shows_its_recovery_key_and_says_when_it_closes(
    tmp_path,
):
    at = AppTest.from_file(str(APP), default_timeout=120).run()
    at.button(key="save").click().run()
    keep(at, tmp_path)
    key = kept(at).file.recovery_key
    at.toggle(key="show_recovery").set_value(True).run()
    assert key not in shown(at)
    secret(at, "proof").set_value("a kettle for ten otters").run()
    press(at, "prove")
    assert "did not open with what was typed" in shown(at)
    assert key not in shown(at)
    secret(at, "proof").set_value(WORDS).run()
    press(at, "prove")
    assert key in shown(at)
    at.toggle(key="show_recovery").set_value(False).run()
    at.toggle(key="show_recovery").set_value(True).run()
    assert key not in shown(at)
    press(at, "close_file")
    assert "saved and closed. Nobody can read it" in shown(at)
    reopened(tmp_path)


def unsaved(folder):
    """A case whose file can no longer be written to, with a chat added since."""
    at = keep(begun(), folder)
    kept(at).file._database.pragma("query_only", True)
    return go(give_chat(at), "start")


def test_what_could_not_be_saved_is_not_closed_away_in_one_step(tmp_path):
    at = unsaved(tmp_path)
    assert "This case is saved as you go" not in shown(at)
    assert "is lost if you close the file now" in shown(at)
    assert at.button(key="close_file").disabled
    press(at, "lock")
    assert kept(at).file is not None
    assert at.session_state["case"].findings.messages
    at.checkbox(key="close_sure").check().run()
    press(at, "close_file")
    assert kept(at).file is None


def opened(page, folder):
    page.get_by_text("Open a case file", exact=True).click()
    page.get_by_label("Folder", exact=True).locator("visible=true").fill(str(folder))
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_label("Passphrase, or recovery key").fill(WORDS)
    page.get_by_role("button", name="Open the case file").click()
    page.get_by_text("Saved in your case file").wait_for(timeout=60_000)


def first_opened(page, folder):
    create(folder / "notes", WORDS, journal=Journal(), originals={}).close()
    page.get_by_text("I am not sure").click()
    page.get_by_role("button", name="Go on with this device").click()
    opened(page, folder)
    settled(page)


def is_closed_within(file, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(CaseInUse):
            open_case(file, WORDS).close()
            return True
        time.sleep(1)
    return False


@pytest.mark.tesseract
@pytest.mark.browser
def test_an_import_cut_short_by_the_lock_goes_on_where_it_was_once_the_file_is_opened(
    browser, address, tmp_path
):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.clock.install()
    page.goto(address)
    first_opened(page, tmp_path)
    page.get_by_role("link", name="Add").click()
    page.locator("input[type=file]").first.wait_for(state="attached", timeout=60_000)
    shots = sorted(SHOTS.glob("imessage_*.png"))[:3]
    chat = tmp_path / "long.txt"
    chat.write_text(CHAT)
    page.locator("input[type=file]").first.set_input_files([chat, *shots])
    page.get_by_text("imessage_1.png: read").wait_for(timeout=120_000)
    page.clock.fast_forward("11:00")
    page.get_by_role("dialog").wait_for(timeout=10_000)
    page.get_by_text("They are all in the case file").wait_for(timeout=60_000, state="attached")
    page.get_by_role("button", name="Show the page").click()
    assert is_closed_within(tmp_path / "notes", 10)
    opened(page, tmp_path)  # says that it is saved while the rest is being read
    expect(page.locator("progress")).to_have_count(1, timeout=30_000)
    # The chat and the first picture are not read again: nothing is read in so short a time.
    page.get_by_text("of 4 files read").wait_for(timeout=30_000)
    page.get_by_text(re.compile("[234] of 4 files read")).wait_for(timeout=3_000)
    page.locator("progress").wait_for(state="detached", timeout=240_000)
    page.get_by_role("link", name="Add").click()
    expect(page.get_by_text("4 files ·")).to_be_visible(timeout=60_000)
    for each in (chat, *shots):
        expect(page.get_by_text(each.name, exact=True)).to_be_visible()
    expect(page.locator(".notes-where")).to_contain_text("3,0", timeout=10_000)
    page.close()


@pytest.mark.browser
def test_a_browser_that_crashes_leaves_the_case_file_open_for_half_a_minute_at_most(
    browser, tmp_path
):
    with served(tmp_path) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        page.get_by_role("heading", name="Start").wait_for(timeout=60_000)
        first_opened(page, tmp_path)
        assert not is_closed_within(tmp_path / "notes", 1)
        with suppress(Error):
            page.goto("chrome://crash", timeout=5_000)
        assert is_closed_within(tmp_path / "notes", 30)
