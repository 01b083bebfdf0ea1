"""The course of a case as it is told: which times date what, and what each time counts from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caseline.cases.chronology import ASSUMED_CALENDAR, CALENDAR, Chronology, Point
from caseline.cases.clauses import stretches_of
from caseline.cases.clocks import Clocks
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.normalise.distance import AT_ONCE, LATER, Days, length_in_days, offset_in_days
from caseline.cases.references import BIRTH, DISCHARGE, Reference, Step, reference_of
from caseline.cases.tellings import (
    ADMISSION,
    AGAIN,
    CHANGE,
    COURSE,
    DOSE,
    ONSET,
    OUTCOME,
    START,
    STOP,
    THERAPY,
    Cast,
    Stretch,
    Telling,
    anchors,
    since,
    stretch_of,
    tellings,
)
from caseline.cases.times import TimeStatement, read_times
from caseline.schema.case import Relation
from caseline.schema.mention import Label

TIME = "time"
_PASSING = frozenset({ADMISSION, STOP, THERAPY, OUTCOME})
_BEGINS = cue(
    r"(?:develop\w*|began|begin\w*|onset|occur\w*|appear\w*|manifest\w*|experienc\w*|noticed|became|complain\w*|suffer\w*|felt|started|woke|vomited|collapsed|had)\b"
)
_DISCHARGED = cue(r"(?:discharged|went\s+home|left\s+(?:the\s+)?hospital)\b")
# A moment told without a time.
_AT_ADMISSION = re.compile(
    r"\b(?:(?:up)?on|at)\s+(?:the\s+time\s+of\s+)?(?:his\s+|her\s+|the\s+)?(?:hospital\s+)?(?:admission|presentation|arrival|hospitali[sz]ation)\b(?!\s+to)"
)


@dataclass(frozen=True, eq=False)
class Dated:
    """A time, what it counts from, and what its stretch tells to have happened then."""

    statement: TimeStatement
    reference: Reference
    tellings: tuple[Telling, ...]
    stretch: Stretch

    @property
    def point(self) -> Point:
        """The moment that the time tells."""
        return Point(TIME, number=self.statement.mention.index)


@dataclass
class Course:
    """What a case tells of its course, in order of the text."""

    dated: list[Dated] = field(default_factory=list)
    at_admission: list[Telling] = field(default_factory=list)
    undated: list[Telling] = field(default_factory=list)
    chronology: Chronology = field(default_factory=Chronology)


def course_of(narrative: Narrative, cast: Cast, own: Sequence[Found]) -> Course:
    """Returns the course that a case tells.

    A time without an anchor counts from the step told just before it in its section.

    Args:
        narrative: The text.
        cast: The parts of the case.
        own: All mentions of the patient, in order of the text.
    """
    times = [mention for mention in own if mention.label is Label.TIME]
    lengths = [mention for mention in own if mention.label is Label.DURATION]
    return _Walk(narrative, cast, read_times(narrative, times, lengths), own).course


class _Walk:
    """One reading of a text from its start to its end."""

    def __init__(
        self, narrative: Narrative, cast: Cast, statements: Sequence[TimeStatement], own: Sequence[Found]
    ) -> None:
        self.narrative = narrative
        self.cast = cast
        self.course = Course()
        self.clocks = Clocks(self.course.chronology)
        self.changes: list[Point] = []
        self.current: Step | None = None
        self.main: Step | None = None
        self._statements = _by_sentence(statements)
        self._own = _found_by_sentence(own)
        section = None
        for index in sorted({*self._statements, *self._own}):
            sentence = narrative.sentences[index]
            if sentence.section != section:
                section, self.current, self.main = sentence.section, None, None
            self._sentence(sentence)

    def _sentence(self, sentence: Sentence) -> None:
        statements = self._statements.get(sentence.index, [])
        admissions = [
            (sentence.start + match.start(), sentence.start + match.end())
            for match in _AT_ADMISSION.finditer(sentence.lowered)
            if not any(each.start < sentence.start + match.end() <= each.end for each in statements)
        ]
        phrases = sorted([*((each.start, each.end) for each in statements), *admissions])
        own, giving = self._own.get(sentence.index, []), False
        for bounds in stretches_of(self.narrative, sentence, phrases):
            stretch = stretch_of(self.narrative, bounds, own, phrases, after_giving=giving)
            told = tellings(stretch, self.cast)
            giving = any(each.point.kind in {START, THERAPY, DOSE} for each in told)
            changed = [each.point for each in told if each.point.kind == CHANGE]
            here = [each for each in statements if bounds[0] <= each.start < bounds[1]]
            if here:
                self._dated(here, told, stretch)
            elif any(bounds[0] <= start < bounds[1] for start, _ in admissions):
                self._at_admission(told)
            else:
                self._undated(told, stretch)
            self.changes += changed

    def _dated(self, statements: Sequence[TimeStatement], told: list[Telling], stretch: Stretch) -> None:
        before, main = self.current, self.main
        for place, statement in enumerate(statements):
            # Of two times that no joint parts, the first dates what the stretch tells.
            begun = since(statement, stretch, self.cast)
            mine = tuple(begun or (told if place == 0 else ()))
            step = main if statement.value.relation is Relation.BEFORE else before
            reference = reference_of(
                self.narrative, statement, step, self.cast, self.course.undated, self.changes
            )
            own = self._own.get(statement.mention.sentence, [])
            self.course.undated += anchors(statement, own, self.cast)
            found = Dated(statement, reference, mine, stretch)
            self.course.dated.append(found)
            self._link(found)
            moved = reference.point is not None and offset_in_days(statement.value) is not None
            self.clocks.link(statement, found.point, None if step is None else step.point, moved=moved)
        first, last = self.course.dated[-len(statements)], self.course.dated[-1]
        exposed = _point(told, DOSE, COURSE, START)
        if last.statement.value.relation is not Relation.BEFORE:
            name = _point(told, ADMISSION) or exposed or _point(told, ONSET) or _point(told, STOP)
            self._go_on(Step(first.point, name))
        elif exposed and stretch.begins_earlier:
            self.current = Step(first.point, exposed)
        elif (admitted := _point(told, ADMISSION)) is not None:
            self._go_on(_step(admitted))
        else:
            self.current = self.main

    def _at_admission(self, told: Sequence[Telling]) -> None:
        self.course.at_admission += [each for each in told if each.point.kind in {STOP, THERAPY}]
        self.course.undated += told
        self._go_on(_step(Point(ADMISSION)))

    def _go_on(self, step: Step) -> None:
        self.current = self.main = step

    def _link(self, found: Dated) -> None:
        statement, reference = found.statement, found.reference
        chronology = self.course.chronology
        if _DISCHARGED.search(found.stretch.lowered) and reference.point != DISCHARGE:
            chronology.add(found.point, DISCHARGE, AT_ONCE)
        if statement.date is not None and (bounds := statement.date.bounds) is not None:
            calendar = CALENDAR if statement.date.is_year_told else ASSUMED_CALENDAR
            base = found.point if reference.point is None else Point(TIME, "date", statement.mention.index)
            base = self.clocks.midnight_of(statement, base)
            low, high = map(float, bounds)
            chronology.add(calendar, base, Days(None if statement.is_latest else low, high))
            if reference.point is not None and (offset := offset_in_days(statement.value)) is not None:
                chronology.add(base, found.point, offset)
            return
        offset = offset_in_days(statement.value)
        if reference.point == BIRTH and offset is None:
            offset = length_in_days(statement.value)  # "at 36 hours of life"
        if reference.point is not None and offset is not None:
            latest = Days(None, offset.high) if statement.is_latest else offset
            chronology.add(reference.point, found.point, latest)

    def _undated(self, told: Sequence[Telling], stretch: Stretch) -> None:
        """Goes on to what a stretch without a time tells, where it tells the course rather than a state."""
        self.course.undated += told
        admitted = _point(told, ADMISSION)
        if admitted is None and stretch.is_earlier:
            exposed = _point(told, DOSE, COURSE, START) if stretch.begins_earlier else None
            if exposed is not None and (exposed.kind != START or exposed.ref in self.cast.suspects):
                self.current = _step(exposed)
            return
        point = admitted or _point(told, DOSE, COURSE, AGAIN, START, STOP, THERAPY)
        if point is None and _BEGINS.search(stretch.lowered):
            point = _point(told, ONSET)
        point = point or _point(told, OUTCOME)
        if point is None or (point.kind == START and point.ref not in self.cast.suspects):
            return
        if self.current is None or point.kind in {START, ONSET}:
            self._go_on(_step(point))
            return
        before = self.current
        # Told without a time, it is taken to be of the time that the telling has reached.
        self._go_on(Step(self.current.point if point.kind in _PASSING else point, point))
        if point.kind not in {STOP, THERAPY, OUTCOME}:
            self.course.chronology.add(before.point, point, LATER)


def _step(point: Point) -> Step:
    return Step(point, point)


def _point(told: Sequence[Telling], *kinds: str) -> Point | None:
    """Returns the first point of one of the kinds."""
    return next((telling.point for telling in told if telling.point.kind in kinds), None)


def _by_sentence(statements: Sequence[TimeStatement]) -> Mapping[int, list[TimeStatement]]:
    found: dict[int, list[TimeStatement]] = {}
    for statement in statements:
        found.setdefault(statement.mention.sentence, []).append(statement)
    return found


def _found_by_sentence(mentions: Sequence[Found]) -> Mapping[int, list[Found]]:
    found: dict[int, list[Found]] = {}
    for mention in mentions:
        found.setdefault(mention.sentence, []).append(mention)
    return found
