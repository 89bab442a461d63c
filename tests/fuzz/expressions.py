"""Attack every regular expression of the program with strings made from its own parse tree.

Run by hand: `python tests/fuzz/expressions.py`; a test runs it too. Each pattern that the program
compiles, at import, in its tables, and while it reads the cases, is searched in pumped strings:
what leads to a repeat, its body many times over, and an end that does not fit. What takes much more
than four times as long for a string of four times the length is printed, with the string.
"""

import re
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from itertools import islice
from math import inf
from pathlib import Path
from pkgutil import walk_packages
from re import _compiler, _parser  # type: ignore[attr-defined]
from time import process_time

ROOT = Path(__file__).resolve().parents[2]
LENGTH = 12_000
"""Characters."""
SLOWER = 8.0
"""Four times the length takes four times the time; sixteen would be quadratic."""
SECONDS_NOTICED = 0.02
SECONDS_AT_MOST = 1.0
MEASURES = 5
ENDS = ("\x00", "!", "\n\n", " ", "")
MANY = 20
"""A repeat of fewer is bounded."""
ATTACKS_AT_MOST = 60

Found = dict[tuple[str, int], set[str]]


def collect() -> Found:
    """Return every pattern that is compiled when all parts are loaded and used, with its flags."""
    found: Found = {}
    plain = re._compile  # type: ignore[attr-defined]

    def noting(pattern: str | bytes | re.Pattern[str], flags: int) -> re.Pattern[str]:
        compiled = plain(pattern, flags)
        caller = sys._getframe(2).f_globals.get("__name__", "")
        if caller.startswith("analyser") and isinstance(compiled.pattern, str):
            found.setdefault((compiled.pattern, compiled.flags), set()).add(caller)
        return compiled

    re._compile = noting  # type: ignore[attr-defined]
    try:
        sys.path.insert(0, str(ROOT))
        package = import_module("analyser")
        for module in walk_packages(package.__path__, "analyser."):
            if ".ui" not in module.name and not module.name.endswith("__main__"):
                import_module(module.name)
        _use()
    finally:
        re._compile = plain  # type: ignore[attr-defined]
    return found


def _use() -> None:
    """Read the cases, and flag a few words, so that what is compiled on the way is seen too."""
    from analyser import ingest
    from analyser.detect import Detector
    from analyser.errors import AnalyserError
    from analyser.records import CaseFacts

    Detector.load()
    for path in sorted((ROOT / "tests/ingest/cases").glob("*/*/input.*")):
        try:
            ingest.read(path.read_bytes(), name=path.name, source="S1", facts=CaseFacts())
        except AnalyserError:
            continue


def methods(pattern: str, flags: int, modules: set[str]) -> set[str]:
    """Return how the program asks for a pattern: from its start, as a whole, or anywhere."""
    wanted = re.compile(pattern, flags)
    found: set[str] = set()
    for name in modules:
        own = Path(str(sys.modules[name].__file__)).read_text("utf-8")
        for start, (module, ways) in _PASSED_ON.items():
            if name == module and pattern.startswith(start):
                found |= ways
        for way in re.findall(rf'\bre\.(\w+)\(\s*r"{re.escape(pattern)}"', own):
            found |= {way} - {"compile"}
        for key, value in vars(sys.modules[name]).items():
            if value is wanted or (isinstance(value, re.Pattern) and value == wanted):
                told = re.findall(rf"\b{key}\.(\w+)\b", own if key[0] == "_" else _source())
                found |= set(told) & {*_WHOLE, "search", "sub", "split", "findall", "finditer"}
    if "bounded" in found:
        return set()
    return found if found and found <= _WHOLE else {"search"}


_WHOLE = {"match", "fullmatch"}
_PASSED_ON = {
    r"(?:messages (?:and calls": ("analyser.ingest._whatsapp_body", {"fullmatch"}),
    r"\s*(?:(?:\d{1,3}[.)]": ("analyser.ingest.diary_txt", set[str]({"bounded"})),
    r"(?:(?P<weekday>": ("analyser.written_days", {"fullmatch"}),
    r"^(\D.*?[^\W\d]": ("analyser.screens._labels", {"bounded"}),
    r"(?P<deleted>(?:this": ("analyser.ingest._whatsapp_body", {"fullmatch"}),
    r'(?:^|,)(?:"': ("analyser.ingest._csv_text", {"bounded"}),
    r"^.*?whatsapp": ("analyser.ingest._whatsapp_senders", {"bounded"}),
}
"""Patterns that are handed on, so that no name tells their use; `bounded`: their text is cut."""


@cache
def _source() -> str:
    return "\n".join(path.read_text("utf-8") for path in (ROOT / "analyser").rglob("*.py"))


def sample(tree: object, often: int = 1) -> str:
    """Return a string that fits a parse tree, repeats as often as they must or `often`."""
    out = ""
    for op, value in tree:  # type: ignore[attr-defined]
        name = str(op)
        if name == "LITERAL":
            out += chr(value)
        elif name == "NOT_LITERAL":
            out += "a" if value != ord("a") else "b"
        elif name == "ANY":
            out += "a"
        elif name == "IN":
            out += _of_set(value)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, body = value
            out += sample(body) * max(least, min(often, most))
        elif name == "SUBPATTERN":
            out += sample(value[-1], often)
        elif name == "ATOMIC_GROUP":
            out += sample(value, often)
        elif name == "BRANCH":
            out += sample(value[1][0], often)
    return out


_TRIES = "a1 A-:.,/\n\u200e[(\"'é²_@x0\t"
_CLASS = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}


def _of_set(items: list[tuple[object, object]]) -> str:
    one = re.compile("x")
    compiled = _parser.SubPattern(_parser.State(), [(_parser.IN, items)])
    try:
        one = _compiler.compile(compiled)
    except Exception:  # noqa: BLE001  # a set that cannot stand alone
        return "a"
    return next((each for each in _TRIES if one.fullmatch(each)), _first(items))


def _first(items: list[tuple[object, object]]) -> str:
    for op, value in items:
        if str(op) == "LITERAL":
            return chr(value)  # type: ignore[arg-type]
        if str(op) == "RANGE":
            return chr(value[0])  # type: ignore[index]
    return "a"


def repeats(tree: object, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield what leads to each open repeat, and its body."""
    for op, value in tree:  # type: ignore[attr-defined]
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, body = value
            if most >= MANY:
                yield before, sample(body)
                yield before, sample(body, 2)
                for text in _alternatives(body):
                    yield before, text
            yield from repeats(body, before)
        elif name == "SUBPATTERN":
            yield from repeats(value[-1], before)
        elif name == "ATOMIC_GROUP":
            yield from repeats(value, before)
        elif name == "BRANCH":
            for each in value[1]:
                yield from repeats(each, before)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from repeats(value[1], before)
        before += sample([(op, value)])


def _alternatives(body: object) -> Iterator[str]:
    for op, value in body:  # type: ignore[attr-defined]
        if str(op) == "BRANCH":
            yield from (sample(each) for each in value[1])
        elif str(op) == "SUBPATTERN":
            yield from _alternatives(value[-1])


def attacks(pattern: str, flags: int) -> Iterator[Callable[[int], str]]:
    """Yield makers of strings that grow with a number."""
    seen: set[tuple[str, str, str]] = set()
    for before, body in repeats(_parser.parse(pattern, flags & ~re.DEBUG)):
        for lead in dict.fromkeys((before, "")):
            for pump in dict.fromkeys((body, body + before)):
                for end in ENDS:
                    if pump and (lead, pump, end) not in seen:
                        seen.add((lead, pump, end))
                        yield lambda n, a=lead, b=pump, c=end: a + b * (n // len(b)) + c  # type: ignore[misc]


class _TooLong(Exception):
    """An expression took longer than it may."""


def _stop(*_: object) -> None:
    raise _TooLong


def seconds(compiled: re.Pattern[str], text: str, ways: set[str]) -> float:
    """Return how long it takes to look in `text`, or `SECONDS_AT_MOST`."""
    began = process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS_AT_MOST)
    try:
        for way in ways:
            if way == "search":
                deque(compiled.finditer(text), maxlen=0)
            else:
                getattr(compiled, way)(text)
    except _TooLong:
        return SECONDS_AT_MOST
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return process_time() - began


def slow(pattern: str, flags: int, ways: set[str]) -> tuple[float, str] | None:
    """Return how many times longer four times the length takes, and the string; None if linear."""
    compiled = re.compile(pattern, flags & ~re.DEBUG)
    for make in islice(attacks(pattern, flags), ATTACKS_AT_MOST if ways else 0):
        if seconds(compiled, make(LENGTH), ways) < SECONDS_NOTICED:
            continue
        # Other work on the machine can make one measure slow; growth is there in every measure.
        times = [times_longer(compiled, make, ways)]
        while times[-1] > SLOWER and len(times) < MEASURES:
            times.append(times_longer(compiled, make, ways))
        if times[-1] > SLOWER:
            return min(times), make(40)
    return None


def times_longer(compiled: re.Pattern[str], make: Callable[[int], str], ways: set[str]) -> float:
    """Return how many times longer four times the length takes: 0 too fast to tell, inf no end."""
    short, long = (_least(compiled, make(n), ways) for n in (LENGTH // 4, LENGTH))
    if long >= SECONDS_AT_MOST:
        return inf
    return long / short if long > SECONDS_NOTICED else 0.0


def _least(compiled: re.Pattern[str], text: str, ways: set[str]) -> float:
    return min(seconds(compiled, text, ways) for _ in range(3))


def found_slow(*, rules: bool) -> tuple[int, list[str]]:
    """Return how many patterns were attacked, and a line for each that is too slow."""
    signal.signal(signal.SIGVTALRM, _stop)
    told, count = [], 0
    for (pattern, flags), modules in sorted(collect().items()):
        # The rules' patterns come from one maker with bounded gaps: several thousand take minutes.
        if not rules and modules <= {"analyser.detect._patterns", "analyser.detect._rules"}:
            continue
        count += 1
        if worse := slow(pattern, flags, methods(pattern, flags, modules)):
            told.append(f"{worse[0]:.1f} times: {sorted(modules)} {pattern[:300]!r} {worse[1]!r}")
    return count, told


def main() -> int:
    """Print each pattern that is too slow."""
    count, told = found_slow(rules="--rules" in sys.argv)
    told.append(f"{count} expressions, {len(told)} of them take more than in proportion")
    sys.stdout.write("\n".join(told) + "\n")
    return len(told) > 1


if __name__ == "__main__":
    sys.exit(main())
