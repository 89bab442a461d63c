"""Findings as format-neutral blocks: what is said, in order, and nothing of how it is drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from analyser.findings import Findings
from analyser.report._blocks import Block, Document, heading, paragraph, phrase
from analyser.report._contact import patterns
from analyser.report._entered import log_section
from analyser.report._exhibits import (
    exhibit_index,
    screenshots,
    statement,
)
from analyser.report._flagged import flagged
from analyser.report._given import given
from analyser.report._law import guide, help_and_steps, pointers
from analyser.report._months import chronology
from analyser.report._own import own_words
from analyser.report._room import SECTION_AT_MOST, printed_at_most
from analyser.report._summary import checked_day, reference, summary
from analyser.report_options import Options
from analyser.wording import say as shared

_ALL = Options()
METHOD = "section-method"
"""The name by which the heading of the method is found."""


def build(findings: Findings, now: datetime, options: Options = _ALL) -> Document:
    """Return the report as blocks; the sections are numbered in the order they stand."""
    blocks: list[Block] = []
    sections: dict[str, str] = {}
    room, _ = printed_at_most(findings, len(options.pictures))
    for key, part in _parts(findings, now, options):
        here = min(SECTION_AT_MOST, max(room, 0))
        for block in _printed(part, here):
            room -= block.kind == "message"
            if block.kind == "heading" and block.level == 1:
                sections[key] = f"{len(sections) + 1}. {block.text}"
                blocks.append(replace(block, text=sections[key], item=f"section-{key}"))
            else:
                blocks.append(block)
    blocks.insert(_first_section(blocks), _contents(sections))
    return _document(blocks, list(sections), findings, options)


def first_page(findings: Findings, now: datetime, options: Options = _ALL) -> Document:
    """Return what stands before the first section, as in the whole report."""
    (_, first), *others = _parts(findings, now, options)
    sections = [key for key, part in others if any(block.level == 1 for block in part)]
    return _document(list(first), sections, findings, options)


def _document(
    blocks: Sequence[Block], sections: Sequence[str], findings: Findings, options: Options
) -> Document:
    head = " ".join(_head(findings, sections.index("exhibits") + 1, options))
    return Document(
        title=phrase("title"),
        head=head,
        footer=shared("standing.footer", checked=checked_day(findings)),
        blocks=tuple(blocks),
    )


def _parts(
    findings: Findings, now: datetime, options: Options
) -> Iterator[tuple[str, Iterator[Block]]]:
    """Yield what comes first, and each section by its name, but for those left out."""
    parts: tuple[tuple[str, Iterator[Block]], ...] = (
        ("summary", summary(findings, now, options)),
        ("given", given(findings)),
        ("pattern", patterns(findings, now)),
        ("flagged", flagged(findings, now, options)),
        ("own", own_words(findings)),
        ("laws", pointers(findings, now)),
        ("chronology", chronology(findings)),
        ("exhibits", exhibit_index(findings, now, options)),
        ("pictures", screenshots(findings, now, options)),
        ("method", _method(findings)),
        ("log", log_section(findings, now)),
        ("help", help_and_steps(findings, now)),
        ("guide", guide(findings)),
        ("statement", statement(findings, now, options)),
    )
    yield from ((key, part) for key, part in parts if key not in options.without)


def _first_section(blocks: Sequence[Block]) -> int:
    """Return the place behind the first page."""
    return next(n for n, block in enumerate(blocks) if block.kind == "heading")


def _contents(sections: Mapping[str, str]) -> Block:
    """Return the list of the sections, for a reader of paper; a document has its outline."""
    rows = tuple((title, f"section-{key}") for key, title in sections.items())
    return Block(kind="contents", text=phrase("contents"), rows=rows)


def _printed(section: Iterator[Block], at_most: int) -> Iterator[Block]:
    """Yield a section with so many messages at most; say how many are left out."""
    shown = left = 0
    for block in section:
        shown += block.kind == "message"
        if block.kind == "message" and shown > at_most:
            left += 1
        elif not (left and block.item):  # a month of which nothing is printed
            yield block
    if left:
        key = "not_printed" if at_most else "none_printed"
        yield paragraph(phrase(key, count=left, printed=f"{at_most:,}"))


def _head(findings: Findings, section: int, options: Options) -> Iterator[str]:
    if findings.chosen:
        yield phrase("redacted_only" if options.redacted else "part_only")
    if options.reference.strip():
        yield phrase("case", reference=reference(options))
    yield phrase("head", section=section)


def _method(findings: Findings) -> Iterator[Block]:
    yield heading("Method, versions and limits")
    yield paragraph(phrase("method", zone=findings.facts.timezone))
    made = findings.made
    yield Block(
        kind="table",
        header=("Part", "Version"),
        widths=(2, 6),
        rows=(
            ("Program", made.program),
            ("Rules", made.rules),
            ("Language", made.model),
            ("Reading of pictures", made.ocr),
            ("Laws last checked", checked_day(findings)),
        ),
    )
    if made.measured:
        yield paragraph(phrase("measured", on=made.measured_on))
        yield Block(
            kind="table",
            header=("What", "Of 100 flagged, right", "Of 100 there, flagged"),
            widths=(3, 2.5, 2.5),
            rows=tuple(
                (score.what, f"{100 * score.precision:.0f}", f"{100 * score.recall:.0f}")
                for score in made.measured
            ),
        )
