"""Every number a person may change, with its unit, its default and the reason for it."""

from dataclasses import dataclass, field


def _setting(default: int, unit: str, help_: str, reason: str) -> int:
    metadata = {"unit": unit, "help": help_, "reason": reason}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Numbers used when counting contact; both front doors build their controls from these."""

    occasion_gap_hours: int = _setting(
        6,
        "hours",
        "Silence by one person that parts two occasions of contact",
        "A night's sleep parts two days; the rule is printed beside every count",
    )
    night_from_hour: int = _setting(
        23,
        "o'clock, local",
        "Start of the night hours",
        "As advocates count night contact",
    )
    night_until_hour: int = _setting(
        6,
        "o'clock, local",
        "End of the night hours",
        "As advocates count night contact",
    )
    burst_messages: int = _setting(
        5,
        "messages and calls",
        "How many within the minutes below, without a reply, are a burst",
        "Fewer are how many people write: one sentence over several messages",
    )
    burst_minutes: int = _setting(
        10,
        "minutes",
        "Within how long they have to come",
        "Time enough for a reply",
    )
    silence_days: int = _setting(
        14,
        "days",
        "How long without contact is a silence",
        "Longer than a week away",
    )
