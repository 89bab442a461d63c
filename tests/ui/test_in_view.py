"""What was asked for comes into view: a page at its top, a message at its top, what went wrong."""

import pytest
from playwright.sync_api import expect

from tests.ui.visits import settled, title_has_focus


@pytest.mark.browser
def test_a_page_opened_in_the_middle_of_another_begins_at_its_top_and_a_problem_comes_into_view(
    reviewing,
):
    page = reviewing
    page.set_viewport_size({"width": 1280, "height": 420})
    page.get_by_role("link", name="Add").click()
    title_has_focus(page, "Add")
    page.get_by_role("combobox", name="Choose every name or number that is you").click()
    page.keyboard.type("Dana")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="This is me").click()
    page.get_by_text("Which of these is you?").wait_for(state="detached", timeout=60_000)
    settled(page)
    page.get_by_role("link", name="Pattern").click()
    title_has_focus(page, "Pattern")
    settled(page)
    page.get_by_role("button", name="Show these items").last.click()
    title_has_focus(page, "Review")
    settled(page)
    assert page.evaluate("document.querySelector('.stMain').scrollTop") == 0
    page.get_by_role("button", name="Show all messages").click()
    page.get_by_text("3 of 3 messages shown").wait_for(timeout=30_000)
    settled(page)
    panel = "document.querySelector('.st-key-panel')?.parentElement"
    page.locator("h1").click()
    page.evaluate(f"{panel}.scrollTo(0, 300)")
    assert page.evaluate(f"{panel}.scrollTop")
    page.keyboard.press("j")
    page.wait_for_function(f"() => {panel}?.scrollTop === 0", timeout=30_000)
    settled(page)
    page.get_by_role("link", name="Events").click()
    title_has_focus(page, "Events")
    page.get_by_role("button", name="Add an event").click()
    page.get_by_role("button", name="Save the event").click()
    problem = page.get_by_role("alert")
    problem.wait_for(timeout=30_000)
    expect(problem).to_be_in_viewport(ratio=0.9)
    page.wait_for_function("document.activeElement.matches('.notes-problem')", timeout=30_000)
    first = page.get_by_role("combobox", name="What was it?").bounding_box()
    assert problem.bounding_box()["y"] < first["y"]
