"""`read` prints every text, times in the chosen zone, whatever a file's own offset is."""

import json
import signal
from contextlib import suppress

import pytest

from analyser import cli
from analyser.cli import main


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_times_are_shown_in_the_chosen_zone(tmp_path, capsys):
    path = tmp_path / "chat.txt"
    path.write_text("13/07/2025, 21:05 - Sam Hill: hi\n13/07/2025, 21:06 - Sam Hill: you\n")
    main(["read", str(path), "--timezone", "Europe/London"])
    assert lines(capsys)[0]["sent_at"] == "2025-07-13T21:05:00+01:00"


def test_half_a_character_in_a_text_does_not_stop_the_reading(tmp_path, capsys):
    row = {"senderName": "Sam", "text": "a \ud83d b", "timestamp": 1727121900000, "type": "text"}
    chat = {"participants": ["Sam"], "threadName": "Sam_1", "messages": [row]}
    (tmp_path / "chat.json").write_text(json.dumps(chat))
    main(["read", str(tmp_path / "chat.json")])
    shown = lines(capsys)[0]
    assert shown["text"] == "a \ufffd b"
    assert shown["replaced"] == [{"at": "/text", "offset": 2, "character": "U+D83D"}]


def test_an_empty_name_for_the_user_is_refused(tmp_path, capsys):
    path = tmp_path / "chat.txt"
    path.write_text("13/07/2025, 21:05 - Sam Hill: hi\n")
    assert main(["read", str(path), "--me", " "]) == 2
    assert "--me" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["read", ""], ["report", ".", "--out", ""]])
def test_an_empty_path_is_refused(arguments, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    said = capsys.readouterr().err
    assert "the path is empty" in said
    assert said.startswith("Argument") and said.rstrip().endswith(f"analyser {arguments[0]} --help")


def test_a_line_that_cannot_be_flagged_keeps_its_id(tmp_path, capsys):
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"id": "7", "text": null, "speaker": "them"}\n', encoding="utf-8")
    assert main(["flag", str(lines)]) == 1
    assert json.loads(capsys.readouterr().out)["id"] == "7"


def test_a_handle_said_to_be_two_people_is_refused(tmp_path, capsys):
    path = tmp_path / "chat.txt"
    path.write_text("13/07/2025, 21:05 - Sam Hill: hi\n")
    said = ["--person", "Sam=Sam Hill", "--person", "Kit=Sam  Hill"]
    assert main(["read", str(path), *said]) == 2
    assert "two people: 'Sam' and 'Kit'" in capsys.readouterr().err


def test_an_order_that_a_file_itself_proves_wrong_is_said_not_to_be_used(tmp_path, capsys):
    path = tmp_path / "chat.txt"
    path.write_text("13/07/2025, 21:05 - Sam Hill: hi\n")
    main(["read", str(path), "--month-first"])
    first, source = lines(capsys)
    assert first["sent_at"].startswith("2025-07-13")
    assert any(
        "You said month first: that is for files that leave it open" in f for f in source["facts"]
    )


def test_a_person_named_twice_keeps_every_handle(tmp_path, capsys):
    path = tmp_path / "chat.txt"
    path.write_text("13/07/2025, 21:05 - Sam Hill: hi\n13/07/2025, 21:06 - Sammy: you\n")
    said = ["--person", "Sam=Sam Hill", "--person", "Sam=Sammy"]
    main(["report", str(path), "--out", str(tmp_path / "out"), *said])
    people = json.loads((tmp_path / "out" / "report.json").read_text())["people"]
    assert [set(person["names"]) >= {"Sam Hill", "Sammy"} for person in people] == [True]


def test_ctrl_c_that_a_library_made_an_error_of_its_own_of_still_stops_in_good_order(
    monkeypatch, capsys
):
    def loads(arguments):
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        raise ValueError("Error serializing to JSON: KeyboardInterrupt")

    command = cli.Command("read", "help", lambda parser: None, loads)
    monkeypatch.setattr(cli, "_COMMANDS", (command,))
    assert cli.main(["read"]) == 130
    assert "Stopped." in capsys.readouterr().err


def test_a_message_dated_after_the_day_of_reading_is_kept_named_and_given_no_instant(
    tmp_path, capsys
):
    path = tmp_path / "chat.txt"
    path.write_text("13/07/2025, 21:05 - Sam Hill: hi\n13/07/2099, 21:06 - Sam Hill: you\n")
    assert main(["read", str(path)]) == 1
    first, second, source = lines(capsys)
    assert first["sent_at"]
    assert (second["sent_at"], second["shown_as"]) == (None, "13/07/2099, 21:06")
    assert "had not come" in source["problems"][0]["what"]
    assert source["problems"][0]["where"] == {"line": 2}
    assert main(["read", str(path), "--today", "2099-07-13"]) == 0
    assert main(["read", str(path), "--today", "tomorrow"]) == 2


def test_the_headings_of_a_table_can_be_said(tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text("Wann,Wer,Was\n13/07/2025 21:05,Sam,hallo\n14/07/2025 21:05,Sam,du\n")
    assert main(["read", str(path)]) == 1
    assert "--columns" in lines(capsys)[-1]["problems"][0]["do"]
    assert main(["read", str(path), "--columns", "date=wann,from=Wer,text=Was"]) == 0
    assert lines(capsys)[0]["text"] == "hallo"
    assert main(["read", str(path), "--columns", "Wann,Was"]) == 2


@pytest.mark.parametrize("when", ["1850-01-01T09:00", "2999-01-01"])
def test_a_capture_time_that_no_screenshot_can_have_is_refused(when, tmp_path, capsys):
    path = tmp_path / "chat.txt"
    path.write_text("13/07/2025, 21:05 - Sam Hill: hi\n")
    assert main(["read", str(path), "--captured-at", when, "--today", "2026-01-01"]) == 2
    assert "No screenshot" in capsys.readouterr().err
