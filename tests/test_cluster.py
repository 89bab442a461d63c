"""A real scheduler and two workers on this computer, over TLS, give the bytes of one machine."""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from analyser.cluster import cluster
from analyser.errors import BadRequest
from tests.shots import cut_shots

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "serious"
ENV = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}


def certificates(folder):
    """Make a certificate that signs itself, and return the options that name it."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(  # noqa: S603
        [
            *(shutil.which("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes"),
            *("-days", "2", "-subj", "/CN=localhost", "-keyout", str(key), "-out", str(cert)),
        ],
        check=True,
        capture_output=True,
    )
    return [f"--tls-ca-file={cert}", f"--tls-cert={cert}", f"--tls-key={key}"]


@contextmanager
def running(name, *options, log):
    command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *options]
    with log.open("w") as out:
        process = subprocess.Popen(command, env=ENV, stdout=out, stderr=out)  # noqa: S603
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def address_in(path, *, within=60):
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if path.exists() and (text := path.read_text()):
            return json.loads(text)["address"]
        time.sleep(0.1)
    raise TimeoutError(path)


def analyser(*options, **more):
    command = [sys.executable, "-m", "analyser", "read", *map(str, options)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=ENV, stdout=pipe, stderr=pipe, text=True, **more)  # noqa: S603


@pytest.mark.tesseract
@pytest.mark.skipif(shutil.which("openssl") is None, reason="nothing to make certificates with")
@pytest.mark.skipif(sys.platform == "win32", reason="workers are killed by signal")
def test_a_worker_killed_in_the_middle_changes_no_byte(tmp_path):
    given = [*cut_shots(5), *SAMPLE.glob("*.txt"), "--me", "Hannah Lisle"]
    tls, place = certificates(tmp_path), tmp_path / "scheduler.json"
    scheduler = ["--host=tls://127.0.0.1", "--port=0", "--no-dashboard"]
    worker = ["--no-nanny", "--nthreads=1", "--memory-limit=0", "--no-dashboard"]
    worker += [f"--scheduler-file={place}", f"--local-directory={tmp_path}", *tls]
    with running(
        "scheduler", *scheduler, f"--scheduler-file={place}", *tls, log=tmp_path / "scheduler.log"
    ):
        address = address_in(place)
        with (
            running("worker", *worker, log=tmp_path / "1.log") as first,
            running("worker", *worker, log=tmp_path / "2.log"),
        ):
            wait_for_both(tmp_path)
            named = [f"--tls-{n}={tmp_path / f}.pem" for n, f in (("ca", "cert"), ("cert", "cert"))]
            far = analyser(*given, "--cluster", address, *named, f"--tls-key={tmp_path}/key.pem")
            told = []
            for line in far.stderr:
                told.append(line)
                if line.startswith("Reading 3 of") and first.poll() is None:
                    first.kill()
            output = far.stdout.read()
    assert first.poll() == -9
    assert "go to the computers of the cluster" in told[0]
    assert output == analyser(*given).communicate()[0]
    assert output.count("\n") > 50


def wait_for_both(folder):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if all("Registered to" in (folder / f"{n}.log").read_text() for n in (1, 2)):
            return
        time.sleep(0.1)
    raise TimeoutError((folder / "1.log").read_text())


@pytest.mark.parametrize("address", ["tcp://192.0.2.1:8786", "tls://192.0.2.1:8786", "tcp://x:1"])
def test_nothing_goes_to_another_machine_without_certificates(address, network_attempts):
    with pytest.raises(BadRequest, match="unless it is encrypted"):
        cluster(address, ca=None, cert=None, key=None).__enter__()
    assert network_attempts == []


def test_an_address_that_is_none_is_refused_at_once():
    with pytest.raises(BadRequest, match="no address"):
        cluster("http://127.0.0.1:1", ca=None, cert=None, key=None).__enter__()


def test_certificates_without_an_encrypted_address_are_refused(tmp_path):
    some = tmp_path / "some.pem"
    some.touch()
    with pytest.raises(BadRequest, match="tls://"):
        cluster("tcp://127.0.0.1:1", ca=some, cert=some, key=some).__enter__()
    with pytest.raises(BadRequest, match="unless it is encrypted"):
        cluster("tcp://127.0.0.1:1", ca=some, cert=some, key=None).__enter__()
