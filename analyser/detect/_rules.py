"""What a detection rule is, how it is written, and how it is found in a text; no rule lives here.

A rule is a `[[row]]` of a file in `tables/`, together with its own examples::

    [[row]]
    id       = "threat_kill.future"            # unique; begins with the file's subject
    signal   = "threat_to_kill"                # from analyser/signals.toml, found in text
    strength = "explicit"                      # explicit, implied, needs_context
    why      = "The sender says that they will kill the reader."   # one plain sentence
    patterns = ["@i_will .. @kill @you"]       # any one of them is enough
    unless   = ["@kill you with kindness"]     # optional: one of these overlapping it silences it
    fires    = ["im gonna kill u", "I'll murder you", "we will fkn kill yous"]         # 3 or more
    silent   = ["I'll kill for a coffee", "he killed it", "this heat will kill me"]    # 3 or more
    reads    = [["if you tell anyone i'll kill you", "conditional"]]   # optional
    score    = 0.9                             # optional; else the prior of its strength
    sure_of_kind = true                        # optional: see `Rule`

Every line of `fires` must give a flag of this signal, by this row; no line of `silent` may give a
flag of this signal by any row; each line of `reads` must give a flag of this signal with that
reading. `tests/detect/test_rows.py` runs them all. `fires` and `silent` are run as received
messages (for `stop_request` as the user's own).

Patterns are written over *normal forms*, never over spellings (see `_normal.py` and
`tables/spelling.toml`): lower case, no contractions, one spelling. The text "Im literaly gonna
kill U!!" is the words `i will kill you .`. So write `will` for will, 'll, gonna, going to, about
to; `you` for u, ya, yous; `do not` for dont; `'s` for a possessive or "is" written with 's.
Fillers (fucking, just, really, literally, ...) and commas are left out of the words altogether.
`ur` is read as `your`; since it is also "you are", use `@you_are` for that. A pattern that holds
a word which is not its own normal form does not load, and the error names the form.

The language, parts separated by spaces:

=============  =====================================================================
`kill`         this word
`kill/stab`    one of these words
`@kill`        one of the entries of that name in `tables/lexicon*.toml`; an entry may itself be
               a small pattern of several words; mixes with words: `kill/@hurt`
`x?`           perhaps x (a word, an `@name`, a group)
`(a b | c)`    a group: one of these word sequences
`..`           up to 3 words of any kind, within the clause; `..5` up to 5
`_`            exactly one word of any kind
`^ x`, `x $`   only at the start, only at the end of a sentence (or of the message)
=============  =====================================================================

`.` is the word for a sentence end (`. ! ?`); gaps never cross it, nor the words in the lexicon
entry `clause` (if, that, because, he, she, ...). Every table file may have a lexicon of its own,
named `lexicon_<something>.toml`, with the same shape: `name = ["entry", "entry of words"]`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from analyser.detect._normal import END, normal_words
from analyser.detect._patterns import compile_pattern
from analyser.errors import BadTable
from analyser.findings import Strength
from analyser.signals import signals
from analyser.tables import load_rows, read_toml

_EXAMPLES_AT_LEAST = 3
_PRIORS = {Strength.EXPLICIT: 0.9, Strength.IMPLIED: 0.7, Strength.NEEDS_CONTEXT: 0.4}
"""Honest first guesses, not yet measured; a later version calibrates them on held-back data."""
_REMEDY = "This is a fault in the program: install it again, or tell its makers."


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One row; see the module's docstring.

    Attributes:
        sure_of_kind: The words are a build that the trained reader seldom knows the kind of, so
            only its doubt that they harm at all counts against them, and none about the kind.
    """

    id: str
    signal: str
    strength: Strength
    why: str
    patterns: tuple[str, ...]
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    unless: tuple[str, ...] = ()
    reads: tuple[tuple[str, str], ...] = ()
    score: float | None = None
    sure_of_kind: bool = False

    @property
    def prior(self) -> float:
        """How often a flag of this rule is right, 0.0 to 1.0, before context."""
        return _PRIORS[self.strength] if self.score is None else self.score


CompiledRule = tuple[Rule, re.Pattern[str], re.Pattern[str] | None]


@cache
def lexicon() -> Mapping[str, tuple[str, ...]]:
    """Return the named word sets of all `lexicon*.toml`."""
    found: dict[str, tuple[str, ...]] = {}
    for table in sorted((files("analyser.detect") / "tables").iterdir(), key=lambda t: t.name):
        if table.name.startswith("lexicon"):
            found |= {name: tuple(entries) for name, entries in read_toml(table).items()}
    return found


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by id, in the order of the tables.

    Raises:
        BadTable: A row lacks examples, names no signal found in text, or repeats an id.
    """
    found: dict[str, Rule] = {}
    for table in sorted((files("analyser.detect") / "tables").iterdir(), key=lambda t: t.name):
        if table.name.startswith("lexicon") or table.name == "spelling.toml":
            continue
        for rule in load_rows(table, Rule):
            _check(rule, table.name, found)
            found[rule.id] = rule
    return found


def _check(rule: Rule, table: str, found: Mapping[str, Rule]) -> None:
    signal = signals().get(rule.signal)
    if rule.id in found:
        raise BadTable(f"{table}: the id {rule.id} stands twice.", _REMEDY)
    if signal is None or "text" not in signal.found_in:
        raise BadTable(f"{table}, {rule.id}: {rule.signal} is not found in text.", _REMEDY)
    if min(len(rule.fires), len(rule.silent)) < _EXAMPLES_AT_LEAST:
        raise BadTable(f"{table}, {rule.id}: three of `fires` and `silent` are needed.", _REMEDY)
    for pattern in (*rule.patterns, *rule.unless):
        for word in re.findall(r"[^\s()|/?]+", pattern):
            if re.match(r"[@^$_]|\.\.", word):
                continue
            form = [each.form for each in normal_words(word) if each.form != END]
            if form != [word]:
                raise BadTable(
                    f"{table}, {rule.id}: write {' '.join(form) or 'nothing'} for {word}.", _REMEDY
                )


def compiled() -> Iterator[CompiledRule]:
    """Yield each rule with one expression for its patterns and one for its `unless`."""
    for rule in rules().values():
        yield rule, _any_of(rule.patterns), _any_of(rule.unless) if rule.unless else None


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(compile_pattern(each, lexicon()).pattern for each in patterns))


@cache
def meant_with_not(rule_id: str) -> frozenset[str]:
    """Return the words that follow a "not" or "never" written in the patterns of a rule."""
    parts = [pattern.split() for pattern in rules()[rule_id].patterns]
    after = [two for one in parts for word, two in pairwise(one) if word in ("not", "never")]
    return frozenset(word for each in after for word in each.split("/"))
