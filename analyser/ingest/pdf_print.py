"""A PDF printout of a chat that has a text layer.

Source: chat-formats section 24. What is read from a printout is less sure than an export: sides
that are shown only by left and right are not read.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.errors import PdfReadError, PyPdfError

from analyser.errors import UnreadableSource
from analyser.ingest import signal_md, whatsapp_txt
from analyser.ingest._calls import BILL
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._pdf_bill import bill_of
from analyser.ingest._pdf_furniture import without_furniture
from analyser.ingest._pdf_lines import days_of, mails_of, threads_of
from analyser.ingest._pdf_stamps import NO_TIME, Line, by_stamps
from analyser.ingest.pdf_pages import is_pdf
from analyser.wording import counted

# Its warnings quote what stands in the file; what matters is said as a problem.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_PAGES_AT_MOST = 2000
_NAMED_AT_MOST = 3
_LONGEST_SHOWN = 60
_TIMES_APART = re.compile(r"(?:^\d{1,2}[:.]\d{2}(?: ?[AaPp][Mm])?\s*\n){3}", re.MULTILINE)
"""Times that follow one another: a browser draws what floats at an edge apart from the words."""
_CELLS_APART = re.compile(r"^\d{1,3}:\d{2}(?::\d{2})?\s*\n£?\d{1,4}\.\d{2,4}\s*$", re.MULTILINE)
"""How long a call lasted and its price, each in a line of its own: cells of a table."""
_LEFT_OUT = (
    "A printout shows only what was on its pages: emoji missing from its font, times shown once "
    "for several messages, and sides shown only by left and right are lost."
)


_UNSURE = (
    "This was read from a printout; lines that a page broke may be joined or parted wrongly.",
    "Check it against the pages, or add the export itself.",
)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of the printout.

    Raises:
        UnreadableSource: It is damaged, locked, or holds pictures only.
    """
    pages, title = _pages(data)
    if not any(line.strip() for page in pages for line in page):
        raise UnreadableSource(
            "This PDF holds pictures of text only, or it is damaged.",
            "Take a screenshot of each page, and add those.",
        )
    lines, gone = without_furniture(pages, title)
    made = _read(lines, title, hints)
    return replace(
        made,
        items=tuple(replace(each, page=lines[each.position - 1][0]) for each in made.items),
        facts=(*made.facts, _LEFT_OUT, *_told(gone)),
        problems=(*made.problems, _UNSURE),
    )


def _is_apart(page: str) -> bool:
    return bool(_TIMES_APART.search(page)) or len(_CELLS_APART.findall(page)) > 1


def _as_seen(page: PageObject) -> list[str]:
    """Return the lines of a page as they stand on it; it can be drawn in another order."""
    seen = page.extract_text(extraction_mode="layout")
    return [re.sub(r"(?<=\S) {2,}", " ", line).strip() for line in seen.split("\n")]


def _read(lines: list[Line], title: str, hints: Hints) -> Drafted:
    text = "\n".join(line for _, line in lines)
    for chat in (whatsapp_txt, signal_md):
        if chat.recognises(text.encode("utf-8", errors="replace")[:65_536]):
            made: Drafted = chat.draft(text.encode("utf-8", errors="replace"), hints)
            return replace(made, facts=("Read from a printout of a chat.",))
    if (calls := bill_of(lines)) is not None:
        return _drafted(calls, "Read from a printed bill.", BILL, app="phone")
    if (mails := mails_of(lines) or threads_of(lines)) is not None:
        return _drafted(mails, "Read from a printout of e-mails.", app="email")
    if found := by_stamps(lines, (title, *hints.names)):
        return _drafted(found, "Read from a printout; each whole time is of a message.")
    if (by_days := days_of(lines)) is not None:
        return _drafted(by_days, "Read from a printout; days stand on lines of their own.")
    rest = [Stray(position=n, text=line, reason=NO_TIME) for n, (_, line) in enumerate(lines, 1)]
    return _drafted(rest, "Read from a printout; no layout that is known fits it.")


def _drafted(items: Sequence[Draft | Stray], *told: str, app: str | None = None) -> Drafted:
    return Drafted(items=tuple(items), app=app, facts=told)


def _told(gone: Sequence[str]) -> Iterator[str]:
    """Yield which lines were taken for page headers, footers and numbers."""
    if gone:
        shown = dict(Counter(gone).most_common(_NAMED_AT_MOST))
        named = ", ".join(f"'{line[:_LONGEST_SHOWN]}'" for line in shown)
        yield f"{counted(len(gone), 'line')} at the edges of pages left out, such as {named}."


def _pages(data: bytes) -> tuple[list[list[str]], str]:
    """Return the lines of each page, and the document's title."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableSource(
                "This PDF is locked with a password.", "Save it again without the password."
            )
        title = str(reader.metadata.title or "") if reader.metadata else ""
        pages = [page.extract_text().split("\n") for page in reader.pages[:_PAGES_AT_MOST]]
        if any(_is_apart("\n".join(page)) for page in pages):
            pages = [_as_seen(page) for page in reader.pages[:_PAGES_AT_MOST]]
        return pages, title
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


FORMAT = ChatFormat(
    id="pdf_print",
    label="Printout (PDF)",
    recognises=is_pdf,
    draft=draft,
    own_encoding=True,
)
