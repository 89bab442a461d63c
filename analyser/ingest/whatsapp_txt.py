"""WhatsApp's "Export chat" as text, Android and iOS, every locale's punctuation.

Source: chat-formats section 5; each trap named there has a case under `tests/ingest/cases`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyser.handles import handle_key
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._text import decode, encoding_of, lines_of
from analyser.ingest._whatsapp_body import (
    MARK,
    attachment_of,
    has_notice_verb,
    is_marked,
    is_notice,
    kind_of,
    members_of,
    notice_form,
    shows_group,
    shows_owner,
    worth_knowing,
)
from analyser.ingest._whatsapp_header import Header, read_header
from analyser.ingest._whatsapp_pasted import pasted_blocks, settled_headers
from analyser.ingest._whatsapp_senders import Said, bare, hides_sender, part, title_of
from analyser.records import Kind
from analyser.times import plain
from analyser.wording import counted

_LOOKED_AT_LINES = 200
_HITS_AT_LEAST = 2
_RECURS_AT_LEAST = 3
"""A body after U+200E that recurs word for word so often is a placeholder (chat-formats 5.4)."""
_SHORTEST_BANNER = 40
_LINES_NAMED = 5
_LEFT_OUT = (
    "A WhatsApp export leaves out reactions, messages deleted only for the person who exported, "
    "messages that had disappeared, most calls on Android, and the oldest messages beyond about "
    "40,000 (10,000 with media), without saying so."
)


@dataclass(frozen=True, slots=True)
class _Chat:
    """What is known of the whole file when one message of it is read.

    Attributes:
        titles: Keys of "senders" that are the chat itself.
        recurring: Bodies after U+200E that recur.
    """

    titles: frozenset[str]
    notices: re.Pattern[str]
    recurring: frozenset[str]


def recognises(head: bytes) -> bool:
    """Tell whether the first lines are WhatsApp's: headers with a sender or a notice."""
    encoding = encoding_of(head)
    if encoding is None:
        return False
    lines = [line for line in lines_of(head.decode(encoding, errors="replace")) if line.strip()]
    lines = lines[:_LOOKED_AT_LINES]
    headers = [header for line in lines if (header := read_header(line))]
    if not headers:
        return False
    shaped = [header for header in headers if _is_shaped(header.rest)]
    starts = [line for line in lines if re.match(r"[\[\d]", plain(line).strip())]
    enough = len(shaped) >= _HITS_AT_LEAST or len(shaped) * 2 > len(starts)
    # ISO dates without a comma and a square bracket are signal-export's, not WhatsApp's.
    first = headers[0].signature
    signal_like = first[0] and first[1] == "-" and first[2] and not first[4]
    return bool(shaped) and enough and not (signal_like and not any(MARK in line for line in lines))


def _is_shaped(rest: str) -> bool:
    """Tell whether a sender, a notice or a call that shows no caller follows a header."""
    return bool(
        re.match(r"[^:]{1,160}:", rest)
        or has_notice_verb(rest)
        or kind_of(rest) in (Kind.MISSED_CALL, Kind.CALL)
    )


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one exported chat."""
    lines = lines_of(decode(data)[0])
    found = settled_headers([read_header(line) for line in lines])
    places = [place for place, header in enumerate(found) if header]
    headers = [header for header in found if header]
    title = title_of(hints.name)
    said = part([h.rest for h in headers], [*hints.names, *([title] if title else [])])
    for header in headers:
        header.rest = ""  # its words are in `said` from here on
    pasted = pasted_blocks(headers, said)
    copied = {place for block in pasted for place in block}
    if copied:
        kept = [place for place in range(len(headers)) if place not in copied]
        said = [said[n] for n in kept]
        headers = [headers[n] for n in kept]
    starts = [n for place, n in enumerate(places) if place not in copied]
    for start in starts:
        # Its words are in `said`, and a long export has them only once.
        lines[start] = MARK if lines[start].startswith(MARK) else ""
    items = tuple(_items(lines, starts, headers, said))
    notices = [d.text for d in items if isinstance(d, Draft) and d.kind is Kind.SYSTEM]
    problems = tuple(
        (
            f"The lines {places[block[0]] + 1} to {places[block[-1]] + 1} look like messages "
            "copied from elsewhere into the message above them. They are kept as its words.",
            "Check that message against the phone.",
        )
        for block in pasted
    )
    hidden = [
        start + 1
        for start, each in zip(starts, said, strict=True)
        if each.sender is None and hides_sender(each)
    ]
    if hidden:
        problems += (_hidden(hidden),)
    return Drafted(
        items=items,
        app="whatsapp",
        facts=_facts(headers, items),
        problems=problems,
        title=title if title and _is_of_one_person(items, title) else None,
        is_group=any(shows_group(notice) for notice in notices),
        members=frozenset(name for notice in notices for name in members_of(notice)),
    )


def _hidden(lines: Sequence[int]) -> tuple[str, str]:
    shown = ", ".join(map(str, lines[:_LINES_NAMED])) + (" …" if lines[_LINES_NAMED:] else "")
    return (
        f"In {counted(len(lines), 'line')} what stands before the colon is too long for a name or "
        f"shows none that can be seen: {shown}. They are read as notices, not as messages.",
        "Check against the phone who wrote there, and read the words yourself.",
    )


def _facts(headers: Sequence[Header], items: Iterable[Draft | Stray]) -> tuple[str, ...]:
    bracket = any(h.signature[0] for h in headers[:1])
    seconds = any(h.signature[5] for h in headers[:1])
    notices = ((d.position, d.text) for d in items if isinstance(d, Draft) and d.sender is None)
    return (
        f"Read as a WhatsApp export in the layout of {'an iPhone' if bracket else 'Android'}; "
        f"times are shown {'to the second' if seconds else 'to the minute'}.",
        *worth_knowing(notices),
        _LEFT_OUT,
    )


def _is_of_one_person(items: Iterable[Draft | Stray], title: str) -> bool:
    """Tell whether the chat is with the person it is named after, and not a group."""
    senders = {handle_key(n) for n in {d.sender for d in items if isinstance(d, Draft)} if n}
    return len(senders) <= _HITS_AT_LEAST and bare(handle_key(title)) in {bare(s) for s in senders}


def _chat(said: Sequence[Said]) -> _Chat:
    names = frozenset({each.sender for each in said if each.sender is not None})
    form = notice_form(names)
    foreign = [each.body for each in said if not each.body.isascii()]
    marked = Counter([body for body in foreign if is_marked(body)])
    texts: dict[str, list[str]] = {}
    for each in said if marked else ():
        if each.sender is not None:
            texts.setdefault(handle_key(each.sender), []).append(each.body)
    titles = frozenset(
        key
        for key, bodies in texts.items()
        if all(is_marked(body) and kind_of(body) is Kind.TEXT for body in bodies)
        and any(is_notice(body, form) for body in bodies)
    )
    recurring = frozenset(body for body, n in marked.items() if n >= _RECURS_AT_LEAST)
    return _Chat(titles=titles, notices=form, recurring=recurring)


def _items(
    lines: Sequence[str], starts: Sequence[int], headers: Iterable[Header], parted: Sequence[Said]
) -> Iterable[Draft | Stray]:
    """Yield one draft for each true header with the lines that continue it."""
    chat = _chat(parted)
    first = starts[0] if starts else len(lines)
    for index in range(first):
        if lines[index].strip():
            yield Stray(
                position=index + 1, text=lines[index], reason="No message begins before it."
            )
    ends = [*starts[1:], len(lines)]
    for start, end, header, said in zip(starts, ends[: len(starts)], headers, parted, strict=True):
        body, units = said.body, 1
        if end > start + 1:
            more = list(lines[start + 1 : end])
            units += sum(bool(line.strip()) for line in more)
            while more and not more[-1].strip():
                more.pop()
            body = "\n".join([body, *more])
        of_app = lines[start].startswith(MARK)
        yield _draft(header, start + 1, units, said.sender, body, chat, of_app=of_app)


def _draft(
    header: Header,
    position: int,
    units: int,
    sender: str | None,
    text: str,
    chat: _Chat,
    *,
    of_app: bool,
) -> Draft:
    """Return one line; `of_app`: a mark before it shows that the app itself wrote its words."""
    kind = kind_of(text)
    if sender is None:
        # A call stands without its caller on some phones; everything else is a notice.
        called = kind in (Kind.MISSED_CALL, Kind.CALL, Kind.UNKNOWN)
        kind = kind if called else Kind.SYSTEM
    elif kind is Kind.TEXT and not text.isascii() and is_marked(text):
        kind = _marked_kind(position, sender, text, chat)
        # A placeholder in a language that is not listed: of what, the words alone tell.
        kind = Kind.UNKNOWN if kind is Kind.TEXT and of_app else kind
    draft = Draft(
        position=position,
        units=units,
        parts=header.parts,
        clock=header.clock,
        shown_as=header.shown_as,
        sender=None if kind is Kind.SYSTEM else sender,
        text=text,
        kind=kind,
        shape=header.shape,
        remark=header.remark,
    )
    if kind is Kind.MEDIA or kind is Kind.CONTACT_CARD:
        name = attachment_of(text)
        draft.attachment = "" if kind is Kind.MEDIA and name is None else name
    elif kind is Kind.DELETED:
        draft.owner_shown = sender is not None and shows_owner(text)
    return draft


def _marked_kind(position: int, sender: str, text: str, chat: _Chat) -> Kind:
    """Return what a body after U+200E is: a notice, a placeholder, or words after all."""
    if handle_key(sender) in chat.titles or is_notice(text, chat.notices):
        return Kind.SYSTEM
    if position == 1 and len(text) > _SHORTEST_BANNER:
        # The first row of an iPhone's export is the banner, whatever its language.
        return Kind.SYSTEM
    return Kind.MEDIA if text in chat.recurring else Kind.TEXT


FORMAT = ChatFormat(
    id="whatsapp_txt", label="WhatsApp export (text)", recognises=recognises, draft=draft
)
