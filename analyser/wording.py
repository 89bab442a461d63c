"""Every sentence that stands on pages and in reports alike, loaded from `wording.toml`.

Sentences live in the table, so that a lawyer can read and change them without touching code.
"""

from collections.abc import Sequence
from datetime import datetime
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


_MINUTE_S = 60
_FEW_S = 10


def say(key: str, **values: object) -> str:
    """Return the sentence `key` (`group.name`) with its `{places}` filled in.

    Where `count` is 1 and the table has a sentence `key_one`, that one is taken.

    Raises:
        KeyError: There is no such sentence, or a place has no value.
    """
    if values.get("count") == 1 and f"{key}_one" in _sentences():
        key = f"{key}_one"
    return _sentences()[key].format(**values)


def app_name(app: str) -> str:
    """Return what a person calls the app of this id; the id itself where the table has no name."""
    return _sentences().get(f"apps.{app}", app)


def in_words(parts: Sequence[str]) -> str:
    """Return "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def notice_words(*, in_a_picture: bool) -> tuple[str, str]:
    """Return what the parts of a source are called that are no messages: one, and several."""
    if in_a_picture:
        return "title, date line or notice", "titles, date lines and notices"
    return "notice of the app", "notices of the app"


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 file", "2 files", "1,200 files"; `many` where an s is not enough."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def least_to_most(least: int, most: int) -> str:
    """Return "34", or "34 to 36" where it is not settled."""
    return f"{least:,} to {most:,}" if most > least else f"{least:,}"


def time_left(seconds: float) -> str:
    """Return about how long it still takes, in words."""
    if seconds < _MINUTE_S:
        # In fives: a number that changes with every look says more than is known.
        whole = max(1, round(seconds)) if seconds < _FEW_S else 5 * round(seconds / 5)
        return f"about {counted(whole, 'second')} left"
    return f"about {counted(round(seconds / _MINUTE_S), 'minute')} left"


def clock_words(local: datetime) -> str:
    """Return "22:14"; in the hour that comes twice in October with its zone, as "01:30 BST".

    Args:
        local: On the clock of a zone of `zoneinfo`; with any other zone no hour comes twice.
    """
    first, second = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    twice = first is not None and second is not None and first > second
    return f"{local:%H:%M %Z}" if twice else f"{local:%H:%M}"
