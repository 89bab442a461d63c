"""Settle the hour that happens twice on the last Sunday of October by the order of a file.

It moves nothing: where the order tells nothing, both readings stay.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from analyser.records import Certainty, Moment
from analyser.times import plain

_WITH_SECONDS = re.compile(r"\d[:.]\d{2}[:.]\d{2}(?!\d)")


def settle_repeated_hour(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """Settle clock times of the hour that happens twice from the order of the file.

    Where wall clocks inside one such hour step back, the lines before are of the first pass and
    the lines after of the second; where they never do, both readings stay. What has no time of its
    own, as a reaction, parts nothing.
    """
    settled = list(moments)
    timed = [n for n, moment in enumerate(moments) if moment.instant or moment.readings]
    end = 0
    for start in [place for place, n in enumerate(timed) if moments[n].readings]:
        if start < end:
            continue
        end = start
        while end < len(timed) and _in_same_repeat(settled[timed[start]], settled[timed[end]]):
            end += 1
        run = timed[start:end]
        for place, (before, after) in enumerate(pairwise(run), start=1):
            if settled[after].readings[0] < settled[before].readings[0]:
                for n, index in enumerate(run):
                    settled[index] = _take(settled[index], 0 if n < place else 1)
                break
    return tuple(settled)


def _in_same_repeat(first: Moment, other: Moment) -> bool:
    def is_repeat(moment: Moment) -> bool:
        return len(moment.readings) == 2 and (
            moment.readings[0].replace(tzinfo=None) == moment.readings[1].replace(tzinfo=None)
        )

    return (
        is_repeat(first)
        and is_repeat(other)
        and first.readings[0].date() == other.readings[0].date()
    )


def _take(moment: Moment, which: int) -> Moment:
    to_the_second = _WITH_SECONDS.search(plain(moment.shown_as or ""))
    return replace(
        moment,
        instant=moment.readings[which],
        certainty=Certainty.SECOND if to_the_second else Certainty.MINUTE,
        readings=(),
        note="This hour happened twice; the order of the lines in the file settles which one.",
    )
