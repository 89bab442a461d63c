"""Joining screenshots and exports: everything once, every repeat kept, nothing joined falsely."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from analyser.records import (
    Box,
    Certainty,
    Kind,
    Message,
    Moment,
    Reading,
    Side,
    Sighting,
    Source,
    Where,
)
from analyser.screens._join import join

ROOT = Path(__file__).parents[2]
START = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)
WORDS = ["answer me", "hello", "pick up", "why", "answer me now please", "ok"]


def source(number: int, kind: str = "screenshot") -> Source:
    return Source(id=f"S{number}", name="x", sha256="0" * 64, size_bytes=1, kind=kind)


def shot(
    number: int, rows: list[tuple[str, str | None]], day: datetime | None = None, **fields
) -> list[Message]:
    certainty = Certainty.MINUTE if day else Certainty.UNKNOWN
    return [
        Message(
            id=f"S{number}-{place}",
            source=f"S{number}",
            where=Where(box=Box(left=0, top=100 * place, width=200, height=80)),
            app="whatsapp",
            when=Moment(shown_as=clock, instant=day, certainty=certainty),
            sender="Alex Poe",
            side=Side.RECEIVED,
            text=text,
            **fields,
        )
        for place, (text, clock) in enumerate(rows, start=1)
    ]


def export(number: int, rows: list[tuple[str, datetime]]) -> list[Message]:
    return [
        Message(
            id=f"S{number}-{line}",
            source=f"S{number}",
            where=Where(line=line),
            app="whatsapp",
            when=Moment(
                shown_as=at.strftime("%d/%m/%Y, %H:%M"), instant=at, certainty=Certainty.MINUTE
            ),
            sender="Alex Poe",
            side=Side.RECEIVED,
            text=text,
        )
        for line, (text, at) in enumerate(rows, start=1)
    ]


def reading(*parts: list[Message]) -> Reading:
    return Reading(
        sources=tuple(source(int(part[0].source[1:])) for part in parts),
        messages=tuple(message for part in parts for message in part),
    )


def texts(result: Reading) -> list[str]:
    return [message.text for message in result.messages]


def test_two_shots_with_two_rows_in_common_become_one_run():
    rows = [("hello", "8:00"), ("why", "8:01"), ("pick up", "8:05"), ("ok", "8:09")]
    result = join(reading(shot(1, rows[:3]), shot(2, rows[1:])))
    assert texts(result) == [text for text, _ in rows]
    assert [sight.source for sight in result.messages[1].seen_in] == ["S1", "S2"]
    assert result.messages[0].seen_in == ()


def test_the_same_words_in_the_same_minute_stay_as_many_as_each_shot_shows():
    rows = [("answer me", "22:14")] * 6
    assert len(join(reading(shot(1, rows), shot(2, rows))).messages) == 12


def test_one_short_row_in_common_does_not_join():
    result = join(reading(shot(1, [("a", "8:00"), ("ok", "8:01")]), shot(2, [("ok", "8:01")])))
    assert len(result.messages) == 3
    assert "may be missing" in result.sources[1].facts[0]


def test_one_long_row_on_a_day_that_both_show_joins():
    row = ("I only want to talk to you", "8:01")
    first = shot(1, [("hi", "8:00"), row], day=START)
    result = join(reading(first, shot(2, [row, ("well", "8:03")], day=START)))
    assert texts(result) == ["hi", "I only want to talk to you", "well"]


def test_one_row_in_common_on_a_day_that_is_not_shown_is_only_proposed():
    row = ("I only want to talk to you", "8:01")
    result = join(reading(shot(1, [("hi", "8:00"), row]), shot(2, [row, ("well", "8:03")])))
    assert len(result.messages) == 4
    assert "may begin with" in result.sources[1].facts[0]


def test_a_sentence_sent_twice_in_one_minute_is_never_made_one():
    row = ("answer me now", "22:14")
    first = shot(1, [("hi", "22:10"), row], day=START)
    result = join(reading(first, shot(2, [row, ("well", "22:20")], day=START)))
    assert len(result.messages) == 4


def test_two_short_rows_of_one_minute_on_days_not_shown_are_not_joined():
    rows = [("ok", "8:00"), ("why", "8:00")]
    result = join(reading(shot(1, [("x", "7:00"), *rows]), shot(2, [*rows, ("y", "9:00")])))
    assert len(result.messages) == 6
    days = reading(
        shot(1, [("x", "7:00"), *rows], day=START), shot(2, [*rows, ("y", "9:00")], day=START)
    )
    assert len(join(days).messages) == 4


def test_a_shot_that_stands_wholly_in_another_adds_nothing():
    rows = [("hello", "8:00"), ("why", "8:01"), ("pick up", "8:05"), ("ok", "8:09")]
    result = join(reading(shot(1, rows[1:3]), shot(2, rows)))
    assert texts(result) == [text for text, _ in rows]
    assert [sight.source for sight in result.messages[1].seen_in] == ["S2", "S1"]
    assert not any(source.facts for source in result.sources)


def test_a_screenshot_across_the_end_of_an_export_finds_its_rows_in_the_next_one():
    minute = timedelta(minutes=1)
    told = [(text, START + n * minute) for n, text in enumerate(["hello", "why", "ok", "pick up"])]
    first, later = export(1, told[:2]), export(2, told[2:])
    # What both hold was set aside: the first one says where else it stands.
    seen = [Sighting(source=id_[:2], where=Where(line=1), item=id_) for id_ in ("S1-2", "S2-1")]
    first[1] = replace(first[1], seen_in=tuple(seen))
    later = [replace(m, id=f"S2-{n}") for n, m in enumerate(later, start=2)]
    picture = shot(3, [("why", "8:01"), ("ok", "8:02"), ("pick up", "8:03")])
    result = join(reading(first, later, picture))
    assert texts(result) == ["hello", "why", "ok", "pick up"]
    assert [s.source for s in result.messages[1].seen_in] == ["S1", "S2", "S3"]
    assert [s.source for s in result.messages[2].seen_in] == ["S2", "S3"]


def test_rows_with_different_clocks_or_sides_or_numbers_do_not_join():
    first = shot(1, [("day 12 of this", "8:00"), ("why", "8:01")])
    later = shot(2, [("day 12 of this", "8:02"), ("why", "8:03")])
    other = [replace(m, side=Side.SENT) for m in shot(2, [("day 12 of this", "8:00")])]
    number = shot(2, [("day 13 of this", "8:00"), ("why", "8:01")])
    for then in (later, other, number):
        assert len(join(reading(first, then)).messages) == len(first) + len(then)


def test_a_cut_bubble_is_replaced_by_its_whole_copy_and_keeps_the_surer_time():
    whole = [("hello", "8:00"), ("see if you are laughing then", "8:02"), ("ok", "8:03")]
    first = shot(1, whole)
    second = shot(2, [("are laughing then", "8:02"), ("ok", "8:03"), ("bye", "8:04")])
    second[0] = replace(second[0], partial=True)
    sure = Moment(shown_as="8:03", instant=START, certainty=Certainty.MINUTE)
    second[1] = replace(second[1], when=sure)
    result = join(reading(first, second))
    assert texts(result) == [*(text for text, _ in whole), "bye"]
    assert not any(message.partial for message in result.messages)
    assert result.messages[2].when == sure
    assert result.messages[2].id == "S1-3"


def test_unread_emoji_and_small_reading_errors_do_not_hide_a_copy():
    first = shot(1, [("x", "7:00"), ("good night \ufffc", "8:00"), ("mothers day soon", "8:01")])
    second = shot(2, [("good night 😘😘", "8:00"), ("mothers day scon", "8:01"), ("y", "8:05")])
    assert len(join(reading(first, second)).messages) == 4


def test_shots_of_two_people_never_join():
    rows = [("hello", "8:00"), ("why", "8:01")]
    other = [replace(message, sender="Jo Vane") for message in shot(2, rows)]
    result = join(reading(shot(1, rows), other))
    assert len(result.messages) == 4
    assert result.sources[1].facts == ()


def test_the_export_is_kept_and_lists_the_screenshot():
    said = [("hello", START), ("why not then", START + timedelta(minutes=1)), ("ok", START)]
    picture = shot(2, [("hello", "8:00"), ("why not then", "8:01"), ("not in the export", "8:02")])
    result = join(reading(export(1, said), picture))
    assert texts(result) == ["hello", "why not then", "not in the export", "ok"]
    assert [m.id for m in result.messages] == ["S1-1", "S1-2", "S2-3", "S1-3"]
    assert [sight.source for sight in result.messages[0].seen_in] == ["S1", "S2"]


def test_rows_that_fit_two_days_of_an_export_are_left_apart():
    day = timedelta(days=1)
    said = [("hello", START), ("why", START), ("hello", START + day), ("why", START + day)]
    result = join(reading(export(1, said), shot(2, [("hello", "8:00"), ("why", "8:00")])))
    assert len(result.messages) == 6


def test_the_app_s_notices_in_an_export_may_stand_between():
    said = export(1, [("hello", START), ("notice", START), ("why", START)])
    said[1] = replace(said[1], kind=Kind.SYSTEM, sender=None, side=Side.UNKNOWN)
    result = join(reading(said, shot(2, [("hello", "8:00"), ("why", "8:00")])))
    assert len(result.messages) == 3


talks = st.lists(st.tuples(st.sampled_from(WORDS), st.integers(1, 50)), min_size=3, max_size=40)


@given(talks, st.data())
def test_overlapping_shots_give_the_talk_back_in_any_order(talk, data):
    rows, minute = [], 0
    for text, gap in talk:
        minute += gap
        at = START + timedelta(minutes=minute % 1400)
        rows.append((text, at.strftime("%H:%M")))
    windows, begin, end = [], 0, 0
    while True:
        # Each shot shows something that the one before does not, and repeats two rows or more.
        end = max(begin + data.draw(st.integers(3, 9)), end + 1)
        windows.append(rows[begin:end])
        if end >= len(rows):
            break
        begin = data.draw(st.integers(begin + 1, end - 2))
    order = data.draw(st.permutations(range(len(windows))))
    parts = [shot(number, windows[which]) for number, which in enumerate(order, start=1)]
    result = join(reading(*parts))
    if len(set(rows)) == len(rows):
        assert texts(result) == [text for text, _ in rows]
    assert len(result.messages) >= len(rows)


@given(st.lists(st.lists(st.sampled_from(WORDS[:4]), min_size=1, max_size=9), max_size=6))
def test_one_minute_of_short_repeats_never_loses_a_row_that_a_shot_shows(shots):
    parts = [
        shot(number, [(text, "22:14") for text in rows])
        for number, rows in enumerate(shots, start=1)
    ]
    messages = join(reading(*parts)).messages
    assert len(messages) >= max((len(part) for part in parts), default=0)
    for part in parts:
        shown = [m for m in messages if {part[0].source} & {m.source, *_sources(m)}]
        assert len(shown) == len(part)


def _sources(message: Message) -> list[str]:
    return [sight.source for sight in message.seen_in]


@given(talks)
def test_joining_twice_changes_nothing_more(talk):
    rows = [(text, f"{8 + n // 60:02}:{n % 60:02}") for n, (text, _) in enumerate(talk)]
    once = join(reading(shot(1, rows[: len(rows) // 2 + 2]), shot(2, rows[len(rows) // 2 :])))
    assert len(once.messages) == len(rows)


def test_five_hundred_shots_and_a_long_export_join_in_order():
    pick = random.Random(7)  # noqa: S311
    said = [
        (" ".join(pick.choices(WORDS, k=2)), START + timedelta(minutes=n * 3)) for n in range(10000)
    ]
    parts = [export(1, said)]
    for number in range(500):
        rows = said[number * 7 : number * 7 + 10]
        parts.append(shot(number + 2, [(text, at.strftime("%H:%M")) for text, at in rows]))
    result = join(reading(*parts))
    assert texts(result) == [text for text, _ in said]


def test_a_capture_day_that_an_export_contradicts_never_wins():
    told = ["pick up the phone now", "you will be sorry for this", "last warning from me", "gone"]
    times = [START + timedelta(minutes=5 * n) for n in range(4)]
    rows = [(text, f"{at:%H:%M}") for text, at in zip(told, times, strict=True)]
    wrong = [
        replace(
            m, when=replace(m.when, instant=at + timedelta(days=9), certainty=Certainty.INFERRED)
        )
        for m, at in zip(shot(1, rows), times, strict=True)
    ]
    first, *_, last = join(
        reading(wrong, export(2, list(zip(told[:3], times[:3], strict=True))))
    ).messages
    assert first.when.instant == times[0]
    assert {place.dated for place in first.seen_in} == {None, times[0] + timedelta(days=9)}
    assert (last.text, last.when.instant, last.when.certainty) == ("gone", None, Certainty.UNKNOWN)
    right = [
        replace(m, when=replace(m.when, instant=m.when.instant - timedelta(days=9))) for m in wrong
    ]
    same = join(reading(right, export(2, list(zip(told[:3], times[:3], strict=True))))).messages
    assert all(place.dated is None for m in same for place in m.seen_in)
    assert same[-1].when.instant == times[3]
