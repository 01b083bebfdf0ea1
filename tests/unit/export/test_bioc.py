"""BioC JSON: a public shape that our own reader of articles takes, too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from caseline.errors import ReadingError
from caseline.export.bioc import Bioc
from caseline.export.bioc_read import sheet_of_document
from caseline.export.bioc_write import document_of
from caseline.export.checked import Checked
from caseline.export.exchange import exported, sheet_of
from caseline.export.merge import merged, unbased
from caseline.export.tools import Tool, format_of
from caseline.reading.bioc_json import read_bioc_json
from caseline.reading.pieces import Piece
from caseline.schema.document import SourceFormat
from caseline.schema.report import CaseReport
from tests.unit.export.example import TEXT, example, written

_INFONS = {"type": "object", "additionalProperties": {"type": "string"}}
_NODES = {"type": "array", "items": {"type": "object", "required": ["refid", "role"]}}
_RELATIONS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "infons", "nodes"],
        "properties": {"infons": _INFONS, "nodes": _NODES},
    },
}
_LOCATION = {"type": "object", "required": ["offset", "length"], "additionalProperties": {"type": "integer"}}
_ANNOTATIONS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "infons", "text", "locations"],
        "properties": {"infons": _INFONS, "locations": {"type": "array", "minItems": 1, "items": _LOCATION}},
    },
}
# The shape of a BioC collection, as its DTD has it.
COLLECTION = {
    "type": "object",
    "required": ["source", "date", "key", "infons", "documents"],
    "properties": {
        "documents": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "infons", "passages"],
                "properties": {
                    "infons": _INFONS,
                    "relations": _RELATIONS,
                    "annotations": _ANNOTATIONS,
                    "passages": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["offset", "infons", "text", "sentences", "annotations", "relations"],
                            "properties": {"infons": _INFONS, "annotations": _ANNOTATIONS},
                        },
                    },
                },
            },
        }
    },
}


def _document() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(document_of(sheet_of(example(), "one"))))
    return made


def _collection() -> bytes:
    ((_, pieces),) = exported(Tool.BIOC, [example(), example()])
    return b"".join(pieces)


def test_a_collection_is_valid() -> None:
    jsonschema.validate(json.loads(_collection()), COLLECTION)


def test_our_reader_of_articles_reads_it() -> None:
    data = json.dumps(_document()).encode()
    article = read_bioc_json(Piece("one.json", data, SourceFormat.BIOC_JSON))
    assert "zelinavir and aspirin" in article.text


def test_annotations_stand_where_the_passages_say() -> None:
    for passage in _document()["passages"]:
        for one in passage["annotations"]:
            parts = [
                passage["text"][place["offset"] - passage["offset"] :][: place["length"]]
                for place in one["locations"]
            ]
            assert " ".join(parts) == one["text"]


def test_what_items_say_is_in_words() -> None:
    relation = next(one for one in _document()["relations"] if one["id"] == "c1/e1")
    assert relation["infons"]["onset.value"] == "2"
    assert {"refid": "m5", "role": "onset"} in relation["nodes"]
    assert {"refid": "c1/d1", "role": "suspects"} in relation["nodes"]


def test_changed_annotations_are_merged() -> None:
    document = _document()
    annotations = document["passages"][0]["annotations"]
    aspirin = next(one for one in annotations if one["id"] == "m4")
    aspirin["infons"] |= {"type": "THERAPY", "negated": "True"}
    annotations.append(
        {
            "id": "T1",
            "infons": {"type": "DISORDER"},
            "text": "rash",
            "locations": [{"offset": TEXT.index("rash"), "length": 4}],
        }
    )
    sheet = sheet_of_document(document, Checked("c.json", "x"))
    found = merged(example(), written(Tool.BIOC, example()), sheet)
    assert (found.mentions[3].label, found.mentions[3].negated) == ("THERAPY", True)
    assert [one.id for one in found.mentions if one.text == "rash"] == ["m10", "m12"]


def test_sentences_and_foreign_relations() -> None:
    drug = {"id": "1", "infons": {"type": "DRUG"}, "locations": [{"offset": 6, "length": 1}]}
    document = {
        "passages": [
            {
                "offset": 0,
                "sentences": [
                    {"offset": 0, "text": "One."},
                    {"offset": 6, "text": "B.", "annotations": [drug]},
                ],
                "relations": [{"id": "R", "infons": {"type": "CID"}, "nodes": []}],
            }
        ]
    }
    found = unbased(sheet_of_document(document, Checked("c.json", "x")))
    assert found.document.text == "One.\n\nB."
    assert found.mentions[0].text == "B"
    assert found.cases == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"infons": {"type": "Chemical"}}, "the type 'Chemical' is unknown; use one of DRUG"),
        ({"infons": {"type": "DRUG", "excluded": "so"}}, "excluded is 'so'"),
        ({"infons": {"type": "DRUG", "code.1": "none"}}, "is no code"),
        ({"locations": []}, "is empty; an annotation stands somewhere"),
        ({"locations": [{"offset": 3, "length": 9999}]}, "3–10002 lies outside the text"),
        ({"locations": [{"offset": "3", "length": 1}]}, "a whole number is expected here, not a text"),
        ({"text": "something else"}, "reads 'something else', but the text has"),
    ],
)
def test_bad_annotations(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    collection = json.loads(_collection())
    collection["documents"][0]["passages"][0]["annotations"][0] |= change
    (tmp_path / "c.json").write_text(json.dumps(collection), encoding="utf-8")
    bad, good = Bioc().read(str(tmp_path / "c.json"))
    assert isinstance(bad, ReadingError)
    assert said in bad.reason
    assert str(bad.where).startswith("/documents/0/passages/0/annotations/0")
    assert not isinstance(good, ReadingError)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("[]", "an object is expected here, not an array"),
        ("{}", "has no documents"),
        ('{"documents": [{}]}', "has no passages"),
        ('{"documents": 3}', "an array is expected here, not a number"),
        ('{"documents": [{"passages": [{"offset": 0, "text": 4}]}]}', "a text is expected here"),
        (
            '{"documents": [{"passages": [{"offset": 0, "text": "abc"}, {"offset": 1, "text": "d"}]}]}',
            "begins at 1, where the text before it has 3 characters already",
        ),
        ("{", "is no JSON"),
    ],
)
def test_other_shapes(tmp_path: Path, data: str, said: str) -> None:
    (tmp_path / "c.json").write_text(data, encoding="utf-8")
    (bad,) = Bioc().read(str(tmp_path))
    assert isinstance(bad, ReadingError)
    assert said in bad.reason


def _document() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(document_of(sheet_of(example(), "one"))))
    return made


def _merged(document: dict[str, Any]) -> CaseReport:
    sheet = sheet_of_document(document, Checked("c.json", "x"))
    return merged(example(), written(Tool.BIOC, example()), sheet)


def test_what_other_programs_say_of_annotations_and_relations_is_passed_over() -> None:
    document = _document()
    for one in (*document["passages"][0]["annotations"], *document["relations"]):
        one["infons"] |= {"annotator": "somebody", "updated_at": "2024-05-01"}
    assert _merged(document) == example()


def test_an_id_of_two_annotations_is_named() -> None:
    document = _document()
    marks = document["passages"][0]["annotations"]
    marks.append({**marks[3], "id": "m3"})
    with pytest.raises(ReadingError, match=r"m3 is there already, at /passages/0/annotations/2; give one"):
        _merged(document)


@pytest.mark.parametrize("tool", [Tool.BIOC, Tool.LABELSTUDIO])
def test_a_byte_order_mark_does_no_harm(tmp_path: Path, tool: Tool) -> None:
    name, pieces = next(exported(tool, [example()]))
    path = tmp_path / f"one{name}.json"
    path.write_bytes(b"\xef\xbb\xbf" + b"".join(pieces))
    assert [isinstance(one, ReadingError) for one in format_of(tool).read(str(path))] == [False]
