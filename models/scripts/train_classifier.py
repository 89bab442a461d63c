"""Train the classifier of messages: a small sentence encoder with three heads, fine-tuned.

The encoder is all-MiniLM-L6-v2 (Apache-2.0, Wang et al. 2020; Reimers and Gurevych 2019), read from
a folder. Its vocabulary is cut to the word pieces that the training texts use.
"""

import argparse
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from classifier_data import (
    ORDINARY,
    READINGS,
    Row,
    corpus,
    labels,
    public,
    rule_examples,
    umbrellas,
)
from framing import framed, ordinary_sentences
from narrow import narrowed
from roughen import roughen
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from analyser.detect._fold import fold

LONGEST = 96
"""Word pieces of a message that the model sees."""


class Classifier(nn.Module):
    """The encoder, mean-pooled, with a head for groups, signals and readings."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        names = labels()
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleDict(
            {
                name: nn.Linear(2 * width, len(names[name]))
                for name in ("groups", "signals", "readings")
            }
        )

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> dict[str, torch.Tensor]:
        """Return the logits of each head, shape (messages, names)."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        shown = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * shown).sum(1) / shown.sum(1).clamp(min=1)
        top = (states + (shown - 1) * 1e4).max(1).values
        pooled = self.dropout(torch.cat([mean, top], 1))
        return {name: head(pooled) for name, head in self.heads.items()}


def known_words(tokenizer: Tokenizer) -> frozenset[str]:
    """Return the whole words of the vocabulary."""
    return frozenset(piece for piece in tokenizer.get_vocab() if not piece.startswith("##"))


def batches(
    rows: Sequence[Row], tokenizer: Tokenizer, size: int, dice: random.Random, *, rough: bool
) -> Iterator[tuple[list[Row], torch.Tensor, torch.Tensor]]:
    """Yield batches of rows of like length, in random order, with padded ids and mask."""
    known = known_words(tokenizer)
    plain = ordinary_sentences(rows)
    ready = []
    for row in rows:
        shown = framed(row, plain, dice) if rough else row
        text = roughen(shown.text, dice) if rough else row.text
        ready.append((shown, encode(tokenizer, known, text, row.before)))
    if rough:
        dice.shuffle(ready)
    chunks = [
        sorted(ready[at : at + size * 50], key=lambda each: len(each[1]))
        for at in range(0, len(ready), size * 50)
    ]
    groups = [chunk[at : at + size] for chunk in chunks for at in range(0, len(chunk), size)]
    if rough:
        dice.shuffle(groups)
    for group in groups:
        width = max(len(ids) for _, ids in group)
        ids = torch.zeros(len(group), width, dtype=torch.long)
        mask = torch.zeros(len(group), width, dtype=torch.long)
        for place, (_, each) in enumerate(group):
            ids[place, : len(each)] = torch.tensor(each)
            mask[place, : len(each)] = 1
        yield [row for row, _ in group], ids, mask


def encode(
    tokenizer: Tokenizer, known: frozenset[str], text: str, before: Sequence[str]
) -> list[int]:
    """Return the ids of a message, with the messages before it as a second part."""
    message = tokenizer.encode(fold(text, known).text).ids
    if len(message) > LONGEST:
        message = [*message[: LONGEST - 1], message[-1]]
    if before:
        earlier = tokenizer.encode(fold(" ".join(before[-3:]), known).text).ids[1:]
        message = [*message, *earlier[-(LONGEST - 1) :]][: 2 * LONGEST]
    return message


def targets(rows: Sequence[Row]) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
    """Return target and weight of each head for `rows`; weight 0 where nothing is known."""
    names = labels()
    groups, known = (
        np.zeros((len(rows), len(names["groups"]))),
        np.zeros((len(rows), len(names["groups"]))),
    )
    marks, sure = (
        np.zeros((len(rows), len(names["signals"]))),
        np.zeros((len(rows), len(names["signals"]))),
    )
    reading, told = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows))
    for place, row in enumerate(rows):
        every = umbrellas(row.groups)
        for at, name in enumerate(names["groups"]):
            if name in every:
                groups[place, at] = every[name]
                known[place, at] = row.weights.get(name, 1.0) * row.weight
        if row.mentioned is not None:
            for at, name in enumerate(names["signals"]):
                marks[place, at] = float(name in row.mentioned)
                sure[place, at] = (
                    row.weight if (name == "stop_request") == (row.speaker == "me") else 0.0
                )
        if row.reading:
            reading[place], told[place] = READINGS.index(row.reading), row.weight
    pack = lambda a: torch.tensor(a, dtype=torch.float32)  # noqa: E731
    return {
        "groups": (pack(groups), pack(known)),
        "signals": (pack(marks), pack(sure)),
        "readings": (torch.tensor(reading), pack(told)),
    }


def loss_of(outputs: dict[str, torch.Tensor], rows: Sequence[Row]) -> torch.Tensor:
    """Return the weighted loss over the three heads."""
    wanted = targets(rows)
    total = torch.zeros(())
    for name, factor in (("groups", 1.0), ("signals", 0.7)):
        target, weight = wanted[name]
        each = functional.binary_cross_entropy_with_logits(outputs[name], target, reduction="none")
        # Summed over names: each message has few positives among many names.
        total = total + factor * (each * weight * (1 + 1.0 * target)).sum() / len(rows)
    target, weight = wanted["readings"]
    each = functional.cross_entropy(
        outputs["readings"], target, reduction="none", label_smoothing=0.05
    )
    return total + (each * weight).sum() / len(rows)


def train(
    model: Classifier,
    tokenizer: Tokenizer,
    rows: Sequence[Row],
    *,
    epochs: int,
    rate: float,
    size: int,
    seed: int,
    half: bool,
    out: Path,
) -> None:
    """Train in place, save after each epoch; the rate rises over a tenth, then falls to nothing."""
    dice = random.Random(seed)  # noqa: S311  # no secret
    heads = list(model.heads.parameters())
    body = [p for n, p in model.encoder.named_parameters() if "word_embeddings" not in n]
    words = [model.encoder.embeddings.word_embeddings.weight]
    optimiser = torch.optim.AdamW(
        [
            {"params": body, "lr": rate},
            {"params": words, "lr": rate * 0.3},
            {"params": heads, "lr": rate * 8},
        ],
        weight_decay=0.01,
        fused=True,
    )
    steps = max(1, epochs * math.ceil(len(rows) / size))

    def rise(step: int) -> float:
        return min((step + 1) / (0.1 * steps), max(0.0, (steps - step) / (0.9 * steps)), 1.0)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rise)
    done = 0
    for epoch in range(epochs):
        model.train()
        losses = []
        for group, ids, mask in batches(rows, tokenizer, size, dice, rough=True):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
                outputs = model(ids, mask)
            loss = loss_of({name: each.float() for name, each in outputs.items()}, group)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
            done += 1
            if done % 100 == 0:
                print(
                    f"epoch {epoch + 1} step {done}/{steps} loss {np.mean(losses[-100:]):.3f}",
                    flush=True,
                )  # noqa: T201
        print(f"epoch {epoch + 1} loss {np.mean(losses):.3f}", flush=True)  # noqa: T201
        save(model, tokenizer, out)


def save(model: Classifier, tokenizer: Tokenizer, out: Path) -> None:
    """Write weights, tokenizer and shape, from which training can go on."""
    out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(out / "tokenizer.json"))
    model.encoder.config.to_json_file(out / "config.json")
    state = {name: value.contiguous() for name, value in model.state_dict().items()}
    save_file(state, out / "model.safetensors")


def main() -> None:
    """Train in two stages: the public data with the corpus, then the corpus with a public share."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--encoder", type=Path, required=True)
    ask.add_argument("--data", type=Path, required=True, help="the folder of the public data")
    ask.add_argument("--corpus", type=Path, nargs="*", default=[])
    ask.add_argument("--start", type=Path, help="weights of an earlier stage")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--epochs", type=int, default=1)
    ask.add_argument("--rate", type=float, default=1e-4)
    ask.add_argument("--batch", type=int, default=32)
    ask.add_argument("--public-share", type=float, default=1.0)
    ask.add_argument("--ordinary", type=int, default=0, help="rows of ordinary talk besides")
    ask.add_argument("--seed", type=int, default=20261125)
    ask.add_argument(
        "--half", action="store_true", help="bfloat16: four times as fast where it is built in"
    )
    given = ask.parse_args()
    random.seed(given.seed)
    torch.manual_seed(given.seed)
    everything = list(public(given.data, "train", given.seed))
    own = [*corpus(given.corpus), *rule_examples()] if given.corpus else []
    if given.start:
        tokenizer = Tokenizer.from_file(str(given.start / "tokenizer.json"))
        config = BertConfig.from_json_file(given.start / "config.json")
        model = Classifier(BertModel(config, add_pooling_layer=False))
        model.load_state_dict(load_file(given.start / "model.safetensors"))
    else:
        texts = [row.text for row in (*everything, *own)]
        tokenizer, encoder = narrowed(given.encoder, texts)
        model = Classifier(encoder)
    shared = everything[: int(len(everything) * given.public_share)]
    ordinary = [row for row in everything if row.source in ORDINARY][: given.ordinary]
    rows = [*own, *shared, *ordinary]
    print(len(own), "own rows,", len(rows) - len(own), "public rows", flush=True)  # noqa: T201
    model.encoder.set_attn_implementation("eager")  # the fastest in bfloat16
    train(
        model,
        tokenizer,
        rows,
        epochs=given.epochs,
        rate=given.rate,
        size=given.batch,
        seed=given.seed,
        half=given.half,
        out=given.out,
    )


if __name__ == "__main__":
    main()
