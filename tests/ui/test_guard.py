"""Nobody else gets in: each way into the app is tried against the real server.

What is tried knows as much as it could at worst. Each test first sees that the same thing works for
the browser that was let in, so that a refusal is the guard's and not a mistake of the test.
"""

import base64
import http.client
import json
import os
import re
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

STREAM, HEALTH = "_stcore/stream", "_stcore/health"


class Door:
    """The app's address from outside, and the way in that its one browser has."""

    def __init__(self, address):
        self.host, ticket = urlsplit(address).netloc, urlsplit(address).path
        self.ticket, self.let_in = ticket, self.ask(ticket)
        self.path = self.let_in.headers["location"]
        self.cookie = self.let_in.headers["set-cookie"].partition(";")[0]

    def ask(self, path, *, method="GET", body=None, **headers):
        connection = http.client.HTTPConnection(self.host, timeout=20)
        connection.request(method, path, body=body, headers={"Host": self.host} | headers)
        answer = connection.getresponse()
        answer.text = answer.read().decode("utf-8", errors="replace")
        connection.close()
        return answer

    def page(self, **headers):
        return self.ask(self.path, **({"Cookie": self.cookie} | headers)).status

    def stream(self, **headers):
        """Knock as a websocket; 101 is in."""
        ours = {
            "Host": self.host,
            "Origin": f"http://{self.host}",
            "Cookie": self.cookie,
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        }
        lines = [f"{k}: {v}" for k, v in (ours | headers).items() if v is not None]
        name, _, port = self.host.partition(":")
        with socket.create_connection((name, int(port)), timeout=20) as connection:
            head = [f"GET {self.path}{STREAM} HTTP/1.1", *lines, "", ""]
            connection.sendall("\r\n".join(head).encode())
            return int(connection.recv(64).split()[1])


@pytest.fixture(scope="module")
def door(shared_address):
    return Door(shared_address)


def test_the_address_opens_once_and_the_path_alone_opens_nothing(door):
    assert door.let_in.status == 303
    assert "HttpOnly" in door.let_in.headers["set-cookie"]
    assert "SameSite=Strict" in door.let_in.headers["set-cookie"]
    assert door.page() == 200
    again = door.ask(door.ticket)
    assert again.status == 403
    assert "set-cookie" not in again.headers
    for path in ("/", "/index.html", f"/{HEALTH}", f"/{STREAM}", "/_stcore/host-config", "/x/"):
        assert door.ask(path, Cookie=door.cookie).status == 404, path
    assert door.page(Cookie="") == door.page(Cookie=f"{door.cookie[:-1]}!") == 404
    for inside in ("static/index.html", HEALTH, "_stcore/host-config", "media/x.png", "review"):
        assert door.ask(door.path + inside).status == 404, inside
    for closed in ("agent/openapi.json", "agent/mcp", "metrics", "script-health-check"):
        assert door.ask(f"{door.path}_stcore/{closed}", Cookie=door.cookie).status == 404, closed


@pytest.mark.parametrize("host", ["notes.example", "127.0.0.1", "127.0.0.1:1", "localhost", ""])
def test_a_name_that_is_made_to_point_here_opens_nothing(door, host):
    assert door.stream() == 101
    name = host if ":" in host or not host else f"{host}:{door.host.partition(':')[2]}"
    name = "127.0.0.1" if host == "127.0.0.1" else name
    assert door.page(Host=name) in (400, 404)
    assert door.stream(Host=name, Origin=f"http://{name}") in (400, 403)


@pytest.mark.parametrize(
    "origin",
    ["https://notes.example", "null", "http://127.0.0.1:1", "http://localhost:{port}", None],
)
def test_a_web_page_or_another_program_cannot_open_the_stream(door, origin):
    assert door.stream() == 101
    named = origin and origin.format(port=door.host.partition(":")[2])
    assert door.stream(Origin=named) == 403
    assert door.stream(Cookie=None) == 403
    if named:
        assert door.page(Origin=named) == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_that_another_page_caused_is_refused(door, site):
    assert door.page(**{"Sec-Fetch-Site": "none"}) == 200
    assert door.page(**{"Sec-Fetch-Site": site}) == 404
    assert door.stream(**{"Sec-Fetch-Site": site}) == 403


def test_uploads_are_bounded_and_need_the_page_of_the_visit(door):
    put = {"method": "PUT", "Cookie": door.cookie, "Origin": f"http://{door.host}"}
    upload = f"{door.path}_stcore/upload_file/some-visit/some-file"
    refused = door.ask(upload, body=b"x", **put)
    assert refused.status == 403
    assert "XSRF" in refused.text
    large = door.ask(upload, body=b"x", **(put | {"Content-Length": str(2 * 1024**3 + 1)}))
    assert large.status == 413
    assert "too large together" in large.text
    assert door.ask(upload, body=b"x", **(put | {"Origin": "http://127.0.0.1:1"})).status == 404
    assert "XSRF" not in door.ask(upload, body=b"x", **(put | {"Cookie": ""})).text


def test_every_answer_says_that_nothing_else_may_be_loaded_framed_or_kept(door):
    for path in (door.path, "/nothing", f"{door.path}_stcore/host-config"):
        headers = door.ask(path, Cookie=door.cookie).headers
        rules = headers["content-security-policy"]
        assert "default-src 'none'" in rules
        assert "frame-ancestors 'none'" in rules
        assert "http" not in rules.replace(f"ws://{door.host}", "")
        assert "unsafe" not in rules.partition("script-src")[2].partition(";")[0]
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers.get("access-control-allow-origin") in (None, f"http://{door.host}")


def test_it_listens_on_the_loopback_address_only(door):
    port = int(door.host.partition(":")[2])
    listening = Path("/proc/net/tcp")
    if not listening.is_file():
        pytest.skip("this system has no list of sockets to read")
    for table in (listening, Path("/proc/net/tcp6")):
        for line in table.read_text().splitlines()[1:] if table.is_file() else []:
            local, state = line.split()[1], line.split()[3]
            if state == "0A" and int(local.rpartition(":")[2], 16) == port:
                assert local.startswith("0100007F:")


ATTACK = """<!doctype html><title>attack</title><script>
const host = %s, path = %s, got = {};
const note = (way, worked) => done => done(got[way] = worked);
const loads = (way, element) => new Promise(done => {
  element.onload = element.onopen = () => note(way, true)(done);
  element.onerror = () => note(way, false)(done);
});
const put = (element, src) => { element.src = src; document.head.append(element); return element; };
const page = `http://${host}${path}`;
Promise.all([
  fetch(page, {credentials: "include"})
    .then(() => { got.fetch = true; }, () => { got.fetch = false; }),
  loads("image", put(new Image(), `${page}favicon.png`)),
  loads("script", put(document.createElement("script"), `${page}static/index.html`)),
  loads("socket", new WebSocket(`ws://${host}${path}_stcore/stream`, "streamlit")),
]).then(() => { window.result = got; });
</script>"""


@contextmanager
def another_program(html):
    """Serve one page at another port of this computer, which browsers call the same site."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.browser
def test_pages_and_browsers_that_know_the_address_read_nothing(browser, address):
    context = browser.new_context()
    page, other = context.new_page(), context.new_page()
    # A link on a page, or a look ahead at what is behind it, does not use the address up.
    with another_program(f'<a href="{address}">read this</a>') as link:
        other.goto(link)
        other.get_by_text("read this").click()
        other.get_by_text("There is nothing at this address").wait_for(timeout=10_000)
    page.goto(address)
    page.get_by_role("heading", name="Start").wait_for(timeout=30_000)
    assert page.evaluate("fetch('favicon.png').then(r => r.ok)")
    place = urlsplit(page.url)
    with another_program(ATTACK % (json.dumps(place.netloc), json.dumps(place.path))) as attack:
        other.goto(attack)
        other.wait_for_function("window.result", timeout=30_000)
        got = other.evaluate("window.result")
    assert got == {"fetch": False, "image": False, "script": False, "socket": False}
    stranger = browser.new_context().new_page()
    for tried in (address, page.url):
        stranger.goto(tried)
        assert re.search("opens once|nothing at this address", stranger.content())
        assert not stranger.locator("script").count()
