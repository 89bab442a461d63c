"""What pages have in common: the frame, the error box, messages, chips and tables.

Everything that comes from a file is escaped here, once; pages hand over plain text.
"""

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

import streamlit as st
from PIL import Image, ImageDraw
from streamlit.navigation.page import StreamlitPage

from analyser import law
from analyser.errors import AnalyserError
from analyser.findings import COUNTED_READINGS, Flag, Status
from analyser.records import Message, Side
from analyser.signals import signals
from analyser.ui import _state
from analyser.ui._times import shown_time
from analyser.wording import say

_FAMILIES = {
    "threat": (
        "!",
        (
            "threat_kill",
            "threat_violence",
            "threat_sexual",
            "threat_property",
            "threat_expose",
            "blackmail_demand",
            "self_harm_encouragement",
            "harm_wish",
        ),
    ),
    "watch": ("o", ("surveillance", "controlling")),
    "contact": (">", ("unwanted_contact", "stop_request")),
}
_LEAVE = """<script>
(window.parent || window).location.replace("about:blank");
</script>"""


def frame(page: StreamlitPage) -> None:
    """Draw the parts that stand on every page, and the page between them."""
    st.html(f"<style>{(files('analyser.ui') / 'style.css').read_text(encoding='utf-8')}</style>")
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.caption("Notes · case: not saved, in memory only")
    if right.button("Leave now", key="leave", type="secondary", width="stretch"):
        _leave()
    st.html(f'<p class="notes-danger" role="note">{escape(say("standing.danger"))}</p>')
    try:
        page.run()
    except AnalyserError as error:
        st.error(f"**{error.problem}**\n\n{error.remedy}")
    checked = law.checked_on()
    footer = say("standing.footer", checked=f"{checked.day} {checked:%B %Y}")
    st.divider()
    st.caption(footer)


def plain_icon() -> Image.Image:
    """Return the tab's icon, a plain page; a named icon would be fetched from the internet."""
    icon = Image.new("RGB", (32, 32), "#ffffff")
    draw = ImageDraw.Draw(icon)
    draw.rectangle((5, 2, 26, 29), outline="#55606f", width=2)
    for line in (9, 15, 21):
        draw.line((10, line, 21, line), fill="#55606f", width=2)
    return icon


def _leave() -> None:
    _state.leave()
    st.html(f"<p>{escape(say('standing.cannot_clear'))}</p>{_LEAVE}", unsafe_allow_javascript=True)
    st.stop()


def text(body: str, style: str = "notes-text") -> None:
    """Draw plain text; nothing in it is taken for markup."""
    st.html(f'<p class="{style}">{escape(body)}</p>')


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Draw a small table of plain values; numbers are right-aligned."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    st.html(
        f'<table class="notes-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _cell(value: object) -> str:
    style = ' class="number"' if isinstance(value, int) else ""
    return f"<td{style}>{escape(str(value))}</td>"


def chip(flag: Flag) -> str:
    """Return the chip of a flag as HTML: icon, words and the colour of its family."""
    family, icon = "words", "#"
    for name, (mark, groups) in _FAMILIES.items():
        if flag.group in groups:
            family, icon = name, mark
    label = signals()[flag.signal].plain_label
    if flag.reading not in COUNTED_READINGS or flag.status is Status.DISMISSED:
        family = "plain"
        label += f" ({'not this' if flag.status is Status.DISMISSED else flag.reading.value})"
    return f'<span class="notes-chip {family}">{icon} {escape(label)}</span>'


def message(entry: Message, flags: Sequence[Flag], timezone: str) -> None:
    """Draw one message: who, when, the words with the flagged ones marked, and the chips."""
    who = entry.sender or ("you" if entry.side is Side.SENT else "sender not shown")
    side = {Side.SENT: "sent by you", Side.RECEIVED: "received", Side.UNKNOWN: "side not known"}
    line = f"{entry.id} · {shown_time(entry, timezone)} · {who} · {side[entry.side]}"
    if entry.kind.value != "text":
        line += f" · {entry.kind.value.replace('_', ' ')}"
    chips = "".join(chip(flag) for flag in flags)
    style = "notes-message sent" if entry.side is Side.SENT else "notes-message"
    st.html(
        f'<div class="{style}"><div class="notes-muted">{escape(line)}</div>'
        f'<div class="notes-text" dir="auto">{_marked(entry.text, flags)}</div>{chips}</div>'
    )


def _marked(body: str, flags: Sequence[Flag]) -> str:
    spans = sorted({span for flag in flags for span in flag.spans})
    shown, place = [], 0
    for start, end in spans:
        if start >= place:
            shown += [escape(body[place:start]), f"<mark>{escape(body[start:end])}</mark>"]
            place = end
    return "".join(shown) + escape(body[place:])
