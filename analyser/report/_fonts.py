"""The fonts of the PDF and what each can draw: from a pinned package, never from the computer.

So the same case gives the same PDF everywhere, and what cannot be drawn is known beforehand.
"""

import tempfile
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from struct import unpack_from

import typst

FAMILIES = {
    "Noto Sans": ("NotoSans_Regular", "NotoSans_Bold", "NotoSans_Italic"),
    "FiraGO": ("FiraGO_Regular", "FiraGO_Bold", "FiraGO_Italic"),
    "Noto Sans Symbols": ("NotoSansSymbols_Regular",),
    "Noto Sans Symbols2": ("NotoSansSymbols2_Regular",),
    "Noto Sans Math": ("NotoSansMath_Regular",),
    "Noto Music": ("NotoMusic_Regular",),
}
"""Families in the order in which they are tried, each with the files that hold its styles."""

_FORMAT_16_BIT, _FORMAT_32_BIT = 4, 12
"""The two layouts of character tables that matter. Source: OpenType 1.9, "cmap"."""


@cache
def _file(name: str) -> bytes:
    data: bytes = import_module(f"pymupdf_fonts.{name}").fontbuffer
    return data


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    # Typst takes fonts from folders only. Nothing of a case is ever in this one.
    folder = tempfile.TemporaryDirectory(prefix="fonts-", ignore_cleanup_errors=True)
    for name in (name for names in FAMILIES.values() for name in names):
        (Path(folder.name) / f"{name}.otf").write_bytes(_file(name))
    return folder


def fonts() -> typst.Fonts:
    """Return the fonts for Typst, and no others."""
    if not Path(_folder().name).is_dir():  # swept away with the temporary files of an earlier run
        _folder.cache_clear()
        _loaded.cache_clear()
    return _loaded()


@cache
def _loaded() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_folder().name]
    )


@cache
def coverage() -> tuple[frozenset[int], ...]:
    """Return the code points that each family can draw in all its styles, in order."""
    return tuple(
        frozenset.intersection(*(frozenset(_code_points(_file(name))) for name in names))
        for names in FAMILIES.values()
    )


def _code_points(font: bytes) -> Iterator[int]:
    """Yield the code points that `font` has a drawing for."""
    (tables,) = unpack_from(">H", font, 4)
    starts = {font[12 + 16 * n : 16 + 16 * n]: 12 + 16 * n for n in range(tables)}
    (start,) = unpack_from(">L", font, starts[b"cmap"] + 8)
    (count,) = unpack_from(">H", font, start + 2)
    for number in range(count):
        (offset,) = unpack_from(">L", font, start + 8 + 8 * number)
        (layout,) = unpack_from(">H", font, start + offset)
        if layout == _FORMAT_16_BIT:
            yield from _from_16_bit(font, start + offset)
        elif layout == _FORMAT_32_BIT:
            yield from _from_32_bit(font, start + offset)


def _from_16_bit(font: bytes, at: int) -> Iterator[int]:
    (doubled,) = unpack_from(">H", font, at + 6)
    count = doubled // 2
    ends = unpack_from(f">{count}H", font, at + 14)
    starts = unpack_from(f">{count}H", font, at + 16 + doubled)
    deltas = unpack_from(f">{count}H", font, at + 16 + 2 * doubled)
    offsets_at = at + 16 + 3 * doubled
    offsets = unpack_from(f">{count}H", font, offsets_at)
    for n in range(count):
        for code in range(starts[n], ends[n] + 1):
            glyph = code
            if offsets[n]:
                place = offsets_at + 2 * n + offsets[n] + 2 * (code - starts[n])
                if place + 2 > len(font):
                    continue
                (glyph,) = unpack_from(">H", font, place)
                if not glyph:
                    continue
            if (glyph + deltas[n]) % 0x10000:
                yield code


def _from_32_bit(font: bytes, at: int) -> Iterator[int]:
    (groups,) = unpack_from(">L", font, at + 12)
    for n in range(groups):
        first, last, glyph = unpack_from(">LLL", font, at + 16 + 12 * n)
        yield from range(first if glyph else first + 1, last + 1)


def font_families() -> tuple[str, ...]:
    """Return the families that reports are drawn with.

    Raises:
        ImportError: The package that holds them is missing or broken.
    """
    for names in FAMILIES.values():
        for name in names:
            _file(name)
    return tuple(FAMILIES)
