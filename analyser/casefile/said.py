"""What the person said about a case, as values that JSON can hold, and back."""

from typing import Any

from pydantic import TypeAdapter

from analyser.records import CaseFacts

_FACTS = TypeAdapter(CaseFacts)


def values_of(facts: CaseFacts) -> dict[str, Any]:
    """Return the facts by name; the same for equal facts."""
    values: dict[str, Any] = _FACTS.dump_python(facts, mode="json")
    return values | {"left_out": sorted(values["left_out"])}


def facts_of(values: dict[str, Any]) -> CaseFacts:
    """Return the facts; names that are none of theirs are passed over."""
    return _FACTS.validate_python(values)
