"""Who the patient was: age, sex and ethnicity from the introductions, else from pronouns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from caseline.cases.conflicts import AGE, SEX, Contradiction, contradictions
from caseline.cases.introductions import Introduction
from caseline.cases.narrative import Found
from caseline.cases.normalise.age import AgeValue
from caseline.cases.people import Person
from caseline.schema.case import Age, Conflict, Ethnicity, Patient, Sex, SexValue, TimeUnit

Ids = Callable[[Sequence[Found]], tuple[str, ...]]
_YOUNG = frozenset({TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH})


def patient_of(person: Person, pronoun: tuple[SexValue, Found] | None, ids: Ids) -> Patient:
    """Returns the patient; `ids` names mentions as evidence.

    `pronoun` tells the sex where no noun does, or contradicts the noun.
    """
    told = contradictions(person.introductions, pronoun[1] if pronoun else None)
    fields = {item.field for item in told}
    return Patient(
        age=None if AGE in fields else _age(person, ids),
        sex=None if SEX in fields else _sex(person, pronoun, ids),
        ethnicity=_ethnicity(person, ids),
        conflicts=tuple(_conflict(item, ids) for item in told),
    )


def _conflict(told: Contradiction, ids: Ids) -> Conflict:
    """Returns the conflict with what is told, each wording once, in order of the text."""
    return Conflict(
        field=told.field,
        values=tuple(dict.fromkeys(mention.text for mention in told.mentions)),
        evidence=ids(told.mentions),
    )


def _age(person: Person, ids: Ids) -> Age | None:
    introduced = [item for item in person.introductions if not item.earlier] or person.introductions
    told = _ages(introduced)
    if not told:
        return None
    if not any(_is_exact(value) for _, value in told):
        # "A male infant … at the age of 34 days": of a life so short that age is near enough to now.
        told.extend(
            pair for pair in _ages(person.introductions) if _is_exact(pair[1]) and pair[1].unit in _YOUNG
        )
    shared = {item.age for item in introduced if item.one_age}
    mention, value = min(told, key=lambda pair: (not _is_exact(pair[1]), pair[0] in shared, pair[0].start))
    same = [other for other, its in told if its == value]
    return Age(
        value=value.value,
        low=value.low,
        high=value.high,
        unit=value.unit,
        text=mention.text,
        evidence=ids(same),
    )


def _ages(introductions: Iterable[Introduction]) -> list[tuple[Found, AgeValue]]:
    return [(item.age, value) for item in introductions if item.age and (value := item.age_value)]


def _is_exact(value: AgeValue) -> bool:
    return value.value is not None


def _sex(person: Person, pronoun: tuple[SexValue, Found] | None, ids: Ids) -> Sex | None:
    told = [(item.sex, value) for item in person.introductions if item.sex and (value := item.sex_value)]
    if told:
        value = told[0][1]
        return Sex(value=value, evidence=ids([mention for mention, its in told if its is value]))
    if pronoun is None:
        return None
    return Sex(value=pronoun[0], evidence=ids([pronoun[1]]))


def _ethnicity(person: Person, ids: Ids) -> Ethnicity | None:
    told = [item.ethnicity for item in person.introductions if item.ethnicity]
    return Ethnicity(value=told[0].text, evidence=ids(told)) if told else None
