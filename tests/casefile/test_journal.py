"""Decisions with undo and redo without limit, and a log in which no change goes unseen."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.casefile._entries import check_chain
from analyser.casefile.journal import Journal, entry_of
from analyser.findings import Status

NOW = datetime(2026, 11, 26, 14, 5, tzinfo=UTC)
MADE = {"program": "analyser 0.1.0", "rules": "1", "model": "2"}
KEYS = st.tuples(
    st.sampled_from("ab"), st.sampled_from("123"), st.just("insult"), st.just("r"), st.just("m")
)
CHANGES = st.dictionaries(KEYS, st.sampled_from(Status), min_size=1, max_size=4)
STEPS = st.lists(st.one_of(CHANGES, st.sampled_from(["undo", "redo", "say"])), max_size=60)


def played(steps):
    """The journal, and what a plain list of states says that it must hold."""
    journal, states, at = Journal(who="DP"), [{}], 0
    for number, step in enumerate(steps):
        if step == "undo":
            journal.undo(now=NOW, made=MADE)
            at = max(0, at - 1)
        elif step == "redo":
            journal.redo(now=NOW, made=MADE)
            at = min(len(states) - 1, at + 1)
        elif step == "say":
            journal.say({"me": [str(number)]}, now=NOW, made=MADE)
        else:
            journal.decide(step, now=NOW, made=MADE)
            states[at + 1 :] = [states[at] | step]
            at += 1
    return journal, states, at


@settings(max_examples=300)
@given(STEPS)
def test_undo_and_redo_go_back_and_forth_without_limit(steps):
    journal, states, at = played(steps)
    assert journal.decisions == states[at]
    assert (journal.can_undo, journal.can_redo) == (at > 0, at < len(states) - 1)
    while journal.can_undo:
        journal.undo(now=NOW, made=MADE)
    assert journal.decisions == {}
    while journal.can_redo:
        journal.redo(now=NOW, made=MADE)
    assert journal.decisions == states[-1]


@given(STEPS)
def test_doing_the_log_again_gives_the_same_case(steps):
    journal, _, _ = played(steps)
    again = Journal.of([entry_of(entry.body()) for entry in journal.entries], who="DP")
    assert again == journal


@given(STEPS.filter(bool), st.data())
def test_an_entry_changed_taken_out_or_moved_is_found(steps, data):
    journal, _, _ = played(steps)
    stored = [(entry.body(), entry.fingerprint()) for entry in journal.entries]
    assert check_chain(stored) == (len(stored), None)
    if len(stored) < 2:
        return
    place = data.draw(st.integers(0, len(stored) - 2))
    body, mark = stored[place]
    changed = stored[:]
    changed[place] = (body.replace('"who":"DP"', '"who":"RF"'), mark)
    gone = stored[:place] + stored[place + 1 :]
    moved = stored[:]
    moved[place], moved[place + 1] = moved[place + 1], moved[place]
    assert [check_chain(e)[1] for e in (changed, gone, moved)] == [place + 1] * 3


def test_an_entry_says_when_who_what_and_with_which_versions():
    journal = Journal(who="DP")
    journal.decide({("a", "1", "insult", "r", "m"): Status.DISMISSED}, now=NOW, made=MADE)
    entry = journal.entries[0]
    assert (entry.at_utc, entry.who, entry.made) == ("2026-11-26T14:05:00+00:00", "DP", MADE)
    assert (entry.before, entry.after) == ({"status": [None]}, {"status": ["dismissed"]})
