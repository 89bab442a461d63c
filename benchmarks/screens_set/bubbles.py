"""Draw a conversation in bubbles: WhatsApp and its kind, iMessage and its kind, invented ones."""

import html
import re
from datetime import timedelta

from screens_set.drawings import face, icon, name_colour, photograph
from screens_set.lots import lot
from screens_set.scene import Scene
from screens_set.talk import Said

EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u203c\u2049]"
    "[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d[\U0001f300-\U0001faff\u2600-\u27bf]\ufe0f?"
    "[\U0001f3fb-\U0001f3ff]?\ufe0f?)*)"
)
LARGE_EMOJI = 3
RUN = timedelta(minutes=8)
CALLS = {
    "missed voice": ("Missed voice call", "Tap to call back"),
    "missed video": ("Missed video call", "Tap to call back"),
}
DELETED = {
    "whatsapp": ("You deleted this message", "This message was deleted"),
    "whatsapp_web": ("You deleted this message", "This message was deleted"),
    "signal": ("You deleted this message.", "This message was deleted."),
    "messenger": ("You unsent a message", "{name} unsent a message"),
    "messenger_web": ("You unsent a message", "{name} unsent a message"),
}
PLAIN_DELETED = ("You deleted this message", "This message was deleted")


def shown_text(scene: Scene, said: Said) -> str:
    """Return the words that the screen shows for a message, its clock apart."""
    mine = scene.talk.is_mine(said)
    if said.kind == "deleted":
        forms = DELETED.get(scene.app, PLAIN_DELETED)
        return forms[0 if mine else 1].format(name=(said.who or "").split()[0])
    if said.kind == "missed_call":
        return CALLS[said.detail][0]
    if said.kind == "call":
        _, what, length = (*said.detail.split(" ", 2), "")[:3]
        return f"{what.capitalize()} call {length}".strip()
    return said.text


def is_edited(scene: Scene, said: Said) -> bool:
    """Tell whether a message is shown as edited: now and then, where clocks stand in bubbles."""
    long_ = said.kind == "text" and len(said.text) > 20
    corner = scene.features.get("clock") == "corner"
    return corner and long_ and lot(f"{said.number} {scene.talk.name}").random() < 0.07


def is_large(said: Said) -> bool:
    """Tell whether a message is so few emoji, and nothing else, that the app shows them large."""
    found = EMOJI.findall(said.text)
    alone = said.kind == "text" and not EMOJI.sub("", said.text).strip()
    return bool(found) and alone and len(found) <= LARGE_EMOJI


def rows(scene: Scene) -> str:
    """Return the rows of the whole conversation: date lines, notices, messages."""
    said = scene.talk.said
    drawn = []
    for number, one in enumerate(said):
        before = said[number - 1] if number else None
        after = said[number + 1] if number + 1 < len(said) else None
        broken = scene.calendar.starts(one.at, before.at if before else None)
        if broken:
            drawn.append(date_line(scene, one))
        if number == scene.settings["unread_at"]:
            text = scene.settings["unread"]
            shape = features_sep(scene)
            drawn.append(f'<div class="sep {shape}"><span data-x>{text}</span></div>')
        first = broken or before is None or before.who != one.who or before.kind == "system"
        last = after is None or after.who != one.who or scene.calendar.starts(after.at, one.at)
        first = first or (before is not None and one.at - before.at > RUN)
        last = last or (after is not None and after.at - one.at > RUN)
        if one.who is None:
            text = html.escape(one.text)
            drawn.append(f'<div class="sep notice"><span data-x="system">{text}</span></div>')
        else:
            drawn.append(row(scene, one, first=first, last=last))
    receipts = scene.features.get("receipt")
    if receipts and said[-1].who == scene.talk.me:
        text = lot(scene.seed).choice(receipts)
        drawn.append(f'<div class="receipt" data-x>{text}</div>')
    return "".join(drawn)


def features_sep(scene: Scene) -> str:
    """Return the shape of date lines and dividers of an app."""
    return str(scene.features.get("sep", "plain"))


def date_line(scene: Scene, said: Said) -> str:
    """Draw the date line that stands over `said`."""
    text = scene.calendar.date_line(said.at)
    kind = features_sep(scene)
    day = said.at.date().isoformat()
    return f'<div class="sep {kind}"><span data-s="{day}">{text}</span></div>'


def row(scene: Scene, said: Said, *, first: bool, last: bool) -> str:
    """Draw one message; the first and the last of a run may carry more than the others."""
    mine = scene.talk.is_mine(said)
    group = len(scene.talk.others) > 1
    features = scene.features
    clock_at = features.get("clock", "none")
    clock = clock_html(scene, said, ticks=mine and bool(features.get("ticks")))
    name = name_html(scene, said) if group and not mine and first else ""
    if features.get("names") == "card" and first:
        name = name_html(scene, said, clock=clock)
    inside = f"{reply_html(scene, said)}{content(scene, said)}"
    if clock_at == "corner":
        inside += clock
    above = ""
    if name and features["names"] == "inside":
        inside = name + inside
    elif name:
        above = name
    if clock_at == "above":
        above += clock
    under = clock if clock_at == "below" or (clock_at == "last" and last) else ""
    if said.reaction:
        above_or_under = f'<span class="react" data-r="{said.number}">{said.reaction}</span>'
        inside += above_or_under
    beside = clock if clock_at == "beside" else ""
    side = "sent" if mine else "received"
    classes = [side, said.kind, "first" * first, "last" * last, "large" * is_large(said)]
    classes += ["grouped" * group, "reacted" * bool(said.reaction)]
    picture = faces(scene, said, last=last) if not mine else ""
    return (
        f'<div class="row {" ".join(filter(None, classes))}">{picture}<div class="stack">{above}'
        f'<div class="line">{beside if mine else ""}'
        f'<div class="bubble" data-m="{said.number}">{inside}</div>'
        f"{'' if mine else beside}</div>{under}</div></div>"
    )


def faces(scene: Scene, said: Said, *, last: bool) -> str:
    """Draw the sender's picture beside the last bubble of a run, where the app does."""
    wanted = scene.features.get("faces")
    if wanted == "always" or (wanted == "group" and len(scene.talk.others) > 1):
        return face(said.who or "", size=28, drawn=last)
    return ""


def name_html(scene: Scene, said: Said, *, clock: str = "") -> str:
    """Draw the name line of a message, coloured as the app has it."""
    who = "You" if scene.talk.is_mine(said) else html.escape(said.who or "")
    colour = name_colour(said.who or "", scene.theme)
    return (
        f'<div class="name" style="--name:{colour}"><span data-n="{said.number}">{who}</span>'
        f"{clock}</div>"
    )


def clock_html(scene: Scene, said: Said, *, ticks: bool) -> str:
    """Draw the clock of a message, with its ticks."""
    mark = icon("ticks" if lot(str(said.number)).random() < 0.8 else "tick") if ticks else ""
    clock = scene.calendar.clock(said.at)
    edited = f"<span data-x>{scene.settings['edited']}</span> " if is_edited(scene, said) else ""
    return f'<span class="meta">{edited}<span data-c="{said.number}">{clock}</span>{mark}</span>'


def reply_html(scene: Scene, said: Said) -> str:
    """Draw the quoted message above a reply."""
    if said.quoted is None:
        return ""
    who = "You" if said.quoted_who == scene.talk.me else said.quoted_who or ""
    quoted = said.quoted if len(said.quoted) < 70 else said.quoted[:68].rstrip() + "…"
    return (
        f'<div class="quote"><b>{html.escape(who)}</b>'
        f'<span data-q="{said.number}">{html.escape(quoted)}</span></div>'
    )


def content(scene: Scene, said: Said) -> str:
    """Draw what is in a bubble besides name, quote and clock."""
    text = html.escape(shown_text(scene, said)).replace("\n", "<br>")
    words = f'<span class="text" data-t="{said.number}">{text}</span>'
    if said.kind == "deleted":
        return f"{icon('none') if scene.features.get('ticks') else ''}{words}"
    if said.kind in ("missed_call", "call"):
        missed = said.kind == "missed_call"
        second = f"<br><small data-x>{CALLS[said.detail][1]}</small>" if missed else ""
        sign = f'<span class="sign">{icon("call" if missed else "phone")}</span>'
        return f"{sign}<span class=words>{words}{second}</span>"
    if said.kind == "media" and said.detail.startswith("voice"):
        length = said.detail.split(" ")[1]
        return (
            f'<span class="voice">{icon("play")}{icon("wave")}<small data-x>{length}</small></span>'
        )
    if said.kind == "media":
        drawn = photograph(lot(said.text + said.detail + scene.talk.name))
        shape = f"background:{drawn} center/cover"
        return f'<span class="photo" style="{shape}"></span>{words if said.text else ""}'
    return words
