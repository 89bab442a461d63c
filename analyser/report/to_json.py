"""The findings as JSON, in the form that programs outside rely on; contract section 5."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from analyser.counting import counts
from analyser.findings import Findings, Flag, Pointer
from analyser.handles import without_mark
from analyser.records import Message, Source, Where
from analyser.report._entered_json import entered_json
from analyser.report._exhibits import exhibits
from analyser.report._pattern_json import pattern_json, time_json
from analyser.report._summary import reference
from analyser.report._text import code_point
from analyser.report._writer import Writer
from analyser.report_options import Options
from analyser.times import on_the_clock

_UNPAIRED = re.compile("[\ud800-\udfff]")
"""Halves of a character that UTF-8 cannot hold; damaged exports and file names have them."""


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


def message_json(
    message: Message, zone: ZoneInfo | None = None, bare: Mapping[str, str] | None = None
) -> dict[str, object]:
    """Return one message as section 3 has it, with the offset of `zone`, else that of the file.

    `bare` is what `handles.without_mark` returned for all senders: such a sender is written without
    the "~ ", and `self_named` says that it was there.
    """
    at = on_the_clock(message.when, zone) if zone else message.when.instant
    shown: dict[str, object] = {
        "id": message.id,
        "source": message.source,
        "where": where_json(message.where),
        "app": message.app,
        "sent_at": time_json(at, None),
        "shown_as": message.when.shown_as,
        "certainty": message.when.certainty.value,
        "sender": (bare or {}).get(message.sender or "", message.sender),
        "side": message.side.value,
        "kind": message.kind.value,
        "text": message.text,
        "quoted": message.quoted,
        "confidence": message.confidence,
        "partial": message.partial,
    }
    if message.sender in (bare or {}):
        shown["self_named"] = True
    if message.when.readings:
        shown["readings"] = [time_json(each, zone) for each in message.when.readings]
    if message.when.note:
        shown["note"] = message.when.note
    if message.attachment:
        shown["attachment"] = {
            "name": message.attachment.name,
            "present": message.attachment.present,
        }
    if message.chat:
        shown["chat"] = message.chat
    if message.handle:
        shown["sender_id"] = message.handle
    if message.seen_in:
        shown["seen_in"] = [
            {"source": each.source}
            | where_json(each.where)
            | ({"item": each.item} if each.item else {})
            | ({"sender": each.sender} if each.sender else {})
            for each in message.seen_in
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
        "of_which": {"media": counts.media, "duplicates": counts.duplicates},
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
        "counted": counts(flag),
        **({"reason": flag.reason} if flag.reason else {}),
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
        "elements": [
            {"text": e.text, "standing": e.standing.value, "messages": list(e.messages)}
            for e in pointer.elements
        ],
        "summary_only": pointer.summary_only,
        "last": pointer.last and pointer.last.isoformat(),
        "last_at_most": pointer.last_at_most and pointer.last_at_most.isoformat(),
    }


def findings_json(findings: Findings) -> dict[str, object]:
    """Return the whole report."""
    return _of_the_case(findings, without_mark(each.sender for each in findings.messages))


def _of_the_case(findings: Findings, bare: Mapping[str, str]) -> dict[str, object]:
    facts, made = findings.facts, findings.made
    zone = ZoneInfo(facts.timezone)
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
            "captured_at": time_json(facts.captured_at, zone),
        },
        "sources": [source_json(each) for each in findings.sources],
        "people": [
            {
                "id": each.id,
                "names": list(dict.fromkeys(bare.get(name, name) for name in each.names)),
                "is_me": each.is_me,
            }
            for each in findings.people
        ],
        "messages": [message_json(each, zone, bare) for each in findings.messages],
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
        "own_words": [flag_json(each) | {"counted": False} for each in findings.own],
        "patterns": [pattern_json(each, zone) for each in findings.patterns],
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
        "time_prompt": findings.time_prompt,
        "notices": list(findings.notices),
        **entered_json(findings, zone),
    }


def _replaced(value: object, at: str, found: list[dict[str, object]]) -> object:
    """Return `value` with U+FFFD for halves of characters, and note in `found` where each was."""
    if isinstance(value, str):
        found += [
            {"at": at, "offset": match.start(), "character": code_point(match[0])}
            for match in _UNPAIRED.finditer(value)
        ]
        return _UNPAIRED.sub("\ufffd", value)
    if isinstance(value, list):
        return [_replaced(each, f"{at}/{n}", found) for n, each in enumerate(value)]
    if isinstance(value, dict):
        return {key: _replaced(each, f"{at}/{key}", found) for key, each in value.items()}
    return value


def dumped(shown: dict[str, object], *, indent: int | None = None) -> str:
    """Return `shown` as JSON that UTF-8 can hold; what could not be held is named in it."""
    text = json.dumps(shown, ensure_ascii=False, indent=indent)
    if _UNPAIRED.search(text):
        found: list[dict[str, object]] = []
        whole = _replaced(shown, "", found)
        assert isinstance(whole, dict)  # noqa: S101  # it was one
        text = json.dumps(whole | {"replaced": found}, ensure_ascii=False, indent=indent)
    return text


def _marked(findings: Findings, options: Options) -> dict[str, object]:
    """Return how the report is marked, and what part of the material it shows."""
    return {
        "reference": reference(options),
        "exhibits": [
            {"exhibit": mark, "sha256": sha256}
            for sha256, mark in exhibits(findings.sources, options).items()
        ],
        "part": findings.chosen or None,
    }


def _write(findings: Findings, now: datetime, options: Options) -> bytes:
    zone = ZoneInfo(findings.facts.timezone)
    bare = without_mark(each.sender for each in findings.messages)
    few = _of_the_case(replace(findings, messages=(), flags=()), bare)
    made = BytesIO()
    try:
        pieces = _pieces(
            few | {"report": _marked(findings, options)},
            messages=(message_json(each, zone, bare) for each in findings.messages),
            flags=map(flag_json, findings.flags),
        )
        made.writelines(piece.encode() for piece in pieces)
    except UnicodeEncodeError:  # half of a character: what is replaced stands in a list
        whole = findings_json(findings) | {"report": _marked(findings, options)}
        return (dumped(whole, indent=2) + "\n").encode()
    return made.getvalue()


def _pieces(few: dict[str, object], **many: Iterator[dict[str, object]]) -> Iterator[str]:
    """Yield what `json.dumps` would return, with one of the `many` at a time in memory.

    A quarter of a million messages would take a gigabyte.
    """
    between = "{"
    for key, value in few.items():
        yield f"{between}\n  {_indented(key)}: "
        between, opening = ",", "["
        for item in many.get(key, ()):
            yield f"{opening}\n    {_indented(item, 4)}"
            opening = ","
        yield "\n  ]" if opening == "," else _indented(value, 2)
    yield "\n}\n"


def _indented(value: object, spaces: int = 0) -> str:
    # No string holds a line end: JSON writes it as two characters.
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n" + " " * spaces)


WRITER = Writer(id="to_json", file_name="report.json", write=_write)
