"""`run` on computers that lack something: it says what is missing and what to type."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# What a bare system has; no Python among it.
PLAIN_TOOLS = ("sh", "dirname", "uname", "cat", "cksum", "id", "grep", "tail", "rm", "ps", "find")
INSTALL = {
    "brew": "brew install python@3.13",
    "apt-get": "sudo apt-get install python3 python3-venv",
    "dnf": "sudo dnf install python3.12",
    "pacman": "sudo pacman -S python",
}

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="`run` is for POSIX shells")


@pytest.fixture
def computer(tmp_path):
    """A folder with the program, and one that is all of PATH."""
    home, tools = tmp_path / "a folder", tmp_path / "bin"
    home.mkdir()
    tools.mkdir()
    for name in ("run", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, home)
    for name in PLAIN_TOOLS:
        if path := shutil.which(name):
            (tools / name).symlink_to(path)
    return home, tools


def put(tools, name, script="exit 1"):
    program = tools / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def start(computer, *arguments):
    home, tools = computer
    return subprocess.run(  # noqa: S603
        [str(tools / "sh"), str(home / "run"), *arguments],
        env={"PATH": str(tools), "CI": "true"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("manager", INSTALL)
def test_without_python_it_names_the_command_of_this_system(computer, manager):
    put(computer[1], manager)
    done = start(computer)
    assert done.returncode == 2
    assert "needs Python 3.11 to 3.14" in done.stderr
    assert INSTALL[manager] in done.stderr
    assert done.stdout == ""


def test_a_python_that_is_too_old_is_passed_over(computer):
    put(computer[1], "python3", "exit 1")
    put(computer[1], "python3.11", 'echo "pyenv: python3.11: command not found" >&2; exit 127')
    done = start(computer, "report", "somewhere")
    assert done.returncode == 2
    assert "none was found" in done.stderr


def test_where_python_lacks_its_venv_part_the_package_is_named(computer):
    put(computer[1], "python3", 'echo "bare python3.11"')
    put(computer[1], "apt-get")
    done = start(computer)
    assert done.returncode == 2
    assert "sudo apt-get install python3.11-venv" in done.stderr


def test_a_start_that_failed_leaves_no_lock_behind(computer):
    start(computer)
    assert not (computer[0] / ".venv.lock").exists()
