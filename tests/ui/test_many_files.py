"""Hundreds of files at once: they all arrive, and the page, with Leave now, works meanwhile."""

import io
import json
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from analyser.errors import UnreadableSource
from analyser.ui._parcels import PARCEL, unpacked
from tests.ui.visits import answered_in_browser, settled

MANY = 300
LONGEST_SILENCE_MS = 8_000
"""With so many the library by itself holds the page up for 15 s at a time on a busy computer."""
LISTEN = """() => { let last = performance.now(); window.silence = 0;
  setInterval(() => { const now = performance.now();
    window.silence = Math.max(window.silence, now - last); last = now; }, 50); }"""


def on_add(page, address):
    page.goto(address)
    page.get_by_role("heading", name="Start").wait_for(timeout=120_000)
    page.get_by_role("link", name="Add").click()
    answered_in_browser(page)
    page.get_by_role("button", name="Choose a folder").wait_for(timeout=30_000)
    settled(page)


def folder_of(count, place):
    """Make a folder of voice notes: of them only the name and the kind are looked at."""
    folder = place / "phone"
    (folder / "sent").mkdir(parents=True)
    for number in range(count):
        (folder / "sent" / f"v{number}.mp3").write_bytes(
            b"ID3\3\0\0\0\0\0\0" + b"%d" % number * 200
        )
    return folder


@pytest.mark.browser
def test_a_folder_of_hundreds_arrives_whole_and_the_page_answers_meanwhile(
    browser, address, tmp_path
):
    page = browser.new_page()
    on_add(page, address)
    page.evaluate(LISTEN)
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator(".st-key-drop_folder input[type=file]").set_input_files(folder_of(MANY, tmp_path))
    expect(page.get_by_text("Reading", exact=False).first).to_be_visible(timeout=60_000)
    page.get_by_text(f"{MANY} files ·").wait_for(timeout=60_000)
    page.get_by_role("button", name="Show more files").wait_for(timeout=30_000)
    assert sent.count("PUT") == 2
    assert page.evaluate("window.silence") < LONGEST_SILENCE_MS
    assert page.locator("[class*=st-key-file_]").count() == 25
    assert not page.locator(".notes-uploads").inner_text().strip()
    page.close()


@pytest.mark.browser
def test_leave_now_works_while_hundreds_of_files_are_handed_over(browser, address, tmp_path):
    page = browser.new_page()
    on_add(page, address)
    page.locator(".st-key-drop_folder input[type=file]").set_input_files(folder_of(MANY, tmp_path))
    page.get_by_role("button", name="Leave now").click(timeout=5_000)
    page.wait_for_url("about:blank", timeout=5_000)
    page.close()


def parcel(files, *, cut=0):
    names = json.dumps([[name, len(data)] for name, data in files]).encode()
    body = b"\n".join([names, b"".join(data for _, data in files)])
    return SimpleNamespace(
        type=PARCEL, name="Files 1 to 2", getvalue=io.BytesIO(body[: len(body) - cut]).getvalue
    )


def test_a_parcel_gives_each_file_with_its_folders_and_its_own_bytes():
    files = [('a/"odd"\n.txt', b"one\ntwo"), ("a/b/empty.txt", b""), ("\ud83d.txt", b"\x00\n")]
    found = [(name, bytes(data)) for name, data in unpacked([parcel(files)])]
    assert found == [*files[:2], ("?.txt", b"\x00\n")]


def test_a_parcel_that_is_not_whole_is_refused():
    with pytest.raises(UnreadableSource, match="changed while they were handed over"):
        list(unpacked([parcel([("a.txt", b"one"), ("b.txt", b"two")], cut=1)]))
