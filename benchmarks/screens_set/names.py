"""Give the people of a conversation names as real telephones have them, by lot.

Every name is invented; the numbers are those that are kept free for drama.
"""

import random
from collections.abc import Mapping
from dataclasses import replace

from screens_set.talk import Said, Talk

ODD = (
    *("Mum 🏠", "mum", "DAD", "Dave!!", "dave???", "T.", "J", "K", "Jx", "Bo", "Al_1987", "O'D"),
    *("Sam 2", "Sam (new)", "Sam NEW NUMBER", "x", "3", "22", "007", "Aunty B", "A.J.", "m&s jo"),
    *("+44 7700 900123", "07700 900456", "+44 7700 900789", "020 7946 0123", "~Kez", "@liv.b"),
    *("Plumber - Gary (boiler)", "Liz / work", "Flat 4: Priya", "Ben | gym", "Dr. A. Osei-Mensah"),
    *("❤️ Babe ❤️", "🔥Jay🔥", "Nan 💕", "💔", "👑", "My Love 🥰😘", "Becky🌸", "big man 💪🏽"),
    *("kayleigh", "its_tash_x", "xX_Dan_Xx", "ROB VAN MAN", "DO NOT ANSWER", "Him", "Ex", "Work"),
    *("Ирина", "Олег П", "مريم", "李明", "Ελένη", "Łucja", "Siân Ó Sé", "Zoë-Anne", "Jürgen H"),
    *("Mrs Penelope Featherstonehaugh-Cholmondeley", "Christopher J. Abernathy (landlord)"),
    *("Today's Nails", "Monday Club Jo", "Seen", "Online Dave", "Yesterday Yoga", "5-a-side Tim"),
    *("Amazon", "HMRC?", "No Caller ID", "Unknown", "Spam likely", "Mia…", "Jo-Jo", "Lee 🚗 Skoda"),
)
ORDINARY = (
    *("Emma Clarke", "Josh", "Aaliyah", "Callum Reid", "Natalie P", "Big Steve", "Hannah", "Raj"),
    *("Lauren Whitby", "Uncle Pete", "Grace", "Kofi Annor", "Megan J", "Ollie", "Faye", "Deano"),
)
GROUPS = (
    *("The lads 🍺", "Mum, Dad & me", "Jo, Sam, T. and 3 others", "5-a-side", "year 6 mums!!", "?"),
    *("💅💅💅", "FLAT 2B", "2nd floor", "Netflix, snacks", "hen do 12.06", "Tash, Kez", "G"),
)
OWN = (
    "Me",
    "J",
    "lou",
    "Lou 🌷",
    "NAT",
    "Mx. T",
    "+44 7700 900555",
    "Kit 3",
    "Ash!!",
    "Robyn Hale",
)
_ODD = 0.7
"""Share of the people who have an odd name; the others have an ordinary one."""


def renamed(talk: Talk, chance: random.Random) -> Talk:
    """Return a conversation whose people, and whose group, have other names."""
    odd = chance.sample(ODD, len(talk.others))
    plain = chance.sample(ORDINARY, len(talk.others))
    new = [o if chance.random() < _ODD else p for o, p in zip(odd, plain, strict=True)]
    own = chance.choice(OWN) if chance.random() < _ODD else talk.me
    names = dict(zip(talk.others, new, strict=True)) | {talk.me: own}
    group = talk.title not in talk.others
    return replace(
        talk,
        me=own,
        others=tuple(new),
        title=chance.choice(GROUPS) if group else names[talk.title],
        said=tuple(_said(said, names) for said in talk.said),
    )


def _said(said: Said, names: Mapping[str, str]) -> Said:
    if said.who is not None:
        quoted = names.get(said.quoted_who or "", said.quoted_who)
        return replace(said, who=names[said.who], quoted_who=quoted)
    text = said.text
    for old, new in names.items():
        text = text.replace(old, new)
    return replace(said, text=text)
