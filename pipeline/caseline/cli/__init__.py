"""The command line: parses, calls, prints. Exit 0 done, 1 some papers failed, 2 user error."""

from caseline.cli import measuring, networks, papers, reviewing, services, viewing
from caseline.cli.program import app

# A command is known to the program once its file is imported; the order here is the order of the help.
__all__ = ["app", "measuring", "networks", "papers", "reviewing", "services", "viewing"]
