"""Screenshots in e-mails: each read by itself and found again; logos and marks are not read."""

import base64
import struct
import time
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from analyser import given, pipeline
from analyser.ingest.archive import find_member
from analyser.ingest.mail_files import files_in
from analyser.records import CaseFacts

SHOT = Path(__file__).parents[2] / "samples/serious/screenshots/whatsapp_1.png"


def picture(width, height, colour="red"):
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def mail(*attached, page="", **headers):
    made = EmailMessage()
    for name, value in {"From": "sam@example.org", "To": "alex@example.org"}.items():
        made[name] = headers.get(name, value)
    made["Date"] = "Thu, 3 Jul 2025 21:14:00 +0100"
    made["Subject"] = "see this"
    made.set_content("you will want to see this")
    if page:
        made.add_alternative(page, subtype="html")
    for name, data in attached:
        made.add_attachment(data, maintype="image", subtype="png", filename=name)
    return made


def outlook(streams):
    """Return a compound file that holds streams, in folders one deep, as Outlook writes them."""
    sector, entries, body, fat = 512, [], b"", []
    folders = {path.split("/")[0] for path in streams if "/" in path}

    def entry(name, kind, child=-1, right=-1, start=-2, size=0):
        raw = name.encode("utf-16-le") + b"\0\0"
        return struct.pack(
            "<64sHBBiii16sIQQiQ",
            raw,
            len(raw),
            kind,
            1,
            -1,
            right,
            child,
            b"",
            0,
            0,
            0,
            start,
            size,
        )

    def store(data):
        nonlocal body
        start, count = len(fat), -(-len(data) // sector)
        fat.extend([*range(start + 1, start + count), -2])
        body += data.ljust(count * sector, b"\0")
        return start

    tree = [(name, [p for p in streams if p.startswith(f"{name}/")]) for name in sorted(folders)]
    tops = [(path, []) for path in sorted(streams) if "/" not in path] + tree
    number = 1
    for place, (name, inside) in enumerate(tops):
        right = number + 1 + len(inside) if place + 1 < len(tops) else -1
        if not inside:
            data = streams[name].ljust(4096, b"\0")
            entries.append(entry(name, 2, right=right, start=store(data), size=len(data)))
        else:
            entries.append(entry(name, 1, child=number + 1, right=right))
            for count, path in enumerate(inside, start=1):
                data = streams[path].ljust(4096, b"\0")
                after = number + count + 1 if count < len(inside) else -1
                leaf = path.split("/")[1]
                entries.append(entry(leaf, 2, right=after, start=store(data), size=len(data)))
        number += 1 + len(inside)
    entries.insert(0, entry("Root Entry", 5, child=1))
    directory = store(b"".join(entries))
    sectors = -(-(len(fat) + 8) // (sector // 4 - 1))
    table = list(range(len(fat), len(fat) + sectors))
    fat += [-3] * sectors
    body += struct.pack(f"<{len(fat)}i", *fat).ljust(sectors * sector, b"\xff")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, sectors)
    head += struct.pack("<iIIiIiI", directory, 0, 4096, -2, 0, -2, 0)
    head += struct.pack(f"<{len(table)}i", *table).ljust(436, b"\xff")
    return head + body


def names_in(data):
    return files_in(given.from_bytes("x", data), data[:65_536])


def test_what_is_smaller_than_a_screenshot_is_counted_and_left():
    data = mail(
        ("logo.png", picture(200, 60)),
        ("mark.png", picture(1, 1)),
        ("a/b.png", picture(360, 640)),
        ("again.png", picture(360, 640)),
    ).as_bytes()
    seen = names_in(data)
    assert [each.name for each in seen.pictures] == ["picture 3 (a_b.png)"]
    assert seen.note == (
        "Files in it: 1 picture read as screenshots, each by itself; 1 copy of these not read "
        "again; 2 pictures too small for a screenshot not read."
    )
    assert seen.pictures[0].open().read() == picture(360, 640)


def test_a_picture_inside_the_html_and_one_in_a_forwarded_mail_are_found():
    inside = base64.b64encode(picture(400, 700, "blue")).decode()
    outer = mail(page=f'<p>you will want to see this</p><img src="data:image/png;base64,{inside}">')
    outer.add_attachment(mail(("shot.png", picture(360, 640))))
    seen = names_in(outer.as_bytes())
    assert [each.name for each in seen.pictures] == ["picture 1", "picture 2 (shot.png)"]
    assert seen.pictures[0].open().read() == picture(400, 700, "blue")


def test_in_a_mailbox_the_number_of_the_mail_is_named():
    mails = (mail(), mail(("one.png", picture(360, 640))), mail(("two.png", picture(360, 650))))
    line = b"From sam@example.org Thu Jul  3 21:14:00 2025\n"
    data = b"".join(line + each.as_bytes() + b"\n\n" for each in mails)
    seen = names_in(data)
    assert [each.name for each in seen.pictures] == [
        "e-mail 2, picture 1 (one.png)",
        "e-mail 3, picture 1 (two.png)",
    ]
    assert seen.pictures[1].open().read() == picture(360, 650)


def test_a_picture_in_an_outlook_message_is_found():
    wide = "utf-16-le"
    data = outlook(
        {
            "__properties_version1.0": bytes(64),
            "__substg1.0_1000001F": "see this".encode(wide),
            "__substg1.0_0C1A001F": "Sam Hill".encode(wide),
            "__attach_version1.0_#00000000/__substg1.0_37010102": picture(360, 640),
            "__attach_version1.0_#00000000/__substg1.0_3707001F": "shot.png".encode(wide),
        }
    )
    seen = names_in(data)
    assert [each.name for each in seen.pictures] == ["picture 1 (shot.png)"]
    assert Image.open(seen.pictures[0].open()).size == (360, 640)


def test_thousands_of_pictures_in_one_mail_are_bounded_and_take_no_time_each():
    shot = picture(360, 640)
    parts = "".join(
        f"--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n"
        f"{base64.b64encode(shot + str(n).encode()).decode()}\n"
        for n in range(1500)
    )
    head = "From: sam@example.org\nTo: alex@example.org\n"
    data = f'{head}Content-Type: multipart/mixed; boundary="x"\n\n{parts}--x--\n'.encode()
    began = time.process_time()
    seen = names_in(data)
    assert {each.open().read()[: len(shot)] for each in seen.pictures} == {shot}
    assert time.process_time() - began < 20
    assert len(seen.pictures) == 1000
    assert "500 files beyond the 1,000 not read" in seen.note


@pytest.mark.parametrize("depth", [3000])
def test_a_mail_nested_without_end_has_none_and_stops_nothing(depth):
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(depth)
    )
    data = f"From: sam@example.org\nTo: alex@example.org\n{parts}".encode()
    assert names_in(data).pictures == ()


@pytest.mark.tesseract
def test_a_screenshot_in_a_mail_in_a_zip_is_read_and_a_saved_copy_of_it_once(tmp_path):
    out = BytesIO()
    Image.open(SHOT).convert("RGB").crop((0, 0, 1080, 1000)).save(out, "PNG")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("mails/one.eml", mail(("shot.png", out.getvalue())).as_bytes())
    (tmp_path / "one.eml").write_bytes(mail(("other.png", picture(360, 640))).as_bytes())
    (tmp_path / "other.png").write_bytes(picture(360, 640))
    reading = pipeline.read(given.from_paths([tmp_path]), facts=CaseFacts())
    assert [(each.kind, each.name, each.member) for each in reading.sources] == [
        ("mail_eml", "all.zip", "mails/one.eml"),
        ("mail_eml", "one.eml", None),
        ("screenshot", "all.zip", "mails/one.eml › picture 1 (shot.png)"),
        ("image", "one.eml", "picture 1 (other.png)"),
        ("duplicate", "other.png", None),
    ]
    assert "someone told you. was it that lad on reception" in [m.text for m in reading.messages]
    (whole, *_) = given.from_paths([tmp_path])
    again = find_member(whole, reading.sources[2].member)
    assert given.sha256(again) == reading.sources[2].member_sha256
