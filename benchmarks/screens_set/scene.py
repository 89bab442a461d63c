"""What one picture shows: the choices that seed and part make, before anything is drawn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from screens_set.days import Calendar
from screens_set.talk import Talk

CONDITIONS = (
    "clean",
    "jpeg",
    "jpeg2",
    "photo",
    "crop",
    "large",
    "keyboard",
    "banner",
    "tablet",
    "desktop",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One picture, or one series of pictures of the same conversation.

    Attributes:
        id: `<part>-<number>-<app>`; the same on every run.
        where: `ios`, `android` or `web`.
        width: Of the screen in CSS pixels; `scale` of its pixels go to one.
        start: Number of the message the screen was scrolled to.
        push: CSS pixels by which it was scrolled past its edge.
        shots: 1, or how many successive pictures.
        settings: What the templates vary by: sizes, colours, forms.
    """

    id: str
    part: str
    seed: str
    app: str
    features: dict[str, Any]
    theme: str
    where: str
    condition: str
    width: int
    height: int
    scale: float
    font: str
    size: float
    calendar: Calendar
    captured: datetime
    talk: Talk
    start: int
    push: int
    shots: int
    settings: dict[str, Any]
