"""Members of archives are streams: whole, in any order, and damage is named and never a crash."""

import io
import json
import tarfile
import zipfile

import pytest

from analyser import given, ingest, pipeline
from analyser.errors import UnknownFormat, UnreadableSource
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


def test_copies_and_deeper_zips_are_one_line_each():
    deep = zipped({"chat.txt": CHAT})
    inner = zipped({f"{n}.zip": deep for n in range(64)} | {f"{n}.txt": CHAT for n in range(64)})
    files = [given.from_bytes(name, zipped({"all.zip": inner})) for name in ("x.zip", "y.zip")]
    reading = pipeline.read(files, facts=CaseFacts())
    first, again = reading.sources
    assert (first.kind, again.kind) == ("whatsapp_txt", "duplicate")
    assert "64 zip files were deeper inside" in first.problems[0].what
    assert any("63 files in the archive are byte for byte the same" in fact for fact in first.facts)
    assert again.facts == ("The same file was given before as S1. It was read once; see there.",)


def test_a_zip_too_large_to_open_inside_another_is_called_a_zip():
    with pytest.raises(UnknownFormat, match=r"packed file \(zip\)"):
        ingest.read(zipped({"chat.txt": CHAT}), name="a.zip", source="S1", facts=CaseFacts())


def test_what_stands_twice_and_what_is_a_file_has_a_count_of_its_own():
    row = {"ID": 1, "Timestamp": "2025-03-03 10:00:00", "Contents": "one", "Attachments": ""}
    photo = row | {"ID": 2, "Contents": "", "Attachments": "https://example.invalid/a.png"}
    data = json.dumps([row, photo, row, row | {"ID": 3}]).encode()
    counts = ingest.read(data, name="messages.json", source="S1", facts=CaseFacts()).accounted
    assert (counts.units, counts.messages, counts.media, counts.duplicates) == (4, 3, 1, 1)
    assert counts.units == counts.messages + counts.continuation + counts.system + counts.unread
