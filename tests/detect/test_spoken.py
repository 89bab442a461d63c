"""The app's own marks in a message change nothing about what its words are flagged as."""

from dataclasses import replace

import pytest

from analyser.detect import Detector
from analyser.records import Attachment, Kind, Message, Side, Where

PLAIN = Message(
    id="S1-1",
    source="S1",
    where=Where(line=1),
    side=Side.RECEIVED,
    text="im going to kill you",
)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.EDITED, f"{PLAIN.text} \u200e<This message was edited>"),
        (Kind.EDITED, f"{PLAIN.text} <Ce message a été modifié>"),
        (Kind.MEDIA, f"IMG-20250101-WA0001.jpg (file attached)\n{PLAIN.text}"),
        (Kind.MEDIA, f"\u200e<attached: 00000012-PHOTO-2025-01-01-10-00-00.jpg> {PLAIN.text}"),
    ],
)
def test_marks_of_the_app_are_not_taken_for_words_of_the_sender(kind, text):
    marked = replace(PLAIN, kind=kind, text=text, attachment=Attachment(name="x", present=False))
    (plain,) = Detector.load().flag([PLAIN])
    (flag,) = Detector.load().flag([marked])
    assert (flag.signal, flag.strength, flag.score) == (plain.signal, plain.strength, plain.score)
    assert [text[a:b] for a, b in flag.spans] == [PLAIN.text[a:b] for a, b in plain.spans]
