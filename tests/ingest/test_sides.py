"""Who said what: a side is shown where the file surely shows it, never by what is left over."""

import json

import pytest

from analyser import ingest
from analyser.records import CaseFacts, Side

SENT, RECEIVED, UNKNOWN = Side.SENT, Side.RECEIVED, Side.UNKNOWN


def sides(text, *, name="export", me=()):
    data = text if isinstance(text, str) else json.dumps(text)
    facts = CaseFacts(me=me)
    result = ingest.read(data.encode(), name=name, source="S1", facts=facts)
    return [(m.text, m.side) for m in result.messages]


def telegram(*said, **more):
    rows = [
        {"id": n, "type": "message", "date_unixtime": str(1750000000 + n), "text": text}
        | {"from": name, "from_id": f"user{id_}"}
        for n, (id_, name, text) in enumerate(said)
    ]
    return {"name": "Sam Hill", "type": "personal_chat", "id": 22, "messages": rows} | more


SAM, ALEX, GONE = (22, "Sam Hill", "a"), (11, "Alex Reed", "b"), (33, None, "c")


def test_a_deleted_account_in_a_telegram_chat_of_two_is_not_taken_for_the_user():
    assert sides(telegram(SAM, ALEX, GONE)) == [("a", RECEIVED), ("b", UNKNOWN), ("c", UNKNOWN)]
    assert sides(telegram(SAM, GONE)) == [("a", RECEIVED), ("c", UNKNOWN)]


def test_a_deleted_account_is_another_where_the_user_is_known():
    known = [("a", RECEIVED), ("b", SENT), ("c", RECEIVED)]
    assert sides(telegram(SAM, ALEX, GONE), me=("Alex Reed",)) == known
    account = {"personal_information": {"user_id": 11}, "about": "x"}
    whole = account | {"chats": {"list": [telegram(SAM, ALEX, GONE)]}}
    assert sides(whole) == known


def test_the_other_of_a_telegram_chat_may_be_deleted_and_the_user_not():
    gone = (22, None, "a")
    assert sides(telegram(gone, ALEX)) == [("a", RECEIVED), ("b", SENT)]
    assert sides(telegram(gone, ALEX, id=44)) == [("a", UNKNOWN), ("b", UNKNOWN)]


def test_who_shares_the_name_of_a_telegram_chat_is_not_told_apart_by_it():
    twin = (11, "Sam Hill", "b")
    assert sides(telegram(SAM, twin, id=44)) == [("a", UNKNOWN), ("b", UNKNOWN)]


def test_only_what_is_joined_to_the_message_above_is_of_its_sender_in_a_telegram_page():
    page = (
        '<html><body><div class="page_wrap"><div class="page_body chat_page"><div class="history">'
    )
    for more, name, text in ((" joined", "Alex Reed", "a"), (" joined", "", "b"), ("", "", "c")):
        own = f'<div class="from_name">{name}</div>' if name else ""
        page += f'<div class="message default clearfix{more}" id="message{text}"><div class="body">'
        page += '<div class="date details" title="23.09.2024 21:05:00">21:05</div>'
        page += f'{own}<div class="text">{text}</div></div></div>'
    told = [("a", SENT), ("b", SENT), ("c", UNKNOWN)]
    assert sides(page + "</div></div></div>", me=("Alex Reed",)) == told


@pytest.mark.parametrize(
    ("owner", "side"), [("8:live:sam", RECEIVED), ("8:alex", SENT), ("", UNKNOWN)]
)
def test_skype_shows_sides_only_where_it_names_the_owner(owner, side):
    row = {"id": "1", "originalarrivaltime": "2024-06-01T10:00:00Z", "messagetype": "Text"}
    row |= {"from": "8:alex", "content": "a"}
    talk = {"id": "8:live:sam", "displayName": "Sam", "MessageList": [row]}
    whole = {"userId": owner, "exportDate": "2024-07-01T10:00", "conversations": [talk]}
    assert sides(whole) == [("a", side)]
    row["from"] = ""
    assert sides(whole) == [("a", UNKNOWN)]


@pytest.mark.parametrize(("of_me", "side"), [(True, SENT), (False, RECEIVED), (None, UNKNOWN)])
def test_a_missing_mark_of_the_user_is_no_mark_of_the_other(of_me, side):
    row = {"timestamp": 1750000000, "time": "10:00", "data": "a", "media": False, "meta": False}
    row |= {"from_me": of_me, "sender": None}
    chats = {"447700900321@s.whatsapp.net": {"name": "Sam", "messages": {"1": row}}}
    assert sides(chats) == [("a", side)]
    row = {"From": "sam", "Media Type": "TEXT", "Created": "2024-06-01 10:00:00 UTC"}
    row |= {"Content": "a", "Conversation Title": None, "IsSender": of_me}
    row |= {"Created(microseconds)": 1750000000000}
    assert sides({"sam": [row]}) == [("a", side)]


IMESSAGE = "Sep 23, 2024  9:05:00 PM\nSam Hill\na\n\nSep 23, 2024  9:06:00 PM\nAlex Reed\nb\n"


def test_where_the_tool_wrote_a_name_for_the_user_imessages_are_of_no_known_side():
    assert sides(IMESSAGE) == [("a", UNKNOWN), ("b", UNKNOWN)]
    assert sides(IMESSAGE, name="Sam Hill.txt") == [("a", RECEIVED), ("b", UNKNOWN)]
    assert sides(IMESSAGE, me=("Alex Reed",)) == [("a", RECEIVED), ("b", SENT)]
    assert sides(IMESSAGE.replace("Alex Reed", "Me")) == [("a", RECEIVED), ("b", SENT)]


def test_a_page_of_google_voice_in_another_language_tells_no_sides_by_itself():
    page = '<html><head><title>{} to Sam</title></head><body><div class="hChatLog hfeed">'
    page += '<div class="message"><abbr class="dt" title="2024-09-23T21:05:00.123+01:00">x</abbr>'
    page += ': <cite class="sender"><span class="fn">{}</span></cite>: <q>a</q></div></div></body>'
    assert sides(page.format("Moi", "Moi")) == [("a", UNKNOWN)]
    assert sides(page.format("Me", "Sam Hill")) == [("a", RECEIVED)]
    assert sides(page.format("Me", "Me")) == [("a", SENT)]


def test_a_text_in_a_list_of_calls_without_a_direction_has_no_side():
    table = "Date,Time,Number,Type,Duration\n23/06/2024,10:00,07700900321,SMS,\n"
    table += "24/06/2024,10:00,07700900321,SMS sent,\n24/06/2024,10:02,07700900321,SMS received,\n"
    assert [side for _, side in sides(table)] == [UNKNOWN, SENT, RECEIVED]
