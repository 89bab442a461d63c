"""A PDF printout of a chat that has a text layer.

Source: chat-formats section 24. What is read from a printout is less sure than an export: sides
that are shown only by left and right are not read.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PdfReadError, PyPdfError

from analyser.errors import UnreadableSource
from analyser.ingest import signal_md, whatsapp_txt
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._pdf_lines import NO_TIME, days_of, mails_of, without_browsers_own
from analyser.ingest._wall import wall_of
from analyser.ingest.pdf_pages import is_pdf
from analyser.records import Kind
from analyser.times import read_clock

# Its warnings quote what stands in the file; what matters is said as a problem.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_PAGES_AT_MOST = 2000
_MOST_PAGES = 0.6
_FURNITURE_PAGES = 3
_STAMP = re.compile(
    r"(?P<when>(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?"
    r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2} \w{3,9} \d{4}|"
    r"\w{3,9} \d{1,2}, \d{4}),?(?: at)? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[apAP]\.?[mM]\.?)?)"
)
_PAGE_NUMBER = re.compile(r"(?:Page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?", re.IGNORECASE)
_SAID = re.compile(r"(?:[-–—|]\s*)?(?P<who>[^:\n]{1,60}): (?P<text>.+)")
_LEFT_OUT = (
    "A printout shows only what was on its pages: emoji missing from its font, times shown once "
    "for several messages, and sides shown only by left and right are lost."
)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of the printout.

    Raises:
        UnreadableSource: It is damaged, locked, or holds pictures only.
    """
    pages = _pages(data)
    if not any(page.strip() for page in pages):
        raise UnreadableSource(
            "This PDF holds pictures of text only, or it is damaged.",
            "Take a screenshot of each page, and add those.",
        )
    lines = _without_furniture(pages)
    text = "\n".join(line for _, line in lines)
    for chat in (whatsapp_txt, signal_md):
        if chat.recognises(text.encode("utf-8", errors="replace")[:65_536]):
            made: Drafted = chat.draft(text.encode("utf-8", errors="replace"), hints)
            return replace(
                made,
                items=_on_pages(made.items, lines),
                facts=("Read from a printout of a chat.", _LEFT_OUT),
                problems=(*made.problems, _unsure()),
            )
    if (mails := mails_of(lines)) is not None:
        return _drafted(mails, lines, "Read from a printout of e-mails.", app="email")
    by_stamps = _by_stamps(lines)
    if not by_stamps and (by_days := days_of(lines)) is not None:
        return _drafted(by_days, lines, "Read from a printout; days stand on lines of their own.")
    rest = [
        Stray(position=n, text=line, reason=NO_TIME)
        for n, (_, line) in enumerate(lines, start=1)
        if not by_stamps
    ]
    told = "Read from a printout; each whole time begins a message."
    return _drafted(by_stamps or rest, lines, told)


def _drafted(
    items: Sequence[Draft | Stray], lines: list[tuple[int, str]], told: str, app: str | None = None
) -> Drafted:
    return Drafted(
        items=_on_pages(items, lines), app=app, facts=(told, _LEFT_OUT), problems=(_unsure(),)
    )


def _unsure() -> tuple[str, str]:
    return (
        "This was read from a printout; lines that a page broke may be joined or parted wrongly.",
        "Check it against the pages, or add the export itself.",
    )


def _pages(data: bytes) -> list[str]:
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableSource(
                "This PDF is locked with a password.", "Save it again without the password."
            )
        title = str(reader.metadata.title or "") if reader.metadata else ""
        pages = [page.extract_text().split("\n") for page in reader.pages[:_PAGES_AT_MOST]]
        return ["\n".join(without_browsers_own(page, title)) for page in pages]
    except (
        PdfReadError,
        PyPdfError,
        OSError,
        AttributeError,
        TypeError,
        AssertionError,
        NotImplementedError,
        RecursionError,
    ) as cause:
        raise UnreadableSource(
            "This PDF is damaged or made in a way that cannot be read.",
            "Take a screenshot of each page, and add those.",
        ) from cause


def _without_furniture(pages: list[str]) -> list[tuple[int, str]]:
    """Return page and line, without the headers and footers that most pages repeat."""
    split = [[line.rstrip() for line in page.split("\n")] for page in pages]
    told = [[re.sub(r"\d+", "#", line.strip()) for line in page if line.strip()] for page in split]
    edges = Counter(each for page in told for each in {*page[:2], *page[-2:]})
    enough = max(len(pages) * _MOST_PAGES, 1)
    furniture = {
        each
        for each, often in edges.items()
        if len(pages) >= _FURNITURE_PAGES and often > enough and not _STAMP.search(each)
    }
    return [
        (number, line)
        for number, page in enumerate(split, start=1)
        for place, line in enumerate(page)
        if line.strip()
        and not (place in (0, len(page) - 1) and _PAGE_NUMBER.fullmatch(line.strip()))
        and re.sub(r"\d+", "#", line.strip()) not in furniture
    ]


def _on_pages(
    items: Iterable[Draft | Stray], lines: list[tuple[int, str]]
) -> tuple[Draft | Stray, ...]:
    return tuple(replace(each, page=lines[each.position - 1][0]) for each in items)


def _by_stamps(lines: list[tuple[int, str]]) -> list[Draft | Stray]:
    """Return a draft for each line with a whole time; what follows continues it.

    Empty where no line has one.
    """
    items: list[Draft | Stray] = []
    now: tuple[int, re.Match[str], list[str]] | None = None
    for number, (_, line) in enumerate(lines, start=1):
        match = _STAMP.search(line)
        if match and wall_of(match["when"])[0]:
            if now:
                items.append(_draft(*now))
            now = (number, match, [line[: match.start()].strip(), line[match.end() :].strip()])
        elif now:
            now[2].append(line.strip())
        else:
            items.append(Stray(position=number, text=line, reason=NO_TIME))
    if now:
        items.append(_draft(*now))
    return items if now else []


def _draft(position: int, match: re.Match[str], parts: list[str]) -> Draft:
    before, after, *more = parts
    day, clock = wall_of(match["when"])
    words = "\n".join(part for part in (after, *more) if part)
    said = _SAID.fullmatch(words.split("\n")[0]) if words else None
    sender = before.strip(" :-–—|[]()") or None
    if sender is None and said and read_clock(said["who"]) is None:
        sender, first = said["who"].strip(), said["text"]
        words = "\n".join([first, *words.split("\n")[1:]])
    return Draft(
        position=position,
        units=1 + len(more),
        parts=day,
        clock=clock,
        shown_as=match["when"],
        sender=sender,
        text=words,
        kind=Kind.TEXT if words else Kind.UNKNOWN,
    )


FORMAT = ChatFormat(
    id="pdf_print",
    label="Printout (PDF)",
    recognises=is_pdf,
    draft=draft,
    own_encoding=True,
)
