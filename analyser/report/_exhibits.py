"""The index of exhibits with the hash of each file, and the screenshots themselves."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from analyser.findings import Findings
from analyser.records import Source
from analyser.report._blocks import Block, Picture, bullets, heading, paragraph, phrase
from analyser.report._pictures import boxes_by_source, pieces
from analyser.report._room import printed_at_most
from analyser.report._text import item_list, visible
from analyser.report_options import CONTENTS, Options
from analyser.wording import counted

_HALF_MM = 64
"""Screenshots that are no wider stand side by side, each with its caption beside it."""


def file_name(source: Source) -> str:
    """Return a source's name, with its place in an archive."""
    return visible(source.name) + (f" / {visible(source.member)}" if source.member else "")


def kind_words(findings: Findings, source: Source) -> str:
    """Return what a person calls this kind of source."""
    if source.kind in _KINDS:
        return phrase(_KINDS[source.kind])
    return findings.made.read_as.get(source.kind, source.kind.replace("_", " "))


_KINDS = {
    "screenshot": "kind_screenshot",
    "duplicate": "kind_duplicate",
    "unknown": "kind_unknown",
    "media": "kind_media",
    "companion": "kind_companion",
}


def exhibits(sources: Sequence[Source], options: Options) -> dict[str, str]:
    """Return the mark of each file as given, by its SHA-256, in the order of their numbers.

    What was read out of one archive is one exhibit: the archive was given.
    """
    marks: dict[str, str] = {}
    for source in sources:
        number = options.first_exhibit + (source.file - 1 if source.file else len(marks))
        initials = visible(options.initials.strip())
        mark = f"{initials}/{number}" if initials else f"Item {number}"
        marks.setdefault(source.sha256, mark)
    return marks


def exhibit_index(findings: Findings, now: datetime, options: Options) -> Iterator[Block]:
    """Yield the index of exhibits, which is the list of hashes too."""
    yield heading("Exhibit index, with the SHA-256 of each file")
    yield paragraph(phrase("sources"))
    yield paragraph(phrase("exhibits" if options.initials.strip() else "exhibits_unmarked"))
    marks = exhibits(findings.sources, options)
    yield Block(
        kind="table",
        header=("Exhibit", "Source", "File", "Bytes", "SHA-256"),
        rows=tuple(
            (marks[s.sha256], s.id, file_name(s), f"{s.size_bytes:,}", _hashes(s))
            for s in findings.sources
        ),
        widths=(1, 0.8, 2.4, 1, 3.8),
    )
    yield bullets(visible(f"{s.id}: {fact}") for s in findings.sources for fact in s.facts)


def _hashes(source: Source) -> str:
    if source.member_sha256 is None:
        return source.sha256
    return f"{source.sha256}\nof the member: {source.member_sha256}"


def screenshots(findings: Findings, now: datetime, options: Options) -> Iterator[Block]:
    """Yield every screenshot at a size that can be read, its items outlined and numbered."""
    if not any(s.id in options.pictures or s.id in options.omitted for s in findings.sources):
        return
    yield heading(CONTENTS["pictures"])
    yield paragraph(phrase("pictures_how"))
    boxes, marks = boxes_by_source(findings.messages), exhibits(findings.sources, options)
    printed, shown = _printed(findings, options), []
    for source in findings.sources:
        if source.id in printed and (data := options.pictures.get(source.id)):
            caption = phrase(
                "picture",
                exhibit=marks[source.sha256],
                source=source.id,
                name=file_name(source),
                sha256=source.member_sha256 or source.sha256,
            )
            shown += list(pieces(data, boxes.get(source.id, ()), caption))
    for row in _rows(shown):
        yield Block(kind="pictures", pictures=row)
    if left := len(options.pictures) - len(printed):
        yield paragraph(phrase("pictures_left", left=counted(left, "more screenshot")))
    for source in findings.sources:
        if source.id in options.omitted:
            seen = [item for item, _ in boxes.get(source.id, ())]
            why, count = options.omitted[source.id], counted(len(seen), "message")
            items = item_list(seen) or "none"
            text = phrase("omitted", source=source.id, why=why, messages=count, items=items)
            yield Block(kind="note", text=text)


def _printed(findings: Findings, options: Options) -> frozenset[str]:
    """Return whose pictures are printed: of very many, first those that hold flagged messages."""
    _, at_most = printed_at_most(findings, len(options.pictures))
    flagged = {flag.message for flag in findings.flags}
    places = [s.source for m in findings.messages if m.id in flagged for s in m.seen_in]
    places += [m.source for m in findings.messages if m.id in flagged]
    order = [*dict.fromkeys(places), *(s.id for s in findings.sources)]
    return frozenset([id_ for id_ in dict.fromkeys(order) if id_ in options.pictures][:at_most])


def _rows(shown: Iterable[Picture]) -> Iterator[tuple[Picture, ...]]:
    """Yield the pictures that stand side by side, in order."""
    waiting: tuple[Picture, ...] = ()
    for each in shown:
        half = each.width_mm <= _HALF_MM
        if waiting:
            yield (*waiting, each) if half else waiting
        if not half:
            yield (each,)
        waiting = (each,) if half and not waiting else ()
    if waiting:
        yield waiting


def statement(findings: Findings, now: datetime, options: Options) -> Iterator[Block]:
    """Yield blank room for the person's own account; not a word of it is written for them."""
    yield heading(CONTENTS["statement"])
    yield paragraph(phrase("statement"))
    number = 1
    while question := phrase_or_none(f"ask_{number}"):
        yield Block(kind="lines", text=question)
        number += 1


def phrase_or_none(key: str) -> str | None:
    """Return the sentence `key`, or None where the table has none."""
    try:
        return phrase(key)
    except KeyError:
        return None
