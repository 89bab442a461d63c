"""Lists of words, from the folder `words`.

They are no tables: `_scan` takes what stands in tables for the program's own sentences.
"""

from functools import cache
from importlib.resources import files


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the words of a list.

    `everyday`: said every day, so no name by their letters alone. `no_parts`: in a name, but
    nobody's own. `generic`: what many schools and workplaces are called. `saints`: those after
    whom people are named too.
    """
    text = (files("analyser.redact") / "words" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
