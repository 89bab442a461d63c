"""What the layouts of Discord's exports share: names of files, and messages of the data package."""

import re
from collections.abc import Iterable

from analyser.ingest._format import Draft
from analyser.ingest._instants import from_iso
from analyser.records import Kind, Side

LEFT_OUT = "This kind of export leaves out messages that were deleted before it was made."
PACKAGE = (
    "Read as a channel of Discord's own data package.",
    "Discord's data package holds only what its owner wrote: it shows nothing of what others sent.",
)


def told_count(said: str, *found: int) -> tuple[tuple[str, str], ...]:
    """Return the problem where a file says that it holds another number of messages than found."""
    number = re.sub(r"[^\d]", "", said)
    if not number.isdecimal() or int(number) in found:
        return ()
    what = f"Messages the file says that it holds: {number}. Found: {found[0]}."
    return ((what, "Export the conversation again, if one is missing."),)


def file_names(links: Iterable[str]) -> list[str]:
    """Return the names of the files that links to Discord's servers lead to."""
    return [link.strip().partition("?")[0].rpartition("/")[2] for link in links]


def own_message(number: int, *, id_: str | None, shown: str, text: str, links: str) -> Draft:
    """Return one message of the data package, which holds those of its owner only."""
    files = file_names(links.split())
    return Draft(
        position=number,
        units=1,
        instant=from_iso(shown, utc=True),
        shown_as=shown or None,
        sender=None,
        side=Side.SENT,
        text=text,
        kind=Kind.MEDIA if files else Kind.TEXT if text else Kind.UNKNOWN,
        attachment="; ".join(files) if files else None,
        key=id_,
    )
