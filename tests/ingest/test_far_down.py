"""An export is recognised although what names it stands behind a long history."""

import json

import pytest

from analyser import ingest

LONG = [{"Date": "2024-01-01 10:00:00", "Link": f"https://example.test/{n}"} for n in range(2000)]
TIKTOK = {"Activity": {"Video Browsing History": {"VideoList": LONG}}, "Direct Messages": {}}
TELEGRAM = {
    "about": "x",
    "personal_information": {"user_id": 1},
    "contacts": {"list": LONG},
    "chats": {"list": []},
}
ROW = {"isUnsent": False, "senderName": "Sam", "text": "x", "timestamp": 1727121900000}
ENCRYPTED = {"messages": [ROW] * 2000, "participants": ["Sam"], "threadName": "Sam_1"}


@pytest.mark.parametrize(
    ("format_id", "value"),
    [("tiktok_json", TIKTOK), ("telegram_json", TELEGRAM), ("messenger_e2ee_json", ENCRYPTED)],
)
def test_a_long_file_is_recognised_from_its_head(format_id, value):
    assert ingest.recognise(json.dumps(value).encode()[:65_536]) == format_id
