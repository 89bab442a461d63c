"""What the person said about a case, as values that JSON can hold, and back.

That is their answers, the numbers that counting goes by, and what goes into the report.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from pydantic import TypeAdapter

from analyser.records import CaseFacts
from analyser.report_options import Options
from analyser.settings import Settings

_FACTS, _COUNTING, _REPORT = TypeAdapter(CaseFacts), TypeAdapter(Settings), TypeAdapter(Options)
COUNTING, REPORT = "counting.", "report."
"""What the names of these values begin with."""
_SETS = ("without", "signals", "people")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that the person said about the case as a whole.

    Attributes:
        helping: They do this for somebody else.
        report: What goes into the report, without its pictures; its people are names as shown,
            since ids change when files are added.
    """

    facts: CaseFacts = field(default_factory=CaseFacts)
    helping: bool = False
    settings: Settings = field(default_factory=Settings)
    report: Options = field(default_factory=Options)


def values_of(said: Said) -> dict[str, Any]:
    """Return what was said by name; the same where the same was said."""
    values: dict[str, Any] = _FACTS.dump_python(said.facts, mode="json", exclude={"today"})
    values["left_out"] = sorted(values["left_out"])
    counting = _COUNTING.dump_python(said.settings, mode="json")
    report = _REPORT.dump_python(said.report, mode="json", include=_CHOSEN)
    report |= {name: sorted(report[name]) for name in _SETS}
    return (
        values
        | {"helping": said.helping}
        | {COUNTING + name: value for name, value in counting.items()}
        | {REPORT + name: value for name, value in report.items()}
    )


def said_of(values: Mapping[str, Any]) -> Said:
    """Return what was said; names that are not known here are passed over."""
    report = {name: value for name, value in _under(REPORT, values).items() if name in _CHOSEN}
    return Said(
        facts=_FACTS.validate_python(dict(values)),
        helping=bool(values.get("helping")),
        settings=_COUNTING.validate_python(_under(COUNTING, values)),
        report=_REPORT.validate_python(report),
    )


def _under(prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {k.removeprefix(prefix): v for k, v in values.items() if k.startswith(prefix)}


_CHOSEN = {each.name for each in fields(Options)} - {"pictures", "omitted", "redacted"}
