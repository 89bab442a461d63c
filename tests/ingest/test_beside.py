"""Other files of an export name its people and its owner."""

import io
import json
import zipfile

from analyser import given, pipeline
from analyser.records import CaseFacts, Side


def read(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return pipeline.read([given.from_bytes("a.zip", out.getvalue())], facts=CaseFacts()).messages


def test_slack_names_people_in_a_file_of_its_own():
    users = [{"id": "U1", "name": "sam", "profile": {"display_name": "", "real_name": "Sam Hill"}}]
    day = [{"type": "message", "user": "U1", "text": "hi <@U1>", "ts": "1727121900.000200"}]
    (message,) = read(
        **{"users.json": json.dumps(users), "general/2024-09-23.json": json.dumps(day)}
    )
    assert (message.sender, message.text, message.chat) == ("Sam Hill", "hi @Sam Hill", "general")


def test_an_x_archive_says_whose_it_is():
    made = {"id": "1", "senderId": "222", "text": "hi", "createdAt": "2024-09-23T20:05:00.000Z"}
    talk = {"conversationId": "111-222", "messages": [{"messageCreate": made}]}
    account = "window.YTD.account.part0 = " + json.dumps([{"account": {"accountId": "111"}}])
    messages = "window.YTD.direct_messages.part0 = " + json.dumps([{"dmConversation": talk}])
    (message,) = read(**{"data/account.js": account, "data/direct-messages.js": messages})
    assert message.side is Side.RECEIVED


def test_a_google_takeout_says_whose_it_is():
    folder = "Takeout/Google Chat"
    user = {"user": {"name": "Alex Reed", "email": "alex@example.org", "user_type": "Human"}}
    said = {"creator": {"name": "Ben Hart", "email": "ben@example.org"}, "text": "hi"}
    said |= {"created_date": "Monday, 23 September 2024 at 20:05:00 UTC", "topic_id": "t"}
    chat = json.dumps({"messages": [said]})
    (message,) = read(
        **{
            f"{folder}/Users/User 1/user_info.json": json.dumps(user),
            f"{folder}/Groups/DM 1/messages.json": chat,
        }
    )
    assert message.side is Side.RECEIVED
