"""The command line on a small folder: the same bytes twice, the contract's keys, exit codes."""

import json
from pathlib import Path

import pytest

from analyser.cli import main

ROOT = Path(__file__).parents[1]

CHAT = (
    "17/03/2025, 21:05 - Alex Reed: do not contact me again\n"
    "18/03/2025, 21:06 - Sam Hill: I will kill you\n"
    "19/03/2025, 23:30 - Sam Hill: answer me\nplease\n"
    "19/03/2025, 23:31 - Missed voice call\n"
)
KEYS = {
    "schema",
    "made",
    "case",
    "sources",
    "people",
    "messages",
    "flags",
    "patterns",
    "pointers",
    "notices",
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "chat.txt").write_text(CHAT, encoding="utf-8")
    return tmp_path


def report(folder, out):
    done = main(
        [
            "report",
            str(folder / "in"),
            "--out",
            str(folder / out),
            "--me",
            "Alex Reed",
            "--jurisdiction",
            "england-and-wales",
        ]
    )
    return done, folder / out


def test_a_report_is_written_twice_with_the_same_bytes(folder):
    (first_code, first), (second_code, second) = report(folder, "a"), report(folder, "b")
    assert first_code == second_code == 0
    for name in ("report.json", "chronology.csv"):
        assert (first / name).read_bytes() == (second / name).read_bytes()
    names = {path.name for path in first.iterdir()}
    assert names == {
        "report.json",
        "report.pdf",
        "report.docx",
        "chronology.csv",
        "chronology.xlsx",
    }


def test_the_report_says_what_the_contract_asks(folder):
    _, out = report(folder, "a")
    found = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert set(found) >= KEYS
    assert found["schema"] == "analyser-report/1"
    assert {f["signal"] for f in found["flags"]} >= {"stop_request", "threat_to_kill"}
    (pattern,) = found["patterns"]
    assert pattern["after_stop"]["messages"] == 2
    assert "EW-OSA23-S181" in {p["provision"] for p in found["pointers"]}
    for source in found["sources"]:
        counts = source["accounted"]
        parts = sum(counts[k] for k in ("messages", "continuation", "system", "unread"))
        assert counts["units"] == parts


def test_without_a_nation_no_law_is_pointed_to(folder, capsys):
    main(["report", str(folder / "in"), "--out", str(folder / "o"), "--me", "Alex Reed"])
    found = json.loads((folder / "o" / "report.json").read_text(encoding="utf-8"))
    assert found["pointers"] == []
    assert "No nation was given" in capsys.readouterr().err


def test_read_prints_messages_and_then_sources(folder, capsys):
    assert main(["read", str(folder / "in")]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines[:-1]] == ["S1-1", "S1-2", "S1-3", "S1-4"]
    assert lines[2]["text"] == "answer me\nplease"
    assert lines[-1]["source"] == "S1"
    assert lines[-1]["accounted"]["units"] == 5


def test_flag_keeps_the_order_of_its_lines(folder, capsys):
    lines = [
        {"id": "2", "text": "I will kill you", "speaker": "them"},
        {"id": "1", "text": "leave me alone", "speaker": "me"},
        {"id": "3", "text": "see you at six", "speaker": "them"},
    ]
    path = folder / "lines.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert main(["flag", str(path)]) == 0
    out = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in out] == ["2", "1", "3"]
    assert [[f["signal"] for f in line["flags"]] for line in out] == [
        ["threat_to_kill"],
        ["stop_request"],
        [],
    ]


def test_something_unread_gives_exit_code_1_and_a_wrong_path_2(folder):
    (folder / "in" / "empty.txt").write_bytes(b"")
    assert report(folder, "a")[0] == 1
    assert main(["read", str(folder / "missing")]) == 2


def test_in_an_ordinary_quarrel_almost_nothing_is_flagged_and_no_law_is_pointed_to(tmp_path):
    sample = str(ROOT / "samples" / "ordinary" / "WhatsApp Chat - Graham Pell.zip")
    options = ["--me", "Tom Ashdown", "--jurisdiction", "england-and-wales", "--out", str(tmp_path)]
    assert main(["report", sample, *options]) in (0, 1)
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert len(found["messages"]) > 60
    assert len(found["flags"]) <= 3
    assert found["pointers"] == []
