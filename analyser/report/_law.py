"""The parts of the report about law and help: what may be considered, and what comes next."""

import re
from collections.abc import Iterator
from datetime import datetime

from analyser.elements import Element, Standing
from analyser.findings import Findings, Pointer
from analyser.report._blocks import Block, bullets, heading, paragraph, phrase
from analyser.report._text import date_words, item_list
from analyser.wording import say as shared

_STANDINGS = {
    Standing.SHOWN: "Shown by items",
    Standing.NOT_HERE: "Not in this material",
    Standing.TO_DECIDE: "For police or a solicitor to decide",
}
_ITEMS = re.compile(r"S\d+-\d+(?:(?:, | and )S\d+-\d+)+")


def pointers(findings: Findings, now: datetime) -> Iterator[Block]:
    """Yield the section about law."""
    yield heading("Laws that may be relevant")
    if not findings.pointers:
        nation = findings.facts.jurisdiction
        yield paragraph(phrase("no_pointers" if nation else "no_nation_pointers"))
        return
    yield paragraph(phrase("pointers"))
    if findings.time_prompt:
        yield paragraph(findings.time_prompt)
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
    """Yield the points of a provision by how they stand, then where it is from."""
    for standing, title in _STANDINGS.items():
        points = [each for each in pointer.elements if each.standing is standing]
        if points:
            yield title, "\n".join(map(_point, points))
    yield "Source", pointer.source_url
    if pointer.confidence != "certain":
        yield "How sure the law sheet is", shared(f"standing.law_{pointer.confidence}")


def _point(element: Element) -> str:
    if not element.messages:
        return _short(element.text)
    return phrase("shown_by", text=element.text, items=item_list(element.messages))


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
