"""What a person chooses about a report: marks, contents, period, people, flags, pictures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

CONTENTS: Mapping[str, str] = {
    "pattern": "Pattern of contact",
    "flagged": "Words that may matter, in context",
    "own": "Harsh words in the user's own messages",
    "laws": "Laws that may be relevant",
    "chronology": "All messages in time order",
    "pictures": "Screenshots",
    "help": "Next steps, and who can help",
    "guide": "The law in plain words",
    "statement": "Space for the person's own account",
}
"""The parts that can be left out, with their headings. What was given, the exhibit index and the
method always stay: without them nobody can tell what the rest stands on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What goes into a report and how it is marked.

    Attributes:
        reference: Of the case, as police or the person call it; on every page.
        initials: Of whoever produces the exhibits; without them exhibits are "Item 1" and so on.
        first_exhibit: Number of the first, to go on from an earlier report.
        without: Keys of `CONTENTS` that are left out.
        since, until: First and last day shown, on the clock of the case; None for no limit.
            What has no certain day stays.
        people: Ids of the people whose messages are shown, the user's own besides; empty for all.
        signals: Flags that are shown; empty for all.
        pictures: Id of a source to the bytes of its picture; those that are not here are not drawn.
        omitted: Id of a source to why its picture is not drawn but described.
        redacted: It is a redacted copy, and says so on every page.
    """

    reference: str = ""
    initials: str = ""
    first_exhibit: int = 1
    without: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    people: frozenset[str] = frozenset()
    signals: frozenset[str] = frozenset()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    omitted: Mapping[str, str] = field(default_factory=dict)
    redacted: bool = False
