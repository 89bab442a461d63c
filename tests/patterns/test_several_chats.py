"""One source with several chats: a request to stop goes to the one person of its own chat."""

from analyser import given, pipeline
from analyser.detect import Detector
from analyser.records import CaseFacts
from analyser.settings import Settings

TEXTS = (
    ("07700900321", 1, "where are you"),
    ("07700900400", 1, "see you at four"),
    ("07700900321", 2, "Do not contact me again"),
    ("07700900321", 1, "answer me"),
    ("07700900400", 1, "running late"),
)


def test_a_request_in_a_backup_of_texts_counts_for_its_own_chat_only():
    rows = "".join(
        f'<sms address="{number}" date="{1727121900000 + n * 60000}" type="{box}" body="{text}"/>'
        for n, (number, box, text) in enumerate(TEXTS)
    )
    facts = CaseFacts()
    file = given.from_bytes("sms.xml", f"<smses>{rows}</smses>".encode())
    reading = pipeline.read([file], facts=facts)
    found = pipeline.analyse(reading, detector=Detector.load(), facts=facts, settings=Settings())
    names = {person.id: person.names[0] for person in found.people}
    after = {names[p.person]: p.after_stop and p.after_stop.messages for p in found.patterns}
    assert after == {"07700900321": 1, "07700900400": None}
