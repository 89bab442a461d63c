"""Say what a person should know about one file: problems with what to do, and facts."""

from collections.abc import Iterator, Sequence

from analyser.ingest._dates import IN_WORDS, Dates, Ordered
from analyser.not_yet import NOT_YET, ODD_FUTURE
from analyser.records import Certainty, DayOrder, Kind, Message, Problem, Unread
from analyser.wording import counted

_CHECK = "Check them against the phone."
_ODD = (
    (NOT_YET, ODD_FUTURE),
    ("no such", "the date or time shown cannot be right"),
    ("mixes 12 and 24", "the time shown mixes 12 and 24 hours"),
    ("did not exist", "the time shown stands in the hour that is left out in March"),
)
"""Words of a moment's note, and what to say of the messages that carry it."""


def problems_of(
    messages: Sequence[Message], unread: Sequence[Unread], dates: Dates, by_record: bool
) -> Iterator[Problem]:
    """Yield what could not be read, decided or believed, each with its first place."""
    # A table of which nothing is read has its question about the columns.
    if unread and (messages or not by_record):
        said = counted(len(unread), "row" if by_record else "line")
        yield Problem(
            where=unread[0].where,
            what=f"{said} could not be read; the first is shown here.",
            do="Look at them in the list of what was not read.",
        )
    for each in dates.ordered:
        yield from _undecided(messages, each)
    if len(dates.ordered) > 1 and not by_record:
        what = "This file holds lines in more than one layout, as when two exports are joined."
        yield Problem(what=what, do="Add each export as a file of its own, if you have them.")
    absent = sum(
        bool(m.attachment and m.attachment.name and not m.attachment.present) for m in messages
    )
    if absent:
        what = counted(absent, "picture or file", "pictures or files")
        what += " named in this chat could not be found among what was given."
        yield Problem(what=what, do="Export the chat with media, if you need them.")
    yield from _odd_times(messages)


def _odd_times(messages: Sequence[Message]) -> Iterator[Problem]:
    back = [b for a, b in zip(messages, messages[1:], strict=False) if _steps_back(a, b)]
    if back:
        what = counted(len(back), "time in this file stands", "times in this file stand")
        what += " before the time above."
        yield Problem(where=back[0].where, what=what, do=_CHECK)
    # Of the rows of a table its own reader says so.
    lost = [m for m in messages if m.app and m.when.shown_as and _is_unknown(m)]
    if lost:
        what = counted(len(lost), "message shows", "messages show")
        what += f" a time that could not be read. The first is {lost[0].id}."
        yield Problem(where=lost[0].where, what=what, do=_CHECK)
    noted = [m for m in messages if m.when.note]
    for words, what in _ODD:
        if odd := [m for m in noted if words in (m.when.note or "")]:
            said = f"{counted(len(odd), 'message')}: {what}. The first is {odd[0].id}."
            yield Problem(where=odd[0].where, what=said, do=_CHECK)


def _is_unknown(message: Message) -> bool:
    return message.when.certainty is Certainty.UNKNOWN and not message.when.note


def _undecided(messages: Sequence[Message], ordered: Ordered) -> Iterator[Problem]:
    if ordered.first is None or ordered.order is not None:
        return
    open_ones = (
        m
        for m in messages[ordered.first :]
        if m.when.certainty is Certainty.AMBIGUOUS and m.when.note and "day or" in m.when.note
    )
    if (message := next(open_ones, None)) is not None:
        first, last = (f"{r.day} {r:%B %Y}" for r in message.when.readings)
        what = f"{ordered.decision.reason} The first could be {first} or {last}."
        yield Problem(where=message.where, what=what, do="Say which: day first or month first.")


def _steps_back(first: Message, second: Message) -> bool:
    a, b = first.when.instant, second.when.instant
    if a is None or b is None or b >= a:
        return False
    certain = (first.when.certainty, second.when.certainty)
    if Certainty.DAY in certain and a.date() == b.date():
        return False
    # One chat behind the other begins anew.
    return first.chat == second.chat and Certainty.INFERRED not in certain


def _not_as_said(ordered: Ordered) -> str:
    """Return that an answer of the person was not needed, where the file shows another order."""
    order, answer = ordered.decision.order, ordered.answer
    if answer is None or order in (answer, DayOrder.YEAR_FIRST):
        return ""
    said = answer.value.replace("-", " ")
    return f" You said {said}: that is for files that leave it open, and was not used here."


def facts_of(dates: Dates, messages: Sequence[Message], *, shown: bool) -> Iterator[str]:
    """Yield what is worth knowing and no problem; `shown`: the file shows whose phone made it."""
    for each in dates.ordered:
        if each.decision.order:
            where = f" (place {each.proof} of the file)" if each.proof is not None else ""
            order = each.decision.order.value.replace("-", " ")
            order = "as they stand" if each.decision.reason == IN_WORDS else order
            yield f"Dates are read {order}: {each.decision.reason}{where}{_not_as_said(each)}"
    yield from dates.calendars
    if shown:
        yield "The file itself shows whose export it is."
    edited = {m.where for m in messages if m.kind is Kind.EDITED and m.where.page is None}
    others = (m for m in messages if edited and m.kind not in (Kind.EDITED, Kind.REACTION))
    if before := sum(m.where in edited for m in others):
        what = counted(before, "earlier version of an edited message is", "earlier versions are")
        yield f"{what} kept; with what it became, each is counted as one message."
    instants = [m.when.instant for m in messages if m.when.instant]
    oldest = min(instants, default=None)
    open_ = (each for m in messages for each in m.when.readings)
    if oldest and oldest <= min(open_, default=oldest):
        yield f"The oldest message in this file is of {oldest.day} {oldest:%B %Y}."
