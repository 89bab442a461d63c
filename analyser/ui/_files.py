"""The files of the case: put on it, opened, counted in memory, taken off again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import analyser
from analyser import given, guard
from analyser.errors import BadRequest
from analyser.given import Given
from analyser.ingest.archive import find_member
from analyser.records import Jurisdiction, Source
from analyser.ui import _state
from analyser.ui._words import words

_PACKAGE = Path(analyser.__file__).resolve().parent
_PLACES = (_PACKAGE.parent / "samples" / "serious", _PACKAGE / "sample_case")
"""The folder as developed, and where pyproject.toml puts it in an installed program."""
SAMPLE = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
SAMPLE_ME = "Hannah Lisle"
SAMPLE_PERSON = {"Craig Dunmore": ("Craig Dunmore", "+44 7700 900417")}
SAMPLE_CAPTURED = "2025-03-04T20:41:00"


def add_files(files: Sequence[tuple[str, bytes | memoryview]]) -> None:
    """Put uploaded files on the case, in memory; the same name twice keeps both.

    Raises:
        BadRequest: They are too large together; none of them was added.
    """
    size = sum(len(data) for _, data in files)
    if size + in_memory() > guard.LARGEST_TOGETHER_BYTES:
        _state.drop_uploads()
        _state.case().uploads += 1
        kept = _state.case().kept.file is not None
        raise BadRequest(words("add", "too_much"), words("add", "fewer" if kept else "keep_first"))
    _put(given.from_uploads(files))
    _state.drop_uploads()


def in_memory() -> int:
    """Return how many bytes the files take up in memory; what a case file lends takes none."""
    here = _state.case()
    lent = here.kept.file is not None and here.kept.problem is None
    return 0 if lent else sum(given.size_bytes for given in here.files.values())


def use_sample() -> None:
    """Put the sample case in place of what is there."""
    here = _state.case()
    zone = ZoneInfo(here.facts.timezone)
    here.facts = replace(
        here.facts,
        me=(SAMPLE_ME,),
        persons=SAMPLE_PERSON,
        captured_at=datetime.fromisoformat(SAMPLE_CAPTURED).replace(tzinfo=zone),
        jurisdiction=here.facts.jurisdiction or Jurisdiction.ENGLAND_AND_WALES,
    )
    here.kept.remove(list(here.files))
    here.files, here.hashes, here.sample = {}, {}, True
    _put(given.from_paths([SAMPLE]))


def _put(files: Iterable[Given]) -> None:
    here = _state.case()
    here.uploads += 1
    new = {f"{here.uploads}.{number}": each for number, each in enumerate(files)}
    here.files |= new
    here.hashes |= {key: given.sha256(each) for key, each in new.items()}
    here.kept.add(new, here.hashes)
    _state.keep()


def remove_file(key: str) -> None:
    """Take one file off the case; what is read from the others is read anew by the caller."""
    here = _state.case()
    here.kept.remove([key])
    del here.files[key], here.hashes[key]


def open_source(source: Source) -> Given | None:
    """Return the file, or the file within an archive, that `source` was read from."""
    here = _state.case()
    outer = next((here.files[key] for key, of in here.hashes.items() if of == source.sha256), None)
    if outer is None or source.member is None:
        return outer
    return find_member(outer, source.member)
