"""Chats that are sent by e-mail are read as if they lay in an archive, and found again."""

import io
import zipfile
from email.message import EmailMessage

import pytest
from PIL import Image

from analyser import given, pipeline
from analyser.ingest.archive import find_member
from analyser.records import CaseFacts
from tests.ingest.test_mail_files import outlook

CHAT = b"13/03/2025, 21:05 - Sam Hill: pick up\n13/03/2025, 21:06 - Alex Reed: no\n"
IPHONE = b"[13/03/2025, 21:05:11] Sam Hill: pick up\n[13/03/2025, 21:06:40] Alex Reed: no\n"
WORD = "[Content_Types].xml", b"word/document.xml"


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


def mail(*files, words="see the chat"):
    made = EmailMessage()
    made["From"], made["To"] = "Alex Reed <alex@example.org>", "help@example.org"
    made["Date"], made["Subject"] = "Fri, 14 Mar 2025 09:00:00 +0000", "WhatsApp Chat with Sam"
    made.set_content(words)
    for name, data in files:
        if isinstance(data, EmailMessage):
            made.add_attachment(data)
        else:
            made.add_attachment(data, maintype="application", subtype="x", filename=name)
    return made


def read(name, data):
    whole = given.from_bytes(name, data)
    reading = pipeline.read([whole], facts=CaseFacts())
    for source in reading.sources:
        a = source.accounted
        assert a.units == a.messages + a.continuation + a.system + a.unread
        if source.member:
            again = find_member(whole, source.member)
            assert given.sha256(again) == source.member_sha256
    return reading


def kinds(reading):
    return [(source.kind, source.member) for source in reading.sources]


def texts(reading, app="whatsapp"):
    return [(m.sender, m.text) for m in reading.messages if m.app == app]


SAID = [("Sam Hill", "pick up"), ("Alex Reed", "no")]


def test_a_chat_attached_as_text_is_read():
    reading = read("a.eml", mail(("WhatsApp Chat with Sam Hill.txt", CHAT)).as_bytes())
    assert kinds(reading) == [
        ("mail_eml", None),
        ("whatsapp_txt", "attachment 1 (WhatsApp Chat with Sam Hill.txt)"),
    ]
    assert texts(reading) == SAID
    assert not any(source.problems for source in reading.sources)


def test_a_zip_of_a_chat_is_opened():
    data = zipped(_chat__txt=IPHONE)
    reading = read("a.eml", mail(("WhatsApp Chat - Sam Hill.zip", data)).as_bytes())
    assert kinds(reading)[1] == (
        "whatsapp_txt",
        "attachment 1 (WhatsApp Chat - Sam Hill.zip) › _chat.txt",
    )
    assert texts(reading) == SAID


def test_media_sent_with_a_chat_are_no_screenshots():
    out = io.BytesIO()
    Image.new("RGB", (720, 1280), "red").save(out, "PNG")
    chat = CHAT + b"13/03/2025, 21:07 - Sam Hill: IMG-20250313-WA0001.png (file attached)\n"
    data = mail(
        ("WhatsApp Chat with Sam Hill.txt", chat), ("IMG-20250313-WA0001.png", out.getvalue())
    )
    reading = read("a.eml", data.as_bytes())
    assert [source.kind for source in reading.sources] == ["mail_eml", "whatsapp_txt"]
    assert any("1 file inside is named in the chat" in f for f in reading.sources[0].facts)
    (media,) = [m for m in reading.messages if m.attachment and m.app == "whatsapp"]
    assert media.attachment.present


def test_every_mail_of_a_mailbox_and_a_forwarded_mail_has_its_chat_read():
    inner = mail(("old.txt", CHAT.replace(b"2025", b"2024")), words="sent on")
    mails = (mail(), mail(("chat.txt", CHAT)), mail(("", inner), words="look at this"))
    line = b"From alex@example.org Fri Mar 14 09:00:00 2025\n"
    reading = read("all.mbox", b"".join(line + each.as_bytes() + b"\n\n" for each in mails))
    assert kinds(reading) == [
        ("mail_mbox", None),
        ("whatsapp_txt", "e-mail 2, attachment 1 (chat.txt)"),
        ("mail_eml", "e-mail 3, attachment 1"),
        ("whatsapp_txt", "e-mail 3, attachment 2 (old.txt)"),
    ]
    assert texts(reading) == SAID * 2
    assert "sent on" in [m.text for m in reading.messages]


def test_a_mail_saved_as_a_file_and_attached_is_opened_once():
    deep = mail(("chat.txt", CHAT), words="deepest").as_bytes()
    inner = mail(("deep.eml", deep), ("other.txt", CHAT), words="inner").as_bytes()
    reading = read("a.eml", mail(("inner.eml", inner)).as_bytes())
    assert [source.kind for source in reading.sources] == [
        *("mail_eml", "mail_eml", "mail_eml", "whatsapp_txt")
    ]
    assert texts(reading) == SAID


def test_a_chat_in_an_outlook_message_is_read():
    wide = "utf-16-le"
    folder = "__attach_version1.0_#00000000"
    data = outlook(
        {
            "__properties_version1.0": bytes(64),
            "__substg1.0_1000001F": "see this".encode(wide),
            "__substg1.0_0C1A001F": "Sam Hill".encode(wide),
            f"{folder}/__substg1.0_37010102": CHAT.ljust(4096, b"\n"),
            f"{folder}/__substg1.0_3707001F": "WhatsApp Chat with Sam Hill.txt".encode(wide),
        }
    )
    assert texts(read("a.msg", data)) == SAID


def test_a_zip_in_a_mail_in_a_zip_is_read_and_a_zip_deeper_is_named():
    inner = zipped(_chat__txt=IPHONE, deeper__zip=zipped(a__txt=CHAT))
    data = zipped(mail__eml=mail(("chat.zip", inner)).as_bytes())
    reading = read("all.zip", data)
    assert kinds(reading) == [
        ("mail_eml", "mail.eml"),
        ("whatsapp_txt", "mail.eml › attachment 1 (chat.zip) › _chat.txt"),
    ]
    assert "'deeper.zip'" in "".join(p.what for p in reading.sources[0].problems)


def test_what_is_no_chat_is_named():
    letter = zipped(**{WORD[0]: b"<x/>", "word/document__xml": WORD[1]})
    film = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 8
    reading = read("a.eml", mail(("letter.docx", letter), ("film.mp4", film)).as_bytes())
    first, second = reading.sources
    assert any("film.mp4" in fact for fact in first.facts)
    assert (second.kind, second.member) == ("unknown", "attachment 1 (letter.docx)")
    assert "Office document" in second.problems[0].what


def test_a_locked_or_cut_zip_is_told_and_the_mail_is_read():
    data = zipped(_chat__txt=IPHONE)[:-30]
    reading = read("a.eml", mail(("chat.zip", data)).as_bytes())
    assert [m.text for m in reading.messages] == ["see the chat"]
    assert "cut off or damaged" in reading.sources[1].problems[0].what


@pytest.mark.parametrize("disposition", ["attachment", "inline"])
def test_a_mail_that_is_nothing_but_the_chat_is_read(disposition):
    head = (
        b"From: alex@example.org\nTo: help@example.org\nDate: Fri, 14 Mar 2025 09:00:00 +0000\n"
        b'Content-Type: text/plain; charset=utf-8; name="WhatsApp Chat with Sam Hill.txt"\n'
        b"Content-Disposition: " + disposition.encode() + b"\n\n"
    )
    assert texts(read("a.eml", head + CHAT)) == SAID


def test_the_same_chat_in_two_mails_is_read_once():
    line = b"From alex@example.org Fri Mar 14 09:00:00 2025\n"
    mails = [mail(("chat.txt", CHAT), words=each) for each in ("one", "two")]
    reading = read("all.mbox", b"".join(line + each.as_bytes() + b"\n\n" for each in mails))
    assert texts(reading) == SAID
    assert "1 copy of these not read again" in reading.sources[0].facts[0]


def test_attached_zips_cannot_unpack_without_end(monkeypatch):
    monkeypatch.setattr("analyser.desk.TOTAL_BYTES_AT_MOST", 3 * len(CHAT))
    files = [(f"{n}.zip", zipped(**{f"{n}__txt": CHAT + b"%d" % n})) for n in range(4)]
    reading = read("a.eml", mail(*files).as_bytes())
    assert [s.kind for s in reading.sources] == [
        *("mail_eml", "whatsapp_txt", "whatsapp_txt", "unknown", "unknown")
    ]
