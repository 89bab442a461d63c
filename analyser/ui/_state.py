"""What the pages share during one visit, held in memory only and gone with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

import analyser
from analyser import given, pipeline
from analyser.detect import Detector
from analyser.findings import Findings, Flag, Status
from analyser.given import Given
from analyser.ingest.archive import open_archive
from analyser.intake import Progress
from analyser.records import CaseFacts, Jurisdiction, Message, Reading, Source
from analyser.settings import Settings
from analyser.timeline import in_time_order

_KEY = "case"
SAMPLE = Path(analyser.__file__).parent.parent / "samples" / "serious"
SAMPLE_ME = "Hannah Lisle"
SAMPLE_PERSON = {"Craig Dunmore": ("Craig Dunmore", "+44 7700 900417")}
SAMPLE_CAPTURED = "2025-03-04T20:41:00"

DecisionKey = tuple[str, str, str, str]
"""Hash of the file, number of the message in it, signal, rule: the same however often it is read.

Ids of messages are not: a file added or taken away gives the others new numbers.
"""


@dataclass(frozen=True, slots=True)
class _Remembered(Detector):
    """A detector that has already looked at the messages at hand.

    Deciding about one flag must not look through ten thousand messages again.
    """

    found: tuple[Flag, ...]

    def flag(self, messages: Iterable[Message]) -> Iterable[Flag]:  # type: ignore[override]
        """Return the flags found before; `messages` are those they were found in."""
        return self.found


@dataclass(frozen=True, slots=True)
class Picked:
    """Messages that another page asks to look at, and what they are, in words of our own."""

    label: str
    ids: frozenset[str]


@dataclass(slots=True)
class Case:
    """The case at hand.

    Attributes:
        step: The question of the Start page that is next.
        helping: The person does this for somebody else.
        hashes: SHA-256 of each file, by the key it has in `files`.
        uploads: How often files were taken; gives the drop area a new name each time.
        flags: What the language rules found in `reading`.
        decisions: What the person decided.
        history: Earlier `decisions`, for undo.
        apart: Names that the person said are not one person, two by two.
        uncovered: Ids of messages whose picture or words were asked for.
        at_hand: Id of the message that is open on the Review page.
        asked: The person opened it; a phone shows nothing over the list before that.
    """

    step: str = "device"
    helping: bool = False
    facts: CaseFacts = field(default_factory=CaseFacts)
    settings: Settings = field(default_factory=Settings)
    files: dict[str, Given] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    uploads: int = 0
    reading: Reading | None = None
    flags: tuple[Flag, ...] = ()
    findings: Findings | None = None
    decisions: dict[DecisionKey, Status] = field(default_factory=dict)
    history: list[dict[DecisionKey, Status]] = field(default_factory=list)
    apart: set[frozenset[str]] = field(default_factory=set)
    uncovered: set[str] = field(default_factory=set)
    cover_harsh: bool = True
    at_hand: str | None = None
    asked: bool = False
    picked: Picked | None = None
    made: dict[str, bytes] = field(default_factory=dict)


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
    # New numbers for the files: what was open or uncovered is no longer the same message.
    here.at_hand, here.picked, here.uncovered = None, None, set()
    if not here.files:
        here.reading, here.flags, here.findings, here.made = None, (), None, {}
        return
    here.reading = pipeline.read(here.files.values(), facts=here.facts, progress=progress)
    here.flags = tuple(detector().flag(in_time_order(here.reading.messages)))
    work_out()


def work_out() -> None:
    """Work everything out anew from what was read and what the person decided."""
    here = case()
    # A report made before no longer says what the case says.
    here.made = {}
    if here.reading is None:
        return
    rules = detector()
    here.findings = pipeline.analyse(
        here.reading,
        detector=_Remembered(rules.nlp, rules.version, rules.model, here.flags),
        facts=here.facts,
        settings=here.settings,
        decide=lambda flag: here.decisions.get(_key(flag), flag.status),
    )


def _key(flag: Flag) -> DecisionKey:
    reading = case().reading
    id_, _, number = flag.message.rpartition("-")
    source = next(each for each in reading.sources if each.id == id_) if reading else None
    digest = (source.member_sha256 or source.sha256) if source else id_
    return digest, number, flag.signal, flag.rule


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
    names = frozenset(name for name, _ in files)
    _put(given.from_bytes(name, data, folder=names) for name, data in files)
    drop_uploads()


def use_sample() -> None:
    """Put the sample case in place of what is there."""
    here = case()
    zone = ZoneInfo(here.facts.timezone)
    here.facts = replace(
        here.facts,
        me=(SAMPLE_ME,),
        persons=SAMPLE_PERSON,
        captured_at=datetime.fromisoformat(SAMPLE_CAPTURED).replace(tzinfo=zone),
        jurisdiction=here.facts.jurisdiction or Jurisdiction.ENGLAND_AND_WALES,
    )
    here.files, here.hashes, here.decisions, here.history = {}, {}, {}, []
    _put(given.from_paths([SAMPLE]))


def _put(files: Iterable[Given]) -> None:
    here = case()
    here.uploads += 1
    for number, each in enumerate(files):
        key = f"{here.uploads}.{number}"
        here.files[key], here.hashes[key] = each, given.sha256(each)


def remove_file(key: str) -> None:
    """Take one file off the case; what is read from the others is read anew by the caller."""
    here = case()
    del here.files[key], here.hashes[key]


def drop_uploads() -> None:
    """Free the bytes that the web server holds for this visit."""
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_session_files(context.session_id)


def leave() -> None:
    """Wipe everything this visit holds."""
    drop_uploads()
    for key in list(st.session_state):
        del st.session_state[key]


def open_source(source: Source) -> Given | None:
    """Return the file, or the file within an archive, that `source` was read from."""
    here = case()
    outer = next((here.files[key] for key, of in here.hashes.items() if of == source.sha256), None)
    if outer is None or source.member is None:
        return outer
    return next((each for each in open_archive(outer).members if each.name == source.member), None)
