"""One invented talk, written in every format that can carry it, gives the same messages."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from analyser import ingest
from analyser.records import CaseFacts, Kind, Side

LONDON = ZoneInfo("Europe/London")
BEGAN = datetime(2024, 6, 14, 22, 30, tzinfo=UTC)  # 23:30 in British Summer Time
TALK = [
    (0, "Sam Hill", "where are you"),
    (1, "Alex Reed", "please don’t write any more"),
    (31, "Sam Hill", "I’ll write when I like 😡"),  # after midnight in London, before it in UTC
    (32, "Sam Hill", "answer me"),
    (32, "Sam Hill", "answer me"),
    (2000, "Alex Reed", "two lines\nof words: see?"),
]


def at(minutes):
    return BEGAN + timedelta(minutes=minutes)


def ms(minutes):
    return int(at(minutes).timestamp() * 1000)


def utc(minutes):
    return f"{at(minutes):%Y-%m-%d %H:%M:%S}"


def wall(minutes, form):
    return f"{at(minutes).astimezone(LONDON):{form}}"


def table(header, rows):
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def whatsapp():
    return "".join(f"{wall(m, '%d/%m/%Y, %H:%M')} - {who}: {text}\n" for m, who, text in TALK)


def sms():
    rows = "".join(
        f'<sms address="07700900321" date="{ms(m)}" type="{1 if who == "Sam Hill" else 2}" '
        f'body="{text.replace(chr(10), "&#10;")}" sub_id="{n}" contact_name="Sam Hill" />'
        for n, (m, who, text) in enumerate(TALK)
    )
    return f'<?xml version="1.0"?><smses count="6">{rows}</smses>'


def garbled(text):
    return text.encode().decode("latin-1")


def messenger():
    rows = [
        {"sender_name": who, "timestamp_ms": ms(m), "content": garbled(text)}
        for m, who, text in reversed(TALK)
    ]
    people = [{"name": "Sam Hill"}, {"name": "Alex Reed"}]
    return json.dumps({"participants": people, "messages": rows, "thread_path": "inbox/a_1"})


def encrypted():
    rows = [
        {"senderName": who, "text": text, "timestamp": ms(m), "type": "text"}
        for m, who, text in TALK
    ]
    people = ["Sam Hill", "Alex Reed"]
    return json.dumps({"participants": people, "threadName": "Sam Hill_3", "messages": rows})


def telegram():
    rows = [
        {
            "id": n,
            "type": "message",
            "date": wall(m, "%Y-%m-%dT%H:%M:%S"),
            "date_unixtime": str(ms(m) // 1000),
            "from": who,
            "from_id": "user2" if who == "Sam Hill" else "user1",
            "text": text,
        }
        for n, (m, who, text) in enumerate(TALK, start=1)
    ]
    return json.dumps({"name": "Sam Hill", "type": "personal_chat", "id": 2, "messages": rows})


def discord():
    rows = [
        {
            "id": str(n),
            "type": "Default",
            "timestamp": at(m).astimezone(LONDON).isoformat(),
            "content": text,
            "author": {"id": who, "name": who, "nickname": who},
        }
        for n, (m, who, text) in enumerate(TALK, start=1)
    ]
    return json.dumps({"guild": {}, "channel": {"name": "Sam"}, "messages": rows})


def snapchat():
    rows = [
        {
            "From": who,
            "Media Type": "TEXT",
            "Created": utc(m) + " UTC",
            "Content": text,
            "IsSender": who == "Alex Reed",
        }
        for m, who, text in reversed(TALK)
    ]
    return json.dumps({"Sam Hill": rows})


def tiktok():
    rows = [{"Date": utc(m), "From": who, "Content": text} for m, who, text in TALK]
    chats = {"ChatHistory": {"Chat History with Sam Hill:": rows}}
    return json.dumps({"Direct Messages": {"Chat History": chats}})


def signal():
    return "".join(
        f"[{wall(m, '%Y-%m-%d %H:%M:%S')}] {'Me' if who == 'Alex Reed' else who}: {text}\n"
        for m, who, text in TALK
    )


def slack():
    return json.dumps(
        [
            {
                "type": "message",
                "user": who,
                "text": text,
                "ts": f"{ms(m) // 1000}.{n:06}",
            }
            for n, (m, who, text) in enumerate(TALK)
        ]
    )


def linkedin():
    header = ["CONVERSATION ID", "FROM", "TO", "DATE", "SUBJECT", "CONTENT", "FOLDER"]
    rows = [["1", who, "x", utc(m) + " UTC", "", text, "INBOX"] for m, who, text in TALK[::-1]]
    return table(header, rows)


def imazing():
    header = ["Chat Session", "Message Date", "Service", "Type", "Sender Name", "Text"]
    rows = [
        [
            "Sam Hill",
            wall(m, "%Y-%m-%d %H:%M:%S"),
            "SMS",
            "Incoming" if who == "Sam Hill" else "Outgoing",
            who if who == "Sam Hill" else "",
            text,
        ]
        for m, who, text in TALK
    ]
    return table(header, rows)


def diary():
    rows = [[wall(m, "%d/%m/%Y"), wall(m, "%H:%M"), who, text] for m, who, text in TALK]
    return table(["Date", "Time", "From", "Message"], rows)


def mailbox():
    return "\n".join(
        f"From a@example.test Fri Jun 14 22:30:00 2024\nFrom: {who} <a@example.test>\n"
        f"Date: {at(m).astimezone(LONDON):%a, %d %b %Y %H:%M:%S %z}\nMessage-ID: <{n}>\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{text}\n"
        for n, (m, who, text) in enumerate(TALK)
    )


def exporter():
    rows = {
        str(n): {
            "from_me": who == "Alex Reed",
            "timestamp": ms(m) / 1000,
            "media": False,
            "meta": False,
            "data": text,
            "sender": None,
        }
        for n, (m, who, text) in enumerate(TALK)
    }
    return json.dumps({"447700900321@s.whatsapp.net": {"name": "Sam Hill", "messages": rows}})


WRITERS = {
    "whatsapp_txt": whatsapp,
    "sms_backup_xml": sms,
    "meta_inbox_json": messenger,
    "messenger_e2ee_json": encrypted,
    "telegram_json": telegram,
    "discord_json": discord,
    "snapchat_json": snapchat,
    "tiktok_json": tiktok,
    "signal_md": signal,
    "slack_json": slack,
    "linkedin_csv": linkedin,
    "imazing_csv": imazing,
    "csv_table": diary,
    "mail_mbox": mailbox,
    "whatsapp_exporter_json": exporter,
}


@pytest.mark.parametrize("format_id", WRITERS)
def test_the_same_talk_gives_the_same_messages(format_id):
    data = WRITERS[format_id]().encode()
    facts = CaseFacts(me=("Alex Reed",))
    result = ingest.read(data, name="talk", source="S1", facts=facts)
    assert result.kind == format_id
    assert result.unread == ()
    told = [
        (m.when.instant.replace(second=0), m.side, m.text)
        for m in result.messages
        if m.kind is Kind.TEXT
    ]
    assert told == [
        (at(m), Side.SENT if who == "Alex Reed" else Side.RECEIVED, text) for m, who, text in TALK
    ]
    named = {m.sender for m in result.messages if m.side is Side.RECEIVED}
    assert named == {"Sam Hill"}
