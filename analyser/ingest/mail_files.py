"""The files in e-mails, each as a file that its reader takes: chats, mails, and screenshots.

An e-mail carries logos, banners and pictures of one pixel that tell when it was opened. What is
smaller than a screenshot ever is stays out, and how many those are is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from hashlib import sha256
from io import BytesIO
from itertools import islice
from typing import BinaryIO

from analyser.errors import UnreadableSource
from analyser.given import Given
from analyser.ingest import mail_mbox
from analyser.ingest._mail_walk import Part, Reader, may_be_screenshot, reader_for
from analyser.wording import counted

_LARGEST_BYTES = 256 << 20
_CHUNK_BYTES = 1 << 20
_FILES_AT_MOST = 1000
"""Pictures and other files in one e-mail, and so many in one file; no person sends more."""
_LONGEST_NAME = 60
_TOO_LARGE = "This mailbox is so large that files attached to its e-mails were not looked for: "
_TOO_LARGE += "save the e-mails that matter by themselves, and add them."
_GONE = "This file can no longer be found in its e-mail.", "Add the e-mail again as it was."


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What is in an e-mail, each once.

    Attributes:
        pictures: Those that may be screenshots.
        note: A sentence about all pictures; None where there are none.
        others: The other files, of any kind.
        bodies: Those that a mail program may also show as the words of the e-mail.
    """

    pictures: tuple[Given, ...] = ()
    note: str | None = None
    others: tuple[Given, ...] = ()
    bodies: tuple[Given, ...] = ()


def files_in(given: Given, head: bytes) -> Files:
    """Return the files in an e-mail, a mailbox or an Outlook message; none in other files."""
    reader = reader_for(head)
    if reader is None:
        return Files()
    if given.size_bytes > _LARGEST_BYTES:
        return Files(note=_TOO_LARGE)
    with given.open() as stream:
        data = stream.read(_LARGEST_BYTES)
    places = mail_mbox.places(data) if mail_mbox.recognises(head) else [(0, len(data))]
    kept = _Kept(given=given, reader=reader)
    for mail, place in enumerate(places, start=1):
        kept.add(f"e-mail {mail}, " if len(places) > 1 else "", place, reader(data[slice(*place)]))
    return kept.files()


@dataclass(slots=True, kw_only=True)
class _Kept:
    """What was found so far, and what of it was left out."""

    given: Given
    reader: Reader
    pictures: list[Given] = field(default_factory=list)
    others: list[Given] = field(default_factory=list)
    bodies: list[Given] = field(default_factory=list)
    seen: set[bytes] = field(default_factory=set)
    small: int = 0
    copies: int = 0
    more: int = 0

    def add(self, begin: str, place: tuple[int, int], parts: Iterable[Part]) -> None:
        """Add the files of the e-mail at `place`, named from `begin` on."""
        counts = {True: 0, False: 0}
        found: list[tuple[Part, Given]] = []
        names: set[str] = set()
        for number, part in enumerate(parts):
            counts[part.picture] += 1
            if max(len(self.pictures), len(self.others), number) >= _FILES_AT_MOST:
                self.more += 1
                continue
            kind = "picture" if part.picture else "attachment"
            called = f" ({_short(part.name)})" if part.name else ""
            each = self._given(f"{begin}{kind} {counts[part.picture]}{called}", part)
            names.add(each.path)
            if part.picture and not may_be_screenshot(part.data):
                self.small += 1
            elif (digest := sha256(part.data).digest()) in self.seen:
                self.copies += 1
            else:
                self.seen.add(digest)
                opens = partial(_open, self.given, self.reader, place, number)
                found.append((part, replace(each, open=opens)))
        for part, each in found:
            # A chat that is sent with its pictures names them.
            each = replace(each, folder=frozenset(names))
            (self.pictures if part.picture else self.bodies if part.body else self.others).append(
                each
            )

    def _given(self, name: str, part: Part) -> Given:
        return Given(
            name=name,
            path=part.name.replace("/", "_") or name,
            open=BytesIO,
            size_bytes=len(part.data),
            not_after=self.given.not_after,
        )

    def files(self) -> Files:
        """Return all that was added."""
        return Files(
            pictures=tuple(self.pictures),
            note=_note(self),
            others=tuple(self.others),
            bodies=tuple(self.bodies),
        )


def _note(kept: _Kept) -> str | None:
    said = []
    if found := len(kept.pictures):
        said.append(f"{counted(found, 'picture')} read as screenshots, each by itself")
    if others := len(kept.others):
        said.append(f"{counted(others, 'other file')} looked at, each by itself")
    if kept.copies:
        said.append(f"{counted(kept.copies, 'copy', 'copies')} of these not read again")
    if kept.small:
        said.append(f"{counted(kept.small, 'picture')} too small for a screenshot not read")
    if kept.more:
        said.append(f"{counted(kept.more, 'file')} beyond the {_FILES_AT_MOST:,} not read")
    return f"Files in it: {'; '.join(said)}." if said else None


def _open(given: Given, reader: Reader, place: tuple[int, int], number: int) -> BinaryIO:
    """Return the bytes of one file of the e-mail that stands at `place` of its own file.

    Raises:
        UnreadableSource: The file is no longer what it was.
    """
    parts = _parts_at(given, reader, place)
    if number >= len(parts):
        raise UnreadableSource(*_GONE)
    return BytesIO(parts[number])


@lru_cache(maxsize=1)  # thousands of pictures of one e-mail are asked for one after the other
def _parts_at(given: Given, reader: Reader, place: tuple[int, int]) -> tuple[bytes, ...]:
    start, end = place
    with given.open() as stream:
        if stream.seekable():
            stream.seek(start)
        else:
            while start > 0 and (passed := len(stream.read(min(start, _CHUNK_BYTES)))):
                start -= passed
        data = stream.read(end - place[0])
    return tuple(part.data for part in islice(reader(data), _FILES_AT_MOST))


def _short(name: str) -> str:
    return name[:_LONGEST_NAME].replace("/", "_")
