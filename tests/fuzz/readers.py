"""Feed every reader bytes that a coverage-guided fuzzer makes up, for a fixed time.

Run by hand: `python tests/fuzz/readers.py --seconds 300`, in an environment that has `atheris` as
well; no test needs it. Any bytes give messages, unread stretches or one of the documented errors.
What does not, what takes longer than 5 s, and what needs over 1 GB stops the run, and the bytes
are written to the folder of finds, whose first byte chose the format.
"""

import argparse
import io
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["analyser.ingest"]):
    from analyser import ingest
    from analyser.ingest.archive import open_archive

    FORMATS = sorted(ingest.formats())
from analyser.errors import AnalyserError  # noqa: E402
from analyser.given import from_bytes  # noqa: E402
from analyser.records import CaseFacts, Kind  # noqa: E402

ARCHIVE = 255
"""As the first byte: the rest is an archive."""
LONGEST_BYTES = 20_000
SECONDS_AT_MOST = 5
"""Of the processor; the fuzzer's own clock, which a busy computer misleads, stops a hang later."""
HANG_SECONDS = 60
MEGABYTES_AT_MOST = 1024
FACTS = CaseFacts(me=("Alex Reed",))


def read(data: bytes) -> None:
    """Read `data[1:]` as the first byte says: by that format, as an archive, or by its own head."""
    if not data:
        return
    if data[0] == ARCHIVE:
        unpack(data[1:])
        return
    chosen = FORMATS[data[0]] if data[0] < len(FORMATS) else None
    started = process_time()
    body = data[1:]
    try:
        result = ingest.read(body, name="chat", source="S1", facts=FACTS, format_id=chosen)
        ingest.preview(body)
    except AnalyserError:
        return
    if process_time() - started > SECONDS_AT_MOST:
        raise AssertionError(f"{result.kind} took more than {SECONDS_AT_MOST} s")
    counts = result.accounted
    parts = counts.messages + counts.continuation + counts.system + counts.unread
    notices = sum(message.kind is Kind.SYSTEM for message in result.messages)
    if counts.units != parts or counts.messages + notices != len(result.messages):
        raise AssertionError(f"The account of {result.kind} does not add up: {counts}")


def unpack(data: bytes) -> None:
    """Read the members of an archive, each to its end."""
    try:
        members = open_archive(from_bytes("x", data)).members
    except AnalyserError:
        return
    for member in members:
        try:
            with member.open() as stream:
                stream.read()
        except AnalyserError:
            continue


def archives() -> Iterator[bytes]:
    """Yield a zip, a zip in a zip, and a tar."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("chat.txt", "13/03/2025, 21:05 - Sam Hill: pick up\n" * 20)
    yield out.getvalue()
    outer, tar = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("in.zip", out.getvalue())
    yield outer.getvalue()
    with tarfile.open(fileobj=tar, mode="w") as packed:
        entry = tarfile.TarInfo("messages.json")
        entry.size = len(out.getvalue())
        packed.addfile(entry, io.BytesIO(out.getvalue()))
    yield tar.getvalue()


def seeds(folder: Path, only: str | None) -> None:
    """Write the cases as what the fuzzer begins with, each for its own format."""
    for number, path in enumerate(sorted((ROOT / "tests/ingest/cases").glob("*/*/input.*"))):
        id_ = path.parts[-3]
        if only in (None, id_):
            data = bytes([FORMATS.index(id_)]) + path.read_bytes()
            (folder / str(number)).write_bytes(data[:LONGEST_BYTES])
            read(data)  # what is made at the first use is no slowness of the bytes


def archive_seeds(folder: Path) -> None:
    """Write the archives as what the fuzzer begins with."""
    for number, data in enumerate(archives()):
        (folder / f"archive{number}").write_bytes(bytes([ARCHIVE]) + data)


def main() -> None:
    """Run for the time given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument(
        "--format", choices=[*FORMATS, "archive"], help="start from its cases alone"
    )
    parser.add_argument("--finds", type=Path, default=Path(tempfile.gettempdir()) / "finds")
    given = parser.parse_args()
    given.finds.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        if given.format != "archive":
            seeds(Path(folder), given.format)
        if given.format in (None, "archive"):
            archive_seeds(Path(folder))
        options = [
            f"-max_total_time={given.seconds}",
            f"-timeout={HANG_SECONDS}",
            f"-rss_limit_mb={MEGABYTES_AT_MOST}",
            f"-max_len={LONGEST_BYTES}",
            f"-artifact_prefix={given.finds}/",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], *options, folder], read)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
