"""What a provision needs, point by point, and how each point stands in the material."""

from dataclasses import dataclass
from enum import StrEnum


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
