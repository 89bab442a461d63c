"""What each writer of this folder offers: a file name, and bytes made from findings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from analyser.findings import Findings
from analyser.report_options import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """One kind of report; `write` returns the same bytes for the same arguments."""

    id: str
    file_name: str
    write: Callable[[Findings, datetime, Options], bytes]
