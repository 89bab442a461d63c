"""Take the clock and the computer out of a zip, so that the same case gives the same bytes."""

import zipfile
from io import BytesIO

_BEFORE_ALL = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip can hold."""
_UNIX = 3


def without_clock(data: bytes) -> bytes:
    """Return the zip `data` with every entry in its place, and no time or system of its own."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _BEFORE_ALL)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = _UNIX
            new.writestr(fixed, old.read(entry))
    return out.getvalue()
