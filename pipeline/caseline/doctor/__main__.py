"""The doctor where the command itself does not start: `python -m caseline.doctor` prints the report as JSON."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    try:
        from caseline.doctor.examine import examine
    except ModuleNotFoundError as error:
        sys.exit(
            f"the doctor itself needs {error.name}, which is not installed; run: pip install {error.name}"
        )
    report = examine()
    sys.stdout.write(report.to_json())
    sys.exit(1 if report.faults else 0)
