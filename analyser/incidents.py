"""The events that a person types: their fields, and what comes of the log of changes.

They come from no file, are marked so wherever they are shown, and are in no count of contact;
contact after some of them is counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from analyser.corrections import ChangeKey, Changes
from analyser.entered import Incident, IncidentKind, Known
from analyser.tables import load_rows

INCIDENT = "incident"
KIND_WORDS: Mapping[IncidentKind, str] = {
    IncidentKind.CALL: "Call",
    IncidentKind.VISIT: "Visit or meeting",
    IncidentKind.LETTER: "Letter or parcel",
    IncidentKind.POST: "Post or message that was not kept",
    IncidentKind.TOLD_TO_STOP: "Told to stop, in speech or by a letter",
    IncidentKind.BLOCK: "Block",
    IncidentKind.POLICE_WARNING: "Police warning",
    IncidentKind.ORDER: "Court order or bail condition",
    IncidentKind.OTHER: "Something else",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentField:
    """One row of `incident_fields.toml`.

    Attributes:
        private: Stays in the case; no report shows it.
        long: Whether it takes more than a line.
        first: Asked at once; the others are folded until somebody looks for them.
    """

    name: str
    label: str
    help: str
    private: bool = False
    long: bool = False
    first: bool = False


@cache
def incident_fields() -> tuple[IncidentField, ...]:
    """Return the fields in the order of the table.

    Raises:
        BadTable: The table is wrong; our bug.
    """
    return load_rows(files("analyser") / "incident_fields.toml", IncidentField)


def incidents_of(changes: Changes) -> tuple[Incident, ...]:
    """Return the events by time, those without a time last, in the order typed."""
    found = [_incident(key[1], value) for key, value in changes.items() if key[0] == INCIDENT]
    found.sort(key=lambda each: int(each.id[1:]))
    dated = sorted((each.at, number) for number, each in enumerate(found) if each.at)
    return (*(found[number] for _, number in dated), *(each for each in found if not each.at))


def next_number(keys: Iterable[ChangeKey]) -> int:
    """Return the number of the next event; `keys` are all that were ever changed."""
    return max(chain([0], (int(key[1]) for key in keys if key[0] == INCIDENT))) + 1


def shareable(incident: Incident) -> tuple[tuple[str, str], ...]:
    """Return label and words of what a report may show, in the order of the table."""
    said = dict(incident.fields)
    return tuple(
        (each.label, said[each.name])
        for each in incident_fields()
        if not each.private and each.name in said
    )


def value_of(incident: Incident) -> dict[str, Any]:
    """Return what the log keeps of an event."""
    return {
        "kind": incident.kind.value,
        "at": incident.at.isoformat() if incident.at else None,
        "clock": incident.clock,
        "known": incident.known.value,
        "until": incident.until.isoformat() if incident.until else None,
        "written_at": incident.written_at and incident.written_at.isoformat(),
        "fields": dict(incident.fields),
    }


def _incident(number: str, value: Mapping[str, Any]) -> Incident:
    return Incident(
        id=f"N{number}",
        kind=IncidentKind(value["kind"]),
        at=datetime.fromisoformat(value["at"]) if value["at"] else None,
        clock=value["clock"],
        known=Known(value["known"]),
        until=datetime.fromisoformat(value["until"]) if value["until"] else None,
        written_at=value["written_at"] and datetime.fromisoformat(value["written_at"]),
        fields=tuple(value["fields"].items()),
    )
