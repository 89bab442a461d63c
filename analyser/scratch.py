"""The folder for temporary files, of this account alone, and how files are wiped.

Wiping writes over the bytes before the name is taken away. What a disk or a backup keeps of them
all the same, no program can reach.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import disk_usage, rmtree

_PREFIX = "notes-"
_KEPT = "fonts-"
"""The program's own fonts: they hold nothing of a case, and later reports need them."""
_PIECE_BYTES = 1024 * 1024
_IN_MEMORY = Path("/dev/shm")  # noqa: S108  # the folder in it is of this account alone
"""Linux has it; a container's is often too small."""
_ROOM_BYTES = 1024**3
"""Prepared crops of many pictures at once, and the files of a large report."""
_state: dict[str, Path] = {}


@contextmanager
def folder_of_our_own() -> Iterator[Path]:
    """Keep temporary files, also those of helpers, in one folder that is wiped at the end.

    Where the system has a folder that lies in memory, with room in it, and nobody chose another
    one, no disk sees them.
    """
    before = {name: os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP")}
    usual = Path(tempfile.gettempdir())
    place = usual if any(before.values()) or not _has_room(_IN_MEMORY) else _IN_MEMORY
    for each in {usual, place}:
        _sweep(each)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=place))
    os.environ.update(dict.fromkeys(before, str(folder)))
    tempfile.tempdir, _state["folder"] = str(folder), folder
    try:
        yield folder
    finally:
        del _state["folder"]
        tempfile.tempdir = None
        for name, value in before.items():
            os.environ.pop(name, None)
            os.environ.update({} if value is None else {name: value})
        wipe_folder(folder)
        rmtree(folder, ignore_errors=True)


def _has_room(place: Path) -> bool:
    try:
        return os.access(place, os.W_OK) and disk_usage(place).free >= _ROOM_BYTES
    except OSError:
        return False


def wipe_temporary() -> None:
    """Wipe the temporary files of this start of the program, where it has a folder of its own."""
    if (folder := _state.get("folder")) is not None:
        wipe_folder(folder, but=_KEPT)


def wipe_folder(folder: Path, *, but: str | None = None) -> None:
    """Wipe every file under `folder` but what lies in a folder that begins with `but`."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if but and any(part.startswith(but) for part in path.relative_to(folder).parts):
            continue
        with suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                wipe_file(path)


def wipe_file(path: Path) -> None:
    """Write over the bytes of a file and delete it; a link is deleted, and not what it leads to.

    Raises:
        OSError: It could not be written or deleted.
    """
    if path.is_file() and not path.is_symlink():
        with path.open("r+b") as file:
            for start in range(0, path.stat().st_size, _PIECE_BYTES):
                file.write(os.urandom(min(_PIECE_BYTES, path.stat().st_size - start)))
            file.flush()
            os.fsync(file.fileno())
    path.unlink(missing_ok=True)


def forget_what_was_read() -> None:
    """Empty the memories of functions that keep what they met in files: names, words, dates.

    Those without a bound keep our own tables only.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith("analyser."):
            for value in list(vars(module).values()):
                known = getattr(value, "cache_parameters", None)
                if (
                    known is not None
                    and not isinstance(value, type)
                    and known()["maxsize"] is not None
                ):
                    value.cache_clear()


def _sweep(place: Path) -> None:
    """Wipe the folders of starts that were cut off and could not do it themselves."""
    if os.name == "nt":
        return  # there, asking whether a process lives would end it
    for folder in place.glob(f"{_PREFIX}*-*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdigit() and not folder.is_symlink() and folder.stat().st_uid == os.getuid():
            try:
                os.kill(int(number), 0)
            except ProcessLookupError:
                wipe_folder(folder)
                rmtree(folder, ignore_errors=True)
            except OSError:
                continue  # somebody else's process has the number
