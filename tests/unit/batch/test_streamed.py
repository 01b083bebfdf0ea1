"""Records of files, one after the other, with their JSON to the letter."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseline.batch.streamed import stream_pieces
from caseline.errors import ReadingError
from caseline.schema.report import CaseReport
from tests.unit.export.example import example

LINE = example().to_json()
LAID_OUT = example().to_json(indent=2)


def _read(path: Path, content: str | bytes) -> tuple[list[tuple[str | None, str]], list[str]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    failures: list[ReadingError] = []
    pieces = list(stream_pieces([str(path)], on_failure=failures.append))
    assert {piece.path for piece in pieces} <= {str(path)}
    found = [(piece.where, piece.data.decode(errors="replace")) for piece in pieces]
    return found, [str(failure).removeprefix(f"{path}") for failure in failures]


@pytest.mark.parametrize(
    ("name", "content", "jsons"),
    [
        pytest.param("r.jsonl", f"{LINE}\n{LINE}\n", [LINE, LINE], id="lines"),
        pytest.param("r.jsonl", f"\n  {LINE} \r\n\n{LINE}", [LINE, LINE], id="blank lines, other ends"),
        pytest.param("r.jsonl", f"\ufeff{LINE}\n", [LINE], id="a byte order mark"),
        pytest.param("r.json", f"{LAID_OUT}\n", [LAID_OUT], id="one record"),
        pytest.param("r.jsonl", f"{LAID_OUT}\n", [LAID_OUT], id="one record in a file of lines"),
        pytest.param("r.json", f"[\n{LINE},\n {LAID_OUT}\n]\n", [LINE, LAID_OUT], id="an array"),
        pytest.param("r.txt", f"[{LINE},{LINE}]", [LINE, LINE], id="an array in a line"),
        pytest.param("r.json", "[]", [], id="an empty array"),
        pytest.param("r.jsonl", json.dumps(json.loads(LINE)), [json.dumps(json.loads(LINE))], id="escapes"),
    ],
)
def test_what_is_read(tmp_path: Path, name: str, content: str, jsons: list[str]) -> None:
    found, failures = _read(tmp_path / name, content)
    assert [data for _, data in found] == jsons
    assert all(CaseReport.from_json(data) == example() for _, data in found)
    assert failures == ([] if jsons else [": holds no record; expected JSON or JSON Lines"])


@pytest.mark.parametrize(
    ("name", "content", "places"),
    [
        pytest.param("r.jsonl", f"\n{LINE}\n\n{{}}\n{LINE}", ["line 2", "line 4", "line 5"], id="lines"),
        pytest.param("r.jsonl", f"{{broken\n{LINE}\n", ["line 1", "line 2"], id="the first is broken"),
        pytest.param("r.jsonl", LINE.encode() + b"\n\xff\n", ["line 1", "line 2"], id="no UTF-8"),
        pytest.param(
            "r.jsonl", "broken\n\nbroken\nbroken", ["line 1", "line 3", "line 4"], id="no JSON at all"
        ),
        pytest.param("r.json", "broken\nbroken", [None], id="broken JSON"),
        pytest.param("r.json", f"[{LINE}, 1]", ["record 1", "record 2"], id="an array"),
    ],
)
def test_where_a_piece_stands(
    tmp_path: Path, name: str, content: str | bytes, places: list[str | None]
) -> None:
    found, failures = _read(tmp_path / name, content)
    assert [where for where, _ in found] == places
    assert failures == []


def test_files_that_are_none(tmp_path: Path) -> None:
    failures: list[ReadingError] = []
    names = [str(tmp_path), str(tmp_path / "missing.jsonl")]
    assert list(stream_pieces(names, on_failure=failures.append)) == []
    assert [failure.reason for failure in failures] == [
        "is a folder; name the files",
        "cannot be read: No such file or directory",
    ]


def test_a_line_is_read_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory does not fill: no line is taken before the record ahead of it was handed on."""
    taken: list[int] = []

    class Lines(io.RawIOBase):
        def __iter__(self) -> Iterator[bytes]:  # type: ignore[override]
            for number in range(1000):
                taken.append(number)
                yield LINE.encode() + b"\n"

    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": Lines()}))
    stream = stream_pieces(["-"], on_failure=lambda failure: pytest.fail(str(failure)))
    for number, piece in enumerate(stream, start=1):
        assert (piece.path, piece.where) == ("standard input", f"line {number}")
        assert len(taken) == number
        if number == 20:
            break
