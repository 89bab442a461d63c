"""Lines of a name and words without any date, as people type a chat or copy it from a page.

Nothing about it is fixed, so it is taken only where the lines are plainly a conversation: few
names, which come again, before most lines. A form, a recipe or a list of settings is none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyser.ingest._columns import is_heading
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._text import behind, decode, encoding_of, lines_of
from analyser.records import Kind
from analyser.times import plain

_CLOCK = (
    r"(?P<clock>\[?(?:\d{1,2}[./]\d{1,2}\.?,? )?"  # a day without its year, as Teams copies it
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\b\.?)?\]?)"
)
_LINE = re.compile(
    r"(?:[>•*-]{1,2}[ \t]{1,3}){0,2}\*{0,2}"  # quoted in an e-mail, in a list, or in bold
    rf"(?:{_CLOCK}[ \t,–-]{{1,4}})?"
    r"(?P<who>[^\s:,;!?/\\<>\[\](){}\"“”=|#*.'•–—-][^\n:,;!?/\\<>\[\]{}\"“”=|#*]{0,39}?)"
    r"\*{0,2}(?:[ \u00a0]?:\*{0,2}(?:\s+|$)|：\s*)(?P<text>.*)",
    re.IGNORECASE,
)
_ANGLED = re.compile(
    rf"(?:{_CLOCK}[ \t,–-]{{1,4}})?<[ @+%&~]?(?P<who>[^\W\d_][^\n:<>/=]{{0,39}})> (?P<text>.*)",
    re.IGNORECASE,
)
"""As chat rooms have it; what closes again further on is a page's code."""
_DATE = re.compile(r"(?<!\d)\d{1,4}([./-])\d{1,2}\1\d{2,4}(?!\d)")
_LABELS = frozenset(
    ("note", "to", "subject", "re", "cc", "q", "a", "question", "answer", "error", "info")
    + ("warning", "warn", "debug", "trace", "fatal", "critical", "notice", "id", "type", "title")
    + ("url", "link", "price", "total", "address", "email", "e-mail", "tel", "key", "value", "step")
    + ("pro", "con", "yes", "no", "ps", "p.s.", "pps", "nb", "n.b.", "chorus", "verse", "tip")
)
OWNER = frozenset(("me", "you"))
_LOOKED_AT_LINES = 400
_LONGEST_NAME_WORDS = 4
DIGITS_OF_A_NUMBER = 9
_LINES_AT_LEAST = 3
_HEADING_LINES = 3
_TWO = 2
"""So many people answer each other in turn."""
_ONCE_AT_MOST = 5
_IN_ORDER = 0.85
"""So much of the turns in one order is a list: people do not speak so."""
_SHOWN_AT_MOST = 3
_FACT = "Read as lines of a name and words. Whoever typed or pasted them could change them."
NO_DATES = (
    "This file shows no dates, so nothing tells on which day these messages were written.",
    "Export the chat from the app, or add screenshots that show the days.",
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that begins with a name; `text` as it stands behind it."""

    place: int
    who: str
    clock: str
    text: str


def _line(place: int, written: str) -> _Line | None:
    """Return what a line says, and who says it; None where it does not begin with a name."""
    line = plain(written).rstrip()
    match = _LINE.fullmatch(line) or _ANGLED.fullmatch(line)
    if match is None or "</" in match["text"]:
        return None
    who = match["who"].strip()
    letters = any(char.isalpha() for char in who)
    number = sum(char.isdigit() for char in who) >= DIGITS_OF_A_NUMBER
    if not (letters or number) or len(who.split()) > _LONGEST_NAME_WORDS or is_label(who):
        return None
    clock = match["clock"] or ""
    # The match is on the line without marks; the words are taken as they stand.
    before = match.start("text")
    return _Line(place, who, clock.strip("[]"), behind(written, before).lstrip(" \t"))


def is_label(who: str) -> bool:
    """Tell whether it stands before words without being a name, as in a form."""
    return who.casefold() in _LABELS or is_heading(who)


def recognises(head: bytes) -> bool:
    """Tell whether most lines begin with one of a few names that come again."""
    encoding = encoding_of(head)
    if encoding is None:
        return False
    text = head.decode(encoding, errors="replace").lstrip("\ufeff")
    lines = [line for line in lines_of(text) if line.strip()][:_LOOKED_AT_LINES]
    said = [each for n, line in enumerate(lines) if (each := _line(n, line))]
    # Where the name stands on a line of its own, the words are below it.
    explained = len(said) + sum(not each.text for each in said)
    return (
        len(said) >= _LINES_AT_LEAST
        and explained * 2 >= len(lines)
        and said[0].place < _HEADING_LINES
        and sum(line[0] in " \t" for line in lines) * 10 <= len(lines)
        and _come_again(said, of=len(lines))
        and _are_words(said)
    )


def _come_again(said: Sequence[_Line], *, of: int) -> bool:
    """Tell whether the same few names come again."""
    names = Counter(each.who for each in said)
    once = sum(count == 1 for count in names.values())
    if once > min(_ONCE_AT_MOST, max(1, len(said) // 4)):
        return False
    if len(names) == 1:
        return len(said) == of and not said[0].who[0].islower()
    return len(names) == _TWO or not _are_records(said)


def _are_records(said: Sequence[_Line]) -> bool:
    """Tell whether names do not come back, or in one order, as in lists of records."""
    turns = [(a.who, b.who) for a, b in pairwise(said) if a.who != b.who]
    after: dict[str, Counter[str]] = {}
    for one, other in turns:
        after.setdefault(one, Counter())[other] += 1
    back = len(turns) - len({name for pair in turns for name in pair}) + 1
    same = sum(max(each.values()) for each in after.values())
    return not back or (back > _TWO and same >= _IN_ORDER * len(turns))


def _are_words(said: Sequence[_Line]) -> bool:
    """Tell whether the lines hold words and not settings, and no dates that were not read."""
    spoken = sum(len(each.text.split()) != 1 for each in said)
    dated = sum(bool(_DATE.search(plain(each.text))) for each in said)
    return spoken * 5 >= len(said) and dated * 2 < len(said)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of the text, in its order."""
    lines = lines_of(decode(data)[0].lstrip("\ufeff"))
    said = [each for n, line in enumerate(lines) if (each := _line(n, line))]
    names = Counter(each.who for each in said)
    once = [name for name, count in names.items() if count == 1 and name.casefold() not in OWNER]
    return Drafted(
        items=(*above(lines[: said[0].place if said else len(lines)]), *_drafts(lines, said)),
        app=None,
        facts=(_FACT,),
        problems=(NO_DATES, *([_once(once)] if once and len(names) > _TWO else [])),
    )


def _once(names: Sequence[str]) -> tuple[str, str]:
    shown = ", ".join(f"'{name}'" for name in names[:_SHOWN_AT_MOST])
    more = f" and {len(names) - _SHOWN_AT_MOST} more" if len(names) > _SHOWN_AT_MOST else ""
    what = f"These stand before one line only, and were taken for names: {shown}{more}."
    return what, "Check whether each is a person or belongs to the message above it."


def above(lines: Sequence[str]) -> Iterator[Stray]:
    """Yield what stands above the first message, which no rule can read."""
    for position, line in enumerate(lines, start=1):
        if line.strip():
            yield Stray(position=position, text=line, reason="No message begins before it.")


def _drafts(lines: Sequence[str], said: Sequence[_Line]) -> Iterator[Draft]:
    ends = [each.place for each in said[1:]] + [len(lines)]
    for each, end in zip(said, ends, strict=True):
        more = lines[each.place + 1 : end]
        text = "\n".join([each.text, *more]).strip("\n")
        yield Draft(
            position=each.place + 1,
            units=1 + sum(bool(line.strip()) for line in more),
            shown_as=each.clock or None,
            sender=each.who,
            owner_shown=each.who.casefold() in OWNER,
            text=text,
            kind=Kind.TEXT if text else Kind.UNKNOWN,
        )


FORMAT = ChatFormat(
    id="undated_txt",
    label="Lines of a name and words, without dates",
    recognises=recognises,
    draft=draft,
)
