"""What a report is made from besides the findings: the files as given, and their pictures.

It belongs to the hallway. Nothing is written here.
"""

from collections.abc import Iterable, Mapping

from analyser.errors import UnreadableSource
from analyser.findings import Findings
from analyser.given import Given, sha256
from analyser.ingest.archive import find_member
from analyser.records import Source

_LARGEST_PICTURE_BYTES = 64 * 1024**2


def by_hash(files: Iterable[Given]) -> Mapping[str, Given]:
    """Return the files by SHA-256; one that cannot be opened is left out, as it was in reading."""
    found: dict[str, Given] = {}
    for each in files:
        try:
            found.setdefault(sha256(each), each)
        except (OSError, UnreadableSource):
            continue
    return found


def pictures_of(findings: Findings, files: Iterable[Given]) -> Mapping[str, bytes]:
    """Return the bytes of each screenshot that was read, by the id of its source."""
    wanted = [source for source in findings.sources if source.kind == "screenshot"]
    originals = by_hash(files) if wanted else {}
    found = {}
    for source in wanted:
        given = _original(source, originals)
        if given is not None:
            with given.open() as stream:
                data = stream.read(_LARGEST_PICTURE_BYTES + 1)
            if len(data) <= _LARGEST_PICTURE_BYTES:
                found[source.id] = data
    return found


def _original(source: Source, originals: Mapping[str, Given]) -> Given | None:
    outer = originals.get(source.sha256)
    if outer is None or source.member is None:
        return outer
    return find_member(outer, source.member)
