"""Texts with the roles of their treatments and diseases, within them and apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.training.role_texts import DISEASE_CODES, TREATMENT_CODES, cover, read_marked, read_standoff
from caseline.training.texts import LabelledSpan, LabelledText, labelled

TEXT = "Rash after kava."
TEXTS = {"1": TEXT, "2": ""}


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(*lines: str | dict[str, Any]) -> Path:
        path = tmp_path / "roles.jsonl"
        parts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
        path.write_text("".join(f"{part}\n" for part in parts), encoding="utf-8")
        return path

    return write


def words(text: LabelledText) -> list[tuple[str, str]]:
    return [(text.text[span.start : span.end], span.label) for span in text.spans]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        pytest.param("Rash after kava.", TEXT, [], id="no-mark"),
        pytest.param("", "", [], id="empty"),
        pytest.param(
            "[[Rash|E]] after [[kava|S]].", TEXT, [("Rash", "E"), ("kava", "S")], id="at-the-start-and-within"
        ),
        pytest.param(
            "[[Rash|Eab]] after [[kava|Sa]].", TEXT, [("Rash", "Eab"), ("kava", "Sa")], id="culprits"
        ),
        pytest.param(
            "[[gold|S]][[fever|E]]", "goldfever", [("gold", "S"), ("fever", "E")], id="side-by-side"
        ),
        pytest.param(
            "[[r\u00e4sh\U0001f600|E]] [[x|N]]",
            "r\u00e4sh\U0001f600 x",
            [("r\u00e4sh\U0001f600", "E"), ("x", "N")],
            id="unicode",
        ),
        pytest.param("[1] a [[rash|E]] [sic]", "[1] a rash [sic]", [("rash", "E")], id="single-brackets"),
        pytest.param("a | b [[rash|H]]", "a | b rash", [("rash", "H")], id="bar-outside"),
        pytest.param("[[two\nlines|D]]", "two\nlines", [("two\nlines", "D")], id="line-break"),
    ],
)
def test_marks(written: Callable[..., Path], source: str, text: str, expected: list[tuple[str, str]]) -> None:
    (found,) = read_marked(written({"id": "a", "text": source}))
    assert (found.id, found.text, words(found)) == ("a", text, expected)


@given(st.lists(st.tuples(st.text("ab \u2028\u0301", max_size=4), st.sampled_from(["", "E", "Sab", "N"]))))
def test_marks_are_taken_out(tmp_path_factory: pytest.TempPathFactory, parts: list[tuple[str, str]]) -> None:
    """What is marked stands in the text where it says, and nothing else is changed."""
    parts = [(text, code if text else "") for text, code in parts]
    source = "".join(f"[[{text}|{code}]]" if code else text for text, code in parts)
    path = tmp_path_factory.getbasetemp() / "marks.jsonl"
    path.write_text(json.dumps({"id": "a", "text": source}, ensure_ascii=False) + "\n", encoding="utf-8")
    (found,) = read_marked(path)
    assert found.text == "".join(text for text, _ in parts)
    assert words(found) == [part for part in parts if part[1]]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("a [[rash]]", r"line 1: a mark is not \[\[words\|CODE\]\]", id="no-code"),
        pytest.param("a [[rash|E]", "line 1: a mark is not", id="half-an-end"),
        pytest.param("a rash|E]]", "line 1: a mark is not", id="no-beginning"),
        pytest.param("a [[|E]]", "line 1: a mark is not", id="no-words"),
        pytest.param("a [[rash|]]", "line 1: a mark is not", id="empty-code"),
        pytest.param("a [[rash|E|S]]", "line 1: a mark is not", id="two-codes"),
        pytest.param("a [[bad [[rash|E]]|S]]", "line 1: a mark is not", id="mark-in-a-mark"),
        pytest.param("a [[rash|E1]]", "line 1: a mark is not", id="digit"),
        pytest.param("a [[rash|X]]", "line 1: 'X' is no code of a role", id="unknown-code"),
        pytest.param("a [[rash|e]]", "line 1: 'e' is no code of a role", id="small-letter"),
        pytest.param("a [[rash|EA]]", "line 1: 'EA' is no code of a role", id="capital-culprit"),
    ],
)
def test_mark_that_is_wrong(written: Callable[..., Path], source: str, message: str) -> None:
    with pytest.raises(ReadingError, match=rf"roles\.jsonl: {message}"):
        list(read_marked(written({"id": "a", "text": source})))


def test_standoff(written: Callable[..., Path]) -> None:
    path = written(
        {"id": "1", "length": 16, "roles": [[11, 15, "Sa"], [0, 4, "E"], [0, 4, "E"]]},
        "",
        {"id": "2", "length": 0, "roles": []},
    )
    first, second = read_standoff(path, TEXTS)
    assert words(first) == [("Rash", "E"), ("kava", "Sa")]
    assert (second.id, second.spans) == ("2", ())


def test_line_ends_with_the_line_alone(written: Callable[..., Path]) -> None:
    """A text may hold separators that Python takes for line breaks."""
    (found,) = read_marked(written({"id": "a", "text": "one\u2028two\x85[[three|E]]"}))
    assert words(found) == [("three", "E")]


STANDOFF = {"id": "1", "length": 16, "roles": []}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("no JSON", "line 1 is no record of roles", id="no-json"),
        pytest.param("[1]", "line 1 is no record of roles", id="no-object"),
        pytest.param({"length": 16, "roles": []}, "line 1 is no record of roles: .*'id'", id="no-id"),
        pytest.param(STANDOFF | {"id": 1}, r"it must have id \(str\), length \(int\)", id="id-is-a-number"),
        pytest.param({"id": "1", "roles": []}, "'length'", id="no-length"),
        pytest.param({"id": "1", "length": 16}, "'roles'", id="no-roles"),
        pytest.param(STANDOFF | {"roles": {}}, r"roles \(list\)", id="roles-are-no-list"),
        pytest.param(STANDOFF | {"id": "9"}, "line 1 labels 9, which the corpus lacks", id="unknown-text"),
        pytest.param(STANDOFF | {"length": 15}, "or has in another form", id="another-length"),
        pytest.param(STANDOFF | {"roles": [[0, 17, "E"]]}, "line 1: .*outside its text", id="too-far"),
        pytest.param(STANDOFF | {"roles": [[-1, 4, "E"]]}, "line 1: .*outside its text", id="too-early"),
        pytest.param(STANDOFF | {"roles": [[4, 4, "E"]]}, "line 1: .*outside its text", id="nothing"),
        pytest.param(STANDOFF | {"roles": [[0, 4]]}, r"line 1: \[0, 4\] is no", id="no-code"),
        pytest.param(STANDOFF | {"roles": [3]}, "line 1: 3 is no", id="number"),
        pytest.param(STANDOFF | {"roles": [[0, "4", "E"]]}, "line 1: .* is no", id="end-is-a-text"),
        pytest.param(STANDOFF | {"roles": [[0, 4, 1]]}, "line 1: .* is no", id="code-is-a-number"),
        pytest.param(STANDOFF | {"roles": [[0, 4, "X"]]}, "line 1: 'X' is no code", id="unknown-code"),
    ],
)
def test_standoff_that_is_wrong(
    written: Callable[..., Path], line: str | dict[str, Any], message: str
) -> None:
    with pytest.raises(ReadingError, match=message):
        list(read_standoff(written(line), TEXTS))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("{", "line 2 is no record of roles", id="no-json"),
        pytest.param({"id": "b", "roles": []}, "line 2 is no record of roles: .*'text'", id="no-text"),
        pytest.param({"id": "b", "text": None}, r"line 2 .*text \(str\)", id="text-is-none"),
    ],
)
def test_marked_line_that_is_wrong(
    written: Callable[..., Path], line: str | dict[str, Any], message: str
) -> None:
    with pytest.raises(ReadingError, match=message):
        list(read_marked(written({"id": "a", "text": ""}, line)))


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"none\.jsonl: cannot be read"):
        list(read_marked(tmp_path / "none.jsonl"))
    (tmp_path / "latin.jsonl").write_bytes('{"id": "a", "text": "r\u00e4sh"}'.encode("latin-1"))
    with pytest.raises(ReadingError, match=r"latin\.jsonl: cannot be read"):
        list(read_marked(tmp_path / "latin.jsonl"))


COVERED = labelled(
    "1", "x" * 40, [LabelledSpan(0, 10, "E"), LabelledSpan(2, 6, "Sa"), LabelledSpan(20, 30, "Db")]
)


@pytest.mark.parametrize(
    ("start", "end", "codes", "expected"),
    [
        pytest.param(0, 10, DISEASE_CODES, {"E"}, id="same"),
        pytest.param(0, 10, TREATMENT_CODES, {"Sa"}, id="longer"),
        pytest.param(3, 5, DISEASE_CODES, {"E"}, id="shorter"),
        pytest.param(5, 15, DISEASE_CODES, {"E"}, id="half"),
        pytest.param(6, 16, DISEASE_CODES, set(), id="less-than-half"),
        pytest.param(10, 20, DISEASE_CODES, set(), id="between"),
        pytest.param(0, 40, DISEASE_CODES, {"E", "Db"}, id="several"),
        pytest.param(20, 30, TREATMENT_CODES, set(), id="other-codes"),
        pytest.param(35, 39, DISEASE_CODES, set(), id="nothing-there"),
    ],
)
def test_cover(start: int, end: int, codes: str, expected: set[str]) -> None:
    assert cover(COVERED, start, end, codes) == expected
