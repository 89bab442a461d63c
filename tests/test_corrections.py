"""What the user says otherwise: each step shows, is undone exactly, and never lands elsewhere."""

import copy
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from analyser import steps
from analyser.casefile.journal import Journal, entry_of
from analyser.corrections import PERSONS, corrected, decided
from analyser.entered import Correction, Field, Incident, IncidentKind, Known
from analyser.findings import Flag, FlagReading, Status, Strength
from analyser.incidents import incidents_of, next_number, value_of
from analyser.records import Box, CaseFacts, Certainty, Message, Reading, Side, Source, Where

NOW = datetime(2026, 11, 26, 14, 5, tzinfo=UTC)
MADE = {"program": "analyser 0.1.0"}
FACTS = CaseFacts(me=("Dana Poole",))


def source(number):
    return Source(
        id=f"S{number}", name="a", sha256=f"{number}" * 64, size_bytes=1, kind="screenshot"
    )


def bubble(number, text="see you at six", side=Side.RECEIVED):
    return Message(
        id=f"S1-{number}",
        source="S1",
        where=Where(box=Box(left=0, top=number * 10, width=9, height=9)),
        sender="Rory Finch" if side is Side.RECEIVED else "Dana Poole",
        side=side,
        text=text,
        confidence=0.8,
    )


def line(number, text="answer me"):
    return Message(
        id=f"S2-{number}", source="S2", where=Where(line=number), sender="Rory Finch", text=text
    )


READING = Reading(
    sources=(source(1), source(2)),
    messages=(
        bubble(1),
        bubble(2, "1 will find you"),
        bubble(3, "please stop", Side.SENT),
        line(1),
        line(2, "same"),
        line(3, "same"),
    ),
)
IDS = [message.id for message in READING.messages]
FLAGS = tuple(
    Flag(
        message=id_,
        signal=signal,
        group="unwanted_contact",
        strength=Strength.IMPLIED,
        reading=FlagReading.STATED,
        score=0.7,
        spans=((0, 3),),
        rule="r",
        because="A reason.",
    )
    for id_, signal in (("S1-2", "pestering"), ("S1-3", "stop_request"), ("S2-1", "pestering"))
)

ids = st.sampled_from(IDS)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
instants = st.datetimes(timezones=st.just(UTC))
persons = st.dictionaries(texts, st.lists(texts, max_size=2), max_size=2)


def mark(id_, signal):
    message = next(each for each in READING.messages if each.id == id_)
    return steps.mark(READING, message, [f for f in FLAGS if f.message == id_], signal)


ONE = st.one_of(
    st.builds(lambda i, t: steps.words(READING, i, t), ids, texts),
    st.builds(lambda i, s: steps.side(READING, i, s, FACTS), st.lists(ids), st.sampled_from(Side)),
    st.builds(lambda i, t: steps.sender(READING, i, t), st.lists(ids), texts),
    st.builds(
        lambda i, t, c: steps.time(READING, i, t, clock=c),
        ids,
        st.none() | instants,
        st.booleans(),
    ),
    st.builds(lambda i: steps.time_as_read(READING, i), ids),
    st.builds(lambda i, j: steps.reply(READING, i, j), ids, st.none() | ids),
    st.builds(lambda i, t: steps.flag(READING, i, "menacing", text=t, why=t), ids, texts),
    st.builds(mark, ids, st.sampled_from([steps.STOP, steps.UNWANTED])),
    st.builds(lambda i, y: steps.seen(READING, i, yes=y), st.lists(ids), st.booleans()),
    st.builds(
        lambda f, s, r: steps.decide(READING, f, s, r),
        st.lists(st.sampled_from(FLAGS)),
        st.sampled_from(Status),
        st.none() | texts,
    ),
    st.builds(lambda p: steps.Step(changes={PERSONS: p}), persons),
)


def state(journal):
    return (
        dict(journal.decisions),
        copy.deepcopy(journal.changes),
        journal.said.get("persons"),
        corrected(READING, journal.changes),
        decided(FLAGS, READING, journal.decisions, journal.changes)[0],
    )


def take(journal, step):
    journal.change(step.changes, step.decisions, now=NOW, made=MADE)


@given(st.lists(st.one_of(ONE, st.sampled_from(["undo", "redo"])), max_size=16))
def test_undoing_any_steps_gives_back_each_state_exactly_and_so_does_redoing(sequence):
    journal = Journal(who="DP")
    states, at = [state(journal)], 0
    for step in sequence:
        if step == "undo":
            journal.undo(now=NOW, made=MADE)
            at = max(0, at - 1)
        elif step == "redo":
            journal.redo(now=NOW, made=MADE)
            at = min(len(states) - 1, at + 1)
        else:
            before = len(journal.entries)
            take(journal, step)
            if len(journal.entries) == before:
                continue  # it changed nothing, and stands nowhere
            states[at + 1 :] = [state(journal)]
            at += 1
        assert state(journal) == states[at]
    for way, states_then in (("undo", states[at::-1]), ("redo", states)):
        for expected in states_then:
            assert state(journal) == expected
            getattr(journal, way)(now=NOW, made=MADE)
    again = Journal.of([entry_of(entry.body()) for entry in journal.entries], who="DP")
    assert again == journal
    assert state(again) == state(journal)


@settings(max_examples=50)
@given(st.lists(ONE, max_size=8))
def test_what_was_read_stands_beside_every_correction_and_nothing_is_lost(sequence):
    journal = Journal()
    for step in sequence:
        take(journal, step)
    found = corrected(READING, journal.changes)
    assert [message.id for message in found.reading.messages] == IDS
    first = {message.id: message for message in READING.messages}
    parts = {(each.message, each.field) for each in found.corrections}
    for now in found.reading.messages:
        was = first[now.id]
        assert (now.text != was.text) == ((now.id, Field.TEXT) in parts)
        assert (now.side != was.side) == ((now.id, Field.SIDE) in parts)
        assert replace(
            now, text="", side=was.side, sender=None, when=was.when, quoted=None
        ) == replace(was, text="", sender=None, quoted=None)
    assert found.held == ()


def one(step, reading=READING):
    journal = Journal()
    take(journal, step)
    return corrected(reading, journal.changes)


def test_corrected_words_stand_and_the_first_reading_is_kept():
    found = one(steps.words(READING, "S1-2", "I will find you"))
    assert found.reading.messages[1].text == "I will find you"
    assert found.corrections == (
        Correction(
            message="S1-2", field=Field.TEXT, first="1 will find you", now="I will find you"
        ),
    )


def test_words_of_an_export_are_never_changed():
    assert one(steps.words(READING, "S2-1", "answer")).reading == READING


def test_a_run_of_bubbles_changes_side_and_with_it_the_sender_that_the_picture_shows():
    assert steps.run_from(READING.messages, "S1-1") == ["S1-1", "S1-2"]
    found = one(steps.side(READING, ["S1-1", "S1-2"], Side.SENT, FACTS))
    assert [(m.side, m.sender) for m in found.reading.messages[:3]] == [
        (Side.SENT, "Dana Poole")
    ] * 3
    # The name that stands written in an export is what the file says, and decides the side.
    assert one(steps.side(READING, ["S2-1"], Side.SENT, FACTS)).reading == READING


def test_a_time_that_was_set_is_certain_and_says_who_set_it():
    found = one(steps.time(READING, "S1-1", NOW, clock=False)).reading.messages[0]
    assert (found.when.instant, found.when.certainty) == (NOW, Certainty.DAY)
    assert "user" in found.when.note


def test_a_change_follows_its_message_to_another_number_and_waits_where_it_cannot_tell():
    step = steps.words(READING, "S1-2", "I will find you")
    moved = replace(READING.messages[1], id="S1-7")
    others = (*READING.messages[:1], *READING.messages[2:])
    assert one(step, replace(READING, messages=(*others, moved))).reading.messages[-1].text == (
        "I will find you"
    )
    read_anew = replace(READING.messages[1], text="I will fine you")
    newer = replace(READING, messages=(*others, read_anew))
    found = one(step, newer)
    assert found.reading == newer
    assert len(found.held) == 1
    twice = steps.seen(READING, ["S2-2"])
    shifted = replace(READING, messages=(*READING.messages[:4], line(3, "same"), line(4, "same")))
    assert one(twice, shifted).seen == {"S2-3"}
    lost = replace(READING, messages=(*shifted.messages, line(5, "same")))
    assert len(one(twice, lost).held) == 1


def test_a_decision_follows_its_message_and_never_lands_on_another():
    flag = replace(FLAGS[2], message="S2-1")
    kept = steps.decide(READING, [flag], Status.CONFIRMED, "a reason").decisions
    reason = steps.decide(READING, [flag], Status.CONFIRMED, "a reason").changes
    moved = replace(READING, messages=(line(1, "a new one"), line(2)))
    flags = [replace(flag, message=each.id) for each in moved.messages]
    found, lost = decided(flags, moved, kept, reason)
    assert [(each.status, each.reason) for each in found] == [
        (Status.SUGGESTED, None),
        (Status.CONFIRMED, "a reason"),
    ]
    assert lost == 0
    gone = replace(READING, messages=(line(1, "a new one"),))
    assert decided(flags[:1], gone, kept, {}) == ((flags[0],), 1)
    # A case file that knew no marks goes by the number.
    older = {(*key[:4], ""): status for key, status in kept.items()}
    assert decided(flags, moved, older, {})[0][0].status is Status.CONFIRMED


def test_marking_again_unmarks_and_keeps_what_the_program_suggested():
    journal = Journal()
    own = [flag for flag in FLAGS if flag.message == "S1-3"]
    for expected in (Status.CONFIRMED, Status.DISMISSED, Status.CONFIRMED):
        take(journal, steps.mark(READING, READING.messages[2], own, steps.STOP))
        own = [
            flag
            for flag in decided(FLAGS, READING, journal.decisions, journal.changes)[0]
            if flag.message == "S1-3"
        ]
        assert [flag.status for flag in own] == [expected]


def test_an_event_keeps_what_was_typed_and_its_number_is_never_used_again():
    event = Incident(
        id="N1",
        kind=IncidentKind.VISIT,
        at=NOW,
        clock=True,
        known=Known.APPROXIMATE,
        written_at=NOW,
        fields=(("words", "stood at the gate"),),
    )
    journal = Journal()
    take(journal, steps.Step(changes={("incident", "1"): value_of(event)}))
    assert incidents_of(journal.changes) == (event,)
    journal.undo(now=NOW, made=MADE)
    assert incidents_of(journal.changes) == ()
    keys = [tuple(key) for e in journal.entries for key in e.what.get("changes", ())]
    assert next_number(keys) == 2
