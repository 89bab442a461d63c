"""From words to messages: the layout, on words that Tesseract read once and that are kept here.

`--update-golden` reads them again with the Tesseract of this machine.
"""

import json
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from analyser.records import CaseFacts, Kind
from analyser.screens._assemble import assemble
from analyser.screens._engine import Word, read_crops
from analyser.screens._image import load
from analyser.screens._read import read_page

ROOT = Path(__file__).parents[2]
RECORDED = Path(__file__).parent / "recorded"
SHOTS = ["serious/whatsapp_2", "serious/whatsapp_3", "serious/imessage_3", "ordinary/whatsapp_2"]


class Recorder:
    """Reads with Tesseract and keeps what came out."""

    def __init__(self):
        self.calls = []

    def __call__(self, crops, mode):
        words = read_crops(crops, mode)
        self.calls.append([[_plain(word) for word in crop] for crop in words])
        return words


class Recorded:
    """Gives back the words of a recording, one call after the other."""

    def __init__(self, calls):
        self.calls = iter(calls)

    def __call__(self, crops, mode):
        words = next(self.calls)
        assert len(words) == len(crops), "the picture is cut up differently than when recorded"
        return [[_word(each) for each in crop] for crop in words]


def _plain(word):
    return [
        word.text,
        word.left,
        word.top,
        word.width,
        word.height,
        *word.line,
        round(word.confidence, 3),
    ]


def _word(row):
    text, left, top, width, height, block, paragraph, line, confidence = row
    return Word(text, left, top, width, height, (block, paragraph, line), confidence)


def _expected(shot):
    case, name = shot.split("/")
    said = json.loads((ROOT / "samples" / "expected" / f"{case}.json").read_text("utf-8"))
    file = next(f for f in said["files"] if f["source"] == f"screenshots/{name}.png")
    return said, file


@pytest.fixture(params=SHOTS)
def page(request, update_golden):
    case, name = request.param.split("/")
    data = (ROOT / "samples" / case / "screenshots" / f"{name}.png").read_bytes()
    kept = RECORDED / f"{case}_{name}.json"
    pixels, _ = load(data)
    if update_golden:
        recorder = Recorder()
        read_page(pixels, recorder)
        lines = ",\n".join(
            "[" + ",\n ".join(json.dumps(crop, ensure_ascii=False) for crop in call) + "]"
            for call in recorder.calls
        )
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(f"[{lines}]\n", encoding="utf-8")
    read = read_page(pixels, Recorded(json.loads(kept.read_text("utf-8"))))
    said, file = _expected(request.param)
    facts = CaseFacts(captured_at=datetime.fromisoformat(said["captured_at"]), me=(said["me"],))
    return assemble(read, source="S1", facts=facts), file


def test_each_message_has_its_words_side_kind_and_shown_time(page):
    made, file = page
    said = [m for m in made.messages if m.kind is not Kind.SYSTEM]
    rows = [row for row in file["messages"] if row["kind"] != "system"]
    assert [_facts(m) for m in said] == [
        (row["side"], row["kind"], row["partial"], bool(row["quoted"])) for row in rows
    ]
    for message, row in zip(said, rows, strict=True):
        assert _alike(message.text, row["text"])
        assert _alike(message.quoted or "", row["quoted"] or "")
        if file["app"] == "whatsapp":
            assert message.when.shown_as == row["shown_as"]


def _facts(message):
    return (message.side.value, message.kind.value, message.partial, message.quoted is not None)


def _alike(one, two):
    """Tell whether two texts are one but for a reading error in ten letters at most."""
    return SequenceMatcher(None, _spaced(one), _spaced(two), autojunk=False).ratio() >= 0.95


def _spaced(text):
    """Return the text with wrapped lines joined and straight quotes: a picture shows no more."""
    return " ".join(text.replace("\u2019", "'").split())


def test_notices_are_no_message_of_anybody(page):
    made, file = page
    notices = [m for m in made.messages if m.kind is Kind.SYSTEM]
    expected = [row["text"] for row in file["messages"] if row["kind"] == "system"]
    assert [_spaced(m.text) for m in notices] == [_spaced(text) for text in expected]
    assert all(m.sender is None for m in notices)


def test_times_resolve_as_the_date_line_above_and_the_capture_date_say(page):
    made, file = page
    whole = [m for m in made.messages if m.kind is not Kind.SYSTEM]
    rows = [row for row in file["messages"] if row["kind"] != "system"]
    for message, row in zip(whole, rows, strict=True):
        shown = message.when.instant.isoformat() if message.when.instant else None
        assert shown == row["sent_at"]
        # Where the line shows no year, the day is worked out from the capture date.
        assert message.when.certainty.value in (row["certainty"], "inferred")


def test_the_header_names_the_sender_and_the_boxes_hold_the_bubbles(page):
    made, file = page
    received = [m for m in made.messages if m.side.value == "received"]
    assert {m.sender for m in received} <= {file["header"]}
    boxes = [row["where"]["box"] for row in file["messages"] if row["kind"] != "system"]
    said = [m.where.box for m in made.messages if m.kind is not Kind.SYSTEM]
    for box, (left, top, width, height) in zip(said, boxes, strict=True):
        assert abs(box.top - top) < 20
        assert abs(box.height - height) < 30
        assert left - 40 < box.left < left + width


def test_every_unit_is_accounted_for(page):
    made, _ = page
    a = made.accounted
    assert a.messages + a.continuation + a.system + a.unread == a.units
    assert made.unread == ()
