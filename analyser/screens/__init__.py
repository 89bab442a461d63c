"""Read screenshots of chats: who said what and when, with the place of each message in pixels.

Units of a picture are its bubbles, pills, date lines, the header and what stands between them.
Messages and notices are counted as such; date lines and the header as `system`; quoted replies
as `continuation`; a bubble without readable words as `unread`.
"""

from dataclasses import dataclass

from analyser.records import Accounted, Box, CaseFacts, Message, Problem, Unread, Where
from analyser.screens._assemble import assemble
from analyser.screens._engine import engine_name, languages
from analyser.screens._image import is_image, load
from analyser.screens._join import join
from analyser.screens._read import read_page

__all__ = ["ScreenResult", "engine_name", "is_image", "join", "languages", "read"]


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
    page = read_page(pixels)
    made = assemble(page, source=source, facts=facts)
    said = ("This picture moves; its first frame was read.",) if several else ()
    problems = made.problems
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
