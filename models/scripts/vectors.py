"""Make small word vectors from the input embeddings of all-MiniLM-L6-v2.

`python vectors.py OUT --minilm model.zip --messages abuse_train.csv.gz --treebanks FILE...` writes
a blank English pipeline whose vectors hold one row for each word that the texts use often, looked
up by its normal form (spaCy's `NORM`). A word of several pieces has their mean. Rows are projected
on their main components, so that they stay small.
"""

import argparse
import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import spacy
from conllu import read_sentences
from numpy.typing import NDArray
from spacy.vectors import Vectors  # type: ignore[import-not-found]  # carries no types

EMBEDDINGS = "embeddings.word_embeddings.weight"
Array = NDArray[np.float32]


def embeddings(model: bytes) -> Array:
    """Return the input embeddings, (pieces, 384), of a file in the safetensors format."""
    size = int.from_bytes(model[:8], "little")
    place = json.loads(model[8 : 8 + size])[EMBEDDINGS]
    start, end = place["data_offsets"]
    data = model[8 + size + start : 8 + size + end]
    return np.frombuffer(data, dtype="<f4").reshape(place["shape"])


def pieces(word: str, vocabulary: dict[str, int]) -> list[int]:
    """Return the rows of a word's pieces, longest first; empty where some part has none."""
    rows, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocabulary:
                rows.append(vocabulary[piece])
                start = end
                break
        else:
            return []
    return rows


def words_of(treebanks: list[Path], messages: Path) -> Iterator[str]:
    """Yield the normal forms of all words of the training parts."""
    nlp = spacy.blank("en")
    for path in treebanks:
        for sentence in read_sentences(path):
            for token in sentence.tokens:
                yield nlp.vocab[token.form].norm_
    with gzip.open(messages, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["split"] == "train":
                yield from (word.norm_ for word in nlp.make_doc(row["text"]))


def projected(rows: Array, width: int) -> Array:
    """Return the rows on their `width` main components, scaled to a mean length of 1."""
    centred = rows - rows.mean(axis=0)
    _, _, components = np.linalg.svd(centred, full_matrices=False)
    narrow: Array = (centred @ components[:width].T).astype("float32")
    scaled: Array = narrow / np.linalg.norm(narrow, axis=1).mean()
    return scaled


def main() -> None:
    """Make the vectors that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--messages", type=Path, required=True)
    parser.add_argument("--treebanks", type=Path, nargs="+", required=True)
    parser.add_argument("--rows", type=int, default=12_000)
    parser.add_argument("--width", type=int, default=96)
    asked = parser.parse_args()
    with ZipFile(asked.minilm) as archive:
        table = embeddings(archive.read("model.safetensors"))
        vocabulary = json.loads(archive.read("tokenizer.json"))["model"]["vocab"]
    counts = Counter(words_of(asked.treebanks, asked.messages))
    found = {
        word: rows
        for word, _ in counts.most_common()
        if word and (rows := pieces(word, vocabulary))
    }
    words = list(found)[: asked.rows]
    means = np.stack([table[found[word]].mean(axis=0) for word in words])
    nlp = spacy.blank("en")
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=projected(means, asked.width), keys=words, attr="NORM"
    )
    nlp.to_disk(asked.out)
    print(f"{len(words)} words, the rarest used {counts[words[-1]]} times")


if __name__ == "__main__":
    main()
