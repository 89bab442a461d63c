"""What the user entered, for programs: corrections, typed events and the log, where any."""

from zoneinfo import ZoneInfo

from analyser.findings import Findings
from analyser.incidents import incident_fields
from analyser.report._pattern_json import time_json
from analyser.report._text import local


def entered_json(findings: Findings, zone: ZoneInfo) -> dict[str, object]:
    """Return the parts that are not empty, by name; private fields of events are left out."""
    open_ = {each.name for each in incident_fields() if not each.private}
    parts: dict[str, list[object]] = {
        "corrections": [
            {
                "message": each.message,
                "what": each.field.value,
                "first_reading": each.first,
                "corrected_to": each.now,
                "by": "user",
            }
            for each in findings.corrections
        ],
        "incidents": [
            {
                "id": each.id,
                "kind": each.kind.value,
                "origin": "typed by the user, not from a file",
                "at": time_json(each.at, zone),
                "known": each.known.value,
                "clock": each.clock,
                "until": local(each.until, zone).isoformat() if each.until else None,
                "written_at": time_json(each.written_at, zone),
                **{name: said for name, said in each.fields if name in open_},
            }
            for each in findings.incidents
        ],
        "log": [
            {
                "number": each.number,
                "when": each.when,
                "who": each.who,
                "what": each.what,
                "fingerprint": each.fingerprint,
            }
            for each in findings.log
        ],
    }
    return {name: part for name, part in parts.items() if part}
