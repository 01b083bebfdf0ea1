"""Lexicon files: what is read, what is refused, and where the fault lies."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from caseline.errors import ConfigError, LexiconError
from caseline.nlp.lexicon_store import COLUMNS, PACKAGED, build_lexicon, load_lexicon

HEADER = ",".join(COLUMNS)
GOOD = "examplol,DRUG,DrugBank:DB00001,Examplol,lower,caseline,2026-01-01,"


def _file(folder: Path, *rows: str) -> str:
    path = folder / "mine.csv"
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return str(path)


def test_a_users_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = _file(tmp_path, GOOD, "example ache,EVENT,,,lower,caseline,2026-01-01,")

    lexicon = load_lexicon(path)

    assert len(lexicon) == 2
    assert lexicon.sha256 == hashlib.sha256(Path(path).read_bytes()).hexdigest()
    entry = lexicon.named(["examplol"], ["Examplol"])
    assert entry is not None
    assert (entry.label, entry.concept_id, entry.display) == ("DRUG", "DrugBank:DB00001", "Examplol")


def test_an_empty_display_means_the_term(tmp_path: Path) -> None:
    lexicon = load_lexicon(_file(tmp_path, "example ache,EVENT,,,lower,caseline,2026-01-01,"))

    entry = lexicon.named(["example", "ache"], ["example", "ache"])

    assert entry is not None
    assert entry.display == "example ache"


def test_a_file_is_read_once(tmp_path: Path) -> None:
    path = _file(tmp_path, GOOD)

    assert load_lexicon(path) is load_lexicon(path)


def test_case_comes_first_where_it_is_right() -> None:
    rows = [
        HEADER,
        "=ab".lstrip("=") + ",EVENT,,small,lower,x,2026-01-01,",
        "AB,EVENT,,large,exact,x,2026-01-01,",
    ]
    lexicon = build_lexicon(name="x", path=Path("x.csv"), data="\n".join(rows).encode())

    large, small = lexicon.named(["ab"], ["AB"]), lexicon.named(["ab"], ["ab"])

    assert large is not None
    assert small is not None
    assert (large.display, small.display) == ("large", "small")
    assert lexicon.named(["ab"], ["AB"], label="DRUG") is None


FAULTS = [
    pytest.param("examplol,DRUG", "columns", id="too-few-columns"),
    pytest.param(GOOD.replace("DRUG", "MEDICINE"), "'MEDICINE' is none of", id="unknown-label"),
    pytest.param(GOOD.replace("lower", "loose"), "'loose' is none of lower, exact", id="unknown-match"),
    pytest.param(GOOD.replace("DB00001", "DB1"), "no code of that system", id="bad-drugbank-id"),
    pytest.param(GOOD.replace("DrugBank:DB00001", "HPO:0000967"), "no code", id="bad-hpo-id"),
    pytest.param(GOOD.replace("DrugBank:DB00001", "aspirin"), "SYSTEM:CODE", id="no-system"),
    pytest.param(GOOD.replace("caseline", ""), "no source", id="no-source"),
    pytest.param(GOOD.replace("examplol", " examplol"), "stray spaces", id="leading-space"),
    pytest.param(GOOD.replace("examplol", "two  spaces"), "stray spaces", id="double-space"),
    pytest.param(GOOD.replace("examplol", ""), "empty", id="no-term"),
    pytest.param('"examplol"x,DRUG,,,lower,x,2026-01-01,', "is not CSV", id="broken-quotes"),
]


@pytest.mark.parametrize(("row", "reason"), FAULTS)
def test_a_bad_row_is_named(row: str, reason: str, tmp_path: Path) -> None:
    path = _file(tmp_path, GOOD, row)

    with pytest.raises(LexiconError, match=reason) as caught:
        load_lexicon(path)

    assert (caught.value.path, caught.value.row) == (Path(path), 3)


def test_the_good_row_of_these_tables_is_good(tmp_path: Path) -> None:
    assert len(load_lexicon(_file(tmp_path, GOOD, GOOD))) == 2


def test_another_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("term,label\n", encoding="utf-8")

    with pytest.raises(LexiconError, match=r"row 1: columns must be term,label,concept_id"):
        load_lexicon(str(path))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(f"{HEADER}\n".encode() + GOOD.replace("l", "é", 1).encode("latin-1"))

    with pytest.raises(LexiconError, match=r"row 2: is not UTF-8"):
        load_lexicon(str(path))


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="no lexicon 'drogs': name one of drugs, therapies"):
        load_lexicon("drogs")


def test_a_missing_file_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read the lexicon"):
        load_lexicon(str(tmp_path / "none.csv"))


@pytest.mark.parametrize("name", PACKAGED)
def test_packaged_lexicons_load(name: str) -> None:
    assert len(load_lexicon(name)) > 100
