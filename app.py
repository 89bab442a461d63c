"""The app: page frame and navigation. Start it with `./run` or `analyser app`."""

from pathlib import Path

import streamlit as st

from analyser.quiet import keep_words_out_of_the_log
from analyser.ui import _frame

PAGES = Path(__file__).parent / "analyser" / "ui" / "pages"

keep_words_out_of_the_log()
st.set_page_config(
    page_title="Notes",
    page_icon=_frame.plain_icon(),
    layout="wide",
    initial_sidebar_state="collapsed",
)
# The order matters here, so this is the one explicit list of pages.
pages = [
    st.Page(PAGES / "start.py", title="Start", icon=":material/home:", default=True),
    st.Page(PAGES / "add.py", title="Add", icon=":material/add:"),
    st.Page(PAGES / "review.py", title="Review", icon=":material/list:"),
    st.Page(PAGES / "pattern.py", title="Pattern", icon=":material/calendar_month:"),
    st.Page(PAGES / "law.py", title="Law", icon=":material/menu_book:"),
    st.Page(PAGES / "report.py", title="Report", icon=":material/download:"),
]
# The frame draws its own menu: it says where we are, and folds into rows on a phone.
_frame.frame(pages, st.navigation(pages, position="hidden"))
