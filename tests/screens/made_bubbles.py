"""A bubble at the left edge as it comes from the reader, for tests of what is made of it."""

import numpy as np

from analyser.records import Box, Side
from analyser.screens._lines import Line
from analyser.screens._page import Bubble
from analyser.screens._regions import Region

WHITE, GREY, GREEN = (255, 255, 255), (230, 230, 230), (40, 160, 90)


def bubble(top, *lines, name=None, fill=GREY, side=Side.RECEIVED):
    box = Box(left=20, top=top, width=200, height=40)
    mask = np.ones((40, 200), dtype=np.bool_)
    region = Region(box=box, mask=mask, whole=mask, fill=fill, side=side)
    read = tuple(
        Line(tuple(text.split()), 5, 20 * n, 9 * len(text), 20 * n + 15, 0.9)
        for n, text in enumerate(lines)
    )
    return Bubble(
        region=region,
        lines=read,
        clock=None,
        edited=False,
        quoted=(),
        picture=False,
        emoji=0,
        name=name,
    )
