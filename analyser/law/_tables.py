"""The law as data, checked on load: provisions, the words for signals, named sets of signals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal

from analyser.errors import BadTable
from analyser.records import Jurisdiction
from analyser.tables import load_rows, read_toml

TABLES = files("analyser.law") / "tables"
_PROVISION_TABLES = ("england_wales", "scotland", "northern_ireland", "uk")
_OUR_BUG = "This is a fault in the program: install it again, or tell its makers."


class Display(StrEnum):
    """Whether and how a provision may be shown."""

    CURRENT = "current"
    NEUTRAL_LABEL = "current_neutral_label"
    HISTORIC = "historic_only"
    HOLD = "hold_until_checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A small situation in which a provision is pointed to, or is not.

    Attributes:
        nation: None where no nation was given.
        sent: One message on each day, at noon local time; empty for one message without a date.
        signals: Every message carries all of these.
        different_people: Each message is by a person of its own.
        why: What the example shows, where its values do not say it.
    """

    nation: Jurisdiction | None = None
    sent: tuple[date, ...]
    signals: tuple[str, ...]
    different_people: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedWhen:
    """A point of a provision that is not asked, or not as it stands, of everything.

    Attributes:
        text: One of `cannot_see` or `to_decide` of the provision.
        signals: It is asked where one of these led there; empty for any.
        before: It is asked of messages that can have been sent before this day; None for any.
        order: It asks for an order: where the user typed one, that is said in its place.
    """

    text: str
    signals: tuple[str, ...] = ()
    before: date | None = None
    order: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One provision of one nation: when it applied, what it is about, what it needs beside that.

    Names in `needs_...` and `only_with` are signals or sets of `sets.toml`.

    Attributes:
        applies_from: First day of the messages it applies to; None where it has no such bound.
        applies_before: The first day it no longer applies to; None while in force.
        label: The only heading it may be shown under, where `display` says so.
        summary: What a reader sees in place of `conduct`, where that is not fit to be shown.
        occasions_at_least: Occasions by one person; None where the law names no number.
        cannot_see: Facts the law needs that cannot be read from messages, as sentences.
        to_decide: What it needs that is a judgement, for police, a solicitor or a court.
        asked_when: Which of these points do not bear on everything that leads here.
        needs_one_of: One of these must be found for the same person.
        needs_repeated: Or: words of these on `occasions_at_least` days.
        only_with: Signals that lead here only beside one of the named ones.
        signals_from: Signals whose part of the provision came into force later.
        once_is_enough: Signals for which one occasion is enough whatever `occasions_at_least`.
        joins_basic: Shown only where another provision is pointed to for the same conduct.
        joins: The provisions it can join; empty for any.
        stands_alone: Signals that lead to a joining provision without another one.
        electronic: False where it does not cover electronic messages: never pointed to, because
            the program reads nothing else.
        unsettled_from: From this day on the law may have changed again; a sentence says so.
        unsettled_says: That sentence, where the standing one does not fit.
    """

    id: str
    act: str
    section: str
    title: str
    extent: str
    nations: tuple[Jurisdiction, ...]
    applies_from: date | None = None
    applies_before: date | None = None
    in_force_from: str
    status: str
    display: Display
    label: str | None = None
    conduct: str
    summary: str | None = None
    mental_element: str
    course_of_conduct: str
    occasions_at_least: int | None = None
    mode_of_trial: str
    maximum: str
    time_limit: str
    signals: tuple[str, ...]
    confidence: Literal["certain", "probable", "check"]
    source: str
    note: str = ""
    checked: date
    cannot_see: tuple[str, ...]
    to_decide: tuple[str, ...] = ()
    asked_when: tuple[AskedWhen, ...] = ()
    needs_one_of: tuple[str, ...] = ()
    needs_repeated: tuple[str, ...] = ()
    only_with: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signals_from: Mapping[str, date] = field(default_factory=dict)
    once_is_enough: tuple[str, ...] = ()
    joins_basic: bool = False
    joins: tuple[str, ...] = ()
    stands_alone: tuple[str, ...] = ()
    electronic: bool = True
    unsettled_from: date | None = None
    unsettled_says: str | None = None
    points: tuple[Example, ...] = ()
    does_not_point: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalWords:
    """How a signal is named in a reason."""

    id: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalSet:
    """Signals that mean the same to several provisions, and why they do."""

    id: str
    signals: tuple[str, ...]
    reason: str


@cache
def signal_words() -> Mapping[str, str]:
    """Return the words for each signal, by signal."""
    return {row.id: row.found for row in load_rows(TABLES / "signals.toml", SignalWords)}


@cache
def signal_sets() -> Mapping[str, SignalSet]:
    """Return the named sets, by name."""
    return {row.id: row for row in load_rows(TABLES / "sets.toml", SignalSet)}


@cache
def provisions() -> tuple[Provision, ...]:
    """Return all provisions with their sets spelt out, in the order of the tables.

    Raises:
        BadTable: A row is wrong, or names a signal, set or provision that does not exist.
    """
    rows = [row for name in _PROVISION_TABLES for row in _rows(name)]
    known = {row.id for row in rows}
    for row in rows:
        unknown = (set(row.signals) - signal_words().keys()) | (set(row.joins) - known)
        if unknown or (row.display is Display.NEUTRAL_LABEL) != (row.label is not None):
            raise _bad(row.id, ", ".join(sorted(unknown)) or "label")
        for each in row.asked_when:
            if each.text not in row.cannot_see + row.to_decide or {*each.signals} - {*row.signals}:
                raise _bad(row.id, each.text)
    return tuple(rows)


def _rows(name: str) -> Iterable[Provision]:
    for row in load_rows(TABLES / f"{name}.toml", Provision):
        yield replace(
            row,
            needs_one_of=_spelt_out(row, row.needs_one_of),
            needs_repeated=_spelt_out(row, row.needs_repeated),
            only_with={key: _spelt_out(row, names) for key, names in row.only_with.items()},
        )


def _spelt_out(row: Provision, names: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        if name in signal_sets():
            found.extend(signal_sets()[name].signals)
        elif name in signal_words():
            found.append(name)
        else:
            raise _bad(row.id, name)
    return tuple(dict.fromkeys(found))


def _bad(row: str, what: str) -> BadTable:
    return BadTable(f"The law table row {row} does not hold together: {what}.", _OUR_BUG)


@cache
def _wording() -> Mapping[str, str]:
    return {str(key): str(text) for key, text in read_toml(TABLES / "wording.toml").items()}


def words(key: str, **values: object) -> str:
    """Return the sentence `key` of the law room's own wording, with its `{places}` filled in."""
    return _wording()[key].format(**values)
