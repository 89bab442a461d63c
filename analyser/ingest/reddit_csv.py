"""Reddit's data request: messages.csv, chat_history.csv, comments.csv and posts.csv.

Source: chat-formats section 21. Internet addresses in it are not read.
"""

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._instants import from_iso, in_order
from analyser.ingest._named_csv import Row, cell, draw, headings
from analyser.records import Kind, Side

_LAYOUTS = (
    frozenset(("id", "thread_id", "date", "from", "to", "body")),
    frozenset(("message_id", "created_at", "username", "message")),
)
_OWN = (
    frozenset(("id", "permalink", "date", "subreddit", "body")),
    frozenset(("id", "permalink", "date", "subreddit", "title")),
)
_NEEDED = ("date", "created_at", "body", "message", "subject", "title")
_LEFT_OUT = (
    "Reddit's download leaves out deleted messages; of comments and posts it holds only the "
    "owner's own."
)


def recognises(head: bytes) -> bool:
    """Tell whether its headings are those of one of Reddit's tables."""
    found = headings(head)
    return any(each <= found for each in (*_LAYOUTS, *_OWN))


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all rows, oldest first."""
    written_to: set[str] = set()

    def made(number: int, row: Row) -> Draft:
        written_to.add(cell(row, "to"))
        return _draft(number, row)

    drawn = draw(data, made, needed=_NEEDED, words=("body", "message", "title"))
    return Drafted(
        items=in_order(drawn.items),
        app="reddit",
        by_record=True,
        facts=("Read as Reddit's own download.", _LEFT_OUT, *drawn.facts),
        problems=drawn.problems,
        members=frozenset(written_to - {""}),
    )


def _draft(number: int, row: Row) -> Draft:
    shown = cell(row, "date", "created_at")
    own = "subreddit" in row and "username" not in row and "from" not in row
    body = next((row[name] for name in ("body", "message") if row.get(name)), "")
    subject = cell(row, "subject", "title")
    return Draft(
        position=number,
        units=1,
        instant=from_iso(shown, utc=True),
        shown_as=shown or None,
        sender=cell(row, "from", "username") or None,
        side=Side.SENT if own else None,
        text=body.replace("\r\n", "\n") or subject,
        kind=Kind.TEXT if body or subject else Kind.UNKNOWN,
        chat=_chat(row),
        key=cell(row, "id", "message_id") or None,
    )


def _chat(row: Row) -> str | None:
    """Return the channel, or for letters the two who write to each other."""
    pair = ", ".join(sorted({cell(row, "from"), cell(row, "to")} - {""}))
    return cell(row, "channel_name", "channel_url") or pair or cell(row, "subreddit") or None


FORMAT = ChatFormat(id="reddit_csv", label="Reddit", recognises=recognises, draft=draft)
