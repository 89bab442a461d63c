"""The report as PDF, by Typst: tagged, archivable, the same everywhere, all text handed as data."""

import json
import logging
import unicodedata
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Literal

import typst
from PIL import Image

from analyser.findings import Findings
from analyser.report._blocks import Block, Document, bullets, paragraph, phrase
from analyser.report._document import METHOD, build
from analyser.report._document import first_page as build_first
from analyser.report._drawable import Replaced, drawable, isolated, plain
from analyser.report._fonts import FAMILIES, fonts
from analyser.report._signs import sign_name
from analyser.report._text import broken, code_point, parted
from analyser.report._writer import Writer
from analyser.report_options import Options
from analyser.wording import counted

log = logging.getLogger(__name__)

_Draw = Callable[[str], str]
_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_LONGEST_WORD = 40
_LONGEST_WORD_IN = {"pictures": 13}
"""Characters after which a word may break: a hash, a file name and an address have no spaces."""
_TABLES = ("table", "index")
_LINE_MM, _LETTER_MM, _SHORTEST_WORD = 167, 2, 8
"""From the width of a column comes how long a word in it can be: 9 pt, and room at both sides."""
_LONGEST_PART = 1000
"""Characters Typst sets in one go: the time it takes grows with their square."""
_LISTED_AT_MOST = 40
_SUSPECTS = b"/Suspects false"
"""What holds without being said, and what the tools of Poppler take for an error. Spaces in its
place leave all else where the file says it is."""
_SHOWN_PPI = 110
_NONE: Mapping[str, bytes] = MappingProxyType({})
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="{width}" height="{height}"><image width="{width}" height="{height}"'
    ' xlink:href="data:image/jpeg;base64,{data}"/></svg>'
)
"""The two addresses are names that the format asks for; nothing is fetched."""


@cache
def _template() -> bytes:
    return (files("analyser.report") / "template.typ").read_bytes()


def _printable(value: object, draw: _Draw, longest: int = _LONGEST_WORD) -> object:
    if isinstance(value, str):
        return isolated(parted(broken(draw(value), longest), _LONGEST_PART))
    if isinstance(value, (list, tuple)):
        return [_printable(each, draw, longest) for each in value]
    if isinstance(value, dict):
        longest = _LONGEST_WORD_IN.get(str(value.get("kind")), longest)
        shown = {key: _printable(each, draw, longest) for key, each in value.items()}
        return shown | (_cells(value, draw) if value.get("kind") in _TABLES else {})
    return value


def _cells(table: dict[str, Any], draw: _Draw) -> dict[str, object]:
    """Return the cells of a table, with words that break where their column ends."""
    whole = sum(table["widths"])
    room = [_LINE_MM * width / whole / _LETTER_MM for width in table["widths"]]
    fits = [max(_SHORTEST_WORD, int(letters)) for letters in room]
    rows = [
        [_printable(cell, draw, longest) for cell, longest in zip(row, fits, strict=True)]
        for row in table["rows"]
    ]
    return {"rows": rows}


def _about(replaced: Replaced) -> list[Block]:
    """Return what the method section says of signs and letters written in another way."""
    blocks: list[Block] = []
    if replaced.signs:
        rows = tuple(
            (sign_name(sign), " ".join(map(code_point, sign)), str(count))
            for sign, count in sorted(replaced.signs.items())
        )
        blocks.append(paragraph(phrase("signs")))
        header = ("Sign", "Code points", "Times in this report")
        blocks.append(Block(kind="table", header=header, rows=rows, widths=(4, 3, 2)))
    if replaced.characters:
        count = counted(replaced.characters.total(), "character")
        blocks.append(paragraph(phrase("characters", count=count)))
        common = sorted(replaced.characters, key=lambda c: (-replaced.characters[c], c))
        blocks.append(
            bullets(
                f"{code_point(char)} {unicodedata.name(char, 'without a name').lower()}: "
                f"{counted(replaced.characters[char], 'time')}"
                for char in common[:_LISTED_AT_MOST]
            )
        )
    return blocks


def _taken_out(value: object, pictures: dict[str, bytes]) -> object:
    """Return `value` with each picture as the name of a file, and put the file in `pictures`.

    Typst takes binary files from folders only, and nothing of a case may touch the disk; a drawing
    (SVG) is text, can hold a picture, and leaves its bytes as they are.
    """
    if isinstance(value, bytes):
        width, height = Image.open(BytesIO(value)).size
        name = f"{len(pictures)}.svg"
        pictures[name] = _SVG.format(
            width=width, height=height, data=b64encode(value).decode()
        ).encode()
        return name
    if isinstance(value, (list, tuple)):
        return [_taken_out(each, pictures) for each in value]
    if isinstance(value, dict):
        return {key: _taken_out(each, pictures) for key, each in value.items()}
    return value


def _after_method(blocks: Sequence[Block]) -> int:
    """Return the place behind the section on the method."""
    heads = [n for n, block in enumerate(blocks) if block.level == 1] + [len(blocks)]
    ends = (end for start, end in pairwise(heads) if blocks[start].item == METHOD)
    return next(ends, len(blocks))


def printable(
    document: Document, draw: _Draw, replaced: Replaced, pictures: dict[str, bytes]
) -> dict[str, object]:
    """Return the document as the template takes it, with what `draw` counted in `replaced`.

    The files of its pictures are put in `pictures`.
    """
    shown = _printable(_taken_out(asdict(document), pictures), draw)
    assert isinstance(shown, dict)  # noqa: S101  # a document is one
    about = [asdict(block) for block in _about(replaced)]
    said = _printable(about, lambda text: drawable(text, Replaced()))
    assert isinstance(said, list)  # noqa: S101  # of blocks
    at = _after_method(document.blocks)
    shown["blocks"] = [*shown["blocks"][:at], *said, *shown["blocks"][at:]]
    return shown | {"fonts": list(FAMILIES)}


def _write(findings: Findings, now: datetime, options: Options) -> bytes:
    document = build(findings, now, options)
    replaced = Replaced()
    try:
        pictures: dict[str, bytes] = {}
        shown = printable(document, lambda t: drawable(t, replaced), replaced, pictures)
        return compiled(shown, now, pictures)
    except typst.TypstError:
        # No text is known that comes here. A report in plain letters is better than none.
        log.warning("the PDF is written with plain letters only")
        replaced = Replaced()
        pictures = {}
        shown = printable(document, lambda t: plain(t, replaced), replaced, pictures)
        return compiled(shown, now, pictures)


def compiled(
    document: dict[str, object], now: datetime, pictures: Mapping[str, bytes] = _NONE
) -> bytes:
    """Return the PDF of what `printable` returned.

    Raises:
        typst.TypstError: A letter in it cannot be drawn.
    """
    made: bytes = typst.compile(  # type: ignore[call-overload]  # its stub forgets the dict
        {"main.typ": _template(), **pictures},
        format="pdf",
        sys_inputs={"doc": json.dumps(document)},
        font_paths=fonts(),
        pdf_standards=[*_STANDARDS],
        timestamp=int(now.timestamp()),
    )
    return made.replace(_SUSPECTS, b" " * len(_SUSPECTS))


def first_page(findings: Findings, now: datetime, options: Options) -> bytes:
    """Return a picture (PNG) of the first page as it would be printed, quickly."""
    document = build_first(findings, now, options)
    try:
        return _first_drawn(document, drawable, now)
    except typst.TypstError:  # see `_write`
        return _first_drawn(document, plain, now)


def _first_drawn(document: Document, draw: Callable[[str, Replaced], str], now: datetime) -> bytes:
    replaced = Replaced()
    shown = printable(document, lambda text: draw(text, replaced), replaced, {})
    pages: bytes | list[bytes] = typst.compile(  # type: ignore[call-overload]  # as below
        {"main.typ": _template()},
        format="png",
        ppi=_SHOWN_PPI,
        sys_inputs={"doc": json.dumps(shown | {"alone": True})},
        font_paths=fonts(),
        timestamp=int(now.timestamp()),
    )
    return pages[0] if isinstance(pages, list) else pages


WRITER = Writer(id="to_pdf", file_name="report.pdf", write=_write)
