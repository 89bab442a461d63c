"""Layouts of printouts that no app exports: e-mails, and chats with the day on a line of its own.

Source: chat-formats section 24.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from analyser.ingest._format import Draft, Stray
from analyser.ingest._pdf_stamps import NO_TIME, Line
from analyser.ingest._wall import wall_of
from analyser.records import Kind
from analyser.times import plain, read_clock

_LABEL = re.compile(r"(From|Sent|Date|To|Cc|Bcc|Subject|Attachments|Importance): ?(.*)")
_LABELS_AT_LEAST = 3
_ADDRESSED = re.compile(
    r"(?P<name>[^<>\n]*)<(?P<address>[^<>\s]+)>"
    r"|(?P<shown>\S[^<>@\n]*) (?P<bare>[^<>@\s]+@[^<>@\s]+)"
)
_THREAD = re.compile(
    r"(?P<name>[^<>]{1,80})<(?P<address>[^<>\s]{3,120})> {1,4}(?P<when>[^<>]{8,50})"
)
_BROKEN_AT_MOST = 4
_TO = re.compile(r"(?:To|Cc|Bcc|Reply-To): ")
_TOP_LINES = 4
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[apAP]\.?[mM]\.?)?"
_HEADS = (
    re.compile(rf"(?P<who>[^:\n]{{1,40}}?),? (?P<clock>{_CLOCK})"),
    re.compile(
        rf"[\[(]?(?P<clock>{_CLOCK})[\])]?[ ,–-]{{1,3}}(?P<who>[^:\n]{{1,40}}): (?P<text>.+)"
    ),
)
_BEHIND = re.compile(rf"(?:^| )({_CLOCK})$")
_HEADS_AT_LEAST = 2
_TOO_FEW_TO_TELL = 3
_MOST = 0.8
_LONGEST_DAY = 40


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
    name, address = ((match[1] or match[3]), (match[2] or match[4])) if match else ("", None)
    text = "\n".join(line.strip() for line in lines[len(labels) : inner]).strip()
    quoted = "\n".join(line.strip() for line in lines[inner:]).strip()
    return Draft(
        position=start + 1,
        units=len(lines),
        parts=parts,
        clock=clock,
        shown_as=shown or None,
        sender=(name or "").strip(' "') or labels["From"],
        handle=address,
        text=text or labels.get("Subject", ""),
        kind=Kind.TEXT,
        quoted=quoted or None,
    )


def threads_of(lines: Sequence[Line]) -> list[Draft | Stray] | None:
    """Return the e-mails of a conversation, each under its sender and time in one line.

    None where none stands in it. Source: printouts of Gmail.
    """
    texts = [line.strip() for _, line in lines]
    heads = dict(
        found
        for below, text in enumerate(texts)
        if text.startswith("To: ") and (found := _thread_head(texts, below))
    )
    if not heads:
        return None
    items: list[Draft | Stray] = [
        Stray(position=n + 1, text=texts[n], reason=NO_TIME) for n in range(min(heads))
    ]
    for start, end in zip(heads, [*list(heads)[1:], len(texts)], strict=True):
        match, below = heads[start]
        parts, clock = wall_of(match["when"])
        addressed = next((n for n in range(below, end) if not _TO.match(texts[n])), end)
        items.append(
            Draft(
                position=start + 1,
                units=end - start,
                parts=parts,
                clock=clock,
                shown_as=match["when"],
                sender=match["name"].strip(' "') or match["address"],
                handle=match["address"],
                text="\n".join(texts[addressed:end]),
                kind=Kind.TEXT,
            )
        )
    return items


def _thread_head(texts: Sequence[str], below: int) -> tuple[int, tuple[re.Match[str], int]] | None:
    """Return where sender and time begin, which a narrow page breaks; they, and the line below."""
    for start in range(below - 1, max(below - 1 - _BROKEN_AT_MOST, -1), -1):
        match = _THREAD.fullmatch(" ".join(texts[start:below]))
        if match and wall_of(match["when"])[0]:
            return start, (match, below)
    return None


def days_of(lines: Sequence[Line]) -> list[Draft | Stray] | None:
    """Return the messages of a chat with days on lines of their own, and a clock time at each.

    None where it is no such chat.
    """
    texts = [plain(line).strip() for _, line in lines]
    days = {n: found for n, text in enumerate(texts) if (found := _day(text))}
    best = max(_HEADS, key=lambda form: sum(bool(_head(form, text)) for text in texts))
    heads = {n: match for n, text in enumerate(texts) if (match := _head(best, text))}
    if not days or len(heads) < max(_HEADS_AT_LEAST, len(days)) or not _are_names(heads):
        return _clocks_alone(texts, days)
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


def _are_names(heads: Mapping[int, re.Match[str]]) -> bool:
    """Tell whether what stands beside the clocks comes again, as names do and words do not."""
    often = Counter(match["who"] for match in heads.values())
    again = sum(count for count in often.values() if count > 1)
    return len(heads) <= _TOO_FEW_TO_TELL or again >= len(heads) * _MOST


def _clocks_alone(
    texts: Sequence[str], days: Mapping[int, tuple[int, int, int]]
) -> list[Draft | Stray] | None:
    """Return the messages of a chat without names, each of which begins or ends with its clock.

    Where the first line below most days is a bare clock time, the messages begin with theirs.
    """
    clocks = {n: m[1] for n, t in enumerate(texts) if (m := _BEHIND.search(t)) and read_clock(m[1])}
    if not days or len(clocks) < max(_HEADS_AT_LEAST, len(days)):
        return None
    first = [n + 1 for n in days if clocks.get(n + 1) == texts[n + 1]]
    begins = len(first) * 2 > len(days)
    items: list[Draft | Stray] = [_untimed(n, texts) for n in range(min(days))]
    for start, end in pairwise((*sorted(days), len(texts))):
        day = Draft(position=start + 1, units=1, sender=None, text=texts[start], kind=Kind.SYSTEM)
        items.append(day)
        here = [n for n in range(start + 1, end) if n in clocks]
        cuts = [*here, end] if begins else [start + 1, *(n + 1 for n in here)]
        items += [_untimed(n, texts) for n in range(start + 1, cuts[0])]
        for (begin, stop), clock in zip(pairwise(cuts), here, strict=True):
            words = [*texts[begin:clock], _BEHIND.sub("", texts[clock]), *texts[clock + 1 : stop]]
            text = "\n".join(words).strip()
            items.append(
                Draft(
                    position=begin + 1,
                    units=stop - begin,
                    parts=days[start],
                    clock=read_clock(clocks[clock]),
                    shown_as=f"{texts[start]} {clocks[clock]}",
                    sender=None,
                    text=text,
                    kind=Kind.TEXT if text else Kind.UNKNOWN,
                )
            )
        items += [_untimed(n, texts) for n in range(cuts[-1], end)]
    return items


def _untimed(number: int, texts: Sequence[str]) -> Stray:
    return Stray(position=number + 1, text=texts[number], reason="No time stands beside it.")


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
