"""Part the sender from the body of WhatsApp lines, over the whole file.

Names may hold ": " and so may notices and messages; what recurs, and what is known, decides.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analyser.handles import handle_key
from analyser.ingest._whatsapp_body import has_notice_verb, members_of
from analyser.times import plain

_HITS_AT_LEAST = 2
_NAMES_AT_MOST = 100
"""With a colon in them; no chat has so many."""
_LONGEST_SENDER = 160
"""WhatsApp cuts names at 25 and group names at 100 characters; contact names may be longer."""
_LONGEST_NAME = 255
"""Of a file; entries of archives may have longer ones."""
_SPACED = re.compile(r":(?:\s|$|(?=\u200e))")
_TIGHT = re.compile(r":\s?")
_QUOTATION_MARK = re.compile('["“”„«»]')
_TITLE = re.compile(
    r"^.*?whatsapp.*? (?:with|-|–|mit|com|con|avec|z|met|med) (.+?)$", re.IGNORECASE
)


# Not frozen, as a draft is not: a long export has a hundred thousand.
@dataclass(slots=True)
class Said:
    """What follows a header: the sender as written, None for a notice, and the body."""

    sender: str | None
    body: str


@dataclass(frozen=True, slots=True)
class _Prefix:
    """What stands before a colon, its key, the name, and where the body after it begins."""

    key: str
    written: str
    name: str
    body: int


def title_of(name: str) -> str | None:
    """Return the name of the chat that the name of the export holds, or None."""
    stem = re.sub(
        r"(?<!\.txt)(?<!\.zip)(?:\.(?:txt|zip))+$", "", plain(name).strip(), flags=re.IGNORECASE
    )
    match = _TITLE.match(re.sub(r" ?\(\d+\)$", "", stem)[:_LONGEST_NAME])
    return match[1].strip() if match else None


def hides_sender(said: Said) -> bool:
    """Tell whether a line without a sender may have one that is too long, or of no visible sign."""
    if said.sender is not None or ":" not in said.body:
        return False
    match = _SPACED.search(said.body)
    written = said.body[: match.start()] if match else ""
    if match is None or has_notice_verb(written):
        return False
    return len(written) > _LONGEST_SENDER or not handle_key(written)


@lru_cache(maxsize=8192)
def bare(key: str) -> str:
    """Return a key without the signs that a file name cannot hold."""
    return re.sub(r"[\W_]", "", key)


def part(rests: Sequence[str], known: Iterable[str]) -> list[Said]:
    """Return sender and body of what follows each header.

    Args:
        rests: In file order.
        known: Names that are known from elsewhere: the title of the chat, and what the person
            said. A line that begins with one of them is that sender's.
    """
    colon = _colon_of(rests)
    lines = [_prefixes(rest, colon) for rest in rests]
    bare_rests = (rest for rest, each in zip(rests, lines, strict=True) if not each)
    members = (name for rest in bare_rests if ":" not in rest for name in members_of(rest))
    named = {bare(handle_key(name)) for name in (*known, *members)} - {""}
    lines = _without_notices(lines, rests)
    senders = _senders(lines)
    # Most lines share their few prefixes; each set of them is looked at once.
    bests = {id(each): _best(each, senders, named) if each else None for each in _each_once(lines)}
    said = []
    for rest, prefixes in zip(rests, lines, strict=True):
        best = bests[id(prefixes)]
        if best is None:
            said.append(Said(None, rest))
        else:
            said.append(Said(best.name, rest[best.body :]))
    return said


def _best(prefixes: Sequence[_Prefix], senders: frozenset[str], named: set[str]) -> _Prefix | None:
    if len(prefixes) == 1:
        only = prefixes[0]
        return only if only.key in senders or (named and bare(only.key) in named) else None
    # Of "Sam" and "Sam: :" with the same letters the shorter one is the name.
    known: dict[str, _Prefix] = {}
    for prefix in prefixes:
        if (key := bare(prefix.key)) in named:
            known.setdefault(key, prefix)
    if known:
        return list(known.values())[-1]
    return next((prefix for prefix in prefixes if prefix.key in senders), None)


def _without_notices(
    lines: list[tuple[_Prefix, ...]], rests: Sequence[str]
) -> list[tuple[_Prefix, ...]]:
    """Take the sender off notices on someone whose name holds a colon, which they would cut.

    "Landlord: old flat changed their phone number" is one where "Landlord: old flat" is a sender.
    """
    long = [(p.key, p.written) for ps in lines if len(ps) > 1 for p in ps[1:]]
    often = Counter(long)
    names = {
        name: key
        for (key, name), count in often.most_common(_NAMES_AT_MOST)
        if count >= _HITS_AT_LEAST
    }
    if not names:
        return lines
    starts = tuple(f"{name} " for name in names)
    about = {
        number: key
        for number, rest in enumerate(rests)
        if rest.startswith(starts)  # few do, and many names are slow to try one by one
        for name, key in names.items()
        if rest.startswith(f"{name} ") and has_notice_verb(rest[len(name) :])
    }
    if not about:
        return lines
    senders = _senders([() if n in about else ps for n, ps in enumerate(lines)])
    return [() if about.get(n) in senders else ps for n, ps in enumerate(lines)]


def _colon_of(rests: Sequence[str]) -> re.Pattern[str]:
    """Return what parts sender and body: some versions write no space after the colon."""
    tight = spaced = 0
    for rest in rests:
        place = rest.find(":", 0, _LONGEST_SENDER)
        if place >= 0:
            tight += 1
            spaced += rest.startswith(" ", place + 1) or bool(
                _SPACED.search(rest[:_LONGEST_SENDER])
            )
    return _TIGHT if tight > 2 * spaced else _SPACED


def _prefixes(rest: str, colon: re.Pattern[str]) -> tuple[_Prefix, ...]:
    end = _LONGEST_SENDER + 2
    place = rest.find(":", 0, end)
    if place < 0:
        return ()
    if rest.startswith(" ", place + 1, end) and rest.find(":", place + 1, end) < 0:
        return _only(rest[:place], place + 2)
    head = rest[:end]
    found = (_prefix(head[: match.start()], match.end()) for match in colon.finditer(head))
    return tuple(prefix for prefix in found if prefix.key)


@lru_cache(maxsize=8192)  # a chat begins most lines with the same few names
def _prefix(written: str, body: int) -> _Prefix:
    return _Prefix(handle_key(written), written, written.strip(), body)


@lru_cache(maxsize=8192)
def _only(written: str, body: int) -> tuple[_Prefix, ...]:
    prefix = _prefix(written, body)
    return (prefix,) if prefix.key else ()


def _senders(lines: Sequence[Sequence[_Prefix]]) -> frozenset[str]:
    """Return the keys of prefixes that are senders.

    A prefix that recurs is a sender where some line shows it with no longer one that recurs:
    "Sam: PS: a" and "Sam: PS: b" beside "Sam: c" are all Sam's, but where every "Landlord: " goes
    on "old flat: ", the name is the longer one. A prefix seen once is a sender unless a notice's
    verb is in it, or it ends in the middle of a quotation.
    """
    counts: Counter[str] = Counter()
    often = Counter(map(id, lines))
    once = _each_once(lines)
    for prefixes in once:
        for prefix in prefixes:
            counts[prefix.key] += often[id(prefixes)]
    recurring = {key for key, n in counts.items() if n >= _HITS_AT_LEAST}
    shown: set[str] = set()
    for prefixes in once:
        if not prefixes or prefixes[-1].key in shown:
            continue
        longest = next((p for p in reversed(prefixes) if p.key in recurring), None)
        if longest is not None:
            shown.add(longest.key)
        elif not has_notice_verb(prefixes[0].written) and not _ends_in_quotation(prefixes[0]):
            shown.add(prefixes[0].key)
    each = {id(prefix): prefix for prefixes in once for prefix in prefixes}.values()
    notices = {p.key for p in each if p.key in shown and _is_of_notice(p.written, p.key, shown)}
    return frozenset(shown - notices)


def _each_once(lines: Iterable[Sequence[_Prefix]]) -> Collection[Sequence[_Prefix]]:
    """Return the sets of prefixes, in their order, those that lines share once."""
    return {id(each): each for each in lines}.values()


def _ends_in_quotation(prefix: _Prefix) -> bool:
    """Tell whether the colon stands in a quotation, as in a notice that names a group's subject."""
    return len(_QUOTATION_MARK.findall(prefix.written)) % 2 == 1


def _is_of_notice(prefix: str, key: str, senders: set[str]) -> bool:
    """Tell whether a prefix is the start of a notice that recurs: "Sam changed the name to"."""
    if not has_notice_verb(prefix):
        return False
    words = plain(prefix).split(" ")
    starts = (handle_key(" ".join(words[:n])) for n in range(1, len(words)))
    return any(start == "you" or (start in senders and start != key) for start in starts)
