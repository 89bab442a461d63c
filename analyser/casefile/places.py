"""Whether a folder looks as if what lies in it goes elsewhere or is seen by others.

It looks at names alone and at what lies beside; a folder that looks private need not be.
"""

import re
import stat
from enum import StrEnum
from pathlib import Path

# Names that the programs of synced folders give them, and marks that these leave inside.
_SYNCED = re.compile(
    r"(onedrive|dropbox|google ?drive|my drive|icloud|icloud ?drive|mobile documents|cloudstorage|"
    r"nextcloud|owncloud|pcloud|pcloud ?drive|megasync|mega|box|box sync|proton ?drive|"
    r"creative cloud files|sync|syncthing)(?![a-z])",
    re.IGNORECASE,
)
_SYNC_MARKS = (".stfolder", ".dropbox", ".dropbox.cache", ".sync", ".owncloudsync.log", ".tresorit")
_SHARED = re.compile(r"public|shared|public documents|all users|family|everyone", re.IGNORECASE)
_NETWORK_STARTS = ("//", "\\\\")


class Place(StrEnum):
    """What a folder looks like."""

    SYNCED = "synced"
    SHARED = "shared"


def looks_like(folder: Path) -> Place | None:
    """Return what the folder looks like; None where nothing speaks against it."""
    if str(folder).startswith(_NETWORK_STARTS):
        return Place.SHARED
    # As written and as it really is: a link may lead into a synced folder.
    for each in (folder, folder.resolve()):
        if any(_SYNCED.match(part) for part in each.parts) or _has_sync_mark(each):
            return Place.SYNCED
        if any(_SHARED.fullmatch(part) for part in each.parts):
            return Place.SHARED
    return Place.SHARED if _others_may_write(folder) else None


def usual_folder() -> Path:
    """Return the folder that is offered: Documents where there is one, else the home folder."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def _has_sync_mark(folder: Path) -> bool:
    parents = (folder, *folder.parents)
    return any((each / mark).exists() for each in parents for mark in _SYNC_MARKS)


def _others_may_write(folder: Path) -> bool:
    try:
        return bool(folder.stat().st_mode & stat.S_IWOTH)
    except OSError:
        return False
