"""The pattern of contact as JSON, for `report.json`."""

from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from analyser.contact import Bearing, Count, Period, Run, Way
from analyser.findings import AfterStop, ContactPattern
from analyser.report._text import local


def time_json(instant: datetime | None, zone: ZoneInfo | None) -> str | None:
    """Return an instant as ISO 8601 with the offset of `zone`, else its own."""
    if instant is None:
        return None
    return (local(instant, zone) if zone else instant).isoformat(timespec="seconds")


def pattern_json(pattern: ContactPattern, zone: ZoneInfo) -> dict[str, object]:
    """Return the contact by one person; the names of contract section 5, and more of our own."""
    after = pattern.after_stop
    run = pattern.longest_unanswered
    return {
        "person": pattern.person,
        "first": time_json(pattern.first, zone),
        "last": time_json(pattern.last, zone),
        "first_readings": _value(pattern.first_readings, zone),
        "last_readings": _value(pattern.last_readings, zone),
        "messages": pattern.messages,
        "missed_calls": pattern.missed_calls,
        "calls": pattern.calls,
        "days_with_contact": pattern.days_with_contact,
        "days_with_contact_at_most": pattern.days_with_contact_at_most,
        "undated": pattern.undated,
        "occasions": [
            _stretch(each.start, each.end, each.messages, zone) for each in pattern.occasions
        ],
        "longest_unanswered": {
            "messages": run.count,
            "from": time_json(run.start, zone),
            "to": time_json(run.end, zone),
        },
        "night_messages": pattern.night_messages,
        "night_calls": pattern.night_calls,
        "without_clock": pattern.without_clock,
        "group_messages": pattern.group_messages,
        "channels": list(pattern.channels),
        "stop_requests": [
            {
                "message": each.message,
                "at": time_json(each.at, zone),
                "strength": each.strength.value,
                "plain": each.plain,
            }
            for each in pattern.stop_requests
        ],
        "after_stop": after and _after(after, zone),
        "after_events": [_after(each, zone) for each in pattern.after_events],
        "counts": [_values(each, zone) for each in pattern.counts],
        "ways": [_values(each, zone) for each in pattern.ways],
        "threats": list(pattern.threats),
        "bearings": [_values(each, zone) for each in pattern.bearings],
        "bursts": [_run(each, zone) for each in pattern.bursts],
        "silences": [_run(each, zone) | {"own": each.own} for each in pattern.silences],
    }


def _stretch(
    start: datetime | None, end: datetime | None, messages: tuple[str, ...], zone: ZoneInfo
) -> dict[str, object]:
    return {
        "from": time_json(start, zone),
        "to": time_json(end, zone),
        "messages": list(messages),
    }


def _run(run: Run, zone: ZoneInfo) -> dict[str, object]:
    return _stretch(run.start, run.end, run.messages, zone) | {"count": run.count}


def _after(after: AfterStop, zone: ZoneInfo) -> dict[str, object]:
    run, compared = after.unanswered, after.comparison
    return {
        "since": time_json(after.since, zone),
        "request": after.request,
        "event": after.event and {"kind": after.event.kind.value, "id": after.event.id},
        "messages": after.messages,
        "calls": after.calls,
        "missed_calls": after.missed_calls,
        "days_with_contact": after.days_with_contact,
        "occasions": after.occasions,
        "later_replies_by_user": after.later_replies_by_user,
        "undated": after.undated,
        "message_ids": list(after.message_ids),
        "group_messages": after.group_messages,
        "first": time_json(after.first, zone),
        "last": time_json(after.last, zone),
        "first_readings": _value(after.first_readings, zone),
        "last_readings": _value(after.last_readings, zone),
        "longest_unanswered": run
        and _stretch(run.start, run.end, run.messages, zone)
        | {"messages": run.count, "items": list(run.messages)},
        "replies": list(after.replies),
        "before_or_after": list(after.maybe),
        "counts": [_values(each, zone) for each in after.counts],
        "ways": [_values(each, zone) for each in after.ways],
        "comparison": compared
        and {
            "days": compared.days,
            "before": _values(compared.before, zone),
            "after": _values(compared.after, zone),
            "says": compared.says,
        },
    }


def _values(record: Bearing | Count | Way | Period, zone: ZoneInfo) -> dict[str, object]:
    """Return a record field by field, with times as in the rest of the report."""
    return {each.name: _value(getattr(record, each.name), zone) for each in fields(record)}


def _value(value: Any, zone: ZoneInfo) -> object:  # noqa: ANN401  # any field of those records
    if isinstance(value, datetime):
        return time_json(value, zone)
    if isinstance(value, date | Enum):
        return str(value)
    return [_value(each, zone) for each in value] if isinstance(value, tuple) else value
