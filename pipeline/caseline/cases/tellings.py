"""What a stretch of text tells to have happened: drugs given and stopped, events, therapies, admission."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from caseline.cases.beginnings import is_begun
from caseline.cases.chronology import Point
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.ordinals import parse_ordinal
from caseline.cases.places import first_told_by
from caseline.cases.times import TimeStatement
from caseline.nlp.patterns.base import lower
from caseline.schema.case import DoseKind
from caseline.schema.mention import Label

START, DOSE, COURSE, STOP, AGAIN, CHANGE = "start", "dose", "course", "stop", "again", "change"
ADMISSION, ONSET, THERAPY, OUTCOME, STATE = "admission", "onset", "therapy", "outcome", "state"

COURSES = frozenset({DoseKind.COURSE, DoseKind.CYCLE})
_GIVEN = cue(
    r"""(?:
        received|receiving|receives|got|given|gave|had|took|taken|takes|taking|ingest\w*|swallow\w*|drank|inhaled|overdosed|inject\w*|infus\w*|administ\w*|vaccinat\w*
      | immuni[sz]\w*|start\w*|begun|began|begin\w*|commenc\w*|initiat\w*|institut\w*|introduc\w*|prescri\w*|treat\w*|underwent|undergo\w*
      | perform\w*|placed|put\s+on|added|switch\w*|chang\w*|transfus\w*|intubat\w*|ventilat\w*|dialys\w*|required?|needed|managed|used
      | applied|on|with|s/p|status\s+post|resumed|restart\w*|re-?introduc\w*|re-?challeng\w*|resuscitat\w*|operated
      | premedicat\w*|(?<!-)dose|shot|booster|vaccine|inserted
    )\b"""
)
_STOPPED = cue(
    r"(?:discontinu\w*|stopp\w*|withdr\w*|withh[eo]ld\w*|ceas\w*|cessation|suspend\w*|interrupt\w*|held|completed|finished|tapered\s+off|removed|struck\s+off)\b"
)
_CHANGED = cue(
    r"(?:doubl\w*|tripl\w*|increas\w*|rais\w*|uptitrat\w*|up-titrat\w*|escalat\w*|reduc\w*|lower\w*|halv\w*|decreas\w*|brought\s+(?:back|down))\b"
)
# "It was stopped", "stopped taking the tablets": the suspect, by no name.
_NAMELESS = r"""(?:it|them|this|(?:the|his|her|this|that|my|all|these|study|offending|suspect(?:ed)?|culprit)\s+(?:\w+\s+)?
    (?:drugs?|medicines?|medications?|tablets?|capsules?|pills?|treatment|therapy|agents?|infusion|injections?|inhaler
      |patch(?:es)?|enemas?|drops))"""
_STOPPED_IT = cue(
    rf"""{_NAMELESS}\s+(?:was|were|had\s+been|is)\s+(?:\w+\s+)?(?:discontinued|stopped|withdrawn|withheld|ceased|suspended|held)\b
      | (?:stopped|discontinued|withdrew|ceased)\s+(?:(?:taking|using|giving)\s+)?{_NAMELESS}\b"""
)
# "Her dose was doubled": of the suspect, by no name.
_CHANGED_IT = cue(
    r"""(?:doubl|tripl|increas|rais|escalat|reduc|lower|halv|decreas)\w*\s+(?:the|his|her|its|this)\s+(?:\w+\s+)?(?:dose|dosage)\b(?!\s+of\b)
      | (?:the|his|her|its)\s+(?:\w+\s+)?(?:dose|dosage)\s+(?:was|were|had\s+been)\s+(?:then\s+|further\s+|gradually\s+)?
        (?:doubled|tripled|increased|raised|escalated|reduced|lowered|halved|decreased|brought|titrated)\b"""
)
# "We replaced X by Y", "X was exchanged for Y": X was stopped.
_REPLACES = re.compile(
    r"\b(?:replac(?:ed|ing)|exchang(?:ed|ing)|swapp(?:ed|ing))\s+(?:(?:the|his|her|oral|intravenous)\s+){0,2}\Z"
)
_BY_ANOTHER = re.compile(r"\s+(?:[^\s.;,]+\s+){0,3}?(?:by|with|for)\b")
_REPLACED_BEHIND = re.compile(
    r"\s+(?:(?:was|were|had\s+been|is|being)\s+)(?:\w+\s+)?(?:(?:replaced|exchanged|swapped)\s+(?:by|with|for)|substituted\s+(?:by|with))\b"
)
_DONE = re.compile(
    r"(?:re-?)?(?:intubated|ventilated|transfused|dialy[sz]ed|resuscitated|operated|cardioverted|defibrillated)\b"
)
_DOSE_OF = re.compile(r"\bdos(?:e|age)\s+of\s+(?:\w+\s+)?\Z")
_AGAIN = cue(
    r"(?:re-?challeng\w*|re-?start\w*|re-?introduc\w*|re-?administ\w*|re-?expos\w*|re-?initiat\w*|resum\w*|again|once\s+more)\b"
)
_ADMITTED = cue(
    r"""(?:(?P<back>re-?)?admitted|(?P<again>re-?)?hospitali[sz]ed|admission\s+to|taken\s+into\s+hospital|brought\s+(?:in|to)|rushed\s+to|taken\s+to
      |transferred\s+to\s+(?:our|the|a)|referred\s+to\s+(?:our|the|a)|(?:arrived|arrives)\s+(?:at|to)|reached\s+(?:our|the|a)\s+(?:\w+\s+)?(?:hospital|emergency|department|ward|clinic)|(?:came|come|walked|went)\s+(?:in\s+)?(?:to|into)\s+(?:us|our|the\s+(?:hospital|clinic|ward))|(?:went|came|sent|driven|transported)\s+to\s+(?:the\s+|our\s+|an?\s+)?(?:local\s+)?(?:er\b|ed\b|a&e|emergency|hospital)
      |presented|presents|sought\s+(?:medical|care)|attended\s+(?:the|our)
    )\b"""
)
# A presentation is an admission where it is to a hospital.
_HOSPITAL = cue(
    r"admitted|hospitali[sz]ed|admission|hospital|emergency|casualty|e\.?d\b|e\.?r\b|a&e|department|ward|icu|intensive\s+care"
)
_ANEW = re.compile(r"\b(?:again|once\s+more|anew|(?:for\s+)?(?:a|the)\s+(?:second|third|fourth)\s+time)\b")
_EARLIER = cue(
    r"had\s+(?:(?:\w+\s+){0,2}?\w+ed|(?:\w+\s+){0,2}?(?:been|begun|taken|undergone|given|had|felt))\b|history\s+of\b"
)
# Of these, what happened at one time: "had started", not "had been taking".
_BEGUN_EARLIER = cue(
    r"had\s+(?:\w+\s+){0,2}?(?:started|begun|received|commenced|initiated|(?:been\s+)(?:\w+\s+)?(?:started|begun|given|commenced|initiated|vaccinated|prescribed|administered|switched))\b"
)
# "Carboplatin desensitization", "a skin test with X", "the serum level of X": no exposure of the case.
_TRIED_BEHIND = re.compile(
    r"[\s-]+(?:\w+\s)?(?:de-?sensiti[sz]ation|tests?\b|testing|assay|patch\s+test|challenge\s+test|(?:serum|plasma|blood|trough)?\s?(?:level|concentration)s?\b)"
)
_TRIED_BEFORE = re.compile(
    r"\b(?:de-?sensiti[sz](?:ation|ed)|(?:skin|patch|prick|intradermal|provocation|lymphocyte|transformation|stimulation|allergy|graded)\s+(?:\w+\s){0,2}?(?:test\w*|challenge)"
    r"|tested|tests?\s+positive|(?:level|concentration|assay)s?)\s+(?:\w+\s){0,2}?(?:with|to|for|of|against)\s+(?:\w+\s){0,2}?\Z"
)
_SINCE = re.compile(r"\b(?:since|from)\s+(?:about\s+|around\s+)?\Z")
_GOES_ON = re.compile(r"\s*,?\s*(?:and|then)?\s(?!.*\b(?:was|were|had|developed|presented)\b)")
_REACH = 90  # characters between a drug and the word that tells it given


@dataclass(frozen=True)
class Cast:
    """Whom and what a course is about: the mentions of each part of the case by its id.

    `conditions` are the indices of mentions of what the patient brought along.
    """

    events: Mapping[str, Sequence[Found]]
    drugs: Mapping[str, Sequence[Found]]
    therapies: Mapping[str, Sequence[Found]]
    suspects: Sequence[str]
    outcomes: Sequence[Found] = ()
    conditions: frozenset[int] = frozenset()

    @cached_property
    def suspected(self) -> dict[str, int]:
        """The suspects with their rank."""
        return {key: rank for rank, key in enumerate(self.suspects)}

    @cached_property
    def part_of(self) -> dict[int, tuple[str, str]]:
        """The kind of part and the id that each mention belongs to, by the mention's index."""
        kinds = ((ONSET, self.events), (START, self.drugs), (THERAPY, self.therapies))
        found = {
            mention.index: (kind, key)
            for kind, parts in kinds
            for key, mentions in parts.items()
            for mention in mentions
        }
        return found | {mention.index: (OUTCOME, "") for mention in self.outcomes}

    def keys_of(self, kind: str, mentions: Iterable[Found]) -> list[str]:
        """Returns the ids of the parts of a kind that mentions belong to, each once."""
        parts = (self.part_of.get(mention.index, ("", "")) for mention in mentions)
        return list(dict.fromkeys(key for part, key in parts if part == kind))


@dataclass(frozen=True)
class Telling:
    """A point of the course as one stretch tells it, with the mentions that do; the first names it.

    `is_marked` says that words leave no doubt: an admission to a hospital, a drug told begun.
    """

    point: Point
    mentions: tuple[Found, ...]
    start: int
    end: int
    is_marked: bool = False


@dataclass(frozen=True)
class Stretch:
    """A stretch of a sentence, half-open, and the mentions in it that no phrase of time holds.

    `goes_on` says that it shares the verb of the stretch before: "X was begun in May and Y in June".
    """

    start: int
    end: int
    lowered: str
    mentions: tuple[Found, ...]
    goes_on: bool = False

    @cached_property
    def is_earlier(self) -> bool:
        """Whether it looks back: "had been started on", "had been taking"."""
        return _EARLIER.search(self.lowered) is not None

    @cached_property
    def begins_earlier(self) -> bool:
        """Whether it looks back to one moment: "had been started on"."""
        return _BEGUN_EARLIER.search(self.lowered) is not None


def tellings(stretch: Stretch, cast: Cast) -> list[Telling]:
    """Returns what a stretch tells, in order of the text; onsets are all events it names."""
    found = [*_admissions(stretch), *_parts(stretch, cast)]
    stop = _STOPPED_IT.search(stretch.lowered)
    if stop is not None and cast.suspects and not any(each.point.kind == STOP for each in found):
        start, end = stretch.start + stop.start(), stretch.start + stop.end()
        found.append(Telling(Point(STOP, cast.suspects[0]), (), start, end))
    changed = _CHANGED_IT.search(stretch.lowered)
    if (
        changed is not None
        and cast.suspects
        and not any(each.point.kind in {CHANGE, START} for each in found)
    ):
        start, end = stretch.start + changed.start(), stretch.start + changed.end()
        found.append(Telling(Point(CHANGE, cast.suspects[0], start), (), start, end))
    return sorted(found, key=lambda telling: (telling.start, telling.end))


def _admissions(stretch: Stretch) -> Iterable[Telling]:
    match = _ADMITTED.search(stretch.lowered)
    if match is None:
        return
    start, end = stretch.start + match.start(), stretch.start + match.end()
    evidence = tuple(
        mention
        for mention in stretch.mentions
        if mention.label is Label.SERIOUSNESS and mention.start < end and start < mention.end
    )
    marked = _HOSPITAL.search(stretch.lowered, match.start()) is not None
    anew = _ANEW.search(stretch.lowered, match.end(), match.end() + _REACH) is not None
    again = bool(match["back"] or match["again"] or (anew and marked))
    yield Telling(Point(ADMISSION, number=int(again)), evidence, start, end, is_marked=marked)


def _parts(stretch: Stretch, cast: Cast) -> Iterable[Telling]:
    drugs = [mention for mention in stretch.mentions if cast.part_of.get(mention.index, ("",))[0] == START]
    numbered = [
        telling
        for mention in stretch.mentions
        if mention.label is Label.DOSE_ORDINAL
        for telling in _numbered(mention, drugs, cast)
    ]
    yield from numbered
    counted = {telling.point.ref for telling in numbered if telling.point.number > 1}
    for mention in stretch.mentions:
        kind, key = cast.part_of.get(mention.index, ("", ""))
        if kind in {START, THERAPY}:
            given, stopped = _gap(_GIVEN, stretch, mention), _gap(_STOPPED, stretch, mention)
            given = 0 if kind == THERAPY and _DONE.match(lower(mention.text)) else given
            if kind == START and (stopped < given or _is_replaced(stretch, mention)):
                yield _of(Point(STOP, key), mention)
            elif kind == START and (
                _gap(_CHANGED, stretch, mention) < given or _dose_changed(stretch, mention)
            ):
                yield _of(Point(CHANGE, key, mention.start), mention)
            elif kind == START and _is_tried(stretch, mention):
                continue
            elif kind == START and key in counted:
                continue  # "the second dose of X": not the first exposure
            elif given <= stopped and (given < _REACH or stretch.goes_on):
                yield _given(stretch, mention, key) if kind == START else _of(Point(THERAPY, key), mention)
        elif kind:
            yield _of(Point(kind, key), mention)


def _is_replaced(stretch: Stretch, mention: Found) -> bool:
    """Says whether another drug is told given in place of one: "we replaced X by Y", "X was exchanged for Y"."""
    start, end = mention.start - stretch.start, mention.end - stretch.start
    if _REPLACED_BEHIND.match(stretch.lowered, end):
        return True
    before = _REPLACES.search(stretch.lowered, max(0, start - _REACH), start)
    return before is not None and _BY_ANOTHER.match(stretch.lowered, end) is not None


def _dose_changed(stretch: Stretch, mention: Found) -> bool:
    """Says whether "the dose of X" was changed, rather than given."""
    start, end = mention.start - stretch.start, mention.end - stretch.start
    return (
        _DOSE_OF.search(stretch.lowered, max(0, start - _REACH), start) is not None
        and _CHANGED.search(stretch.lowered, end, end + _REACH) is not None
    )


def _is_tried(stretch: Stretch, mention: Found) -> bool:
    """Says whether a drug is tested, measured or given by way of desensitisation, rather than begun."""
    start, end = mention.start - stretch.start, mention.end - stretch.start
    return (
        _TRIED_BEHIND.match(stretch.lowered, end) is not None
        or _TRIED_BEFORE.search(stretch.lowered, max(0, start - _REACH), start) is not None
    )


def _given(stretch: Stretch, mention: Found, key: str) -> Telling:
    again = _gap(_AGAIN, stretch, mention) < _REACH
    point = Point(AGAIN, key, mention.start) if again else Point(START, key)
    begun = is_begun(stretch.lowered, mention.start - stretch.start, mention.end - stretch.start)
    return Telling(point, (mention,), mention.start, mention.end, is_marked=begun)


def _numbered(ordinal: Found, drugs: Sequence[Found], cast: Cast) -> Iterable[Telling]:
    """Yields the dose of the drug nearest to an ordinal, else of the first suspect told by then."""
    value = parse_ordinal(ordinal.text)
    if value is None or value.ordinal is None:
        return
    nearest = min(
        drugs, key=lambda drug: max(drug.start - ordinal.end, ordinal.start - drug.end), default=None
    )
    if nearest:
        key: str | None = cast.part_of[nearest.index][1]
    else:
        key = first_told_by(ordinal, cast.suspects, cast.drugs) or next(iter(cast.suspects), None)
    if key is not None:
        names = (nearest,) if nearest else ()
        kind = COURSE if value.kind in COURSES else DOSE
        yield Telling(Point(kind, key, value.ordinal), (ordinal, *names), ordinal.start, ordinal.end)


def _of(point: Point, mention: Found) -> Telling:
    return Telling(point, (mention,), mention.start, mention.end)


def _gap(pattern: re.Pattern[str], stretch: Stretch, mention: Found) -> int:
    """Returns the characters between a mention and the nearest match of a pattern within reach of it."""
    start, end = mention.start - stretch.start, mention.end - stretch.start
    before = [
        start - match.end() for match in pattern.finditer(stretch.lowered, max(0, start - _REACH), start)
    ]
    behind = pattern.search(stretch.lowered, end, min(len(stretch.lowered), end + _REACH))
    return min([*before, behind.start() - end if behind else _REACH, _REACH])


def stretch_of(
    narrative: Narrative,
    bounds: tuple[int, int],
    own: Iterable[Found],
    phrases: Sequence[tuple[int, int]],
    *,
    after_giving: bool,
) -> Stretch:
    """Returns a stretch with those of `own` that lie in it and in none of the phrases.

    Args:
        narrative: The text.
        bounds: The half-open characters of the stretch.
        own: The patient's mentions of its sentence.
        phrases: The phrases of time in it.
        after_giving: Whether the stretch before tells that something was given.
    """
    start, end = bounds
    kept = tuple(
        mention
        for mention in own
        if start <= mention.start
        and mention.end <= end
        and not any(first <= mention.start and mention.end <= last for first, last in phrases)
    )
    lowered = narrative.lowered[start:end]
    return Stretch(start, end, lowered, kept, goes_on=after_giving and _GOES_ON.match(lowered) is not None)


def since(statement: TimeStatement, stretch: Stretch, cast: Cast) -> list[Telling]:
    """Returns the drug that was begun at a time told with "since" right behind its name."""
    before = stretch.lowered[: statement.start - stretch.start]
    if not _SINCE.search(before) and not stretch.lowered[statement.start - stretch.start :].startswith(
        "since"
    ):
        return []
    drugs = [
        mention
        for mention in stretch.mentions
        if mention.end <= statement.start and cast.part_of.get(mention.index, ("",))[0] == START
    ]
    last = drugs[-1] if drugs and statement.start - drugs[-1].end <= _REACH else None
    return [] if last is None else [_of(Point(START, cast.part_of[last.index][1]), last)]


def anchors(statement: TimeStatement, own: Sequence[Found], cast: Cast) -> list[Telling]:
    """Returns the numbered doses that a phrase of time counts from: "two days after the second dose"."""
    given = [mention for mention in own if cast.part_of.get(mention.index, ("",))[0] == START]
    held = [mention for mention in own if statement.holds(mention)]
    suspected = [mention for mention in given if cast.part_of[mention.index][1] in cast.suspects]
    drugs = [mention for mention in given if mention in held] or suspected
    return [
        telling
        for mention in held
        if mention.label is Label.DOSE_ORDINAL
        for telling in _numbered(mention, drugs, cast)
    ]
