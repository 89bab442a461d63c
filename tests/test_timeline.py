"""One timeline: no message lost, undated ones between their neighbours."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from analyser.records import Certainty, Message, Moment, Sighting, Where
from analyser.timeline import in_time_order
from analyser.times import NO_SUCH_TIME

START = datetime(2025, 3, 3, tzinfo=UTC)


def message(id_: str, hour: int | None, seen: tuple[str, ...] = ()) -> Message:
    when = Moment()
    if hour is not None:
        when = Moment(instant=START + timedelta(hours=hour), certainty=Certainty.MINUTE)
    sightings = tuple(Sighting(source=each, where=Where()) for each in seen)
    return Message(id=id_, source=id_.split("-")[0], where=Where(), when=when, seen_in=sightings)


def ids(*messages: Message) -> list[str]:
    return [each.id for each in in_time_order(messages)]


def test_an_undated_message_stands_between_its_neighbours():
    dated = [message("S1-1", 1), message("S1-2", None), message("S1-3", 5), message("S2-1", 3)]
    assert ids(*dated) == ["S1-1", "S1-2", "S2-1", "S1-3"]


def test_an_undated_message_after_one_kept_from_another_source_stays_behind_it():
    kept = message("S1-1", 4, seen=("S1", "S2"))
    assert ids(message("S3-1", 1), kept, message("S2-2", None)) == ["S3-1", "S1-1", "S2-2"]


def test_undated_messages_before_every_date_stand_first_in_their_order():
    assert ids(message("S1-1", 1), message("S2-1", None), message("S2-2", None)) == [
        "S2-1",
        "S2-2",
        "S1-1",
    ]


def test_a_message_with_two_readings_stands_at_the_earlier():
    readings = (START + timedelta(hours=2), START + timedelta(hours=9))
    two = Message(
        id="S1-2",
        source="S1",
        where=Where(),
        when=Moment(certainty=Certainty.AMBIGUOUS, readings=readings),
    )
    assert ids(message("S2-1", 5), two, message("S2-2", 1)) == ["S2-2", "S1-2", "S2-1"]


def test_a_file_whose_dates_are_undecided_keeps_its_order():
    # 03/04, 05/04 and 01/05, each with the day or the month first.
    days = [((3, 4), (4, 3)), ((5, 4), (4, 5)), ((1, 5), (5, 1))]
    rows = []
    for n, readings in enumerate(days, start=1):
        times = sorted(datetime(2025, month, day, tzinfo=UTC) for day, month in readings)
        when = Moment(certainty=Certainty.AMBIGUOUS, readings=tuple(times))
        rows.append(Message(id=f"S1-{n}", source="S1", where=Where(), when=when))
    assert ids(*rows) == ["S1-1", "S1-2", "S1-3"]


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.none() | st.integers(0, 5))))
def test_nothing_is_lost_and_equal_times_keep_their_order(rows):
    messages = [message(f"{source}-{n}", hour) for n, (source, hour) in enumerate(rows)]
    ordered = in_time_order(messages)
    assert sorted(m.id for m in ordered) == sorted(m.id for m in messages)
    dated = [m.when.instant for m in ordered if m.when.instant]
    assert dated == sorted(dated)


def test_an_undated_message_stands_before_the_first_date_of_its_own_source():
    dated = [message("S1-1", 1), message("S2-1", None), message("S2-2", 5)]
    assert ids(*dated) == ["S1-1", "S2-1", "S2-2"]


def test_a_clock_that_did_not_exist_keeps_its_place_in_the_file():
    moment = Moment(
        instant=START + timedelta(hours=9), certainty=Certainty.INFERRED, note=NO_SUCH_TIME
    )
    odd = replace(message("S1-2", None), when=moment)
    assert ids(message("S1-1", 1), odd, message("S1-3", 2)) == ["S1-1", "S1-2", "S1-3"]
