"""Members of archives are streams: whole, in any order, and damage is named and never a crash."""

import io
import tarfile
import zipfile

import pytest

from analyser import given, pipeline
from analyser.errors import UnreadableSource
from analyser.ingest.archive import open_archive
from analyser.records import CaseFacts

CHAT = b"13/03/2025, 21:05 - Sam Hill: pick up\n13/03/2025, 21:06 - Alex Reed: no\n"
LARGE = bytes(range(256)) * 12_000


def zipped(members, how=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def members_of(name, data):
    return {each.name: each for each in open_archive(given.from_bytes(name, data)).members}


def test_members_of_zips_inside_a_zip_can_be_read_by_turns():
    inner = {f"{n}.zip": zipped({"a.bin": LARGE + b"%d" % n, "b.txt": CHAT}) for n in range(3)}
    found = members_of("all.zip", zipped(inner, zipfile.ZIP_STORED))
    open_ones = {name: each.open() for name, each in found.items()}
    for name, stream in open_ones.items():
        with stream:
            told = stream.read()
        assert told == (CHAT if name.endswith("b.txt") else LARGE + name[0].encode())


def test_members_of_a_tar_are_read_by_their_place():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in {"a.bin": LARGE, "b.txt": CHAT, "c.bin": b""}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    found = members_of("all.tar", out.getvalue())
    with found["b.txt"].open() as second, found["a.bin"].open() as first:
        assert (second.read(), first.read(), found["c.bin"].open().read()) == (CHAT, LARGE, b"")


@pytest.mark.parametrize("at", [40, 60, 90])
def test_a_damaged_member_is_named_and_the_others_are_read(at):
    data = bytearray(zipped({"a.txt": CHAT * 9, "b.txt": CHAT}))
    data[at : at + 8] = b"\xff" * 8
    with pytest.raises(UnreadableSource, match="damaged"):
        members_of("x.zip", bytes(data))["a.txt"].open().read()
    files = [given.from_bytes("x.zip", bytes(data))]
    reading = pipeline.read(files, facts=CaseFacts())
    assert [source.member for source in reading.sources if source.problems] == ["a.txt"]
    assert len(reading.messages) == 2


@pytest.mark.parametrize("name", [b"", b"."])
def test_a_member_without_a_name_is_left_out_and_said(name):
    # Found by tests/fuzz/readers.py.
    data = bytearray(zipped({"x": CHAT}))
    at = data.rindex(b"PK\x01\x02")
    if name:
        data[at + 46 : at + 47] = data[30:31] = name
    else:
        # The list says that the name has no letters; what was one counts as a remark.
        data[at + 28], data[at + 32] = 0, 1
    archive = open_archive(given.from_bytes("x.zip", bytes(data)))
    assert archive.members == ()
    assert "no name" in archive.problems[0].what


def test_a_file_of_a_path_is_closed_when_it_has_been_read(tmp_path, recwarn):
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"a.txt": CHAT}))
    reading = pipeline.read([given.from_path(path)], facts=CaseFacts())
    assert len(reading.messages) == 2
    assert not [each for each in recwarn if issubclass(each.category, ResourceWarning)]
