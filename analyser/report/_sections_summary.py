"""The first page: what was given, and in five plain sentences what the material shows."""

from collections.abc import Iterator

from analyser.findings import ContactPattern, Status
from analyser.records import Kind
from analyser.report._blocks import Block, Column, Definitions, FillIn, Paragraph, Table, Tone
from analyser.report._blocks import Bullets, NoteBox
from analyser.report._case import (
    Case,
    contact_words,
    counts,
    inline,
    is_contact,
    item_words,
    label_of,
    person_name,
)
from analyser.report._say import count, listed, phrase
from analyser.report._sections_given import Given, files_given
from analyser.report._sections_pattern import after_stop_words
from analyser.report._when import instant_words, spoken_day
from analyser.signals import signals
from analyser.wording import say
