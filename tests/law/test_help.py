"""Services and next steps: for the right nation, general ones first, nothing unconfirmed."""

import pytest

from analyser.law import guide, next_steps, services
from analyser.law._help import _all_services
from analyser.records import Jurisdiction

NATIONS = pytest.mark.parametrize("nation", [*Jurisdiction, None])


@NATIONS
def test_emergency_help_stands_first(nation):
    offered = services(nation)
    assert "999" in offered[0].contact
    first = " ".join(service.contact for service in offered[:7])
    assert "101" in first
    assert "116 123" in first


@NATIONS
def test_services_of_other_nations_are_left_out(nation):
    for service in services(nation):
        assert nation is None or nation in service.nations


def test_each_nation_has_its_own_lines_and_without_a_nation_all_are_listed():
    names = {nation: {s.name for s in services(nation)} for nation in [*Jurisdiction, None]}
    assert "Victim Support Scotland" in names[Jurisdiction.SCOTLAND]
    assert "Victim Support Scotland" not in names[Jurisdiction.ENGLAND_AND_WALES]
    assert "Lifeline" in names[Jurisdiction.NORTHERN_IRELAND]
    assert "Live Fear Free" not in names[Jurisdiction.NORTHERN_IRELAND]
    assert names[None] == set().union(*(names[nation] for nation in Jurisdiction))


def test_what_is_not_confirmed_is_kept_and_not_offered():
    held = {service.name for service in _all_services() if service.confidence == "check"}
    assert held
    assert not held & {service.name for service in services(None)}


def test_no_service_stands_twice_and_each_says_whom_it_is_for():
    names = [service.name for service in _all_services()]
    assert len(names) == len(set(names))
    assert all(service.contact and service.for_whom for service in _all_services())


@NATIONS
def test_next_steps_begin_with_danger_and_end_nowhere_empty(nation):
    steps = next_steps(nation)
    assert "999" in steps[0]
    assert len(steps) >= 10
    assert all(step.endswith(".") for step in steps)


def test_next_steps_name_the_police_of_the_nation():
    assert any("scotland.police.uk" in step for step in next_steps(Jurisdiction.SCOTLAND))
    assert any("psni" in step for step in next_steps(Jurisdiction.NORTHERN_IRELAND))
    assert not any("scotland.police.uk" in step for step in next_steps(None))


@pytest.mark.parametrize("nation", list(Jurisdiction))
def test_the_guide_of_each_nation_covers_the_same_ground_once(nation):
    titles = [chapter.title for chapter in guide(nation)]
    assert titles == [chapter.title for chapter in guide(Jurisdiction.ENGLAND_AND_WALES)]
    assert len(titles) == len(set(titles))
    assert {"What counts as harassment?", "Protective orders, and who applies for them"} <= {
        *titles
    }


def test_the_guide_is_corrected_where_old_guides_are_wrong():
    said = {nation: " ".join(t for c in guide(nation) for t in c.text) for nation in Jurisdiction}
    england = said[Jurisdiction.ENGLAND_AND_WALES]
    assert "no longer used for stalking or harassment" in england
    assert "up to ten years for what was done since 3 April 2017" in england
    assert "Neither you nor the police apply for it" in england
    assert "Malicious Communications" not in england
    for other in (Jurisdiction.SCOTLAND, Jurisdiction.NORTHERN_IRELAND):
        assert "Crown Prosecution" not in said[other]
        assert "magistrates" not in said[other]


def test_a_maximum_never_stands_without_its_caution():
    for nation in Jurisdiction:
        (highest,) = [c for c in guide(nation) if "highest sentence" in c.title]
        assert highest.text[0].startswith("These are maximums set by law, not what a court would")
        others = " ".join(t for c in guide(nation) if c is not highest for t in c.text)
        assert " years," not in others and "up to" not in others
