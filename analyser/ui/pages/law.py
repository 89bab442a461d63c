"""Law: what was found, the provisions it may bear on, what is not in the material, who can help."""

import streamlit as st

from analyser import law
from analyser.findings import COUNTED_READINGS, Findings, Pointer
from analyser.signals import signals
from analyser.ui import _parts, _state
from analyser.ui._words import words
from analyser.wording import say

_CRISIS = ("encourage_suicide", "encourage_self_harm", "self_harm_as_pressure")


def _pointer(pointer: Pointer) -> None:
    with st.container(border=True):
        _parts.text(pointer.label or pointer.title)
        _parts.text(pointer.summary, "notes-muted")
        for because in pointer.because:
            _parts.text(because)
        shown = ", ".join(pointer.messages[:12])
        more = len(pointer.messages) - 12
        _parts.text(f"Shown by items {shown}" + (f" and {more} more." if more > 0 else "."))
        st.html("<strong>Not in this material:</strong>")
        for missing in pointer.not_in_this_material:
            _parts.text(f"– {missing}")
        if pointer.confidence != "certain":
            _parts.text(say("standing.uncertain_law"))
        _parts.text(
            f"For police or a solicitor to decide. Source: {pointer.source_url}", "notes-muted"
        )
        with st.expander(say("standing.maximum_caution")):
            _parts.text(pointer.maximum)
            _parts.text(f"Time limit: {pointer.time_limit}")


def _services(findings: Findings) -> None:
    st.subheader("Who can help")
    services = law.services(findings.facts.jurisdiction)
    _parts.table(("Service", "Contact", "For"), ((s.name, s.contact, s.for_whom) for s in services))


def _page(findings: Findings) -> None:
    found = {flag.signal for flag in findings.flags}
    if found & set(_CRISIS):
        st.info(say("standing.crisis"))
    if "child_sexual_contact" in found:
        st.info(say("standing.child"))
    if any(signal.startswith("hostility_") for signal in found):
        _parts.text(say("standing.hostility"))
    counted = {f.signal for f in findings.flags if f.reading in COUNTED_READINGS}
    labels = sorted(signals()[signal].plain_label for signal in counted)
    if labels:
        _parts.text("Words were found of these kinds: " + "; ".join(labels) + ".")
    if findings.facts.jurisdiction is None:
        _parts.text(words("law", "choose"))
    elif not findings.pointers:
        _parts.text(words("law", "nothing"))
    for pointer in findings.pointers:
        _pointer(pointer)
    _services(findings)


st.title("Law")
_parts.text(words("law", "purpose"))
if (case := _state.case().findings) is None:
    _parts.text(words("pattern", "nothing"))
else:
    _page(case)
