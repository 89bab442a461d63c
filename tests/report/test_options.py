"""What a person chooses: exhibit marks, what goes in, pictures; and that the report says so."""

import io
import json
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import docx
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from analyser import report
from analyser.elements import Element, Standing
from analyser.findings import Person
from analyser.records import Box
from analyser.report import CONTENTS, Options
from analyser.report._chart import first_charts
from analyser.report._contact import patterns
from analyser.report._document import build
from analyser.report._exhibits import _HALF_MM
from analyser.report._narrow import narrowed
from analyser.report._pictures import _cuts, pieces

_DRAWN = ("cells", "timeline", "ways")


def words(document):
    cells = (cell for b in document.blocks for row in b.rows for cell in row)
    return "\n".join([document.head, *(b.text for b in document.blocks), *cells])


@pytest.fixture
def picture():
    """Return a screenshot with a place name in its metadata, and a red bubble in S2-1's box."""
    image = Image.new("RGB", (400, 1500), "white")
    ImageDraw.Draw(image).rectangle((10, 20, 310, 60), fill="red")
    made = io.BytesIO()
    exif = Image.Exif()
    exif[270] = "SECRETPLACE"
    image.save(made, "PNG", exif=exif)
    return made.getvalue()


def test_exhibits_have_initials_and_go_on_from_an_earlier_report(findings, now):
    text = words(build(findings, now, Options(initials="AR", first_exhibit=7)))
    assert "AR/7" in text
    assert "AR/9" in text
    assert "AR/10" not in text


def test_a_period_leaves_out_what_is_outside_and_says_so_on_every_page(findings, now):
    options = Options(since=date(2025, 7, 3), until=date(2025, 7, 4))
    part = narrowed(findings, options)
    # What has no date stays: nobody can tell that it is outside. S1-5 is on 8 July or 7 August.
    assert [m.id for m in part.messages] == ["S1-3", "S1-4", "S2-1"]
    longer = narrowed(findings, replace(options, until=date(2025, 7, 8)))
    assert [m.id for m in longer.messages] == ["S1-3", "S1-4", "S1-5", "S1-6", "S2-1"]
    document = build(part, now, options)
    assert "3 of 7 messages" in words(document)
    assert document.head.startswith("PART OF THE MATERIAL")
    assert part.chosen in report.to_bytes(findings, "to_json", now, options).decode()


def test_counts_of_a_part_show_the_request_and_the_days_that_they_rest_on(findings, now):
    part = narrowed(findings, Options(since=date(2025, 7, 3)))
    request = part.patterns[0].after_stop.request
    assert request not in {message.id for message in part.messages}
    whole, shown = (list(patterns(each, now)) for each in (findings, part))
    (quoted,) = (block for block in shown if block.item == request)
    assert quoted.text == next(m.text for m in findings.messages if m.id == request)
    drawn = [[b.rows for b in blocks if b.kind in _DRAWN] for blocks in (whole, shown)]
    assert drawn[0]
    assert drawn[0] == drawn[1]


def test_people_who_were_not_chosen_are_not_named_in_json(findings, now):
    other = Person(id="P7", names=("Alex Reed",), is_me=False)
    case = replace(findings, people=(*findings.people, other))
    options = Options(people=frozenset({case.patterns[0].person}))
    listed = json.loads(report.to_bytes(case, "to_json", now, options))["people"]
    assert "P7" not in {each["id"] for each in listed}
    assert any(each["is_me"] for each in listed)


def test_a_law_names_only_items_that_the_part_shows(findings):
    (pointer,) = findings.pointers
    first, *rest = pointer.messages
    both = replace(pointer, messages=(first, "S2-1"), elements=(shown_by(first, "S2-1"),))
    alone = replace(pointer, provision="other", messages=(first,), elements=(shown_by(first),))
    options = Options(since=date(2025, 7, 4), until=date(2025, 7, 4))
    part = narrowed(replace(findings, pointers=(both, alone)), options)
    assert [each.messages for each in part.pointers] == [("S2-1",)]
    assert part.pointers[0].elements[0].messages == ("S2-1",)
    assert "1 more item that this part does not show" in part.pointers[0].elements[0].text
    assert f"rest only on what is not shown: {pointer.label or pointer.title}." in part.chosen


def test_a_law_that_rests_on_flags_not_chosen_is_left_out_and_named(findings):
    (pointer,) = findings.pointers
    words = replace(pointer, provision="words", signals=("pestering",))
    both = replace(pointer, provision="both", signals=("pestering", "repeated_contact"))
    flag = replace(findings.flags[0], signal="pestering", group="pestering")
    case = replace(findings, flags=(*findings.flags, flag), pointers=(words, both))
    part = narrowed(case, Options(signals=frozenset({"stop_request"})))
    assert [each.provision for each in part.pointers] == ["both"]
    assert "Laws left out" in part.chosen


def test_the_charts_of_page_1_say_that_only_the_part_is_drawn(findings, now):
    part = narrowed(findings, Options(until=date(2025, 7, 4)))
    zone = ZoneInfo(findings.facts.timezone)
    for case in (findings, part):
        drawn = [block.text for block in first_charts(case, zone)]
        assert drawn
        assert ("that this part shows" in drawn[0]) == (case is part)


def shown_by(*items):
    return Element(text="Words", standing=Standing.SHOWN, messages=items)


def test_a_person_and_a_flag_can_be_chosen(findings, now):
    part = narrowed(findings, Options(people=frozenset({"P9"}), signals=frozenset({"pestering"})))
    assert {m.sender for m in part.messages} <= {None, "Alex Reed"}
    assert part.flags == part.patterns == ()


def test_nothing_chosen_is_the_whole(findings):
    assert narrowed(findings, Options(initials="AR")) is findings


@pytest.mark.parametrize("key", sorted(CONTENTS))
def test_each_part_can_be_left_out_and_is_said_to_be(findings, now, picture, key):
    options = Options(without=frozenset({key}), pictures={"S2": picture})
    part = narrowed(findings, options)
    headings = [b.text.partition(". ")[2] for b in build(part, now, options).blocks if b.level == 1]
    assert headings
    assert CONTENTS[key] not in headings
    assert f"left out: «{CONTENTS[key]}»" in part.chosen
    assert set(CONTENTS.values()) - {CONTENTS[key]} <= set(headings)


def test_pictures_are_drawn_beside_flags_and_whole_without_their_metadata(findings, now, picture):
    flagged = replace(findings.flags[0], message="S2-1")
    case = replace(findings, flags=(*findings.flags, flagged))
    options = Options(pictures={"S2": picture, "S3": b"no picture"})
    blocks = [b for b in build(case, now, options).blocks if b.pictures]
    beside = next(b for b in blocks if b.kind == "message")
    shown = Image.open(io.BytesIO(beside.pictures[0].data))
    assert shown.getpixel((shown.width // 2, shown.height // 2))[0] > 200  # the bubble, not paper
    assert shown.getpixel((shown.width // 2, shown.height // 2))[1] < 60
    assert [len(b.pictures) for b in blocks if b.kind == "pictures"] == [2]  # 1500 px: two pieces
    data = report.to_bytes(case, "to_pdf", now, options)
    images = [o for page in pypdfium2.PdfDocument(data) for o in page.get_objects() if o.type == 3]
    assert len(images) >= 3
    word = report.to_bytes(case, "to_docx", now, options)
    assert len(docx.Document(io.BytesIO(word)).inline_shapes) == 3
    assert b"SECRETPLACE" not in data + word


def test_a_long_picture_is_cut_between_messages_and_a_slim_one_takes_half_a_line():
    assert list(_cuts(1000, 400, [(350, 420), (500, 600)])) == [350, 750]
    assert list(_cuts(1000, 400, [(0, 1000)])) == [400, 800]
    slim, wide = (
        next(pieces(drawn(size), [("S1-2", Box(left=9, top=9, width=99, height=50))], "x"))
        for size in ((1170, 2532), (1920, 1080))
    )
    assert (slim.width_mm < _HALF_MM < 140 < wide.width_mm, wide.width_mm <= 164) == (True, True)


def drawn(size):
    made = io.BytesIO()
    Image.new("RGB", size, "white").save(made, "PNG")
    return made.getvalue()
