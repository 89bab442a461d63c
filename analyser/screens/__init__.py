"""Read screenshots of chats: who said what and when, with the place of each message in pixels.

Units of a picture are its bubbles, pills, date lines, the header and what stands between them.
Messages and notices are counted as such; date lines and the header as `system`; quoted replies
as `continuation`; a bubble without readable words as `unread`.
"""

from dataclasses import dataclass, replace

from analyser.records import Accounted, Box, CaseFacts, Message, Problem, Unread, Where
from analyser.screens._assemble import Assembled, assemble
from analyser.screens._engine import engine_name, languages
from analyser.screens._image import is_image, load
from analyser.screens._join import join
from analyser.screens._photo import Upright, upright
from analyser.screens._read import read_page
from analyser.screens._words import find_texts, find_words

__all__ = [
    "ScreenResult",
    "engine_name",
    "find_texts",
    "find_words",
    "is_image",
    "join",
    "languages",
    "read",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenResult:
    """What came out of one picture."""

    kind: str
    app: str | None
    messages: tuple[Message, ...]
    unread: tuple[Unread, ...]
    accounted: Accounted
    problems: tuple[Problem, ...]
    facts: tuple[str, ...]


def read(data: bytes, *, source: str, facts: CaseFacts) -> ScreenResult:
    """Return the messages of one picture.

    Raises:
        UnreadableSource: The picture is cut off, damaged, or could not be read in time.
        UnsafeSource: It is far larger than a screenshot.
        OcrMissing: Tesseract or its English data is not installed.
    """
    pixels, several = load(data)
    shown = upright(pixels)
    page = read_page(shown.pixels)
    made = assemble(page, source=source, facts=facts)
    said = ("This picture moves; its first frame was read.",) if several else ()
    problems = made.problems
    if shown.back is not None:
        made = _led_back(made, shown)
        what = "This is a photograph of a screen; it is read less well than a screenshot."
        do = "If you can, add the screenshot itself."
        problems = (*made.problems, Problem(what=what, do=do))
    if not made.messages:
        height, width = pixels.shape[:2]
        whole = Where(box=Box(left=0, top=0, width=width, height=height))
        what = "No messages were found in this picture."
        do = "If it shows a chat, add a clearer screenshot; otherwise it can be left out."
        problems = (*problems, Problem(where=whole, what=what, do=do))
    return ScreenResult(
        kind="screenshot" if made.messages else "image",
        app=made.app,
        messages=made.messages,
        unread=made.unread,
        accounted=made.accounted,
        problems=problems,
        facts=(*made.facts, *said),
    )


def _led_back(made: Assembled, shown: Upright) -> Assembled:
    """Return what was made with its places in the photograph, not in the screen set upright."""
    return replace(
        made,
        messages=tuple(replace(m, where=_place(m.where, shown)) for m in made.messages),
        unread=tuple(replace(u, where=_place(u.where, shown)) for u in made.unread),
        problems=tuple(
            replace(p, where=_place(p.where, shown)) if p.where else p for p in made.problems
        ),
    )


def _place(where: Where, shown: Upright) -> Where:
    return replace(where, box=shown.box(where.box)) if where.box else where
