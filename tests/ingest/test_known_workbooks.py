"""Workbooks in a layout that is known as text: itemised bills, and what iMazing writes."""

from datetime import datetime, time
from io import BytesIO

import openpyxl

from analyser import ingest
from analyser.records import CaseFacts, Kind, Side

DAY = datetime(2025, 10, 26)  # noqa: DTZ001  # a cell has no zone


def test_a_bill_as_a_workbook_is_read_like_the_same_bill_as_text():
    book = openpyxl.Workbook()
    for row in (
        ["Itemised bill"],
        [],
        ["Date", "Time", "Number", "Type", "Duration", "Cost"],
        [DAY, time(13, 5), "07700 900321", "Voice", time(0, 1, 2), 0.0],
        [DAY, time(13, 7), "07700 900321", "SMS", None, 0.0],
        [DAY, time(13, 8), "internet", "Data", "10.5MB", 0.0],
    ):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    bill = ingest.read(out.getvalue(), name="Bill.xlsx", source="S1", facts=CaseFacts())
    kinds = [(message.kind, message.side) for message in bill.messages]
    assert kinds == [(Kind.CALL, Side.SENT), (Kind.UNKNOWN, Side.SENT)]
    clocks = [f"{message.when.instant:%Y-%m-%d %H:%M}" for message in bill.messages]
    assert clocks == ["2025-10-26 13:05", "2025-10-26 13:07"]
    assert [each.text.partition(" ")[0] for each in bill.unread] == ["Itemised", "2025-10-26"]
    assert bill.accounted.units == 4


def test_a_workbook_of_imazing_keeps_sides_and_attachments():
    book = openpyxl.Workbook()
    for row in (
        ["Chat Session", "Message Date", "Type", "Sender ID", "Sender Name", "Text", "Attachment"],
        ["Sam", DAY, "Incoming", "+447700900321", "Sam Hill", "open up", None],
        ["Sam", DAY, "Outgoing", None, None, "no", None],
        ["Sam", DAY, "Incoming", "+447700900321", "Sam Hill", None, "IMG_1.HEIC"],
    ):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    chat = ingest.read(out.getvalue(), name="Sam.xlsx", source="S1", facts=CaseFacts())
    told = [(message.side, message.kind, message.text) for message in chat.messages]
    assert told == [
        (Side.RECEIVED, Kind.TEXT, "open up"),
        (Side.SENT, Kind.TEXT, "no"),
        (Side.RECEIVED, Kind.MEDIA, ""),
    ]
    assert chat.messages[2].attachment.name == "IMG_1.HEIC"
