"""What is half typed, and what a disk has spoiled: nothing goes without a word."""

from datetime import date

from tests.casefile.spoil import PAGE, flip, pages_of
from tests.ui.visits import give_chat, go, keep, kept, press, reopened, shown, start


def test_a_spoiled_log_opens_names_what_is_lost_and_is_kept_on_in_a_new_file(tmp_path):
    at = give_chat(keep(start(), tmp_path))
    page, path = pages_of(kept(at).file, "entry")[0], tmp_path / "notes"
    press(go(at, "start"), "close_file")
    flip(path, page * PAGE + 777)
    spoiled = path.read_bytes()
    at = reopened(tmp_path)
    assert "could not be read: all of them" in shown(at)
    assert "recovered file 1" in shown(go(at, "add"))
    assert "3 messages" in shown(at)
    keep(go(at, "start"), tmp_path, name="more")
    assert kept(at).problem is None
    press(at, "close_file")
    assert path.read_bytes() == spoiled
    at = reopened(tmp_path, name="more")
    assert (kept(at).file.closed, kept(at).problem) == (None, None)
    assert "3 messages" in shown(go(at, "add"))


def test_a_spoiled_list_of_files_opens_and_is_kept_on_in_a_new_file(tmp_path):
    at = give_chat(keep(start(), tmp_path))
    file, path = kept(at).file, tmp_path / "notes"
    (page,) = pages_of(file, "original")
    press(go(at, "start"), "close_file")
    flip(path, page * PAGE + 777)
    spoiled = path.read_bytes()
    at = reopened(tmp_path)
    assert "The list of the files in this case file is damaged" in shown(at)
    keep(at, tmp_path, name="more")
    assert kept(at).problem is None
    assert path.read_bytes() == spoiled
    press(at, "close_file")
    at = reopened(tmp_path, name="more")
    assert (kept(at).file.closed, kept(at).problem) == (None, None)
    assert "3 messages" in shown(go(at, "add"))


def test_a_half_typed_event_is_there_again_after_the_file_was_closed_by_itself(tmp_path):
    at = go(keep(start(), tmp_path), "events")
    press(at, "event_add")
    at.text_area(key="draft_event_words").set_value("at the gate, he said").run()
    at.date_input(key="draft_event_day").set_value(date(2025, 2, 14)).run()
    at.text_input(key="draft_event_clock").set_value("22:1")
    press(at, "lock")
    assert "because nobody used the page" in shown(at)
    at = go(reopened(tmp_path), "events")
    assert at.text_area(key="draft_event_words").value == "at the gate, he said"
    assert at.date_input(key="draft_event_day").value == date(2025, 2, 14)
    assert at.text_input(key="draft_event_clock").value == "22:1"
    at.text_input(key="draft_event_clock").set_value("22:10")
    press(at, "event_save")
    press(at, "event_add")
    assert at.text_area(key="draft_event_words").value == ""
