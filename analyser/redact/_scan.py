"""Read every output once more as a stranger would, and name each hidden term that is found.

Text of pages, of every part of an Office file and of every object of a PDF, names of files and
parts, what pictures carry besides pixels, and the words that can be read in them.
"""

import csv
import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import ParseError, fromstring
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

import analyser
from analyser.hidden import Term
from analyser.lookalikes import squashed
from analyser.redact._terms import Finder, Hit

_PICTURES = (".jpg", ".jpeg", ".png")
_AROUND = 3
_OWN_LETTERS = 8
"""Letters of our own sentence around a hit, at least, that show that it is no word of the case."""
_OWN_FILES = frozenset({".toml", ".py", ".csv", ".typ"})

Read = Callable[[Sequence[bytes]], Sequence[str]]
"""Returns the words that can be read in each picture."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A term that is still there: in which output, at which place in it."""

    output: str
    place: str
    term: Term


_Pixels = tuple[tuple[int, int], bytes]


@dataclass
class _Scan:
    """What was seen of pictures on the way: each once, and where it stands in which output."""

    pictures: dict[_Pixels, bytes] = field(default_factory=dict)
    places: list[tuple[str, str, _Pixels]] = field(default_factory=list)
    output: str = ""

    def texts(self, name: str, data: bytes) -> Iterator[tuple[str, str]]:
        """Yield every text of an output with its place."""
        self.output = name
        yield "its name", name
        if data.startswith(b"%PDF"):
            yield from self._pdf(data)
        elif zipfile.is_zipfile(BytesIO(data)):
            yield from self._office(data)
        elif name.endswith(".json"):
            for text in _strings(json.loads(data)):
                yield "its text", text
        elif name.endswith(".csv"):
            for row in csv.reader(StringIO(data.decode("utf-8-sig"), newline="")):
                yield from (("its text", cell) for cell in row)
        else:
            yield "its text", data.decode("utf-8", "replace")

    def _pdf(self, data: bytes) -> Iterator[tuple[str, str]]:
        reader = PdfReader(BytesIO(data))
        for number, page in enumerate(reader.pages, start=1):
            yield f"page {number}", page.extract_text()
            for image in page.images:
                yield from self._picture(image.data, f"a picture on page {number}")
        for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
            held = reader.get_object(number)
            for text in _pdf_strings(held):
                yield "a name, a note or a text alternative", text

    def _office(self, data: bytes) -> Iterator[tuple[str, str]]:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield "a note on the whole file", archive.comment.decode("utf-8", "replace")
            for entry in archive.infolist():
                yield "the name of a part", entry.filename
                part = archive.read(entry)
                if entry.filename.lower().endswith(_PICTURES):
                    yield from self._picture(part, entry.filename)
                elif entry.filename.endswith((".xml", ".rels")):
                    yield from ((entry.filename, text) for text in _xml(part))

    def _picture(self, data: bytes, place: str) -> Iterator[tuple[str, str]]:
        try:
            with Image.open(BytesIO(data)) as image:
                image.load()
                beside = [*image.info.values(), *image.getexif().values()]
                pixels = image.size, hashlib.sha256(image.tobytes()).digest()
        except (UnidentifiedImageError, OSError):
            return
        yield f"what {place} carries besides", "\n".join(map(str, beside))
        self.pictures.setdefault(pixels, data)
        self.places.append((self.output, place, pixels))


def leaks(outputs: Mapping[str, bytes], finder: Finder, read: Read) -> Iterator[Leak]:
    """Yield each hidden term that is still in one of `outputs`, which are files by name."""
    scan = _Scan()
    found: dict[Leak, None] = {}

    def look(name: str, place: str, text: str) -> None:
        for hit in finder.find(text):
            if not _is_ours(text, hit):
                found[Leak(name, place, hit.term)] = None

    for name, data in outputs.items():
        for place, text in scan.texts(name, data):
            look(name, place, text)
    # The pictures last, and all at once: reading them takes longest.
    words = dict(zip(scan.pictures, read([*scan.pictures.values()]), strict=True))
    for name, place, pixels in scan.places:
        look(name, place, words[pixels])
    yield from found


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)


def _xml(part: bytes) -> Iterator[str]:
    """Yield the texts of each paragraph, cell and attribute; the tags themselves are the form's."""
    try:
        root: Element = fromstring(part)
    except ParseError:
        yield part.decode("utf-8", "replace")
        return
    # A word can be parted into runs, and a term can go on in the next paragraph.
    parts = ["".join(e.itertext()) for e in root.iter() if e.tag.endswith(("}p", "}si", "}is"))]
    yield "\n".join(parts or ["\n".join(root.itertext())])
    for element in root.iter():
        yield from map(str, element.attrib.values())


def _pdf_strings(value: object, depth: int = 0) -> Iterator[str]:
    kind = value.get("/Type") if isinstance(value, StreamObject) else None
    if isinstance(value, StreamObject) and kind in ("/Metadata", "/EmbeddedFile"):
        # Without the names of its tags, which are the form's; what they hold stays.
        yield re.sub(r"</?[\w:]+", " ", value.get_data().decode("utf-8", "replace"))
    if isinstance(value, DictionaryObject):
        for each in value.values():
            yield from _pdf_strings(each, depth + 1)
    elif isinstance(value, ArrayObject):
        for each in value:
            yield from _pdf_strings(each, depth + 1)
    elif isinstance(value, str) and not value.startswith("/"):
        yield value
    elif isinstance(value, bytes):
        yield value.decode("utf-8", "replace")


def _is_ours(text: str, hit: Hit) -> bool:
    """Tell whether a hit stands in a sentence of the program, which every report has."""
    before, after = text[: hit.start].split()[-_AROUND:], text[hit.end :].split()[:_AROUND]
    middle = squashed(text[hit.start : hit.end])
    if squashed(text) == middle:
        return f'"{text.strip().lower()}"' in _own()[1]
    for left in range(len(before) + 1):
        for right in range(len(after) + 1):
            lead = squashed("".join(before[len(before) - left :]))
            tail = squashed("".join(after[:right]))
            if len(lead + tail) >= _OWN_LETTERS and lead + middle + tail in _own()[0]:
                return True
    return False


@cache
def _own() -> tuple[str, str]:
    """Return the program's own words, squashed and as they stand."""
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(Path(analyser.__file__).parent.rglob("*"))
        if path.suffix in _OWN_FILES
    ]
    whole = "\n".join(texts)
    return squashed(whole), whole.lower()
