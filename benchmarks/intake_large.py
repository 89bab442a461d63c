"""Make large invented archives, for `benchmarks/intake.py --large`.

Media are random bytes, which no zip can make smaller, with the first bytes of their kind.
"""

import base64
import json
import random
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

MB = 1_000_000
BEGAN = datetime(2020, 1, 1, 8, tzinfo=UTC)
SENTENCES = (
    "are you coming to the match on saturday",
    "pick up your phone",
    "thanks, see you at four then: the usual place",
    "why wont you answer me, caf\u00c3\u00a9 at two",
)
PEOPLE = ("Sam Orme", "Robin Vale")
JPEG, MP4 = b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\x00\x00\x00\x18ftypmp42"
NOISE = random.Random(5).randbytes(MB)  # noqa: S311  # no secret, and the same on every run


def _add(archive: zipfile.ZipFile, name: str, start: bytes, size_bytes: int, number: int) -> None:
    entry = zipfile.ZipInfo(name, date_time=(2025, 3, 1, 12, 0, 0))
    with archive.open(entry, "w", force_zip64=True) as member:
        member.write(start + number.to_bytes(8, "big"))
        for _ in range(size_bytes // MB):
            member.write(NOISE)


def _message(number: int, folder: str) -> dict[str, object]:
    at = BEGAN + timedelta(minutes=11 * number)
    row: dict[str, object] = {
        "sender_name": PEOPLE[number % 3 > 0],
        "timestamp_ms": int(at.timestamp() * 1000),
        "content": f"{SENTENCES[number % 4]} {number}",
        "is_geoblocked_for_viewer": False,
        "is_unsent_image_by_messenger_kid_parent": False,
    }
    if number % 250 == 0:
        row["photos"] = [{"uri": f"{folder}/photos/{number}.jpg", "creation_timestamp": 1}]
    return row


def messenger(path: Path, *, size_mb: int = 1000, parts: int = 25, each: int = 10_000) -> int:
    """Write a Messenger download of one long thread; return how many messages it holds."""
    folder = "your_activity_across_facebook/messages/inbox/robinvale_1"
    count = parts * each
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(parts):
            rows = [_message(n, folder) for n in range(part * each, (part + 1) * each)]
            thread = {
                "participants": [{"name": name} for name in PEOPLE],
                "messages": rows[::-1],
                "title": PEOPLE[1],
                "thread_path": "inbox/robinvale_1",
            }
            # The newest part is the first.
            archive.writestr(f"{folder}/message_{parts - part}.json", json.dumps(thread))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        photos = range(0, count, 250)
        for number in photos:
            _add(archive, f"{folder}/photos/{number}.jpg", JPEG, MB // 2 * 2, number)
        left = max(size_mb - len(photos), 0)
        _add(archive, f"{folder}/videos/1.mp4", MP4, left * MB, 1)
    return count


def whatsapp(path: Path, *, size_mb: int = 2000, lines: int = 40_000) -> int:
    """Write a WhatsApp zip with media, videos of 400 MB among them; return its messages."""
    videos = [f"VID-20250301-WA{n:04}.mp4" for n in range(3)]
    photos = [f"IMG-20250301-WA{n:04}.jpg" for n in range(size_mb - 1200)]
    names = videos + photos
    every = lines // len(names)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "WhatsApp Chat with Robin Vale.txt", "\n".join(_lines(lines, names, every))
        )
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        for number, name in enumerate(names):
            video = name in videos
            _add(archive, name, MP4 if video else JPEG, 400 * MB if video else MB, number)
    return lines


def _lines(lines: int, names: list[str], every: int) -> Iterator[str]:
    for number in range(lines):
        at = BEGAN + timedelta(minutes=11 * number)
        text = f"{SENTENCES[number % 3]} {number}"
        if number % every == 0 and number // every < len(names):
            text = f"{names[number // every]} (file attached)"
        yield f"{at:%d/%m/%Y, %H:%M} - {PEOPLE[number % 3 > 0]}: {text}"


def telegram(path: Path, *, size_mb: int = 400) -> int:
    """Write one Telegram result.json of that size; return how many messages it holds."""
    number = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"name": "Robin Vale", "type": "personal_chat", "id": 2, "messages": [')
        while number % 1000 or file.tell() < size_mb * MB:
            at = BEGAN + timedelta(minutes=number)
            text = f"{SENTENCES[number % 3]} {number}{' 😡' * (number % 10 == 0)}"
            row = {
                "id": number + 1,
                "type": "message",
                "date": f"{at:%Y-%m-%dT%H:%M:%S}",
                "date_unixtime": str(int(at.timestamp())),
                "from": PEOPLE[number % 3 > 0],
                "from_id": f"user{1 + (number % 3 > 0)}",
                "text": text,
                "text_entities": [{"type": "plain", "text": text}],
            }
            file.write((",\n" if number else "") + json.dumps(row, ensure_ascii=False))
            number += 1
        file.write("]}")
    return number


def hangouts(path: Path, *, size_mb: int = 400) -> int:
    """Write one Hangouts.json of that size; return how many messages it holds."""
    number = 0
    people = [
        {"id": {"gaia_id": str(n), "chat_id": str(n)}, "fallback_name": name}
        for n, name in enumerate(PEOPLE, start=1)
    ]
    own = {"self_read_state": {"participant_id": {"gaia_id": "1", "chat_id": "1"}}}
    about = {"participant_data": people, "self_conversation_state": own}
    with path.open("w", encoding="utf-8") as file:
        file.write('{"conversations": [{"conversation": {"conversation": ')
        file.write(json.dumps(about) + '}, "events": [')
        while number % 1000 or file.tell() < size_mb * MB:
            at = BEGAN + timedelta(minutes=number)
            id_ = str(1 + (number % 3 > 0))
            segment = {"type": "TEXT", "text": f"{SENTENCES[number % 3]} {number}"}
            row = {
                "conversation_id": {"id": "Ugx1"},
                "sender_id": {"gaia_id": id_, "chat_id": id_},
                "timestamp": str(int(at.timestamp() * 1_000_000)),
                "self_event_state": {"user_id": {"gaia_id": "1", "chat_id": "1"}},
                "chat_message": {"message_content": {"segment": [segment]}},
                "event_id": f"event-{number}",
                "event_type": "REGULAR_CHAT_MESSAGE",
            }
            file.write((",\n" if number else "") + json.dumps(row))
            number += 1
        file.write("]}]}")
    return number


def exporter(path: Path, *, size_mb: int = 300) -> int:
    """Write one JSON of WhatsApp-Chat-Exporter of that size; return its messages."""
    number = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"447700900321@s.whatsapp.net": {"name": "Robin Vale", "messages": {')
        while number % 1000 or file.tell() < size_mb * MB:
            at = BEGAN + timedelta(minutes=number)
            row = {
                "from_me": number % 3 == 0,
                "timestamp": int(at.timestamp()),
                "time": f"{at:%H:%M}",
                "media": False,
                "key_id": f"3EB0{number:016X}",
                "meta": False,
                "data": f"{SENTENCES[number % 3]} {number}{' 😡' * (number % 10 == 0)}",
                "sender": None,
                "safe": False,
                "mime": None,
                "reply": None,
                "quoted_data": None,
                "caption": None,
                "thumb": None,
                "sticker": False,
                "reactions": {},
            }
            file.write((",\n" if number else "") + f'"{number}": {json.dumps(row)}')
            number += 1
        file.write("}}}")
    return number


def messages_database(path: Path, *, size_mb: int = 1000) -> int:
    """Write a Messages database of that size, words in blobs as new ones have them."""
    base = sqlite3.connect(path)
    base.executescript(
        "PRAGMA journal_mode=WAL;"
        "CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT);"
        "CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, chat_identifier TEXT, display_name TEXT);"
        "CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);"
        "CREATE TABLE message (ROWID INTEGER PRIMARY KEY, guid TEXT UNIQUE, text TEXT, "
        "attributedBody BLOB, handle_id INTEGER, date INTEGER, is_from_me INTEGER, "
        "thread_originator_guid TEXT, message_summary_info BLOB);"
        "INSERT INTO handle VALUES (1, '+447700900321');"
        "INSERT INTO chat VALUES (1, '+447700900321', NULL);"
    )
    apple, made = datetime(2001, 1, 1, tzinfo=UTC), 0
    padding = NOISE[:1200]
    while made * (len(padding) + 450) < size_mb * MB:
        for _ in range(10_000):
            made += 1
            text = f"{SENTENCES[made % 3]} {made}".encode()
            body = b"\x04\x0bstreamtyped\x81\xe8\x03NSString\x01\x94\x84\x01+"
            body += bytes([len(text)]) + text + b"\x86\x84" + padding
            at = int((BEGAN + timedelta(minutes=made) - apple).total_seconds()) * 10**9
            guid = f"{made:08X}-0000-4000-8000-000000000000"
            row = (made, guid, None, body, 1, at, made % 3 == 0, None, padding[:200])
            base.execute("INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            base.execute("INSERT INTO chat_message_join VALUES (1, ?)", (made,))
        base.commit()
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()
    return made


def backup(path: Path, *, size_mb: int = 1000, texts: int = 100_000) -> int:
    """Write a backup of texts whose pictures make it that large; return how many it holds."""
    picture = base64.b64encode(NOISE).decode()
    every = texts // (size_mb * MB // len(picture))
    made = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses>\n")
        for number in range(texts):
            told = int((BEGAN + timedelta(minutes=number)).timestamp() * 1000)
            who = f'address="+447700900321" contact_name="Robin Vale" date="{told}"'
            text = f"{SENTENCES[number % 3]} {number}"
            file.write(f'<sms {who} type="{1 + number % 2}" body="{text}" />\n')
            made += 1
            if number % every == 0:
                part = f'<part seq="0" ct="image/jpeg" cl="{number}.jpg" data="{picture}" />'
                file.write(f'<mms {who} msg_box="1" m_type="132"><parts>{part}</parts></mms>\n')
                made += 1
        file.write("</smses>\n")
    return made


def mailbox(path: Path, *, size_mb: int = 2000, mails: int = 20_000) -> int:
    """Write a mailbox whose attachments make it that large; return how many e-mails it holds."""
    picture = base64.encodebytes(NOISE).decode()
    every = mails // (size_mb * MB // len(picture))
    part = "Content-Type: image/jpeg; name=a.jpg\nContent-Transfer-Encoding: base64"
    with path.open("w", encoding="utf-8") as file:
        for number in range(mails):
            at = format_datetime(BEGAN + timedelta(minutes=11 * number))
            head = f"From: {PEOPLE[1]} <r@example.org>\nTo: s@example.org\nDate: {at}"
            file.write(f"From r@example.org {at}\n{head}\nMessage-ID: <{number}@example.org>\n")
            text = f"{SENTENCES[number % 3]} {number}"
            if number % every == 0:
                file.write("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n")
                file.write(f"{text}\n--b\n{part}\n\n{picture}--b--\n\n")
            else:
                file.write(f"\n{text}\n\n")
    return mails


ARCHIVES: dict[str, tuple[str, Callable[[Path], int]]] = {
    "Messenger, 1 GB": ("facebook.zip", messenger),
    "WhatsApp, 2 GB": ("WhatsApp Chat with Robin Vale.zip", whatsapp),
    "Telegram, 400 MB": ("result.json", telegram),
    "Hangouts, 400 MB": ("Hangouts.json", hangouts),
    "exporter's JSON, 300 MB": ("result.json", exporter),
    "iPhone database, 1 GB": ("chat.db", messages_database),
    "backup of texts, 1 GB": ("sms.xml", backup),
    "mailbox, 2 GB": ("all.mbox", mailbox),
}
