"""Archives: what is plainly no chat is named and no fault; what might be one is."""

import io
import json
import zipfile

from analyser import given, pipeline
from analyser.records import CaseFacts

CHAT = b"13/03/2025, 21:05 - Sam Hill: pick up\n13/03/2025, 21:06 - Alex Reed: no\n"
VIDEO, SOUND = b"\x00\x00\x00\x18ftypmp42" + b"\x01\xff" * 90, b"OggS" + b"\x02\xff" * 90
FACEBOOK = "your_activity_across_facebook/messages/"
THREAD = json.dumps(
    {
        "participants": [{"name": "Sam Hill"}, {"name": "Alex Reed"}],
        "messages": [{"sender_name": "Sam Hill", "timestamp_ms": 1741899600000, "content": "hi"}],
        "thread_path": "inbox/sam_1",
    }
).encode()


def sources(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    files = [given.from_bytes("x.zip", out.getvalue())]
    return pipeline.read(files, facts=CaseFacts()).sources


def test_videos_and_sounds_beside_a_chat_are_named_and_no_problem():
    (only,) = sources({"chat.txt": CHAT, "VID-1.mp4": VIDEO, "PTT-1.opus": SOUND})
    assert only.problems == ()
    assert any("VID-1.mp4, PTT-1.opus" in fact for fact in only.facts)


def test_what_an_account_download_packs_beside_its_threads_is_named_and_no_problem():
    members = {
        f"{FACEBOOK}inbox/sam_1/message_1.json": THREAD,
        f"{FACEBOOK}autofill_information.json": b'{"autofill_information_v2": {}}',
        f"{FACEBOOK}inbox/sam_1/photos/1.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x01" * 90,
        "start_here.html": b"<html><body>Start</body></html>",
        "files/style.css": b"body {}",
    }
    (only,) = sources(members)
    assert only.problems == ()
    assert all(any(name in fact for fact in only.facts) for name in list(members)[1:])


def test_a_file_named_as_the_threads_are_that_cannot_be_read_is_a_problem():
    broken = {f"{FACEBOOK}inbox/jo_2/message_1.json": b'{"something": ["else"]}'}
    found = sources({f"{FACEBOOK}inbox/sam_1/message_1.json": THREAD} | broken)
    assert [bool(source.problems) for source in found] == [False, True]


def test_a_text_beside_a_whatsapp_chat_that_cannot_be_read_is_a_problem():
    found = sources({"chat.txt": CHAT, "notes.txt": b"remember to ask about saturday"})
    assert [bool(source.problems) for source in found] == [False, True]


def test_in_an_archive_without_a_chat_nothing_is_plain():
    (only,) = sources({"VID-1.mp4": VIDEO})
    assert only.problems


def test_files_that_an_app_packs_beside_its_messages_are_no_problem_in_a_folder(tmp_path):
    day = '[{"type": "message", "user": "U1", "text": "hi", "ts": "1749940205.000100"}]'
    (tmp_path / "D1").mkdir()
    (tmp_path / "D1" / "2025-06-14.json").write_text(day)
    (tmp_path / "channels.json").write_text('[{"id": "C1", "name": "general"}]')
    (tmp_path / "other.json").write_text('[{"id": "C2", "name": "other"}]')
    read = pipeline.read(given.from_paths([tmp_path]), facts=CaseFacts()).sources
    kinds = {source.name: (source.kind, len(source.problems)) for source in read}
    assert kinds["channels.json"] == ("companion", 0)
    assert kinds["other.json"] == ("unknown", 1)


def test_a_download_that_was_unpacked_names_no_problem_for_what_holds_no_messages(tmp_path):
    root = tmp_path / "facebook-sam-2025"
    for name, data in {
        f"{FACEBOOK}inbox/alex_1/message_1.json": THREAD,
        "ads_information/advertisers.json": b'{"label": 1}',
        "start_here.html": b"<html><body>Hello</body></html>",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    (tmp_path / "beside.json").write_bytes(b'{"label": 2}')
    read = pipeline.read(given.from_paths([tmp_path]), facts=CaseFacts()).sources
    kinds = {source.name: source.kind for source in read}
    assert kinds == {
        "message_1.json": "meta_inbox_json",
        "advertisers.json": "companion",
        "start_here.html": "companion",
        "beside.json": "unknown",
    }
