"""Children that work on a case file until they are killed or the disk is full.

Reads one line of JSON for each child from standard input and forks. The child prints its own
number, then the number and the fingerprint of each entry once it is saved.
"""

import json
import os
import random
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

from analyser import given
from analyser.casefile import open_case
from analyser.casefile.journal import Action, Journal
from analyser.errors import CaseError
from analyser.findings import Status

LARGEST_ORIGINAL = 100_000


def now():
    return datetime.now(UTC).astimezone()


def added(name, data):
    """The file, and what the log says of it."""
    file = given.from_bytes(name, data)
    record = {
        "key": name,
        "name": name,
        "path": "",
        "sha256": given.sha256(file),
        "bytes": len(data),
        "modified": None,
        "beside": 0,
    }
    return file, {"files": [record], "beside": [[name]]}


def step(journal, file, chance):
    """Do one thing that a person does, and save it."""
    kind = chance.choice(["add", "decide", "decide", "bulk", "undo", "redo", "say"])
    originals = {}
    if kind == "add":
        name = f"{chance.getrandbits(40):010x}"
        new, what = added(name, chance.randbytes(chance.randrange(LARGEST_ORIGINAL)))
        journal.record(Action.ADDED, now=now(), made={}, what=what)
        originals[what["files"][0]["sha256"]] = new
    elif kind in ("decide", "bulk"):
        count = 1 if kind == "decide" else 50
        keys = [("f" * 64, str(chance.randrange(200)), "insult", "r", "m") for _ in range(count)]
        changes = {key: chance.choice([Status.CONFIRMED, Status.DISMISSED]) for key in keys}
        journal.decide(changes, now=now(), made={})
    elif kind == "say":
        journal.say({"me": [str(chance.random())]}, now=now(), made={})
    else:
        getattr(journal, kind)(now=now(), made={})
    file.write(journal, originals)


def work(order):
    """Work until the end of this process."""
    if "largest" in order:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest"],) * 2)
    if "user" in order:
        os.setegid(order["user"])
        os.seteuid(order["user"])
    chance = random.Random(order["seed"])  # noqa: S311
    try:
        file = open_case(Path(order["path"]), order["key"])
        journal = Journal.of(file.entries)
        say("open", len(journal.entries))
        while True:
            step(journal, file, chance)
            say("saved", len(journal.entries), journal.fingerprint)
    except CaseError as error:
        say("stopped", type(error).__name__, error.problem)


def say(*values):
    os.write(1, (json.dumps(values) + "\n").encode())


def main():
    for line in sys.stdin:
        child = os.fork()
        if not child:
            say("child", os.getpid())
            work(json.loads(line))
            os._exit(0)
        os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    main()
