"""Findings without what is to be hidden: every string of every record, file names and all."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from pathlib import PurePosixPath
from typing import Any

from analyser.findings import Findings, Flag
from analyser.hidden import Term
from analyser.lookalikes import squashed
from analyser.records import Attachment, Message, Source
from analyser.redact._terms import Finder, Hit

_OURS = frozenset(
    {
        *("id", "source", "message", "messages", "signal", "signals", "group", "rule", "person"),
        *("provision", "title", "summary", "maximum", "time_limit", "source_url", "confidence"),
        *("sha256", "member_sha256", "kind", "fingerprint", "made", "next_steps", "services"),
        *("guide", "formats", "time_prompt", "timezone"),
    }
)
"""Fields that hold words of the program, ids and hashes: nothing of what was given."""
_ID = re.compile(r"[A-Z]\d+(?:-\d+)?")
_QUOTED = re.compile("«([^«»]*)»")
_NAME_FROM = 4
_FILE_NAME = "[file name hidden]"


@dataclass(slots=True)
class Hidden:
    """Findings with the words hidden, and how many places there were of each kind and each term."""

    findings: Findings
    counts: Counter[str] = field(default_factory=Counter)
    terms: Counter[Term] = field(default_factory=Counter)


@dataclass(slots=True)
class _Hiding:
    finder: Finder
    names: Mapping[str, str]
    counts: Counter[str] = field(default_factory=Counter)
    terms: Counter[Term] = field(default_factory=Counter)
    _seen: dict[str, tuple[str, list[Hit]]] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """Return a text without hidden words and file names."""
        if text not in self._seen:
            shown = text
            for name, other in self.names.items():
                shown = shown.replace(name, other)
            hits = self.finder.find(shown)
            self._seen[text] = _marked(shown, hits, self.finder), hits
        shown, hits = self._seen[text]
        self.count(hits)
        return shown

    def without(self, text: str, hits: Sequence[Hit]) -> str:
        """Return `text` with a mark for each hit."""
        self.count(hits)
        return _marked(text, hits, self.finder)

    def count(self, hits: Sequence[Hit]) -> None:
        """Count what was found, each term of a stretch and each kind of them."""
        for hit in hits:
            self.terms.update(hit.terms)
            self.counts.update({term.kind for term in hit.terms})

    def value(self, value: Any) -> Any:  # noqa: ANN401  # any record of the findings
        """Return `value` with every string in it hidden; what is ours stays."""
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return value if _ID.fullmatch(value) else self.text(value)
        if isinstance(value, (tuple, list, frozenset)):
            return type(value)(self.value(each) for each in value)
        if isinstance(value, Mapping):
            return {self.value(key): self.value(each) for key, each in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            return self.record(value)
        return value

    def record(self, record: Any, but: frozenset[str] = frozenset()) -> Any:  # noqa: ANN401
        """Return a record with its fields hidden, but for those of the program."""
        changed = {}
        for each in fields(record):
            if each.name not in _OURS and each.name not in but:
                before = getattr(record, each.name)
                if each.name == "fields":  # of a typed event: names of ours, and what was typed
                    after = tuple((name, self.text(said)) for name, said in before)
                else:
                    after = self.value(before)
                if after != before:
                    changed[each.name] = after
        return replace(record, **changed) if changed else record


def redacted(findings: Findings, finder: Finder) -> Hidden:
    """Return the findings with every hidden term replaced by a mark, and file names by numbers.

    Spans of flags are moved along; the words a flag quotes are hidden where they are not in what
    is left of the message. A term that runs over several messages is hidden in each of them.
    """
    hiding = _Hiding(finder, _names(findings.sources))
    hits = _hits(findings.messages, finder)
    for source in findings.sources:
        hiding.count(finder.find(f"{source.name}\n{source.member or ''}"))
    sources = tuple(_source(each, hiding) for each in findings.sources)
    texts = {m.id: hiding.without(m.text, hits[m.id]) for m in findings.messages}
    messages = tuple(_message(m, texts[m.id], hiding) for m in findings.messages)
    begun = tuple(_message(m, hiding.text(m.text), hiding) for m in findings.begun)
    flags = tuple(_flag(each, hits, texts, hiding) for each in findings.flags)
    own = tuple(_flag(each, hits, texts, hiding) for each in findings.own)
    rest = hiding.record(findings, frozenset({"sources", "messages", "begun", "flags", "own"}))
    pointers = tuple(hiding.value(each) for each in findings.pointers)
    # Of a law they are names of ours; these say in words whose contact it was.
    signals = tuple(hiding.value(each) for each in findings.signals)
    notices = tuple(map(hiding.text, findings.notices))
    whole = replace(
        rest,
        sources=sources,
        messages=messages,
        begun=begun,
        flags=flags,
        own=own,
        pointers=pointers,
        signals=signals,
        notices=notices,
    )
    return Hidden(whole, hiding.counts, hiding.terms)


def _marked(text: str, hits: Sequence[Hit], finder: Finder) -> str:
    parts, at = [], 0
    for hit in hits:
        parts += [text[at : hit.start], finder.mark(hit.term)]
        at = hit.end
    return "".join([*parts, text[at:]])


def _names(sources: Sequence[Source]) -> dict[str, str]:
    """Return for each file name, the longest first, what stands in its place."""
    found: dict[str, str] = {}
    for source in sources:
        for name in (source.member, source.member and PurePosixPath(source.member).name):
            if name and len(name) >= _NAME_FROM:
                found.setdefault(name, _member(source))
        found.setdefault(source.name, f"file {source.id}{_suffix(source.name)}")
    return {name: found[name] for name in sorted(found, key=len, reverse=True)}


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else ""


def _member(source: Source) -> str:
    return f"part of it{_suffix(source.member or '')}"


def _source(source: Source, hiding: _Hiding) -> Source:
    rest = hiding.record(source, frozenset({"name", "member", "cards"}))
    name = f"file {source.id}{_suffix(source.name)}"
    member = _member(source) if source.member else None
    changed: Source = replace(rest, name=name, member=member, cards=())
    return changed


def _hits(messages: Sequence[Message], finder: Finder) -> Mapping[str, list[Hit]]:
    """Return the hits in each message, what runs over several messages of a file included."""
    found: dict[str, list[Hit]] = {message.id: [] for message in messages}
    by_source: dict[str, list[Message]] = {}
    for message in messages:
        by_source.setdefault(message.source, []).append(message)
    for group in by_source.values():
        hits, at, first = finder.find("\n".join(m.text for m in group)), 0, 0
        for message in group:
            end = at + len(message.text)
            while first < len(hits) and hits[first].end <= at:
                first += 1
            for hit in hits[first:]:
                if hit.start >= end:
                    break
                start, stop = max(hit.start, at) - at, min(hit.end, end) - at
                if stop > start:
                    found[message.id].append(Hit(start, stop, hit.term, hit.others))
            at = end + 1
    return found


def _message(message: Message, text: str, hiding: _Hiding) -> Message:
    rest = hiding.record(message, frozenset({"text", "attachment"}))
    attachment = message.attachment
    if attachment and attachment.name:
        text = text.replace(attachment.name, _FILE_NAME)
        attachment = Attachment(name=None, present=attachment.present)
    for name, other in hiding.names.items():
        text = text.replace(name, other)
    changed: Message = replace(rest, text=text, attachment=attachment)
    return changed


def _flag(
    flag: Flag, hits: Mapping[str, list[Hit]], texts: Mapping[str, str], hiding: _Hiding
) -> Flag:
    found = hits.get(flag.message, [])
    marks = [len(hiding.finder.mark(hit.term)) for hit in found]
    length = len(texts.get(flag.message, ""))
    spans = tuple(
        (max(0, min(length, a)), max(0, min(length, b)))
        for a, b in (
            (_moved(start, found, marks, first=True), _moved(end, found, marks, first=False))
            for start, end in flag.spans
        )
    )
    because = hiding.text(flag.because)
    if found:
        left = squashed(texts[flag.message])

        def kept(quote: re.Match[str]) -> str:
            parts = [squashed(part) for part in re.split("…", quote[1])]
            return quote[0] if all(part in left for part in parts) else "«[hidden]»"

        because = _QUOTED.sub(kept, because)
    reason = hiding.text(flag.reason) if flag.reason else flag.reason
    return replace(flag, spans=spans, because=because, reason=reason)


def _moved(place: int, hits: Sequence[Hit], marks: Sequence[int], *, first: bool) -> int:
    """Return where `place` is now; inside a hidden stretch it is the start or end of the mark."""
    shift = 0
    for hit, length in zip(hits, marks, strict=True):
        if place >= hit.end:
            shift += length - (hit.end - hit.start)
        elif place > hit.start:
            return hit.start + shift + (0 if first else length)
    return place + shift
