"""Work done by the computers of a Dask cluster; only where the person names its scheduler.

Pictures, texts of messages and what the person said of the case go to its workers, over TLS unless
the scheduler is on this computer. Nothing else in the program reaches another machine.
"""

import ipaddress
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analyser import __version__
from analyser.errors import BadRequest
from analyser.made import code_hash
from analyser.workers import WorkerLost, lost

_WAIT_S = 20
_ROOMS = ("analyser", "analyser.screens", "analyser.detect")


@contextmanager
def cluster(
    address: str, *, ca: Path | None, cert: Path | None, key: Path | None
) -> Iterator[Executor]:
    """Give an executor whose work is done by the workers of the scheduler at `address`.

    Args:
        address: Such as tls://10.0.0.5:8786.
        ca: Certificate of who signed the cluster's certificates.
        cert: Certificate of this computer.
        key: Its key.

    Raises:
        BadRequest: It is not encrypted, cannot be reached, or runs another version of the program.
    """
    files = (ca, cert, key)
    if not all(files) and (any(files) or not _is_loopback(address)):
        raise BadRequest(
            "Nothing goes to another computer unless it is encrypted.",
            "Give --tls-ca, --tls-cert and --tls-key, and an address that begins with tls://.",
        )
    if not address.startswith(("tls://", "tcp://")):
        raise BadRequest("This is no address of a scheduler.", "Write it like tls://10.0.0.5:8786.")
    if all(files) and not address.startswith("tls://"):
        raise BadRequest(
            "This address is not an encrypted one.", "Write it so that it begins with tls://."
        )
    if missing := [path for path in files if path is not None and not path.is_file()]:
        raise BadRequest(f"There is no file at {missing[0]}.", "Check the path.")
    try:
        import distributed
    except ImportError as cause:
        raise BadRequest(
            "What --cluster needs is not installed.", 'Install it with pip install "distributed".'
        ) from cause
    security = None
    if all(files):
        security = distributed.Security(
            tls_ca_file=str(ca),
            tls_client_cert=str(cert),
            tls_client_key=str(key),
            require_encryption=True,
        )
    try:
        client = distributed.Client(
            address, security=security, timeout=_WAIT_S, set_as_default=False
        )
    except (OSError, ValueError, TimeoutError) as cause:
        raise BadRequest(
            "The cluster could not be reached.",
            "Check its address and certificates, and that its scheduler runs.",
        ) from cause
    with client:
        _check_workers(client.run(made_by))
        yield _Far(
            client.get_executor(pure=False), len(client.nthreads()), distributed.KilledWorker
        )


def made_by() -> str:
    """Return what a result hangs on: version, code, and what reads letters."""
    from analyser import screens

    return f"{__version__} {code_hash(*_ROOMS)} {screens.engine_name()}"


def _check_workers(found: dict[str, str]) -> None:
    if not found:
        raise BadRequest("The cluster has no workers.", "Start some, then try again.")
    if set(found.values()) != {made_by()}:
        raise BadRequest(
            "The cluster's workers do not have the same program and Tesseract as this computer.",
            "Install the same version on all of them, so that they read as this computer would.",
        )


def _is_loopback(address: str) -> bool:
    host = address.rpartition("://")[2].rpartition(":")[0].strip("[]")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False  # a name may lead anywhere


class _Far(Executor):
    """The cluster's executor, with a worker's end told as the hallway knows it."""

    def __init__(self, far: Executor, count: int, killed: type[Exception]) -> None:
        self.count, self._far, self._killed = max(1, count), far, killed

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":  # noqa: ANN401
        """Let a worker of the cluster call `fn`."""
        told: Future[Any] = Future()

        def pass_on(done: "Future[Any]") -> None:
            if done.cancelled():
                told.set_exception(lost())
                return
            error = done.exception()
            if error is None:
                told.set_result(done.result())
            else:
                gone = isinstance(error, self._killed | CancelledError | OSError)
                told.set_exception(lost() if gone else error)

        try:
            self._far.submit(fn, *args, **kwargs).add_done_callback(pass_on)
        except RuntimeError:
            told.set_exception(lost())  # the connection is closed
        return told


__all__ = ["WorkerLost", "cluster", "made_by"]
