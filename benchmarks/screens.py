"""Measure how well chats are read from pictures, by this program and by the tools of today.

Chats written by hand are drawn by a browser in the shapes of many apps, four of them invented,
light and dark, on telephones, tablets and desktops, then sent on as JPEG, photographed from a
screen, cropped, covered by a keyboard. Each picture is read; each message is set beside the
truth. A row is a set of pictures read by one reader:

    CER       edits a letter shown, messages not found counted whole (per cent, as the next)
    found     messages found, in order        F1      found, against all that was given as message
    right     text within 10 %, side and displayed time all right (`-`: a reader that gives none)
    side, time   of those found               sender  of received ones whose name is in view
    header    name in the header              date    of messages whose day the picture shows
    emoji     letters and digits invented where an emoji stands
    med s, max s   CPU seconds a picture, children included, Tesseract on one thread

A series is one chat in overlapping pictures, every second one given out of order: `exactly once`
is of all messages in view; a false merge makes one record of two messages. `truth, joined` joins
the truth itself, so it shows the joining alone; `strung together` does not join at all.

Parts have their own chats, fonts and shapes: `tune` may be looked at, `validate` tells whether
that helped, `test` is for the published table only. Needs a Chromium; pictures go to a cache
outside the project: `python benchmarks/screens.py --part tune --limit 20 --show`. `--lots SEED`
draws apps, headers and names ("Dave!!", "T.", "+44 7700 900123") that no part holds, as many as
`--limit` says: one seed to look at, another, never looked at, to measure.
"""

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from screens_set import tables
from screens_set.lots import lot
from screens_set.plan import fresh_scenes, scenes
from screens_set.readers import READERS, Read
from screens_set.render import cache_folder, rendered
from screens_set.scene import Scene
from screens_set.score import Judged, Verdict, judge
from screens_set.series import Joined, joined, joined_truth, strung
from screens_set.talk import PARTS

OURS = "this program"
UNDEGRADED = ("clean", "large", "keyboard", "banner")
LOTS = 40
INVENTED = ("peblo", "linnet", "tarn", "quoin")
Truth = Mapping[str, Any]
KINDS: Mapping[str, Callable[[Truth], bool]] = {
    "all": lambda t: True,
    "phone bubbles, undegraded": lambda t: (
        t["family"] == "bubbles" and t["condition"] in UNDEGRADED and t["where"] != "web"
    ),
    "without bubbles": lambda t: t["family"] != "bubbles",
    "desktop": lambda t: t["condition"] == "desktop",
    "invented apps": lambda t: t["app"] in INVENTED or t["app"].startswith("odd-"),
}


def main() -> None:
    """Render what is missing, read, score, print."""
    chosen = _arguments()
    folder = cache_folder(chosen.cache, chosen.part)
    wanted = _wanted(chosen)
    truths = rendered(wanted, folder)
    if chosen.render:
        sys.stdout.write(f"{folder}\n")
        return
    single = [truth for scene in wanted if scene.shots == 1 for truth in truths[scene.id]]
    successive = [truths[scene.id] for scene in wanted if scene.shots > 1]
    readers = chosen.readers.split(",") if chosen.readers else list(READERS)
    for name in readers:
        verdicts = [
            judge(t, _read(name, t, folder, fresh=chosen.fresh)) for t in _told(single, name)
        ]
        _print_shots(name, verdicts, brief=name != OURS and not chosen.wide)
        if chosen.show and (name == OURS or chosen.wide):
            _show(verdicts, folder)
    if successive:
        _print_series(successive, folder, readers, chosen)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--part", choices=PARTS, default="tune")
    parser.add_argument("--only", help="apps, conditions or ids, with commas between")
    parser.add_argument("--lots", help="a seed: so many apps and names that no part has")
    parser.add_argument("--limit", type=int, help="so many pictures or series")
    parser.add_argument("--share", type=float, default=1.0, help="of each app, chosen by seed")
    parser.add_argument("--readers", help=f"of: {', '.join(READERS)}")
    parser.add_argument("--show", action="store_true", help="list each message that is not right")
    parser.add_argument(
        "--wide", action="store_true", help="all rows and --show for the other tools too"
    )
    parser.add_argument("--render", action="store_true", help="only render, and name the folder")
    parser.add_argument("--fresh", action="store_true", help="read anew with the other tools too")
    parser.add_argument("--cache", type=Path, help="folder for the pictures")
    parser.add_argument("--no-series", action="store_true", help="leave the series out")
    parser.add_argument("--series", action="store_true", help="the series alone")
    return parser.parse_args()


def _wanted(chosen: argparse.Namespace) -> list[Scene]:
    if chosen.lots:
        return fresh_scenes(chosen.part, chosen.lots, chosen.limit or LOTS)
    found = scenes(chosen.part)
    if chosen.only:
        names = set(chosen.only.split(","))
        found = [
            s for s in found if names & {s.app, s.condition, s.id, s.theme, s.features["family"]}
        ]
    if chosen.series or chosen.no_series:
        found = [s for s in found if (s.shots > 1) == chosen.series]
    return _share(found, chosen.share)[: chosen.limit]


def _share(found: Sequence[Scene], share: float) -> list[Scene]:
    """Return a share of the scenes of each app, at least one; the same on every run."""
    by_app: dict[str, list[Scene]] = defaultdict(list)
    for scene in found:
        by_app[scene.app].append(scene)
    chosen: set[str] = set()
    for app, some in by_app.items():
        wanted = max(1, round(share * len(some)))
        chosen |= {s.id for s in lot(f"share {app}").sample(some, min(wanted, len(some)))}
    return [scene for scene in found if scene.id in chosen]


def _told(truths: Sequence[Truth], name: str) -> Sequence[Truth]:
    sys.stderr.write(f"reading {len(truths)} pictures: {name}\n")
    return truths


def _read(name: str, truth: Truth, folder: Path, *, fresh: bool) -> Read:
    """Read one picture; what the other tools made of it is kept, since they do not change."""
    data = (folder / truth["image"]).read_bytes()
    kept = folder / f"{truth['image']}.{name.replace(' ', '-')}.txt"
    sys.stderr.write(".")
    sys.stderr.flush()
    if name == OURS:
        return READERS[name](data, truth)
    digest = hashlib.sha256(data).hexdigest()
    if kept.exists() and not fresh:
        known, page, seconds = json.loads(kept.read_text(encoding="utf-8"))
        if known == digest:
            return Read.of_page(page, seconds)
    read = READERS[name](data, truth)
    kept.write_text(json.dumps([digest, read.page, read.seconds]), encoding="utf-8")
    return read


def _print_shots(name: str, verdicts: Sequence[Verdict], *, brief: bool) -> None:
    out = ["", f"{name}", tables.HEAD]
    for kind, belongs in KINDS.items():
        if some := [v for v in verdicts if belongs(v.truth)]:
            out.append(tables.row(kind, some))
    for field in () if brief else ("condition", "theme", "app"):
        sets: dict[str, list[Verdict]] = defaultdict(list)
        for verdict in verdicts:
            sets[verdict.truth[field]].append(verdict)
        out.append("")
        out += [tables.row(f"{field} {value}", some) for value, some in sorted(sets.items())]
    lost = tables.own_lost(verdicts)
    out.append(f"\nown messages missing while the other side is read: {tables.share(lost, 0)} %")
    if name == OURS:
        silent = tables.share(tables.silent(verdicts), 0)
        out.append(f"messages missing without a word on the source: {silent} %")
        kinds = tables.share(tables.kinds_right(verdicts), 0)
        quotes = tables.share(tables.quotes_right(verdicts), 0)
        out.append(f"kinds right: {kinds} %, quoted replies apart: {quotes} %")
    sys.stderr.write("\n")
    sys.stdout.write("\n".join(out) + "\n")


def _print_series(
    successive: Sequence[Sequence[Truth]],
    folder: Path,
    readers: Sequence[str],
    chosen: argparse.Namespace,
) -> None:
    out = ["", "series", tables.SERIES_HEAD]
    for name in readers:
        made: list[Joined] = []
        loose: list[Joined] = []
        for truths in successive:
            reads = [_read(name, t, folder, fresh=chosen.fresh) for t in truths]
            loose.append(strung(truths, reads))
            if name == OURS:
                verdicts = [judge(t, r) for t, r in zip(truths, reads, strict=True)]
                made.append(joined(truths, reads, verdicts))
        if made:
            out.append(tables.series_row(f"{name}, joined", made))
            if chosen.show:
                _show_series(successive, made)
        out.append(tables.series_row(f"{name}, strung together", loose))
    if OURS in readers:
        ideal = [joined_truth(truths) for truths in successive]
        out.append(tables.series_row("truth, joined", ideal))
        if chosen.show:
            _show_series(successive, ideal)
    sys.stderr.write("\n")
    sys.stdout.write("\n".join(out) + "\n")


def _show(verdicts: Sequence[Verdict], folder: Path) -> None:
    """List what is not right, picture by picture."""
    for verdict in verdicts:
        wrong = [each for each in verdict.judged if not each.right or each.invented]
        if wrong or verdict.extra or verdict.header is False:
            sys.stdout.write(f"\n{folder / verdict.truth['image']}\n")
        for each in wrong:
            sys.stdout.write(_line(each))
        for said in verdict.extra:
            sys.stdout.write(f"  extra    {said.kind} {said.side} {said.text[:90]!r}\n")
        if verdict.header is False:
            sys.stdout.write(f"  header   expected {verdict.truth['header']!r}\n")


def _line(each: Judged) -> str:
    truth, said = each.truth, each.said
    wanted = (
        f"    expected {truth['side']} {truth['time']} {truth['sender']}: {truth['text'][:150]!r}\n"
    )
    if said is None:
        return f"  missing  {truth['kind']}\n{wanted}"
    fields = ("text", "side", "time")
    faults = [name for name in fields if not getattr(each, name)] or ["emoji"]
    got = f"    got      {said.side} {said.time} {said.sender}: {said.text[:150]!r}\n"
    return f"  wrong    {', '.join(faults)}\n{wanted}{got}"


def _show_series(successive: Sequence[Sequence[Truth]], made: Sequence[Joined]) -> None:
    for truths, each in zip(successive, made, strict=True):
        if each.wrong:
            sys.stdout.write(f"\n{truths[0]['id']}\n")
        for line in each.wrong:
            sys.stdout.write(f"  {line}\n")


if __name__ == "__main__":
    main()
