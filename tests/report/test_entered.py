"""What the user entered stands in every form of the report, marked, and private notes in none."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from analyser import report
from analyser.entered import Correction, Field, Incident, IncidentKind, Known, LogLine
from analyser.findings import Status
from analyser.report._document import build

NOW = datetime(2026, 11, 26, 14, 5, tzinfo=UTC)
PRIVATE = "my sister saw it, 07700 900999"


@pytest.fixture
def entered(findings):
    """The case of the report tests with one of each thing that a user can enter."""
    message, flag = findings.messages[0], findings.flags[0]
    at = message.when.instant or NOW
    return replace(
        findings,
        flags=(replace(flag, status=Status.DISMISSED, reason="a <i>song</i>"), *findings.flags[1:]),
        corrections=(
            Correction(message=message.id, field=Field.TEXT, first="1 saw y0u", now=message.text),
        ),
        incidents=(
            Incident(
                id="N1",
                kind=IncidentKind.VISIT,
                at=at + timedelta(seconds=1),
                clock=True,
                known=Known.APPROXIMATE,
                written_at=NOW,
                fields=(("words", "=stood at the gate"), ("witnesses", PRIVATE), ("note", PRIVATE)),
            ),
            Incident(
                id="N2",
                kind=IncidentKind.LETTER,
                at=None,
                clock=False,
                known=Known.UNKNOWN,
                written_at=NOW,
            ),
        ),
        log=(LogLine(number=1, when="now", who="DP", what="Added a.txt", fingerprint="f" * 64),),
    )


def drawn(findings):
    blocks = build(findings, NOW).blocks
    return [
        "\n".join(str(each) for each in (b.text, b.item, b.head, b.rows, b.tails) if each)
        for b in blocks
    ]


def test_a_correction_an_event_a_reason_and_the_log_stand_in_the_document(entered):
    parts = drawn(entered)
    whole = "\n".join(parts)
    for said in (
        "Corrected by the user: the words. First reading: 1 saw y0u",
        "Typed by the user, written on",
        "Reason given: a <i>song</i>",
        "about, as the user says",
        "Log of this case",
        "f" * 64,
    ):
        assert said in whole
    blocks = enumerate(build(entered, NOW).blocks)
    place = {b.item: n for n, b in blocks if b.item and b.kind != "heading"}
    assert place["N1"] > place[entered.messages[0].id]
    assert place["N2"] > max(n for item, n in place.items() if item != "N2")


@pytest.mark.parametrize("id_", ["to_json", "to_csv", "to_xlsx", "to_docx", "to_pdf"])
def test_private_notes_are_in_no_form(entered, id_):
    data = report.to_bytes(entered, id_, NOW)
    assert PRIVATE.encode() not in data
    if id_ in ("to_json", "to_csv"):
        assert b"stood at the gate" in data


def test_rows_and_json_mark_what_was_typed_and_what_was_corrected(entered):
    text = report.to_bytes(entered, "to_csv", NOW).decode("utf-8-sig")
    rows = {row["Item"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["N1"]["Kind"] == "typed by the user: Visit or meeting"
    assert "not from a file" in rows["N1"]["Source"]
    assert not rows["N1"]["Text"].startswith("=")
    last = rows[entered.messages[0].id]["Corrected by the user, and first readings"]
    assert "1 saw y0u" in last
    made = json.loads(report.to_bytes(entered, "to_json", NOW))
    assert made["corrections"][0]["first_reading"] == "1 saw y0u"
    assert [each["id"] for each in made["incidents"]] == ["N1", "N2"]
    assert "witnesses" not in made["incidents"][0]
    assert len(made["messages"]) == len(entered.messages)
