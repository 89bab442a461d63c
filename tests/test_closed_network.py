"""The whole sample run, app included, reaches for no other machine: seen from inside and outside.

From inside, an audit hook in the program's own process notes every address. From outside, the run
succeeds where the kernel offers no network at all (Linux only: it needs `unshare`).
"""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from tests.shots import cut_shots

ROOT = Path(__file__).parents[1]
WATCHED = Path(__file__).parent / "watched"
THIS_COMPUTER = {"127.0.0.1", "localhost", "::1"}
REPORTED_TO = re.compile(
    rb"events\.data\.microsoft|applicationinsights|google-analytics|\.sentry\.io|segment\.(?:io|com)"
)
"""Hosts to which programs send reports on their use."""
SAMPLE = ROOT / "samples" / "serious"


def watched(notes):
    """The environment in which the program writes every address that it reaches for to `notes`."""
    return os.environ | {"PYTHONPATH": str(WATCHED), "WATCHED_ADDRESSES": str(notes)}


def addresses(notes):
    return {tuple(json.loads(line)) for line in notes.read_text().splitlines()}


def report_on(*given, out):
    return [
        *(sys.executable, "-m", "analyser", "report", *map(str, given), "--me", "Hannah Lisle"),
        *("--jurisdiction", "england-and-wales", "--captured-at", "2025-03-04T20:41"),
        *("--out", str(out)),
    ]


def run(*command, env=None):
    return subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=False
    )


def test_the_watcher_sees_an_address_that_is_reached_for(tmp_path):
    notes = tmp_path / "addresses"
    code = (
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    )
    run(sys.executable, "-c", code, env=watched(notes))
    assert ("socket.connect", "192.0.2.1") in addresses(notes)


@pytest.mark.tesseract
def test_a_report_on_the_command_line_reaches_for_no_other_computer_and_leaves_no_trace(tmp_path):
    notes, home = tmp_path / "addresses", tmp_path / "home"
    home.mkdir()
    folders = {name: str(home) for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA")}
    env = {k: v for k, v in watched(notes).items() if not k.startswith("XDG_")} | folders
    done = run(*report_on(SAMPLE, out=tmp_path / "out"), env=env)
    assert (tmp_path / "out" / "report.pdf").is_file(), done.stderr
    assert {host for _, host in addresses(notes)} <= THIS_COMPUTER
    assert list(home.rglob("*")) == []


def test_no_compiled_part_knows_where_to_report_its_use():
    # What a compiled part does with the network is seen by no hook of Python's.
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE):
        try:
            files = distribution(name).files or ()
        except PackageNotFoundError:
            continue  # for another system
        for file in files:
            if file.suffix in (".so", ".pyd", ".dll", ".dylib") or ".so." in file.name:
                found = REPORTED_TO.search(Path(file.locate()).read_bytes())
                assert not found, (str(file), found)


@pytest.mark.tesseract
def test_a_report_is_made_where_there_is_no_network(tmp_path):
    unshare = shutil.which("unshare")
    if not unshare or run(unshare, "--map-root-user", "--net", "true").returncode:
        pytest.skip("this system does not let a test close the network of a process")
    # The whole sample is read above; here one file of each sort is enough.
    command = report_on(*SAMPLE.glob("*.txt"), *cut_shots(1), out=tmp_path / "out")
    done = run(unshare, "--map-root-user", "--net", *command)
    assert (tmp_path / "out" / "report.pdf").is_file(), done.stderr


@pytest.mark.tesseract
@pytest.mark.browser
def test_the_app_reaches_for_this_computer_only(browser, tmp_path):
    notes = tmp_path / "addresses"
    command = [sys.executable, "-m", "analyser", "app", "--no-browser"]
    server = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=watched(notes), stdout=subprocess.PIPE, text=True
    )
    try:
        page = browser.new_page()
        page.goto(server.stdout.readline().strip())
        page.get_by_role("button", name="Try it with the sample case").click()
        page.get_by_role("heading", name="Review").wait_for(timeout=180_000)
        page.get_by_role("link", name="Report").click()
        page.get_by_role("button", name="Make the report").click()
        page.get_by_role("button", name="Download PDF: to read and print").wait_for(timeout=180_000)
    finally:
        server.terminate()
        server.wait(20)
    seen = addresses(notes)
    assert ("socket.bind", "127.0.0.1") in seen
    assert {host for _, host in seen} <= THIS_COMPUTER
