"""A large export is read without its packed media, and every word of it is as without."""

from io import BytesIO

import pytest

from analyser import ingest
from analyser.ingest import _lighter
from analyser.records import CaseFacts

PICTURE = "iVBORw0KGgo" * 400
SMS = f"""<?xml version='1.0' encoding='UTF-8' ?>
<smses count="2">
 <mms date="1741122000000" msg_box="1" address="+447700900321" m_type="132"><parts>
  <part seq="0" ct="text/plain" text='she said data="{"no" * 50} yes" and left'/>
  <part seq="1" ct="image/png" cl="a.png" text="null" data="{PICTURE}"/>
 </parts></mms>
 <sms address="+447700900321" date="1741122060000" type="1" body="last words"/>
</smses>
""".encode()
MAIL = f"""From ben@example.org Wed Mar 05 08:00:00 2025
From: Ben Ward <ben@example.org>
To: Alex Reed <alex@example.org>
Date: Wed, 05 Mar 2025 08:00:00 +0000
Content-Type: multipart/mixed;
 boundary="b"

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

SSBrbm93IHdoZXJlIHlvdSBsaXZlLgpPcGVuIHRoZSBkb29yLg==
--b
Content-Transfer-Encoding: base64
Content-Type: image/png;
 name="a.png"
Content-Disposition: attachment; filename="a.png"

{PICTURE}
--b--

From ben@example.org Wed Mar 05 09:00:00 2025
From: Ben Ward <ben@example.org>
To: Alex Reed <alex@example.org>
Date: Wed, 05 Mar 2025 09:00:00 +0000

Last words.
--\x20
Ben
""".encode()


@pytest.mark.parametrize("chunk_bytes", [7, 64, 1000, 1 << 20])
@pytest.mark.parametrize(("format_id", "data"), [("sms_backup_xml", SMS), ("mail_mbox", MAIL)])
def test_without_its_media_a_file_says_the_same(format_id, data, chunk_bytes, monkeypatch):
    monkeypatch.setattr(_lighter, "_CHUNK_BYTES", chunk_bytes)
    light = b"".join(ingest.lighter(format_id)(BytesIO(data)))
    assert len(light) < len(data) - len(PICTURE) / 2
    told = [
        ingest.read(each, name="x", source="S1", facts=CaseFacts()).messages
        for each in (data, light)
    ]
    assert told[0] == told[1]
    assert len(told[0]) == 2


def test_what_is_no_payload_stays_byte_for_byte():
    for text in (b"", b'a data="b', b' data="short"', b'x data="' + b"not base64! " * 9 + b'"'):
        assert b"".join(_lighter.sms_without_media(BytesIO(text))) == text
