"""Turn treebanks into spaCy's training format, with a copy written as people text.

`python convert.py OUT FILE.conllu.gz... [--texted COPIES] [--only-texted] [--together N] [--seed
N]`. Neighbouring sentences of a text are put together, one to N of them, as messages hold them.
"""

import argparse
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from random import Random

import spacy
from conllu import Sentence, Token, read_sentences
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab
from texting import as_texted


def grouped(
    sentences: Iterable[Sentence], most: int, chance: Random
) -> Iterator[list[tuple[Token, ...]]]:
    """Yield groups of one to `most` neighbouring sentences, never across two texts."""
    group: list[tuple[Token, ...]] = []
    size = chance.randint(1, most)
    for sentence in sentences:
        if group and (sentence.begins_text or len(group) >= size):
            yield group
            group, size = [], chance.randint(1, most)
        group.append(sentence.tokens)
    if group:
        yield group


def to_doc(vocab: Vocab, group: Iterable[tuple[Token, ...]]) -> Doc:
    """Return the sentences as one document with all that the treebank says of them."""
    sentences = list(group)
    tokens = list(chain.from_iterable(sentences))
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence))
    heads = [
        start + token.head
        for start, sentence in zip(starts, sentences, strict=False)
        for token in sentence
    ]
    return Doc(
        vocab,
        words=[token.form for token in tokens],
        spaces=[token.space for token in tokens],
        heads=heads,
        deps=[token.dep for token in tokens],
        tags=[token.tag for token in tokens],
        pos=[token.pos for token in tokens],
        morphs=[token.morph for token in tokens],
        lemmas=[token.lemma for token in tokens],
        sent_starts=[index in starts for index in range(len(tokens))],
    )


def main() -> None:
    """Convert the files named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--texted", type=int, default=0, help="texted copies of each group")
    parser.add_argument("--only-texted", action="store_true", help="leave the careful ones out")
    parser.add_argument("--together", type=int, default=6, help="sentences to a document at most")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    vocab, docs = spacy.blank("en").vocab, DocBin(store_user_data=False)
    chance = Random(asked.seed)  # noqa: S311 (no secrets here)
    for file in asked.files:
        for group in grouped(read_sentences(file), asked.together, chance):
            if not asked.only_texted:
                docs.add(to_doc(vocab, group))
            for _ in range(asked.texted):
                docs.add(to_doc(vocab, [as_texted(tokens, chance) for tokens in group]))
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    docs.to_disk(asked.out)
    print(f"{asked.out.name}: {len(docs)} documents")


if __name__ == "__main__":
    main()
