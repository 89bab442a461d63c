"""Show a message at its source: the picture with its place outlined, or the lines of the export.

Pictures are blurred, and harsh words covered, until they are asked for.
"""

import streamlit as st
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from analyser.findings import Findings
from analyser.ingest import text_lines
from analyser.picture_files import open_picture
from analyser.records import Box, Message, Source
from analyser.ui import _files, _parts, _state
from analyser.ui._literal import literal, name
from analyser.ui._messages import covered_places
from analyser.ui._words import words

_BLUR_PX = 24
_AROUND_PX = 260
"""Shown above and below the bubble, so that its neighbours can be seen."""
_DIMMED = 0.55
_LINES_AROUND = 3


def show_source(message: Message, findings: Findings) -> None:
    """Draw the place in the source that `message` was read from."""
    source = next(each for each in findings.sources if each.id == message.source)
    shown = name(source.name) + (f" › {name(source.member)}" if source.member else "")
    others = [place.item for place in message.seen_in if place.source != source.id]
    also = f" · also seen, as {literal(', '.join(others))}" if others else ""
    _parts.fragment(f"{source.id} · {shown}{also}", "notes-muted")
    if message.where.box:
        _picture(message, source, message.where.box)
    elif message.where.line:
        _lines(message, message.where.line, source, findings)
    elif message.where.record:
        _parts.text(f"Row {message.where.record} of the table.")


def cover_button(message: Message, *, covered: bool, what: str) -> None:
    """Draw the button that uncovers what is covered, or covers it again."""
    with st.container(key="key_cover"):
        if st.button(f"{'Show' if covered else 'Cover'} {what}", key=f"cover{message.id}"):
            uncovered = _state.case().uncovered
            (uncovered.add if covered else uncovered.discard)(message.id)
            st.rerun()


def _picture(message: Message, source: Source, box: Box) -> None:
    given = _files.open_source(source)
    if given is None:
        _parts.text(words("review", "no_file"))
        return
    with given.open() as stream:
        image = ImageOps.exif_transpose(open_picture(stream.read())).convert("RGB")
    covered = message.id not in _state.case().uncovered
    image = _outlined(image, box)
    if covered:
        image = image.filter(ImageFilter.GaussianBlur(_BLUR_PX))
    st.image(image, width="stretch", alt=words("review", "blurred" if covered else "picture"))
    cover_button(message, covered=covered, what="this picture")


def _outlined(image: Image.Image, box: Box) -> Image.Image:
    """Return the part of the picture around the bubble, its neighbours dimmed."""
    edge = (box.left, box.top, box.left + box.width, box.top + box.height)
    dimmed = Image.blend(image, Image.new("RGB", image.size, "#7d8794"), _DIMMED)
    dimmed.paste(image.crop(edge), edge[:2])
    ImageDraw.Draw(dimmed).rectangle(edge, outline="#0b5c66", width=6)
    top = max(0, box.top - _AROUND_PX)
    return dimmed.crop((0, top, image.width, min(image.height, edge[3] + _AROUND_PX)))


def _lines(
    message: Message,
    line: int,
    source: Source,
    findings: Findings,
) -> None:
    lines = _text_of(source)
    if not 0 < line <= len(lines):
        _parts.text(f"Line {line} of the export.")
        return
    numbers = range(max(1, line - _LINES_AROUND), min(len(lines), line + _LINES_AROUND) + 1)
    hidden = covered_places(findings, source.id, numbers)
    shown = []
    for number in numbers:
        covered = number in hidden
        body = words("review", "covered") if covered else lines[number - 1]
        style = ("here " if number == line else "") + ("covered" if covered else "")
        shown.append(
            f'<div class="{style}"><span class="n">{number}</span><bdi>{literal(body)}</bdi></div>'
        )
    st.html(f'<div class="notes-lines">{"".join(shown)}</div>')
    if line in hidden:
        cover_button(message, covered=True, what="the words")
    elif message.id in _state.case().uncovered:
        cover_button(message, covered=False, what="the words")


def _text_of(source: Source) -> list[str]:
    """Return the lines of an export; those of the one looked at last are at hand."""
    here = _state.case()
    if here.lines is None or here.lines[0] != source.id:
        given = _files.open_source(source)
        here.lines = source.id, text_lines(given) if given else []
    return here.lines[1]
