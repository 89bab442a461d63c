"""An evidence bundle holds the originals byte for byte, and any change to it is named."""

import hashlib
import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from analyser.cli import main
from analyser.report import BUNDLE

ROOT = Path(__file__).parents[1]
CHAT = "17/03/2025, 21:05 - Alex Reed: hello\n18/03/2025, 21:06 - Sam Hill: hello you\n"
ODD = "Chat with Sam \u202e“new”;$(x)\\\n.txt"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with what was given and the report with its bundle."""
    folder = tmp_path_factory.mktemp("case")
    given = folder / "in"
    given.mkdir()
    (given / ODD).write_text(CHAT, encoding="utf-8")
    (given / "again.txt").write_text(CHAT, encoding="utf-8")
    (given / "blob.txt").write_bytes(bytes(range(256)) * 40)
    outside = folder / "nobody gave this.txt"
    outside.write_text(CHAT.replace("hello", "outside"), encoding="utf-8")
    (given / "link.txt").symlink_to(outside)
    with zipfile.ZipFile(given / "chat.zip", "w") as archive:
        archive.writestr("_chat.txt", CHAT.replace("hello", "later"))
    arguments = [
        "report",
        str(given),
        "--out",
        str(folder / "out"),
        "--bundle",
        "--me",
        "Alex Reed",
    ]
    assert main(arguments) == 1  # the blob is no chat
    return folder


def unpacked(made, tmp_path):
    with zipfile.ZipFile(made / "out" / BUNDLE) as bundle:
        bundle.extractall(tmp_path)
    return tmp_path


def test_every_original_is_in_it_once_and_as_it_was(made, tmp_path):
    folder = unpacked(made, tmp_path)
    kept = sorted(hashlib.sha256(p.read_bytes()).digest() for p in (folder / "originals").iterdir())
    files = [path for path in (made / "in").iterdir() if not path.is_symlink()]
    given = {hashlib.sha256(path.read_bytes()).digest() for path in files}
    assert kept == sorted(given)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    names = {name for each in manifest["files"] for name in each.get("names", ())}
    assert names == {path.name for path in files}
    for path in (made / "out").iterdir():
        if path.name != BUNDLE:
            assert (folder / "report" / path.name).read_bytes() == path.read_bytes()


def test_a_link_in_a_folder_is_named_and_never_followed(made):
    report = json.loads((made / "out" / "report.json").read_text(encoding="utf-8"))
    (link,) = [source for source in report["sources"] if source["name"] == "link.txt"]
    assert (link["sha256"], link["problems"][0]["what"][:14]) == ("", "This is a link")
    with zipfile.ZipFile(made / "out" / BUNDLE) as bundle:
        assert not any("link" in name for name in bundle.namelist())
        assert not any(b": outside" in bundle.read(name) for name in bundle.namelist())


def test_other_programs_can_check_it(made, tmp_path):
    folder = unpacked(made, tmp_path)
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    subprocess.run(check, cwd=folder, capture_output=True, check=True)  # noqa: S603  # ours
    listed = {line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert listed == there - {"SHA256SUMS"}


def test_it_verifies_zipped_and_unpacked(made, tmp_path, capsys):
    bundle = made / "out" / BUNDLE
    assert main(["verify", str(bundle)]) == 0
    assert hashlib.sha256(bundle.read_bytes()).hexdigest() in capsys.readouterr().out
    assert main(["verify", str(unpacked(made, tmp_path))]) == 0


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda folder: flip(next((folder / "originals").iterdir())), "CHANGED"),
        (lambda folder: flip(folder / "report/report.pdf"), "CHANGED"),
        (lambda folder: flip(folder / "manifest.json"), "CHANGED"),
        (lambda folder: (folder / "report/report.json").unlink(), "MISSING"),
        (lambda folder: listed_anew(next((folder / "originals").iterdir())), "TWO HASHES"),
        (lambda folder: dropped(next((folder / "originals").iterdir())), "MISSING"),
        (lambda folder: (folder / "originals/more.png").write_bytes(b"x"), "NOT LISTED"),
    ],
)
@pytest.mark.parametrize("zipped", [True, False])
def test_a_change_is_named(made, tmp_path, capsys, harm, says, zipped):
    folder = unpacked(made, tmp_path / "b")
    harm(folder)
    path = zip_again(folder, tmp_path / "b.zip") if zipped else folder
    assert main(["verify", str(path)]) == 1
    assert f"{says}: " in capsys.readouterr().out


def lines_without(path):
    sums = path.parents[1] / "SHA256SUMS"
    kept = [line for line in sums.read_text().splitlines() if not line.endswith(path.name)]
    return sums, kept


def listed_anew(path):
    flip(path)
    sums, kept = lines_without(path)
    line = f"{hashlib.sha256(path.read_bytes()).hexdigest()}  originals/{path.name}"
    sums.write_text("\n".join([*kept, line]) + "\n")


def dropped(path):
    sums, kept = lines_without(path)
    sums.write_text("\n".join(kept) + "\n")
    path.unlink()


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def zip_again(folder, path):
    with zipfile.ZipFile(path, "w") as bundle:
        for each in sorted(folder.rglob("*")):
            if each.is_file():
                bundle.write(each, each.relative_to(folder).as_posix())
    return path


def test_a_second_file_of_the_same_name_is_told(made, tmp_path, capsys):
    path = zip_again(unpacked(made, tmp_path / "b"), tmp_path / "b.zip")
    with zipfile.ZipFile(path, "a") as bundle, pytest.warns(UserWarning, match="Duplicate"):
        bundle.writestr("report/report.pdf", b"another")
    assert main(["verify", str(path)]) == 1


def test_bytes_damaged_inside_the_zip_are_told(made, tmp_path):
    data = bytearray((made / "out" / BUNDLE).read_bytes())
    data[data.index(b"Sam Hill") + 3] ^= 1
    (tmp_path / "b.zip").write_bytes(data)
    assert main(["verify", str(tmp_path / "b.zip")]) == 1


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_bundle_is_refused(tmp_path, data):
    (tmp_path / "b.zip").write_bytes(data)
    assert main(["verify", str(tmp_path / "b.zip")]) == 2
    assert main(["verify", str(tmp_path / "none.zip")]) == 2
    assert main(["verify", str(tmp_path)]) == 2


def test_a_list_that_points_outside_opens_nothing(made, tmp_path, capsys):
    folder = unpacked(made, tmp_path / "b")
    (tmp_path / "secret").write_bytes(b"x")
    with (folder / "SHA256SUMS").open("a") as sums:
        sums.write(f"{hashlib.sha256(b'x').hexdigest()}  ../secret\n")
    assert main(["verify", str(folder)]) == 1
    assert "MISSING: ../secret" in capsys.readouterr().out


def test_an_earlier_bundle_is_not_read_as_a_file_of_the_case(made, capsys):
    assert main(["report", str(made), "--out", str(made / "out"), "--bundle"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if BUNDLE in line and not line.startswith("Writing ")] == []
