"""The keys of Review lead where they say, and what they act on is in view in every window."""

import pytest
from playwright.sync_api import expect

from tests.ui.visits import settled

FOCUSED = "label => document.activeElement?.getAttribute('aria-label')?.startsWith(label)"


def press(page, key):
    """Press a key while everything is read and no field and no control has the focus."""
    page.get_by_text("flag looked at").wait_for(timeout=60_000)
    settled(page)
    page.locator("h1").click()
    page.keyboard.press(key)


def focused(page, label):
    page.wait_for_function(FOCUSED, arg=label, timeout=30_000)
    settled(page)
    assert page.evaluate(FOCUSED, label)


@pytest.mark.browser
def test_a_day_is_typed_in_the_order_shown_and_each_key_leads_into_its_own_form(reviewing):
    page = reviewing
    for key, label in (("r", "It answers"), ("t", "day,"), ("f", "What it says"), ("t", "day,")):
        press(page, key)
        focused(page, label)
    page.keyboard.type("01032025")
    page.keyboard.press("Enter")
    assert not page.get_by_text("you kept this").count()
    page.get_by_role("button", name="Save the time").click()
    page.get_by_text("Time corrected by you").wait_for(timeout=30_000)
    assert "Sat 1 Mar 2025" in page.locator(".st-key-panel .notes-message").first.inner_text()
    press(page, "e")
    page.get_by_text("That cannot be done with this item.").wait_for(timeout=10_000)


@pytest.mark.browser
def test_what_was_kept_is_dismissed_by_key_and_the_reason_is_written_at_once(reviewing):
    page = reviewing
    press(page, "Enter")
    page.get_by_text("You kept this.").wait_for(timeout=30_000)
    press(page, "Enter")
    page.get_by_text("Nothing in this item waits to be decided on.").wait_for(timeout=10_000)
    press(page, "x")
    focused(page, "Why not, in your own words")
    expect(page.locator(".st-key-panel").get_by_text("You said: not this.")).to_be_visible()
    press(page, "z")
    page.get_by_text("You kept this.").wait_for(timeout=30_000)


@pytest.mark.browser
@pytest.mark.parametrize("opened", ["keys", "list"])
def test_one_press_leaves_whatever_is_open_over_the_page(reviewing, opened):
    page = reviewing
    if opened == "keys":
        page.set_viewport_size({"width": 390, "height": 844})
        press(page, "?")
        page.locator(".st-key-keys_box").get_by_text("Set the time").wait_for(timeout=30_000)
    else:
        page.get_by_role("combobox", name="Person").click()
        page.get_by_role("option", name="Rory Finch").wait_for(timeout=30_000)
    place = page.locator(".st-key-leave button").bounding_box()
    page.mouse.click(place["x"] + 20, place["y"] + 20)
    page.wait_for_url("about:blank", timeout=15_000)


@pytest.mark.browser
def test_the_message_and_the_buttons_of_its_first_flag_are_in_view_in_every_window(reviewing):
    page = reviewing
    keep = page.get_by_role("button", name="Keep this")
    page.set_viewport_size({"width": 1440, "height": 900})
    settled(page)
    expect(keep.first).to_be_in_viewport(ratio=1)
    for width, height in ((390, 844), (640, 500)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        assert not keep.first.is_visible()
        press(page, "Enter")  # not decided on before it is seen
        page.get_by_role("button", name="Close", exact=True).wait_for(timeout=30_000)
        settled(page)
        assert not page.get_by_text("You kept this.").count()
        for part in (page.locator(".st-key-panel .notes-said").first, keep.first):
            expect(part).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("button", name="Leave now")).to_be_in_viewport(ratio=1)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.get_by_role("link", name="Law").click()
        page.get_by_role("heading", name="Law", exact=True).wait_for(timeout=30_000)
        settled(page)
        page.get_by_role("link", name="Review").click()
        page.get_by_role("heading", name="Review", exact=True).wait_for(timeout=30_000)
        settled(page)
