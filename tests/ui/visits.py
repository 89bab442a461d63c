"""What tests of the pages do again and again: the first question, files, the case file."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"
PAGE = "analyser/ui/pages/{}.py"


def answered(at):
    """Answer the question where it stands on the page; go on from there."""
    at.radio(key="device").set_value(at.radio(key="device").options[0]).run()
    return at.button(key="device_done").click().run()


def adding():
    """A new visit on the Add page, ready for files."""
    at = AppTest.from_file(str(APP), default_timeout=180).run()
    return answered(at.switch_page(PAGE.format("add")).run())


def settled(page):
    """Wait until nothing on the page is being drawn anew: a key pressed before that is lost."""
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=30_000)


def title_has_focus(page, name):
    page.wait_for_function(
        "name => document.activeElement.matches('h1') && document.activeElement.innerText === name",
        arg=name,
        timeout=30_000,
    )


def answered_in_browser(page):
    """The same in a browser, once the Add page is there: Start asks the same until then."""
    page.get_by_role("heading", name="Add", exact=True).wait_for(timeout=60_000)
    settled(page)
    page.get_by_text("No, or this is a safer device").click()
    page.get_by_role("button", name="Continue", exact=True).click()
    page.locator("input[type=file]").first.wait_for(state="attached", timeout=60_000)


WORDS = "a kettle for nine otters"
CHAT = """13/02/2025, 20:14 - Dana Poole: Please stop contacting me.
14/02/2025, 23:40 - Rory Finch: I will kill you
15/02/2025, 09:00 - Rory Finch: see you at six
"""


def start():
    """The app past the question about the device."""
    at = AppTest.from_file(str(APP), default_timeout=120).run()
    at.radio(key="device").set_value("I am not sure").run()
    return press(at, "device_done")


def press(at, start_of_key):
    next(each for each in at.button if each.key.startswith(start_of_key)).click().run()
    assert not at.exception
    return at


def go(at, page):
    at.switch_page(PAGE.format(page)).run()
    assert not at.exception
    return at


def shown(at):
    return "\n".join(each.proto.body for each in at.get("html"))


def secret(at, key):
    """The field of a passphrase; each time one was used it is a new field."""
    return next(each for each in at.text_input if each.key.rstrip("0123456789") == key)


def kept(at):
    return at.session_state["case"].kept


def keep(at, folder, *, again=WORDS, name="notes"):
    """Make a case file on the Start page."""
    at.text_input(key="keep_folder").set_value(str(folder)).run()
    at.text_input(key="keep_name").set_value(name).run()
    at.text_input(key="keep_initials").set_value("DP").run()
    secret(at, "passphrase").set_value(WORDS).run()
    secret(at, "passphrase_again").set_value(again).run()
    return press(at, "make_file") if again == WORDS else at


def reopened(folder, typed=WORDS, name="notes"):
    at = start()
    at.text_input(key="open_folder").set_value(str(folder)).run()
    at.text_input(key="open_name").set_value(name).run()
    secret(at, "typed").set_value(typed).run()
    return press(at, "open_file")


def give_chat(at):
    go(at, "add")
    at.file_uploader(key="upload0").set_value([("chat.txt", CHAT.encode(), "text/plain")]).run()
    assert not at.exception
    return at
