"""Turn files as given into sources: read each by its reader, number, account, set aside.

It belongs to the hallway: it calls `ingest` and `screens` and knows neither formats nor pixels.
Exports are read first, because they name the media that lie beside them; then pictures, which
workers read, and nothing is read that was read before.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import partial

from analyser import ingest, screens
from analyser.choices import without_left_out
from analyser.desk import Desk, Item, as_told, base_name, bytes_of, data_of, sort
from analyser.each_once import each_once
from analyser.errors import AnalyserError
from analyser.extras import companions_of, extras_of, facts_about
from analyser.given import Given
from analyser.numbers import Numbers
from analyser.readings import Readings, read_picture, without_future
from analyser.records import CaseFacts, Problem, Reading, Source
from analyser.wording import counted
from analyser.workers import count_of, in_order

_GONE = "This file was moved, renamed or deleted while the others were read."
_PASSED_OVER = {
    "media": "A chat that was given names this file as sent in it. It was not read as a picture.",
    "companion": "An app packs this file beside its messages. It holds none.",
}

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the file at hand."""


SoFar = Callable[[Callable[[], Reading]], None]
"""Called once, with what returns the reading of all that was read so far, at any later time."""


def read_files(
    givens: Iterable[Given],
    *,
    facts: CaseFacts,
    progress: Progress,
    so_far: SoFar,
    readings: Readings,
    numbers: Numbers,
    pool: Executor,
) -> Reading:
    """Return the reading of all files; one that cannot be read becomes a source with a problem."""
    desk = Desk()
    for given in givens:
        sort(given, desk)
    desk.items = [as_told(item, facts) for item in desk.items]
    chats = [item for item in desk.items if item.format_id]
    beside = ingest.look_beside(item.given for item in desk.items)
    total = len(desk.items)
    seen: dict[str, str] = {}
    done: list[Reading] = []

    def add(item: Item, reader: Callable[[Item, str, CaseFacts], Reading]) -> None:
        progress(len(done), total, item.member or item.name)
        done.append(_once(item, numbers, seen, reader, facts))

    for item in chats:
        add(item, partial(_read_text, beside=beside))
    named = _named_media(chats, done)
    rest = [item for item in desk.items if not item.format_id]
    media = {item for item in rest if base_name(item) in named.get(item.given.folder, set())}
    extras = extras_of([item for item in rest if item not in media], chats)
    gone = {item for items in extras.values() for item in items}
    rest = [item for item in rest if item not in gone]
    pictures = [item for item in rest if item.picture and item not in media]
    companions, beside_it = companions_of(rest, chats), partial(_passed_over, kind="companion")

    def whole() -> Reading:
        merged = _merged(tuple(done), desk, media, facts_about(extras))
        return without_left_out(each_once(merged, facts), facts)

    so_far(whole)
    pages = _read_pictures(pictures, numbers, seen, facts, readings, pool)
    for item in pictures:
        progress(len(done), total, item.member or item.name)
        done.append(next(pages))
    for item in rest:
        if item not in media and not item.picture:
            add(item, beside_it if item in companions else _refuse)
        elif item in media and item.member is None:
            add(item, partial(_passed_over, kind="media"))
    progress(total, total, "")
    return whole()


def _once(
    item: Item,
    numbers: Numbers,
    seen: dict[str, str],
    reader: Callable[[Item, str, CaseFacts], Reading],
    facts: CaseFacts,
) -> Reading:
    """Read `item`, unless the same bytes were given before: then only say so."""
    # What could not be opened has no hash.
    key = item.sha256 or item.name
    reading = _read(item, numbers.source(key, item.member), seen, reader, facts)
    file = numbers.file(key)
    return replace(reading, sources=tuple(replace(s, file=file) for s in reading.sources))


def _read(
    item: Item,
    id_: str,
    seen: dict[str, str],
    reader: Callable[[Item, str, CaseFacts], Reading],
    facts: CaseFacts,
) -> Reading:
    if item.problem is None and (first := seen.get(item.key)):
        fact = f"The same file was given before as {first}. It was read once; see there."
        return Reading(sources=(_source(item, id_, kind="duplicate", facts=(fact,)),))
    try:
        reading = reader(item, id_, facts)
    except AnalyserError as error:
        problem = Problem(what=error.problem, do=error.remedy)
        return Reading(sources=(_source(item, id_, kind="unknown", problems=(problem,)),))
    except FileNotFoundError:
        problems = (Problem(what=_GONE, do="Put it back where it was, and add it again."),)
        return Reading(sources=(_source(item, id_, kind="unknown", problems=problems),))
    except OSError:
        what, do = "This file could not be read to its end.", "Copy it again from the phone."
        problems = (Problem(what=what, do=do),)
        return Reading(sources=(_source(item, id_, kind="unknown", problems=problems),))
    # A copy of what could not be read has the same problem, and says so itself.
    seen.setdefault(item.key, id_)
    return reading


def _source(item: Item, id_: str, **fields: object) -> Source:
    source = Source(
        id=id_,
        name=item.name,
        member=item.member,
        sha256=item.sha256,
        member_sha256=item.member_sha256,
        size_bytes=item.size_bytes,
        kind="unknown",
    )
    return replace(source, **fields)  # type: ignore[arg-type]  # checked by the record itself


def _reading(item: Item, id_: str, result: ingest.IngestResult | screens.ScreenResult) -> Reading:
    source = _source(
        item,
        id_,
        kind=result.kind,
        app=result.app,
        accounted=result.accounted,
        problems=result.problems,
        facts=(*((item.note,) if item.note else ()), *result.facts),
    )
    return Reading(sources=(source,), messages=result.messages, unread=result.unread)


def _read_text(
    item: Item, id_: str, facts: CaseFacts, beside: ingest.Beside | None = None
) -> Reading:
    with data_of(item) as data:
        result = ingest.read(
            data,
            name=_told_name(item),
            path=item.member or item.given.path,
            beside=beside,
            source=id_,
            facts=facts,
            folder=item.given.folder,
            format_id=item.format_id,
            not_after=item.given.not_after,
        )
    reading = _reading(item, id_, result)
    return replace(reading, sources=(replace(reading.sources[0], cards=result.cards),))


def _told_name(item: Item) -> str:
    """Return the name that may tell the title of a chat: an iPhone's zip has it, not its text."""
    name = base_name(item)
    return (item.within or item.name) if name.lower() == "_chat.txt" else name


def _read_pictures(
    items: Sequence[Item],
    numbers: Numbers,
    seen: dict[str, str],
    facts: CaseFacts,
    readings: Readings,
    pool: Executor,
) -> Iterator[Reading]:
    """Yield one reading a picture, in order; workers read those that were not read before."""
    # A copy of what is being read waits for it, so that it too is read once.
    first = list({item.key: item for item in reversed(items)}.values())[::-1]
    new = [item for item in first if item.key not in seen]
    unknown = [e for e in new if readings.find(e.key, source="S0", facts=facts) is None]
    begin = [partial(_begin, item, facts) for item in unknown]
    done = zip(unknown, in_order(begin, pool, workers=count_of(pool)), strict=True)

    failed: dict[str, BaseException] = {}

    def reader(item: Item, id_: str, facts: CaseFacts) -> Reading:
        if item.key in failed:
            raise failed[item.key]
        result = readings.find(item.key, source=id_, facts=facts)
        assert result is not None  # noqa: S101  # it was kept just now, or found above
        return _reading(item, id_, without_future(result, facts.today))

    waiting = set(unknown)
    for item in items:
        if item in waiting:
            _, future = next(done)
            if (error := future.exception()) is not None:
                failed[item.key] = error
            else:
                # Not within `_once`: what cannot be saved is no problem of this picture.
                readings.keep(item.key, future.result(), facts=facts)
        yield _once(item, numbers, seen, reader, facts)


def _begin(item: Item, facts: CaseFacts, pool: Executor) -> Future[screens.ScreenResult]:
    """Let a worker read one picture; where it cannot be opened the future says so."""
    try:
        return pool.submit(read_picture, bytes_of(item), facts)
    except (AnalyserError, OSError) as error:
        failed: Future[screens.ScreenResult] = Future()
        failed.set_exception(error)
        return failed


def _refuse(item: Item, id_: str, facts: CaseFacts) -> Reading:
    if item.problem:
        return Reading(sources=(_source(item, id_, problems=(item.problem,)),))
    # The reader itself says best why it does not take these bytes.
    return _read_text(item, id_, facts)


def _passed_over(item: Item, id_: str, facts: CaseFacts, *, kind: str) -> Reading:
    return Reading(sources=(_source(item, id_, kind=kind, facts=(_PASSED_OVER[kind],)),))


def _named_media(
    chats: Sequence[Item], readings: Sequence[Reading]
) -> dict[frozenset[str], set[str]]:
    """Return the names of files that the chats name as sent in them, by the folder they lie in.

    What an e-mail names is inside it: a file beside it was saved by somebody, to be read.
    """
    named: dict[frozenset[str], set[str]] = {}
    for item, reading in zip(chats, readings, strict=True):
        sent = (m.attachment for m in reading.messages if m.attachment and m.app != "email")
        shown = (attachment.name for attachment in sent if attachment.name)
        names = (name for each in shown for name in each.split("; "))
        named.setdefault(item.given.folder, set()).update(names)
    return named


def _merged(
    readings: Sequence[Reading], desk: Desk, media: Collection[Item], extras: Mapping[str, str]
) -> Reading:
    """Return one reading, what is known of each archive said once, on its first source."""
    sources: list[Source] = []
    told: set[str] = set()
    for source in (source for reading in readings for source in reading.sources):
        if source.sha256 in desk.archive_problems and source.sha256 not in told:
            told.add(source.sha256)
            inside = sum(item.sha256 == source.sha256 and item.member is not None for item in media)
            fact = counted(inside, "file inside is", "files inside are")
            fact += " named in the chat as sent in it; not read."
            source = replace(
                source,
                problems=source.problems + desk.archive_problems.get(source.sha256, ()),
                facts=(
                    *source.facts,
                    *([fact] if inside else []),
                    *(one for one in (desk.archive_facts.get(source.sha256),) if one),
                    *([extras[source.sha256]] if source.sha256 in extras else []),
                ),
            )
        sources.append(source)
    return Reading(
        sources=tuple(sources),
        messages=tuple(m for reading in readings for m in reading.messages),
        unread=tuple(u for reading in readings for u in reading.unread),
    )
