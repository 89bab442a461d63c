"""Write findings down: one document, thin writers, files in the folder that was named."""

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from analyser.errors import BadRequest
from analyser.findings import Findings
from analyser.registry import collect
from analyser.report._fonts import font_families
from analyser.report._writer import Writer

__all__ = ["WRITERS", "Writer", "font_families", "to_bytes", "write"]

WRITERS: Mapping[str, Writer] = collect(sys.modules[__name__], Writer)
"""Every kind of report, by id."""


def to_bytes(findings: Findings, writer: str, now: datetime) -> bytes:
    """Return one kind of report; `now` is the time printed in it, aware."""
    return WRITERS[writer].write(findings, now)


def write(findings: Findings, *, folder: Path, now: datetime) -> tuple[Path, ...]:
    """Write every kind of report into `folder`, made if need be; return the files.

    Each file is written under another name first, so that none is ever half there.

    Raises:
        BadRequest: The folder cannot be written to.
    """
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for writer in WRITERS.values():
            path = folder / writer.file_name
            part = folder / f".{writer.file_name}.part"
            part.write_bytes(writer.write(findings, now))
            part.replace(path)
            paths.append(path)
    except OSError as cause:
        raise BadRequest(
            f"The report could not be written to {folder}.",
            "Choose a folder that you may write to, on a disk with room.",
        ) from cause
    return tuple(paths)
