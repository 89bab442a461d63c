"""The numbers of files and of what was read out of them: once given, they stay.

A report names messages by them. Where they are kept, as in a case file, what is added gets the
next one, and the number of what was taken away is never given again.
"""

from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Numbers:
    """The numbers that were given, from 1.

    Attributes:
        files: By the SHA-256 of a file.
        sources: By the SHA-256 of a file and the path within it; one for each copy.
    """

    files: dict[str, int] = field(default_factory=dict)
    sources: dict[str, list[int]] = field(default_factory=dict)
    _asked: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Numbers":
        """Return the numbers that `values` once returned; none for none."""
        return cls(files=dict(values.get("files", {})), sources=dict(values.get("sources", {})))

    def values(self) -> dict[str, Any]:
        """Return all numbers as JSON can hold them."""
        return deepcopy({"files": self.files, "sources": self.sources})

    def again(self) -> "Numbers":
        """Return the same numbers for another reading of the files."""
        return Numbers.of(self.values())

    def file(self, sha256: str) -> int:
        """Return the number of a file as given."""
        return self.files.setdefault(sha256, max(self.files.values(), default=0) + 1)

    def source(self, sha256: str, member: str | None) -> str:
        """Return the id of the next copy of what is read, as `S7`."""
        key = f"{sha256} {member or ''}".strip()
        kept, copy = self.sources.setdefault(key, []), self._asked[key]
        self._asked[key] += 1
        if copy == len(kept):
            kept.append(max((n for each in self.sources.values() for n in each), default=0) + 1)
        return f"S{kept[copy]}"
