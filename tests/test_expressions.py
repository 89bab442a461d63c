"""No regular expression takes more time than in proportion to its text, whatever the text is."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_every_expression_is_linear_on_strings_made_to_slow_it():
    script = ROOT / "tests/fuzz/expressions.py"
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0]) > 150
