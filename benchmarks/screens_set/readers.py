"""Read a picture with this program and with the tools that people have today."""

import importlib.util
import os
import re
import resource
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import cv2
import numpy as np
import pytesseract
from PIL import Image

from analyser import screens
from analyser.errors import AnalyserError
from analyser.records import CaseFacts, DayOrder, Message

os.environ["OMP_THREAD_LIMIT"] = "1"
ZONE = ZoneInfo("Europe/London")
LINE_SHARE = 0.5
_HEADER = re.compile(r"The header shows (.+)\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message as a reader gave it; None for what that reader does not give."""

    text: str
    side: str | None = None
    sender: str | None = None
    time: str | None = None
    day: str | None = None
    kind: str = "text"
    quoted: str | None = None
    box: tuple[int, int, int, int] | None = None
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What one reader made of one picture, and the CPU seconds that it took.

    Attributes:
        page: All the words, for readers that give no more than that.
        messages: The records of this program; empty for the others.
        told: Places that it names as not read, or not whole.
    """

    said: tuple[Said, ...]
    seconds: float
    header: str | None = None
    page: str | None = None
    messages: tuple[Message, ...] = ()
    error: str | None = None
    told: tuple[tuple[int, int, int, int], ...] = ()

    @classmethod
    def of_page(cls, page: str, seconds: float) -> "Read":
        """Return what a reader gives that knows words and lines and nothing more."""
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        return cls(said=tuple(Said(text=line) for line in lines), seconds=seconds, page=page)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what `work` returns, and its CPU seconds, those of finished children included."""
    start = _cpu()
    made = work()
    return made, _cpu() - start


def _cpu() -> float:
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, whose))


def facts_of(truth: Mapping[str, Any]) -> CaseFacts:
    """Return what the person would have said about the picture."""
    return CaseFacts(
        me=(truth["me"],),
        captured_at=datetime.fromisoformat(truth["captured_at"]).replace(tzinfo=ZONE),
        day_order=DayOrder.DAY_FIRST,
    )


def ours(data: bytes, truth: Mapping[str, Any]) -> Read:
    """Read with this program."""
    source = f"S{truth['shot']}"
    try:
        made, seconds = timed(lambda: screens.read(data, source=source, facts=facts_of(truth)))
    except AnalyserError as error:
        return Read(said=(), seconds=0.0, error=error.problem)
    header = next((m[1] for fact in made.facts if (m := _HEADER.search(fact))), None)
    places = [each.where.box for each in (*made.unread, *made.problems) if each.where]
    return Read(
        told=tuple((b.left, b.top, b.width, b.height) for b in places if b),
        said=tuple(map(said_of, made.messages)),
        seconds=seconds,
        header=header,
        messages=made.messages,
    )


def said_of(message: Message) -> Said:
    """Return a record of this program as the scores take it."""
    box = message.where.box
    instant = message.when.instant
    return Said(
        id=message.id,
        text=message.text,
        side=message.side.value,
        sender=message.sender,
        time=message.when.shown_as,
        day=instant.astimezone(ZONE).date().isoformat() if instant else None,
        kind=message.kind.value,
        quoted=message.quoted,
        box=(box.left, box.top, box.width, box.height) if box else None,
    )


def plain(data: bytes, truth: Mapping[str, Any]) -> Read:
    """Read as one page of print, as most people would begin."""
    del truth
    image = Image.open(BytesIO(data))
    text, seconds = timed(lambda: pytesseract.image_to_string(image))
    return Read.of_page(text, seconds)


def tricks(data: bytes, truth: Mapping[str, Any]) -> Read:
    """Read in grey, twice the size, in black and white by Otsu, as one block."""
    del truth

    def work() -> str:
        grey = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
        if grey is None:
            return ""
        large = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        _, even = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        if even.mean() < 128:  # half of 255: the picture is dark
            even = cv2.bitwise_not(even)
        return str(pytesseract.image_to_string(Image.fromarray(even), config="--psm 6"))

    text, seconds = timed(work)
    return Read.of_page(text, seconds)


_RAPID: list[Any] = []


def rapid(data: bytes, truth: Mapping[str, Any]) -> Read:
    """Read with rapidocr: boxes of words, put into lines."""
    del truth
    if not _RAPID:
        module = importlib.import_module("rapidocr_onnxruntime")
        _RAPID.append(module.RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1))
    found, seconds = timed(lambda: _RAPID[0](data)[0] or [])
    placed = sorted(
        (min(p[1] for p in box), min(p[0] for p in box), text) for box, text, _ in found
    )
    return Read.of_page("\n".join(text for _, _, text in placed), seconds)


READERS: dict[str, Callable[[bytes, Mapping[str, Any]], Read]] = {
    "this program": ours,
    "pytesseract": plain,
    "with tricks": tricks,
}
if importlib.util.find_spec("rapidocr_onnxruntime"):
    READERS["rapidocr"] = rapid
