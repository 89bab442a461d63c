"""Let the person correct how a file is read, and leave out chats that do not belong."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from analyser import ingest
from analyser.choices import SCREENSHOT, digest
from analyser.records import CaseFacts, Source
from analyser.ui import _parts, _state
from analyser.ui._progress import read_with_progress
from analyser.ui._words import words
from analyser.wording import counted

_BY_ITSELF = "as the program recognises it"
_PICTURE = "a screenshot"
_NO_NAME = "the chat without a title"
_NOT_CHOSEN = ("duplicate", "media", "companion")


def change(chats: Mapping[str, Mapping[str, int]], sources: Sequence[Source], key: str) -> None:
    """Draw, for one file, the box that changes how it is read and which of its `chats` count."""
    open_ = [source for source in sources if source.kind not in _NOT_CHOSEN]
    if not open_:
        return
    with st.expander("Read it another way, or leave out a chat"):
        source = _which(open_, key)
        facts = _with_format(source, key)
        facts = _with_chats(facts, source, chats[source.id], key)
        if st.button("Use this", key=f"change{key}", disabled=facts == _state.case().facts):
            _state.case().facts = facts
            read_with_progress()
            st.rerun()


def _which(sources: Sequence[Source], key: str) -> Source:
    """Return the part of an archive that is meant; asked where there are several."""
    if len(sources) == 1:
        return sources[0]
    by_name = {f"{each.id} {each.member or each.name}": each for each in sources}
    return by_name[str(st.selectbox(words("add", "which_part"), list(by_name), key=f"part{key}"))]


def _with_format(source: Source, key: str) -> CaseFacts:
    facts = _state.case().facts
    ids: dict[str, str | None] = {_BY_ITSELF: None, _PICTURE: SCREENSHOT}
    known = sorted(ingest.formats().items(), key=lambda each: each[1].label.casefold())
    ids |= {chosen.label: id_ for id_, chosen in known}
    now = facts.formats.get(digest(source))
    label = next(name for name, id_ in ids.items() if id_ == now)
    picked = ids[
        str(
            st.selectbox(
                words("add", "read_as"),
                list(ids),
                index=list(ids).index(label),
                key=f"format{key}{source.id}",
            )
        )
    ]
    others = {hash_: id_ for hash_, id_ in facts.formats.items() if hash_ != digest(source)}
    return replace(facts, formats=others | ({digest(source): picked} if picked else {}))


def _with_chats(facts: CaseFacts, source: Source, chats: Mapping[str, int], key: str) -> CaseFacts:
    """Return the facts with the chats left out that are no longer ticked."""
    mine = {chat for hash_, chat in facts.left_out if hash_ == digest(source)}
    titles = sorted({*chats, *mine})
    if len(titles) <= 1 and not mine:
        return facts
    _parts.text(words("add", "which_chats"))
    names = {title: _name(title, chats.get(title)) for title in titles}
    ticked = st.multiselect(
        words("add", "chats_kept"),
        titles,
        default=[title for title in titles if title not in mine],
        format_func=lambda title: names[title],
        key=f"chats{key}{source.id}",
    )
    gone = {(digest(source), title) for title in titles if title not in ticked}
    others = {each for each in facts.left_out if each[0] != digest(source)}
    return replace(facts, left_out=frozenset(others | gone))


def _name(title: str, count: int | None) -> str:
    return f"{title or _NO_NAME} ({counted(count, 'message') if count else 'left out'})"
