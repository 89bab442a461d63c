"""What a person can hide in a redacted copy: the kinds, and one thing to hide."""

from collections.abc import Mapping
from dataclasses import dataclass

KINDS: Mapping[str, tuple[str, str]] = {
    "address": ("address", "[address hidden]"),
    "workplace": ("workplace", "[workplace hidden]"),
    "school": ("school", "[school hidden]"),
    "child": ("child's name", "[child's name hidden]"),
    "person": ("name", "[name hidden]"),
    "number": ("number", "[number hidden]"),
    "term": ("other wording", "[hidden]"),
}
"""What can be hidden, with its name for people and what is written in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Something to hide, as the person wrote it, and its kind, a key of `KINDS`."""

    text: str
    kind: str = "term"
