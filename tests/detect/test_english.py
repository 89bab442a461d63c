"""Other languages are never scored, and British spelling is never taken for one of them."""

from pathlib import Path

import pytest

from analyser import given, pipeline
from analyser.detect import Detector
from analyser.detect._english import is_english
from analyser.records import CaseFacts
from analyser.settings import Settings

ASSETS = Path(__file__).parents[2] / "models/assets"
FOREIGN = (
    "gdzie jestes kochanie odezwij sie do mnie",
    "unde esti de ce nu raspunzi la telefon",
    "tum kahan ho phone kyun nahi utha rahi ho",
    "pourquoi tu ne réponds pas à mes messages",
    "dónde estás por qué no contestas el teléfono",
    "warum antwortest du nicht auf meine nachrichten",
    "wyt ti'n iawn cariad wela i di fory",
    "kodėl neatsiliepi kai tau skambinu",
    "waan ku sugayaa dibadda gurigaaga hadda",
    "ты где почему не отвечаешь",
    "你在哪里",
    "أين أنت",
)
ENGLISH = (
    "ok",
    "hahahaha",
    "👍",
    "22 Cwmdare Rd",
    "wuu2 m8 u comin owt l8r",
    "Nie pisz do mnie więcej. Don't write to me any more.",
    "ye dinnae ken whit ah'm gonnae dae tae ye pal",
)


@pytest.mark.parametrize("text", FOREIGN)
def test_another_language_is_told(text):
    assert not is_english(text)


@pytest.mark.parametrize("text", ENGLISH)
def test_short_texting_dialect_and_mixed_texts_are_read(text):
    assert is_english(text)


def test_hardly_any_message_of_the_corpus_is_taken_for_another_language():
    texts = [
        row.split("\t")[5]
        for hand in sorted(ASSETS.glob("*.tsv"))
        for row in hand.read_text(encoding="utf-8").splitlines()
    ]
    other = [text for text in texts if not is_english(text)]
    assert len(other) <= len(texts) / 500, other


def test_a_report_names_what_was_not_assessed():
    chat = "01/02/2025, 20:14 - Rory: hello\n01/02/2025, 20:15 - Rory: zabije cie jak cie zobacze\n"
    reading = pipeline.read([given.from_bytes("chat.txt", chat.encode())], facts=CaseFacts())
    found = pipeline.analyse(
        reading, detector=Detector.load(), facts=CaseFacts(), settings=Settings()
    )
    assert not found.flags
    assert [notice for notice in found.notices if "S1-2" in notice and "English" in notice]
