"""Measure a trained pipeline on development parts and write the scores as JSON.

`python evaluate.py PIPELINE OUT.json NAME=CARE.spacy,TEXTED.spacy...`: each treebank as it is
written and as texted. UAS and LAS leave punctuation out, as spaCy's scorer does; `with_marks`
counts every token. "own" cuts the text into tokens by the pipeline, "given" takes the treebank's.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example

MEASURES = {
    "uas": "dep_uas",
    "las": "dep_las",
    "tag": "tag_acc",
    "pos": "pos_acc",
    "morph": "morph_acc",
    "lemma": "lemma_acc",
    "sentences": "sents_f",
}


def bare(nlp: Language, gold: Doc) -> Doc:
    """Return the words of `gold` without what is known of them."""
    words = [token.text for token in gold]
    return Doc(nlp.vocab, words=words, spaces=[bool(token.whitespace_) for token in gold])


def all_tokens(examples: Sequence[Example]) -> dict[str, float]:
    """Return UAS and LAS over every token, marks too; tokens must be the treebank's."""
    count = heads = both = 0
    for example in examples:
        for ours, gold in zip(example.predicted, example.reference, strict=True):
            count += 1
            if ours.head.i == gold.head.i:
                heads += 1
                both += ours.dep == gold.dep
    return {"uas": round(heads / count, 4), "las": round(both / count, 4)}


def scores(nlp: Language, path: Path) -> dict[str, object]:
    """Return the scores on one file."""
    golds = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    count = sum(map(len, golds))
    result: dict[str, object] = {"tokens": count}
    said = {
        "morph": sum(bool(token.morph) for gold in golds for token in gold),
        "lemma": sum(bool(token.lemma) for gold in golds for token in gold),
    }
    # ESLSpok has neither; a texted copy has lemmas for what was put after its sentences.
    unsaid = {measure for measure, tokens in said.items() if tokens < count / 2}
    for name in ("own", "given"):
        texts = [gold.text if name == "own" else bare(nlp, gold) for gold in golds]
        examples = [Example(doc, gold) for doc, gold in zip(nlp.pipe(texts), golds, strict=True)]
        got = Scorer(nlp).score(examples)
        result[name] = {
            short: round(got[long], 4)
            for short, long in MEASURES.items()
            if short not in unsaid and got.get(long) is not None
        }
    result["with_marks"] = all_tokens(examples)
    return result


def words_a_second(nlp: Language, path: Path) -> int:
    """Return how many words the whole pipeline reads in a second on this computer."""
    texts = [doc.text for doc in DocBin().from_disk(path).get_docs(nlp.vocab)]
    start = perf_counter()
    count = sum(len(doc) for doc in nlp.pipe(texts))
    return round(count / (perf_counter() - start))


def main() -> None:
    """Score the files that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("sets", nargs="+", help="NAME=CAREFUL.spacy,TEXTED.spacy")
    asked = parser.parse_args()
    nlp = spacy.load(asked.pipeline)
    table: dict[str, object] = {}
    for each in asked.sets:
        name, files = each.split("=")
        careful, texted = (Path(file) for file in files.split(","))
        table[name] = {"careful": scores(nlp, careful), "texted": scores(nlp, texted)}
    size = sum(file.stat().st_size for file in asked.pipeline.rglob("*") if file.is_file())
    result = {
        "megabytes": round(size / 1e6, 1),
        "words_a_second": words_a_second(nlp, careful),
        "sets": table,
    }
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
