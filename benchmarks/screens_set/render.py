"""Render the pictures of a part with a headless browser into the cache, each beside its truth.

Only what is missing is rendered; each truth carries a digest of its page, so that a changed
template never leaves an old picture behind.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from screens_set.lots import lot
from screens_set.page import page
from screens_set.scene import Scene
from screens_set.spoil import spoil
from screens_set.truth import truth

FOLDER = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
RULES = ("spoil", "truth", "render")
"""The modules that decide what a page becomes; a change in them makes all pictures anew."""

Truth = dict[str, Any]
OVERLAP = (0.2, 0.5)
"""The least and the greatest share of a screen that the next one of a series shows again."""

GAPS = 0.12
"""How often a picture of a longer series is left out, so that the next does not join."""


def cache_folder(chosen: Path | None, part: str) -> Path:
    """Return the folder for the pictures of a part, made if need be."""
    folder = (chosen or Path(tempfile.gettempdir()) / "analyser-screens") / part
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def rendered(scenes: Sequence[Scene], folder: Path) -> dict[str, list[Truth]]:
    """Return the truths of each scene's pictures, in the order of the conversation."""
    kept = {scene.id: _kept(scene, folder) for scene in scenes}
    missing = [scene for scene in scenes if kept[scene.id] is None]
    if missing:
        _need_fonts({scene.font for scene in missing})
        with sync_playwright() as playwright:
            path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            for number, scene in enumerate(missing, start=1):
                sys.stderr.write(f"\rrendering {number} of {len(missing)}: {scene.id:<60}")
                sys.stderr.flush()
                kept[scene.id] = _render(browser, scene, folder)
            browser.close()
            sys.stderr.write("\n")
    return {name: truths for name, truths in kept.items() if truths is not None}


def _need_fonts(wanted: set[str]) -> None:
    """Stop where a font is missing: a browser would put another in its place without a word."""
    listed = subprocess.run(
        ["fc-list", ":", "family"],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    there = {name.strip() for line in listed.splitlines() for name in line.split(",")}
    if missing := sorted((wanted | {"Noto Color Emoji"}) - there):
        sys.exit(f"These fonts are not installed: {', '.join(missing)}")


def _kept(scene: Scene, folder: Path) -> list[Truth] | None:
    """Return the truths in the cache, where they are of this very page and of these rules."""
    path = folder / f"{scene.id}.json"
    if not path.exists():
        return None
    written = json.loads(path.read_text(encoding="utf-8"))
    return written["truths"] if written["made_of"] == _digest(scene) else None


@cache
def _rules() -> bytes:
    return b"".join((FOLDER / f"{name}.py").read_bytes() for name in RULES)


def _digest(scene: Scene) -> str:
    return hashlib.sha256(_rules() + page(scene).encode()).hexdigest()


def _render(browser: Browser, scene: Scene, folder: Path) -> list[Truth]:
    context = browser.new_context(
        viewport={"width": scene.width, "height": scene.height},
        device_scale_factor=scene.scale,
        offline=True,
    )
    tab = context.new_page()
    tab.set_content(page(scene))
    tab.evaluate("document.fonts.ready.then(() => fit())")
    truths = [
        _shoot(tab, scene, offset, folder, number)
        for number, offset in enumerate(_offsets(tab, scene), start=1)
    ]
    context.close()
    written = {"made_of": _digest(scene), "truths": truths}
    text = json.dumps(written, ensure_ascii=False, indent=1)
    (folder / f"{scene.id}.json").write_text(text, encoding="utf-8")
    return truths


def _offsets(tab: Page, scene: Scene) -> list[float]:
    """Return how far each picture is scrolled; a series moves on by less than a screen."""
    room = tab.evaluate("room()")
    if scene.shots == 1:
        first = 0.0 if scene.start == 0 else room["tops"].get(str(scene.start), 0.0) + scene.push
        return [float(first)]
    chance = lot(f"{scene.seed} scroll")
    most = max(0.0, room["talk"] - room["view"])
    offsets = [0.0]
    while offsets[-1] < most and len(offsets) < scene.shots:
        gap = scene.shots > 3 and chance.random() < GAPS
        step = chance.uniform(1.1, 1.3) if gap else 1 - chance.uniform(*OVERLAP)
        offsets.append(min(most, offsets[-1] + room["view"] * step))
    return offsets


def _shoot(tab: Page, scene: Scene, offset: float, folder: Path, number: int) -> Truth:
    tab.evaluate("offset => scroll_to(offset)", offset)
    clip = {"left": 0.0, "top": 0.0, "right": float(scene.width), "bottom": float(scene.height)}
    if scene.condition == "crop":
        low, high = scene.settings["crop"]
        clip |= {
            "top": float(round(low * scene.height)),
            "bottom": float(round(high * scene.height)),
        }
    measured = tab.evaluate("clip => measure(clip)", clip)
    wide, high = clip["right"] - clip["left"], clip["bottom"] - clip["top"]
    taken = tab.screenshot(
        clip={"x": clip["left"], "y": clip["top"], "width": wide, "height": high}
    )
    image = Image.open(BytesIO(taken)).convert("RGB")
    name = scene.id if scene.shots == 1 else f"{scene.id}-{number}"
    data, suffix, matrix = spoil(image, scene.condition, name)
    (folder / f"{name}.{suffix}").write_bytes(data)
    found = truth(scene, measured, clip, matrix)
    return found | {"image": f"{name}.{suffix}", "shot": number, "shots": scene.shots}
