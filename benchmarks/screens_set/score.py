"""Set what a reader gave beside the truth of a picture, message by message."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from screens_set.letters import MARK, bare, distance, distance_within, invented, likeness, marked
from screens_set.readers import Read, Said

FOUND = 0.5
"""Texts at least so alike, in the same order, are the same message."""
TEXT_RIGHT = 0.10
NAME_RIGHT = 0.9
"""Names with a lost accent are not right: a name is who is spoken of."""
NOTICE = 0.7
MOSTLY = 0.6
TOLD = 0.3
"""Share of the smaller of two boxes in the other where a message is named as not read."""
SHORT = 4
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:[ap]m)?$")
Truth = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One message of the truth, and how it was read; None where it is not judged.

    Attributes:
        told: It was not found, and its place is named as not read or its words are in another.
    """

    truth: Truth
    said: Said | None
    edits: int
    length: int
    text: bool
    side: bool
    time: bool
    sender: bool | None
    day: bool | None
    invented: int
    told: bool = False

    @property
    def right(self) -> bool:
        """Tell whether text, side and displayed time are all as shown."""
        return self.said is not None and self.text and self.side and self.time


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One picture as one reader read it.

    Attributes:
        extra: What was given as a message and is none.
        of: For each record of the reader, by its id, the number of the message it shows.
    """

    truth: Truth
    judged: tuple[Judged, ...]
    extra: tuple[Said, ...]
    header: bool | None
    seconds: float
    lines_only: bool
    of: Mapping[str, int] = field(default_factory=dict)


def judge(truth: Truth, read: Read) -> Verdict:
    """Return how well one picture was read."""
    wanted = truth["messages"]
    pairs = aligned(truth, wanted, read.said)
    taken = {second for _, second in pairs}
    partner = dict(pairs)
    judged = []
    for number, message in enumerate(wanted):
        if message["optional"]:
            continue
        said = read.said[partner[number]] if number in partner else None
        one = _judged(truth, message, said, read.page)
        judged.append(replace(one, told=said is None and _is_told(message, read)))
    extra = tuple(
        said
        for number, said in enumerate(read.said)
        if number not in taken and not _is_notice(said, truth)
    )
    return Verdict(
        truth=truth,
        judged=tuple(judged),
        extra=extra,
        header=_header(truth, read),
        seconds=read.seconds,
        lines_only=read.page is not None,
        of={read.said[second].id: wanted[first]["number"] for first, second in pairs},
    )


def _is_told(message: Truth, read: Read) -> bool:
    """Tell whether a message that was not found is named as not read, or is part of another."""
    if any(_overlap(message["box"], place) > TOLD for place in read.told):
        return True
    wanted = bare(message["text"])
    given = bare(" ".join(said.text for said in read.said))
    return bool(wanted) and distance_within(wanted, given) <= TEXT_RIGHT * len(wanted)


def aligned(truth: Truth, wanted: Sequence[Truth], said: Sequence[Said]) -> list[tuple[int, int]]:
    """Return the pairs of places that are the same message, in order on both sides."""
    rows, columns = len(wanted), len(said)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    alike = [[_alike(truth, one, two) for two in said] for one in wanted]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            here = alike[i][j]
            paired = here + best[i + 1][j + 1] if here >= FOUND else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        here = alike[i][j]
        if here >= FOUND and best[i][j] == here + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _alike(truth: Truth, message: Truth, said: Said) -> float:
    over = _overlap(message["box"], said.box) if said.box else None
    if over == 0 and truth["condition"] != "photo":
        return 0.0
    near = 0.05 * (over or 0.0)  # of two that are equal, the one in the right place
    read = bare(said.text)
    if not message["text_judged"]:
        placed = over is not None and over > 0.3 and (said.kind == "media" or len(read) < 25)
        return 0.7 + near if placed else 0.0
    forms = [bare(form) for form in shown_forms(message)]
    if not any(forms):
        both = not read and (MARK in marked(said.text) or not said.text.strip())
        if said.box:
            return 0.8 + near if over and over > 0.1 and (both or len(read) < 8) else 0.0
        return 0.8 if both else 0.0
    if over and over > MOSTLY and max(map(len, forms)) <= SHORT and len(read) <= 2 * SHORT:
        return FOUND + near  # "???" read as "22?" was found, though its text is wrong
    if not read or not 0.4 < len(read) / max(1, len(max(forms, key=len))) < 2.5:
        return 0.0
    return max(likeness(form, read) for form in forms) + near


def shown_forms(message: Truth) -> list[str]:
    """Return the text that must be read, and the forms with the half-seen lines at its edges."""
    sure, more = message["text"], message["text_more"]
    if message["below"]:
        return [sure, f"{sure} {message['below']}"]
    if sure == more:
        return [sure]
    place = more.find(sure) if sure else -1
    if place < 0:
        return [sure, more]
    return [sure, more, more[: place + len(sure)], more[place:]]


def _overlap(one: Sequence[float], two: Sequence[float]) -> float:
    """Return the share of the smaller of two boxes that lies in the other."""
    wide = min(one[0] + one[2], two[0] + two[2]) - max(one[0], two[0])
    high = min(one[1] + one[3], two[1] + two[3]) - max(one[1], two[1])
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / max(1.0, min(one[2] * one[3], two[2] * two[3]))


def _judged(truth: Truth, message: Truth, said: Said | None, page: str | None) -> Judged:
    forms = [bare(form) for form in shown_forms(message)]
    if not message["text_judged"]:
        forms = [""]
    length = len(forms[0])
    if page is not None and length:
        edits = min(length, distance_within(forms[0], bare(page)))
        found = said or (Said(text="") if edits <= TEXT_RIGHT * length else None)
        return _made(truth, message, found, edits, length)
    if said is None:
        return _made(truth, message, None, length, length)
    read = bare(said.text)
    judged = message["text_judged"]
    edits = min(distance(form, read) for form in forms) if judged else 0
    return _made(truth, message, said, edits, length)


def _made(truth: Truth, message: Truth, said: Said | None, edits: int, length: int) -> Judged:
    named = message["name_shown"] and (truth["group"] or truth["family"] != "bubbles")
    name_right = said is not None and _same_name(said.sender, message["sender"])
    side = said is not None and said.side == message["side"]
    if named and truth["family"] != "bubbles":
        side = side or name_right
    sender = name_right if named and message["side"] == "received" else None
    day = None
    if message["day"] is not None:
        day = said is not None and said.day in (message["day"], *message["day_also"])
    emoji = 0
    if said is not None and not message["partial"] and message["text_judged"] and said.text:
        emoji = invented(message["text"], said.text)
    return Judged(
        truth=message,
        said=said,
        edits=min(edits, max(length, 1)),
        length=length,
        text=said is not None and edits <= TEXT_RIGHT * max(length, 1),
        side=side,
        time=said is not None and _time_right(message, said.time),
        sender=sender,
        day=day,
        invented=emoji,
    )


def _time_right(message: Truth, shown: str | None) -> bool:
    if not message["time_judged"]:
        return True
    read = _even(shown)
    also = {_even(each) for each in message["time_also"]}
    if message["time"] is None:
        return not read or read in also or any(_ends(each, read) for each in also)
    wanted = _even(message["time"])
    return read == wanted or _ends(wanted, read)


def _ends(whole: str, clock: str) -> bool:
    """Tell whether a time read is the clock with which the time shown ends."""
    match = _CLOCK.search(whole)
    return bool(match) and clock == match[0] if match else False


def _even(time: str | None) -> str:
    return re.sub(r"[^a-z0-9:]+", "", (time or "").lower())


def _same_name(read: str | None, name: str | None) -> bool:
    if not read or not name:
        return False
    one, two = bare(read).casefold(), bare(name).casefold()
    return likeness(one, two) >= NAME_RIGHT


def _header(truth: Truth, read: Read) -> bool | None:
    if truth["header"] is None or read.page is not None:
        return None
    shown = read.header
    if shown is None:
        names = Counter(s.sender for s in read.said if s.side == "received" and s.sender)
        shown = names.most_common(1)[0][0] if names and not truth["group"] else ""
    wanted = bare(truth["header"]).casefold()
    if shown.endswith(("…", "..")):  # the app itself cut it to its room
        shown = shown.rstrip("….")
        wanted = wanted[: len(bare(shown))]
    return likeness(bare(shown).casefold(), wanted) >= NAME_RIGHT


def _is_notice(said: Said, truth: Truth) -> bool:
    """Tell whether something given as a notice is one that the picture shows."""
    if said.kind != "system":
        return False
    read = bare(said.text)
    return any(likeness(bare(notice), read) >= NOTICE for notice in truth["notices"])
