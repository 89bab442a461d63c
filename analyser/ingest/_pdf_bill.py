"""Read a printed itemised bill: each row has a day, a time, a number, and how long or how much.

Source: chat-formats section 12. Networks print columns in orders of their own, so a row is told by
what it holds and not by where it stands.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analyser.ingest._calls import Years, is_data, is_of_texts, kind_of, told, type_of_part
from analyser.ingest._format import Draft, Stray
from analyser.ingest._pdf_stamps import Line
from analyser.ingest._wall import wall_of
from analyser.records import Kind, Side
from analyser.times import read_clock

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DAY = re.compile(
    r"(?<![\w/.-])(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?(?:"
    rf"\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{1,2}}[ -]?{_MONTH}(?:[ -]?(?:20)?\d\d(?![\d:.]))?"
    r")(?![\w/:-])"
)
_CLOCK = re.compile(
    r"(?<![\d:.])\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?(?![\d:])", re.IGNORECASE
)
_LASTED = re.compile(
    r"(?<![\d:.])(?:\d{1,3}:\d{2}(?::\d{2})?|(?:\d{1,3} ?h(?:ou)?rs? ?)?\d{1,4} ?m(?:in(?:ute)?s?)?"
    r"(?: ?\d{1,2} ?s(?:ec(?:ond)?s?)?)?|\d{1,5} ?s(?:ec(?:ond)?s?)?)(?![\w:])",
    re.IGNORECASE,
)
_CHARGE = re.compile(
    r"(?<![\d.])(?:(?:£ ?)?\d{1,4}\.\d{2,4}|\d{1,3}p|free|incl(?:uded|usive)?)(?!\w)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.:£+])(?:\+\d\d ?|00\d\d ?|0)\d(?: ?[\dX*]){7,9}(?![\d.:])")
_SHORT_NUMBER = re.compile(r"(?<![\w.:£/])\d{3,6}(?![\w.:/])")
_HEADING = re.compile(r"\b(?:number|called|dialled|destination)\b", re.IGNORECASE)
_MEASURED = re.compile(r"\b(?:duration|length|cost|charge|price|amount|mins)\b", re.IGNORECASE)
_DATED = re.compile(r"\b(?:date|day|when)\b", re.IGNORECASE)
_WORDS = re.compile(r"\b(?:message|content|body|what happened)\b", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"(?<=\d)(?=[A-Z])|(?<=[a-z])(?=\d)")
"""As in "13Sep24"."""
_PART = re.compile(
    r"\b(?:calls?|texts?|sms|mms|messages?|data|internet|voicemail|services?|numbers|mobiles?"
    r"|landlines?|usage)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"[^\d:£]{3,48}")
_ROWS_AT_LEAST = 2
_WORDS_AT_MOST = 5
"""Of a row, beside its columns: the place called, or what it was charged as."""
_MOST, _NEARLY_ALL = 0.6, 0.9
_NO_CALL = "This line lists no call and no text: it has no day or no number, or it is of data."
_CALL_OR_TEXT = "Charged call or text"


@dataclass(frozen=True, slots=True)
class _Row:
    """What a line of a bill holds, each as written."""

    day: str
    clock: str
    number: str
    lasted: str
    charge: str
    words: str


def bill_of(lines: Sequence[Line]) -> list[Draft | Stray] | None:
    """Return the calls and texts of a bill, and all other lines as not read; None for no bill."""
    texts = [" ".join(line.split()) for _, line in lines]
    own = _own_number(texts)
    rows = [_row(text.replace(own, "|", 1) if own else text) for text in texts]
    dated = sum(bool(_DAY.search(text) and _CLOCK.search(text)) for text in texts)
    if not _is_bill(texts, [row for row in rows if row], dated):
        return None
    years = Years("\n".join(texts))
    items: list[Draft | Stray] = []
    part = ""
    for place, (text, row) in enumerate(zip(texts, rows, strict=True), start=1):
        if row is None or is_data(f"{part} {row.words}"):
            items.append(Stray(position=place, text=text, reason=_NO_CALL))
            part = text if _TITLE.fullmatch(text) and _PART.search(text) else part
        else:
            items.append(_draft(place, row, part, years))
    return items


def _is_bill(texts: Sequence[str], rows: Sequence[_Row], dated: int) -> bool:
    """Tell whether nearly all lines with a time are rows, and headings or prices say of what."""
    count = len(rows)
    if count < _ROWS_AT_LEAST or count < dated * _MOST or any(map(_is_of_words, texts)):
        return False
    whole = sum(bool(row.charge and row.lasted) for row in rows)
    bare = sum(not row.words for row in rows)
    return any(map(_is_heading, texts)) or max(whole, bare) >= count * _NEARLY_ALL


def _own_number(texts: Sequence[str]) -> str:
    """Return the number from which was called, where each row shows it beside the other."""
    pairs = [_NUMBER.findall(text) for text in texts if _DAY.search(text)]
    pairs = [pair for pair in pairs if len(pair) > 1]
    number, often = (
        Counter(n for pair in pairs for n in {*pair}).most_common(1)[0] if pairs else ("", 0)
    )
    return number if often == len(pairs) > 1 else ""


def _is_of_words(text: str) -> bool:
    """Tell whether these are the headings of a table of messages."""
    return bool(_WORDS.search(text) and _DATED.search(text) and not _MEASURED.search(text))


def _is_heading(text: str) -> bool:
    return bool(_HEADING.search(text) and _MEASURED.search(text)) and not _DAY.search(text)


def _row(text: str) -> _Row | None:
    """Return what a line holds if that is all that a row of a bill has; else None."""
    days = list(_DAY.finditer(text))
    if len(days) != 1:
        return None
    day, rest = days[0][0], f"{text[: days[0].start()]} | {text[days[0].end() :]}"
    clock, rest = _taken(_CLOCK, rest)
    number, rest = _taken(_NUMBER, rest)
    lasted, rest = _taken(_LASTED, rest)
    charge, rest = _taken(_CHARGE, rest, last=True)
    if number and _NUMBER.search(rest):
        return None
    if not number:
        number, rest = _taken(_SHORT_NUMBER, rest)
    words = " ".join(rest.replace("|", " ").replace("£", " ").split())
    few = len(words.split()) <= _WORDS_AT_MOST and not re.search(r"[?!:]", words)
    whole = clock and number and (lasted or charge) and few
    return _Row(day, clock, number, lasted, charge, words) if whole else None


def _taken(form: re.Pattern[str], text: str, *, last: bool = False) -> tuple[str, str]:
    """Return what is found, and the text without it."""
    found = list(form.finditer(text))
    if not found:
        return "", text
    match = found[-1 if last else 0]
    return match[0].strip(), f"{text[: match.start()]} | {text[match.end() :]}"


def _draft(place: int, row: _Row, part: str, years: Years) -> Draft:
    written = _RUN_TOGETHER.sub(" ", row.day)
    day = wall_of(written)[0] or years.day(written)
    type_ = type_of_part(row.words) or type_of_part(part)
    if not (type_ or row.lasted):
        type_ = _CALL_OR_TEXT
    kind, side = kind_of(type_, is_bill=True)
    if type_ == _CALL_OR_TEXT:
        kind, side = Kind.UNKNOWN, Side.SENT
    sent = side is Side.SENT
    lasted = "" if is_of_texts(type_) or type_ == _CALL_OR_TEXT else row.lasted
    return Draft(
        position=place,
        units=1,
        parts=day,
        clock=read_clock(row.clock),
        shown_as=f"{row.day} {row.clock}",
        sender=None if sent else row.number,
        handle=None if sent else row.number,
        side=side,
        text=told(type_, lasted, is_bill=True),
        kind=kind,
        chat=row.number,
    )
