"""Messages copied off a page and pasted, where names and times have lines of their own.

The time stands below the name, or behind the words as where Meta's page is copied. Such a text is
taken for a chat only where few names come again at nearly every time; else it may be a diary.
Source: seen when copying from these pages; none is a documented format.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyser.given import HEAD_BYTES
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._text import decode, encoding_of, lines_of
from analyser.ingest._wall import Wall, wall_of
from analyser.ingest.undated_txt import DIGITS_OF_A_NUMBER, NO_DATES, OWNER, above, is_label
from analyser.records import Kind
from analyser.times import plain, read_clock

_LONGEST_STAMP, _LONGEST_NAME, _LONGEST_NAME_WORDS = 48, 40, 4
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_HAS_CLOCK = re.compile(r"\d[:.h]\d\d|\d\s?[ap]\.?m", re.IGNORECASE)
_NAME = re.compile(r"[^:;!?…/\\<>|=\[\]{}\"“”]+(?<![.,])")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun|today|yesterday)", re.IGNORECASE)
_KINDS = frozenset(
    ("diary", "entry", "incident", "event", "log", "report", "record", "page", "evidence", "place")
    + ("location", "witness", "home", "work", "office", "school", "police", "phone", "morning")
    + ("afternoon", "evening", "night", "today", "yesterday", "call", "text", "message", "photo")
)
"""What people write above an entry of a diary again and again, and nobody is called."""
_LOOKED_AT_LINES = 400
_TIMES_AT_LEAST = 2
_NEARLY_ALL = 0.8
_SURE_FROM = 4
"""So many times, and the name at the first of them must come again as well."""
_FACT = (
    "Read as a chat copied off a page: a name and a time stand on lines of their own at each "
    "message. Whoever pasted it could change it."
)
_TURNED = "The newest message stands first in it; they are shown oldest first."
_BELOW_ALL = "No time stands behind it."


@dataclass(frozen=True, slots=True)
class _Said:
    """One message, by places in the text: all its lines, its words, its time, and the name."""

    begin: int
    end: int
    words: tuple[int, int]
    stamp: int
    who: str | None


@dataclass(frozen=True, slots=True)
class _Text:
    """The lines as compared, places of those that are not empty, and which of these are times."""

    looked: Sequence[str]
    full: Sequence[int]
    stamps: Sequence[int]
    timed: frozenset[int]

    def line(self, number: int) -> str:
        """Return a line that is not empty, by its number; "" where there is none or a time."""
        inside = 0 <= number < len(self.full) and number not in self.timed
        return self.looked[self.full[number]] if inside else ""


def _text(lines: Sequence[str]) -> _Text:
    looked = [plain(line).strip() for line in lines]
    full = [place for place, line in enumerate(looked) if line]
    dated = [n for n, place in enumerate(full) if all(_wall(looked[place]))]
    # Where whole dates are shown, a time alone is somebody's words. Where days stand on lines of
    # their own, the times are of these.
    timed = [n for n, place in enumerate(full) if _CLOCK.fullmatch(looked[place])]
    days = any(_is_day(looked[place]) for place in full) if timed and not dated else True
    stamps = dated if days else timed
    return _Text(looked, full, stamps, frozenset(stamps))


def _is_day(line: str) -> bool:
    if len(line) > _LONGEST_STAMP or len(line.split()) > _LONGEST_NAME_WORDS:
        return False
    return bool(_WEEKDAY.match(line) or (line[-1].isdigit() and wall_of(line)[0]))


def _wall(line: str) -> Wall:
    return (
        wall_of(line) if len(line) <= _LONGEST_STAMP and _HAS_CLOCK.search(line) else (None, None)
    )


def _is_name(line: str) -> bool:
    if not line or len(line) > _LONGEST_NAME or len(line.split()) > _LONGEST_NAME_WORDS:
        return False
    if sum(char.isdigit() for char in line) >= DIGITS_OF_A_NUMBER:
        return True
    kinds = {word.casefold().strip(".,") for word in line.split()}
    lettered = any(char.isalpha() for char in line)
    return bool(lettered and _NAME.fullmatch(line) and not kinds & _KINDS and not is_label(line))


def _is_full_name(line: str) -> bool:
    """Tell whether it is plainly a person's, by itself: two words or more, each with a capital."""
    words = line.split()
    return _is_name(line) and len(words) > 1 and all(word[0].isupper() for word in words)


def _proven(found: Sequence[str]) -> frozenset[str]:
    """Return the lines that are names: few, at nearly every time; none where that is not sure."""
    often = Counter(line for line in found if _is_name(line))
    few = len(often) <= max(2, len(found) // 2)
    if not few or sum(often.values()) < len(found) * _NEARLY_ALL or found[0] not in often:
        return frozenset()
    if len(found) == _TIMES_AT_LEAST and not all(map(_is_full_name, often)):
        return frozenset()
    if len(found) >= _SURE_FROM and often[found[0]] == 1:
        return frozenset()
    again = len(found) == _TIMES_AT_LEAST or max(often.values()) > 1
    return frozenset(often if again else ())


def _layout(text: _Text) -> tuple[str, frozenset[str]] | None:
    """Return where the name stands of a time, "above" it or "before" the words, and the names."""
    if len(text.stamps) < _TIMES_AT_LEAST:
        return None
    behind = text.stamps[-1] == len(text.full) - 1
    aboves = _proven([text.line(n - 1) for n in text.stamps])
    befores = _proven([text.line(n) for n in _begins(text)])
    if befores and (behind or not aboves) and _has_words(text):
        return "before", befores
    return ("above", aboves) if aboves else None


def may_be_names(lines: Sequence[str]) -> bool:
    """Tell whether short lines stand above nearly all times, of which nothing proves more."""
    text = _text(lines)
    found = [_is_name(text.line(n - 1)) for n in text.stamps]
    return len(found) >= _TIMES_AT_LEAST and found[0] and sum(found) >= len(found) * _NEARLY_ALL


def _begins(text: _Text) -> list[int]:
    """Return the first line of what stands above each time; above the first may be a title."""
    begins = [0, *(n + 1 for n in text.stamps[:-1])]
    names = {text.line(n) for n in begins[1:]}
    titled = [n for n in range(text.stamps[0]) if text.line(n) in names]
    return [titled[-1] if titled else 0, *begins[1:]]


def _has_words(text: _Text) -> bool:
    """Tell whether words stand between most names and times: a time right below is of a name."""
    gaps = [b - a for a, b in zip(_begins(text), text.stamps, strict=True)]
    return sum(gap > 1 for gap in gaps) * 2 > len(gaps)


def recognises(head: bytes) -> bool:
    """Tell whether times stand alone in their lines, and a few names at nearly all of them."""
    encoding = encoding_of(head)
    if encoding is None:
        return False
    lines = lines_of(head.decode(encoding, errors="replace").lstrip("\ufeff"))
    return _layout(_text(lines[:_LOOKED_AT_LINES])) is not None


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of the text, in its order; oldest first where the newest stands first."""
    lines = lines_of(decode(data)[0].lstrip("\ufeff"))
    text = _text(lines)
    begun = lines_of(decode(data[:HEAD_BYTES])[0].lstrip("\ufeff"))
    where, names = _layout(_text(begun[:_LOOKED_AT_LINES])) or ("above", frozenset())
    # Who joins in further down is known by coming again there.
    firsts = _begins(text) if where == "before" else [n - 1 for n in text.stamps]
    again = Counter(text.line(n) for n in firsts).items()
    names |= {line for line, count in again if count > 1 and _is_name(line)}
    said = list((_behind if where == "before" else _below)(text, names))
    top = said[0].begin if said else len(lines)
    bottom = said[-1].end if said else len(lines)
    drafts = [_draft(each, lines, text) for each in said]
    turned = _runs_back([each.parts for each in drafts])
    rest = (
        Stray(position=n + 1, text=lines[n], reason=_BELOW_ALL)
        for n in range(bottom, len(lines))
        if lines[n].strip()
    )
    return Drafted(
        items=(*above(lines[:top]), *(reversed(drafts) if turned else drafts), *rest),
        app=None,
        facts=(_FACT, *([_TURNED] if turned else [])),
        problems=() if any(each.parts for each in drafts) else (NO_DATES,),
    )


def _below(text: _Text, names: frozenset[str]) -> Iterator[_Said]:
    """Yield messages whose time stands below the name."""
    named = [text.line(n - 1) in names for n in text.stamps]
    starts = [text.full[n - known] for n, known in zip(text.stamps, named, strict=True)]
    ends = [*starts[1:], len(text.looked)]
    for n, known, start, end in zip(text.stamps, named, starts, ends, strict=True):
        stamp = text.full[n]
        yield _Said(start, end, (stamp + 1, end), stamp, text.line(n - 1) if known else None)


def _behind(text: _Text, names: frozenset[str]) -> Iterator[_Said]:
    """Yield messages that begin with the name and end with their time."""
    for first, n in zip(_begins(text), text.stamps, strict=True):
        begin, stamp, known = text.full[first], text.full[n], text.line(first) in names
        words = (begin + known, stamp)
        yield _Said(begin, stamp + 1, words, stamp, text.line(first) if known else None)


def _draft(said: _Said, lines: Sequence[str], text: _Text) -> Draft:
    words = "\n".join(lines[slice(*said.words)]).strip("\n")
    words = words if words.strip() else ""
    shown = text.looked[said.stamp]
    day, clock = _wall(shown)
    return Draft(
        position=said.begin + 1,
        units=sum(bool(line.strip()) for line in lines[said.begin : said.end]),
        parts=day,
        clock=clock if day else read_clock(shown),
        shown_as=shown,
        sender=said.who,
        owner_shown=(said.who or "").casefold() in OWNER,
        text=words,
        kind=Kind.TEXT if words else Kind.UNKNOWN,
    )


def _runs_back(days: Sequence[tuple[int, int, int] | None]) -> bool:
    """Tell whether days run backwards, in whichever order their numbers are."""
    told = [day for day in days if day]
    for order in ((0, 1, 2), (2, 1, 0), (2, 0, 1)):
        keys = [tuple(day[n] for n in order) for day in told]
        steps = [(b > a) - (b < a) for a, b in pairwise(keys)]
        if not (any(step < 0 for step in steps) and all(step <= 0 for step in steps)):
            return False
    return True


FORMAT = ChatFormat(
    id="stamped_txt",
    label="Text with names and times on lines of their own",
    recognises=recognises,
    draft=draft,
)
