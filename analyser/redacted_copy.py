"""The redacted copy: every output without what a person hides, read once more before it is given.

It belongs to the hallway: it brings the findings, their pictures and the reader of words together.
"""

import os
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from analyser import redact, report, screens
from analyser.errors import AnalyserError, BadRequest
from analyser.findings import Findings
from analyser.records import Box, Message
from analyser.redact import Finder, Painted, Term
from analyser.report import Options
from analyser.wording import counted, say

PREFIX = "redacted-"
_SHOWN_LEAKS = 5
_BATCH = 8
"""Pictures that the engine reads in one go: more would come near its time limit."""


@dataclass(frozen=True, slots=True)
class RedactedCopy:
    """Every kind of report by file name, and what to know of each thing that was to be hidden."""

    files: Mapping[str, bytes]
    told: tuple[str, ...]


def names() -> Sequence[str]:
    """Return the names of the files of a redacted copy."""
    return [PREFIX + writer.file_name for writer in report.WRITERS.values()]


def redacted_copy(
    findings: Findings,
    terms: Sequence[Term],
    *,
    now: datetime,
    options: Options,
    leave_out: Collection[str] = (),
) -> RedactedCopy:
    """Return every kind of report as a redacted copy.

    Args:
        findings: The whole case; counts rest on all of it, as in the report.
        terms: What is hidden.
        now: The time of making, aware.
        options: What goes in; its pictures are the screenshots as given.
        leave_out: Ids of sources whose picture is not shown but described.

    Raises:
        BadRequest: There is nothing to hide, nothing of it was found, or something hidden is
            still in an output; then nothing is returned.
    """
    finder = redact.finder_of(terms)
    if not finder.terms:
        raise BadRequest(say("redact.nothing"), say("redact.nothing_do"))
    part = report.narrowed(findings, options)
    pictures = _pictures(part, finder, options, leave_out)
    hidden = redact.redacted(part, finder)
    marks = [hit for text in (options.reference, options.initials) for hit in finder.find(text)]
    counts = hidden.terms + Counter(term for hit in marks for term in hit.terms)
    kinds = hidden.counts + Counter(k for hit in marks for k in {t.kind for t in hit.terms})
    in_pictures = Counter(term for each in pictures.values() for term in each.terms)
    found_in = counts + in_pictures
    shown = {id_: each.data for id_, each in pictures.items() if each.data is not None}
    copy = say(
        "redact.copy",
        places="; ".join(_by_kind(finder.terms, kinds, found_in)),
        painted=counted(sum(each.places for each in pictures.values()), "place"),
        left=counted(len(pictures) - len(shown), "picture"),
    )
    whole = f"{copy} {hidden.findings.chosen}".strip()
    found = replace(hidden.findings, chosen=whole, notices=(copy, *hidden.findings.notices))
    gone = [(id_, each.why) for id_, each in pictures.items() if each.data is None]
    mine = replace(
        options,
        reference=_without(options.reference, finder),
        initials=_without(options.initials, finder),
        pictures=shown,
        omitted=dict(gone),
        redacted=True,
    )
    made = {
        PREFIX + writer.file_name: report.to_bytes(found, id_, now, mine)
        for id_, writer in report.WRITERS.items()
    }
    _refuse_leaks(made, finder)
    if not found_in and not any(each.places for each in pictures.values()) and not gone:
        raise BadRequest(say("redact.none_found"), say("redact.none_found_do"))
    told = (_told(each, counts[each], in_pictures[each]) for each in finder.terms)
    described = (say("redact.gone", source=id_, why=why) for id_, why in gone)
    return RedactedCopy(made, (*told, *described))


def _by_kind(
    terms: Sequence[Term], counts: Mapping[str, int], found_in: Mapping[Term, int]
) -> Iterator[str]:
    """Yield each kind that was asked for, with how often it was hidden; never a term itself."""
    for kind, (label, _) in redact.KINDS.items():
        asked = [term for term in terms if term.kind == kind]
        missed = sum(not found_in[term] for term in asked)
        if asked and missed == len(asked):
            yield f"{label}: not found"
        elif asked:
            rest = f" ({missed} of {len(asked)} not found)" if missed else ""
            yield f"{label}: {counts.get(kind) or 'in pictures only'}{rest}"


def _told(term: Term, in_text: int, in_pictures: int) -> str:
    label = redact.KINDS[term.kind][0]
    words, pictures = counted(in_text, "place"), counted(in_pictures, "picture")
    places = [*([f"{words} in the words"] if in_text else []), *([pictures] if in_pictures else [])]
    if not places:
        return say("redact.not_found", kind=label, term=term.text)
    said = [say("redact.found", kind=label, term=term.text, places=" and ".join(places))]
    if parts := redact.alone(term):
        said.append(say("redact.alone", parts=", ".join(f"«{part}»" for part in parts)))
    if parts := redact.written_as_names(term):
        said.append(say("redact.as_names", parts=", ".join(f"«{part}»" for part in parts)))
    if term.kind == "address":
        said.append(say("redact.town"))
    return " ".join(said)


def _without(text: str, finder: Finder) -> str:
    hits = finder.find(text)
    return finder.mark(hits[0].term) if hits else text


def _pictures(
    findings: Findings, finder: Finder, options: Options, leave_out: Collection[str]
) -> Mapping[str, Painted]:
    places = _places(findings.messages)

    def made(id_: str) -> Painted:
        if id_ in leave_out:
            return redact.left_out("the person chose to leave it out")
        try:
            seen = places.get(id_, ())
            return redact.painted(options.pictures[id_], seen, finder, _find_words)
        except AnalyserError as error:
            return redact.left_out(error.problem.rstrip("."))

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as threads:
        return dict(zip(options.pictures, threads.map(made, options.pictures), strict=True))


def _places(messages: Sequence[Message]) -> Mapping[str, list[tuple[Message, Box]]]:
    found: dict[str, list[tuple[Message, Box]]] = {}
    for message in messages:
        places = [(seen.source, seen.where) for seen in message.seen_in]
        for source, where in places or [(message.source, message.where)]:
            if where.box is not None:
                found.setdefault(source, []).append((message, where.box))
    return found


@lru_cache(maxsize=1)
def _known_words() -> dict[Hashable, Sequence[redact.Word]]:
    """Return what was read in pictures as given, by their bytes and parts; leaving empties it."""
    return {}


@lru_cache(maxsize=1)
def _known_texts() -> dict[bytes, str]:
    """Return what was read in pictures of outputs, by their bytes; leaving empties it."""
    return {}


def _find_words(data: bytes, boxes: Sequence[Box]) -> Sequence[redact.Word]:
    """Return the words of a picture; a second copy, with more to hide, need not wait for them."""
    known, key = _known_words(), (sha256(data).digest(), tuple(boxes))
    if key not in known:
        known[key] = screens.find_words(data, boxes)
    return known[key]


def _read(pictures: Sequence[bytes]) -> Sequence[str]:
    """Return the words in each picture; the engine's processes work side by side."""
    known, keys = _known_texts(), [sha256(data).digest() for data in pictures]
    new = [key for key in dict.fromkeys(keys) if key not in known]
    by_key = dict(zip(keys, pictures, strict=True))
    batches = [new[at : at + _BATCH] for at in range(0, len(new), _BATCH)]
    try:
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as threads:
            reads = threads.map(screens.find_texts, ([by_key[k] for k in b] for b in batches))
            for batch, texts in zip(batches, reads, strict=True):
                known.update(zip(batch, texts, strict=True))
    except AnalyserError as error:
        raise BadRequest(say("redact.not_read", why=error.problem), error.remedy) from error
    return [known[key] for key in keys]


def _refuse_leaks(made: Mapping[str, bytes], finder: Finder) -> None:
    found = list(redact.leaks(made, finder, _read))
    if found:
        listed = "; ".join(
            f"«{each.term.text}» in {each.output}, {each.place}" for each in found[:_SHOWN_LEAKS]
        )
        more = len(found) - _SHOWN_LEAKS
        listed += f"; and {more} more" if more > 0 else ""
        raise BadRequest(say("redact.leak", found=listed), say("redact.leak_do"))
