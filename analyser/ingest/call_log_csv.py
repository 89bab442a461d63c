"""Call logs and itemised bills as CSV: from phones, from iMazing, from networks.

Source: chat-formats section 12. A bill lists what its owner was charged for, nothing that came in.
"""

import re

from analyser.ingest._calls import BILL, CHARGED_TEXT, Years, is_data, kind_of, told, type_of_part
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_count, from_iso
from analyser.ingest._named_csv import PART, Row, cell, draw, headings
from analyser.ingest._text import decode
from analyser.ingest._wall import wall_of
from analyser.records import Side
from analyser.times import read_clock
from analyser.wording import counted

_DATES = (
    *("date", "date time", "datetime", "date/time", "date & time", "call date", "start time"),
    *("date and time", "date of call", "call date/time", "date/time of call", "started", "start"),
    *("call start", "timestamp", "call time stamp", "event date", "start date"),
)
_TIMES = ("time", "call time", "time of call", "call start time", "event time")
_NUMBERS = (
    *("number", "phone number", "phone", "called number", "number called", "dialled number"),
    *("number dialled", "to", "destination number", "from", "caller", "calling number"),
    *(
        "telephone number",
        "contact number",
        "other party",
        "to/from",
        "destination no",
        "called no",
    ),
)
_NAMES = ("name", "contact", "contact name", "caller name", "display name")
_TYPES = ("type", "call type", "direction", "call direction", "type of call", "event type")
_DURATIONS = (
    *("duration", "length", "call duration", "mins", "call length", "length of call", "talk time"),
    *("duration/volume", "duration / volume", "volume/duration", "usage", "units", "quantity"),
    *("duration hh:mm:ss", "duration in seconds", "duration in secs", "secs", "seconds"),
    *(f"duration ({unit})" for unit in ("s", "sec", "secs", "seconds", "m:s", "min", "mins")),
    *(f"duration ({unit})" for unit in ("minutes", "hh:mm:ss", "mm:ss", "h:m:s", "hrs:min:sec")),
)
_WORDS = frozenset(
    ("text", "message", "content", "body", "notes", "note", "description", "details", "comments")
)
_OF_A_CHARGE = ("description", "details")
_CHARGES = frozenset(
    (
        "cost",
        "charge",
        "price",
        "cost (£)",
        "charge (£)",
        "amount",
        "cost inc vat",
        "total cost",
        "total",
    )
)
_HEAD_BYTES = 65_536
_ABOVE_AT_MOST = 15
"""Lines over the table of a bill: the account, the period, the name of the network."""
_CODES = {
    "1": "incoming",
    "2": "outgoing",
    "3": "missed",
    "4": "voicemail",
    "5": "rejected",
    "6": "blocked",
    "7": "answered on another device",
}
_EDGES = ' \t,;"'
_DAY_ONLY = re.compile(r"(?:[A-Z][a-z]{2,8},? )?\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}")
"""A day of a bill that names no year anywhere."""
_SPOILT = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_HIDDEN = re.compile(r"withheld|private|anonymous|no caller id|unknown|blocked|payphone", re.I)
_NO_CALL = "This row lists no call and no text: it has no day or no number, or it is of data."
_LOG = "A phone's call log leaves out calls that were deleted from it, and keeps only the newest."


def recognises(head: bytes) -> bool:
    """Tell whether its headings name a date, a number and how long it lasted."""
    return _above(head) is not None


def _above(data: bytes) -> int | None:
    """Return how many lines stand above the headings, as on a bill; None where there are none."""
    lines = data[:_HEAD_BYTES].split(b"\n")
    first = next((n for n, line in enumerate(lines[:_ABOVE_AT_MOST]) if _is_bill(line)), None)
    # The texts of a bill can stand above its calls.
    looked = lines[:_ABOVE_AT_MOST] if first is None else lines
    at = next((n for n, line in enumerate(looked) if _fits(headings(line))), None)
    return at if at is None or first is None else min(first, at)


def _is_bill(line: bytes) -> bool:
    """Tell whether it has the headings of what was charged for, with whom."""
    found = headings(line)
    return _begins_part(found) and bool(found & _CHARGES and found & {*_NUMBERS, *_NAMES})


def _fits(found: frozenset[str]) -> bool:
    # On a bill the description says what sort of call was charged for.
    texts = found & (_WORDS - {*_OF_A_CHARGE} if found & _CHARGES else _WORDS)
    return bool(
        found & {*_DATES} and found & {*_NUMBERS, *_NAMES} and found & {*_DURATIONS} and not texts
    )


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return one draft for each call or text listed; rows that list none are unread."""
    lines = data.split(b"\n", above := _above(data) or 0)
    over, data = decode(b"\n".join(lines[:above]))[0] if above else "", lines[-1]
    is_bill = bool(_CHARGES & headings(data[:_HEAD_BYTES]))
    titles = [line.strip(_EDGES) for line in over.splitlines() if line.strip(_EDGES)]
    spoilt, years = 0, Years(f"{over}\n{data[:_HEAD_BYTES].decode('latin-1')}")

    def made(number: int, row: Row) -> Draft | Stray:
        nonlocal spoilt
        spoilt += bool(_SPOILT.search(cell(row, *_NUMBERS)))
        return _item(number, row, is_bill, years)

    drawn = draw(
        data,
        made,
        needed=(*_DATES, *_NUMBERS, *_NAMES),
        nothing=_NO_CALL,
        begins=_begins_part,
        title=titles[-1] if titles else "",
    )
    items = list(drawn.items)
    if units := sum(bool(line.strip()) for line in over.splitlines()):
        reason = "It stands above the headings of the table."
        items.insert(0, Stray(position=0, units=units, text=over.strip(), reason=reason))
    problems = list(drawn.problems)
    if spoilt:
        numbers = counted(spoilt, "phone number was", "phone numbers were")
        what = f"{numbers} cut short by a spreadsheet."
        problems.append((what, "Download the list again and add it without opening it first."))
    return Drafted(
        items=tuple(items),
        app="phone",
        by_record=True,
        facts=("Read as a list of calls.", BILL if is_bill else _LOG, *drawn.facts),
        problems=tuple(problems),
    )


def _begins_part(cells: frozenset[str]) -> bool:
    """Tell whether these are headings: a bill has those of calls, of texts and of data apart."""
    others = {*_NUMBERS, *_NAMES, *_DURATIONS, *_TIMES, *_CHARGES}
    return len(cells & {*_DATES}) > 0 and len(cells & others) > 1


def _item(number: int, row: Row, is_bill: bool, years: Years) -> Draft | Stray:
    date, time = cell(row, *_DATES), cell(row, *_TIMES)
    who, named = cell(row, *_NUMBERS), cell(row, *_NAMES)
    shown = " ".join(part for part in (date, time) if part)
    if not shown or not (who or named):
        return _no_call(number, row)
    instant = from_iso(shown) or (from_count(date) if date.isdecimal() else None)
    parts, clock = (None, None) if instant else wall_of(shown)
    if parts is None and instant is None:
        # A bill leaves out the year, which stands above it: "23 Sep".
        parts = wall_of(date)[0] or years.day(date)
        clock = read_clock(time) if time else None
    if parts is None and instant is None and not _DAY_ONLY.fullmatch(date):
        return _no_call(number, row)
    type_ = cell(row, *_TYPES, *(_OF_A_CHARGE if is_bill else ()))
    type_, lasted = _CODES.get(type_, type_), cell(row, *_DURATIONS)
    if is_bill and not type_ and (type_ := type_of_part(row.get(PART, ""))) == CHARGED_TEXT:
        lasted = ""
    if is_bill and is_data(type_):
        return _no_call(number, row)
    kind, side = kind_of(type_, is_bill=is_bill)
    hidden = bool(_HIDDEN.search(who))
    other = named or who
    return Draft(
        position=number,
        units=1,
        instant=instant,
        parts=parts,
        clock=clock,
        shown_as=shown,
        sender=other if side is not Side.SENT else None,
        handle=who if side is not Side.SENT and not hidden and who else None,
        side=side,
        text=told(type_, lasted, is_bill=is_bill),
        kind=kind,
        chat=other,
    )


def _no_call(number: int, row: Row) -> Stray:
    words = " | ".join(value for heading, value in row.items() if value and heading != PART)
    return Stray(position=number, text=words, reason=_NO_CALL)


FORMAT = ChatFormat(
    id="call_log_csv", label="List of calls (CSV)", recognises=recognises, draft=draft
)
