"""What the person chose about a file: how it is read, which of its chats count; all of it said."""

import hashlib

from analyser import given, pipeline
from analyser.choices import chats_of
from analyser.records import CaseFacts

WHATSAPP = b"01/02/2025, 20:14 - Dana Poole: hello\n01/02/2025, 20:15 - Rory Finch: answer me\n"
BACKUP = b"""<?xml version='1.0' encoding='UTF-8' ?>
<smses count="2">
  <sms protocol="0" address="+447700900123" date="1738440000000" type="1"
    body="ring me" contact_name="Rory Finch" />
  <sms protocol="0" address="+447700900456" date="1738440060000"  type="1"
    body="your parcel is here" contact_name="Parcels" />
</smses>
"""


def read(data, name, **facts):
    return pipeline.read([given.from_bytes(name, data)], facts=CaseFacts(**facts))


def key(data):
    return hashlib.sha256(data).hexdigest()


def test_a_file_is_read_as_the_person_says():
    # Somebody kept notes above the chat they pasted: nothing at the start tells what it is.
    noted = b"notes on the flat\n" * 6_000 + WHATSAPP
    assert read(noted, "chat.txt").sources[0].kind == "unknown"
    told = read(noted, "chat.txt", formats={key(noted): "whatsapp_txt"})
    assert told.sources[0].kind == "whatsapp_txt"
    assert [message.text for message in told.messages] == ["hello", "answer me"]


def test_a_format_that_does_not_fit_says_so_and_loses_nothing():
    told = read(WHATSAPP, "chat.txt", formats={key(WHATSAPP): "telegram_json"})
    assert not told.messages
    assert told.sources[0].problems[0].do


def test_a_chat_that_is_left_out_is_gone_and_its_file_says_so():
    whole = read(BACKUP, "sms.xml")
    titles = chats_of(whole)["S1"]
    assert len(titles) == 2
    parcels = next(title for title in titles if "Parcels" in title or "456" in title)
    part = read(BACKUP, "sms.xml", left_out=frozenset({(key(BACKUP), parcels)}))
    assert [message.text for message in part.messages] == ["ring me"]
    assert part.sources[0].facts[-1].startswith("You chose to leave out 1 chat of this file")
    assert "1 message" in part.sources[0].facts[-1]
    assert part.sources[0].accounted == whole.sources[0].accounted
