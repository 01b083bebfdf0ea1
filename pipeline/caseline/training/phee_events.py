"""Reads the events of PHEE: which drugs do what, in the sentences that `caseline.training.phee` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from caseline.errors import ReadingError
from caseline.training.phee import ADVERSE, numbered_lines
from caseline.training.texts import check_span

# The half-open parts of a mention; one unless it is discontinuous.
Parts: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PheeEvent:
    """An event: an adverse one, or else a potential therapeutic one; offsets are those of its text."""

    adverse: bool
    drugs: tuple[Parts, ...]
    effects: tuple[Parts, ...]
    negated: bool
    speculated: bool


@dataclass(frozen=True, slots=True)
class EventText:
    """A text with its events; `sentences` are the stretches of the sentences it was made of."""

    id: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    events: tuple[PheeEvent, ...]


def read_phee_events(path: Path) -> Iterator[EventText]:
    """Yields each sentence with its events.

    Raises:
        ReadingError: When a line is not a PHEE record.
        AlignmentError: When offsets do not select the argument's text.

    Source:
        PHEE, Sun et al., EMNLP 2022, https://aclanthology.org/2022.emnlp-main.376
    """
    for row, line in numbered_lines(path):
        yield _read_line(path, row, line)


def join_by_document(texts: list[EventText]) -> list[EventText]:
    """Joins the sentences of each PMID, in their order and by one space, into a text with the PMID as its id.

    Documents come in the order of their first sentence.

    Raises:
        ReadingError: When an id is not PMID_number.
    """
    documents: dict[str, list[tuple[int, EventText]]] = {}
    for text in texts:
        pmid, _, number = text.id.rpartition("_")
        if not (pmid and number.isdecimal()):
            raise ReadingError(text.id, "is not an id of PHEE: PMID_number")
        documents.setdefault(pmid, []).append((int(number), text))
    return [
        _join(pmid, [text for _, text in sorted(sentences, key=lambda pair: pair[0])])
        for pmid, sentences in documents.items()
    ]


def _join(pmid: str, texts: list[EventText]) -> EventText:
    sentences, events = [], []
    begin = 0
    for text in texts:
        sentences.append((begin, begin + len(text.text)))
        events += [_moved(event, begin) for event in text.events]
        begin += len(text.text) + 1
    return EventText(pmid, " ".join(text.text for text in texts), tuple(sentences), tuple(events))


def _moved(event: PheeEvent, by: int) -> PheeEvent:
    drugs, effects = (
        tuple(tuple((start + by, end + by) for start, end in parts) for parts in mentions)
        for mentions in (event.drugs, event.effects)
    )
    return PheeEvent(event.adverse, drugs, effects, event.negated, event.speculated)


def _read_line(path: Path, row: int, line: str) -> EventText:
    try:
        record = json.loads(line)
        doc_id, text = record["id"], record["context"]
        found = [event for each in record["annotations"] for event in each["events"]]
        events = tuple(_event(doc_id, text, event) for event in found)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReadingError(str(path), f"line {row} is not a PHEE record: {error!r}") from error
    return EventText(doc_id, text, ((0, len(text)),), events)


def _event(doc_id: str, text: str, event: Mapping[str, Any]) -> PheeEvent:
    return PheeEvent(
        adverse=event["event_type"] == ADVERSE,
        drugs=tuple(_mentions(doc_id, text, event.get("Treatment", {}).get("Drug", {}))),
        effects=tuple(_mentions(doc_id, text, event.get("Effect", {}))),
        negated=bool(event.get("Negated", {}).get("value", False)),
        speculated=bool(event.get("Speculated", {}).get("value", False)),
    )


def _mentions(doc_id: str, text: str, argument: Mapping[str, Any]) -> Iterator[Parts]:
    for words, starts in zip(argument.get("text", ()), argument.get("start", ()), strict=True):
        parts = []
        for part, start in zip(words, starts, strict=True):
            check_span(doc_id, text, start, start + len(part), part)
            parts.append((start, start + len(part)))
        if parts:
            yield tuple(parts)
