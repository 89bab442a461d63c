"""The errors shown to a person: what is wrong, and what to do next.

::

    AnalyserError
     +-- BadRequest          the command or an option cannot be carried out
     +-- UnreadableSource    a file cannot be read; the others still are
     |    +-- UnknownFormat  no reader knows this kind of file
     |    +-- UnsafeSource   refused before it was opened: bomb, path trick, far too large
     +-- OcrMissing          Tesseract or its English data is not installed
     +-- ModelMissing        the language pipeline cannot be loaded
     +-- BadTable            one of our own tables is wrong; our bug
     +-- CaseError           the case file cannot be opened or written
          +-- WrongPassphrase, TooSoon, CaseInUse, NewerCase, DamagedCase, CaseNotWritten

Only `main()` in `cli.py`, the error box in `ui/_parts.py`, for a single source the pipeline, and
for the saving of a case file, which is tried again, `ui` catch them. No message text, sender or
file name stands in an error.
"""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    SOME_UNREAD = 1
    USAGE = 2


class AnalyserError(Exception):
    """Base of all errors shown to a person.

    Attributes:
        problem: What is wrong; one sentence, no jargon, no message text.
        remedy: What the person can do next; one sentence, imperative.
    """

    exit_code = Exit.USAGE

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["AnalyserError"], tuple[str, str]]:
        """Let an error come back from another process as it was raised."""
        return type(self), (self.problem, self.remedy)


class BadRequest(AnalyserError):
    """The command, an option or an answer cannot be carried out."""


class UnreadableSource(AnalyserError):
    """A file cannot be read; becomes a problem on its source."""


class UnknownFormat(UnreadableSource):
    """No reader knows this kind of file."""


class UnsafeSource(UnreadableSource):
    """A file was refused before it was opened, because opening it could do harm."""


class OcrMissing(AnalyserError):
    """Tesseract or its English data is not installed."""


class ModelMissing(AnalyserError):
    """The language pipeline cannot be loaded."""


class BadTable(AnalyserError):
    """One of the program's own tables is wrong."""


class CaseError(AnalyserError):
    """The case file cannot be opened or written; what was saved before is as it was."""


class WrongPassphrase(CaseError):
    """The file does not open; one message for every reason, so that none can be told apart."""


class TooSoon(CaseError):
    """The wait after wrong passphrases is not over."""


class CaseInUse(CaseError):
    """Another window or program has the file open."""


class NewerCase(CaseError):
    """A later version of the program made the file."""


class DamagedCase(CaseError):
    """Part of the file that everything else hangs on cannot be read."""


class CaseNotWritten(CaseError):
    """The disk is full, the folder read-only or gone."""
