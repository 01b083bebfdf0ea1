"""OMOP tables: they load as the CDM defines them, and hold what is told of each mention."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from caseline.errors import ConfigError
from caseline.export.codes import code_of_line
from caseline.export.omop.ids import stable_ids
from caseline.export.omop.modifiers import fitting, joined, parted
from caseline.schema.base import Part
from caseline.schema.report import CaseReport
from tests.record_strategies import records
from tests.unit.export.example import TEXT, example, without_match
from tests.unit.export.omop.cdm import in_duckdb, in_sqlite, rows_of, written

ROOT = Path(__file__).parents[4]
ANY = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
FLAGS = ("negated", "uncertain", "historical", "hypothetical")
TERMS = "SELECT * FROM NOTE_NLP"


def known_records() -> list[CaseReport]:
    """Returns every gold record, and the golden ones."""
    found = [
        CaseReport.from_json(path.read_bytes())
        for path in sorted((ROOT / "annotations").rglob("*.json"))
        if path.name != "baseline.json"
    ]
    known = {record.document.id for record in found}
    for path in sorted((ROOT / "tests" / "golden").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        data["provenance"] = {"caseline": "golden"}
        for mention in data["mentions"]:
            mention["score"] = mention["score"] and 0.5
        record = CaseReport.from_json(json.dumps(data))
        found += [] if record.document.id in known else [record]
    return found


def _clean(text: str) -> str:
    return text.replace("\0", "\ufffd")


def _rests(value: Any, mention: str) -> list[str]:
    """Returns where in a dumped part a mention is named as evidence."""
    if isinstance(value, dict):
        mine = [""] if mention in (value.get("evidence") or ()) else []
        inner = [(str(name), one) for name, one in value.items() if name != "evidence"]
    elif isinstance(value, list):
        mine = []
        inner = [(one.get("id") or str(n), one) for n, one in enumerate(value) if isinstance(one, dict)]
    else:
        return []
    return mine + [f"/{name}{rest}" for name, one in inner for rest in _rests(one, mention)]


def facts(record: CaseReport) -> list[dict[str, Any]]:
    """Returns what the tables can carry of a record: each mention in the note of each case."""
    plain = without_match(record)
    made = []
    for case in plain.cases:
        data = {other.id: other.model_dump(mode="json") for other in plain.cases}
        for mention in plain.mentions:
            rests = {key: _rests(one, mention.id) for key, one in data.items()}
            if not rests[case.id] and any(rests.values()):
                continue
            paths = {f"{case.id}{path}" for path in rests[case.id]}
            for items in ("conditions", "drugs", "events", "therapies"):
                paths = {path.replace(f"{case.id}/{items}/", f"{case.id}/") for path in paths}
            made.append(
                {
                    "text": _clean(record.document.text),
                    "title": _clean(record.document.title or "")[:250] or None,
                    "case": case.id,
                    **mention.model_dump(mode="json", exclude={"text", "codes", "parts"}),
                    "lexical_variant": _clean(mention.text)[:250],
                    "codes": list(mention.codes),
                    "parts": [list(one) for one in mention.parts],
                    "supports": sorted(paths),
                }
            )
    return sorted(made, key=repr)


def _read(database: Any, cut: bytes) -> list[dict[str, Any]]:
    """Returns the same of loaded tables."""
    longer = {
        (int(row["row_id"]), row["column_name"]): row["value"]
        for row in csv.DictReader(io.StringIO(cut.decode(), newline=""))
    }
    notes = {row["note_id"]: row for row in rows_of(database, "SELECT * FROM NOTE")}
    made = []
    for row in rows_of(database, TERMS):
        note = notes[row["note_id"]]
        told = parted(longer.get((row["note_nlp_id"], "term_modifiers"), row["term_modifiers"]))
        one = dict(told)
        parts = [part.split("-") for part in one.get("parts", "").split()]
        codes = [code_of_line(value) for key, value in told if key == "code"]
        made.append(
            {
                "text": note["note_text"],
                "title": note["note_title"],
                "case": note["note_source_value"].partition("#")[2],
                "id": one["mention"],
                "label": one["label"],
                "start": int(row["offset"]),
                "end": int(one["end"]),
                "lexical_variant": row["lexical_variant"],
                "section": one.get("section"),
                "score": float(one["score"]) if "score" in one else None,
                "found_by": one["found_by"],
                **{flag: one.get(flag) == "true" for flag in FLAGS},
                "excluded": one.get("excluded"),
                "codes": codes,
                "parts": [[int(start), int(end)] for start, end in parts],
                "supports": sorted(value for key, value in told if key == "supports"),
            }
        )
    return sorted(made, key=repr)


@ANY
@given(record=records())
def test_any_record_comes_back(record: CaseReport) -> None:
    files = written([record])
    assert _read(in_sqlite(files), files["CUT.csv"]) == facts(record)


@ANY
@given(record=records())
def test_any_record_loads_into_duckdb(record: CaseReport, tmp_path_factory: pytest.TempPathFactory) -> None:
    files = written([record])
    database = in_duckdb(files, tmp_path_factory.mktemp("omop"))
    assert _read(database, files["CUT.csv"]) == facts(record)


def test_gold_and_golden_records_come_back(tmp_path: Path) -> None:
    known = known_records()
    left: list[str] = []
    files = written(known, left=left)
    expected = sorted((one for record in known for one in facts(record)), key=repr)
    assert len(expected) > 2000
    for database in (in_sqlite(files), in_duckdb(files, tmp_path)):
        assert _read(database, files["CUT.csv"]) == expected
        found = rows_of(database, "SELECT * FROM NOTE_NLP JOIN NOTE USING (note_id)")
        for row in found:
            start = int(row["offset"])
            assert row["note_text"][start : start + len(row["lexical_variant"])] == row["lexical_variant"]
            assert row["lexical_variant"] in row["snippet"] or len(row["lexical_variant"]) == 250
            assert row["snippet"] in row["note_text"]
    assert len(left) == sum(not record.cases for record in known)


@pytest.mark.parametrize("gone", ["end", "score", "section", "code", "supports", "excluded", "parts"])
def test_the_round_trip_notices_what_is_missing(gone: str) -> None:
    record = example()
    files = written([record])
    lossless = _read(in_sqlite(files), files["CUT.csv"])
    assert lossless == facts(record)
    database = in_sqlite(files)
    for row in rows_of(database, TERMS):
        told = joined(tuple(pair for pair in parted(row["term_modifiers"]) if pair[0] != gone))
        if gone == "end":
            told += ";end=0"
        database.execute(
            "UPDATE NOTE_NLP SET term_modifiers = ? WHERE note_nlp_id = ?", (told, row["note_nlp_id"])
        )
    assert _read(database, files["CUT.csv"]) != facts(record)


def _terms(record: CaseReport, **more: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """Returns the rows of a record by case and mention."""
    database = in_sqlite(written([record], **more))
    found = rows_of(database, "SELECT * FROM NOTE_NLP JOIN NOTE USING (note_id)")
    return {
        (row["note_source_value"].partition("#")[2], dict(parted(row["term_modifiers"]))["mention"]): row
        for row in found
    }


def _changed(record: CaseReport, **document: Any) -> CaseReport:
    return record.model_copy(update={"document": record.document.model_copy(update=document)})


def test_what_a_row_says() -> None:
    row = _terms(example())["c1", "m10"]
    assert (row["lexical_variant"], row["term_exists"], row["term_temporal"]) == ("rash", "N", "past")
    assert row["snippet"] == TEXT
    assert row["nlp_system"] == "Caseline 0.1.0"
    assert row["term_modifiers"] == (
        f"mention=m10;label=EVENT;end={TEXT.index('rash') + 4};historical=true;excluded=family;section=case;"
        "found_by=ner;score=0.75"
    )
    other = _terms(example())["c1", "m3"]
    assert (other["term_exists"], other["term_temporal"]) == ("Y", "present")
    assert ("supports", "c1/d1") in parted(other["term_modifiers"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, "Y", id="told"),
        pytest.param({"uncertain": True}, "Y", id="uncertain"),
        pytest.param({"negated": True}, "N", id="negated"),
        pytest.param({"hypothetical": True}, "N", id="hypothetical"),
        pytest.param({"excluded": "other_patients"}, "N", id="excluded"),
    ],
)
def test_whether_the_patient_has_it(change: dict[str, Any], expected: str) -> None:
    record = example()
    mentions = [one.model_copy(update=change if one.id == "m7" else {}) for one in record.mentions]
    assert (
        _terms(record.model_copy(update={"mentions": tuple(mentions)}))["c1", "m7"]["term_exists"] == expected
    )


def _of_two() -> CaseReport:
    """Returns a record of two patients: m1 to m6 are of the first, m7 and m9 of the second."""
    data = json.loads(example().to_json())
    case = data["cases"][0]
    first = {**case, "events": [], "therapies": [], "timeline": []}
    first["patient"] = {**case["patient"]}
    event = {**case["events"][0], "suspects": [], "onset": None}
    data["cases"] = [first, {"id": "c2", "events": [event]}]
    return CaseReport.from_json(json.dumps(data))


def test_each_patient_has_a_note_without_what_only_the_other_rests_on() -> None:
    rows = _terms(_of_two())
    assert ("c1", "m1") in rows
    assert ("c2", "m1") not in rows
    assert ("c2", "m7") in rows
    assert ("c1", "m7") not in rows
    # Nobody can say whose it is; that it is of nobody can be said.
    assert [rows[case, "m11"]["term_exists"] for case in ("c1", "c2")] == [None, None]
    assert [rows[case, "m10"]["term_exists"] for case in ("c1", "c2")] == ["N", "N"]
    assert len({row["person_id"] for row in rows.values()}) == 2
    assert len({row["note_id"] for row in rows.values()}) == 2


def test_a_record_without_a_patient_and_one_told_twice_are_left_out() -> None:
    record = example()
    nobody = _changed(record, id=f"sha256:{'0' * 64}").model_copy(update={"cases": ()})
    left: list[str] = []
    files = written([record, nobody, record], left=left)
    assert len(rows_of(in_sqlite(files), "SELECT * FROM NOTE")) == 1
    assert [reason.partition(":")[2].split(",")[0].strip() for reason in left] == [
        "tells of no patient",
        "a record of this very text is in the export already",
    ]


def test_ids_are_the_same_in_another_company_and_order() -> None:
    one, other = example(), _changed(example(), id=f"sha256:{'1' * 64}")
    alone = {row["note_nlp_id"] for row in rows_of(in_sqlite(written([one])), TERMS)}
    both, turned = (
        {row["note_nlp_id"] for row in rows_of(in_sqlite(written(order)), TERMS)}
        for order in ([one, other], [other, one])
    )
    assert both == turned
    assert alone < both
    assert written([one, other]) == written([one, other])


def test_numbers_that_collide_are_told_apart() -> None:
    keys = [f"key {number}" for number in range(200)]
    made = stable_ids(keys, bits=8)
    assert sorted(made) == sorted(keys)
    assert len(set(made.values())) == 200
    assert stable_ids(reversed(keys), bits=8) == made
    assert min(made.values()) >= 1
    taken = set(stable_ids(keys[:5], bits=31).values())
    assert not taken & set(stable_ids(keys[:5], bits=31, taken=taken).values())


def _settings(folder: Path, text: str) -> Path:
    path = folder / "omop.toml"
    path.write_text(text, "utf-8")
    return path


def test_dates_are_the_user_s_or_the_paper_s() -> None:
    unknown = rows_of(in_sqlite(written([example()])), "SELECT * FROM NOTE JOIN NOTE_NLP USING (note_id)")[0]
    assert (unknown["note_date"], unknown["nlp_date"], unknown["nlp_datetime"]) == (
        "1970-01-01",
        "1970-01-01",
        None,
    )
    dated = _terms(_changed(example(), year=2019))["c1", "m1"]
    assert (dated["note_date"], dated["nlp_date"]) == ("2019-01-01", "2019-01-01")


def test_settings_are_followed(tmp_path: Path) -> None:
    path = _settings(
        tmp_path,
        "note_date = 2026-01-31\nnlp_date = 2026-02-01\nnlp_datetime = 2026-02-01T10:30:00\n"
        "note_type_concept_id = 32858\nnote_class_concept_id = 7\nlanguage_concept_id = 9\n"
        '[person]\n"papers/one.txt" = 17\n',
    )
    database = in_duckdb(written([example()], settings=path), tmp_path)
    row = rows_of(database, "SELECT * FROM NOTE JOIN NOTE_NLP USING (note_id)")[0]
    assert (row["note_date"], row["nlp_date"]) == (date(2026, 1, 31), date(2026, 2, 1))
    assert row["nlp_datetime"] == datetime(2026, 2, 1, 10, 30)
    assert (row["note_type_concept_id"], row["note_class_concept_id"], row["language_concept_id"]) == (
        32858,
        7,
        9,
    )
    assert row["person_id"] == 17


def test_the_case_s_own_person_comes_before_the_paper_s(tmp_path: Path) -> None:
    path = _settings(tmp_path, '[person]\n"papers/one.txt" = 17\n"papers/one.txt#c2" = 18\n')
    rows = _terms(_of_two(), settings=path)
    assert (rows["c1", "m1"]["person_id"], rows["c2", "m7"]["person_id"]) == (17, 18)


def test_wide_ids_are_for_tables_that_have_them(tmp_path: Path) -> None:
    files = written([example()], settings=_settings(tmp_path, "bigint = true\n"))
    ids = [int(row["note_nlp_id"]) for row in csv.DictReader(io.StringIO(files["NOTE_NLP.csv"].decode()))]
    assert max(ids) > 2**31
    assert max(ids) < 2**53


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("colour = 3\n", "colour", id="unknown"),
        pytest.param("note_type_concept_id = -1\n", "note_type_concept_id", id="negative"),
        pytest.param("note_type_concept_id = 4294967296\n", "note_type_concept_id", id="too-large"),
        pytest.param("note_date = 'soon'\n", "note_date", id="no-date"),
        pytest.param("= 3", "is not TOML", id="no-toml"),
        pytest.param("[person]\nx = 'y'\n", "person.x", id="person"),
    ],
)
def test_wrong_settings_are_told(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        written([example()], settings=_settings(tmp_path, text))


def test_settings_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        written([example()], settings=tmp_path / "none.toml")


def test_what_a_column_has_no_room_for_is_listed_whole() -> None:
    words = "a very long name of an event; " * 120
    record = example()
    text = record.document.text + words
    data = json.loads(record.to_json())
    data["document"] |= {"text": text, "title": "T" * 300}
    start = len(record.document.text)
    long = {**data["mentions"][-1], "id": "m12", "start": start, "end": len(text), "text": words}
    long["codes"] = [{"system": "S", "code": str(number), "display": "x;" * 100} for number in range(20)]
    data["mentions"].append(long)
    changed = CaseReport.from_json(json.dumps(data))
    files = written([changed])
    cut = list(csv.DictReader(io.StringIO(files["CUT.csv"].decode(), newline="")))
    assert [(row["table_name"], row["column_name"]) for row in cut] == [
        ("NOTE", "note_title"),
        ("NOTE_NLP", "lexical_variant"),
        ("NOTE_NLP", "term_modifiers"),
    ]
    assert (cut[0]["value"], cut[0]["kept"], cut[1]["value"]) == ("T" * 300, "250", words)
    database = in_sqlite(files)
    row = rows_of(database, "SELECT * FROM NOTE_NLP WHERE length(lexical_variant) = 250")[0]
    assert row["snippet"] == row["lexical_variant"] == words[:250]
    # Whole pairs stay.
    assert parted(row["term_modifiers"]) == parted(cut[2]["value"])[: len(parted(row["term_modifiers"]))]
    assert _read(database, files["CUT.csv"]) == facts(changed)


@pytest.mark.parametrize(
    "pairs",
    [
        (("a", "1"), ("b", "x;y"), ("b", "\\"), ("c", "\\;"), ("d", "=;\n")),
        (("a", ""), ("b", "x")),
        (),
    ],
)
def test_modifiers_come_back(pairs: tuple[tuple[str, str], ...]) -> None:
    assert parted(joined(pairs)) == pairs


def test_only_whole_pairs_are_kept() -> None:
    pairs = (("a", "1"), ("b", "22"), ("c", "3"))
    assert [fitting(pairs, width) for width in (2, 3, 7, 8, 12)] == [
        (),
        pairs[:1],
        pairs[:1],
        pairs[:2],
        pairs,
    ]


def test_no_part_of_the_record_is_forgotten_by_the_projection() -> None:
    # A field that the record gets some day has to be put somewhere, or into the list of what is not carried.
    mention: type[Part] = type(example().mentions[0])
    known = {*facts(example())[0], "text", "codes"} - {"title", "case", "lexical_variant", "supports"}
    assert set(mention.model_fields) == known
