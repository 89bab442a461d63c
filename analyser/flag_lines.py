"""JSON lines in, JSON lines out: the language part alone, for programs outside."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from analyser.detect import Detector
from analyser.records import Message, Side, Where
from analyser.report.to_json import flag_json

_SIDES = {"them": Side.RECEIVED, "me": Side.SENT}


@dataclass(frozen=True, slots=True)
class FlagLine:
    """One line out, and what was wrong with the line in, if anything."""

    output: dict[str, object]
    problem: str | None = None


def flag_lines(data: bytes) -> Iterator[FlagLine]:
    r"""Yield one line for each non-empty line of `data` (UTF-8, split at \n), in the same order.

    A line that is not as the contract asks gives an empty list of flags under its id, where it has
    one, with the problem named.
    """
    detector = Detector.load()
    for number, line in enumerate(data.decode("utf-8", errors="replace").split("\n"), start=1):
        if not line.strip():
            continue
        entry = None
        try:
            entry = json.loads(line)
            text, side = entry["text"], _SIDES[entry.get("speaker", "them")]
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            problem = f'Line {number} needs "text"; "speaker" is "them" or "me".'
            known = entry.get("id") if isinstance(entry, dict) else None
            yield FlagLine({"id": known, "flags": [], "error": problem}, problem)
            continue
        id_ = entry.get("id", str(number))
        message = Message(
            id=str(id_), source="S0", where=Where(record=number), side=side, text=text
        )
        flags = [flag_json(flag) for flag in detector.flag([message])]
        yield FlagLine({"id": id_, "flags": flags})
