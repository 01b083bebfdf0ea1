"""How each event and the case ended, by wording; of one telling the latest statement wins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from caseline.cases.clauses import clause_of, inside
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.outcome import outcome_status
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
_TELLING = cue(
    r"\b(?:we|authors?)\s+(?:\w+\s+){0,2}?(?:report|describe|present)\b|\bcase\s+report\s+describes\b"
)
_GOES_ON = re.compile(r"\W*(?:which|and|both|all)\b")
# Between a death and what it came of: "died of", "death from severe".
_DIED_OF = re.compile(
    r"\s+(?:of|from|due\s+to|because\s+of|secondary\s+to|as\s+a\s+result\s+of)\s+(?:[\w-]+\s+){0,4}?"
)
# "the condition", "all symptoms", "the patient": the statement is about the case, not about one event.
_WHOLE = cue(r"\b(?:patient|he|she|i|symptoms|they|all|everything|condition|child|boy|girl|infant)\b")


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
    killers: tuple[str, ...] = ()


def endings(
    narrative: Narrative,
    mentions: Sequence[Found],
    events: Mapping[str, Sequence[Found]],
    conditions: Sequence[Found],
) -> tuple[dict[str, Ending], Ending | None]:
    """Returns the ending of each event, and that of the case.

    `mentions` are the patient's OUTCOME mentions. A statement that names no event holds for all of
    them; one about a disease the patient brought along is evidence for the case only.
    """
    told = (_TELLING.search(sentence.lowered) is not None for sentence in narrative.sentences)
    tellings = tuple(accumulate(told, initial=0))[1:]
    found = (_statement(narrative, mention, events, conditions, tellings) for mention in mentions)
    statements = [item for item in found if item]
    about = [item for item in statements if not item.of_condition]
    whole = [item for item in about if not item.events]
    killed = {event for item in about if item.status is OutcomeStatus.FATAL for event in item.killers}
    by_event: dict[str, Ending] = {}
    for event in events:
        own = [item for item in about if event in item.events]
        if event in killed:
            own = [item for item in about if event in item.killers]
        elif killed:
            own = [item for item in own if item.status is not OutcomeStatus.FATAL]
        elif not own:
            own = whole
        ending = _latest(own)
        if ending is not None:
            by_event[event] = ending
    return by_event, _case(whole, about, statements)


def _case(
    whole: Sequence[_Statement], about: Sequence[_Statement], statements: Sequence[_Statement]
) -> Ending | None:
    fatal = [item for item in about if item.status is OutcomeStatus.FATAL]
    decided = _latest(fatal or whole or about)
    if decided is None:
        return None
    others = tuple(item.mention for item in statements if item.mention.index != decided.mention.index)
    return Ending(decided.status, decided.mention, (decided.mention, *others))


def _statement(
    narrative: Narrative,
    mention: Found,
    events: Mapping[str, Sequence[Found]],
    conditions: Sequence[Found],
    tellings: Sequence[int],
) -> _Statement | None:
    start, end = clause_of(narrative, mention)
    status = outcome_status(mention.text)
    if status is None:
        return None
    sentence = narrative.sentence_of(mention)
    named = tuple(event for event, found in events.items() if inside(found, start, end))
    if not named and _GOES_ON.match(narrative.text[start:end]):
        named = tuple(event for event, found in events.items() if inside(found, sentence.start, start))
    subject = narrative.lowered[start : mention.start]
    conditioned = inside(conditions, start, mention.start)
    killers: tuple[str, ...] = ()
    if status is OutcomeStatus.FATAL:
        killers = tuple(
            event
            for event, found in events.items()
            if any(
                _DIED_OF.fullmatch(narrative.lowered[mention.end : other.start])
                for other in found
                if other.start >= mention.end
            )
        )
        named = ()
    return _Statement(
        mention=mention,
        status=status,
        events=() if _WHOLE.search(subject) and not _near(events, named, mention) else named,
        of_condition=bool(conditioned) and not named,
        killers=killers,
        telling=tellings[sentence.index],
    )


def _near(events: Mapping[str, Sequence[Found]], named: Sequence[str], mention: Found) -> bool:
    """Says whether one of the named events stands right before the statement, as its subject."""
    return any(0 <= mention.start - found.end < 25 for event in named for found in events[event])


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
