"""What a provision needs, point by point, how each stands; the plain guide, and who can help."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from analyser.records import Jurisdiction


class Standing(StrEnum):
    """How a point stands; none of these says that a law was broken."""

    SHOWN = "shown"
    NOT_HERE = "not_in_this_material"
    TO_DECIDE = "for_police_or_a_solicitor_to_decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One point of one provision.

    Attributes:
        text: What the point is; of what is shown also how often, when and by whom as shown.
        messages: Ids of what shows it, in timeline order; empty where nothing does.
    """

    text: str
    standing: Standing
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One heading of the plain-language guide, with its paragraphs; about the law, not a case.

    Attributes:
        on_demand: It is about the highest sentences, and is shown to those who ask for it only.
    """

    title: str
    text: tuple[str, ...]
    nations: tuple[Jurisdiction, ...]
    on_demand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service a person can turn to.

    Attributes:
        contact: Number, text or address, as a sentence part.
        usually: When it is usually open; None where that is not certain. Hours change.
        for_whom: Whom it is for and where.
        nations: Where it can be used.
        confidence: How sure contact and purpose are; those only to be `check`ed are not offered.
    """

    name: str
    contact: str
    usually: str | None = None
    for_whom: str
    nations: tuple[Jurisdiction, ...]
    confidence: Literal["certain", "probable", "check"]
    checked: date
