"""The report as PDF, by Typst: tagged, archivable, all text handed over as data."""

import json
import re
import unicodedata
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Literal

import typst

from analyser.findings import Findings
from analyser.report._document import build
from analyser.report._text import broken
from analyser.report._writer import Writer

_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_SIGNS = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\ufe0f]")
_MARKS = re.compile("[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]")


def _named(match: re.Match[str]) -> str:
    """Return a sign by its name and code point: no font of a computer is certain to have it."""
    char = match[0]
    if _MARKS.match(char):
        return ""
    return f"[{unicodedata.name(char, 'sign').lower()} U+{ord(char):04X}]"


@cache
def _template() -> bytes:
    return (files("analyser.report") / "template.typ").read_bytes()


def _printable(value: object) -> object:
    if isinstance(value, str):
        return broken(_SIGNS.sub(_named, _MARKS.sub("", value)))
    if isinstance(value, (list, tuple)):
        return [_printable(each) for each in value]
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    return value


def _write(findings: Findings, now: datetime) -> bytes:
    document = _printable(asdict(build(findings, now)))
    made: bytes = typst.compile(
        _template(),
        format="pdf",
        sys_inputs={"doc": json.dumps(document, ensure_ascii=False)},
        pdf_standards=[*_STANDARDS],
        timestamp=int(now.timestamp()),
    )
    return made


WRITER = Writer(id="to_pdf", file_name="report.pdf", write=_write)
