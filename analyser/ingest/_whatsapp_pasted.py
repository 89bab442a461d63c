"""Tell true headers from look-alikes: lines of other messages that somebody copied into one.

Source: chat-formats 4.7. Where it cannot be told, a line stays a message of its own.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analyser.day_order import decide_order
from analyser.handles import handle_key
from analyser.ingest._whatsapp_header import Header
from analyser.ingest._whatsapp_senders import Said
from analyser.records import DayOrder
from analyser.times import date_from

_Time = tuple[date, int, int, int]
"""A day, hour, minute and second as written: hundreds of thousands are compared."""
_OFTEN = 4
"""A second shape is true from a quarter as many lines as the first, and more than two."""
_LINES_AT_LEAST = 2
"""One line out of its time may be a message that came late; a block is copied."""
_LINES_AT_MOST = 500
"""Nobody copies more messages into one."""
_SENDERS_AT_MOST = 12
"""More people than that, of whom none writes elsewhere, are members of a large group."""


def settled_headers(found: Sequence[Header | None]) -> list[Header | None]:
    """Return the headers of the file's own shape, None for the others.

    Two exports may stand in one file: a second shape that occurs often, and not inside the lines
    of the first, is true as well, and so are a few lines that are surely no part of a message;
    `shape` tells them apart.
    """
    counts = Counter(header.signature for header in found if header)
    if not counts:
        return list(found)
    most = counts.most_common(1)[0][0]
    kept = {most: 0}
    for signature, n in counts.items():
        often = n > 2 and n * _OFTEN >= counts[most]  # noqa: PLR2004
        if signature != most and (
            (often and _stands_apart(found, signature, most))
            or _few_but_sure(found, signature, most)
        ):
            kept[signature] = len(kept)
    # A header with nothing behind it is one only where the file has more of them.
    empty = sum(bool(h and h.signature in kept and not h.rest.strip()) for h in found)

    def settle(header: Header | None) -> Header | None:
        if header is None or header.signature not in kept:
            return None
        if empty == 1 and not header.rest.strip():
            return None
        shape = kept[header.signature]
        return replace(header, shape=shape) if shape else header

    return [settle(header) for header in found]


def _stands_apart(
    found: Sequence[Header | None], other: tuple[object, ...], most: tuple[object, ...]
) -> bool:
    places = [n for n, header in enumerate(found) if header and header.signature == other]
    mains = [n for n, header in enumerate(found) if header and header.signature == most]
    return places[0] > mains[-1] or places[-1] < mains[0]


def _few_but_sure(
    found: Sequence[Header | None], other: tuple[object, ...], most: tuple[object, ...]
) -> bool:
    """Tell whether all that stands above, or all below, the first shape is a short export.

    Above it there is no message that the lines could have been copied into. Below it there is:
    there they must be several, not far fewer, and each of somebody who wrote above.
    """
    headers = [header for header in found if header]
    mains = [n for n, header in enumerate(headers) if header.signature == most]
    above, below = headers[: mains[0]], headers[mains[-1] + 1 :]
    known = {_before_colon(headers[n]) for n in mains} - {""}
    count = sum(header.signature == other for header in headers)
    if len(above) == count and all(header.signature == other for header in above):
        return count >= _LINES_AT_LEAST or _before_colon(above[0]) in known
    return (
        len(below) == count
        and count >= _LINES_AT_LEAST
        and count * _OFTEN >= len(mains)
        and all(h.signature == other and _before_colon(h) in known for h in below)
    )


def _before_colon(header: Header) -> str:
    who, colon, _ = header.rest.partition(":")
    return handle_key(who) if colon else ""


def pasted_blocks(headers: Sequence[Header], said: Sequence[Said]) -> list[range]:
    """Return the blocks of headers, as places in `headers`, that were copied into a message.

    Such a block steps back in time, the lines after it go on at the old time, and its senders
    are few and seen nowhere else in the file.
    """
    order = decide_order([header.parts for header in headers]).order
    if order is None:
        return []
    found = _steps_back([_time(header, order) for header in headers])
    if not found:
        return []
    counts = Counter(handle_key(each.sender) for each in said if each.sender)
    notices = " ".join(handle_key(each.body) for each in said if each.sender is None)
    blocks = []
    for block in found:
        inside = Counter(handle_key(said[n].sender or "") for n in block)
        strange = all(key and counts[key] == n and key not in notices for key, n in inside.items())
        if strange and len(block) >= _LINES_AT_LEAST and len(inside) <= _SENDERS_AT_MOST:
            blocks.append(block)
    return blocks


def _time(header: Header, order: DayOrder) -> _Time | None:
    day, clock = date_from(header.parts, order), header.clock
    if day is None or clock is None:
        return (day, 0, 0, 0) if day else None
    return day, clock.hour, clock.minute, clock.second or 0


def _steps_back(times: Sequence[_Time | None]) -> list[range]:
    """Return the stretches that stand before the time above them, where the file goes on after."""
    blocks = []
    place, last = 0, None
    while place < len(times):
        now = times[place]
        if last is None or now is None or now >= last:
            last, place = now or last, place + 1
            continue
        look = range(place, min(place + _LINES_AT_MOST, len(times)))
        end = next((n for n in look if (each := times[n]) is not None and each >= last), None)
        if end is None:
            # What never comes back is another export, or a clock that was put right.
            last, place = now, place + 1
        else:
            blocks.append(range(place, end))
            place = end
    return blocks
