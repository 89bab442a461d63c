"""The chronology as rows of plain values, for tables and spreadsheets."""

from collections.abc import Iterator

from analyser.findings import Findings
from analyser.report._text import place_words, sender_words, side_words, when_words
from analyser.signals import signals

HEADER = (
    "Item",
    "Sent at (ISO 8601)",
    "Local time",
    "Certainty",
    "Could also be",
    "Shown as sent by",
    "Side",
    "Channel",
    "Kind",
    "Text",
    "Replies to",
    "Suggested flags",
    "Source",
    "Place",
    "SHA-256 of the source",
)


def rows(findings: Findings) -> Iterator[tuple[str, ...]]:
    """Yield one row a message, in timeline order, as `HEADER` has it."""
    hashes = {source.id: source for source in findings.sources}
    flags: dict[str, list[str]] = {}
    for flag in findings.flags:
        label = signals()[flag.signal].plain_label
        flags.setdefault(flag.message, []).append(f"{label} ({flag.reading.value})")
    for message in findings.messages:
        when, source = message.when, hashes[message.source]
        yield (
            message.id,
            when.instant.isoformat(timespec="seconds") if when.instant else "",
            when_words(when, findings.facts.timezone),
            when.certainty.value,
            " or ".join(each.isoformat(timespec="seconds") for each in when.readings),
            sender_words(message),
            side_words(message),
            message.app or "",
            message.kind.value,
            message.text,
            message.quoted or "",
            "; ".join(flags.get(message.id, ())),
            ", ".join([s.source for s in message.seen_in] or [source.id]),
            place_words(message.where),
            source.sha256,
        )


def neutral(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell
