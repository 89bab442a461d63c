"""Every provision against its own examples, and the tables against the sheet they come from."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from analyser.errors import BadTable
from analyser.law._tables import (
    Display,
    Provision,
    provisions,
    signal_sets,
    signal_words,
)
from analyser.records import Jurisdiction
from analyser.signals import signals
from analyser.tables import load_rows
from tests.law.situation import example_case, pointers

SHEET = Path(__file__).resolve().parents[3] / "shared" / "reference" / "uk-law.csv"
ONE_DAY = timedelta(days=1)

EXAMPLES = [
    pytest.param(row, example, expected, id=f"{row.id}-{'points' if expected else 'silent'}-{n}")
    for row in provisions()
    for expected, examples in ((True, row.points), (False, row.does_not_point))
    for n, example in enumerate(examples, start=1)
]

# Nations as the sheet writes them.
EXTENTS = {
    "England and Wales": [Jurisdiction.ENGLAND_AND_WALES],
    "England and Wales (parts wider)": [Jurisdiction.ENGLAND_AND_WALES],
    "England and Wales (effective UK-wide)": [Jurisdiction.ENGLAND_AND_WALES],
    "Scotland": [Jurisdiction.SCOTLAND],
    "Northern Ireland": [Jurisdiction.NORTHERN_IRELAND],
    "UK": list(Jurisdiction),
}


def can_be_shown(row: Provision) -> bool:
    return row.display is not Display.HOLD and row.electronic


def each_row(rows=None):
    rows = provisions() if rows is None else rows
    return pytest.mark.parametrize("row", rows, ids=[row.id for row in rows])


def examples_of(row, days, *, pointing):
    found = row.points if pointing else row.does_not_point
    return [each for each in found if each.nation in row.nations and set(each.sent) >= set(days)]


ASKED = [
    pytest.param(row, example, each, id=f"{row.id}-{n}-{m}")
    for row in provisions()
    for n, each in enumerate(row.asked_when)
    for m, example in enumerate(row.points)
]


@pytest.mark.parametrize(("row", "example", "asked"), ASKED)
def test_a_point_is_asked_only_of_what_it_bears_on(row, example, asked):
    (pointer,) = (p for p in pointers(example_case(example)) if p.provision == row.id)
    led = not asked.signals or not set(asked.signals).isdisjoint(pointer.signals)
    early = not asked.before or min(example.sent, default=date.min) < asked.before
    assert (asked.text in pointer.not_in_this_material) is (led and early)
    assert (asked.text in {each.text for each in pointer.elements}) is (led and early)


def test_both_ways_of_asking_stand_among_the_examples():
    asks = [
        set(asked.signals).isdisjoint(example.signals)
        for row, example, asked in (param.values for param in ASKED)
        if asked.signals
    ]
    assert {True, False} == set(asks)


@pytest.mark.parametrize(("row", "example", "expected"), EXAMPLES)
def test_each_provision_is_pointed_to_as_its_own_examples_say(row, example, expected):
    found = {pointer.provision for pointer in pointers(example_case(example))}
    assert (row.id in found) is expected


@each_row([row for row in provisions() if row.applies_from and can_be_shown(row)])
def test_the_day_before_and_the_first_day_are_among_the_examples(row):
    assert examples_of(row, [row.applies_from], pointing=True)
    assert examples_of(row, [row.applies_from - ONE_DAY], pointing=False)


@each_row([row for row in provisions() if row.applies_before])
def test_the_last_day_and_the_day_after_are_among_the_examples(row):
    assert examples_of(row, [row.applies_before - ONE_DAY], pointing=True)
    assert examples_of(row, [row.applies_before], pointing=False)


@each_row([row for row in provisions() if can_be_shown(row)])
def test_each_provision_has_examples_for_other_nations_and_for_none(row):
    silent = {example.nation for example in row.does_not_point}
    assert silent >= {None, *Jurisdiction} - set(row.nations)
    assert {example.nation for example in row.points} == set(row.nations)


@each_row([row for row in provisions() if (row.occasions_at_least or 1) > 1])
def test_each_course_of_conduct_has_examples_of_one_occasion_and_of_two_people(row):
    assert any(len(example.sent) == 1 for example in row.does_not_point)
    assert any(example.different_people for example in row.does_not_point)


@each_row([row for row in provisions() if not can_be_shown(row)])
def test_what_must_not_be_shown_has_only_examples_that_say_so(row):
    assert row.points == ()
    assert row.does_not_point


@each_row()
def test_each_provision_can_be_read_by_a_person(row):
    assert row.title
    assert row.source.startswith("https://")
    assert row.cannot_see + row.to_decide
    assert not set(row.cannot_see) & set(row.to_decide)
    for sentence in row.cannot_see + row.to_decide:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
    assert (row.label is not None) == (row.display is Display.NEUTRAL_LABEL)
    assert (row.unsettled_from is not None) or row.unsettled_says is None


@each_row()
def test_conditions_only_narrow_what_the_signals_allow(row):
    assert set(row.only_with) | set(row.signals_from) <= set(row.signals)
    assert {*row.once_is_enough, *row.stands_alone} <= set(row.signals)
    assert row.joins_basic or not (row.joins or row.stands_alone)


def test_no_provision_stands_twice():
    ids = [row.id for row in provisions()]
    assert len(ids) == len(set(ids))


def test_every_signal_has_words_and_every_word_a_signal():
    assert list(signal_words()) == list(signals())


def test_every_named_set_holds_known_signals_and_is_used():
    for name, group in signal_sets().items():
        assert set(group.signals) <= set(signals()), name
        used = [
            row.id
            for row in provisions()
            for names in (row.needs_one_of, row.needs_repeated, *row.only_with.values())
            if set(group.signals) <= set(names)
        ]
        assert used, name


GOOD_ROW = """
[[row]]
id = "X-1"
act = "Example Act 2000"
section = "s.1"
title = "Example Act 2000, s.1"
extent = "Scotland"
nations = ["scotland"]
in_force_from = "2000"
status = "in force"
display = "current"
conduct = "A thing done."
mental_element = "Meant."
course_of_conduct = "No"
mode_of_trial = "Any"
maximum = "A fine"
time_limit = "None"
signals = ["doxxing"]
confidence = "certain"
source = "https://example.org/"
checked = 2026-11-22
cannot_see = ["Whether it was meant."]
points = [{ nation = "scotland", sent = [], signals = ["doxxing"] }]
"""


@pytest.mark.parametrize(
    ("part", "wrong", "named"),
    [
        ('act = "Example Act 2000"', "", "act"),
        ('status = "in force"', 'status = "in force"\nwhatever = 1', "whatever"),
        ('display = "current"', 'display = "sometimes"', "display"),
        ('nations = ["scotland"]', 'nations = ["scotlnad"]', "nations"),
        ("nation = ", "natoin = ", "natoin"),
    ],
)
def test_a_wrong_row_is_named_and_not_loaded(tmp_path, part, wrong, named):
    table = tmp_path / "rows.toml"
    table.write_text(GOOD_ROW, encoding="utf-8")
    assert len(load_rows(table, Provision)) == 1
    table.write_text(GOOD_ROW.replace(part, wrong, 1), encoding="utf-8")
    with pytest.raises(BadTable, match=named):
        load_rows(table, Provision)


def sheet() -> dict[str, dict[str, str]]:
    if not SHEET.exists():
        pytest.skip("the law sheet is not beside this folder, so nothing to compare with")
    with SHEET.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def as_in_sheet(row: Provision) -> dict[str, str]:
    return {
        "id": row.id,
        "act": row.act,
        "section": row.section,
        "extent": row.extent,
        "applies_from": str(row.applies_from or ""),
        "applies_before": str(row.applies_before or ""),
        "in_force_from": row.in_force_from,
        "status": row.status,
        "display": row.display.value,
        "conduct": row.conduct,
        "mental_element": row.mental_element,
        "course_of_conduct": row.course_of_conduct,
        "min_occasions": str(row.occasions_at_least or ""),
        "mode_of_trial": row.mode_of_trial,
        "max_penalty": row.maximum,
        "time_limit": row.time_limit,
        "signals": ";".join(row.signals),
        "confidence": row.confidence,
        "source_url": row.source,
        "notes": row.note,
        "checked_on": str(row.checked),
    }


def test_the_tables_hold_every_row_of_the_sheet_and_no_other():
    assert {row.id for row in provisions()} == set(sheet())


@each_row()
def test_the_tables_say_what_the_sheet_says_field_by_field(row):
    assert as_in_sheet(row) == sheet()[row.id]
    assert list(row.nations) == EXTENTS[row.extent]


def test_a_label_is_the_one_the_sheet_allows():
    notes = sheet()["EW-OSA23-S184"]["notes"]
    labels = {row.label for row in provisions() if row.label}
    assert all(f"'{label}'" in notes for label in labels)
    assert labels


def test_the_comparison_with_the_sheet_would_see_a_changed_date():
    row = provisions()[0]
    changed = replace(row, applies_from=date(1988, 9, 30))
    assert as_in_sheet(changed) != sheet()[row.id]
