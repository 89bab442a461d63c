"""Open the parcels in which `uploads.js` hands over many files: each as it lies on the disk."""

import json
from collections.abc import Iterable, Iterator

from streamlit.runtime.uploaded_file_manager import UploadedFile

from analyser.errors import UnreadableSource
from analyser.ui._words import words

PARCEL = "application/x-notes-parcel"
"""The type of a parcel: a line of JSON, `[[name, size in bytes], …]`, then the files themselves."""


def unpacked(uploads: Iterable[UploadedFile]) -> Iterator[tuple[str, bytes | memoryview]]:
    """Yield each file with its name, folders before it; those of a parcel share its memory.

    Raises:
        UnreadableSource: A parcel is not whole.
    """
    for upload in uploads:
        if upload.type == PARCEL:
            yield from _files_in(upload.getvalue())
        else:
            yield _as_named(upload.name), upload.getvalue()


def _files_in(parcel: bytes) -> Iterator[tuple[str, memoryview]]:
    end = parcel.index(b"\n") + 1
    files = json.loads(parcel[:end])
    if end + sum(size for _, size in files) != len(parcel):
        raise UnreadableSource(words("add", "changed"), words("add", "again"))
    for name, size in files:
        # A name on the disk may hold halves of characters, which nothing can write.
        yield name.encode("utf-8", "replace").decode(), memoryview(parcel)[end : end + size]
        end += size


def _as_named(name: str) -> str:
    """Return a file's name as it is on the disk: browsers send quotes and line ends as codes."""
    return name.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")
