"""Report: what goes in, and the downloads, each with one line on who it is for."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import streamlit as st

from analyser import report
from analyser.casefile.plain import lines
from analyser.findings import Findings, Status
from analyser.handover import pictures_of
from analyser.ui import _parts, _redacted_copy, _report_choices, _state
from analyser.ui._first import read_first
from analyser.ui._literal import literal
from analyser.ui._words import words
from analyser.wording import counted

_FOR = {
    "to_pdf": ("PDF", "to read and print"),
    "to_docx": ("Word", "to edit"),
    "to_xlsx": ("Spreadsheet", "for a caseworker"),
    "to_csv": ("CSV", "for other programs"),
    "to_json": ("JSON", "for other programs, with everything"),
    "bundle": ("evidence bundle", "the files you gave and the report, for the police"),
}


def _what_goes_in(findings: Findings) -> None:
    flagged = {flag.message for flag in findings.flags}
    looked = sum(flag.status is not Status.SUGGESTED for flag in findings.flags)
    _parts.table(
        ("What goes in", "Count"),
        [
            ("Files given", len(findings.sources)),
            ("Messages and notices", len(findings.messages)),
            ("Messages with flags", len(flagged)),
            (f"Flags looked at, of {len(findings.flags):,}", looked),
            ("Laws pointed to", len(findings.pointers)),
        ],
    )
    waiting = [flag for flag in findings.flags if flag.status is Status.SUGGESTED]
    if waiting:
        flags = counted(len(waiting), "flag")
        _parts.text(f"{flags} not looked at yet. The report says so. You can go on all the same.")
        ids = {flag.message for flag in waiting}
        _parts.show_in_review("the messages not looked at yet", ids, "show_waiting")
    if findings.notices:
        listed = "".join(f"<li>{literal(notice)}</li>" for notice in findings.notices)
        summary = f"What the report says about gaps ({len(findings.notices)})"
        st.html(
            f'<details><summary>{summary}</summary><ul class="notes-list">{listed}</ul></details>'
        )


def _page_1(findings: Findings) -> None:
    """Draw page 1 of the report as it would be made now."""
    here, chosen = _state.case(), _report_choices.options(findings)
    known = here.page_1
    if known is None or known[0] is not findings or known[1] != chosen:
        now = datetime.now(ZoneInfo(findings.facts.timezone))
        with st.spinner(words("report", "drawing")):
            here.page_1 = known = (findings, chosen, report.first_page(findings, now, chosen))
    _parts.text("Page 1 of the PDF, as it would be made now", "notes-muted")
    st.image(known[2], width="stretch", alt=words("report", "page_1"))


def _make(findings: Findings) -> None:
    here = _state.case()
    label = "Make the report again" if here.made else "Make the report"
    if st.button(label, type="secondary" if here.made else "primary", key="make"):
        now = datetime.now(ZoneInfo(findings.facts.timezone))
        with st.spinner(words("report", "making")):
            whole = replace(findings, log=tuple(lines(here.kept.journal)))
            pictures = pictures_of(findings, here.files.values())
            options = replace(_report_choices.options(findings), pictures=pictures)
            here.made = {id_: report.to_bytes(whole, id_, now, options) for id_ in report.WRITERS}
        here.kept.export({report.WRITERS[id_].file_name: data for id_, data in here.made.items()})
        st.rerun()


def _bundle(findings: Findings) -> None:
    """Offer the bundle once the report is made, which it holds."""
    here = _state.case()
    if not here.made or "bundle" in here.made:
        return
    _parts.text(words("report", "bundle"))
    if st.button("Make the evidence bundle", key="bundle"):
        out = BytesIO()
        made = {report.WRITERS[id_].file_name: data for id_, data in here.made.items()}
        with st.spinner(words("report", "bundling")):
            report.write_bundle(
                out,
                findings,
                originals=here.files.values(),
                reports=made,
                now=datetime.now(ZoneInfo(findings.facts.timezone)),
            )
        here.made["bundle"] = out.getvalue()
        here.kept.export({report.BUNDLE: here.made["bundle"]})
        st.rerun()


def _downloads() -> None:
    made = _state.case().made
    if not made:
        return
    _parts.subhead("Your report is ready", focus="make")
    _parts.text(words("report", "careful"))
    for id_ in sorted(made, key=list(_FOR).index):
        kind, use = _FOR[id_]
        st.download_button(
            f"Download {kind}: {use}",
            made[id_],
            file_name=report.BUNDLE if id_ == "bundle" else report.WRITERS[id_].file_name,
            key=f"download{id_}",
            type="primary" if id_ == "to_pdf" else "secondary",
            on_click="ignore",
        )


def _page(findings: Findings) -> None:
    if _state.case().job is not None:
        _parts.note(words("report", "reading"))
        return
    read_first(findings)
    left, right = st.columns(2, gap="large")
    with left:
        _what_goes_in(findings)
        _report_choices.choose(findings)
        if chosen := _report_choices.said(findings):
            _parts.text(words("report", "part").format(chosen=chosen))
        _downloads()
        _bundle(findings)
        _make(findings)
    with right, st.container(key="page_1"):
        _page_1(findings)
    _redacted_copy.draw(findings)


_parts.of_findings("report", _page)
