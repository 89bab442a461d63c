"""Joining the samples: their true messages are known, so a false merge shows."""

import json
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from analyser.records import Box, Certainty, Kind, Message, Moment, Reading, Side, Source, Where
from analyser.screens._join import join

ROOT = Path(__file__).parents[2]


def source(number: int, kind: str = "screenshot") -> Source:
    return Source(id=f"S{number}", name="x", sha256="0" * 64, size_bytes=1, kind=kind)


def _records(case: str) -> tuple[Reading, dict[str, str]]:
    expected = json.loads((ROOT / "samples" / "expected" / f"{case}.json").read_text("utf-8"))
    sources, messages, true = [], [], {}
    for number, file in enumerate(expected["files"], start=1):
        sources.append(replace(source(number), kind=file["shape"], app=file["app"]))
        for place, row in enumerate(file["messages"], start=1):
            box = row["where"].get("box")
            where = Where(
                line=row["where"].get("line"),
                box=Box(**dict(zip(("left", "top", "width", "height"), box, strict=True)))
                if box
                else None,
            )
            at = datetime.fromisoformat(row["sent_at"]) if row["sent_at"] else None
            when = Moment(
                shown_as=row["shown_as"], instant=at, certainty=Certainty(row["certainty"])
            )
            message = Message(
                id=f"S{number}-{place}",
                source=f"S{number}",
                where=where,
                app=file["app"],
                when=when,
                sender=row["sender"],
                side=Side(row["side"]),
                kind=Kind(row["kind"]),
                text=row["text"],
                quoted=row["quoted"],
                partial=row["partial"],
            )
            messages.append(message)
            true[_spot(message.source, message.where)] = row["is"]
    return Reading(sources=tuple(sources), messages=tuple(messages)), true


def _spot(source_id: str, where: Where) -> str:
    return f"{source_id} {where}"


@pytest.mark.parametrize("case", ["serious", "ordinary"])
def test_the_samples_join_with_no_false_merge(case, capsys):
    given_, true = _records(case)
    result = join(given_)
    copies = sum(count - 1 for count in Counter(true.values()).values())
    joined = 0
    kept = defaultdict(list)
    for message in result.messages:
        spots = [_spot(s.source, s.where) for s in message.seen_in] or [
            _spot(message.source, message.where)
        ]
        assert len({true[spot] for spot in spots}) == 1
        joined += len(spots) - 1
        kept[true[spots[0]]].append(message)
    with capsys.disabled():
        print(f"\n{case}: {joined} of {copies} copies joined")  # noqa: T201
    assert joined >= 0.95 * copies
