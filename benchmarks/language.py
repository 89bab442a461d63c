"""Print how well messages are flagged: the rules alone, and the rules with the classifier.

Run `python benchmarks/language.py`. The messages are half of the corpus's validation hand, which
nothing was trained on; thresholds were chosen on the other half. `--ordinary FOLDER` also counts
false alarms on ordinary text messages: half of the dev part of the public data in that folder.
"""

import argparse
import csv
import gzip
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analyser.detect import Detector
from analyser.findings import COUNTED_READINGS, Flag
from analyser.records import Message, Side, Where
from analyser.signals import signals

VALIDATION = Path(__file__).parents[1] / "models" / "assets" / "validation.tsv"
THREATS = {"threat_kill", "threat_violence", "threat_sexual", "threat_property", "threat_expose"}
_NOT_HARM = {"stop_request"}
_COUNTING = {str(reading) for reading in COUNTED_READINGS}


@dataclass(frozen=True)
class Line:
    """A message and the groups that it means."""

    text: str
    own: bool
    groups: frozenset[str]
    harmful_words: bool


def lines() -> list[Line]:
    """Return the messages of the validation hand."""
    found = []
    for row in VALIDATION.read_text(encoding="utf-8").splitlines():
        pair, speaker, names, reading, _, text, _ = row.split("\t")
        if int(pair.split("-")[1].rstrip("abc")) % 2 == 0:
            continue  # its thresholds were chosen on these
        named = [signals()[name].group for name in names.split(";") if name]
        meant = frozenset(named) if reading in _COUNTING else frozenset()
        found.append(Line(text.replace("\\n", "\n"), speaker == "me", meant, bool(named)))
    return found


def flagged(detector: Detector, texts: Sequence[tuple[str, bool]]) -> list[list[Flag]]:
    """Return the flags of each text; each is looked at by itself."""
    messages = [
        Message(
            id=f"S{number}-1",
            source=f"S{number}",
            where=Where(line=1),
            side=Side.SENT if own else Side.RECEIVED,
            text=text,
        )
        for number, (text, own) in enumerate(texts, start=1)
    ]
    by_id: dict[str, list[Flag]] = {message.id: [] for message in messages}
    for flag in detector.flag(messages):
        by_id[flag.message].append(flag)
    return [by_id[message.id] for message in messages]


def groups_of(flags: Sequence[Flag]) -> set[str]:
    """Return the groups that count."""
    return {flag.group for flag in flags if flag.reading in COUNTED_READINGS}


def figures(truth: Sequence[bool], said: Sequence[bool]) -> str:
    """Return precision, recall and F-score as cells of a table."""
    right = sum(a and b for a, b in zip(truth, said, strict=True))
    precision = right / max(1, sum(said))
    recall = right / max(1, sum(truth))
    both = 2 * right / max(1, sum(truth) + sum(said))
    return f"{precision:.2f} | {recall:.2f} | {both:.2f}"


def rules_only(flags: Sequence[Sequence[Flag]]) -> list[list[Flag]]:
    """Return the flags that a row of the tables raised."""
    return [[flag for flag in each if not flag.rule.startswith("model.")] for each in flags]


def table(name: str, rows: Sequence[Line], flags: Sequence[Sequence[Flag]]) -> None:
    """Print one way's figures for each group and for the umbrellas."""
    said = [groups_of(each) for each in flags]
    asked = [(group, {group}) for group in sorted({g for row in rows for g in row.groups})]
    harms = {group for group, _ in asked} - _NOT_HARM
    for label, wanted in (("any threat", THREATS), ("any harm", harms), *asked):
        truth = [bool(row.groups & wanted) for row in rows]
        cells = figures(truth, [bool(each & wanted) for each in said])
        print(f"| {name} | {label} | {sum(truth)} | {cells} |")
    hard = [each for row, each in zip(rows, said, strict=True) if not row.groups]
    alarms = sum(bool(each & harms) for each in hard)
    print(
        f"| {name} | false alarms on hard negatives | {len(hard)} | {alarms / len(hard):.1%} | | |"
    )


def main() -> None:
    """Print the tables."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--ordinary", type=Path)
    given = ask.parse_args()
    detector = Detector.load()
    rows = lines()
    start = time.perf_counter()
    both = flagged(detector, [(row.text, row.own) for row in rows])
    speed = len(rows) / (time.perf_counter() - start)
    print("| way | what | messages | precision | recall | F1 |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    table("rules' rows", rows, rules_only(both))
    table("with the classifier", rows, both)
    print(f"\n{speed:.0f} messages a second, one core; {detector.model}")
    if given.ordinary:
        with gzip.open(given.ordinary / "abuse_train.csv.gz", "rt", encoding="utf-8") as data:
            chat = [
                row["text"]
                for row in csv.DictReader(data)
                if row["source"] == "sms_ham"
                and row["split"] == "dev"
                and zlib.crc32(row["text"].encode()) % 2
            ]
        found = flagged(detector, [(text, False) for text in chat])
        alarms = sum(bool(groups_of(each)) for each in found)
        print(f"ordinary text messages flagged: {alarms} of {len(chat)}, {alarms / len(chat):.1%}")


if __name__ == "__main__":
    main()
