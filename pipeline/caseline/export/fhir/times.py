"""Lengths and distances of time.

FHIR has no place for "within two to three days of the second dose": an extension of ours holds all of it, and FHIR's
own elements hold what they can besides.
"""

from __future__ import annotations

from collections.abc import Collection

from caseline.export.facts.dates import date_at
from caseline.export.fhir.ids import Ids
from caseline.export.fhir.systems import own
from caseline.export.fhir.values import (
    Element,
    date_extension,
    element,
    extension,
    fits,
    is_date,
    number_extension,
    parted,
    plain,
    text_extension,
)
from caseline.schema.case import Age, Anchor, Duration, Onset


def length(
    name: str, held: Age | Duration | Onset | None, ids: Ids, *, but: Collection[str] = ()
) -> list[Element]:
    """Returns the extension of ours that holds a time.

    Args:
        name: Its name.
        held: The time.
        ids: What its anchor is referred to by.
        but: Fields that FHIR's own elements hold.
    """
    if held is None:
        return []
    parts = text_extension("text", held.text)
    for field in ("value", "low", "high"):
        if field not in but:
            parts += number_extension(field, getattr(held, field))
    if "unit" not in but:
        parts += extension("unit", valueCode=held.unit and str(held.unit))
    if isinstance(held, Duration | Onset):
        parts += text_extension("iso8601", held.iso8601)
        parts += [{"url": "approximate", "valueBoolean": True}] if held.approximate else []
    if isinstance(held, Onset):
        parts += extension("relation", valueCode=held.relation and str(held.relation))
        parts += _anchor(held.anchor, ids)
    # The text of a time may be blank, and that it is told at all is something.
    return parted(own(name), parts)


def _anchor(anchor: Anchor | None, ids: Ids) -> list[Element]:
    if anchor is None:
        return []
    parts = extension("kind", valueCode=str(anchor.kind))
    if anchor.ordinal is not None:
        parts += number_extension("ordinal", anchor.ordinal)
    parts += extension("drug", valueReference=ids.item(anchor.drug))
    parts += extension("event", valueReference=ids.item(anchor.event))
    return [{"url": "anchor", "extension": [*parts, *date_extension("date", anchor.date)]}]


def date_of(onset: Onset | None) -> str | None:
    """Returns the date that an onset is at, null where it is no such date."""
    told = date_at(onset)
    return told if is_date(told) else None


def occurrence(onset: Onset | None, duration: Duration | None, day: str | None) -> tuple[str, object] | None:
    """Returns which kind of occurrence an event or a therapy has, and the element itself.

    A date alone is a DateTime. Else it is a Timing: the date, the wording of the onset, how long it lasted.
    """
    repeat = _repeat(duration)
    if day and not repeat:
        return "DateTime", day
    text = plain(onset.text) if onset else None
    timing = element(event=[day] if day else None, repeat=repeat, code=element(text=text))
    return ("Timing", timing) if timing else None


def _repeat(duration: Duration | None) -> Element | None:
    """Returns a length as Timing.repeat can hold it: a number of a unit, or two bounds."""
    if duration is None or duration.unit is None:
        return None
    low, high = (duration.value, None) if duration.value is not None else (duration.low, duration.high)
    if low is None or low < 0 or not fits(low):
        return None
    if high is not None and (not fits(high) or high < low):
        return None
    return element(duration=low, durationMax=high, durationUnit=str(duration.unit))
