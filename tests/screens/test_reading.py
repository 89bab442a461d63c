"""What Tesseract makes of pictures: error rates with their limits stated, and emoji."""

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from analyser.records import CaseFacts, Kind
from analyser.screens import read

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.tesseract


def _shot(case, name):
    said = json.loads((ROOT / "samples" / "expected" / f"{case}.json").read_text("utf-8"))
    file = next(f for f in said["files"] if f["source"] == f"screenshots/{name}.png")
    data = (ROOT / "samples" / case / "screenshots" / f"{name}.png").read_bytes()
    facts = CaseFacts(captured_at=datetime.fromisoformat(said["captured_at"]))
    return data, file, facts


def _edits(one, two):
    before = list(range(len(two) + 1))
    for i, a in enumerate(one, start=1):
        now = [i]
        for j, b in enumerate(two, start=1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (a != b)))
        before = now
    return before[-1]


def _spaced(text):
    return " ".join(text.replace("\u2019", "'").split())


@pytest.mark.parametrize(
    ("case", "name"),
    [("ordinary", "whatsapp_3"), ("serious", "whatsapp_4"), ("serious", "imessage_1")],
)
def test_at_most_one_letter_in_a_hundred_is_wrong(case, name):
    data, file, facts = _shot(case, name)
    result = read(data, source="S1", facts=facts)
    said = [m for m in result.messages if m.kind is not Kind.SYSTEM]
    rows = [row for row in file["messages"] if row["kind"] != "system"]
    assert [m.side.value for m in said] == [row["side"] for row in rows]
    wrong = sum(
        _edits(_spaced(m.text), _spaced(r["text"])) for m, r in zip(said, rows, strict=True)
    )
    assert wrong <= 0.01 * sum(len(row["text"]) for row in rows)


def test_an_emoji_alone_is_a_message_and_no_letters_are_made_of_it():
    data, file, facts = _shot("ordinary", "whatsapp_3")
    result = read(data, source="S1", facts=facts)
    assert file["messages"][0]["text"] == "\ufffc"
    assert (result.messages[0].text, result.messages[0].when.shown_as) == ("\ufffc", "6:30 pm")


def test_a_shot_forwarded_as_a_small_jpeg_keeps_most_messages_and_both_sides():
    data, file, facts = _shot("ordinary", "whatsapp_4")
    held = BytesIO()
    small = Image.open(BytesIO(data)).convert("RGB").resize((591, 1280))
    small.save(held, "JPEG", quality=40)
    result = read(held.getvalue(), source="S1", facts=facts)
    said = {(m.side.value, _spaced(m.text)) for m in result.messages}
    rows = [(r["side"], _spaced(r["text"])) for r in file["messages"] if r["kind"] != "system"]
    found = sum(
        any(side == other and _edits(text, words) <= 0.1 * len(words) for side, text in said)
        for other, words in rows
    )
    assert found >= 0.8 * len(rows)
