"""When each event and each therapy began: which time of the course tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from caseline.cases.beginnings import given_before
from caseline.cases.chronology import Point
from caseline.cases.clauses import refers_back
from caseline.cases.course import Course
from caseline.cases.cues import cue
from caseline.cases.dated import Dated
from caseline.cases.exposure import lengths_of_exposure
from caseline.cases.latency import reaction_dated
from caseline.cases.narrative import Found, Narrative
from caseline.cases.places import Places
from caseline.cases.reported import told_of
from caseline.cases.tellings import ADMISSION, COURSE, DOSE, ONSET, START, THERAPY, Cast
from caseline.cases.times import says_same_day
from caseline.nlp.lexicon_atoms import fold
from caseline.schema.case import Anchor, AnchorKind, Onset, Relation
from caseline.schema.document import SectionName

# The predicate nearest to a time says what the time is of.
_PREDICATE = cue(
    r"""\b(?:
        (?P<ending>resol\w*|recover\w*|improv\w*|subsid\w*|disappear\w*|abat\w*|regress\w*|normali[sz]\w*|returned\s+to
          |discharg\w*|died|death|expired|remain\w*|follow(?:ed)?[-\s]?up|remission|discontinu\w*|withdr\w*|stopped
          |cessation|tapered|treated|gone|clear(?:ed|ing|s)?|ceas\w*|settl(?:ed|ing)|fad(?:ed|ing)|vanish\w*|eas(?:ed|ing)|waned|halved|lessened
          |healed|back\s+to\s+normal|(?:went|gone|came)\s+(?:away|down)|less\s+often|extubated|survived|left(?=\s*\Z|\s+(?:the\s+)?hospital)|sent\s+home|no\s+recurrence|(?<=fever\s)broke|persist\w*|linger\w*|no\s+(?:new|further)|free\s+of|asymptomatic|stable|re-?challeng\w*
          |re-?start\w*|re-?introduc\w*|confirm\w*|peak(?:ed|ing)?|culminat\w*|maxim(?:um|al)|leaving|dried|dx\w*|(?:skin|patch|prick|provocation|contracture|lymphocyte)\s+(?:\w+\s+){0,2}?test\w*)
      | (?P<coming>present(?:ed|ing|s)|admitted|came(?=\s+(?:in|to|with|up|for)\b))
      | (?P<starting>develop\w*|began|begin|onset|occur\w*|appear\w*|manifest\w*|experienc\w*|noticed|noted
          |became|complain\w*|suffer\w*|report(?:ed|ing|s)|emerged|arose|ensued|felt|broke\s+out|induced|diagnosed
          |vomited|collapsed|fainted|started\s+(?:to|having)|woke)
      | (?P<soft>had|found|showed|revealed|following|after|was|were)
    )\b"""
)
# "Six weeks later she still had pain": of what goes on a time tells how it ended, not when it began.
_GOES_ON = cue(
    r"""\b(?:still|continu(?:es|ed|ing)(?:\s+to\b)?|remain(?:s|ed)|ongoing|persist(?:s|ed|ent|ing)|unresolved)\b
        (?:(?!\b(?:become|became|worse\w*|deteriorat\w*|develop\w*|began|begin|start\w*|onset|notic\w*|new|then|when|until|after|before|but|on|taking|treatment|therapy|normal\w*|unremarkable)\b)[^.;,:]){0,60}\Z"""
)
# "The same pain returned": it had begun before.
_RETURNED = cue(
    r"(?:recurred|re-?appeared|returned(?!\s+(?:to|home|from|for|with|because|on|in|after|the|by|again)\b)|came\s+back(?!\s+(?:to|home|from|for|with|because)\b)|flared(?:\s+up)?)\b"
)
_LASTS = re.compile(r"\s+(?:still|persist(?:s|ed|ing)?|continu(?:es|ed|ing)|remain(?:s|ed)|linger(?:s|ed))\b")
_SAME_PREDICATE = 60  # characters within which a firm predicate outweighs a nearer soft one
_OPENING = 25  # characters before a time that opens its sentence
_REACTION = re.compile(
    r"\b(?:the|this|her|his)\s+(?:adverse\s+|drug\s+)*(?:reaction|illness|episode)\s+(?:had\s+)?(?:began|begun|started|occurred|appeared)\b"
)
_RELATIVE = re.compile(
    r"\W*(?:which|that|who)\s+(?:[^.;]{0,70}\s)?(?:had\s+)?(?:\w+ly\s+|first\s+)?(?:notic|develop|began|begun|occur|appear|arose|started|emerged|manifested|set\s+in)"
)
_DEVELOPED = cue(
    r"(?:develop\w*|experienc\w*|presented|complain\w*|noticed|suffer\w*|became|had|felt|began)\b"
)
# "At six months' follow-up": when the patient was seen, and began nothing.
_VISIT = re.compile(
    r"\d?['’]?[\s-](?:(?:of|post-?\w+)\s+)?(?:follow(?:ed)?[-\s]?up|visit|check-?\s?up|review|re-?evaluation|re-?assessment)\b"
)
# "Naproxen was started 5 days before the onset of symptoms": that long after it they began.
_BEFORE_ONSET = re.compile(
    r"\b(?:before|prior\s+to|preceding)\s+(?:(?:the|his|her|their|symptom|disease|illness|clinical|first|these|this)\s+){0,3}(?:onset|symptoms?|illness|complaints|reaction|event)\b"
)
# What had begun when is open then.
_BEFORE_ADMISSION = re.compile(r"\b(?:admission|admitted|hospitali[sz]\w*|presentation|referral|arrival)\b")
# "He was admitted because of jaundice": what he came with.
_CAME_WITH = cue(
    r"""(?:present(?:ed|s|ing)|admitted|hospitali[sz]ed|came|brought|referred|seen|attended|transferred|consulted)\b[^.;]{0,60}?
        \b(?:with|for|because\s+of|due\s+to|on\s+account\s+of|owing\s+to|complaining\s+of)\b"""
)
_EXPOSURES = frozenset({START, DOSE, COURSE})
# "Still painful as of 3/2020": how it was then.
_AS_OF = re.compile(r"as\s+of\s")
_AS_OF_BEFORE = re.compile(r"\bas\s+of\s+(?:the\s+)?\Z")
# "There was also X" right behind "on 3 May he had Y": of the same time.
_ALSO = cue(
    r"""\W*(?:there\s+(?:was|were)\s+also|(?:he|she|they|i|pt|the\s+(?:patient|child|boy|girl|man|woman))\s+also\s+(?:had|develop\w*|complain\w*|not(?:ed|iced)|report\w*|experienc\w*|felt|became)
      |also\b|in\s+addition\b|additionally\b|at\s+the\s+same\s+time|other\s+(?:symptoms|signs|complaints)|(?:accompanying|associated)\s+(?:symptoms|signs|complaints)
      |(?:this|these|it|the\s+\w+)\s+(?:was|were)\s+(?:accompanied|associated))"""
)
_NOT_THEN = cue(
    r"(?:history|previous\w*|known|no|not|never|without|denied|family|mother|father|later|then|subsequently|resolv\w*|recover\w*|improv\w*|treated|taking|earlier)\b"
)
# "Received X in May and developed Y": X is what the time is of.
_AND_THEN = re.compile(
    r"\s*,?\s*(?:and|but|then|and\s+then)\s+(?:(?:then|subsequently|later|soon|he|she)\s+){0,2}"
    r"(?:develop\w*|experienc\w*|suffer\w*|presented|had|became|complain\w*|noticed|began)\b"
)
# "Hypothyroidism was found, and X was started on the fifth day": the time is of X.
_AND_GIVEN = re.compile(
    r",?\s+and\s+(?:[^,.;]{1,60}\s)?(?:was|were)\s+(?:\w+\s+)?"
    r"(?:started|begun|given|commenced|initiated|instituted|administered|prescribed|stopped|discontinued|withdrawn|performed)\s+(?:\w+\s+){0,2}\Z"
)
_LISTED = 120  # characters that the events of one list take
# "On the third day", "by 3 May": a preposition of place in time, and an article, are no part of the time.
_OPENER = re.compile(r"(?:(?:on|at|by|in|during)\s+)?(?:(?:the|his|her)\s+)?", re.IGNORECASE)


class Stated(NamedTuple):
    """A beginning, the mentions that tell it, its point of the course, and those of its other tellings."""

    onset: Onset
    evidence: tuple[Found, ...]
    point: Point | None
    others: tuple[Point, ...] = ()


def onsets(
    narrative: Narrative, course: Course, cast: Cast, lengths: Sequence[Found] = ()
) -> dict[str, Stated]:
    """Returns the onset of each event that the text dates, with the mentions that tell it.

    An onset counted from a drug outweighs one counted from something else; then the exact, then the
    first. An event without one that begins under a drug given "for 14 days" began after those.

    Args:
        narrative: The text.
        course: The course of the case.
        cast: The parts of the case.
        lengths: The patient's mentions that may tell how long something took.
    """
    told = {event: _first_told(narrative, mentions) for event, mentions in cast.events.items()}
    timed = {each.statement.mention.sentence for each in course.dated}
    stated: dict[str, list[Stated]] = {}
    formal: dict[str, list[Stated]] = {}  # what a form says outweighs all else
    for dated in course.dated:
        onset = _onset(narrative, dated)
        if onset is not None:
            begun = _begun(narrative, dated, cast.events, told)
            for event in [*begun, *_continued(narrative, dated, cast.events, told, timed, begun)]:
                by_form = told_of(narrative, dated.statement.mention, cast.events) is not None
                of_event = (formal if by_form else stated).setdefault(event, [])
                of_event.append(Stated(onset, (dated.statement.mention,), dated.point))
    found = {event: _best(several) for event, several in {**stated, **formal}.items()}
    undated = not found  # else the text tells when what the patient came with had begun
    for dated in course.dated:
        for event, each in _counted_back(narrative, dated, cast, told, undated=undated):
            found.setdefault(event, each)
    for dated in course.dated:
        reaction = reaction_dated(narrative, dated, told)
        onset = _onset(narrative, dated) if reaction is not None else None
        if reaction is not None and onset is not None:
            found.setdefault(reaction, Stated(onset, (dated.statement.mention,), dated.point))
    for exposure in lengths_of_exposure(narrative, lengths, cast):
        anchor = Anchor(kind=AnchorKind.START, drug=exposure.drug)
        onset = Onset(text=exposure.text, **exposure.value.told, relation=Relation.AFTER, anchor=anchor)
        for event in exposure.events:
            found.setdefault(event, Stated(onset, (exposure.mention,), None))
    return found


def _counted_back(
    narrative: Narrative, dated: Dated, cast: Cast, told: Mapping[str, int], *, undated: bool
) -> Iterator[tuple[str, Stated]]:
    """Yields the events that an exposure came some time before, with their onset so long after it."""
    statement, time = dated.statement, dated.statement.value
    given = [e.point for e in dated.tellings if e.point.kind in _EXPOSURES and e.point.ref in cast.suspects]
    if time.relation is not Relation.BEFORE or time.unit is None or not given:
        return
    named = dated.reference.point
    phrase = narrative.lowered[statement.start : statement.end]
    events: list[str] = []
    if named is not None and named.kind == ONSET:
        events = [named.ref]
    elif told and _BEFORE_ONSET.search(phrase):
        events = [event for event, at in told.items() if at < statement.start] or _presented(
            narrative, statement.end, told
        )
    elif undated and (named is None or named.kind == ADMISSION) and not _BEFORE_ADMISSION.search(phrase):
        events = _came_with(narrative, statement.mention, cast.events)
    point = given[0]
    kind = {START: AnchorKind.START, DOSE: AnchorKind.DOSE}.get(point.kind, AnchorKind.COURSE)
    anchor = Anchor(kind=kind, ordinal=point.number or None, drug=point.ref)
    onset = Onset(text=phrase_of(narrative, dated), **time.told, relation=Relation.AFTER, anchor=anchor)
    for event in events:
        yield event, Stated(onset, (statement.mention,), None)


def _came_with(narrative: Narrative, time: Found, events: Mapping[str, Sequence[Found]]) -> list[str]:
    """Returns what the patient came with, told right before a time or right behind, at no time of its own.

    "He presented with jaundice. Six weeks earlier he had started X."
    """
    for index in (time.sentence, time.sentence - 1, time.sentence - 2, time.sentence + 1):
        if not 0 <= index < len(narrative.sentences):
            continue
        sentence = narrative.sentences[index]
        came = _CAME_WITH.search(sentence.lowered)
        if came is None or any(
            each is not time and (each.is_moment or each.is_length) for each in narrative.by_sentence[index]
        ):
            continue
        start = sentence.start + came.end()
        end = time.start if index == time.sentence and time.start > start else sentence.end
        return Places.of(events).keys_inside(start, end)
    return []


def _presented(narrative: Narrative, place: int, told: Mapping[str, int]) -> list[str]:
    """Returns the events of the first sentence behind a place that has any, where it tells what the patient had."""
    first = min(at for at in told.values() if at >= place)
    sentence = narrative.sentence_at(first)
    if not any(match.lastgroup in {"coming", "starting"} for match in _PREDICATE.finditer(sentence.lowered)):
        return []
    return [event for event, at in told.items() if sentence.start <= at < sentence.end]


def _continued(
    narrative: Narrative,
    dated: Dated,
    events: Mapping[str, Sequence[Found]],
    told: Mapping[str, int],
    timed: Set[int],
    begun: Sequence[str],
) -> list[str]:
    """Returns the events that the sentence behind adds to those begun: "there was also X"."""
    after = dated.statement.mention.sentence + 1
    if not begun or after in timed or after >= len(narrative.sentences):
        return []
    sentence = narrative.sentences[after]
    if not _ALSO.match(sentence.lowered) or _NOT_THEN.search(sentence.lowered):
        return []
    return [event for event in events if sentence.start <= told[event] < sentence.end]


def starts_of_therapies(narrative: Narrative, course: Course) -> dict[str, Stated]:
    """Returns when each therapy was begun, where a time tells it; of several times the first."""
    found: dict[str, Stated] = {}
    for dated in course.dated:
        for telling in dated.tellings:
            visit = _VISIT.search(narrative.lowered, dated.statement.start, dated.statement.end + _OPENING)
            itself = dated.reference.point == telling.point
            if (
                telling.point.kind == THERAPY
                and telling.point.ref not in found
                and visit is None
                and not itself
            ):
                onset = _onset(narrative, dated)
                if onset is not None and onset.relation is not Relation.BEFORE:
                    found[telling.point.ref] = Stated(onset, (dated.statement.mention,), dated.point)
    return found


def _first_told(narrative: Narrative, mentions: Sequence[Found]) -> int:
    """Returns where a report first speaks of an event, be it in general."""
    names = {fold(mention.text) for mention in mentions} | {
        mention.code for mention in mentions if mention.code
    }
    first = narrative.once(_first_named)
    return min(first[name] for name in names if name in first)


def _first_named(narrative: Narrative) -> dict[str, int]:
    """Returns where each code and each wording is told first."""
    first: dict[str, int] = {}
    for mention in narrative.mentions:
        for name in (mention.code, fold(mention.text)):
            first[name] = min(mention.start, first.get(name, mention.start))
    return first


def _onset(narrative: Narrative, dated: Dated) -> Onset | None:
    statement, time = dated.statement, dated.statement.value
    if statement.is_end or _is_as_of(narrative, statement.mention):
        return None
    if time.relation is None and time.date is None and statement.date is None:
        # A moment that no number tells is one where it is told of somebody: a title says how it was with all.
        titled = statement.mention.section is SectionName.TITLE
        if dated.dating is None or titled or time.unit is not None:
            return None
    text = phrase_of(narrative, dated)
    relation = None if statement.is_latest else time.relation
    return Onset(text=text, **time.told, relation=relation, anchor=dated.reference.anchor)


def phrase_of(narrative: Narrative, dated: Dated) -> str:
    """Returns the words of a time, without the preposition of "on the third day"."""
    statement = dated.statement
    opener = _OPENER.match(narrative.text, statement.start, statement.mention.start)
    start = opener.end() if opener and not statement.is_latest else statement.start
    return narrative.text[start : statement.end]


def _begun(
    narrative: Narrative, dated: Dated, events: Mapping[str, Sequence[Found]], told: Mapping[str, int]
) -> list[str]:
    """Returns the events whose beginning a time tells."""
    by_form = told_of(narrative, dated.statement.mention, events)
    if by_form is not None:
        return by_form
    if (
        _precedes_onset(narrative, dated)
        or _is_as_of(narrative, dated.statement.mention)
        or _is_of_giving(narrative, dated, events)
    ):
        return []
    later = _going_on(narrative, dated, events)
    if _RETURNED.search(narrative.lowered, dated.stretch.start, dated.stretch.end):
        later |= {
            event
            for event in events
            if told.get(event, 0) < narrative.sentence_of(dated.statement.mention).start
        }
    return [event for event in _told_begun(narrative, dated, events, told) if event not in later]


def _precedes_onset(narrative: Narrative, dated: Dated) -> bool:
    """Says whether a time tells how long before the onset something was: "two days prior to the onset of the events"."""
    phrase = narrative.lowered[dated.statement.start : dated.statement.end]
    return dated.statement.value.relation is Relation.BEFORE and bool(_BEFORE_ONSET.search(phrase))


def _is_of_giving(narrative: Narrative, dated: Dated, events: Mapping[str, Sequence[Found]]) -> bool:
    """Says whether "on the same day" stands behind what was given then, and no event comes between."""
    statement = dated.statement
    start = narrative.sentence_of(statement.mention).start
    given = given_before(narrative.lowered, start, statement.start) if says_same_day(statement) else None
    return given is not None and not Places.of(events).inside(given, statement.mention.end)


def _is_as_of(narrative: Narrative, time: Found) -> bool:
    """Says whether a time is one up to which something is told: "as of 3 May"."""
    return bool(_AS_OF.match(time.lowered) or _AS_OF_BEFORE.search(narrative.before(time)))


def _going_on(narrative: Narrative, dated: Dated, events: Mapping[str, Sequence[Found]]) -> set[str]:
    """Returns the events that are told to go on in the stretch of a time, and not to begin there."""
    start, end = dated.stretch.start, dated.stretch.end
    return {
        event
        for event, mention in Places.of(events).inside(start, end)
        if _GOES_ON.search(narrative.lowered, start, mention.start)
        or _LASTS.match(narrative.lowered, mention.end, end)
    }


def _told_begun(
    narrative: Narrative, dated: Dated, events: Mapping[str, Sequence[Found]], told: Mapping[str, int]
) -> list[str]:
    if dated.dating is not None:
        begun = [each.point.ref for each in dated.tellings if each.point.kind == ONSET]
        if not dated.dating.is_onset:
            return []
        if begun:
            return list(dict.fromkeys([*begun, *_diagnosis(narrative, dated, told, begun)]))
    statement, start, end = dated.statement, dated.stretch.start, dated.stretch.end
    predicate = _predicate(narrative, dated)
    if predicate == "ending" or (_only_admits(dated) and predicate != "starting"):
        return []
    given = any(each.point.kind in _EXPOSURES and each.start < statement.start for each in dated.tellings)
    then = _AND_THEN.match(narrative.lowered, statement.end, end) if given else None
    given_then = _AND_GIVEN.search(narrative.lowered, start, statement.start)
    first, last = given_then.start() if given_then else start, then.start() if then else end
    beside = Places.of(events).inside(first, last)
    named = list(dict.fromkeys(event for event, mention in beside if not statement.holds(mention)))
    named += [
        each.point.ref for each in dated.tellings if each.point.kind == ONSET and each.start >= end
    ]  # told on with "and"
    if named:
        return [*named, *_diagnosis(narrative, dated, told, named)]
    if told_beside := _beside(narrative, dated, Places.of(events)):
        return told_beside
    outside = narrative.lowered[start : statement.start] + " " + narrative.lowered[statement.end : end]
    if predicate in {"starting", "coming"} and refers_back(outside):
        return [event for event in events if told[event] < statement.start] or list(events)
    return []


def _only_admits(dated: Dated) -> bool:
    """Says whether a date is that of an admission: what the patient came with had begun before."""
    statement = dated.statement
    told = statement.date is not None or statement.clock is not None or statement.weekday is not None
    return (told and statement.value.unit is None) and any(
        telling.point.kind == ADMISSION for telling in dated.tellings
    )


def _diagnosis(
    narrative: Narrative, dated: Dated, told: Mapping[str, int], named: Sequence[str]
) -> list[str]:
    """Returns the diagnosis told first that "the reaction began … with" names beside its first sign."""
    before = narrative.lowered[dated.stretch.start : dated.statement.start]
    if not _REACTION.search(before):
        return []
    first = min(told, key=lambda event: told[event])
    return [first] if first not in named and told[first] < dated.stretch.start else []


def _beside(narrative: Narrative, dated: Dated, events: Places) -> list[str]:
    """Returns the events beside a clause that a time is cut off in.

    "X, which developed two days after": those before it. "Two days after Y, which was given for Z, she
    developed X": those behind it.
    """
    sentence = narrative.sentence_of(dated.statement.mention)
    start, end = dated.stretch.start, dated.stretch.end
    if _RELATIVE.match(narrative.lowered, start, end):
        last = {event: mention.start for event, mention in events.inside(sentence.start, start)}
        before = [(at, event) for event, at in last.items()]
        nearest = max(before, default=(0, ""))[0]
        return [event for at, event in before if nearest - at <= _LISTED]
    if dated.statement.start - sentence.start <= _OPENING and not dated.tellings:
        main = _DEVELOPED.search(narrative.lowered, end, sentence.end)
        if main is not None:
            return events.keys_inside(main.end(), sentence.end)
    return []


def _predicate(narrative: Narrative, dated: Dated) -> str | None:
    """Returns the kind of the predicate nearest to a time in its stretch; a time that opens it looks ahead."""
    before = narrative.lowered[dated.stretch.start : dated.statement.start]
    behind = narrative.lowered[dated.statement.end : dated.stretch.end]
    found = [(match.start(), match.lastgroup or "") for match in _PREDICATE.finditer(behind)]
    if len(before.strip()) > _OPENING or not found:
        found += [(len(before) - match.end(), match.lastgroup or "") for match in _PREDICATE.finditer(before)]
    if not found:
        return None
    nearest = min(found)[0]
    firm = [pair for pair in found if pair[1] != "soft" and pair[0] - nearest <= _SAME_PREDICATE]
    return min(firm or found, key=lambda pair: pair[0])[1]


def _best(found: Sequence[Stated]) -> Stated:
    """Returns the onset counted from a drug before others, the exact before the vague, then the first."""

    def rank(stated: Stated) -> tuple[bool, bool, bool, bool, int]:
        onset = stated.onset
        tied = onset.anchor is not None and onset.anchor.drug is not None
        told = onset.value is not None or onset.low is not None
        back = onset.relation is Relation.BEFORE
        return (not tied, back, not told, onset.approximate, stated.evidence[0].start)

    best = min(found, key=rank)
    points = (each.point for each in found if each.onset.relation is not Relation.BEFORE)
    others = tuple(point for point in points if point is not None and point != best.point)
    return best._replace(evidence=tuple(_same(best, found)), others=others)


def _same(best: Stated, found: Iterable[Stated]) -> Iterable[Found]:
    for stated in found:
        if _length(stated.onset) == _length(best.onset) and (
            best.onset.unit is not None or stated.onset.anchor == best.onset.anchor
        ):
            yield stated.evidence[0]


def _length(onset: Onset) -> tuple[object, ...]:
    return (onset.value, onset.low, onset.high, onset.unit, onset.approximate)
