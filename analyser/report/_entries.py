"""A message -> an entry: its words whole and unchanged, with all that limits how they may be read."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from analyser.records import Kind, Message, Moment, Side
from analyser.report._blocks import Entries, Entry, Run, Weight
from analyser.report._case import Case, place_words
from analyser.report._say import listed, name_of, phrase
from analyser.report._when import day_words, moment_words

UNREAD_GLYPH = "\ufffc"
"""Stands in text read from an image for a glyph that was seen but not read."""
GAP_DAYS = 7
"""A silence longer than a week is shown as such: quiet spells are part of the picture."""


def entries(rows: Iterable[Entry]) -> Entries:
    """Return `rows` as a block with the header that all of them share."""
    return Entries(header=(phrase("entry.margin"), phrase("entry.body")), rows=tuple(rows))


def entry(
    case: Case,
    message: Message,
    *,
    spans: Iterable[tuple[int, int]] = (),
    weight: Weight = Weight.FULL,
) -> Entry:
    """Return `message` as an entry, with the characters of `spans` marked."""
    return Entry(
        item=message.id,
        when=moment_words(message.when, case.zone),
        sender=sender_words(message),
        label=_label(message),
        quoted=_glyphs_named(message.quoted or ""),
        runs=runs(message.text, spans),
        notes=tuple(_notes(case, message)),
        weight=weight,
    )


def with_gaps(case: Case, messages: Sequence[Message]) -> Iterator[Entry]:
    """Yield the entries of `messages`, with an entry for each silence of more than a week."""
    last = None
    for message in messages:
        now = message.when.instant
        if now and last and now - last > timedelta(days=GAP_DAYS):
            yield _gap(case, message.when, (now - last).days, last=Moment(instant=last))
        last = max(filter(None, (last, now)), default=None)
        yield entry(case, message)


def _gap(case: Case, now: Moment, days: int, *, last: Moment) -> Entry:
    first_day, last_day = (
        day_words(moment.instant.astimezone(case.zone)) if moment.instant else ""
        for moment in (last, now)
    )
    text = phrase("entry.gap", days=f"{days:,}", first=first_day, last=last_day)
    return Entry(
        item="",
        when="",
        sender="",
        label="",
        quoted="",
        runs=(Run(text=text),),
        notes=(),
        weight=Weight.GAP,
    )


def sender_words(message: Message) -> str:
    """Return the sender as shown, and whether it is the user."""
    if message.kind is Kind.SYSTEM:
        return phrase("entry.app_notice")
    if message.sender is None:
        return phrase("entry.you" if message.side is Side.SENT else "entry.no_sender")
    if message.side is Side.SENT:
        return phrase("entry.sender_you", sender=message.sender)
    return message.sender


def runs(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Run, ...]:
    """Return `text` cut at the edges of `spans`; joined again it is the same text."""
    edges = {0, len(text)}
    marked: set[tuple[int, int]] = set()
    for start, end in spans:
        start, end = max(0, start), min(len(text), end)
        edges |= {start, end} if start < end else set()
        marked |= {(start, end)} if start < end else set()
    cuts = sorted(edges)
    return tuple(
        Run(
            text=_glyphs_named(text[start:end]),
            marked=any(left <= start and end <= right for left, right in marked),
        )
        for start, end in zip(cuts, cuts[1:], strict=False)
    )


def _glyphs_named(text: str) -> str:
    return text.replace(UNREAD_GLYPH, phrase("entry.unread_glyph"))


def _label(message: Message) -> str:
    label = "" if message.kind is Kind.TEXT else name_of("kind", message.kind)
    if attached := message.attachment:
        name = attached.name or phrase("entry.no_name")
        key = "entry.attached" if attached.present else "entry.not_attached"
        label = phrase(key, label=label or phrase("kind.media"), name=name)
    if not label and not message.text:
        return phrase("entry.empty")
    return label


def _notes(case: Case, message: Message) -> Iterator[str]:
    where = phrase("entry.place", source=message.source, place=place_words(message.where))
    yield where
    if message.confidence is not None:
        yield phrase("entry.confidence", percent=round(100 * message.confidence))
    if message.partial:
        yield phrase("entry.partial")
    if message.when.note:
        yield message.when.note
    if message.side is Side.UNKNOWN and message.source in case.own and message.kind != Kind.SYSTEM:
        yield phrase("entry.side_unknown")
    also = [
        phrase("entry.seen_place", source=seen.source, place=place_words(seen.where))
        for seen in message.seen_in
        if (seen.source, seen.where) != (message.source, message.where)
    ]
    if also:
        yield phrase("entry.seen_in", places=listed(also))


def neighbours(case: Case, message: Message) -> tuple[Message | None, Message | None]:
    """Return the messages shown just before and after `message` in the same source."""
    same = case.by_source[message.source]
    index = same.index(message.id)
    before = case.messages[same[index - 1]] if index else None
    after = case.messages[same[index + 1]] if index + 1 < len(same) else None
    return before, after


