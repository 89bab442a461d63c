"""Messenger's and Instagram's HTML, the newer layout (2018 on): newest first, no zone.

Source: chat-formats section 7.3. Classes change, so a block is known by its shape: a heading, a
body, and a small end that reads as a date.
"""

from bs4.element import Tag

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._html import attribute, html_head, seen, soup
from analyser.ingest._wall import wall_of
from analyser.ingest.meta_inbox_json import LEFT_OUT, NAMES, own_call, words_kind
from analyser.records import Kind

_BLOCKS = "._a6-g, .uiBoxWhite.noborder"
"""Pages of 2022 and after, and of 2018 to 2021; a heading is `_2lek` in the older ones."""
_MARKS = (("_a6-g", ("_a6-p", "_a6-o", "_a72d")), ("uiBoxWhite", ("_2lek", "_2let", "_2lem")))
_LONGEST_DATE = 45
_NO_BLOCKS = (
    "No message was found on this page, though it looks like one of a download.",
    "Ask for the download as JSON, or add screenshots of the chat.",
)
_NO_ZONE = (
    "The page names no zone for its times, and some downloads are said to be in that of "
    "California. Compare one message with the app; the download as JSON is exact."
)
_PEOPLE = ("Participants:", "Group participants:")


def recognises(head: bytes) -> bool:
    """Tell whether it is a page of a download with messages in blocks."""
    text = html_head(head)
    return any(block in text and any(mark in text for mark in more) for block, more in _MARKS)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one thread, oldest first where the page runs backwards."""
    page = soup(data)
    app = "instagram" if "instagram" in hints.path.lower() else "messenger"
    if app == "messenger" and "your_instagram_activity" in str(data[:200_000]):
        app = "instagram"
    title = seen(page.title).strip() if page.title else None
    heading = page.find("h1")
    title = (seen(heading).strip() if isinstance(heading, Tag) else "") or _title(page) or title
    groups: list[list[Draft | Stray]] = []
    for number, block in enumerate(page.select(_BLOCKS), start=1):
        if (shown := _end(block)) is None:
            if text := seen(block).strip():
                groups.append([_undated(number, text)])
            continue
        groups.append(_drafts(number, block, shown, title))
    none = () if groups else (_NO_BLOCKS,)
    # The newest stands first in these pages.
    items = [each for group in reversed(groups) for each in group]
    return Drafted(
        items=tuple(items),
        app=app,
        by_record=True,
        facts=(
            f"Read as a page of a download from {NAMES[app]}; newest first there.",
            _NO_ZONE,
            LEFT_OUT,
        ),
        problems=none,
    )


def _title(page: Tag) -> str | None:
    found = page.select_one("._a70e, ._3b0d")
    return seen(found).strip() or None


def _undated(number: int, text: str) -> Draft | Stray:
    if text.startswith(_PEOPLE):
        return Draft(position=number, units=1, sender=None, text=text, kind=Kind.SYSTEM)
    return Stray(position=number, text=text, reason="No date stands at the end of this block.")


def _end(block: Tag) -> Tag | None:
    """Return the small last part that is a date."""
    for part in reversed(block.find_all(["div", "footer"])):
        text = seen(part).strip()
        if 0 < len(text) <= _LONGEST_DATE and "\n" not in text and wall_of(text)[0]:
            return part
    return None


def _drafts(number: int, block: Tag, end: Tag, title: str | None) -> list[Draft | Stray]:
    shown = seen(end).strip()
    parts, clock = wall_of(shown)
    heading = block.find(class_=["_a6-h", "_2lek"]) or block.find(["h2", "h3"])
    sender = seen(heading).strip() if isinstance(heading, Tag) else ""
    people = [seen(each).strip() for each in block.select("ul li")]
    files = [
        attribute(each, "src") or attribute(each, "href")
        for each in block.select("img[src], video[src], audio[src], a[href]")
    ]
    files = [each.rpartition("/")[2] for each in files if each and "://" not in each]
    for part in (heading, end, *block.select("ul"), *block.select("video, audio")):
        if isinstance(part, Tag):
            part.extract()
    for link in block.select("a[href]"):
        if "://" not in attribute(link, "href"):
            link.extract()
    text = _without_repeated_link(seen(block).strip())
    told = text.partition("\nDuration: ")[0]  # how long a call lasted stands below it
    kind = words_kind(told, sender or None, has_file=bool(files))
    made: list[Draft | Stray] = [
        Draft(
            position=number,
            units=1,
            parts=parts,
            clock=clock,
            shown_as=shown,
            sender=None if kind is Kind.SYSTEM else sender or None,
            side=own_call(text),
            text=text,
            kind=kind,
            attachment="; ".join(dict.fromkeys(files)) if files else None,
            chat=title,
        )
    ]
    for one in people:
        # The sign stands before the name, without a space between them.
        place = next((n for n, char in enumerate(one) if char.isalnum()), len(one))
        who, _, at = one[place:].partition(" (")
        parts, clock = wall_of(at.rstrip(")"))
        made.append(
            Draft(
                position=number,
                units=1,
                parts=parts,
                clock=clock,
                shown_as=at.rstrip(")") if parts else None,
                sender=who.strip() or None,
                text=one[:place].strip(),
                kind=Kind.REACTION,
                chat=title,
            )
        )
    return made


def _without_repeated_link(text: str) -> str:
    """Return the words without the link below them, where it stands in them already."""
    words, _, last = text.rpartition("\n")
    return words.rstrip() if "://" in last and last in words else text


FORMAT = ChatFormat(
    id="meta_html", label="Messenger or Instagram (HTML)", recognises=recognises, draft=draft
)
