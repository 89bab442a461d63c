"""One real journey in headless Chromium, by the keyboard alone: sample case, every page, PDF."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.ui.visits import CHAT, WORDS, keep, settled, start, title_has_focus

PAGES = ("Pattern", "Law", "Report")


def picture(page, name, folder):
    page.screenshot(path=folder / f"{name}.png")


FOCUS = """() => { const at = document.activeElement, style = getComputedStyle(at);
  return [at.tagName, (at.innerText || "").trim(), parseFloat(style.outlineWidth)]; }"""


def tab_to(page, name, key="Tab"):
    """Go on with the Tab key until the control of that name has the focus; each stop is seen."""
    for _ in range(120):
        page.keyboard.press(key)
        tag, said, ring = page.evaluate(FOCUS)
        assert tag in ("BODY", "H1", "H2") or ring >= 3, (name, tag, said)
        if said.endswith(name):
            return
    pytest.fail(f"the keyboard does not reach {name}")


@pytest.mark.tesseract
@pytest.mark.browser
def test_a_newcomer_gets_from_the_sample_to_the_pdf_without_leaving_the_computer(
    browser, address, tmp_path
):
    folder = Path(os.environ.get("ANALYSER_PICTURES", tmp_path))
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.goto(address)
    page.get_by_role("button", name="Try it with the sample case").wait_for(timeout=30_000)
    picture(page, "start", folder)
    tab_to(page, "Try it with the sample case")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Review").wait_for(timeout=180_000)
    page.get_by_text("flags looked at").wait_for(timeout=60_000)
    title_has_focus(page, "Review")
    settled(page)
    page.keyboard.press("?")
    keys = page.locator(".st-key-keys_box")
    keys.get_by_text("Mark as unwanted").wait_for(timeout=30_000)
    page.keyboard.press("Escape")
    keys.wait_for(state="detached", timeout=30_000)
    picture(page, "review", folder)
    for name in PAGES:
        tab_to(page, "Skip to main content", "Shift+Tab")
        tab_to(page, name)
        page.keyboard.press("Enter")
        title_has_focus(page, name)
        page.wait_for_timeout(1_500)
        settled(page)
        picture(page, name.lower(), folder)
    tab_to(page, "Skip to main content", "Shift+Tab")
    page.keyboard.press("Enter")
    title_has_focus(page, "Report")
    tab_to(page, "Make the report")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Download PDF").wait_for(timeout=60_000)
    tab_to(page, "Download PDF: to read and print")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    pdf = Path(download.value.path()).read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 50_000
    assert hosts <= {"127.0.0.1", None, ""}


@pytest.mark.browser
def test_the_keys_keep_dismiss_undo_step_and_uncover(reviewing):
    page = reviewing
    page.get_by_text("0 of", exact=False).first.wait_for()
    settled(page)
    page.locator("h1").click()
    page.keyboard.press("Enter")
    page.get_by_text("you kept this").wait_for(timeout=10_000)
    settled(page)
    page.keyboard.press("z")
    page.get_by_text("you kept this").wait_for(state="detached", timeout=10_000)
    settled(page)
    for key, state in (("y", "attached"), ("z", "detached")):
        page.keyboard.press(key)
        page.get_by_text("you kept this").wait_for(state=state, timeout=10_000)
        settled(page)
    before = page.get_by_role("heading", name="Item").inner_text()
    page.keyboard.press("j")
    page.wait_for_function(
        "before => ![...document.querySelectorAll('h2')].some(h => h.innerText === before)",
        arg=before,
        timeout=10_000,
    )


@pytest.mark.browser
def test_on_a_phone_a_message_opens_over_the_list_only_when_asked_and_closes(reviewing):
    page = reviewing
    page.set_viewport_size({"width": 390, "height": 844})
    settled(page)
    head = page.locator("h2[data-focus=open]")
    assert not head.is_visible()
    chosen = page.get_by_role("combobox", name="Show")
    assert not chosen.is_visible()
    page.get_by_role("button", name="Filter or cover").click()
    chosen.wait_for(timeout=30_000)
    page.get_by_role("button", name="Hide the filters").click()
    chosen.wait_for(state="hidden", timeout=30_000)
    settled(page)
    row = page.get_by_role("button", name="Open S").nth(2)
    wanted = row.inner_text().removeprefix("Open ")
    row.click()
    page.wait_for_function(
        "item => document.activeElement?.textContent === `Item ${item}`", arg=wanted, timeout=10_000
    )
    assert head.is_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    head.wait_for(state="hidden", timeout=10_000)


@pytest.mark.browser
def test_a_whole_folder_is_chosen_with_what_lies_in_its_folders(reviewing, tmp_path):
    page, inner = reviewing, tmp_path / "chats" / "2025"
    inner.mkdir(parents=True)
    (inner / "more.txt").write_text(CHAT.replace("13/02", "14/02"))
    (inner.parent / ".DS_Store").write_bytes(b"x")
    page.get_by_role("link", name="Add").click()
    page.get_by_role("button", name="Choose files").wait_for(timeout=30_000)
    page.locator(".st-key-drop_folder input[type=file]").set_input_files(inner.parent)
    page.get_by_text("2 files ·").wait_for(timeout=60_000)
    expect(page.get_by_text("more.txt", exact=True)).to_be_visible(timeout=10_000)


def typed(page, label, words):
    """Type into a field and leave it with the Tab key, as people do."""
    page.get_by_label(label, exact=True).locator("visible=true").fill(words)
    page.keyboard.press("Tab")
    settled(page)


def begun(page, address, box):
    page.goto(address)
    page.get_by_text("I am not sure").click()
    page.get_by_role("button", name="Go on with this device").click()
    page.get_by_text(box, exact=True).click()


@pytest.mark.browser
def test_a_case_file_is_made_with_the_keyboard_and_opens_again_after_a_reload(
    browser, address, tmp_path
):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    begun(page, address, "Keep this case in an encrypted file")
    typed(page, "Folder", str(tmp_path))
    typed(page, "Passphrase", "kettle otter nine lamp harbour")
    page.get_by_text("Strong.").wait_for(timeout=10_000)
    page.get_by_label("The same passphrase again").fill("kettle otter nine lamp harbour")
    page.get_by_role("button", name="Make the case file").click()
    page.get_by_text("Saved in your case file").wait_for(timeout=30_000)
    begun(page, page.url, "Open a case file")
    typed(page, "Folder", str(tmp_path))
    page.get_by_label("Passphrase, or recovery key").fill("kettle otter nine lamp harbour")
    page.get_by_role("button", name="Open the case file").click()
    page.get_by_text("Saved in your case file").wait_for(timeout=30_000)
    page.get_by_role("button", name="Leave now").click()
    page.wait_for_url("about:blank", timeout=15_000)
    assert [each.name for each in tmp_path.iterdir() if each.name != "server.txt"] == ["notes"]


@pytest.mark.browser
def test_a_press_counts_though_the_button_moves_before_the_mouse_comes_up(
    browser, address, tmp_path
):
    page = browser.new_page(viewport={"width": 1280, "height": 1400})
    begun(page, address, "Keep this case in an encrypted file")
    typed(page, "Folder", str(tmp_path))
    typed(page, "Passphrase", "kettle otter nine lamp harbour")
    typed(page, "The same passphrase again", "kettle otter nine lamp harbours")
    box = page.get_by_text("Type both again.")
    box.wait_for(timeout=30_000)
    settled(page)
    page.get_by_label("The same passphrase again").fill("kettle otter nine lamp harbour")
    page.get_by_role("button", name="Make the case file").hover()
    page.mouse.down()
    box.wait_for(state="detached", timeout=30_000)
    settled(page)
    page.mouse.up()
    page.get_by_text("Saved in your case file").wait_for(timeout=30_000)


@pytest.mark.browser
def test_reloading_by_key_asks_only_where_words_would_be_lost(browser, address):
    page, asked = browser.new_page(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    begun(page, address, "Open a case file")
    page.keyboard.press("F5")
    page.reload()
    begun(page, page.url, "Open a case file")
    assert asked == []
    page.get_by_label("Name of the file", exact=True).locator("visible=true").press_sequentially(
        "x"
    )
    page.keyboard.press("F5")
    page.evaluate("setTimeout(() => location.reload())")
    page.wait_for_timeout(1_000)
    assert asked == ["beforeunload"]
    assert page.get_by_label("Name of the file", exact=True).locator("visible=true").input_value()


@pytest.mark.browser
def test_a_press_in_the_menu_while_typing_opens_that_page_and_keeps_the_words(reviewing):
    page = reviewing
    page.get_by_role("link", name="Events").click()
    title_has_focus(page, "Events")
    page.get_by_role("button", name="Add an event").click()
    field = page.get_by_role("textbox", name="The exact words, or what")
    field.fill("at the gate, he said")
    page.get_by_role("link", name="Law").click()
    title_has_focus(page, "Law")
    page.wait_for_timeout(1_000)
    settled(page)
    assert page.locator("h1").inner_text() == "Law"
    page.get_by_role("link", name="Events").click()
    title_has_focus(page, "Events")
    expect(field).to_have_value("at the gate, he said", timeout=30_000)


@pytest.mark.browser
def test_a_file_over_the_limit_is_named_and_the_others_are_taken(reviewing, tmp_path):
    page, film, more = reviewing, tmp_path / "film.mp4", tmp_path / "more.txt"
    with film.open("wb") as stream:
        stream.truncate(1024**3 + 1)
    more.write_text(CHAT.replace("13/02", "14/02"))
    page.get_by_role("link", name="Add").click()
    page.get_by_role("button", name="Choose files").wait_for(timeout=30_000)
    page.locator(".st-key-drop input[type=file]").set_input_files([film, more])
    page.get_by_text("2 files ·").wait_for(timeout=60_000)
    said = page.locator(".notes-uploads [role=alert]").inner_text()
    assert "Over 1 GB" in said
    assert ("film.mp4" in said, "more.txt" in said) == (True, False)


@pytest.mark.browser
def test_a_passphrase_is_changed_by_the_keyboard_alone(browser, address, tmp_path):
    keep(start(), tmp_path).button(key="leave").click().run()
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.goto(address)
    page.get_by_role("heading", name="Start").wait_for(timeout=120_000)
    page.get_by_text("I am not sure").click()
    page.get_by_role("button", name="Go on with this device").click()
    page.get_by_text("Open a case file").click()
    page.locator(".st-key-open_folder input").fill(str(tmp_path))
    page.locator(".st-key-typed input").fill(WORDS)
    page.locator(".st-key-open_file button").click()
    page.get_by_text("Change the passphrase").first.click()
    page.locator(".st-key-change_passphrase input").first.focus()
    for words in (WORDS, *["nine kettles and one red otter"] * 2):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "BUTTON"
        page.keyboard.press("Tab")
    expect(page.get_by_text("Strong.", exact=True)).to_be_visible(timeout=30_000)
    page.keyboard.press("Enter")
    expect(page.get_by_text("The passphrase is changed")).to_be_visible(timeout=60_000)
    assert page.locator(".st-key-change_passphrase input").first.input_value() == ""
    page.close()
