"""Sort what was given: hash each file, open archives, and choose who reads what.

Belongs to the hallway, before anything is read; holds no messages.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import BinaryIO

from analyser import ingest, screens
from analyser.choices import SCREENSHOT
from analyser.errors import AnalyserError, UnsafeSource
from analyser.given import Given, examine
from analyser.ingest.archive import INSIDE, TOTAL_BYTES_AT_MOST, is_archive, open_archive
from analyser.ingest.mail_files import files_in
from analyser.ingest.pdf_pages import is_pdf, picture_pages
from analyser.records import CaseFacts, Problem
from analyser.wording import counted

_LARGEST_BYTES = 256 * 1024**2
"""No chat text or picture comes near it; two such files at once still fit in memory."""
_LARGEST_STORED_BYTES = 4 * 1024**3
"""Of a file that is read where it lies; a database of two million messages is as large."""
_LIGHTER_ABOVE_BYTES = 32 * 1024**2
"""Smaller files are read as they are."""
_NAMED_AT_MOST = 3
_DRAWN = "This page holds a picture only. It was drawn, and read like a screenshot."
_SENT = "This picture is in an e-mail. It was read like a screenshot."
_ATTACHED = "This file is attached to an e-mail."
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """One thing to read: a file, or a member of an archive (then `member` is its path there).

    Two items are never equal: an archive may hold one file twice.

    Attributes:
        within: Name of the archive that it was taken from, where that is not the file as given.
    """

    given: Given
    name: str
    size_bytes: int
    sha256: str
    member: str | None = None
    member_sha256: str | None = None
    problem: Problem | None = None
    format_id: str | None = None
    picture: bool = False
    media: bool = False
    note: str | None = None
    within: str = ""

    @property
    def key(self) -> str:
        """What is equal for two copies of the same bytes."""
        return self.member_sha256 or self.sha256


@dataclass(slots=True)
class Desk:
    """The items by who reads them, and what was said about archives as a whole.

    Attributes:
        opened: Hash of an archive to the first chat in it: a second copy is not listed again.
        unpacked_bytes: Size of all that is in the archives of one file given, by its hash.
    """

    items: list[Item] = field(default_factory=list)
    archive_problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    archive_facts: dict[str, str] = field(default_factory=dict)
    opened: dict[str, Item] = field(default_factory=dict)
    unpacked_bytes: Counter[str] = field(default_factory=Counter)


def sort(given: Given, desk: Desk) -> None:
    """Hash `given`, and put it, or what is in it, on the desk."""
    item = Item(given=given, name=given.name, size_bytes=given.size_bytes, sha256="")
    try:
        digest, start = examine(given)
        item = replace(item, sha256=digest)
        if not is_archive(start):
            desk.items += _parts(_looked_at(item, start), start, desk)
            return
        if before := desk.opened.get(item.sha256):
            desk.items.append(replace(before, given=given, name=item.name, member=None))
            return
        archive = open_archive(given)
        desk.archive_problems[item.sha256] = archive.problems
        found = list(_members(item, archive.members, desk))
        desk.items += found
        if read := next((each for each in found if each.format_id), None):
            desk.opened[item.sha256] = read
        if not archive.members:
            what = "There is nothing to read in this archive."
            do = "Open it to check what is in it, or export the chat again."
            # Why its files were left out says more.
            first, *rest = archive.problems or (Problem(what=what, do=do),)
            desk.archive_problems[item.sha256] = tuple(rest)
            desk.items.append(replace(item, problem=first))
    except AnalyserError as error:
        desk.items.append(replace(item, problem=Problem(what=error.problem, do=error.remedy)))
    except FileNotFoundError:
        what, do = "This file was moved, renamed or deleted.", "Put it back, and add it again."
        desk.items.append(replace(item, problem=Problem(what=what, do=do)))
    except OSError:
        what, do = "This file could not be opened.", "Check that you may read it, or copy it again."
        desk.items.append(replace(item, problem=Problem(what=what, do=do)))


def _member(outer: Item, member: Given) -> tuple[Item, bytes]:
    item = replace(outer, given=member, member=_within(outer, member.name))
    try:
        digest, start = examine(member)
        return _looked_at(replace(item, member_sha256=digest), start), start
    except AnalyserError as error:
        return replace(item, problem=Problem(what=error.problem, do=error.remedy)), b""


def _within(outer: Item, name: str) -> str:
    return f"{outer.member}{INSIDE}{name}" if outer.member else name


def _parts(item: Item, start: bytes, desk: Desk) -> Iterator[Item]:
    """Yield `item` and the files in it; of a PDF itself only where a page has words."""
    if is_pdf(start):
        pages, text = picture_pages(item.given)
        if text or not pages:
            yield item
        yield from (_part(item, each, _DRAWN) for each in pages)
        return
    files = files_in(item.given, start)
    yield replace(item, note=files.note or item.note)
    yield from (_part(item, each, _SENT) for each in files.pictures)
    for each in files.others:
        yield from _attached(item, each, desk)
    for each in files.bodies:
        # What is not read as a chat was read as the words of the e-mail.
        yield from (e for e in _attached(item, each, desk) if e.format_id)


def _attached(mail: Item, given: Given, desk: Desk) -> Iterator[Item]:
    """Yield a file attached to an e-mail, or what is in it, as if it lay in an archive."""
    item, start = _member(replace(mail, format_id=None, note=_ATTACHED), given)
    desk.archive_problems.setdefault(mail.sha256, ())
    if not is_archive(start):
        # The files of an attached e-mail were found with those of the outer one.
        yield from _parts(item, start, desk) if is_pdf(start) else (item,)
        return
    try:
        archive = open_archive(given, nested=False)
        desk.unpacked_bytes[mail.sha256] += sum(each.size_bytes for each in archive.members)
        if desk.unpacked_bytes[mail.sha256] > TOTAL_BYTES_AT_MOST:
            raise _too_large()
    except AnalyserError as error:
        yield replace(item, problem=Problem(what=error.problem, do=error.remedy))
        return
    desk.archive_problems[mail.sha256] += archive.problems
    if not archive.members:
        what, do = "There is nothing to read in this archive.", "Open it to check what is in it."
        yield replace(item, problem=Problem(what=what, do=do))
    outer = replace(item, member_sha256=None, within=given.path)
    yield from _members(outer, archive.members, desk)


def _part(item: Item, part: Given, note: str) -> Item:
    name = _within(item, part.name)
    made = replace(item, given=part, member=name, format_id=None, picture=True, note=note)
    try:
        return replace(made, member_sha256=examine(part)[0])
    except AnalyserError as error:
        problem = Problem(what=error.problem, do=error.remedy)
        return replace(made, picture=False, problem=problem)


def _looked_at(item: Item, start: bytes) -> Item:
    if screens.is_image(start):
        return replace(item, picture=True)
    format_id = ingest.recognise(start)
    return replace(item, format_id=format_id, media=not format_id and ingest.is_media(start))


def _members(outer: Item, members: Iterable[Given], desk: Desk) -> Iterator[Item]:
    """Yield the members, those of the same bytes once; the others are counted and named."""
    seen: set[str] = set()
    copies: list[str] = []
    for member in members:
        item, start = _member(outer, member)
        if item.problem is None and item.key in seen:
            copies.append(f"'{member.name[:_LONGEST_NAME]}'")
            continue
        seen.add(item.key)
        yield from _parts(item, start, desk)
    if copies:
        count = counted(len(copies), "file in the archive is", "files in the archive are")
        shown = ", ".join(copies[:_NAMED_AT_MOST])
        more = f" and {len(copies) - _NAMED_AT_MOST} more" if len(copies) > _NAMED_AT_MOST else ""
        fact = f"{count} byte for byte the same as others in it, and read once: {shown}{more}."
        said = desk.archive_facts.get(outer.sha256)
        desk.archive_facts[outer.sha256] = f"{said} {fact}" if said else fact


def as_told(item: Item, facts: CaseFacts) -> Item:
    """Return `item` to be read as the person says, where they say so."""
    told = facts.formats.get(item.key)
    if told is None or item.problem:
        return item
    picture = told == SCREENSHOT
    return replace(item, picture=picture, format_id=None if picture else told)


def base_name(item: Item) -> str:
    """Return the name without folders; of a file in an e-mail as the e-mail gives it."""
    return PurePosixPath(item.given.path or item.given.name).name


@contextmanager
def data_of(item: Item) -> Iterator[bytes | ingest.Stored]:
    """Give the bytes to read, of a large export what can be read of it without holding it all.

    Raises:
        UnsafeSource: It is too large.
    """
    large = item.given.size_bytes > _LIGHTER_ABOVE_BYTES
    format_id = item.format_id if large else None
    with item.given.open() as stream:
        if format_id and ingest.reads_stored(format_id):
            yield _stored(stream, item.given.size_bytes)
        else:
            yield _held(stream, ingest.lighter(format_id) if format_id else None)


def _stored(stream: BinaryIO, size_bytes: int) -> bytes | ingest.Stored:
    if stream.seekable():
        if size_bytes > _LARGEST_STORED_BYTES:
            raise _too_large()
        return ingest.Stored(stream)
    if size_bytes > _LARGEST_BYTES:
        raise UnsafeSource(
            "This file is too large to be read while it is inside an archive.",
            "Unpack the archive and add this file by itself.",
        )
    return _held(stream, None)


def _held(stream: BinaryIO, lighter: Callable[[BinaryIO], Iterator[bytes]] | None) -> bytes:
    pieces, size = [], 0
    for piece in lighter(stream) if lighter else iter([stream.read(_LARGEST_BYTES + 1)]):
        pieces.append(piece)
        size += len(piece)
        if size > _LARGEST_BYTES:
            raise _too_large()
    return b"".join(pieces)


def bytes_of(item: Item) -> bytes:
    """Return all bytes, as `data_of` gives them."""
    with item.given.open() as stream:
        return _held(stream, None)


def _too_large() -> UnsafeSource:
    return UnsafeSource(
        "This file is far larger than any chat export or screenshot.",
        "Export it again without media, or one chat or a shorter period at a time.",
    )
