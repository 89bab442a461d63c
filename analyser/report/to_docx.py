"""The report as a Word document for editing: real headings, table headers, page numbers."""

import re
from datetime import UTC, datetime
from io import BytesIO

import docx as word
from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from analyser.findings import Findings
from analyser.report._blocks import Block
from analyser.report._document import build
from analyser.report._writer import Writer

_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _clean(text: str) -> str:
    return _BAD.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def _write(findings: Findings, now: datetime) -> bytes:
    report = build(findings, now)
    docx = word.Document()
    section = docx.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(18)
    docx.styles["Normal"].font.size = Pt(10.5)
    docx.core_properties.title = report.title
    docx.core_properties.author = ""
    docx.core_properties.language = "en-GB"
    docx.core_properties.created = docx.core_properties.modified = now.astimezone(UTC)
    docx.add_heading(report.title, 0)
    for block in report.blocks:
        _draw(docx, block)
    _footer(section.footer.paragraphs[0], report.footer)
    made = BytesIO()
    docx.save(made)
    return made.getvalue()


def _draw(docx: Docx, block: Block) -> None:
    if block.kind == "heading":
        docx.add_heading(_clean(block.text), block.level)
    elif block.kind == "table":
        _table(docx, block)
    elif block.kind == "bullets":
        for (text,) in block.rows:
            docx.add_paragraph(_clean(text), style="List Bullet")
    elif block.kind == "message":
        head = docx.add_paragraph()
        head.add_run(_clean(f"{block.item} · {block.head}")).font.size = Pt(8.5)
        head.paragraph_format.keep_with_next = True
        docx.add_paragraph(_clean(block.text), style="Quote")
        if block.tail:
            docx.add_paragraph().add_run(_clean(block.tail)).italic = True
    else:
        docx.add_paragraph().add_run(_clean(block.text)).bold = block.kind == "note"


def _table(docx: Docx, block: Block) -> None:
    table = docx.add_table(rows=1, cols=len(block.header), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, block.header, strict=True):
        cell.text = text
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  # python-docx has no call
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(text)
    docx.add_paragraph()


def _footer(paragraph: Paragraph, text: str) -> None:
    paragraph.add_run(f"{text}\nPage ").font.size = Pt(8.5)
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)  # noqa: SLF001  # python-docx has no call


WRITER = Writer(id="to_docx", file_name="report.docx", write=_write)
