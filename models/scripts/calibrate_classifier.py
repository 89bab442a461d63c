"""Fit the classifier's probabilities and thresholds on the validation hand; write them to its card.

Platt's line (Platt 1999) for each group, and for each group the threshold with the best F-score
whose precision is not below the floor. The validation hand is never trained on.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from classifier_data import HARMS, Row, corpus, umbrellas
from sklearn.linear_model import LogisticRegression

from analyser.detect._classifier import Classifier, Scores

FLOOR = 0.6
"""Least precision of a threshold on the validation hand, which is half hard negatives."""


def threshold(truth: np.ndarray, sure: np.ndarray) -> float:
    """Return the probability from which a group is raised."""
    best, chosen = 0.0, 0.9
    for at in np.arange(0.1, 0.95, 0.02):
        raised = sure >= at
        right = float((truth & raised).sum())
        if right and right / raised.sum() >= FLOOR:
            score = 2 * right / (truth.sum() + raised.sum())
            if score > best:
                best, chosen = score, float(at)
    return round(chosen, 2)


def fit(rows: list[Row], scores: list[Scores], group: str) -> tuple[dict[str, float], float]:
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
    return {"slope": round(slope, 4), "shift": round(shift, 4)}, threshold(truth, fitted)


def main() -> None:
    """Write calibration, thresholds and version to the card in the model's folder."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--model", type=Path, required=True)
    ask.add_argument("--validation", type=Path, nargs="+", required=True)
    given = ask.parse_args()
    path = given.model / "card.json"
    card = json.loads(path.read_text(encoding="utf-8")) | {"calibration": {}}
    path.write_text(json.dumps(card), encoding="utf-8")  # bare probabilities first
    rows = list(corpus(given.validation))
    scores = Classifier(given.model).scores([row.text for row in rows])
    card["thresholds"] = {}
    for group in (*HARMS, "stop_request", "any_harm", "any_threat"):
        card["calibration"][group], card["thresholds"][group] = fit(rows, scores, group)
    digest = hashlib.sha256((given.model / "encoder.onnx").read_bytes()).hexdigest()
    card["version"] = digest[:12]
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(card["thresholds"], indent=1))  # noqa: T201  # a script


if __name__ == "__main__":
    main()
