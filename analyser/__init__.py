"""Read screenshots and exported chats, and say what they show, with every claim at its source.

The picture of the house::

    FRONT DOORS      app.py + ui/ (Streamlit)            cli.py
                             |                           |
    HALLWAY             pipeline.py - the only one who knows every room
                             |
    ROOMS       ingest, screens -> detect -> patterns -> law -> report    casefile
                             |
    CELLAR      records  errors  settings  tables  registry  times  time_finder  given  wording

Rooms never import each other; records are frozen; nothing leaves the computer.
"""

__version__ = "0.1.0"
