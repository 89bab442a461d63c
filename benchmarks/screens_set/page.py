"""Put one page together from frame, conversation and looks, by the family of its app."""

import html
from collections.abc import Callable, Mapping
from pathlib import Path

from screens_set import bubbles, comments, frame, odd, rows
from screens_set.drawings import wallpaper
from screens_set.lots import lot
from screens_set.scene import Scene

FOLDER = Path(__file__).parent
BODIES: Mapping[str, Callable[[Scene], str]] = {
    "bubbles": bubbles.rows,
    "bars": rows.bars,
    "rows": rows.rows,
    "comments": comments.comments,
    "posts": comments.posts,
    "mail": comments.mail,
}
DOODLED = ("whatsapp", "whatsapp_web", "telegram", "telegram_desktop")


def page(scene: Scene) -> str:
    """Return the HTML of the whole screen; `shot.js` scrolls and measures it."""
    family = scene.features["family"]
    is_odd = bool(scene.features.get("style"))
    body = odd.rows(scene) if is_odd else BODIES[family](scene)
    own_frame = family in ("comments", "posts", "mail")
    pill = '<div class="sep pill float"><span data-s=""></span></div>'
    floats = pill if scene.settings["pill"] else ""
    if scene.settings["down"] and family == "bubbles":
        floats += '<div class="down" data-over></div>'
    top = "top" if own_frame or scene.settings["from_top"] else ""
    view = f'<div class="view">{floats}<div class="talk" data-from="{top}">{body}</div></div>'
    if own_frame:
        main = comments.framed(scene, view)
    else:
        main = f"{head(scene)}{odd.strip(scene)}{view}{frame.typing(scene)}"
    if scene.where == "web":
        main = f'<div class="desk">{frame.sidebar(scene)}<div class="main">{main}</div></div>'
    looks = ("frame", "bubbles", "rows", *(("invented",) if is_odd else ()))
    css = "".join((FOLDER / "looks" / f"{name}.css").read_text() for name in looks)
    script = (FOLDER / "shot.js").read_text()
    classes = f"{scene.app} {scene.where} {scene.theme} {scene.part} {family}"
    classes += f" {scene.features['classes']}" if is_odd else ""
    return (
        f'<!doctype html><meta charset="utf-8"><style>{css}</style><body>'
        f'<div class="screen {classes}" style="{style(scene)}">{frame.status(scene)}{main}'
        f"{frame.banner(scene)}</div><script>{script}</script>"
    )


def head(scene: Scene) -> str:
    """Return the header with the line under the name, where the screen has one."""
    under = lot(f"{scene.seed} under").choice(scene.features.get("under", [""]))
    if under == "handle":
        under = scene.talk.title.lower().replace(" ", ".") + "_"
    if len(scene.talk.others) > 1 and scene.features["family"] == "bubbles":
        under = ", ".join([*scene.talk.others[:4], "You"]) if under else ""
    return frame.header(scene, scene.talk.title, under)


def style(scene: Scene) -> str:
    """Return the sizes and the font of a scene as CSS variables."""
    sizes = "".join(f"--{name}:{value};" for name, value in scene.settings["sizes"].items())
    looks = scene.features.get("looks", {}).get(scene.theme, {})
    sizes += "".join(f"--{name}:{value};" for name, value in looks.items())
    wall = ""
    if scene.app in DOODLED and not scene.settings["plain"]:
        dark = {"whatsapp": "#16232b", "telegram": "#16222f"}
        light = {"whatsapp": "#e2d9cd", "telegram": "#93b783"}
        ink = (dark if scene.theme == "dark" else light)[scene.app.split("_")[0]]
        if scene.settings["photo_wall"]:
            wall = f"--wall:{frame.backdrop(scene)} center/cover"
        else:
            size = scene.settings["doodle"]
            drawn = wallpaper(ink, lot(f"{scene.seed} wall"))
            wall = f"--wall:{drawn} 0 0/{size}px {size}px"
    font = f"--font:{scene.font};--size:{scene.size}px;--w:{scene.width}px;--h:{scene.height}px;"
    return html.escape(f"{font}{sizes}{wall}")
