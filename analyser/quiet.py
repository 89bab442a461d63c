"""Keep the words of messages out of the server's console and log.

A traceback ends with the error's text, and that may quote a message. What is logged instead is
the kind of error and the line of code, which is enough to find it.
"""

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

_WITHOUT_WORDS = "%s at %s. Its text is not logged, because it could quote a message."
_plain_record = logging.getLogRecordFactory()


def keep_words_out_of_the_log() -> None:
    """Log the kind and place of every error of this process, and nothing it says."""
    logging.setLogRecordFactory(_record)
    threading.excepthook = _of_thread
    sys.excepthook = _of_program


def _record(*args: object, **kwargs: object) -> logging.LogRecord:
    record = _plain_record(*args, **kwargs)
    error = next((each for each in _said(record) if isinstance(each, BaseException)), None)
    if error is not None:
        record.msg = _WITHOUT_WORDS
        record.args = (type(error).__name__, _place(error.__traceback__))
        record.exc_info = record.exc_text = record.stack_info = None
    return record


def _said(record: logging.LogRecord) -> tuple[object, ...]:
    caught = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    args = record.args if isinstance(record.args, tuple) else ()
    return caught, record.msg, *args


def _place(trace: TracebackType | None) -> str:
    steps = traceback.extract_tb(trace)
    return f"{Path(steps[-1].filename).name}, line {steps[-1].lineno}" if steps else "no known line"


def _of_thread(caught: threading.ExceptHookArgs) -> None:
    place = _place(caught.exc_traceback)
    logging.getLogger(__name__).error(_WITHOUT_WORDS, caught.exc_type.__name__, place)


def _of_program(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    logging.getLogger(__name__).error(_WITHOUT_WORDS, kind.__name__, _place(trace))
