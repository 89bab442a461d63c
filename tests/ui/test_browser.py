"""One real journey in headless Chromium: the sample case, every page, the PDF."""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("Review", "Pattern", "Law", "Report")
READY_WITHIN_S = 60


@pytest.fixture
def address(tmp_path):
    """The address of the app, served by the real command in a process of its own."""
    log = (tmp_path / "server.txt").open("w+")
    command = [sys.executable, "-m", "analyser", "app", "--no-browser"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)  # noqa: S603
    try:
        deadline = time.monotonic() + READY_WITHIN_S
        line = server.stdout.readline().strip()
        assert time.monotonic() < deadline
        assert line.startswith("http://127.0.0.1:"), (line, (tmp_path / "server.txt").read_text())
        yield line
    finally:
        server.terminate()
        server.wait(20)


def picture(page, name, folder):
    page.screenshot(path=folder / f"{name}.png")


@pytest.mark.tesseract
@pytest.mark.browser
def test_a_newcomer_gets_from_the_sample_to_the_pdf_without_leaving_the_computer(
    browser, address, tmp_path
):
    folder = Path(os.environ.get("ANALYSER_PICTURES", tmp_path))
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.goto(address)
    page.get_by_role("button", name="Try it with the sample case").wait_for(timeout=30_000)
    picture(page, "start", folder)
    page.get_by_role("button", name="Try it with the sample case").click()
    page.get_by_role("heading", name="Review").wait_for(timeout=60_000)
    page.get_by_text("flags looked at").wait_for(timeout=60_000)
    for name in PAGES:
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", name=name, exact=True).wait_for(timeout=30_000)
        page.wait_for_timeout(1_500)
        picture(page, name.lower(), folder)
    page.get_by_role("button", name="Make the report").click()
    button = page.get_by_role("button", name="Download PDF: to read and print")
    button.wait_for(timeout=60_000)
    with page.expect_download() as download:
        button.click()
    pdf = Path(download.value.path()).read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 50_000
    assert hosts <= {"127.0.0.1", None, ""}
