"""Bad and hostile files beside a good one: one problem each, the good one read, nothing written."""

import io
import struct
import zipfile
import zlib

import pytest

from analyser import given, pipeline
from analyser.records import CaseFacts

GOOD = "17/03/2025, 21:05 - Alex Reed: hello\n17/03/2025, 21:06 - Sam Hill: hi\n"


def png_header(width, height):
    body = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + body
    start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(body)) + chunk
    return start + struct.pack(">I", zlib.crc32(chunk)) + b"\x00" * 64


def zipped(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


BAD = {
    "empty.txt": b"",
    "movie.txt": bytes(range(256)) * 40,
    "shopping.txt": b"milk\nbread\n2 pints: one each\n",
    "cut.zip": zipped([("_chat.txt", GOOD * 200)])[:-40],
    "bomb.zip": zipped([("_chat.txt", b"0" * (300 * 1024 * 1024))]),
    "paths.zip": zipped([("../../evil.txt", GOOD)]),
    "huge.png": png_header(30_000, 30_000),
    "cut.png": png_header(300, 300),
    "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
}


def read(folder):
    return pipeline.read(given.from_paths([folder]), facts=CaseFacts(me=("Alex Reed",)))


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_file_is_one_source_with_what_to_do_and_stops_no_other(tmp_path, name):
    (tmp_path / "chat.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / name).write_bytes(BAD[name])
    before = sorted(tmp_path.rglob("*"))
    reading = read(tmp_path)
    assert len(reading.messages) == 2
    (bad,) = [source for source in reading.sources if source.name == name]
    assert bad.problems
    assert all(problem.what and problem.do for problem in bad.problems)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_text_in_utf_16_is_read(tmp_path):
    (tmp_path / "chat.txt").write_text(GOOD, encoding="utf-16")
    assert [m.text for m in read(tmp_path).messages] == ["hello", "hi"]


def test_the_same_file_twice_is_read_once_and_said_so(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.txt").write_text(GOOD, encoding="utf-8")
    reading = read(tmp_path)
    assert len(reading.messages) == 2
    assert [source.kind for source in reading.sources] == ["whatsapp_txt", "duplicate"]
