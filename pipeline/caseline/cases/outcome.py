"""How each event and the case ended, by wording; of one telling the latest statement wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from caseline.cases.clauses import clause_of, refers_back
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.outcome import outcome_status
from caseline.cases.outcome_case import case_ending
from caseline.cases.outcome_cues import (
    AGAIN,
    AND_DIED,
    ASIDE,
    AT_FIRST,
    BACK,
    BARE,
    BETTER_BUT,
    COURSE,
    DENIED,
    DIED_OF,
    FORMAL,
    IN_ONE,
    LED_TO,
    LEFT_WITH,
    NONE_BACK,
    NOT_OVER,
    NOTED,
    NOTHING,
    OF_ALL,
    OF_ANOTHER,
    OF_PATIENT,
    OF_SOME,
    OF_THING,
    OUTCOME_OF,
    OWN,
    POOR_SIGHT,
    REMAINED,
    RESULT,
    SEQUELAE,
    STAYS,
    TELLING,
    THING_FREE,
    UNTOLD,
    VAGUE,
    VALUE,
    WHOLE,
    WORSE_AND_DIED,
)
from caseline.cases.outcome_statements import OPEN, RANK, Ending, Statement, latest
from caseline.cases.outcome_subjects import NEAR, subjects_of, worded
from caseline.cases.places import Places
from caseline.cases.reported import told_of
from caseline.schema.case import OutcomeStatus
from caseline.schema.document import SectionName

# Where the story is over: what is first named there came before the end told in the case.
_LOOKING_BACK = frozenset({SectionName.DISCUSSION, SectionName.CONCLUSION})


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
    tellings = narrative.once(_tellings)
    places, brought = Places.of(events), Places({"": conditions})
    found = (_statement(narrative, mention, places, brought, tellings) for mention in mentions)
    statements = _without_cited_deaths([item for item in found if item])
    about = _deciding(statements)
    deaths = [item for item in about if item.status is OutcomeStatus.FATAL]
    living = [item for item in about if item.status is not OutcomeStatus.FATAL]
    killed = {event for item in deaths for event in item.killers} or (
        set(events) if len(events) == 1 else set()
    )
    named: dict[str, list[Statement]] = {}
    for item in living:
        for event in dict.fromkeys(item.events):
            named.setdefault(event, []).append(item)
    formal = {
        event: by_form
        for event, told in named.items()
        if (by_form := [item for item in told if item.by_form])
    }
    whole = [item for item in living if item.of_patient]
    by_event: dict[str, Ending] = {}
    for event, own in events.items():
        ending = (
            latest([item for item in deaths if event in item.killers] or deaths)
            if deaths and event in killed
            else latest(formal[event])
            if event in formal
            else _of_event(own, named.get(event, []), whole, dead=bool(deaths))
        )
        if ending is not None:
            by_event[event] = ending
    return by_event, case_ending(about, statements, by_event, is_eventless=not events)


def with_rest(
    ends: Mapping[str, Ending], end: Ending | None, events: Mapping[str, Sequence[Found]]
) -> dict[str, Ending]:
    """Returns the endings of events with those of the rest: who recovered got over what nothing else is told of.

    Where something was left of it, the last recovery of an event tells so.
    """
    over = end
    if end is not None and end.status is OutcomeStatus.RECOVERED_WITH_SEQUELAE:
        recoveries = [each for each in ends.values() if each.status is OutcomeStatus.RECOVERED]
        over = max(recoveries, key=lambda each: each.mention.start, default=None)
    if over is None or over.status is not OutcomeStatus.RECOVERED:
        return dict(ends)
    rest = {
        event: over for event, own in events.items() if event not in ends and _holds_for(over.mention, own[0])
    }
    return {**ends, **rest}


def _without_cited_deaths(statements: Sequence[Statement]) -> list[Statement]:
    """Returns the statements without deaths that the role reader passes over, where it reads endings and no death here."""
    read = {item.mention.ending for item in statements} - {""}
    if not read or OutcomeStatus.FATAL in read:
        return list(statements)
    return [
        item
        for item in statements
        if item.status is not OutcomeStatus.FATAL or item.mention.ending or NOTED.match(item.mention.lowered)
    ]


def _deciding(statements: Sequence[Statement]) -> list[Statement]:
    """Returns the statements but those of diseases brought along, and tendencies that the role reader passes over.

    These are evidence and decide nothing: "its level was highest when she was better".
    """
    read = any(item.mention.ending for item in statements)
    return [
        item
        for item in statements
        if not item.of_condition
        and (
            item.mention.ending
            or not read
            or item.status is not OutcomeStatus.RECOVERING
            or (item.events and FORMAL.fullmatch(item.mention.lowered))
        )
    ]


def _tellings(narrative: Narrative) -> tuple[int, ...]:
    """Returns how often the text has begun to tell anew up to each sentence."""
    told = (TELLING.search(sentence.lowered) is not None for sentence in narrative.sentences)
    return tuple(accumulate(told, initial=0))[1:]


def _of_event(
    mentions: Sequence[Found], own: Sequence[Statement], whole: Sequence[Statement], *, dead: bool
) -> Ending | None:
    """Returns the ending of an event: what is told of it, else of the patient after it began."""
    ending = latest(own)
    if dead or (ending is not None and ending.status not in OPEN):
        return ending
    whole = [item for item in whole if _holds_for(item.mention, mentions[0])]
    later = latest([item for item in whole if ending is None or item.mention.start > ending.mention.end])
    if ending is None:
        return later
    if later is not None and RANK[later.status] > RANK[ending.status] and later.status not in OPEN:
        return Ending(later.status, later.mention, (*later.evidence, *ending.evidence))
    return ending


def _holds_for(told: Found, first: Found) -> bool:
    """Says whether a statement about the patient can hold for an event first named somewhere: behind it, or in a summary."""
    return (
        told.end > first.start
        or first.section in _LOOKING_BACK
        or (told.section is SectionName.ABSTRACT and first.section is not SectionName.ABSTRACT)
    )


def _statement(
    narrative: Narrative,
    mention: Found,
    events: Places,
    conditions: Places,
    tellings: Sequence[int],
) -> Statement | None:
    start, end = clause_of(narrative, mention)
    status = _as_seen(narrative, mention, start, status_of(mention))
    if status is None:
        return None
    telling = tellings[mention.sentence]
    if (
        _is_elsewhere(narrative, mention, status)
        or (IN_ONE.match(narrative.after(mention)) and not events.keys_inside(start, mention.start))
        or (THING_FREE.search(mention.lowered) and not worded(mention, events))
    ):
        return None
    named = subjects_of(narrative, mention, events, (start, end))
    if status is OutcomeStatus.FATAL:
        killers = _killers(narrative, mention, events, (start, end))
        return Statement(mention, status, (), of_condition=False, telling=telling, killers=killers)
    conditioned = _is_conditioned(narrative, mention, conditions, start)
    if left := _left_by(narrative, mention, events, start, status):
        return Statement(
            mention,
            OutcomeStatus.RECOVERED_WITH_SEQUELAE,
            left,
            of_condition=False,
            telling=telling,
            of_patient=_is_of_patient(narrative.lowered[start : mention.start], mention),
        )
    return Statement(
        mention=mention,
        status=OutcomeStatus.NOT_RECOVERED if named and STAYS.match(mention.lowered) else status,
        events=named,
        of_condition=conditioned and not named,
        telling=telling,
        of_patient=not conditioned and _tells_of_patient(narrative, mention, start, status, named),
        by_form=told_of(narrative, mention, events) is not None,
    )


def _is_conditioned(narrative: Narrative, mention: Found, conditions: Places, start: int) -> bool:
    """Says whether a disease that the patient brought along is the subject of a statement."""
    return any(
        not WHOLE.search(narrative.lowered, start, other.start)
        or (mention.start - other.end < NEAR and "," not in narrative.text[other.end : mention.start])
        for _, other in conditions.inside(start, mention.start)
    )


def _left_by(
    narrative: Narrative, mention: Found, events: Places, start: int, status: OutcomeStatus
) -> tuple[str, ...]:
    """Returns the events that a patient's recovery left him with: "recovered with mild weakness"."""
    if status is not OutcomeStatus.RECOVERED or events.keys_inside(start, mention.start):
        return ()
    return tuple(
        event
        for event, other in events.in_sentence(mention.sentence)
        if other.start > mention.end
        and LEFT_WITH.fullmatch(narrative.lowered, mention.end, other.start)
        and not OF_THING.search(mention.lowered)
    )


def _tells_of_patient(
    narrative: Narrative, mention: Found, start: int, status: OutcomeStatus, named: Sequence[str]
) -> bool:
    """Says whether a statement is about the patient as a whole, not of a growth, a thing or a value."""
    before, behind = narrative.lowered[start : mention.start], narrative.after(mention)
    if (
        COURSE.search(mention.lowered)
        or COURSE.match(behind[:40].lstrip())
        or OF_THING.search(mention.lowered)
        or _is_value(mention)
    ):
        return False
    if named:
        return _leaves(before, mention)
    return _is_of_patient(before, mention) or _is_result(before, behind, status)


def _is_elsewhere(narrative: Narrative, mention: Found, status: OutcomeStatus) -> bool:
    """Says whether a statement is of somebody else, of a rechallenge or of the time before it all."""
    before = narrative.before(mention)
    return (
        (OF_ANOTHER.search(before) is not None and not OWN.search(before))
        or OF_SOME.search(before) is not None
        or (
            BACK.search(mention.lowered) is not None
            and not _is_denied(mention)
            and AGAIN.search(narrative.sentence_of(mention).lowered) is not None
        )
        or (status is not OutcomeStatus.FATAL and AT_FIRST.search(before) is not None)
    )


def status_of(mention: Found) -> OutcomeStatus | None:
    """Returns what an OUTCOME tells: by its wording, where that is plain, else as the role reader reads it in its place."""
    if NOTHING.match(mention.lowered):
        return None
    told = outcome_status(mention.text)
    if mention.ending and (told is None or VAGUE.fullmatch(mention.lowered)):
        return OutcomeStatus(mention.ending)
    return told


def _as_seen(
    narrative: Narrative, mention: Found, start: int, status: OutcomeStatus | None
) -> OutcomeStatus | None:
    """Returns what an OUTCOME tells where it stands.

    Poor sight is no recovery, and none at all where it stayed so; what never came again is over; better but not gone gets better.
    """
    if status is OutcomeStatus.NOT_RECOVERED:
        before = narrative.before(mention)
        if BACK.search(mention.lowered) and NONE_BACK.search(before):
            return OutcomeStatus.RECOVERED
        if NOT_OVER.match(mention.lowered) and BETTER_BUT.search(before):
            return OutcomeStatus.RECOVERING
    if status is not OutcomeStatus.RECOVERED or not (
        _is_value(mention) and POOR_SIGHT.search(mention.lowered)
    ):
        return status
    stayed = REMAINED.search(narrative.lowered, start, mention.end)
    return OutcomeStatus.NOT_RECOVERED if stayed else None


def _is_denied(mention: Found) -> bool:
    return DENIED.match(mention.lowered) is not None


def _is_value(mention: Found) -> bool:
    """Says whether a statement is what was measured and no more, which tells little of the patient: "20/40 vision"."""
    return VALUE.search(mention.lowered) is not None and outcome_status(mention.text) is None


def _is_of_patient(subject: str, mention: Found) -> bool:
    """Says whether a statement that names no event is about the patient or all that happened, not some other thing."""
    bare = BARE.fullmatch(subject) or (UNTOLD.match(mention.lowered) and OF_ALL.search(subject))
    subject = ASIDE.sub(" ", subject)
    return bool(
        bare
        or OF_PATIENT.search(mention.lowered)
        or WHOLE.search(subject)
        or refers_back(subject)
        or refers_back(mention.text)
    )


def _leaves(subject: str, mention: Found) -> bool:
    """Says whether a statement about the patient names what stayed: "he recovered with residual weakness"."""
    return SEQUELAE.match(mention.lowered) is not None and bool(WHOLE.search(OUTCOME_OF.sub(" ", subject)))


def _is_result(subject: str, behind: str, status: OutcomeStatus) -> bool:
    """Says whether a statement is what all that was done came to: "X was stopped, with rapid improvement"."""
    better = status in {OutcomeStatus.RECOVERED, OutcomeStatus.RECOVERING}
    return better and RESULT.search(subject) is not None and not behind.startswith((" of ", " in "))


def _killers(
    narrative: Narrative, mention: Found, events: Places, clause: tuple[int, int]
) -> tuple[str, ...]:
    """Returns the events that a death is said to have come of."""
    lowered = narrative.lowered
    found = list(
        dict.fromkeys(
            event
            for event, other in events.in_sentence(mention.sentence)
            if (other.start >= mention.end and DIED_OF.fullmatch(lowered[mention.end : other.start]))
            or (other.end <= mention.start and AND_DIED.fullmatch(lowered[other.end : mention.start]))
            or (other.end <= mention.start and WORSE_AND_DIED.fullmatch(lowered[other.end : mention.start]))
        )
    )
    if not found and LED_TO.search(lowered, clause[0], mention.end):
        sentence = narrative.sentence_of(mention)
        found = events.keys_inside(clause[0], mention.start) or events.keys_inside(
            sentence.start, mention.start
        )
    if (
        not found
        and NOTED.match(mention.lowered)
        and mention.sentence
        and not narrative.before(mention).strip()
    ):
        noted = narrative.sentences[mention.sentence - 1]  # "Dx sepsis, intubated. Expired 1/6."
        found = events.keys_inside(noted.start, noted.end)
    return tuple(found)
