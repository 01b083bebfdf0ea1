"""How each event and the case ended, by wording; of one telling the latest statement wins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from caseline.cases.clauses import clause_of, inside, refers_back
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.finding import measurement_in
from caseline.cases.normalise.outcome import is_lasting, outcome_status
from caseline.schema.case import OutcomeStatus

# A plain end outranks a tendency told of the same time.
_RANK = {
    OutcomeStatus.FATAL: 5,
    OutcomeStatus.RECOVERED_WITH_SEQUELAE: 4,
    OutcomeStatus.RECOVERED: 3,
    OutcomeStatus.NOT_RECOVERED: 2,
    OutcomeStatus.RECOVERING: 1,
    OutcomeStatus.UNKNOWN: 0,
}
_TENDENCIES = frozenset({OutcomeStatus.RECOVERING, OutcomeStatus.UNKNOWN})
_OPEN = _TENDENCIES | {OutcomeStatus.NOT_RECOVERED}
_TELLING = cue(
    r"\b(?:we|authors?)\s+(?:\w+\s+){0,2}?(?:report|describe|present)\b|\bcase\s+report\s+describes\b"
)
_GOES_ON = re.compile(r"\W*(?:which|and|both|all)\b")
# Between a death and what it came of: "died of", "death from severe"; "fatal" stands before it.
_DIED_OF = re.compile(
    r"\s+(?:(?:was|were|is|:)\s+)?(?:of|from|with|due\s+to|because\s+of|secondary\s+to|as\s+a\s+result\s+of|caused\s+by|following|after)?\s*(?:(?!with\b|without\b|after\b|following\b|despite\b)[\w-]+\s+){0,4}?"
)
_LED_TO = cue(
    r"(?:led|leading|resulted|resulting|progressed|ended|ending|causing|caused|the\s+(?:\w+\s+)?cause|fatal|lethal|succumbed)\b"
)
# "the condition", "all symptoms", "the patient": the statement is about the case, not about one event.
_WHOLE = cue(
    r"\b(?:patient|pt|sx|s/s|symptoms?|aes?|adverse\s+\w+|side\s+effects|issues|he|she|i|they|all|everything|child|boy|girl|infant|baby|toddler|woman|man|mother|all\s+(?:of\s+it|symptoms)|outcome|follow-up)\b"
)
# The end of somebody else: "her dog died", "an uncle had died".
_OF_ANOTHER = cue(
    r"""(?:his|her|my|their|our|whose|an?|the\s+patient['’]s)\s+(?:\w+\s+)?(?:dog|cat|pet|husband|wife|partner|mother|father|mum|dad|mom|brother|sister|son|daughter|uncle|aunt|cousin
        |grand\w+|siblings?|twin|parents|donor|friend|neighbou?r|roommate|colleague)\s+(?:[\w-]+\s+){0,4}\Z"""
)
# Back on giving the drug again: a rechallenge, and no state of the patient.
_BACK = re.compile(r"\b(?:recur|relaps)")
_AGAIN = cue(
    r"(?:re-?challeng\w*|re-?expos\w*|re-?introduc\w*|re-?administ\w*|re-?start\w*|resum\w+|again|second\s+\w+|dose|each\s+time|infusion|injection)\b"
)
_OF_A_THING = tuple([word] for word in ("the", "his", "her", "my", "a", "an", "its"))
_BARE = 2  # words before a statement without a subject
_NEAR = 25  # characters between an event and the statement whose subject it is
_TWO = re.compile(r"\A\W*(?:\w+\s+){0,3}both\b")


@dataclass(frozen=True)
class Ending:
    """A status and the mentions that tell it, the deciding one first."""

    status: OutcomeStatus
    mention: Found
    evidence: tuple[Found, ...]


@dataclass(frozen=True)
class _Statement:
    mention: Found
    status: OutcomeStatus
    events: tuple[str, ...]
    of_condition: bool
    telling: int
    of_patient: bool = False
    killers: tuple[str, ...] = ()


def endings(
    narrative: Narrative,
    mentions: Sequence[Found],
    events: Mapping[str, Sequence[Found]],
    conditions: Sequence[Found],
) -> tuple[dict[str, Ending], Ending | None]:
    """Returns the ending of each event, and that of the case.

    `mentions` are the patient's OUTCOME mentions. A statement that names no event holds for those without
    one of their own, and for those last said to go on; one about a disease the patient brought along is evidence for
    the case only. Of a death the events die that are said to have led to it, and a single one.
    """
    told = (_TELLING.search(sentence.lowered) is not None for sentence in narrative.sentences)
    tellings = tuple(accumulate(told, initial=0))[1:]
    found = (_statement(narrative, mention, events, conditions, tellings) for mention in mentions)
    statements = [item for item in found if item]
    about = [item for item in statements if not item.of_condition]
    deaths = [item for item in about if item.status is OutcomeStatus.FATAL]
    living = [item for item in about if item.status is not OutcomeStatus.FATAL]
    killed = {event for item in deaths for event in item.killers} or (
        set(events) if len(events) == 1 else set()
    )
    by_event: dict[str, Ending] = {}
    for event, own in events.items():
        fatal = [item for item in deaths if event in item.killers] or deaths
        ending = (
            _latest(fatal) if deaths and event in killed else _of_event(event, own, living, dead=bool(deaths))
        )
        if ending is not None:
            by_event[event] = ending
    return by_event, _case(about, statements, by_event)


def _of_event(
    event: str, mentions: Sequence[Found], living: Sequence[_Statement], *, dead: bool
) -> Ending | None:
    """Returns the ending of an event: what is told of it, else of the patient after it began."""
    own = [item for item in living if event in item.events]
    whole = [item for item in living if item.of_patient and item.mention.end > mentions[0].start]
    ending = _latest(own)
    if dead or (ending is not None and ending.status not in _OPEN):
        return ending
    later = _latest([item for item in whole if ending is None or item.mention.start > ending.mention.end])
    if ending is None:
        return later
    if later is not None and _RANK[later.status] > _RANK[ending.status] and later.status not in _OPEN:
        return Ending(later.status, later.mention, (*later.evidence, *ending.evidence))
    return ending


def _case(
    about: Sequence[_Statement], statements: Sequence[_Statement], by_event: Mapping[str, Ending]
) -> Ending | None:
    """Returns the last state of the patient; what stays when the rest is over makes sequelae of it."""
    whole = [item for item in about if not item.events]
    fatal = [item for item in about if item.status is OutcomeStatus.FATAL]
    decided = _latest(fatal or whole) or _of_all(by_event) or _latest(about)
    if decided is None:
        return None
    status = decided.status
    telling = next((item.telling for item in about if item.mention is decided.mention), None)
    behind = [
        item
        for item in about
        if item.events and item.telling == telling and item.mention.start > decided.mention.end
    ]
    if not fatal and status is OutcomeStatus.RECOVERED:
        status = _left(behind) or status
    others = tuple(item.mention for item in statements if item.mention.index != decided.mention.index)
    return Ending(status, decided.mention, (decided.mention, *others))


def _of_all(by_event: Mapping[str, Ending]) -> Ending | None:
    """Returns what the endings of the events make together: what is still open decides."""
    ends = list(by_event.values())
    still = [end for end in ends if end.status in _OPEN]
    over = [end for end in ends if end.status is OutcomeStatus.RECOVERED]
    lasting = [end for end in still if is_lasting(end.mention.text)]
    if lasting and over:
        return Ending(OutcomeStatus.RECOVERED_WITH_SEQUELAE, lasting[-1].mention, lasting[-1].evidence)
    chosen = still or ends
    return max(chosen, key=lambda end: end.mention.start) if chosen else None


def _left(behind: Sequence[_Statement]) -> OutcomeStatus | None:
    """Returns what statements about single events leave of a recovery told before them."""
    still = [
        item for item in behind if item.status in {OutcomeStatus.NOT_RECOVERED, OutcomeStatus.RECOVERING}
    ]
    if any(is_lasting(item.mention.text) for item in still):
        return OutcomeStatus.RECOVERED_WITH_SEQUELAE
    return still[-1].status if still else None


def _statement(
    narrative: Narrative,
    mention: Found,
    events: Mapping[str, Sequence[Found]],
    conditions: Sequence[Found],
    tellings: Sequence[int],
) -> _Statement | None:
    status = outcome_status(mention.text)
    if status is None:
        return None
    start, end = clause_of(narrative, mention)
    sentence = narrative.sentence_of(mention)
    before = narrative.lowered[start : mention.start]
    if _OF_ANOTHER.search(narrative.before(mention)) or (
        _BACK.search(mention.lowered) and _AGAIN.search(sentence.lowered)
    ):
        return None
    named = _subjects(narrative, mention, events, (start, end))
    if status is OutcomeStatus.FATAL:
        killers = _killers(narrative, mention, events, (start, end))
        return _Statement(
            mention, status, (), of_condition=False, telling=tellings[sentence.index], killers=killers
        )
    conditioned = inside(conditions, start, mention.start)
    return _Statement(
        mention=mention,
        status=status,
        events=named,
        of_condition=bool(conditioned) and not named,
        telling=tellings[sentence.index],
        of_patient=not named and not conditioned and _is_of_patient(before, mention),
    )


def _is_of_patient(subject: str, mention: Found) -> bool:
    """Says whether a statement that names no event is about the patient or all that happened, not some other thing."""
    words = subject.split()
    bare = len(words) <= _BARE and words[:1] not in _OF_A_THING
    return bool(bare or _WHOLE.search(subject) or refers_back(subject) or refers_back(mention.text))


def _subjects(
    narrative: Narrative, mention: Found, events: Mapping[str, Sequence[Found]], clause: tuple[int, int]
) -> tuple[str, ...]:
    """Returns the events that a statement is about, none where it is about the patient as a whole."""
    start, end = clause
    before = tuple(event for event, found in events.items() if inside(found, start, mention.start))
    within = tuple(event for event, found in events.items() if inside(found, mention.start, mention.end))
    named = (
        within
        or before
        or tuple(
            event
            for event, found in events.items()
            if inside(found, mention.end, min(end, mention.end + _NEAR + _NEAR))
        )
    )
    sentence = narrative.sentence_of(mention)
    subject = narrative.lowered[start : mention.start]
    if not named and _GOES_ON.match(narrative.text[start:end]):
        named = tuple(event for event, found in events.items() if inside(found, sentence.start, start))
    if _WHOLE.search(subject) and not within and not _near(events, named, mention):
        return ()
    if not named:
        named = _measured(subject, events)
    if not named and _TWO.match(subject):
        last = sorted(
            (max(m.start for m in found if m.end <= mention.start), event)
            for event, found in events.items()
            if any(m.end <= mention.start for m in found)
        )
        return tuple(event for _, event in last[-2:])
    return named


def _measured(subject: str, events: Mapping[str, Sequence[Found]]) -> tuple[str, ...]:
    """Returns the events that what is measured is about: "sodium returned to normal" tells of hyponatremia."""
    measurement = measurement_in(subject)
    if measurement is None:
        return ()
    for stems in (*measurement.below, *measurement.above):
        named = tuple(
            event
            for event, found in events.items()
            if any(
                stem in mention.lowered or stem in mention.concept.lower()
                for mention in found
                for stem in stems
            )
        )
        if named:
            return named
    return ()


def _killers(
    narrative: Narrative, mention: Found, events: Mapping[str, Sequence[Found]], clause: tuple[int, int]
) -> tuple[str, ...]:
    """Returns the events that a death is said to have come of."""
    lowered = narrative.lowered
    found = [
        event
        for event, mentions in events.items()
        if any(
            other.sentence == mention.sentence
            and other.start >= mention.end
            and _DIED_OF.fullmatch(lowered[mention.end : other.start])
            for other in mentions
        )
    ]
    if not found and _LED_TO.search(lowered, clause[0], mention.end):
        found = [
            event for event, mentions in events.items() if inside(mentions, clause[0], mention.start)
        ] or [
            event
            for event, mentions in events.items()
            if inside(mentions, narrative.sentence_of(mention).start, mention.start)
        ]
    return tuple(found)


def _near(events: Mapping[str, Sequence[Found]], named: Sequence[str], mention: Found) -> bool:
    """Says whether one of the named events stands right before the statement, as its subject."""
    return any(0 <= mention.start - found.end < _NEAR for event in named for found in events[event])


def _latest(statements: Sequence[_Statement]) -> Ending | None:
    """Returns the last statement of each telling, and of these the one that tells an end most plainly."""
    last: dict[int, _Statement] = {}
    for item in statements:
        previous = last.get(item.telling)
        if previous is None or item.status not in _TENDENCIES or previous.status in _TENDENCIES:
            last[item.telling] = item
    if not last:
        return None
    best = max(last.values(), key=lambda item: (_RANK[item.status], item.mention.start))
    others = tuple(item.mention for item in statements if item is not best)
    return Ending(best.status, best.mention, (best.mention, *others))
