"""The filters of the Review page: which messages are shown, always with how many of how many."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from analyser.entered import Field
from analyser.findings import Findings, Flag, Status
from analyser.records import Certainty, Kind, Message
from analyser.steps import UNWANTED, is_marked
from analyser.ui import _parts, _state
from analyser.ui._addressed import label_of
from analyser.ui._case import Picked
from analyser.ui._index import Found
from analyser.ui._literal import plain
from analyser.ui._named import chosen_name
from analyser.ui._words import words
from analyser.wording import counted

_FOLD = "filters_fold"
_EVERYONE, _ALL_KINDS, _ALL_CHATS = "Everyone", "All kinds", "All chats"
_LOW = 0.75
"""Below this mean word confidence, of 1, one word in ten or so is wrong in our test pictures."""

_Test = Callable[[Message, Sequence[Flag]], bool]


def chosen(findings: Findings) -> Found:
    """Draw the filters and return the messages that they let through."""
    here, known = _state.case(), _state.index(findings)
    if here.picked:
        return _picked(findings, here.picked)
    tests = _tests(findings)
    with st.container(key=f"filters_{_fold()}", horizontal=True, vertical_alignment="bottom"):
        show = _one("Show", list(tests), "only")
        who = _one("Person", [_EVERYONE, *known.senders], "sender", chosen_name)
        kind = _one("Kind of words", [_ALL_KINDS, *known.labels], "kind")
        chat = _ALL_CHATS
        if len(known.chats) > 1:
            chat = _one("Chat or file", [_ALL_CHATS, *known.chats.values()], "chat", plain)
        here.cover_harsh = st.toggle("Cover harsh words", value=here.cover_harsh, key="cover")
    asked = (show, who, kind, chat)
    return known.found_by(asked, lambda: _filtered(findings, tests[show], who, kind, chat))


def _fold() -> str:
    """Draw the button that only a phone shows, and return whether the filters are folded there."""
    filters = _state.case().filters
    is_open = _FOLD in filters
    if st.button("Hide the filters" if is_open else "Filter or cover", key=_FOLD):
        filters.pop(_FOLD, None) if is_open else filters.update({_FOLD: ""})
        st.rerun()
    return "open" if is_open else "folded"


def _one(label: str, entries: Sequence[str], key: str, said: Callable[[str], str] = str) -> str:
    """Ask for one of `entries`; what was chosen is still chosen after a look at other pages."""
    filters = _state.case().filters
    before = filters.get(key, entries[0])
    place = entries.index(before) if before in entries else 0
    picked = st.selectbox(label, entries, index=place, key=key, format_func=said, width=190)
    filters[key] = str(picked)
    return filters[key]


def _filtered(findings: Findings, test: _Test | None, who: str, kind: str, chat: str) -> Found:
    known = _state.index(findings)
    if test is None and (who, kind, chat) == (_EVERYONE, _ALL_KINDS, _ALL_CHATS):
        return known.all
    wanted = {f.message for f in findings.flags if label_of(f.signal) == kind}
    return Found(
        [
            each
            for each in findings.messages
            if (test is None or test(each, known.flags.get(each.id, ())))
            and who in (_EVERYONE, each.sender)
            and (kind == _ALL_KINDS or each.id in wanted)
            and (chat == _ALL_CHATS or known.chats[each.source, each.chat] == chat)
        ],
        known.waiting,
    )


def _tests(findings: Findings) -> Mapping[str, _Test | None]:
    corrected = {each.message for each in findings.corrections}
    set_times = {each.message for each in findings.corrections if each.field is Field.TIME}
    own = _state.index(findings).own
    mine: dict[str, _Test | None] = {}
    if own:
        mine[words("pattern", "own")] = lambda message, flags: message.id in own
    return {
        "All messages": None,
        "Only flagged": lambda message, flags: bool(flags),
        "Flags not looked at yet": lambda message, flags: any(
            flag.status is Status.SUGGESTED for flag in flags
        ),
        "Not marked as looked at": lambda message, flags: (
            message.id not in findings.seen and message.kind is not Kind.SYSTEM
        ),
        "Read with little certainty": lambda message, flags: (
            message.confidence is not None and message.confidence < _LOW
        ),
        "Without a certain time": lambda message, flags: (
            message.id not in set_times
            and message.when.certainty
            in (Certainty.UNKNOWN, Certainty.AMBIGUOUS, Certainty.INFERRED, Certainty.DAY)
        ),
        "Corrected by you": lambda message, flags: message.id in corrected,
        "Marked as unwanted": lambda message, flags: is_marked(flags, UNWANTED),
        "You said: not this": lambda message, flags: any(
            flag.status is Status.DISMISSED for flag in flags
        ),
        **mine,
    }


def _picked(findings: Findings, picked: Picked) -> Found:
    with st.container(horizontal=True, vertical_alignment="center"):
        _parts.text(f"Only these: {picked.label}.", "notes-strong")
        if st.button("Show all messages", key="unpick"):
            _state.case().picked = None
            st.rerun()
    shown = [message for message in findings.messages if message.id in picked.ids]
    return Found(shown, _state.index(findings).waiting)


def accept_all(found: Found) -> list[Flag]:
    """Draw the way to keep every flag shown, in two steps; return those to keep."""
    waiting, here = list(found.waiting), _state.case()
    if not waiting:
        here.accepting = False
        return []
    if not here.accepting:
        with st.container(key="key_all", width="content"):
            several = len(waiting) > 1
            label = f"Keep all {len(waiting):,} flags shown…" if several else "Keep the flag shown…"
            if st.button(label, key="accept_all", type="tertiary"):
                here.accepting = True
                st.rerun()
        return []
    with st.container(border=True, key="accepting"):
        kept = counted(len(waiting), "flag")
        where = counted(len({flag.message for flag in waiting}), "message")
        _parts.text(words("review", "accept_all").format(flags=kept, messages=where))
        with st.container(horizontal=True, gap="small"):
            sure = st.button("Keep them", key="accept_sure")
            if sure or st.button("Do not", key="accept_not"):
                here.accepting = False
                return waiting if sure else _again()
    return []


def _again() -> list[Flag]:
    st.rerun()
    return []
