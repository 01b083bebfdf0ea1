"""A linter of the packaged lexicon files."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from datetime import date
from importlib.resources import files
from itertools import combinations

import pytest

from caseline.nlp.lexicon_atoms import fold, fold_case_kept
from caseline.nlp.lexicon_finder import find_terms
from caseline.nlp.lexicon_guards import load_guards
from caseline.nlp.lexicon_store import PACKAGED, load_lexicon
from caseline.nlp.linking.packaged import load_packaged, packaged

FOLDER = files("caseline.nlp.lexicons")
CODES = {
    "drugs": re.compile(r"DrugBank:DB\d{5}"),
    "disorders": re.compile(r"ICD10CM:[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?|HPO:HP:\d{7}"),
    "events": re.compile(r"HPO:HP:\d{7}"),
    "hpo": re.compile(r"HPO:HP:\d{7}"),
}
# The earlier file names the term; HPO's content stays whole beside it.
SHARED_TERMS = {("disorders", "hpo"), ("events", "hpo")}
LABELS = {
    "drugs": {"DRUG"},
    "therapies": {"THERAPY"},
    "disorders": {"DISORDER"},
    "events": {"EVENT"},
    "hpo": {"EVENT", "DISORDER"},
    "mesh": {"EVENT", "DISORDER"},
    "body_sites": {"BODY_SITE"},
}


def _rows(name: str) -> list[dict[str, str]]:
    with FOLDER.joinpath(f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _key(row: dict[str, str]) -> str:
    """Returns what two rows must not share; a vaccine by the name of a disease is one where it is given."""
    if row["match"] == "given":
        return f"+{fold(row['term'])}"
    return f"={fold_case_kept(row['term'])}" if row["match"] == "exact" else fold(row["term"])


# What patients say (palpitations), what reports mean (Still's disease of adults), the base of a salt, or the wider of two.
OTHERWISE = {
    "disorders": {"juvenile rheumatoid arthritis", "lupus erythematosus", "Still's disease"},
    "drugs": {
        "cobalamin",
        "gamma-hydroxybutyrate",
        "human chorionic gonadotropin",
        "L-ASP",
        "L-asp",
        "L-glutamine",
        "lithium carbonate",
        "lithium citrate",
        "recombinant interferon alpha-2b",
        "vitamin B12",
        "vitamin B3",
    },
    "events": {
        "appetite loss",
        "bilirubin increased",
        "brain hemorrhage",
        "heart racing",
        "hypersensitivity",
        "lower limb edema",
        "passing out",
        "racing heart",
        "weight decreased",
    },
}


@pytest.fixture(scope="module", params=PACKAGED)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def rows(name: str) -> list[dict[str, str]]:
    return _rows(name)


def test_rows_are_sorted(rows: list[dict[str, str]]) -> None:
    terms = [(row["term"].casefold(), row["term"]) for row in rows]
    assert terms == sorted(terms)


def test_no_term_stands_twice(rows: list[dict[str, str]]) -> None:
    assert [key for key, count in Counter(map(_key, rows)).items() if count > 1] == []


def test_cells_have_no_stray_spaces(rows: list[dict[str, str]]) -> None:
    assert [row for row in rows if any(cell != " ".join(cell.split()) for cell in row.values())] == []


def test_codes_and_labels_are_those_of_the_file(name: str, rows: list[dict[str, str]]) -> None:
    pattern = CODES.get(name)
    coded = [row["concept_id"] for row in rows if row["concept_id"]]
    assert [code for code in coded if pattern is None or not pattern.fullmatch(code)] == []
    assert {row["label"] for row in rows} <= LABELS[name]


def test_a_code_has_one_name(rows: list[dict[str, str]]) -> None:
    names = defaultdict(set)
    for row in rows:
        if row["concept_id"]:
            names[row["concept_id"]].add(row["display"] or row["term"])
    assert {code: shown for code, shown in names.items() if len(shown) > 1} == {}


def test_a_terminology_calls_no_term_otherwise(name: str, rows: list[dict[str, str]]) -> None:
    """What our rows say against the terminology itself is listed, and each has its reason."""
    terminologies = {entry.system: load_packaged(entry) for entry in packaged()}
    otherwise = set()
    for row in rows:
        system, _, code = row["concept_id"].partition(":")
        named = terminologies[system].named(row["term"]) if row["source"] == "caseline" and code else None
        if named and named.code and not (named.code.startswith(code) or code.startswith(named.code)):
            otherwise.add(row["term"])
    assert otherwise == OTHERWISE.get(name, set())


def test_sources_are_described_and_dated(name: str, rows: list[dict[str, str]]) -> None:
    described = FOLDER.joinpath("SOURCES.md").read_text("utf-8")
    assert f"| `{name}.csv` |" in described
    for source in {row["source"] for row in rows}:
        assert f"\n## {source}\n" in described
    assert [row["term"] for row in rows if date.fromisoformat(row["added"]).year < 2020] == []


def test_every_term_can_be_found(name: str) -> None:
    """Each term that is to be found is found as a whole in a text that is nothing but the term."""
    lexicon = load_lexicon(name)
    missed = []
    for entry in lexicon.entries:
        if entry.match in {"lookup", "given"}:
            continue
        text = f"the {entry.term}"
        found = [text[hit.start : hit.end] for hit in find_terms([lexicon], text)]
        if entry.term not in found and entry.term.removesuffix("'s") not in found:
            missed.append((entry.term, found))
    assert missed == []


@pytest.mark.parametrize(("one", "other"), list(combinations(PACKAGED, 2)))
def test_files_share_terms_only_where_listed(one: str, other: str) -> None:
    shared = {_key(row) for row in _rows(one)} & {_key(row) for row in _rows(other)}
    assert (one, other) in SHARED_TERMS or not shared


def test_shared_terms_are_listed_in_vain_nowhere() -> None:
    for one, other in SHARED_TERMS:
        assert {_key(row) for row in _rows(one)} & {_key(row) for row in _rows(other)}


def test_stopped_terms_are_dropped_or_kept_back() -> None:
    lexicons = {name: load_lexicon(name) for name in PACKAGED}
    stops = _rows("stop")
    assert stops == sorted(stops, key=lambda row: (row["lexicon"], row["term"].casefold(), row["term"]))
    for row in stops:
        assert row["reason"]
        entries = lexicons[row["lexicon"]].by_key.get(fold(row["term"]), ())
        imported = [entry for entry in entries if entry.source != "caseline" and entry.match != "exact"]
        if row["action"] == "drop":
            assert imported == []
        else:
            assert row["action"] == "lookup"
            assert {entry.match for entry in imported} <= {"lookup"}


def test_guards_are_single_words_in_order() -> None:
    data = json.loads(FOLDER.joinpath("guards.json").read_text("utf-8"))
    for key in set(data) - {"source", "licence", "about"}:
        assert data[key] == sorted(set(data[key])), key
        assert f"`{key}`" in data["about"]
    assert load_guards().never_before


def test_hpo_shows_its_version_and_acknowledgement() -> None:
    described = FOLDER.joinpath("SOURCES.md").read_text("utf-8")
    assert "This product uses the Human Phenotype Ontology (version 2026-02-16)" in described
