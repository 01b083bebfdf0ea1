"""Pairs of a drug and an event in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from caseline.benchmark.case_mentions import outer, stretches, suspicions
from caseline.benchmark.scoring import Extent, longest, touches
from caseline.schema.report import CaseReport
from caseline.training.phee_events import EventText

# The stretch of the drug, the stretch of the event.
Pair: TypeAlias = tuple[Extent, Extent]


def gold_pairs(text: EventText) -> set[Pair]:
    """Returns each drug with each effect of one adverse event; a discontinuous one is a stretch."""
    return longest_pairs(
        (outer(drug), outer(effect))
        for event in text.events
        if event.adverse
        for drug in event.drugs
        for effect in event.effects
    )


def predicted_pairs(text: EventText, report: CaseReport) -> set[Pair]:
    """Returns the suspects with the events that list them, mentions of both in one sentence."""
    return longest_pairs(pair for pair, _, _ in _told_together(text, report))


def count_links(gold: set[Pair], text: EventText, report: CaseReport) -> tuple[int, int]:
    """Returns of the suspects listed by events those that gold marks, and all; once for each sentence.

    A drug that a sentence names twice ("carbamazepine (CBZ)") is one suspect, a list and its member one event.
    """
    links: dict[tuple[tuple[str, str, str], int], bool] = {}
    for pair, link, sentence in _told_together(text, report):
        marked = any(_touch(pair, other) for other in gold)
        links[link, sentence] = links.get((link, sentence), False) or marked
    return sum(links.values()), len(links)


def count_once(gold: set[Pair], text: EventText, report: CaseReport) -> tuple[int, ...]:
    """Returns gold, pairs told, those that gold holds exactly, those that touch gold, gold that they touch.

    As `predicted_pairs` with `count_pairs`, but a suspect and its event count once for a sentence that names one of them
    twice ("carbamazepine (CBZ)").
    """
    links = {pair: (link, sentence) for pair, link, sentence in _told_together(text, report)}
    told: dict[tuple[tuple[str, str, str], int], set[Pair]] = {}
    for pair in longest_pairs(links):
        told.setdefault(links[pair], set()).add(pair)
    exact = sum(not gold.isdisjoint(pairs) for pairs in told.values())
    touching = sum(any(_touch(pair, other) for pair in pairs for other in gold) for pairs in told.values())
    touched = sum(any(_touch(pair, other) for pairs in told.values() for other in pairs) for pair in gold)
    return len(gold), len(told), exact, touching, touched


def _told_together(text: EventText, report: CaseReport) -> Iterator[tuple[Pair, tuple[str, str, str], int]]:
    for drug, event, link in suspicions(report):
        pair = (outer(stretches(drug)), outer(stretches(event)))
        sentence = _sentence(pair[0], text)
        if sentence is not None and sentence == _sentence(pair[1], text):
            yield pair, link, sentence


def longest_pairs(pairs: Iterable[Pair]) -> set[Pair]:
    """Returns the pairs whose drug is the longest of those that touch, and so its events."""
    events: dict[Extent, set[Extent]] = {}
    for drug, event in pairs:
        events.setdefault(drug, set()).add(event)
    return {(drug, event) for drug in longest(events) for event in longest(events[drug])}


def count_pairs(gold: set[Pair], predicted: set[Pair]) -> tuple[int, ...]:
    """Returns gold, predicted, strict hits, predictions that touch gold, gold that is touched."""
    touching = sum(any(_touch(pair, other) for other in gold) for pair in predicted)
    touched = sum(any(_touch(pair, other) for other in predicted) for pair in gold)
    return len(gold), len(predicted), len(gold & predicted), touching, touched


def _touch(pair: Pair, other: Pair) -> bool:
    return touches(pair[0], (other[0],)) and touches(pair[1], (other[1],))


def _sentence(extent: Extent, text: EventText) -> int | None:
    for number, (start, end) in enumerate(text.sentences):
        if start <= extent[0] and extent[1] <= end:
            return number
    return None
