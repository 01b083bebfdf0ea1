"""What was done about the events: a MedicationAdministration or a Procedure each, never a suspect."""

from __future__ import annotations

from caseline.export.fhir.drugs import medication
from caseline.export.fhir.made import WHOLE, Made, Story, Support, item_identifier
from caseline.export.fhir.systems import own
from caseline.export.fhir.times import date_of, length, occurrence
from caseline.export.fhir.values import Element, absent, codings, concept, plain
from caseline.schema.case import Therapy, TherapyKind


def therapy(story: Story, held: Therapy) -> list[Made]:
    """Returns the resources of a therapy."""
    told = occurrence(held.start, held.duration, date_of(held.start))
    common: Element = {
        "extension": [
            *length("start", held.start, story.ids),
            *length("duration", held.duration, story.ids),
        ],
        "identifier": item_identifier(held.id),
        "status": "completed",
        "subject": story.subject,
        "reason": [{"reference": story.ids.to(one, "condition")} for one in held.for_events],
    }
    parts = (
        (f"extension('{own('start')}')", held.start),
        (f"extension('{own('duration')}')", held.duration),
    )
    supports = (
        Support(WHOLE, held.evidence),
        *(Support(path, part.evidence) for path, part in parts if part),
    )
    if held.kind is TherapyKind.PROCEDURE:
        common |= {f"occurrence{told[0]}": told[1]} if told else {}
        code = concept(held.name, codings(held.codes, story.versions))
        made = story.resource("Procedure", held.id, **common, code=code, outcome=concept(held.response))
        return [Made(made, supports)]
    # FHIR wants a time and spells it with one r.
    common |= {f"occurence{told[0]}": told[1]} if told else {"occurenceTiming": {"extension": absent()}}
    response = plain(held.response)
    given = story.resource(
        "MedicationAdministration",
        held.id,
        **common,
        medication={"reference": story.ids.to(held.id, "medication")},
        note=[{"text": response}] if response else [],
    )
    return [medication(story, held), Made(given, supports)]
