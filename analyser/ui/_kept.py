"""The log of the case at hand, and the encrypted file it is saved in where the person made one.

Everything is recorded in memory first. Where it cannot be saved the person is told, and it is
tried again at the next step; nothing is taken back for it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from analyser import __version__
from analyser.casefile import CaseFile
from analyser.casefile.journal import Action, Journal, Values
from analyser.casefile.said import Said, values_of
from analyser.corrections import ChangeKey, DecisionKey
from analyser.errors import AnalyserError
from analyser.findings import Status
from analyser.given import Given


@dataclass(slots=True)
class Kept:
    """The log and its file.

    Attributes:
        problem: Why the last saving did not work; None where it did, and where there is no file.
        made: Versions of program, rules and model, for the log.
    """

    journal: Journal = field(default_factory=Journal)
    file: CaseFile | None = None
    problem: AnalyserError | None = None
    made: Values = field(default_factory=lambda: {"program": f"analyser {__version__}"})
    _lent: frozenset[str] = frozenset()
    _lent_by: CaseFile | None = None
    _page: str = ""

    @property
    def changed_names(self) -> list[str]:
        """Names of files whose bytes in the case file are no longer what they were."""
        bad = self.file.changed if self.file else frozenset()
        return [each["name"] for each in self.journal.files.values() if each["sha256"] in bad]

    @property
    def is_unsaved(self) -> bool:
        """Something done is not in the case file, though there is one."""
        if self.file is None or self.problem is None:
            return False
        rest = self.journal.entries[self.file.written :]
        return any(entry.action is not Action.OPENED for entry in rest)

    def record(self, action: Action, what: Values | None = None) -> None:
        """Record something done that has no before and after."""
        self.journal.record(action, now=_now(), made=self.made, what=what)

    def say(self, said: Said) -> None:
        """Record what the person says now, where it is new."""
        self.journal.say(values_of(said), now=_now(), made=self.made, unsaid=_UNSAID)

    def add(self, files: Mapping[str, Given], hashes: Mapping[str, str]) -> None:
        """Record files that were put on the case."""
        beside = list(dict.fromkeys(given.folder for given in files.values()))
        records = [
            {
                "key": key,
                "name": given.name,
                "path": given.path,
                "sha256": hashes[key],
                "bytes": given.size_bytes,
                "modified": given.modified.isoformat() if given.modified else None,
                "beside": beside.index(given.folder),
            }
            for key, given in files.items()
        ]
        if records:
            names = [sorted(folder) for folder in beside]
            self.record(Action.ADDED, {"files": records, "beside": names})

    def remove(self, keys: list[str]) -> None:
        """Record files that were taken off the case."""
        known = [self.journal.files[key] for key in keys if key in self.journal.files]
        files = [{name: each[name] for name in ("key", "name", "sha256")} for each in known]
        if files:
            self.record(Action.REMOVED, {"files": files})

    def change(
        self, changes: Mapping[ChangeKey, Any], decisions: Mapping[DecisionKey, Status | None]
    ) -> None:
        """Record in one step what the person says otherwise, and decisions."""
        self.journal.change(changes, decisions, now=_now(), made=self.made)

    def undo(self) -> None:
        """Take the last step back."""
        self.journal.undo(now=_now(), made=self.made)

    def redo(self) -> None:
        """Take the step again that was taken back last."""
        self.journal.redo(now=_now(), made=self.made)

    def export(self, documents: Mapping[str, bytes]) -> None:
        """Record what was handed out, by file name."""
        files = [{"name": n, "sha256": sha256(data).hexdigest()} for n, data in documents.items()]
        self.record(Action.EXPORTED, {"files": files})

    def save(self, originals: Mapping[str, Given]) -> None:
        """Save what is new, where there is a file; a failure is kept in `problem`."""
        if self.file is None:
            return
        try:
            self.file.write(self.journal, originals)
            self.problem = None
        except AnalyserError as error:
            self.problem = error

    def page(self) -> Values:
        """Return how the pages and the numbers of files were when the case file was last open."""
        body = self.file.derived(_PAGE) if self.file else None
        values: Values = json.loads(body) if body else {}
        return values

    def keep_page(self, values: Values) -> None:
        """Keep how pages and numbers are, where there is a file; the log says nothing of it."""
        body = json.dumps(values)
        if self.file is None or self.problem is not None or body == self._page:
            return
        try:
            self.file.keep_derived(_PAGE, body)
            self._page = body
        except AnalyserError as error:
            self.problem = error

    def lent(self, files: Mapping[str, Given]) -> dict[str, Given]:
        """Return the files as the open case file gives them, so that memory need not hold them.

        A file that is not saved, or not as it was, stays as given.
        """
        if self._lent_by is not self.file:
            # Another file, or this one under another passphrase: what the one before gave is shut.
            self._lent_by, self._lent = self.file, frozenset()
        if self.file is None or self.problem is not None or self._lent >= files.keys():
            return dict(files)
        records, found = self.journal.files, dict(files)
        for key in files.keys() & records.keys() - self._lent:
            found[key] = self.file.given(records[key]) or files[key]
        self._lent |= files.keys()
        return found


_PAGE = "page"
_UNSAID: Values = values_of(Said())
"""What holds before the person has said anything."""


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
