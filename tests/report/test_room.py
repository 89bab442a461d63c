"""How much of a very large case is printed, and that it says what is not."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from analyser.records import Accounted, Source
from analyser.report import _room
from analyser.report._document import build
from analyser.report._room import printed_at_most
from analyser.report_options import Options


@pytest.fixture
def shot():
    made = BytesIO()
    Image.new("RGB", (300, 500), "white").save(made, "PNG")
    return made.getvalue()


def with_pictures(findings, count, data):
    sources = tuple(
        Source(
            id=f"S{number}",
            name=f"{number}.png",
            sha256=f"{number:064x}",
            size_bytes=len(data),
            kind="screenshot",
            accounted=Accounted(units=1, messages=0, media=1),
        )
        for number in range(101, 101 + count)
    )
    options = Options(pictures={source.id: data for source in sources})
    return replace(findings, sources=(*findings.sources, *sources)), options


def test_a_case_of_a_usual_size_is_printed_whole(findings):
    messages, pictures = printed_at_most(findings, 500)
    assert messages > 2 * _room.SECTION_AT_MOST / 3
    assert pictures == 500


def test_of_a_very_large_case_messages_and_pictures_share_what_is_left(findings):
    large = replace(findings, messages=findings.messages * (300_000 // len(findings.messages)))
    assert printed_at_most(large, 0)[0] > printed_at_most(large, 3_000)[0] > 2_000
    assert 200 < printed_at_most(large, 3_000)[1] < 500


def test_pictures_with_flagged_messages_are_printed_first_and_the_rest_is_named(
    findings, now, monkeypatch, shot
):
    monkeypatch.setattr(_room, "_ROOM_KB", 0)
    monkeypatch.setattr(_room, "_LEAST_KB", 4 * _room._PICTURE_KB)
    case, options = with_pictures(findings, 5, shot)
    flagged = next(m for m in case.messages if m.id == case.flags[0].message)
    moved = replace(flagged, source="S104")
    case = replace(case, messages=tuple(moved if m is flagged else m for m in case.messages))
    blocks = build(case, now, options).blocks
    shown = [picture.alt for block in blocks for picture in block.pictures]
    assert len(shown) == 2
    assert any("S104" in alt for alt in shown)
    assert any("3 more screenshots of this material" in block.text for block in blocks)
    index = "\n".join(" ".join(row) for block in blocks for row in block.rows)
    assert all(f"{number}.png" in index for number in range(101, 106))


def test_a_section_for_which_nothing_is_left_says_where_its_messages_are(
    findings, now, monkeypatch
):
    monkeypatch.setattr(_room, "_ROOM_KB", 0)
    monkeypatch.setattr(_room, "_LEAST_KB", _room._MESSAGE_KB)
    blocks = build(findings, now).blocks
    assert sum(block.kind == "message" for block in blocks) == 1
    assert any("are not printed here" in b.text and "chronology.csv" in b.text for b in blocks)
