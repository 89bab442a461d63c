"""Fit the classifier's probabilities and thresholds on the validation hand; write them to its card.

Platt's line (Platt 1999) for each group, and for each group the threshold with the best F-score
whose precision is not below the floor and which seldom fires on ordinary talk. Half of the
validation hand and of the public dev part's ordinary talk is used; none of it is trained on, and
the other half measures (`benchmarks/language.py`).
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from classifier_data import (
    HARMS,
    Row,
    corpus,
    is_for_calibration,
    is_for_thresholds,
    public,
    umbrellas,
)
from sklearn.linear_model import LogisticRegression

from analyser.detect._classifier import Classifier, Scores

FLOOR = 0.75
"""Least precision of a threshold on the validation hand, which is half hard negatives."""

LEAST = 0.6
"""Least threshold: what is less likely than this is not worth a person's time."""
TALK = ("sms_ham", "goemotions_benign")
"""Ordinary talk as it comes; what was picked for a violent word is not ordinary in that."""
GROUP_SHARE, PLAIN_SHARE = 0.003, 0.018
"""Most of ordinary talk that one group may raise, and that may be taken for plain harm."""


def threshold(truth: np.ndarray, sure: np.ndarray, ordinary: np.ndarray, share: float) -> float:
    """Return the probability from which a group is raised.

    `ordinary` holds the probabilities for ordinary talk, of which at most `share` may be raised.
    """
    least = max(LEAST, float(np.quantile(ordinary, 1 - share)) if len(ordinary) else 0.0)
    best, chosen = 0.0, max(0.9, least)
    for at in np.arange(least, 0.99, 0.02):
        raised = sure >= at
        right = float((truth & raised).sum())
        if right and right / raised.sum() >= FLOOR:
            score = 2 * right / (truth.sum() + raised.sum())
            if score > best:
                best, chosen = score, float(at)
    return round(chosen, 3)


def fit(
    rows: list[Row], scores: list[Scores], ordinary: list[Scores], group: str
) -> tuple[dict[str, float], float]:
    """Return Platt's line and the threshold of one group."""
    own = group == "stop_request"
    pairs = [
        (umbrellas(row.groups)[group] == 1.0, each.groups[group])
        for row, each in zip(rows, scores, strict=True)
        if (row.speaker == "me") is own and group in umbrellas(row.groups)
    ]
    truth = np.array([right for right, _ in pairs])
    sure = np.clip(np.array([probability for _, probability in pairs]), 1e-6, 1 - 1e-6)
    logit = np.log(sure / (1 - sure)).reshape(-1, 1)
    line = LogisticRegression(C=1.0).fit(logit, truth)
    fitted = line.predict_proba(logit)[:, 1]
    slope, shift = float(line.coef_[0, 0]), float(line.intercept_[0])
    raw = np.clip([each.groups[group] for each in ordinary], 1e-6, 1 - 1e-6)
    talk = line.predict_proba(np.log(raw / (1 - raw)).reshape(-1, 1))[:, 1]
    share = PLAIN_SHARE if group == "any_harm" else GROUP_SHARE
    return {"slope": round(slope, 4), "shift": round(shift, 4)}, threshold(
        truth, fitted, talk, share
    )


def main() -> None:
    """Write calibration, thresholds and version to the card in the model's folder."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--model", type=Path, required=True)
    ask.add_argument("--validation", type=Path, nargs="+", required=True)
    ask.add_argument("--data", type=Path, required=True, help="the folder of the public data")
    ask.add_argument(
        "--keep",
        nargs="*",
        help="keep the lines and thresholds of the card, but for these thresholds: any_harm=0.82",
    )
    given = ask.parse_args()
    path = given.model / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    if given.keep is None:
        card |= fitted(given.model, card, given.validation, given.data)
    for name, _, value in (each.partition("=") for each in given.keep or ()):
        card["thresholds"][name] = float(value)
    digest = hashlib.sha256((given.model / "encoder.onnx").read_bytes()).hexdigest()
    card["version"] = digest[:12]
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(card["thresholds"], indent=1))  # noqa: T201  # a script


def fitted(
    folder: Path, card: dict[str, Any], validation: list[Path], data: Path
) -> dict[str, dict[str, Any]]:
    """Return calibration and thresholds of the model in `folder`, fitted anew."""
    path = folder / "card.json"
    card |= {"calibration": {}}
    path.write_text(json.dumps(card), encoding="utf-8")  # bare probabilities first
    rows = [row for row in corpus(validation) if is_for_calibration(row.pair)]
    model = Classifier(folder)
    scores = model.scores([row.text for row in rows])
    talk = [row for row in public(data, "dev", 1) if row.source in TALK]
    ordinary = model.scores([row.text for row in talk if is_for_thresholds(row.text)])
    found: dict[str, dict[str, Any]] = {"calibration": {}, "thresholds": {}}
    for group in (*HARMS, "stop_request", "any_harm", "any_threat"):
        found["calibration"][group], found["thresholds"][group] = fit(rows, scores, ordinary, group)
    return found


if __name__ == "__main__":
    main()
