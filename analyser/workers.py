"""Processes of this computer that do work for the hallway, as an executor; and work in order.

The processes talk through pipes to this program alone. One that ends loses the piece of work it
had at hand, which is begun once more; a second end is an error about that piece only.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Timer
from typing import Any, TypeVar

import analyser
from analyser.errors import AnalyserError, UnreadableSource
from analyser.quiet import keep_words_out_of_the_log

Result = TypeVar("Result")
Start = Callable[[Executor], Future[Result]]
"""Begins one piece of work; called again where the worker that had it ended."""

_SECONDS_AT_MOST = 600
"""For one piece of work. A large picture takes some ten seconds."""
_AHEAD = 4
"""Pieces begun for each worker before the first is done; more would only fill the memory."""


class WorkerLost(UnreadableSource, BrokenExecutor):
    """The process that did a piece of work ended before it was done."""


class Workers(Executor):
    """As many processes as there are processors; each starts when there is work for it."""

    def __init__(self, count: int | None = None) -> None:
        self.count = count or os.cpu_count() or 1
        self._threads = ThreadPoolExecutor(max_workers=self.count)
        self._idle: SimpleQueue[subprocess.Popen[bytes] | None] = SimpleQueue()
        self._lock, self._all, self._closed = Lock(), set[subprocess.Popen[bytes]](), False
        for _ in range(self.count):
            self._idle.put(None)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":  # noqa: ANN401  # as its base has it
        """Let one of the processes call `fn`, which it must be able to import.

        Raises:
            WorkerLost: All work was given up.
        """
        with self._lock:
            if self._closed:
                raise lost()
            return self._threads.submit(self._done_by_one, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; what they have at hand is finished first where `wait`."""
        if not wait:
            with self._lock:
                self._closed = True
                for process in self._all:
                    _kill(process)
        self._threads.shutdown(wait, cancel_futures=cancel_futures or not wait)
        with self._lock:
            ended = list(self._all)
            self._all.clear()
        for process in ended:
            _end(process)

    def _done_by_one(self, fn: Callable[..., Any], args: object, kwargs: object) -> Any:  # noqa: ANN401
        process = self._idle.get()
        try:
            if process is None or process.poll() is not None:
                process = self._started()
            return _asked(process, (fn, args, kwargs))
        except WorkerLost:
            if process is not None:
                with self._lock:
                    self._all.discard(process)
                _end(process)
            process = None
            raise
        finally:
            self._idle.put(process)

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise lost()
            # The same code as here, wherever the program was started from.
            root = str(Path(analyser.__file__).parent.parent)
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": root},
                # A group of its own: Ctrl-C is for this program, and Tesseract ends with the rest.
                start_new_session=True,
            )
            self._all.add(process)
            return process


def in_order(
    starts: Iterable[Start[Result]], pool: Executor, *, workers: int
) -> Iterator["Future[Result]"]:
    """Yield each piece of work once it is done, in the order in which it was given.

    Few are begun at once, so that memory does not grow with the number of pieces.
    """
    begun: deque[tuple[Start[Result], Future[Result]]] = deque()
    for start in starts:
        begun.append((start, start(pool)))
        if len(begun) > _AHEAD * workers:
            yield _done(pool, *begun.popleft())
    while begun:
        yield _done(pool, *begun.popleft())


def count_of(pool: Executor) -> int:
    """Return how many pieces of work an executor does at once, as far as it says."""
    return int(getattr(pool, "count", None) or os.cpu_count() or 1)


def _done(pool: Executor, start: Start[Result], future: "Future[Result]") -> "Future[Result]":
    wait([future])
    if isinstance(future.exception(), BrokenExecutor):
        future = start(pool)
        wait([future])
    return future


def lost() -> WorkerLost:
    """Return what is said where a worker ended early."""
    return WorkerLost(
        "The part of the program that reads this ended before it was done.",
        "Close other programs to free memory, then try again; the rest was read.",
    )


def _asked(process: subprocess.Popen[bytes], call: object) -> Any:  # noqa: ANN401
    """Hand one call to a process and return what it answers."""
    assert process.stdin and process.stdout  # noqa: S101  # it was started with both
    limit = Timer(_SECONDS_AT_MOST, _kill, [process])
    limit.daemon = True
    limit.start()
    try:
        pickle.dump(call, process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
        worked, answer = pickle.load(process.stdout)  # noqa: S301  # from our own code
    except (OSError, EOFError, pickle.UnpicklingError) as cause:
        raise lost() from cause
    except ValueError as cause:
        # The work was given up, and the pipes closed, just before the call was handed over.
        if not (process.stdin.closed or process.stdout.closed):
            raise
        raise lost() from cause
    finally:
        limit.cancel()
    if not worked:
        raise answer
    return answer


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it started."""
    with suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _end(process: subprocess.Popen[bytes]) -> None:
    _kill(process)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()


def _work() -> None:
    """Do what is asked on the standard input until it ends; our own errors are answers."""
    keep_words_out_of_the_log()
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    with suppress(EOFError, BrokenPipeError):
        while True:
            fn, args, kwargs = pickle.load(asked)  # noqa: S301  # from the program itself
            answer: tuple[bool, object]
            try:
                answer = True, fn(*args, **kwargs)
            except (AnalyserError, OSError) as error:
                answer = False, error
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


if __name__ == "__main__":
    _work()
