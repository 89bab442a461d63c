"""Make large invented archives, for `benchmarks/intake.py --large`.

Media are random bytes, which no zip can make smaller, with the first bytes of their kind.
"""

import base64
import json
import random
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


def telegram(path: Path, *, size_mb: int = 240) -> int:
    """Write one Telegram result.json of that size; return how many messages it holds."""
    number = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"name": "Robin Vale", "type": "personal_chat", "id": 2, "messages": [')
        while number % 1000 or file.tell() < size_mb * MB:
            at = BEGAN + timedelta(minutes=11 * number)
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
    "Telegram, 240 MB": ("result.json", telegram),
    "backup of texts, 1 GB": ("sms.xml", backup),
    "mailbox, 2 GB": ("all.mbox", mailbox),
}
