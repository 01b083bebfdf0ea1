"""Reads PHEE: sentences of case reports with pharmacovigilance events, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from caseline.errors import ReadingError
from caseline.training.texts import LabelledSpan, LabelledText, check_span, labelled

ADVERSE = "Adverse_event"
# "After three weeks of treatment" is the time elapsed and the treatment's duration at once.
TIME_AND_DURATION = "TIME_AND_DURATION"
# Argument and role within it (or "" for the argument itself) to label.
ROLES: Mapping[tuple[str, str], str] = {
    ("Subject", "Age"): "AGE",
    ("Subject", "Gender"): "SEX",
    ("Subject", "Race"): "ETHNICITY",
    ("Subject", "Disorder"): "DISORDER",
    ("Treatment", "Drug"): "DRUG",
    ("Treatment", "Dosage"): "DOSE",
    ("Treatment", "Freq"): "FREQUENCY",
    ("Treatment", "Route"): "ROUTE",
    ("Treatment", "Duration"): "DURATION",
    ("Treatment", "Time_elapsed"): "TIME",
    ("Treatment", "Disorder"): "DISORDER",
    ("Severity", ""): "SEVERITY",
}


def read_phee(path: Path) -> Iterator[LabelledText]:
    """Yields each sentence with its arguments under schema labels.

    The effect of an adverse event is an EVENT; that of a therapeutic one carries no label. Each part of a
    discontinuous mention is a span of its own.

    Raises:
        ReadingError: When a line is not a PHEE record.
        AlignmentError: When offsets do not select the argument's text.

    Source:
        PHEE, Sun et al., EMNLP 2022, https://aclanthology.org/2022.emnlp-main.376
    """
    for row, line in numbered_lines(path):
        yield _read_line(path, row, line)


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yields the lines of a file that hold something, with their numbers from 1."""
    with path.open(encoding="utf-8") as lines:
        yield from ((row, line) for row, line in enumerate(lines, start=1) if line.strip())


def join_times(texts: Iterable[LabelledText]) -> Iterator[LabelledText]:
    """Gives words that are marked as both TIME and DURATION one label of their own."""
    for text in texts:
        times = {(span.start, span.end) for span in text.spans if span.label == "TIME"}
        durations = {(span.start, span.end) for span in text.spans if span.label == "DURATION"}
        both = times & durations
        others = (
            span
            for span in text.spans
            if span.label not in {"TIME", "DURATION"} or (span.start, span.end) not in both
        )
        joined = (LabelledSpan(start, end, TIME_AND_DURATION) for start, end in both)
        yield labelled(text.id, text.text, (*others, *joined))


def _read_line(path: Path, row: int, line: str) -> LabelledText:
    try:
        record = json.loads(line)
        doc_id, text = record["id"], record["context"]
        events = [event for each in record["annotations"] for event in each["events"]]
        spans = [span for event in events for span in _spans(doc_id, text, event)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReadingError(str(path), f"line {row} is not a PHEE record: {error!r}") from error
    return labelled(doc_id, text, spans)


def _spans(doc_id: str, text: str, event: Mapping[str, Any]) -> Iterator[LabelledSpan]:
    for (argument, role), label in ROLES.items():
        whole = event.get(argument, {})
        yield from _mentions(doc_id, text, whole.get(role, {}) if role else whole, label)
    if event["event_type"] == ADVERSE:
        yield from _mentions(doc_id, text, event.get("Effect", {}), "EVENT")


def _mentions(doc_id: str, text: str, argument: Mapping[str, Any], label: str) -> Iterator[LabelledSpan]:
    for parts, starts in zip(argument.get("text", ()), argument.get("start", ()), strict=True):
        for part, start in zip(parts, starts, strict=True):
            end = start + len(part)
            check_span(doc_id, text, start, end, part)
            yield LabelledSpan(start, end, label)
