"""What another version of the program changes in a case: told message by message."""

import json

from analyser.anchors import Anchors
from analyser.errors import AnalyserError
from analyser.signals import signals
from analyser.ui import _parts, _state
from analyser.ui._difference import Found, difference
from analyser.ui._words import words

_FLAGS = "flags"
_LISTED = 30


def compare() -> None:
    """Tell what another version of the program changes, and keep what is found now."""
    here = _state.case()
    if here.kept.file is None or here.findings is None:
        return
    anchors = Anchors(_state.read())
    now: Found = {
        "made": dict(here.kept.made),
        "flags": sorted(list(key) for key in _state.suggested(here.findings)),
        "words": anchors.words(),
    }
    body = json.dumps(now)
    try:
        before = here.kept.file.derived(_FLAGS)
        if before != body:
            if before is not None:
                here.news = difference(json.loads(before), now, anchors) or here.news
            here.kept.file.keep_derived(_FLAGS, body)
        here.kept.file.keep_readings(here.readings.kept())
    except AnalyserError as error:
        here.kept.problem = error


def tell() -> None:
    """Draw what the program finds otherwise than when the case was last open, if anything."""
    news = _state.case().news
    if news is None:
        return
    _parts.note(words("casefile", "news"))
    for label, flags in (("news_new", news.new), ("news_gone", news.gone)):
        if flags:
            _parts.minor(f"{words('casefile', label)}: {len(flags):,}")
            rows = [(id_ or words("casefile", "news_no_item"), _label(s)) for id_, s in flags]
            _parts.table(("Item", "Flag"), rows[:_LISTED])
            if len(rows) > _LISTED:
                _parts.text(f"{_LISTED} of {len(rows):,} listed", "notes-muted")
    for label, count in (("news_read", len(news.read)), ("news_lost", news.lost)):
        if count:
            _parts.text(f"{words('casefile', label)}: {count:,}")
    touched = {id_ for id_, _ in (*news.new, *news.gone) if id_} | set(news.read)
    if touched:
        _parts.show_in_review("these messages", touched, "show_news", of="what has changed")


def _label(signal: str) -> str:
    known = signals().get(signal)
    return known.plain_label if known else signal
