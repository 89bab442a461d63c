"""Measure how time and memory grow: 1, 10 and 100 times the size, stage by stage.

Each size runs in a process of its own. Time is of the processor, of this process and of all it
started, so that other work on the computer does not count; memory is the peak of the process and of
each worker together. Growth is fitted over the two larger sizes: 1.00 is linear.
Prints Markdown: `python benchmarks/scale.py`. It asserts nothing.
"""

import json
import math
import resource
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "benchmarks"))

TIMES = (1, 10, 100)
MESSAGES, SHOTS = 200, 1
PICTURES_FOR_WORKERS = 8
_MB = 1024 if sys.platform != "darwin" else 1024**2


def used() -> float:
    """Return the seconds of processor that this process and its ended children took."""
    whom = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(who)[:2]) for who in whom)


@contextmanager
def stage(stages: dict[str, float], name: str) -> Iterator[None]:
    """Add the time of a block to a stage."""
    start = used()
    yield
    stages[name] = stages.get(name, 0.0) + used() - start


def pictures(count: int) -> list[tuple[str, bytes]]:
    """Return as many pictures, each with other bytes: what follows the end of a PNG is not seen."""
    shots = sorted((ROOT / "samples" / "serious" / "screenshots").glob("*.png"))
    return [(f"{n}.png", shots[n % len(shots)].read_bytes() + b"%d" % n) for n in range(count)]


def whole(messages: int, shots: int) -> dict[str, float]:
    """Run a case from its files to its reports; return seconds of each stage."""
    import speed

    from analyser import pipeline, report
    from analyser.detect import Detector
    from analyser.given import from_bytes
    from analyser.records import CaseFacts
    from analyser.settings import Settings
    from analyser.workers import Workers

    speed.LINES = messages
    given = [from_bytes("chat.txt", speed.export().encode())] if messages else []
    given += [from_bytes(name, data) for name, data in pictures(shots)]
    facts, stages = CaseFacts(me=("Sam Orme",)), dict[str, float]()
    detector = Detector.load()
    # The time of a worker counts once it has ended.
    with stage(stages, "read"), Workers() as pool:
        reading = pipeline.read(given, facts=facts, pool=pool)
    with stage(stages, "flag"), Workers() as pool:
        list(detector.flag(reading.messages, pool=pool))
        list(detector.own(reading.messages, pool=pool))
    with stage(stages, "flag and count"), Workers() as pool:
        findings = pipeline.analyse(
            reading, detector=detector, facts=facts, settings=Settings(), pool=pool
        )
    stages["count"] = max(0.0, stages.pop("flag and count") - stages["flag"])
    with TemporaryDirectory() as folder:
        for id_, writer in report.WRITERS.items():
            with stage(stages, id_):
                made = report.to_bytes(findings, id_, datetime.now(UTC))
                (Path(folder) / writer.file_name).write_bytes(made)
    return stages


def limits() -> dict[str, float]:
    """Return how much longer each path takes than what it cannot do without."""
    from analyser import screens
    from analyser.records import CaseFacts

    facts, data = CaseFacts(), pictures(8)
    screens.read(data[0][1], source="S1", facts=facts)
    start, before = used(), sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    for _, each in data:
        screens.read(each, source="S1", facts=facts)
    tesseract = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before
    found = {"screenshots beside Tesseract on the prepared crops": (used() - start) / tesseract}
    return found | messages_beside_the_model()


def messages_beside_the_model() -> dict[str, float]:
    """Return the time of reading and flagging an export, beside reading and running the model.

    In the second row the same bubbles show no clock, as on a screenshot: any two of them may be one
    sentence, so those beside a threat are looked at joined too.
    """
    import speed

    from analyser import ingest
    from analyser.detect import Detector
    from analyser.detect.remember import Memory, Remembering
    from analyser.records import CaseFacts, Moment

    speed.LINES = 1000
    data, facts, detector = speed.export().encode(), CaseFacts(me=("Sam Orme",)), Detector.load()
    model = detector.nlp.get_pipe("analyser_classifier").classifier
    found = {}
    for name, clock in (("an export's messages", True), ("bubbles without a clock", False)):
        start = used()
        messages = ingest.read(data, name="chat.txt", source="S1", facts=facts).messages
        read = used() - start
        if not clock:
            messages = tuple(replace(each, when=Moment()) for each in messages)
        list(detector.flag(messages[:50]))
        start = used()
        looking = Remembering.of(detector, Memory())  # as both front doors do it
        looking.remember(messages, None)
        list(looking.flag(messages))
        list(looking.own(messages))
        ours, start = read + used() - start, used()
        for message in messages:
            model._states(model.encode(message.text)[1].ids)
        least = read + used() - start
        found[f"{name} beside reading the file and running the model"] = ours / least
    return found


def _begin(data: bytes, pool: Executor) -> "Future[object]":
    from analyser.readings import read_picture
    from analyser.records import CaseFacts

    return pool.submit(read_picture, data, CaseFacts())


def workers() -> dict[str, float]:
    """Return what two workers gain over one, by the clock and by the processor."""
    from analyser.workers import Workers, in_order

    taken = {}
    for count in (1, 2):
        data, clock, start = pictures(PICTURES_FOR_WORKERS), 0.0, used()
        with Workers(count) as pool:
            # Loading is not counted: a long case has it once.
            warm = [partial(_begin, data[0][1])] * count
            for future in in_order(warm, pool, workers=count):
                future.result()
            clock = perf_counter()
            begin = [partial(_begin, each) for _, each in data]
            for future in in_order(begin, pool, workers=count):
                future.result()
            clock = perf_counter() - clock
        taken[count] = (clock, used() - start)
    return {
        "two workers against one, by the clock": taken[1][0] / taken[2][0],
        "processor time of two workers against one": taken[2][1] / taken[1][1],
    }


def in_a_process(*arguments: object) -> dict[str, float]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, __file__, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def peak() -> float:
    """Return the peak of this process and of the workers that it had, in MiB."""
    own, child = (
        resource.getrusage(who).ru_maxrss / _MB
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    from os import cpu_count

    return own + child * (cpu_count() or 1)


def growth(kind: str, base: int, results: list[dict[str, float]]) -> Iterator[str]:
    """Yield the table of one kind."""
    yield f"| {kind} | processor s | peak MiB | of which by stage |"
    yield "| --- | ---: | ---: | --- |"
    for times, found in zip(TIMES, results, strict=True):
        memory = found.pop("peak")
        total = sum(found.values())
        shares = ", ".join(
            f"{name} {value / total:.0%}" for name, value in found.items() if value / total > 0.01
        )
        yield f"| {base * times:,} | {total:.1f} | {memory:.0f} | {shares} |"
    small, large = (sum(found.values()) for found in results[1:])
    power = math.log(large / small) / math.log(TIMES[2] / TIMES[1])
    yield f"\nTime grows with the {power:.2f}th power of the size.\n"


def main() -> None:
    """Print the tables."""
    for kind, base in (("messages", MESSAGES), ("screenshots", SHOTS)):
        sizes = [(base * n, 0) if kind == "messages" else (0, base * n) for n in TIMES]
        print("\n".join(growth(kind, base, [in_a_process("whole", *each) for each in sizes])))
    print("| Against the limit | times |\n| --- | ---: |")
    for name, value in {**in_a_process("limits"), **in_a_process("workers")}.items():
        print(f"| {name} | {value:.2f} |")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["whole", messages, shots]:
            stages = whole(int(messages), int(shots))
            print(json.dumps(stages | {"peak": peak()}))
        case ["limits"]:
            print(json.dumps(limits()))
        case ["workers"]:
            print(json.dumps(workers()))
        case _:
            main()
