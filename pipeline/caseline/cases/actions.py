"""What was done with a suspect drug, and what followed: action taken, dechallenge, rechallenge.

A step counts for the drug that its wording names: the drug or the list it stands in, or, where it is the only
suspect, a word for it ("the drug", "taking it"). Source: section 4 (Drugs) of the annotation guideline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from caseline.cases.action_cues import (
    AFTER_STEP,
    AGAIN,
    ALL_DRUGS,
    BACK,
    BEFORE,
    BEHIND,
    BETTER,
    BOTH_DRUGS,
    DIED,
    NEGATED,
    NOT_BACK,
    NOT_BETTER,
    NOT_TRIED,
    OTHER_DRUGS,
    STEPS,
    THE_DRUG,
)
from caseline.cases.narrative import Found, Narrative
from caseline.cases.role_evidence import list_bounds

_SOON = 3  # sentences after a step in which its effect is told
_BEFORE_CHARS = 90
_BEHIND_CHARS = 120


@dataclass(frozen=True)
class Action:
    """Values as the guideline names them; None where nothing is said."""

    taken: str | None = None
    dechallenge: str | None = None
    rechallenge: str | None = None


class _Step(NamedTuple):
    """A statement of what was done, with its place among the patient's sentences and its characters."""

    value: str
    place: int
    start: int
    end: int


def action_of(
    narrative: Narrative,
    mentions: Sequence[Found],
    sentences: Sequence[int],
    *,
    only_suspect: bool,
    paired: bool = False,
    beside: bool = False,
) -> Action:
    """Returns what was done with a drug, from the patient's sentences.

    Where it is the only suspect, "the drug" and "treatment" name it too, and "both drugs" where it is one of a pair;
    "her other tablets" are those taken `beside` the suspects.
    """
    named = OTHER_DRUGS if beside else THE_DRUG if only_suspect else BOTH_DRUGS if paired else ALL_DRUGS
    steps = [
        step
        for place, index in enumerate(sentences)
        for start, end in _targets(narrative, mentions, index, named)
        for step in _steps(narrative, place, index, start, end)
    ]
    taken = next((value for value in STEPS if any(step.value == value for step in steps)), None)
    return Action(
        taken,
        _dechallenge(narrative, sentences, steps),
        _rechallenge(narrative, mentions, sentences, only_suspect=only_suspect),
    )


def _targets(
    narrative: Narrative, mentions: Sequence[Found], index: int, named: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Yields the half-open characters in a sentence that name the drug, with the list it stands in."""
    sentence = narrative.sentences[index]
    for mention in mentions:
        if mention.sentence == index:
            yield list_bounds(narrative, mention)
    for match in named.finditer(sentence.lowered):
        yield sentence.start + match.start(), sentence.start + match.end()


def _steps(narrative: Narrative, place: int, index: int, start: int, end: int) -> Iterator[_Step]:
    sentence = narrative.sentences[index]
    before = narrative.lowered[max(sentence.start, start - _BEFORE_CHARS) : start]
    behind = narrative.lowered[end : min(sentence.end, end + _BEHIND_CHARS)]
    for value, pattern in BEFORE:
        found = pattern.search(before)
        if found:
            at = start - len(before) + found.start()
            yield _Step(_settled(value, before[: found.end()]), place, at, end)
    for value, pattern in BEHIND:
        found = pattern.match(behind)
        if found:
            yield _Step(_settled(value, found.group()), place, start, end + found.end())


def _settled(value: str, wording: str) -> str:
    """Returns what a step comes to: one that was not made leaves the drug unchanged."""
    return "unchanged" if NEGATED.search(wording) else value


def _dechallenge(narrative: Narrative, sentences: Sequence[int], steps: Sequence[_Step]) -> str | None:
    """Returns whether the event abated after withdrawal or reduction, by the first statement that tells."""
    for step in steps:
        if step.value not in {"withdrawn", "reduced"}:
            continue
        sentence = narrative.sentences[sentences[step.place]]
        lead = narrative.lowered[sentence.start : step.start]
        if AFTER_STEP.search(lead):
            answer = _first(lead)
            if answer:
                return answer
        if re.search(r"\b(?:despite|in\s+spite\s+of)\b[^.;]{0,40}\Z", lead):
            return "negative"
        following = narrative.lowered[step.end : sentence.end]
        for later in sentences[step.place + 1 : step.place + 1 + _SOON]:
            following += " " + narrative.sentences[later].lowered
        answer = _first(following)
        if answer:
            return answer
    stopped = any(step.value == "withdrawn" for step in steps)
    died = any(DIED.search(narrative.sentences[index].lowered) for index in sentences)
    return "negative" if stopped and died else None


def _first(text: str) -> str | None:
    """Returns which is told first in a text: that it got better, or that it did not."""
    worse, better = NOT_BETTER.search(text), BETTER.search(text)
    if worse and (better is None or worse.start() <= better.start()):
        return "negative"
    return "positive" if better else None


def _rechallenge(
    narrative: Narrative, mentions: Sequence[Found], sentences: Sequence[int], *, only_suspect: bool
) -> str | None:
    named = {mention.sentence for mention in mentions}
    for place, index in enumerate(sentences):
        text = narrative.sentences[index].lowered
        again = AGAIN.search(text)
        if not again or not (only_suspect or index in named) or NOT_TRIED.search(text):
            continue
        if _names_another(narrative, index, named):
            continue
        rest = text[again.start() :]
        if NOT_BACK.search(rest) or NOT_BACK.search(text[: again.start()]):
            return "negative"
        following = " ".join(
            [rest, *(narrative.sentences[later].lowered for later in sentences[place + 1 : place + 2])]
        )
        if BACK.search(following) or BACK.search(text[: again.start()]):
            return "positive"
    return None


def _names_another(narrative: Narrative, index: int, named: set[int]) -> bool:
    """Says whether a sentence that does not name the drug names another."""
    return index not in named and any(other.label == "DRUG" for other in narrative.by_sentence[index])
