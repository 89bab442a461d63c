"""The evidence bundle: the originals byte for byte, the report, and a list of hashes.

A zip that any program opens. `SHA256SUMS` has the form that `sha256sum -c` of the GNU coreutils
reads, so no program of ours is needed to check it; `verify` does the same with more words.
"""

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from analyser.errors import BadRequest, UnreadableSource
from analyser.findings import Findings
from analyser.given import Given
from analyser.report._blocks import phrase
from analyser.report.to_json import dumped

FILE_NAME = "evidence-bundle.zip"
SUMS, MANIFEST, README = "SHA256SUMS", "manifest.json", "README.txt"
_SCHEMA = 1
_CHUNK_BYTES = 1 << 20
_BEFORE_ALL = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip can hold: the same case gives the same bytes on any day."""
_UNIX = 3
_LONGEST_NAME = 80
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(slots=True)
class _Original:
    """One file as given, once, though it may have been given under several names."""

    given: Given
    sha256: str
    sources: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"originals/{self.sources[0]}-{_plain_name(self.names[0])}"


def write_bundle(
    out: BinaryIO,
    findings: Findings,
    *,
    originals: Iterable[Given],
    reports: Mapping[str, bytes],
    now: datetime,
) -> None:
    """Write the bundle to `out`; the same arguments give the same bytes.

    Args:
        out: A file open for writing, able to seek.
        findings: What the report says.
        originals: The files as given.
        reports: The report's files by name.
        now: The time of making, aware; it is printed in the manifest.

    Raises:
        BadRequest: A file is not as it was when it was read, or is no longer there.
    """
    kept = _by_hash(findings, originals)
    listed: list[dict[str, object]] = []
    with zipfile.ZipFile(out, "w", allowZip64=True) as bundle:

        def add(name: str, data: bytes, **about: object) -> None:
            bundle.writestr(_entry(name), data)
            listed.append(_line(name, hashlib.sha256(data).hexdigest(), len(data), **about))

        add(README, phrase("bundle_readme", program=findings.made.program).encode())
        for original in kept:
            size = _copy(bundle, original)
            listed.append(
                _line(
                    original.place,
                    original.sha256,
                    size,
                    role="original",
                    sources=original.sources,
                    names=original.names,
                )
            )
        for name, data in sorted(reports.items()):
            add(f"report/{name}", data, role="report")
        manifest = dumped(_manifest(findings, listed, now)).encode() + b"\n"
        add(MANIFEST, manifest)
        sums = "".join(f"{each['sha256']}  {each['path']}\n" for each in listed)
        bundle.writestr(_entry(SUMS), sums.encode())


def _by_hash(findings: Findings, originals: Iterable[Given]) -> Sequence[_Original]:
    """Return each file that a source was read from, once, in the order of the sources."""
    wanted = {source.sha256 for source in findings.sources}
    kept: dict[str, _Original] = {}
    for given in originals:
        sha256 = _sha256(given)
        if sha256 in wanted:
            kept.setdefault(sha256, _Original(given, sha256))
    for source in findings.sources:
        if not source.sha256:
            continue  # it could not be opened, and the report says so
        original = kept.get(source.sha256)
        if original is None:
            raise BadRequest(
                f"{source.id} is not as it was when it was read, or is no longer there.",
                "Put the file back as it was, or read it again and make the report anew.",
            )
        original.sources.append(source.id)
        if source.name not in original.names:
            original.names.append(source.name)
    return sorted(kept.values(), key=lambda each: int(each.sources[0].removeprefix("S")))


def _sha256(given: Given) -> str | None:
    digest = hashlib.sha256()
    try:
        with given.open() as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                digest.update(chunk)
    except (OSError, UnreadableSource):
        return None
    return digest.hexdigest()


def _copy(bundle: zipfile.ZipFile, original: _Original) -> int:
    """Copy the bytes as they are, and return how many; they are hashed once more on the way."""
    digest, size = hashlib.sha256(), 0
    entry = _entry(original.place, zipfile.ZIP_STORED)
    with original.given.open() as source, bundle.open(entry, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    if digest.hexdigest() != original.sha256:
        raise BadRequest(
            f"{original.sources[0]} changed while the bundle was being made.",
            "Close other programs that may be writing to it, and make the bundle again.",
        )
    return size


def _entry(name: str, kind: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _BEFORE_ALL)
    entry.compress_type = kind
    entry.create_system = _UNIX
    entry.external_attr = 0o644 << 16
    return entry


def _line(path: str, sha256: str, size: int, **about: object) -> dict[str, object]:
    return {"path": path, "sha256": sha256, "bytes": size, **about}


def _manifest(
    findings: Findings, listed: Sequence[Mapping[str, object]], now: datetime
) -> dict[str, object]:
    made = findings.made
    return {
        "schema": _SCHEMA,
        "made_at": now.isoformat(timespec="seconds"),
        "made_by": {
            "program": made.program,
            "rules": made.rules,
            "model": made.model,
            "ocr": made.ocr,
        },
        "files": [*listed],
        "sources": [
            {
                "id": source.id,
                "name": source.name,
                "member": source.member,
                "sha256": source.sha256,
                "member_sha256": source.member_sha256,
                "bytes": source.size_bytes,
            }
            for source in findings.sources
        ],
    }


def _plain_name(name: str) -> str:
    """Return a name that every file system and `sha256sum` takes as it is."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = _NOT_PLAIN.sub("_", letters).strip("._") or "file"
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) <= _LONGEST_NAME or not dot:
        return plain[:_LONGEST_NAME]
    return f"{stem[: _LONGEST_NAME - len(suffix) - 1]}.{suffix}"[:_LONGEST_NAME]
