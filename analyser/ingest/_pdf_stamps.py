"""Read a printout in which a whole time stands at each message: before, beside or behind it.

Source: chat-formats section 24. One layout is taken for the whole file, never one for each line.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from analyser.ingest._format import Draft, Stray
from analyser.ingest._wall import wall_of
from analyser.records import Kind, Side
from analyser.times import read_clock

Line = tuple[int, str]
"""Page, and what stands in the line."""

NO_TIME = "No time stands before it."
SEVERAL = "The time stands once for several messages."
NO_YEAR = "The printout shows no year."
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[apAP]\.?[mM]\.?)?"
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?"
_STAMP = re.compile(
    rf"(?P<when>{_WEEKDAY}"
    r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2} \w{3,9},? \d{4}|"
    rf"\w{{3,9}} \d{{1,2}}, \d{{4}}),?(?: at)? {_CLOCK})"
)
_YEARLESS = re.compile(
    rf"(?P<when>{_WEEKDAY}(?:\d{{1,2}} \w{{3,9}}|\w{{3,9}} \d{{1,2}}),?(?: at)? {_CLOCK})"
)
_SAID = re.compile(r"(?:[-–—|]\s*)?(?P<who>[^:\n]{1,60}): (?P<text>.+)")
_WENT = re.compile(
    r"(?:(?P<sent>Sent to|To|Outgoing(?: to)?)|Received from|From|Incoming(?: from)?):? "
    r"(?P<who>.{1,60}?)(?: on| at|,)?",
    re.IGNORECASE,
)
_TABLE = re.compile(r"\b(?:from|sender|name|who)\b", re.IGNORECASE)
_DATE_HEADING = re.compile(r"\b(?:date|day|when|time)\b", re.IGNORECASE)
_RECIPIENT_HEADING = re.compile(r"\b(?:to|recipient)\b", re.IGNORECASE)
_OWN = frozenset({"you", "you sent", "me"})
_EDGES = " :-–—|[](),"
_LONGEST_NAME = 60
_MOST = 0.8
_NEARLY_ALL = 0.9
_FEW = 0.2


def is_stamp(line: str) -> bool:
    """Tell whether a line is a date and a time, and nothing else."""
    text = line.strip(_EDGES)
    match = _STAMP.fullmatch(text) or _YEARLESS.fullmatch(text)
    return match is not None and read_clock(_clock_of(text)) is not None


def _clock_of(text: str) -> str:
    found = re.search(rf"{_CLOCK}$", text)
    return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class _Head:
    """A line with a time: which, where in it the time stands, and what is beside it."""

    line: int
    when: str
    before: str
    after: str

    @property
    def layout(self) -> str:
        if not self.before and not self.after:
            return "alone"
        return "first" if not self.before else "last" if not self.after else "inside"


def by_stamps(lines: Sequence[Line], told: Collection[str]) -> list[Draft | Stray]:
    """Return the messages, each with its whole time; empty where no line has one.

    Args:
        lines: Without page headers and footers.
        told: Names that the person or the document's title says.
    """
    heads = _heads([line for _, line in lines])
    if not heads:
        return []
    alone = all(head.layout == "alone" for head in heads)
    behind = alone and heads[-1].line == len(lines) - 1 and heads[0].line > 0
    texts = [line.strip() for _, line in lines]
    if behind:
        return list(_behind(texts, heads, told))
    items: list[Draft | Stray] = [_stray(n, texts[n]) for n in range(heads[0].line)]
    top = texts[: heads[0].line]
    ends = [head.line for head in heads[1:]] + [len(lines)]
    parts = [texts[head.line + 1 : end] for head, end in zip(heads, ends, strict=True)]
    if alone:
        names = _names([part[0] for part in parts if part], len(parts), (*told, *top))
        for head, part in zip(heads, parts, strict=True):
            items += _several(head, part, names)
        return items
    begun = [" ".join((head.after, *part)) for head, part in zip(heads, parts, strict=True)]
    columns = (*_before_colons(begun), *_column_names(begun, top))
    for head, part in zip(heads, parts, strict=True):
        items.append(_beside(head, part, columns))
    return items


def _heads(texts: Sequence[str]) -> list[_Head]:
    """Return the lines that begin a message: a layout that is rare is a time inside words."""
    found = [head for n, text in enumerate(texts) if (head := _head(n, text))]
    often = Counter(head.layout for head in found)
    kept = [head for head in found if often[head.layout] >= max(len(found) * _FEW, 1)]
    whole = [head for head in kept if wall_of(head.when)[0]]
    return whole if len(whole) * 2 >= len(kept) else [h for h in kept if h.layout == "alone"]


def _head(number: int, text: str) -> _Head | None:
    text = text.strip()
    match = _STAMP.search(text)
    if match and wall_of(match["when"])[0]:
        before, after = text[: match.start()].strip(), text[match.end() :].strip()
        bare = before.strip(_EDGES), after.strip(_EDGES)
        return _Head(number, match["when"], before if bare[0] else "", after if bare[1] else "")
    bare_text = text.strip(_EDGES)
    return _Head(number, bare_text, "", "") if is_stamp(text) else None


def _stray(number: int, text: str) -> Stray:
    return Stray(position=number + 1, text=text, reason=NO_TIME)


def _names(firsts: Sequence[str], parts: int, told: Collection[str]) -> frozenset[str]:
    """Return the lines that are names: they come again, and stand at nearly every message.

    Where one side is shown without a name, only names that are told somewhere else count.
    """
    often = {n: c for n, c in Counter(firsts).items() if c > 1 and len(n) <= _LONGEST_NAME}
    if sum(often.values()) >= parts * _MOST and len(often) <= max(parts * _FEW, 2):
        return frozenset(often)
    own = {name for name in often if name.lower() in _OWN}
    return frozenset(own | {name for name in often if any(name in each for each in told)})


def _several(head: _Head, part: Sequence[str], names: frozenset[str]) -> Iterator[Draft]:
    """Yield the messages under one time; each name begins one."""
    starts = [n for n, text in enumerate(part) if text in names]
    starts = starts if starts and starts[0] == 0 else [0, *starts]
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(part)
        own = part[start:end]
        named = bool(own) and own[0] in names
        yield _draft(
            head,
            position=head.line + 1 if number == 0 else head.line + 2 + start,
            units=len(own) + (number == 0),
            who=own[0] if named else None,
            words=own[named:],
            remark=SEVERAL if len(starts) > 1 else None,
            inferred=number > 0,
        )


def _behind(
    texts: Sequence[str], heads: Sequence[_Head], told: Collection[str]
) -> Iterator[Draft | Stray]:
    """Yield messages that end with their time."""
    begins = [0] + [head.line + 1 for head in heads[:-1]]
    parts = [texts[start : head.line] for start, head in zip(begins, heads, strict=True)]
    names = _names([part[0] for part in parts[1:] if part], len(parts) - 1, (*told, *parts[0]))
    for start, part, head in zip(begins, parts, heads, strict=True):
        # Above the first message stands the title.
        named = [n for n, text in enumerate(part) if text in names]
        skip = named[-1] if start == 0 and named else 0
        yield from (_stray(n, part[n]) for n in range(skip))
        own = part[skip:]
        known = bool(own) and own[0] in names
        yield _draft(
            head,
            position=start + skip + 1,
            units=len(own) + 1,
            who=own[0] if known else None,
            words=own[known:],
        )


def _before_colons(begun: Sequence[str]) -> tuple[str, ...]:
    """Return the names that come again before a colon: the line may be broken inside them."""
    found = (match["who"].strip() for text in begun if (match := _SAID.fullmatch(text)))
    often = Counter(who for who in found if read_clock(who) is None)
    return tuple(f"{who}:" for who, count in often.items() if count > 1)


def _column_names(begun: Sequence[str], top: Sequence[str]) -> tuple[str, ...]:
    """Return the names that stand before the words in a printed table; none where unsure.

    In a table nothing parts the name from the words: names are what nearly every row begins with.
    """
    heading = next((t for t in top if _TABLE.search(t) and _DATE_HEADING.search(t)), None)
    if heading is None or _RECIPIENT_HEADING.search(heading):
        return ()
    rows = [text.split() for text in begun]
    names, covered = [], 0
    for first, often in Counter(row[0] for row in rows if row).items():
        if often < 2:  # noqa: PLR2004  # once is no sign of a name
            continue
        name, same = [first], [row for row in rows if row[:1] == [first]]
        while True:
            more, count = (
                Counter(row[len(name)] for row in same if len(row) > len(name)).most_common(1)[0]
                if any(len(row) > len(name) for row in same)
                else ("", 0)
            )
            if count < len(same) * _NEARLY_ALL:
                break
            name.append(more)
        names.append(" ".join(name))
        covered += often
    few = len(names) <= max(len(rows) * _FEW, 2)
    return tuple(names) if few and covered >= len(rows) * _NEARLY_ALL else ()


def _beside(head: _Head, part: Sequence[str], columns: Sequence[str]) -> Draft:
    """Return the message whose time has a name or words beside it."""
    words = [text for text in (head.after, *part) if text]
    who, side = head.before.strip(_EDGES) or None, None
    if who and (went := _WENT.fullmatch(who)):
        who, side = went["who"], Side.SENT if went["sent"] else Side.RECEIVED
        who = None if side is Side.SENT else who
    said = _SAID.fullmatch(words[0]) if words else None
    if who is None and side is None:
        if name := next((n for n in columns if " ".join(words).startswith(f"{n} ")), None):
            who, words = name.rstrip(":"), _without(words, name)
        elif said and read_clock(said["who"]) is None:
            who, words = said["who"].strip(), [said["text"], *words[1:]]
    return _draft(
        head, position=head.line + 1, units=1 + len(part), who=who, words=words, side=side
    )


def _without(words: Sequence[str], name: str) -> list[str]:
    """Return the lines behind a name, which may itself run over two of them."""
    left, lines = name.split(), []
    for line in words:
        own = line.split()
        if left and own[: len(left)] == left[: len(own)]:
            line, left = " ".join(own[len(left) :]), left[len(own) :]
        lines += [line] if line else []
    return lines


def _draft(
    head: _Head,
    *,
    position: int,
    units: int,
    who: str | None,
    words: Sequence[str],
    side: Side | None = None,
    remark: str | None = None,
    inferred: bool = False,
) -> Draft:
    day, clock = wall_of(head.when)
    own = who is not None and who.lower() in _OWN
    text = "\n".join(words)
    return Draft(
        position=position,
        units=units,
        parts=day,
        clock=clock,
        shown_as=head.when,
        sender=None if own else who,
        side=Side.SENT if own else side,
        text=text,
        kind=Kind.TEXT if text else Kind.UNKNOWN,
        remark=remark,
        inferred=inferred,
    )
