"""The case at hand, as one window holds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analyser import scratch
from analyser.detect.remember import Memory
from analyser.findings import Findings
from analyser.given import Given
from analyser.ingest import TablePreview
from analyser.numbers import Numbers
from analyser.readings import Readings
from analyser.records import CaseFacts, Reading
from analyser.report_options import Options
from analyser.settings import Settings
from analyser.ui._basis import Basis, Worked
from analyser.ui._difference import News
from analyser.ui._index import Index
from analyser.ui._job import Job
from analyser.ui._kept import Kept


@dataclass(frozen=True, slots=True)
class Picked:
    """Messages that another page asks to look at, and what they are, in words of our own."""

    label: str
    ids: frozenset[str]


@dataclass(slots=True, weakref_slot=True)
class Case:
    """The case at hand.

    Attributes:
        step: The question of the Start page that is next.
        helping: The person does this for somebody else.
        hashes: SHA-256 of each file, by the key it has in `files`.
        uploads: How often files were taken; gives the drop area a new name each time.
        readings: What was read from pictures, so that none is read twice.
        numbers: Of the files; they stay when files are added.
        job: The reading that is going on; None where everything is read.
        memory: What the language rules found, so that a change is quick to follow.
        rests_on: What `findings` were worked out from, beside the files.
        index: What is looked up in `findings`.
        previews: What is shown of a table whose columns may be asked for, by the hash of its file.
        page_1: Findings and choices, and the picture of page 1 of the report made of them.
        news: What another version of the program finds otherwise.
        kept: The log of what was given, said and decided, and its file where there is one.
        uncovered: Ids of messages whose picture or words were asked for.
        at_hand: Id of the message that is open on the Review page.
        tools: The form that is open at a message on the Review page, by the message's id.
        event: Id of the event that is being typed or changed, or "new".
        told: What was undone or done again last: length of the log then, words, and messages.
        lines: Id of the export looked at last, and its lines.
        accepting: The person asked to keep all that is shown, and has yet to say it again.
        single_keys: Whether keys without Ctrl or Alt do things on the Review page.
        asked: The person opened it; a phone shows nothing over the list before that.
        idle_minutes: The page is covered, and a case file closed, after so long without use.
        looked_at: Ids of messages that were opened since the last break was proposed.
        filters: What the Review page shows, as chosen.
        options: What goes into the report; its people are names as shown.
        hidden: What was written to be hidden in a redacted copy; it is saved nowhere.
        sample: It is the sample case, with which nothing of the person's own may be mixed.
        paused: The case file was closed without a press of the person, and why; see `CLOSED`.
    """

    step: str = "device"
    helping: bool = False
    facts: CaseFacts = field(default_factory=CaseFacts)
    settings: Settings = field(default_factory=Settings)
    files: dict[str, Given] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    uploads: int = 0
    reading: Reading | None = None
    readings: Readings = field(default_factory=Readings)
    numbers: Numbers = field(default_factory=Numbers)
    job: Job | None = None
    memory: Memory = field(default_factory=Memory)
    findings: Findings | None = None
    rests_on: Basis | None = None
    index: Index | None = None
    previews: dict[str, TablePreview | None] = field(default_factory=dict)
    page_1: tuple[Findings, Options, bytes] | None = None
    news: News | None = None
    kept: Kept = field(default_factory=Kept)
    uncovered: set[str] = field(default_factory=set)
    cover_harsh: bool = True
    at_hand: str | None = None
    asked: bool = False
    tools: dict[str, str] = field(default_factory=dict)
    event: str | None = None
    told: tuple[int, str, list[str]] | None = None
    lines: tuple[str, list[str]] | None = None
    accepting: bool = False
    single_keys: bool = True
    idle_minutes: int = 10
    looked_at: set[str] = field(default_factory=set)
    picked: Picked | None = None
    filters: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    made: dict[str, bytes] = field(default_factory=dict)
    options: Options = field(default_factory=Options)
    redacted: tuple[Findings, Mapping[str, bytes], tuple[str, ...]] | None = None
    sample: bool = False
    paused: str = ""

    def basis(self) -> Basis:
        """Return what findings rest on now."""
        journal = self.kept.journal
        return Basis(
            facts=self.facts,
            settings=self.settings,
            decisions=dict(journal.decisions),
            changes=dict(journal.changes),
            changed_names=tuple(self.kept.changed_names),
        )

    def take_up(self, worked: Worked) -> None:
        """Put what was worked out in place of what was there; nothing of the library is asked."""
        self.reading, self.findings, self.rests_on = worked.reading, worked.findings, worked.basis
        self.made = {}
        made = worked.findings.made
        self.kept.made = {**self.kept.made, "rules": made.rules, "model": made.model}

    def end(self) -> None:
        """Give up the reading that is going on, close the case file, wipe temporary files."""
        if self.job is not None:
            self.job.given_up.set()
        if self.kept.file is not None:
            self.kept.file.close()
        scratch.wipe_temporary()

    def pause(self) -> None:
        """Close the case file; where it could not be saved, what is in memory stays there."""
        if self.kept.file is not None and not self.kept.is_unsaved:
            self.paused = "locked_reading" if self.job is not None else "locked"
            self.end()
