"""Tell which members of an archive are plainly no chats: media, and what the app packs with them.

Belongs to the hallway. Such files are no fault of the export; they are named and not read. A file
that might be a chat in a layout that is not known never counts as one of them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from analyser.desk import Item, base_name
from analyser.wording import counted

_NAMED_AT_MOST = 50
_MAILS = ("mail_", "outlook_")
_DIGITS = re.compile(r"\d+")
_OF_PAGES = frozenset(
    (".css", ".js", ".svg", ".ico", ".map", ".ttf", ".otf", ".woff", ".woff2", ".tgs")
)
_MEDIA_FOLDERS = frozenset(
    ("photos", "videos", "audio", "gifs", "stickers", "stickers_used", "images", "thumbnails")
)
"""Folders that the apps themselves make; a screenshot that a person packs lies in none of them."""
_WHOLE_ACCOUNTS = (
    *("meta_", "facebook_", "snapchat_", "x_archive", "discord_package", "google_", "linkedin_"),
    *("reddit_", "slack_", "tiktok_", "telegram_", "skype_"),
)
"""Formats that come in a download of a whole account, with much that is no message."""


_COMPANIONS = {
    "slack_json": ("users", "channels", "groups", "dms", "mpims", "integration_logs"),
    "google_chat_json": ("group_info", "user_info"),
    "discord_package_json": ("index", "channel", "user"),
    "discord_package_csv": ("index", "channel", "user"),
    "signal_official_jsonl": ("metadata",),
}
"""Names of JSON files that an app puts beside its messages and that hold none."""
_IN_META = ("your_activity_across_facebook", "your_facebook_activity", "your_instagram_activity")
"""Folders of a download from Facebook or Instagram; the one they lie in is its root."""


def companions_of(rest: Iterable[Item], chats: Iterable[Item]) -> set[Item]:
    """Return those in folders that an export packs beside its messages, by their names."""
    chats = list(chats)
    kinds = {item.format_id or "" for item in chats}
    names = {f"{name}.json" for kind in kinds for name in _COMPANIONS.get(kind, ())}
    roots = {root for item in chats if (root := _root(item))}
    shapes = {_shape(item) for item in chats}
    return {
        item
        for item in rest
        if item.member is None
        and not item.problem
        and not item.picture
        and (
            base_name(item).lower() in names
            or ("x_archive_js" in kinds and base_name(item).lower().endswith(".js"))
            or (not roots.isdisjoint(_folders(item)) and _shape(item) not in shapes)
        )
    }


def _folders(item: Item) -> tuple[str, ...]:
    return PurePosixPath(item.given.path).parts[:-1]


def _root(item: Item) -> str | None:
    """Return the folder of the whole download that a chat of Facebook or Instagram lies in."""
    folders = _folders(item) if (item.format_id or "").startswith("meta_") else ()
    place = next((n for n, name in enumerate(folders) if name.lower() in _IN_META), 0)
    return folders[place - 1] if place and item.member is None else None


def extras_of(rest: Sequence[Item], chats: Sequence[Item]) -> dict[str, list[Item]]:
    """Return, by the hash of the archive, the members among `rest` that are plainly no chats.

    In an archive without any chat nothing is plain. An e-mail is one, of the files in it.
    """
    kinds: dict[str, set[str]] = {}
    shapes: dict[str, set[str]] = {}
    for item in chats:
        of_mail = (item.format_id or "").startswith(_MAILS)
        if item.format_id and (item.member is not None or of_mail):
            kinds.setdefault(item.sha256, set()).add(item.format_id)
            shapes.setdefault(item.sha256, set()).add(_shape(item))
    found: dict[str, list[Item]] = {}
    for item in rest:
        if item.member is None or item.problem or item.sha256 not in kinds:
            continue
        if _is_extra(item, kinds[item.sha256], shapes[item.sha256]):
            found.setdefault(item.sha256, []).append(item)
    return found


def _is_extra(item: Item, kinds: Iterable[str], shapes: Iterable[str]) -> bool:
    if item.picture:
        folders = {part.lower() for part in PurePosixPath(item.given.name).parts[:-1]}
        return bool(folders & _MEDIA_FOLDERS)
    if item.media or PurePosixPath(item.given.name).suffix.lower() in _OF_PAGES:
        return True
    return _shape(item) not in shapes and any(kind.startswith(_WHOLE_ACCOUNTS) for kind in kinds)


def _shape(item: Item) -> str:
    """Return the name without its numbers: files named alike hold the like."""
    return _DIGITS.sub("#", base_name(item).lower())


def facts_about(extras: Mapping[str, Sequence[Item]]) -> dict[str, str]:
    """Return, by the hash of the archive, a sentence that names what was not read in it."""
    return {sha256: _sentence(items) for sha256, items in extras.items()}


def _sentence(items: Sequence[Item]) -> str:
    names = [item.member or item.name for item in items[:_NAMED_AT_MOST]]
    more = len(items) - len(names)
    shown = ", ".join(names) + (f" and {more:,} more" if more else "")
    what = counted(len(items), "other file inside is", "other files inside are")
    return f"{what} no chat that the program knows and not named in one; not read: {shown}."
