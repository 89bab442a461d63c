"""How flagged words are meant, from the words around them: quoted, denied, joking, conditional."""

import re
from collections.abc import Container, Sequence
from functools import lru_cache

from analyser.detect._normal import END
from analyser.findings import FlagReading
from analyser.signals import signals

_REPORTS = frozenset(
    (
        "said",
        "says",
        "say",
        "saying",
        "told",
        "tells",
        "telling",
        "texted",
        "wrote",
        "writes",
        "messaged",
        "threatened",
        "threatens",
        "shouted",
        "screamed",
        "claims",
        "claimed",
        "reckons",
        "lyrics",
        "sings",
        "quote",
        "quoting",
        "asked",
    )
)
_NOT_A_REPORT_AFTER = frozenset({"i", "we"})
"""\"I said I'll kill you\" repeats a threat, it does not report one."""
_NEGATIONS = frozenset({"not", "never", "nor"})
_NOT_DENYING_AFTER = frozenset({"joking", "kidding", "messing", "only", "even", "afraid", "scared"})
_BACK_WORDS = 2
_SUBJECTS = frozenset(("i", "we", "they", "he", "she", "someone", "my"))
_THINKING = frozenset(
    (
        "think",
        "thinking",
        "say",
        "saying",
        "said",
        "believe",
        "mean",
        "promise",
        "promising",
        "that",
    )
)
_CALLED = re.compile(
    r"(?<!i )(?<!we )(?<!will )\bcall(?:s|ed|ing)? "
    r"(?:people|someone|somebody|anyone|him|her|them|me|us|women|men|kids|folk|others|(?:a|an)$)"
)
""""Stop calling people …", "to be called a …": tells what is said of others, or against it."""
_CALLED_WORDS = 5
_GREETINGS = frozenset(("sorry", "hello", "hi", "hey", "thanks", "bye", "goodbye", "nothing"))
_DISOWNED = re.compile(
    r"(?:^| )(?:i|we|\.)(?: have)? (?:never (?:said|told|called|meant|asked (?=for ))"
    r"|(?:did|have) not (?:say|said|tell|told|call|called|mean|meant|ask (?=for ))"
    r"|(?:am|are|was) not (?:saying|calling|asking (?=for )))"
    r"(?: (?:that|you|him|her|them|anyone|any|one|to|i|we|would|will|a|an|the|for|was|am|going))*$"
)
""""I never said i would", over normal words that end where the flagged ones begin."""
_DISOWNED_WORDS = 12
_THOUGHT_WORDS = 8
"""How far before the words a "not think" may stand: "do not think for one second i will not"."""
_DENIABLE = (
    "threat_kill",
    "threat_violence",
    "threat_sexual",
    "threat_property",
    "threat_expose",
    "blackmail_demand",
    "harm_wish",
    "surveillance",
)
_IF = frozenset({"if", "unless", "until", "otherwise", "whoever"})
_JOKE_WORDS = re.compile(
    r"\b(?:l+o+l+(?:ol)*|lmao+|lmfao|rofl|(?:ha){2,}h?|(?:he){2,}|j/?k|(?:only|just) joking|"
    r"(?:only|just) kidding|(?:im|i'm) (?:joking|kidding)|banter|x?d{2,}|jokes)\b|[😂🤣😆😹😜🤪]",
    re.IGNORECASE,
)
_NO_JOKE = re.compile(
    r"\b(?:not|no|isn'?t|aint|ain'?t)\s+(?:a\s+|even\s+)?jok(?:e|ing)|\bnot kidding|"
    r"(?<!don't )(?<!dont )(?<!not )(?<!you )\bmean (?:it|every word|what i sa(?:y|id))\b|"
    r"\b(?:i'?m|i am|dead(?:ly)?) serious\b|\b(?:won'?t|not) be (?:laugh|smil|smirk|grinn)ing\b|"
    r"\b(?:thinks?|thought|reckons?)\s+(?:this is|it'?s|i'?m|we'?re)\s+(?:a\s+)?jok(?:e|ing)",
    re.IGNORECASE,
)
_TELLERS = frozenset(("i", "we", "he", "she", "they", "it", "my", "our", "this", "that", "there"))
_HELPING = frozenset(("will", "am", "are", "have", "had", "can", "could", "know", "do"))
_FURTHEST_WORDS = 400
"""A sentence goes on no further to either side; texts without a full stop have no end."""
_FURTHEST_SIGNS = 400
"""What was said further back is no report of these words."""
_SAID = re.compile(rf"\b(?:{'|'.join(sorted(_REPORTS))})\b")
_HENCE = re.compile(
    r"\b(?:so|therefore|that['’]?s why)[,\s]+(?:$|(?:i|we|im|ill|ima|imma|gonna)\b)"
)
"""The writer draws a conclusion: what follows is theirs."""
_QUOTES = (("“", "”"), ("«", "»"), ('"', '"'), ("‘", "’"))


def reading_of(
    words: Sequence[str],
    start: int,
    end: int,
    *,
    text: str,
    place: tuple[int, int],
    signal: str,
    meant_with_not: Container[str] = (),
) -> FlagReading:
    """Return how the normal words from `start` to `end` are meant.

    Args:
        words: Normal words of the message.
        start: First flagged word.
        end: One past the last flagged word.
        text: The message as written.
        place: Half-open place of the flagged words in `text`.
        signal: What they were flagged as.
        meant_with_not: Words before which a "not" is part of what is meant ("you will not see
            Christmas"), so that it denies nothing.
    """
    first, last = _sentence(words, start, end)
    # "I would never hit you but I will knock you out" denies nothing of what comes after.
    clause = max((n + 1 for n in range(first, end - 1) if words[n] == "but"), default=first)
    reported = _reported(_unquoted(words[first:start], text[: place[0]]))
    if (reported and not speaks_again(text, place[0])) or _in_quotes(text, place):
        return FlagReading.QUOTED
    if _DISOWNED.search(" ".join(words[max(0, start - _DISOWNED_WORDS) : start])):
        return FlagReading.DENIED
    deniable = signals()[signal].group in _DENIABLE
    if deniable and _denied(words, clause, start, end, meant_with_not):
        return FlagReading.DENIED
    if _joking(text):
        return FlagReading.JOKING
    return (
        FlagReading.CONDITIONAL if _conditional(words, first, last, start) else FlagReading.STATED
    )


@lru_cache(maxsize=16)
def _joking(text: str) -> bool:
    """Tell whether the message shows signs of a joke; asked again for each match in it."""
    return bool(_JOKE_WORDS.search(text)) and not is_meant(text)


def is_meant(text: str) -> bool:
    """Tell whether the writer says that it is no joke."""
    return bool(_NO_JOKE.search(text))


def _sentence(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    first = start
    least, most = max(0, start - _FURTHEST_WORDS), min(len(words), end + _FURTHEST_WORDS)
    while first > least and words[first - 1] != END:
        first -= 1
    last = end
    while last < most and words[last] != END:
        last += 1
    return first, last


def _in_quotes(text: str, place: tuple[int, int]) -> bool:
    """Tell whether quotation marks stand around the words but not around the whole message.

    Marks around all of it tell of nobody who said it, so they leave open whose words it holds.
    """
    before, after = text[: place[0]], text[place[1] :]
    if (text.strip()[:1], text.strip()[-1:]) in _QUOTES and not _marks_in(text.strip()[1:-1]):
        return False
    for opening, closing in _QUOTES:
        if opening == closing:
            if before.count(opening) % 2 == 1 and closing in after:
                return True
        elif before.rfind(opening) > before.rfind(closing) and closing in after:
            return True
    return False


def _marks_in(text: str) -> bool:
    return any(mark in text for pair in _QUOTES[:3] for mark in pair)


def _unquoted(words: Sequence[str], text: str) -> Sequence[str]:
    """Return the words behind the last quotation that ends in `text`: what it reports is over."""
    closed = max(text.rfind(closing) for _, closing in _QUOTES[:3])
    if closed < 0 or _in_quotes(text, (len(text), len(text))):
        return words
    behind = len(re.findall(r"\w[\w'\u2019]*", text[closed:]))
    return words[len(words) - min(behind, len(words)) :]


def _reported(before: Sequence[str]) -> bool:
    """Tell whether somebody else's saying stands before the words, in the same sentence."""
    for index, word in enumerate(before):
        if word not in _REPORTS:
            continue
        who = set(before[max(0, index - 3) : index])
        after = before[index + 1 :]
        if _passed_on(after) or _no_saying(who, after):
            continue
        if index > 0 and not who & _NOT_A_REPORT_AFTER:
            return True
    return (
        "was like" in " ".join(before)
        or "forwarded" in before
        or bool(_CALLED.search(" ".join(before[-_CALLED_WORDS:])))
    )


def speaks_again(text: str, at: int) -> bool:
    """Tell whether from `at` the writer goes on in words of their own: "he said no so I …"."""
    near = text[max(0, at - _FURTHEST_SIGNS) : at].lower()
    said = [found.end() for found in _SAID.finditer(near)]
    return bool(said) and _HENCE.search(near, said[-1]) is not None


def _passed_on(after: Sequence[str]) -> bool:
    """Tell whether a saying is to reach the reader: "he said to tell you he will …"."""
    return "to tell you" in " ".join(after)


def _no_saying(who: Container[str], after: Sequence[str]) -> bool:
    """Tell whether it is "whatever they say i will …" or "he said sorry", which says no more."""
    if not _GREETINGS.isdisjoint(after[:1]):
        return True
    return ("what" in who or "whatever" in who) and after[:1] not in (["was"], ["is"])


def _denied(words: Sequence[str], clause: int, start: int, end: int, meant: Container[str]) -> bool:
    """Tell whether a "not" rules the words out; one that rules out another "not" does not."""
    if any(_denies(words, n, meant) for n in range(start, end)):
        return not _of_thought(words[clause:start])
    near = [n for n in range(max(clause, start - _BACK_WORDS), start) if _denies(words, n, meant)]
    if words[start] in _SUBJECTS:  # "you never listen so i will …": of a clause of its own
        return any(words[n + 1] in _THINKING for n in near)
    return bool(near)


def _denies(words: Sequence[str], index: int, meant: Container[str]) -> bool:
    follows = words[index + 1] if index + 1 < len(words) else ""
    if words[index] not in _NEGATIONS or words[index - 1] == "or":  # "like it or not"
        return False
    return follows not in _NOT_DENYING_AFTER and follows not in meant


def _of_thought(before: Sequence[str]) -> bool:
    """Tell whether it ends in a "do not think", close enough for what follows to be thought."""
    pairs = zip(before[-_THOUGHT_WORDS:], before[-_THOUGHT_WORDS + 1 :], strict=False)
    return any(one in _NEGATIONS and two in _THINKING for one, two in pairs)


def _tells(clause: Sequence[str]) -> bool:
    """Tell whether a clause before "and i will" tells something: "i will find you and i will …".

    Without a subject of its own it is an order ("tell anyone and i will …"), and what the reader
    does ("you come near me and i will …") is a condition as well.
    """
    if clause[:1] and clause[0] in _TELLERS:
        return True
    pairs = zip(clause, clause[1:], strict=False)
    return any(one in ("i", "we") and two in _HELPING for one, two in pairs)


def _conditional(words: Sequence[str], first: int, last: int, start: int) -> bool:
    sentence = list(words[first:last])
    joined = f" {' '.join(sentence)} "
    if set(sentence) & _IF:
        return True
    if any(
        phrase in joined
        for phrase in (
            " or else ",
            " next time ",
            " see what happens ",
            " or i will ",
            " or we will ",
        )
    ):
        return True
    if " and i will " in joined and not _tells(joined[: joined.index(" and i will ")].split()):
        return True
    # "Be there. Or ..." carries the condition over a full stop.
    return start > 0 and words[first] == "or"
