"""The report as a Word document for editing: real headings, table headers, page numbers."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise

import docx as word
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from analyser.findings import Findings
from analyser.report._blocks import Block
from analyser.report._document import build
from analyser.report._docx_pictures import pictured
from analyser.report._writer import Writer
from analyser.report._xml_text import xml_text
from analyser.report._zip import without_clock
from analyser.report_options import Options

_FONT = "Calibri"
_LINES, _LINE_LETTERS = 3, 84
"""Room to write by hand."""
_GREY = RGBColor(0x3C, 0x3C, 0x3C)
_LINE_WIDTH, _DAY_WIDTH = Mm(167), Mm(14)
"""The cells of a calendar are no wider than a day of the PDF, however few there are."""
_TABLES = frozenset({"table", "cells", "index"})
_DRAWINGS = frozenset({"bars", "timeline", "ways"})
"""Said in words in a document for editing; their numbers stand in tables."""
_NOTE, _HEAD, _BODY, _WHY, _CELL = "Note", "Message head", "Message", "Message why", "Table text"
_SMALL = "Small table text"
_LIGHTEST, _DARKEST = 0xF4, 0xAA
"""Greys of the cells of a calendar, from the fewest to the most; black can be read on both."""
_WHOLE_ROWS, _WHOLE_LETTERS = 8, 1500
"""A table of no more rows and letters stays on one page, as in the PDF."""
_CELL_SIDES, _SMALL_SIDES = "60", "10"
"""Room left and right in a cell, in twentieths of a point."""


def _write(findings: Findings, now: datetime, options: Options) -> bytes:
    report = build(findings, now, options)
    docx = word.Document()
    _set_up(docx, report.title, now)
    docx.sections[0].header.paragraphs[0].text = xml_text(f"Notes    {report.head}")
    _footer(docx, report.footer)
    end = docx.element.body.sectPr
    ids = {style.name: style.style_id for style in docx.styles}
    end.addprevious(_paragraph(report.title, ids["Title"]))
    for block, following in pairwise((*report.blocks, None)):
        assert block is not None  # noqa: S101  # only the last one is none
        leads = block.kind == "paragraph" and following is not None and following.kind in _TABLES
        for element in _drawn(block, ids):
            if leads and isinstance(element, CT_P):
                _keep_with_next(element)
            end.addprevious(element)
        alone = block.kind == "pictures"
        for picture in block.pictures:
            if alone:
                end.addprevious(_paragraph(picture.alt, ids[_HEAD]))
            end.addprevious(pictured(docx, picture, ids["Normal"], alone=alone))
    made = BytesIO()
    docx.save(made)
    return without_clock(made.getvalue())


def _set_up(docx: Docx, title: str, now: datetime) -> None:
    section = docx.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(18)
    properties = docx.core_properties
    properties.title, properties.author, properties.language = title, "", "en-GB"
    properties.comments = ""
    properties.created = properties.modified = now.astimezone(UTC)
    for element in docx.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), "en-GB")
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        style = docx.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101  # all five are
        style.font.name = _FONT
        style.font.color.rgb = RGBColor(0, 0, 0)
        _only_font(style)
    docx.styles["Normal"].font.size = Pt(10.5)
    note = _style(docx, _NOTE, Pt(10.5))
    note.font.bold = True
    _border(note, ("top", "left", "bottom", "right"))
    head = _style(docx, _HEAD, Pt(8.5))
    head.font.color.rgb = _GREY
    head.paragraph_format.keep_with_next = True
    _border(_style(docx, _BODY, Pt(10.5)), ("left",))
    _style(docx, _CELL, Pt(9)).paragraph_format.space_after = Pt(1)
    _style(docx, _SMALL, Pt(6.5)).paragraph_format.space_after = Pt(0)
    why = _style(docx, _WHY, Pt(9))
    why.font.italic = True


def _style(docx: Docx, name: str, size: Pt) -> ParagraphStyle:
    style = docx.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101  # as asked for
    style.base_style = docx.styles["Normal"]
    style.font.size = size
    style.paragraph_format.space_after = Pt(3)
    return style


def _only_font(style: ParagraphStyle) -> None:
    """Take the theme's fonts out of a style: they win over the name that was set."""
    fonts = style.element.rPr.rFonts
    for key in [key for key in fonts.attrib if "Theme" in key]:
        del fonts.attrib[key]


def _border(style: ParagraphStyle, sides: Iterable[str]) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "8"), ("space", "6"), ("color", "7F7F7F")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    # After `keepNext` and before `spacing`, as the schema of Office has it.
    properties = style.element.get_or_add_pPr()
    spacing = properties.find(qn("w:spacing"))
    if spacing is None:
        properties.append(borders)
    else:
        spacing.addprevious(borders)


def _drawn(block: Block, ids: dict[str, str]) -> Iterable[BaseOxmlElement]:
    """Yield the elements of a block; made by hand, because a lookup a paragraph takes minutes."""
    if block.kind == "heading":
        yield _paragraph(block.text, ids[f"Heading {block.level}"])
    elif block.kind in _TABLES:
        # What the cells show stands above them; of a table the paragraph before it says so.
        for text in filter(None, (block.text,)):
            yield _keep_with_next(_paragraph(text, ids["Normal"]))
        yield from (_table(block, ids), _paragraph("", ids["Normal"]))
    elif block.kind == "bullets":
        for (text,) in block.rows:
            yield _paragraph(text, ids["List Bullet"])
    elif block.kind == "message":
        yield from _message(block, ids)
    elif block.kind in ("lines", "points"):
        yield from _named(block, ids)
    elif block.kind not in ("pictures", "contents"):
        text = block.head if block.kind in _DRAWINGS else block.text
        yield _paragraph(text, ids[_NOTE if block.kind == "note" else "Normal"])


def _message(block: Block, ids: dict[str, str]) -> Iterable[CT_P]:
    yield _paragraph(f"{block.item} · {block.head}", ids[_HEAD])
    if block.reply:
        yield _paragraph(f"In reply to: {block.reply}", ids[_HEAD])
    yield _paragraph(block.text, ids[_BODY])
    for tail in block.tails:
        yield _paragraph(tail, ids[_WHY])


def _named(block: Block, ids: dict[str, str]) -> Iterable[CT_P]:
    """Yield a question and room to write, or names with their lines."""
    if block.kind == "lines":
        yield _paragraph(block.text, ids["Normal"], bold=True)
        yield from (_paragraph("_" * _LINE_LETTERS, ids["Normal"]) for _ in range(_LINES))
    for title, text in block.rows:
        yield _paragraph(title, ids[_HEAD], bold=True)
        yield _paragraph(text, ids[_CELL])


def _keep_with_next(paragraph: CT_P) -> CT_P:
    """Keep a paragraph on the page of what follows it, as its table."""
    paragraph.get_or_add_pPr().get_or_add_keepNext()
    return paragraph


def _paragraph(text: str, style: str, *, bold: bool = False) -> CT_P:
    paragraph = OxmlElement("w:p")
    assert isinstance(paragraph, CT_P)  # noqa: S101  # python-docx maps the name to it
    paragraph.style = style
    run = paragraph.add_r()
    run.text = xml_text(text)
    if bold:
        run.get_or_add_rPr().append(OxmlElement("w:b"))
    return paragraph


def _table(block: Block, ids: dict[str, str]) -> BaseOxmlElement:
    if block.kind == "index":  # a document that is edited has no fixed pages
        header, rows = block.header[:-1], tuple(row[:-1] for row in block.rows)
        block = replace(block, header=header, rows=rows, widths=block.widths[:-1])
    table = OxmlElement("w:tbl")
    properties = OxmlElement("w:tblPr")
    properties.append(_valued("w:tblStyle", ids["Table Grid"]))
    properties.append(_valued("w:tblLayout", "fixed", key="w:type"))
    is_chart = block.kind == "cells"
    properties.append(_sides(_SMALL_SIDES if is_chart else _CELL_SIDES))
    style = ids[_SMALL if is_chart else _CELL]
    table.append(properties)
    grid = OxmlElement("w:tblGrid")
    line = min(_LINE_WIDTH.twips, _DAY_WIDTH.twips * sum(block.widths)) if is_chart else None
    shares = (line or _LINE_WIDTH.twips) / sum(block.widths)
    twips = [round(shares * width) for width in block.widths]
    for width in twips:
        grid.append(_valued("w:gridCol", str(width), key="w:w"))
    table.append(grid)
    table.append(_row(block.header, twips, style, header=True))
    most = max((_number(cell) for row in block.rows for cell in row[1:]), default=0)
    letters = sum(len(cell) for row in block.rows for cell in row)
    whole = len(block.rows) <= _WHOLE_ROWS and letters <= _WHOLE_LETTERS
    for number, row in enumerate(block.rows, start=1):
        table.append(_row(row, twips, style, keep=whole and number < len(block.rows)))
        if is_chart and most:
            _shade(table[-1], row, most)
    return table


def _sides(room: str) -> BaseOxmlElement:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = _valued(f"w:{side}", room, key="w:w")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _number(cell: str) -> int:
    """Return the number that a cell of a calendar begins with."""
    first = cell.partition(" ")[0]
    return int(first) if first.isdecimal() else 0


def _shade(row: BaseOxmlElement, cells: tuple[str, ...], most: int) -> None:
    """Make the cells of a row the darker, the higher their numbers."""
    for cell, text in zip(row.findall(qn("w:tc")), cells, strict=True):
        if number := _number(text):
            grey = f"{round(_LIGHTEST - (_LIGHTEST - _DARKEST) * number / most):02X}" * 3
            shading = _valued("w:shd", "clear")
            shading.set(qn("w:color"), "auto")
            shading.set(qn("w:fill"), grey)
            cell.find(qn("w:tcPr")).append(shading)


def _row(
    cells: Iterable[str],
    twips: list[int],
    style: str,
    *,
    header: bool = False,
    keep: bool = False,
) -> BaseOxmlElement:
    """Return a row that does not split; a header stays with its first row, `keep` with the next."""
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for text, width in zip(cells, twips, strict=True):
        cell = OxmlElement("w:tc")
        sizes = OxmlElement("w:tcPr")
        sizes.append(_valued("w:tcW", str(width), key="w:w"))
        cell.append(sizes)
        said = _paragraph(text, style, bold=header)
        cell.append(_keep_with_next(said) if header or keep else said)
        row.append(cell)
    return row


def _valued(name: str, value: str, *, key: str = "w:val") -> BaseOxmlElement:
    element = OxmlElement(name)
    element.set(qn(key), value)
    return element


def _footer(docx: Docx, text: str) -> None:
    paragraph = docx.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{xml_text(text)}\nPage ").font.size = Pt(8.5)
    for name, between in (("PAGE", " of "), ("NUMPAGES", "")):
        field = _valued("w:fldSimple", name, key="w:instr")
        shown = OxmlElement("w:r")
        shown.text = "1"
        field.append(shown)
        paragraph._p.append(field)  # noqa: SLF001  # python-docx has no call for fields
        paragraph.add_run(between).font.size = Pt(8.5)


WRITER = Writer(id="to_docx", file_name="report.docx", write=_write)
