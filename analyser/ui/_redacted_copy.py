"""The redacted copy on the Report page: what to hide, and the downloads once it is made."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from analyser.casefile.plain import lines
from analyser.findings import Findings
from analyser.handover import pictures_of
from analyser.hidden import KINDS, Term
from analyser.redact import Proposal
from analyser.redacted_copy import redacted_copy
from analyser.ui import _parts, _report_choices, _state
from analyser.ui._words import words

_HEIGHT_PX = 80


def draw(findings: Findings) -> None:
    """Draw what can be hidden, folded, and offer the copy that was made of these findings."""
    here = _state.case()
    with st.expander("Make a redacted copy"):
        _parts.text(words("report", "redact"))
        terms = [*_typed(), *_proposed(_state.index(findings).proposals)]
        pictured = [source.id for source in findings.sources if source.kind == "screenshot"]
        left = st.multiselect("Screenshots to describe, not to show", pictured, key="leave_out")
        if st.button("Make the redacted copy", key="redact"):
            with st.spinner(words("report", "redacting")):
                here.redacted = None
                pictures = pictures_of(findings, here.files.values())
                whole = replace(findings, log=tuple(lines(here.kept.journal)))
                made = redacted_copy(
                    whole,
                    terms,
                    now=datetime.now(ZoneInfo(findings.facts.timezone)),
                    options=replace(_report_choices.options(findings), pictures=pictures),
                    leave_out=left,
                )
            here.redacted = findings, made.files, made.told
            here.kept.export(made.files)
    if here.redacted and here.redacted[0] is findings:
        _parts.text(words("report", "redacted"))
        for line in here.redacted[2]:
            _parts.text(line)
        for name, data in here.redacted[1].items():
            st.download_button(
                f"Download {name}", data, file_name=name, key=f"get_{name}", on_click="ignore"
            )


def _typed() -> Iterator[Term]:
    for kind, (label, _) in KINDS.items():
        before = _state.case().hidden.get(kind, "")
        said = st.text_area(
            f"Hide: {label} (one a line)", before, height=_HEIGHT_PX, key=f"hide_{kind}"
        )
        _state.case().hidden[kind] = said
        yield from (
            Term(text=line.strip(), kind=kind) for line in said.splitlines() if line.strip()
        )


def _proposed(found: tuple[Proposal, ...]) -> Iterator[Term]:
    if not found:
        return
    names = [
        f"{each.what}, {', '.join(each.items[:3])}: {each.context} ({each.because})"
        for each in found
    ]
    picked = st.multiselect(
        "Found in the messages: pick what to hide",
        range(len(found)),
        format_func=names.__getitem__,
        key="hide_found",
    )
    yield from (found[number].term for number in picked)
