"""Write the trained classifier in the form the program loads: int8 ONNX, heads, tokenizer, card."""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from classifier_data import labels
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import nn
from train_classifier import Classifier
from transformers import BertConfig, BertModel
from unsigned_weights import write_unsigned


class _States(nn.Module):
    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state


def main() -> None:
    """Read the weights in `--trained`, write the model folder `--out`."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--trained", type=Path, required=True)
    ask.add_argument("--out", type=Path, required=True)
    given = ask.parse_args()
    config = BertConfig.from_json_file(given.trained / "config.json")
    model = Classifier(BertModel(config, add_pooling_layer=False))
    model.load_state_dict(load_file(given.trained / "model.safetensors"))
    model.eval()
    model.encoder.set_attn_implementation("eager")
    given.out.mkdir(parents=True, exist_ok=True)
    whole = given.trained / "encoder.fp32.onnx"
    ids = torch.ones(2, 7, dtype=torch.long)
    torch.onnx.export(
        _States(model.encoder),
        (ids, ids),
        str(whole),
        input_names=["ids", "mask"],
        output_names=["states"],
        dynamic_axes={
            "ids": {0: "rows", 1: "pieces"},
            "mask": {0: "rows", 1: "pieces"},
            "states": {0: "rows", 1: "pieces"},
        },
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(whole), str(given.out / "encoder.onnx"), weight_type=QuantType.QInt8,
                     per_channel=True,
                     op_types_to_quantize=["MatMul", "Gather"])  # fmt: skip
    write_unsigned(given.out / "encoder.onnx")
    state = model.heads.state_dict()
    np.savez(
        given.out / "heads.npz",
        **{name: value.numpy().astype(np.float16) for name, value in state.items()},
    )
    vocabulary = json.loads((given.trained / "tokenizer.json").read_text(encoding="utf-8"))[
        "model"
    ]["vocab"]
    pieces = sorted(vocabulary, key=vocabulary.__getitem__)
    (given.out / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    card = given.out / "card.json"
    old = json.loads(card.read_text(encoding="utf-8")) if card.exists() else {"calibration": {}}
    card.write_text(json.dumps(old | {"labels": labels()}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
