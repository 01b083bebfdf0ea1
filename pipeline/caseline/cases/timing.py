"""All that a case tells of time, read once: its course, onsets, starts of therapies, durations of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor

from caseline.cases.beginnings import set_off
from caseline.cases.chronology import Point
from caseline.cases.course import Course, course_of
from caseline.cases.dated import Dated
from caseline.cases.durations import durations_of_events
from caseline.cases.exposure import Exposure, earlier_exposures
from caseline.cases.fields import is_onset_field
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.distance import Days
from caseline.cases.onset import Stated, onsets, starts_of_therapies
from caseline.cases.parts import Parts
from caseline.cases.places import Places
from caseline.cases.tellings import ONSET, Cast
from caseline.cases.treatments import Role
from caseline.schema.mention import Label


@dataclass(frozen=True)
class Timing:
    """The course of a case, and what it says of each event and therapy by their ids."""

    cast: Cast
    course: Course
    onsets: Mapping[str, Stated]
    durations: Mapping[str, Sequence[Found]]
    starts: Mapping[str, Stated]
    earlier: Sequence[Exposure]


def timing_of(narrative: Narrative, own: Sequence[Found], parts: Parts) -> Timing:
    """Returns what a case tells of time; `own` are the mentions of the patient, in order of the text."""
    cast = Cast(
        events=parts.event_mentions,
        drugs=parts.drug_mentions,
        therapies=Places({key: therapy.concept.mentions for key, therapy in parts.therapies.items()}),
        suspects=_suspects(narrative, parts),
        conditions=frozenset(m.index for item in parts.conditions.values() for m in item.concept.mentions),
        outcomes=[mention for mention in own if mention.label is Label.OUTCOME],
    )
    lengths = [each for each in own if each.is_length and not is_onset_field(narrative, each)]
    course = course_of(narrative, cast, own)
    return Timing(
        cast=cast,
        course=course,
        onsets=onsets(narrative, course, cast, lengths),
        durations=durations_of_events(narrative, lengths, cast),
        starts=starts_of_therapies(narrative, course),
        earlier=tuple(earlier_exposures(narrative, lengths, cast)),
    )


def _suspects(narrative: Narrative, parts: Parts) -> list[str]:
    """Returns the suspects; where all of them interacted, the one that completed the interaction first."""
    keys = parts.suspects
    if len(keys) > 1 and all(parts.drugs[key].role is Role.INTERACTING for key in keys):
        return set_off(narrative, parts.drug_mentions, keys)
    return keys


def better_told(
    timing: Timing, telling: Mapping[Point, Dated], offsets: Mapping[Point, Days]
) -> Iterator[tuple[Point, Dated]]:
    """Yields the onsets whose chosen time has no way to the first exposure, with another of theirs that has."""
    by_point = {dated.point: dated for dated in timing.course.dated}
    for event, stated in timing.onsets.items():
        point = Point(ONSET, event)
        if point not in telling or _is_bounded(offsets.get(point)):
            continue
        least = floor(offsets[point].low or 0.0) if point in offsets else 0
        for other in stated.others:
            found = offsets.get(other)
            if found is not None and _is_bounded(found) and (found.low or 0.0) >= max(least, 0):
                yield point, by_point[other]
                break


def _is_bounded(days: Days | None) -> bool:
    return days is not None and days.low is not None and days.high is not None
