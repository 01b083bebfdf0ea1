"""A linter of the labels of roles."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from caseline.schema.case import OutcomeStatus
from caseline.training.role_texts import (
    DISEASE_CODES,
    KINDS_FILE,
    TREATMENT_CODES,
    name_of,
    read_kinds,
    read_marked,
)
from caseline.training.role_times import read_times
from caseline.training.texts import LabelledText

FOLDER = Path(__file__).parents[3] / "annotations" / "roles"
SOURCES = ("bc5cdr", "maccrobat", "phee")
# Only what was done and what did it have culprits.
CODE = re.compile(rf"[SE][a-z]*|[{TREATMENT_CODES}{DISEASE_CODES}]")
TIMES = sorted(FOLDER.glob("*-times.jsonl"))
STANDOFF = sorted(
    path for path in FOLDER.glob("*.jsonl") if path.name.split("-")[0] in SOURCES and path not in TIMES
)


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n")]


MARKED = [f"{source}-{part}" for source in ("marked", "papers", "notes") for part in ("train", "dev")]


def marked(name: str) -> list[LabelledText]:
    return list(read_marked(FOLDER / f"{name}.jsonl"))


def is_known(code: str) -> bool:
    return CODE.fullmatch(code) is not None and list(code[1:]) == sorted(set(code[1:]))


def test_kinds_of_names() -> None:
    """Every treatment and every name that is none of the patient's has a kind, and no other has."""
    kinds = read_kinds(FOLDER / KINDS_FILE)
    lines = (FOLDER / KINDS_FILE).read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    spans = [
        (name_of(text.text[span.start : span.end]), span.label[0])
        for name in MARKED
        for text in marked(name)
        for span in text.spans
    ]
    wanted = {name for name, code in spans if code in "SCTN"}
    assert kinds.keys() == wanted
    treatments = {name for name, code in spans if code in "SCT"}
    assert all(kinds[name] & {"drug", "procedure"} for name in treatments)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("S", True, id="role"),
        pytest.param("Eac", True, id="culprits"),
        pytest.param("X", False, id="no-role"),
        pytest.param("Da", False, id="condition-with-a-culprit"),
        pytest.param("Eca", False, id="out-of-order"),
        pytest.param("Eaa", False, id="twice"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_known_codes(code: str, expected: bool) -> None:
    assert is_known(code) is expected


def test_files_are_known() -> None:
    assert set(FOLDER.glob("*.jsonl")) == {
        *STANDOFF,
        *TIMES,
        *(FOLDER / f"{name}{what}.jsonl" for name in MARKED for what in ("", "-endings")),
    }
    assert {path.stem for path in STANDOFF} >= {f"{source}-train" for source in SOURCES}


@pytest.mark.parametrize("path", STANDOFF, ids=lambda path: path.stem)
def test_standoff_labels(path: Path) -> None:
    found = records(path)
    assert found
    for record in found:
        assert list(record) == ["id", "length", "roles"]
        assert record["id"]
        roles = record["roles"]
        assert roles == sorted(roles)
        assert [role for role in roles if not 0 <= role[0] < role[1] <= record["length"]] == []
        assert [code for *_, code in roles if not is_known(code)] == []
        assert len({(start, end) for start, end, _ in roles}) == len(roles), "two labels of one stretch"


@pytest.mark.parametrize("source", SOURCES)
def test_standoff_texts_are_labelled_once(source: str) -> None:
    ids = [record["id"] for path in STANDOFF if path.stem.startswith(source) for record in records(path)]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", MARKED)
def test_marked_texts(name: str) -> None:
    for text in marked(name):
        assert text.text.strip()
        assert [span.label for span in text.spans if not is_known(span.label)] == []
        words = [text.text[span.start : span.end] for span in text.spans]
        assert [word for word in words if word != word.strip()] == []


@pytest.mark.parametrize("source", ["marked", "papers"])
def test_marked_texts_are_there_once(source: str) -> None:
    texts = [*marked(f"{source}-train"), *marked(f"{source}-dev")]
    assert len({text.id for text in texts}) == len(texts)
    assert len({" ".join(text.text.split()) for text in texts}) == len(texts)


@pytest.mark.parametrize("name", MARKED)
def test_endings(name: str) -> None:
    texts = {text.id: text.text for text in marked(name)}
    found = records(FOLDER / f"{name}-endings.jsonl")
    assert len({record["id"] for record in found}) == len(found)
    for record in found:
        assert list(record) == ["id", "length", "endings"]
        text, endings = texts[record["id"]], record["endings"]
        assert record["length"] == len(text)
        assert endings == sorted(endings)
        assert all(first[1] <= second[0] for first, second in pairwise(endings)), "two endings share words"
        for start, end, status, of in endings:
            assert text[start:end].strip() == text[start:end] != ""
            assert status in set(OutcomeStatus)
            assert of in {"P", "D"} or of.lower() in text.lower()


@pytest.mark.parametrize("path", TIMES, ids=lambda path: path.stem)
def test_times(path: Path) -> None:
    name = path.stem.removesuffix("-times")
    texts = {text.id: text.text for text in marked(name)} if name in MARKED else {}
    lengths = {record["id"]: record["length"] for record in records(FOLDER / f"{name}.jsonl") if not texts}
    lengths |= {key: len(text) for key, text in texts.items()}
    found = read_times(path, lengths)
    assert found
    assert len(found) == len(records(path))
    for key, times in found.items():
        assert all(one.end <= other.start for one, other in pairwise(times)), "two phrases share words"
        for time in times:
            words = texts.get(key, "x" * lengths[key])[time.start : time.end]
            assert words.strip() == words != ""
            assert all(end <= time.start or time.end <= start for start, end in time.of)
            low, high = time.day or (None, None)
            assert low is None or high is None or low <= high
