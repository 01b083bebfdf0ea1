"""How many of the facts of a text a record holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from caseline.evaluation.alignment import align
from caseline.evaluation.facts import CaseFacts, TextFacts
from caseline.schema import Case, CaseReport
from caseline.schema.base import Number
from caseline.schema.case import Condition, Drug, DrugRole, Event, Therapy, TimelineKind

THINGS = ("suspects", "concomitants", "conditions", "events", "therapies")
FACTS = (
    *("cases", "age", "sex", *THINGS, "outcome"),
    *("indication", "action", "dechallenge", "rechallenge", "doses"),
    *("event.day", "event.outcome", "event.serious", "event.causality", "event.suspects", "therapy.for"),
)
# Two names mean one thing where this part of their words is common.
_ALIKE = 0.6
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")

_Words = frozenset[str]
_Names = Sequence[_Words]
_Mentions = Mapping[str, str]


class Compared(NamedTuple):
    """Some facts of a field: how many gold and record share, what the record lacks, and what it has beside gold."""

    field: str
    matched: int
    missing: tuple[str, ...] = ()
    spurious: tuple[str, ...] = ()


class Tally(NamedTuple):
    """How many values of a field gold has, how many the record, and how many are the same."""

    gold: int
    predicted: int
    matched: int


class _Thing(NamedTuple):
    """A drug, condition, event or therapy, with the words of all its names."""

    name: str
    names: _Names


class _Ref(NamedTuple):
    """A thing by its list and its place there; the place is -1 where nothing of the list has the name."""

    kind: str
    place: int


_Things = Mapping[str, Sequence[_Thing]]
_Refs = Mapping[str, _Ref]


class _Told(NamedTuple):
    """What is told of a thing, or of the patient where there is none."""

    field: str
    of: _Ref | None
    value: object


class _View(NamedTuple):
    """A case of gold or of a record: the names of its things by list, and what is told."""

    things: _Things
    told: frozenset[_Told]


def compare_facts(gold: TextFacts, record: CaseReport) -> list[Compared]:
    """Compares a record with the facts of its text; a field may come several times.

    Things are paired one to one by their names, those of the record also by what their mentions say. What is told
    of a thing counts for gold always, for the record only where the thing has a partner: gold says nothing of others.
    Interacting drugs count as suspects.
    """
    mentions = {mention.id: mention.text for mention in record.mentions}
    left = [_gold_view(facts) for facts in gold.cases]
    right = [_view(case, mentions) for case in record.cases]
    counts = (str(len(left)),), (str(len(right)),)
    compared = [Compared("cases", 1) if len(left) == len(right) else Compared("cases", 0, *counts)]
    for facts, case in align(left, right, score=_agreement, needed=False):
        compared.extend(_compare(facts or _NOBODY, case or _NOBODY))
    return compared


def tally_facts(compared: Iterable[Compared]) -> dict[str, Tally]:
    """Adds up the facts of each field, in the order of `FACTS`."""
    totals = dict.fromkeys(FACTS, Tally(0, 0, 0))
    for field, matched, missing, spurious in compared:
        gold, predicted, same = totals[field]
        totals[field] = Tally(
            gold + matched + len(missing), predicted + matched + len(spurious), same + matched
        )
    return totals


def _agreement(gold: _View, found: _View) -> float:
    return float(sum(compared.matched for compared in _compare(gold, found)))


def _compare(gold: _View, found: _View) -> Iterator[Compared]:
    partners: dict[_Ref, _Ref] = {}
    for kind in THINGS:
        left, right = gold.things[kind], found.things[kind]
        pairs = _pairs(left, right)
        ours, theirs = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
        missing = tuple(thing.name for place, thing in enumerate(left) if place not in ours)
        spurious = tuple(thing.name for place, thing in enumerate(right) if place not in theirs)
        yield Compared(kind, len(pairs), missing, spurious)
        partners.update((_Ref(kind, their), _Ref(kind, our)) for our, their in pairs)
    told = {
        _Told(field, of and partners[of], _translated(value, partners))
        for field, of, value in found.told
        if of is None or of in partners
    }
    for field in FACTS:
        wanted, has = ({fact for fact in facts if fact.field == field} for facts in (gold.told, told))
        lines = (tuple(sorted(_line(fact, gold) for fact in facts)) for facts in (wanted - has, has - wanted))
        yield Compared(field, len(wanted & has), *lines)


def _line(fact: _Told, gold: _View) -> str:
    value = _name(fact.value, gold) if isinstance(fact.value, _Ref) else str(fact.value)
    return f"{_name(fact.of, gold)}: {value}" if fact.of else value


def _name(ref: _Ref, view: _View) -> str:
    return view.things[ref.kind][ref.place].name if ref.place >= 0 else "something else"


def _pairs(left: Sequence[_Thing], right: Sequence[_Thing]) -> list[tuple[int, int]]:
    pairs = align(
        range(len(left)),
        range(len(right)),
        score=lambda ours, theirs: _likeness(left[ours].names, right[theirs].names),
    )
    return [(ours, theirs) for ours, theirs in pairs if ours is not None and theirs is not None]


def _translated(value: object, partners: Mapping[_Ref, _Ref]) -> object:
    return partners.get(value, _Ref(value.kind, -1)) if isinstance(value, _Ref) else value


def _likeness(left: _Names, right: _Names) -> float:
    best = max((_common(one, other) for one in left for other in right), default=0.0)
    return best if best >= _ALIKE else 0.0


def _common(left: _Words, right: _Words) -> float:
    """Returns the Dice coefficient; a name that is a part of the other is like enough."""
    if not left or not right:
        return 0.0
    dice = 2 * len(left & right) / (len(left) + len(right))
    return max(dice, _ALIKE) if left <= right or right <= left else dice


def _words(name: str) -> _Words:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(name.casefold()))


def _wordings(name: str) -> _Names:
    return tuple(_words(wording) for wording in name.split("|"))


def _amount(text: str) -> float | None:
    number = _NUMBER.search(_THOUSANDS.sub("", text))
    return float(number.group()) if number else None


def _span_of_days(
    day: Number | None, low: Number | None, high: Number | None
) -> tuple[Number | None, ...] | None:
    span = (low, high) if day is None else (day, day)
    return None if span == (None, None) else span


# Gold.


def _gold_view(facts: CaseFacts) -> _View:
    named = (
        facts.suspects,
        facts.concomitants,
        facts.conditions,
        [event.name for event in facts.events],
        [therapy.name for therapy in facts.therapies],
    )
    things = {
        kind: [_Thing(name, _wordings(name)) for name in names]
        for kind, names in zip(THINGS, named, strict=True)
    }
    told = (*_gold_patient(facts), *_gold_drugs(facts, things), *_gold_events(facts, things))
    return _View(things, frozenset(fact for fact in told if fact.value is not None))


def _named(things: _Things, kind: str, name: str | None) -> _Ref | None:
    if name is None:
        return None
    scores = [_likeness(_wordings(name), thing.names) for thing in things[kind]]
    best = max(range(len(scores)), key=scores.__getitem__, default=-1)
    return _Ref(kind, best if best >= 0 and scores[best] else -1)


def _gold_patient(facts: CaseFacts) -> Iterator[_Told]:
    age = facts.age
    yield _Told("age", None, (age.value, age.low, age.high, age.unit) if age else None)
    yield _Told("sex", None, facts.sex)
    yield _Told("outcome", None, facts.outcome)


def _gold_drugs(facts: CaseFacts, things: _Things) -> Iterator[_Told]:
    for name, drug in facts.drugs.items():
        of = _named(things, "suspects", name)
        yield _Told("indication", of, _named(things, "conditions", drug.indication))
        yield _Told("action", of, drug.action)
        yield _Told("dechallenge", of, drug.dechallenge)
        yield _Told("rechallenge", of, drug.rechallenge)
        yield from (_Told("doses", of, _amount(dose)) for dose in drug.doses)


def _gold_events(facts: CaseFacts, things: _Things) -> Iterator[_Told]:
    for place, event in enumerate(facts.events):
        of = _Ref("events", place)
        low, high = event.day if isinstance(event.day, tuple) else (event.day, event.day)
        yield _Told("event.day", of, _span_of_days(None, low, high))
        yield _Told("event.outcome", of, event.outcome)
        yield _Told("event.causality", of, event.causality)
        yield from (_Told("event.serious", of, str(criterion)) for criterion in event.serious)
        yield from (_Told("event.suspects", of, _named(things, "suspects", name)) for name in event.suspects)
    for place, therapy in enumerate(facts.therapies):
        of = _Ref("therapies", place)
        yield from (_Told("therapy.for", of, _named(things, "events", name)) for name in therapy.for_events)


# Records.


def _view(case: Case, mentions: _Mentions) -> _View:
    lists = _lists(case)
    refs = {thing.id: _Ref(kind, place) for kind, of in lists.items() for place, thing in enumerate(of)}
    things = {
        kind: [
            _Thing(thing.name, (_words(thing.name), *(_words(mentions[id_]) for id_ in thing.evidence)))
            for thing in of
        ]
        for kind, of in lists.items()
    }
    told = (*_patient(case), *_drugs(case, refs), *_events(case, refs))
    return _View(things, frozenset(fact for fact in told if fact.value is not None))


def _lists(case: Case) -> Mapping[str, Sequence[Drug | Condition | Event | Therapy]]:
    suspects = [drug for drug in case.drugs if drug.role != DrugRole.CONCOMITANT]
    others = [drug for drug in case.drugs if drug.role == DrugRole.CONCOMITANT]
    return dict(zip(THINGS, (suspects, others, case.conditions, case.events, case.therapies), strict=True))


def _patient(case: Case) -> Iterator[_Told]:
    age = case.patient.age
    known = age and (age.value is not None or age.low is not None)
    yield _Told("age", None, (age.value, age.low, age.high, age.unit) if age and known else None)
    yield _Told("sex", None, case.patient.sex.value if case.patient.sex else None)
    yield _Told("outcome", None, case.outcome.status if case.outcome else None)


def _drugs(case: Case, refs: _Refs) -> Iterator[_Told]:
    for drug in case.drugs:
        of = refs[drug.id]
        if of.kind != "suspects":
            continue
        yield _Told("indication", of, refs[drug.indication] if drug.indication else None)
        yield _Told("action", of, drug.action_taken)
        yield _Told("dechallenge", of, drug.dechallenge)
        yield _Told("rechallenge", of, drug.rechallenge)
        yield from (_Told("doses", of, float(dose.amount)) for dose in drug.doses if dose.amount is not None)


def _events(case: Case, refs: _Refs) -> Iterator[_Told]:
    days: dict[str | None, object] = {}
    for step in case.timeline:
        if step.kind == TimelineKind.ONSET:
            days.setdefault(step.ref, _span_of_days(step.day, step.low, step.high))
    for event in case.events:
        of = refs[event.id]
        yield _Told("event.day", of, days.get(event.id))
        yield _Told("event.outcome", of, event.outcome.status if event.outcome else None)
        yield _Told("event.causality", of, event.causality.value if event.causality else None)
        yield from (_Told("event.serious", of, criterion) for criterion in event.seriousness)
        yield from (_Told("event.suspects", of, refs[drug]) for drug in event.suspects)
    for therapy in case.therapies:
        of = refs[therapy.id]
        yield from (_Told("therapy.for", of, refs[event]) for event in therapy.for_events)


_NOBODY = _gold_view(CaseFacts())
