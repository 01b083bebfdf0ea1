"""Writes the list of checksums that `caseline doctor` compares data files with.

    python scripts/checksums.py

To be run after any data file of the package was added, changed or removed.
"""

from __future__ import annotations

from pathlib import Path

from caseline.doctor.shipped import LIST_NAME, checksum_lines

PACKAGE = Path(__file__).parents[1] / "pipeline/caseline"

if __name__ == "__main__":
    (PACKAGE / LIST_NAME).write_text("".join(checksum_lines(PACKAGE)), encoding="utf-8")
