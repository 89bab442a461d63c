"""What may be worth hiding: numbers and addresses whose form and surroundings both speak for it.

A form alone is not enough. Nothing is hidden by this: a person chooses.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import phonenumbers

from analyser.findings import Findings
from analyser.hidden import Term

_AROUND = 60
"""Letters before and after in which a word must speak for it."""
_CONTEXT = 32
_AREA = re.compile(
    r"(?:AB|AL|B|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|"
    r"DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|"
    r"KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|"
    r"RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|"
    r"WC|WD|WF|WN|WR|WS|WV|YO|ZE)\d",
    re.IGNORECASE,
)
"""Postcode areas; Royal Mail."""
_NI_NEVER = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
"""Prefixes that are never given out; gov.uk/hmrc-internal-manuals, NIM39110."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Something that may be worth hiding.

    Attributes:
        what: What it looks like, for people.
        term: As it would be hidden.
        context: The words around it, so that a person can tell.
        items: Ids of the messages it stands in.
        because: The word nearby, or the check, that speaks for it.
    """

    what: str
    term: Term
    context: str
    items: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class _Form:
    what: str
    kind: str
    pattern: re.Pattern[str]
    words: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool]


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def _is_phone(match: re.Match[str]) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(match[0], "GB"))
    except phonenumbers.NumberParseException:
        return False


def _is_nhs(match: re.Match[str]) -> bool:
    """Tell whether the last digit is the check digit: modulo 11, weights 10 to 2."""
    digits = [int(char) for char in match[0] if char.isdigit()]
    check = 11 - sum(d * w for d, w in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return digits[9] == (0 if check == 11 else check)


def _is_postcode(match: re.Match[str]) -> bool:
    return _AREA.match(match[0]) is not None


def _is_ni(match: re.Match[str]) -> bool:
    return match[0][:2].upper() not in _NI_NEVER


def _always(match: re.Match[str]) -> bool:
    return True


_HOME = (
    *("live", "lives", "living", "house", "flat", "home", "address", "road", "street", "avenue"),
    *("close", "lane", "drive", "court", "moved", "door", "outside", "postcode", "work", "school"),
    *("parcel", "delivery", "deliver", "round", "staying", "visit", "meet"),
)
_CALL = ("number", "phone", "mobile", "call", "ring", "text", "tel", "whatsapp", "reach", "contact")
_FORMS = (
    _Form(
        "a telephone number",
        "number",
        re.compile(r"(?<![\d.])(?:\+44\s?\(?0?\)?|0)(?:[\s.()-]{0,2}\d){9,10}(?!\d)"),
        _words(*_CALL, "num", "no", "new sim", "sim"),
        _is_phone,
    ),
    _Form(
        "a postcode",
        "address",
        re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE),
        _words(*_HOME),
        _is_postcode,
    ),
    _Form(
        "a street address",
        "address",
        re.compile(
            r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][\w'’-]+\s+){1,3}"
            r"(?:Street|St|Road|Rd|Avenue|Ave|Close|Lane|Drive|Court|Crescent|Place|Gardens|Terrace"
            r"|Square|Way|Hill|Grove|Park|Walk|Row|Mews|View)\b",
            re.IGNORECASE,
        ),
        _words(*_HOME),
        _always,
    ),
    _Form(
        "a National Insurance number",
        "number",
        re.compile(
            r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b",
            re.IGNORECASE,
        ),
        _words("ni", "nino", "national insurance", "insurance", "hmrc", "tax", "dwp", "payroll"),
        _is_ni,
    ),
    _Form(
        "an NHS number",
        "number",
        re.compile(r"(?<!\d)\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)"),
        _words("nhs", "gp", "doctor", "hospital", "surgery", "patient", "prescription"),
        _is_nhs,
    ),
    _Form(
        "a sort code",
        "number",
        re.compile(r"(?<![\d-])\d{2}[-\s]\d{2}[-\s]\d{2}(?![\d-])"),
        _words("sort code", "sort", "account", "acc", "bank", "pay", "transfer"),
        _always,
    ),
    _Form(
        "an account number",
        "number",
        re.compile(r"(?<![\d-])\d{8}(?![\d-])"),
        _words("account", "acc", "sort code", "bank", "transfer"),
        _always,
    ),
)


def proposals(findings: Findings) -> tuple[Proposal, ...]:
    """Return what may be worth hiding in the messages, each once, in the order it appears."""
    found: dict[tuple[str, str], Proposal] = {}
    before: dict[str, str] = {}
    for message in findings.messages:
        for form, match, because in _in(message.text, before.get(message.source, "")):
            text = " ".join(match[0].split())
            key = form.what, re.sub(r"\W", "", text).casefold()
            known = found.get(key)
            found[key] = Proposal(
                what=form.what,
                term=known.term if known else Term(text=text, kind=form.kind),
                context=known.context if known else _context(message.text, match),
                items=(*(known.items if known else ()), message.id),
                because=known.because if known else because,
            )
        before[message.source] = message.text[-_AROUND:]
    return tuple(found.values())


def _in(text: str, before: str) -> Iterator[tuple[_Form, re.Match[str], str]]:
    for form in _FORMS:
        for match in form.pattern.finditer(text):
            near = text[max(0, match.start() - _AROUND) : match.start()]
            near = f"{before}\n{near}" if match.start() < _AROUND else near
            near += "\n" + text[match.end() : match.end() + _AROUND]
            word = form.words.search(near)
            if word and form.holds(match):
                yield form, match, f"«{word[0]}» stands nearby"


def _context(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - _CONTEXT), match.end() + _CONTEXT
    lead, tail = "… " if start else "", " …" if end < len(text) else ""
    return f"{lead}{' '.join(text[start:end].split())}{tail}"
