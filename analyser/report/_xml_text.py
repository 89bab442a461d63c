"""Text that the XML inside Office files can hold: what it cannot is written as its code point."""

import re

from analyser.report._text import code_point

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""Outside what XML 1.0 allows, and the carriage return, which it would turn into a line feed."""


def xml_text(text: str) -> str:
    """Return `text` with forbidden characters as "[U+0007]"."""
    return _FORBIDDEN.sub(lambda match: f"[{code_point(match[0])}]", text)
