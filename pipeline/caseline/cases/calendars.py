"""The points of a course resolved: days from the first exposure, calendar dates, starts and stops of drugs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import floor

from caseline.cases.chronology import CALENDAR, Chronology, Point
from caseline.cases.clocks import MIDNIGHT
from caseline.cases.dated import Dated
from caseline.cases.headlines import first_signs, measured
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.distance import AT_ONCE, LATER, Days, length_in_days
from caseline.cases.normalise.timing import parse_duration
from caseline.cases.onset import Stated
from caseline.cases.tellings import (
    ADMISSION,
    AGAIN,
    CHANGE,
    COURSE,
    DOSE,
    ONSET,
    START,
    STOP,
    THERAPY,
    Telling,
)
from caseline.cases.timing import Timing, better_told
from caseline.schema.case import Anchor, AnchorKind, Relation

_NUMBER = r"(?:\d{1,2}|two|three|four|five|six|eight|twelve)"
_EVERY = re.compile(
    rf"\bevery\s+(?P<length>{_NUMBER}[\s-](?:days|weeks|months))\b|\b(?P<cycle>\d{{1,2}}[\s-](?:day|week))\s+cycles?\b"
    rf"|\bq\.?\s?(?P<number>\d{{1,2}})\s?(?P<unit>w|d)(?:eeks|ays|k)?\b|\b(?P<weekly>{_NUMBER})[\s-]?weekly\b"
    r"|(?<!bi)(?<!bi-)\b(?P<month>(?:monthly|every\s+month)\s+(?:\w+\s+){0,2}?(?:injections?|infusions?|doses?|cycles?|courses?))\b"
)
_DAILY = re.compile(
    r"\b(?:(?:every|each)\s+(?:day|night|morning|evening|week)|once\s+(?:daily|weekly|a\s+(?:day|week))|nightly|nocte|at\s+bedtime"
    r"|(?<!times\s)(?<!twice\s)(?<!thrice\s)(?:daily|weekly))\b"
)
_HISTORY = re.compile(r"['’]?[\s-]{1,2}(?:\w+\s)?history\b")
# "Presented with jaundice of 9 days' duration": so long before.
_DURATION = re.compile(r"['’]?[\s-]{1,2}(?:duration|standing)\b")
_CAME = re.compile(
    r"\b(?:present(?:ed|s|ing)|admitted|came|seen|referred|consulted|attended|complain(?:ed|ing))\b"
)
_FIRST_OF_ITS_KIND = frozenset({START, STOP, AGAIN, CHANGE, DOSE, COURSE, ADMISSION})
_EXPOSURES = {AnchorKind.START: START, AnchorKind.DOSE: DOSE, AnchorKind.COURSE: COURSE}
_TAKEN = re.compile(
    r"\b(?:took|taken|taking|ingest\w*|swallow\w*|drank|inhal\w*|inject\w*|infus\w*|vaccin\w*|immuni[sz]\w*|overdos\w*|doses?|applied|start\w*|beg[au]n"
    r"|given|gave|receiv\w*|got)\b"
)
# What between two drugs says that they were not given together.
_APART = re.compile(
    r"[.;]\s|\b(?:was|were|had|has|is|then|before|after|follow\w*|later|since|until|replac\w*|switch\w*|chang\w*|stopp\w*|instead|took|takes|taken|taking|while|already|long|history|previous\w*|because|who|which|for)\b"
)
_OF_A_DRUG = frozenset({START, STOP, AGAIN, CHANGE, DOSE, COURSE})
_EPSILON = 1e-6
_TOGETHER = 80  # characters between drugs given together
_TRIED = 4  # suspects
_KNOWN = 3_000  # days that bounds may leave open
_MORNING = 0.25  # of a day


@dataclass(frozen=True)
class Calendar:
    """When the points of a case lie: offsets from the first exposure, and days of the calendar."""

    root: Point | None
    offsets: Mapping[Point, Days]
    ordinals: Mapping[Point, Days]
    telling: Mapping[Point, Dated]
    at_admission: Mapping[Point, Telling]
    by_length: frozenset[Point]
    told: Mapping[Point, str]
    dated: Mapping[Point, Dated]

    @cached_property
    def _hour(self) -> float:
        """How much of the day had passed at the first exposure, as a part of it; 0 where nothing tells."""
        midnight = self.offsets.get(MIDNIGHT)
        if midnight is None or midnight.low is None or midnight.width > _EPSILON:
            return 0.0
        return -midnight.low % 1.0

    @cached_property
    def _telling(self) -> frozenset[Dated]:
        return frozenset(self.telling.values())

    def is_telling(self, dated: Dated) -> bool:
        """Says whether a time dates a point of the case."""
        return dated in self._telling

    def days(self, point: Point) -> tuple[int | None, int | None]:
        """Returns the first and the last day a point may be, the day of the first exposure being 1."""
        found = self.offsets.get(point)
        if found is None:
            return None, None
        # Where no hour is told, what came some minutes or hours before is of the same day.
        hour = self._hour or (_MORNING if MIDNIGHT not in self.offsets and _is_just_before(found) else 0.0)
        return (
            None if found.low is None else floor(found.low + hour + _EPSILON) + 1,
            None if found.high is None else floor(found.high + hour + _EPSILON) + 1,
        )

    def date(self, point: Point) -> str | None:
        """Returns the date of a point as far as it is told, or reckoned from a full one."""
        found = self.ordinals.get(point)
        if found is not None and found.low is not None and found.width < 1:
            return date.fromordinal(floor(found.low + _EPSILON)).isoformat()
        dated = self.dated.get(point) or self.telling.get(point)
        if found is not None and found.high is not None and dated is not None and _is_latest_day(dated):
            return date.fromordinal(floor(found.high + _EPSILON)).isoformat()
        return self.told.get(point)


def _is_just_before(days: Days) -> bool:
    return days.low is not None and days.high is not None and -_MORNING <= days.low <= days.high < 0


def calendar_of(narrative: Narrative, timing: Timing) -> Calendar:
    """Returns the resolved points of a case."""
    chronology = Chronology(list(timing.course.chronology.links))
    telling = _dated_points(timing)
    for point, dated in telling.items():
        chronology.add(dated.point, point, AT_ONCE)
    for each in timing.course.at_admission:
        if each.point not in telling:
            chronology.add(Point(ADMISSION), each.point, AT_ONCE)
    _link_together(chronology, narrative, timing, telling)
    _link_exposures(chronology)
    _link_cycles(chronology, narrative, timing)
    by_length = frozenset(_link_lengths(chronology, narrative, timing))
    root, offsets = _counted(chronology, timing, telling)
    better = dict(better_told(timing, telling, offsets))
    if better:
        telling |= better
        for point, dated in better.items():
            chronology.add(dated.point, point, AT_ONCE)
        root, offsets = _counted(chronology, timing, telling)
    signs = dict(measured(narrative, timing, telling)) | dict(
        first_signs(narrative, timing, telling, offsets)
    )
    if signs:
        telling |= signs
        for point, dated in signs.items():
            chronology.add(dated.point, point, AT_ONCE)
        offsets = chronology.resolve(root) if root is not None else offsets
    return Calendar(
        root=root,
        offsets=offsets,
        ordinals=chronology.resolve(CALENDAR),
        telling=telling,
        by_length=by_length,
        told=_told_dates(timing, telling),
        dated={dated.point: dated for dated in timing.course.dated},
        at_admission={each.point: each for each in timing.course.at_admission if each.point not in telling},
    )


def _is_latest_day(dated: Dated) -> bool:
    return dated.statement.is_latest and dated.statement.weekday is not None


def _told_dates(timing: Timing, telling: Mapping[Point, Dated]) -> dict[Point, str]:
    """Returns the date of each point as the text tells it."""
    points = [*telling.items(), *((dated.point, dated) for dated in timing.course.dated)]
    return {
        point: dated.statement.date.iso
        for point, dated in points
        if dated.statement.date is not None
        and dated.statement.date.iso is not None
        and dated.statement.value.unit is None
    }


@dataclass(frozen=True)
class Period:
    """The dates of the first and the last exposure to a drug, and the times that tell them."""

    start: str | None = None
    stop: str | None = None
    evidence: tuple[Found, ...] = ()


def period_of(calendar: Calendar, drug: str) -> Period:
    """Returns when a drug was begun and stopped, as far as dates tell it or can be reckoned from a full one."""
    dates, evidence = [], []
    for kind in (START, STOP):
        point = Point(kind, drug)
        dated = calendar.telling.get(point)
        date = calendar.date(point) if dated is not None or point in calendar.at_admission else None
        dates.append(date)
        if dated is not None and date is not None:
            evidence.append(dated.statement.mention)
    return Period(dates[0], dates[1], tuple(evidence))


def with_dates(stated: Mapping[str, Stated], calendar: Calendar) -> dict[str, Stated]:
    """Returns beginnings with the date that they count from, where it can be reckoned.

    The admission and a change of dose have theirs; an hour of the clock, a weekday and "that night" stand
    for one.
    """
    return {key: _with_date(each, calendar) for key, each in stated.items()}


def _with_date(stated: Stated, calendar: Calendar) -> Stated:
    anchor = _dated_anchor(stated, calendar)
    if anchor is None:
        return stated
    return stated._replace(onset=stated.onset.model_copy(update={"anchor": anchor}))


def _dated_anchor(stated: Stated, calendar: Calendar) -> Anchor | None:
    anchor = stated.onset.anchor
    dated = None if stated.point is None else calendar.dated.get(stated.point)
    clocked = dated is not None and dated.statement.clock is not None
    if anchor is not None and anchor.kind is AnchorKind.ADMISSION and not clocked:
        counted = None if dated is None else dated.reference.point
        date = (counted and calendar.date(counted)) or calendar.date(Point(ADMISSION))
        return anchor if date is None else anchor.model_copy(update={"date": date})
    if dated is None:
        return None
    point, statement = dated.reference.point, dated.statement
    if anchor is not None and point is not None and point.kind == CHANGE:
        return anchor.model_copy(update={"date": calendar.date(point)})
    nameless = anchor is not None and anchor.kind is AnchorKind.EVENT and anchor.event is None
    that_day = nameless and statement.value.relation is Relation.AT and statement.value.unit is None
    if statement.date is None and (statement.clock is not None or statement.weekday is not None or that_day):
        date = calendar.date(dated.point)
        return None if date is None else Anchor(kind=AnchorKind.DATE, date=date)
    return None


def _dated_points(timing: Timing) -> dict[Point, Dated]:
    """Returns the time that dates each point: of an event and a therapy the one chosen, else the first."""
    found: dict[Point, Dated] = {}
    given: dict[str, int] = {}
    for told in timing.course.undated:
        if told.point.kind in _EXPOSURES.values():
            given[told.point.ref] = min(told.start, given.get(told.point.ref, told.start))
    by_point = {dated.point: dated for dated in timing.course.dated}
    for kind, stated in ((ONSET, timing.onsets), (THERAPY, timing.starts)):
        for key, each in stated.items():
            if each.point in by_point and each.point is not None:
                found[Point(kind, key)] = by_point[each.point]
    for dated in timing.course.dated:
        for telling in dated.tellings:
            point = telling.point
            if point.kind in _FIRST_OF_ITS_KIND and not (
                _counts_from(dated, point) or _is_told_again(telling, dated, given)
            ):
                found.setdefault(point, dated)
    return found


def _is_told_again(telling: Telling, dated: Dated, given: Mapping[str, int]) -> bool:
    """Says whether a drug told given before is only named once more: "lithium was cleared with fluids by day 8"."""
    return (
        telling.point.kind == START
        and not telling.is_marked
        and dated.statement.date is None
        and given.get(telling.point.ref, telling.start) < telling.start
        and _TAKEN.search(dated.stretch.lowered) is None
    )


def _counts_from(dated: Dated, point: Point) -> bool:
    """Says whether a time counts from what it would date: "on day 8 of X she was given X"."""
    reference = dated.reference.point
    return reference is not None and (
        (reference.kind, reference.ref) == (point.kind, point.ref)
        or (point.kind == START and reference.ref == point.ref and reference.kind in _OF_A_DRUG)
    )


def _counted(
    chronology: Chronology, timing: Timing, telling: Mapping[Point, Dated]
) -> tuple[Point | None, Mapping[Point, Days]]:
    """Returns the first exposure that days count from, and the days from it.

    It is that to the first suspect that an onset has a distance to, else to the first.
    """
    counted: tuple[Point | None, Mapping[Point, Days]] = (None, {})
    for key in timing.cast.suspects[:_TRIED]:
        start = Point(START, key)
        found = chronology.resolve(start)
        if any(
            found[each.point].width < _KNOWN
            for point, each in telling.items()
            if point.kind == ONSET and each.point in found
        ):
            return start, found
        if counted[0] is None:
            counted = start, found
    return counted


def _link_together(
    chronology: Chronology, narrative: Narrative, timing: Timing, telling: Mapping[Point, Dated]
) -> None:
    """Ties the starts of drugs that are told given in one breath: "received cladribine and allopurinol"."""
    given = sorted(
        (each for each in timing.course.undated if each.point.kind == START and each.point not in telling),
        key=lambda each: each.start,
    )
    for first, second in pairwise(given):
        gap = narrative.lowered[first.end : second.start]
        if first.point != second.point and 0 < len(gap) <= _TOGETHER and not _APART.search(gap):
            chronology.add(first.point, second.point, AT_ONCE)


def _link_exposures(chronology: Chronology) -> None:
    """Ties doses, courses and the stop of each drug to its start: the first is the start, others later."""
    points = dict.fromkeys(point for link in chronology.links for point in (link.first, link.second))
    anew: dict[str, Point] = {}
    dated = chronology.resolve(CALENDAR)
    for point in points:
        start = Point(START, point.ref)
        if (point.kind in {DOSE, COURSE} and point.number == 1) or (point.kind == START and point.number):
            chronology.add(start, point, AT_ONCE)
        elif point.kind in {DOSE, COURSE, STOP, CHANGE}:
            if point.kind != STOP or point not in dated:
                chronology.add(start, point, LATER)
        elif point.kind == AGAIN:
            chronology.add(start, point, LATER)
            if point.number:
                anew.setdefault(point.ref, point)
    for drug, point in anew.items():
        chronology.add(Point(AGAIN, drug), point, AT_ONCE)


def _link_cycles(chronology: Chronology, narrative: Narrative, timing: Timing) -> None:
    """Ties numbered doses given daily or "every three weeks", or cycles of 28 days, to the first, or the first anew."""
    numbered = dict.fromkeys(
        point
        for link in chronology.links
        for point in (link.first, link.second)
        if point.kind in {DOSE, COURSE} and point.number > 1
    )
    if not numbered:
        return
    told = [*timing.course.undated, *(each for dated in timing.course.dated for each in dated.tellings)]
    for point in numbered:
        days = _interval(narrative, timing.cast.drugs.get(point.ref, ()), point.kind)
        if days is None:
            continue
        place = min((each.start for each in told if each.point == point), default=0)
        again = [each.point for each in told if each.point[:2] == (AGAIN, point.ref) and each.start < place]
        if point.kind == COURSE and any(
            1 < each.point.number < point.number and each.point[:2] == point[:2] and each.start < place
            for each in told
        ):
            again = []  # cycles are counted on
        times = point.number - 1
        distance = Days((days.low or 0.0) * times, (days.high or 0.0) * times)
        chronology.add(again[-1] if again else Point(START, point.ref), point, distance)


def _interval(narrative: Narrative, mentions: Sequence[Found], kind: str) -> Days | None:
    """Returns the days between two doses, or two courses, of a drug, as its sentences tell them."""
    for sentence in dict.fromkeys(mention.sentence for mention in mentions):
        lowered = narrative.sentences[sentence].lowered
        if (match := _EVERY.search(lowered)) is not None:
            weekly = match["weekly"] and f"{match['weekly']} weeks"
            short = match["number"] and f"{match['number']} {'weeks' if match['unit'] == 'w' else 'days'}"
            told = match["length"] or match["cycle"] or short or weekly or "1 month"
            value = parse_duration(told)
            days = length_in_days(value) if value is not None else None
            if days is not None and days.low is not None and days.low >= 1 and days.high is not None:
                return days
        if kind == DOSE and (match := _DAILY.search(lowered)) is not None:
            return Days(7.0, 7.0) if "week" in match.group() else Days(1.0, 1.0)
    return None


def _link_lengths(chronology: Chronology, narrative: Narrative, timing: Timing) -> Iterator[Point]:
    """Yields the onsets that a length tells, tied to what they count from: told by a length: "a 3-day history of X"."""
    for event, stated in timing.onsets.items():
        anchor = stated.onset.anchor
        if stated.point is None and anchor is not None and anchor.drug is not None:
            value = parse_duration(stated.onset.text)
            days = length_in_days(value) if value is not None else None
            exposure = _EXPOSURES.get(anchor.kind)
            if days is not None and exposure is not None:
                chronology.add(Point(exposure, anchor.drug, anchor.ordinal or 0), Point(ONSET, event), days)
                yield Point(ONSET, event)
    for length in timing.earlier:
        value = parse_duration(length.text)
        days = length_in_days(value) if value is not None else None
        if days is not None:
            chronology.add(Point(START, length.drug), Point(ADMISSION), days)
    for event, mentions in timing.durations.items():
        for mention in mentions:
            if event not in timing.onsets and _is_until_then(narrative, mention):
                value = parse_duration(mention.text)
                days = length_in_days(value) if value is not None else None
                if days is not None:
                    chronology.add(Point(ADMISSION), Point(ONSET, event), -days)
                    yield Point(ONSET, event)


def _is_until_then(narrative: Narrative, length: Found) -> bool:
    """Says whether a length reaches up to when the patient came: "a 3-day history", "came with pain of 3 days' duration"."""
    if _HISTORY.match(narrative.lowered, length.end):
        return True
    came = _CAME.search(narrative.before(length))
    return came is not None and _DURATION.match(narrative.lowered, length.end) is not None


def looks_back(dated: Dated) -> bool:
    """Says whether a time lies before what it counts from."""
    return dated.statement.value.relation is Relation.BEFORE
