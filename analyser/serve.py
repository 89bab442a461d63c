"""Start Streamlit on the loopback address, say where, and open the browser.

This is the one place of the program that touches a socket, and only on this computer.
"""

import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from importlib.resources import files
from pathlib import Path

from streamlit.web import bootstrap

from analyser.errors import BadRequest

LOOPBACK = "127.0.0.1"
_READY_WITHIN_S = 60
_ASK_EVERY_S = 0.1


def serve(*, port: int | None, open_browser: bool, announce: Callable[[str], None]) -> None:
    """Serve the app until it is stopped; `announce` gets its address once it answers.

    Raises:
        BadRequest: The port is in use.
    """
    chosen = _free_port(port)
    options = {
        "server.port": chosen,
        "server.address": LOOPBACK,
        "server.headless": True,
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": False,
        "browser.serverAddress": LOOPBACK,
        "logger.level": "error",
        "logger.hideWelcomeMessage": True,
    }
    script = _script()
    bootstrap.load_config_options(flag_options=_flags(options))
    threading.Thread(
        target=_say_when_ready, args=(chosen, open_browser, announce), daemon=True
    ).start()
    bootstrap.run(str(script), False, [], _flags(options))


def _flags(options: dict[str, object]) -> dict[str, object]:
    return {key.replace(".", "_"): value for key, value in options.items()}


def _script() -> Path:
    return Path(str(files("analyser"))).parent / "app.py"


def _free_port(port: int | None) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind((LOOPBACK, port or 0))
        except (OSError, OverflowError) as cause:
            raise BadRequest(
                f"Port {port} cannot be used on this computer.",
                "Choose one from 1024 to 65535 that no other program uses, or leave out --port.",
            ) from cause
        return int(probe.getsockname()[1])


def _say_when_ready(port: int, open_browser: bool, announce: Callable[[str], None]) -> None:
    address = f"http://{LOOPBACK}:{port}"
    deadline = time.monotonic() + _READY_WITHIN_S
    while time.monotonic() < deadline:
        connection = HTTPConnection(LOOPBACK, port, timeout=1)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:  # noqa: PLR2004
                announce(address)
                if open_browser:
                    webbrowser.open(address)
                return
        except (OSError, HTTPException):
            time.sleep(_ASK_EVERY_S)
        finally:
            connection.close()
