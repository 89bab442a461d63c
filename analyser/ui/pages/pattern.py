"""Pattern: the sentence a person would say, then what came after, days, hours, counts and lists."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from functools import cache, partial
from zoneinfo import ZoneInfo

import streamlit as st

from analyser.charts import charts_of
from analyser.counts_said import (
    contact_said,
    days_said,
    in_no_occasion,
    outside_groups,
    replies_said,
)
from analyser.findings import ContactPattern, Findings, Person
from analyser.settings import Settings
from analyser.ui import _calendar, _contact_lists, _parts, _state
from analyser.ui._addressed import to_you
from analyser.ui._index import Drawn
from analyser.ui._literal import literal
from analyser.ui._named import chosen_name, shown_name
from analyser.ui._own_words import own_words
from analyser.ui._times import moment, shown_time
from analyser.ui._vega import draw
from analyser.ui._words import words
from analyser.wording import say

_PEOPLE_AT_MOST = 3
"""With more people than these one is chosen: a page of twenty is read by nobody."""


_WIDE = ("calendar", "timeline")
"""Charts that need the whole width; the others stand side by side."""


def _sentence(pattern: ContactPattern, who: str, findings: Findings) -> str:
    zone = findings.facts.timezone
    after = pattern.after_stop
    if after is None:
        said = f"{who}: {contact_said(pattern)} on {days_said(pattern)}"
        if pattern.first is None and not pattern.last_readings:
            return f"{said}. Which days they were is not settled."
        first = _contact_lists.day_said(pattern.first, pattern.first_readings, (), zone)
        last = _contact_lists.day_said(pattern.last, pattern.last_readings, (), zone)
        return f"{said}, on {first}." if first == last else f"{said}, from {first} to {last}."
    replies = replies_said(after)
    last = _contact_lists.day_said(after.last, after.last_readings, after.message_ids, zone)
    last = f"on or {last}" if last.startswith("about") else f"on {last}"
    asked = _state.index(findings).message(after.request)
    when = shown_time(asked, zone) if asked and asked.when.readings else None
    said = f"on a day that {when}" if when else f"on {moment(after.since, zone)}"
    if not after.message_ids and not after.undated:
        return (
            f"You asked {who} to stop {said}, in item {after.request}. "
            "No contact after it is in this material."
        )
    return (
        f"You asked {who} to stop {said}, in item {after.request}. "
        f"After that: {contact_said(after)} on {days_said(after)}, "
        f"the last {last}. You {replies} after asking, further requests "
        "to stop apart."
    )


def _occasions(pattern: ContactPattern, zone: str) -> None:
    rest = in_no_occasion(pattern)
    label = f"List of occasions ({len(pattern.occasions):,})"
    with _parts.folded(label, f"list_occasions_{pattern.person}") as asked:
        if not asked:
            return
        _parts.table(
            ("From", "To", "Messages and calls"),
            [
                (
                    _contact_lists.about(moment(each.start, zone), each.start, each.messages),
                    _contact_lists.about(moment(each.end, zone), each.end, each.messages),
                    len(each.messages),
                )
                for each in pattern.occasions
            ]
            + ([(say("counts.not_placed"), "", len(rest))] if rest else []),
        )
        opened = {
            f"{n}. {moment(each.start, zone)}": each.messages
            for n, each in enumerate(pattern.occasions, start=1)
        } | ({say("counts.not_placed"): rest} if rest else {})
        _contact_lists.rows(opened, f"occasions_{pattern.person}")


def _person(pattern: ContactPattern, findings: Findings) -> None:
    person = next(each for each in findings.people if each.id == pattern.person)
    zone, key = findings.facts.timezone, pattern.person
    shown = ", ".join(shown_name(each) for each in person.names)
    _parts.subhead(f"Shown as {shown}")
    _parts.fragment(_sentence(pattern, shown_name(person.names[0]), findings), "notes-big")
    if len(person.names) > 1:
        _parts.text(words("pattern", "joined"), "notes-muted")
    _because(person, findings)
    _charts(pattern, findings)
    if pattern.after_stop:
        _contact_lists.after(pattern.after_stop, zone, f"{key}_after")
    for number, event in enumerate(pattern.after_events):
        _contact_lists.after(event, zone, f"{key}_event{number}")
    _parts.minor(literal("Counts"))
    _contact_lists.counts(pattern.counts, key)
    _contact_lists.ways(pattern.ways, zone)
    _occasions(pattern, zone)
    bursts, silences = (outside_groups(each, pattern) for each in ("Bursts", "Silences"))
    _contact_lists.runs(bursts, pattern.bursts, zone, f"bursts_{key}")
    _contact_lists.runs(silences, pattern.silences, zone, f"silences_{key}", of_days=True)
    _contact_lists.bearings(pattern.bearings, key)


def _charts(pattern: ContactPattern, findings: Findings) -> None:
    known, person = _state.index(findings).charts, pattern.person
    if person not in known:
        known[person] = list(_drawn(pattern, findings))
    _parts.text(words("pattern", "days"), "notes-muted")
    wide = [each for each in known[person] if each[0].id in _WIDE]
    slim = [each for each in known[person] if each[0].id not in _WIDE]
    places = [*((st.container(), each) for each in wide)]
    places += zip(st.columns(len(slim), gap="large"), slim, strict=True) if slim else ()
    for place, (chart, spec, instead) in places:
        with place:
            _contact_lists.chart(chart, spec, f"{chart.id}_{person}", instead=instead)


def _drawn(pattern: ContactPattern, findings: Findings) -> Iterator[Drawn]:
    zone = ZoneInfo(findings.facts.timezone)
    contact = _calendar.contact_of(pattern, findings)
    asked = {s.at.astimezone(zone).date() for s in pattern.stop_requests if s.at and s.plain}
    tables = {
        "calendar": cache(partial(_calendar.days_html, contact, asked, zone)),
        "hours": cache(partial(_calendar.hours_html, contact, zone)),
    }
    moments = {message.id: message.when for message in findings.messages}
    for chart in charts_of(pattern, moments, findings.facts.timezone):
        yield chart, draw(chart), tables.get(chart.id)


def _because(person: Person, findings: Findings) -> None:
    told = [to_you(signal.because) for signal in findings.signals if signal.person == person.id]
    if told:
        items = "".join(f"<li>{_parts.whole_ids(literal(each))}</li>" for each in told)
        st.html(f'<ul class="notes-list">{items}</ul>')


def _shown(patterns: Sequence[ContactPattern], findings: Findings) -> Sequence[ContactPattern]:
    """Return whom to show; with many people the one chosen, at first the one with most items."""
    if len(patterns) <= _PEOPLE_AT_MOST:
        return patterns
    ranked = sorted(patterns, key=lambda each: (not each.bearings, -each.messages))
    names = {each.id: chosen_name(each.names[0]) for each in findings.people}
    by_label = {f"{n}. {names[each.person]}": each for n, each in enumerate(ranked, start=1)}
    return [by_label[str(st.selectbox("Person", list(by_label), key="pattern_person"))]]


def _settings() -> None:
    """Draw every number that counting goes by; a change counts at once."""
    here = _state.case()
    with st.expander(words("pattern", "settings")):
        values = {
            each.name: int(
                st.number_input(
                    f"{each.metadata['help']} ({each.metadata['unit']})",
                    min_value=0 if "hour" in each.name and "gap" not in each.name else 1,
                    max_value=23 if each.name.startswith("night") else 1000,
                    value=getattr(here.settings, each.name),
                    help=f"{each.metadata['reason']}. At first: {each.default}.",
                    key=f"setting_{each.name}",
                )
            )
            for each in fields(Settings)
        }
        if (new := replace(here.settings, **values)) != here.settings:
            here.settings = new
            _state.work_out()
            st.rerun()


def _page(findings: Findings) -> None:
    if not findings.patterns:
        _parts.text(words("pattern", "no_person"))
        _parts.onward("Say which sender is you", "add")
        return
    _parts.onward_from_top("Go on to the law", "law")
    for each in _shown(findings.patterns, findings):
        _person(each, findings)
    own_words(findings)
    _settings()
    _parts.onward("Go on to the law", "law")


_parts.of_findings("pattern", _page)
