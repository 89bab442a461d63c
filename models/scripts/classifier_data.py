"""Read the training rows of the classifier: our own corpus, and a share of the public data."""

import csv
import gzip
import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analyser.detect._rules import rules
from analyser.signals import signals

READINGS = ("stated", "conditional", "quoted", "denied", "joking")
COUNTING = ("stated", "conditional")
IN_TEXT = tuple(name for name, signal in signals().items() if "text" in signal.found_in)
GROUPS = tuple(dict.fromkeys(signals()[name].group for name in IN_TEXT if name))
HARMS = tuple(
    group for group in GROUPS if group not in ("stop_request", "none", "false_information")
)
THREATS = ("threat_kill", "threat_violence", "threat_sexual", "threat_property", "threat_expose")
PUBLIC_GROUPS = (
    *THREATS,
    "blackmail_demand",
    "surveillance",
    "self_harm_encouragement",
    "harm_wish",
    "sexual_harassment",
    "hate_identity",
    "insult_degrading",
    "controlling",
    "unwanted_contact",
)
SHARES = {
    "edos": 4500,
    "hatemojibuild": 5000,
    "davidson2017": 2500,
    "hatexplain": 4000,
    "stormfront": 2500,
    "convabuse": 2000,
    "jigsaw2018": 6000,
    "civil_toxic_spans": 2500,
    "misogyny_eacl21": 1500,
    "surge_toxicity": 800,
    "fox_news": 600,
    "goemotions_benign": 6000,
    "goemotions_violent_words": 760,
    "ubuntu_irc": 1200,
    "sms_ham": 2300,
    "sms_spam": 200,
}
"""Rows taken of each public source; `threatgram101` is left out, as its README advises."""
ORDINARY = ("sms_ham", "goemotions_benign", "goemotions_violent_words")
"""Sources of ordinary talk, so that it is not flagged."""
_LONGEST = 200
_WEAK = 0.5
"""Weight of a label that the data's README calls weak."""


@dataclass(frozen=True)
class Row:
    """One message to learn from.

    Attributes:
        text: As written; the script that trains folds it.
        groups: Group to 1.0 or 0.0; a group that is not in it is not known and teaches nothing.
        weights: Weight of a group's label where it is not 1.0.
        mentioned: Signals whose words are there, however meant; None where not known.
        reading: One of `READINGS`; None where nothing is mentioned or it is not known.
        before: Earlier messages, oldest first.
    """

    text: str
    groups: dict[str, float]
    weights: dict[str, float] = field(default_factory=dict)
    mentioned: frozenset[str] | None = None
    reading: str | None = None
    before: tuple[str, ...] = ()
    weight: float = 1.0
    source: str = ""
    speaker: str = "them"
    pair: str = ""


def corpus(paths: Sequence[Path]) -> Iterator[Row]:
    """Yield the rows of our own corpus; see `models/assets/README.md` for its columns."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            pair, speaker, names, reading, before, text, _ = (
                part.strip() for part in line.split("\t")
            )
            mentioned = frozenset(name for name in names.split(";") if name)
            counts = {signals()[name].group for name in mentioned if reading in COUNTING}
            own = speaker == "me"
            # What says nothing harmful to the user is no request to stop either.
            known = GROUPS if own or not mentioned else HARMS
            # The user's own angry words are not labelled, so they teach the harms little.
            weights = dict.fromkeys(HARMS, 0.3) if own else {}
            yield Row(
                text=text.replace("\\n", "\n"),
                groups={group: float(group in counts) for group in known},
                weights=weights,
                mentioned=mentioned,
                reading=reading or None,
                before=tuple(part.strip() for part in before.split("||") if part.strip()),
                source=path.stem,
                speaker=speaker,
                pair=pair,
            )


def is_for_calibration(pair: str) -> bool:
    """Tell the half of the validation hand that calibrates from the half that measures."""
    return int(pair.split("-")[1].rstrip("abc")) % 2 == 0


def is_for_thresholds(text: str) -> bool:
    """Tell the half of ordinary talk that chooses thresholds from the half that measures."""
    return zlib.crc32(text.encode()) % 2 == 0


def rule_examples() -> Iterator[Row]:
    """Yield the examples in the rows of the rule tables; each tells of its own group only."""
    for rule in rules().values():
        group = signals()[rule.signal].group
        speaker = "me" if rule.signal == "stop_request" else "them"
        reads = dict(rule.reads)
        for text in rule.fires:
            yield _example(text, group, rule.signal, "stated", speaker)
        for text, reading in reads.items():
            yield _example(text, group, rule.signal, reading, speaker)
        for text in rule.silent:
            yield Row(text=text, groups={group: 0.0}, source="rules", speaker=speaker)


def _example(text: str, group: str, signal: str, reading: str, speaker: str) -> Row:
    counts = reading in COUNTING
    return Row(
        text=text,
        groups={group: float(counts)} | ({"any_harm": 1.0} if counts and speaker == "them" else {}),
        mentioned=frozenset({signal}),
        reading=reading if reading != "stated" else None,
        source="rules",
        speaker=speaker,
        weight=0.7,
    )


def public(folder: Path, split: str, seed: int) -> Iterator[Row]:
    """Yield the chosen share of the public data's `split`, the same rows for the same seed."""
    with gzip.open(folder / "abuse_train.csv.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["split"] == split]
    random.Random(seed).shuffle(rows)  # noqa: S311  # no secret
    left = dict(SHARES)
    for row in rows:
        if left.get(row["source"], 0) > 0 and len(row["text"]) <= _LONGEST:
            left[row["source"]] -= 1
            yield _public_row(row)


def _public_row(row: dict[str, str]) -> Row:
    groups = {name: float(row[name]) for name in PUBLIC_GROUPS if row[name]}
    for name, umbrella in (("any_harm", "toxic_any"), ("any_threat", "threat_any")):
        if row[umbrella]:
            groups[name] = float(row[umbrella])
    if row["source"] in ORDINARY:
        groups["stop_request"] = 0.0
    weak = set(row["weak_labels"].replace(",", ";").split(";"))
    weights = {name: _WEAK for name in groups if name in weak}
    return Row(text=row["text"], groups=groups, weights=weights, weight=0.6, source=row["source"])


def umbrellas(groups: dict[str, float]) -> dict[str, float]:
    """Return `groups` with `any_harm` and `any_threat` added where they follow from the others."""
    found = dict(groups)
    for name, parts in (("any_harm", HARMS), ("any_threat", THREATS)):
        if name not in found:
            if any(groups.get(part) == 1.0 for part in parts):
                found[name] = 1.0
            elif all(part in groups for part in parts):
                found[name] = 0.0
    return found


def labels() -> dict[str, list[str]]:
    """Return the names of the outputs of the model, in their order."""
    return {
        "groups": [*GROUPS, "any_harm", "any_threat"],
        "signals": list(IN_TEXT),
        "readings": list(READINGS),
    }


if __name__ == "__main__":
    print(json.dumps(labels(), indent=1))  # noqa: T201  # a script
