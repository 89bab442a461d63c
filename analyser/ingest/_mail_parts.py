"""Tell what an e-mail is made of: its bodies, the names of its files, and what is damaged in it.

Source: chat-formats section 22.1: the defects that the parser finds are shown as damaged parts.
"""

from collections.abc import Iterable, Iterator
from email import errors
from email.message import EmailMessage, Message

from analyser.ingest._format import Draft
from analyser.wording import counted

DAMAGED = (
    *(ValueError, LookupError, AttributeError, TypeError, OverflowError, errors.MessageError),
)
"""What the standard library lets out at headers and parts that are damaged."""
WORDS = frozenset(("text/plain", "text/html"))
CUT_OFF = "it ends before its last part does"
_SAID = {
    errors.CloseBoundaryNotFoundDefect: CUT_OFF,
    errors.StartBoundaryNotFoundDefect: "the line at which its parts begin is not there",
    errors.NoBoundaryInMultipartDefect: "it does not say where its parts begin",
    errors.MultipartInvariantViolationDefect: "it is said to have parts, and has none",
    errors.FirstHeaderLineIsContinuationDefect: "its header begins in the middle of a line",
    errors.MissingHeaderBodySeparatorDefect: "no empty line parts its header from its words",
    errors.MisplacedEnvelopeHeaderDefect: "a line of a mailbox stands in the middle of its header",
    errors.HeaderDefect: "its header is damaged",
    errors.InvalidBase64PaddingDefect: "{} is cut off",
    errors.InvalidBase64LengthDefect: "{} is cut off",
    errors.InvalidBase64CharactersDefect: "{} holds letters that do not belong there",
    errors.UndecodableBytesDefect: "{} holds bytes that cannot be read",
}
_OTHER = "{} is not made as an e-mail is"


def damage_of(message: EmailMessage) -> tuple[str, ...]:
    """Return what is damaged, each once, as the ends of sentences; empty where nothing is."""
    try:
        parts = list(message.walk())
    except (*DAMAGED, RecursionError):
        return ()
    found: dict[str, None] = {}
    for part in parts:
        try:
            if not part.is_multipart():
                part.get_payload(decode=True)  # what is packed is looked at only where unpacked
        except DAMAGED:
            found[_OTHER.format(_called(part))] = None
        for defect in part.defects:
            said = next((s for kind, s in _SAID.items() if isinstance(defect, kind)), _OTHER)
            found[said.format(_called(part))] = None
    return tuple(found)


def _called(part: Message) -> str:
    if name := name_of(part):
        return f"'{name}'"
    return "what it says" if part.get_content_maintype() == "text" else "a file in it"


def bodies_of(message: EmailMessage) -> list[EmailMessage]:
    """Return the parts that a mail program shows as the words of the e-mail."""
    found = [message.get_body(preferencelist=(kind,)) for kind in ("plain", "html")]
    return [each for each in found if isinstance(each, EmailMessage)]


def bodies_below(message: EmailMessage, kind: str) -> list[EmailMessage]:
    """Return the pieces of its words that stand below a picture or file among them.

    Apple's program sends an e-mail with a picture in its middle so; `kind` is `plain` or `html`.
    """
    if message.get_content_type() != "multipart/mixed":
        return []
    return [part for part in _beside(message) if part.get_content_type() == f"text/{kind}"]


def _beside(message: EmailMessage) -> list[EmailMessage]:
    """Return the parts beside the body that are called no file and are none."""
    try:
        parts = [part for part in message.iter_attachments() if isinstance(part, EmailMessage)]
    except DAMAGED:
        return []
    words = [part for part in parts if part.get_content_type() in WORDS]
    return [part for part in words if not name_of(part) and not part.is_attachment()]


def name_of(part: Message) -> str:
    """Return the name of a file in an e-mail as it can be shown; "" where it has none."""
    try:
        return shown_name(part.get_filename() or "")
    except DAMAGED:
        return ""


def shown_name(name: str) -> str:
    """Return a name in one line, without characters that cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())


def attached_names(message: EmailMessage) -> Iterator[str]:
    """Yield the names of the attached files, or what kind they are."""
    try:
        parts = list(message.iter_attachments())
    except DAMAGED:
        return
    below = _beside(message)
    for part in parts:
        if any(part is each for each in below):
            continue
        yield (name_of(part) or part.get_content_type()).replace(";", ",")


def files_of(drafts: Iterable[Draft]) -> int:
    """Return how many files are attached to these e-mails."""
    return sum(len(each.attachment.split("; ")) for each in drafts if each.attachment)


def attached(count: int) -> tuple[str, ...]:
    """Return what to say of so many attached files, which are named."""
    if not count:
        return ()
    what = counted(count, "attached file or e-mail is", "attached files or e-mails are")
    return (f"{what} named. Each that is a chat, a table, an e-mail or a screenshot is read too.",)
