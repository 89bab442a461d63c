"""What holds for every test: no network, golden files, the browser, Tesseract, Hypothesis.

Options: `--update-golden` rewrites expected files, `--browser PATH` chooses the browser,
`--bench` also collects `tests/bench/`. With `CI` set, a missing tool fails instead of skipping.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IN_CI = bool(os.environ.get("CI"))

settings.register_profile("laptop", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if IN_CI else "laptop")


class NetworkTouchedError(RuntimeError):
    """A test reached for another machine; not an OSError, so that no code takes it for bad luck."""


# What was tried and has not yet failed a test.
attempts: list[str] = []

# Event of the interpreter -> where its host or address stands among the arguments.
# An audit hook sees every socket, however it was made; it cannot be undone, which suits us.
_ADDRESS_AT = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}
_THIS_MACHINE = {"", "localhost", "0.0.0.0", "::", socket.gethostname()}  # noqa: S104


def _is_here(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if not isinstance(host, str) or host in _THIS_MACHINE or "/" in host or "\0" in host:
        return True  # no address at all, a name of ours, or a Unix socket's path
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_other_machines(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _ADDRESS_AT:
        return
    address = arguments[_ADDRESS_AT[event]]
    if not _is_here(address):
        attempts.append(f"{event} {address!r}")
        raise NetworkTouchedError(
            f"Nothing leaves the machine, tests included: {event} {address!r}"
        )


sys.addaudithook(_refuse_other_machines)


@pytest.fixture(autouse=True)
def network_attempts() -> Iterator[list[str]]:
    """Fail the test that reached for another machine, even where its error was swallowed."""
    yield attempts
    tried, attempts[:] = attempts[:], []
    if tried:
        pytest.fail(f"Nothing leaves the machine, tests included: {'; '.join(tried)}")


def pytest_addoption(parser: pytest.Parser) -> None:
    ours = parser.getgroup("analyser")
    ours.addoption("--update-golden", action="store_true", help="rewrite the expected files")
    ours.addoption("--browser", metavar="PATH", help="Chromium or Chrome; default: the first found")
    ours.addoption("--bench", action="store_true", help="also collect tests/bench/")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if collection_path.name == "bench" and not config.getoption("--bench"):
        return True
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(tryfirst=True)  # before the fixtures start the browser
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("tesseract") and not _reads_english():
        _missing("Tesseract with English data is not installed; `./run` installs it.")
    if item.get_closest_marker("browser") and not _browser_path(item.config):
        _missing("No Chromium or Chrome found; `./run test` installs one, --browser names one.")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the faults that were injected (`tests/faults`), and whether each was as expected."""
    table = tomllib.loads((Path(__file__).parent / "faults/faults.toml").read_text("utf-8"))
    outcome = {
        name: outcome
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, ())
        for key, name in getattr(report, "user_properties", ())
        if key == "fault"
    }
    if outcome:
        terminalreporter.section("faults")
    for name, found in outcome.items():
        row = table[str(name)]
        line = f"{row['fault']}\n    expected: {row['expected']}\n    seen: {row['seen']}"
        terminalreporter.write_line(f"{'as expected' if found == 'passed' else 'NOT'}: {line}")


def _missing(what: str) -> NoReturn:
    if IN_CI:
        pytest.fail(what)
    pytest.skip(what)


def _reads_english() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    languages = subprocess.run(  # noqa: S603
        [program, "--list-langs"], capture_output=True, text=True, check=False
    )
    return "eng" in (languages.stdout + languages.stderr).split()


def _browser_path(config: pytest.Config) -> str | None:
    if chosen := config.getoption("--browser"):
        return str(chosen)
    names = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome")
    mac = Path("/Applications")
    places = (
        mac / "Chromium.app/Contents/MacOS/Chromium",
        mac / "Google Chrome.app/Contents/MacOS/Google Chrome",
        Path(os.environ.get("PROGRAMFILES", "")) / "Google/Chrome/Application/chrome.exe",
    )
    found = (*(shutil.which(name) for name in names), *(str(p) for p in places if p.is_file()))
    return next((path for path in found if path), None)


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """True where the expected files are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="module")  # not longer: it holds an event loop that other tests would meet
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A real headless Chromium that can reach this machine and no other."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=_browser_path(request.config),
            args=[
                "--no-sandbox",  # CI runs as root
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            ],
        )
        yield chromium
        chromium.close()
