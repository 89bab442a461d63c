"""The charts of the first page: how much came in over the time, and at which hours of the week."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from analyser.charts import by_hour
from analyser.findings import Findings
from analyser.records import Kind, Message, Side
from analyser.report._blocks import Block, phrase
from analyser.report._charts import week_hours
from analyser.report._text import date_words, local

_BARS_AT_MOST = 60
_FEWEST = 2
"""One bar alone says nothing that the sentence above it does not."""
_LONGEST = {"day": 1, "week": 7, "month": 31, "year": 366}
"""Steps from fine to coarse, with the days of the longest."""


def first_charts(findings: Findings, zone: ZoneInfo) -> Iterator[Block]:
    """Yield what others sent along the time, and by the hour; user's own left out."""
    theirs = [
        message
        for message in findings.messages
        if message.when.instant
        and message.side is not Side.SENT
        and message.kind is not Kind.SYSTEM
    ]
    bars = _bars(findings, theirs, zone)
    if bars is not None:
        yield bars
        yield from week_hours(by_hour({m.id: m.when for m in theirs}, zone))


def _bars(findings: Findings, theirs: Sequence[Message], zone: ZoneInfo) -> Block | None:
    """Return bars by day, week, month or year, or None where there is too little."""
    days = [local(m.when.instant, zone).date() for m in theirs if m.when.instant]
    for step in _LONGEST if days else ():
        starts = _starts(_start(min(days), step), max(days), step)
        if len(starts) <= _BARS_AT_MOST:
            break
    else:
        return None
    if len(starts) < _FEWEST:
        return None
    counts = Counter(_start(each, step) for each in days)
    stop = _stop(findings, zone)
    marked = _start(stop, step) if stop else None
    rows = tuple((_words(x), str(counts[x]), "stop" if x == marked else "") for x in starts)
    most = max(starts, key=lambda start: counts[start])
    part = phrase("chart_part") + " " if findings.chosen else ""
    text = part + phrase("chart", step=step, first=rows[0][0], last=rows[-1][0])
    said = "chart_most_day" if step == "day" else "chart_most"
    if sum(number == counts[most] for number in counts.values()) == 1:
        text += " " + phrase(said, step=step, start=_words(most), count=f"{counts[most]:,}")
    text += " " + phrase("chart_stop", when=date_words(stop)) if stop else ""
    drawn = " " + phrase("chart_marked") if marked in starts else ""
    header = (f"{step.capitalize()} from", "Messages and calls", "Marked")
    return Block(kind="bars", text=text + drawn, head=text, rows=rows, header=header)


def _stop(findings: Findings, zone: ZoneInfo) -> date | None:
    """Return the day of the first plain request to stop."""
    since = [p.after_stop.since for p in findings.patterns if p.after_stop]
    return local(min(since), zone).date() if since else None


def _start(day: date, step: str) -> date:
    if step == "day":
        return day
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
