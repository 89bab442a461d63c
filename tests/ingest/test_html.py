"""What a person sees of HTML, also where a page is far from what a person writes."""

import pytest

from analyser.ingest._html import text_of_html


@pytest.mark.parametrize("count", [1, 99, 100, 101, 250_000])
@pytest.mark.parametrize("element", ["<br>", "<br/>", "<BR />"])
def test_each_line_break_of_a_run_stays(element, count):
    assert text_of_html(f"a{element * count}b<br>c") == "a" + "\n" * count + "b\nc"
