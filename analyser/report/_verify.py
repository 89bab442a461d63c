"""Check an evidence bundle against its own list of hashes, zipped or unpacked."""

import hashlib
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from analyser.errors import BadRequest
from analyser.report._blocks import phrase
from analyser.report._bundle import MANIFEST, SUMS
from analyser.wording import counted

_CHUNK_BYTES = 1 << 20
_SUMS_AT_MOST = 16 * 1024**2
"""A list of a hundred thousand files is smaller."""
_SWELLS = 200
"""Reports pack ten to one at most; a file that swells more is not read for hours."""
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_NO_BUNDLE = "Choose the zip file, or the folder it was unpacked to, that the program made."


class Outcome(StrEnum):
    """What was found of one file."""

    SAME = "the same"
    CHANGED = "CHANGED"
    MISSING = "MISSING"
    UNLISTED = "NOT LISTED"
    UNREADABLE = "CANNOT BE READ"
    DIFFERS = "LISTED WITH TWO HASHES"


@dataclass(frozen=True, slots=True)
class Checked:
    """One file of a bundle and what was found."""

    path: str
    outcome: Outcome


class _Files(Protocol):
    def names(self) -> Counter[str]:
        """Return the names of the files, and how often each stands there."""

    def open(self, name: str) -> BinaryIO:
        """Open a file that is there."""


def verify(path: Path) -> Iterator[Checked]:
    """Yield what was found of each file, in the order of the list, then files not on it.

    Raises:
        BadRequest: It is no bundle, or has no list of hashes.
    """
    with ExitStack() as closing:
        bundle = _opened(path, closing)
        listed = _listed(bundle)
        there = bundle.names()
        second = _second_list(bundle, there)
        for name, sha256 in listed.items():
            outcome = _outcome(bundle, name, sha256, there[name])
            if outcome is Outcome.SAME and second.get(name, sha256) != sha256:
                outcome = Outcome.DIFFERS
            yield Checked(name, outcome)
        for name in second.keys() - listed.keys():
            yield Checked(name, Outcome.MISSING if not there[name] else Outcome.UNLISTED)
        for name in sorted(there):
            if name not in listed and name not in second and name != SUMS:
                yield Checked(name, Outcome.UNLISTED)


def explained(path: Path, checked: Sequence[Checked]) -> tuple[bool, Sequence[str]]:
    """Return whether all hold, and what that shows and does not show, line by line."""
    wrong = sum(each.outcome is not Outcome.SAME for each in checked)
    says = phrase(
        "bundle_fails" if wrong else "bundle_holds", count=counted(wrong or len(checked), "file")
    )
    lines = [says, phrase("bundle_proves")]
    if sha256 := sha256_of(path):
        lines.append(phrase("bundle_self", sha256=sha256))
    return not wrong, lines


def sha256_of(path: Path) -> str | None:
    """Return the SHA-256 of the bundle itself; None for a folder."""
    if path.is_dir():
        return None
    with path.open("rb") as stream:
        return _hash(stream)


def _outcome(bundle: _Files, name: str, sha256: str, times: int) -> Outcome:
    if times == 0:
        return Outcome.MISSING
    if times > 1:  # which of them a program would open is anybody's guess
        return Outcome.CHANGED
    try:
        with bundle.open(name) as stream:
            return Outcome.SAME if _hash(stream) == sha256 else Outcome.CHANGED
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
        return Outcome.UNREADABLE


def _hash(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest()


def _listed(bundle: _Files) -> Mapping[str, str]:
    if bundle.names()[SUMS] != 1:
        raise BadRequest("This is no evidence bundle: it has no list of hashes.", _NO_BUNDLE)
    try:
        with bundle.open(SUMS) as stream:
            lines = stream.read(_SUMS_AT_MOST).decode("utf-8").splitlines()
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError) as cause:
        raise BadRequest("The bundle's list of hashes cannot be read.", _NO_BUNDLE) from cause
    listed: dict[str, str] = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None or match[2] in listed:
            raise BadRequest("The bundle's list of hashes is damaged.", _NO_BUNDLE)
        listed[match[2]] = match[1]
    if not listed:
        raise BadRequest("The bundle's list of hashes is empty.", _NO_BUNDLE)
    return listed


def _second_list(bundle: _Files, there: Mapping[str, int]) -> Mapping[str, str]:
    """Return the hashes that the manifest gives; who changes the one list may forget the other.

    A manifest that cannot be read gives none: as a file it is on the list and checked like all.
    """
    if there.get(MANIFEST) != 1:
        return {}
    try:
        with bundle.open(MANIFEST) as stream:
            files = json.loads(stream.read(_SUMS_AT_MOST))["files"]
        return {str(each["path"]): str(each["sha256"]) for each in files}
    except (OSError, ValueError, KeyError, TypeError, RecursionError, zipfile.BadZipFile):
        return {}
    except (zlib.error, EOFError, RuntimeError, NotImplementedError):
        return {}


def _opened(path: Path, closing: ExitStack) -> _Files:
    if path.is_dir():
        return _Folder(path)
    try:
        return _Zip(closing.enter_context(zipfile.ZipFile(path)))
    except FileNotFoundError as cause:
        raise BadRequest(f"There is no file or folder at {path}.", _NO_BUNDLE) from cause
    except (OSError, zipfile.BadZipFile, NotImplementedError) as cause:
        raise BadRequest("This is no zip file, or it is damaged.", _NO_BUNDLE) from cause


@dataclass(frozen=True, slots=True)
class _Zip:
    archive: zipfile.ZipFile

    def names(self) -> Counter[str]:
        return Counter(entry.filename for entry in self.archive.infolist() if not entry.is_dir())

    def open(self, name: str) -> BinaryIO:
        entry = self.archive.getinfo(name)
        if entry.file_size > _SWELLS * entry.compress_size + _CHUNK_BYTES:
            raise zipfile.BadZipFile("It swells far beyond what the program makes.")
        return self.archive.open(entry)  # type: ignore[return-value]  # IO[bytes]


@dataclass(frozen=True, slots=True)
class _Folder:
    folder: Path

    def names(self) -> Counter[str]:
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return Counter(path.relative_to(self.folder).as_posix() for path in files)

    def open(self, name: str) -> BinaryIO:
        return (self.folder / name).open("rb")
