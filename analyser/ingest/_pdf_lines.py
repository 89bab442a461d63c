"""Layouts of printouts that no app exports: e-mails, and chats with the day on a line of its own.

Source: chat-formats section 24. Also what a browser prints around a page, which is no message.
"""

import re
from collections.abc import Sequence

from analyser.ingest._format import Draft, Stray
from analyser.ingest._wall import wall_of
from analyser.records import Kind
from analyser.times import plain, read_clock

Line = tuple[int, str]
"""Page, and what stands in the line."""

_ADDRESS = re.compile(r"\S{1,8}://\S* {1,4}\d{1,4}/\d{1,4}")
_PRINTED_AT = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}, \d{1,2}:\d{2}(?: ?[AaPp][Mm])?")
_LABEL = re.compile(r"(From|Sent|Date|To|Cc|Bcc|Subject|Attachments|Importance): ?(.*)")
_LABELS_AT_LEAST = 3
_ADDRESSED = re.compile(r"(?P<name>[^<>\n]*)<(?P<address>[^<>\s]+)>")
_TOP_LINES = 4
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[apAP]\.?[mM]\.?)?"
_HEADS = (
    re.compile(rf"(?P<who>[^:\n]{{1,40}}?),? (?P<clock>{_CLOCK})"),
    re.compile(
        rf"[\[(]?(?P<clock>{_CLOCK})[\])]?[ ,–-]{{1,3}}(?P<who>[^:\n]{{1,40}}): (?P<text>.+)"
    ),
)
_HEADS_AT_LEAST = 2
_LONGEST_DAY = 40
NO_TIME = "No time stands before it."


def without_browsers_own(page: Sequence[str], title: str) -> list[str]:
    """Return the lines of a page without its address and number, and the day it was printed on.

    A browser prints the day beside the title of the page, which could be taken for a message.
    """
    if not any(_ADDRESS.fullmatch(plain(line).strip()) for line in page):
        return list(page)
    return [
        line
        for line in page
        if not _ADDRESS.fullmatch(text := plain(line).strip())
        and not ((at := _PRINTED_AT.match(text)) and text[at.end() :].strip() in ("", title))
    ]


def mails_of(lines: Sequence[Line]) -> list[Draft | Stray] | None:
    """Return the e-mails of a printout; None where none stands in it.

    A header at the top of a page begins an e-mail; further down it is one that is answered.
    """
    heads = [n for n in range(len(lines)) if _is_head(lines, n)]
    tops = [n for n in heads if _is_at_top(lines, n)] or heads[:1]
    if not tops:
        return None
    items: list[Draft | Stray] = [
        Stray(position=n + 1, text=lines[n][1], reason=NO_TIME) for n in range(tops[0])
    ]
    for start, end in zip(tops, [*tops[1:], len(lines)], strict=True):
        inner = next((n for n in heads if start < n < end), end)
        items.append(_mail([line for _, line in lines[start:end]], start, inner - start))
    return items


def _labels(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        match = _LABEL.match(line.strip())
        if match is None or match[1] in found:
            break
        found[match[1]] = match[2].strip()
    return found


def _is_head(lines: Sequence[Line], place: int) -> bool:
    if not _LABEL.match(lines[place][1].strip()):
        return False
    if place and _LABEL.match(lines[place - 1][1].strip()):
        return False
    labels = _labels([line for _, line in lines[place : place + 9]])
    return (
        len(labels) >= _LABELS_AT_LEAST
        and bool(labels.get("From"))
        and wall_of(labels.get("Sent") or labels.get("Date") or "")[0] is not None
    )


def _is_at_top(lines: Sequence[Line], place: int) -> bool:
    page = lines[place][0]
    return place < _TOP_LINES or lines[place - _TOP_LINES][0] != page


def _mail(lines: Sequence[str], start: int, inner: int) -> Draft:
    labels = _labels(lines)
    shown = labels.get("Sent") or labels.get("Date") or ""
    parts, clock = wall_of(shown)
    match = _ADDRESSED.match(labels["From"])
    text = "\n".join(line.strip() for line in lines[len(labels) : inner]).strip()
    quoted = "\n".join(line.strip() for line in lines[inner:]).strip()
    return Draft(
        position=start + 1,
        units=len(lines),
        parts=parts,
        clock=clock,
        shown_as=shown or None,
        sender=(match["name"].strip(' "') if match else "") or labels["From"],
        handle=match["address"] if match else None,
        text=text or labels.get("Subject", ""),
        kind=Kind.TEXT,
        quoted=quoted or None,
    )


def days_of(lines: Sequence[Line]) -> list[Draft | Stray] | None:
    """Return the messages of a chat with days on lines of their own, and a clock time at each.

    None where it is no such chat.
    """
    texts = [plain(line).strip() for _, line in lines]
    days = {n: found for n, text in enumerate(texts) if (found := _day(text))}
    best = max(_HEADS, key=lambda form: sum(bool(_head(form, text)) for text in texts))
    heads = {n: match for n, text in enumerate(texts) if (match := _head(best, text))}
    if not days or len(heads) < _HEADS_AT_LEAST or len(heads) < len(days):
        return None
    items: list[Draft | Stray] = []
    day: tuple[str, tuple[int, int, int]] | None = None
    ends = sorted({*days, *heads, len(texts)})
    for n in range(ends[0]):
        items.append(Stray(position=n + 1, text=lines[n][1], reason=NO_TIME))
    for start, end in zip(ends, ends[1:], strict=False):
        if start in days:
            day = texts[start], days[start]
            first, *more = [line for _, line in lines[start:end]]
            note = Draft(position=start + 1, units=1, sender=None, text=first, kind=Kind.SYSTEM)
            items.append(note)
            items += [
                Stray(position=start + 2 + n, text=line, reason="No sender stands before it.")
                for n, line in enumerate(more)
            ]
        else:
            items.append(_said(heads[start], day, [line for _, line in lines[start:end]], start))
    return items


def _day(text: str) -> tuple[int, int, int] | None:
    if len(text) > _LONGEST_DAY:
        return None
    parts, clock = wall_of(text)
    return parts if clock is None else None


def _head(form: re.Pattern[str], text: str) -> re.Match[str] | None:
    match = form.fullmatch(text)
    return match if match and read_clock(match["clock"]) and match["who"].strip() else None


def _said(
    match: re.Match[str],
    day: tuple[str, tuple[int, int, int]] | None,
    lines: Sequence[str],
    start: int,
) -> Draft:
    first = match.groupdict().get("text")
    text = "\n".join([*([first] if first else []), *(line.strip() for line in lines[1:])])
    return Draft(
        position=start + 1,
        units=len(lines),
        parts=day[1] if day else None,
        clock=read_clock(match["clock"]),
        shown_as=f"{day[0]} {match['clock']}" if day else match["clock"],
        sender=match["who"].strip(" ,:-–"),
        text=text,
        kind=Kind.TEXT if text else Kind.UNKNOWN,
    )
