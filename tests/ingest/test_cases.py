"""Every case under `cases/`: recognised by its own format, read as expected, each unit counted."""

import json
from pathlib import Path

import pytest

from analyser import ingest
from analyser.records import CaseFacts, Side
from analyser.report.to_json import message_json, where_json

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/*/input.*"))


def read(case):
    (path,) = case.glob("input.*")
    name = (case / "name.txt").read_text().strip() if (case / "name.txt").exists() else path.name
    beside = case / "folder.txt"
    folder = frozenset(beside.read_text().splitlines()) if beside.exists() else frozenset()
    facts = CaseFacts(me=("Alex Reed",))
    return ingest.read(path.read_bytes(), name=name, source="S1", facts=facts, folder=folder)


def shown(result):
    return {
        "messages": [message_json(message) for message in result.messages],
        "unread": [
            {"where": where_json(u.where), "text": u.text, "reason": u.reason}
            for u in result.unread
        ],
        "problems": [problem.what for problem in result.problems],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_a_case_is_read_as_its_expected_file_says(case, update_golden):
    found = shown(read(case))
    path = case / "expected.json"
    if update_golden:
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_a_case_is_recognised_by_its_own_format_and_every_unit_is_counted(case):
    (path,) = case.glob("input.*")
    assert ingest.recognise(path.read_bytes()[:65_536]) == case.parent.name
    counts = read(case).accounted
    parts = counts.messages + counts.continuation + counts.system + counts.unread
    assert counts.units == parts


def test_every_format_has_a_case():
    assert {case.parent.name for case in CASES} >= set(ingest.formats()) - {"xlsx_table"}


def test_one_conversation_in_every_layout_gives_the_same_messages():
    layouts = [case for case in CASES if case.name.startswith("layout_")]
    assert len(layouts) >= 8
    told = {
        case.name: [
            (m.side, m.sender, m.kind, m.text, m.when.instant and m.when.instant.replace(second=0))
            for m in read(case).messages
        ]
        for case in layouts
    }
    first = told["layout_android_uk"]
    assert [m[0] for m in first] == [Side.SENT, Side.RECEIVED, Side.RECEIVED, Side.SENT]
    assert all(each == first for each in told.values())
