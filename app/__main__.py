"""Run the command line: `python -m app ask "..."`."""

import sys

from app.cli import main

sys.exit(main())
