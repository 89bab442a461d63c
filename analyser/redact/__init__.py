"""Make a copy of the findings and their pictures without what a person wants to hide.

It refuses to promise: whoever hands the copy on must look it through, and `leaks` reads it all
once more before it is written.
"""

from analyser.hidden import KINDS, Term
from analyser.redact._findings import Hidden, redacted
from analyser.redact._pictures import Painted, Word, Words, left_out, painted
from analyser.redact._proposals import Proposal, proposals
from analyser.redact._scan import Leak, leaks
from analyser.redact._terms import Finder, alone, finder_of, written_as_names

__all__ = [
    "KINDS",
    "Finder",
    "Hidden",
    "Leak",
    "Painted",
    "Proposal",
    "Term",
    "Word",
    "Words",
    "alone",
    "finder_of",
    "leaks",
    "left_out",
    "painted",
    "proposals",
    "redacted",
    "written_as_names",
]
