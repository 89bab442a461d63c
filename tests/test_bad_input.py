"""Bad and hostile files beside a good one: one problem each, the good one read, nothing written."""

import io
import json
import stat
import struct
import subprocess
import sys
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


def linked(name, target):
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return zipped([(entry, target)])


def locked():
    data = bytearray(zipped([("_chat.txt", GOOD)]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def bomb_xlsx():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    sheet = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><x>&l11;</x>'
    names = ("[Content_Types].xml", "xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels")
    return zipped([(name, sheet) for name in names])


BOMB = zipped([("_chat.txt", b"0" * (300 * 1024 * 1024))])
BAD = {
    "empty.txt": b"",
    "movie.txt": bytes(range(256)) * 40,
    "shopping.txt": b"milk\nbread\n2 pints: one each\n",
    "cut.zip": zipped([("_chat.txt", GOOD * 200)])[:-40],
    "bomb.zip": BOMB,
    "bomb_in_a_zip.zip": zipped([("inner.zip", BOMB)]),
    "nothing.zip": zipped([]),
    "link.zip": linked("_chat.txt", "/etc/hostname"),
    "locked.zip": locked(),
    "drive.zip": zipped([("C:/evil.txt", GOOD)]),
    "absolute.zip": zipped([("/tmp/evil.txt", GOOD)]),  # noqa: S108
    "many.zip": zipped([(f"{n}.txt", b"") for n in range(20_001)]),
    "cut.xlsx": zipped([("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x")]),
    "one_line.txt": b"a" * 20_000_000,
    "other.json": b'{"messages": [{"a": 1}]}',
    "letter.txt": b"Dear Sam,\nI write to you, again, at 10:30 - and so on: yes.\n" * 30,
    "random.dat": bytes((n * 7919 + n // 13) % 256 for n in range(50_000)),
    "screen.heic": b"\x00\x00\x00\x18ftypheic" + b"\x00" * 400,
    "paths.zip": zipped([("../../evil.txt", GOOD)]),
    "huge.png": png_header(30_000, 30_000),
    "cut.png": png_header(300, 300),
    "bomb.xlsx": bomb_xlsx(),
    "deep.json": b'{"messages":' + b"[" * 500_000,
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


# What `getrusage` says of a child begins with the peak of the process that started it.
PEAK = """
import json, re, sys
from pathlib import Path
from analyser import given, pipeline
from analyser.records import CaseFacts
reading = pipeline.read(given.from_paths([Path(sys.argv[1])]), facts=CaseFacts())
(peak_kib,) = re.findall(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(json.dumps([len(reading.messages), len(reading.sources), int(peak_kib)]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives the peak of one process")
def test_all_of_them_together_stay_within_memory(tmp_path):
    (tmp_path / "chat.txt").write_text(GOOD, encoding="utf-8")
    for name, data in BAD.items():
        (tmp_path / name).write_bytes(data)
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", PEAK, str(tmp_path)], capture_output=True, text=True, check=True
    )
    messages, sources, peak_kib = json.loads(done.stdout)
    assert (messages, sources >= len(BAD)) == (2, True)
    assert peak_kib < 1_500_000


def test_bad_names_in_an_archive_are_told_in_one_problem_with_their_number(tmp_path):
    names = ("../up.txt", "/root.txt", "C:/drive.txt", *(f"../{n}.txt" for n in range(4997)))
    with zipfile.ZipFile(tmp_path / "tricks.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    (source,) = read(tmp_path).sources
    (problem,) = source.problems
    assert problem.what.startswith("5,000 files in the archive were left out")
    assert all(f"'{name}'" in problem.what for name in names[:10])
    assert problem.what.endswith("and 4,990 more.")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("locked.zip", "locked with a password"),
        ("bomb.zip", "unpack to far more"),
        ("bomb_in_a_zip.zip", "far more"),
        ("paths.zip", "outside the archive"),
        ("link.zip", "it is a link"),
        ("screen.heic", "the format of iPhones (HEIC)"),
        ("old.docx", "an old Office document"),
    ],
)
def test_the_problem_names_what_is_wrong(tmp_path, name, words):
    (tmp_path / name).write_bytes(BAD[name])
    (bad,) = read(tmp_path).sources
    (problem,) = bad.problems
    assert words in problem.what


def test_a_copy_of_what_could_not_be_read_has_its_problem_too(tmp_path):
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_bytes(b"")
    read = pipeline.read(given.from_paths([tmp_path]), facts=CaseFacts())
    assert [[p.what for p in each.problems] for each in read.sources] == [
        ["This file is empty."]
    ] * 2
