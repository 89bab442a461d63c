"""Print what was measured, as tables that fit in 120 columns."""

from collections.abc import Iterable, Sequence
from statistics import median

from screens_set.letters import bare, likeness
from screens_set.score import Verdict
from screens_set.series import Joined

QUOTE_RIGHT = 0.8
HEAD = (
    f"{'':<30}{'shots':>6}{'msgs':>6}{'CER':>7}{'found':>7}{'F1':>7}{'right':>7}{'side':>7}{'time':>7}"
    f"{'sender':>8}{'header':>8}{'date':>7}{'emoji':>7}{'med s':>7}{'max s':>6}"
)
SERIES_HEAD = (
    f"{'':<30}{'series':>7}{'msgs':>7}{'exactly once':>14}{'missing':>9}{'false merges':>14}"
    f"{'in order':>10}{'gaps':>6}{'told':>6}"
)


def row(name: str, verdicts: Sequence[Verdict]) -> str:
    """Return one row: how a set of pictures was read by one reader."""
    judged = [each for verdict in verdicts for each in verdict.judged]
    found = [each for each in judged if each.said is not None]
    letters = sum(each.length for each in judged)
    cer = sum(each.edits for each in judged if each.length) / letters if letters else 0.0
    given = len(found) + sum(len(verdict.extra) for verdict in verdicts)
    f1 = 2 * len(found) / (given + len(judged)) if judged else None
    lines = any(verdict.lines_only for verdict in verdicts)
    headers = [v.header for v in verdicts if v.header is not None]
    senders = [each.sender for each in judged if each.sender is not None]
    days = [each.day for each in judged if each.day is not None]
    seconds = [verdict.seconds for verdict in verdicts]
    cells = [
        f"{name:<30}{len(verdicts):>6}{len(judged):>6}",
        share(cer, 7),
        share(mean(each.said is not None for each in judged), 7),
        share(f1, 7),
        share(None if lines else mean(each.right for each in judged), 7),
        share(None if lines else mean(each.side for each in found), 7),
        share(None if lines else mean(each.time for each in found), 7),
        share(None if lines else mean(senders), 8),
        share(None if lines else mean(headers), 8),
        share(None if lines else mean(days), 7),
        f"{sum(each.invented for each in judged):>7}",
        f"{median(seconds) if seconds else 0:>7.2f}{max(seconds, default=0):>6.1f}",
    ]
    return "".join(cells)


def own_lost(verdicts: Iterable[Verdict]) -> float | None:
    """Return the share of own messages missing where messages of the other side were read."""
    lost = []
    for verdict in verdicts:
        mine = [each for each in verdict.judged if each.truth["side"] == "sent"]
        theirs = [each for each in verdict.judged if each.truth["side"] == "received"]
        if any(each.said for each in theirs):
            lost += [each.said is None for each in mine]
    return mean(lost)


def silent(verdicts: Iterable[Verdict]) -> float | None:
    """Return the share of all messages that are missing and not told of."""
    judged = [each for verdict in verdicts for each in verdict.judged]
    return mean(each.said is None and not each.told for each in judged)


def kinds_right(verdicts: Iterable[Verdict]) -> float | None:
    """Return the share of the messages found whose kind is as shown."""
    found = [each for verdict in verdicts for each in verdict.judged if each.said]
    return mean(each.said is not None and each.said.kind == each.truth["kind"] for each in found)


def quotes_right(verdicts: Iterable[Verdict]) -> float | None:
    """Return the share of the quoted replies in view that stand apart, within 20 % edits."""
    quoted = [e for v in verdicts for e in v.judged if e.said and e.truth["quoted"]]
    return mean(
        likeness(bare(each.truth["quoted"]), bare(each.said.quoted or "")) >= QUOTE_RIGHT
        for each in quoted
        if each.said
    )


def series_row(name: str, joined: Sequence[Joined]) -> str:
    """Return one row: how the series came out."""
    messages = sum(each.messages for each in joined)
    once = sum(each.once for each in joined)
    pairs = sum(each.pairs for each in joined)
    back = sum(each.out_of_order for each in joined)
    cells = [
        f"{name:<30}{len(joined):>7}{messages:>7}",
        share(once / messages if messages else None, 14),
        f"{sum(each.missing for each in joined):>9}{sum(each.merges for each in joined):>14}",
        share(1 - back / pairs if pairs else None, 10),
        f"{sum(each.gaps for each in joined):>6}{sum(each.told for each in joined):>6}",
    ]
    return "".join(cells)


def mean(values: Iterable[bool | None]) -> float | None:
    """Return the share that is true; None of none."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def share(value: float | None, width: int) -> str:
    """Return a share as per cent, right aligned."""
    return f"{'-':>{width}}" if value is None else f"{100 * value:>{width}.1f}"
