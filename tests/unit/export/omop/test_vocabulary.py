"""Codes become concepts of the user's own vocabulary files."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseline.errors import ReadingError
from caseline.export.omop.vocabulary import Concept, read_vocabulary
from caseline.schema.base import Code
from tests.unit.export.example import example
from tests.unit.export.omop.cdm import in_sqlite, rows_of, written

CONCEPT = (
    "concept_id\tconcept_name\tdomain_id\tvocabulary_id\tconcept_class_id\tstandard_concept\tconcept_code\t"
    "valid_start_date\tvalid_end_date\tinvalid_reason\n"
    '77670\tChest "pain"\tCondition\tSNOMED\tDisorder\tS\t29857009\t19700101\t20991231\t\n'
    "45534421\tChest pain\tCondition\tICD10CM\t4-char\t\tR07.9\t19700101\t20991231\t\n"
    "901\tOld\tCondition\tMedDRA\tPT\t\t10008479\t19700101\t20001231\tD\n"
    "902\tNew\tCondition\tMedDRA\tPT\tC\t10008479\t19700101\t20991231\t\n"
    "903\tUnmapped\tDrug\tMeSH\tMain Heading\t\tD000001\t19700101\t20991231\t\n"
    "21602723\tzelinavir\tDrug\tATC\tATC 5th\tC\tL04AX\t19700101\t20991231\t\n"
)
MAPS = (
    "concept_id_1\tconcept_id_2\trelationship_id\tvalid_start_date\tvalid_end_date\tinvalid_reason\n"
    "45534421\t999999\tMaps to\t19700101\t20991231\t\n"
    "45534421\t77670\tMaps to\t19700101\t20991231\t\n"
    "45534421\t11\tMaps to\t19700101\t20001231\tD\n"
    "45534421\t12\tIs a\t19700101\t20991231\t\n"
    "902\t77670\tMaps to\t19700101\t20991231\t\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "CONCEPT.csv").write_text(CONCEPT, "utf-8")
    (tmp_path / "CONCEPT_RELATIONSHIP.csv").write_text(MAPS, "utf-8")
    return tmp_path


def _code(system: str, code: str) -> Code:
    return Code(system=system, code=code)


CHEST = Concept(45534421, 77670)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        pytest.param([("SNOMED", "29857009")], Concept(77670, 77670), id="standard-itself"),
        pytest.param([("SNOMED CT", "29857009")], Concept(77670, 77670), id="name-of-the-system"),
        pytest.param([("ICD-10-CM", "R07.9")], CHEST, id="mapped-to-the-lowest-valid"),
        pytest.param([("icd10cm", "R07.9")], CHEST, id="lower-case"),
        pytest.param([("MedDRA", "10008479")], Concept(902, 77670), id="the-valid-of-two"),
        pytest.param([("MeSH", "D000001")], Concept(903, 0), id="without-a-standard"),
        pytest.param([("MeSH", "D000001"), ("ICD10CM", "R07.9")], CHEST, id="a-standard-one-comes-first"),
        pytest.param([("MeSH", "D000001"), ("ATC", "L04AX")], Concept(903, 0), id="else-the-first"),
        pytest.param([("HPO", "HP:0100749")], Concept(), id="another-vocabulary"),
        pytest.param([("ICD10CM", "R07")], Concept(), id="another-code"),
        pytest.param([], Concept(), id="none"),
    ],
)
def test_codes(folder: Path, codes: list[tuple[str, str]], expected: Concept) -> None:
    known = [_code(*one) for one in codes]
    assert read_vocabulary(folder, known).concept(known) == expected


def test_without_relationships_only_standard_concepts_are_mapped(folder: Path) -> None:
    (folder / "CONCEPT_RELATIONSHIP.csv").unlink()
    codes = [_code("ICD10CM", "R07.9"), _code("SNOMED", "29857009")]
    known = read_vocabulary(folder, codes)
    assert known.concept(codes[:1]) == Concept(45534421, 0)
    assert known.concept(codes) == Concept(77670, 77670)


def test_rows_have_the_concepts(folder: Path) -> None:
    settings = folder / "settings" / "omop.toml"
    settings.parent.mkdir()
    settings.write_text('vocabulary = ".."\n', "utf-8")
    record = example()
    mentions = [
        one.model_copy(update={"codes": (_code("ICD10CM", "R07.9"),)}) if one.id == "m7" else one
        for one in record.mentions
    ]
    changed = record.model_copy(update={"mentions": tuple(mentions)})
    for files, expected in (
        (written([changed], settings=settings), (77670, 45534421)),
        (written([changed]), (0, 0)),
    ):
        rows = rows_of(in_sqlite(files), "SELECT * FROM NOTE_NLP WHERE lexical_variant LIKE 'chest%'")
        assert [(row["note_nlp_concept_id"], row["note_nlp_source_concept_id"]) for row in rows] == [expected]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "name the folder", id="missing"),
        pytest.param("concept_id,concept_code\n1,2\n", "has no column", id="commas"),
        pytest.param(CONCEPT + "1\t2\n", "line 8: has too few columns", id="short-line"),
        pytest.param(CONCEPT.replace("45534421", "x"), "'x' is no concept id", id="no-number"),
        pytest.param(b"\xff\xfe", "not UTF-8", id="utf-16"),
    ],
)
def test_files_that_are_something_else_are_told(folder: Path, content: str | bytes | None, said: str) -> None:
    path = folder / "CONCEPT.csv"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ReadingError, match=said):
        read_vocabulary(folder, [_code("ICD10CM", "R07.9")])
