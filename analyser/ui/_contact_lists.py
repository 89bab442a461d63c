"""The numbers, charts and lists of the Pattern page; each opens the messages behind it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import chain

import streamlit as st

from analyser.charts import Chart
from analyser.contact import Bearing, BearingPart, Count, Run, Way
from analyser.counts_said import could_be, groups_said
from analyser.findings import AfterStop
from analyser.incidents import KIND_WORDS
from analyser.records import Certainty
from analyser.ui import _parts, _state
from analyser.ui._literal import literal
from analyser.ui._times import day, moment
from analyser.ui._vega import Spec
from analyser.ui._words import words
from analyser.wording import app_name, counted, least_to_most

_SIGNS = (
    BearingPart.FIXATED,
    BearingPart.OBSESSIVE,
    BearingPart.UNWANTED,
    BearingPart.REPEATED,
)
_LISTS = (("four", _SIGNS), ("acts", (BearingPart.ACTS,)), ("questions", (BearingPart.QUESTIONS,)))


def about(said: str, instant: datetime | None, ids: Sequence[str]) -> str:
    """Return the words of a time, with "about" where only a neighbour or date line gives it."""
    findings, inferred = _state.case().findings, False
    if findings is None or instant is None:
        return said
    known = _state.index(findings)
    # From both ends: mostly it is the first or the last of them, of many.
    for id_ in chain.from_iterable(zip(ids, reversed(ids), strict=True)):
        when = each.when if (each := known.message(id_)) else None
        if when is None or when.instant != instant:
            continue
        if when.certainty in (Certainty.SECOND, Certainty.MINUTE):
            return said
        inferred = inferred or when.certainty is Certainty.INFERRED
    return f"about {said}" if inferred else said


def day_said(
    instant: datetime | None, readings: Sequence[datetime], ids: Sequence[str], zone: str
) -> str:
    """Return a day, "about" as above, or the several days of which it was one."""
    if readings:
        return could_be(day(each, zone) for each in readings)
    return about(day(instant, zone), instant, ids)


def counts(numbers: Sequence[Count], key: str) -> None:
    """Draw the numbers that are not none, each with the button that opens its rows."""
    none = [each.label for each in numbers if not each.at_most]
    with st.container(key=f"pairs_{key}"):
        for each in numbers:
            if each.at_most:
                _counted(each, f"{key}_{each.id}")
    if none:
        with st.expander("Counted and none found"):
            st.html(_list([literal(label) for label in none]))


def _counted(each: Count, key: str) -> None:
    with st.container(
        key=f"count_{key}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        number = least_to_most(each.count, each.at_most)
        st.html(
            f'<p class="notes-count"><span>{literal(each.label)}</span>'
            f"<strong>{number}</strong></p>"
        )
        if each.messages:
            _parts.show_in_review("these items", each.messages, f"show_{key}", of=each.label)


def _list(lines: Sequence[str]) -> str:
    return '<ul class="notes-list">' + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def chart(
    drawn: Chart, spec: Spec | None, key: str, *, instead: Callable[[], str] | None = None
) -> None:
    """Draw a chart with its words, its table and what opens a row; `instead` makes a table."""
    _parts.minor(literal(drawn.title))
    if spec is not None:
        st.vega_lite_chart(None, dict(spec), theme=None, key=f"chart_{key}")
    st.html(f'<p class="notes-hidden">{literal(drawn.alt)}</p>')
    if not drawn.rows:
        return
    with _parts.folded("Show as table", f"table_{key}", expanded=spec is None) as asked:
        if not asked:
            return
        if instead is not None:
            st.html(instead())
        else:
            _parts.table(drawn.header, drawn.rows)
        labels = [": ".join(part for part in row[:2] if part) for row in drawn.rows]
        opened = {
            f"{n}. {label}": ids
            for n, (label, ids) in enumerate(zip(labels, drawn.ids, strict=True), start=1)
            if ids
        }
        if opened:
            rows(opened, key)


def rows(opened: Mapping[str, Sequence[str]], key: str) -> None:
    """Draw a choice of rows and the button that opens the messages of the one chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label = st.selectbox(words("pattern", "which_row"), list(opened), key=f"row_{key}")
        if label:
            _parts.show_in_review(
                "its items", opened[str(label)], f"show_row_{key}", of=words("pattern", "row")
            )


def after(found: AfterStop, zone: str, key: str) -> None:
    """Draw what came after a request or an event: first, numbers, ways, compared with before."""
    if found.event is not None:
        _parts.minor(
            literal(
                words("pattern", "event").format(
                    kind=KIND_WORDS[found.event.kind], day=day(found.since, zone)
                )
            )
        )
    else:
        _parts.minor(literal(words("pattern", "request").format(item=found.request)))
    if not found.message_ids:
        groups = groups_said(found)
        said = "nothing_after_but_groups" if groups else "nothing_after"
        _parts.text(words("pattern", said).format(messages=groups))
    elif found.first_readings or found.last_readings:
        ids = found.message_ids
        said = words("pattern", "after_open").format(
            first=day_said(found.first, found.first_readings, ids, zone),
            last=day_said(found.last, found.last_readings, ids, zone),
        )
        _parts.text(said)
    elif found.first and found.last:
        said = words("pattern", "after").format(
            item=found.message_ids[0],
            first=about(moment(found.first, zone), found.first, found.message_ids),
            last=about(moment(found.last, zone), found.last, found.message_ids),
        )
        _parts.text(said)
    if found.comparison:
        _parts.text(found.comparison.says)
    counts(found.counts, key)
    if found.ways:
        ways(found.ways, zone)


def ways(found: Sequence[Way], zone: str) -> None:
    """Draw contact by name or number and app; chats with several people apart."""
    _parts.table(
        ("Shown as", "App", "Messages", "Calls", "Days", "First", "Last"),
        [
            (
                (each.sender or "no name shown") + (", not seen before it" if each.new else ""),
                (app_name(each.app) or "not known") + (", several people" if each.group else ""),
                least_to_most(each.messages, each.messages_at_most),
                least_to_most(each.calls + each.missed_calls, each.calls_at_most),
                least_to_most(each.days, each.days_at_most),
                day_said(each.first, each.first_readings, each.rows, zone),
                day_said(each.last, each.last_readings, each.rows, zone),
            )
            for each in found
        ],
    )


def runs(title: str, found: Sequence[Run], zone: str, key: str, *, of_days: bool = False) -> None:
    """Draw bursts or, `of_days`, silences with what stands at both ends of them."""
    if not found:
        return
    with _parts.folded(f"{title} ({len(found):,})", f"list_{key}") as asked:
        if not asked:
            return
        header = ("From", "To", "Days" if of_days else "Messages and calls")
        extra = ("You wrote in it",) if of_days else ()
        _parts.table(
            (*header, *extra),
            [
                (
                    moment(run.start, zone),
                    moment(run.end, zone),
                    run.count,
                    *([counted(run.own, "time")] if of_days else []),
                )
                for run in found
            ],
        )
        rows({f"{n}. {moment(r.start, zone)}": r.messages for n, r in enumerate(found, 1)}, key)


def bearings(found: Sequence[Bearing], key: str) -> None:
    """Draw what bears on the four signs, on the acts of stalking laws, on a specialist's questions.

    Nothing is added up, and what was not found is said once.
    """
    for name, parts in _LISTS if found else ():
        lines = [each for each in found if each.part in parts]
        _parts.minor(literal(words("pattern", f"{name}_title")))
        _parts.text(words("pattern", name), "notes-muted")
        shown = [each for each in lines if each.messages or each.events]
        with st.container(key=f"pairs_{key}_{name}"):
            for number, each in enumerate(shown):
                sign = f"{each.part.value.capitalize()}: " if name == "four" else ""
                _bearing(each, sign + each.text, f"{key}_{name}_{number}")
        if rest := [literal(each.text) for each in lines if each not in shown]:
            label = "Questions without items" if name == "questions" else "Not found here"
            with st.expander(f"{label} ({len(rest)})"):
                st.html(_list(rest))


def _bearing(each: Bearing, title: str, key: str) -> None:
    with st.container(
        key=f"count_{key}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        number = [counted(len(each.messages), "item")] if each.messages else []
        items = ", ".join([*each.events, *number])
        st.html(f'<p class="notes-count"><span>{literal(title)}</span><strong>{items}</strong></p>')
        if each.messages:
            _parts.show_in_review("these items", each.messages, f"show_{key}", of=each.text)
