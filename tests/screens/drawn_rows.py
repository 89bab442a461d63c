"""Rows of a page without bubbles as they come from the reader, and what is made of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from analyser.records import Box, CaseFacts, DayOrder
from analyser.screens._assemble import assemble
from analyser.screens._frame import Frame
from analyser.screens._page import Page
from analyser.screens._row_blocks import find_blocks
from analyser.screens._row_entries import make_entries
from analyser.screens._row_lines import Row, Run
from analyser.screens._row_parts import Parts

EM = 20.0
WIDTH, HEIGHT = 400, 800
FRAME = Frame(top=60, bottom=760, left=0, right=WIDTH, head=True, foot=True)
INK, PALE, RED, BLUE = (20, 20, 20), (130, 130, 130), (230, 40, 60), (20, 120, 230)
LETTER = 9
"""Width of a letter in the rows made here, in pixels."""


def row(top, *pieces, left=70, height=20, gap=8):
    """Make one row; a piece is words, or words and a colour."""
    runs, at = [], left
    for piece in pieces:
        words, colour = piece if isinstance(piece, tuple) else (piece, INK)
        for word in words.split():
            box = Box(left=at, top=top, width=LETTER * len(word), height=height)
            away = float(max(255 - c for c in colour))
            runs.append(Run(text=word, box=box, colour=colour, contrast=away, confidence=0.9))
            at = box.left + box.width + gap
    box = Box(left=left, top=top, width=at - gap - left, height=height)
    return Row(runs=tuple(runs), box=box, baseline=top + height)


def parts(*, avatars=(), bars=()):
    return Parts(
        view=np.full((700, WIDTH, 3), 255, np.uint8),
        page=(255, 255, 255),
        em=EM,
        lines=(),
        bars=tuple(bars),
        avatars=tuple(avatars),
        pictures=(),
        emoji=(),
        tags=(),
    )


def face(top, size=44):
    return Box(left=14, top=top, width=size, height=size)


def said(found, rows, *, me=("Ffion Rees",), header=None):
    blocks = find_blocks(found, rows, FRAME, HEIGHT)
    page = Page(
        width=WIDTH,
        middle=WIDTH / 2,
        height=HEIGHT,
        header=header,
        group=True,
        hint=None,
        bubbles=(),
        between=(),
        entries=tuple(make_entries(blocks, FRAME, EM)),
    )
    captured = datetime(2025, 4, 9, 12, tzinfo=ZoneInfo("Europe/London"))
    facts = CaseFacts(captured_at=captured, me=me, day_order=DayOrder.DAY_FIRST)
    return assemble(page, source="S1", facts=facts)


def told(made):
    return [(m.sender, m.when.shown_as, m.text) for m in made.messages]
