"""Say why a provision is pointed to: which words and what contact, in which messages."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from analyser.law._conditions import Match, fits
from analyser.law._evidence import Contact, Evidence, Sign
from analyser.law._tables import Provision, signal_words, words
from analyser.records import Message, Side

_ITEMS_SHOWN = 12
"""Items named in one sentence; `messages` of the pointer holds all."""
_NAMES_SHOWN = 3
"""Names of one person, and provisions, listed in one sentence."""


def because(
    row: Provision, matches: Sequence[Match], basics: Sequence[str], evidence: Evidence
) -> tuple[str, ...]:
    """Return the reasons as sentences: contact, words, what is not known, what it joins.

    Args:
        row: The provision.
        matches: What leads to it, person by person.
        basics: Titles of the provisions it adds to; empty where it stands alone.
        evidence: Gives the order and the days of messages.
    """
    sentences = [
        _contact(contact, evidence)
        for found in matches
        for contact in (*found.contacts, *_only_contacts(found))
    ]
    # Words of different people are put in one sentence only where nothing is counted.
    groups = [[found] for found in matches if found.course]
    groups.append([found for found in matches if not found.course])
    for group in groups:
        signs = [sign for found in group for sign in (*found.signs, *_only_signs(found))]
        sentences.extend(_word_sentences(signs, evidence, named=any(f.course for f in group)))
    sentences.extend(_whose(matches, evidence))
    sentences.extend(date_sentences(row, matches, evidence))
    sentences.extend(joins(basics))
    return tuple(dict.fromkeys(sentences))


def joins(basics: Sequence[str]) -> tuple[str, ...]:
    """Return the sentence that names the provisions of these titles; none where there are none."""
    if not basics:
        return ()
    return (words("joins", provisions=_listed(basics, _NAMES_SHOWN, comma="; ")),)


def _only_contacts(found: Match) -> tuple[Contact, ...]:
    extra = (each for each in found.beside if isinstance(each, Contact))
    return tuple(each for each in extra if each not in found.contacts)


def _only_signs(found: Match) -> tuple[Sign, ...]:
    return tuple(each for each in found.beside if isinstance(each, Sign))


def _contact(contact: Contact, evidence: Evidence) -> str:
    messages = evidence.in_order(contact.messages)
    return words(
        "contact",
        found=signal_words()[contact.signal],
        occasions=_occasions(contact),
        shown=shown_as(messages),
        items=_items(messages),
    )


def _occasions(contact: Contact) -> str:
    count = contact.occasions
    said = words("one_occasion") if count == 1 else words("occasions", count=count)
    return said if contact.settled and all_settled(contact.days) else words("at_least", number=said)


def all_settled(days: Iterable[Collection[date]]) -> bool:
    """Return whether each has the one day that it can have been."""
    return all(len(each) == 1 for each in days)


def _word_sentences(signs: Sequence[Sign], evidence: Evidence, *, named: bool) -> list[str]:
    by_signal: dict[str, list[Message]] = {}
    for sign in signs:
        by_signal.setdefault(sign.signal, []).append(sign.message)
    sentences = []
    for signal in sorted(by_signal):
        messages = evidence.in_order(by_signal[signal])
        shown = shown_as(messages) if named else ""
        found = signal_words()[signal]
        sentences.append(words("words", found=found, items=_items(messages), shown=shown))
    return sentences


def _whose(matches: Sequence[Match], evidence: Evidence) -> list[str]:
    """Return that the user may have written what leads here, where no file shows who did."""
    messages = evidence.in_order(m for found in matches for m in found.messages())
    unknown = [m for m in messages if m.side is Side.UNKNOWN]
    return [words("whose", items=_items(unknown))] if unknown else []


def date_sentences(row: Provision, matches: Sequence[Match], evidence: Evidence) -> list[str]:
    """Return what is not settled about the dates of what leads to `row`."""
    messages = evidence.in_order(m for found in matches for m in found.messages())
    undated = [m for m in messages if not evidence.days[m.id]]
    unsure = [m for m in messages if len(evidence.days[m.id]) > 1]
    split = [m for m in unsure if not all(fits(row, frozenset({d})) for d in evidence.days[m.id])]
    both = [m for m in unsure if m not in split]
    return [
        words(key, items=_items(group))
        for key, group in (
            ("two_readings_one_fits", split),
            ("two_readings", both),
            ("undated", undated),
        )
        if group
    ]


def shown_as(messages: Iterable[Message]) -> str:
    """Return the clause on the names that `messages` show, nothing where they show none."""
    names = list(dict.fromkeys(m.sender for m in messages if m.sender is not None))
    return words("shown_as", names=_listed(names, _NAMES_SHOWN)) if names else ""


def _items(messages: Sequence[Message]) -> str:
    key = "item" if len(messages) == 1 else "items"
    return words(key, items=_listed([message.id for message in messages], _ITEMS_SHOWN))


def _listed(texts: Sequence[str], at_most: int, *, comma: str = ", ") -> str:
    parts = list(texts[:at_most])
    if len(texts) > at_most:
        parts.append(f"{len(texts) - at_most} more")
    return " and ".join([comma.join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
