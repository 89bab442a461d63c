"""One message as a block: its number, who and when and where, its words, and what is said of it."""

from collections.abc import Iterator

from analyser.findings import Findings
from analyser.records import Kind, Message
from analyser.report._blocks import Block, Picture, phrase
from analyser.report._entered import corrections_of
from analyser.report._text import (
    clipped,
    other_places,
    place_words,
    sender_words,
    side_words,
    visible,
    when_words,
)

_TEXT_AT_MOST = 20_000
"""Characters of one message on paper, about six pages; a text of megabytes is no message."""


def message_block(
    message: Message,
    findings: Findings,
    tails: tuple[str, ...] = (),
    pictures: tuple[Picture, ...] = (),
    *,
    is_before: bool = False,
) -> Block:
    """Return one message with its head line; `is_before` where it only leads to the next one."""
    lead = [phrase("before")] if is_before else []
    return Block(
        kind="message",
        item=message.id,
        head=" · ".join([*lead, *_head(message, findings.facts.timezone)]),
        text=clipped(visible(message.text), _TEXT_AT_MOST),
        reply=clipped(visible(message.quoted or ""), _TEXT_AT_MOST),
        tails=(*corrections_of(findings, message.id), *tails),
        pictures=pictures,
    )


def _head(message: Message, timezone: str) -> Iterator[str]:
    yield when_words(message.when, timezone)
    if message.kind is Kind.SYSTEM:
        yield "notice written by the app"
    else:
        yield clipped(sender_words(message))
        yield side_words(message)
        if message.kind is not Kind.TEXT:
            yield message.kind.value.replace("_", " ")
    # Where in a picture is for the eye; the numbers are in the tables.
    place = "" if message.where.box else place_words(message.where)
    yield f"{message.source}, {place}".rstrip(", ")
    if also := other_places(message):
        yield "also in " + ", ".join(also)
    if message.confidence is not None:
        yield f"read from a picture, {message.confidence:.0%} sure"
    if message.partial:
        yield "cut off at the edge of the picture"
    if message.attachment is not None:
        name = clipped(visible(message.attachment.name or "a file"))
        yield f"names {name}, which was {'' if message.attachment.present else 'not '}given"
