"""Work on a case file that is killed at a random moment: readings are kept, passphrases changed.

Usage: work.py CASE KEY PASSPHRASE WHAT; prints a line before each step.
"""

import sys
from pathlib import Path

from analyser import casefile

_, path, key, passphrase, what = sys.argv
file = casefile.open_case(Path(path), key)
number = 0
while True:
    number += 1
    print("step", number, flush=True)  # noqa: T201
    if what == "passphrase":
        file = casefile.change_passphrase(file, passphrase)
    else:
        file.add_readings({f"{number}-{n}": "x" * 5000 for n in range(20)})
        print("kept", number, flush=True)  # noqa: T201
