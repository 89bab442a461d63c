"""The malformed and malicious files that `tests/fuzz/hostile.py` runs the program over."""

import base64
import io
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests/ingest/cases"
GOOD = "17/03/2025, 21:05 - Alex Reed: hello\n17/03/2025, 21:06 - Sam Hill: I will kill you\n"
SCRIPT = "<script>document.title='x'</script><img src=x onerror=alert(1)>"
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", '=HYPERLINK("x")')
BIDI = "\u202e\u2066\u2069\u200e\u202d\u061c"
ODD = (
    SCRIPT,
    *FORMULAS,
    BIDI + "txt.exe",
    "\x00\x01\x1b[31m",
    "\ufffe\uffff",
    "\u0301" * 500,
    "a" * 9,
)
NAMES = (
    "../../evil.txt",
    "/etc/evil.txt",
    "C:\\evil.txt",
    "..\\evil.txt",
    "a/../../evil.txt",
    "\x00.txt",
)
_LONGEST_MESSAGE = 65_536
"""Characters, in WhatsApp; one thirty times as long takes minutes to assess, and more memory."""
Files = Iterator[tuple[str, bytes]]


def zipped(entries: dict[str, bytes | str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of the entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return out.getvalue()


def containers() -> Files:
    """Yield zips and tars with bombs, tricks in their names, links and lies."""
    bomb = zipped({"_chat.txt": b"0" * (200 << 20)})
    yield "bomb.zip", bomb
    yield "nested.zip", zipped({f"{n}.zip": bomb for n in range(20)})
    deep = zipped({"_chat.txt": GOOD})
    for _ in range(30):
        deep = zipped({"in.zip": deep})
    yield "deep.zip", deep
    yield "many.zip", zipped({f"{n}.txt": "" for n in range(25_000)}, zipfile.ZIP_STORED)
    for number, name in enumerate((*NAMES, *ODD)):
        yield f"name{number}.zip", zipped({name or "x": GOOD, f"d/{name}/x.txt": GOOD})
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as archive:
            entry = tarfile.TarInfo(name.replace("\x00", "0"))
            entry.size = len(GOOD)
            archive.addfile(entry, io.BytesIO(GOOD.encode()))
            link = tarfile.TarInfo(f"link{number}")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
            archive.addfile(link)
        yield f"name{number}.tar", out.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("_chat.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    yield "link.zip", out.getvalue()
    whole = bytearray(zipped({"_chat.txt": GOOD * 50}))
    for place in range(0, len(whole), max(1, len(whole) // 40)):
        broken = bytearray(whole)
        broken[place : place + 4] = b"\xff" * 4
        yield f"broken{place}.zip", bytes(broken)
        yield f"cut{place}.zip", bytes(whole[:place])
    yield "twice.zip", b"%PDF-1.7\n" + zipped({"_chat.txt": GOOD})


def markup() -> Files:
    """Yield XML bombs, JSON and HTML that nest too deep, and numbers out of all range."""
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE smses [<!ENTITY l0 "lol">{lol}'
    yield "bomb.xml", f'{head}]><smses count="1"><sms body="&l11;" date="1"/></smses>'.encode()
    outside = f'{head}<!ENTITY x SYSTEM "file:///etc/passwd">]><smses><sms body="&x;"/></smses>'
    yield "outside.xml", outside.encode()
    sheet = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{lol}]><x>&l11;</x>'
    parts = ("[Content_Types].xml", "xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels")
    yield "bomb.xlsx", zipped(dict.fromkeys(parts, sheet))
    for depth in (500, 5_000, 500_000):
        yield f"deep{depth}.json", b'{"messages":' + b"[" * depth
        yield f"nest{depth}.json", b'{"messages":' + b'{"a":' * depth + b"1" + b"}" * depth + b"}"
        start = '<!DOCTYPE html><html><body><div class="page_body chat_page">'
        yield f"deep{depth}.html", (start + "<div>" * min(depth, 100_000)).encode()
    rows = ("1e999", "-1e999", "9" * 5_000, "null", "[]", '"x"', "NaN", "Infinity", "true", "{}")
    for number, value in enumerate(rows):
        told = f'"messages":[{{"sender_name":{value},"timestamp_ms":{value},"content":{value}}}]'
        yield f"meta{number}.json", f'{{"participants":[{{"name":"x"}}],{told}}}'.encode()
        row = f'"id":{value},"type":"message","date_unixtime":{value},"text":{value}'
        whole = f'{{"name":{value},"type":"personal_chat","id":1,"messages":[{{{row}}}]}}'
        yield f"tele{number}.json", whole.encode()
    lone = '{"participants":[{"name":"x"}],"messages":[{"sender_name":"\\ud800","timestamp_ms":1,'
    yield "surrogate.json", (lone + '"content":"\\udfff\\ud83d ok"}]}').encode()


LONG = (
    *("I will kill you. ", "i will kill you ", "you know what happens ", "x", "a b c ", "k i ll "),
    *('"I ', "if you ", "12:30 ", "not "),
)
"""What comes again and again in messages just under the longest that are looked at."""


def texts() -> Files:
    """Yield chats and tables with script, formulas, marks, and what slows expressions down."""
    for number, odd in enumerate(ODD):
        chat = f"17/03/2025, 21:05 - {odd[:40]}: {odd}\n17/03/2025, 21:06 - Alex Reed: {odd}\n"
        yield f"odd{number}.txt", chat.encode("utf-8", "replace")
        yield f"odd{number}{BIDI}cod.txt", f"{chat}17/03/2025, 21:07 - Sam: x\n".encode()
        table = f'Date,From,Message\n17/03/2025 21:05,"{odd}","{odd}"\n18/03/2025 21:05,Jo,hi\n'
        yield f"odd{number}.csv", table.encode()
        mail = (
            f"From: {odd[:60]} <a@b.invalid>\nTo: {odd[:60]}\nDate: Mon, 17 Mar 2025 21:05:00 +0000"
        )
        yield (
            f"odd{number}.eml",
            f"{mail}\nSubject: {odd[:60]}\nMIME-Version: 1.0\n\n{odd}\n".encode(),
        )
    pumps = (
        " ",
        "\t",
        "a",
        "1",
        ":",
        "/",
        "[",
        "(",
        "<",
        "<!--",
        "![",
        "\u200e",
        "missed ",
        ".txt",
    )
    for number, pump in enumerate(
        (*pumps, "<attached: ", "w://", "[cid:", "- ", "added a", "https://")
    ):
        long = pump * (300_000 // len(pump))
        yield f"pump{number}.txt", f"17/03/2025, 21:05 - Sam Hill: {long}\n{GOOD}".encode()
        yield f"line{number}.txt", (GOOD + long).encode()
    for number, words in enumerate(LONG):
        long = words * (_LONGEST_MESSAGE // len(words))
        yield f"long{number}.txt", f"{GOOD}17/03/2025, 21:07 - Sam Hill: {long}".encode()
    yield "lines.txt", b"\n" * 5_000_000
    yield "endless.txt", GOOD.encode() + b"x" * 30_000_000
    yield "nul.txt", GOOD.encode() + b"\x00" * 100_000 + GOOD.encode()
    yield "lone.txt", GOOD.encode("utf-16")[:-1] + b"\x00\xd8"


def pictures() -> Files:
    """Yield pictures of huge size, cut, or with something else inside."""
    for width, height in ((30_000, 30_000), (2**31 - 1, 1), (1, 200_000), (0, 0), (65_535, 65_535)):
        body = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        crc = struct.pack(">I", zlib.crc32(b"IHDR" + body))
        start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(body)) + b"IHDR" + body + crc
        packed = zlib.compress(b"\x00" * 5_000_000)
        data = struct.pack(">I", len(packed)) + b"IDAT" + packed
        end = data + struct.pack(">I", zlib.crc32(b"IDAT" + packed))
        yield f"{width}x{height}.png", start + end
        yield f"{width}x{height}_cut.png", start
        yield f"{width}x{height}.gif", b"GIF89a" + struct.pack("<HH", width % 65536, height % 65536)
        yield (
            f"{width}x{height}.bmp",
            b"BM" + struct.pack("<IHHIIiiHH", 1, 0, 0, 54, 40, width, height, 1, 24),
        )
    for name in ("heic", "webp", "tiff", "jpg", "pdf", "db", "msg"):
        heads = {"heic": b"\x00\x00\x00\x18ftypheic", "webp": b"RIFF\xff\xff\xff\xffWEBPVP8 "}
        heads |= {
            "tiff": b"II*\x00\xff\xff\xff\x7f",
            "jpg": b"\xff\xd8\xff\xe0\xff\xff",
            "pdf": b"%PDF-1.7\n",
        }
        heads |= {"db": b"SQLite format 3\x00", "msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}
        yield f"head.{name}", heads[name] + os.urandom(5_000)
        yield f"zero.{name}", heads[name] + b"\x00" * 5_000
    yield (
        "loop.pdf",
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj "
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj "
        b"trailer<</Root 1 0 R>>",
    )


def mails() -> Files:
    """Yield e-mails with hostile pictures in them, thousands of pictures, and parts without end."""
    head = b"From: a@example.org\nTo: b@example.org\nDate: Mon, 17 Mar 2025 21:05:00 +0000\n"

    def mail(parts: Iterable[bytes]) -> bytes:
        coded = (base64.b64encode(part) for part in parts)
        kind = b"\n--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n"
        inside = b"".join(kind + each for each in coded)
        return head + b'Content-Type: multipart/mixed; boundary="x"\n' + inside + b"\n--x--\n"

    for name, data in pictures():
        yield f"{name}.eml", mail([data])
    body = struct.pack(">IIBBBBB", 400, 700, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + body
    cut = b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", zlib.crc32(b"IHDR" + body))
    yield "many.eml", mail(cut + str(number).encode() for number in range(3000))
    line = b"From a@example.org Mon Mar 17 21:05:00 2025\n"
    yield "many.mbox", b"".join(line + mail([cut + bytes([n % 250])]) + b"\n" for n in range(3000))
    uri = b'<img src="data:image/png;base64,' + base64.b64encode(cut + b"x" * 300) + b'">'
    yield "page.eml", head + b"Content-Type: text/html\n\n" + uri * 3000
    deep = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(5000))
    yield "deep.eml", head + deep.encode()


def damaged() -> Files:
    """Yield every case cut in the middle, doubled, with NULs, and as another format."""
    for path in sorted(CASES.glob("*/*/input.*")):
        if path.parent.name not in {sorted(p.name for p in path.parents[1].iterdir())[0]}:
            continue
        data, name = path.read_bytes(), f"{path.parts[-3]}{path.suffix}"
        yield f"cut_{name}", data[: len(data) * 2 // 3]
        yield f"twice_{name}", data + data
        yield f"nul_{name}", data[: len(data) // 2] + b"\x00\xff\xfe" + data[len(data) // 2 :]


GROUPS = {each.__name__: each for each in (containers, markup, texts, pictures, mails, damaged)}
