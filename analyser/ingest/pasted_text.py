"""Messages copied out of an app and pasted into a text: WhatsApp Web, Telegram, Discord, others.

The app writes sender and time in a shape of its own; the shape that most lines fit is the one read.
Source: seen when copying from these apps; none is a documented format.
"""

import re

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._text import behind, decode, encoding_of, lines_of
from analyser.ingest._wall import wall_of
from analyser.records import Kind
from analyser.times import plain

_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[apAP]\.?[mM]\.?)?"
_SHAPES = {
    "whatsapp": re.compile(
        rf"\[(?P<clock>{_CLOCK}), (?P<date>{_DATE})\] (?P<who>[^:\n]{{1,80}}): ?(?P<text>.*)"
    ),
    "telegram": re.compile(
        rf"(?P<who>[^\[\n]{{1,80}}), "
        rf"\[(?P<date>{_DATE}|\d{{1,2}} [A-Za-z]{{3,9}} \d{{4}}),?(?: at)? (?P<clock>{_CLOCK})\]:?"
    ),
    "discord": re.compile(rf"(?P<who>\S.{{0,60}}?) — (?P<date>{_DATE}),? (?P<clock>{_CLOCK})"),
}
_WHEN = (
    rf"(?P<when>(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}},? )?"
    rf"(?:{_DATE}|\d{{1,2}} [A-Za-z]{{3,9}} \d{{4}}|[A-Za-z]{{3,9}} \d{{1,2}}, \d{{4}}),?"
    rf"(?: at)? {_CLOCK})"
)
_WHO = r"(?P<who>(?!UTC|GMT|[AaPp]\.?[Mm]\b|[^:\n]{0,40} [-–—] )[^\W_][^:\n\[\]]{0,39})"
_FREE = {
    "line": re.compile(rf"{_WHEN},? {{1,3}}{_WHO}: (?P<text>.*)"),
    "angled": re.compile(
        rf"\[?{_WHEN}\]?,?\s{{1,3}}<[ @+%&~]?(?P<who>[^\W\d_][^:\n<>]{{0,39}})> (?P<text>.*)"
    ),
    "below": re.compile(rf"(?:\[{_WHEN}\]|{_WHEN.replace('when', 'bare')}),? {{1,3}}{_WHO}"),
    "behind": re.compile(rf"{_WHO},? {{1,3}}{_WHEN}"),
}
"""What many programs write when messages are copied: a whole time, and whose words they are. Only
where the same few names come again is it taken for that."""
_RULE = "=" * 20
"""Stands around the head of an export that is no pasted text."""
_LOOKED_AT_LINES = 200
_HITS_AT_LEAST = 2
_PASTED = (
    "This text was copied out of an app and pasted: whoever pasted it could change it, and dates "
    "are in the order of that device."
)


def _shape(lines: list[str]) -> str | None:
    looked = [plain(line).strip() for line in lines if line.strip()][:_LOOKED_AT_LINES]
    hits = {name: sum(bool(form.fullmatch(x)) for x in looked) for name, form in _SHAPES.items()}
    best = max(hits, key=lambda name: hits[name])
    first = bool(looked) and bool(_SHAPES[best].fullmatch(looked[0]))
    if hits[best] >= _HITS_AT_LEAST or (hits[best] and first):
        return best
    free = [name for name in _FREE if _few_names(looked, _FREE[name])]
    return free[0] if free and not any(line.startswith(_RULE) for line in looked) else None


def _few_names(looked: list[str], form: re.Pattern[str]) -> bool:
    """Tell whether lines of a shape name the same few people, and most lines belong to them."""
    found = [match["who"].strip() for line in looked if (match := form.fullmatch(line))]
    few = len(set(found)) <= max(2, len(found) // 2)
    return len(found) >= _HITS_AT_LEAST and few and len(found) * 6 >= len(looked)


def recognises(head: bytes) -> bool:
    """Tell whether its lines fit one of the shapes."""
    encoding = encoding_of(head)
    if encoding is None:
        return False
    return _shape(lines_of(head.decode(encoding, errors="replace"))) is not None


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of the text, in its order."""
    lines = lines_of(decode(data)[0].lstrip("\ufeff"))
    shape = _shape(lines)
    app = shape if shape in _SHAPES else None
    form = {**_SHAPES, **_FREE}[shape or "whatsapp"]
    found = [form.fullmatch(plain(line).strip()) for line in lines]
    starts = [n for n, match in enumerate(found) if match]
    items: list[Draft | Stray] = [
        Stray(position=n + 1, text=lines[n], reason="No message begins before it.")
        for n in range(starts[0] if starts else len(lines))
        if lines[n].strip()
    ]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        match = found[start]
        assert match is not None  # noqa: S101  # the line was chosen by it
        items.append(_draft(start, match, lines[start:end]))
    return Drafted(items=tuple(items), app=app, facts=(_PASTED,))


def _draft(start: int, match: re.Match[str], lines: list[str]) -> Draft:
    said = match.groupdict()
    words = said.get("text")
    if words is not None:
        # The match is on the line without marks; the words are taken as they stand.
        indent = len(plain(lines[0])) - len(plain(lines[0]).lstrip())
        words = behind(lines[0], indent + match.start("text"))
    text = "\n".join([*([words] if words is not None else []), *lines[1:]]).strip("\n")
    shown = said.get("when") or said.get("bare") or f"{match['date']} {match['clock']}"
    parts, clock = wall_of(shown)
    return Draft(
        position=start + 1,
        units=1 + sum(bool(line.strip()) for line in lines[1:]),
        parts=parts,
        clock=clock,
        shown_as=shown,
        sender=match["who"].strip(),
        text=text,
        kind=Kind.TEXT if text else Kind.UNKNOWN,
    )


FORMAT = ChatFormat(
    id="pasted_text", label="Text pasted from an app", recognises=recognises, draft=draft
)
