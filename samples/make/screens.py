"""Draw a chat as a phone shows it: HTML for the browser, and what a reader should find.

`look.css` gives the shapes and colours, `look.js` fits and measures the bubbles. Fonts:
Inter stands for the iPhone's, Roboto is Android's, Noto Color Emoji draws the emoji
(Debian: fonts-inter, fonts-roboto, fonts-noto-color-emoji). No brand's logo is drawn.
"""

import html
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from samples.make.chat import Case, Chat, Said, Shot
from samples.make.exports import LRM, clock

FOLDER = Path(__file__).parent
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50]\ufe0f?")
# Width and height of the two phones in CSS pixels; three image pixels to each.
PHONES = {"android": (360, 800), "iphone": (390, 844)}
SCALE = 3
# iMessage writes a new time line after about an hour of silence.
NEW_TIME_LINE = timedelta(hours=1)
WEEK = 7


def day_label(at: datetime, case: Case, chat: Chat) -> str:
    """Return the words of the date line that stands over a message sent `at`."""
    days = (case.captured_at.date() - at.date()).days
    near = {0: "Today", 1: "Yesterday"}.get(days)
    if chat.app == "imessage":
        shown = clock(at, twelve=case.twelve)
        return f"{near} {shown}" if near else f"{at:%a} {at.day} {at:%b} at {shown}"
    if near is None and days < WEEK and chat.look.startswith("iphone"):
        return f"{at:%A}"
    return near or f"{at.day} {at:%B %Y}"


def pieces(case: Case, chat: Chat, shot: Shot) -> list[Said | str]:
    """Return the messages of `shot` with a string for each date line between them."""
    placed: list[Said | str] = []
    for said in shot.lines:
        number = chat.lines.index(said)
        before = chat.lines[number - 1].sent_at if number else None
        if chat.app == "imessage":
            new = before is None or said.sent_at - before >= NEW_TIME_LINE
        else:
            new = before is None or before.date() != said.sent_at.date()
        # A date line above a cut bubble is out of view.
        if new and not (shot.cut and said is shot.lines[0]):
            placed.append(day_label(said.sent_at, case, chat))
        placed.append(said)
    return placed


def page(case: Case, chat: Chat, shot: Shot) -> str:
    """Return the whole HTML page of one screenshot; it measures itself into `#boxes`."""
    platform, shade = chat.look.split("-")
    width, height = PHONES[platform]
    rows, previous, number = [], None, 0
    for piece in pieces(case, chat, shot):
        if isinstance(piece, str):
            rows.append(_separator(piece, chat))
            previous = None
            continue
        rows.append(_row(case, chat, piece, number, first=previous != piece.side))
        previous, number = piece.side, number + 1
    if chat.app == "imessage" and shot.lines[-1] is chat.lines[-1]:
        last_sent = shot.lines[-1].side == "sent"
        rows.append('<div class="receipt">Delivered</div>' if last_sent else "")
    place = f"top:-{shot.cut}px" if shot.cut else "bottom:8px"
    return f"""<!doctype html><meta charset="utf-8">
<style>{(FOLDER / "look.css").read_text(encoding="utf-8")}</style>
<body class="{chat.app} {platform} {shade}" style="--w:{width}px;--h:{height}px">
<div class="phone">{_status(shot, platform)}{_header(chat)}
<div class="view"><div class="talk" style="{place}">{"".join(rows)}</div></div>
{_input(chat, platform)}</div><pre id="boxes" hidden></pre><script>
{(FOLDER / "look.js").read_text(encoding="utf-8")}</script>"""


def expected(
    case: Case, chat: Chat, shot: Shot, boxes: dict[str, Any]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the messages and the date lines that a reader should find in one screenshot.

    Args:
        case: Whose screenshot it is.
        chat: The conversation shown.
        shot: The screenshot.
        boxes: As measured in the browser, in image pixels: `messages`, `separators`
            (left, top, width, height) and `seen` (text left in view of a cut bubble).
    """
    messages: list[dict[str, Any]] = []
    separators: list[dict[str, Any]] = []
    over: Said | None = None
    for piece in (parts := pieces(case, chat, shot)):
        if isinstance(piece, str):
            following = parts[parts.index(piece) + 1]
            over = following if isinstance(following, Said) else None
            separators.append({"text": piece, "box": boxes["separators"][len(separators)]})
        else:
            label = separators[-1]["text"] if separators else None
            number = len(messages)
            cut = bool(shot.cut) and number == 0
            text = boxes["seen"][number] if cut else shown_text(piece, chat)
            messages.append(
                {
                    "is": piece.id,
                    "where": {"box": boxes["messages"][number]},
                    **_when(case, chat, piece, over, label),
                    "sender": _sender(case, chat, piece),
                    "side": piece.side,
                    "kind": piece.kind,
                    "text": EMOJI.sub("\ufffc", text),
                    "true_text": shown_text(piece, chat),
                    "quoted": piece.quoted and EMOJI.sub("\ufffc", piece.quoted),
                    "partial": cut,
                }
            )
    return messages, separators


def shown_text(said: Said, chat: Chat) -> str:
    """Return the words that the screen shows for a message."""
    if said.kind == "deleted":
        return "This message was deleted"
    if said.kind == "missed_call":
        return f"Missed {said.detail} call\nTap to call back"
    return said.text.replace(LRM, "")


def _sender(case: Case, chat: Chat, said: Said) -> str | None:
    """Return the sender's name; the title stands for the other person."""
    return {"sent": case.facts["me"], "received": chat.title}.get(said.side)


def _when(
    case: Case, chat: Chat, said: Said, over: Said | None, label: str | None
) -> dict[str, Any]:
    """Return the time that this one image allows, beside the true one.

    WhatsApp shows a clock in each bubble, so only the day may be out of view. iMessage
    shows a time line over a run: the first message has that time, the others are near it.
    """
    minute = said.sent_at.replace(second=0)
    when: dict[str, Any] = {"sent_at": None, "shown_as": None, "certainty": "unknown"}
    if chat.app == "imessage":
        if over is not None:
            when["sent_at"] = over.sent_at.replace(second=0).isoformat()
            when["certainty"] = "minute" if over is said else "inferred"
            when["shown_as"] = label if over is said else None
    elif said.kind == "system":
        # A notice has no clock of its own: at most the day is known.
        if over is not None:
            when["sent_at"] = minute.replace(hour=0, minute=0).isoformat()
            when["certainty"] = "day"
    else:
        when["shown_as"] = clock(said.sent_at, twelve=case.twelve)
        if over is not None:
            when |= {"sent_at": minute.isoformat(), "certainty": "minute"}
    return when | {"true_sent_at": minute.isoformat()}


def _separator(text: str, chat: Chat) -> str:
    """Draw one date line; iMessage sets the day in bold."""
    shown = html.escape(text)
    if chat.app == "imessage":
        shown = re.sub(r"^(.*?)( at)? ([\d:]+( [ap]m)?)$", r"<b>\1</b>\2 \3", shown)
    return f'<div class="sep"><span data-sep>{shown}</span></div>'


def _row(case: Case, chat: Chat, said: Said, number: int, *, first: bool) -> str:
    """Draw one message; the first of a run has more room above it and, mostly, a tail."""
    text = html.escape(shown_text(said, chat)).replace("\n", "<br>")
    if said.kind == "system":
        return f'<div class="sep"><span class="notice text" data-i>{text}</span></div>'
    large = " large" if said.text and not EMOJI.sub("", said.text).strip() else ""
    time = clock(said.sent_at, twelve=case.twelve)
    edited = "Edited " if said.kind == "edited" else ""
    ticks = icon("ticks") if said.side == "sent" and chat.app == "whatsapp" else ""
    meta = f'<span class="meta">{edited}{time}{ticks}</span>' if chat.app == "whatsapp" else ""
    inside = f'<span class="text">{text}</span>'
    if said.quoted:
        who = html.escape(chat.title if _quotes_other(chat, said) else "You")
        inside = f'<div class="quote"><b>{who}</b>{html.escape(said.quoted)}</div>{inside}'
    if said.kind == "missed_call":
        lines = text.split("<br>")
        inside = (
            f'<span class="call">{icon("call")}</span><span class="text">{lines[0]}'
            f"<br><small>{lines[1]}</small></span>"
        )
    if said.kind == "deleted":
        inside = icon("none") + inside
    if said.kind == "media":
        inside = f'<img src="{(FOLDER / "media" / said.detail).as_uri()}">{inside}'
    kind = f"{said.side} {said.kind}{large}{' first' if first else ''}"
    return f'<div class="row {kind}"><div class="bubble" data-i>{inside}{meta}</div></div>'


def _quotes_other(chat: Chat, said: Said) -> bool:
    """Return whether the quoted message was the other person's."""
    return any(one.text == said.quoted and one.side == "received" for one in chat.lines)


def icon(name: str) -> str:
    """Return one of our own line drawings as SVG."""
    width, path = ICONS[name]
    return (
        f'<svg class="i-{name}" viewBox="0 0 {width} 16" fill="none" stroke="currentColor" '
        f'stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">'
        f'<path d="{path}"/></svg>'
    )


ICONS = {
    "ticks": (22, "M2 9l4 4 8-10M10 12l1 1 8-10"),
    "call": (16, "M3 3c0 6 4 10 10 10v-3l-3-1-1 1c-2-1-3-2-3-3l1-1-1-3zM10 6l4-4M10 2v4h4"),
    "none": (16, "M8 2a6 6 0 1 0 .01 0M4 12L12 4"),
    "back": (12, "M9 2L3 8l6 6"),
    "video": (22, "M2 4h11v8H2zM13 8l6-3v6z"),
    "phone": (16, "M3 2c0 7 4 11 11 11v-3l-4-1-1 2c-2-1-4-3-4-4l1-1-1-4z"),
    "menu": (16, "M8 3v.1M8 8v.1M8 13v.1"),
    "plus": (16, "M8 3v10M3 8h10"),
    "camera": (20, "M2 4h4l1-2h6l1 2h4v10H2zM10 6a3 3 0 1 0 .01 0"),
    "mic": (
        16,
        "M8 2a2 2 0 0 0-2 2v3a2 2 0 0 0 4 0V4a2 2 0 0 0-2-2M3.5 7a4.5 4.5 0 0 0 9 0M8 11.5V14",
    ),
    "smile": (16, "M8 2a6 6 0 1 0 .01 0M6 6v.1M10 6v.1M5.5 9.5c1 2 4 2 5 0"),
    "signal": (20, "M3 13v-2M7 13v-4M11 13V6M15 13V3"),
    "wifi": (20, "M2 6c5-5 11-5 16 0M5 9c3-3 7-3 10 0M10 13v.1"),
    "battery": (26, "M2 4h19v8H2zM4 6h13v4H4zM5 8h11M24 7v2"),
}


def _status(shot: Shot, platform: str) -> str:
    """Draw the strip with the clock, the signal and the battery."""
    order = ("signal", "wifi", "battery") if platform == "iphone" else ("wifi", "signal", "battery")
    return f'<div class="status"><b>{shot.clock}</b><i>{"".join(map(icon, order))}</i></div>'


def _header(chat: Chat) -> str:
    """Draw the bar with the other person's name or number."""
    name = html.escape(chat.title)
    letter = chat.title[0] if chat.title[0].isalpha() else ""
    who = f'<span class="face">{letter or icon("smile")}</span><span class="name">{name}</span>'
    tools = ("video",) if chat.app == "imessage" else ("video", "phone")
    if chat.look == "android-dark":
        tools = (*tools, "menu")
    return f'<div class="header">{icon("back")}{who}<i>{"".join(map(icon, tools))}</i></div>'


def _input(chat: Chat, platform: str) -> str:
    """Draw the bar in which one types."""
    hint = "iMessage" if chat.app == "imessage" else "Message" if platform == "android" else ""
    left = icon("smile") if platform == "android" else icon("plus")
    tools = "" if chat.app == "imessage" else icon("camera")
    box = f'<span class="box">{left if platform == "android" else ""}{hint}</span>'
    before = "" if platform == "android" else left
    return f'<div class="input">{before}{box}{tools}{icon("mic")}</div><div class="home"></div>'
