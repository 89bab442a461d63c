"""Messages copied off the page of Slack or of Messenger: their times stand without a day.

Source: seen when copying from these pages; neither is a documented format.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._text import decode, encoding_of, lines_of
from analyser.ingest._wall import Wall, wall_of
from analyser.ingest.undated_txt import NO_DATES, above
from analyser.records import Kind, Side
from analyser.times import plain, read_clock
from analyser.wording import counted

_CLOCK = r"\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?"
_SLACK = re.compile(
    rf"(?P<who>[^\W\d_][^:\[\]]{{0,39}}?)(?:\s?:[a-z\d_+-]{{1,40}}:)?(?:\s{{1,2}}APP)?\s{{2,4}}(?P<clock>{_CLOCK})",
    re.IGNORECASE,
)
_ALONE = re.compile(_CLOCK, re.IGNORECASE)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DAY = re.compile(
    rf"{_WEEKDAY},? (?:[a-z]{{3,9}} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? [a-z]{{3,9}})"
    r"(?:st|nd|rd|th)?",
    re.IGNORECASE,
)
_NEAR = ("today", "yesterday")
_AT = re.compile(rf"(?:(?:{_WEEKDAY}|today|yesterday),? (?:at )?)?{_CLOCK}", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^:;?!…]{0,39}")
_YOU, _END = "You sent", "Enter"
"""Unseen words of Messenger's page: above what the user wrote, and below every message."""
_AT_LEAST = 2
_HALF_A_DAY, _MINUTES_AT_MOST = 12 * 60, 10
_LONGEST_NAME_WORDS = 4
_PASTED = "This text was copied off a page and pasted: whoever pasted it could change it."
_ONE_TIME = "This page shows one time above several messages; it is that of the first."
_NO_DAY = "The text shows this time without a date."
_ONCE = "Check whether it is a person or belongs to the message."


@dataclass(slots=True)
class _Said:
    """One message: the lines it takes, from `begin` to `end`, and its words."""

    begin: int
    end: int
    words: Sequence[str]
    who: str | None = None
    side: Side | None = None
    shown: str | None = None
    wall: Wall = (None, None)
    inferred: bool = False
    notice: bool = False


def _looked_at(lines: Sequence[str]) -> list[str]:
    return [plain(line).strip() for line in lines]


def recognises(head: bytes) -> bool:
    """Tell whether names with a time alone, or Messenger's unseen words, part its lines."""
    encoding = encoding_of(head)
    if encoding is None:
        return False
    lines = _looked_at(lines_of(head.decode(encoding, errors="replace").lstrip("\ufeff")))
    return _is_slack(lines) or _is_messenger(lines)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of the text, in its order."""
    lines = lines_of(decode(data)[0].lstrip("\ufeff"))
    looked = _looked_at(lines)
    slack = _is_slack(looked)
    begun = next(_slack_starts(looked), 0) if slack else 0
    said = list(_slack(lines, looked) if slack else _messenger(lines, looked))
    named = Counter(each.who for each in said if each.who)
    once = [who for who, count in named.items() if count == 1 and not slack]
    return Drafted(
        items=(*above(lines[:begun]), *(_draft(each, lines) for each in said)),
        app="slack" if slack else None,
        facts=(_PASTED,),
        problems=(
            *(
                (f"'{who}' stands above one message only, and was taken for a name.", _ONCE)
                for who in once
            ),
            *_dayless(said),
        ),
    )


def _dayless(said: Sequence[_Said]) -> Iterator[tuple[str, str]]:
    """Yield what to say of messages whose day nothing tells."""
    count = sum(not each.wall[0] and not each.notice for each in said)
    if not any(each.wall[0] for each in said):
        yield NO_DATES
    elif count:
        shown = counted(count, "message in this text shows", "messages in this text show")
        yield f"{shown} no date.", "Add screenshots that show the dates, or an export of the chat."


def _draft(said: _Said, lines: Sequence[str]) -> Draft:
    text = "\n".join(said.words).strip("\n")
    return Draft(
        position=said.begin + 1,
        units=sum(bool(line.strip()) for line in lines[said.begin : said.end]),
        parts=said.wall[0],
        clock=said.wall[1],
        shown_as=said.shown,
        sender=said.who,
        side=said.side,
        text=text,
        kind=Kind.SYSTEM if said.notice else Kind.TEXT if text else Kind.UNKNOWN,
        remark=_ONE_TIME if said.inferred else _NO_DAY if said.shown and not said.wall[0] else None,
        inferred=said.inferred,
    )


def _is_slack(lines: Sequence[str]) -> bool:
    """Tell whether a few names with a time stand above most of the words."""
    full = [line for line in lines if line]
    heads = [_SLACK.fullmatch(line) for line in full]
    found = [match["who"] for match in heads if match]
    above_words = sum(bool(one) and not other for one, other in pairwise(heads))
    return (
        len(found) >= _AT_LEAST
        and any(heads[: _AT_LEAST + 1])
        and len(set(found)) <= max(2, len(found) // 2)
        and above_words * 2 > len(found)
        and len(found) * 6 >= len(full)
    )


def _slack(lines: Sequence[str], looked: Sequence[str]) -> Iterator[_Said]:
    day: tuple[int, int, int] | None = None
    who, first = None, ""
    starts = list(_slack_starts(looked))
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        line = looked[start]
        shown = line
        if match := _SLACK.fullmatch(line):
            who, shown = match["who"].strip(), match["clock"]
            first = shown
        elif not _ALONE.fullmatch(line):
            day = wall_of(line)[0]
            yield _Said(start, end, lines[start:end], notice=True)
            continue
        # A time without am or pm below one that has them may be either.
        clock = read_clock(shown) if first[-1:].isdigit() == shown[-1:].isdigit() else None
        yield _Said(start, end, lines[start + 1 : end], who, shown=shown, wall=(day, clock))


def _slack_starts(looked: Sequence[str]) -> Iterator[int]:
    """Yield where something begins: a name with its time, a time alone, or a day above a name."""
    full = [place for place, line in enumerate(looked) if line]
    last: int | None = None
    for number, place in enumerate(full):
        line = looked[place]
        above = looked[full[number - 1]] if number else ""
        below = looked[full[number + 1]] if number + 1 < len(full) else ""
        if match := _SLACK.fullmatch(line):
            last = _minutes(match["clock"])
            yield place
        elif _SLACK.fullmatch(below) and _is_day(line, looked[place - 1] if place else ""):
            last = None
            yield place
        elif _ALONE.fullmatch(line) and last is not None and not _SLACK.fullmatch(above):
            # Below one name the page has what was written within minutes; else it is words.
            now = _minutes(line)
            if below and now is not None and (now - last) % _HALF_A_DAY <= _MINUTES_AT_MOST:
                last = now
                yield place


def _minutes(shown: str) -> int | None:
    clock = read_clock(shown)
    return None if clock is None else clock.hour * 60 + clock.minute


def _is_day(line: str, above: str) -> bool:
    whole = wall_of(line)
    is_one = _DAY.fullmatch(line) or (whole[0] and not whole[1])
    return bool(is_one) or (not above and line.lower() in _NEAR)


def _is_messenger(lines: Sequence[str]) -> bool:
    """Tell whether its unseen words end most of the messages and begin some of them."""
    blocks = [block for _, _, block in _blocks(lines)]
    names = _names(blocks)
    known = [block for block in blocks if block[0] == _YOU or block[0] in names]
    own = any(block[0] == _YOU for block in blocks)
    again = Counter(block[0] for block in known).most_common(1)
    return (
        lines.count(_END) >= _AT_LEAST
        and len(known) * 2 > len(blocks)
        and (own or bool(again and again[0][1] >= _AT_LEAST))
    )


def _blocks(looked: Sequence[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield first and last place of each message, and its lines without a time above them."""
    begin = 0
    for place, line in enumerate([*looked, _END]):
        if line == _END:
            end = min(place + 1, len(looked))
            block = [each for each in looked[begin:place] if each]
            if block:
                first = next(n for n in range(begin, place) if looked[n])
                yield first, end, block[1:] if len(block) > 1 and _is_time(block[0]) else block
            begin = place + 1


def _is_time(line: str) -> bool:
    return bool(_AT.fullmatch(line)) or wall_of(line)[0] is not None


def _names(blocks: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the lines that are names: above the words of several messages, or the only such."""
    firsts = Counter(
        block[0]
        for block in blocks
        if len(block) > 1
        and block[0] != _YOU
        and _NAME.fullmatch(block[0])
        and len(block[0].split()) <= _LONGEST_NAME_WORDS
    )
    return frozenset(name for name, count in firsts.items() if count > 1 or len(firsts) == 1)


def _messenger(lines: Sequence[str], looked: Sequence[str]) -> Iterator[_Said]:
    blocks = list(_blocks(looked))
    names = _names([block for _, _, block in blocks])
    wall: Wall = (None, None)
    for begin, end, block in blocks:
        who = block[0] if block[0] in names else None
        side = Side.SENT if block[0] == _YOU else Side.RECEIVED if who else None
        shown = looked[begin] if looked[begin] != block[0] else None
        if shown:
            wall = wall_of(shown)
        last = end - (looked[end - 1] == _END)
        skipped = bool(shown) + bool(side)
        first = begin
        while skipped and first < last:
            skipped -= bool(looked[first])
            first += 1
        inferred = wall[0] is not None and not shown
        yield _Said(begin, end, lines[first:last], who, side, shown, wall, inferred)


FORMAT = ChatFormat(
    id="copied_txt", label="Text copied from Slack or Messenger", recognises=recognises, draft=draft
)
