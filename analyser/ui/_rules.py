"""The language rules, loaded once for all visits and in the background; they hold no case."""

from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache

from analyser.detect import Detector


@cache
def load_in_background() -> "Future[Detector]":
    """Begin to load the rules, so that they are there when the first files are."""
    return ThreadPoolExecutor(max_workers=1).submit(Detector.load)


def detector() -> Detector:
    """Return the rules, once they are loaded."""
    return load_in_background().result()
