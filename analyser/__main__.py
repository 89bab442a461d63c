"""Lets `python -m analyser` do what the installed command `analyser` does."""

import sys

from analyser.cli import main

if __name__ == "__main__":
    sys.exit(main())
