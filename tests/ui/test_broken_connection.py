"""A connection that breaks in the middle of a run leaves no empty page."""

import re

import pytest
from playwright.sync_api import expect

from tests.ui.visits import CHAT, answered_in_browser, settled

SOCKETS = """(() => { const Known = WebSocket; window.sockets = [];
  window.WebSocket = class extends Known {
    constructor(...given) { super(...given); window.sockets.push(this); } }; })()"""


def waiting(page):
    return int(re.search(r"(\d+) flags? not looked at", page.inner_text(".notes-where"))[1])


@pytest.mark.browser
def test_the_page_is_there_again_though_the_connection_breaks_right_after_a_press(browser, address):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(SOCKETS)
    page.goto(address)
    page.get_by_role("link", name="Add").click()
    answered_in_browser(page)
    page.locator("input[type=file]").first.set_input_files(
        [{"name": "chat.txt", "mimeType": "text/plain", "buffer": CHAT.encode()}]
    )
    page.get_by_text("3 messages").first.wait_for(timeout=60_000)
    settled(page)
    page.get_by_role("link", name="Review").click()
    page.get_by_role("heading", name="Review", exact=True).wait_for(timeout=60_000)
    settled(page)
    before = waiting(page)
    page.get_by_role("button", name="Keep this").first.click(no_wait_after=True)
    page.evaluate("window.sockets.at(-1).close()")
    page.wait_for_function("() => window.sockets.length > 1", timeout=30_000)
    page.wait_for_selector('[data-test-connection-state="CONNECTED"]', timeout=30_000)
    expect(page.get_by_role("heading", name="Review", exact=True)).to_be_visible(timeout=30_000)
    settled(page)
    # The library may begin anew before it comes to the press: then it is pressed again.
    for _ in range(3):
        page.wait_for_timeout(3000)
        settled(page)
        if waiting(page) < before:
            break
        page.get_by_role("button", name="Keep this").first.click()
    expect(page.locator(".notes-where")).to_contain_text(f"{before - 1} flag", timeout=30_000)
    page.close()
