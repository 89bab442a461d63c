"""What the pages share during one visit, held in memory and gone with it but for a case file."""

import gc
from dataclasses import replace

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analyser import pipeline, scratch, visits
from analyser.casefile.journal import Values
from analyser.casefile.said import Said
from analyser.corrections import BY_USER, SEEN, DecisionKey, decision_keys
from analyser.detect.remember import Remembering
from analyser.findings import Findings
from analyser.numbers import Numbers
from analyser.records import Reading
from analyser.steps import Step, in_place_of
from analyser.ui import _drafts
from analyser.ui._basis import Worked
from analyser.ui._case import Case
from analyser.ui._index import Index
from analyser.ui._rules import detector

KEY = "case"
CLOSED = "closed"
"""Why the case file was closed: the words of `[safety]` that say so."""
SAVING = "saving"
"""The person asked to keep the case, from whatever page."""
_ON_PAGE = ("cover_harsh", "single_keys", "idle_minutes", "event", "tools", "sample")
"""How the pages are set up and what is open; nothing that is counted or reported hangs on it."""


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
    reading, basis = here.reading, here.basis()
    if here.job is not None:
        rules = rules.known(basis.facts.timezone)
    found = basis.findings(reading, rules)
    # Another page may have been opened meanwhile, and something newer worked out for it.
    if here.reading is reading and here.basis() == basis:
        here.take_up(Worked(reading, basis, found))


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
        here.made, here.rests_on = {}, here.basis()
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
