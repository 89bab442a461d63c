"""The app: page frame and navigation. Start it with `./run` or `analyser app`."""

from pathlib import Path

import streamlit as st

from analyser.ui import _parts

PAGES = Path(__file__).parent / "analyser" / "ui" / "pages"

st.set_page_config(page_title="Notes", page_icon=_parts.plain_icon(), layout="wide")
# The order matters here, so this is the one explicit list of pages.
page = st.navigation(
    [
        st.Page(PAGES / "start.py", title="Start", icon=":material/home:", default=True),
        st.Page(PAGES / "add.py", title="Add", icon=":material/add:"),
        st.Page(PAGES / "review.py", title="Review", icon=":material/list:"),
        st.Page(PAGES / "pattern.py", title="Pattern", icon=":material/calendar_month:"),
        st.Page(PAGES / "law.py", title="Law", icon=":material/menu_book:"),
        st.Page(PAGES / "report.py", title="Report", icon=":material/download:"),
    ]
)
_parts.frame(page)
