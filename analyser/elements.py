"""What a provision needs, point by point, how each stands; and the plain guide to the law."""

from dataclasses import dataclass
from enum import StrEnum

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
