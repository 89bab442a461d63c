"""Say of flagged words who does it to whom, and whether it is denied, reported or conditional.

Works on documents of `_parse`. Labels are those of Universal Dependencies 2. A `Clause` is what the
tree shows; `readings_from_parse` turns it into a reading with its reason, or leaves it open.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from analyser.detect._tree import (
    SAYING,
    Who,
    governing,
    helpers_of,
    is_order,
    line_of,
    mark_of,
    negations_of,
    own_subject,
    phrase_of,
    subject_of,
    target_of,
    who,
)
from analyser.findings import FlagReading

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What the tree shows about flagged words.

    Attributes:
        verb: Lemma of the word that governs them.
        agent: Its subject as written, "my brothers"; None where it has none ("kill yourself").
        target: Its object as written, or its subject in the passive.
        denial: The negation that stands outside the flagged words, or None.
        reporter: Subject of the verb of saying that the words hang on; "" where it has none.
        report: That verb's lemma, or None.
        condition: The word that makes it conditional ("if", "or"), or None.
        modality: Lemma of the modal ("will" for "going to" too), or None.
        past: It is told as past.
        question: The sentence asks.
    """

    verb: str
    agent: str | None
    agent_is: Who | None
    target: str | None
    target_is: Who | None
    denial: str | None
    reporter: str
    reporter_is: Who | None
    report: str | None
    condition: str | None
    modality: str | None
    past: bool
    question: bool


_AS_SAYING = frozenset(("goes", "went", "like"))
"""Words of saying with a clause after them only: "he went i'll kill you", "she was like …"."""
_HENCE = frozenset(("so", "therefore"))
_THINKING = frozenset(("think", "say", "mean", "believe", "threaten", "want", "plan", "intend"))
_ANOTHERS = frozenset(("ccomp", "parataxis", "xcomp", "advcl", "acl", "obj", "obl", "dep"))
_GOES_ON = frozenset(("or", "and", "otherwise"))
_TO_COME = frozenset(("will", "would", "shall", "can", "could"))
_MOVING = frozenset(
    ("throw", "chuck", "lob", "pour", "put", "stick", "send", "set", "bring", "get")
)
"""What stands behind these is what is thrown or sent, and at whom comes later if at all."""
_NO_NAME = frozenset(
    ("it", "that", "this", "what", "who", "which", "something", "everything", "anything")
    + ("nothing", "nobody", "someone", "somebody", "one", "there", "all", "both", "each")
)
"""Words that name nobody and nothing by themselves."""
_MODALS = frozenset(("will", "would", "can", "could", "shall", "should", "may", "might", "must"))


def tokens_at(doc: Doc, place: Place) -> list[Token]:
    """Return the tokens of `doc` that overlap `place`, a half-open place in the text."""
    places: list[Place] = doc.user_data["places"]
    start, end = place
    return [token for token in doc if places[token.i][0] < end and start < places[token.i][1]]


def clause_at(doc: Doc, place: Place) -> Clause | None:
    """Return what the tree shows about the words at `place`; None where there are none."""
    inside = tokens_at(doc, place)
    if not inside:
        return None
    verb = governing(inside)
    line = list(line_of(verb))  # the verb and those that share its subject: "going", "want"
    agent = subject_of(line)
    target = target_of(line)
    report = _report(line)
    reporter = _reporter(report) if report else None
    return Clause(
        verb=verb.lemma_.lower(),
        agent=_as_written(agent) if agent else None,
        agent_is=who(agent),
        target=_as_written(target) if target else None,
        target_is=who(target),
        denial=_denial(line, report, inside),
        reporter=reporter.text if reporter else "",
        reporter_is=who(reporter),
        report=report.lemma_.lower() if report else None,
        condition=_condition(line),
        modality=_modality(line),
        past=any(each.tag_ == "VBD" for token in line for each in (token, *helpers_of(token))),
        question=any(token.text.startswith("?") for token in verb.sent),
    )


def _as_written(token: Token) -> str:
    text: str = token.doc.user_data["text"]
    places: list[Place] = token.doc.user_data["places"]
    phrase = phrase_of(token)
    return text[places[phrase[0].i][0] : places[phrase[-1].i][1]]


def who_and_whom(doc: Doc, place: Place) -> str:
    """Return who would do it and at whom or what it is aimed, where the tree shows that plainly.

    A sentence or two for a flag's reason, each with a space before it; empty where it is the plain
    case of the sender and the reader, which the rule says itself, or where the tree leaves it open.
    """
    clause = clause_at(doc, place)
    if clause is None or clause.modality not in _TO_COME or clause.past:
        return ""
    said = ""
    if clause.agent and clause.agent_is is Who.OTHER and clause.agent.lower() not in _NO_NAME:
        said += f" As the sentence is built, «{clause.agent}» would do it."
    aimed = clause.verb not in _MOVING and (clause.target or "").lower() not in _NO_NAME
    if clause.target and clause.target_is is Who.OTHER and aimed:
        said += f" It is aimed at «{clause.target}»."
    return said


def readings_from_parse(doc: Doc, place: Place) -> tuple[FlagReading | None, str, Clause | None]:
    """Return how the words at `place` are meant, as far as the tree shows, why, and the clause.

    The reading is None where the tree shows neither denial, report nor condition: then the words
    are stated, unless something outside the tree (quotation marks, a joke) says otherwise.

    Args:
        doc: A document of `_parse.parsed`.
        place: Half-open place of the flagged words in the message's text.
    """
    clause = clause_at(doc, place)
    if clause is None:
        return None, "", None
    if clause.denial:
        return FlagReading.DENIED, f"«{clause.denial}» goes with «{clause.verb}».", clause
    if clause.report and clause.reporter_is in (Who.OTHER, Who.READER):
        said_by = clause.reporter.lower()
        return FlagReading.QUOTED, f"«{said_by}» is who says it («{clause.report}»).", clause
    if clause.condition:
        return FlagReading.CONDITIONAL, f"«{clause.condition}» ties it to a condition.", clause
    return None, "", clause


def _report(line: list[Token]) -> Token | None:
    """Return the verb of saying that a clause hangs on, however far above."""
    token = line[0]
    while token.head != token:
        above = token.head
        if token.dep_ not in _ANOTHERS | {"conj"}:
            break
        if _goes_on(token):  # "he said no so i'm gonna …": what follows is the writer's own
            return None
        if _says(above, token) and not (mark_of(above) or _told_to_pass_on(above)):
            return above
        token = above
    # "[I'll kill you], he said": the verb of saying hangs on the words.
    for child in line[-1].children:
        if child.dep_ in ("parataxis", "ccomp") and child.lemma_.lower() in SAYING:
            return child if own_subject(child) else None
    return _was_like(line[-1])


def _goes_on(verb: Token) -> bool:
    """Tell whether the clause begins with "so i", "so we": the writer draws a conclusion."""
    subject = own_subject(verb)
    if subject is None or who(subject) is not Who.WRITER or subject.i == 0:
        return False
    return subject.nbor(-1).lower_ in _HENCE


def _says(above: Token, below: Token) -> bool:
    if below.dep_ == "conj":
        return False
    lemma = above.lemma_.lower()
    if lemma == "call":  # "he called me a …", but not "everyone calls you a …"
        called = [child for child in above.children if child.dep_ in ("obj", "iobj")]
        return below.dep_ == "xcomp" and all(who(each) is not Who.READER for each in called)
    if lemma in SAYING:
        return True
    return above.lower_ in _AS_SAYING and below.dep_ in ("ccomp", "parataxis")


def _was_like(verb: Token) -> Token | None:
    """Return "like" of "he was like i'll …", on which parsers seldom agree."""
    for token in verb.sent:
        told = token.i > verb.sent.start + 1 and token.nbor(-1).lemma_ == "be"
        if token.i < verb.i and token.lower_ == "like" and told and token.nbor(-2).pos_ == "PRON":
            return token
    return None


def _reporter(report: Token) -> Token | None:
    return report.nbor(-2) if report.lower_ == "like" else subject_of(list(line_of(report)))


def _told_to_pass_on(saying: Token) -> bool:
    """Tell whether it is an order: "tell him i'll break his legs" reports nobody."""
    return (
        own_subject(saying) is None
        and saying.tag_ in ("VB", "VBP")
        and not (helpers_of(saying) or saying.dep_ in ("xcomp", "acl"))
    )


def _denial(line: list[Token], report: Token | None, inside: list[Token]) -> str | None:
    """Return the negation outside the flagged words, "never" in "i never said i'd hit you" too."""
    found = [word for token in line for word in negations_of(token) if word not in inside]
    above = line[-1].head if line[-1].dep_ == "ccomp" else report
    if above is not None and above not in line and (found or _is_writers_thought(above)):
        found += [word for word in negations_of(above) if word not in inside]
    if len(found) % 2 == 0:  # "don't think i won't"
        return None
    return None if _asks_why(line) or _would_make(line) else found[0].text.lower()


def _is_writers_thought(above: Token) -> bool:
    thinks = above.lemma_.lower() in _THINKING | SAYING
    return thinks and who(own_subject(above)) is Who.WRITER


def _asks_why(line: list[Token]) -> bool:
    return any(child.text.lower() == "why" for token in line for child in token.children)


def _would_make(line: list[Token]) -> bool:
    """Tell whether it is "don't make me …", which denies nothing."""
    return any(token.lemma_.lower() == "make" for token in (line[-1], line[-1].head))


def _condition(line: list[Token]) -> str | None:
    """Return the word that makes the sentence conditional, wherever in it that stands."""
    for token in _sentence(line[0]):
        # "ask if" and "see if" are questions; "even if" still is a condition.
        if token.dep_ != "ccomp" and (mark := mark_of(token)):
            return mark.lower_
        if token.lower_ == "time" and token.i > 0 and token.nbor(-1).lower_ == "next":
            return "next time"
        if joins := _follows_from_order(token):
            return joins
    return "make" if _would_make(line) and any(negations_of(line[-1].head)) else None


def _sentence(verb: Token) -> Iterator[Token]:
    """Yield the tokens of the sentence, and of its neighbour that goes on with "or"."""
    sent = verb.sent
    if sent.start > 0 and sent[0].lower_ in _GOES_ON:
        yield from verb.doc[sent.start - 1].sent
    yield from sent
    if sent.end < len(verb.doc) and verb.doc[sent.end].lower_ in _GOES_ON:
        yield from verb.doc[sent.end].sent


def _follows_from_order(token: Token) -> str | None:
    """Return "and" or "or" of "tell anyone and i'll …", "shut up or you'll …", "or else"."""
    if token.lower_ not in _GOES_ON or token.i + 1 >= len(token.doc):
        return None
    after = token.nbor()
    if token.lower_ == "otherwise" or after.lower_ == "else":
        return token.lower_
    if token.i > 0 and token.nbor(-1).lower_ in ("again", "more"):
        return token.lower_
    joined = token.head
    will = any(helper.lemma_.lower() in ("will", "be") for helper in helpers_of(joined))
    if not (token.dep_ == "cc" and own_subject(joined) and will):
        return None
    ordered = token.lower_ == "or" or (joined.dep_ == "conj" and is_order(joined.head))
    return token.lower_ if ordered else None


def _modality(line: list[Token]) -> str | None:
    for token in line:
        if token.lower_ in ("going", "gon") and token != line[0]:
            return "will"
        for helper in helpers_of(token):
            if helper.lemma_.lower() in _MODALS or helper.tag_ == "MD":
                return helper.lemma_.lower()
    return None
