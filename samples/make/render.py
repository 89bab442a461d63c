"""Make the samples: `python -m samples.make.render` from the project's root.

For each `.chat` file beside this one it writes the export, the screenshots and
`samples/expected/<case>.json`. Needs Pillow, `chromium` and the fonts that `screens.py`
names. `--text` makes the text files only, with the boxes measured last time, and needs
neither. Two runs give the same text files.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from samples.make import exports, screens
from samples.make.chat import Case, Chat, Shot, load

HERE = Path(__file__).parent
SAMPLES = HERE.parent
# Room around the phone, so that the browser's own minimum sizes never clip it.
MARGIN = 120
COLOURS = 256
# More than this many CSS pixels of bare wallpaper looks unlike a phone in use.
EMPTY = 90
BROWSER = [
    *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--allow-file-access-from-files", "--virtual-time-budget=2000"),
]

Boxes = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Make every case; return 1 when a screenshot does not fit its phone."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--text", action="store_true", help="text files only")
    parser.add_argument("--only", default="", help="screenshots whose path holds this")
    options = parser.parse_args(arguments)
    complaints: list[str] = []
    for path in sorted(HERE.glob("*.chat")):
        case = load(path)
        boxes = cached_boxes(path.stem)
        for chat in case.chats.values() if not options.text else ():
            for shot in chat.shots:
                name = f"{path.stem}/screenshots/{shot.file}"
                if options.only in name:
                    boxes[f"screenshots/{shot.file}"] = draw(case, chat, shot, SAMPLES / name)
                    complaints += misfits(shot, boxes[f"screenshots/{shot.file}"], name)
        for name, data in text_files(path.stem, boxes).items():
            (SAMPLES / name).parent.mkdir(parents=True, exist_ok=True)
            (SAMPLES / name).write_bytes(data)
    sys.stderr.writelines(f"{line}\n" for line in complaints)
    return 1 if complaints else 0


def text_files(name: str, boxes: dict[str, Boxes]) -> dict[str, bytes]:
    """Return the export and the expected file of one case, by path below `samples/`."""
    case = load(HERE / f"{name}.chat")
    made: dict[str, bytes] = {}
    files: list[dict[str, Any]] = []
    for chat in case.chats.values():
        if chat.export:
            made[f"{name}/{chat.export}"] = exports.write(case, chat, HERE / "media")
            _, messages = exports.written(case, chat)
            files.append(
                {"source": chat.export, "shape": "export", "app": chat.app, "messages": messages}
            )
        for shot in chat.shots:
            files.append(expected_file(case, chat, shot, boxes[f"screenshots/{shot.file}"]))
    head = {
        "case": name,
        "me": case.facts["me"],
        "other": {"name": case.facts["other"], "handles": [c.title for c in case.chats.values()]},
        "captured_at": case.captured_at.isoformat(),
        "timezone": "Europe/London",
    }
    made[f"expected/{name}.json"] = as_json(head, files).encode()
    return made


def expected_file(case: Case, chat: Chat, shot: Shot, boxes: Boxes) -> dict[str, Any]:
    """Return what a reader should find in one screenshot; `ValueError` if its boxes are stale."""
    if len(boxes["messages"]) != len(shot.lines):
        raise ValueError(f"{shot.file} shows other messages now: render it again")
    messages, separators = screens.expected(case, chat, shot, boxes)
    width, height = screens.PHONES[chat.look.split("-")[0]]
    return {
        "source": f"screenshots/{shot.file}",
        "shape": "screenshot",
        "app": chat.app,
        "look": chat.look,
        "header": chat.title,
        "size": [width * screens.SCALE, height * screens.SCALE],
        "separators": separators,
        "messages": messages,
    }


def as_json(head: dict[str, Any], files: list[dict[str, Any]]) -> str:
    """Return the expected file's text: one message a line, so that a diff can be read."""

    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    parts = [f"{line(key)}: {line(value)}" for key, value in head.items()]
    blocks = []
    for file in files:
        fields = [f"{line(key)}: {line(file[key])}" for key in file if key != "messages"]
        messages = ",\n   ".join(map(line, file["messages"]))
        blocks.append("  {" + ",\n   ".join(fields) + f',\n   "messages": [\n   {messages}]}}')
    return "{" + ",\n ".join(parts) + ',\n "files": [\n' + ",\n".join(blocks) + "]}\n"


def cached_boxes(name: str) -> dict[str, Boxes]:
    """Return the boxes that the expected file already holds, by screenshot."""
    path = SAMPLES / "expected" / f"{name}.json"
    if not path.exists():
        return {}
    return {
        file["source"]: {
            "messages": [message["where"]["box"] for message in file["messages"]],
            "separators": [separator["box"] for separator in file["separators"]],
            "seen": [message["text"] for message in file["messages"]],
        }
        for file in json.loads(path.read_text(encoding="utf-8"))["files"]
        if file["shape"] == "screenshot"
    }


def draw(case: Case, chat: Chat, shot: Shot, target: Path) -> Boxes:
    """Draw one screenshot into `target` and return its boxes in image pixels."""
    width, height = screens.PHONES[chat.look.split("-")[0]]
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(screens.page(case, chat, shot), encoding="utf-8")
        browser = [
            *BROWSER,
            f"--user-data-dir={folder}/profile",
            f"--force-device-scale-factor={screens.SCALE}",
            f"--window-size={width + MARGIN},{height + MARGIN}",
        ]
        told = subprocess.run(  # noqa: S603 (our own fixed command)
            [*browser, "--dump-dom", page.as_uri()], capture_output=True, check=True, text=True
        ).stdout
        image = Path(folder) / "image.png"
        subprocess.run(  # noqa: S603
            [*browser, f"--screenshot={image}", page.as_uri()], capture_output=True, check=True
        )
        crop(image, target, width * screens.SCALE, height * screens.SCALE)
    return in_pixels(json.loads(told.split('<pre id="boxes" hidden="">')[1].split("</pre>")[0]))


def in_pixels(measured: Boxes) -> Boxes:
    """Return the measured boxes in whole image pixels, without what is hidden above the view."""
    top = measured["top"]

    def box(left: float, above: float, width: float, height: float) -> list[int]:
        hidden = max(0.0, top - above)
        parts = (left, above + hidden, width, height - hidden)
        return [round(part * screens.SCALE) for part in parts]

    return measured | {
        "messages": [box(*one) for one in measured["messages"]],
        "separators": [box(*one) for one in measured["separators"]],
        "raw_tops": [one[1] for one in measured["messages"]],
    }


def misfits(shot: Shot, boxes: Boxes, name: str) -> list[str]:
    """Return what does not fit: bubbles above the view, or too much empty room."""
    view = round(boxes["bottom"] * screens.SCALE)
    last = boxes["messages"][-1]
    above = min(boxes["raw_tops"]) - boxes["top"]
    below = (view - last[1] - last[3]) / screens.SCALE
    room = f"room above {above:.0f}, below {below:.0f} CSS pixels"
    sys.stderr.write(f"{name}: {room}\n")
    wrong = below < 0 or above > EMPTY or below > EMPTY or (above < 0) != bool(shot.cut)
    return [f"{name} does not fit: {room}"] if wrong else []


def crop(image: Path, target: Path, width: int, height: int) -> None:
    """Cut the phone out of the browser's picture and save it small."""
    from PIL import Image

    with Image.open(image) as whole:
        phone = whole.convert("RGB").crop((0, 0, width, height))
    # Without dithering the flat fills and the edges of the letters stay as they are.
    small = phone.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(target, optimize=True)


if __name__ == "__main__":
    raise SystemExit(main())
