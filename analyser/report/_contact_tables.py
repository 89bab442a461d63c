"""The tables of one person's contact: counts, ways, bursts, silences and occasions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analyser.contact import Count, Occasion, Run, Way
from analyser.counts_said import in_no_occasion, outside_groups
from analyser.findings import ContactPattern
from analyser.report._blocks import Block, paragraph, phrase
from analyser.report._known import Known, day_said, items, span_said
from analyser.report._text import clipped, item_list, visible
from analyser.wording import app_name, counted, least_to_most, say


def times(pattern: ContactPattern, facts: Known) -> Block:
    """Return the table of the first and last contact."""
    ids = [id_ for way in pattern.ways for id_ in way.rows]
    return Block(
        kind="table",
        header=("First that could be dated", "Last that could be dated", "Channels"),
        widths=(3, 3, 3),
        rows=(
            (
                day_said(pattern.first, ids, facts, pattern.first_readings),
                day_said(pattern.last, ids, facts, pattern.last_readings),
                ", ".join(visible(app_name(channel)) for channel in pattern.channels),
            ),
        ),
    )


def numbers(counts: Sequence[Count], facts: Known) -> Iterator[Block]:
    """Yield the numbers with their items; what is none is said as none, in one line."""
    yield Block(
        kind="table",
        header=("What was counted", "Count", "Items"),
        widths=(4, 1, 4),
        rows=tuple(
            (
                each.label,
                least_to_most(each.count, each.at_most),
                items(each.messages, facts.lists),
            )
            for each in counts
            if each.at_most
        ),
    )
    if none := [each.label for each in counts if not each.at_most]:
        yield paragraph(phrase("none_counted", what="; ".join(none)))


def ways(found: Sequence[Way], facts: Known) -> Block:
    """Return what came under each name or number in each app."""
    return Block(
        kind="table",
        header=("Shown as, and app", "Messages", "Calls", "Days", "First and last", "Items"),
        widths=(2.3, 1.2, 0.8, 0.8, 2.3, 2.7),
        rows=tuple(
            (
                _way(way),
                least_to_most(way.messages, way.messages_at_most),
                least_to_most(way.calls + way.missed_calls, way.calls_at_most),
                least_to_most(way.days, way.days_at_most),
                f"{day_said(way.first, way.rows, facts, way.first_readings)} to "
                f"{day_said(way.last, way.rows, facts, way.last_readings)}",
                items(way.rows, facts.lists),
            )
            for way in found
        ),
    )


def _way(way: Way) -> str:
    sender = clipped(visible(way.sender)) or "no name shown"
    parts = [sender, visible(app_name(way.app)) or "app not known"]
    parts += [phrase("in_group")] if way.group else []
    parts += [phrase("new_way")] if way.new else []
    return ", ".join(parts)


def bursts(pattern: ContactPattern, facts: Known) -> Block:
    """Return the bursts of messages and calls."""
    runs = tuple((run, run.count) for run in pattern.bursts)
    return _stretches(outside_groups("Burst", pattern), runs, facts)


def occasions(pattern: ContactPattern, facts: Known) -> Block:
    """Return every occasion, and what is in none; together they hold every item of the contact."""
    found = tuple((each, len(each.messages)) for each in pattern.occasions)
    table = _stretches("Occasion", found, facts)
    rest = in_no_occasion(pattern)
    if not rest:
        return table
    last = (say("counts.not_placed"), str(len(rest)), item_list(rest))
    return replace(table, rows=(*table.rows, last))


def _stretches(title: str, found: Sequence[tuple[Run | Occasion, int]], facts: Known) -> Block:
    return Block(
        kind="table",
        header=(title, "Count", "Items"),
        widths=(5.2, 0.8, 4),
        rows=tuple(
            (
                span_said(each.start, each.end, each.messages, facts),
                str(count),
                item_list(each.messages),
            )
            for each, count in found
        ),
    )


def silences(pattern: ContactPattern, facts: Known) -> Block:
    """Return the long stretches without contact."""
    return Block(
        kind="table",
        header=(
            outside_groups("No contact", pattern),
            "Days",
            "The user wrote in it",
            "Last and first item",
        ),
        widths=(5.2, 0.8, 2, 2),
        rows=tuple(
            (
                span_said(run.start, run.end, run.messages, facts),
                str(run.count),
                counted(run.own, "time"),
                item_list(run.messages),
            )
            for run in pattern.silences
        ),
    )
