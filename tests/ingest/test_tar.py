"""A tar, as Skype gives it, or packed: its files are read, tricks are left out and named."""

import gzip
import io
import tarfile
from hashlib import sha256
from pathlib import Path

from analyser import given, pipeline
from analyser.ingest._gunzip import Gzip
from analyser.records import CaseFacts

EXPORT = (Path(__file__).parent / "cases/skype_json/export/input.json").read_bytes()


def tar(*, link=False, name="messages.json"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(EXPORT)
        archive.addfile(entry, io.BytesIO(EXPORT))
        if link:
            entry = tarfile.TarInfo("out")
            entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(entry)
    return out.getvalue()


def read(data, name="8_live.tar"):
    return pipeline.read([given.from_bytes(name, data)], facts=CaseFacts())


def test_the_messages_in_a_tar_are_read():
    reading = read(tar(link=True))
    assert [source.member for source in reading.sources] == ["messages.json"]
    assert len(reading.messages) == 4
    assert "a link or no file. Its name there is 'out'." in reading.sources[0].problems[0].what


def test_a_name_that_points_outside_is_left_out():
    reading = read(tar(name="../messages.json"))
    assert not reading.messages
    assert "outside the archive" in reading.sources[0].problems[0].what


def test_a_tar_that_is_cut_off_says_what_to_do():
    reading = read(tar()[:700])
    assert reading.sources[0].problems


def told(reading):
    return [problem.what for source in reading.sources for problem in source.problems]


def test_a_packed_tar_is_read_as_one_that_is_not():
    for packed in (gzip.compress(tar(link=True)), gzip.compress(tar(link=True)) + b"\0" * 512):
        reading = read(packed, "takeout.tgz")
        assert [source.member for source in reading.sources] == ["messages.json"]
        assert len(reading.messages) == 4
        assert "a link or no file. Its name there is 'out'." in told(reading)[0]


def test_tricks_in_a_packed_tar_are_left_out_and_named():
    assert "outside the archive" in told(read(gzip.compress(tar(name="/messages.json"))))[0]
    assert "cut off or damaged" in told(read(gzip.compress(tar())[:-40]))[0]


def test_a_packed_tar_that_unpacks_to_far_more_than_an_export_is_not_read():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("messages.json")
        entry.size = 64 << 20
        archive.addfile(entry, io.BytesIO(bytes(entry.size)))
    assert "far more than an export does" in told(read(gzip.compress(out.getvalue())))[0]


def test_a_packed_file_is_read_from_any_place():
    data = b"".join(sha256(b"%d" % n).digest() for n in range(160_000)) * 16
    half = len(data) // 2
    packed = gzip.compress(data[:half], 1) + gzip.compress(data[half:], 1)
    of = Gzip(lambda: io.BytesIO(packed))
    with of.open() as stream, of.open() as other:
        assert stream.read() == data
        assert len(of.marks) > 5
        for place in (0, 70 << 20, 3, half - 5, half, len(data) - 9, 40 << 20, len(data) + 5):
            for each in (stream, other):
                each.seek(place)
                assert each.read(99) == data[place : place + 99]
