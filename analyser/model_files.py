"""Find the trained models on this computer: in `models/` of the project, or inside the wheel."""

from pathlib import Path

from analyser.errors import ModelMissing

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE.parent / "models", _PACKAGE / "trained")
"""The folder as developed, and where pyproject.toml puts it in an installed program."""
SYNTAX = "analyser_en"
"""Name of the spaCy pipeline for tags, trees and lemmas; load it with `spacy.load`."""

HARM = "analyser_harm"
"""Name of the classifier of messages; `analyser.detect._classifier` loads it."""


def model_path(name: str = SYNTAX) -> Path:
    """Return the folder of the model `name`.

    Raises:
        ModelMissing: It is not there.
    """
    for place in _PLACES:
        if (folder := place / name).is_dir() and any(folder.iterdir()):
            return folder
    raise ModelMissing(
        f"The language model {name} is not installed.",
        "Get the whole program again, with its models folder, and start ./run.",
    )
