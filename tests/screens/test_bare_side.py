"""Chats in which one side has bubbles and the other says plain words across from them."""

import numpy as np

from analyser.records import Box, Side
from analyser.screens._bare_side import with_bare_side
from analyser.screens._frame import Frame
from analyser.screens._labels import Between
from analyser.screens._lines import Line
from analyser.screens._page import Bubble
from analyser.screens._regions import Region

WHITE = (255, 255, 255)


def bubble(top, text, side=Side.RECEIVED):
    box = Box(left=20, top=top, width=200, height=40)
    mask = np.ones((40, 200), dtype=np.bool_)
    return Bubble(
        region=Region(box=box, mask=mask, whole=mask, fill=(230, 230, 230), side=side),
        lines=(Line(tuple(text.split()), 5, 0, 100, 15, 0.9),),
        clock=None,
        edited=False,
        quoted=(),
        picture=False,
        emoji=0,
    )


def plain(top, text, left):
    box = Box(left=left, top=top, width=9 * len(text), height=22)
    return Between(text=text, box=box, confidence=0.9)


def test_words_across_from_all_bubbles_are_the_messages_of_the_other_side():
    received = [bubble(top, "hello there") for top in (100, 220)]
    words = ["no", "I have asked you to stop", "please"]
    lines = [plain(160 + 60 * n, text, 380 - 9 * len(text)) for n, text in enumerate(words)]
    lines += [plain(200, "18:05", 335), plain(480, "Seen", 344), plain(90, "Me", 362)]
    frame = Frame(top=60, bottom=800, left=0, right=400, head=True, foot=True)
    found, left = with_bare_side(received, lines, 20.0, frame, WHITE)
    said = [(b.region.side, " ".join(b.lines[0].words)) for b in found]
    assert [each for each in said if each[0] is Side.SENT] == [(Side.SENT, w) for w in words]
    assert [b.text for b in left] == ["18:05", "Seen"]
    both = [*received, bubble(300, "mine", side=Side.SENT)]
    assert with_bare_side(both, lines, 20.0, frame, WHITE) == (both, lines)
