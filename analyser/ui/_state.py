"""What the pages share during one visit, held in memory only and gone with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

import analyser
from analyser import given, pipeline
from analyser.detect import Detector
from analyser.findings import Findings, Flag, Status
from analyser.ingest import text_lines
from analyser.ingest.archive import open_archive
from analyser.intake import Progress
from analyser.records import CaseFacts, Reading, Source
from analyser.settings import Settings

_KEY = "case"
SAMPLE = Path(analyser.__file__).parent.parent / "samples" / "serious"
SAMPLE_ME = "Hannah Lisle"
SAMPLE_PERSON = {"Craig Dunmore": ("Craig Dunmore", "+44 7700 900417")}
SAMPLE_CAPTURED = "2025-03-04T20:41:00"


@dataclass(slots=True)
class Case:
    """The case at hand.

    Attributes:
        decisions: What the person decided, by message, signal and rule of the flag.
        history: Earlier `decisions`, for undo.
        uncovered: Ids of messages whose picture or words were asked for.
    """

    safe_device: bool = False
    facts: CaseFacts = field(default_factory=CaseFacts)
    settings: Settings = field(default_factory=Settings)
    files: dict[str, given.Given] = field(default_factory=dict)
    reading: Reading | None = None
    findings: Findings | None = None
    decisions: dict[tuple[str, str, str], Status] = field(default_factory=dict)
    history: list[dict[tuple[str, str, str], Status]] = field(default_factory=list)
    uncovered: set[str] = field(default_factory=set)


def case() -> Case:
    """Return the case of this visit, a new one at first."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Case()
    found: Case = st.session_state[_KEY]
    return found


@st.cache_resource(show_spinner=False)
def detector() -> Detector:
    """Return the language rules, loaded once for all visits; they hold nothing of a case."""
    return Detector.load()


def read_all(progress: Progress) -> None:
    """Read all files of the case anew and work everything out."""
    here = case()
    here.reading = pipeline.read(here.files.values(), facts=here.facts, progress=progress)
    work_out()


def work_out() -> None:
    """Work everything out anew from what was read and what the person decided."""
    here = case()
    # A report made before no longer says what the case says.
    st.session_state.pop("made", None)
    if here.reading is None:
        return
    here.findings = pipeline.analyse(
        here.reading,
        detector=detector(),
        facts=here.facts,
        settings=here.settings,
        decide=lambda flag: here.decisions.get(_key(flag), flag.status),
    )


def _key(flag: Flag) -> tuple[str, str, str]:
    return flag.message, flag.signal, flag.rule


def decide(flag: Flag, status: Status) -> None:
    """Keep a decision on one flag; the one before can be had back."""
    here = case()
    here.history.append(dict(here.decisions))
    here.decisions[_key(flag)] = status
    work_out()


def undo() -> None:
    """Take the last decision back."""
    here = case()
    if here.history:
        here.decisions = here.history.pop()
        work_out()


def add_files(files: Sequence[tuple[str, bytes]]) -> None:
    """Put uploaded files on the case, in memory; the same name twice keeps both."""
    here = case()
    names = frozenset(name for name, _ in files)
    for name, data in files:
        here.files[f"{len(here.files)}:{name}"] = given.from_bytes(name, data, folder=names)


def use_sample() -> None:
    """Put the sample case in place of what is there."""
    here = case()
    zone = ZoneInfo(here.facts.timezone)
    here.facts = replace(
        here.facts,
        me=(SAMPLE_ME,),
        persons=SAMPLE_PERSON,
        captured_at=datetime.fromisoformat(SAMPLE_CAPTURED).replace(tzinfo=zone),
    )
    here.files = {str(n): each for n, each in enumerate(given.from_paths([SAMPLE]))}


def leave() -> None:
    """Wipe everything this visit holds."""
    for key in list(st.session_state):
        del st.session_state[key]


def lines_of(source: Source) -> list[str]:
    r"""Return the lines of an export as given, split at \n; empty where they cannot be shown."""
    for each in case().files.values():
        if each.name == source.name and each.size_bytes == source.size_bytes:
            if source.member is None:
                return text_lines(each)
            members = open_archive(each).members
            return next((text_lines(m) for m in members if m.name == source.member), [])
    return []
