"""A file as the person gave it, before anything is read: a name, a way to its bytes, its hash.

Opens read-only and never writes; knows nothing of what a file means.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from analyser.errors import BadRequest, UnreadableSource, UnsafeSource

HEAD_BYTES = 65_536
"""Enough of a file to tell its format."""

_CHUNK_BYTES = 1 << 20
_FOLDERS_KEPT = 6
_NOT_GIVEN_BY_A_PERSON = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One file as given.

    Attributes:
        name: File name without folders.
        path: With the folders it lies in, the nearest six; empty where they are not known.
        folder: Names of the files beside it (for attachments), this one included.
        open: Opens the bytes anew, for reading.
        size_bytes: As the file system or the upload says.
        modified: File time, only ever offered as a capture time; None for uploads.
        not_after: Day of the newest entry of the archive it is in: nothing in it is later. None
            elsewhere, because a copied file's own time is no part of what was given.
    """

    name: str
    path: str = ""
    open: Callable[[], BinaryIO]
    size_bytes: int
    folder: frozenset[str] = frozenset()
    modified: datetime | None = None
    not_after: date | None = None


def from_bytes(
    name: str, data: bytes | memoryview, *, folder: frozenset[str] = frozenset()
) -> Given:
    """Return `data` as a given file, for uploads and for members of archives."""
    return Given(
        name=name,
        open=lambda: BytesIO(data),
        size_bytes=len(data),
        folder=folder or frozenset({name}),
    )


def from_uploads(files: Sequence[tuple[str, bytes | memoryview]]) -> Iterator[Given]:
    """Yield uploaded files; names out of a folder that was chosen have their folders before them.

    System leftovers are passed over, as in `from_paths`.
    """
    beside: dict[str, set[str]] = {}
    for name, _ in files:
        folder, _, base = name.rpartition("/")
        beside.setdefault(folder, set()).add(base)
    for name, data in files:
        folder, _, base = name.rpartition("/")
        if not (folder and _is_leftover(base)):
            each = from_bytes(base, data, folder=frozenset(beside[folder]))
            kept = "/".join(name.split("/")[-_FOLDERS_KEPT:])
            yield replace(each, path=kept) if folder else each


def _is_leftover(name: str) -> bool:
    return name.lower() in _NOT_GIVEN_BY_A_PERSON or name.startswith("._")


def from_path(path: Path, *, folder: frozenset[str] = frozenset()) -> Given:
    """Return the file at `path`, unopened."""
    status = path.stat()
    return Given(
        name=path.name,
        path="/".join(path.parts[-_FOLDERS_KEPT:]),
        open=lambda: path.open("rb"),
        size_bytes=status.st_size,
        folder=folder or frozenset({path.name}),
        modified=datetime.fromtimestamp(status.st_mtime, UTC),
    )


def from_paths(paths: Iterable[Path], *, but: Collection[Path] = frozenset()) -> Iterator[Given]:
    """Yield every file under `paths`, folders walked in name order; files are not opened.

    Links in folders are not followed: those to folders could trap the walk, and those to files
    lead to what nobody gave. They, pipes and devices, and folders that cannot be opened are
    yielded as files that say so when they are opened. System leftovers (`.DS_Store` and its like)
    are passed over: nobody gave them; so are the files `but`, which are resolved paths, where a
    folder holds them.

    Raises:
        BadRequest: A path does not exist.
    """
    for path in paths:
        if path.is_dir():
            yield from _walk(path, but)
        elif path.is_file():
            yield from_path(path)
        else:
            raise BadRequest(
                f"There is no file or folder at {path}.",
                "Check the spelling of the path.",
            )


def _walk(folder: Path, but: Collection[Path]) -> Iterator[Given]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        yield _closed(folder, _no_entry)
        return
    files = [entry for entry in entries if entry.is_file() and entry.resolve() not in but]
    names = frozenset(entry.name for entry in files)
    for entry in entries:
        if _is_leftover(entry.name):
            continue
        if entry.is_symlink():
            yield _closed(entry, _not_followed)
        elif entry in files:
            yield from_path(entry, folder=names)
        elif not entry.is_dir() and not entry.is_file():
            yield _closed(entry, _no_file)
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry, but)


def _closed(path: Path, refuse: Callable[[], BinaryIO]) -> Given:
    """Return what cannot be opened as a given file, so that it is named and not passed over."""
    return Given(
        name=path.name, path="/".join(path.parts[-_FOLDERS_KEPT:]), open=refuse, size_bytes=0
    )


def _not_followed() -> BinaryIO:
    raise UnsafeSource(
        "This is a link to another place. It was not followed.",
        "Add the file or folder itself, from the place where it is.",
    )


def _no_file() -> BinaryIO:
    raise UnsafeSource(
        "This is a pipe, socket or device, which holds nothing to read. It was not opened.",
        "If messages should be here, save them as a file and add that.",
    )


def _no_entry() -> BinaryIO:
    raise UnreadableSource(
        "This folder cannot be opened, so nothing in it was read.",
        "Ask whoever looks after the computer for the right to read it, or copy its files.",
    )


def examine(given: Given) -> tuple[str, bytes]:
    """Return the SHA-256 of the bytes, 64 lower-case hex digits, and the first 64 KiB.

    Reads once, in pieces of 1 MiB.

    Raises:
        OSError: The file cannot be opened.
    """
    digest, first = hashlib.sha256(), b""
    with given.open() as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
            first = first or chunk[:HEAD_BYTES]
    return digest.hexdigest(), first


def sha256(given: Given) -> str:
    """Return the SHA-256 of the bytes, 64 lower-case hex digits.

    Raises:
        OSError: The file cannot be opened.
    """
    return examine(given)[0]
