"""The app: page frame and navigation. Start it with `./run` or `analyser app`."""

from pathlib import Path

import streamlit as st

from analyser.quiet import keep_words_out_of_the_log
from analyser.ui import _frame, _rules

PAGES = Path(__file__).parent / "analyser" / "ui" / "pages"

keep_words_out_of_the_log()
st.set_page_config(
    page_title="Notes",
    page_icon=_frame.plain_icon(),
    layout="wide",
    initial_sidebar_state="collapsed",
)
# The order matters here, so this is the one explicit list of pages. Their addresses say nothing to
# somebody who looks through the browser's history.
pages = [
    st.Page(PAGES / "start.py", title="Start", icon=":material/home:", default=True),
    st.Page(PAGES / "add.py", url_path="2", title="Add", icon=":material/add:"),
    st.Page(PAGES / "people.py", url_path="7", title="People", icon=":material/group:"),
    st.Page(PAGES / "review.py", url_path="3", title="Review", icon=":material/list:"),
    st.Page(PAGES / "events.py", url_path="8", title="Events", icon=":material/edit_note:"),
    st.Page(PAGES / "pattern.py", url_path="4", title="Pattern", icon=":material/calendar_month:"),
    st.Page(PAGES / "law.py", url_path="5", title="Law", icon=":material/menu_book:"),
    st.Page(PAGES / "report.py", url_path="6", title="Report", icon=":material/download:"),
]
# The frame draws its own menu: it says where we are, and folds into rows on a phone.
_frame.frame(pages, st.navigation(pages, position="hidden"))
# After the first page: side by side, both would take twice as long.
_rules.load_in_background()
