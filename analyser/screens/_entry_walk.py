"""Turn an entry of a page without bubbles into a message: its side, its sender, its moment."""

import re
from datetime import timedelta
from difflib import SequenceMatcher
from zoneinfo import ZoneInfo

from analyser.records import Certainty, Kind, Moment, Side
from analyser.screens._kinds import BOX_HINT, STATUS, kind_of, without_icon
from analyser.screens._lines import UNREAD_GLYPH
from analyser.screens._own import is_mine, may_be_mine
from analyser.screens._row_entries import Entry
from analyser.screens._walk import Walk, add, clock_moment, give_up, line_moment, take_date
from analyser.time_finder import find_time
from analyser.times import resolve

_AGE = re.compile(r"(\d{1,3}|an?)\s?(m|h|d)(?:in|ins|inutes?|r|rs|ours?|ays?)?(?: ago)?$", re.I)
"""Weeks, months and years are too coarse for a day."""
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_SAME_NAME = 0.85


def take_entry(walk: Walk, entry: Entry) -> None:
    """Add what one entry says to the walk."""
    if entry.notice:
        _take_notice(walk, entry)
        return
    if not entry.text.strip() and not entry.picture:
        if not entry.partial:
            give_up(walk, entry.box, "A name was found, but no words could be read under it.")
        return
    kind = kind_of(entry.text, edited=False, picture=entry.picture)
    side = _side(walk, entry)
    if entry.quoted:
        walk.continuation += 1
    moment = _moment(walk, entry)
    add(
        walk,
        box=entry.box,
        text=without_icon(entry.text, kind),
        side=side,
        kind=kind,
        moment=moment,
        sender=_sender(walk, entry, side),
        quoted=entry.quoted,
        confidence=entry.confidence,
        partial=entry.partial,
    )
    walk.run = moment


def _take_notice(walk: Walk, entry: Entry) -> None:
    if BOX_HINT.match(entry.text) or STATUS.match(entry.text):
        walk.system += 1
    elif not take_date(walk, entry.text):
        add(
            walk,
            box=entry.box,
            text=entry.text,
            side=Side.UNKNOWN,
            kind=Kind.SYSTEM,
            confidence=entry.confidence,
        )


def _side(walk: Walk, entry: Entry) -> Side:
    """Return the side that a label or the person's own name shows; another name is no proof.

    Where the own name stands on the page, the other names are not the person's.
    """
    if entry.side is not Side.UNKNOWN or entry.name is None:
        return entry.side
    if is_mine(walk.facts, entry.name):
        return Side.SENT
    if walk.page.header is not None and _same(entry.name, walk.page.header):
        return Side.RECEIVED  # a chat is headed with the other person's name
    own = any(e.side is Side.SENT or is_mine(walk.facts, e.name) for e in walk.page.entries)
    return Side.RECEIVED if own and not may_be_mine(walk.facts, entry.name) else Side.UNKNOWN


def _sender(walk: Walk, entry: Entry, side: Side) -> str | None:
    """Return the name as the header spells it, where a label is that in capitals."""
    if side is Side.SENT:
        return walk.facts.me[0] if walk.facts.me else None
    header = walk.page.header
    if entry.name == UNREAD_GLYPH:
        return header  # a name of nothing but emoji
    if entry.name is None and side is Side.RECEIVED and not walk.page.group:
        return header
    if entry.name is None or header is None:
        return entry.name
    return header if entry.name.isupper() and _same(entry.name, header) else entry.name


def _same(name: str, header: str) -> bool:
    return SequenceMatcher(None, name.casefold(), header.casefold()).ratio() >= _SAME_NAME


def _moment(walk: Walk, entry: Entry) -> Moment:
    """Return the moment shown at an entry, or that of the first of its run, as inferred."""
    if entry.time is None:
        if not entry.first and walk.run is not None and walk.run.instant is not None:
            return Moment(instant=walk.run.instant, certainty=Certainty.INFERRED)
        return line_moment(walk)
    if match := _AGE.match(entry.time):
        return _before_capture(walk, entry.time, match)
    found = find_time(entry.time)
    if found.day is None and not found.clock:
        return Moment(shown_as=entry.time)
    return clock_moment(walk, entry.time)


def _before_capture(walk: Walk, shown_as: str, age: re.Match[str]) -> Moment:
    """Return the day that an age shows, counted back from the capture; its clock is not shown."""
    if walk.facts.captured_at is None:
        walk.unplaced += 1
        return Moment(shown_as=shown_as)
    zone = ZoneInfo(walk.facts.timezone)
    count = int(age[1]) if age[1].isdigit() else 1
    at = walk.facts.captured_at.astimezone(zone) - count * _UNITS[age[2].lower()]
    return resolve(at.date(), None, zone, shown_as=shown_as, inferred=True)
