"""The packaged terminologies as data."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from caseline.nlp.linking.keys import PRINTED, key_once
from caseline.nlp.linking.packaged import load_packaged, packaged

FOLDER = Path(str(files("caseline.nlp.terminologies")))
MANIFEST: list[dict[str, Any]] = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
CODES: Mapping[str, str] = {
    "HPO": r"HP:\d{7}",
    "ICD10CM": r"[A-T]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?",
    "MeSH": r"[CD]\d{6}(?:\d{3})?",
    "DrugBank": r"DB\d{5}",
    "UMLS": r"C\d{7}",
    "SNOMEDCT_US": r"\d{6,18}",
    "MedDRA": r"\d{8}",
}
LARGEST = 20_000_000  # bytes of all files; a wheel packs them to a third


def test_the_manifest_is_whole() -> None:
    assert {each["file"] for each in MANIFEST} == {path.name for path in FOLDER.glob("*.tsv")}
    for each in MANIFEST:
        for key in ("file", "name", "system", "version", "source", "licence", "acknowledgement", "sha256"):
            assert each[key], (each["file"], key)
        assert each["version"] in each["acknowledgement"] or each["system"] in {"ICD10CM", "DrugBank"}
    assert sum((FOLDER / each["file"]).stat().st_size for each in MANIFEST) < LARGEST


def test_sources_tell_of_each_file() -> None:
    told = (FOLDER / "SOURCES.md").read_text("utf-8")
    for each in MANIFEST:
        assert f"`{each['file']}`" in told
        assert each["acknowledgement"] in told


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_a_terminology_is_clean(entry: dict[str, Any]) -> None:
    data = (FOLDER / entry["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    concepts, _, names = data.decode().rstrip("\n").partition("\n\n")
    rows = [line.split("\t") for line in concepts.split("\n")]
    pairs = [line.split("\t") for line in names.split("\n")]
    assert (len(rows), len(pairs)) == (entry["rows"], entry["names"])
    codes = [code for code, _, _ in rows]
    keys = [key for key, _ in pairs]
    assert concepts.split("\n") == sorted(set(concepts.split("\n")))
    assert len(set(codes)) == len(codes)
    assert keys == sorted(set(keys), key=lambda key: (len(key), key))
    assert all(re.fullmatch(CODES[entry["system"]], code) for code in codes)
    assert all(display and display == " ".join(display.split()) for _, display, _ in rows)
    for _, _, references in rows:
        for system, _, code in (each.partition(":") for each in filter(None, references.split("|"))):
            assert re.fullmatch(CODES[system], code)
    assert {owner[:1] for _, owner in pairs} <= {"=", "~", ""}
    assert {owner[1:] for _, owner in pairs if owner} == set(codes)


@pytest.mark.parametrize("entry", packaged(), ids=lambda entry: entry.file)
def test_keys_are_what_names_are_folded_to(entry: Any) -> None:
    terminology = load_packaged(entry)
    folded = [key for key in terminology.keys if key[0] != PRINTED]
    assert all(key == " ".join(sorted(key.split(" "))) for key in folded)
    for row in terminology.rows[:: len(terminology.rows) // 500]:
        code, display, _ = row.split("\t")
        concept = terminology.concept(code)
        assert concept is not None
        assert concept.display == display
        named = terminology.named(display)
        assert named is None or named.code in {"", code} or key_once(display) in terminology.keys


@pytest.mark.parametrize(
    "name", ["antibiotics", "statins", "steroids", "vaccine", "chemotherapy", "opioids", "nsaids"]
)
def test_a_class_is_no_drug(name: str) -> None:
    [drugbank] = [load_packaged(entry) for entry in packaged() if entry.system == "DrugBank"]
    assert drugbank.named(name) is None


def test_several_references_to_a_system_are_none() -> None:
    [hpo] = [load_packaged(entry) for entry in packaged() if entry.system == "HPO"]
    seizure, petechiae = hpo.concept("HP:0001250"), hpo.concept("HP:0000967")
    assert seizure is not None
    assert petechiae is not None
    assert "UMLS" not in dict(seizure.references)
    assert dict(petechiae.references)["UMLS"] == "C0031256"
    assert hpo.concept("HP:9999999") is None
