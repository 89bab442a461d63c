"""The passphrase of a case file on the pages: asked for, refused, changed, typed twice."""

from tests.ui.visits import (
    CHAT,
    WORDS,
    give_chat,
    go,
    keep,
    kept,
    press,
    reopened,
    secret,
    shown,
    start,
)

NEW_WORDS = "nine kettles and one red otter"


def change_passphrase(at, now=WORDS):
    secret(at, "now").set_value(now).run()
    for key in ("new_passphrase", "new_again"):
        secret(at, key).set_value(NEW_WORDS).run()
    return press(at, "rekey")


def test_only_who_can_open_the_file_changes_its_passphrase_and_is_told_once_it_is_done(tmp_path):
    at = keep(start(), tmp_path)
    before = secret(at, "new_passphrase").key
    change_passphrase(at, "")
    assert "No passphrase was typed" in shown(at)
    for wrong in ("a kettle for ten otters", NEW_WORDS):
        change_passphrase(at, wrong)
        assert "did not open with what was typed" in shown(at)
    change_passphrase(at, kept(at).file.recovery_key)
    assert "The passphrase is changed" in shown(at)
    # Another field in the browser as well: the one before would keep what was typed.
    assert secret(at, "new_passphrase").key != before
    assert not any(secret(at, key).value for key in ("now", "new_passphrase", "new_again"))
    assert shown(at).count("<td>Changed the passphrase</td>") == 1
    press(at, "close_file")
    assert kept(reopened(tmp_path, NEW_WORDS)).file is not None


def test_wrong_passphrases_of_an_open_file_soon_have_to_wait_as_at_opening(tmp_path):
    at = keep(start(), tmp_path)
    for _ in range(12):
        change_passphrase(at, "a kettle for ten otters")
        if "too soon" in shown(at):
            break
    assert "too soon" in shown(at)


def test_the_initials_used_last_in_a_file_are_there_again_and_can_be_changed(tmp_path):
    press(keep(start(), tmp_path), "close_file")
    at = reopened(tmp_path)
    assert at.text_input(key="who_now").value == "DP"
    assert kept(at).journal.entries[-1].who == "DP"
    at.text_input(key="who_now").set_value("RF").run()
    press(at, "change_nation")
    at.radio(key="nation").set_value("Scotland").run()
    press(at, "to_name")
    assert kept(at).journal.entries[-1].who == "RF"
    assert go(at, "start").text_input(key="who_now").value == "RF"


def test_before_a_file_is_made_the_recovery_key_is_named():
    at = start()
    assert "nobody can open the file again" in shown(at)
    assert "show its recovery key here and print it" in shown(at)


def test_files_are_lent_by_the_case_file_also_under_another_passphrase(tmp_path):
    at = give_chat(keep(start(), tmp_path))

    def chat():
        (given,) = at.session_state["case"].files.values()
        with given.open() as stream:
            return type(stream).__name__, stream.read().decode()

    assert chat() == ("BufferedReader", CHAT)
    go(at, "start")
    change_passphrase(at)
    assert kept(at).problem is None
    assert chat() == ("BufferedReader", CHAT)
    press(go(at, "start"), "close_file")


def test_a_weak_passphrase_needs_a_second_step_and_a_short_one_is_not_taken(tmp_path):
    at = keep(start(), tmp_path, again="")
    for typed, said in (
        ("a", "fewer than 8 characters"),
        ("password1", "is weak, so nothing was written"),
    ):
        for key in ("passphrase", "passphrase_again"):
            secret(at, key).set_value(typed).run()
        press(at, "make_file")
        assert said in shown(at)
        assert not list(tmp_path.iterdir())
    at.checkbox(key="keep_weak").check().run()
    press(at, "make_file")
    assert kept(at).file is not None
    for key in ("new_passphrase", "new_again"):
        secret(at, key).set_value("q").run()
    press(at, "rekey")
    assert "fewer than 8 characters" in shown(at)
    press(at, "close_file")
    assert kept(reopened(tmp_path, "password1")).file is not None


def test_two_passphrases_that_differ_and_unsafe_folders_are_told(tmp_path):
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    at = keep(start(), folder, again="other")
    assert "not the same" in shown(at)
    assert "copied to the internet" in shown(at)
    press(at, "make_file")
    assert shown(at).count('<div class="notes-problem') == 1
    assert kept(at).file is None
    assert list(folder.iterdir()) == []


def test_a_wrong_passphrase_opens_nothing_and_soon_has_to_wait(tmp_path):
    press(keep(start(), tmp_path), "close_file")
    at = start()
    at.text_input(key="open_folder").set_value(str(tmp_path)).run()
    secret(at, "typed").set_value("a kettle for ten otters").run()
    told = []
    while "too soon" not in told and len(told) < 12:  # a slow computer has waited already
        press(at, "open_file")
        assert at.session_state["case"].kept.file is None
        told.append("too soon" if "too soon" in shown(at) else "did not open")
        assert told[-1] in shown(at)
    assert told[:3] == ["did not open"] * 3
    assert told[-1] == "too soon"
