"""What accepting a record writes."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.errors import WritingError
from caseline.evaluation import evaluate, load_records
from caseline.review.gold import file_name, folder_of, gold_bytes, gold_of, write_gold
from caseline.review.states import Status
from caseline.review.store import Store
from caseline.review.tables import StoreError
from caseline.schema import CaseReport, Document, Label
from caseline.schema.report import SCHEMA_VERSION, Provenance
from tests.unit.evaluation.evaluation_records import STORY as TEXT
from tests.unit.evaluation.evaluation_records import changed, mention, with_item
from tests.unit.review.desk_folder import accept, desk, filled, key_of
from tests.unit.review.edited import BASES, edited

STORY, TWO = BASES
KEY = key_of(STORY)


def document(**fields: str | None) -> Document:
    return STORY.document.model_copy(update=fields)


def test_gold_is_as_if_written_by_hand() -> None:
    drug = mention(TEXT, 21, Label.DRUG, "psoriasis", score=0.5, found_by="lexicon")
    found = gold_of(
        changed(
            STORY,
            schema_version="1.2",
            mentions=(drug, *STORY.mentions),
            provenance=Provenance(caseline="0.1", model="m", config="c", lexicons={"a": "b"}, min_score=0.2),
        )
    )
    assert found.provenance == Provenance(caseline="gold")
    assert found.schema_version == SCHEMA_VERSION
    places = [(each.start, each.end, each.label.value) for each in found.mentions]
    assert places == sorted(places)
    assert [each.id for each in found.mentions] == [f"m{number}" for number in range(1, 22)]
    assert {(each.found_by.value, each.score) for each in found.mentions} == {("curator", None)}


@settings(deadline=None)
@given(st.data())
def test_nothing_of_the_cases_is_lost(data: st.DataObject) -> None:
    report = data.draw(edited(data.draw(st.sampled_from(BASES))))
    gold = gold_of(report)
    gold.check_offsets()
    scores = evaluate({gold.document.id: gold}, {report.document.id: report}).scores
    assert all(found.f1 in {None, 1.0} for found in scores)
    assert gold_of(gold) == gold
    assert CaseReport.from_json(gold_bytes(report)) == gold


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"source": "papers/Röd Räv (2).pdf"}, "rod-rav-2"),
        ({"source": "../../etc/passwd"}, "passwd"),
        ({"source": None, "title": "A case: rash & ibuprofen"}, "a-case-rash-ibuprofen"),
        ({"source": "皮疹.txt"}, "record"),
        ({"source": None, "title": None}, "record"),
        ({"source": "x" * 300}, "x" * 60),
        ({"source": "..", "title": None}, "record"),
    ],
)
def test_file_names(fields: dict[str, str | None], name: str) -> None:
    assert file_name(document(**fields)) == f"{name}-{KEY[:12]}.json"


def test_lines_have_folders_of_their_own() -> None:
    base = Path("gold")
    lines = ("", "anna", "Anna", "Anna B.", "anna-b", "皮", "../x", "a/b")
    folders = [folder_of(base, line) for line in lines]
    assert folders[:2] == [base, base / "anna"]
    assert len({str(folder).lower() for folder in folders}) == len(lines)
    assert all(folder.parent == base for folder in folders[1:])


def test_accepting_writes_and_everything_else_removes(store: Store, folder: Path) -> None:
    ann = desk(store, folder)
    path = accept(ann, KEY)
    assert path == folder / "gold" / f"story-{KEY[:12]}.json"
    (record,) = load_records(folder / "gold").values()
    assert record == gold_of(STORY)
    # An edit leaves gold until it is decided again.
    ann.save(KEY, base=1, record=with_item(STORY, "events", 0, name="rash"))
    assert path.read_bytes() == gold_bytes(STORY)
    accept(ann, KEY)
    assert b'"rash"' in path.read_bytes()
    for status in (Status.REJECTED, Status.FLAGGED, Status.OPEN):
        head, none = ann.decide(KEY, base=ann.head(KEY).version, status=status, comment="")
        assert head.status is status
        assert none is None
        assert not path.exists()
        accept(ann, KEY)


def test_independent_gold_is_apart(store: Store, folder: Path) -> None:
    accept(desk(store, folder), KEY)
    path = accept(desk(store, folder, "bob", independent=True), KEY)
    assert path.parent == folder / "gold" / "bob"
    assert len(load_records(folder / "gold")) == 1


def test_gold_that_cannot_be_written_is_no_decision(store: Store, folder: Path) -> None:
    (folder / "gold").write_text("in the way")
    with pytest.raises(WritingError, match="cannot be written"):
        accept(desk(store, folder), KEY)
    assert store.head(KEY, line="").version == 0


class _Full:
    """A connection to a database whose disk is full when it comes to keep something."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._writes = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    def execute(self, statement: str, *given: Any) -> sqlite3.Cursor:
        if statement.startswith("BEGIN"):
            self._writes = statement == "BEGIN IMMEDIATE"
        if statement == "COMMIT" and self._writes:
            msg = "disk full"
            raise sqlite3.OperationalError(msg)
        return self._database.execute(statement, *given)


def test_gold_of_a_decision_that_could_not_be_kept_is_taken_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(folder / "review.sqlite") as first:
        filled(first, folder)
        ann = desk(first, folder)
        path = accept(ann, KEY)
        ann.save(KEY, base=1, record=with_item(STORY, "events", 0, name="rash"))
    with Store(folder / "review.sqlite") as store:
        ann = desk(store, folder)
        monkeypatch.setattr(store, "_database", _Full(store._database))
        with pytest.raises(StoreError, match="disk full"):
            accept(ann, KEY)
        assert path.read_bytes() == gold_bytes(STORY)
        with pytest.raises(StoreError):
            accept(ann, key_of(TWO))
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    path = tmp_path / "gold" / "a.json"
    write_gold(STORY, path)
    write_gold(STORY, path)
    assert [each.name for each in path.parent.iterdir()] == ["a.json"]
    assert stat.S_IMODE(path.stat().st_mode) & 0o400


def test_gold_is_brought_in_step(store: Store, folder: Path) -> None:
    ann = desk(store, folder)
    path = accept(ann, KEY)
    assert ann.restore_gold() == []
    path.unlink()
    (told,) = ann.restore_gold()
    assert told == f"{path}: written, as its record is accepted"
    path.write_text("{}")
    os.utime(path, (time.time() + 60, time.time() + 60))
    (told,) = ann.restore_gold()
    assert told.startswith(f"{path}: is not what was accepted")
    assert path.read_text() == "{}"
    ann.decide(KEY, base=1, status=Status.REJECTED, comment="")
    path.write_text("{}")
    (told,) = ann.restore_gold()
    assert "removed" in told
    assert not path.exists()


def test_gold_that_cannot_be_what_was_accepted_is_named(store: Store, folder: Path) -> None:
    ann = desk(store, folder)
    path = accept(ann, KEY)
    # Older than the decision, as from a backup.
    path.write_text("{}")
    os.utime(path, (0, 0))
    assert "is not what was accepted" in ann.restore_gold()[0]
    path.unlink()
    path.mkdir()
    os.utime(path, (0, 0))
    assert "is not what was accepted" in ann.restore_gold()[0]


def test_gold_nobody_decided_on_is_named_and_left(store: Store, folder: Path) -> None:
    ann = desk(store, folder)
    path = ann.gold / ann.head(KEY).name
    write_gold(STORY, path)
    (told,) = ann.restore_gold()
    assert told.startswith(f"{path}: is there, though nobody has decided on its record")
    assert path.exists()
