"""The parts of the report about law and help: what may be considered, and what comes next."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from analyser.elements import Element, Standing
from analyser.findings import Findings, Pointer
from analyser.report._blocks import Block, bullets, heading, paragraph, phrase
from analyser.report._known import list_table, named_lists
from analyser.report._text import date_words, item_list
from analyser.report_options import CONTENTS
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
    lists = _used(findings)
    if lists:
        yield paragraph(phrase("lists"))
        yield list_table(lists)
    for pointer in findings.pointers:
        title = pointer.label or pointer.title
        yield heading(title[:1].upper() + title[1:], 2)
        yield paragraph(f"{pointer.summary} {phrase('law_source', url=pointer.source_url)}")
        yield Block(kind="points", rows=tuple(_points(pointer, lists)))


def _used(findings: Findings) -> dict[str, str]:
    """Return the named lists that a law has."""
    used = {item_list(each.messages) for p in findings.pointers for each in p.elements}
    return {items: name for items, name in named_lists(findings).items() if items in used}


def _points(pointer: Pointer, lists: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the points of a provision by how they stand."""
    for standing, title in _STANDINGS.items():
        points = [each for each in pointer.elements if each.standing is standing]
        if points:
            yield title, "\n".join(_lines(points, lists))
    if pointer.confidence != "certain":
        yield "How sure the law sheet is", shared(f"standing.law_{pointer.confidence}")


def _lines(points: Sequence[Element], lists: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each point; those that a named list of items shows share one."""
    shared_by: dict[str, list[str]] = {}
    for each in points:
        items = item_list(each.messages)
        if items in lists:
            shared_by.setdefault(lists[items], []).append(each.text)
        elif items:
            yield phrase("shown_by", text=each.text, items=items)
        else:
            yield _short(each.text)
    for name, texts in shared_by.items():
        yield phrase("shown_by", text="; ".join(texts), items=name)


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
            header=("Service", "Contact, and when usually open", "For"),
            widths=(2.6, 4.4, 3.4),
            rows=tuple(
                (each.name, ", ".join(filter(None, (each.contact, each.usually))), each.for_whom)
                for each in findings.services
            ),
        )


def guide(findings: Findings) -> Iterator[Block]:
    """Yield the plain guide to the law of the nation, without the highest sentences."""
    chapters = [each for each in findings.guide if not each.on_demand]
    if not chapters:
        return
    yield heading(CONTENTS["guide"])
    yield paragraph(phrase("guide"))
    for chapter in chapters:
        yield heading(chapter.title, 2)
        yield from map(paragraph, chapter.text)
