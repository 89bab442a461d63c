"""What goes into the report, chosen by the person; nothing chosen is everything."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import streamlit as st

from analyser.findings import Findings
from analyser.report_options import CONTENTS, Options
from analyser.ui import _parts, _state
from analyser.ui._addressed import label_of
from analyser.ui._words import words

_LONGEST = 60


def choose(findings: Findings) -> None:
    """Draw the choices, folded, and keep what was chosen; a report made before goes with it."""
    here = _state.case()
    before = here.options
    with st.expander("Choose what goes in, and how it is marked"):
        _parts.text(words("report", "choices"))
        chosen = _days(_marks(before), findings)
        chosen = _only(replace(chosen, without=_left_out(before)), findings)
    if chosen != before:
        here.options, here.made = chosen, {}


def options(findings: Findings) -> Options:
    """Return what was chosen, for these findings."""
    before = _state.case().options
    return replace(before, people=frozenset(_ids(before, findings)))


def _ids(before: Options, findings: Findings) -> list[str]:
    return [each.id for each in findings.people if before.people & set(each.names)]


def said(findings: Findings) -> str:
    """Return how much of the case is chosen, in a few words; empty where it is all of it."""
    chosen = options(findings)
    parts = [
        (bool(chosen.since or chosen.until), "a period"),
        (bool(chosen.people), "some people"),
        (bool(chosen.signals), "some flags"),
        (bool(chosen.without), "some parts left out"),
    ]
    return ", ".join(what for is_chosen, what in parts if is_chosen)


def _marks(before: Options) -> Options:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reference = st.text_input(
            "Case reference", before.reference, max_chars=_LONGEST, key="reference"
        )
        initials = st.text_input(
            "Initials for the exhibits", before.initials, max_chars=6, key="initials"
        )
        first = st.number_input(
            "First exhibit number", 1, 999_999, before.first_exhibit, key="first_exhibit"
        )
    return replace(before, reference=reference, initials=initials, first_exhibit=int(first))


def _days(before: Options, findings: Findings) -> Options:
    zone = ZoneInfo(findings.facts.timezone)
    days = [m.when.instant.astimezone(zone).date() for m in findings.messages if m.when.instant]
    if not days:
        return before
    limits = {"min_value": min(days), "max_value": max(days), "format": "DD/MM/YYYY"}
    with st.container(horizontal=True):
        first = _within(before.since, days)
        since = _day("First day shown (empty: from the start)", first, "since", limits)
        last = _within(before.until, days)
        until = _day("Last day shown (empty: to the end)", last, "until", limits)
    if since and until and since > until:
        _parts.problem(words("report", "days"), words("report", "days_do"), role="alert")
        return replace(before, since=None, until=None)
    return replace(before, since=since, until=until)


def _within(day: date | None, days: Sequence[date]) -> date | None:
    """Return a day chosen before, where the files still have it in their span."""
    return day if day and min(days) <= day <= max(days) else None


def _day(label: str, before: date | None, key: str, limits: Mapping[str, object]) -> date | None:
    found: date | None = st.date_input(label, before, key=key, **limits)  # type: ignore[call-overload]
    return found


def _left_out(before: Options) -> frozenset[str]:
    kept = st.multiselect(
        "Parts that go in",
        list(CONTENTS),
        default=[each for each in CONTENTS if each not in before.without],
        format_func=CONTENTS.__getitem__,
        key="contents",
    )
    return frozenset(CONTENTS) - frozenset(kept)


def _only(before: Options, findings: Findings) -> Options:
    people = {p.id: " / ".join(p.names) for p in findings.people if not p.is_me}
    labels = {f.signal: label_of(f.signal) for f in findings.flags}
    known = frozenset(_ids(before, findings))
    who = _some("People shown (none chosen: everybody)", people, known, "only_who")
    # Kept by name: another file may bring other ids.
    return replace(
        before,
        people=frozenset(name for p in findings.people if p.id in who for name in p.names),
        signals=_some("Flags shown (none chosen: all)", labels, before.signals, "only_flags"),
    )


def _some(label: str, names: Mapping[str, str], before: frozenset[str], key: str) -> frozenset[str]:
    shown: Callable[[str], str] = names.__getitem__
    default = sorted(before & names.keys())
    return frozenset(
        st.multiselect(label, sorted(names, key=shown), default=default, format_func=shown, key=key)
    )
