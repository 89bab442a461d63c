"""Read a message with the trained pipeline: tags, tree and lemmas, each with its place in the text.

The pipeline was trained on texting and is given the words as typed, but for those that would
mislead it: "ill" becomes "i will", "k1ll" becomes "kill". Nothing is left out, unlike in the normal
words that rules are written over. Only messages with a match need this: it reads some thousands of
words a second.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from analyser.detect._normal import END, normal_words
from analyser.errors import ModelMissing
from analyser.model_files import SYNTAX, model_path

_SPELT_OUT = {
    **dict.fromkeys(("ill", "il"), ("i", "will")),
    **dict.fromkeys(("ima", "imma"), ("i", "am", "going", "to")),
    **dict.fromkeys(("gunna", "gonnae", "gona", "gna", "finna"), ("going", "to")),
    "boutta": ("about", "to"),
    "tryna": ("trying", "to"),
    "ull": ("you", "will"),
    "unalive": ("kill",),
    "ure": ("you", "are"),
    "wanna": ("want", "to"),
}
"""Words that spaCy's tokenizer leaves whole or cuts wrongly, and what is parsed instead."""
_ODD = re.compile(r"([^\W\d_])\1{2}|[^\W\d_][\d$@!*|€][^\W\d_]", re.IGNORECASE)
"""Letters drawn out, or signs that stand for letters."""


class _Piece(NamedTuple):
    form: str
    start: int
    end: int
    space: bool


@cache
def syntax() -> Language:
    """Return the trained pipeline; loading it takes about a second, once.

    Raises:
        ModelMissing: It is not installed, or was made for another spaCy.
    """
    try:
        nlp = spacy.load(model_path(SYNTAX))
    except (OSError, ValueError) as cause:
        raise ModelMissing(
            "The language model cannot be loaded.",
            "Get the whole program again, with its models folder, and start ./run.",
        ) from cause
    tokenizer = cast(Any, nlp.tokenizer)  # spaCy types it as any function
    for word in _SPELT_OUT:
        for form in (word, word.capitalize(), word.upper()):
            tokenizer.add_special_case(form, [{"ORTH": form}])
    return nlp


def parsed(texts: Iterable[str]) -> Iterator[Doc]:
    """Yield the parsed documents of `texts`, in their order.

    `user_data["places"]` of each has the half-open place in the text of every token, and
    `user_data["text"]` the text.
    """
    yield from syntax().pipe(map(_doc, texts))


def _doc(text: str) -> Doc:
    pieces = list(_spelt_out(text))
    # A new line ends a sentence; where else one ends is the parser's finding.
    starts: list[bool | int | None] = [
        True if i == 0 or "\n" in text[pieces[i - 1].end : piece.start] else None
        for i, piece in enumerate(pieces)
    ]
    doc = Doc(
        syntax().vocab,
        words=[piece.form for piece in pieces],
        spaces=[piece.space for piece in pieces],
        sent_starts=starts,
    )
    doc.user_data["text"] = text
    doc.user_data["places"] = [(piece.start, piece.end) for piece in pieces]
    return doc


def _spelt_out(text: str) -> Iterator[_Piece]:
    tokens = [token for token in syntax().make_doc(text) if not token.is_space]
    for token in tokens:
        forms = _forms(token.text)
        start, end = token.idx, token.idx + len(token)
        for form in forms[:-1]:
            yield _Piece(form, start, end, space=True)
        yield _Piece(forms[-1], start, end, space=text[end : end + 1].isspace())


def _forms(written: str) -> tuple[str, ...]:
    """Return the words to parse for one token of the text."""
    lower = written.lower()
    if lower in _SPELT_OUT:
        return _SPELT_OUT[lower]
    if not _ODD.search(written):
        return (lower if written.isupper() and len(written) > 1 else written,)
    folded = tuple(word.form for word in normal_words(written) if word.form != END)
    return folded if folded and all(form.isalpha() for form in folded) else (written,)
