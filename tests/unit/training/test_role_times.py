"""Labels of phrases of time are read from their files, or refused with the line that is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caseline.errors import ReadingError
from caseline.training.role_times import LabelledTime, read_times

TEXT = "Rash came two days later."
LENGTHS = {"a": len(TEXT)}
TIME = [10, 24, "onset", "told", [[0, 4]], 2]


def written(tmp_path: Path, *records: dict[str, Any]) -> Path:
    path = tmp_path / "marked-train-times.jsonl"
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def record(*times: Any, **changed: Any) -> dict[str, Any]:
    return {"id": "a", "length": len(TEXT), "times": list(times), **changed}


def test_times(tmp_path: Path) -> None:
    path = written(
        tmp_path, record(TIME, [10, 24, "length", None, [], None], [0, 4, "stop", "now", [], [1, None]])
    )
    assert read_times(path, LENGTHS) == {
        "a": (
            LabelledTime(10, 24, "onset", "told", ((0, 4),), (2, 2)),
            LabelledTime(10, 24, "length", None, (), None),
            LabelledTime(0, 4, "stop", "now", (), (1, None)),
        )
    }


def test_a_text_may_tell_no_time(tmp_path: Path) -> None:
    assert read_times(written(tmp_path, record()), LENGTHS) == {"a": ()}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param(record(length=3), "line 1 labels a, which is missing", id="another-length"),
        pytest.param(record(id="b"), "line 1 labels b, which is missing", id="another-text"),
        pytest.param({"id": "a"}, "line 1 is no record", id="no-times"),
        pytest.param(record([10, 24, "birth", "told", [], None]), "is no", id="kind"),
        pytest.param(record([10, 24, "onset", "soon", [], None]), "is no", id="base"),
        pytest.param(record([24, 24, "onset", "told", [], None]), "outside", id="empty"),
        pytest.param(record([10, 99, "onset", "told", [], None]), "outside", id="outside"),
        pytest.param(
            record([10, 24, "onset", "told", [[0, 99]], None]), "of what a time dates", id="of-outside"
        ),
        pytest.param(
            record([10, 24, "onset", "told", ["Rash"], None]), "of what a time dates", id="of-words"
        ),
        pytest.param(record([10, 24, "onset", "told"]), "is no", id="short"),
        pytest.param(record([10, 24, "onset", "told", [], "soon"]), "is no day", id="day"),
        pytest.param(record([10, 24, "onset", "told", [], [1]]), "is no day", id="one-bound"),
    ],
)
def test_a_line_that_is_wrong(tmp_path: Path, line: dict[str, Any], message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        read_times(written(tmp_path, line), LENGTHS)
