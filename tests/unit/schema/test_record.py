"""The record keeps itself whole: frozen, closed, every id resolved, every offset true."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable
from contextlib import nullcontext
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from caseline.errors import AlignmentError, SchemaError
from caseline.schema.case import Age
from caseline.schema.mention import Label
from caseline.schema.report import CaseReport
from tests.unit.schema.sample import REPORT, TEXT

OLD = Path(__file__).parent / "samples" / "case-report-1.0.json"

Damage = Callable[[dict[str, Any]], object]


def data() -> dict[str, Any]:
    return json.loads(REPORT.to_json())


def damaged(damage: Damage) -> str:
    record = data()
    damage(record)
    return json.dumps(record)


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(REPORT, id="report"),
        pytest.param(REPORT.document, id="document"),
        pytest.param(REPORT.mentions[0], id="mention"),
        pytest.param(REPORT.cases[0], id="case"),
        pytest.param(REPORT.cases[0].events[0], id="event"),
        pytest.param(REPORT.provenance, id="provenance"),
    ],
)
def test_parts_are_frozen(part: Any) -> None:
    name = next(iter(type(part).model_fields))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(part, name, getattr(part, name))


@pytest.mark.parametrize(
    "reach",
    [
        pytest.param(lambda record: record, id="report"),
        pytest.param(lambda record: record["document"], id="document"),
        pytest.param(lambda record: record["document"]["sections"][0], id="section"),
        pytest.param(lambda record: record["mentions"][0], id="mention"),
        pytest.param(lambda record: record["cases"][0], id="case"),
        pytest.param(lambda record: record["cases"][0]["patient"], id="patient"),
        pytest.param(lambda record: record["cases"][0]["drugs"][0]["doses"][0], id="dose"),
        pytest.param(lambda record: record["cases"][0]["events"][0]["onset"]["anchor"], id="anchor"),
        pytest.param(lambda record: record["provenance"], id="provenance"),
    ],
)
def test_unknown_fields_are_refused(reach: Damage) -> None:
    def damage(record: dict[str, Any]) -> None:
        reach(record)["colour"] = "red"  # type: ignore[index]

    with pytest.raises(SchemaError, match="colour"):
        CaseReport.from_json(damaged(damage))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(
            lambda record: record["cases"][0]["drugs"][0].update(evidence=["m99"]), "m99", id="evidence"
        ),
        pytest.param(
            lambda record: record["cases"][0]["patient"]["age"].update(evidence=["m99"]),
            "m99",
            id="evidence-of-the-patient",
        ),
        pytest.param(
            lambda record: record["cases"][0]["events"][0]["onset"].update(evidence=["m99"]),
            "m99",
            id="evidence-deep-down",
        ),
        pytest.param(lambda record: record["mentions"].pop(), "m8", id="mention-gone"),
        pytest.param(
            lambda record: record["cases"][0]["drugs"][0].update(indication="k9"), "k9", id="indication"
        ),
        pytest.param(
            lambda record: record["cases"][0]["events"][0].update(suspects=["d9"]), "d9", id="suspect"
        ),
        pytest.param(
            lambda record: record["cases"][0]["events"][0]["onset"]["anchor"].update(drug="d9"),
            "d9",
            id="anchor",
        ),
        pytest.param(
            lambda record: record["cases"][0]["therapies"][0].update(for_events=["e9"]), "e9", id="for-events"
        ),
        pytest.param(
            lambda record: record["mentions"].append(record["mentions"][0]), "share an id", id="twice"
        ),
        pytest.param(
            lambda record: record["document"]["sections"].append({"name": "case", "start": 3, "end": 9}),
            "overlaps",
            id="sections-overlap",
        ),
        pytest.param(
            lambda record: record["document"]["sections"][0].update(end=len(TEXT) + 1),
            "leaves the text",
            id="section-beyond-the-text",
        ),
        pytest.param(
            lambda record: record["document"]["sections"][0].update(start=9, end=3),
            "overlaps",
            id="section-backwards",
        ),
        pytest.param(lambda record: record.update(schema_version="2.0"), "a newer Caseline", id="version"),
        pytest.param(lambda record: record["document"].update(id="md5:00"), "document.id", id="document-id"),
        pytest.param(lambda record: record["mentions"][0].update(id="x1"), "mentions.0.id", id="mention-id"),
        pytest.param(lambda record: record["mentions"][0].update(id="m0"), "mentions.0.id", id="from-one"),
        pytest.param(
            lambda record: record["mentions"][0].update(label="WEATHER"), "mentions.0.label", id="label"
        ),
        pytest.param(
            lambda record: record["mentions"][0].update(start=-1), "mentions.0.start", id="negative"
        ),
        pytest.param(lambda record: record["mentions"][0].update(end=5), "not the length", id="length"),
        pytest.param(lambda record: record.pop("provenance"), "provenance", id="part-missing"),
    ],
)
def test_damaged_records_are_refused(damage: Damage, message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        CaseReport.from_json(damaged(damage))


def test_the_sample_is_whole() -> None:
    assert CaseReport.from_json(damaged(lambda record: None)) == REPORT


def test_text_that_is_no_json_is_refused() -> None:
    with pytest.raises(SchemaError, match=r"not a record of schema 1\.4"):
        CaseReport.from_json("hives")


@pytest.mark.parametrize("by", [pytest.param(1, id="ahead"), pytest.param(-1, id="back")])
def test_shifted_offsets_are_refused(by: int) -> None:
    def shift(record: dict[str, Any]) -> None:
        record["mentions"][3]["start"] += by
        record["mentions"][3]["end"] += by

    with pytest.raises(AlignmentError, match="hives") as caught:
        CaseReport.from_json(damaged(shift))
    assert caught.value.doc_id == REPORT.document.id
    assert caught.value.start == REPORT.mentions[3].start + by


def test_offsets_beyond_the_text_are_refused() -> None:
    def beyond(record: dict[str, Any]) -> None:
        record["mentions"][7].update(start=len(TEXT), end=len(TEXT) + len("cetirizine"))

    with pytest.raises(AlignmentError):
        CaseReport.from_json(damaged(beyond))


@pytest.mark.parametrize("indent", [pytest.param(None, id="one-line"), pytest.param(2, id="indented")])
def test_a_round_trip_gives_the_same_bytes(indent: int | None) -> None:
    written = REPORT.to_json(indent=indent)
    assert CaseReport.from_json(written).to_json(indent=indent) == written
    assert CaseReport.from_json(written.encode()).to_json(indent=indent) == written


def test_text_is_written_as_it_is() -> None:
    assert "“résolved”" in REPORT.to_json()


@pytest.mark.parametrize(
    ("given", "written"),
    [
        pytest.param(58, "58", id="whole"),
        pytest.param(2.5, "2.5", id="fraction"),
        pytest.param(None, "null", id="none"),
    ],
)
def test_whole_numbers_stay_whole(given: float | None, written: str) -> None:
    age = Age(value=given, text="so old")
    assert f'"value":{written},' in age.model_dump_json()
    assert f'"value":{written},' in Age.model_validate_json(age.model_dump_json()).model_dump_json()


def with_parts(parts: object, *, version: str = "1.1") -> str:
    """Returns the record with a mention that reaches from 0 to 22, in these parts."""
    record = data()
    record["schema_version"] = version
    record["mentions"] = [{**record["mentions"][0], "start": 0, "end": 22, "text": TEXT[:22], "parts": parts}]
    record["cases"] = []
    return json.dumps(record)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([[0, 2], [9, 22]], id="two"),
        pytest.param([[0, 1], [2, 4], [20, 22]], id="three"),
    ],
)
def test_parts_make_a_discontinuous_mention(parts: list[list[int]]) -> None:
    report = CaseReport.from_json(with_parts(parts))
    assert [list(part) for part in report.mentions[0].parts] == parts
    assert json.loads(report.to_json())["mentions"][0]["parts"] == parts


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([[0, 22]], id="one-is-the-whole"),
        pytest.param([[9, 22], [0, 2]], id="out-of-order"),
        pytest.param([[0, 9], [5, 22]], id="overlap"),
        pytest.param([[0, 9], [9, 22]], id="nothing-between"),
        pytest.param([[1, 9], [12, 22]], id="begins-late"),
        pytest.param([[0, 9], [12, 21]], id="ends-early"),
        pytest.param([[0, 9], [12, 23]], id="ends-behind"),
        pytest.param([[0, 2], [5, 5], [9, 22]], id="empty"),
        pytest.param([[-1, 2], [9, 22]], id="negative"),
        pytest.param([[0, 2, 3], [9, 22]], id="three-numbers"),
    ],
)
def test_parts_that_make_none_are_refused(parts: list[list[int]]) -> None:
    with pytest.raises(SchemaError, match="parts"):
        CaseReport.from_json(with_parts(parts))


def test_a_mention_of_one_stretch_has_no_parts_in_json() -> None:
    assert REPORT.mentions[0].parts == ()
    assert "parts" not in data()["mentions"][0]
    assert CaseReport.from_json(with_parts([])).mentions[0].parts == ()


@pytest.mark.parametrize(
    "number", [10**301, -(10**301), 1.1e300, 10**4000], ids=["large", "small", "float", "digits"]
)
def test_numbers_that_no_unit_could_turn_into_floats_are_refused(number: float) -> None:
    with pytest.raises(ValidationError, match="a number may have a size of 1e\\+300 at most"):
        Age(value=number, unit="a", text="old")
    assert Age(value=10**300, unit="a", text="old").value == 10**300


def test_records_of_1_0_are_read_and_written_as_they_were() -> None:
    stored = OLD.read_text("utf-8")
    report = CaseReport.from_json(stored)
    assert report.schema_version == "1.0"
    assert report.to_json(indent=2) + "\n" == stored
    assert report.mentions == REPORT.mentions


def test_records_of_1_0_have_no_parts() -> None:
    with pytest.raises(SchemaError, match=r"since schema 1\.1"):
        CaseReport.from_json(with_parts([[0, 2], [9, 22]], version="1.0"))


def test_keys_stand_in_the_schema_s_order() -> None:
    assert list(data()) == ["schema_version", "document", "mentions", "cases", "provenance"]
    assert list(data()["mentions"][0])[:5] == ["id", "label", "start", "end", "text"]


@pytest.mark.parametrize(
    ("where", "part"),
    [
        pytest.param(("mentions", 0), {"excluded": "unrelated"}, id="a reason of exclusion"),
        pytest.param(
            ("cases", 0, "patient"),
            {"conflicts": [{"field": "sex", "values": ["female", "male"]}]},
            id="conflicts",
        ),
        pytest.param(
            ("cases", 0, "events", 0),
            {"causality": {"value": "possible", "text": "x", "method": "Naranjo"}},
            id="a method",
        ),
        pytest.param(
            ("cases", 0, "events", 0),
            {"causality": {"value": "possible", "text": "x", "score": 0}},
            id="points of nought",
        ),
        pytest.param(("cases", 0, "therapies", 0), {"start": {"text": "later"}}, id="the start of a therapy"),
    ],
)
def test_what_came_with_1_2_needs_that_version(where: tuple[str | int, ...], part: dict[str, Any]) -> None:
    record = json.loads(REPORT.to_json())
    record["cases"][0]["therapies"] = [{"id": "t1", "name": "rest", "kind": "procedure"}]
    for version, is_read in (("1.0", False), ("1.1", False), ("1.2", True)):
        record["schema_version"] = version
        assert CaseReport.from_json(json.dumps(record)).schema_version == version
        changed = json.loads(json.dumps(record))
        reduce(operator.getitem, where, changed).update(part)
        with nullcontext() if is_read else pytest.raises(SchemaError, match=r"since schema 1\.2"):
            CaseReport.from_json(json.dumps(changed))


@pytest.mark.parametrize("label", [Label.FINDING, Label.SERIOUSNESS])
def test_labels_of_1_2_need_that_version(label: Label) -> None:
    record = json.loads(REPORT.to_json())
    record["mentions"][0]["label"] = label.value
    assert CaseReport.from_json(json.dumps(record)).mentions[0].label is label
    record["schema_version"] = "1.1"
    with pytest.raises(SchemaError, match=r"since schema 1\.2"):
        CaseReport.from_json(json.dumps(record))
