"""The findings as JSON, in the form that programs outside rely on; contract section 5."""

import json
from datetime import datetime

from analyser.findings import ContactPattern, Findings, Flag, Pointer
from analyser.records import Message, Source, Where
from analyser.report._writer import Writer


def where_json(where: Where) -> dict[str, object]:
    """Return a place with only the keys that fit its kind."""
    found: dict[str, object] = {
        key: value
        for key, value in (("line", where.line), ("record", where.record), ("page", where.page))
        if value is not None
    }
    if where.box is not None:
        found["box"] = [where.box.left, where.box.top, where.box.width, where.box.height]
    return found


def _time(instant: datetime | None) -> str | None:
    return instant.isoformat(timespec="seconds") if instant else None


def message_json(message: Message) -> dict[str, object]:
    """Return one message as section 3 has it."""
    shown: dict[str, object] = {
        "id": message.id,
        "source": message.source,
        "where": where_json(message.where),
        "app": message.app,
        "sent_at": _time(message.when.instant),
        "shown_as": message.when.shown_as,
        "certainty": message.when.certainty.value,
        "sender": message.sender,
        "side": message.side.value,
        "kind": message.kind.value,
        "text": message.text,
        "quoted": message.quoted,
        "confidence": message.confidence,
        "partial": message.partial,
    }
    if message.when.readings:
        shown["readings"] = [_time(each) for each in message.when.readings]
    if message.when.note:
        shown["note"] = message.when.note
    if message.attachment:
        shown["attachment"] = {
            "name": message.attachment.name,
            "present": message.attachment.present,
        }
    if message.seen_in:
        shown["seen_in"] = [
            {"source": sighting.source} | where_json(sighting.where) for sighting in message.seen_in
        ]
    return shown


def source_json(source: Source) -> dict[str, object]:
    """Return one source with its account and problems."""
    counts = source.accounted
    return {
        "id": source.id,
        "name": source.name,
        "member": source.member,
        "sha256": source.sha256,
        "member_sha256": source.member_sha256,
        "bytes": source.size_bytes,
        "kind": source.kind,
        "app": source.app,
        "accounted": {
            "units": counts.units,
            "messages": counts.messages,
            "continuation": counts.continuation,
            "system": counts.system,
            "unread": counts.unread,
        },
        "problems": [
            {"where": where_json(each.where), "what": each.what, "do": each.do}
            for each in source.problems
        ],
        "facts": list(source.facts),
    }


def flag_json(flag: Flag) -> dict[str, object]:
    """Return one flag as section 4 has it."""
    return {
        "message": flag.message,
        "signal": flag.signal,
        "group": flag.group,
        "strength": flag.strength.value,
        "reading": flag.reading.value,
        "score": flag.score,
        "spans": [list(span) for span in flag.spans],
        "rule": flag.rule,
        "because": flag.because,
        "status": flag.status.value,
    }


def _pattern(pattern: ContactPattern) -> dict[str, object]:
    after = pattern.after_stop
    run = pattern.longest_unanswered
    return {
        "person": pattern.person,
        "first": _time(pattern.first),
        "last": _time(pattern.last),
        "messages": pattern.messages,
        "missed_calls": pattern.missed_calls,
        "calls": pattern.calls,
        "days_with_contact": pattern.days_with_contact,
        "undated": pattern.undated,
        "occasions": [
            {"from": _time(each.start), "to": _time(each.end), "messages": list(each.messages)}
            for each in pattern.occasions
        ],
        "longest_unanswered": {
            "messages": run.count,
            "from": _time(run.start),
            "to": _time(run.end),
        },
        "night_messages": pattern.night_messages,
        "channels": list(pattern.channels),
        "stop_requests": [
            {"message": each.message, "at": _time(each.at), "strength": each.strength.value}
            for each in pattern.stop_requests
        ],
        "after_stop": after
        and {
            "since": _time(after.since),
            "request": after.request,
            "messages": after.messages,
            "calls": after.calls,
            "missed_calls": after.missed_calls,
            "days_with_contact": after.days_with_contact,
            "occasions": after.occasions,
            "later_replies_by_user": after.later_replies_by_user,
            "undated": after.undated,
            "message_ids": list(after.message_ids),
        },
    }


def _pointer(pointer: Pointer) -> dict[str, object]:
    return {
        "provision": pointer.provision,
        "title": pointer.label or pointer.title,
        "because": list(pointer.because),
        "signals": list(pointer.signals),
        "messages": list(pointer.messages),
        "not_in_this_material": list(pointer.not_in_this_material),
        "maximum": pointer.maximum,
        "time_limit": pointer.time_limit,
        "source_url": pointer.source_url,
        "confidence": pointer.confidence,
    }


def findings_json(findings: Findings) -> dict[str, object]:
    """Return the whole report."""
    facts, made = findings.facts, findings.made
    return {
        "schema": "analyser-report/1",
        "made": {
            "program": made.program,
            "rules": made.rules,
            "model": made.model,
            "ocr": made.ocr,
            "law_checked_on": made.law_checked_on,
        },
        "case": {
            "me": list(facts.me),
            "jurisdiction": facts.jurisdiction.value if facts.jurisdiction else None,
            "timezone": facts.timezone,
            "captured_at": _time(facts.captured_at),
        },
        "sources": [source_json(each) for each in findings.sources],
        "people": [
            {"id": each.id, "names": list(each.names), "is_me": each.is_me}
            for each in findings.people
        ],
        "messages": [message_json(each) for each in findings.messages],
        "unread": [
            {
                "source": each.source,
                "where": where_json(each.where),
                "reason": each.reason,
                "text": each.text,
            }
            for each in findings.unread
        ],
        "flags": [flag_json(each) for each in findings.flags],
        "patterns": [_pattern(each) for each in findings.patterns],
        "signals": [
            {
                "signal": each.signal,
                "person": each.person,
                "messages": list(each.messages),
                "occasions": each.occasions,
                "because": each.because,
            }
            for each in findings.signals
        ],
        "pointers": [_pointer(each) for each in findings.pointers],
        "notices": list(findings.notices),
    }


def _write(findings: Findings, now: datetime) -> bytes:
    text = json.dumps(findings_json(findings), ensure_ascii=False, indent=2)
    return (text + "\n").encode("utf-8", errors="surrogatepass")


WRITER = Writer(id="to_json", file_name="report.json", write=_write)
