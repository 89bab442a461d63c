r"""Read the words of RTF as Outlook packs it: a text, or the HTML that it was made from.

Source: chat-formats section 22.3; Microsoft's MS-OXRTFCP (packing) and MS-OXRTFEX (HTML inside).
Pictures, fonts and styles are not looked at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_BEGINS = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_RING = 4096
_HEADER_BYTES = 16
_PACKED, _PLAIN = b"LZFu", b"MELA"
_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z'])|([{}])|([^\\{}\r\n]+)"
)
_UNSEEN = frozenset(
    (b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer")
)
_STANDS_FOR = {
    b"par": "\n",
    b"line": "\n",
    b"row": "\n",
    b"tab": "\t",
    b"cell": "\t",
    b"lquote": "\u2018",
    b"rquote": "\u2019",
    b"ldblquote": "\u201c",
    b"rdblquote": "\u201d",
    b"bullet": "\u2022",
    b"endash": "\u2013",
    b"emdash": "\u2014",
}
_SIGNS = {b"~": "\u00a0", b"_": "\u2011"}
_DEEPEST = 1000


def unpacked(data: bytes) -> bytes:
    """Return the RTF; what is there where the packed bytes end too early."""
    kind, body = data[8:12], data[_HEADER_BYTES:]
    if kind != _PACKED:
        return body if kind == _PLAIN else b""
    ring = bytearray(_BEGINS.ljust(_RING, b"\0"))
    place, made, at = len(_BEGINS), bytearray(), 0
    while at < len(body):
        flags, at = body[at], at + 1
        for bit in range(8):
            if flags >> bit & 1:
                told = int.from_bytes(body[at : at + 2], "big")
                start, at = told >> 4, at + 2
                if start == place or at > len(body):
                    return bytes(made)
                piece = [start + n for n in range((told & 15) + 2)]
            else:
                if at >= len(body):
                    return bytes(made)
                ring[place], piece, at = body[at], [place], at + 1
            for each in piece:
                ring[place] = ring[each % _RING]
                made.append(ring[place])
                place = (place + 1) % _RING
    return bytes(made)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside one pair of braces."""

    seen: bool = True
    skip: int = 1
    made_over: bool = False
    tag: bool = False


def words_of(rtf: bytes) -> tuple[str, bool]:
    """Return the text of some RTF, and whether that is the HTML which it was made from."""
    html = b"\\fromhtml" in rtf[:4096]
    found = re.search(rb"\\ansicpg(\d{3,5})", rtf[:4096])
    page = f"cp{found[1].decode()}" if found else "cp1252"
    pieces, held = [], bytearray()
    for piece in _pieces(rtf, html=html):
        if isinstance(piece, bytes):
            held += piece  # a character may take several bytes
            continue
        pieces += [_decoded(bytes(held), page), piece]
        held.clear()
    pieces.append(_decoded(bytes(held), page))
    text = "".join(pieces).encode("utf-16", errors="surrogatepass")
    return text.decode("utf-16", errors="replace"), html


def _decoded(raw: bytes, page: str) -> str:
    try:
        return raw.decode(page, errors="replace")
    except LookupError:
        return raw.decode("cp1252", errors="replace")


def _pieces(rtf: bytes, *, html: bool) -> Iterator[str | bytes]:
    """Yield what is seen: bytes of the code page, and text."""
    stack: list[_State] = []
    state, left, begun = _State(), 0, False
    for match in _TOKEN.finditer(rtf):
        word, number, coded, sign, brace, plain = match.groups()
        if brace == b"{":
            if len(stack) > _DEEPEST:
                return
            stack.append(state)
            begun = True
            continue
        if brace == b"}":
            state, left = stack.pop() if stack else state, 0
            if not stack:
                return  # what follows the last brace is no part of it
        elif word:
            state = _after(state, word, number, first=begun, html=html)
            left = state.skip if word == b"u" else left
            if _is_seen(state, html=html):
                yield _sign_of(word, number)
        elif sign == b"*" and begun:
            state = replace(state, seen=False)
            continue  # the word behind it says what of
        else:
            raw = bytes.fromhex(coded.decode()) if coded else plain or sign
            said, left = _SIGNS.get(raw, raw[left:]), max(left - len(raw), 0)
            if _is_seen(state, html=html):
                yield said
        begun = False


def _sign_of(word: bytes, number: bytes | None) -> str:
    if word == b"u" and number:
        return chr(int(number) % 0x10000)
    return _STANDS_FOR.get(word, "")


def _is_seen(state: _State, *, html: bool) -> bool:
    # What is made over from the HTML stands in it already.
    return state.seen and not (html and state.made_over)


def _after(state: _State, word: bytes, number: bytes | None, *, first: bool, html: bool) -> _State:
    if word == b"htmlrtf":
        return replace(state, made_over=number != b"0")
    if word == b"uc" and number:
        return replace(state, skip=int(number))
    if word == b"htmltag":
        return replace(state, seen=html, made_over=False)
    return replace(state, seen=False) if first and word in _UNSEEN else state
