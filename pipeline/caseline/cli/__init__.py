"""The command line: parses, calls, prints. Exit 0 done, 1 some papers failed, 2 user error."""

from caseline.cli import (
    doctoring,
    exchange,
    measuring,
    networks,
    papers,
    reviewing,
    schemas,
    services,
    storing,
    viewing,
)
from caseline.cli.program import app

# A command is known to the program once its file is imported.
__all__ = [
    "app",
    "doctoring",
    "exchange",
    "measuring",
    "networks",
    "papers",
    "reviewing",
    "schemas",
    "services",
    "storing",
    "viewing",
]
