"""Make text from files fit to stand on a page: nothing in it acts as markup or turns its line.

Every word that comes from a file goes through here and into HTML; never into Streamlit's Markdown.
"""

from html import escape

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embedding, override and isolate marks: they could turn the words around them."""


def literal(text: str) -> str:
    """Return `text` as HTML that shows exactly these characters, turning marks written out."""
    return escape(plain(text))


def plain(text: str) -> str:
    """Return `text` for a control whose words are never taken for markup, turning marks shown."""
    return "".join(_shown(char) for char in text)


def name(text: str) -> str:
    """Return a name or file name as HTML; one written right to left keeps its own direction."""
    return f"<bdi>{literal(text)}</bdi>"


def _shown(char: str) -> str:
    if char in _TURNING or (char < " " and char not in "\n\t") or char == "\x7f":
        return f"[U+{ord(char):04X}]"
    return char
