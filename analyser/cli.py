"""The command line: arguments in, exit code out; what the commands do is in the pipeline.

Machine output goes to standard output; messages for people and progress to standard error.
"""

import argparse
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

from analyser import __version__
from analyser.errors import AnalyserError, BadRequest, Exit
from analyser.given import Given
from analyser.reading_arguments import add_reading_arguments, facts_of, named_path
from analyser.records import Reading

_ACCOUNT = ("name", "kind", "accounted", "of_which", "problems", "facts")
"""What `read` tells of each source, in its last lines."""

_STOPPED = 130
"""As shells have it for what was stopped by Ctrl-C."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, help, the arguments it takes, and what it runs."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], Exit]


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong, and where help stands, without lines of every option."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command and end."""
        said = f"{message[:1].upper()}{message[1:]}."
        self.exit(Exit.USAGE, f"{_printable(said)}\nAll that can be given: {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` asks for and return its exit code."""
    parser = _Parser(
        prog="analyser",
        description="Read screenshots and chat exports on this computer; set out what they show.",
    )
    parser.add_argument("--version", action="version", version=f"analyser {__version__}")
    chosen = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in _COMMANDS:
        sub = chosen.add_parser(command.name, help=command.help, description=command.help)
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    arguments = parser.parse_args(argv)
    interrupt = _Interrupt()
    try:
        with interrupt.heard():
            return int(arguments.run(arguments))
    except AnalyserError as error:
        _tell(f"{error.problem}\n{error.remedy}")
        return int(error.exit_code)
    except KeyboardInterrupt:
        return _stopped()
    except ValueError:
        # A library may make an error of its own of it: pydantic does, while a model is loaded.
        if not interrupt.came:
            raise
        return _stopped()
    except BrokenPipeError:
        # The reader of our output has closed it, as `head` does: nothing is wrong.
        sys.stderr.close()
        return int(Exit.DONE)


class _Interrupt:
    """Remembers that Ctrl-C was pressed, whatever becomes of the exception."""

    def __init__(self) -> None:
        self.came = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Listen while a command runs; only the main thread may."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self._take)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _take(self, number: int, frame: object) -> None:
        self.came = True
        raise KeyboardInterrupt


def _stopped() -> int:
    _tell("Stopped. With --work-folder the same command goes on where it was.")
    return _STOPPED


def _tell(text: str) -> None:
    print(_printable(text), file=sys.stderr, flush=True)


def _printable(text: str) -> str:
    # A file's name can hold what a terminal would obey.
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)


def _files(arguments: argparse.Namespace, made: Collection[Path] = ()) -> Sequence[Given]:
    """Return the files given, but for those that an earlier report `made`."""
    from analyser import given
    from analyser.work_folder import files_in

    kept = files_in(arguments.work_folder) if arguments.work_folder else frozenset()
    files = list(given.from_paths(arguments.paths, but=kept.union(made)))
    if not files:
        raise BadRequest("There are no files in what was given.", "Check the path of the folder.")
    return files


def _exit_for(reading: Reading) -> Exit:
    unread = reading.unread or any(source.problems for source in reading.sources)
    return Exit.SOME_UNREAD if unread else Exit.DONE


def _report_arguments(parser: argparse.ArgumentParser) -> None:
    from analyser.report_arguments import add_arguments

    add_reading_arguments(parser)
    add = parser.add_argument
    add("--out", type=named_path, required=True, metavar="DIR", help="folder to write to")
    add("--bundle", action="store_true", help="also write the evidence bundle, with the originals")
    add_arguments(parser)


def _report(arguments: argparse.Namespace) -> Exit:
    from analyser import report
    from analyser.long_run import long_run
    from analyser.report_command import write_report

    facts = facts_of(arguments)
    files = _files(arguments, report.files_in(arguments.out))
    with long_run(arguments, tell=_tell, clock=time.monotonic) as run:
        lines, reading = write_report(arguments, facts=facts, files=files, run=run, tell=_tell)
    for line in lines:
        print(line)
    return _exit_for(reading)


def _read_command(arguments: argparse.Namespace) -> Exit:
    from analyser import pipeline
    from analyser.handles import without_mark
    from analyser.long_run import long_run
    from analyser.own_handles import with_joined
    from analyser.report.to_json import message_json, source_json

    facts = facts_of(arguments)
    with long_run(arguments, tell=_tell, clock=time.monotonic) as run:
        reading = pipeline.read(
            _files(arguments),
            facts=facts,
            progress=run.reads,
            readings=run.readings,
            pool=run.pool,
        )
    reading = with_joined(reading, facts)
    zone = ZoneInfo(facts.timezone)
    bare = without_mark(each.sender for each in reading.messages)
    for message in reading.messages:
        _print_json(message_json(message, zone, bare))
    for source in reading.sources:
        shown = source_json(source)
        _print_json({"source": source.id} | {key: shown[key] for key in _ACCOUNT})
    return _exit_for(reading)


def _print_json(value: dict[str, object]) -> None:
    from analyser.report.to_json import dumped

    print(dumped(value))


def _flag_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="JSON lines; standard input if left out"
    )


def _flag(arguments: argparse.Namespace) -> Exit:
    from analyser.flag_lines import flag_lines

    try:
        data = arguments.file.read_bytes() if arguments.file else sys.stdin.buffer.read()
    except OSError as cause:
        raise BadRequest("The file could not be opened.", "Check its name and place.") from cause
    done = Exit.DONE
    for line in flag_lines(data):
        _print_json(line.output)
        if line.problem:
            _tell(line.problem)
            done = Exit.SOME_UNREAD
    return done


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    """Take none."""


def _doctor(arguments: argparse.Namespace) -> Exit:
    from analyser import doctor

    checks = tuple(doctor.examine())
    for check in checks:
        print(f"{'ok     ' if check.ok else 'MISSING'} {check.name}: {check.seen}")
        if not check.ok:
            print(f"        {check.do}")
    return Exit.DONE if all(check.ok for check in checks) else Exit.SOME_UNREAD


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bundle", type=Path, metavar="BUNDLE")


def _verify(arguments: argparse.Namespace) -> Exit:
    from analyser.report import explained, verify

    checked = []
    for each in verify(arguments.bundle):
        print(f"{each.outcome}: {_printable(each.path)}")
        checked.append(each)
    holds, lines = explained(arguments.bundle, checked)
    for line in lines:
        print(line)
    return Exit.DONE if holds else Exit.SOME_UNREAD


def _app_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, metavar="N", help="port on the loopback address")
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")


def _app(arguments: argparse.Namespace) -> Exit:
    from analyser import serve

    serve.serve(port=arguments.port, open_browser=not arguments.no_browser, announce=print)
    return Exit.DONE


_COMMANDS: Iterable[Command] = (
    Command("report", "Read files, and write the whole report.", _report_arguments, _report),
    Command("read", "Read files, and print the messages.", add_reading_arguments, _read_command),
    Command("flag", "Flag the texts in JSON lines.", _flag_arguments, _flag),
    Command("verify", "Check the hashes of an evidence bundle.", _verify_arguments, _verify),
    Command("doctor", "Say what is installed and what is missing.", _no_arguments, _doctor),
    Command("app", "Start the app on this computer.", _app_arguments, _app),
)
