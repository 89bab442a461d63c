"""Made-up chats and exports of them: nothing lost, nothing counted twice."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from analyser.overlap import set_aside
from analyser.records import Certainty, Kind, Message, Moment, Side, Where

START = datetime(2025, 3, 21, 8, 0, tzinfo=UTC)
WORDS = ["answer me", "hello", "ok", "why", "no", "where are you", "I see you", "please", "stop"]
ME, OTHER, NEW = "Ivy Stone", "Jude Marsh", "Do Not Answer"

said = st.tuples(st.sampled_from([ME, OTHER]), st.sampled_from(WORDS), st.integers(0, 3))
talks = st.lists(said, min_size=1, max_size=40)


def export(source, rows, *, names=None, chat=None, first=0):
    """Return messages of `rows`, each who, words and minute; `names` are others for some."""
    names = names or {}
    return [
        Message(
            id=f"S{source}-{number}",
            source=f"S{source}",
            where=Where(line=number),
            app="whatsapp",
            when=Moment(instant=START + timedelta(minutes=at), certainty=Certainty.MINUTE),
            sender=names.get(who, who),
            side=Side.SENT if who == ME else Side.RECEIVED,
            kind=Kind.DELETED if words is None else Kind.TEXT,
            text="This message was deleted" if words is None else words,
            chat=chat,
        )
        for number, (who, words, at) in enumerate(rows, start=1)
    ]


def timed(talk, start=0):
    minute, rows = start, []
    for who, words, later in talk:
        minute += later
        rows.append((who, words, minute))
    return rows


def once(*exports, persons=None):
    messages = [message for each in exports for message in each]
    return set_aside(messages, titles={}, persons=persons or {})


def told(messages):
    return Counter((m.when.instant, m.sender, m.text) for m in messages)


@given(talks, st.data())
def test_two_exports_of_one_chat_hold_each_message_once(talk, data):
    rows = timed(talk)
    end = data.draw(st.integers(1, len(rows)))
    start = data.draw(st.integers(0, end - 1))
    # Whole minutes: where an export begins or ends within one, what is missing is not lost twice.
    first = [row for row in rows if row[2] <= rows[end - 1][2]]
    later = [row for row in rows if row[2] >= rows[start][2]]
    made = once(export(1, first, chat="Jude"), export(2, later, chat="Jude"))
    assert told(made.messages) == told(export(1, rows))


@given(talks, st.data())
def test_what_the_later_export_lacks_or_shows_as_deleted_stays(talk, data):
    rows = timed(talk)
    fate = data.draw(st.lists(st.sampled_from("kkkkdx"), min_size=len(rows), max_size=len(rows)))
    later = [
        (who, None if how == "d" else words, at)
        for (who, words, at), how in zip(rows, fate, strict=True)
        if how != "x"
    ]
    made = once(export(1, rows, chat="Jude"), export(2, later, chat="Jude"))
    kept = told(made.messages)
    assert not told(export(1, rows)) - kept
    words = Counter(text for (_, _, text), n in kept.items() for _ in range(n))
    twice = words - Counter(words for _, words, _ in rows)
    # Together or not at all: what is kept twice is told.
    assert not (set(twice) - {"This message was deleted"}) or made.perhaps


@given(talks, talks, st.data())
def test_two_chats_with_other_people_never_lose_a_message(talk, other, data):
    rows = timed(talk)
    shared = data.draw(st.lists(st.sampled_from(rows), max_size=9, unique=True))
    theirs = sorted([*timed(other), *(row for row in shared if row[0] == ME)], key=lambda r: r[2])
    first = export(1, rows, chat="Jude Marsh")
    then = export(2, theirs, names={OTHER: "Omar"}, chat="Omar")
    made = once(first, then)
    if any(who == OTHER for who, _, _ in rows) and any(who == OTHER for who, _, _ in theirs):
        alike = {(w, at) for p, w, at in rows if p == OTHER} & {
            (w, at) for p, w, at in theirs if p == OTHER
        }
        if len(alike) < 2:
            assert told(made.messages) == told([*first, *then])


@given(talks, st.integers(1, 12), st.booleans())
def test_a_renamed_contact_is_joined_wholly_or_not_at_all(talk, more, titled):
    rows = timed(talk)
    later = [*rows, *timed([(OTHER, f"new {n}", 1) for n in range(more)], start=rows[-1][2])]
    first = export(1, rows, chat=OTHER if titled else None)
    then = export(2, later, names={OTHER: NEW}, chat=NEW if titled else None)
    made = once(first, then)
    whole, all_ = len(later), len(rows) + len(later)
    assert len(made.messages) in (whole, all_)
    if len(made.messages) == all_ and len({(w, at) for _, w, at in rows}) > 1:
        assert made.perhaps
    joined = once(first, then, persons={OTHER: (OTHER, NEW)})
    if len(set(rows)) > 1 and titled:
        assert len(joined.messages) == whole


@given(talks, st.permutations([1, 2, 3]))
def test_three_exports_in_any_order_hold_each_message_once(talk, order):
    rows = timed(talk)
    parts = {1: rows, 2: rows[: -(len(rows) // 3) or None], 3: rows[len(rows) // 3 :]}
    made = once(*(export(n, parts[n], chat="Jude") for n in order))
    assert told(made.messages) == told(export(1, rows))
