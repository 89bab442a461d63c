"""Each page of the app with nothing, and with the sample case."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"
PAGES = ("add", "review", "pattern", "law", "report")


def start():
    return AppTest.from_file(str(APP), default_timeout=120).run()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_with_nothing_says_what_to_do(page):
    at = start().switch_page(f"analyser/ui/pages/{page}.py").run()
    assert not at.exception
    assert at.title[0].value == page.title()


def test_the_question_about_the_device_comes_first():
    at = start()
    assert not any(button.key == "sample" for button in at.button)
    at.checkbox(key="device").check().run()
    assert any(button.key == "sample" for button in at.button)


@pytest.mark.tesseract
def test_the_sample_case_walks_through_every_page_to_the_downloads():
    at = start()
    at.checkbox(key="device").check().run()
    at.radio(key="nation").set_value("England or Wales").run()
    at.button(key="sample").click().run()
    assert not at.exception
    for page in PAGES:
        at.switch_page(f"analyser/ui/pages/{page}.py").run()
        assert not at.exception, page
    at.switch_page("analyser/ui/pages/report.py").run()
    at.button(key="make").click().run()
    assert not at.exception
    assert len(at.get("download_button")) == 5
