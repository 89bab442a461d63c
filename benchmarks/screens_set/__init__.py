r"""Pictures of invented chats with known truth, and the measuring of what a reader makes of them.

talks/*.talk -> plan (choices by seed) -> page (HTML) -> render (browser) -> spoil -> picture
                                                              \-> truth beside each picture
picture -> readers (this program, others) -> score, series -> table
"""
