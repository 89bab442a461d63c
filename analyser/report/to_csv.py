"""The chronology as CSV: UTF-8 with a mark that Excel knows, no cell that acts as a formula."""

import csv
from datetime import datetime
from io import StringIO

from analyser.findings import Findings
from analyser.report._chronology import header, neutral, rows
from analyser.report._writer import Writer
from analyser.report_options import Options


def _write(findings: Findings, now: datetime, options: Options) -> bytes:
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(header(findings))
    for row in rows(findings):
        table.writerow([*map(neutral, row), *([""] if findings.chosen else [])])
    return text.getvalue().encode("utf-8-sig")


WRITER = Writer(id="to_csv", file_name="chronology.csv", write=_write)
