"""What findings rest on beside the files: what the person says, set and decided."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analyser import pipeline
from analyser.corrections import Changes, DecisionKey
from analyser.detect.remember import Remembering
from analyser.findings import Findings, Status
from analyser.records import CaseFacts, Reading
from analyser.settings import Settings
from analyser.wording import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """All of it at one time; what was worked out from another may say something else.

    Attributes:
        changed_names: Files that the case file no longer gives as they were.
    """

    facts: CaseFacts
    settings: Settings
    decisions: Mapping[DecisionKey, Status]
    changes: Changes
    changed_names: tuple[str, ...] = ()

    def findings(self, reading: Reading, rules: Remembering) -> Findings:
        """Work out everything anew; with hundreds of people it takes minutes."""
        found = pipeline.analyse(
            reading,
            detector=rules,
            facts=self.facts,
            settings=self.settings,
            decisions=self.decisions,
            changes=self.changes,
        )
        if not self.changed_names:
            return found
        told = say("notices.changed_originals", names=", ".join(self.changed_names))
        return replace(found, notices=(told, *found.notices))


@dataclass(frozen=True, slots=True)
class Worked:
    """What was worked out, and what from."""

    reading: Reading
    basis: Basis
    findings: Findings
