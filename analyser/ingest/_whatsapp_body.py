"""Say what sort of event the body of a WhatsApp line is, from the words the app writes itself."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from analyser.records import Kind
from analyser.times import plain

_EDITED = re.compile(r"<this message was edited>\s*$", re.IGNORECASE)
_ATTACHED = re.compile(
    r"(?:^|\n)(?P<android>[^\n]+?\.\w{1,5}) \((?:file attached|Datei angehängt|archivo adjunto)\)"
    r"|<(?:attached|Anhang|adjunto): (?P<ios>[^>\n]+)>",
    re.IGNORECASE,
)


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    text = (files("analyser.ingest") / "whatsapp_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def attachment_of(text: str) -> str | None:
    """Return the name of the file that a body names as sent, or None."""
    match = _ATTACHED.search(plain(text))
    return (match["android"] or match["ios"]).strip() if match else None


def kind_of(text: str) -> Kind:
    """Return the kind of a body; what is not known is text, shown as found."""
    body = plain(text).strip()
    lower = body.lower().rstrip(".")
    if (name := attachment_of(text)) is not None:
        return Kind.CONTACT_CARD if name.lower().endswith(".vcf") else Kind.MEDIA
    for kind, whole in _words()["whole"].items():
        if lower in whole or lower.split("\n")[0] in whole:
            return Kind(kind)
    for kind, starts in _words()["start"].items():
        if any(_begins(lower, start) for start in starts):
            return Kind(kind)
    if lower == "null":
        # Android writes "null" for calls, polls and events it has no words for: kind unknown,
        # certainly not a message that says "null".
        return Kind.CALL
    return Kind.EDITED if _EDITED.search(body) else Kind.TEXT


def _begins(lower: str, start: str) -> bool:
    if not lower.startswith(start):
        return False
    # "Voice call, 2 min" is the app's; "video call me later" is a person's.
    rest = lower[len(start) :]
    return start[-1] in ": p" or not rest or rest[0] in ".,:" or rest.startswith((" at ", "  "))


def shows_owner(text: str) -> bool:
    """Tell whether only the maker of the export can stand as the sender of this body."""
    return plain(text).strip().lower().startswith(("you deleted this message", "du hast diese"))


def is_notice(text: str) -> bool:
    """Tell whether a line without a known sender reads like the app's own notice."""
    lower = plain(text).lower()
    return any(
        re.search(rf"(?<!\w){re.escape(verb)}(?!\w)", lower) for verb in _words()["notice"]["verbs"]
    )
