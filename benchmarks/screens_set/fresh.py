"""Draw apps and names by lot that no part holds, to look at causes and to measure unseen.

The same seed gives the same apps. Besides what `invented` draws they may have narrow margins,
names over every run, the person's own too, times at the other edge of the page, pale fills,
blocks with a coloured bar, and headers of other shapes or none.
"""

import random
from collections.abc import Iterator
from typing import Any

from screens_set.invented import app_of
from screens_set.lots import lot

CONDITIONS = ("clean", "clean", "clean", "jpeg", "crop")
HEADS = ("usual", "usual", "bare", "stacked", "large", "foreign")


def fresh(seed: str, count: int) -> Iterator[tuple[str, str]]:
    """Yield so many apps of one seed by name, and how the picture of each is spoiled."""
    for number in range(1, count + 1):
        name = f"odd-{seed}-{number:03d}"
        desk = drawn(name)["where"] == ["web"]
        yield name, "desktop" if desk else lot(f"{name} condition").choice(CONDITIONS)


def drawn(name: str) -> dict[str, Any]:
    """Return the app of that name, as the lots say."""
    return _more(app_of(lot(name), "validate"), lot(f"{name} more"))


def _more(app: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    app["head"] = chance.choice(HEADS)
    app["classes"] += f" head-{app['head']}"
    if app["style"] == "bubbles" and chance.random() < 0.15:  # noqa: PLR2004
        app |= {"style": "slabs", "family": "rows", "clock": "name", "names": "above"}
        app["classes"] = app["classes"].replace("style-bubbles", "style-slabs")
        app["slab"] = chance.choice(("left", "own edge", "fill"))
    elif app["style"] == "bubbles":
        app["all_names"] = not app["all_left"] and chance.random() < 0.2  # noqa: PLR2004
        if app["all_names"]:
            app["names"] = "above"
        if app["clock"] in ("beside", "below") and chance.random() < 0.5:  # noqa: PLR2004
            app["clock"] = "across"
    sizes: dict[str, str] = {}
    if chance.random() < 0.25:  # noqa: PLR2004
        sizes["gutter"] = chance.choice(("2px", "4px", "6px"))
    if chance.random() < 0.2:  # noqa: PLR2004
        sizes["max"] = chance.choice(("94%", "100%", "60%"))
    pale = chance.random() < 0.2  # noqa: PLR2004
    for theme, looks in app["looks"].items():
        looks |= sizes
        if pale:
            looks |= _pale(theme, looks)
    return app


def _pale(theme: str, looks: dict[str, str]) -> dict[str, str]:
    """Return colours that hardly stand out from the page."""
    paper = "#fafafa" if theme == "light" else "#101214"
    received = "#f3f4f6" if theme == "light" else "#181a1d"
    sent = "#eef1f4" if theme == "light" else "#1d2125"
    ink = "#5a5f66" if theme == "light" else "#9aa0a8"
    return {
        **{"paper": paper, "received": received, "sent": sent, "ink": ink, "sent-ink": ink},
        **{"sent-meta": looks["muted"], "bar": paper, "bar-ink": ink},
    }
