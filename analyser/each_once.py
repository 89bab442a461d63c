"""Show what two exports of one chat both hold once, and say so on each source."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from analyser import ingest
from analyser.overlap import Overlap, set_aside
from analyser.records import CaseFacts, Problem, Reading, Source
from analyser.wording import counted


def each_once(reading: Reading, facts: CaseFacts) -> Reading:
    """Return `reading` with each message once; what only may be the same is kept, and said."""
    overlap = _overlap(reading, facts.persons)
    return _with(reading, overlap, doubts_before={})


def once_joined(reading: Reading, facts: CaseFacts) -> Reading:
    """Return a reading made before with what shows as one chat now that people were joined."""
    if not facts.persons or len({message.source for message in reading.messages}) <= 1:
        return reading
    before = _doubts(_overlap(reading, {}))
    return _with(reading, _overlap(reading, facts.persons), doubts_before=before)


def _overlap(reading: Reading, persons: Mapping[str, Sequence[str]]) -> Overlap:
    titles = {source.id: _title(source) for source in reading.sources}
    return set_aside(reading.messages, titles=titles, persons=persons)


def _with(
    reading: Reading, overlap: Overlap, *, doubts_before: Mapping[str, tuple[Problem, ...]]
) -> Reading:
    said, doubts = _sentences(overlap), _doubts(overlap)
    sources = tuple(
        replace(
            source,
            facts=source.facts + said.get(source.id, ()),
            problems=(
                *(p for p in source.problems if p not in doubts_before.get(source.id, ())),
                *doubts.get(source.id, ()),
            ),
        )
        for source in reading.sources
    )
    return replace(reading, sources=sources, messages=overlap.messages)


def _title(source: Source) -> str | None:
    """Return the title of the chat in the name of the file, or of the zip that an iPhone makes."""
    name = PurePosixPath(source.member or source.name).name
    return ingest.title_of(source.name if name.lower() == "_chat.txt" else name)


def _sentences(overlap: Overlap) -> Mapping[str, tuple[str, ...]]:
    """Return what to say of each source."""
    said: dict[str, tuple[str, ...]] = {}
    for source, count in overlap.twins.items():
        told = f"{count} of its messages are also in an export given before; each is shown once."
        said[source] = (told,)
    for source, names in overlap.names.items():
        for new, old in names:
            told = (
                f"{new} stands here where an export given before has {old}, with the same words "
                "at the same times, as where a contact was renamed. Each message is shown once, "
                f"as from {old}. Both names are counted as one person only if you say so."
            )
            said[source] = (*said.get(source, ()), told)
    for source, ids in overlap.lost.items():
        told = f"Shown as deleted here, but in words in another export: {', '.join(ids)}."
        said[source] = (*said.get(source, ()), told)
    return said


def _doubts(overlap: Overlap) -> Mapping[str, tuple[Problem, ...]]:
    """Return the problems of each source that may show a chat that another shows too."""
    found: dict[str, tuple[Problem, ...]] = {}
    for (first, then), count in overlap.perhaps.items():
        are = "has" if count == 1 else "have"
        what = (
            f"{counted(count, 'message')} here {are} the same words at the same times as in "
            f"{first}. Nothing shows that both files are of the same chat, so all are kept and "
            "counted."
        )
        do = (
            "If both are exports of one chat, take one of them out. If only a name was changed, "
            "say that both names are one person. If they are two chats, nothing is wrong."
        )
        found[then] = (*found.get(then, ()), Problem(what=what, do=do))
    return found
