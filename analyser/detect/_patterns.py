"""Turn the pattern language of the rules into regular expressions over normal words; no rule here.

The language is described in `_rules.py`. A compiled pattern is searched in normal words that are
each followed by one space; it always matches whole words. Gaps are bounded and words hold no
spaces, so matching takes time in proportion to the text.
"""

import re
from collections.abc import Mapping

from analyser.errors import BadTable

Lexicon = Mapping[str, tuple[str, ...]]

_GAP_WORDS = 3
_REMEDY = "Mend the row."


def compile_pattern(written: str, lexicon: Lexicon) -> re.Pattern[str]:
    """Return the regular expression that `written` stands for.

    Raises:
        BadTable: The pattern is not in the language, or names a missing lexicon.
    """
    return re.compile(rf"(?<![^ ]){_expression(written, lexicon)}")


def _expression(written: str, lexicon: Lexicon) -> str:
    parts = re.sub(r"([(|])", r" \1 ", written)
    parts = re.sub(r"\)(\??)", r" )\1 ", parts)
    out, depth = [], 0
    for part in parts.split():
        if part == "(":
            out.append("(?:")
            depth += 1
        elif part in (")", ")?"):
            out.append(part)
            depth -= 1
        else:
            out.append("|" if part == "|" else _element(part, written, lexicon))
    if depth:
        raise BadTable(f"The brackets of the pattern {written!r} do not match.", _REMEDY)
    return "(?:" + "".join(out) + ")"


def _element(part: str, written: str, lexicon: Lexicon) -> str:
    """Return the expression of one word, lexicon entry, gap or end of a sentence."""
    if part in ("^", "$"):
        return r"\. "
    if part == "_":
        return r"(?!\. )[^ ]+ "
    if gap := re.fullmatch(r"\.\.(\d*)", part):
        stops = "|".join(re.escape(word) for word in (".", *lexicon.get("clause", ())))
        return rf"(?:(?!(?:{stops}) )[^ ]+ ){{0,{int(gap[1] or _GAP_WORDS)}}}?"
    if part == "_?":
        return r"(?:(?!\. )[^ ]+ )?"
    optional = part.endswith("?")
    entries: list[str] = []
    for name in part.removesuffix("?").split("/"):
        if not name.startswith("@"):
            entries.append(re.escape(name) + " ")
        elif name[1:] in lexicon:
            entries.extend(_expression(entry, lexicon) for entry in lexicon[name[1:]])
        else:
            raise BadTable(f"The pattern {written!r} names no lexicon {name}.", _REMEDY)
    return f"(?:{'|'.join(entries)}){'?' if optional else ''}"
