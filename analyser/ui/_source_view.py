"""Show a message at its source: the picture with its place outlined, or the lines of the export.

Pictures are blurred until they are asked for.
"""

from html import escape
from io import BytesIO

import streamlit as st
from PIL import Image, ImageDraw, ImageFilter

from analyser.records import Box, Message, Source
from analyser.ui import _parts, _state

_BLUR_PX = 24
_AROUND_PX = 260
"""Shown above and below the bubble, so that its neighbours can be seen."""
_LINES_AROUND = 3


def show_source(message: Message) -> None:
    """Draw the place in the source that `message` was read from."""
    reading = _state.case().reading
    if reading is None:
        return
    source = next(each for each in reading.sources if each.id == message.source)
    places = [sighting.source for sighting in message.seen_in] or [source.id]
    _parts.text(f"{source.name} · seen in {', '.join(places)}", "notes-muted")
    if message.where.box:
        _picture(message, source, message.where.box)
    elif message.where.line:
        _lines(message.where.line, source)
    else:
        _parts.text(f"Row {message.where.record} of the table.")


def _bytes_of(source: Source) -> bytes:
    for given in _state.case().files.values():
        if given.name == source.name and given.size_bytes == source.size_bytes:
            with given.open() as stream:
                return stream.read()
    return b""


def _picture(message: Message, source: Source, box: Box) -> None:
    data = _bytes_of(source)
    if source.member or not data:
        _parts.text("This picture lies in an archive. Open the archive to look at it.")
        return
    image = Image.open(BytesIO(data)).convert("RGB")
    edge = (box.left, box.top, box.left + box.width, box.top + box.height)
    ImageDraw.Draw(image).rectangle(edge, outline="#0b5c66", width=6)
    top = max(0, box.top - _AROUND_PX)
    image = image.crop((0, top, image.width, min(image.height, edge[3] + _AROUND_PX)))
    uncovered = _state.case().uncovered
    covered = message.id not in uncovered
    if covered:
        image = image.filter(ImageFilter.GaussianBlur(_BLUR_PX))
    st.image(image, width=380)
    label = "Show this picture" if covered else "Cover this picture"
    if st.button(label, key=f"cover{message.id}"):
        (uncovered.add if covered else uncovered.discard)(message.id)
        st.rerun()


def _lines(line: int, source: Source) -> None:
    lines = _state.lines_of(source)
    if not lines:
        _parts.text(f"Line {line} of the export.")
        return
    first = max(1, line - _LINES_AROUND)
    shown = [
        f'<span class="{"here" if n == line else ""}">{n}  {escape(lines[n - 1])}</span>'
        for n in range(first, min(len(lines), line + _LINES_AROUND) + 1)
    ]
    st.html(f'<div class="notes-lines">{"<br>".join(shown)}</div>')
