"""Turn the packaged classifier back into a start for training: int8 weights to plain ones.

The names and the tokenizer are those of the encoder that it was first trained from.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file
from transformers import BertConfig

_LAYER = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""The weights of one layer, in the order in which the graph multiplies by them."""


def plain_weights(path: Path) -> dict[str, np.ndarray]:
    """Return the weights of the int8 graph as floats, under the names of the trained model."""
    graph = onnx.load(path).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}

    def plain(name: str) -> np.ndarray:
        ints = stored[f"{name}_quantized"].astype(np.float32)
        return (ints - stored[f"{name}_zero_point"]) * stored[f"{name}_scale"]

    found = {name: value for name, value in stored.items() if name.endswith((".bias", "m.weight"))}
    for name in stored:
        if name.endswith("embeddings.weight_quantized"):
            found[name.removesuffix("_quantized")] = plain(name.removesuffix("_quantized"))
    multiplied = [node.input[1] for node in graph.node if node.op_type == "MatMulInteger"]
    for place, name in enumerate(multiplied):
        layer, part = divmod(place, len(_LAYER))
        weight = plain(name.removesuffix("_quantized"))
        found[f"encoder.encoder.layer.{layer}.{_LAYER[part]}.weight"] = weight.T
    return found


def main() -> None:
    """Read the packaged `--model`, write weights, tokenizer and shape to `--out`."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--model", type=Path, required=True)
    ask.add_argument("--encoder", type=Path, required=True, help="what it was first trained from")
    ask.add_argument("--out", type=Path, required=True)
    given = ask.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    weights = plain_weights(given.model / "encoder.onnx")
    with np.load(given.model / "heads.npz") as heads:
        weights |= {f"heads.{name}": heads[name].astype(np.float32) for name in heads.files}
    save_file(
        {name: torch.tensor(np.ascontiguousarray(value)) for name, value in weights.items()},
        given.out / "model.safetensors",
    )
    pieces = (given.model / "vocab.txt").read_text(encoding="utf-8").splitlines()
    new = {piece: place for place, piece in enumerate(pieces)}
    spec = json.loads((given.encoder / "tokenizer.json").read_text(encoding="utf-8"))
    spec["model"]["vocab"] = new
    spec["padding"] = spec["truncation"] = None
    for added in spec["added_tokens"]:
        added["id"] = new[added["content"]]
    for name, token in spec["post_processor"].get("special_tokens", {}).items():
        token["ids"] = [new[name]]
    (given.out / "tokenizer.json").write_text(json.dumps(spec), encoding="utf-8")
    config = BertConfig.from_pretrained(given.encoder)
    config.vocab_size = len(pieces)
    config.to_json_file(given.out / "config.json")


if __name__ == "__main__":
    main()
