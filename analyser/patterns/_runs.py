"""Stretches of direct contact: runs without an answer, bursts, and silences with what ended them.

Chats with several people are left out: nobody can tell there what is an answer to whom.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from analyser.contact import Run, UnansweredRun
from analyser.patterns._frame import NOT_MESSAGES
from analyser.patterns._occasions import local
from analyser.records import Kind
from analyser.settings import Settings


def talk_with(frame: pd.DataFrame, person: str) -> pd.DataFrame:
    """Return what `person` and the user sent each other in chats that show who is who."""
    direct = frame[frame["known"] & ~frame["group"]]
    theirs = (direct["person"] == person) & ~direct["mine"]
    chats = set(direct.loc[theirs, "source"])
    return direct[theirs | (direct["mine"] & direct["source"].isin(chats))]


def longest_unanswered(talk: pd.DataFrame, timezone: str) -> UnansweredRun:
    """Return the longest run of contact with nothing sent by the user between.

    A call that is not shown as missed may have been answered, so it ends a run.
    """
    answered = talk["mine"] | (talk["kind"] == Kind.CALL.value)
    theirs = ~answered & (talk["kind"] != Kind.UNKNOWN.value)
    runs = answered.cumsum()[theirs]
    if runs.empty:
        return UnansweredRun(count=0, at_most=0, start=None, end=None)
    longest = talk.loc[runs.index[runs == runs.value_counts(sort=False).idxmax()]]
    times = longest["at"].dropna()
    return UnansweredRun(
        count=len(longest),
        at_most=len(longest),
        start=local(times.min(), timezone),
        end=local(times.max(), timezone),
        messages=tuple(longest["id"]),
    )


def longest_in_each_way(
    least: Sequence[pd.DataFrame], most: Sequence[pd.DataFrame], timezone: str
) -> UnansweredRun:
    """Return the longest run at the least, with its length at the most.

    Args:
        least: The talk in each way to read it, with nothing that may not belong to it.
        most: The same with everything that may, and no answer that may not.
        timezone: IANA name of the zone of the times of the run.
    """
    found = [longest_unanswered(each, timezone) for each in least]
    shortest = min(found, key=lambda run: run.count)
    settled = len({(run.start, run.end) for run in found}) == 1
    return replace(
        shortest,
        at_most=max(longest_unanswered(each, timezone).count for each in most),
        start=shortest.start if settled else None,
        end=shortest.end if settled else None,
    )


def bursts(talk: pd.DataFrame, settings: Settings, timezone: str) -> Iterator[Run]:
    """Yield stretches in which so many came within so many minutes, with nothing by the user.

    Only what shows a clock time, and no reactions.
    """
    clocked = talk["mine"] | (talk["exact"] & (talk["kind"] != Kind.REACTION.value))
    shown = talk[clocked]
    answers = (shown["mine"] | (shown["kind"] == Kind.CALL.value)).cumsum()
    theirs, runs = shown[~shown["mine"]], answers[~shown["mine"]]
    least = max(settings.burst_messages, 2)
    long = runs.groupby(runs).transform("size") >= least
    for _, run in theirs[long].groupby(runs[long]):
        yield from _bursts(run.sort_values("at", kind="stable"), least, settings, timezone)


def _bursts(run: pd.DataFrame, least: int, settings: Settings, timezone: str) -> Iterator[Run]:
    times = list(run["at"])
    within = pd.Timedelta(minutes=settings.burst_minutes)
    ids = list(run["id"])
    # From the place of its first to that of its last: windows that overlap are one burst.
    spans: list[tuple[int, int]] = []
    for start in range(len(times) - least + 1):
        end = start + least - 1
        if times[end] - times[start] > within:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    for start, end in spans:
        first, last = local(times[start], timezone), local(times[end], timezone)
        if first is not None and last is not None:
            part = tuple(ids[start : end + 1])
            yield Run(count=len(part), start=first, end=last, messages=part)


def silences(talk: pd.DataFrame, settings: Settings, timezone: str) -> Iterator[Run]:
    """Yield each stretch without contact by the person that is long enough, and that ended.

    A message whose day is not settled may lie in a silence; one that it may lie in is none.
    """
    theirs = talk[~talk["mine"]]
    dated = theirs[theirs["day"].notna()].sort_values("earliest", kind="stable")
    loose = theirs[theirs["day"].isna() & theirs["earliest"].notna()]
    if dated.empty or (theirs["earliest"].isna() & theirs["day"].isna()).any():
        return
    before = None
    for id_, earliest, latest in zip(dated["id"], dated["earliest"], dated["latest"], strict=True):
        if before is not None:
            since, last = before
            long = (earliest - since).days >= max(settings.silence_days, 1)
            if long and not _may_lie_in(loose, since, earliest):
                yield _silence(talk, (since, last), (earliest, id_), timezone)
        if before is None or latest >= before[0]:
            before = (latest, id_)


def _may_lie_in(loose: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> bool:
    return bool(((loose["earliest"] < end) & (loose["latest"] > start)).any())


def _silence(
    talk: pd.DataFrame,
    before: tuple[pd.Timestamp, str],
    after: tuple[pd.Timestamp, str],
    timezone: str,
) -> Run:
    start, end = local(before[0], timezone), local(after[0], timezone)
    assert start is not None and end is not None  # noqa: S101  # both are dated
    mine = talk[talk["mine"] & ~talk["kind"].isin(NOT_MESSAGES)]
    own = (mine["earliest"] > before[0]) & (mine["latest"] < after[0])
    return Run(
        count=(after[0] - before[0]).days,
        start=start,
        end=end,
        messages=(before[1], after[1]),
        own=int(own.sum()),
    )
