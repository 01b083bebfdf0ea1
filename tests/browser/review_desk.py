"""A running `caseline review`, and where its scripts and records lie."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "golden"
SCRIPTS = Path(str(files("caseline.review") / "static"))
