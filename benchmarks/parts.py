"""List the program's parts with their licences, and write them as a CycloneDX list (SBOM).

`python benchmarks/parts.py` prints each part of `requirements.lock` with its licence, and fails
where one does not go with Apache-2.0 or is not known; `--sbom FILE` writes the list. Reads the lock
and what is installed; asks nothing of a network.
"""

import argparse
import json
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_FITS = re.compile(
    r"apache|\bmit\b|bsd|isc\b|psf|python software foundation|mpl|mozilla|zlib|unlicense|"
    r"lesser general public|lgpl|"  # used as it is, and apart: it may go with ours
    r"public domain|ofl|open font|0bsd|cc0|hpnd|zpl|cnri|^osi approved$",  # any of them: apsw
    re.IGNORECASE,
)
_DOES_NOT = re.compile(r"\bA?GPL|affero|\bSSPL|commons clause|busl", re.IGNORECASE)
_BESIDE = {"pi-heif": "with libheif and libde265 as shared libraries under LGPL-3.0"}
"""What a part brings that its own licence does not cover; used as it is, it may go with ours."""
_LONGEST = 60
"""Some parts give the whole text of their licence."""


def pinned(lock: Path) -> list[tuple[str, str, list[str]]]:
    """Return name, release and hashes of each part of a lock."""
    found: list[tuple[str, str, list[str]]] = []
    for line in lock.read_text("utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", line):
            found.append((match[1], match[2], []))
        elif match := re.search(r"--hash=sha256:([0-9a-f]{64})", line):
            found[-1][2].append(match[1])
    return found


def licence(name: str) -> str | None:
    """Return the licence that an installed part gives; None where it is not installed here."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None
    kinds = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier") or () if "License ::" in c]
    written = told.get("License-Expression") or (told.get("License") or "").strip().split("\n")[0]
    return (told.get("License-Expression") or "; ".join(kinds) or written)[:_LONGEST]


def sbom(parts: list[tuple[str, str, list[str]]]) -> dict[str, object]:
    """Return the parts in the form of CycloneDX 1.5; the same lock gives the same list."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "analyser", "version": _own()}},
        "components": [
            {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name.lower()}@{release}",
                "name": name,
                "version": release,
                "purl": f"pkg:pypi/{name.lower()}@{release}",
                "licenses": [{"license": {"name": licence(name) or "not installed here"}}],
                "properties": [{"name": "sha256", "value": each} for each in hashes],
            }
            for name, release, hashes in parts
        ],
    }


def _own() -> str:
    text = (ROOT / "analyser/__init__.py").read_text("utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    return found[1] if found else ""


def main() -> int:
    """Print the list; return 1 where a licence does not fit or is not known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sbom", type=Path, metavar="FILE")
    given = parser.parse_args()
    parts = pinned(ROOT / "requirements.lock")
    bad = []
    for name, release, hashes in parts:
        told = licence(name)
        # Either licence may be chosen where two are offered.
        fits = told is None or (bool(_FITS.search(told)) and " AND GPL" not in told)
        fits = fits and not (_DOES_NOT.search(told or "") and not re.search(r"\bOR\b", told or ""))
        if not fits or not hashes:
            bad.append(name)
        told = "; ".join(filter(None, (told or "not installed here", _BESIDE.get(name))))
        print(f"{name:<32}{release:<16}{told}{'' if fits else '  CHECK'}")
    if given.sbom:
        given.sbom.write_text(json.dumps(sbom(parts), indent=1) + "\n", "utf-8")
    print(f"{len(parts)} parts, {len(bad)} to look at{': ' + ', '.join(bad) if bad else ''}")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
