"""The upper parts of the sample's screenshots: quicker to read, and shots like any other."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

WHOLE = Path(__file__).parents[1] / "samples" / "serious" / "screenshots"
_HEIGHT = 900
_folder = TemporaryDirectory(prefix="shots-")


@cache
def cut_shots(count):
    """Return so many screenshots, each of a few messages."""
    made = []
    for path in sorted(WHOLE.glob("imessage_*.png"))[:count]:
        with Image.open(path) as shot:
            made.append(Path(_folder.name) / path.name)
            shot.crop((0, 0, shot.width, _HEIGHT)).save(made[-1], compress_level=1)
    return tuple(made)
