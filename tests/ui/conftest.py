"""The app as it is really served, for tests that drive it from outside."""

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ui.visits import CHAT, answered_in_browser, settled

ROOT = Path(__file__).parents[2]


@contextmanager
def served(folder, cwd=ROOT, environment=None):
    """Serve the app by the real command in a process of its own; its address opens once."""
    with (folder / "server.txt").open("w+") as log:
        command = [sys.executable, "-m", "analyser", "app", "--no-browser"]
        server = subprocess.Popen(  # noqa: S603
            command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            line = server.stdout.readline().strip()
            assert line.startswith("http://127.0.0.1:"), (folder / "server.txt").read_text()
            yield line
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture
def address(tmp_path):
    """The address of the app, served for one test."""
    with served(tmp_path) as line:
        yield line


@pytest.fixture(scope="module")
def shared_folder(tmp_path_factory):
    """Where what the server says is kept, in `server.txt`."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def shared_address(shared_folder):
    """The address of the app, served for all tests of a module."""
    with served(shared_folder) as line:
        yield line


@pytest.fixture
def reviewing(browser, address):
    """A page of the app on Review, with one small chat uploaded by the browser."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.get_by_role("heading", name="Start").wait_for(timeout=120_000)
    page.get_by_role("link", name="Add").click()
    answered_in_browser(page)
    page.locator("input[type=file]").first.set_input_files(
        [{"name": "chat.txt", "mimeType": "text/plain", "buffer": CHAT.encode()}]
    )
    page.get_by_text("3 messages", exact=False).first.wait_for(timeout=30_000)
    page.get_by_role("link", name="Review").click()
    page.get_by_role("heading", name="Item").wait_for(timeout=30_000)
    # The page is drawn anew once everything is counted.
    page.get_by_text("flag looked at").wait_for(timeout=60_000)
    page.wait_for_timeout(2000)
    settled(page)
    yield page
    page.close()
