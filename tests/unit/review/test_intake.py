"""From a folder's files to the database."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from caseline.errors import ReadingError
from caseline.review.intake import take_in
from caseline.review.store import Store
from caseline.schema.report import SCHEMA_VERSION
from tests.unit.evaluation.evaluation_records import story, with_item
from tests.unit.review.desk_folder import key_of, write
from tests.unit.review.edited import BASES

STORY, TWO = BASES


def taken(folder: Path) -> tuple[list[str], list[str]]:
    """Returns the keys that a folder gives, and what was said."""
    said: list[str] = []
    with Store(folder.parent / "a.sqlite") as store:
        take_in(store, folder, on_failure=said.append)
        return [row.key for row in store.rows("")], said


def test_json_arrays_and_lines(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.json").write_text(STORY.to_json(indent=2))
    (folder / "list.JSON").write_text(f"[{TWO.to_json()}]")
    (folder / "notes.txt").write_text("no record")
    (folder / ".hidden.json").write_text("no record")
    (folder / "below").mkdir()
    (folder / "below" / "x.json").write_text("no record")
    keys, said = taken(folder)
    assert sorted(keys) == sorted([key_of(STORY), key_of(TWO)])
    assert said == []


def test_a_bad_line_hides_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [STORY.to_json(), '{"schema_version": "9"}', TWO.to_json()[:-9], TWO.to_json()]
    (folder / "a.jsonl").write_text("\n".join(lines))
    keys, said = taken(folder)
    assert keys == [key_of(STORY), key_of(TWO)]
    assert [line.partition(": not")[0].partition(": cannot")[0] for line in said] == [
        f"left out: {folder / 'a.jsonl'}: line {number}" for number in (2, 3)
    ]


def test_many_bad_lines_are_summed_up(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_text("\n".join([STORY.to_json(), *["{}"] * 50]))
    keys, said = taken(folder)
    assert len(keys) == 1
    assert len(said) == 4
    assert "47 more records" in said[-1]


def test_an_id_that_is_not_of_the_text(tmp_path: Path) -> None:
    found = json.loads(STORY.to_json())
    found["document"]["id"] = f"sha256:{'0' * 64}"
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps(found))
    keys, (said,) = taken(folder)
    assert keys == []
    assert "not the SHA-256 of its text" in said


def test_the_later_of_two_records_is_the_newer_answer(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    older, newer = STORY, with_item(STORY, "events", 0, name="newer")
    write(folder, [newer], "a.jsonl")
    write(folder, [older], "b.jsonl")
    os.utime(folder / "b.jsonl", (1, 1))
    with Store(tmp_path / "a.sqlite") as store:
        found = take_in(store, folder, on_failure=pytest.fail)
        assert (found.records, found.new, found.answers) == (1, 1, 0)
        assert store.head(key_of(STORY), line="").record == newer.to_json()


def test_older_records_are_brought_to_the_current_schema(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder, [story().model_copy(update={"schema_version": "1.2"})])
    with Store(tmp_path / "a.sqlite") as store:
        take_in(store, folder, on_failure=pytest.fail)
        assert f'"schema_version":"{SCHEMA_VERSION}"' in store.head(key_of(STORY), line="").record


def test_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReadingError, match="No such file"):
        taken(tmp_path / "none")
    with pytest.raises(ReadingError, match="is a file; name the folder"):
        taken(tmp_path / "file")
