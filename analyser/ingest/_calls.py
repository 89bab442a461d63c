"""Tell calls, texts and data apart by the words that phones and networks have for them.

Source: chat-formats section 12.
"""

import re

from analyser.ingest._wall import wall_of
from analyser.records import Kind, Side

Day = tuple[int, int, int]

_CAME = re.compile(r"incoming|received|missed|reject|declin|block|voicemail|answered|\bin\b")
_MISSED = re.compile(r"missed|reject|declin|block|not answered|unanswered|no answer")
_WENT = re.compile(r"outgoing|dialled|dialed|placed|\bout\b|sent")
_CHARGED_TO_ANSWER = re.compile(r"\b(?:incoming|received)\b")
"""Abroad a network charges for calls that came in as well."""
_DATA = re.compile(r"\b(?:data|internet|gprs|wap|roaming data)\b")
_TEXT = re.compile(r"\b(?:sms|text|mms|message)s?\b")
_CALLS = re.compile(r"\bcalls?\b")
_YEAR = re.compile(r"(?<![\d.+])20[0-4]\d(?!\d)")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](20[0-4]\d)(?!\d)")
_WORDED = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? 20[0-4]\d\b")
CHARGED_TEXT = "Charged text"
BILL = (
    "An itemised bill lists only what was charged for: calls and texts that came in, and calls "
    "made in apps, are never on it."
)


def is_data(type_: str) -> bool:
    """Tell whether nobody was called or texted."""
    return bool(_DATA.search(type_.lower()))


def is_of_texts(title: str) -> bool:
    """Tell whether a part of a bill with this title lists texts."""
    return bool(_TEXT.search(title.lower()) and not _CALLS.search(title.lower()))


def type_of_part(title: str) -> str:
    """Return what the title of a part of a bill says of each row; "" where calls need no word."""
    if is_of_texts(title):
        return CHARGED_TEXT
    told = is_data(title) or _CHARGED_TO_ANSWER.search(title.lower())
    return title if told else ""


def told(type_: str, lasted: str, *, is_bill: bool) -> str:
    """Return the text that is shown of a call."""
    what = type_ or ("Charged call" if is_bill else "Call")
    return f"{what}, {lasted}" if lasted.strip("0:") else what


def kind_of(type_: str, *, is_bill: bool) -> tuple[Kind, Side]:
    """Return what a row is and which way it went; of a text there are no words, so no kind."""
    type_ = type_.lower()
    if _TEXT.search(type_):
        went = _WENT.search(type_) or (is_bill and not _CHARGED_TO_ANSWER.search(type_))
        came = Side.RECEIVED if _CAME.search(type_) else Side.UNKNOWN
        return Kind.UNKNOWN, Side.SENT if went else came
    if _MISSED.search(type_) and not _WENT.search(type_):
        return Kind.MISSED_CALL, Side.RECEIVED
    if _WENT.search(type_) or (is_bill and not _CHARGED_TO_ANSWER.search(type_)):
        return Kind.CALL, Side.SENT
    return Kind.CALL, Side.RECEIVED if _CAME.search(type_) else Side.UNKNOWN


class Years:
    """The years that a bill names, for its rows that name none: "13 Dec" of a bill of January."""

    def __init__(self, text: str) -> None:
        """Look for years and whole dates in a bill's text."""
        self._years = sorted({*_YEAR.findall(text)}, reverse=True)
        # On bills of this country the day stands first.
        days = [(int(y), int(m), int(d)) for d, m, y in _NUMERIC.findall(text)]
        days += [day for shown in _WORDED.findall(text) if (day := wall_of(shown)[0])]
        self._latest = max(days, default=None)

    def day(self, shown: str) -> Day | None:
        """Return the day of a row that shows no year; None where the bill does not tell which."""
        if self._latest is None:
            return wall_of(f"{shown} {self._years[0]}")[0] if len(self._years) == 1 else None
        years = [str(self._latest[0]), str(self._latest[0] - 1)]
        if not {*self._years} <= {*years}:
            return None
        # Nothing on a bill is later than the bill.
        found = (wall_of(f"{shown} {year}")[0] for year in years)
        return next((day for day in found if day and day <= self._latest), None)
