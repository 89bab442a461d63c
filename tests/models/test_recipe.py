"""The recipe of the models runs from treebank to card on a handful of invented sentences."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
import srsly

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
HANDFUL = Path(__file__).parent / "handful.conllu"
SMALL = {
    "--training.max_steps": "4",
    "--training.eval_frequency": "2",
    "--components.tok2vec.model.encode.width": "16",
    "--components.tok2vec.model.encode.depth": "1",
    "--components.tok2vec.model.embed.include_static_vectors": "false",
    "--components.parser.min_action_freq": "1",
    "--components.trainable_lemmatizer.min_tree_freq": "1",
}


def run(*arguments: object) -> None:
    # One core: a laptop that runs tests side by side has no more to give.
    quiet = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, *map(str, arguments)], cwd=MODELS, capture_output=True, env=quiet
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("recipe")
    run("scripts/convert.py", folder / "both.spacy", HANDFUL, "--texted", 2)
    run("scripts/convert.py", folder / "careful.spacy", HANDFUL)
    run("scripts/convert.py", folder / "texted.spacy", HANDFUL, "--texted", 1, "--only-texted")
    run("-m", "spacy", "init", "fill-config", "configs/analyser_en.cfg", folder / "full.cfg")
    paths = {"--paths.train": folder / "both.spacy", "--paths.dev": folder / "careful.spacy"}
    options = [part for pair in (SMALL | paths).items() for part in pair]
    code = ("--code", "scripts/plain_blas.py", "--output", folder / "trained")
    run("-m", "spacy", "train", folder / "full.cfg", *code, *options)
    run("scripts/package.py", folder / "trained" / "model-last", folder / "analyser_en")
    sets = f"ewt={folder / 'careful.spacy'},{folder / 'texted.spacy'}"
    run("scripts/evaluate.py", folder / "analyser_en", folder / "scores/analyser_en.json", sets)
    # The other model's scores are measured, not made here.
    shutil.copy(MODELS / "scores/analyser_harm.json", folder / "scores")
    run("scripts/card.py", "cards", folder / "scores", folder / "README.md")
    return folder


def test_the_recipe_makes_a_pipeline_that_names_what_it_finds(made):
    doc = spacy.load(made / "analyser_en")("I can't come tonight")
    assert [token.text for token in doc] == ["I", "ca", "n't", "come", "tonight"]
    assert all(token.dep_ and token.tag_ and token.pos_ and token.lemma_ for token in doc)


def test_the_recipe_writes_scores_and_card(made):
    scores = json.loads((made / "scores" / "analyser_en.json").read_text(encoding="utf-8"))
    assert 0 <= scores["sets"]["ewt"]["texted"]["own"]["las"] <= 1
    assert "| EWT (web) | texted |" in (made / "README.md").read_text(encoding="utf-8")


def test_the_same_seed_makes_the_same_texted_copies(made):
    run("scripts/convert.py", made / "again.spacy", HANDFUL, "--texted", 2)
    assert (made / "again.spacy").read_bytes() == (made / "both.spacy").read_bytes()


def test_the_committed_card_is_the_one_the_recipe_writes(tmp_path):
    run("scripts/card.py", "cards", "scores", tmp_path / "README.md")
    assert (tmp_path / "README.md").read_bytes() == (MODELS / "README.md").read_bytes()


def test_every_step_names_files_that_exist_or_are_made():
    project = srsly.read_yaml(MODELS / "project.yml")
    made_here = {out for step in project["commands"] for out in step.get("outputs", ())}
    for step in project["commands"]:
        for needed in step.get("deps", ()):
            from_outside = needed.startswith("${vars.data}")
            assert from_outside or needed in made_here or (MODELS / needed).exists(), needed
