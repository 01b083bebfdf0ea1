"""Makes `python -m caseline` the command line."""

from caseline.cli import app

app(prog_name="caseline")
