"""Texts that have broken programs like this one, and any text at all; for properties of writers."""

from hypothesis import strategies as st

NASTY = (
    '=HYPERLINK("x","y")',
    "+44 plus",
    "@SUM(1)",
    "  =1+1",
    "\uff1d1+1",
    '#import "secret.typ" $x$ *bold* _under_ ```raw``` <label> @ref \\u{41}',
    "<b>bold</b> <script>alert(1)</script> &amp; ]]>",
    "\u05e9\u05dc\u05d5\u05dd right to left \u0633\u0644\u0627\u0645",
    "tab\there bell\x07 null\x00 end\r\nline\x0bfeed\x85\u2028",
    "x" * 3000,
    "W" * 300 + " " + "/".join("path" * 50),
    "fire \U0001f525 and a wave \U0001f44b\U0001f3fd \u2764\ufe0f\u200d\U0001f525",
    "**stars** [link](x) `code` _x0041_ %s {0}",
    "half \ud83d of a pair \udc00",
    "\u4f60\u597d \u0a38\u0a24 \U00020000",
    "\ue000 \U000f0000 \uffff \ufffe \ufeff \ufffc \ufffd",
    "\u202eevil\u202c \u2066x\u2069 \u200e\u200f",
    "Z" + "\u0301\u0336\u0489" * 60 + "algo",
    "\u0301 alone \u200d \u200c \u200b \u00ad \u034f \u2060 \ufe0f",
    "\U0001f1ec \U0001f3fd \u20e3 1\ufe0f\u20e3 \U0001f3f4\U000e0067\U000e007f",
    "",
    " ",
    "\n\n\n",
)

ANY_TEXT = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=()), max_size=60),
    st.sampled_from(NASTY),
    st.text(alphabet=st.sampled_from(sorted(set("".join(NASTY)))), max_size=40),
    st.integers(0, 0x10FFFF - 0x100).map(lambda n: "".join(map(chr, range(n, n + 64)))),
)
