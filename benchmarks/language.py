"""Print how well messages are flagged: by the whole program, by its parts, and by other tools.

Run `python benchmarks/language.py`. The messages are half of the corpus's validation hand, which
nothing was trained on; thresholds were chosen on the other half. How far a mark or a greeting
moves a score is measured on other rows (`frames.py`). `--ordinary FOLDER` also counts
false alarms on ordinary text messages: half of the dev part of the public data in that folder.
`--write FILE` keeps the figures for the model's card. Other tools are shown where they are
installed (`pip install alt-profanity-check better-profanity`).
"""

import argparse
import csv
import gzip
import importlib
import importlib.util
import json
import re
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from frames import moved

from analyser.detect import Detector
from analyser.findings import COUNTED_READINGS, Flag
from analyser.model_files import HARM, model_path
from analyser.records import Message, Side, Where
from analyser.signals import signals

ASSETS = Path(__file__).parents[1] / "models" / "assets"
VALIDATION = ASSETS / "validation.tsv"
QUARRELS = ASSETS / "quarrels.tsv"
"""Angry, dark and firm messages that harm nobody; nothing was trained on them or chosen by them."""
THREATS = {"threat_kill", "threat_violence", "threat_sexual", "threat_property", "threat_expose"}
_NOT_HARM = {"stop_request"}
_COUNTING = {str(reading) for reading in COUNTED_READINGS}
_KEYWORDS = re.compile(
    r"\b(kill|murder|stab|die|dead|rape|burn|smash|hurt|break your|watch your back|nudes|"
    r"bitch|slut|whore|scum|ugly|stupid)\b",
    re.IGNORECASE,
)
"""What somebody would write in five minutes."""
_SWAPPED = {
    "{name} {text}": (("Kayleigh", "Aisha"), ("Jordan", "Mohammed"), ("Sarah", "Chioma")),
    "{text} in {name}": (("Leeds", "Newry"), ("Poland", "Jamaica"), ("Tesco", "Aldi")),
    "{text} like all {name}": (("Muslims", "Jews"), ("Poles", "Nigerians"), ("gays", "lesbians")),
}
"""Names of people, places and groups, each pair put in one place of a message."""
_BINS = ((0.0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01))


@dataclass(frozen=True)
class Line:
    """A message, the groups that it means, and how its harmful words are meant."""

    text: str
    own: bool
    groups: frozenset[str]
    reading: str


def lines() -> list[Line]:
    """Return the messages of the validation hand."""
    found = []
    for row in VALIDATION.read_text(encoding="utf-8").splitlines():
        pair, speaker, names, reading, _, text, _ = row.split("\t")
        if int(pair.split("-")[1].rstrip("abc")) % 2 == 0:
            continue  # its thresholds were chosen on these
        named = [signals()[name].group for name in names.split(";") if name]
        meant = frozenset(named) if reading in _COUNTING else frozenset()
        found.append(Line(text.replace("\\n", "\n"), speaker == "me", meant, reading))
    return found


def flagged(detector: Detector, texts: Iterable[tuple[str, bool]]) -> list[list[Flag]]:
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


def figures(truth: Sequence[bool], said: Sequence[bool]) -> dict[str, float]:
    """Return precision, recall and F1."""
    right = sum(a and b for a, b in zip(truth, said, strict=True))
    return {
        "precision": right / max(1, sum(said)),
        "recall": right / max(1, sum(truth)),
        "f1": 2 * right / max(1, sum(truth) + sum(said)),
    }


def by_group(rows: Sequence[Line], said: Sequence[set[str]]) -> Iterator[dict[str, object]]:
    """Yield the figures of one way: any threat, any harm, and each group."""
    asked = [(group, {group}) for group in sorted({g for row in rows for g in row.groups})]
    harms = {group for group, _ in asked} - _NOT_HARM
    for label, wanted in (("any harm", harms), ("any threat", THREATS), *asked):
        truth = [bool(row.groups & wanted) for row in rows]
        got = figures(truth, [bool(each & wanted) for each in said])
        yield {"what": label, "messages": sum(truth), **got}


def kinds(rows: Sequence[Line], said: Sequence[set[str]]) -> Iterator[dict[str, object]]:
    """Yield how often messages without meant harm are flagged all the same, by kind."""
    for name, reading in (
        ("harmless, like a harmful one", ""),
        ("quoted or reported", "quoted"),
        ("denied", "denied"),
        ("joking", "joking"),
    ):
        alarms = [
            bool(each - _NOT_HARM)
            for row, each in zip(rows, said, strict=True)
            if row.reading == reading and not row.groups
        ]
        yield {"kind": name, "messages": len(alarms), "flagged": sum(alarms) / max(1, len(alarms))}


def reading_right(rows: Sequence[Line], flags: Sequence[Sequence[Flag]]) -> float:
    """Return how often the reading is right where harmful words were found at all."""
    pairs = [(row.reading, each) for row, each in zip(rows, flags, strict=True) if row.reading]
    found = [(reading, each) for reading, each in pairs if each]
    right = sum(reading in {flag.reading.value for flag in each} for reading, each in found)
    return right / max(1, len(found))


def recall_at_one_in_a_hundred(rows: Sequence[Line], flags: Sequence[Sequence[Flag]]) -> float:
    """Return the recall of any harm at the score that lets one harmless message in 100 through."""

    def top(each: Sequence[Flag]) -> float:
        return max((f.score for f in each if f.reading in COUNTED_READINGS), default=0.0)

    harmless = sorted(
        (top(f) for row, f in zip(rows, flags, strict=True) if not row.groups), reverse=True
    )
    bar = harmless[len(harmless) // 100]
    meant = [top(f) for row, f in zip(rows, flags, strict=True) if row.groups - _NOT_HARM]
    return sum(score > bar for score in meant) / len(meant)


def calibration(
    rows: Sequence[Line], flags: Sequence[Sequence[Flag]]
) -> Iterator[dict[str, object]]:
    """Yield, for each range of scores, the mean score and the share of flags that are right."""
    pairs = [
        (flag.score, flag.group in row.groups)
        for row, each in zip(rows, flags, strict=True)
        for flag in each
        if flag.reading in COUNTED_READINGS
    ]
    for low, high in _BINS:
        inside = [(score, right) for score, right in pairs if low <= score < high]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            yield {"scores": f"{low:.1f} to {min(high, 1):.1f}", "flags": len(inside),
                   "mean score": mean, "right": right}  # fmt: skip


def names_move(detector: Detector, rows: Sequence[Line]) -> float:
    """Return by how much a score moves at most when one name stands for another.

    A flag that one of the two lacks counts with all of its score.
    """
    most = 0.0
    harmful = [row.text for row in rows if row.groups - _NOT_HARM][:60]
    for shape, pairs in _SWAPPED.items():
        for pair in pairs:
            one, two = (
                flagged(detector, [(shape.format(name=n, text=t), False) for t in harmful])
                for n in pair
            )
            for first, second in zip(one, two, strict=True):
                scores = [{flag.group: flag.score for flag in each} for each in (first, second)]
                groups = {*scores[0], *scores[1]}
                most = max(
                    [most, *(abs(scores[0].get(g, 0) - scores[1].get(g, 0)) for g in groups)]
                )
    return most


def others(rows: Sequence[Line]) -> Iterator[tuple[str, Sequence[bool]]]:
    """Yield what a list of words and the installed tools say of each message."""
    texts = [row.text for row in rows]
    yield "a list of words", [bool(_KEYWORDS.search(text)) for text in texts]
    tools: dict[str, Callable[[object], Sequence[bool]]] = {
        "better_profanity": lambda tool: [tool.profanity.contains_profanity(t) for t in texts],
        "profanity_check": lambda tool: [bool(each) for each in tool.predict(texts)],
    }  # type: ignore[dict-item]
    for name, ask in tools.items():
        if importlib.util.find_spec(name):
            yield name, ask(importlib.import_module(name))


def ordinary(folder: Path) -> list[str]:
    """Return ordinary text messages that chose no threshold."""
    with gzip.open(folder / "abuse_train.csv.gz", "rt", encoding="utf-8") as data:
        return [
            row["text"]
            for row in csv.DictReader(data)
            if row["source"] == "sms_ham"
            and row["split"] == "dev"
            and zlib.crc32(row["text"].encode()) % 2
        ]


def alarms(detector: Detector, texts: Sequence[str]) -> str:
    """Return how many of harmless messages are flagged."""
    found = flagged(detector, [(text, False) for text in texts])
    count = sum(bool(groups_of(each)) for each in found)
    return f"{count} of {len(found)} ({count / len(found):.1%})"


def show(title: str, rows: Sequence[dict[str, object]]) -> None:
    """Print rows of one shape as a table."""
    heads = list(rows[0])
    print(f"\n{title}\n\n| {' | '.join(heads)} |\n|{' --- |' * len(heads)}")
    for row in rows:
        cells = (f"{v:.2f}" if isinstance(v, float) else str(v) for v in row.values())
        print(f"| {' | '.join(cells)} |")


def measure(detector: Detector, folder: Path | None) -> dict[str, object]:
    """Return every figure, by the title of its table."""
    rows = lines()
    start = time.perf_counter()
    both = flagged(detector, [(row.text, row.own) for row in rows])
    speed = len(rows) / (time.perf_counter() - start)
    ways = {
        "rules alone": [[f for f in each if not f.rule.startswith("model.")] for each in both],
        "what only the classifier finds": [
            [f for f in each if f.rule.startswith("model.")] for each in both
        ],
        "both": both,
    }
    harm = [bool(row.groups - _NOT_HARM) for row in rows]
    compared: list[dict[str, object]] = [
        {"way": name, "what": "any harm", **figures(harm, said)} for name, said in others(rows)
    ]
    for name, flags in ways.items():
        for got in list(by_group(rows, [groups_of(each) for each in flags]))[:2]:
            compared.append({"way": name, **{k: v for k, v in got.items() if k != "messages"}})
    said = [groups_of(each) for each in both]
    facts: list[dict[str, object]] = [
        {"figure": "reading right, where words were found", "value": reading_right(rows, both)},
        {
            "figure": "recall at one false alarm in 100",
            "value": recall_at_one_in_a_hundred(rows, both),
        },
        {
            "figure": "most that a swapped name of a person, a place or a group moves a score",
            "value": names_move(detector, rows),
        },
        {"figure": "messages a second, one core", "value": int(speed)},
    ]
    quarrels = [row.split("\t")[5] for row in QUARRELS.read_text(encoding="utf-8").splitlines()]
    facts.append({"figure": "ordinary quarrels flagged", "value": alarms(detector, quarrels)})
    if folder:
        share = alarms(detector, ordinary(folder))
        facts.append({"figure": "ordinary text messages flagged", "value": share})
    return {
        f"Compared, {len(rows)} messages": compared,
        "Each group, both": list(by_group(rows, said))[2:],
        "Flagged without meant harm": list(kinds(rows, said)),
        "How sure, and how often right": list(calibration(rows, both)),
        "What stands around it, rows of the development hands": list(moved(detector)),
        "Besides": facts,
    }  # fmt: skip


def main() -> None:
    """Print the tables, and keep them where asked."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--ordinary", type=Path)
    ask.add_argument("--write", type=Path)
    given = ask.parse_args()
    detector = Detector.load()
    tables = measure(detector, given.ordinary)
    for title, rows in tables.items():
        show(title, rows)  # type: ignore[arg-type]
    print(f"\n{detector.model}, {detector.version}")
    if given.write:
        size = sum(file.stat().st_size for file in model_path(HARM).iterdir())
        kept = {"megabytes": round(size / 1e6, 1), "tables": tables}
        given.write.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
