"""What the report says, block by block: golden files, one for each section."""

from dataclasses import replace
from pathlib import Path

import pytest

from analyser.findings import Status
from analyser.report import _document
from analyser.report._document import build
from analyser.report._text import item_list

EXPECTED = Path(__file__).parent / "expected"
SECTIONS = (
    "summary",
    "given",
    "contact",
    "flagged",
    "own",
    "laws",
    "chronology",
    "exhibits",
    "method",
    "help",
    "guide",
    "statement",
)


def as_text(block):
    if block.kind == "heading":
        return f"{'#' * block.level} {block.text}"
    if block.kind == "message":
        lines = [f"[{block.item}] {block.head}", f"  > {block.reply}" if block.reply else ""]
        lines += [f"  {line}" for line in block.text.split("\n")]
        lines += [f"  -- {tail}" for tail in block.tails]
        return "\n".join(line for line in lines if line.strip())
    rows = "\n".join(" | ".join(row).replace("\n", " / ") for row in block.rows)
    head = " | ".join(block.header)
    return f"{block.kind}:\n" + "\n".join(part for part in (block.text, head, rows) if part)


def sections(document):
    found = [[]]
    for block in document.blocks:
        if block.kind == "heading" and block.level == 1:
            found.append([])
        found[-1].append(block)
    return ["\n\n".join(map(as_text, blocks)) + "\n" for blocks in found]


@pytest.mark.parametrize("number", range(len(SECTIONS)), ids=SECTIONS)
def test_a_section_says_what_its_file_says(findings, now, update_golden, number):
    text = sections(build(findings, now))[number]
    path = EXPECTED / f"{SECTIONS[number]}.txt"
    if update_golden:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_every_expected_file_belongs_to_a_section():
    assert {path.stem for path in EXPECTED.glob("*.txt")} == set(SECTIONS)


def test_the_head_of_every_page_names_the_section_of_the_sources(findings, now):
    document = build(replace(findings, next_steps=(), services=()), now)
    number = document.head.rpartition(" ")[2]
    assert any(
        b.text == f"{number}. Exhibit index, with the SHA-256 of each file" for b in document.blocks
    )


def test_a_dismissed_flag_is_left_out_and_said_to_be(findings, now):
    text = "".join(sections(build(findings, now)))
    assert "1 flag that a person dismissed left out of the flagged words" in text
    flagged = sections(build(findings, now))[SECTIONS.index("flagged")]
    dismissed = [f.message for f in findings.flags if f.status is Status.DISMISSED]
    assert not [id_ for id_ in dismissed if f"[{id_}]" in flagged]


def test_every_message_is_in_the_chronology_once(findings, now):
    text = sections(build(findings, now))[SECTIONS.index("chronology")]
    assert [text.count(f"[{m.id}]") for m in findings.messages] == [1] * len(findings.messages)


def test_every_item_of_an_occasion_can_be_found(findings, now):
    blocks = build(findings, now).blocks
    cells = {cell for block in blocks for row in block.rows for cell in row}
    for occasion in findings.patterns[0].occasions:
        assert item_list(occasion.messages) in cells


def test_law_data_older_than_six_months_is_said_to_be_old(findings, now):
    fresh = build(findings, now.replace(year=2027, month=5, day=22))
    stale = build(findings, now.replace(year=2027, month=5, day=23))
    assert ["more than six months" in "".join(sections(d)) for d in (fresh, stale)] == [False, True]


def test_self_harm_words_put_help_before_any_law(findings, now):
    flags = (replace(findings.flags[0], signal="encourage_suicide", group="self_harm"),)
    text = "".join(sections(build(replace(findings, flags=flags), now)))
    assert text.index("Samaritans") < text.index("Laws that may be relevant")


def test_a_name_too_long_for_a_heading_says_that_it_is_cut(with_texts, now):
    document = build(with_texts("hello", name="N" * 5000), now)
    headings = [block.text for block in document.blocks if block.kind == "heading"]
    assert max(map(len, headings)) < 200
    assert any("5000 characters, whole in report.json" in text for text in headings)


def test_a_section_too_long_to_print_says_how_many_messages_it_leaves_out(
    findings, now, monkeypatch
):
    whole = build(findings, now)
    chronology = SECTIONS.index("chronology")
    count = sections(whole)[chronology].count("\n[S")
    monkeypatch.setattr(_document, "SECTION_AT_MOST", 2)
    cut = sections(build(findings, now))[chronology]
    assert count > 2
    assert cut.count("\n[S") == 2
    assert f"{count - 2} more of these messages" in cut
    assert "chronology.csv" in cut


def test_words_on_a_threat_speak_to_a_reader_of_the_report(findings, now):
    threat = replace(findings.flags[0], signal="threat_to_kill", group="threat_kill")
    text = sections(build(replace(findings, flags=(threat,)), now))[0]
    assert "may be a threat to life" in text
    assert "this program" not in text.replace("The program can be wrong", "")


def test_who_wrote_nothing_that_counts_is_named_apart_on_page_1(findings, now):
    (pattern,) = findings.patterns
    calm = replace(pattern, stop_requests=(), after_stop=None, after_events=())
    text = sections(build(replace(findings, flags=(), patterns=(calm,)), now))[0]
    assert "Also in these files, with no flag that counts: Sam Hill (" in text
    assert "asked to stop" not in text
