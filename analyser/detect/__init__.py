"""Flag words in messages that may matter, with the reason for each flag; a real spaCy pipeline.

Rules are rows of tables; the reading of a flag comes from the words around it. The user's own
messages give requests to stop and nothing else as flags; what the same rules find in them besides
is kept apart (`own`). It judges words, never people.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files
from operator import attrgetter
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from analyser.detect._asked import asked
from analyser.detect._bubbles import over_bubbles, runs
from analyser.detect._choose import Hit, choose
from analyser.detect._context import is_meant, reading_of, speaks_again
from analyser.detect._conversation import in_context
from analyser.detect._english import is_english
from analyser.detect._judge import Found, because, by_sentence, judge, weight_of
from analyser.detect._more import Aimed, aims, more_of
from analyser.detect._normal import Word
from analyser.detect._own import telling, turned, written_by_user
from analyser.detect._pipeline import pipeline
from analyser.detect._rules import meant_with_not, rules
from analyser.detect._spoken import spoken
from analyser.detect._tempered import tempered
from analyser.findings import Flag, FlagReading
from analyser.records import Kind, Message, Side, Where
from analyser.signals import signals
from analyser.workers import WorkerLost, count_of, in_order

__all__ = ["Detector", "is_assessed"]

_LOOKED_AT = frozenset({Kind.TEXT, Kind.EDITED, Kind.MEDIA, Kind.POLL})
_LONGEST = 70_000
"""Characters; WhatsApp takes 65,536. Some bytes a person is sent would take hours and gigabytes."""
_STOP = "stop_request"
_BATCH = 256
_FEW = 4
"""Batches that are looked at sooner than workers would have loaded the rules."""
_READING_WEIGHT = {FlagReading.STATED: 1.0, FlagReading.CONDITIONAL: 0.97}
_OTHER_WEIGHT = 0.5
"""Quoted, denied and joking words are seldom the thing itself; a first guess, not measured."""


@dataclass(frozen=True, slots=True)
class Detector:
    """The loaded rules; loading takes a second or so, flagging is cheap.

    Attributes:
        version: Changes whenever a table that can change a flag changes.
        model: The spaCy pipeline used.
    """

    nlp: Language
    version: str
    model: str

    @classmethod
    def load(cls) -> "Detector":
        """Return the detector.

        Raises:
            BadTable: A table of rules is wrong.
        """
        digest = hashlib.sha256()
        room = files("analyser.detect")
        tables = [*(room / "tables").iterdir(), room / "times_said.toml"]
        for table in sorted(tables, key=attrgetter("name")):
            digest.update(table.read_bytes())
        nlp = pipeline()
        trained = f"classifier {_card(nlp)['version']}" if _card(nlp) else "no classifier here"
        model = f"spaCy {version('spacy')} with rules, {trained}"
        return cls(nlp=nlp, version=f"rules {digest.hexdigest()[:12]}", model=model)

    def flag(
        self,
        messages: Iterable[Message],
        *,
        timezone: str = "Europe/London",
        pool: Executor | None = None,
    ) -> Iterator[Flag]:
        """Yield the flags of `messages`, in their order and by place in the text.

        Messages of one source and chat are taken to stand in time order, and weighed together.

        Args:
            messages: What was read.
            timezone: IANA name of the zone in which times named in a text are meant.
            pool: What helps where there are many messages; it changes no flag.
        """
        messages = tuple(map(spoken, messages))
        alone = self._alone(messages, pool)
        together = runs(messages, alone)
        joined = self._alone([run.whole for run in together], pool) if together else {}
        for flag in over_bubbles(together, joined, alone):
            kept = [each for each in alone.get(flag.message, ()) if each.signal != flag.signal]
            alone[flag.message] = [*kept, flag]
        found = in_context(_in_reach(messages), alone, self._search)
        flags = [flag for message in messages for flag in found[message.id]]
        yield from more_of(flags, messages, timezone, self._aims)

    def own(
        self,
        messages: Iterable[Message],
        *,
        timezone: str = "Europe/London",
        pool: Executor | None = None,
    ) -> Iterator[Flag]:
        """Yield the harsh words that the same rules find in the user's own messages.

        `flag` never yields these, and nothing may be counted from them.
        """
        seen = turned(map(spoken, messages))
        own = written_by_user(seen)
        found = in_context(_in_reach(seen), self._alone(own, pool), self._search) if own else {}
        yield from more_of(list(telling(seen, found)), own, timezone, self._aims)

    def _aims(self, asked: Sequence[Aimed]) -> Mapping[Aimed, str]:
        return aims(asked)

    def _search(self, text: str) -> Iterator[Hit]:
        doc = self.nlp.get_pipe("analyser_rules")(self.nlp.make_doc(text))
        return (hit for hit, _ in choose(list(_hits(doc, text))))

    def _alone(self, messages: Sequence[Message], pool: Executor | None) -> dict[str, list[Flag]]:
        """Return the flags of each message from its own words; a text that comes again is kept."""
        first: dict[_Words, Message] = {}
        for message in messages:
            first.setdefault(_said(message), message)
        known = dict(zip(first, self.look(list(first.values()), pool), strict=True))
        return {
            message.id: [replace(flag, message=message.id) for flag in known[_said(message)]]
            for message in messages
            if known[_said(message)]
        }

    def look(
        self, messages: Sequence[Message], pool: Executor | None = None
    ) -> Iterator[tuple[Flag, ...]]:
        """Yield the flags of each message from its own words, in order, and as soon as they are.

        Args:
            messages: Of which only text, side and kind are looked at.
            pool: What helps where there are many; a worker loads the rules for itself.
        """
        batches = [messages[at : at + _BATCH] for at in range(0, len(messages), _BATCH)]
        if pool is None or len(batches) <= _FEW:
            for batch in batches:
                yield from self._looked(batch)
            return
        bare = [[*map(_bare, batch)] for batch in batches]
        starts = [partial(_begin, batch) for batch in bare]
        for batch, future in zip(bare, in_order(starts, pool, workers=count_of(pool)), strict=True):
            try:
                yield from future.result()
            except WorkerLost:
                yield from self._looked(batch)

    def _looked(self, messages: Sequence[Message]) -> list[tuple[Flag, ...]]:
        thresholds = _card(self.nlp).get("thresholds", {})
        found: list[tuple[Flag, ...]] = [()] * len(messages)
        places: dict[str, list[int]] = {}
        for number, message in enumerate(messages):
            if is_assessed(message):
                places.setdefault(message.text, []).append(number)
        # Words that stand here twice, as the user's and as seen from the other side, are read once.
        for doc, there in self.nlp.pipe(places.items(), as_tuples=True, batch_size=_BATCH):
            # A span group dies with its doc, so spans become flags here.
            for number in there:
                found[number] = tuple(_flags(doc, messages[number], thresholds))
        return found


_Words = tuple[str, bool, bool]
"""All of a message that its flags, looked at alone, hang on."""


def _begin(messages: Sequence[Message], pool: Executor) -> Future[list[tuple[Flag, ...]]]:
    return pool.submit(_look_far, messages)


def _look_far(messages: Sequence[Message]) -> list[tuple[Flag, ...]]:
    """Return the flags of each message, in a worker."""
    return _of_this_worker()._looked(messages)


@cache
def _of_this_worker() -> Detector:
    return Detector.load()


def _bare(message: Message) -> Message:
    """Return a message with nothing but what is looked at."""
    return Message(
        id="", source="", where=Where(), side=message.side, kind=message.kind, text=message.text
    )


def _said(message: Message) -> _Words:
    return message.text, message.side is Side.SENT, message.kind in _LOOKED_AT


def _in_reach(messages: Sequence[Message]) -> Sequence[Message]:
    """Return the messages, those too long to be looked at without their words."""
    return [m if len(m.text) <= _LONGEST else replace(m, text="") for m in messages]


def is_assessed(message: Message) -> bool:
    """Tell whether the words of a message are looked at; the app's own and foreign ones are not."""
    short = len(message.text) <= _LONGEST
    return short and message.kind in _LOOKED_AT and is_english(message.text)


def _card(nlp: Language) -> Mapping[str, Any]:
    """Return what the classifier's folder says of it; nothing where there is no classifier."""
    if not nlp.has_pipe("analyser_classifier"):
        return {}
    component = nlp.get_pipe("analyser_classifier")
    card: Mapping[str, Any] = component.classifier.card  # type: ignore[attr-defined]  # ours
    return card


def _flags(doc: Doc, message: Message, thresholds: Mapping[str, float]) -> Iterator[Flag]:
    own = message.side is Side.SENT
    hits = [hit for hit in _hits(doc, message.text) if (hit.rule.signal == _STOP) is own]
    by_place = doc.user_data.get("scores") or {(0, len(message.text)): None}
    found: dict[str, Found] = {}
    for (start, end), scores in by_place.items():
        there = [hit for hit in hits if start <= hit.place[0] < end]
        text = message.text[start:end]
        judged = judge(choose(there), scores, thresholds, own=own, start=start)
        for each in asked(judged, text, scores) if own else tempered(judged, text):
            if each.signal not in found or weight_of(each) > weight_of(found[each.signal]):
                found[each.signal] = each
    if hits and not own and (said := doc.user_data.get("sentences")) is not None:
        whole = by_place[0, len(message.text)]
        found |= {each.signal: each for each in by_sentence(found, hits, said, whole)}
    for each in sorted(found.values(), key=lambda one: (one.spans, one.signal)):
        yield _flag(each, message, measured=bool(doc.user_data.get("scores")))


def _hits(doc: Doc, text: str) -> Iterator[Hit]:
    """Yield what the rules matched, with how it is meant and its place in `text`."""
    normal: Sequence[Word] = doc.user_data["words"]
    words = [word.form for word in normal]
    for span in doc.spans["flags"]:
        inside = [word for word in normal[span.start : span.end] if word.start < word.end]
        if inside:
            place = min(word.start for word in inside), max(word.end for word in inside)
            reading = reading_of(
                words,
                span.start,
                span.end,
                text=text,
                place=place,
                signal=span.label_,
                meant_with_not=meant_with_not(span.id_),
            )
            where = (span.start, span.end)
            own = speaks_again(text, place[0])
            whole = len(inside) == sum(word.start < word.end for word in normal)
            yield Hit(rules()[span.id_], reading, where, place, own, is_meant(text), whole)


def _flag(found: Found, message: Message, *, measured: bool) -> Flag:
    words = " … ".join(f"«{message.text[start:end]}»" for start, end in found.spans)
    weight = 1.0 if measured else _READING_WEIGHT.get(found.reading, _OTHER_WEIGHT)
    return Flag(
        message=message.id,
        signal=found.signal,
        group=signals()[found.signal].group,
        strength=found.strength,
        reading=found.reading,
        score=round(found.score * weight, 3),
        spans=found.spans,
        rule=found.rule,
        because=because(found, words),
    )
