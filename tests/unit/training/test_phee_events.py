"""Events of PHEE, sentence by sentence and joined by document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caseline.errors import AlignmentError, ReadingError
from caseline.training.phee_events import join_by_document, read_phee_events

LATER = "No rash came back on cefalexin."
FIRST = "Arms and face swelled on ampicillin and on amoxicillin."


def argument(text: str, *mentions: tuple[str, ...]) -> dict[str, Any]:
    return {
        "text": [list(parts) for parts in mentions],
        "start": [[text.index(part) for part in parts] for parts in mentions],
    }


def record(key: str, text: str, *events: dict[str, Any]) -> str:
    return json.dumps({"id": key, "context": text, "annotations": [{"events": list(events)}]})


SWELLING = {
    "event_type": "Adverse_event",
    "Treatment": {"Drug": argument(FIRST, ("ampicillin",), ("amoxicillin",))},
    "Effect": argument(FIRST, ("Arms", "swelled"), ("face swelled",)),
}
NO_RASH = {
    "event_type": "Potential_therapeutic_event",
    "Treatment": {"Drug": argument(LATER, ("cefalexin",))},
    "Effect": argument(LATER, ("rash",)),
    "Negated": {**argument(LATER, ("No",)), "value": True},
    "Speculated": {**argument(LATER, ("No",)), "value": False},
}


def write(folder: Path, *lines: str) -> Path:
    path = folder / "dev.json"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Sentences of two documents, mixed and out of order."""
    other = record("9_1", "Nothing happened.")
    return write(tmp_path, record("7_10", LATER, NO_RASH), other, "", record("7_2", FIRST, SWELLING))


def test_sentences_have_their_events(path: Path) -> None:
    later, other, first = read_phee_events(path)
    assert [text.id for text in (later, other, first)] == ["7_10", "9_1", "7_2"]
    assert other.events == ()
    (swelling,) = first.events
    assert (swelling.adverse, swelling.negated, swelling.speculated) == (True, False, False)
    assert swelling.drugs == (((25, 35),), ((43, 54),))
    assert swelling.effects == (((0, 4), (14, 21)), ((9, 21),))
    (no_rash,) = later.events
    assert (no_rash.adverse, no_rash.negated, no_rash.speculated) == (False, True, False)
    assert first.sentences == ((0, len(FIRST)),)


def test_sentences_of_a_document_are_joined_in_order(path: Path) -> None:
    seven, nine = join_by_document(list(read_phee_events(path)))
    assert (seven.id, nine.id) == ("7", "9")
    assert seven.text == f"{FIRST} {LATER}"
    assert [seven.text[start:end] for start, end in seven.sentences] == [FIRST, LATER]
    words = [
        [" ".join(seven.text[start:end] for start, end in parts) for parts in (*event.drugs, *event.effects)]
        for event in seven.events
    ]
    assert words == [
        ["ampicillin", "amoxicillin", "Arms swelled", "face swelled"],
        ["cefalexin", "rash"],
    ]
    assert [event.negated for event in seven.events] == [False, True]


def test_an_id_that_names_no_document(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="x: is not an id of PHEE"):
        join_by_document(list(read_phee_events(write(tmp_path, record("x", "Nothing.")))))


STRANGERS = [
    pytest.param("{", id="no-json"),
    pytest.param("{}", id="empty"),
    pytest.param(record("1_1", FIRST, {"Effect": {}}), id="no-type"),
    pytest.param(record("1_1", FIRST, {**SWELLING, "Effect": {"text": [["x"]], "start": []}}), id="uneven"),
]


@pytest.mark.parametrize("line", STRANGERS)
def test_strangers_are_refused_with_their_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(ReadingError, match="line 2 is not a PHEE record"):
        list(read_phee_events(write(tmp_path, record("1_2", FIRST), line)))


def test_offsets_are_checked(tmp_path: Path) -> None:
    wrong = {**SWELLING, "Effect": {"text": [["face"]], "start": [[0]]}}
    with pytest.raises(AlignmentError):
        list(read_phee_events(write(tmp_path, record("1_1", FIRST, wrong))))
