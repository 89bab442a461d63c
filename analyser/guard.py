"""Let one browser of this computer in, and nobody else: the guard before the app's own server.

The address that is handed out works once. It gives the browser a cookie and sends it on to a path
that nobody can guess; whoever comes without both is told that there is nothing here. A request
that another web page caused is refused by where it says it comes from (`Host`, `Origin`,
`Sec-Fetch-Site`). Nothing here reads or changes what the app and the browser say to each other; a
window that goes says so to the guard itself.
"""

from __future__ import annotations

import secrets
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

COOKIE = "notes"
_SECRET_BYTES = 24
"""192 bits of chance; 128 are already more than anybody can try."""
_OURS = frozenset({"same-origin", "none"})
"""What a browser says of a request that our page or the person made; `none` is the address bar."""
LARGEST_TOGETHER_BYTES = 2 * 1024**3
"""What may be on its way and in memory at a time: more would bring a usual computer to a stop."""
_CLOSED = ("/_stcore/agent", "/_stcore/metrics", "/_stcore/script-health-check")
"""Doors of the library for programs; no browser needs them."""
_LEFT = "/left"
"""Where a window says that it goes."""
_LOCK = "/lock"
"""Where a window says that nobody uses it, while the page is too busy to close a case file."""
_LONGEST_ID = 100
_NO_CONTENT, _SEE_OTHER, _FORBIDDEN, _NOT_FOUND, _TOO_LARGE = 204, 303, 403, 404, 413
_POLICY_VIOLATION = 1008
"""Close code of a websocket."""

_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Not found</title>'
    '<meta name="viewport" content="width=device-width"><p>{}</p></html>'
)
_NOTHING = "There is nothing at this address."
_TOO_MUCH = "These files are too large together. Add fewer at a time."
_USED = (
    "This address opens once, in one browser, and has been used. Go back to that tab, or close the "
    "program and start it again. If it was not you who opened it, close the program now."
)


async def _nobody(window: str) -> None:
    """Hold nothing for any window."""


def _secret() -> str:
    return secrets.token_urlsafe(_SECRET_BYTES)


@dataclass(slots=True)
class Keys:
    """What opens one start of the program; never written anywhere.

    Attributes:
        path: First part of every path of the app.
        ticket: The path that is handed out; works once.
        cookie: What the browser that used the ticket carries.
        used: The ticket was used.
    """

    path: str = field(default_factory=_secret)
    ticket: str = field(default_factory=_secret)
    cookie: str = field(default_factory=_secret)
    used: bool = False


def policy(host: str, scripts: Iterable[str]) -> str:
    """Return the Content-Security-Policy: everything from this address, nothing from another.

    Args:
        host: Address and port of the app.
        scripts: The whole text of each script that stands in a page; no other may run.
    """
    hashes = " ".join(
        f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts
    )
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {hashes}",
            # The library writes its styles into the page.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' ws://{host}",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


@dataclass(slots=True)
class Guard:
    """The app behind the guard, itself an ASGI app.

    Attributes:
        app: The app that is guarded.
        host: Address and port; the only `Host` that is answered.
        keys: What opens the app.
        csp: The Content-Security-Policy of every answer.
        held: Returns how many bytes of uploads are in memory and not taken over yet.
        left: Ends what the window with this id held.
        lock: Closes the case file of the window with this id.
    """

    app: App
    host: str
    keys: Keys
    csp: str
    held: Callable[[], int] = lambda: 0
    left: Callable[[str], Awaitable[None]] = _nobody
    lock: Callable[[str], Awaitable[None]] = _nobody
    _coming: int = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hand on what may come in; answer the rest."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            if self._is_let_in(scope):
                await self.app(scope, receive, send)
            else:
                await receive()
                await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        if self._is_let_in(scope):
            await self._hand_on(scope, receive, self._with_headers(scope, send))
        else:
            await self._answer(scope, self._with_headers(scope, send))

    async def _hand_on(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hand a request on, but for an upload that there is no room for."""
        told = {_LEFT: self.left, _LOCK: self.lock}.get(self._path_within(scope["path"]) or "")
        if scope["method"] == "POST" and told is not None:
            await told((await receive()).get("body", b"")[:_LONGEST_ID].decode("latin-1"))
            await _say(send, _NO_CONTENT, "")
            return
        if scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        said = "".join(_headers(scope, b"content-length"))
        length = int(said) if said.isdecimal() else LARGEST_TOGETHER_BYTES + 1
        if self.held() + self._coming + length > LARGEST_TOGETHER_BYTES:
            await _say(send, _TOO_LARGE, _TOO_MUCH)
            return
        self._coming += length
        try:
            await self.app(scope, receive, send)
        finally:
            self._coming -= length

    def _is_let_in(self, scope: Message) -> bool:
        rest = self._path_within(scope["path"])
        return (
            rest is not None
            and not rest.startswith(_CLOSED)
            and self._is_from_us(scope)
            and any(_same(each, self.keys.cookie) for each in _cookies(scope))
        )

    def _path_within(self, path: str) -> str | None:
        """Return the path within the app; None outside of it."""
        first, slash, rest = path.removeprefix("/").partition("/")
        return slash + rest if _same(first, self.keys.path) else None

    def _is_from_us(self, scope: Message) -> bool:
        """Return whether our own page or the address bar made the request, at our own address."""
        if _headers(scope, b"host") != [self.host]:
            return False
        origins, sites = _headers(scope, b"origin"), _headers(scope, b"sec-fetch-site")
        writes = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD")
        if origins != [f"http://{self.host}"] and (origins or writes):
            return False
        return not set(sites) - _OURS and not _headers(scope, b"sec-purpose")

    async def _answer(self, scope: Message, send: Send) -> None:
        """Take the ticket, or say that there is nothing here."""
        is_ticket = _same(scope["path"].removeprefix("/"), self.keys.ticket)
        if not is_ticket or scope["method"] != "GET" or not self._is_from_us(scope):
            await _say(send, _NOT_FOUND, _NOTHING)
        elif self.keys.used:
            await _say(send, _FORBIDDEN, _USED)
        else:
            self.keys.used = True
            path = f"/{self.keys.path}"
            cookie = f"{COOKIE}={self.keys.cookie}; Path={path}; HttpOnly; SameSite=Strict"
            await _say(send, _SEE_OTHER, "", {"location": f"{path}/", "set-cookie": cookie})

    def _with_headers(self, scope: Message, send: Send) -> Send:
        """Return `send` with the headers of every answer added."""
        ours = {
            b"content-security-policy": self.csp.encode(),
            b"referrer-policy": b"no-referrer",
            b"x-content-type-options": b"nosniff",
            b"x-frame-options": b"DENY",
            b"cross-origin-opener-policy": b"same-origin",
            b"cross-origin-resource-policy": b"same-origin",
        }
        # The library's own parts may be kept by the browser; what a case holds may not.
        if not (self._path_within(scope["path"]) or "").startswith("/static/"):
            ours[b"cache-control"] = b"no-store"

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                theirs = [(k, v) for k, v in message["headers"] if k.lower() not in ours]
                message = {**message, "headers": [*theirs, *ours.items()]}
            await send(message)

        return guarded


def _headers(scope: Message, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def _cookies(scope: Message) -> list[str]:
    """Return the values of our cookie.

    Other programs of this computer may set one of the same name: the port is not part of it.
    """
    sent = ";".join(_headers(scope, b"cookie")).split(";")
    pairs = (each.strip().partition("=") for each in sent)
    return [value for name, _, value in pairs if name == COOKIE]


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(), other.encode())


async def _say(send: Send, status: int, said: str, headers: dict[str, str] | None = None) -> None:
    body = _PAGE.format(said).encode() if said else b""
    named = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body))}
    fields = [(k.encode(), v.encode()) for k, v in (named | (headers or {})).items()]
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": body})
