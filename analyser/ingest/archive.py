"""Open a zip or a tar safely: nothing is written, links and tricks refused, bombs cannot unpack.

A zip inside a zip is opened once. What is left out is named.
"""

import stat
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import PurePosixPath

from analyser.errors import UnreadableSource, UnsafeSource
from analyser.given import HEAD_BYTES, Given
from analyser.ingest._gunzip import Gzip, begins
from analyser.ingest._tar import is_tar, members
from analyser.ingest._zip_member import RATIO_AT_MOST, SMALL_BYTES, Opened, Shelf, open_member
from analyser.ingest.mail_files import files_in
from analyser.ingest.pdf_pages import is_pdf, picture_pages
from analyser.records import Problem
from analyser.wording import counted

_ENTRIES_AT_MOST = 20_000
"""A long chat with all its media holds a few thousand files."""
TOTAL_BYTES_AT_MOST = 4 * 1024**3
"""WhatsApp cuts its own zips near 2 GB."""
_TAR_HEAD_BYTES = 512
_LONGEST_NAME = 80
_NESTED_BYTES_AT_MOST = 256 * 1024**2
_NAMED_AT_MOST = 10
INSIDE = " › "
"""Stands between the name of a PDF or an e-mail in an archive and its page or picture."""
_SKIPPED = ("__MACOSX/", "._", ".DS_Store", "Thumbs.db")
_ENCRYPTED = 0x1
_OLDEST_YEAR = 2009
"""No message app whose exports are zips is older."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The members that can be read, and what was left out and why."""

    members: tuple[Given, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Found:
    members: list[Given] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    deeper: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    total_bytes: int = 0
    shelf: Shelf = field(default_factory=Shelf)


def is_archive(head: bytes) -> bool:
    """Tell whether these are the first bytes of a tar, packed or not, or a zip of files."""
    if is_tar(head) or is_tar(begins(head, _TAR_HEAD_BYTES)):
        return True
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    return b"[Content_Types].xml" not in head and b"xl/" not in head[:4096]


def open_archive(given: Given, *, nested: bool = True) -> Archive:
    """List the members that can be read, without unpacking them.

    Args:
        given: The archive.
        nested: Open the zips in it too; not where it was itself inside another file.

    Raises:
        UnreadableSource: The file is cut off or no zip.
        UnsafeSource: It holds far more than any export does.
    """
    found = _Found()
    with given.open() as stream:
        head = stream.read(HEAD_BYTES)
    if is_tar(head):
        _list_tar(given, found)
    elif is_tar(begins(head, _TAR_HEAD_BYTES)):
        _list_tar(replace(given, open=Gzip(given.open).open), found)
    else:
        _list(Opened(given.open), "", found, nested=nested)
    names = frozenset(PurePosixPath(member.name).name for member in found.members)
    newest = max(found.days, default=None)
    listed = tuple(
        replace(m, folder=names, not_after=newest and newest + timedelta(days=1))
        for m in found.members
    )
    return Archive(
        members=listed, problems=(*_left_out(found.left_out), *_not_opened(found.deeper))
    )


def find_member(given: Given, name: str) -> Given | None:
    """Return the file in an archive, a PDF's page or a file in an e-mail, or one in these.

    None where it is not there.

    Raises:
        UnreadableSource: The file is no longer what it was.
    """
    inside = {each.name: each for each in _inside(given)}
    if name in inside:
        return inside[name]
    for outer, each in inside.items():
        begin = f"{outer}{INSIDE}"
        if name.startswith(begin) and (found := find_member(each, name[len(begin) :])):
            return found
    return None


def _inside(given: Given) -> Sequence[Given]:
    with given.open() as stream:
        head = stream.read(HEAD_BYTES)
    if is_archive(head):
        return open_archive(given).members
    if is_pdf(head):
        return picture_pages(given)[0]
    files = files_in(given, head)
    return (*files.pictures, *files.others, *files.bodies)


def _list_tar(given: Given, found: _Found) -> None:
    for member in members(given, at_most=_ENTRIES_AT_MOST):
        if isinstance(member, tuple):
            name, reason = member
            found.left_out.setdefault(reason, []).append(name)
        elif not PurePosixPath(member.name).name.startswith("._"):
            found.members.append(member)


def _list(opened: Opened, prefix: str, found: _Found, *, nested: bool) -> None:
    try:
        entries = opened.archive().infolist()
    except (
        zipfile.BadZipFile,
        EOFError,
        NotImplementedError,
        UnicodeDecodeError,
        ValueError,
    ) as cause:
        raise UnreadableSource(
            "This zip file is cut off or damaged.", "Export the chat again, or copy the file again."
        ) from cause
    if len(entries) + len(found.members) > _ENTRIES_AT_MOST:
        raise UnsafeSource(
            "This zip file holds far more files than a chat export does.",
            "Take out the chat and add it by itself.",
        )
    for entry in entries:
        _entry(entry, opened, prefix, found, nested=nested)


def _entry(
    entry: zipfile.ZipInfo, opened: Opened, prefix: str, found: _Found, *, nested: bool
) -> None:
    name = unicodedata.normalize("NFC", entry.filename.replace("\\", "/"))
    base = PurePosixPath(name).name
    if (
        name.endswith("/")
        or name.startswith("__MACOSX/")
        or base.startswith("._")
        or base in _SKIPPED
    ):
        return
    if reason := _refused(entry, name):
        found.left_out.setdefault(reason, []).append(f"{prefix}{name}")
        return
    if not nested and base.lower().endswith(".zip"):
        found.deeper.append(f"{prefix}{name}")
        return
    found.days += [day] if (day := _day_of(entry)) else []
    found.total_bytes += entry.file_size
    if found.total_bytes > TOTAL_BYTES_AT_MOST:
        raise UnsafeSource(
            "This zip file would unpack to far more than a chat export does.",
            "Take out the chat and add it by itself.",
        )
    member = Given(
        name=f"{prefix}{name}", open=partial(open_member, opened, entry), size_bytes=entry.file_size
    )
    if base.lower().endswith(".zip") and entry.file_size <= _NESTED_BYTES_AT_MOST:
        _list(Opened(member.open, found.shelf), f"{name}/", found, nested=False)
    else:
        found.members.append(member)


def _not_opened(names: Sequence[str]) -> Iterator[Problem]:
    """Yield one problem that names the zips inside zips inside a zip."""
    if names:
        count = counted(len(names), "zip file was", "zip files were")
        what = f"A zip inside a zip is opened once: {count} deeper inside and not opened: "
        yield Problem(
            what=f"{what}{_listed(names)}.", do="Unpack the outer one and add what is in it."
        )


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _left_out(names: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Yield one problem for each reason for which files of the archive were left out."""
    for reason, of_it in names.items():
        if len(of_it) == 1:
            what = f"A file in the archive was left out: {reason}. Its name there is"
            do = "Add that file by itself, if you need it."
        else:
            what = f"{len(of_it):,} files in the archive were left out, each because {reason}:"
            do = "Add those that you need by themselves."
        yield Problem(what=f"{what} {_listed(of_it)}.", do=do)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"'{_short(name)}'" for name in names[:_NAMED_AT_MOST])
    more = f" and {len(names) - _NAMED_AT_MOST:,} more" if len(names) > _NAMED_AT_MOST else ""
    return f"{shown}{more}"


def _day_of(entry: zipfile.ZipInfo) -> date | None:
    """Return the day an entry was packed; 1980 and impossible dates stand for "not known"."""
    try:
        day = date(*entry.date_time[:3])
    except ValueError:
        return None
    return day if day.year >= _OLDEST_YEAR else None


def _refused(entry: zipfile.ZipInfo, name: str) -> str | None:
    """Return why an entry is not opened, or None."""
    path = PurePosixPath(name)
    if not path.parts:
        return "it has no name"
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "its name points outside the archive"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "it is a link"
    if entry.flag_bits & _ENCRYPTED:
        return "it is locked with a password"
    if entry.file_size > SMALL_BYTES and entry.file_size > RATIO_AT_MOST * max(
        entry.compress_size, 1
    ):
        return "it would unpack to far more than it could hold"
    return None
