"""Draw chats that have no bubbles: a bar and a name (Snapchat), rows with a picture (Discord)."""

import html

from screens_set.bubbles import content, date_line, is_large, name_html, reply_html, shown_text
from screens_set.days import fill
from screens_set.drawings import face, icon, name_colour
from screens_set.scene import Scene
from screens_set.talk import Said

BAR_COLOURS = ("#0eadff", "#a05dcd", "#f2a33a", "#2ca869", "#e75a9c")
MINE = "#f23c57"


def bars(scene: Scene) -> str:
    """Return the rows of a chat in which a coloured bar runs beside what one person says."""
    drawn: list[str] = []
    before: Said | None = None
    for said in scene.talk.said:
        broken = scene.calendar.starts(said.at, before.at if before else None)
        if broken:
            drawn.append(date_line(scene, said))
        if said.who is None:
            drawn.append(
                f'<div class="sep"><span data-x="system">{html.escape(said.text)}</span></div>'
            )
            before = said
            continue
        first = broken or before is None or before.who != said.who
        mine = scene.talk.is_mine(said)
        number = 0 if said.who not in scene.talk.others else scene.talk.others.index(said.who)
        colour = MINE if mine else BAR_COLOURS[number % len(BAR_COLOURS)]
        name = "Me" if mine else said.who
        label = name.upper() if scene.settings["shout"] else name
        title = (
            f'<div class="me" data-n="{said.number}">{html.escape(label)}</div>' if first else ""
        )
        drawn.append(
            f'<div class="snap{" first" if first else ""}" style="--bar-colour:{colour}">{title}'
            f'<div class="said {said.kind}{" large" if is_large(said) else ""}" '
            f'data-m="{said.number}">{reply_html(scene, said)}{content(scene, said)}</div></div>'
        )
        before = said
    return "".join(drawn)


def rows(scene: Scene) -> str:
    """Return the rows of a chat with picture, name and time over each person's run."""
    drawn: list[str] = []
    before: Said | None = None
    for said in scene.talk.said:
        broken = scene.calendar.starts(said.at, before.at if before else None)
        if broken:
            drawn.append(date_line(scene, said))
        if said.who is None:
            drawn.append(
                f'<div class="sysrow"><span data-x="system">{html.escape(said.text)}</span></div>'
            )
        else:
            first = broken or before is None or before.who != said.who or bool(said.quoted)
            first = first or (said.at - before.at).total_seconds() > 420 if before else True
            drawn.append(row(scene, said, first=first or scene.app == "quoin"))
        before = said
    return "".join(drawn)


def row(scene: Scene, said: Said, *, first: bool) -> str:
    """Draw one message of a run; only the first has picture, name and time."""
    clock = stamp(scene, said)
    if scene.app == "quoin":
        colour = name_colour(said.who or "", scene.theme)
        return (
            f'<div class="irc"><span class="meta" data-c="{said.number}">{clock}</span>'
            f'<b data-n="{said.number}" style="color:{colour}">{html.escape(said.who or "")}</b>'
            f'<span class="body" data-m="{said.number}">{content(scene, said)}</span></div>'
        )
    quoted = ""
    if said.quoted is not None:
        who = html.escape(said.quoted_who or "")
        text = html.escape(said.quoted[:60])
        quoted = (
            f'<div class="above">{icon("reply")}<b>{who}</b> '
            f'<span data-q="{said.number}">{text}</span></div>'
        )
    side = face(said.who or "", size=40, drawn=first)
    head = ""
    if first:
        name = name_html(scene, said).replace(">You<", f">{html.escape(scene.talk.me)}<")
        head = (
            f'<div class="top">{name}<span class="meta" data-c="{said.number}">{clock}</span></div>'
        )
    react = ""
    if said.reaction:
        react = f'<div class="tag"><span data-r="{said.number}">{said.reaction}</span> 1</div>'
    classes = f"disc {said.kind}{' first' if first else ''}{' large' if is_large(said) else ''}"
    return (
        f'{quoted}<div class="{classes}">{side}<div class="body">{head}'
        f'<div data-m="{said.number}">{content(scene, said)}</div>{react}</div></div>'
    )


def stamp(scene: Scene, said: Said) -> str:
    """Return the time in a name line: the clock alone, or with the day as the app writes it."""
    clock = scene.calendar.clock(said.at)
    forms = scene.features.get("stamp")
    if not forms:
        return clock
    ago = (scene.calendar.captured.date() - said.at.date()).days
    form = forms[min(ago, len(forms) - 1)]
    return fill(form, said.at.date()).format(clock=clock)


__all__ = ["bars", "rows", "shown_text", "stamp"]
