"""WhatsApp's "Export chat" as text, Android and iOS, every locale's punctuation.

Source: chat-formats section 5; each trap named there has a case under `tests/ingest/cases`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from analyser.handles import handle_key
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._text import decode, encoding_of, lines_of
from analyser.ingest._whatsapp_body import attachment_of, is_notice, kind_of, shows_owner
from analyser.ingest._whatsapp_header import Header, read_header
from analyser.records import Kind
from analyser.times import plain

_LOOKED_AT_LINES = 200
_HITS_AT_LEAST = 2
_LONGEST_SENDER = 80
"""WhatsApp cuts names at 25 and group names at 100 characters; contact names may be longer."""
_BANNER = re.compile(r"end-to-end encrypt", re.IGNORECASE)
_LEFT_OUT = (
    "A WhatsApp export leaves out reactions, messages deleted only for the person who exported, "
    "messages that had disappeared, most calls on Android, and the oldest messages beyond about "
    "40,000 (10,000 with media), without saying so."
)


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
    shaped = [h for h in headers if re.match(r"[^:]{1,80}:\s?", h.rest) or is_notice(h.rest)]
    starts = [line for line in lines if re.match(r"[\[\d]", plain(line).strip())]
    enough = len(shaped) >= _HITS_AT_LEAST or len(shaped) * 2 > len(starts)
    # ISO dates without a comma and a square bracket are signal-export's, not WhatsApp's.
    first = headers[0].signature
    signal_like = first[0] and first[1] == "-" and first[2] and not first[4]
    return bool(shaped) and enough and not signal_like


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one exported chat."""
    text, _ = decode(data)
    lines = lines_of(text)
    headers = _true_headers(lines)
    senders = _senders([h for h in headers if h], hints.name)
    drafts = tuple(_drafts(lines, headers, senders))
    bracket = next((h.signature[0] for h in headers if h), False)
    seconds = next((h.signature[5] for h in headers if h), False)
    facts = (
        f"Read as a WhatsApp export in the layout of {'an iPhone' if bracket else 'Android'}; "
        f"times are shown {'to the second' if seconds else 'to the minute'}.",
        _LEFT_OUT,
    )
    return Drafted(items=drafts, app="whatsapp", facts=facts)


def _true_headers(lines: Sequence[str]) -> list[Header | None]:
    """Return the header of each line, None for body lines, pasted look-alikes among them."""
    found = [read_header(line) for line in lines]
    counts = Counter(header.signature for header in found if header)
    if not counts:
        return found
    most = counts.most_common(1)[0][1]
    # Two exports may be pasted together: a second shape that occurs often is true as well.
    kept = {shape for shape, n in counts.items() if n == most or n * 4 >= most and n > 2}  # noqa: PLR2004
    return [header if header and header.signature in kept else None for header in found]


def _senders(headers: Sequence[Header], name: str) -> frozenset[str]:
    """Return the prefixes before ": " that are senders, as matching keys.

    A prefix that recurs is a sender, the longest that recurs wins; one seen once is a sender
    unless the line reads like a notice.
    """
    counts: Counter[str] = Counter()
    for header in headers:
        counts.update(set(_prefixes(header.rest)))
    once = {
        first
        for header in headers
        if (first := next(iter(_prefixes(header.rest)), None)) and not is_notice(header.rest)
    }
    title = re.sub(r"^.*?chat (?:with|-) ", "", name, flags=re.IGNORECASE).rsplit(".", 1)[0]
    recurring = {
        prefix
        for prefix, n in counts.items()
        if n >= _HITS_AT_LEAST and not _is_fragment(prefix, counts)
    }
    return frozenset(recurring | once | {handle_key(title)} if title else recurring | once)


def _is_fragment(prefix: str, counts: Counter[str]) -> bool:
    """Tell whether a longer prefix explains every occurrence of this one."""
    return any(
        other.startswith(f"{prefix}:") and n == counts[prefix] for other, n in counts.items()
    )


def _prefixes(rest: str) -> Iterable[str]:
    for match in re.finditer(r":(?=\s|$|\u200e)", rest[: _LONGEST_SENDER + 2]):
        if key := handle_key(rest[: match.start()]):
            yield key


def _split(header: Header, senders: frozenset[str]) -> tuple[str | None, str]:
    """Return the sender as written (None for a notice) and the body."""
    best = None
    for match in re.finditer(r":(?:\s|$|(?=\u200e))", header.rest[: _LONGEST_SENDER + 2]):
        if handle_key(header.rest[: match.start()]) in senders:
            best = match
    if best is None:
        # No space after the colon occurs in some versions.
        tight = re.match(r"([^:]{1,80}):(?=\S)", header.rest)
        if tight and handle_key(tight[1]) in senders:
            return tight[1].strip(), header.rest[tight.end() :]
        return None, header.rest
    return header.rest[: best.start()].strip(), header.rest[best.end() :]


def _drafts(
    lines: Sequence[str], headers: Sequence[Header | None], senders: frozenset[str]
) -> Iterable[Draft | Stray]:
    """Yield one draft for each true header with the lines that continue it."""
    titles = _notice_senders(headers, senders)
    starts = [index for index, header in enumerate(headers) if header]
    first = starts[0] if starts else len(lines)
    for index in range(first):
        if lines[index].strip():
            yield Stray(
                position=index + 1, text=lines[index], reason="No message begins before it."
            )
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        header = headers[start]
        assert header is not None  # noqa: S101  # `starts` holds headers only
        sender, body = _split(header, senders)
        more = list(lines[start + 1 : end])
        units = 1 + sum(bool(line.strip()) for line in more)
        while more and not more[-1].strip():
            more.pop()
        text = "\n".join([body, *more])
        yield _draft(header, start + 1, units, sender, text, titles)


def _draft(
    header: Header,
    position: int,
    units: int,
    sender: str | None,
    text: str,
    titles: frozenset[str],
) -> Draft:
    kind = kind_of(text)
    if sender is None and kind not in (Kind.MISSED_CALL, Kind.CALL):
        kind = Kind.SYSTEM
    elif sender is not None and _is_ios_notice(sender, text, kind, titles):
        kind, sender = Kind.SYSTEM, None
    elif kind is Kind.SYSTEM:
        kind = (
            Kind.TEXT if sender and not is_notice(text) and "waiting" not in text.lower() else kind
        )
    name = attachment_of(text)
    if kind is Kind.MEDIA and name is None:
        name = ""
    return Draft(
        position=position,
        units=units,
        parts=header.parts,
        clock=header.clock,
        shown_as=header.shown_as,
        sender=None if kind is Kind.SYSTEM else sender,
        text=text,
        kind=kind,
        owner_shown=sender is not None and shows_owner(text),
        attachment=name,
    )


def _is_ios_notice(sender: str, text: str, kind: Kind, titles: frozenset[str]) -> bool:
    """Tell whether an iOS line with a sender is the app's notice: U+200E, then a notice's words."""
    if kind is not Kind.TEXT or not text.lstrip().startswith("\u200e"):
        return False
    return handle_key(sender) in titles or is_notice(text)


def _notice_senders(headers: Sequence[Header | None], senders: frozenset[str]) -> frozenset[str]:
    """Return "senders" whose every text starts with U+200E and one is the banner: chat titles."""
    texts: dict[str, list[str]] = {}
    for header in headers:
        if header:
            sender, body = _split(header, senders)
            if sender:
                texts.setdefault(handle_key(sender), []).append(body)
    return frozenset(
        key
        for key, bodies in texts.items()
        if all(body.startswith("\u200e") and kind_of(body) is Kind.TEXT for body in bodies)
        and any(_BANNER.search(body) or is_notice(body) for body in bodies)
    )


FORMAT = ChatFormat(
    id="whatsapp_txt", label="WhatsApp export (text)", recognises=recognises, draft=draft
)
