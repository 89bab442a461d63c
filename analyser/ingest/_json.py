r"""Read JSON whose shape is not trusted: keys by path from a file's head, and values by kind.

Source: chat-formats sections 3 and 6.1 (`\xNN`, which is no JSON, in Telegram's exports).
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from analyser.ingest._text import decode, encoding_of

Json = dict[str, object]

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"?|[{}\[\],:]', re.S)
"""A text that a cut-off head leaves open is one token, or each sign in it would be tried anew."""
BAD_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9a-fA-F]{2})")
_DEEPEST = 12
"""No export nests its keys deeper; what does is not looked at."""


def loads(text: str) -> tuple[object, bool]:
    r"""Return the value, and whether escapes of the form `\xNN` had to be mended first.

    Raises:
        ValueError: It is no JSON, even so.
    """
    try:
        return json.loads(text, strict=False), False
    except ValueError:
        mended = BAD_ESCAPE.sub(r"\1\\u00\2", text)
        if mended == text:
            raise
        return json.loads(mended, strict=False), True


def load(data: bytes) -> object:
    """Return the value that a file holds.

    Raises:
        ValueError: It is no JSON.
    """
    return loads(decode(data)[0].lstrip("\ufeff"))[0]


@lru_cache(maxsize=8)
def key_paths(head: bytes) -> frozenset[str]:
    """Return the paths of all keys in a file's head, as "messages[].sender_name".

    Empty where the head is no JSON. Words inside texts are never taken for keys.
    """
    encoding = encoding_of(head)
    if encoding is None:
        return frozenset()
    text = head.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n")
    if not text.startswith(("{", "[")):
        return frozenset()
    return frozenset(_paths(text))


def _paths(text: str) -> Iterator[str]:
    stack: list[str] = []
    here, last = "", None
    for match in _TOKEN.finditer(text):
        mark = match[0]
        if mark == "{":
            stack.append(here)
            here = here + "." if here and len(stack) < _DEEPEST else here
        elif mark == "[":
            stack.append(here)
            # What nests deeper is not looked at, and its path would fill the memory.
            here += "[]" if len(stack) < _DEEPEST else ""
        elif mark in "}]":
            here = stack.pop() if stack else ""
        elif mark == ":":
            if last is not None and 0 < len(stack) < _DEEPEST:
                here = _parent(stack[-1]) + last
                yield here
        elif mark == ",":
            pass
        else:
            last = match[1]


def _parent(path: str) -> str:
    return f"{path}." if path else ""


def as_dict(value: object) -> Json:
    """Return `value` where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> Sequence[object]:
    """Return `value` where it is a list, also one read row by row; else an empty one."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def as_text(value: object) -> str:
    """Return `value` where it is a text, or a number as written; else an empty text."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def as_name(value: object) -> str | None:
    """Return a name, or None where it is empty."""
    return as_text(value).strip() or None


def rows(value: object) -> Iterator[tuple[int, Json]]:
    """Yield the objects of a list with their number from 1; what is no object is an empty one."""
    for number, each in enumerate(as_list(value), start=1):
        yield number, as_dict(each)
