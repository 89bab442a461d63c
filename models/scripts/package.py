"""Copy a trained pipeline to where the program finds it, without what only training needs.

`python package.py TRAINED OUT [--version V] [--rows N]`. Of the strings seen in training only those
are kept that labels and lemma rules point to (a pipeline adds the words of a text itself when it
reads it), and of the word vectors those of the most common words.
"""

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

import spacy
import srsly  # type: ignore[import-untyped]  # carries no types
from spacy.language import Language
from spacy.pipeline import EditTreeLemmatizer
from spacy.strings import StringStore
from spacy.vectors import Vectors  # type: ignore[import-not-found]  # carries no types


def needed(nlp: Language) -> Iterator[str]:
    """Yield the strings without which the pipeline could not name what it finds."""
    yield from spacy.blank("en").vocab.strings
    for labels in nlp.pipe_labels.values():
        for label in map(str, labels):
            yield from (label, label.split("-", 1)[-1])
            for part in label.split("|"):
                yield from (part, *part.split("="))
    yield from (text for text in nlp.vocab.strings if "=" in text)  # sets of features
    for _, pipe in nlp.pipeline:
        if isinstance(pipe, EditTreeLemmatizer):
            for tree in srsly.msgpack_loads(pipe.trees.to_bytes())["trees"]:
                yield from (
                    nlp.vocab.strings[tree[key]] for key in ("orig", "subst") if key in tree
                )


def commonest(vectors: Vectors, rows: int) -> Vectors:
    """Return the vectors of the first `rows` words; they stand in order of use."""
    kept = {key: row for key, row in vectors.key2row.items() if row < rows}
    fewer = Vectors(
        strings=vectors.strings, data=vectors.data[:rows], keys=list(kept), attr=vectors.attr
    )
    if fewer.key2row != kept:
        raise ValueError("the rows of the vectors are not in the order of their words")
    return fewer


def main() -> None:
    """Write the pipeline that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", default="messages")
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument("--rows", type=int, default=9_000, help="word vectors that are kept")
    asked = parser.parse_args()
    nlp = spacy.load(asked.trained)
    nlp.meta |= {
        "name": asked.name,
        "version": asked.version,
        "license": "CC BY-SA 4.0",
        "description": "Tags, features, trees and lemmas of English text messages",
        "performance": {},
    }
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])  # of the computer that trained it
    if nlp.vocab.vectors.n_keys:
        nlp.vocab.vectors = commonest(nlp.vocab.vectors, asked.rows)
    shutil.rmtree(asked.out, ignore_errors=True)
    nlp.to_disk(asked.out)
    StringStore(sorted(set(needed(nlp)))).to_disk(asked.out / "vocab" / "strings.json")


if __name__ == "__main__":
    main()
