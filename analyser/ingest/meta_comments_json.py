"""Comments out of a Facebook or Instagram download: what the owner wrote under posts and reels.

Source: chat-formats section 8, and Facebook's comments.json. Other people's comments are not in it.
"""

from collections.abc import Iterator

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_count, in_order
from analyser.ingest._json import Json, as_dict, as_list, as_name, as_text, key_paths, load, rows
from analyser.ingest._mojibake import mend_all
from analyser.records import Kind, Side
from analyser.wording import counted

_LEFT_OUT = (
    "A download holds only the comments that its owner wrote, and leaves out those of other "
    "people and those that were deleted."
)
_LISTS = ("comments_v2", "comments_media_comments", "comments_reels_comments", "comments")


def recognises(head: bytes) -> bool:
    """Tell whether it is a list of comments, bare or under the name that the download gives it."""
    keys = key_paths(head)
    bare = {"[].string_map_data.Comment.value", "[].string_map_data.Time.timestamp"} <= keys
    named = any(
        f"{name}[].{rest}" in keys
        for name in _LISTS
        for rest in ("string_map_data.Comment.value", "data[].comment.comment")
    )
    return bare or named


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all comments, oldest first."""
    value, mended, _ = mend_all(load(data))
    listed = as_list(value)
    for name in _LISTS if isinstance(value, dict) else ():
        listed = listed or as_list(as_dict(value).get(name))
    facebook = any("data" in row for _, row in rows(listed))
    items: list[Draft | Stray] = []
    for number, row in rows(listed):
        items += _facebook(number, row) if facebook else [_instagram(number, row)]
    app = "messenger" if facebook else "instagram"
    service = "Facebook" if facebook else "Instagram"
    facts = [f"Read as comments out of a download from {service}.", _LEFT_OUT]
    if mended:
        facts.append(f"Restored, as the service had encoded them twice: {counted(mended, 'text')}.")
    authors = {each.sender for each in items if isinstance(each, Draft) and each.sender}
    return Drafted(
        items=in_order(items),
        app=app,
        by_record=True,
        facts=tuple(facts),
        owner=authors.pop() if len(authors) == 1 else None,
    )


def _instagram(number: int, row: Json) -> Draft | Stray:
    said = as_dict(row.get("string_map_data"))
    text = as_text(as_dict(said.get("Comment")).get("value"))
    stamp = as_dict(said.get("Time")).get("timestamp")
    owner = as_name(as_dict(said.get("Media Owner")).get("value"))
    if not text and stamp is None:
        return Stray(position=number, text=str(row)[:200], reason="No comment stands in this row.")
    return _draft(number, text, stamp, None, owner and f"Comment on a post of {owner}")


def _facebook(number: int, row: Json) -> Iterator[Draft | Stray]:
    title = as_name(row.get("title"))
    found = [as_dict(each.get("comment")) for _, each in rows(row.get("data"))]
    for comment in [each for each in found if each]:
        stamp = comment.get("timestamp") or row.get("timestamp")
        author = as_name(comment.get("author"))
        yield _draft(number, as_text(comment.get("comment")), stamp, author, title)
    if not any(found):
        # A comment that was only a picture or a sticker keeps no more than its headline.
        yield _draft(number, "", row.get("timestamp"), None, title)


def _draft(number: int, text: str, stamp: object, author: str | None, chat: str | None) -> Draft:
    return Draft(
        position=number,
        units=1,
        instant=from_count(stamp),
        shown_as=as_text(stamp) or None,
        sender=author,
        side=Side.SENT,
        text=text,
        kind=Kind.TEXT if text else Kind.UNKNOWN,
        chat=chat,
    )


FORMAT = ChatFormat(
    id="meta_comments_json",
    label="Facebook or Instagram comments",
    recognises=recognises,
    draft=draft,
)
