"""Read the program's own TOML tables into checked records, or say which row and field is wrong."""

import tomllib
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from analyser.errors import BadTable

Row = TypeVar("Row")

_OUR_BUG = "This is a fault in the program: install it again, or tell its makers."


def read_toml(path: Traversable) -> dict[str, Any]:
    """Return the parsed table.

    Raises:
        BadTable: The file is not valid TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as cause:
        raise BadTable(f"The table {path.name} is not valid: {cause}.", _OUR_BUG) from cause


def load_rows(path: Traversable, kind: type[Row]) -> tuple[Row, ...]:
    """Return the `[[row]]` entries of `path` as `kind` records, in file order.

    Raises:
        BadTable: A row has an unknown, missing or wrong field; file, row and field are named.
    """
    # Without this config on the tuple itself, unknown keys of a dataclass are dropped in silence.
    check: TypeAdapter[tuple[Row, ...]] = TypeAdapter(
        tuple[kind, ...],  # type: ignore[valid-type]  # mypy has no runtime generic alias
        config=ConfigDict(extra="forbid"),
    )
    try:
        return check.validate_python(read_toml(path).get("row", []))
    except ValidationError as cause:
        first = cause.errors()[0]
        row, *place = first["loc"]
        number = row + 1 if isinstance(row, int) else row
        name = ".".join(str(part) for part in place)
        raise BadTable(f"{path.name}, row {number}, {name}: {first['msg']}.", _OUR_BUG) from cause
