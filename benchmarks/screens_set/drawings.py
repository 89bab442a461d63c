"""Icons, wallpapers, faces and photographs as SVG; every drawing is our own, none a brand's."""

import base64
import colorsys
import random

from screens_set.lots import lot

PATHS = {
    "ticks": (22, "M2 9l4 4 8-10M10 12l1 1 8-10"),
    "tick": (14, "M2 9l3 4 7-10"),
    "call": (16, "M3 3c0 6 4 10 10 10v-3l-3-1-1 1c-2-1-3-2-3-3l1-1-1-3zM10 6l4-4M10 2v4h4"),
    "none": (16, "M8 2a6 6 0 1 0 .01 0M4 12L12 4"),
    "back": (12, "M9 2L3 8l6 6"),
    "arrow": (16, "M14 8H2M8 2L2 8l6 6"),
    "video": (22, "M2 4h11v8H2zM13 8l6-3v6z"),
    "phone": (16, "M3 2c0 7 4 11 11 11v-3l-4-1-1 2c-2-1-4-3-4-4l1-1-1-4z"),
    "menu": (16, "M8 3v.1M8 8v.1M8 13v.1"),
    "info": (16, "M8 2a6 6 0 1 0 .01 0M8 7.500v4M8 5v.1"),
    "plus": (16, "M8 3v10M3 8h10"),
    "camera": (20, "M2 4h4l1-2h6l1 2h4v10H2zM10 6a3 3 0 1 0 .01 0"),
    "mic": (16, "M8 2a2 2 0 0 0-2 2v3a2 2 0 0 0 4 0V4a2 2 0 0 0-2-2M3 7a5 5 0 0 0 10 0M8 12v2"),
    "smile": (16, "M8 2a6 6 0 1 0 .01 0M6 6v.1M10 6v.1M5.500 9.500c1 2 4 2 5 0"),
    "send": (18, "M2 3l14 5-14 5 3-5zM5 8h6"),
    "search": (16, "M7 2a5 5 0 1 0 .01 0M11 11l4 4"),
    "heart": (16, "M8 14C2 9 1 7 2 5c1-3 5-2 6 1 1-3 5-4 6-1 1 2 0 4-6 9z"),
    "reply": (16, "M6 3L2 7l4 4M2 7h8c3 0 4 2 4 6"),
    "repost": (20, "M5 13V5h9M2 8l3-3 3 3M15 3v8H6M18 8l-3 3-3-3"),
    "share": (16, "M8 10V2M5 5l3-3 3 3M3 8v6h10V8"),
    "bars": (16, "M3 13V9M8 13V4M13 13V7"),
    "play": (12, "M2 2l9 6-9 6z"),
    "wave": (
        60,
        "M2 7v2M6 5v6M10 3v10M14 6v4M18 2v12M22 5v6M26 7v2M30 4v8M34 6v4M38 3v10M42 6v4"
        "M46 5v6M50 7v2M54 6v4",
    ),
    "signal": (20, "M3 13v-2M7 13v-4M11 13V6M15 13V3"),
    "wifi": (20, "M2 6c5-5 11-5 16 0M5 9c3-3 7-3 10 0M10 13v.1"),
    "battery": (26, "M2 4h19v8H2zM4 6h13v4H4zM5 8h11M24 7v2"),
    "hash": (16, "M6 2L4 14M12 2l-2 12M2 6h12M2 10h12"),
    "bin": (16, "M3 4h10M6 4V2h4v2M4 4l1 10h6l1-10"),
}
DOODLES = (
    "M10 12l6 8h-12z",
    "M46 10a6 6 0 1 0 .01 0",
    "M76 8v12M70 14h12",
    "M20 44c4-6 8 6 12 0s8 6 12 0",
    "M66 40h14v10H66z",
    "M10 72a7 7 0 0 1 14 0z",
    "M40 68l4 8 8 1-6 6 2 8-8-4-7 4 1-8-6-6 9-1z",
    "M76 70c-6 0-6 8 0 8s6 8 0 8",
    "M60 14c2-6 10-6 10 0s-10 12-10 12-10-6-10-12 8-6 10 0",
    "M12 40a5 5 0 1 1 .1 0M12 40v12h-5",
    "M54 58h18v3H54zM57 61v8h12v-8",
)


def icon(name: str) -> str:
    """Return a line drawing as SVG."""
    width, path = PATHS[name]
    return (
        f'<svg class="i i-{name}" viewBox="0 0 {width} 16" fill="none" stroke="currentColor" '
        f'stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">'
        f'<path d="{path}"/></svg>'
    )


def icons(*names: str) -> str:
    """Return several line drawings in a row."""
    return "".join(map(icon, names))


def wallpaper(ink: str, chance: random.Random) -> str:
    """Return a CSS image of doodles in the colour `ink`."""
    drawn = chance.sample(DOODLES, 8)
    paths = "".join(
        f'<path d="{path}" transform="translate({chance.randint(-6, 6)} {chance.randint(-6, 6)}) '
        f'rotate({chance.randint(-14, 14)} 48 48)"/>'
        for path in drawn
    )
    return _image(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" fill="none" '
        f'stroke="{ink}" stroke-width="1.5" stroke-linecap="round">{paths}</svg>'
    )


def photograph(chance: random.Random, *, width: int = 480, height: int = 360) -> str:
    """Return a CSS image that could be a photograph: sky, ground, a few soft shapes, grain."""
    base = chance.random()
    parts = [
        f'<linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop stop-color="{_hue(base, 0.75)}"'
        f'/><stop offset="1" stop-color="{_hue(base + 0.1, 0.4)}"/></linearGradient>'
        '<filter id="b"><feGaussianBlur stdDeviation="9"/></filter>'
        f'<rect width="{width}" height="{height}" fill="url(#g)"/><g filter="url(#b)">'
    ]
    for _ in range(14):
        left, top = chance.randint(-40, width), chance.randint(-40, height)
        wide, high = chance.randint(30, 190), chance.randint(20, 150)
        colour = _hue(base + chance.uniform(-0.2, 0.35), chance.uniform(0.15, 0.9))
        round_ = chance.choice((0, 8, 70))
        parts.append(
            f'<rect x="{left}" y="{top}" width="{wide}" height="{high}" rx="{round_}" '
            f'fill="{colour}" transform="rotate({chance.randint(-40, 40)} {left} {top})"/>'
        )
    return _image(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'preserveAspectRatio="xMidYMid slice">{"".join(parts)}</g></svg>'
    )


def face(name: str, *, size: float, drawn: bool = True) -> str:
    """Return a round picture of a person: initials, a silhouette or a blurred photograph."""
    chance = lot(name)
    style = chance.choice(("letter", "letter", "shape", "photo"))
    box = f"width:{size}px;height:{size}px;font-size:{size * 0.42:.1f}px;line-height:{size}px;"
    if not drawn:
        return f'<span class="face blank" style="{box}"></span>'
    letters = "".join(word[0] for word in name.split()[:2] if word[0].isalpha()).upper()
    if style == "photo":
        return (
            f'<span class="face" style="{box}background:{photograph(chance)} center/cover"></span>'
        )
    colour = _hue(chance.random(), 0.5)
    if style == "shape" or not letters:
        person = (
            '<svg viewBox="0 0 40 40" fill="#fff"><circle cx="20" cy="15" r="7"/>'
            '<path d="M6 40c0-12 28-12 28 0z"/></svg>'
        )
        return f'<span class="face shape" style="{box}background:{colour}">{person}</span>'
    return f'<span class="face" style="{box}background:{colour}">{letters}</span>'


def name_colour(name: str, theme: str) -> str:
    """Return the colour in which a group shows a name; the same for a name always."""
    return _hue(lot(f"ink {name}").random(), 0.4 if theme == "light" else 0.72)


def _hue(hue: float, light: float) -> str:
    red, green, blue = colorsys.hls_to_rgb(hue % 1, light, 0.55)
    return f"rgb({red * 255:.0f},{green * 255:.0f},{blue * 255:.0f})"


def _image(svg: str) -> str:
    return f"url(data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"
