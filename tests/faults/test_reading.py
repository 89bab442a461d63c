"""Faults while files are read on the command line: nothing given is lost, and a rerun completes."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from analyser import pipeline, screens
from analyser.errors import UnreadableSource
from analyser.given import from_paths
from analyser.records import CaseFacts
from analyser.screens import _engine
from analyser.work_folder import work_folder
from analyser.workers import Workers
from tests.shots import cut_shots

resource = pytest.importorskip("resource")  # not on Windows

ROOT = Path(__file__).parents[2]
SHOTS = sorted((ROOT / "samples" / "serious" / "screenshots").glob("imessage_*.png"))[:2]
CHAT = next((ROOT / "samples" / "serious").glob("*.txt"))
ENV = {**os.environ, "PYTHONPATH": str(ROOT)}
NOTHING = "nothing: the run ends as ever"

pytestmark = pytest.mark.tesseract


def analyser(*options, **more):
    """Run a command; return its exit code, output and what it tells."""
    command = [sys.executable, "-m", "analyser", *map(str, options)]
    given = {"env": ENV, "capture_output": True, "text": True, "check": False, **more}
    done = subprocess.run(command, **given)  # noqa: S603
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def undisturbed():
    return pipeline.read(from_paths(SHOTS), facts=CaseFacts())


@pytest.fixture(scope="module")
def undisturbed_output():
    return analyser("read", *cut_shots(2))[1]


def read_with(pool):
    return pipeline.read(from_paths(SHOTS), facts=CaseFacts(), pool=pool)


def problems(reading):
    return " ".join(f"{p.what} {p.do}" for source in reading.sources for p in source.problems)


def put_before(folder, script):
    """Put a `tesseract` of our own before the real one; return the environment."""
    folder.mkdir()
    program = folder / "tesseract"
    program.write_text(f'#!/bin/sh\n{script}\nexec {shutil.which("tesseract")} "$@"\n')
    program.chmod(0o755)
    return {**ENV, "PATH": f"{folder}:{ENV['PATH']}"}


def test_a_worker_is_killed(fault, undisturbed):
    seen = fault("worker_killed")
    with Workers(2) as workers:
        threading.Timer(2, lambda: os.kill(next(iter(workers._all)).pid, signal.SIGKILL)).start()
        assert read_with(workers) == undisturbed
    seen(NOTHING)


class Spoilt(Workers):
    """Workers that end at the first picture, whenever they are asked."""

    def submit(self, fn, /, *args, **kwargs):
        if args and isinstance(args[0], bytes) and args[0] == SHOTS[0].read_bytes():
            return super().submit(os._exit, 9)
        return super().submit(fn, *args, **kwargs)


def test_one_picture_ends_every_worker(fault):
    seen = fault("worker_killed_always")
    with Spoilt(2) as workers:
        reading = read_with(workers)
    assert {m.source for m in reading.messages} == {"S2"}
    seen(problems(reading))


def test_tesseract_is_killed_and_the_same_command_reads_what_is_left(
    fault, tmp_path, undisturbed_output
):
    seen = fault("tesseract_killed")
    once = tmp_path / "once"
    kill = f'case "$*" in *--psm*) if mkdir {once} 2>/dev/null; then kill -9 $$; fi;; esac'
    env = put_before(tmp_path / "bin", kill)
    command = ("read", *cut_shots(2), "--work-folder", tmp_path / "kept")
    code, output, _ = analyser(*command, env=env)
    assert code == 1
    assert once.exists()
    seen(output.replace('", "do": "', " ").replace('","do":"', " "))
    code, again, told = analyser(*command, env=env)
    assert "Going on from an earlier run: 1 reading" in told
    assert "could not be read" not in again
    assert again == undisturbed_output


def test_tesseract_hangs(fault, tmp_path, monkeypatch):
    seen = fault("tesseract_hangs")
    env = put_before(tmp_path / "bin", 'case "$*" in *--psm*) exec sleep 600;; esac')
    monkeypatch.setenv("PATH", env["PATH"])
    monkeypatch.setattr(_engine, "_SECONDS_AT_MOST", 1)
    with pytest.raises(UnreadableSource) as caught:
        screens.read(SHOTS[0].read_bytes(), source="S1", facts=CaseFacts())
    seen(str(caught.value))


def test_tesseract_is_missing(fault, tmp_path):
    seen = fault("tesseract_missing")
    code, output, _ = analyser("read", *cut_shots(1), CHAT, env={**ENV, "PATH": str(tmp_path)})
    assert code == 1
    assert output.count('"app":"whatsapp"') + output.count('"app": "whatsapp"') > 5
    seen(output.replace('", "do": "', " ").replace('","do":"', " "))


def limited(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_the_disk_fills_up_under_the_work_folder(fault, tmp_path, undisturbed_output):
    seen = fault("disk_full_work_folder")
    command = ("read", *cut_shots(2), "--work-folder", tmp_path / "kept")
    with work_folder(tmp_path / "kept") as kept:
        kept.save({"large": "x" * 3_000_000})  # so that only this file meets the limit
    size = next((tmp_path / "kept").iterdir()).stat().st_size
    code, _, told = analyser(*command, preexec_fn=limited(size))
    assert code == 2
    seen(told)
    code, output, told = analyser(*command)
    assert "Going on from an earlier run" in told
    assert output == undisturbed_output


def test_the_disk_fills_up_under_the_report(fault, tmp_path):
    seen = fault("disk_full_report")
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.json").write_text("an earlier report")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    code, _, told = analyser("report", CHAT, "--out", out, preexec_fn=limited(2000))
    assert code == 2
    seen(told)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_worker_reaches_its_memory_limit(fault, undisturbed):
    seen = fault("memory")
    code = "import resource; resource.setrlimit(resource.RLIMIT_AS, (400 * 2**20,) * 2)"
    with Workers(1) as workers:
        workers.submit(exec, code).result()
        (first,) = workers._all
        assert read_with(workers) == undisturbed
        assert first.poll() not in (None, 0)
    seen(NOTHING)


def test_a_file_cannot_be_opened(fault, tmp_path):
    seen = fault("permissions")
    closed = tmp_path / "closed.txt"
    if os.geteuid():
        closed.touch(mode=0)
    else:
        closed.symlink_to("/proc/self/mem")  # nobody can read its first byte
    code, output, _ = analyser("read", closed, CHAT)
    assert code == 1
    assert output.count('"app"') > 5
    seen(output.replace('", "do": "', " ").replace('","do":"', " "))
