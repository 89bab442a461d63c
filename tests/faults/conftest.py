"""Every fault says what it is, and leaves what was seen in the table that the suite prints."""

import tomllib
from pathlib import Path

import pytest

FAULTS = tomllib.loads((Path(__file__).parent / "faults.toml").read_text(encoding="utf-8"))


@pytest.fixture
def fault(record_property):
    """Return what notes the fault of a test; what was seen must hold the words of the table."""

    def of(name):
        record_property("fault", name)

        def seen(words):
            assert FAULTS[name]["seen"] in " ".join(words.split())

        return seen

    return of
