"""The lexicons' manifest against SOURCES.md and the files themselves."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from caseline.doctor.parts import PURPOSES

FOLDER = files("caseline.nlp.lexicons")
ENTRIES = json.loads(FOLDER.joinpath("manifest.json").read_bytes())["files"]
SOURCES = FOLDER.joinpath("SOURCES.md").read_text(encoding="utf-8")
KEYS = {"file", "name", "system", "version", "source", "sources", "licence", "acknowledgement"}


def _ids() -> list[str]:
    return [entry["file"] for entry in ENTRIES]


def test_every_file_has_an_entry() -> None:
    there = {item.name for item in FOLDER.iterdir() if item.name.endswith((".csv", ".json"))}
    assert _ids() == sorted(there - {"manifest.json"})
    assert set(re.findall(r"^\| `(\S+)` \|", SOURCES, re.MULTILINE)) == set(_ids())


@pytest.mark.parametrize("entry", ENTRIES, ids=_ids())
def test_an_entry_says_what_the_file_says(entry: dict[str, object]) -> None:
    assert set(entry) == KEYS
    assert entry["name"]
    assert entry["licence"]
    data = FOLDER.joinpath(str(entry["file"])).read_text(encoding="utf-8")
    if str(entry["file"]).endswith(".json"):
        assert entry["sources"] == [json.loads(data)["source"]]
        return
    rows = list(csv.DictReader(data.splitlines()))
    assert entry["sources"] == sorted({row["source"] for row in rows})
    systems = {row.get("concept_id", "").partition(":")[0] for row in rows} - {""}
    assert set(entry["system"]) == systems  # type: ignore[call-overload]


@pytest.mark.parametrize("entry", ENTRIES, ids=_ids())
def test_a_source_has_a_chapter_with_its_acknowledgements(entry: dict[str, list[str]]) -> None:
    chapters = dict(re.findall(r"^## (\S.*?)\n(.*?)(?=^## |\Z)", SOURCES, re.MULTILINE | re.DOTALL))
    if str(entry["file"]).endswith(".csv"):
        assert set(entry["sources"]) <= set(chapters)
    wanted = {
        line.strip("> ").strip()
        for source in entry["sources"]
        for line in chapters.get(source, "").splitlines()
        if line.startswith("> ")
    }
    said = set(entry["acknowledgement"])
    assert wanted <= said
    # HPO asks for it wherever its identifiers stand.
    quoted = {line.strip("> ").strip() for line in SOURCES.splitlines() if line.startswith("> ")}
    assert said <= quoted
    assert ("HPO" in entry["system"]) is any("Human Phenotype Ontology" in each for each in said)


def test_every_extra_has_words() -> None:
    project = Path(__file__).parents[3] / "pyproject.toml"
    extras = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(PURPOSES) == set(extras)
    assert all(PURPOSES.values())
