"""Draw a conversation in an invented app, by the lots that `invented` drew."""

import html

from screens_set.bubbles import (
    RUN,
    clock_html,
    content,
    date_line,
    features_sep,
    is_large,
    reply_html,
)
from screens_set.comments import handle
from screens_set.drawings import face, name_colour, photograph
from screens_set.lots import lot
from screens_set.scene import Scene
from screens_set.talk import Said


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
        first = broken or before is None or before.who != one.who or one.at - before.at > RUN
        last = after is None or after.who != one.who or after.at - one.at > RUN
        last = last or scene.calendar.starts(after.at, one.at) if after else True
        if one.who is None:
            text, shape = html.escape(one.text), features_sep(scene)
            shape = "plain" if shape == "rule" else shape
            drawn.append(f'<div class="sep {shape}"><span data-x="system">{text}</span></div>')
        else:
            drawn.append(STYLES[scene.features["style"]](scene, one, first, last))
    return "".join(drawn)


def strip(scene: Scene) -> str:
    """Return what some apps show under the header: the thing that is talked about."""
    if not scene.features.get("strip"):
        return ""
    drawn = photograph(lot(scene.seed + " strip"))
    return (
        f'<div class="strip"><span style="background:{drawn} center/cover"></span>'
        "<i data-x>Oak shelf, two boards</i><b data-x>£40</b></div>"
    )


def bubble(scene: Scene, said: Said, first: bool, last: bool) -> str:
    """Draw one message as a bubble with what stands around it."""
    features = scene.features
    mine = scene.talk.is_mine(said)
    at = features["clock"]
    clock = clock_of(scene, said, mine)
    every = features["all_left"] or features.get("all_names")
    named = first and (every or (not mine and len(scene.talk.others) > 1))
    name = name_of(scene, said, clock if at == "name" else "") if named or at == "name" else ""
    above = name if features["names"] == "above" or at == "name" else ""
    inside = "" if above else name
    inside += reply_html(scene, said)
    inside += clock if at == "start" else ""
    inside += content(scene, said)
    inside += clock if at == "corner" else ""
    inside += f'<div class="foot">{clock}</div>' if at == "under" else ""
    above += clock if at == "above" or (at == "first" and first) else ""
    under = clock if at == "below" or (at == "last" and last) else ""
    beside = clock if at == "beside" else ""
    if said.reaction:
        inside += f'<span class="react" data-r="{said.number}">{said.reaction}</span>'
    side = "sent" if mine else "received"
    classes = [side, said.kind, "first" * first, "last" * last, "large" * is_large(said)]
    classes += ["reacted" * bool(said.reaction)]
    top = "face-top" in features["classes"]
    picture = faces(scene, said, drawn=first if top else last)
    left = mine and not features["all_left"]
    line = f'<div class="bubble" data-m="{said.number}">{inside}</div>'
    line = f"{beside}{line}" if left else f"{line}{beside}"
    stack = f'<div class="stack">{above}<div class="line">{line}</div>{under}</div>'
    inner = f"{stack}{picture}" if left else f"{picture}{stack}"
    if at == "across":
        inner = f"{clock}{inner}" if left else f"{inner}{clock}"
    return f'<div class="row {" ".join(filter(None, classes))}">{inner}</div>'


def faces(scene: Scene, said: Said, *, drawn: bool) -> str:
    """Draw the sender's picture where the app does."""
    wanted = scene.features["faces"]
    mine = scene.talk.is_mine(said)
    group = len(scene.talk.others) > 1
    own = wanted == "both" or (scene.features["all_left"] and wanted != "none")
    if wanted == "none" or (mine and not own) or (wanted == "group" and not group):
        return ""
    return face(said.who or "", size=30, drawn=drawn)


def name_of(scene: Scene, said: Said, clock: str = "") -> str:
    """Draw a name line: the name, perhaps its role or user name, perhaps the time."""
    features = scene.features
    who = said.who or ""
    colour = name_colour(who, scene.theme)
    more = ""
    if features["badge"] and lot(who).random() < 0.4:
        more = f'<em class="badge" data-x>{features["badge"]}</em>'
    elif features["handle"]:
        more = f'<em class="handle" data-x>@{handle(who)}</em>'
    shown = html.escape(
        "You" if scene.talk.is_mine(said) and lot(scene.app).random() < 0.6 else who
    )
    return (
        f'<div class="name" style="--name:{colour}"><span data-n="{said.number}">{shown}</span>'
        f"{more}{clock}</div>"
    )


def clock_of(scene: Scene, said: Said, mine: bool) -> str:
    """Draw the time of a message, with ticks or a word behind it."""
    clock = clock_html(scene, said, ticks=mine and scene.features["ticks"])
    word = scene.features["word"]
    return clock.replace("</span></span>", f"</span><u data-x>{word}</u></span>") if word else clock


def disc(scene: Scene, said: Said, first: bool, last: bool) -> str:
    """Draw a message under picture, name and time, without a bubble."""
    del last
    head = name_of(scene, said, clock_of(scene, said, mine=False)) if first else ""
    picture = ""
    if scene.features["faces"] != "none":
        picture = face(said.who or "", size=36, drawn=first)
    return (
        f'<div class="plainrow{" first" if first else ""}">{picture}<div class="body">{head}'
        f'<div data-m="{said.number}">{reply_html(scene, said)}{content(scene, said)}</div>'
        "</div></div>"
    )


def card(scene: Scene, said: Said, first: bool, last: bool) -> str:
    """Draw a message as a card of its own, as forums and help desks do."""
    del first, last
    picture = face(said.who or "", size=32) if scene.features["faces"] != "none" else ""
    foot = '<div class="foot" data-x>Reply</div>' if scene.features["strip"] else ""
    name = name_of(scene, said, clock_of(scene, said, mine=False))
    side = "mine" if scene.talk.is_mine(said) else ""
    return (
        f'<div class="card {side}"><div class="top">{picture}{name}</div>'
        f'<div data-m="{said.number}">{reply_html(scene, said)}{content(scene, said)}</div>'
        f"{foot}</div>"
    )


def slab(scene: Scene, said: Said, first: bool, last: bool) -> str:
    """Draw a message over the whole width, with a coloured bar or a fill that shows whose it is."""
    del last
    head = name_of(scene, said, clock_of(scene, said, mine=False)) if first else ""
    side = "mine" if scene.talk.is_mine(said) else "theirs"
    colour = name_colour(said.who or "", scene.theme)
    classes = f"slab {scene.features['slab'].replace(' ', '-')} {side}{' first' if first else ''}"
    return (
        f'<div class="{classes}" style="--name:{colour}">{head}'
        f'<div data-m="{said.number}">{reply_html(scene, said)}{content(scene, said)}</div></div>'
    )


def inline(scene: Scene, said: Said, first: bool, last: bool) -> str:
    """Draw a message in one line with its time and name, as games and old chats do."""
    del first, last
    number = scene.features["inline"]
    colour = name_colour(said.who or "", scene.theme)
    clock = f'<span class="meta" data-c="{said.number}">{scene.calendar.clock(said.at)}</span>'
    before, after = (("", ":"), ("&lt;", "&gt;"), ("", ""), ("", ":"))[number]
    name = (
        f'<b style="color:{colour}">{before}<span data-n="{said.number}">'
        f"{html.escape(said.who or '')}</span>{after}</b>"
    )
    words = f'<span class="body" data-m="{said.number}">{content(scene, said)}</span>'
    parts = f"{clock} {name} {words}" if number != 3 else f"{name} {words} {clock}"
    return f'<div class="irc inline-{number}">{parts}</div>'


STYLES = {"bubbles": bubble, "disc": disc, "cards": card, "inline": inline, "slabs": slab}
