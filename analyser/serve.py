"""Start Streamlit on the loopback address behind the guard, say where, and open the browser.

This is the one place of the program that touches a socket, and only on this computer.
"""

import asyncio
import importlib
import logging
import signal
import socket
import sys
import threading
import time
import tomllib
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.formparsers import MultiPartParser
from streamlit import config, runtime
from streamlit.runtime.app_session import AppSession
from streamlit.web import bootstrap

from analyser import visits
from analyser.errors import AnalyserError, BadRequest
from analyser.guard import Guard, Keys, policy
from analyser.quiet import keep_words_out_of_the_log
from analyser.scratch import folder_of_our_own

_log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
_READY_WITHIN_S = 60
_ASK_EVERY_S = 0.02
_STOP_WITHIN_S = 3
_LOOK_EVERY_S = 5
_GONE_AFTER_LOOKS = 4
"""A page whose connection breaks is there again sooner; a computer that sleeps does not look."""
_MB = 1024 * 1024
_TAKE_TURNS_S = 0.001
"""How long a thread works before another has its turn: pages do not wait behind the reading."""
_NEEDED = ("analyser.detect", "analyser.intake", "analyser.law")
_FAILED = (
    '<div class="notes-problem" role="alert"><p class="notes-strong">Something went wrong on this '
    "page.</p><p>What you added and decided is as it was. Choose another page from the menu, or do "
    "the last step again. If it happens again, the window in which you started the program names "
    "the place, without any of your words.</p></div>"
)


def serve(*, port: int | None, open_browser: bool, announce: Callable[[str], None]) -> None:
    """Serve the app until it is stopped; `announce` gets its address once it answers.

    Raises:
        BadRequest: The port is in use.
    """
    keep_words_out_of_the_log()
    _let_a_run_end_without_its_page()
    sys.setswitchinterval(_TAKE_TURNS_S)
    listening = _listen(port)
    host, keys = f"{LOOPBACK}:{listening.getsockname()[1]}", Keys()
    app = _app(keys.path, listening)
    guard = Guard(app, host, keys, policy(host, _scripts()), _bytes_held, _left, _lock)
    server = uvicorn.Server(
        uvicorn.Config(
            guard,
            access_log=False,
            server_header=False,
            log_level="error",
            ws_per_message_deflate=False,  # nothing travels: packing would only cost time
            ws_max_size=config.get_option("server.maxMessageSize") * _MB,
            timeout_graceful_shutdown=_STOP_WITHIN_S,
        )
    )
    threading.Thread(
        target=_say_when_ready,
        args=(server, f"http://{host}/{keys.ticket}", open_browser, announce),
        daemon=True,
    ).start()
    threading.Thread(target=_close_for_the_gone, args=(server,), daemon=True).start()
    with folder_of_our_own(), listening, _stopped_by_signals(server):
        try:
            server.run(sockets=[listening])
        finally:
            for window in visits.begun():
                visits.end(window)


async def _left(window: str) -> None:
    """Let go of all that a window held that is gone."""
    await asyncio.to_thread(visits.end, window)
    runtime.get_instance().close_session(window)


async def _lock(window: str) -> None:
    """Close the case file of a window that nobody uses, whatever its page is busy with."""
    await asyncio.to_thread(visits.close, window)


def _close_for_the_gone(server: uvicorn.Server) -> None:
    """Close the case files of windows that went without a word, as where a browser crashed.

    What a window holds in memory stays for as long as the library remembers it: it may come back.
    """
    missed: dict[str, int] = {}
    while not server.should_exit:
        time.sleep(_LOOK_EVERY_S)
        if not runtime.exists():
            continue
        there = runtime.get_instance().is_active_session
        missed = {w: missed.get(w, 0) + 1 for w in visits.begun() if not there(w)}
        for window, looks in missed.items():
            if looks >= _GONE_AFTER_LOOKS:
                with suppress(AnalyserError):
                    visits.close(window)


def _bytes_held() -> int:
    """Return how much of what was uploaded the library holds, until a page takes it over."""
    held = getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {})
    return sum(len(file.data) for files_ in list(held.values()) for file in list(files_.values()))


def _app(path: str, listening: socket.socket) -> st.App:
    """Return the app under `path`, with the settings of its file and of nobody else."""
    script = Path(str(files("analyser"))).parent / "app.py"
    app = st.App(script, on_script_error=_without_words)
    settings = script.parent / ".streamlit" / "config.toml"
    # As flags: a setting of this account, or of the folder one stands in, cannot undo ours.
    chosen = dict(_flat(tomllib.loads(settings.read_text(encoding="utf-8")))) | {
        "server.address": LOOPBACK,
        "server.port": listening.getsockname()[1],
        "server.baseUrlPath": path,
        "logger.level": "error",
        "logger.hideWelcomeMessage": True,
    }
    bootstrap.load_config_options({key.replace(".", "_"): value for key, value in chosen.items()})
    # What is given stays in memory: above its limit the parser would write it to the disk.
    MultiPartParser.spool_max_size = (config.get_option("server.maxUploadSize") + 1) * _MB
    return app


def _let_a_run_end_without_its_page() -> None:
    """Let what a press began go on where the connection breaks, as the page is there again soon.

    The library stops it, and the page could stay empty then. Where a window goes for good the
    library shuts its session down, and that still stops it.
    """
    shut_down = AppSession.shutdown

    def shutdown(session: AppSession) -> None:
        if (runner := session._scriptrunner) is not None:  # noqa: SLF001  # it offers no other way
            runner.request_stop()
        shut_down(session)

    def go_on(session: AppSession) -> None:
        """Stop nothing."""

    AppSession.shutdown = shutdown  # type: ignore[assignment,method-assign]
    AppSession.request_script_stop = go_on  # type: ignore[assignment,method-assign]


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _scripts() -> list[str]:
    """Return each script that stands in a page: the library's one and ours."""
    library = Path(st.__file__).parent / "static" / "index.html"
    inline = library.read_text(encoding="utf-8").partition("<script>")[2].partition("</script>")[0]
    ours = (files("analyser.ui") / name for name in ("frame.js", "uploads.js"))
    return [inline, *(each.read_text(encoding="utf-8") for each in ours)]


def _without_words(error: Exception) -> bool:
    """Show that something went wrong, and log its kind and place; nothing of what it was about."""
    _log.error("", exc_info=error)
    st.html(_FAILED)
    return True


def _listen(port: int | None) -> socket.socket:
    """Return a socket of the loopback address; from here on no other program can have the port."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # On Windows "reuse" lets another program take the port over; elsewhere it only spares the wait
    # after the last start.
    alone = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
    listening.setsockopt(socket.SOL_SOCKET, alone, 1)
    try:
        listening.bind((LOOPBACK, port or 0))
    except (OSError, OverflowError) as cause:
        listening.close()
        raise BadRequest(
            f"Port {port} cannot be used on this computer.",
            "Choose one from 1024 to 65535 that no other program uses, or leave out --port.",
        ) from cause
    return listening


@contextmanager
def _stopped_by_signals(server: uvicorn.Server) -> Iterator[None]:
    """Stop in good order also when the window of the program is closed, so that nothing is left."""

    def stop(*_: object) -> None:
        server.should_exit = True

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), stop) for name in names}
    # The server hands the signal on once it has stopped.
    with suppress(KeyboardInterrupt):
        yield
    for name, handler in before.items():
        signal.signal(getattr(signal, name), handler)


def _say_when_ready(
    server: uvicorn.Server, address: str, open_browser: bool, announce: Callable[[str], None]
) -> None:
    deadline = time.monotonic() + _READY_WITHIN_S
    while not server.started and time.monotonic() < deadline:
        time.sleep(_ASK_EVERY_S)
    if server.started:
        announce(address)
        if open_browser:
            webbrowser.open(address)
        # The browser takes a moment to come: what the pages need is loaded meanwhile.
        for module in _NEEDED:
            importlib.import_module(module)
