"""Make, open and close the case file of this visit."""

import time
from pathlib import Path

import streamlit as st
from streamlit import runtime

from analyser import casefile, visits
from analyser.casefile import CaseFile
from analyser.casefile.journal import LOST, Action, Journal
from analyser.casefile.said import said_of
from analyser.casefile.waiting import Patience
from analyser.errors import BadRequest, CaseInUse
from analyser.readings import Readings
from analyser.ui import _news, _state
from analyser.ui._case import Case
from analyser.ui._kept import Kept


@st.cache_resource(show_spinner=False)
def _patience() -> Patience:
    """Return the wrong passphrases since the program was started, of all visits."""
    return Patience()


_LONGEST_NAME = 200
"""Bytes; file systems take 255, and the files beside it have longer names."""


def place(folder: str, name: str) -> Path:
    """Return where the file of this name lies.

    Raises:
        BadRequest: The name is empty or leads out of the folder.
    """
    if not name.strip() or Path(name).name != name or name in (".", ".."):
        raise BadRequest("That name cannot be used for a file.", "Use letters and numbers.")
    if not name.isprintable():  # signs that are not seen, or turn the reading round
        raise BadRequest("That name cannot be used for a file.", "Use letters and numbers.")
    if len(name.encode()) > _LONGEST_NAME:
        raise BadRequest("That name is too long for a file.", "Use a shorter one.")
    no_folder = BadRequest("There is no such folder.", "Check how the folder is written.")
    try:
        whole = Path(folder.strip()).expanduser()
    except RuntimeError as cause:  # ~name, where nobody has that name
        raise no_folder from cause
    if not folder.isprintable() or not whole.is_absolute():  # else it lies where the program does
        raise no_folder
    return whole / name.strip()


def make(path: Path, passphrase: str, initials: str) -> None:
    """Keep the case at hand in a new file.

    Raises:
        AnalyserError: It could not be made; the case is in memory as before.
    """
    here = _state.case()
    kept = here.kept
    # A log of its own, so that a file that could not be made does not stand in the one at hand.
    new = Kept(journal=Journal.of(kept.journal.entries, who=initials.strip()), made=kept.made)
    before = kept.file
    lost = list(before.log.lost) if before else []
    new.record(Action.MADE, {LOST: lost} if lost else None)
    originals = {here.hashes[key]: given for key, given in here.files.items()}
    new.file = casefile.create(path, passphrase, journal=new.journal, originals=originals)
    here.kept = new
    here.files = new.lent(here.files)
    if before is not None:
        before.close()
    _news.compare()


def open_(path: Path, typed: str, initials: str) -> None:
    """Put the case that the file holds in place of the one at hand; its files are read after.

    Raises:
        AnalyserError: It did not open.
    """
    _free(path)
    if path.is_file():
        _patience().check(str(path), time.monotonic())
    try:
        file = casefile.open_case(path, typed)
    except CaseInUse:
        _patience().worked(str(path))
        raise
    _patience().worked(str(path))
    last = next((entry.who for entry in reversed(file.entries) if entry.who), "")
    kept = Kept(journal=Journal.of(file.entries, who=initials.strip() or last), file=file)
    records = kept.journal.files
    found = {key: file.given(record) for key, record in records.items()}
    said = said_of(kept.journal.said)
    new = Case(
        step="ready",
        helping=said.helping,
        facts=said.facts,
        settings=said.settings,
        options=said.report,
        files={key: given for key, given in found.items() if given is not None},
        hashes={key: records[key]["sha256"] for key, given in found.items() if given is not None},
        uploads=max((int(key.partition(".")[0]) for key in records), default=0),
        kept=kept,
        readings=Readings(known=file.readings()),
    )
    _state.begin(new)
    _state.use_page(kept.page())
    _recover(file, kept)
    kept.record(Action.OPENED)
    _state.keep()


def _recover(file: CaseFile, kept: Kept) -> None:
    """Put on the case the files whose entry in the log is spoiled; their names are lost."""
    here = _state.case()
    here.uploads += 1
    found = {}
    for number, record in enumerate(file.unnamed(kept.journal)):
        if (given := file.given(record)) is not None:
            found[f"{here.uploads}.{number}"] = given
            here.hashes[f"{here.uploads}.{number}"] = record["sha256"]
    here.files |= found
    kept.add(found, here.hashes)


def prove(typed: str) -> None:
    """Let only somebody who could open the case file pass; wrong ones cost time as at opening.

    Raises:
        AnalyserError: It is not what opens the file, or too soon after a wrong one.
    """
    if (file := _state.case().kept.file) is None:
        return
    _patience().check(str(file.path), time.monotonic())
    file.prove(typed)
    _patience().worked(str(file.path))


def change_passphrase(now: str, passphrase: str) -> None:
    """Give the open case file another passphrase, for somebody who knows the one `now` in use.

    Raises:
        AnalyserError: It could not be done; the file is open as before.
    """
    kept = _state.case().kept
    if kept.file is None:
        return
    if _state.case().job is not None:
        raise BadRequest("Your files are still being read.", "Wait until they are, then try again.")
    _state.keep()
    if kept.problem is not None:
        raise kept.problem
    prove(now)
    kept.file = casefile.change_passphrase(kept.file, passphrase)
    kept.record(Action.REKEYED)
    _state.keep()


def close() -> None:
    """Save and close the file, and begin anew with nothing."""
    _state.keep()
    # What is suggested now also rests on what the person corrected since it was read.
    _news.compare()
    _state.leave()


def _free(path: Path) -> None:
    """Close the file where a window of this program had it open and is gone, as after a crash."""
    if not runtime.exists():
        return
    for window, visit in visits.begun().items():
        file = visit.kept.file if isinstance(visit, Case) else None
        gone = not runtime.get_instance().is_active_session(window)
        if gone and file is not None and file.path.resolve() == path.resolve():
            visits.end(window)
