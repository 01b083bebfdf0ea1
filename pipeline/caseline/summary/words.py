"""Values of the record in words, safe to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from caseline.printable import printable
from caseline.schema.base import Number
from caseline.schema.case import (
    Age,
    Anchor,
    AnchorKind,
    Dose,
    Duration,
    Onset,
    Outcome,
    Patient,
    Relation,
    TimeUnit,
)

UNIT_WORDS = {
    TimeUnit.YEAR: "year",
    TimeUnit.MONTH: "month",
    TimeUnit.WEEK: "week",
    TimeUnit.DAY: "day",
    TimeUnit.HOUR: "hour",
    TimeUnit.MINUTE: "minute",
    TimeUnit.SECOND: "second",
}


def joined(names: Iterable[str]) -> str:
    """Returns names as a phrase: "a", "a and b", "a, b and c"."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def quantity(value: Number | None, low: Number | None, high: Number | None, unit: TimeUnit | None) -> str:
    """Returns "1 day", "12–24 hours", "at least 3 weeks"; empty where there is no number."""
    if unit is None:
        return ""
    noun = UNIT_WORDS[unit]
    plural = noun if value == 1 else f"{noun}s"
    if value is not None:
        return f"{value:g} {plural}"
    if low is not None and high is not None:
        return f"{low:g}–{high:g} {plural}"
    if low is not None:
        return f"at least {low:g} {plural}"
    return f"at most {high:g} {plural}" if high is not None else ""


def age_words(age: Age) -> str:
    """Returns the age by its value, else as printed."""
    return quantity(age.value, age.low, age.high, age.unit) or printable(age.text)


def patient_words(patient: Patient) -> str:
    """Returns age, sex and ethnicity, saying which of the first two are missing."""
    parts = [
        age_words(patient.age) if patient.age else "age not stated",
        str(patient.sex.value) if patient.sex else "sex not stated",
    ]
    if patient.ethnicity:
        parts.append(printable(patient.ethnicity.value))
    return ", ".join(parts)


def dose_words(dose: Dose) -> str:
    """Returns "dose 2, 12 mg, intravenous"; empty when the record says nothing."""
    kind = str(dose.kind or "dose")
    amount = "" if dose.amount is None else f"{dose.amount:g} {dose.unit or ''}".strip()
    parts = [f"{kind} {dose.ordinal}" if dose.ordinal else "", amount, dose.route, dose.frequency]
    return ", ".join(printable(part) for part in parts if part)


def duration_words(duration: Duration) -> str:
    """Returns the length by its value, else as printed."""
    words = quantity(duration.value, duration.low, duration.high, duration.unit)
    return f"about {words}" if words and duration.approximate else words or printable(duration.text)


def anchor_words(anchor: Anchor, names: Mapping[str, str]) -> str:
    """Returns what a time is counted from; `names` gives the name behind a drug's or event's id."""
    drug = printable(names.get(anchor.drug or "", ""))
    if anchor.kind in {AnchorKind.DOSE, AnchorKind.COURSE}:
        which = f"{anchor.kind} {anchor.ordinal}" if anchor.ordinal else f"a {anchor.kind}"
        return f"{which} of {drug}" if drug else which
    if anchor.kind is AnchorKind.START:
        return f"the start of {drug or 'treatment'}"
    if anchor.kind is AnchorKind.STOP:
        return f"the end of {drug or 'treatment'}"
    if anchor.kind is AnchorKind.EVENT:
        return printable(names.get(anchor.event or "", "an event"))
    return printable(anchor.date or "a date") if anchor.kind is AnchorKind.DATE else "admission"


def onset_words(onset: Onset, names: Mapping[str, str]) -> str:
    """Returns "1 day after dose 2 of X" where the record holds that, else the onset as printed."""
    distance = quantity(onset.value, onset.low, onset.high, onset.unit)
    if not distance or onset.anchor is None:
        return printable(onset.text)
    anchor = anchor_words(onset.anchor, names)
    if onset.approximate:
        distance = f"about {distance}"
    if onset.relation in {Relation.AFTER, Relation.BEFORE}:
        return f"{distance} {onset.relation} {anchor}"
    return f"within {distance} of {anchor}" if onset.relation is Relation.WITHIN else printable(onset.text)


def outcome_words(outcome: Outcome | None) -> str:
    """Returns the status and, in quotes, the words that say so."""
    if outcome is None:
        return "not stated"
    status = outcome.status.replace("_", " ")
    return f"{status} (“{printable(outcome.text)}”)" if outcome.text else status
