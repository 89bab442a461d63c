"""Every sentence that stands on pages and in reports alike, loaded from `wording.toml`.

Sentences live in the table, so that a lawyer can read and change them without touching code.
"""

from functools import cache
from importlib.resources import files

from analyser.tables import read_toml


@cache
def _sentences() -> dict[str, str]:
    table = read_toml(files("analyser") / "wording.toml")
    return {
        f"{group}.{name}": text
        for group, entries in table.items()
        for name, text in entries.items()
    }


def say(key: str, **values: object) -> str:
    """Return the sentence `key` (`group.name`) with its `{places}` filled in.

    Raises:
        KeyError: There is no such sentence, or a place has no value.
    """
    return _sentences()[key].format(**values)
