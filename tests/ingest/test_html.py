"""What a person sees of HTML, also where a page is far from what a person writes."""

from pathlib import Path

import pytest

from analyser import given, pipeline
from analyser.ingest import formats
from analyser.ingest._html import text_of_html
from analyser.records import CaseFacts

CASES = Path(__file__).parent / "cases"
PAGES = sorted(id_ for id_ in formats() if id_.endswith("_html"))


def problems_of(data):
    (source,) = pipeline.read([given.from_bytes("a.html", data)], facts=CaseFacts()).sources
    return " ".join(problem.what for problem in source.problems)


@pytest.mark.parametrize("format_id", PAGES)
def test_a_page_that_was_cut_off_says_so_and_a_whole_one_does_not(format_id):
    pages = sorted(CASES.glob(f"{format_id}/*/input.html"))
    assert pages
    for page in pages:
        whole = page.read_bytes()
        assert "cut off" not in problems_of(whole)
        end = max(whole.lower().rfind(b"</body"), whole.lower().rfind(b"</html", 0, -20))
        cut = whole[: whole.find(b"postamble") - 12] if b"postamble" in whole else whole[:end]
        assert "cut off before its end" in problems_of(cut)


def test_a_page_of_discord_that_holds_fewer_messages_than_it_says_is_told():
    page = (CASES / "discord_html/page/input.html").read_bytes()
    assert "Found" not in problems_of(page)
    said = problems_of(page.replace(b"Exported 2 message", b"Exported 1,204 message"))
    assert "holds: 1204. Found: 2." in said


@pytest.mark.parametrize("count", [1, 99, 100, 101, 250_000])
@pytest.mark.parametrize("element", ["<br>", "<br/>", "<BR />"])
def test_each_line_break_of_a_run_stays(element, count):
    assert text_of_html(f"a{element * count}b<br>c") == "a" + "\n" * count + "b\nc"
