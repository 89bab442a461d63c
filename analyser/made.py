"""What made the findings: versions, names of formats, and how right flags were on test messages."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from analyser.errors import ModelMissing
from analyser.model_files import model_path

_SHOWN = {
    ("both", "any harm"): "Any harmful words",
    ("both", "any threat"): "Any threat",
}
"""Which rows of the scores are for readers of a report: those of the program as it runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How right the flags were on one kind of test messages, from 0.0 to 1.0."""

    what: str
    precision: float
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What made the findings, so that a third party can repeat them.

    Attributes:
        read_as: What a person calls each kind of source, by the kind's id.
        measured: As the recipe of the model wrote them down; empty where that is not here.
        measured_on: What they were measured on, such as "451 messages".
    """

    program: str
    rules: str
    model: str
    law_checked_on: str
    ocr: str
    read_as: Mapping[str, str] = field(default_factory=dict)
    measured: tuple[Score, ...] = ()
    measured_on: str = ""


def measured() -> tuple[tuple[Score, ...], str]:
    """Return the scores that the model's recipe wrote, and on what; nothing where there are none.

    Source: the table "Compared" of `models/scores/analyser_harm.json`.
    """
    try:
        path = model_path("scores") / "analyser_harm.json"
        tables = json.loads(path.read_text(encoding="utf-8"))["tables"]
    except (ModelMissing, OSError):
        return (), ""
    name = next((each for each in tables if each.startswith("Compared, ")), None)
    if name is None:
        return (), ""
    rows = {(row["way"], row["what"]): row for row in tables[name]}
    scores = tuple(
        Score(what=words, precision=rows[key]["precision"], recall=rows[key]["recall"])
        for key, words in _SHOWN.items()
        if key in rows
    )
    return scores, name.removeprefix("Compared, ")


@cache
def code_hash(*rooms: str) -> str:
    """Return a hash of the code and tables of rooms: a version alone would outlive a change."""
    digest = hashlib.sha256()
    for room in rooms:
        for each in sorted(files(room).iterdir(), key=lambda path: path.name):
            if each.is_file() and each.name.endswith((".py", ".toml")):
                digest.update(each.name.encode() + each.read_bytes())
    return digest.hexdigest()
