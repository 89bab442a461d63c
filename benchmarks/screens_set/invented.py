"""Draw lots for apps that nobody has met: shapes, colours, places of names and times, words.

An app is its name: the same name gives the same app. `tune` draws from fewer forms than the other
parts, so that these hold some that no reader was tuned on.
"""

import colorsys
import random
from typing import Any

from screens_set.lots import lot

COUNTS = {"tune": 38, "validate": 16, "test": 16}
SHOTS = ("clean", "clean")
STYLES = ("bubbles",) * 7 + ("disc", "inline", "cards")
CLOCKS = ("corner", "corner", "below", "last", "above", "beside", "name", "none", "under", "first")
MORE_CLOCKS = (*CLOCKS, "start", "beside")
NAMES = ("inside", "above", "above")
BADGES = ("Admin", "Host", "MOD", "Seller", "Level 12")
RADII = ("0", "3px", "8px", "14px", "22px", "4px 18px 18px 18px", "18px 18px 18px 4px")
MORE_RADII = (*RADII, "16px 2px 16px 2px", "11px 11px 0 11px")
TAILS = ("none", "none", "top", "bottom", "dots")
FILLS = ("solid", "solid", "outline", "gradient", "shadow", "alike")
DAYS = (
    ("{A}", "{d} {B}", "{d} {B} {Y}"),
    ("{a}", "{a} {d} {b}", "{a} {d} {b} {Y}"),
    ("{A}, {d} {B}", "{A}, {d} {B}", "{d} {B} {Y}"),
    ("{dd}/{mm}/{Y}", "{dd}/{mm}/{Y}", "{dd}/{mm}/{Y}"),
    ("{B} {d}", "{B} {d}", "{B} {d}, {Y}"),
    ("{d} {b}", "{d} {b}", "{d} {b} {Y}"),
)
MORE_DAYS = (
    *DAYS,
    ("{A}", "{dd}.{mm}.{Y}", "{dd}.{mm}.{Y}"),
    ("{Y}-{mm}-{dd}", "{Y}-{mm}-{dd}", "{Y}-{mm}-{dd}"),
)
LINES = ("{day}", "{day}", "{day}", "{day} {clock}", "{day}, {clock}", "{day} at {clock}")
HINTS = ("Say something", "Write here", "Reply", "Your message", "Type here…", "Add a comment")
UNDER = ("online", "Active now", "Usually replies in an hour", "2 km away", "")
WORDS = ("Read", "Seen", "Sent", "✓")


def invented(part: str) -> dict[str, dict[str, Any]]:
    """Return the invented apps of a part, by name."""
    names = [f"odd-{part[:2]}{number:02d}" for number in range(1, COUNTS[part] + 1)]
    return {name: app_of(lot(name), part) for name in names}


def app_of(chance: random.Random, part: str) -> dict[str, Any]:
    """Return what the lots say of one app."""
    held_out = part != "tune"
    style = chance.choice(STYLES)
    near = chance.choice((["Today", "Yesterday"], ["today", "yesterday"]))
    week, year, old = chance.choice(MORE_DAYS if held_out else DAYS)
    line = chance.choice(LINES)
    app: dict[str, Any] = {
        "part": part,
        "family": "bubbles" if style == "bubbles" else "rows",
        "style": style,
        "where": chance.choice((["ios"], ["android"], ["ios", "android"], ["android"], ["web"])),
        "clock": chance.choice(MORE_CLOCKS if held_out else CLOCKS),
        "names": chance.choice(NAMES),
        "faces": chance.choice(("none", "group", "always", "both")),
        "sep": chance.choice(("pill", "plain", "rule")),
        "near": near,
        "week": [week],
        "year": [year],
        "old": [old],
        "line": line,
        "upper": chance.random() < 0.2,
        "input": chance.choice(HINTS),
        "under": [chance.choice(UNDER)],
        "ticks": chance.random() < 0.4,
        "word": chance.choice(WORDS) if chance.random() < 0.25 else "",
        "badge": chance.choice(BADGES) if chance.random() < 0.3 else "",
        "handle": chance.random() < 0.15,
        "strip": chance.random() < 0.2,
        "all_left": style == "bubbles" and chance.random() < 0.2,
        "inline": chance.randrange(4),
        "classes": "",
        "looks": {},
    }
    if app["all_left"]:
        app["names"] = "above"
    if style != "bubbles" or app["all_left"]:
        app["clock"] = "name"
    if app["clock"] == "none" and "{clock}" not in line:
        app["line"] = "{day} {clock}"
    return app | _drawn(chance, app, held_out)


def _drawn(chance: random.Random, app: dict[str, Any], held_out: bool) -> dict[str, Any]:
    """Return the looks of an app: classes, and colours for light and dark."""
    fill = chance.choice(FILLS)
    tail = "none" if fill in ("outline", "gradient") else chance.choice(TAILS)
    radius = chance.choice(MORE_RADII if held_out else RADII)
    mirrored = " ".join(_mirrored(radius.split()))
    classes = ["odd", f"style-{app['style']}", f"fill-{fill}", f"tail-{tail}"]
    classes += [f"title-{chance.choice(('left', 'left', 'middle'))}"]
    classes += [f"face-{chance.choice(('top', 'bottom'))}"]
    classes += [f"shape-{chance.choice(('round', 'round', 'square'))}"]
    classes += ["grey-names" * (chance.random() < 0.4), "all-left" * app["all_left"]]
    classes += [f"ruled-{chance.choice(('no', 'yes'))}", f"time-{chance.choice(('near', 'far'))}"]
    accent = chance.random()
    sizes = {"radius": radius, "radius-sent": mirrored}
    if chance.random() < 0.3:
        sizes["pad-y"], sizes["gap"], sizes["far"] = "3px", "2px", "4px"
    return {
        "classes": " ".join(filter(None, classes)),
        "looks": {
            theme: sizes | _colours(lot(f"{accent} {theme}"), accent, theme, fill)
            for theme in ("light", "dark")
        },
    }


def _mirrored(corners: list[str]) -> list[str]:
    if len(corners) == 1:
        return corners
    upper_left, upper_right, lower_right, lower_left = corners
    return [upper_right, upper_left, lower_left, lower_right]


def _colours(chance: random.Random, hue: float, theme: str, fill: str) -> dict[str, str]:
    light = theme == "light"
    paper = _hsl(hue + 0.1, chance.choice((0, 0.2, 0.35)), chance.choice((1, 0.97, 0.94)))
    ink, muted = _hsl(hue, 0.25, 0.12), _hsl(hue, 0.08, 0.47)
    received = _hsl(hue + 0.4, chance.choice((0, 0.3)), chance.choice((0.9, 0.93)))
    deep, pale = _hsl(hue, 0.6, 0.4), _hsl(hue, 0.6, 0.86)
    if not light:
        paper = _hsl(hue, chance.choice((0, 0.2)), chance.choice((0, 0.07, 0.12)))
        ink, muted = _hsl(hue, 0.1, 0.93), _hsl(hue, 0.08, 0.6)
        received = _hsl(hue + 0.4, chance.choice((0, 0.15)), chance.choice((0.2, 0.24)))
        deep, pale = _hsl(hue, 0.55, 0.42), _hsl(hue, 0.35, 0.25)
    strong = chance.random() < 0.55
    looks = {
        "paper": paper,
        "ink": ink,
        "muted": muted,
        "received": received,
        "sent": deep if strong else pale,
        "sent-ink": "#fff" if strong else ink,
        "sent-meta": "#ffffffcc" if strong else muted,
        "accent": _hsl(hue, 0.6, 0.42 if light else 0.65),
        "quote": "#8883",
        "bar": deep if chance.random() < 0.3 else paper,
        "field": received,
        "foot": paper,
        "pill": _hsl(hue, 0.15, 0.85 if light else 0.22),
    }
    looks["bar-ink"] = "#fff" if looks["bar"] == deep else ink
    if fill == "gradient":
        turn = chance.choice((90, 120, 180))
        second = _hsl(hue + 0.12, 0.6, 0.4 if strong or not light else 0.86)
        looks["sent"] = f"linear-gradient({turn}deg,{looks['sent']},{second})"
    if fill == "alike":
        looks |= {"sent": received, "sent-ink": ink, "sent-meta": muted}
    if fill == "outline":
        looks |= {"sent": paper, "received": paper, "sent-ink": ink, "sent-meta": muted}
    if fill == "shadow":
        looks |= {"received": "#fff" if light else received}
    return looks


def _hsl(hue: float, strength: float, light: float) -> str:
    red, green, blue = colorsys.hls_to_rgb(hue % 1, light, strength)
    return f"rgb({red * 255:.0f},{green * 255:.0f},{blue * 255:.0f})"
