"""What the user said is told again as they meant it: on the pages, in the report, in the log."""

from dataclasses import replace

from analyser import steps
from analyser.casefile import plain
from analyser.casefile.journal import Journal
from analyser.corrections import corrected
from analyser.findings import Status
from analyser.records import Moment
from analyser.report._text import when_words
from analyser.ui._times import shown_time
from tests.test_corrections import FLAGS, MADE, NOW, READING, line


def test_a_time_that_the_user_called_wrong_is_not_said_to_lack_its_day_only():
    shown = replace(line(1), when=Moment(shown_as="9:15 PM"))
    reading = replace(READING, messages=(*READING.messages[:3], shown, *READING.messages[4:]))
    wrong = corrected(reading, steps.time(reading, "S2-1", None, clock=False).changes)
    when = wrong.reading.messages[3].when
    for said in (
        shown_time(replace(shown, when=when), "Europe/London"),
        when_words(when, "Europe/London"),
    ):
        assert "said is wrong" in said
        assert "9:15 PM" in said
        assert "day not known" not in said
    assert shown_time(shown, "Europe/London") == "9:15 PM, day not known"
    for written in ("Fri 28 Feb at 22:14", "Feb 28, 22:14"):
        dated = replace(shown, when=replace(shown.when, shown_as=written))
        assert shown_time(dated, "Europe/London") == f"{written}, year not known"


def test_a_reason_alone_is_logged_as_a_reason_and_not_as_a_decision():
    journal = Journal(who="DP")
    for why in ("", "a film title"):
        step = steps.decide(READING, FLAGS[:1], Status.DISMISSED, why)
        journal.change(step.changes, step.decisions, now=NOW, made=MADE)
    journal.undo(now=NOW, made=MADE)
    decided_, reason, undone = (plain.said(entry, {}) for entry in journal.entries)
    assert "not looked at → not this" in decided_
    for each in (reason, undone):
        assert "reason about" in each
        assert "film title" in each
        assert "not this" not in each
