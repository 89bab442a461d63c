"""Put a picture in a Word document, with its text alternative."""

from io import BytesIO

from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm

from analyser.report._blocks import Picture
from analyser.report._xml_text import xml_text

_WIDEST_MM, _TALLEST_MM = 154, 190
"""What a page has room for, below the words that stand over the picture."""


def pictured(docx: Docx, picture: Picture, style: str, *, alone: bool = False) -> CT_P:
    """Return a paragraph that holds `picture`; its bytes become part of `docx`.

    One that stands `alone` is as large as a page has room for: no two would fit on it.
    """
    inline = docx.part.new_pic_inline(BytesIO(picture.data), Mm(picture.width_mm), None)
    if alone:
        scale = min(Mm(_WIDEST_MM) / inline.extent.cx, Mm(_TALLEST_MM) / inline.extent.cy)
        inline = docx.part.new_pic_inline(
            BytesIO(picture.data), round(inline.extent.cx * scale), None
        )
    inline.docPr.set("descr", xml_text(picture.alt))
    # The name that python-docx gives is that of a file on no disk.
    inline.docPr.set("name", f"Picture {inline.docPr.id}")
    paragraph = OxmlElement("w:p")
    assert isinstance(paragraph, CT_P)  # noqa: S101  # python-docx maps the name to it
    paragraph.style = style
    drawing = OxmlElement("w:drawing")
    drawing.append(inline)
    paragraph.add_r().append(drawing)
    return paragraph
