"""Children at work on a case file, for the tests that kill them or fill their disk."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


class Workers:
    """The process that forks a child for each order."""

    def __init__(self):
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, str(Path(__file__).with_name("worker.py"))],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, **order):
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def said(self):
        """Everything up to the end of the child."""
        heard = []
        while (line := json.loads(self._process.stdout.readline()))[0] != "ended":
            heard.append(line)
        return heard

    def hear(self):
        return json.loads(self._process.stdout.readline())

    def close(self):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(20)


@pytest.fixture
def workers():
    them = Workers()
    yield them
    them.close()
