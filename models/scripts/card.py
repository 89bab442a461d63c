"""Write the models' README from their cards and their scores.

`python card.py CARDS SCORES README.md`: for each `CARDS/<model>.toml` what the model is, what it
was made from and under which licences, and the figures of `SCORES/<model>.json`. A model without
scores fails: a card must not go out without them.
"""

import argparse
import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HEAD = """# Models

<!-- Written by the recipe (scripts/card.py). Change cards/*.toml or the recipe, not this file. -->

The trained parts of the analyser. They are loaded from this folder; nothing is fetched when the
program or its tests run. `python -m spacy project run all models` makes them anew from public data
(`--vars.data FOLDER` names the folder that holds them); `project.yml` says how, step by step.
"""
NAMES = {
    "ewt": "EWT (web)",
    "gum": "GUM (mixed)",
    "eslspok": "ESLSpok (spoken, learners)",
    "together": "EWT, one to six sentences at once",
}


def percent(value: float | None) -> str:
    """Return a share as a percentage with one decimal, or a dash."""
    return "-" if value is None else f"{100 * value:.1f}"


def parser_scores(scores: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the table of a syntax pipeline."""
    yield f"Size {scores['megabytes']} MB; {scores['words_a_second']:,} words a second on one core."
    yield ""
    yield (
        "| development part | written | UAS | LAS | UAS / LAS, tokens given "
        "| the same, marks counted | tag | part of speech | features | lemma |"
    )
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for name, ways in scores["sets"].items():
        for way, got in ways.items():
            own, given, marks = got["own"], got["given"], got["with_marks"]
            cells = [percent(own["uas"]), percent(own["las"])]
            cells += [f"{percent(each['uas'])} / {percent(each['las'])}" for each in (given, marks)]
            cells += [percent(own.get(key)) for key in ("tag", "pos", "morph", "lemma")]
            yield f"| {NAMES.get(name, name)} | {way} | {' | '.join(cells)} |"


def classifier_scores(scores: dict[str, Any]) -> Iterator[str]:
    """Yield the tables of the classifier, as `benchmarks/language.py` measured them."""
    yield f"Size {scores['megabytes']} MB."
    for title, rows in scores["tables"].items():
        yield from (
            "",
            f"{title}:",
            "",
            f"| {' | '.join(rows[0])} |",
            "|---|" + "---:|" * (len(rows[0]) - 1),
        )
        for row in rows:
            cells = (f"{v:.2f}" if isinstance(v, float) else str(v) for v in row.values())
            yield f"| {' | '.join(cells)} |"


SCORES: dict[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "parser": parser_scores,
    "classifier": classifier_scores,
}
"""How the scores of each kind of model are set out."""


def section(card: dict[str, Any], scores: dict[str, Any]) -> Iterator[str]:
    """Yield the lines about one model."""
    yield f"## {card['title']}"
    for part in (card["what"], f"Licence: {card['licence']}.", card["training"]):
        yield from ("", part)
    yield from ("", "### Scores", "")
    yield from SCORES[card["kind"]](scores)
    yield from ("", "### Limits", "", card["limits"], "", "### Made from", "")
    yield "| source | where | licence |"
    yield "|---|---|---|"
    for source in card["source"]:
        yield f"| {source['name']} | {source['where']} | {source['licence']} |"


def main() -> None:
    """Write the README that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=Path)
    parser.add_argument("scores", type=Path)
    parser.add_argument("readme", type=Path)
    asked = parser.parse_args()
    lines = [HEAD.rstrip()]
    for path in sorted(asked.cards.glob("*.toml")):
        card = tomllib.loads(path.read_text(encoding="utf-8"))
        scores = json.loads((asked.scores / f"{path.stem}.json").read_text(encoding="utf-8"))
        lines += ["", *section(card, scores)]
    asked.readme.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
