"""Reading goes on while other pages are open, and they show what was read so far."""

import threading
from dataclasses import replace
from pathlib import Path
from string import ascii_uppercase

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analyser import pipeline
from analyser.corrections import decision_keys
from analyser.findings import Status
from analyser.given import from_path, from_uploads, sha256
from analyser.records import CaseFacts
from analyser.ui._case import Case
from analyser.ui._job import Job
from analyser.ui._progress import progress_html
from analyser.ui._state import KEY
from tests.ui.visits import give_chat, go, start

ROOT = Path(__file__).parents[2]
SHOTS = sorted((ROOT / "samples" / "serious" / "screenshots").glob("*.png"))
CHAT = next((ROOT / "samples" / "serious").glob("**/*.txt"))


def shown(at):
    return " ".join(each.proto.body for each in at.get("html"))


def page(at, name):
    return at.switch_page(f"analyser/ui/pages/{name}.py").run()


def begun(case, paths, gate):
    """Begin to read `paths`; the first screenshot is held back until the gate is open."""
    case.files = {
        f"1.{n}": held_back(path, gate) if path in SHOTS else from_path(path)
        for n, path in enumerate(paths)
    }
    case.hashes = {f"1.{n}": sha256(from_path(path)) for n, path in enumerate(paths)}
    begin_again(case)
    return case.job


def begin_again(case):
    """Begin to read the files of the case anew."""
    case.job = Job(
        list(case.files.values()), case.facts, case.basis, case.readings, case.memory, case.numbers
    )
    case.job.begin()


def held_back(path, gate):
    """Return a file whose bytes come once the gate is open; its hash comes at once."""
    given, opened = from_path(path), []

    def wait():
        opened.append(path)
        if len(opened) > 1:
            gate.wait(60)
        return path.open("rb")

    return replace(given, open=wait)


@pytest.mark.tesseract
def test_what_was_read_so_far_is_shown_while_the_rest_is_read_and_then_all_of_it():
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    case, gate = at.session_state[KEY], threading.Event()
    begun(case, [CHAT, SHOTS[0]], gate)
    while not case.job.names or case.job.done < 1:
        case.job.ended.wait(0.05)
    page(at, "review")
    assert not at.exception
    assert "Still being read" in shown(at)
    before = len(case.findings.messages)
    assert before
    page(at, "report")
    assert "once everything is read" in shown(at)
    assert case.job is not None
    gate.set()
    assert case.job.ended.wait(90)
    page(at, "review")
    assert not at.exception
    assert case.job is None
    assert "Still being read" not in shown(at)
    assert len(case.findings.messages) > before
    assert len(case.findings.flags) > 3


def test_leaving_gives_the_reading_up():
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    case, gate = at.session_state[KEY], threading.Event()
    job = begun(case, [SHOTS[0], CHAT], gate)
    threading.Timer(1, gate.set).start()
    at.button(key="leave").click().run()
    assert job.ended.wait(20)
    assert job.reading is None


def test_before_the_first_step_no_numbers_are_said():
    job = Job([], CaseFacts(), Case().basis, {}, {})
    for job.looking in (False, True):
        said = progress_html(job)
        assert "getting ready" in said
        assert " 0 of " not in said
    job.done, job.total = 3, 8
    assert "step 3 of 8" in progress_html(job)


def group(people):
    """A chat of so many people, each of whom wrote twice; all of it is counted for each."""
    names = [f"Person {ascii_uppercase[n]}" for n in range(people)] * 2
    lines = (
        f"{1 + n // 20:02}/02/2025, 20:{n % 60:02} - {who}: hello" for n, who in enumerate(names)
    )
    return "\n".join(lines).encode()


def test_what_was_read_before_stays_while_more_is_read_and_counted_and_no_page_waits_for_it(
    monkeypatch,
):
    at = give_chat(start())
    case = at.session_state[KEY]
    counted, may = threading.Event(), threading.Event()
    count = pipeline.analyse

    def slowly(reading, **rest):
        counted.set()
        may.wait(60)
        return count(reading, **rest)

    monkeypatch.setattr(pipeline, "analyse", slowly)
    (case.files["2.0"],) = from_uploads([("group.txt", group(3))])
    case.hashes["2.0"] = sha256(case.files["2.0"])
    begin_again(case)
    assert counted.wait(60)
    for name in ("people", "review", "pattern"):
        go(at, name)
        assert "Your messages are still being" in shown(at)
        assert "Add your screenshots or chats first" not in shown(at)
        assert [each.text for each in case.findings.messages][1:2] == ["I will kill you"]
    may.set()
    assert case.job.ended.wait(120)
    go(at, "review")
    assert case.job is None
    assert "9 of 9 messages shown" in shown(at)
    assert "still being" not in shown(at)


def test_a_page_left_before_it_took_up_what_was_read_leaves_that_to_the_next(monkeypatch):
    at = give_chat(start())
    case = at.session_state[KEY]
    case.reading = case.findings = None
    begin_again(case)
    assert case.job.ended.wait(60)
    with monkeypatch.context() as left:
        left.setattr(Case, "take_up", lambda case, worked: st.stop())
        go(at, "people")
    go(at, "review")
    assert "3 of 3 messages shown" in shown(at)


def test_a_step_whose_page_was_left_at_once_is_counted_on_the_next(monkeypatch):
    at = go(give_chat(start()), "review")
    case = at.session_state[KEY]
    # As where another page is asked for between the step and what follows from it.
    key, *_ = decision_keys(case.findings.flags, case.reading)
    case.kept.change({}, {key: Status.CONFIRMED})
    go(at, "review")
    assert "confirmed" in [flag.status.value for flag in case.findings.flags]
