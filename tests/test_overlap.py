"""Two exports of one chat: each message once, every repeat kept, nothing that one lost is lost."""

import json
from collections import Counter

import pytest

from analyser import given, pipeline
from analyser.each_once import once_joined
from analyser.people import find_people
from analyser.proposals import Reason, propose
from analyser.records import CaseFacts

FIRST = """23/09/2024, 21:05 - Sam Hill: one
23/09/2024, 21:05 - Sam Hill: answer me
23/09/2024, 21:05 - Sam Hill: answer me
23/09/2024, 21:06 - Alex Reed: stop now
23/09/2024, 21:07 - Sam Hill: I will find you
"""
LATER = """23/09/2024, 21:05 - Sam Hill: answer me
23/09/2024, 21:06 - Alex Reed: stop now
23/09/2024, 21:07 - Sam Hill: This message was deleted
24/09/2024, 21:08 - Sam Hill: more
"""


def read(*texts):
    files = [given.from_bytes(f"{n}.txt", text.encode()) for n, text in enumerate(texts)]
    return pipeline.read(files, facts=CaseFacts(me=("Alex Reed",)))


@pytest.mark.parametrize("texts", [(FIRST, LATER), (LATER, FIRST)], ids=["first", "later first"])
def test_a_later_export_adds_what_is_new_and_takes_nothing_away(texts):
    told = sorted(m.text for m in read(*texts).messages)
    assert told == sorted(["one", "answer me", "answer me", "stop now", "I will find you", "more"])


def test_what_a_later_export_shows_as_deleted_is_said_on_it():
    reading = read(FIRST, LATER)
    assert any("deleted here" in fact and "S1-5" in fact for fact in reading.sources[1].facts)
    (message,) = [m for m in reading.messages if m.text == "I will find you"]
    assert [place.source for place in message.seen_in] == ["S1", "S2"]


def test_the_same_words_in_two_chats_stay_two_messages():
    other = """23/09/2024, 21:05 - Sam Hill: answer me
23/09/2024, 21:06 - Alex Reed: other words
23/09/2024, 21:07 - Alex Reed: more words
23/09/2024, 21:08 - Sam Hill: and more
"""
    assert len(read(FIRST, other).messages) == 9


def test_the_same_notice_in_three_layouts_is_shown_once():
    lines = "23/09/2024, 21:05 - {}\n23/09/2024, 21:05 - Sam Hill: answer me\n" + FIRST
    told = "Messages and calls are end-to-end encrypted. {} can read or listen to them."
    first = lines.format(told.format("No one outside of this chat, not even WhatsApp,"))
    later = lines.format(
        told.format("No one outside of this chat, not even WhatsApp,") + " Learn more"
    )
    phone = later.replace(" Learn more", " Tap to learn more.")
    reading = read(first, later, phone)
    (notice,) = [m for m in reading.messages if "encrypted" in m.text]
    assert [place.source for place in notice.seen_in] == ["S1", "S2", "S3"]
    other = lines.format("You blocked this contact. Tap to unblock.")
    assert sum(m.kind.value == "system" for m in read(first, other).messages) == 2


def whatsapp(lines):
    """Return an export of `lines`, each "day hour:minute name: text" of March 2025."""
    parts = (line.split(" ", 2) for line in lines)
    return "".join(f"{day}/03/2025, {clock} - {rest}\n" for day, clock, rest in parts).encode()


def read_named(files, **facts):
    givens = [given.from_bytes(name, data) for name, data in files.items()]
    return pipeline.read(givens, facts=CaseFacts(**facts))


def told(reading):
    return Counter((m.sender, m.text) for m in reading.messages)


def problems(reading):
    return [problem.what for source in reading.sources for problem in source.problems]


PRIVATE = ["21 19:40 Jude Marsh: I see your light", "21 19:41 Jude Marsh: come down"]
OWN = ["22 08:30 Ivy Stone: leave me alone now", "22 08:31 Ivy Stone: I have told you before"]


@pytest.mark.parametrize(
    "names",
    [
        ("WhatsApp Chat with Jude Marsh.txt", "WhatsApp Chat with Stairs.txt"),
        ("a.txt", "b.txt"),
    ],
)
@pytest.mark.parametrize("me", [(), ("Ivy Stone",)])
def test_the_same_lines_in_a_group_and_in_private_are_all_kept_and_said(names, me):
    group = ["21 18:00 Omar: bins", *PRIVATE, "21 19:42 Omar: Jude, what is this"]
    private = [*PRIVATE, "21 19:42 Ivy Stone: go away", "21 19:50 Jude Marsh: no"]
    files = [whatsapp(private), whatsapp(group)]
    titled = {
        f"WhatsApp Chat with {name}.txt": data for name, data in zip(names, files, strict=True)
    }
    plain = {f"{name}.txt": data for name, data in zip(names, files, strict=True)}
    for given_files in (titled, plain):
        reading = read_named(given_files, me=me)
        assert len(reading.messages) == 8
        (problem,) = problems(reading)
        assert "2 messages here have the same words" in problem


@pytest.mark.parametrize("answers", [True, False])
def test_what_the_user_asks_of_two_people_is_asked_of_both(answers):
    files = {
        f"{n}/WhatsApp Chat with {name}.txt": whatsapp(
            [*OWN, f"22 08:3{n + 2} {name if answers else 'Ivy Stone'}: no, {name}"]
        )
        for n, name in enumerate(("Jude Marsh", "Omar"))
    }
    reading = read_named(files, me=("Ivy Stone",))
    assert told(reading)["Ivy Stone", "leave me alone now"] == 2
    assert len(reading.messages) == 6


def test_a_group_of_other_people_is_another_chat_though_both_sides_say_the_same_in_both():
    lines = [f"21 19:4{n} {('Jude Marsh', 'Ivy Stone')[n % 2]}: line {n}" for n in range(6)]
    group = [*lines[:3], "21 19:42 Omar: stop it both", *lines[3:]]
    reading = read_named({"one.txt": whatsapp(lines), "two.txt": whatsapp(group)})
    assert len(reading.messages) == 13
    assert problems(reading)


def talk(other, count=9, own="Ivy Stone"):
    names = (other, other, own)
    return [f"{n + 13} 21:0{n % 10} {names[n % 3]}: words number {n}" for n in range(count)]


def test_a_chat_exported_again_after_a_contact_was_renamed_is_shown_once():
    first, later = talk("Jude Marsh"), talk("Do Not Answer", 11)
    names = ("WhatsApp Chat with Jude Marsh.txt", "WhatsApp Chat with Do Not Answer.txt")
    files = dict(zip(names, map(whatsapp, (first, later)), strict=True))
    reading = read_named(files, me=("Ivy Stone",))
    assert len(reading.messages) == 11
    assert {m.sender for m in reading.messages} == {"Jude Marsh", "Ivy Stone", "Do Not Answer"}
    people = find_people(reading.messages, CaseFacts(me=("Ivy Stone",)))
    (proposal,) = propose(reading.messages, people, reading.sources)
    assert proposal.reason is Reason.SAME_MESSAGES
    assert set(proposal.names) == {"Jude Marsh", "Do Not Answer"}
    (place,) = [p for p in reading.messages[0].seen_in if p.source == "S2"]
    assert place.sender == "Do Not Answer"
    assert any("Do Not Answer stands here" in fact for fact in reading.sources[1].facts)


def test_two_people_who_answer_alike_stay_two_until_the_user_says_that_they_are_one():
    # The user's lines and one answer agree: too little to say that one person has two names.
    files = {
        "one.txt": whatsapp([*OWN, "22 08:32 Jude Marsh: ok", "22 08:40 Jude Marsh: and you"]),
        "two.txt": whatsapp([*OWN, "22 08:32 Omar: ok", "22 08:40 Omar: never"]),
    }
    assert len(read_named(files).messages) == 8
    files["two.txt"] = whatsapp([*OWN, "22 08:32 Omar: ok"])
    doubted = read_named(files)
    assert len(doubted.messages) == 7
    (problem,) = problems(doubted)
    assert "3 messages here have the same words" in problem
    facts = CaseFacts(persons={"Jude Marsh": ("Jude Marsh", "Omar")})
    joined = once_joined(doubted, facts)
    assert len(joined.messages) == 4
    assert not problems(joined)
    assert len(read_named(files, persons=facts.persons).messages) == 4


def test_one_message_in_both_downloads_of_messenger_is_shown_once():
    at = 1741811460123
    old = {
        "participants": [{"name": "Jude Marsh"}, {"name": "Ivy Stone"}],
        "messages": [
            {"sender_name": "Jude Marsh", "timestamp_ms": at, "content": "there you are"},
            {"sender_name": "Ivy Stone", "timestamp_ms": at - 60000, "content": "hello"},
        ],
        "title": "Jude Marsh",
        "thread_path": "inbox/jude_7",
    }
    row = {"isUnsent": False, "media": [], "reactions": [], "type": "text"}
    new = {
        "participants": ["Jude Marsh", "Ivy Stone"],
        "threadName": "Jude Marsh_7",
        "messages": [
            row | {"senderName": "Jude Marsh", "text": "there you are", "timestamp": at},
            row | {"senderName": "Ivy Stone", "text": "no", "timestamp": at + 90000},
        ],
    }
    files = {"message_1.json": json.dumps(old).encode(), "Jude_7.json": json.dumps(new).encode()}
    reading = read_named(files)
    assert sorted(m.text for m in reading.messages) == ["hello", "no", "there you are"]
    # One more of the same words at another millisecond is another message.
    new["messages"][0]["timestamp"] += 4000
    files["Jude_7.json"] = json.dumps(new).encode()
    assert len(read_named(files).messages) == 4
