"""The doctor where the command itself does not start: `python -m caseline.doctor` prints the report as JSON."""

from __future__ import annotations

import sys

from caseline.doctor.examine import examine

if __name__ == "__main__":
    report = examine()
    sys.stdout.write(report.to_json())
    sys.exit(1 if report.faults else 0)
