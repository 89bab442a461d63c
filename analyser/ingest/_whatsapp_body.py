"""Say what sort of event the body of a WhatsApp line is, from the words the app writes itself."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from analyser.records import Kind
from analyser.tables import read_toml
from analyser.times import plain

_EDITED = re.compile(
    r"<(?:this message was edited|dit bericht is bewerkt|questo messaggio è stato modificato"
    r"|diese nachricht wurde bearbeitet|ce message a été modifié|se editó este mensaje"
    r"|mensagem editada|edytowano tę wiadomość|wiadomość edytowana|acest mesaj a fost editat"
    r"|bu mesaj düzenlendi|сообщение изменено|данное сообщение изменено|повідомлення змінено"
    r"|det här meddelandet har redigerats|denne besked blev redigeret|تم تعديل هذه الرسالة"
    r"|esta mensagem foi editada|este mensaje fue editado|यह मैसेज एडिट किया गया)\.?>\s*$",
    re.IGNORECASE,
)
_MARKED_EDIT = re.compile(r"\S.*\u200e<[^<>:\n]{6,60}>\s*$", re.DOTALL)
"""In a language that is not listed: words, then the sign that only the app puts there."""
_ANDROID_FILE = re.compile(
    # Words of languages not listed here follow a name that only the app gives.
    r"(?P<name>(?:IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d{4,}\.\w{1,5}) \([^()\n]+\)\s*(?:\n|$)"
    r"|(?P<any>[^\n]+?\.\w{1,5}) "
    r"\((?:file attached|Datei angehängt|archivo adjunto|fichier joint|plik dołączony"
    r"|bestand bijgevoegd|file allegato|arquivo anexado|ficheiro anexado|dosya ekli)\)",
    re.IGNORECASE,
)
_IOS_FILE = re.compile(
    r"<(?:attached|Anhang|adjunto|pièce jointe|załączono|bijgevoegd|bijlage|allegato|anexado): "
    r"(?P<any>[^>\n]{1,300})>"
    r"|<[^<>:\n]{1,30}: (?P<name>\d{8}-[A-Z]+-\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d\.\w{1,5})>",
    re.IGNORECASE,
)
_LINES_NAMED = 5
_WHOLLY_BRACKETED = re.compile(r"<[^<>\n]{3,60}>")
_OWN_DELETION = frozenset(
    (
        "you deleted this message",
        "du hast diese nachricht gelöscht",
        "eliminaste este mensaje",
        "vous avez supprimé ce message",
        "je hebt dit bericht verwijderd",
        "hai eliminato questo messaggio",
        "hai eliminato il messaggio",
        "você apagou esta mensagem",
        "apagaste esta mensagem",
        "ai șters acest mesaj",
        "ați șters acest mesaj",
        "usunąłeś tę wiadomość",
        "usunęłaś tę wiadomość",
        "bu mesajı sildiniz",
        "вы удалили данное сообщение",
        "вы удалили это сообщение",
        "ви видалили це повідомлення",
        "du raderade det här meddelandet",
        "du slettede denne besked",
        "لقد حذفت هذه الرسالة",
        "آپ نے یہ پیغام حذف کر دیا",
        "आपने यह मैसेज मिटाया",
    )
)
_MEMBERS = re.compile(
    r"(?P<who>[^:\n]{1,60}?) (?P<verb>created|added|removed|left|changed|joined|turned|pinned)\b"
    r"(?: (?P<whom>[^:\n]{1,300}))?"
)
_OF_OTHERS = ("added", "removed")
_STOPS = ". \u3002\u0964\u06d4"
"""Full stops, also of Chinese, Hindi and Urdu."""
_LONGEST_PLACEHOLDER = 120
MARK = "\u200e"


@dataclass(frozen=True, slots=True)
class _Words:
    whole: dict[str, Kind]
    marked: dict[str, Kind]
    form: re.Pattern[str]
    verbs: re.Pattern[str]
    notices: tuple[str, ...]
    group: re.Pattern[str]
    worth: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _words() -> _Words:
    table = read_toml(files("analyser.ingest") / "whatsapp_words.toml")

    def by_word(part: str) -> dict[str, Kind]:
        return {word: Kind(kind) for kind, words in table[part].items() for word in words}

    verbs = "|".join(re.escape(verb) for verb in table["notice"]["verbs"])
    return _Words(
        whole=by_word("whole"),
        marked=by_word("marked"),
        form=re.compile("|".join(f"(?P<{k}>{'|'.join(f)})" for k, f in table["form"].items())),
        verbs=re.compile(rf"(?<!\w)(?:{verbs})(?!\w)"),
        notices=tuple(table["notice"]["forms"]),
        group=re.compile(table["notice"]["group"]),
        worth=tuple((row["label"], re.compile(row["form"])) for row in table["worth"]),
    )


def is_marked(text: str) -> bool:
    """Tell whether a body begins with U+200E, as what the app itself writes on an iPhone does."""
    return not text.isascii() and text.lstrip().startswith(MARK)


def attachment_of(text: str) -> str | None:
    """Return the name of the file that a body names as sent, or None."""
    if ")" not in text and ">" not in text:
        return None
    body = plain(text).strip()
    match = _ANDROID_FILE.match(body) or _IOS_FILE.search(body)
    return (match["name"] or match["any"]).strip() if match else None


def kind_of(text: str) -> Kind:
    """Return the kind of a body; what is not known is text, shown as found."""
    if text.isascii() and ")" not in text and ">" not in text and (body := text.strip()):
        # Most of a long export; what is asked below needs one of those signs.
        return _placeholder(body, marked=False) or Kind.TEXT
    body = plain(text).strip()
    if not body:
        # A view-once picture leaves nothing but the sender.
        return Kind.MEDIA
    if (name := attachment_of(text)) is not None:
        return Kind.CONTACT_CARD if name.lower().endswith(".vcf") else Kind.MEDIA
    kind = _placeholder(body, marked=is_marked(text))
    if kind is not None:
        return kind
    if MARK in text and _ends_in_placeholder(text):
        return Kind.MEDIA
    if body[-1] == ">":
        if _EDITED.search(body) or (MARK in text and _MARKED_EDIT.match(text.lstrip(MARK))):
            return Kind.EDITED
        if _WHOLLY_BRACKETED.fullmatch(body):
            # A placeholder in a language that is not listed.
            return Kind.MEDIA
    return Kind.TEXT


def _placeholder(body: str, *, marked: bool) -> Kind | None:
    words = _words()
    first, _, more = body.partition("\n")
    if len(first) > _LONGEST_PLACEHOLDER:
        first = first[:_LONGEST_PLACEHOLDER]
    lower = first.lower().rstrip(_STOPS)
    if lower.startswith("<"):
        lower = f"<{lower.strip('<> ')}>"
    kind = words.whole.get(lower) or (words.marked.get(lower) if marked else None)
    # Below an omitted picture stands its caption; below any other placeholder nothing does.
    if kind is not None and (not more or kind is Kind.MEDIA):
        return kind
    match = words.form.fullmatch(lower)
    kind = Kind(match.lastgroup) if match and match.lastgroup else None
    return kind if not more or kind is Kind.POLL else None


def _ends_in_placeholder(text: str) -> bool:
    """Tell whether words stand before a placeholder, as a caption does on an iPhone."""
    last = plain(text.rpartition(MARK)[2]).strip().lower().rstrip(".")
    return _words().whole.get(last) is Kind.MEDIA


def shows_owner(text: str) -> bool:
    """Tell whether only the maker of the export can stand as the sender of this body."""
    if len(text) > _LONGEST_PLACEHOLDER:
        return False
    # "You deleted this message as admin" stands under the one who had sent it.
    return plain(text).strip().lower().rstrip(_STOPS) in _OWN_DELETION


def has_notice_verb(prefix: str) -> bool:
    """Tell whether what stands before a colon reads like the app's own notice."""
    return bool(_words().verbs.search(plain(prefix).lower()))


@lru_cache(maxsize=4)
def notice_form(names: frozenset[str]) -> re.Pattern[str]:
    """Return what fits a notice as a whole, in lower case, in a chat with these names."""
    who = "|".join(re.escape(plain(name).strip().lower()) for name in sorted(names))
    # A name that is not in the phone's contacts, and a number, can stand for anybody.
    who = rf"(?:you|~ ?[^:\n]{{1,40}}|\+\d[\d ()-]{{6,20}}|{who or 'you'})"
    return re.compile("|".join(f"(?:{form.replace('{who}', who)})" for form in _words().notices))


def is_notice(text: str, form: re.Pattern[str]) -> bool:
    """Tell whether a body that begins with U+200E is a notice."""
    return bool(form.fullmatch(" ".join(plain(text).lower().split())))


def members_of(notice: str) -> frozenset[str]:
    """Return the names that a notice shows as members of the chat, as written."""
    match = _MEMBERS.match(plain(notice))
    if match is None:
        return frozenset()
    others = re.split(r", | and ", match["whom"] or "") if match["verb"] in _OF_OTHERS else []
    return frozenset({match["who"], *others}) - {""}


def shows_group(notice: str) -> bool:
    """Tell whether a notice is one that only groups have."""
    return bool(_words().group.search(plain(notice).lower()))


def worth_knowing(notices: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """Return a sentence for each sort of notice that is a fact of a case, with its lines."""
    lines: dict[str, list[int]] = {}
    for line, text in notices:
        lower = plain(text).lower()
        for label, form in _words().worth:
            if form.search(lower):
                lines.setdefault(label, []).append(line)
    return tuple(_notice_fact(label, found) for label, found in lines.items())


def _notice_fact(label: str, lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:_LINES_NAMED]))
    more = " and others" if len(lines) > _LINES_NAMED else ""
    word = "line" if len(lines) == 1 else "lines"
    return f"A notice of the app says that {label} ({word} {shown}{more})."
