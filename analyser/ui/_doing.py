"""What a person can do to the open message on the Review page: correct, mark, set, link."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from analyser import steps
from analyser.casefile import plain
from analyser.corrections import BY_USER, can_change_side, can_correct_words
from analyser.findings import Findings, Flag
from analyser.records import Kind, Message, Side
from analyser.ui import _drafts, _forms, _messages, _parts, _state
from analyser.ui._literal import literal
from analyser.ui._words import words

_Form = Callable[[Message, Findings], steps.Step | None]
_FORMS: Mapping[str, tuple[str, str, _Form]] = {
    "words": ("Correct the words", "edit", _forms.words_form),
    "flag": ("Add a flag", "flag", _forms.flag_form),
    "side": ("Change the side", "side", _forms.side_form),
    "time": ("Set the time", "time", _forms.time_form),
    "reply": ("Link as a reply", "reply", _forms.reply_form),
}
"""Label, name of the key, and what is drawn once it was chosen."""

_ALLOWED: Mapping[str, Callable[[Message], bool]] = {
    "words": can_correct_words,
    "side": can_change_side,
}


WHY = "why_now"
"""Of which flag it was decided last, by its key."""


def tools(message: Message, findings: Findings, flags: Sequence[Flag]) -> None:
    """Draw what can be done to `message`, and the form of what was chosen."""
    here = _state.case()
    _parts.minor("What you can do")
    with st.container(horizontal=True, gap="small", key="tools"):
        _seen(message, findings)
        if message.kind is not Kind.SYSTEM:
            _mark(message, flags, steps.UNWANTED, "unwanted", "Mark as unwanted", "Not unwanted")
            if message.side is not Side.RECEIVED:
                label = "Mark as asking to stop"
                _mark(message, flags, steps.STOP, "stop", label, "Not a request to stop")
        for tool, (label, key, _) in _FORMS.items():
            allowed = _ALLOWED.get(tool)
            if allowed and not allowed(_first(message)):
                continue
            with st.container(key=f"key_{key}", width="content"):
                if st.button(label, key=f"tool_{tool}"):
                    _put_away(message, tool)
                    st.rerun()
    if (chosen := here.tools.get(message.id)) is not None:
        _form(chosen, message, findings)


def _form(tool: str, message: Message, findings: Findings) -> None:
    label, _, form = _FORMS[tool]
    with st.container(border=True, key="tool_form"):
        _parts.minor(label)
        step = _parts.form(lambda: form(message, findings))
        if st.button("Cancel", key="tool_cancel"):
            _put_away(message)
            st.rerun()
    if step is not None:
        _put_away(message)
        _take(step)


def _put_away(message: Message, tool: str | None = None) -> None:
    """Close the form that is open at `message` with what was typed in it, and open another."""
    before = _state.case().tools.pop(message.id, None)
    _drafts.drop(_forms.of(message))
    if tool not in (None, before):
        _state.case().tools[message.id] = tool


def remove_own(flag: Flag, number: int) -> None:
    """Draw the way to take away a flag that the person set."""
    if flag.rule == BY_USER and st.button("Take this flag away", key=f"unflag{number}"):
        _take(steps.no_flag(_state.read(), flag.message, flag.signal))


def flag_key(flag: Flag) -> str:
    """Return what tells the parts of a flag's card from those of another."""
    return f"{flag.message}{flag.signal}{flag.rule}"


def reason(flag: Flag, number: int) -> None:
    """Draw the field for why a suggestion was dismissed."""
    # A new reason makes a new field: a field that kept its words would undo the undoing.
    key = f"{flag_key(flag)}{flag.reason}"
    # The field of what was dismissed just now takes the focus after the key (`frame.js`).
    just_now = st.session_state.get(WHY) == flag_key(flag)
    with st.container(key="why_now" if just_now else f"why_{number}"):
        written = st.text_input(
            words("review", "reason"),
            key=_drafts.field(f"why{key}", flag.reason or ""),
            max_chars=500,
        )
    if st.button("Save the reason", key=f"reason{key}", type="tertiary"):
        _drafts.drop(f"why{key}")
        _take(steps.decide(_state.read(), [flag], flag.status, written.strip()))


def undo_and_redo() -> None:
    """Draw the ways back and forth, and what the last of them did."""
    with st.container(horizontal=True, gap="small"):
        ways_back()
    undone()


def ways_back() -> None:
    """Draw the ways back and forth through everything done, where there are any."""
    journal = _state.case().kept.journal
    if journal.can_undo:
        with st.container(key="key_undo", width="content"):
            if st.button("Undo", key="undo"):
                _step_through(_state.undo, "undone")
    if journal.can_redo:
        with st.container(key="key_redo", width="content"):
            if st.button("Redo", key="redo"):
                _step_through(_state.redo, "redone")


def undone() -> None:
    """Say what was undone or done again last, as long as nothing was done since."""
    journal = _state.case().kept.journal
    if (told := _state.case().told) is None or told[0] != len(journal.entries):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="undone"):
        _, said, ids = told
        st.html(f'<p class="notes-text" role="status">{literal(said)}</p>')
        if len(ids) > 1 or (ids and _state.case().at_hand != ids[0]):
            _parts.show_in_review("it" if len(ids) == 1 else "them", ids, "show_undone", of=said)


def _step_through(step: Callable[[], None], name: str) -> None:
    """Go one step back or forth; say what it was, and open the message that it was about."""
    here = _state.case()
    before = here.findings
    step()
    journal = here.kept.journal
    last = journal.entries[-1]
    said = plain.in_short(last) or plain.said(last, plain.file_names(journal))
    ids = _touched(before, here.findings)
    written = [*last.before.get("values", ()), *last.after.get("values", ())]
    if any(written) and any(map(_is_covered, ids)):
        said = f"a change to item {ids[0]}"  # what was written there may be harsh
    what = words("review", name).format(what=said.partition(": ")[2] or said)
    here.told = len(journal.entries), what, ids
    here.at_hand = ids[0] if ids else here.at_hand
    st.rerun()


def _is_covered(id_: str) -> bool:
    findings = _state.case().findings
    if findings is None:
        return False
    known = _state.index(findings)
    message = known.message(id_)
    return message is not None and _messages.is_covered(message, known.flags.get(id_, []))


def _touched(before: Findings | None, after: Findings | None) -> list[str]:
    """Return the messages that are otherwise than they were, in time order."""
    if before is None or after is None:
        return []
    was = {each.id: each for each in before.messages}
    flags = {each.message for each in {*before.flags} ^ {*after.flags}}
    marked = flags | (set(before.seen) ^ set(after.seen))
    return [m.id for m in after.messages if m.id in marked or was.get(m.id) != m]


def _seen(message: Message, findings: Findings) -> None:
    yes = message.id not in findings.seen
    with st.container(key="key_seen", width="content"):
        if st.button("Mark as looked at" if yes else "Not looked at after all", key="seen"):
            _take(steps.seen(_state.read(), [message.id], yes=yes))


def _mark(
    message: Message, flags: Sequence[Flag], signal: str, key: str, on: str, off: str
) -> None:
    marked = steps.is_marked(flags, signal)
    with st.container(key=f"key_{key}", width="content"):
        if st.button(off if marked else on, key=f"mark_{key}"):
            _take(steps.mark(_state.read(), message, flags, signal))


def _first(message: Message) -> Message:
    return next(each for each in _state.read().messages if each.id == message.id)


def _take(step: steps.Step) -> None:
    _state.take(step)
    st.rerun()
