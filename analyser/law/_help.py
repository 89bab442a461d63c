"""Who can help, and what comes next: plain lists by nation, from tables."""

from dataclasses import dataclass
from functools import cache

from analyser.elements import Chapter, Service
from analyser.law._tables import TABLES
from analyser.records import Jurisdiction
from analyser.tables import load_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    text: str
    nations: tuple[Jurisdiction, ...]


@cache
def _all_chapters() -> tuple[Chapter, ...]:
    return load_rows(TABLES / "guide.toml", Chapter)


def guide(jurisdiction: Jurisdiction | None) -> tuple[Chapter, ...]:
    """Return the guide of a nation; without one what holds everywhere."""
    wanted = set(Jurisdiction) if jurisdiction is None else {jurisdiction}
    return tuple(each for each in _all_chapters() if wanted <= set(each.nations))


@cache
def _all_services() -> tuple[Service, ...]:
    return load_rows(TABLES / "services.toml", Service)


@cache
def _all_steps() -> tuple[_Step, ...]:
    return load_rows(TABLES / "steps.toml", _Step)


def services(jurisdiction: Jurisdiction | None) -> tuple[Service, ...]:
    """Return the services of a nation, general ones first; of all nations where it is None."""
    return tuple(
        service
        for service in _all_services()
        if service.confidence != "check"
        and (jurisdiction is None or jurisdiction in service.nations)
    )


def next_steps(jurisdiction: Jurisdiction | None) -> tuple[str, ...]:
    """Return what a person can do next, as sentences; without a nation what holds everywhere."""
    wanted = set(Jurisdiction) if jurisdiction is None else {jurisdiction}
    return tuple(step.text for step in _all_steps() if wanted <= set(step.nations))
