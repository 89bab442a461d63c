"""Read CoNLL-U treebanks into plain sentences.

Format: the Universal Dependencies description of CoNLL-U, version 2. A token is a *word*: the parts
of a multiword token ("do" and "n't" of "don't") count one by one, as spaCy's English tokenizer cuts
them too. Empty nodes (ids such as 8.1) are left out.
"""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence.

    Attributes:
        form: As written.
        lemma: Dictionary form; empty where the treebank gives none.
        pos: Universal part of speech.
        tag: Penn Treebank tag.
        morph: Features, "A=b|C=d"; empty for none.
        head: Index of the head in the sentence, from 0; the token's own index for the root.
        dep: Universal relation; "ROOT" for the root.
        space: Whether white space follows.
    """

    form: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    space: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence, and whether a new text begins with it."""

    tokens: tuple[Token, ...]
    begins_text: bool


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file, gzipped or plain, in order."""
    unpack = gzip.open if path.suffix == ".gz" else open
    with unpack(path, "rt", encoding="utf-8") as lines:
        block: list[str] = []
        for line in lines:
            if line.strip():
                block.append(line.rstrip("\n"))
            elif block:
                yield _sentence(block)
                block = []
        if block:
            yield _sentence(block)


def _sentence(block: list[str]) -> Sentence:
    spaces: dict[int, bool] = {}  # of words inside a multiword token, which decides for them
    words = []
    for cells in (line.split("\t") for line in block if not line.startswith("#")):
        space = "SpaceAfter=No" not in cells[-1]
        if "-" in cells[0]:
            first, last = (int(part) for part in cells[0].split("-"))
            spaces |= dict.fromkeys(range(first, last), False) | {last: space}
        elif "." not in cells[0]:
            words.append(_token(cells, spaces.get(int(cells[0]), space)))
    return Sentence(tuple(words), any(line.startswith("# newdoc") for line in block))


def _token(cells: list[str], space: bool) -> Token:
    number, head = int(cells[0]), int(cells[6])
    return Token(
        form=cells[1],
        lemma="" if cells[2] == "_" and cells[1] != "_" else cells[2],
        pos=cells[3],
        tag=cells[4],
        morph="" if cells[5] == "_" else cells[5],
        head=(head or number) - 1,
        dep=cells[7] if head else "ROOT",
        space=space,
    )
