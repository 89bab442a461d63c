"""Cut the encoder's vocabulary to the word pieces that the training texts use."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel


def cut_vocabulary(tokenizer: Tokenizer, texts: Sequence[str]) -> list[int]:
    """Return the ids to keep, in their order: special pieces, short ones, and those in use."""
    used = Counter(id_ for each in tokenizer.encode_batch(list(texts)) for id_ in each.ids)
    vocab = tokenizer.get_vocab()
    keep = {id_ for id_, count in used.items() if count >= 2}  # noqa: PLR2004
    for piece, id_ in vocab.items():
        bare = piece.removeprefix("##")
        special = piece.startswith("[") and "unused" not in piece
        short = bare.isascii() and bare.isprintable() and len(bare) <= 3  # noqa: PLR2004
        frequent = piece.isascii() and piece.isalpha() and id_ < 12000  # noqa: PLR2004
        if special or short or frequent:
            keep.add(id_)
    return sorted(keep)


def narrowed(folder: Path, texts: Sequence[str]) -> tuple[Tokenizer, BertModel]:
    """Return tokenizer and encoder with the smaller vocabulary."""
    whole = Tokenizer.from_file(str(folder / "tokenizer.json"))
    whole.no_padding()
    whole.no_truncation()
    keep = cut_vocabulary(whole, texts)
    spec = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    pieces = {id_: piece for piece, id_ in spec["model"]["vocab"].items()}
    new = {pieces[old]: place for place, old in enumerate(keep)}
    spec["model"]["vocab"] = new
    spec["padding"] = None
    spec["truncation"] = None
    for added in spec["added_tokens"]:
        added["id"] = new[added["content"]]
    post = spec["post_processor"]
    if "special_tokens" in post:
        for name, token in post["special_tokens"].items():
            token["ids"] = [new[name]]
    tokenizer = Tokenizer.from_str(json.dumps(spec))
    config = BertConfig.from_pretrained(folder)
    model = BertModel(config, add_pooling_layer=False)
    state = {
        name.removeprefix("bert."): value
        for name, value in load_file(folder / "model.safetensors").items()
    }
    model.load_state_dict(state, strict=False)
    with torch.no_grad():
        old = model.embeddings.word_embeddings.weight[keep].clone()
    model.embeddings.word_embeddings = nn.Embedding.from_pretrained(
        old, freeze=False, padding_idx=0
    )
    model.config.vocab_size = len(keep)
    return tokenizer, model
