"""Choose by seed what each picture of a part shows. The same part gives the same pictures."""

import random
import tomllib
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from screens_set.days import calendar
from screens_set.fresh import drawn, fresh
from screens_set.invented import SHOTS, invented
from screens_set.lots import lot
from screens_set.names import renamed
from screens_set.scene import Scene
from screens_set.talk import PARTS, Talk, talks

PHONES = {
    "ios": (
        (320, 568, 2.0),
        (375, 667, 2.0),
        (375, 812, 3.0),
        (390, 844, 3.0),
        (393, 852, 3.0),
        (414, 896, 2.0),
        (430, 932, 3.0),
    ),
    "android": (
        (360, 640, 2.0),
        (360, 780, 3.0),
        (360, 800, 3.0),
        (384, 854, 2.8125),
        (393, 851, 2.75),
        (412, 915, 2.625),
    ),
}
TABLETS = ((768, 1024, 2.0), (820, 1180, 2.0), (800, 1280, 1.5))
DESKTOPS = (
    (1280, 720, 1.0),
    (1366, 768, 1.0),
    (1440, 900, 2.0),
    (1536, 864, 1.25),
    (1920, 1080, 1.0),
)
FONTS = {
    ("tune", "ios"): ("Inter",),
    ("tune", "android"): ("Roboto",),
    ("tune", "web"): ("Liberation Sans", "Roboto"),
    ("validate", "ios"): ("Inter Display", "Inter", "Liberation Sans"),
    ("validate", "android"): ("Roboto", "Roboto", "DejaVu Sans"),
    ("validate", "web"): ("Inter", "Liberation Sans"),
    ("test", "ios"): ("Liberation Sans", "Inter", "Inter Display"),
    ("test", "android"): ("Roboto", "Roboto Condensed", "DejaVu Sans Condensed"),
    ("test", "web"): ("DejaVu Sans", "Liberation Sans", "Inter"),
}
PHONE_BUBBLES = (
    *("clean", "clean", "clean", "clean", "jpeg", "jpeg", "jpeg2", "photo", "crop"),
    *("large", "keyboard", "banner"),
)
OTHER_PHONE = ("clean", "clean", "clean", "jpeg", "photo", "crop", "large")
TABLET_APPS = ("whatsapp", "imessage", "messenger", "telegram", "discord", "mail")
SERIES_APPS = (
    *("whatsapp", "imessage", "messenger", "whatsapp", "telegram", "signal", "instagram"),
    *("gmessages", "snapchat", "discord"),
)
SORTS = {
    "tiktok": ("comments",),
    "facebook": ("comments",),
    "x_posts": ("posts",),
    "mail": ("mail",),
    "discord": ("server", "server", "chat"),
    "discord_web": ("server",),
}
CHATS = ("chat", "chat", "chat", "group", "repeats")
# Padding of bubbles (down, across), roundness, and gap inside a run, in CSS pixels.
SHAPES = {
    "whatsapp": (5, 9, 9, 2),
    "whatsapp_web": (6, 9, 8, 2),
    "imessage": (7, 13, 18, 2),
    "gmessages": (9, 15, 20, 2),
    "messenger": (8, 12, 18, 2),
    "messenger_web": (8, 12, 18, 2),
    "instagram": (9, 13, 20, 2),
    "telegram": (6, 10, 15, 3),
    "telegram_desktop": (6, 10, 10, 3),
    "signal": (7, 12, 18, 2),
    "x_dm": (9, 15, 20, 3),
    "linnet": (8, 12, 3, 5),
    "peblo": (8, 12, 4, 5),
    "tarn": (8, 13, 16, 4),
}
DAYS_LATER = (0, 0, 0, 1, 1, 2, 4, 9, 40, 200, 420)


@cache
def apps() -> dict[str, dict[str, Any]]:
    """Return what `apps.toml` says, by app."""
    text = (Path(__file__).parent / "apps.toml").read_text(encoding="utf-8")
    odd = {name: app for part in PARTS for name, app in invented(part).items()}
    return tomllib.loads(text) | odd


def scenes(part: str) -> list[Scene]:
    """Return all pictures of a part, mixed, so that the first few are of many kinds."""
    wanted = list(_wanted(part))
    lot(f"order {part}").shuffle(wanted)
    known = apps()
    count: dict[str, int] = {}
    made = []
    for app, condition, shots in wanted:
        count[app] = count.get(app, 0) + 1
        kind = "series" if shots > 1 else "shot"
        name = f"{part}-{app}-{kind}-{count[app]:02d}-{condition}"
        made.append(_scene(name, part, (app, known[app]), condition, shots, _talk))
    return made


def fresh_scenes(part: str, seed: str, count: int) -> list[Scene]:
    """Return one picture of each of so many apps of a seed; the people have other names."""
    return [
        _scene(f"{part}-{app}", part, (app, drawn(app)), condition, 1, _odd_talk)
        for app, condition in fresh(seed, count)
    ]


def _wanted(part: str) -> Iterator[tuple[str, str, int]]:
    for app, features in apps().items():
        if features.get("part", part) != part:
            continue
        if "style" in features:
            desk = features["where"] == ["web"]
            yield from ((app, "desktop" if desk else shot, 1) for shot in SHOTS)
            continue
        if features["where"] == ["web"]:
            yield from ((app, "desktop", 1) for _ in range(6))
            continue
        plain = features["family"] == "bubbles"
        yield from ((app, condition, 1) for condition in (PHONE_BUBBLES if plain else OTHER_PHONE))
        if app in TABLET_APPS:
            yield app, "tablet", 1
    chance = lot(f"series {part}")
    for app in SERIES_APPS:
        yield app, chance.choice(("clean", "clean", "clean", "jpeg")), chance.randint(3, 5)


def _scene(
    name: str,
    part: str,
    app_drawn: tuple[str, dict[str, Any]],
    condition: str,
    shots: int,
    talk_for: Callable[[random.Random, str, str, int], Talk],
) -> Scene:
    chance = lot(name)
    app, features = app_drawn
    where = chance.choice(features["where"])
    width, height, scale = _screen(chance, where, condition)
    talk = talk_for(chance, part, app, shots)
    start = 0 if chance.random() < 0.25 or shots > 1 else chance.randrange(len(talk.said))
    later = timedelta(days=chance.choice(DAYS_LATER), minutes=chance.randint(2, 50))
    captured = talk.said[-1].at + later
    size = chance.uniform(15, 17) if where != "web" else chance.uniform(14, 15.5)
    if condition == "large":
        size = chance.uniform(20, 26)
    return Scene(
        id=name,
        part=part,
        seed=name,
        app=app,
        features=features,
        theme=chance.choice(("light", "dark")),
        where=where,
        condition=condition,
        width=width,
        height=height,
        scale=scale,
        font=chance.choice(FONTS[part, where]),
        size=round(size, 2),
        calendar=calendar(features, chance, captured),
        captured=captured,
        talk=talk,
        start=start,
        push=chance.choice((-12, -6, 9, 21, 34)),
        shots=shots,
        settings=_settings(chance, app, where, condition, features)
        | _dividers(chance, len(talk.said)),
    )


def _screen(chance: random.Random, where: str, condition: str) -> tuple[int, int, float]:
    if where == "web":
        return chance.choice(DESKTOPS)
    if condition == "tablet":
        return chance.choice(TABLETS)
    sizes = PHONES[where]
    small_too = condition not in ("keyboard", "large", "banner")
    return chance.choice(sizes if small_too else sizes[2:])


def _talk(chance: random.Random, part: str, app: str, shots: int) -> Talk:
    known = talks(part)
    sort = chance.choice(SORTS.get(app, CHATS))
    if shots > 1:
        sort = chance.choice(("repeats", "chat", "group"))
    fitting = [talk for talk in known if talk.sort == sort]
    if not fitting and app not in SORTS:
        fitting = [talk for talk in known if talk.sort in CHATS]
    if not fitting:
        fitting = [talk for talk in known if talk.sort in (*SORTS.get(app, ()), "chat")]
    return chance.choice(fitting)


def _odd_talk(chance: random.Random, part: str, app: str, shots: int) -> Talk:
    return renamed(_talk(chance, part, app, shots), chance)


def _dividers(chance: random.Random, said: int) -> dict[str, Any]:
    """Return where a line of unread messages stands, or nowhere, and its words."""
    at = chance.randrange(3, said) if chance.random() < 0.15 and said > 4 else -1
    count = said - at
    return {
        "unread_at": at,
        "unread": chance.choice((f"{count} unread messages", "Unread messages", "New")),
        "edited": chance.choice(("Edited", "edited")),
        "down": chance.random() < 0.4,
    }


def _settings(
    chance: random.Random, app: str, where: str, condition: str, features: dict[str, Any]
) -> dict[str, Any]:
    down, across, round_, gap = SHAPES.get(app, (7, 11, 14, 3))
    wide = condition == "tablet" or where == "web"
    most = f"{chance.randint(52, 66)}%" if wide else f"{chance.randint(74, 84)}%"
    sizes = {
        "pad-y": f"{down + chance.choice((-1, 0, 0, 1))}px",
        "pad-x": f"{across + chance.choice((-1, 0, 1))}px",
        "round": f"{max(2, round_ + chance.choice((-2, 0, 0, 2)))}px",
        "gap": f"{gap}px",
        "far": f"{chance.choice((6, 8, 10, 12))}px",
        "gutter": f"{chance.randint(9, 16) * (4 if where == 'web' else 1)}px",
        "max": most,
        "side": f"{chance.choice((300, 340, 400))}px",
        "photo": f"{chance.choice((200, 220, 240))}px",
    }
    return {
        "sizes": sizes,
        "face": chance.choice((34, 38, 40)),
        "pill": bool(features.get("pill")) and chance.random() < 0.5,
        "from_top": chance.random() < 0.3,
        "plain": chance.random() < 0.25,
        "photo_wall": chance.random() < 0.15,
        "doodle": chance.choice((96, 120, 150)),
        "shout": chance.random() < 0.7,
        "long_ago": chance.random() < 0.3,
        "mail_date": chance.choice(
            ("{d} {B} {Y} at {clock}", "{a}, {d} {b} {Y}, {clock}", "{dd}/{mm}/{Y}, {clock}")
        ),
        "crop": (chance.uniform(0.1, 0.3), chance.uniform(0.72, 0.96)),
    }
