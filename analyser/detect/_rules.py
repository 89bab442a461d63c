"""What a detection rule is, how it is written, and how it is found in a text; no rule lives here.

A rule is a `[[row]]` of a file in `tables/`, together with its own examples::

    [[row]]
    id       = "threat_kill.future"            # unique; begins with the file's subject
    signal   = "threat_to_kill"                # from tables/signals.toml, found in text
    strength = "explicit"                      # explicit, implied, needs_context
    why      = "The sender says that they will kill the reader."   # one plain sentence
    patterns = ["@i_will .. @kill @you"]       # any one of them is enough
    unless   = ["@kill you with kindness"]     # optional: one of these overlapping it silences it
    fires    = ["im gonna kill u", "I'll murder you", "we will fkn kill yous"]         # 3 or more
    silent   = ["I'll kill for a coffee", "he killed it", "this heat will kill me"]    # 3 or more
    reads    = [["if you tell anyone i'll kill you", "conditional"]]   # optional
    score    = 0.9                             # optional; else the prior of its strength

Every line of `fires` must give a flag of this signal, by this row; no line of `silent` may give a
flag of this signal by any row; each line of `reads` must give a flag of this signal with that
reading. `tests/detect/test_rows.py` runs them all. `fires` and `silent` are run as received
messages (for `stop_request` as the user's own).

Patterns are written over *normal forms*, never over spellings (see `_texting.py` and
`tables/spelling.toml`): lower case, no contractions, one spelling. The text "Im literaly gonna
kill U!!" is the words `i will kill you .`. So write `will` for will, 'll, gonna, going to, about
to; `you` for u, ya, yous; `do not` for dont; `'s` for a possessive or "is" written with 's.
Fillers (fucking, just, really, literally, ...) and commas are left out of the words altogether.
`ur` and `your` stay apart, since `ur` is also "you are": use `@your` and `@you_are`. A pattern
that holds a word which is not its own normal form does not load, and the error names the form.

The language, parts separated by spaces:

=============  =====================================================================
`kill`         this word
`kill/stab`    one of these words
`@kill`        one of the entries of that name in `tables/lexicon*.toml`; an entry may itself be
               a small pattern of several words; mixes with words: `kill/@hurt`
`x?`           perhaps x (a word, an `@name`, a group)
`(a b | c)`    a group: one of these word sequences
`..`           up to 3 words of any kind, within the clause; `..5` up to 5
`_`            exactly one word of any kind
`^ x`, `x $`   only at the start, only at the end of a sentence (or of the message)
=============  =====================================================================

`.` is the word for a sentence end (`. ! ?`); gaps never cross it, nor the words in the lexicon
entry `clause` (if, that, because, he, she, ...). Every table file may have a lexicon of its own,
named `lexicon_<something>.toml`, with the same shape: `name = ["entry", "entry of words"]`.
"""
