"""Events: an AdverseEvent each, and the Condition that it brought about.

The AdverseEvent says what happened because of which drug and what was done; the Condition, its `resultingEffect`,
says where it sat and how sure it is.
"""

from __future__ import annotations

import json
from typing import Final

from caseline.export.facts.dates import dates_of
from caseline.export.fhir.made import WHOLE, Made, Story, Support, item_identifier
from caseline.export.fhir.outcomes import CLINICAL_STATUSES, STATUSES, outcome_concept
from caseline.export.fhir.systems import (
    ASSESSMENT,
    CLINICAL,
    CRITERIA,
    GRADE,
    METHOD,
    NCIT,
    SERIOUSNESS,
    SEVERE,
    SEVERITY,
    VERIFICATION,
    own,
)
from caseline.export.fhir.times import date_of, length, occurrence
from caseline.export.fhir.values import (
    Element,
    coded,
    codings,
    concept,
    element,
    extension,
    is_date,
    is_integer,
    plain,
)
from caseline.schema.case import (
    Causality,
    CausalityMethod,
    CausalityValue,
    Certainty,
    DrugRole,
    Event,
    Seriousness,
    TimelineKind,
)

# Value set adverse-event-clinical-research-seriousness-criteria of hl7.terminology.r5 7.0.1.
SERIOUS: Final = {
    Seriousness.DEATH: coded(NCIT, "C48275", "Results In Death"),
    Seriousness.LIFE_THREATENING: coded(NCIT, "C84266", "Is Life Threatening"),
    Seriousness.HOSPITALISATION: coded(NCIT, "C83052", "Requires Inpatient Hospitalization"),
    Seriousness.DISABILITY: coded(NCIT, "C11338", "Results In Persistent Or Significant Disability"),
    Seriousness.CONGENITAL_ANOMALY: coded(NCIT, "C83117", "Congenital Anomaly or Birth Defect"),
    Seriousness.OTHER: coded(NCIT, "C82521", "Other Medically Important Condition"),
}
# Value set adverse-event-clinical-research-grades.
GRADES: Final = {
    "1": coded(NCIT, "C41338", "Grade 1 Mild Adverse Event"),
    "2": coded(NCIT, "C41339", "Grade 2 Moderate Adverse Event"),
    "3": coded(NCIT, "C41340", "Grade 3 Severe Adverse Event"),
    "4": coded(NCIT, "C41337", "Grade 4 Life Threatening or Disabling Adverse Event"),
    "5": coded(NCIT, "C48275", "Grade 5 Death Related to Adverse Event"),
}
SEVERITIES: Final = {name: coded(SEVERE, name, name.title()) for name in ("mild", "moderate", "severe")}
RELATED: Final = {
    CausalityValue.CERTAIN: coded(ASSESSMENT, "certain", "Certain"),
    CausalityValue.PROBABLE: coded(ASSESSMENT, "probably-likely", "Probably/Likely"),
    CausalityValue.POSSIBLE: coded(ASSESSMENT, "possible", "Possible"),
    CausalityValue.UNLIKELY: coded(ASSESSMENT, "unlikely", "Unlikely"),
}
_SCALES: Final = {CausalityMethod.NARANJO: coded(METHOD, "probability-scale", "Probability Scale")}
_VERIFIED: Final = {Certainty.AFFIRMED: "confirmed", Certainty.UNCERTAIN: "unconfirmed"}


def event(story: Story, held: Event, authors: str | None) -> list[Made]:
    """Returns the resources of an event.

    Args:
        story: The case.
        held: The event.
        authors: Who judged what caused it, as far as known.
    """
    findings = [text for text in map(plain, held.findings) if text]
    made = [_adverse_event(story, held, authors, len(findings)), _condition(story, held)]
    for index, finding in enumerate(findings):
        resource = story.resource(
            "Observation",
            held.id,
            f"finding{index}",
            status="final",
            code=concept("Finding", [coded(own("observation"), "finding")]),
            subject=story.subject,
            focus=[story.ids.to(held.id)],
            valueString=finding,
        )
        made.append(Made(resource))
    return made


def _adverse_event(story: Story, held: Event, authors: str | None, findings: int) -> Made:
    ids = story.ids
    told = occurrence(held.onset, held.duration, date_of(held.onset) or _day(story, held))
    causality = _causality(held.causality, authors)
    suspects = [element(instanceReference=ids.to(one), causality=causality) for one in held.suspects]
    resource = story.resource(
        "AdverseEvent",
        held.id,
        extension=_extensions(story, held),
        identifier=item_identifier(held.id),
        status=STATUSES[held.outcome.status] if held.outcome else "unknown",
        actuality="actual",
        code=concept(held.name, codings(held.codes, story.versions)),
        subject=story.subject,
        **({f"occurrence{told[0]}": told[1]} if told else {}),
        resultingEffect=[ids.to(held.id, "condition")],
        seriousness=concept(None, [coded(SERIOUSNESS, "serious", "Serious")]) if held.seriousness else None,
        outcome=[outcome_concept(held.outcome)] if held.outcome else [],
        suspectEntity=suspects,
        contributingFactor=[{"itemReference": ids.to(one)} for one in _interacting(story, held)],
        mitigatingAction=[
            {"itemReference": ids.to(one.id)} for one in story.case.therapies if held.id in one.for_events
        ],
        supportingInfo=[
            *({"itemReference": ids.to(held.id, f"finding{index}")} for index in range(findings)),
            *({"itemReference": ids.to(one.id)} for one in story.case.conditions),
            *({"itemReference": ids.to(one)} for one in _others(story, held)),
        ],
    )
    return Made(resource, tuple(_supports(held)))


def _supports(held: Event) -> list[Support]:
    judged = "suspectEntity.causality" if held.suspects else f"extension('{own('causality')}')"
    parts = (
        (f"extension('{own('onset')}')", held.onset),
        (f"extension('{own('duration')}')", held.duration),
        ("outcome", held.outcome),
        (judged, held.causality),
    )
    return [Support(WHOLE, held.evidence), *(Support(path, part.evidence) for path, part in parts if part)]


def _extensions(story: Story, held: Event) -> list[Element]:
    strength = SEVERITIES.get((held.severity or "").lower())
    made = extension(SEVERITY, valueCodeableConcept=concept(held.severity, [strength] if strength else []))
    grade = concept(held.grade, [GRADES[held.grade]] if held.grade in GRADES else [])
    made += extension(GRADE, valueCodeableConcept=grade)
    made += [part for one in held.seriousness for part in _criterion(one)]
    made += length("onset", held.onset, story.ids)
    made += length("duration", held.duration, story.ids)
    if not held.suspects and held.causality:
        # A judgement without a suspect has no place in AdverseEvent.
        judged = extension("relatedness", valueCodeableConcept=_relatedness(held.causality))
        judged += extension("method", valueCodeableConcept=_method(held.causality))
        made.append({"url": own("causality"), "extension": judged + _points("score", held.causality)})
    return made


def _criterion(one: str) -> list[Element]:
    known = [SERIOUS[Seriousness(one)]] if one in set(Seriousness) else []
    met = extension("criterionCode", valueCodeableConcept=concept(None if known else one, known))
    return (
        [{"url": CRITERIA, "extension": [*met, {"url": "criterionPresent", "valueBoolean": True}]}]
        if met
        else []
    )


def _causality(held: Causality | None, authors: str | None) -> Element | None:
    if held is None:
        return None
    return element(
        extension=_points(own("causality-score"), held),
        assessmentMethod=_method(held),
        entityRelatedness=_relatedness(held),
        author=element(display=authors),
    )


def _relatedness(held: Causality) -> Element | None:
    return concept(held.text, [RELATED[held.value]])


def _method(held: Causality) -> Element | None:
    if held.method is None:
        return None
    return concept(str(held.method), [_SCALES[held.method]] if held.method in _SCALES else [])


def _points(url: str, held: Causality) -> list[Element]:
    if held.score is None:
        return []
    if is_integer(held.score):
        return [{"url": url, "valueInteger": held.score}]
    return [{"url": url, "valueString": json.dumps(held.score)}]


def _day(story: Story, held: Event) -> str | None:
    """Returns the date of an event's onset that the timeline knows."""
    return next(filter(is_date, dates_of(story.case, TimelineKind.ONSET, {held.id})), None)


def _interacting(story: Story, held: Event) -> list[str]:
    return [
        one.id for one in story.case.drugs if one.role is DrugRole.INTERACTING and one.id not in held.suspects
    ]


def _others(story: Story, held: Event) -> list[str]:
    return [
        one.id for one in story.case.drugs if one.role is DrugRole.CONCOMITANT and one.id not in held.suspects
    ]


def _condition(story: Story, held: Event) -> Made:
    status = CLINICAL_STATUSES[held.outcome.status] if held.outcome else "unknown"
    resource = story.resource(
        "Condition",
        held.id,
        "condition",
        clinicalStatus=concept(None, [coded(CLINICAL, status)]),
        verificationStatus=concept(None, [coded(VERIFICATION, _VERIFIED[held.certainty])]),
        code=concept(held.name, codings(held.codes, story.versions)),
        bodySite=[site for site in map(concept, held.body_sites) if site],
        subject=story.subject,
    )
    return Made(resource)
