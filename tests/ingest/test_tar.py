"""A tar, as Skype gives it: its files are read, tricks are left out and named."""

import io
import tarfile
from pathlib import Path

from analyser import given, pipeline
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


def read(data):
    return pipeline.read([given.from_bytes("8_live.tar", data)], facts=CaseFacts())


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
