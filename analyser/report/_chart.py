"""The chart of the first page: how much came in by week or, over long times, by month or year."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from analyser.findings import Findings
from analyser.records import Kind, Side
from analyser.report._blocks import Block, phrase
from analyser.report._text import date_words, local
from analyser.wording import counted

_BARS_AT_MOST = 60
_FEWEST = 2
"""One bar alone says nothing that the sentence above it does not."""
_LONGEST = {"week": 7, "month": 31, "year": 366}
"""Steps from fine to coarse, with the days of the longest."""


def chart(findings: Findings, zone: ZoneInfo) -> Block | None:
    """Return bars of what others sent, or None where there is too little; user's own left out."""
    days = [
        local(message.when.instant, zone).date()
        for message in findings.messages
        if message.when.instant
        and message.side is not Side.SENT
        and message.kind is not Kind.SYSTEM
    ]
    for step in _LONGEST if days else ():
        starts = _starts(_start(min(days), step), max(days), step)
        if len(starts) <= _BARS_AT_MOST:
            break
    else:
        return None
    if len(starts) < _FEWEST:
        return None
    counts = Counter(_start(each, step) for each in days)
    rows = tuple((_words(start), str(counts[start])) for start in starts)
    most = max(starts, key=lambda start: counts[start])
    text = phrase("chart", step=step, first=rows[0][0], last=rows[-1][0]) + _stop(findings, zone)
    alt = phrase("chart_most", step=step, start=_words(most), count=counted(counts[most], "item"))
    header = (f"{step.capitalize()} from", "Messages and calls")
    return Block(kind="bars", text=text, head=f"{text} {alt}", rows=rows, header=header)


def _stop(findings: Findings, zone: ZoneInfo) -> str:
    since = [p.after_stop.since for p in findings.patterns if p.after_stop]
    if not since:
        return ""
    return " " + phrase("chart_stop", when=date_words(local(min(since), zone)))


def _start(day: date, step: str) -> date:
    if step == "week":
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return day.replace(day=1) if step == "month" else day.replace(month=1, day=1)


def _starts(first: date, last: date, step: str) -> list[date]:
    """Return the start of each week, month or year; one more than fits is enough to know."""
    starts = [first]
    while len(starts) <= _BARS_AT_MOST:
        try:
            following = _start(starts[-1] + timedelta(days=_LONGEST[step]), step)
        except OverflowError:
            break
        if following > last:
            break
        starts.append(following)
    return starts


def _words(day: date) -> str:
    return date_words(datetime.combine(day, time()))
