"""Reading records from disk and pairing them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from evaluation_records import STORY, record, story, two_patients

from caseline.errors import AlignmentError, CaselineError, ReadingError, SchemaError
from caseline.evaluation import evaluate, load_records
from caseline.evaluation.gold import digest, pair_records


def test_folder_lines_and_single_files_give_the_same_records(tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    folder.mkdir()
    for name, found in (("b.json", story()), ("a.json", two_patients())):
        (folder / name).write_text(found.to_json(indent=2), encoding="utf-8")
    (folder / "baseline.json").write_text("{}", encoding="utf-8")
    (folder / "README.md").write_text("no record", encoding="utf-8")
    lines = tmp_path / "pred.jsonl"
    lines.write_text(f"{two_patients().to_json()}\n\n{story().to_json()}\n", encoding="utf-8")

    from_folder, from_lines = load_records(folder), load_records(lines)

    assert list(from_folder.values()) == [story(), two_patients()]
    assert list(from_folder) == [story().document.id, two_patients().document.id]
    assert list(from_lines.items()) == list(from_folder.items())
    assert list(load_records(folder / "b.json").values()) == [story()]


def _shifted() -> str:
    data = json.loads(story().to_json())
    data["mentions"][0]["start"] += 1
    data["mentions"][0]["end"] += 1
    return json.dumps(data)


def _other_id() -> str:
    data = json.loads(story().to_json())
    data["document"]["id"] = two_patients().document.id
    return json.dumps(data)


BROKEN = [
    pytest.param({"x.json": "{}"}, SchemaError, r"x\.json: not a record", id="not-a-record"),
    pytest.param({"x.json": "[]"}, SchemaError, r"x\.json: not a record", id="a-list"),
    pytest.param({"x.json": "nonsense"}, SchemaError, r"x\.json: not a record", id="not-json"),
    pytest.param({"x.json": _shifted()}, AlignmentError, r"x\.json: sha256:.*'61-year-old'", id="offsets"),
    pytest.param({"x.json": _other_id()}, SchemaError, r"x\.json: document\.id is", id="wrong-id"),
    pytest.param(
        {"a.json": story().to_json(), "x.json": story().to_json()},
        SchemaError,
        r"x\.json: the document sha256:.* is in .*a\.json already",
        id="twice",
    ),
    pytest.param({"baseline.json": "{}"}, ReadingError, "holds no record", id="only-a-baseline"),
    pytest.param({}, ReadingError, "holds no record", id="empty-folder"),
]


@pytest.mark.parametrize(("files", "error", "message"), BROKEN)
def test_what_cannot_be_used_is_named(
    files: dict[str, str], error: type[CaselineError], message: str, tmp_path: Path
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(error, match=message):
        load_records(tmp_path)


def test_a_bad_line_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "pred.jsonl"
    path.write_text(story().to_json() + "\n{}\n", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"pred\.jsonl, line 2: not a record"):
        load_records(path)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(lambda path: None, "is not there", id="missing"),
        pytest.param(lambda path: path.write_text("x"), "neither a folder", id="other-kind"),
    ],
)
def test_other_paths_are_refused(make: Callable[[Path], object], message: str, tmp_path: Path) -> None:
    path = tmp_path / "records.txt"
    make(path)
    with pytest.raises(ReadingError, match=message):
        load_records(path)


def test_a_missing_json_file_is_a_reading_error(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"none\.json"):
        load_records(tmp_path / "none.json")


def test_gold_without_prediction_is_missed_and_listed_and_spare_predictions_are_ignored() -> None:
    gold = {found.document.id: found for found in (story(), two_patients())}
    spare = record("Another text.", source="spare.txt")
    predicted = {found.document.id: found for found in (spare, story())}

    report = evaluate(gold, predicted)

    assert report.missing == ("two.txt",)
    assert report.ignored == ("spare.txt",)
    assert (report.gold.documents, report.predicted.documents) == (2, 1)
    assert (report.gold.cases, report.predicted.cases) == (3, 1)
    cases = next(score for score in report.scores if score.field == "cases")
    assert (cases.gold, cases.predicted, cases.matched) == (3, 1, 1)
    assert {difference.source for difference in report.differences} == {"two.txt"}
    assert {difference.kind.value for difference in report.differences} == {"missing"}


def test_a_missing_prediction_has_not_even_gold_metadata() -> None:
    (pair,) = pair_records({"k": story()}, {}).pairs
    assert pair[0].document.title == "Hives on infliximab"
    assert pair[1].document.title is None
    assert pair[1].document.text == STORY


def test_digest_depends_on_content_and_not_on_order() -> None:
    one, two = story(), two_patients()
    forward = digest({one.document.id: one, two.document.id: two})
    assert forward == digest({two.document.id: two, one.document.id: one})
    assert forward != digest({one.document.id: one})
