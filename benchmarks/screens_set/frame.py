"""The frame of a picture: status bar, header, typing bar, keyboard, banner, other windows."""

import html

from screens_set.drawings import face, icon, icons, photograph
from screens_set.lots import lot
from screens_set.scene import Scene

HINTS = {
    "whatsapp": ("WhatsApp", "Messages and calls are end-to-end encrypted."),
    "signal": ("Signal", ""),
}
NOTES = {
    "tune": (
        ("Rob", "Did you get the milk"),
        ("Royal Parcel", "Your delivery is 3 stops away"),
        ("BBC Weather", "Heavy rain until 19:00"),
    ),
    "validate": (
        ("Dr Mehta's surgery", "Please confirm your appointment"),
        ("Low battery", "10% of battery remaining"),
        ("Mum", "Ring me when you're free x"),
    ),
    "test": (
        ("School gateway", "Year 4 trip: payment due Friday"),
        ("Calendar", "Dentist in 30 minutes"),
        ("Jools", "you never said what time"),
    ),
}
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def status(scene: Scene) -> str:
    """Draw the strip with the clock, the signal and the battery."""
    if scene.where == "web":
        return ""
    chance = lot(f"{scene.seed} status")
    left = f"{scene.captured.hour:02d}:{scene.captured.minute:02d}"
    charge = f'<b class="pc">{chance.randint(4, 99)}%</b>' if chance.random() < 0.5 else ""
    order = ("signal", "wifi") if scene.where == "ios" else ("wifi", "signal")
    more = chance.choice(("", "", '<b class="pc">4G</b>'))
    right = f"{icons(*order)}{more}{charge}{icon('battery')}"
    return f'<div class="status"><b>{left}</b><i>{right}</i></div>'


def header(scene: Scene, name: str, under: str = "") -> str:
    """Draw the bar with the other person's or the group's name."""
    chance = lot(f"{scene.seed} header")
    tools = {
        "whatsapp": ("video", "phone"),
        "imessage": ("video",),
        "gmessages": ("phone", "search", "menu"),
        "messenger": ("phone", "video", "info"),
        "instagram": ("phone", "video"),
        "telegram": ("phone", "menu"),
        "signal": ("video", "phone", "menu"),
        "whatsapp_web": ("video", "search", "menu"),
        "discord": ("search",),
        "snapchat": ("phone", "video"),
    }.get(scene.app, ("search", "menu")[: chance.randint(1, 2)])
    if scene.where == "ios" and scene.app == "whatsapp":
        tools = ("video", "phone")
    elif scene.where == "android" and scene.app == "whatsapp":
        tools = ("video", "phone", "menu")
    second = f'<span class="under" data-x>{html.escape(under)}</span>' if under else ""
    size = scene.settings["face"]
    head = scene.features.get("head", "usual")
    arrow = scene.where != "web" and head not in ("bare", "large")
    back = icon("back" if scene.where == "ios" else "arrow") if arrow else ""
    unread = ""
    if scene.where == "ios" and chance.random() < 0.3:
        unread = f'<span class="unread">{chance.randint(1, 60)}</span>'
    hash_ = icon("hash") if scene.talk.sort == "server" else face(name, size=size)
    who = f'<span class="who"><span class="title" data-h>{html.escape(name)}</span>{second}</span>'
    parts = {
        "bare": who,
        "stacked": f"{back}<div>{hash_}{who}</div>",
        "foreign": f'{icon("menu")}{who}{hash_}<i class="tools"></i>',
    }.get(head, f'{back}{unread}{hash_}{who}<i class="tools">{icons(*tools)}</i>')
    return f'<div class="header">{parts}</div>'


def typing(scene: Scene) -> str:
    """Draw the bar in which one types, with the keyboard below it where it is up."""
    hint = html.escape(scene.features.get("input", ""))
    if scene.where == "ios":
        bar = f'{icon("plus")}<span class="box">{hint}</span>{icons("camera", "mic")}'
    else:
        inner = f"{icon('smile')}{hint}<i>{icon('camera')}</i>"
        bar = f'<span class="box">{inner}</span><span class="round">{icon("mic")}</span>'
    keys = keyboard(scene) if scene.condition == "keyboard" else ""
    home = "" if scene.where == "web" else '<div class="home"></div>'
    return f'<div class="typing">{bar}</div>{keys}{home}'


def keyboard(scene: Scene) -> str:
    """Draw a keyboard as it stands over the lower part of a telephone."""
    rows = []
    for number, row in enumerate(KEYS):
        keys = "".join(f"<span>{key}</span>" for key in row)
        if number == len(KEYS) - 1:
            keys = f'<span class="wide">⇧</span>{keys}<span class="wide">⌫</span>'
        rows.append(f"<div>{keys}</div>")
    rows.append(
        '<div><span class="wide">123</span><span class="space">space</span>'
        '<span class="wide">return</span></div>'
    )
    guesses = lot(f"{scene.seed} keys").choice(
        (("I", "the", "I’m"), ("yes", "no", "ok"), ("Thanks", "I’ll", "It’s"))
    )
    words = "".join(f"<span>{word}</span>" for word in guesses)
    return f'<div class="keys"><div class="guess">{words}</div>{"".join(rows)}</div>'


def banner(scene: Scene) -> str:
    """Draw a notification that slides over the top of the screen."""
    if scene.condition != "banner":
        return ""
    chance = lot(f"{scene.seed} banner")
    title, text = chance.choice(NOTES[scene.part])
    return (
        f'<div class="banner" data-over>{face(title, size=36)}<span data-x><b>{title}</b>'
        f"<br>{text}</span><small>now</small></div>"
    )


def sidebar(scene: Scene) -> str:
    """Draw the list of other conversations that stands beside a chat on a desktop."""
    chance = lot(f"{scene.seed} side")
    names = ["Mum", "Work lot", "Ade", "Pharmacy", "Kirsty B", "5-a-side", "Landlord", "Ravi"]
    chance.shuffle(names)
    lines = ["ok see you then", "Photo", "You: thanks x", "typing…", "Voice message", "haha no"]
    rows = [
        f'<div class="chatrow{" on" if number == 1 else ""}">{face(name, size=44)}<span><b>{name}'
        f"</b><br><small>{chance.choice(lines)}</small></span><small>{chance.randint(1, 23):02d}:"
        f"{chance.randint(0, 59):02d}</small></div>"
        for number, name in enumerate([names[0], scene.talk.title, *names[1:]])
    ]
    return f'<div class="side"><div class="sidehead">Chats</div>{"".join(rows)}</div>'


def backdrop(scene: Scene) -> str:
    """Return a photograph as chat background, for the screens that have one."""
    return photograph(lot(f"{scene.seed} wall"), width=400, height=800)
