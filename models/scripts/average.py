"""Average the weights of classifiers trained from one start (Wortsman et al. 2022, model soups)."""

import argparse
import shutil
from pathlib import Path

from safetensors.torch import load_file, save_file


def main() -> None:
    """Write the mean of the given classifiers; tokenizer and shape are those of the first."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("trained", type=Path, nargs="+")
    given = ask.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    every = [load_file(folder / "model.safetensors") for folder in given.trained]
    mean = {name: sum(one[name] for one in every) / len(every) for name in every[0]}
    save_file(mean, given.out / "model.safetensors")
    for name in ("tokenizer.json", "config.json"):
        shutil.copy(given.trained[0] / name, given.out / name)


if __name__ == "__main__":
    main()
