"""What was said of a message stays that message's when another reading gives it another number."""

from dataclasses import replace

from analyser import steps
from analyser.casefile.journal import Action, Journal
from analyser.corrections import corrected
from tests.test_corrections import MADE, NOW, READING, bubble, take


def take_in(journal, reading, step):
    take(journal, steps.in_place_of(step, reading, journal.changes))


def test_a_correction_is_kept_when_another_message_comes_to_have_its_number():
    journal = Journal()
    take_in(journal, READING, steps.words(READING, "S1-2", "I will find you"))
    moved = replace(READING.messages[1], id="S1-3")
    newer = replace(READING, messages=(bubble(2, "an0ther"), moved))
    take_in(journal, newer, steps.words(newer, "S1-2", "another"))
    said = corrected(newer, journal.changes)
    assert [each.text for each in said.reading.messages] == ["another", "I will find you"]
    # A second correction of the one that moved, and then none, leave nothing behind.
    take_in(journal, newer, steps.words(newer, "S1-3", "I will find her"))
    assert len(corrected(newer, journal.changes).corrections) == 2
    take_in(journal, newer, steps.words(newer, "S1-3", "1 will find you"))
    assert [each.message for each in corrected(newer, journal.changes).corrections] == ["S1-2"]
    for _ in range(2):
        journal.undo(now=NOW, made=MADE)
    assert corrected(newer, journal.changes) == said


def test_two_corrections_that_come_to_be_of_one_message_are_not_both_made():
    journal = Journal()
    twice = replace(READING, messages=(bubble(1, "same"), bubble(2, "same")))
    for id_, to in (("S1-1", "one"), ("S1-2", "two")):
        take_in(journal, twice, steps.words(twice, id_, to))
    once = replace(READING, messages=(bubble(2, "same"),))
    found = corrected(once, journal.changes)
    assert [each.now for each in found.corrections] == ["two"]
    assert len(found.held) == 1


def as_before(entry):
    """Return an entry as older versions wrote it, with keys that hold no mark."""
    what = {**entry.what, "changes": [key[:-1] for key in entry.what["changes"]]}
    return replace(entry, what=what)


def test_the_log_of_an_older_case_gives_what_it_gave_then():
    journal = Journal()
    first = steps.words(READING, "S1-2", "I will find you")
    take(journal, first)
    take(journal, steps.flag(READING, "S1-2", "menacing"))
    take(journal, steps.words(READING, "S1-2", "1 will find you"))
    journal.undo(now=NOW, made=MADE)
    older = Journal.of([as_before(entry) for entry in journal.entries])
    assert older.changes == journal.changes
    # Then the number decided: what was said of another message with it took its place.
    newer = replace(READING, messages=(bubble(2, "an0ther"), bubble(3, "1 will find you")))
    took_place = steps.words(newer, "S1-2", "another")
    (key,), (before,) = took_place.changes, first.changes.values()
    older.record(
        Action.CHANGED,
        now=NOW,
        made=MADE,
        what={"changes": [list(key[:-1])], "decisions": []},
        before={"values": [before], "status": []},
        after={"values": list(took_place.changes.values()), "status": []},
    )
    assert [c.now for c in corrected(newer, older.changes).corrections] == ["another"]
    older.undo(now=NOW, made=MADE)
    assert older.changes == journal.changes
