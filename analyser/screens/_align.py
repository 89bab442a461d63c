"""Tell whether two shown rows are the same message, and how two lists of rows overlap.

Likeness alone joins nothing: an overlap needs rows that differ from each other, in order, at the
edges, and it must be the only one possible.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from analyser.handles import handle_key
from analyser.records import Certainty, Kind, Message, Side
from analyser.times import plain, read_clock

_GLYPH = "\ufffc"
_EDITS_IN_100 = 15
"""Reading errors allowed between two copies of one text, in hundredths of its length."""
_WORDS_AT_LEAST = 3
"""A row that stands alone must say enough not to be said twice in one minute by chance."""
_WORDS_ALONE = 6
_ENOUGH = 6
"""Words, up to four of a row, with two for each clock and three for a day that both show."""
_CLOCK_AT_END = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\.?)?$", re.IGNORECASE)
_HALF = re.compile(r"[ap]\.?\s?m\.?$", re.IGNORECASE)
_EDITED = re.compile(r"(?<!\s)\s*<this message was edited>\s*$")
_DAY_SHOWN = (Certainty.SECOND, Certainty.MINUTE, Certainty.DAY)
_PLACEHOLDERS = frozenset({Kind.CALL, Kind.MISSED_CALL, Kind.DELETED})
"""An app words these itself, and differently in exports and on screen."""


@dataclass(frozen=True, slots=True)
class Row:
    """A message with what it is compared by."""

    message: Message
    text: str
    digits: tuple[str, ...]
    clock: tuple[int, int] | None
    day: tuple[int, int, int] | None
    day_words: str


def row_of(message: Message) -> Row:
    """Return `message` with its text and time in a form for comparing."""
    text = _EDITED.sub("", _normal(message.text))
    when = message.when
    day = None
    if when.instant and when.certainty in _DAY_SHOWN:
        day = (when.instant.year, when.instant.month, when.instant.day)
    digits = tuple(re.findall(r"\d+", text))
    clock, day_words = _clock(message)
    return Row(message, text, digits, clock, day, day_words)


def _clock(message: Message) -> tuple[tuple[int, int] | None, str]:
    """Return the shown clock, and the words of a numbered day before it ("sat 1 mar at")."""
    shown = plain(message.when.shown_as or "").strip()
    found = _CLOCK_AT_END.search(shown)
    # "03.04.2025" ends like a clock.
    if found is None or shown[: found.start()].endswith((".", "/", "-")):
        return None, ""
    clock = read_clock(found[0])
    before = _normal(shown[: found.start()])
    numbered = any(char.isdigit() for char in before)
    return (clock.hour, clock.minute) if clock else None, before if numbered else ""


@lru_cache(maxsize=50_000)
def _normal(text: str) -> str:
    """Return `text` in small letters with each run of emoji as one unread glyph."""
    text = unicodedata.normalize("NFKC", plain(text)).casefold()
    text = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2026: "..."})
    if not text.isascii():
        marks = (_GLYPH if _is_glyph(char) else char for char in text)
        text = re.sub(rf"{_GLYPH}(?:\s*{_GLYPH})*", _GLYPH, "".join(marks))
    return " ".join(text.split())


def _is_glyph(char: str) -> bool:
    return char == _GLYPH or unicodedata.category(char) in ("So", "Sk", "Mn", "Me", "Co")


def same(one: Row, two: Row) -> bool:
    """Return whether the two rows may be one message: side, kind, time and text agree."""
    a, b = one.message, two.message
    if Side.UNKNOWN not in (a.side, b.side) and a.side is not b.side:
        return False
    if (a.kind is Kind.SYSTEM) is not (b.kind is Kind.SYSTEM):
        return False
    if one.clock and two.clock and not _one_clock(one, two):
        return False
    if one.day and two.day and one.day != two.day:
        return False
    if a.kind is b.kind and a.kind in _PLACEHOLDERS and one.clock and two.clock:
        return True
    if a.kind is b.kind is Kind.MEDIA and one.clock and two.clock:
        return _one_holds_other(one.text, two.text)
    return _texts_agree(one, two)


def _one_clock(one: Row, two: Row) -> bool:
    """Return whether two clocks are one, where `pm` may have been read in one copy only."""
    if one.clock == two.clock or one.clock is None or two.clock is None:
        return one.clock == two.clock
    halved = (
        _HALF.search(one.message.when.shown_as or ""),
        _HALF.search(two.message.when.shown_as or ""),
    )
    same_face = (one.clock[0] % 12, one.clock[1]) == (two.clock[0] % 12, two.clock[1])
    return same_face and (halved[0] is None) is not (halved[1] is None)


def _one_holds_other(one: str, two: str) -> bool:
    # On screen a picture has only its caption; an export adds the file's name.
    return one.strip(_GLYPH + " ") in two or two.strip(_GLYPH + " ") in one


def _texts_agree(one: Row, two: Row) -> bool:
    if one.message.partial or two.message.partial:
        return _cut_agrees(one, two)
    if one.text == two.text:
        return True
    return one.digits == two.digits and _near(one.text, two.text)


def _cut_agrees(one: Row, two: Row) -> bool:
    short, long = sorted((one.text, two.text), key=len)
    if not short:
        return False
    # A cut clock or word at the edge may be misread, so ends are compared as loosely as wholes.
    return _near(long[-len(short) :], short) or _near(long[: len(short)], short)


@lru_cache(maxsize=50_000)
def _near(one: str, two: str) -> bool:
    """Return whether one text becomes the other with few single edits."""
    limit = max(len(one), len(two)) * _EDITS_IN_100 // 100
    if one == two:
        return True
    if limit == 0 or abs(len(one) - len(two)) > limit:
        return False
    before = list(range(len(two) + 1))
    for i, char in enumerate(one, start=1):
        now = [i]
        for j, other in enumerate(two, start=1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (char != other)))
        if min(now) > limit:
            return False
        before = now
    return before[-1] <= limit


def tells_apart(rows: Sequence[Row]) -> bool:
    """Return whether at least two of `rows` could not be taken for one another."""
    return any(not same(rows[0], row) for row in rows[1:])


def stands_alone(one: Row, two: Row) -> bool:
    """Return whether a match of these two rows says enough with no second one beside it."""
    return (
        one.clock is not None
        and one.clock == two.clock
        and one.message.side is two.message.side is not Side.UNKNOWN
        and one.message.kind is not Kind.SYSTEM
        and min(len(one.text.split()), len(two.text.split())) >= _WORDS_AT_LEAST
    )


def says_enough(one: Sequence[Row], two: Sequence[Row]) -> bool:
    """Return whether two rows or more that match are more than chance makes alike.

    Short words in one minute may stand in two shots of different days; sentences, several
    clocks, or a day that both show may not.
    """
    if len(one) < 2 or not (tells_apart(one) and tells_apart(two)):
        return False
    words = sum(min(4, len(row.text.split())) for row in one)
    clocks = len({row.clock for row in one if row.clock})
    days = any(_one_day(a, b) for a, b in zip(one, two, strict=True))
    return words + 2 * clocks + 3 * days >= _ENOUGH


def _one_day(one: Row, two: Row) -> bool:
    # Without a year the day is not known, yet the same words show the same day.
    return (one.day is not None and one.day == two.day) or (
        one.day_words != "" and one.day_words == two.day_words
    )


def _same_place(one: Row, two: Row) -> bool:
    """Return whether the only row in common matches in time, side and place.

    Its day is known in both, and either the edge cuts one of the two, or it is too long to be
    sent twice in one minute.
    """
    long_ = min(len(one.text.split()), len(two.text.split())) >= _WORDS_ALONE
    cut = one.message.partial or two.message.partial
    return stands_alone(one, two) and one.day is not None and one.day == two.day and (cut or long_)


def overlap(first: Sequence[Row], then: Sequence[Row]) -> int:
    """Return how many rows at the end of `first` are the rows at the start of `then`; 0 for none.

    Where more than one number fits, nothing tells which is right, and the answer is 0.
    """
    fits = _fits(first, then) or _fits_but_cut(first, then)
    if len(fits) != 1:
        return 0
    count = fits[0]
    tail, head = first[len(first) - count :], then[:count]
    if says_enough(tail, head):
        return count
    if count == 1 and _same_place(tail[0], head[0]):
        # Words that this chat repeats may have been said twice in a minute here too.
        others = (*first[:-1], *then[1:])
        return 0 if any(row.text == head[0].text for row in others) else 1
    return 0


def may_overlap(first: Sequence[Row], then: Sequence[Row]) -> bool:
    """Return whether the end of `first` could be the start of `then`, surely or not."""
    return bool(_fits(first, then))


def _fits(first: Sequence[Row], then: Sequence[Row]) -> list[int]:
    counts = range(1, min(len(first), len(then)) + 1)
    return [
        count
        for count in counts
        if all(same(a, b) for a, b in zip(first[len(first) - count :], then[:count], strict=True))
    ]


def _fits_but_cut(first: Sequence[Row], then: Sequence[Row]) -> list[int]:
    """Return the numbers that fit but for a message which an edge cuts so that it was misread.

    The rows between must say enough by themselves.
    """
    found = []
    for count in range(3, min(len(first), len(then)) + 1):
        tail, head = first[len(first) - count :], then[:count]
        pairs = list(zip(tail, head, strict=True))
        at_top = _may_be_cut(*pairs[0], cut=pairs[0][1])
        at_bottom = _may_be_cut(*pairs[-1], cut=pairs[-1][0])
        start, end = int(at_top), count - int(at_bottom)
        if all(same(a, b) for a, b in pairs[start:end]) and says_enough(
            tail[start:end], head[start:end]
        ):
            found.append(count)
    return found


def _may_be_cut(one: Row, two: Row, *, cut: Row) -> bool:
    """Return whether the row at the edge of its shot may be the other, cut off or covered there.

    Where it is not seen to be cut, one of the texts must begin or end with the other.
    """
    if same(one, two):
        return cut.message.partial
    return _may_be(one, two) and (cut.message.partial or _cut_agrees(one, two))


def _may_be(one: Row, two: Row) -> bool:
    """Return whether nothing but the text speaks against the two rows being one message."""
    a, b = one.message, two.message
    sides = Side.UNKNOWN in (a.side, b.side) or a.side is b.side
    clocks = None in (one.clock, two.clock) or _one_clock(one, two)
    return sides and clocks and (a.kind is Kind.SYSTEM) is (b.kind is Kind.SYSTEM)


def inside(whole: Sequence[Row], part: Sequence[Row]) -> int | None:
    """Return at which row of `whole` all rows of `part` stand, where only one place fits."""
    places = [
        start
        for start in range(len(whole) - len(part) + 1)
        if all(same(a, b) for a, b in zip(whole[start:], part, strict=False))
    ]
    if len(places) != 1:
        return None
    stretch = whole[places[0] : places[0] + len(part)]
    return places[0] if says_enough(stretch, part) else None


def names_of(rows: Sequence[Row]) -> frozenset[str]:
    """Return the keys of the names that the other side is shown by."""
    return frozenset(
        handle_key(row.message.sender)
        for row in rows
        if row.message.sender and row.message.side is not Side.SENT
    )


def one_chat(first: Sequence[Row], then: Sequence[Row]) -> bool:
    """Return whether the rows may be of one chat: same app, and names that do not differ."""
    apps = {row.message.app for row in (*first[:1], *then[:1])} - {None}
    one, two = names_of(first), names_of(then)
    return len(apps) <= 1 and (not one or not two or bool(one & two))
