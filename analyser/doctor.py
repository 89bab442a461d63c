"""Say what is installed and what is missing, and how to put it right; changes nothing."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analyser import screens
from analyser.detect import Detector
from analyser.errors import AnalyserError, ModelMissing
from analyser.model_files import SYNTAX, model_path
from analyser.report import font_families

_PARTS = ("spacy", "pandas", "streamlit", "pytesseract", "pillow", "typst", "python-docx")
_DISK_MB_AT_LEAST = 500
"""A large case with its reports stays well below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at: whether it is there, what was seen, and what to do if it is not."""

    name: str
    ok: bool
    seen: str
    do: str = ""


def examine() -> Iterator[Check]:
    """Yield the checks, the quick ones first."""
    yield Check(name="Python", ok=True, seen=sys.version.split()[0])
    for part in _PARTS:
        try:
            yield Check(name=part, ok=True, seen=version(part))
        except PackageNotFoundError:
            yield Check(name=part, ok=False, seen="missing", do="Start ./run again.")
    try:
        languages = screens.languages()  # fails where Tesseract is missing
        yield Check(name="Tesseract", ok=True, seen=screens.engine_name() or "missing")
        yield Check(
            name="Tesseract languages",
            ok="eng" in languages,
            seen=", ".join(languages) or "none",
            do="Install Tesseract's English data (on Debian: tesseract-ocr-eng).",
        )
    except AnalyserError as error:
        yield Check(name="Tesseract", ok=False, seen=error.problem, do=error.remedy)
    try:
        detector = Detector.load()
        yield Check(name="Language rules", ok=True, seen=f"{detector.model}, {detector.version}")
    except AnalyserError as error:
        yield Check(name="Language rules", ok=False, seen=error.problem, do=error.remedy)
    try:
        model_path()
        yield Check(name="Language model", ok=True, seen=SYNTAX)
    except ModelMissing as error:
        yield Check(name="Language model", ok=False, seen=error.problem, do=error.remedy)
    yield _fonts()
    free = shutil.disk_usage(Path.cwd()).free // 1024**2
    yield Check(
        name="Free disk space",
        ok=free >= _DISK_MB_AT_LEAST,
        seen=f"{free} MB",
        do="Make room on the disk before writing reports.",
    )


def _fonts() -> Check:
    try:
        return Check(name="Fonts", ok=True, seen=", ".join(font_families()))
    except ImportError:
        return Check(name="Fonts", ok=False, seen="missing", do="Start ./run again.")
