"""The program as a wheel, installed elsewhere and run from an empty folder."""

import json
import os
import shutil
import subprocess
import sys

import pytest

import analyser
from tests.ui.conftest import ROOT, served


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The environment in which the installed program, and not this folder's, is found."""
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    (wheel,) = folder.glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*install, "--target", str(folder / "site"), str(wheel)], check=True)  # noqa: S603
    return {**os.environ, "PYTHONPATH": str(folder / "site"), "PYTHONSAFEPATH": "1"}


def told(installed, folder, *line):
    """What the installed program prints, run in `folder`."""
    site = installed["PYTHONPATH"]
    return subprocess.run(  # noqa: S603
        [sys.executable, f"{site}/bin/analyser", *line],
        cwd=folder,
        env=installed,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_it_has_one_version_and_stands_elsewhere(installed, tmp_path):
    where = [sys.executable, "-c", "import analyser; print(analyser.__file__)"]
    found = subprocess.run(  # noqa: S603
        where, cwd=tmp_path, env=installed, check=True, capture_output=True, text=True
    )
    assert found.stdout.startswith(installed["PYTHONPATH"])
    assert told(installed, tmp_path, "--version").split()[-1] == analyser.__version__


def test_it_writes_a_report_with_its_own_models(installed, tmp_path):
    shutil.copy(
        ROOT / "samples" / "serious" / "WhatsApp Chat with Craig Dunmore.txt", tmp_path / "chat.txt"
    )
    told(installed, tmp_path, "report", "chat.txt", "--out", "out", "--me", "Hannah Lisle")
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert any(flag["rule"].startswith("model.") for flag in report["flags"])


@pytest.mark.browser
@pytest.mark.tesseract
def test_its_app_opens_with_the_sample_case(installed, tmp_path, browser):
    with served(tmp_path, cwd=tmp_path, environment=installed) as address:
        page = browser.new_page()
        page.goto(address)
        page.get_by_role("button", name="Try it with the sample case").click()
        page.get_by_role("heading", name="Review").wait_for(timeout=180_000)
