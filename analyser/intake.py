"""Turn files as given into sources: hash, open archives, choose the reader, number, account.

It belongs to the hallway: it calls `ingest` and `screens` and knows neither formats nor pixels.
Exports are read first, because they name the media that lie beside them; then pictures.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from analyser import ingest, screens
from analyser.errors import AnalyserError, UnknownFormat, UnsafeSource
from analyser.given import Given, head, sha256
from analyser.ingest.archive import is_archive, open_archive
from analyser.records import CaseFacts, Message, Problem, Reading, Source, Unread

_LARGEST_BYTES = 256 * 1024**2
"""No chat text or picture comes near it; two such files at once still fit in memory."""

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the file at hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One thing to read: a file, or a member of the archive `outer`."""

    given: Given
    outer: Given | None
    sha256: str
    member_sha256: str | None

    @property
    def key(self) -> str:
        return self.member_sha256 or self.sha256


@dataclass(slots=True, kw_only=True)
class _Sorted:
    """The files given, by who reads them; `refused` are sources already, with their problem."""

    chats: list[_Item] = field(default_factory=list)
    pictures: list[_Item] = field(default_factory=list)
    others: list[_Item] = field(default_factory=list)
    refused: list[Source] = field(default_factory=list)
    beside: dict[str, list[Problem]] = field(default_factory=dict)


def read_files(givens: Iterable[Given], *, facts: CaseFacts, progress: Progress) -> Reading:
    """Return the reading of all files; one that cannot be read becomes a source with a problem."""
    files = tuple(givens)
    sorted_ = _sort(files)
    total = len(sorted_.chats) + len(sorted_.pictures) + len(sorted_.others)
    readings: list[Reading] = []
    seen: dict[str, str] = {}

    def number() -> str:
        return f"S{len(readings) + 1}"

    for item in sorted_.chats:
        progress(len(readings), total, _name(item))
        readings.append(_once(item, number(), seen) or _read_chat(item, number(), facts))
    named = _attachments(sorted_.chats, readings)
    media = [item for item in (*sorted_.pictures, *sorted_.others) if _is_named(item, named)]
    readings = _say_media_in_archives(readings, media)
    loose = [item for item in media if item.outer is None]
    pictures = [item for item in sorted_.pictures if not _is_named(item, named)]
    for result in _read_pictures(pictures, len(readings), seen, facts):
        readings.append(result)
        progress(len(readings), total, "")
    readings.extend(_media_source(item, f"S{len(readings) + n}") for n, item in enumerate(loose, 1))
    for item in sorted_.others:
        if not _is_named(item, named):
            readings.append(_once(item, number(), seen) or _read_chat(item, number(), facts))
    for source in sorted_.refused:
        readings.append(Reading(sources=(replace(source, id=number()),)))
    progress(total, total, "")
    return _with_archive_problems(_merged(readings), sorted_.beside)
