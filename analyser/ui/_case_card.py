"""The case file on the Start page: open one, keep the case in one, and what it holds."""

from pathlib import Path

import streamlit as st

from analyser.casefile import CaseFile, Log
from analyser.casefile.places import Place, looks_like, usual_folder
from analyser.casefile.strength import SHORTEST, Hint, hint
from analyser.errors import BadRequest
from analyser.ui import _log, _news, _opening, _parts, _reading, _state
from analyser.ui._kept import Kept
from analyser.ui._literal import literal, name
from analyser.ui._words import words

_NEUTRAL_NAME = "notes"
_SECRETS = (
    "typed",
    "passphrase",
    "passphrase_again",
    "new_passphrase",
    "new_again",
    "now",
    "proof",
)
"""Widgets whose values are wiped once they have been used."""
_ANEW = "secrets_anew"
"""How often they were: the fields of a page keep what was typed until they have another key."""
_PROVEN, _CHANGED = "proven", "passphrase_changed"
_NUMBERED = 5


def case_file() -> None:
    """Draw what can be done about the case file now."""
    kept = _state.case().kept
    if kept.file is None:
        with st.expander(words("casefile", "open_title"), key="open_case"):
            _parts.run(_open)
        asked = bool(st.session_state.get(_state.SAVING))
        with st.expander(words("casefile", "keep_title"), expanded=asked, key="keep_case"):
            _parts.run(_keep)
    else:
        _is_open(kept)
    with st.expander(words("log", "title"), key="log"):
        _log.log(kept)


def _open() -> None:
    if _state.case().files or _state.case().kept.journal.changes:
        _parts.text(words("casefile", "open_busy"))
        return
    _parts.text(words("casefile", "open_why"), "notes-muted")
    folder, file_name = _where("open")
    typed = _secret(words("casefile", "typed"), "typed")
    initials = _initials("open")
    _parts.text(words("casefile", "initials_open"), "notes-muted")
    if st.button("Open the case file", key="open_file"):
        if not typed:
            raise BadRequest(words("casefile", "nothing_typed"), "Type it, or the recovery key.")
        with st.spinner(words("casefile", "opening")):
            _opening.open_(_opening.place(folder, file_name), typed, initials)
        _forget()
        st.session_state.pop(_state.CLOSED, None)
        _reading.begin()
        st.rerun()


def _keep() -> None:
    _parts.text(words("casefile", "keep_why"))
    _parts.note(words("casefile", "keep_lost"))
    folder, file_name = _where("keep")
    _parts.text(words("casefile", "name_help"), "notes-muted")
    looks = looks_like(Path(folder).expanduser())
    if looks is not None:
        _parts.note(words("casefile", "synced" if looks is Place.SYNCED else "shared"))
    passphrase = _secret(words("casefile", "passphrase"), "passphrase")
    weak = _strength(passphrase)
    again = _secret(words("casefile", "again"), "passphrase_again")
    sure = not weak or _despite_weak("keep")
    initials = _initials("keep")
    # Never disabled: the press itself is what brings the last field over.
    if _twice(passphrase, again, pressed=st.button("Make the case file", key="make_file")):
        _be_sure(passphrase, sure=sure)
        with st.spinner(words("casefile", "making")):
            _opening.make(_opening.place(folder, file_name), passphrase, initials)
        _forget()
        st.session_state.pop(_state.SAVING, None)
        st.rerun()


def _secret(label: str, key: str) -> str:
    anew = st.session_state.get(_ANEW, 0)
    return st.text_input(
        label,
        type="password",
        key=f"{key}{anew or ''}",
        autocomplete="new-password",
        width=420,
    )


def _twice(passphrase: str, again: str, *, pressed: bool) -> bool:
    """Tell whether the press can go on; say once what keeps it from that."""
    if passphrase and again and passphrase != again:
        _parts.problem(words("casefile", "differ"), "Type both again.", role="alert")
        return False
    if pressed and not (passphrase and again):
        raise BadRequest(words("casefile", "no_passphrase"), "Type the same words in both boxes.")
    return pressed


def _where(use: str) -> tuple[str, str]:
    """Ask for the folder and the name; return them as typed."""
    folder = st.text_input(
        words("casefile", "folder"), value=str(usual_folder()), key=f"{use}_folder", width=420
    )
    file_name = st.text_input(
        words("casefile", "name"), value=_NEUTRAL_NAME, key=f"{use}_name", width=260
    )
    return folder, file_name


def _initials(use: str) -> str:
    label = words("casefile", "initials")
    return st.text_input(label, key=f"{use}_initials", max_chars=12, width=260)


def _strength(passphrase: str) -> bool:
    """Say how strong it is; return whether it is weak."""
    if not passphrase:
        _parts.text(words("casefile", "passphrase_help"), "notes-muted")
        return False
    facts = _state.case().facts
    known = [*facts.me, *facts.persons, _NEUTRAL_NAME]
    found = hint(passphrase, known)
    style = "notes-strong" if found is Hint.WEAK else "notes-text"
    _parts.text(words("casefile", found.value), style)
    return found is Hint.WEAK


def _despite_weak(use: str) -> bool:
    """Ask for a second step: a weak one is better than none, and that is theirs to say."""
    return st.checkbox(words("casefile", "weak_sure"), key=f"{use}_weak")


def _be_sure(passphrase: str, *, sure: bool) -> None:
    if len(passphrase) < SHORTEST:
        said = words("casefile", "too_short").format(least=SHORTEST)
        raise BadRequest(said, words("casefile", "too_short_do"))
    if not sure:
        raise BadRequest(words("casefile", "weak_stop"), words("casefile", "weak_do"))


def _forget() -> None:
    anew = st.session_state.get(_ANEW, 0)
    for key in _SECRETS:
        st.session_state.pop(f"{key}{anew or ''}", None)
    st.session_state[_ANEW] = anew + 1


def _is_open(kept: Kept) -> None:
    file = kept.file
    if file is None:
        return
    with st.container(border=True, key="case_open"):
        _parts.subhead(literal("Your case file"))
        where = f"<strong>{name(file.path.name)}</strong> in {name(str(file.path.parent))}"
        _parts.fragment(where)
        saved = kept.problem is None
        _parts.text(words("casefile", "is_open" if saved else "is_not_saved"), "notes-muted")
        _problems(kept)
        _who(kept)
        if st.toggle("Show the recovery key", key="show_recovery"):
            _parts.run(lambda: _recovery(file))
        else:
            st.session_state.pop(_PROVEN, None)
        if file.closed is None and not kept.is_unsaved:
            with st.expander(words("casefile", "change_title"), key="change_passphrase"):
                _parts.run(_change)
        else:
            with st.expander(words("casefile", "again_title"), expanded=True, key="keep_case"):
                _parts.run(_keep)
        _close(kept)


def _who(kept: Kept) -> None:
    """Draw whose initials stand in the log from now on."""
    journal = kept.journal
    label = words("casefile", "initials")
    written = st.text_input(label, value=journal.who, key="who_now", max_chars=12, width=260)
    journal.who = written.strip()
    _parts.text(words("casefile", "initials_why"), "notes-muted")


def _recovery(file: CaseFile) -> None:
    """Draw the recovery key for somebody who could open the file; anybody may sit down here."""
    if not st.session_state.get(_PROVEN):
        typed = _secret(words("casefile", "now_typed"), "proof")
        if st.button("Show it", key="prove"):
            _opening.prove(_typed_now(typed))
            _forget()
            st.session_state[_PROVEN] = True
            st.rerun()
        return
    _parts.text(file.recovery_key, "notes-recovery")
    _parts.text(words("casefile", "recovery_why"))


def _typed_now(typed: str) -> str:
    if not typed:
        raise BadRequest(words("casefile", "nothing_typed"), words("casefile", "type_now"))
    return typed


def _close(kept: Kept) -> None:
    """Draw the way to close the file; a second step stands before it where something is unsaved."""
    sure = True
    if kept.is_unsaved:
        _parts.note(words("safety", "close_unsaved"))
        sure = st.checkbox(words("safety", "close_sure"), key="close_sure")
    if st.button("Close the case file", key="close_file", disabled=not sure):
        _opening.close()
        st.session_state[_state.CLOSED] = "closed"
        st.rerun()


def _change() -> None:
    if st.session_state.pop(_CHANGED, False):
        said = literal(words("casefile", "is_changed"))
        st.html(f'<p class="notes-text notes-strong" role="status">{said}</p>')
    _parts.text(words("casefile", "change_why"))
    now = _secret(words("casefile", "now_typed"), "now")
    passphrase = _secret(words("casefile", "new_passphrase"), "new_passphrase")
    weak = _strength(passphrase)
    again = _secret(words("casefile", "new_again"), "new_again")
    sure = not weak or _despite_weak("change")
    if _twice(passphrase, again, pressed=st.button("Change the passphrase", key="rekey")):
        _be_sure(passphrase, sure=sure)
        with st.spinner(words("casefile", "changing")):
            _opening.change_passphrase(_typed_now(now), passphrase)
        _forget()
        st.session_state.pop(_PROVEN, None)
        st.session_state[_CHANGED] = True
        st.rerun()


def _problems(kept: Kept) -> None:
    """Draw what was found wrong or new when the file was opened."""
    if names := kept.changed_names:
        listed = "".join(f"<li>{name(each)}</li>" for each in names)
        st.html(
            f'<div class="notes-problem" role="alert"><p class="notes-strong">'
            f"{literal(words('casefile', 'changed'))}</p>"
            f'<ul class="notes-list">{listed}</ul>'
            f"<p>{literal(words('casefile', 'changed_do'))}</p></div>"
        )
    if kept.file is not None and kept.file.broken is not None:
        said = words("casefile", "broken").format(number=kept.file.broken)
        _parts.problem(said, words("casefile", "broken_do"), role="alert")
    if kept.file is not None and (kept.file.log.lost or kept.file.log.to_end):
        _parts.problem(_lost(kept.file.log), words("casefile", "lost_do"), role="alert")
    _news.tell()


def _lost(log: Log) -> str:
    """Return which entries of the log the disk has spoiled."""
    parts = [f"entry {number}" for number in log.lost[:_NUMBERED]]
    if more := len(log.lost) - len(parts):
        parts.append(f"{more:,} more")
    if log.to_end:
        last = log.entries[-1].number if log.entries else 0
        parts.append(f"all after entry {last}" if last else "all of them")
    return words("casefile", "lost").format(entries=", ".join(parts))
