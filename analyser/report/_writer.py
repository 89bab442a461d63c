"""What each writer of this folder offers: a file name, and bytes made from findings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from analyser.findings import Findings
from analyser.report._case import Extras


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """One kind of report.

    Attributes:
        id: The module's name.
        file_name: What its file is called in the folder of the report.
        media_type: For a download.
        make: Makes the bytes; the time is the one printed as "made", aware.
    """

    id: str
    file_name: str
    media_type: str
    make: Callable[[Findings, datetime, Extras], bytes]

    def write(self, findings: Findings, now: datetime, extras: Extras | None = None) -> bytes:
        """Return the file's bytes; the same for the same arguments."""
        return self.make(findings, now, extras or Extras())
