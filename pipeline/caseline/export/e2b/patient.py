"""The patient (D), what happened (E.i) and what was measured (F.r)."""

from __future__ import annotations

import re
from typing import Final

from caseline.export.e2b import lists
from caseline.export.e2b.case import Told, end_of, is_fatal, start_of
from caseline.export.e2b.tree import Element, add, coded
from caseline.export.e2b.values import cut, digits, not_before, plain, short, stamp
from caseline.export.facts.age import age_group, age_quantity
from caseline.export.facts.dates import dates_of
from caseline.schema.case import (
    Age,
    Case,
    Condition,
    ConditionRole,
    Event,
    OutcomeStatus,
    Patient,
    Seriousness,
    TimelineKind,
)

TERM: Final = 250
HISTORY: Final = 10_000
COMMENT: Final = 2_000
_AGE: Final = 5
_PARENT_AGE: Final = 3
_PARENT_UNITS: Final = frozenset({"a", "{Decade}"})
_DURATION: Final = 5
_ENGLISH: Final = "eng"
_TEST_NAME: Final = re.compile(r"[^\d<>=≤≥±+]+")


def add_patient(role: Element, told: Told) -> None:
    """Adds what E2B has of the patient, then the events and the tests."""
    case = told.case
    player = add(role, "player1")
    add(player, "name", nullFlavor="UNK")
    _add_sex(player, case.patient)
    if has_died(case):
        death = _death_of(case)
        add(player, "deceasedTime", value=death, nullFlavor="ASKU" if death is None else None)
    if told.mother is not None:
        _add_parent(player, told.mother)
    _add_age(role, case.patient.age, most=_AGE)
    group = age_group(case.patient.age)
    if group is not None and _age_of(case.patient.age, _AGE) is None:
        seen = _observed(role, "4", "ageGroup")
        coded(seen, "value", lists.AGE_GROUP[group], lists.AGE_GROUPS, kind="CE")
    _add_history(role, told)
    for event in case.events:
        if is_fatal(event):
            _add_cause_of_death(role, event, told)
    for event in case.events:
        _add_event(role, event, told)
    _add_tests(role, case)


def history_of(case: Case) -> tuple[Condition, ...]:
    """Returns the conditions that are history: all but those that a drug was given for."""
    treated = {drug.indication for drug in case.drugs}
    return tuple(
        one for one in case.conditions if one.role is not ConditionRole.INDICATION or one.id not in treated
    )


def listed(condition: Condition) -> str:
    """Returns a condition in words."""
    return f"{plain(condition.name)} ({condition.role})".lstrip()


def _observed(parent: Element, code: str, name: str, *, path: str = "subjectOf2:SBJ") -> Element:
    """Adds an observation with its code."""
    made = add(parent, f"{path}/observation")
    coded(made, "code", code, lists.OBSERVATIONS, displayName=name)
    return made


def _add_sex(player: Element, patient: Patient) -> None:
    if patient.sex is None:
        add(player, "administrativeGenderCode", nullFlavor="UNK")
    else:
        coded(player, "administrativeGenderCode", lists.SEX[patient.sex.value], lists.SEXES)


def _age_of(age: Age | None, most: int) -> tuple[str, str] | None:
    quantity = age_quantity(age)
    value = None if quantity is None else digits(quantity.value, most)
    return None if quantity is None or value is None else (value, quantity.unit)


def _add_age(parent: Element, age: Age | None, *, most: int) -> None:
    known = _age_of(age, most)
    if known is not None:
        add(_observed(parent, "3", "age"), "value", kind="PQ", value=known[0], unit=known[1])


def has_died(case: Case) -> bool:
    """Says whether the patient died, of an event or of anything else."""
    died = case.outcome is not None and case.outcome.status is OutcomeStatus.FATAL
    return died or any(map(is_fatal, case.events))


def _death_of(case: Case) -> str | None:
    """Returns the date of death: that of the outcome of the patient, or of the event they died of."""
    ends: set[str | None] = {event.id for event in case.events if is_fatal(event)}
    if case.outcome is not None and case.outcome.status is OutcomeStatus.FATAL:
        ends.add(None)
    found = [made for one in dates_of(case, TimelineKind.OUTCOME, ends) if (made := stamp(one))]
    return found[-1] if found else None


def _add_parent(player: Element, mother: Case) -> None:
    """Adds D.10 of the mother of a child."""
    role = add(player, "role")
    coded(role, "code", "PRN", lists.ROLE_CODES)
    person = add(role, "associatedPerson")
    add(person, "name", nullFlavor="UNK")
    _add_sex(person, mother.patient)
    known = _age_of(mother.patient.age, _PARENT_AGE)
    if known is not None and known[1] in _PARENT_UNITS:
        _add_age(role, mother.patient.age, most=_PARENT_AGE)
    if mother.conditions:
        organizer = _organized(role, "1", "relevantMedicalHistoryAndConcurrentConditions")
        text = "; ".join(map(listed, mother.conditions))
        _add_text(organizer, "18", "historyAndConcurrentConditionText", cut(text, HISTORY))


def _organized(parent: Element, code: str, name: str) -> Element:
    made = add(parent, "subjectOf2:SBJ/organizer")
    coded(made, "code", code, lists.ORGANIZERS, displayName=name)
    return made


def _add_text(organizer: Element, code: str, name: str, text: str) -> None:
    seen = _observed(organizer, code, name, path="component")
    add(seen, "value", text, kind="ED")


def _add_history(role: Element, told: Told) -> None:
    """Adds D.7: conditions with a MedDRA code one by one, the others as text."""
    organizer = _organized(role, "1", "relevantMedicalHistoryAndConcurrentConditions")
    words = []
    for condition in history_of(told.case):
        code = told.llt(condition.codes)
        if code is None:
            words.append(listed(condition))
            continue
        seen = add(organizer, "component/observation")
        coded(seen, "code", code, lists.MEDDRA, codeSystemVersion=told.meddra)
        comment = _observed(seen, "10", "comment", path="outboundRelationship2:COMP")
        add(comment, "value", cut(listed(condition), COMMENT), kind="ED")
        if condition.role is ConditionRole.COMORBIDITY:
            going = _observed(seen, "13", "continuing", path="inboundRelationship:REFR")
            add(going, "value", kind="BL", value="true")
    if words:
        text = cut("; ".join(words), HISTORY)
        _add_text(organizer, "18", "historyAndConcurrentConditionText", text)
    elif len(organizer) == 1:
        seen = _observed(organizer, "18", "historyAndConcurrentConditionText", path="component")
        add(seen, "value", kind="ED", nullFlavor="UNK")


def _add_cause_of_death(role: Element, event: Event, told: Told) -> None:
    """Adds D.9.2.r: an event that the patient died of."""
    seen = _observed(role, "32", "reportedCauseOfDeath")
    add_term(seen, event.name, told.llt(event.codes), told)


def add_term(parent: Element, name: str, code: str | None, told: Told, **attributes: str) -> None:
    """Adds a MedDRA term with the words as reported, if any; without a code a null flavour stands for it."""
    version = None if code is None else told.meddra
    value = add(
        parent,
        "value",
        kind="CE",
        code=code,
        codeSystem=lists.MEDDRA,
        codeSystemVersion=version,
        nullFlavor="NI" if code is None else None,
    )
    text = short(name, TERM)
    if text:
        add(value, "originalText", text, **attributes)


def language_of(told: Told) -> str:
    """Returns E.i.1.1b: the language of the paper, else that of the settings."""
    known = re.split("[-_]", (told.document.language or "").casefold())[0]
    if known in lists.LANGUAGE.values():
        return known
    return lists.LANGUAGE.get(known, told.settings.report.language)


def _add_event(role: Element, event: Event, told: Told) -> None:
    """Adds E.i."""
    seen = add(role, "subjectOf2:SBJ/observation")
    add(seen, "id", root=told.unique(event.id))
    coded(seen, "code", "29", lists.OBSERVATIONS, displayName="reaction")
    _add_times(seen, event, told)
    add_term(seen, event.name, told.llt(event.codes), told, language=language_of(told))
    name = short(event.name, TERM)
    if language_of(told) == _ENGLISH and name:
        same = _observed(seen, "30", "reactionForTranslation", path="outboundRelationship2:PERT")
        add(same, "value", name, kind="ED")
    for criterion, code in lists.SERIOUSNESS.items():
        met = criterion in event.seriousness or (criterion is Seriousness.DEATH and is_fatal(event))
        flag = _observed(seen, code, _SERIOUS[criterion], path="outboundRelationship2:PERT")
        if met:
            add(flag, "value", kind="BL", value="true")
        else:
            add(flag, "value", kind="BL", nullFlavor="NI")
    status = OutcomeStatus.UNKNOWN if event.outcome is None else event.outcome.status
    ended = _observed(seen, "27", "outcome", path="outboundRelationship2:PERT")
    coded(ended, "value", lists.OUTCOME[status], lists.OUTCOMES, kind="CE")


_SERIOUS: Final = {
    Seriousness.DEATH: "resultsInDeath",
    Seriousness.LIFE_THREATENING: "isLifeThreatening",
    Seriousness.HOSPITALISATION: "requiresInpatientHospitalization",
    Seriousness.DISABILITY: "resultsInPersistentOrSignificantDisability",
    Seriousness.CONGENITAL_ANOMALY: "congenitalAnomalyBirthDefect",
    Seriousness.OTHER: "otherMedicallyImportantCondition",
}


def _add_times(seen: Element, event: Event, told: Told) -> None:
    """Adds E.i.4, E.i.5 and E.i.6; an interval of HL7 holds two of the three, so all three are two intervals."""
    low = start_of(told.case, event)
    high = not_before(low, end_of(told.case, event))
    length = event.duration
    value = None if length is None or length.value is None else digits(length.value, _DURATION)
    unit = (
        None if length is None or value is None or length.value is None or length.value < 0 else length.unit
    )
    if low is None and high is None and unit is None:
        return
    whole = low is not None and high is not None and unit is not None
    time = add(seen, "effectiveTime", kind="SXPR_TS" if whole else "IVL_TS")
    first = add(time, "comp", kind="IVL_TS") if whole else time
    if low is not None:
        add(first, "low", value=low)
    last = add(time, "comp", kind="IVL_TS", operator="A") if whole else first
    if unit is not None:
        add(last, "width", value=value, unit=unit.value)
    if high is not None:
        add(first, "high", value=high)


def _add_tests(role: Element, case: Case) -> None:
    """Adds F.r: measurements as printed, their dates unknown."""
    findings = list(dict.fromkeys(plain(one) for event in case.events for one in event.findings))
    findings = [one for one in findings if one]
    if not findings:
        return
    organizer = _organized(role, "3", "testsAndProceduresRelevantToTheInvestigation")
    for finding in findings:
        seen = add(organizer, "component/observation")
        name = add(seen, "code", codeSystem=lists.MEDDRA, nullFlavor="NI")
        add(name, "originalText", cut(measure_of(finding), TERM))
        add(seen, "effectiveTime", nullFlavor="UNK")
        add(seen, "value", cut(finding, COMMENT), kind="ED")


def measure_of(finding: str) -> str:
    """Returns what was measured: the words before the number; all of it where there are none."""
    found = _TEST_NAME.match(finding)
    words = "" if found is None else found[0].strip(" ,:;()[]-–")
    return re.sub(r"\s+(?:was|were|is|of|at|to|up to)\Z", "", words) or finding
