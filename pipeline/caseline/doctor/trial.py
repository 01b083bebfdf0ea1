"""One sentence through the packaged pipeline, in a process of its own; prints what came out as JSON."""

from __future__ import annotations

import json
import sys
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from caseline.schema.report import CaseReport

TEXT: Final = (
    "A 34-year-old woman developed urticaria two hours after the first dose of amoxicillin. "
    "Amoxicillin was withdrawn and she recovered."
)
EXPECTED: Final = {
    "age": "34 a",
    "sex": "female",
    "drug": "amoxicillin, suspect",
    "event": "urticaria",
    "onset": "PT2H after dose 1",
    "outcome": "recovered",
    "offsets": "select their text",
    "schema": "fits",
}


def read() -> dict[str, Any]:
    """Returns what is read of the sentence, and the seconds that imports, loading and reading took."""
    start = perf_counter()
    # A process that only sends the sentence needs none of it, and it may be what is broken.
    from caseline.pipeline import extract, load  # noqa: PLC0415

    imported = perf_counter()
    nlp = load()
    loaded = perf_counter()
    record = extract(TEXT, nlp=nlp)
    done = perf_counter()
    return {
        "found": found(record),
        "import_seconds": imported - start,
        "load_seconds": loaded - imported,
        "read_seconds": done - loaded,
    }


def found(record: CaseReport) -> dict[str, str]:
    """Returns what a record of the sentence says, in the words of EXPECTED."""
    said = dict.fromkeys(EXPECTED, "nothing")
    said["offsets"] = _offsets(record)
    said["schema"] = _schema(record)
    for case in record.cases[:1]:
        if outcome := case.outcome:
            said["outcome"] = str(outcome.status)
        if age := case.patient.age:
            said["age"] = f"{age.value:g} {age.unit}" if age.value is not None else age.text
        if sex := case.patient.sex:
            said["sex"] = str(sex.value)
        said["drug"] = "; ".join(f"{each.name}, {each.role}" for each in case.drugs) or "nothing"
        said["event"] = "; ".join(each.name for each in case.events) or "nothing"
        for onset in (each.onset for each in case.events[:1] if each.onset):
            anchor = onset.anchor
            counted = f" {onset.relation} {anchor.kind} {anchor.ordinal}" if anchor else ""
            said["onset"] = f"{onset.iso8601}{counted}"
    return said


def _offsets(record: CaseReport) -> str:
    text = record.document.text
    wrong = [each.id for each in record.mentions if text[each.start : each.end] != each.text]
    if not record.mentions:
        return "nothing"
    return f"wrong of {', '.join(wrong)}" if wrong else EXPECTED["offsets"]


def _schema(record: CaseReport) -> str:
    from caseline.errors import CaselineError  # noqa: PLC0415
    from caseline.schema.report import CaseReport  # noqa: PLC0415

    try:
        same = CaseReport.from_json(record.to_json()) == record
    except CaselineError as error:
        return str(error)
    return EXPECTED["schema"] if same else "another record is read back"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(read()))
