"""The course of a case: a List of its steps, in order."""

from __future__ import annotations

from caseline.export.fhir.made import Made, Story, Support
from caseline.export.fhir.systems import own
from caseline.export.fhir.values import (
    Element,
    absent,
    coded,
    concept,
    element,
    is_date,
    number_extension,
    plain,
    text_extension,
)
from caseline.schema.case import TimelineEntry, TimelineKind


def course(story: Story) -> list[Made]:
    """Returns the steps of a case, as one resource; none where there are no steps."""
    steps = story.case.timeline
    if not steps:
        return []
    resource = story.resource(
        "List",
        "timeline",
        status="current",
        mode="snapshot",
        title="Timeline",
        code=concept("Timeline", [coded(own("list"), "timeline")]),
        subject=[story.subject],
        entry=[_entry(story, step) for step in steps],
    )
    supports = tuple(Support(f"entry[{index}]", step.evidence) for index, step in enumerate(steps))
    return [Made(resource, supports)]


def _entry(story: Story, step: TimelineEntry) -> Element:
    day = [
        told
        for url, number in (("value", step.day), ("low", step.low), ("high", step.high))
        for told in number_extension(url, number)
    ]
    dated = is_date(step.date)
    known = step.kind in set(TimelineKind)
    item = {**(story.ids.item(step.ref) or {}), **element(display=plain(step.text))}
    return element(
        extension=[
            *([{"url": own("day"), "extension": day}] if day else []),
            *([] if dated else text_extension(own("date"), step.date)),
        ],
        flag=concept(step.kind, [coded(own("timeline"), step.kind)] if known else []),
        date=step.date if dated else None,
        item=item or {"extension": absent()},
    )
