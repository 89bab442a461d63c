"""A case whose messages say what a test wants, each in a file of its own."""

import pytest

from analyser.findings import Findings, Made
from analyser.records import CaseFacts, Message, Where


@pytest.fixture
def findings_with():
    def case(*texts: str) -> Findings:
        messages = tuple(
            Message(id=f"S{n}-1", source=f"S{n}", where=Where(line=1), text=text)
            for n, text in enumerate(texts, start=1)
        )
        made = Made(program="", rules="", model="", law_checked_on="2026-11-22", ocr="")
        nothing = {"sources": (), "unread": (), "people": (), "flags": (), "patterns": ()}
        return Findings(
            made=made,
            facts=CaseFacts(),
            messages=messages,
            **nothing,
            signals=(),
            pointers=(),
            notices=(),
        )

    return case
