"""How much of a very large case is printed, so that its documents can be made and opened.

What stands here was measured on the PDF, whose makers hold all of it in memory: `python
benchmarks/report.py` for the messages, a thousand screenshots of a telephone for the pictures.
"""

from analyser.findings import Findings

_ROOM_KB, _LEAST_KB = 1_600_000, 600_000
_HELD_KB = 4.5
"""What each message of the case takes, printed or not."""
_MESSAGE_KB, _PICTURE_KB = 115, 1_300
SECTION_AT_MOST = 6_000
"""Messages in one section; nobody turns more pages."""


def printed_at_most(findings: Findings, pictures: int) -> tuple[int, int]:
    """Return how many messages, in all sections together, and how many pictures are printed.

    Args:
        findings: The case.
        pictures: How many screenshots it has.
    """
    room = max(_LEAST_KB, _ROOM_KB - _HELD_KB * len(findings.messages))
    shown = min(pictures, round(room / 2 / _PICTURE_KB))
    return round((room - shown * _PICTURE_KB) / _MESSAGE_KB), shown
