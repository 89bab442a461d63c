"""A case kept in a file through the pages: made, saved as the person goes, closed, opened again."""

import gc
import json
import os
import weakref

import pytest

from analyser import casefile, guard
from analyser.errors import BadRequest, CaseInUse
from analyser.ui import _opening
from tests.ui.visits import (
    CHAT,
    give_chat,
    go,
    keep,
    kept,
    press,
    reopened,
    shown,
    start,
)


def statuses(at):
    return sorted(flag.status.value for flag in at.session_state["case"].findings.flags)


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The folder of a case with one chat, one answer and one decision; and its recovery key."""
    folder = tmp_path_factory.mktemp("papers")
    at = keep(start(), folder)
    give_chat(at)
    at.multiselect(key="mine").set_value(["Dana Poole"]).run()
    press(at, "set_me")
    press(go(at, "review"), "keep")
    at.toggle(key="single_keys").set_value(False).run()
    at.selectbox(key="only").set_value("Only flagged").run()
    go(at, "pattern").number_input(key="setting_night_from_hour").set_value(0).run()
    go(at, "report").text_input(key="reference").set_value("17/4").run()
    at.multiselect(key="only_who").set_value(["P2"]).run()
    go(at, "review")
    assert at.selectbox(key="only").value == "Only flagged"
    assert kept(at).problem is None
    key = kept(at).file.recovery_key
    press(go(at, "start"), "close_file")
    return folder, key


def test_a_new_visit_saves_nothing_and_says_so_and_takes_no_more_than_memory_holds(monkeypatch):
    at = give_chat(start())
    monkeypatch.setattr(guard, "LARGEST_TOGETHER_BYTES", len(CHAT.encode()) + 20)
    at.file_uploader(key="upload1").set_value([("more.txt", b"." * 21, "text/plain")]).run()
    assert "too large to be held in memory together" in shown(at)
    at.run()
    assert [given.name for given in at.session_state["case"].files.values()] == ["chat.txt"]
    assert "Not saved: gone if this page" in shown(at)
    assert kept(at).file is None
    for page in ("people", "events", "pattern", "law", "report", "review"):
        go(at, page)
    held = weakref.ref(at.session_state["case"].index)
    at.button(key="leave").click().run()
    gc.collect()
    assert held() is None


def test_everything_done_is_there_again_after_closing_and_opening(saved):
    at = reopened(saved[0])
    assert "Saved in your case file" in shown(at)
    case = at.session_state["case"]
    assert case.facts.me == ("Dana Poole",)
    assert (case.settings.night_from_hour, case.options.reference) == (0, "17/4")
    assert case.options.people == {"Rory Finch"}
    assert (case.single_keys, case.cover_harsh, case.idle_minutes) == (False, True, 10)
    at = go(at, "pattern")
    assert at.number_input(key="setting_night_from_hour").value == 0
    at = go(at, "report")
    assert "some people" in shown(at)
    assert at.multiselect(key="only_who").value == ["P2"]
    assert [given.name for given in case.files.values()] == ["chat.txt"]
    assert "confirmed" in statuses(at)
    assert case.news is None
    assert not any(name in at.session_state for name in ("typed", "passphrase"))
    at = press(go(at, "review"), "undo")
    assert "confirmed" not in statuses(at)
    press(at, "redo")
    assert "confirmed" in statuses(at)
    log = shown(go(at, "start"))
    assert "Start of the night hours (o&#x27;clock, local): 23 → 0" in log
    for part in ("Took back entry", "Added 1 file: chat.txt", "your name in the chats", "DP"):
        assert part in log
    press(at, "close_file")
    again = reopened(saved[0], saved[1])
    assert "confirmed" in statuses(again)
    press(again, "close_file")


def test_while_it_is_open_here_no_other_window_may_open_it_until_leaving(tmp_path):
    at = keep(start(), tmp_path)
    key = kept(at).file.recovery_key
    with pytest.raises(CaseInUse):
        casefile.open_case(tmp_path / "notes", key)
    at.button(key="leave").click().run()
    casefile.open_case(tmp_path / "notes", key).close()


def test_a_case_begun_in_memory_is_kept_whole_with_what_was_done_before(tmp_path):
    at = give_chat(start())
    press(go(at, "review"), "keep")
    keep(go(at, "start"), tmp_path)
    press(at, "close_file")
    assert "confirmed" in statuses(reopened(tmp_path))


@pytest.mark.parametrize("name", ["", "..", "a/b", "/etc/notes"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path, name):
    at = keep(start(), tmp_path, name=name)
    assert "cannot be used" in shown(at)
    assert kept(at).file is None
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_saved_is_told_and_saved_as_soon_as_it_can(tmp_path):
    at = keep(start(), tmp_path)
    at.session_state["case"].kept.file._database.pragma("query_only", True)
    give_chat(at)
    assert "Not saved: see below" in shown(at)
    assert "3 messages" in shown(at)
    at.session_state["case"].kept.file._database.pragma("query_only", False)
    at.run()
    assert "Saved in your case file" in shown(at)
    press(go(at, "start"), "close_file")
    assert len(reopened(tmp_path).session_state["case"].findings.messages) == 3


def test_a_changed_original_is_named_on_the_page_and_left_out(saved, tmp_path):
    folder = tmp_path
    (folder / "notes").write_bytes((saved[0] / "notes").read_bytes())
    file = casefile.open_case(folder / "notes", saved[1])
    file._database.execute("UPDATE piece SET bytes = zeroblob(9)")
    file.close()
    at = reopened(folder)
    assert "have changed inside the case file" in shown(at)
    assert "chat.txt" in shown(at)
    assert at.session_state["case"].files == {}


def test_what_another_version_would_change_is_told_and_decisions_are_kept(saved, tmp_path):
    (tmp_path / "notes").write_bytes((saved[0] / "notes").read_bytes())
    file = casefile.open_case(tmp_path / "notes", saved[1])
    kept_ = json.loads(file.derived("flags"))
    (digest, marks), *_ = kept_["words"].items()
    threat = next(flag for flag in kept_["flags"] if flag[2] == "threat_to_kill")
    gone = [digest, "3", "insult", "an older rule", marks[2]]
    # As an older program read it: without its first message, and with a rule that is no more.
    older = {
        "made": {"program": "analyser 0.0.9"},
        "flags": [gone, *([digest, "1", *f[2:]] for f in kept_["flags"] if f != threat)],
        "words": {digest: marks[1:]},
    }
    file.keep_derived("flags", json.dumps(older))
    file.close()
    at = reopened(tmp_path)
    page = shown(at)
    assert "<td>S1-3</td><td>Insulting words</td>" in page.partition("no longer made: 1")[2]
    new = page.partition("Flags that are new: 1")[2]
    assert "<td>S1-2</td><td>A threat to kill</td>" in new
    assert "read with other words: 1" in page
    assert "confirmed" in statuses(at)
    press(at, "show_news")
    assert "3 of 3 messages shown" in shown(at)


def test_the_number_of_a_file_stays_when_a_chat_is_added_and_the_case_is_opened_again(tmp_path):
    at = go(keep(start(), tmp_path), "add")
    odd = [("odd.bin", b"\0\1\2 no chat", "application/octet-stream")]
    at.file_uploader(key="upload0").set_value(odd).run()
    at.file_uploader(key="upload1").set_value([("chat.txt", CHAT.encode(), "text/plain")]).run()
    for _ in range(2):
        sources = at.session_state["case"].reading.sources
        assert [(each.id, each.name) for each in sources] == [("S1", "odd.bin"), ("S2", "chat.txt")]
        press(go(at, "start"), "close_file")
        at = reopened(tmp_path)


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("~nobody-of-this-name", "notes"),
        ("~", "n" * 300),
        ("~", "a/b"),
        ("~", "notes\u202etxt"),
        ("~", "notes\0"),
        ("", "notes"),
        ("cases", "notes"),
        ("/home\0", "notes"),
    ],
)
def test_a_place_that_cannot_be_is_refused_with_what_to_do(folder, name):
    with pytest.raises(BadRequest):
        _opening.place(folder, name)


@pytest.mark.skipif(os.name == "nt", reason="a file that is open cannot be deleted there")
def test_a_case_file_deleted_while_open_is_told_and_can_be_kept_anew_with_everything(tmp_path):
    at = give_chat(keep(start(), tmp_path))
    for path in tmp_path.iterdir():
        path.unlink()
    press(go(at, "review"), "keep")
    assert "renamed, moved or deleted while it was open" in shown(at)
    assert "Not saved: see below" in shown(at)
    keep(go(at, "start"), tmp_path, name="papers")
    assert kept(at).problem is None
    press(at, "close_file")
    at = reopened(tmp_path, name="papers")
    assert "confirmed" in statuses(at)
