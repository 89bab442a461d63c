"""Which case files this program has open, so that none is opened a second time.

On POSIX a process gives up its lock on a file as soon as it closes any of its handles on it. Who
looks into a file that is open, and be it for its first bytes, would so let another window in.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from weakref import WeakSet

from analyser.casefile._database import in_use


class Hold:
    """That one file is open; it ends with `release`, or when nothing refers to it any more."""

    def __init__(self, file: tuple[int, int]) -> None:
        self._file = file

    def is_of(self, file: tuple[int, int]) -> bool:
        """Tell whether it is of this file, given by device and number."""
        return self._file == file

    def release(self) -> None:
        """End it."""
        _holds.discard(self)


_holds: WeakSet[Hold] = WeakSet()
_lock = Lock()


@contextmanager
def held(path: Path) -> Iterator[Hold]:
    """Hold the file at `path`, under whatever name it is open; released where the block fails.

    Raises:
        CaseInUse: It is open already.
        OSError: There is no such file.
    """
    found = path.stat()
    file = found.st_dev, found.st_ino
    with _lock:
        if any(each.is_of(file) for each in _holds):
            raise in_use()
        hold = Hold(file)
        _holds.add(hold)
    with ExitStack() as undone:
        undone.callback(hold.release)
        yield hold
        undone.pop_all()
