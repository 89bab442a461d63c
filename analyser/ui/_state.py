"""What the pages share during one visit, held in memory and gone with it but for a case file."""

import gc
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analyser import pipeline, scratch, visits
from analyser.casefile.journal import Values
from analyser.casefile.said import Said
from analyser.corrections import BY_USER, SEEN, DecisionKey, decision_keys
from analyser.detect.remember import Memory, Remembering
from analyser.findings import Findings
from analyser.given import Given
from analyser.ingest import TablePreview
from analyser.numbers import Numbers
from analyser.readings import Readings
from analyser.records import CaseFacts, Reading
from analyser.report_options import Options
from analyser.settings import Settings
from analyser.steps import Step, in_place_of
from analyser.ui import _drafts
from analyser.ui._difference import News
from analyser.ui._index import Index
from analyser.ui._job import Job
from analyser.ui._kept import Kept
from analyser.ui._rules import detector
from analyser.wording import say

KEY = "case"
CLOSED = "closed"
"""Why the case file was closed: the words of `[safety]` that say so."""
SAVING = "saving"
"""The person asked to keep the case, from whatever page."""
_ON_PAGE = ("cover_harsh", "single_keys", "idle_minutes", "event", "tools", "sample")
"""How the pages are set up and what is open; nothing that is counted or reported hangs on it."""


@dataclass(frozen=True, slots=True)
class Picked:
    """Messages that another page asks to look at, and what they are, in words of our own."""

    label: str
    ids: frozenset[str]


@dataclass(slots=True, weakref_slot=True)
class Case:
    """The case at hand.

    Attributes:
        step: The question of the Start page that is next.
        helping: The person does this for somebody else.
        hashes: SHA-256 of each file, by the key it has in `files`.
        uploads: How often files were taken; gives the drop area a new name each time.
        readings: What was read from pictures, so that none is read twice.
        numbers: Of the files; they stay when files are added.
        job: The reading that is going on; None where everything is read.
        memory: What the language rules found, so that a change is quick to follow.
        index: What is looked up in `findings`.
        previews: What is shown of a table whose columns may be asked for, by the hash of its file.
        page_1: Findings and choices, and the picture of page 1 of the report made of them.
        news: What another version of the program finds otherwise.
        kept: The log of what was given, said and decided, and its file where there is one.
        uncovered: Ids of messages whose picture or words were asked for.
        at_hand: Id of the message that is open on the Review page.
        tools: The form that is open at a message on the Review page, by the message's id.
        event: Id of the event that is being typed or changed, or "new".
        told: What was undone or done again last: length of the log then, words, and messages.
        lines: Id of the export looked at last, and its lines.
        accepting: The person asked to keep all that is shown, and has yet to say it again.
        single_keys: Whether keys without Ctrl or Alt do things on the Review page.
        asked: The person opened it; a phone shows nothing over the list before that.
        idle_minutes: The page is covered, and a case file closed, after so long without use.
        looked_at: Ids of messages that were opened since the last break was proposed.
        filters: What the Review page shows, as chosen.
        options: What goes into the report; its people are names as shown.
        hidden: What was written to be hidden in a redacted copy; it is saved nowhere.
        sample: It is the sample case, with which nothing of the person's own may be mixed.
        paused: The case file was closed without a press of the person, and why; see `CLOSED`.
    """

    step: str = "device"
    helping: bool = False
    facts: CaseFacts = field(default_factory=CaseFacts)
    settings: Settings = field(default_factory=Settings)
    files: dict[str, Given] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    uploads: int = 0
    reading: Reading | None = None
    readings: Readings = field(default_factory=Readings)
    numbers: Numbers = field(default_factory=Numbers)
    job: Job | None = None
    memory: Memory = field(default_factory=Memory)
    findings: Findings | None = None
    index: Index | None = None
    previews: dict[str, TablePreview | None] = field(default_factory=dict)
    page_1: tuple[Findings, Options, bytes] | None = None
    news: News | None = None
    kept: Kept = field(default_factory=Kept)
    uncovered: set[str] = field(default_factory=set)
    cover_harsh: bool = True
    at_hand: str | None = None
    asked: bool = False
    tools: dict[str, str] = field(default_factory=dict)
    event: str | None = None
    told: tuple[int, str, list[str]] | None = None
    lines: tuple[str, list[str]] | None = None
    accepting: bool = False
    single_keys: bool = True
    idle_minutes: int = 10
    looked_at: set[str] = field(default_factory=set)
    picked: Picked | None = None
    filters: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    made: dict[str, bytes] = field(default_factory=dict)
    options: Options = field(default_factory=Options)
    redacted: tuple[Findings, Mapping[str, bytes], tuple[str, ...]] | None = None
    sample: bool = False
    paused: str = ""

    def end(self) -> None:
        """Give up the reading that is going on, close the case file, wipe temporary files."""
        if self.job is not None:
            self.job.given_up.set()
        if self.kept.file is not None:
            self.kept.file.close()
        scratch.wipe_temporary()

    def pause(self) -> None:
        """Close the case file; where it could not be saved, what is in memory stays there."""
        if self.kept.file is not None and not self.kept.is_unsaved:
            self.paused = "locked_reading" if self.job is not None else "locked"
            self.end()


def case() -> Case:
    """Return the case of this visit, a new one at first."""
    if KEY not in st.session_state:
        begin(Case())
    found: Case = st.session_state[KEY]
    return found


def window() -> str:
    """Return the id of the browser window."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def begin(new: Case) -> None:
    """Put `new` in place of the case at hand."""
    st.session_state[KEY] = new
    visits.begin(window(), new)


def index(findings: Findings) -> Index:
    """Return what is looked up in the findings of this visit, worked out once for each."""
    here = case()
    if here.index is None or here.index.findings is not findings:
        here.index = Index(findings)
    return here.index


def stop_reading() -> None:
    """Give up the reading that is going on, if one is."""
    if (job := case().job) is not None:
        job.stop()
        case().job = None


def work_out() -> None:
    """Work everything out anew from what was read and what the person decided."""
    keep()
    here = case()
    # A report made before no longer says what the case says.
    here.made = {}
    if here.reading is None:
        return
    rules = Remembering.of(detector(), here.memory)
    here.kept.made = {**here.kept.made, "rules": rules.version, "model": rules.model}
    here.findings = pipeline.analyse(
        here.reading,
        detector=rules.known(here.facts.timezone) if here.job is not None else rules,
        facts=here.facts,
        settings=here.settings,
        decisions=here.kept.journal.decisions,
        changes=here.kept.journal.changes,
    )
    if names := here.kept.changed_names:
        told = say("notices.changed_originals", names=", ".join(names))
        here.findings = replace(here.findings, notices=(told, *here.findings.notices))


def suggested(findings: Findings) -> list[DecisionKey]:
    """Return what the program suggests, by the keys that decisions are kept under."""
    flags = [flag for flag in findings.flags if flag.rule != BY_USER]
    return decision_keys(flags, read())


def keep() -> None:
    """Record what the person said since, and save what is not saved, where there is a file."""
    here = case()
    here.kept.say(
        Said(facts=here.facts, helping=here.helping, settings=here.settings, report=here.options)
    )
    here.kept.save({here.hashes[key]: given for key, given in here.files.items()})
    here.files = here.kept.lent(here.files)
    page = {name: getattr(here, name) for name in _ON_PAGE}
    here.kept.keep_page(page | {"numbers": here.numbers.values(), "drafts": _drafts.typed()})


def use_page(kept: Values) -> None:
    """Set up the pages, and number the files, as when the case file was last open."""
    case().numbers = Numbers.of(kept.get("numbers", {}))
    for name in _ON_PAGE:
        setattr(case(), name, kept.get(name, getattr(case(), name)))
    _drafts.put_back(kept.get("drafts", {}))


def read() -> Reading:
    """Return the case as it was read, without what the person says otherwise."""
    return case().reading or Reading()


def take(step: Step) -> None:
    """Take one step; it can be taken back."""
    step = in_place_of(step, read(), case().kept.journal.changes)
    case().kept.change(step.changes, step.decisions)
    _follow()


def undo() -> None:
    """Take the last step back."""
    case().kept.undo()
    _follow()


def redo() -> None:
    """Take the step again that was taken back last."""
    case().kept.redo()
    _follow()


def _follow() -> None:
    """Let everything follow what the log says now."""
    here = case()
    entries = here.kept.journal.entries
    if here.findings and here.reading and entries and _only_seen(entries[-1].what):
        # Nothing is counted from it, and somebody may do it for message after message.
        here.findings = pipeline.with_seen(here.findings, here.reading, here.kept.journal.changes)
        here.made = {}
        keep()
        return
    said = here.kept.journal.said.get("persons") or {}
    persons = {name: tuple(handles) for name, handles in said.items()}
    here.facts = replace(here.facts, persons=persons)
    work_out()


def _only_seen(what: Values) -> bool:
    changed = what.get("changes", ())
    return not what.get("decisions") and bool(changed) and all(key[0] == SEEN for key in changed)


def drop_uploads() -> None:
    """Free the bytes that the web server holds for this visit."""
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_session_files(context.session_id)


def leave() -> None:
    """Wipe everything this visit holds, and every temporary file; a case file is closed."""
    here = case()
    # First, and with nothing of the library in between: where the window is gone already, its next
    # part stops this run.
    here.end()
    if here.job is not None:
        here.job.stop()
    drop_uploads()
    for key in list(st.session_state):
        del st.session_state[key]
    if runtime.exists() and (context := get_script_run_ctx()) is not None:
        pictures = runtime.get_instance().media_file_mgr
        pictures.clear_session_refs(context.session_id)
        pictures.remove_orphaned_files()
    scratch.wipe_temporary()
    scratch.forget_what_was_read()
    gc.collect()
