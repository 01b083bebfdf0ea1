"""From the parts of a record to comparable values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from caseline.evaluation.values import Span, Value, normal
from caseline.schema import Case, CaseReport, Label, Mention
from caseline.schema.base import Code, CodeMatch
from caseline.schema.case import (
    Age,
    Causality,
    Condition,
    Dose,
    Drug,
    Duration,
    Event,
    Onset,
    Outcome,
    Therapy,
    TimelineEntry,
    TimeUnit,
)

Item = Condition | Drug | Event | Therapy
NAMING: Mapping[type[Item], frozenset[Label]] = {
    Condition: frozenset({Label.DISORDER, Label.EVENT}),
    Drug: frozenset({Label.DRUG, Label.THERAPY}),
    Event: frozenset({Label.EVENT, Label.DISORDER}),
    Therapy: frozenset({Label.THERAPY, Label.DRUG}),
}
# Seconds and months, so that one day is 24 hours; months and days are never exchanged.
_BASE: Mapping[TimeUnit, tuple[int, str]] = {
    TimeUnit.YEAR: (12, "mo"),
    TimeUnit.MONTH: (1, "mo"),
    TimeUnit.WEEK: (604_800, "s"),
    TimeUnit.DAY: (86_400, "s"),
    TimeUnit.HOUR: (3_600, "s"),
    TimeUnit.MINUTE: (60, "s"),
    TimeUnit.SECOND: (1, "s"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One case of one record, with what its ids stand for.

    Args:
        mentions: The record's mentions by id.
        names: Names of the case's items by id.
        alias: Ids of the case's items → ids common to gold and prediction.
    """

    mentions: Mapping[str, Mention]
    names: Mapping[str, str] = field(default_factory=dict)
    alias: Mapping[str, str] = field(default_factory=dict)

    def spans(self, evidence: Iterable[str]) -> tuple[Span, ...]:
        """Returns where the evidence stands, in the order given."""
        return tuple((self.mentions[key].start, self.mentions[key].end) for key in evidence)

    def naming(self, item: Item) -> tuple[Mention, ...]:
        """Returns the evidence that names an item; all of it where no label says so."""
        evidence = tuple(self.mentions[key] for key in item.evidence)
        return tuple(found for found in evidence if found.label in NAMING[type(item)]) or evidence


def items_of(case: Case) -> tuple[Item, ...]:
    """Returns all named parts of a case."""
    return (*case.conditions, *case.drugs, *case.events, *case.therapies)


def items_in(family: str, case: Case | None) -> tuple[Item, ...]:
    """Returns the items of one family, such as `drugs`; none where the case is missing."""
    found: tuple[Item, ...] = getattr(case, family) if case else ()
    return found


def side_of(record: CaseReport, case: Case | None) -> Side:
    """Returns the view of one case; of the record alone where the case is missing."""
    mentions = {mention.id: mention for mention in record.mentions}
    return Side(mentions, {item.id: item.name for item in items_of(case)} if case else {})


def named(item: Item, side: Side) -> Value:
    """Returns an item by name, codes and wordings of its evidence."""
    found = side.naming(item)
    return Value(
        shown=item.name,
        keys=frozenset({normal(item.name), *_coded(item.codes)}),
        also=frozenset(normal(mention.text) for mention in found),
        printed=item.name,
        spans=tuple((mention.start, mention.end) for mention in found),
        near=side.spans(item.evidence),
        item=item.name,
    )


def _coded(codes: Sequence[Code]) -> Iterator[str]:
    """Yields the codes that say what an item is, and the preferred name of the first.

    Behind the first, which is the lexicon's or the gold's, those that likeness or a reference led to are left out,
    and so are the names that other terminologies have for it: MeSH calls petechiae purpura.
    """
    for place, code in enumerate(codes):
        if place == 0 and code.display:
            yield normal(code.display)
        if place == 0 or code.match not in {CodeMatch.SIMILAR, CodeMatch.REFERENCE}:
            yield f"{code.system.casefold()}:{code.code}"


def choice(shown: str, key: str | None = None) -> Value:
    """Returns one of a closed list, or an id that stands for something."""
    return Value(shown=shown, keys=frozenset({key or shown}), printed=shown)


def wording(text: str, spans: tuple[Span, ...] = ()) -> Value:
    """Returns a free string."""
    return Value(shown=text, keys=frozenset({normal(text)}), printed=text, spans=spans)


def stated(part: Outcome | Causality, side: Side) -> Value:
    """Returns a choice that the text puts in its own words."""
    shown = part.status.value if isinstance(part, Outcome) else part.value.value
    return Value(
        shown=shown, keys=frozenset({shown}), printed=part.text or shown, spans=side.spans(part.evidence)
    )


def time(part: Age | Duration | Onset, side: Side) -> Value:
    """Returns a length of time by value, bounds, unit and whether it is approximate."""
    approximate = not isinstance(part, Age) and part.approximate
    numbers = (part.value, part.low, part.high)
    if part.unit is None or all(number is None for number in numbers):
        key = part.unit.value if part.unit else normal(part.text)
    else:
        factor, base = _BASE[part.unit]
        scaled = (None if number is None else round(number * factor, 6) for number in numbers)
        key = f"{'|'.join('' if number is None else format(number, '.12g') for number in scaled)} {base}"
    return Value(
        shown=_shown_time(part, approximate=approximate),
        keys=frozenset({f"{key} {approximate}"}),
        printed=part.text,
        spans=side.spans(part.evidence),
    )


def _shown_time(part: Age | Duration | Onset, *, approximate: bool) -> str:
    """Returns such as `58 a`, `12–24 h`, `~ mo`, or the text where there is no unit."""
    if part.unit is None:
        return part.text
    if part.value is not None:
        amount = format(part.value, "g")
    elif part.low is not None or part.high is not None:
        amount = "–".join("" if bound is None else format(bound, "g") for bound in (part.low, part.high))
    else:
        amount = ""
    words = ("~" if approximate else "", amount, part.unit.value)
    return " ".join(word for word in words if word)


def reference(key: str, side: Side) -> Value:
    """Returns a pointer to another item, shown by that item's name."""
    return choice(side.names[key], f"={side.alias[key]}")


def anchor(onset: Onset, side: Side) -> Value | None:
    """Returns what an onset is counted from: kind, ordinal, drug, event and date."""
    part = onset.anchor
    if part is None:
        return None
    ordinal = "" if part.ordinal is None else str(part.ordinal)
    targets = [reference(key, side) for key in (part.drug, part.event) if key is not None]
    keys = (part.kind.value, ordinal, *(min(target.keys) for target in targets), part.date or "")
    shown = (part.kind.value, ordinal, *(f"of {target.shown}" for target in targets), part.date or "")
    return Value(
        shown=" ".join(word for word in shown if word),
        keys=frozenset({"|".join(keys)}),
        spans=side.spans(onset.evidence),
    )


def step(entry: TimelineEntry, side: Side) -> Value:
    """Returns a step of the course: its kind, and what it speaks of."""
    target = None if entry.ref is None else reference(entry.ref, side)
    shown = entry.kind if target is None else f"{entry.kind} of {target.shown}"
    return Value(
        shown=shown,
        keys=frozenset({f"{entry.kind}|{min(target.keys) if target else ''}"}),
        spans=side.spans(entry.evidence),
        item=shown,
    )


def days(entry: TimelineEntry, side: Side) -> Value | None:
    """Returns the day of a step, or its bounds, such as `day 4` or `day 60–63`."""
    if entry.day is None and entry.low is None and entry.high is None:
        return None
    bounds = (entry.day, entry.day) if entry.day is not None else (entry.low, entry.high)
    low, high = ("" if bound is None else format(bound, "g") for bound in bounds)
    text = low if entry.day is not None else f"{low}–{high}"
    return Value(
        shown=f"day {text}",
        keys=frozenset({text}),
        spans=side.spans(entry.evidence),
        item=step(entry, side).shown,
    )


def dose_parts(dose: Dose) -> dict[str, str]:
    """Returns a dose as the strings its parts are compared by; parts not given are left out."""
    amount = "" if dose.amount is None else f"{dose.amount:g} {dose.unit or ''}".strip()
    ordinal = " ".join(str(part) for part in (dose.kind, dose.ordinal) if part is not None)
    parts = {
        "ordinal": ordinal,
        "amount": amount,
        "route": normal(dose.route or ""),
        "frequency": normal(dose.frequency or ""),
    }
    return {name: text for name, text in parts.items() if text}


def dose(part: Dose, side: Side) -> Value:
    """Returns a dose as a whole: ordinal, kind, amount, unit, route and frequency."""
    text = ", ".join(dose_parts(part).values()) or "dose"
    return Value(shown=text, keys=frozenset({text}), printed=text, spans=side.spans(part.evidence))
