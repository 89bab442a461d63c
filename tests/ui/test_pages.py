"""Each page of the app with nothing, and with the sample case."""

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analyser.cli import main
from analyser.ui._state import KEY
from tests.ui.visits import shown

APP = Path(__file__).parents[2] / "app.py"
PAGES = ("add", "people", "review", "events", "pattern", "law", "report")


def start():
    return AppTest.from_file(str(APP), default_timeout=120).run()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_with_nothing_says_what_to_do(page):
    at = start().switch_page(f"analyser/ui/pages/{page}.py").run()
    assert not at.exception
    assert at.title[0].value == page.title()


def press(at, key):
    return at.button(key=key).click().run()


def test_the_question_about_the_device_comes_first_and_leads_to_the_others():
    at = start()
    press(at, "device_done")
    assert at.session_state["case"].step == "device"
    assert "Please answer this question first." in "".join(e.proto.body for e in at.get("html"))
    at.radio(key="device").set_value("Yes").run()
    press(at, "device_done")
    at.radio(key="nation").set_value("Scotland").run()
    press(at, "to_name")
    at.text_input(key="draft_me").set_value("Hannah Lisle").run()
    press(at, "to_who")
    press(at, "skip_to_ready")
    assert not at.exception
    assert any(button.key == "go_add" for button in at.button)


@pytest.mark.tesseract
def test_one_click_on_the_sample_case_fills_every_page_to_the_downloads(tmp_path):
    at = press(start(), "sample")
    assert not at.exception
    for page in PAGES:
        at.switch_page(f"analyser/ui/pages/{page}.py").run()
        assert not at.exception, page
    at.switch_page("analyser/ui/pages/pattern.py").run()
    assert 'class="notes-months"' not in shown(at)
    at.session_state["table_calendar_P1"] = True
    at.run()
    assert 'class="notes-months"' in shown(at)
    at.switch_page("analyser/ui/pages/add.py").run()
    assert "nothing of yours is added to it" in shown(at)
    assert "of them also in another file" in shown(at)
    assert not at.get("file_uploader")
    at.switch_page("analyser/ui/pages/report.py").run()
    before = at.session_state[KEY].page_1
    at.text_input(key="reference").set_value("CR/1").run()
    assert at.session_state[KEY].page_1[1].reference == "CR/1"
    assert at.session_state[KEY].page_1[2] not in (before[2], b"")
    at.date_input(key="since").set_value(date(2025, 2, 1)).run()
    press(at, "make")
    assert not at.exception
    made = json.loads(at.session_state[KEY].made["to_json"])["report"]
    assert made["reference"] == "CR/1"
    assert "from Sat 1 February 2025" in made["part"]
    assert len(at.get("download_button")) == 5
    press(at, "bundle")
    assert not at.exception
    assert len(at.get("download_button")) == 6
    at.text_area(key="hide_person").set_value("Hannah Lisle").run()
    at.multiselect(key="leave_out").set_value(at.multiselect(key="leave_out").options).run()
    press(at, "redact")
    assert not at.exception
    copy = at.session_state[KEY].redacted[1]["redacted-report.json"].decode()
    assert "Hannah" not in copy
    assert "Craig Dunmore" in copy
    (tmp_path / "bundle.zip").write_bytes(at.session_state[KEY].made["bundle"])
    assert main(["verify", str(tmp_path / "bundle.zip")]) == 0
    press(at.switch_page("analyser/ui/pages/add.py").run(), "sample_away")
    assert at.session_state[KEY].facts.me == ()
    assert not at.session_state[KEY].files
