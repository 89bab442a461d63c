"""Build what the law room is given from a few plain values, as tables write them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from analyser.entered import Incident, IncidentKind, Known
from analyser.findings import (
    Flag,
    FlagReading,
    PatternSignal,
    Person,
    Pointer,
    Status,
    Strength,
)
from analyser.law import point
from analyser.law._tables import Example
from analyser.records import CaseFacts, Certainty, Jurisdiction, Message, Moment, Side, Where
from analyser.settings import Settings
from analyser.signals import signals as all_signals

LONDON = "Europe/London"


def moment(row: Mapping[str, Any], zone: str) -> Moment:
    """Read `sent`, a day (noon is meant) or an instant, or `readings`, two such; else no date."""
    if "readings" in row:
        both = tuple(sorted(_instant(value, zone) for value in row["readings"]))
        return Moment(shown_as="as shown", certainty=Certainty.AMBIGUOUS, readings=both)
    if "sent" not in row:
        return Moment()
    return Moment(instant=_instant(row["sent"], zone), certainty=Certainty.MINUTE)


def _instant(value: date | datetime, zone: str) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=ZoneInfo(zone))
    return datetime.combine(value, time(12), tzinfo=ZoneInfo(zone))


def message(row: Mapping[str, Any], number: int, zone: str = LONDON) -> Message:
    return Message(
        id=row.get("id", f"S1-{number}"),
        source="S1",
        where=Where(line=number),
        when=moment(row, zone),
        sender=row.get("sender"),
        side=Side(row.get("side", "received")),
        text="words that do not matter here",
    )


def flag(message_id: str, row: Mapping[str, Any]) -> Flag:
    return Flag(
        message=message_id,
        signal=row["signal"],
        group=all_signals()[row["signal"]].group,
        strength=Strength(row.get("strength", "explicit")),
        reading=FlagReading(row.get("reading", "stated")),
        score=0.9,
        spans=((0, 5),),
        rule="a rule",
        because="A reason.",
        status=Status(row.get("status", "suggested")),
    )


def pointers(case: Mapping[str, Any]) -> tuple[Pointer, ...]:
    """Return what is pointed to in a case as its table writes it."""
    zone = case.get("timezone", LONDON)
    rows = case["message"]
    messages = [message(row, number, zone) for number, row in enumerate(rows, start=1)]
    return point(
        messages,
        flags=[
            flag(each.id, flag_row)
            for each, row in zip(messages, rows, strict=True)
            for flag_row in row.get("flags", ())
        ],
        signals=tuple(
            PatternSignal(
                signal=row["signal"],
                person=row["person"],
                messages=tuple(row["messages"]),
                occasions=row["occasions"],
                occasions_at_most=row.get("occasions_at_most", row["occasions"]),
                because="A reason.",
            )
            for row in case.get("signal", ())
        ),
        facts=CaseFacts(
            jurisdiction=Jurisdiction(case["nation"]) if "nation" in case else None, timezone=zone
        ),
        settings=Settings(),
        incidents=[
            Incident(
                id=row["id"],
                kind=IncidentKind(row["kind"]),
                at=None,
                clock=False,
                known=Known.UNKNOWN,
                written_at=None,
                fields=(("shown_as", row["shown_as"]),) if "shown_as" in row else (),
            )
            for row in case.get("event", ())
        ],
        people=[
            Person(id=f"P{number}", names=tuple(names), is_me=False)
            for number, names in enumerate(case.get("people", ()), start=1)
        ],
    )


def example_case(example: Example) -> dict[str, Any]:
    """Return the case that an example of a provision describes."""
    across = [name for name in example.signals if _across_messages(name)]
    flags = [{"signal": name} for name in example.signals if name not in across]
    sent: Sequence[Mapping[str, Any]] = [{"sent": day} for day in example.sent] or [{}]
    messages = [
        {**row, "sender": f"Person {n if example.different_people else 1}", "flags": flags}
        for n, row in enumerate(sent, start=1)
    ]
    groups: dict[str, list[str]] = {}
    for number, row in enumerate(messages, start=1):
        groups.setdefault(row["sender"], []).append(f"S1-{number}")
    signals = [
        {"signal": name, "person": who, "messages": ids, "occasions": len(ids)}
        for name in across
        for who, ids in groups.items()
    ]
    nation = {"nation": example.nation.value} if example.nation else {}
    return {"message": messages, "signal": signals, **nation}


def _across_messages(name: str) -> bool:
    return all_signals()[name].group == "pattern"
