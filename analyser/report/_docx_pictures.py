"""Put a picture in a Word document, with its text alternative."""

from io import BytesIO

from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm

from analyser.report._blocks import Picture
from analyser.report._xml_text import xml_text


def pictured(docx: Docx, picture: Picture, style: str) -> CT_P:
    """Return a paragraph that holds `picture`; its bytes become part of `docx`."""
    inline = docx.part.new_pic_inline(BytesIO(picture.data), Mm(picture.width_mm), None)
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
