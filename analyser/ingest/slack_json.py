"""A day of a Slack channel, as a workspace's export holds it.

Source: chat-formats section 17. Links to files carry keys and are not read.
"""

import html
import re
from collections.abc import Iterator, Mapping

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_count, in_order
from analyser.ingest._json import Json, as_dict, as_list, as_name, as_text, key_paths, load, rows
from analyser.records import Kind

_SLACK_ITSELF = "USLACKBOT"
_MARKUP = re.compile(r"<([^<>]+)>")
_NOTICES = re.compile(r"(?:channel|group|mpim|dm|pinned|unpinned|bot_add|bot_remove|reminder)")
_LEFT_OUT = (
    "What a Slack export holds depends on the plan and on who made it: direct messages and "
    "private channels are often not in it. People are shown by their ids where no name is given."
)


def recognises(head: bytes) -> bool:
    """Tell whether it is a list of typed rows with Slack's stamps."""
    keys = key_paths(head)
    return {"[].type", "[].ts"} <= keys and bool(keys & {"[].user", "[].text", "[].subtype"})


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one day, oldest first."""
    items: list[Draft | Stray] = []
    folder = hints.path.split("/")[-2] if "/" in hints.path else None
    listed = list(rows(load(data)))
    names = dict(hints.beside.names)
    ids = ((as_text(row.get("user")), _own_name(row)) for _, row in listed)
    names |= {id_: name for id_, name in ids if id_ and name}
    for number, row in listed:
        items += _drafts(number, row, folder, names)
    return Drafted(
        items=in_order(items),
        app="slack",
        by_record=True,
        facts=("Read as one day of a Slack channel.", _LEFT_OUT),
        members=frozenset(names.values()),
    )


def _shown(text: str, names: Mapping[str, str]) -> str:
    def one(match: re.Match[str]) -> str:
        target, _, label = match[1].partition("|")
        if target.startswith(("@", "#", "!")):
            name = label or names.get(target[1:], target[1:])
            return f"{target[0].replace('!', '@')}{name}"
        return label or target

    # Signs of markup first, so that what a person typed is never taken for it.
    return html.unescape(_MARKUP.sub(one, text))


def _in_blocks(value: object) -> Iterator[str]:
    """Yield the words of a message that has them in its blocks only."""
    for _, each in rows(value):
        inner = each.get("text")
        yield as_text(as_dict(inner).get("text")) if isinstance(inner, dict) else as_text(inner)
        yield from _in_blocks(each.get("elements"))


def _own_name(row: Json) -> str | None:
    """Return the name that the row itself gives, None where it gives the id only."""
    profile = as_dict(row.get("user_profile"))
    for value in (
        profile.get("display_name"),
        profile.get("real_name"),
        profile.get("name"),
        row.get("username"),
    ):
        if name := as_name(value):
            return name
    return None


def _drafts(
    number: int, row: Json, folder: str | None, names: Mapping[str, str]
) -> Iterator[Draft]:
    stamp = as_text(row.get("ts"))
    text = _shown(as_text(row.get("text")) or "".join(_in_blocks(row.get("blocks"))), names)
    files = [as_text(each.get("name")) or "file" for _, each in rows(row.get("files"))]
    kind = _kind(row, text, bool(files))
    by = as_name(row.get("user"))
    own = None if by == _SLACK_ITSELF else by
    yield Draft(
        position=number,
        units=1,
        instant=from_count(stamp),
        shown_as=stamp or None,
        sender=None
        if kind is Kind.SYSTEM
        else _own_name(row) or names.get(own or "") or own or as_name(row.get("bot_id")),
        handle=None if kind is Kind.SYSTEM else own,
        text=text,
        kind=kind,
        attachment="; ".join(files) if files else None,
        chat=folder,
        key=f"{stamp}/{as_text(row.get('user'))}" if stamp else None,
    )
    for place, reaction in rows(row.get("reactions")):
        for user in as_list(reaction.get("users")):
            yield Draft(
                position=number,
                units=1,
                sender=names.get(as_text(user)) or as_name(user),
                handle=as_name(user),
                text=as_text(reaction.get("name")),
                kind=Kind.REACTION,
                chat=folder,
                key=f"{stamp}/{place}/{as_text(user)}",
            )


def _kind(row: Json, text: str, has_file: bool) -> Kind:
    subtype = as_text(row.get("subtype"))
    if subtype == "tombstone":
        return Kind.DELETED
    if subtype == "huddle_thread":
        return Kind.CALL
    if _NOTICES.match(subtype):
        return Kind.SYSTEM
    if has_file:
        return Kind.MEDIA
    if row.get("edited"):
        return Kind.EDITED
    return Kind.TEXT if text else Kind.UNKNOWN


FORMAT = ChatFormat(id="slack_json", label="Slack", recognises=recognises, draft=draft)
