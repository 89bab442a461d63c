"""The parts of the report about law and help: what may be considered, and what comes next."""

import re
from collections.abc import Iterator
from datetime import datetime

from analyser.findings import Findings, Pointer
from analyser.report._blocks import Block, bullets, heading, paragraph, phrase
from analyser.report._text import date_words, item_list

_ITEMS = re.compile(r"S\d+-\d+(?:(?:, | and )S\d+-\d+)+")


def pointers(findings: Findings, now: datetime) -> Iterator[Block]:
    """Yield the section about law."""
    yield heading("Laws that may be relevant")
    if not findings.pointers:
        nation = findings.facts.jurisdiction
        yield paragraph(phrase("no_pointers" if nation else "no_nation_pointers"))
        return
    yield paragraph(phrase("pointers"))
    for pointer in findings.pointers:
        title = pointer.label or pointer.title
        yield heading(title[:1].upper() + title[1:], 2)
        yield paragraph(pointer.summary)
        yield Block(
            kind="table",
            header=("Point", "What can be said"),
            widths=(2, 6.6),
            rows=tuple(_points(pointer)),
        )


def _points(pointer: Pointer) -> Iterator[tuple[str, str]]:
    yield "Found here", "\n".join(_short(each) for each in pointer.because)
    yield "In full, items", item_list(pointer.messages)
    yield "Not in this material", "\n".join(pointer.not_in_this_material)
    yield "For police or a solicitor to decide", "Whether this law fits."
    yield "Source", pointer.source_url
    if pointer.confidence != "certain":
        yield "How sure the law sheet is", pointer.confidence


def _short(sentence: str) -> str:
    """Return a reason with its list of items in little room."""
    return _ITEMS.sub(lambda match: item_list(re.split(", | and ", match[0])), sentence)


def help_and_steps(findings: Findings, now: datetime) -> Iterator[Block]:
    """Yield the section on what a person can do next and who can help."""
    if not findings.next_steps and not findings.services:
        return
    yield heading("Next steps, and who can help")
    if findings.next_steps:
        yield paragraph(phrase("steps"))
        yield bullets(findings.next_steps)
    if findings.services:
        oldest = min(service.checked for service in findings.services)
        checked = date_words(datetime.combine(oldest, now.timetz()))
        yield paragraph(phrase("services", checked=checked))
        yield Block(
            kind="table",
            header=("Service", "Contact", "Usually open", "For"),
            widths=(2.4, 3.6, 1.4, 2.6),
            rows=tuple(
                (each.name, each.contact, each.usually or "check", each.for_whom)
                for each in findings.services
            ),
        )
