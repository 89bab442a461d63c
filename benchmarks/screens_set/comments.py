"""Draw comments under a video or a post, posts with replies, and e-mail on a telephone."""

import html
import random

from screens_set.days import YEAR_DAYS, ago, fill
from screens_set.drawings import face, icon, icons, photograph
from screens_set.lots import lot
from screens_set.scene import Scene
from screens_set.talk import Said

WEEK = 7
COUNTED = ("reply", "repost", "heart", "bars")


def chance_of(scene: Scene, said: Said) -> random.Random:
    """Return the random numbers for what stands around one comment."""
    return lot(f"{scene.seed} {said.number}")


def handle(name: str) -> str:
    """Return the user name that an invented person has."""
    return "".join(c for c in name.lower().replace(" ", "_") if c.isalnum() or c == "_")


def body(said: Said) -> str:
    """Return the words of a comment or a mail."""
    return html.escape(said.text).replace("\n", "<br>")


def comments(scene: Scene) -> str:
    """Return the comments of one sheet; a comment below a comment stands further in."""
    return "".join(
        tiktok(scene, said) if scene.app == "tiktok" else facebook(scene, said)
        for said in scene.talk.said
        if said.who
    )


def tiktok(scene: Scene, said: Said) -> str:
    """Draw a comment with small grey name, words, and a line of age, Reply and a heart."""
    chance = chance_of(scene, said)
    n, likes = said.number, chance.choice(("", "3", "14", "208", "1.2K"))
    more = ""
    if chance.random() < 0.2:
        more = f'<div class="more" data-x>View {chance.randint(2, 30)} replies</div>'
    old = ago(said.at, scene.captured, long=scene.settings["long_ago"])
    return (
        f'<div class="cmt{" in" if said.nested else ""}">'
        f"{face(said.who or '', size=26 if said.nested else 34)}"
        f'<div class="body"><div class="by" data-n="{n}">{html.escape(said.who or "")}</div>'
        f'<div data-m="{n}"><span data-t="{n}">{body(said)}</span></div>'
        f'<div class="foot"><span data-c="{n}">{old}</span><b data-x>Reply</b></div>{more}</div>'
        f'<span class="likes">{icon("heart")}<small data-x>{likes}</small></span></div>'
    )


def facebook(scene: Scene, said: Said) -> str:
    """Draw a comment in a grey block with a bold name, and age, Like and Reply under it."""
    chance = chance_of(scene, said)
    n = said.number
    likes = (
        f"<span class='fb' data-x>{chance.randint(1, 40)} 👍</span>"
        if chance.random() < 0.4
        else ""
    )
    old = ago(said.at, scene.captured)
    return (
        f'<div class="cmt{" in" if said.nested else ""}">'
        f"{face(said.who or '', size=26 if said.nested else 36)}"
        f'<div class="body"><div class="block" data-m="{n}">'
        f'<div class="by" data-n="{n}">{html.escape(said.who or "")}</div>'
        f'<span data-t="{n}">{body(said)}</span></div>'
        f'<div class="foot"><span data-c="{n}">{old}</span><b data-x>Like</b><b data-x>Reply</b>'
        f"{likes}</div></div></div>"
    )


def posts(scene: Scene) -> str:
    """Return a post and the replies under it, each with name, handle, age and counts."""
    drawn = []
    for said in scene.talk.said:
        if said.who is None:
            continue
        chance, n = chance_of(scene, said), said.number
        numbers = [chance.choice(("", "2", "11", "87", "1.4K")) for _ in COUNTED]
        counts = "".join(
            f"<span>{icon(name)}<small data-x>{number}</small></span>"
            for name, number in zip(COUNTED, numbers, strict=True)
        )
        old = post_age(scene, said)
        to = ""
        if n % 3 == 1:
            first = handle(scene.talk.said[0].who or "")
            to = f'<div class="to" data-x>Replying to <span>@{first}</span></div>'
        name = html.escape(said.who)
        drawn.append(
            f'<div class="post">{face(said.who, size=40)}<div class="body"><div class="by">'
            f'<b data-n="{n}">{name}</b><span data-x>@{handle(said.who)}</span><span>·</span>'
            f'<span data-c="{n}">{old}</span></div>{to}<div data-m="{n}"><span data-t="{n}">'
            f"{body(said)}</span></div>"
            f'<div class="counts">{counts}{icon("share")}</div></div></div>'
        )
    return "".join(drawn)


def post_age(scene: Scene, said: Said) -> str:
    """Return how old a post is, as `3h` or `3 Mar`, with the year where it is long ago."""
    days = (scene.captured - said.at).days
    if days < WEEK:
        return ago(said.at, scene.captured)
    return fill("{d} {b}" if days < YEAR_DAYS else "{d} {b} {Y}", said.at.date())


def mail(scene: Scene) -> str:
    """Return the mails of one conversation under its subject."""
    drawn = [f'<div class="subject" data-h>{html.escape(scene.talk.subject)}</div>']
    for said in scene.talk.said:
        n, who = said.number, said.who or ""
        to = scene.talk.others[0].split()[0] if scene.talk.is_mine(said) else "me"
        words = "".join(f"<p>{html.escape(part)}</p>" for part in said.text.split("\n"))
        clock = f'<span data-c="{n}">{mail_date(scene, said)}</span>'
        by = f'<div class="by"><b data-n="{n}">{html.escape(who)}</b>{clock}</div>'
        drawn.append(
            f'<div class="mail">{face(who, size=38)}<div class="body">{by}'
            f'<div class="to" data-x>to {html.escape(to)}</div></div></div>'
            f'<div class="letter" data-m="{n}"><div data-t="{n}">{words}</div></div>'
        )
    return "".join(drawn)


def mail_date(scene: Scene, said: Said) -> str:
    """Return the date of a mail as its card shows it."""
    clock = scene.calendar.clock(said.at)
    form = scene.settings["mail_date"]
    days = (scene.captured.date() - said.at.date()).days
    if days == 0:
        return clock
    if days == 1:
        return f"Yesterday, {clock}"
    return fill(form, said.at.date()).format(clock=clock)


def framed(scene: Scene, view: str) -> str:
    """Put the bars of the app around the comments, posts or mails."""
    hint = {
        "tiktok": "Add comment...",
        "facebook": "Write a comment…",
        "x_posts": "Post your reply",
    }
    if scene.app == "mail":
        bar = icons("bin", "reply", "share", "menu")
        back = icon("back" if scene.where == "ios" else "arrow")
        return (
            f'<div class="header">{back}<span class="who"></span><i class="tools">{bar}</i></div>'
            f'{view}<div class="home"></div>'
        )
    box = f'<span class="box">{hint[scene.app]}</span>'
    field = (
        f'<div class="typing">{face(scene.talk.me, size=30)}{box}{icon("smile")}</div>'
        '<div class="home"></div>'
    )
    if scene.app == "x_posts":
        title = '<span class="who"><span class="title" data-x>Post</span></span>'
        return f'<div class="header">{icon("arrow")}{title}</div>{view}{field}'
    count = len(scene.talk.said) * 7
    if scene.app == "tiktok":
        drawn = photograph(lot(scene.seed), width=400, height=500)
        film = f'<div class="film" style="background:{drawn} center/cover"></div>'
        top = f'<div class="sheet" data-x><b>{count} comments</b></div>'
        return f"{film}{top}{view}{field}"
    top = (
        f'<div class="header">{icon("back")}<span class="who"><span class="title" data-x>'
        f"{html.escape(scene.talk.subject or 'Comments')}</span></span></div>"
    )
    return f"{top}{view}{field}"
