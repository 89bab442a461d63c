"""Walk the tree of a parsed message: whose verb, who does it, to whom, with which "not" or "if".

Labels are those of Universal Dependencies 2.
"""

from collections.abc import Iterator
from enum import StrEnum

from spacy.tokens import Token


class Who(StrEnum):
    """Whom a word means, seen from the writer of the message."""

    WRITER = "writer"
    READER = "reader"
    OTHER = "other"


_WRITER = frozenset(("i", "me", "my", "myself", "we", "us", "our"))
_READER = frozenset(("you", "your", "yours", "yourself", "u", "ur"))
_NOBODY = frozenset(("nobody", "none", "no-one", "no"))
_NOT = frozenset(("not", "n't", "nt", "never", "nor"))
_ONLY = frozenset(("only", "just", "even", "joking", "kidding", "messing"))
_IN_PHRASE = frozenset(("det", "nmod:poss", "compound", "amod", "nummod", "case"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "nsubj:outer"))
_CLIMBED = frozenset(("xcomp", "aux", "cop", "compound:prt"))
SAYING = frozenset(
    (
        *("say", "tell", "text", "write", "message", "threaten", "shout", "scream", "claim"),
        *("reckon", "yell", "promise", "warn", "quote", "sing", "read", "ask", "reply", "email"),
    )
)
_IF = frozenset(("if", "unless", "until", "till", "otherwise"))
_WHEN = frozenset(("when", "whenever", "once"))
"""A condition only where the reader is to do something: "when i see you" is a time."""


def governing(inside: list[Token]) -> Token:
    """Return the verb that the words hang on, or their highest word where none is a verb."""
    chosen = set(inside)
    tops = [token for token in inside if token.head not in chosen or token.head == token]
    full = [token for token in tops if token.pos_ not in ("PUNCT", "AUX", "SCONJ", "CCONJ")]
    top = next((token for token in full if token.pos_ == "VERB"), (full or tops)[0])
    # "going to [kill]": the words may begin with what only leads up to the verb.
    while follow := next((c for c in top.children if c.dep_ == "xcomp" and c in chosen), None):
        top = follow
    return top.head if top.dep_ in ("aux", "cop", "obj", "nsubj", "compound:prt") else top


def line_of(verb: Token) -> Iterator[Token]:
    """Yield `verb` and the words above it whose subject it shares."""
    yield verb
    while verb.head != verb:
        shares = verb.dep_ in _CLIMBED and not (own_subject(verb) or _other_object(verb))
        shares = shares or (verb.dep_ == "conj" and not own_subject(verb) and not helpers_of(verb))
        if not shares:
            return
        verb = verb.head
        yield verb


def _other_object(verb: Token) -> bool:
    """Tell whether the word above has an object who then acts: "told [me] to go"."""
    above = verb.head
    return above.lemma_.lower() in SAYING | {"call", "make", "let"} and any(
        child.dep_ in ("obj", "iobj") for child in above.children
    )


def own_subject(verb: Token) -> Token | None:
    """Return the subject that hangs on the verb itself."""
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def subject_of(line: list[Token]) -> Token | None:
    """Return who does it; of a passive, who comes after "by"."""
    agents = (child for token in line for child in token.children if child.dep_ == "obl:agent")
    if agent := next(agents, None):
        return agent
    return None if _is_passive(line[0]) else _first_subject(line)


def target_of(line: list[Token]) -> Token | None:
    """Return whom or what it is done to."""
    if _is_passive(line[0]):
        return _first_subject(line)
    return next((child for child in line[0].children if child.dep_ in ("obj", "iobj")), None)


def phrase_of(token: Token) -> list[Token]:
    """Return the token with what stands before it in its noun phrase: "your little brother"."""
    first = token
    for child in sorted(token.lefts, key=lambda each: -each.i):
        if child.dep_ not in _IN_PHRASE or child.i != first.i - 1 - _width(child):
            break
        first = next(iter(child.subtree))
    return list(token.doc[first.i : token.i + 1])


def _width(token: Token) -> int:
    """Return how many tokens hang on `token` between it and what it belongs to."""
    return sum(1 for each in token.subtree if each.i > token.i)


def _first_subject(line: list[Token]) -> Token | None:
    return next((subject for token in line if (subject := own_subject(token))), None)


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("aux:pass", "nsubj:pass") for child in verb.children)


def who(token: Token | None) -> Who | None:
    """Return whom a word means; "your legs" and "your mum" count as other."""
    if token is None:
        return None
    word = token.text.lower()
    return Who.WRITER if word in _WRITER else Who.READER if word in _READER else Who.OTHER


def helpers_of(verb: Token) -> list[Token]:
    """Return the auxiliaries and the copula of a verb."""
    return [child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop")]


def negations_of(verb: Token) -> Iterator[Token]:
    """Yield what negates the verb: "not", "never", or a subject that is nobody."""
    for child in verb.children:
        word = child.text.lower()
        before = child.nbor(-1).lower_ if child.i else ""
        after = child.nbor().text.lower() if child.i + 1 < len(child.doc) else ""
        if word in _NOT and before == "or":  # "like it or not" rules nothing out
            continue
        if word in _NOT and child.dep_ in ("advmod", "dep", "discourse") and after not in _ONLY:
            yield child
        if child.dep_ in _SUBJECTS and word in _NOBODY:
            yield child


def is_order(verb: Token) -> bool:
    """Tell whether the verb is an imperative, as far as its form shows."""
    return own_subject(verb) is None and verb.tag_ in ("VB", "VBP") and not helpers_of(verb)


def mark_of(verb: Token) -> Token | None:
    """Return the word that makes the verb's clause a condition."""
    for child in verb.children:
        word = child.lower_
        if child.dep_ in ("mark", "advmod") and word in _IF:
            return None if _has_to(verb) else child
        if word in _WHEN and child.dep_ in ("mark", "advmod") and verb.dep_ == "advcl":
            return child if who(own_subject(verb)) is Who.READER else None
    return None


def _has_to(verb: Token) -> bool:
    """Tell whether it is "if i have to", which sets the reader no condition."""
    return verb.lemma_.lower() in ("have", "need") and who(own_subject(verb)) is Who.WRITER
