"""What was found wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell.

    Attributes:
        part: What it is about, such as a package or a file.
        what: What is wrong.
        remedy: What to do.
        grave: Whether Caseline is broken by it; else it is only worth knowing.
    """

    part: str
    what: str
    remedy: str
    grave: bool = True
