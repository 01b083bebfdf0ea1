"""Small runs: texts for papers, records without a pipeline."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from caseline.batch.keeping import keeping
from caseline.batch.outcomes import Failure, Finished, Made, Outcome, Step
from caseline.schema.document import Document
from caseline.schema.report import CaseReport, Provenance

MADE_BY = {"caseline": "0", "config": "default"}


def record(text: str, source: str = "a.txt") -> CaseReport:
    """Returns a record with nothing in it but its text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return CaseReport(
        document=Document(id=f"sha256:{digest}", source=source, text=text),
        provenance=Provenance(caseline="0"),
    )


def made(text: str, source: str = "a.txt") -> Made:
    """Returns what a worker gives for a text."""
    report = record(text, source)
    return Made(source, report.document.id, report.to_json().encode())


def steps(*texts: str | None) -> list[Step]:
    """Returns what becomes of papers "0", "1", …: a record of each text, a failure where there is none."""
    found: list[Step] = []
    for number, text in enumerate(texts):
        name = str(number)
        found += (made(text, name) if text is not None else Failure(name, "is broken"), Finished(name))
    return found


def keep(
    folder: Path,
    given: Sequence[Step],
    *,
    resume: bool = False,
    stop: int | None = None,
    errors: Path | None = None,
) -> list[Outcome]:
    """Takes steps that are not done yet into `folder/out.jsonl`; stops with an error before step `stop`."""
    told: list[Outcome] = []
    errors = errors or folder / "errors.jsonl"
    with keeping(folder / "out.jsonl", errors=errors, made_by=MADE_BY, resume=resume) as tally:
        known = set(tally.done.names)
        for number, step in enumerate(given):
            if number == stop:
                raise KeyboardInterrupt
            name = step.path if isinstance(step, Finished) else step.source
            if name not in known and (outcome := tally.add(step)) is not None:
                told.append(outcome)
    return told


def lines(path: Path) -> Iterator[dict[str, object]]:
    """Yields the lines of a JSON Lines file; none where there is no file."""
    if path.exists():
        yield from map(json.loads, path.read_bytes().splitlines())
