"""Cases on PHEE: the part a drug plays, what it is suspected of, and what is denied or doubted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from caseline.benchmark.case_counts import SHARE_COLUMNS, CaseCounts, tables
from caseline.benchmark.case_mentions import (
    NAMES_DRUGS,
    NAMES_EVENTS,
    Role,
    denied,
    doubted,
    drug_roles,
    is_touched,
    stretches,
)
from caseline.benchmark.case_pairs import count_links, count_once, count_pairs, gold_pairs, predicted_pairs
from caseline.benchmark.corpora import Overlap
from caseline.benchmark.scoring import Counts, Extent, count, touches
from caseline.evaluation.values import normal
from caseline.schema.mention import Label
from caseline.schema.report import CaseReport
from caseline.training.phee_events import EventText, PheeEvent, join_by_document, read_phee_events

PAIRS, ONCE = "drug → event", "drug → event, once a sentence"
_BY_MENTION, _BY_NAME, _BOTH = "", " by name", ", both"
_SETS = tuple(f"{what}{which}" for what in (_BY_MENTION, _BY_NAME) for which in ("", _BOTH))
_ROWS = tuple(f"{role}{what}" for what in _SETS for role in Role)
_TOTALS = {f"roles{what}": tuple(f"{role}{what}" for role in Role) for what in _SETS}
NEGATED, NOT_NEGATED = "Negated, told as negated", "others, not told as negated"
LINKS = "suspects listed by events, marked so"
SPECULATED, NOT_SPECULATED = "Speculated, told with doubt", "others, told without doubt"


class Reader(Protocol):
    """A pipeline as a function from texts to their records."""

    def __call__(self, texts: Iterable[EventText], /) -> Sequence[CaseReport]:
        """Returns the record of each text."""


@dataclass(frozen=True, slots=True)
class PheeCases:
    """The gold of PHEE for cases."""

    sentences: tuple[EventText, ...]

    @classmethod
    def read(cls, path: Path) -> PheeCases:
        """Reads a file of PHEE.

        Raises:
            ReadingError: When it is malformed.
            AlignmentError: When offsets do not select the argument's text.
        """
        return cls(tuple(read_phee_events(path)))

    def count(self, records: Sequence[CaseReport], read: Reader) -> Iterator[CaseCounts]:
        """Yields the counts with the sentences of a document joined, then of the sentences alone.

        Args:
            records: The record of each sentence.
            read: What gives the records of the documents.
        """
        documents = join_by_document(list(self.sentences))
        numbers = {document.id: number for number, document in enumerate(documents)}
        units = [numbers[text.id.rpartition("_")[0]] for text in self.sentences]
        yield _count("documents", documents, read(documents), list(numbers.values()))
        yield _count("sentences", self.sentences, records, units)


def _count(
    what: str, texts: Sequence[EventText], records: Sequence[CaseReport], units: Sequence[int]
) -> CaseCounts:
    documents = max(units) + 1
    rows = tables(documents, (*_ROWS, PAIRS, ONCE))
    shares = tables(documents, (LINKS, NEGATED, NOT_NEGATED, SPECULATED, NOT_SPECULATED), SHARE_COLUMNS)
    for text, report, unit in zip(texts, records, units, strict=True):
        counted = {**_count_roles(text, report), **_count_names(text, report)}
        gold = gold_pairs(text)
        counted[PAIRS] = count_pairs(gold, predicted_pairs(text, report))
        counted[ONCE] = count_once(gold, text, report)
        for label, numbers in counted.items():
            rows[label][unit] += np.array(numbers)
        shares[LINKS][unit] += np.array(count_links(gold, text, report))
        _add_told(shares, unit, text, report)
    return CaseCounts("phee", what, rows, _TOTALS, shares)


def _gold_roles(text: EventText) -> dict[tuple[Extent, ...], Role]:
    """Returns the role of each drug: suspect in an adverse event, treatment in therapeutic ones only."""
    roles: dict[tuple[Extent, ...], Role] = {}
    for event in sorted(text.events, key=lambda event: event.adverse):
        roles |= dict.fromkeys(event.drugs, Role.SUSPECT if event.adverse else Role.TREATMENT)
    return roles


def _predicted_roles(report: CaseReport) -> dict[tuple[Extent, ...], Role]:
    mentions = {mention.id: mention for mention in report.mentions}
    return {stretches(mentions[key]): role for key, role in drug_roles(report).items()}


def _count_roles(text: EventText, report: CaseReport) -> dict[str, tuple[int, ...]]:
    gold, predicted = _gold_roles(text), _predicted_roles(report)
    marked, told = (_extents(roles) for roles in (gold, predicted))
    counted = {}
    for role in Role:
        left, right = _extents(gold, role), _extents(predicted, role)
        both = (
            [extent for extent in left if touches(extent, told)],
            [extent for extent in right if touches(extent, marked)],
        )
        counted[f"{role}{_BY_MENTION}"] = count(left, right, Overlap.LONGEST)
        counted[f"{role}{_BY_MENTION}{_BOTH}"] = count(*both, Overlap.LONGEST)
    return counted


def _extents(roles: Mapping[tuple[Extent, ...], Role], wanted: Role | None = None) -> list[Extent]:
    return [part for parts, role in roles.items() if wanted in {role, None} for part in parts]


def _count_names(text: EventText, report: CaseReport) -> dict[str, tuple[int, ...]]:
    gold, predicted = (_names(text.text, roles) for roles in (_gold_roles(text), _predicted_roles(report)))
    counted = {}
    for role in Role:
        left = {name for name, known in gold.items() if known is role}
        right = {name for name, known in predicted.items() if known is role}
        both = (
            {name for name in left if any(_are_alike(name, other) for other in predicted)},
            {name for name in right if any(_are_alike(name, other) for other in gold)},
        )
        counted[f"{role}{_BY_NAME}"] = _count_sets(left, right)
        counted[f"{role}{_BY_NAME}{_BOTH}"] = _count_sets(*both)
    return counted


def _names(text: str, roles: Mapping[tuple[Extent, ...], Role]) -> dict[str, Role]:
    """Returns the role of each wording, levelled; one that is a suspect somewhere is a suspect."""
    names: dict[str, Role] = {}
    for parts, role in sorted(roles.items(), key=lambda item: (item[1] is Role.SUSPECT, item[0])):
        names[normal(" ".join(text[start:end] for start, end in parts))] = role
    return names


def _count_sets(gold: set[str], predicted: set[str]) -> tuple[int, ...]:
    touching = sum(any(_are_alike(name, other) for other in gold) for name in predicted)
    touched = sum(any(_are_alike(name, other) for other in predicted) for name in gold)
    return len(gold), len(predicted), len(gold & predicted), touching, touched


def _are_alike(name: str, other: str) -> bool:
    """Says whether all words of one name are in the other."""
    left, right = set(name.split()), set(other.split())
    return left <= right or right <= left


def _add_told(shares: Mapping[str, Counts], unit: int, text: EventText, report: CaseReport) -> None:
    """Counts, of the events that are marked so and of the others, those that the record tells alike."""
    for said, find, right, wrong in (
        ("negated", denied, NEGATED, NOT_NEGATED),
        ("speculated", doubted, SPECULATED, NOT_SPECULATED),
    ):
        told = {labels: find(report, labels) for labels in (NAMES_EVENTS, NAMES_DRUGS)}
        for event in text.events:
            marked = getattr(event, said)
            is_told = _is_told(event, told)
            shares[right if marked else wrong][unit] += np.array((is_told is marked, 1))


def _is_told(event: PheeEvent, told: Mapping[frozenset[Label], list[Extent]]) -> bool:
    """Says whether an effect of an event is among what is told so; where it has none, whether a drug is."""
    wanted, labels = (event.effects, NAMES_EVENTS) if event.effects else (event.drugs, NAMES_DRUGS)
    return any(is_touched(parts, told[labels]) for parts in wanted)
