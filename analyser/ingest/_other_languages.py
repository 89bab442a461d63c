"""Put a time that is written in the words of another language into English ones.

Downloads write dates in the language of the account (chat-formats sections 7.3 and 19).
"""

import re
from functools import cache
from importlib.resources import files

from analyser.tables import read_toml
from analyser.times import plain

_MONTHS = 12
_MONTH = r"(?P<month>[^\W\d_][^\s\d,]{1,14}?)\.?"
_FORMS = tuple(
    re.compile(rf"(?:[^\W\d_][^\s\d,]{{0,14}},? ){{0,2}}{form}(?P<rest>.*)", re.DOTALL)
    for form in (
        rf"(?P<day>\d{{1,2}})(?:er|[.º])? (?:de )?{_MONTH},? (?:de |del )?(?P<year>\d{{4}})",
        rf"{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})",
        r"(?P<day>\d{1,2}) (?:thg|tháng) (?P<month>\d{1,2}),? (?P<year>\d{4})",
        r"(?:thg|tháng) (?P<month>\d{1,2}),? (?P<day>\d{1,2}),? (?P<year>\d{4})",
        rf"(?P<year>\d{{4}})\. ?{_MONTH} (?P<day>\d{{1,2}})\.?",
        r"(?P<year>\d{4})[年년] ?(?P<month>\d{1,2})[月월] ?(?P<day>\d{1,2})[日일]",
    )
)
_CLOCK = re.compile(
    r"(?P<before>上午|下午|오전|오후)? ?(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)"
    r"(?: ?(?P<half>[AaPp]\.? ?[Mm]\b\.?|ص|م|[πμ]\.μ\.|ਪੂ\.ਦੁ\.|ਬਾ\.ਦੁ\.|e (?:paradites|pasdites)))?"
)
_LATE = frozenset(("下午", "오후", "م", "μ.μ.", "ਬਾ.ਦੁ.", "e pasdites"))


def in_english(text: str) -> str | None:
    """Return a day and a time in English words, or None where it is no day in any language.

    "Montag, 23. September 2024 um 21:07 Uhr" becomes "23 Sep 2024 21:07".
    """
    text = " ".join(plain(text).replace("،", ",").split())
    for form in _FORMS:
        match = form.fullmatch(text)
        month = _month(match["month"]) if match else None
        if match is None or month is None:
            continue
        day = f"{match['day']} {month} {match['year']}"
        clock = _CLOCK.search(match["rest"])
        return f"{day} {_time(clock)}" if clock else day
    return None


@cache
def _months() -> dict[str, str]:
    table = read_toml(files("analyser.ingest") / "months.toml")
    return {word: english for english, words in table.items() for word in words.split()}


def _month(word: str) -> str | None:
    """Return the short English name of a month that is written as a word or a number."""
    if word.isdecimal():
        return (
            list(dict.fromkeys(_months().values()))[int(word) - 1]
            if 1 <= int(word) <= _MONTHS
            else None
        )
    return _months().get(word.casefold())


def _time(clock: re.Match[str]) -> str:
    half = (clock["half"] or clock["before"] or "").replace(" ", "").replace(".", "").lower()
    if half in ("am", "pm", ""):
        return f"{clock['time']} {half}".strip()
    shown = clock["half"] or clock["before"]
    return f"{clock['time']} {'pm' if shown in _LATE else 'am'}"
