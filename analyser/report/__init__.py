"""Write findings down: one document, thin writers, files in the folder that was named."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from analyser.errors import BadRequest
from analyser.findings import Findings
from analyser.given import Given
from analyser.registry import collect
from analyser.report import to_pdf
from analyser.report._bundle import FILE_NAME as BUNDLE
from analyser.report._bundle import write_bundle
from analyser.report._fonts import font_families
from analyser.report._narrow import narrowed
from analyser.report._verify import explained, verify
from analyser.report._writer import Writer
from analyser.report_options import CONTENTS, Options

__all__ = [
    "BUNDLE",
    "CONTENTS",
    "WRITERS",
    "Options",
    "Writer",
    "explained",
    "files_in",
    "first_page",
    "font_families",
    "narrowed",
    "to_bytes",
    "verify",
    "write",
    "write_bundle",
    "write_files",
]

_ALL = Options()

WRITERS: Mapping[str, Writer] = collect(sys.modules[__name__], Writer)
"""Every kind of report, by id."""


def _no_progress(done: int, total: int, name: str) -> None:
    """Say nothing."""


def to_bytes(findings: Findings, writer: str, now: datetime, options: Options = _ALL) -> bytes:
    """Return one kind of report; `now` is the time printed in it, aware."""
    return WRITERS[writer].write(narrowed(findings, options), now, options)


def first_page(findings: Findings, now: datetime, options: Options = _ALL) -> bytes:
    """Return a picture (PNG) of page 1 of the PDF, without the time that all of it takes."""
    return to_pdf.first_page(narrowed(findings, options), now, options)


def files_in(folder: Path) -> frozenset[Path]:
    """Return the resolved paths of all that `write` may write into `folder`."""
    names = [*(writer.file_name for writer in WRITERS.values()), BUNDLE]
    names += [f"redacted-{name}" for name in names]
    return frozenset((folder / name).resolve() for name in names)


def write(
    findings: Findings,
    *,
    folder: Path,
    now: datetime,
    originals: Iterable[Given] | None = None,
    options: Options = _ALL,
    progress: Callable[[int, int, str], None] = _no_progress,
) -> tuple[Path, ...]:
    """Write every kind of report into `folder`, made if need be; return the files.

    Each file is written under another name first, so that none is ever half there.

    Args:
        findings: What the report says.
        folder: Where to write.
        now: The time of making, aware.
        originals: The files as given, for an evidence bundle; None where none is wanted.
        options: What goes into it and how it is marked.
        progress: Called before each file with files done, files in all, and its name.

    Raises:
        BadRequest: The folder cannot be written to, or an original is not as it was.
    """
    made: dict[str, bytes] = {}
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        total = len(WRITERS) + (originals is not None)
        for done, (id_, writer) in enumerate(WRITERS.items()):
            progress(done, total, writer.file_name)
            made[writer.file_name] = to_bytes(findings, id_, now, options)
            with _whole(folder / writer.file_name) as out:
                out.write(made[writer.file_name])
            paths.append(folder / writer.file_name)
        if originals is not None:
            progress(len(made), total, BUNDLE)
            with _whole(folder / BUNDLE) as out:
                write_bundle(out, findings, originals=originals, reports=made, now=now)
            paths.append(folder / BUNDLE)
    except OSError as cause:
        raise BadRequest(
            f"The report could not be written to {folder}.",
            "Choose a folder that you may write to, on a disk with room.",
        ) from cause
    return tuple(paths)


def write_files(made: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write files by name into `folder`, made if need be; return them.

    Raises:
        BadRequest: The folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in made.items():
            with _whole(folder / name) as out:
                out.write(data)
    except OSError as cause:
        raise BadRequest(
            f"The report could not be written to {folder}.",
            "Choose a folder that you may write to, on a disk with room.",
        ) from cause
    return tuple(folder / name for name in made)


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes its name once it is whole; nothing is left where it fails."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
