"""Say what a reader should find in a picture, from what the browser measured."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import numpy as np

from screens_set.bubbles import CALLS, is_edited
from screens_set.scene import Scene
from screens_set.spoil import Matrix
from screens_set.talk import Said

WHOLE = 0.86
"""A word of which this share is in view can be read."""
SEEN = 0.12
"""A word of which less is in view cannot."""
MEDIA_SEEN = 0.5
EDGE_PX = 2.5

Measured = dict[str, Any]
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


def truth(scene: Scene, measured: Measured, clip: dict[str, float], matrix: Matrix) -> Measured:
    """Return the truth of one picture, as it is written beside it."""
    said = {one.number: one for one in scene.talk.said}
    by: dict[str, dict[int, Measured]] = {}
    for name in ("texts", "clocks", "names", "quotes", "reactions"):
        by[name] = {int(each["of"]): each for each in measured[name]}
    days = [d for d in measured["days"] if d["of"] and d["shown"] > WHOLE]
    messages: list[Measured] = []
    label: tuple[str | None, int] = (None, -2)
    for each in sorted(measured["messages"], key=lambda one: one["box"]["top"]):
        one = said[int(each["of"])]
        found = _message(scene, one, each, by, measured["window"])
        label = _label(by["names"], one, label)
        found["name_shown"] = label[0] is not None
        found["time_also"] = _carried(scene, one, by["clocks"]) + [d["text"] for d in days]
        found |= _day(scene, one, each, days, by["clocks"])
        found["box"] = place(each["box"], measured["window"], clip, scene.scale, matrix)
        messages.append(found)
    title = [each for each in measured["titles"] if each["shown"] > WHOLE]
    return {
        "id": scene.id,
        "part": scene.part,
        "app": scene.app,
        "family": scene.features["family"],
        "theme": scene.theme,
        "where": scene.where,
        "condition": scene.condition,
        "captured_at": scene.captured.isoformat(),
        "me": scene.talk.me,
        "group": len(scene.talk.others) > 1,
        "header": title[0]["text"] if title and scene.features["family"] != "mail" else None,
        "messages": messages,
        "notices": _notices(measured),
        "separators": [{"text": d["text"], "day": d["of"]} for d in days],
    }


def _message(
    scene: Scene, said: Said, each: Measured, by: dict[str, dict[int, Measured]], window: Measured
) -> Measured:
    text, clock = by["texts"].get(said.number), by["clocks"].get(said.number)
    words = text["words"] if text else []
    sure = " ".join(word for word, shown, _ in words if shown >= WHOLE)
    more = " ".join(word for word, shown, _ in words if shown > SEEN)
    box = each["box"]
    over = box["top"] < window["top"] - EDGE_PX or box["bottom"] > window["bottom"] + EDGE_PX
    whole = all(shown >= WHOLE for _, shown, _ in words)
    if any(shown < WHOLE <= bare for _, shown, bare in words):
        sure = more = ""  # a pill, a button or a banner lies over some of it
    hidden = not sure if said.text or said.kind != "media" else each["shown"] < MEDIA_SEEN
    judged = clock is None or clock["shown"] >= WHOLE or clock["shown"] < SEEN
    shown_clock = clock["text"] if clock and clock["shown"] >= WHOLE else None
    quote = by["quotes"].get(said.number)
    return {
        "number": said.number,
        "kind": "edited" if is_edited(scene, said) else said.kind,
        "side": "sent" if scene.talk.is_mine(said) else "received",
        "sender": said.who,
        "text": sure,
        "text_more": more,
        "below": CALLS[said.detail][1] if said.kind == "missed_call" else "",
        "text_judged": said.kind != "media" or bool(said.text),
        "time": shown_clock,
        "time_judged": judged,
        "quoted": quote["text"] if quote and quote["shown"] >= WHOLE else None,
        "reaction": said.reaction if said.number in by["reactions"] else None,
        "partial": over or not whole,
        "optional": hidden,
    }


def _label(
    names: dict[int, Measured], said: Said, before: tuple[str | None, int]
) -> tuple[str | None, int]:
    """Return the name in force and the message it was seen with; a cut carries none on."""
    own = names.get(said.number)
    if own is not None and own["shown"] >= WHOLE:
        return said.who, said.number
    return (said.who, said.number) if before[0] == said.who else (None, said.number)


def _carried(scene: Scene, said: Said, clocks: dict[int, Measured]) -> list[str]:
    """Return the clocks in view of the same sender near by: the time of its run."""
    own = {one.number: one.who for one in scene.talk.said}
    near = range(said.number - 6, said.number + 7)
    return [c["text"] for n, c in clocks.items() if n in near and own.get(n) == said.who]


def _day(
    scene: Scene,
    said: Said,
    each: Measured,
    days: Iterable[Measured],
    clocks: dict[int, Measured],
) -> Measured:
    """Return the day of a message where the picture shows it, else none."""
    above = [d for d in days if d["box"]["top"] <= each["box"]["top"] + EDGE_PX]
    day = said.at.date().isoformat()
    if above:
        return {"day": day, "day_also": []}
    own = clocks.get(said.number)
    family = scene.features["family"]
    if own is None or own["shown"] < WHOLE:
        return {"day": None, "day_also": []}
    if family in ("comments", "posts"):
        unit = own["text"].split(" ")[0][-1]
        if unit in UNITS and own["text"][0].isdigit():
            back = scene.captured - UNITS[unit] * int(own["text"].split(" ")[0][:-1])
            return {"day": day, "day_also": [back.date().isoformat()]}
        return {
            "day": None if own["text"][0].isdigit() and " " not in own["text"] else day,
            "day_also": [],
        }
    dated = family == "mail" or bool(scene.features.get("stamp"))
    return {"day": day if dated else None, "day_also": []}


def _notices(measured: Measured) -> list[str]:
    """Return what may be read and is no message: notices, receipts, date lines, titles."""
    kinds = ("notices", "days", "titles", "names")
    return sorted({each["text"] for kind in kinds for each in measured[kind] if each["text"]})


def place(
    box: Measured, window: Measured, clip: dict[str, float], scale: float, matrix: Matrix
) -> list[int]:
    """Return left, top, width, height in pixels of the picture as it was spoiled."""
    left, right = max(box["left"], window["left"]), min(box["right"], window["right"])
    top, bottom = max(box["top"], window["top"]), min(box["bottom"], window["bottom"])
    corners = np.array(
        [
            [x, y, 1]
            for x in (left - clip["left"], right - clip["left"])
            for y in (top - clip["top"], bottom - clip["top"])
        ],
        np.float64,
    )
    corners[:, :2] *= scale
    moved = corners @ matrix.T
    points = moved[:, :2] / moved[:, 2:]
    low, high = points.min(axis=0), points.max(axis=0)
    return [round(float(value)) for value in (*low, *(high - low))]
