"""Write the int8 weights of the packaged classifier as unsigned bytes, which stand for the same.

Processors without VNNI add products of a signed and an unsigned byte in pairs of 16 bits, which
overflow: the same message then had other scores on such a computer, by up to 0.05. Two unsigned
bytes are multiplied exactly everywhere.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

_SHIFT = 128


def write_unsigned(path: Path) -> int:
    """Rewrite the graph at `path`; return how many weights and zero points were shifted."""
    model = onnx.load(path)
    stored = {each.name: each for each in model.graph.initializer}
    multiplied = (node for node in model.graph.node if node.op_type == "MatMulInteger")
    names = {name for node in multiplied for name in (node.input[1], node.input[3])}
    signed = [n for n in names if numpy_helper.to_array(stored[n]).dtype == np.int8]
    for name in signed:
        shifted = numpy_helper.to_array(stored[name]).astype(np.int16) + _SHIFT
        stored[name].CopyFrom(numpy_helper.from_array(shifted.astype(np.uint8), name))
    onnx.checker.check_model(model)
    onnx.save(model, path)
    return len(signed)


def main() -> None:
    """Rewrite the packaged `--model`, and its version in the card."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--model", type=Path, required=True)
    path = ask.parse_args().model
    print(write_unsigned(path / "encoder.onnx"))  # noqa: T201  # a script
    card = json.loads((path / "card.json").read_text(encoding="utf-8"))
    card["version"] = hashlib.sha256((path / "encoder.onnx").read_bytes()).hexdigest()[:12]
    (path / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
