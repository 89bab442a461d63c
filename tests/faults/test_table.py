"""The README shows the table of faults as the suite has it."""

import tomllib
from pathlib import Path

FAULTS = tomllib.loads((Path(__file__).parent / "faults.toml").read_text(encoding="utf-8"))
README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_readme_shows_each_fault_and_what_is_seen():
    rows = [f"| {f['fault']} | {f['expected']} | {f['seen']} |" for f in FAULTS.values()]
    assert [row for row in rows if row not in README] == []


def test_each_fault_of_the_table_is_tried():
    code = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py"))
    assert [name for name in FAULTS if f'fault("{name}")' not in code] == []
