"""Names as they stand on the pages: two that look the same are told apart everywhere."""

from analyser.ui import _state
from analyser.ui._literal import literal, name, plain
from analyser.ui._words import words


def shown_name(sender: str) -> str:
    """Return a sender's name as HTML, with the sign that tells it from one that looks the same."""
    sign = _sign(sender)
    return name(sender) + (f' <span class="notes-sign">({literal(sign)})</span>' if sign else "")


def chosen_name(sender: str) -> str:
    """Return a sender's name for a control, with the sign as above."""
    sign = _sign(sender)
    return plain(sender) + (f" ({plain(sign)})" if sign else "")


def _sign(sender: str) -> str:
    findings = _state.case().findings
    signs = _state.index(findings).signs.get(sender) if findings else None
    return words("people", "written_with").format(signs=signs) if signs else ""
