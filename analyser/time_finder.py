"""A spaCy pipeline that finds day and clock words in a line, and resolves them by the one grammar.

It finds; `written_days` and `times` read. Used for the date lines of screenshots.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from analyser.records import CaseFacts, DayOrder, Moment
from analyser.tables import read_toml
from analyser.times import plain, read_clock, resolve
from analyser.written_days import Day, read_day

if TYPE_CHECKING:
    from spacy.language import Language

_SPANS = "times"


@dataclass(frozen=True, slots=True)
class FoundTime:
    """What a line shows: the words of the day and of the clock, None where it shows none.

    Attributes:
        rest: The other words of the line, in order; empty for a line that is only a time.
    """

    day: str | None
    clock: str | None
    rest: str


@cache
def pipeline() -> "Language":
    """Return the pipeline; patterns are those of `time_words.toml`."""
    import spacy  # half a second and 60 MB, for nothing where no picture is read

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe(
        "span_ruler", config={"spans_key": _SPANS, "validate": True, "spans_filter": None}
    )
    rows = read_toml(files("analyser") / "time_words.toml")["row"]
    ruler.add_patterns(  # type: ignore[attr-defined]  # a SpanRuler
        [{"label": row["label"], "pattern": row["pattern"]} for row in rows]
    )
    return nlp


@lru_cache(maxsize=1024)  # the labels of one picture are asked for again and again
def find_time(line: str) -> FoundTime:
    """Return the longest day and the longest clock time in `line`."""
    from spacy.util import filter_spans

    doc = pipeline()(" ".join(plain(line).split()))
    spans = filter_spans(doc.spans[_SPANS])
    days = [span for span in spans if span.label_ == "DAY"]
    clocks = [span for span in spans if span.label_ == "CLOCK" and read_clock(span.text)]
    used = {token.i for span in (*days[:1], *clocks[:1]) for token in span}
    rest = [t.text for t in doc if t.i not in used and t.is_alpha and t.lower_ != "at"]
    return FoundTime(
        day=days[0].text if days else None,
        clock=clocks[0].text if clocks else None,
        rest=" ".join(rest),
    )


def day_of(found: FoundTime, facts: CaseFacts) -> Day | None:
    """Return the day a line shows, placed against the capture date; None where it cannot be."""
    zone = ZoneInfo(facts.timezone)
    captured = facts.captured_at.astimezone(zone).date() if facts.captured_at else None
    order = facts.day_order or DayOrder.DAY_FIRST if facts.day_order else None
    return read_day(found.day, captured=captured, order=order) if found.day else None


def moment_of(found: FoundTime, facts: CaseFacts, shown_as: str) -> Moment:
    """Return the moment a line shows; without a placeable day only what is shown."""
    day = day_of(found, facts)
    if day is None:
        return Moment(shown_as=shown_as)
    clock = read_clock(found.clock) if found.clock else None
    zone = ZoneInfo(facts.timezone)
    return resolve(day.date, clock, zone, shown_as=shown_as, inferred=day.inferred)
