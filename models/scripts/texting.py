"""Write careful sentences as people text: the augmentation of the parser's training data.

Heads, relations and tags stay as they are. Every change keeps the words apart where spaCy's English
tokenizer would cut them, so that the trees still fit: "don't" becomes "dont", which it cuts into
"do" and "nt"; "I'll" stays as it is, because "ill" is one token to it.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from conllu import Token

SPELLINGS = {
    "you": ("u",),
    "your": ("ur",),
    "are": ("r",),
    "why": ("y",),
    "see": ("c",),
    "because": ("cos", "cuz", "bc", "coz"),
    "please": ("pls", "plz"),
    "people": ("ppl",),
    "tonight": ("tonite", "2nite"),
    "tomorrow": ("tmrw", "tomoz", "2moro", "tomorow"),
    "what": ("wat", "wot"),
    "the": ("da", "teh"),
    "though": ("tho",),
    "through": ("thru",),
    "okay": ("ok", "k"),
    "with": ("wiv", "w"),
    "about": ("bout", "abt"),
    "just": ("jus", "jst"),
    "something": ("summat", "sumthing"),
    "someone": ("sum1",),
    "thanks": ("thx", "ta"),
    "for": ("4",),
    "before": ("b4",),
    "never": ("neva",),
    "them": ("em", "dem"),
    "that": ("dat",),
    "this": ("dis",),
    "know": ("kno", "no"),
    "love": ("luv",),
    "really": ("rly", "realy"),
    "probably": ("prob", "prolly"),
    "have": ("av", "hav"),
    "give": ("giv",),
    "friend": ("mate",),
    "definitely": ("def", "defo", "definately"),
    "nothing": ("nuffin", "nowt"),
    "message": ("msg",),
    "minutes": ("mins",),
    "want": ("wnt",),
    "my": ("me",),
    "and": ("n", "&", "an"),
}
ENDINGS = (
    ("lol", "INTJ", "UH"),
    ("haha", "INTJ", "UH"),
    ("tbh", "ADV", "RB"),
    ("mate", "NOUN", "NN"),
    ("x", "SYM", "NFP"),
    ("xx", "SYM", "NFP"),
    ("😂", "SYM", "NFP"),
    ("😡", "SYM", "NFP"),
    ("❤️", "SYM", "NFP"),
)
"""What is put after a sentence, with its part of speech and tag; "discourse" or "vocative"."""

_CUT_WITHOUT_APOSTROPHE = {"n't": "nt", "'s": "s", "'m": "m", "'re": "re", "'ve": "ve", "'d": "d"}
_BEFORE_S = frozenset(("that", "what", "he", "she", "there", "here", "who", "where", "how"))
_BEFORE_D = frozenset(("i", "you", "they", "who"))
_BEFORE_N_T = frozenset(
    ("do", "did", "does", "is", "was", "are", "ca", "wo", "would", "could", "should", "have", "has")
)
_DROPPED_MARKS = frozenset((".", ",", "!", "?", ";", ":", '"', "''", "``"))
_TO_NA = {"going": "gon", "got": "got"}
_PLAIN_SPELLING = 0.45  # share of words of the table left as they are


def as_texted(tokens: Sequence[Token], chance: Random) -> tuple[Token, ...]:
    """Return the sentence as it might be texted; how heavily is drawn by `chance`."""
    heavy = chance.random() < 0.7
    words = _without_marks(list(tokens), chance, 0.85 if heavy else 0.4)
    if heavy:
        words = _run_together(words, chance)
    lower = chance.random() < 0.75
    apostrophes = chance.random() < 0.3
    for index, word in enumerate(words):
        form = word.form.lower() if lower else word.form
        before = words[index - 1].form.lower() if index else ""
        if not apostrophes:
            form = _without_apostrophe(form, before)
        if heavy:
            form = _respelt(form, chance)
        words[index] = replace(word, form=form, lemma=_lemma(word, form))
    return tuple(_with_ending(words, chance))


def _without_marks(words: list[Token], chance: Random, share: float) -> list[Token]:
    """Leave out most punctuation marks that nothing hangs on."""
    heads = {word.head for index, word in enumerate(words) if word.head != index}
    commas, last = chance.random() < share, chance.random() < share
    kept = [
        index
        for index, word in enumerate(words)
        if index in heads
        or word.dep == "ROOT"
        or word.form not in _DROPPED_MARKS
        or not (last if index == len(words) - 1 else commas)
    ]
    place = {old: new for new, old in enumerate(kept)}
    result = []
    for old in kept:
        dropped_next = old + 1 not in place
        result.append(
            replace(words[old], head=place[words[old].head], space=words[old].space or dropped_next)
        )
    return result


def _without_apostrophe(form: str, before: str) -> str:
    lower = form.lower().replace("’", "'")
    fits = (
        (lower == "n't" and before in _BEFORE_N_T)
        or (lower == "'s" and before in _BEFORE_S)
        or (lower == "'m" and before == "i")
        or (lower == "'re" and before in ("you", "they"))
        or (lower == "'ve" and before in ("i", "you", "they", "would", "could", "should"))
        or (lower == "'d" and before in _BEFORE_D)
    )
    return _CUT_WITHOUT_APOSTROPHE[lower] if fits else form


def _respelt(form: str, chance: Random) -> str:
    lower = form.lower()
    if lower in SPELLINGS:
        return form if chance.random() < _PLAIN_SPELLING else chance.choice(SPELLINGS[lower])
    if not (form.isalpha() and len(form) > 2):
        return form
    draw = chance.random()
    if draw < 0.03:
        return _drawn_out(form, chance)
    if draw < 0.06 and len(form) > 4:
        return _mistyped(form, chance)
    if lower.endswith("ing") and len(form) > 4 and draw > 0.8:
        return form[:-1]
    return form


def _drawn_out(form: str, chance: Random) -> str:
    """Repeat the last letter, or the last vowel, as in "sooo" or "pleeease"."""
    places = [len(form) - 1] + [i for i, char in enumerate(form) if char in "aeiou"][-1:]
    place = chance.choice(places)
    return form[:place] + form[place] * chance.randint(2, 5) + form[place:]


def _mistyped(form: str, chance: Random) -> str:
    place = chance.randrange(1, len(form) - 1)
    if chance.random() < 0.5:
        return form[:place] + form[place + 1 :]
    return form[:place] + form[place + 1] + form[place] + form[place + 2 :]


def _lemma(word: Token, form: str) -> str:
    """Keep the lemma where the spelling is ordinary: typing slips teach the lemmatizer nothing."""
    lower, plain = form.lower(), word.form.lower()
    known = lower == plain or lower in SPELLINGS.get(plain, ()) or len(plain) <= 3
    return word.lemma if known else ""


def _run_together(words: list[Token], chance: Random) -> list[Token]:
    """Write "gonna" and "gotta"; spaCy's tokenizer cuts them in two, so the tree still fits."""
    for index in range(len(words) - 1):
        first, second = words[index], words[index + 1]
        start = _TO_NA.get(first.form.lower())
        if start and second.form.lower() == "to" and second.dep == "mark" and chance.random() < 0.7:
            words[index] = replace(first, form=start, lemma=first.lemma, space=False)
            words[index + 1] = replace(second, form="na" if start == "gon" else "ta")
    return words


def _with_ending(words: list[Token], chance: Random) -> list[Token]:
    if chance.random() > 0.15:
        return words
    root = next(index for index, word in enumerate(words) if word.dep == "ROOT")
    form, pos, tag = chance.choice(ENDINGS)
    dep = "vocative" if pos == "NOUN" else "advmod" if pos == "ADV" else "discourse"
    words[-1] = replace(words[-1], space=True)
    number = "Number=Sing" if pos == "NOUN" else ""
    return [*words, Token(form, form, pos, tag, number, root, dep, True)]
