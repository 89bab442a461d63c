"""The report's own sentences, from `wording.toml` beside this file, and counts and lists in words."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from analyser.tables import read_toml


@cache
def _sentences() -> Mapping[str, str]:
    table = read_toml(files("analyser.report") / "wording.toml")
    return {
        f"{group}.{name}": text for group, rows in table.items() for name, text in rows.items()
    }


def phrase(key: str, **values: object) -> str:
    """Return the sentence `key` (`group.name`) with its `{places}` filled in.

    Raises:
        KeyError: There is no such sentence, or a place has no value.
    """
    return _sentences()[key].format(**values)


def name_of(group: str, key: str) -> str:
    """Return what `key` is called in `group`, or `key` itself where it has no name there."""
    return _sentences().get(f"{group}.{key}", key)


def count(thing: str, number: int) -> str:
    """Return "1 message", "34 messages": number and thing, as `[count]` has them."""
    one, many = _sentences()[f"count.{thing}"].split("|")
    return (one if number == 1 else many).format(n=f"{number:,}")


def listed(parts: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return phrase("list.last", before=", ".join(parts[:-1]), last=parts[-1])
