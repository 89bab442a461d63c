"""Report: the downloads, each with one line on who it is for."""

from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from analyser import report
from analyser.ui import _parts, _state
from analyser.ui._words import words

_FOR = {
    "to_pdf": ("PDF", "to read and print"),
    "to_docx": ("Word", "to edit"),
    "to_xlsx": ("Spreadsheet", "for a caseworker"),
    "to_csv": ("CSV", "for other programs"),
    "to_json": ("JSON", "for other programs, with everything"),
}

st.title("Report")
_parts.text(words("report", "purpose"))
findings = _state.case().findings
if findings is None:
    _parts.text(words("report", "nothing"))
else:
    flagged = {flag.message for flag in findings.flags}
    looked = sum(flag.status.value != "suggested" for flag in findings.flags)
    _parts.table(
        ("What goes in", "Count"),
        (
            ("Files given", len(findings.sources)),
            ("Messages and notices", len(findings.messages)),
            ("Messages with flags", len(flagged)),
            (f"Flags looked at, of {len(findings.flags)}", looked),
            ("Laws pointed to", len(findings.pointers)),
        ),
    )
    _parts.text(words("report", "careful"))
    for notice in findings.notices:
        _parts.text(notice, "notes-muted")
    if st.button("Make the report", type="primary", key="make"):
        now = datetime.now(ZoneInfo(findings.facts.timezone))
        st.session_state["made"] = {
            id_: report.to_bytes(findings, id_, now) for id_ in report.WRITERS
        }
    for id_, data in st.session_state.get("made", {}).items():
        kind, use = _FOR[id_]
        st.download_button(
            f"Download {kind}: {use}",
            data,
            file_name=report.WRITERS[id_].file_name,
            key=f"download{id_}",
        )
