"""The course of a case as it is told: which times date what, and what each time counts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from caseline.cases.chronology import ASSUMED_CALENDAR, CALENDAR, Chronology, Point
from caseline.cases.clauses import stretches_of
from caseline.cases.clocks import Clocks
from caseline.cases.course_cues import (
    AND,
    AND_HAD,
    AT_ADMISSION,
    AT_THAT_TIME,
    BEGINS,
    DISCHARGED,
    FIRST,
    IN_EMERGENCY,
    PARTICIPLE,
    WHO,
)
from caseline.cases.dated import TIME, Dated, is_at_some_length, is_tied, tells_onset
from caseline.cases.dating import dating_of, outweighs, read_tellings
from caseline.cases.fields import dates_end, field_of, is_onset_field
from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.normalise.distance import AT_ONCE, LATER, Days, length_in_days, offset_in_days
from caseline.cases.references import (
    DISCHARGE,
    Reference,
    Step,
    counts_from_itself,
    ended,
    from_start,
    reference_of,
)
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
from caseline.cases.times import TimeStatement, is_blank, is_same_time, is_visit, read_times, says_same_day
from caseline.nlp.roles.times import LENGTH
from caseline.schema.case import Relation

_GIVEN = frozenset({DOSE, COURSE, START, AGAIN})
# Two wordings of one time; exact ways to each come first.
_SAME_TIME = Days(-1e-9, 1e-9)
_GOING_ON = frozenset({ADMISSION, STOP, THERAPY, ONSET})
_CAME = frozenset({ONSET, ADMISSION})
_EMERGENCY = 3  # sentences from the day of an emergency to what was given for it
_PASSING = frozenset({ADMISSION, STOP, THERAPY, OUTCOME})


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
    times = [each for each in own if each.is_moment or (each.is_length and is_onset_field(narrative, each))]
    lengths = [mention for mention in own if mention.is_length]
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
        self.admission = Point(ADMISSION)
        self.told: list[Telling] = []
        self.sentence: int | None = None
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
            for match in AT_ADMISSION.finditer(sentence.lowered)
            if not any(each.start < sentence.start + match.end() <= each.end for each in statements)
        ]
        phrases = sorted([*_phrases(self.narrative, statements), *admissions])
        own, giving = self._own.get(sentence.index, []), False
        for bounds in stretches_of(self.narrative, sentence, phrases):
            stretch = stretch_of(self.narrative, bounds, own, phrases, after_giving=giving)
            told = tellings(stretch, self.cast)
            giving = any(each.point.kind in {START, THERAPY, DOSE} for each in told)
            self.admission = _point(told, ADMISSION) or self.admission
            changed = [each.point for each in told if each.point.kind == CHANGE]
            here = [each for each in statements if bounds[0] <= each.start < bounds[1]]
            if here:
                self._dated(here, told, stretch)
            elif any(bounds[0] <= start < bounds[1] for start, _ in admissions):
                self._at_admission(told)
            elif not self._went_on(told, stretch, sentence):
                self._undated(told, stretch)
            self.changes += changed

    def _went_on(self, told: Sequence[Telling], stretch: Stretch, sentence: Sentence) -> bool:
        """Dates what is told done with "and" behind a dated statement: "two days later he fell, and X was given"."""
        if not self.course.dated:
            return False
        last = self.course.dated[-1]
        who = WHO.match(stretch.lowered) is not None and not last.tellings
        had = AND_HAD.match(stretch.lowered) is not None and tells_onset(last)
        if not who and (not (had or AND.match(stretch.lowered)) or stretch.is_earlier):
            return False
        kinds = _GOING_ON if not who else {ADMISSION} if stretch.is_earlier else {ADMISSION, START}
        kinds = frozenset({ONSET}) if had else kinds
        done = tuple(each for each in told if each.point.kind in kinds and not each.point.number)
        beside = last.statement.mention.sentence == sentence.index and last.stretch.end == stretch.start
        exact = (
            last.statement.value.relation in {Relation.AT, Relation.AFTER} and not last.statement.is_latest
        )
        if not done or not beside or not exact or is_visit(last.statement):
            return False
        self.course.dated[-1] = replace(last, tellings=(*last.tellings, *done))
        self.course.undated += [each for each in told if each not in done]
        self.told += told
        return True

    def _dated(self, statements: Sequence[TimeStatement], told: list[Telling], stretch: Stretch) -> None:
        before, main = self.current, self.main
        aside = (
            PARTICIPLE.search(self.narrative.lowered, stretch.start, statements[0].mention.start) is not None
        )
        dates_all = not aside
        for previous, statement in zip([None, *statements], statements, strict=False):
            # Of two times that no joint parts, the first dates what the stretch tells, or both as one.
            same = previous is not None and is_same_time(self.narrative, previous, statement)
            dates_all = dates_all and (previous is None or same)
            own = self._own.get(statement.mention.sentence, [])
            field = field_of(self.narrative, statement, own, self.cast)
            begun = since(statement, stretch, self.cast) if field is None else []
            dating = dating_of(self.narrative, statement.mention)
            onwards = statement.anchor is not None and statement.mention.dates == LENGTH
            if aside or onwards or not outweighs(statement.mention, told):
                dating = None  # "melanoma found in May": of what the participle tells
            mine = tuple(begun or (told if dates_all else ()))
            if dating is not None and not begun:
                if dating.is_onset and dates_end(self.narrative, statement):
                    dating = replace(dating, kind=OUTCOME)
                mine = tuple(read_tellings(dating, told, self.cast, stretch))
            if field is not None:
                dating, mine = field
            if statement.is_end:
                dating, mine = None, ended(self.course.dated[-1].tellings)
            step = main if statement.value.relation is Relation.BEFORE else before
            step = None if is_visit(statement) and self._is_other(told, stretch) else step
            reference = self._reference(statement, step, mine)
            counted = anchors(statement, own, self.cast)
            self.course.undated += counted
            self.told += counted
            found = Dated(statement, reference, mine, stretch, repeats=same, dating=dating)
            if same:
                self.course.chronology.add(self.course.dated[-1].point, found.point, _SAME_TIME)
            self.course.dated.append(found)
            self._link(found)
            moved = reference.point is not None and offset_in_days(statement.value) is not None
            self.clocks.link(statement, found.point, None if step is None else step.point, moved=moved)
        dated = self.course.dated[-len(statements) :]
        if aside or all(is_blank(each) for each in statements):
            self._undated(told, stretch)
            return
        if any(each.dating is not None for each in dated):  # what is read to be told at no time of these
            points = {telling.point for each in dated for telling in each.tellings}
            self.course.undated += [each for each in told if each.point not in points]
        self._go_beyond(dated, told, stretch, before)

    def _reference(self, statement: TimeStatement, step: Step | None, mine: Sequence[Telling]) -> Reference:
        """Returns what a time counts from; nothing counts from itself, and of several admissions the last told is meant."""
        reference = reference_of(self.narrative, statement, step, self.cast, self.told, self.changes)
        if counts_from_itself(statement, reference, mine, self.told, self.cast):
            reference = Reference(None, reference.anchor)
        if reference.point == Point(ADMISSION) and not FIRST.search(
            self.narrative.lowered, statement.start, statement.end
        ):
            reference = replace(reference, point=self.admission)
        if reference.point is None:
            start = from_start(self.narrative, statement, step, self.cast, self.told)
            if not any(each.point == start for each in mine):
                reference = replace(reference, point=start)
        return reference

    def _go_beyond(
        self, dated: Sequence[Dated], told: Sequence[Telling], stretch: Stretch, before: Step | None
    ) -> None:
        """Goes on to what times date; what looks back, and a visit, leave the step before."""
        first, last = dated[0], dated[-1]
        self.told += told
        self.sentence = last.statement.mention.sentence
        visited = is_visit(last.statement) and (last.dating is None or not last.dating.is_onset)
        if visited or not (told or any(map(is_tied, dated))):
            return
        exposed = self._exposure(told) or (self._exposure(first.tellings) if first.statement.date else None)
        if last.statement.value.relation is not Relation.BEFORE:
            self._reach(first, _name(told, exposed), before)
        elif exposed and stretch.begins_earlier:
            self.current = Step(first.point, exposed)
        elif (admitted := _point(told, ADMISSION)) is not None:
            self._go_on(_step(admitted))
        else:
            self.current = self.main

    def _reach(self, dated: Dated, name: Point | None, before: Step | None) -> None:
        """Goes on to a time; one that bounds the latest moment leads on from that moment."""
        statement, point = dated.statement, dated.point
        if before is not None and says_same_day(statement) and (name is None or name.kind == STOP):
            name = before.name
        if statement.is_latest:
            latest = Point(TIME, "latest", statement.mention.index)
            for link in reversed(self.course.chronology.links):
                if link.second == point and link.days.high is not None:
                    self.course.chronology.add(link.first, latest, Days(link.days.high, link.days.high))
                    point = latest
                    break
        self._go_on(Step(point, name))

    def _is_other(self, told: Sequence[Telling], stretch: Stretch) -> bool:
        """Says whether a length counts from something else: what was given then, or had been."""
        ended = any(each.point.kind == OUTCOME for each in told)
        return self._exposure(told) is not None or (stretch.is_earlier and not ended)

    def _exposure(self, told: Sequence[Telling]) -> Point | None:
        """Returns what was given: of several drugs a suspect told begun, else a suspect, else the first."""
        given = [each for each in told if each.point.kind in _GIVEN]
        ranked = sorted(
            given,
            key=lambda each: (
                each.point.ref not in self.cast.suspected,
                each.point.kind == START and not each.is_marked,
            ),
        )
        return ranked[0].point if ranked else None

    def _at_admission(self, told: Sequence[Telling]) -> None:
        self.course.at_admission += [each for each in told if each.point.kind in {STOP, THERAPY}]
        self.course.undated += told
        self.told += told
        self._go_on(_step(Point(ADMISSION)))

    def _go_on(self, step: Step) -> None:
        self.current = self.main = step

    def _link(self, found: Dated) -> None:
        statement, reference = found.statement, found.reference
        chronology = self.course.chronology
        if DISCHARGED.search(found.stretch.lowered) and reference.point != DISCHARGE:
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
        if reference.point is not None and offset is None and is_at_some_length(self.narrative, found):
            offset = length_in_days(statement.value)  # "at 36 hours of life", "at six months"
        if reference.point is not None and offset is not None:
            # "By the next morning there were blisters": they came between the moment told before and then.
            onwards = reference.point.kind == TIME and not statement.value.is_position
            least = 0.0 if onwards and tells_onset(found) else None
            latest = Days(least, offset.high) if statement.is_latest else offset
            chronology.add(reference.point, found.point, latest)

    def _undated(self, told: Sequence[Telling], stretch: Stretch) -> None:
        """Goes on to what a stretch without a time tells, where it tells the course rather than a state."""
        self._begun_then(told, stretch)
        self._given_in_emergency(told, stretch)
        self.course.undated += told
        self.told += told
        admitted = _point(told, ADMISSION)
        if admitted is None and stretch.is_earlier:
            exposed = self._exposure(told) if stretch.begins_earlier else None
            if exposed is not None and (exposed.kind != START or exposed.ref in self.cast.suspected):
                self.current = _step(exposed)
            return
        point = admitted or self._exposure(told) or _point(told, STOP, THERAPY)
        if point is None and BEGINS.search(stretch.lowered):
            point = _point(told, ONSET)
        point = point or _point(told, OUTCOME)
        if point is None or (point.kind == START and point.ref not in self.cast.suspected):
            return
        if self.current is None or point.kind in {START, ONSET}:
            self._go_on(_step(point))
            return
        before = self.current
        # Told without a time, it is taken to be of the time that the telling has reached.
        self._go_on(Step(self.current.point if point.kind in _PASSING else point, point))
        if point.kind not in {STOP, THERAPY, OUTCOME}:
            days = AT_ONCE if self._is_at_onset(told, before, stretch) else LATER
            self.course.chronology.add(before.point, point, days)

    def _begun_then(self, told: Sequence[Telling], stretch: Stretch) -> None:
        """Ties a suspect told begun "at that time" to the time told just before."""
        marked = (each.point for each in told if each.point.kind == START and each.is_marked)
        begun = [point for point in marked if point.ref in self.cast.suspected]
        if not begun or not self.course.dated or AT_THAT_TIME.search(stretch.lowered) is None:
            return
        last = self.course.dated[-1]
        beside = self.narrative.sentence_at(stretch.start).index - last.statement.mention.sentence
        if 0 <= beside <= 1 and not last.statement.is_latest and not any(map(_is_exposure, last.tellings)):
            self.course.chronology.add(last.point, begun[0], AT_ONCE)

    def _given_in_emergency(self, told: Sequence[Telling], stretch: Stretch) -> None:
        """Ties a suspect first given in the emergency department to the day told just before: that of the emergency."""
        if not self.course.dated or stretch.is_earlier or IN_EMERGENCY.search(stretch.lowered) is None:
            return
        last, known = self.course.dated[-1], {each.point for each in self.told}
        date, dating = last.statement.date, last.dating
        kinds = {each.point.kind for each in last.tellings} if dating is None else {dating.kind}
        beside = self.narrative.sentence_at(stretch.start).index - last.statement.mention.sentence
        is_day = date is not None and date.day is not None and not last.statement.is_latest
        if not is_day or not 0 <= beside <= _EMERGENCY or kinds.isdisjoint(_CAME):
            return
        for each in told:
            given = each.point.kind == START and each.point.ref in self.cast.suspected
            if given and each.point not in known:
                self.course.chronology.add(last.point, each.point, AT_ONCE)

    def _is_at_onset(self, told: Sequence[Telling], before: Step, stretch: Stretch) -> bool:
        """Says whether an admission told right behind the time of an onset is of the same day."""
        if not any(each.point == Point(ADMISSION) and each.is_marked for each in told):
            return False
        if any(each.point == Point(ADMISSION) for each in self.told[: -len(told)]):
            return False  # the first is the admission
        beside = self.narrative.sentences[self.sentence].end if self.sentence is not None else 0
        near = not self.narrative.text[beside : stretch.start].count(".") > 1 if beside else False
        return near and before.point.kind == TIME and before.name is not None and before.name.kind == ONSET


def _is_exposure(telling: Telling) -> bool:
    return telling.point.kind in _GIVEN


def _step(point: Point) -> Step:
    return Step(point, point)


def _name(told: Sequence[Telling], exposed: Point | None) -> Point | None:
    """Returns the point that names a step: an admission, what was given, what began, a presentation."""
    admitted = next((each.point for each in told if each.point.kind == ADMISSION and each.is_marked), None)
    return admitted or exposed or _point(told, ONSET) or _point(told, ADMISSION) or _point(told, STOP)


def _phrases(narrative: Narrative, statements: Sequence[TimeStatement]) -> list[tuple[int, int]]:
    """Returns the characters of each time, those that tell the same moment as one."""
    found: list[tuple[int, int]] = []
    for previous, statement in zip([None, *statements], statements, strict=False):
        if previous is not None and (statement.is_end or is_same_time(narrative, previous, statement)):
            found[-1] = (found[-1][0], statement.end)
        else:
            found.append((statement.start, statement.end))
    return found


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
