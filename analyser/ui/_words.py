"""The sentences of the pages, from `wording.toml` beside this file."""

from functools import cache
from importlib.resources import files

from analyser.tables import read_toml


@cache
def _table() -> dict[str, dict[str, str]]:
    return read_toml(files("analyser.ui") / "wording.toml")


def words(page: str, name: str) -> str:
    """Return one sentence.

    Raises:
        KeyError: There is no such sentence.
    """
    return _table()[page][name]
