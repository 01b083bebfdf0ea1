"""Terminologies of the user's own, all the way to the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseline import pipeline
from caseline.batch.work import Recipe
from caseline.errors import ConfigError, LexiconError
from caseline.reading import article_from_text
from tests.unit.nlp.own_terminologies import csv_file, meddra_folder

TEXT = "A 58-year-old woman developed petechiae two days after the second dose of alemtuzumab."


def test_their_codes_and_versions_are_in_the_record(tmp_path: Path) -> None:
    recipe = Recipe(
        meddra=str(meddra_folder(tmp_path)),
        terminologies=(
            str(csv_file(tmp_path, "alemtuzumab,L04AG06,ATC,2026", header="name,code,system,version")),
        ),
    )
    report = recipe.load()(article_from_text(TEXT, source="x.txt"))
    [case] = report.cases
    [event], [drug] = case.events, case.drugs
    assert {code.system: code.code for code in event.codes}["MedDRA"] == "19999901"
    assert [code.code for code in drug.codes if code.system == "ATC"] == ["L04AG06"]
    assert drug.codes[0].system == "DrugBank"
    versions = report.provenance.terminologies
    assert (versions["MedDRA"], versions["ATC"]) == ("27.0", "2026")
    assert versions["HPO"] == "2026-02-16"


def test_a_broken_row_is_told_when_the_pipeline_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="row 1"):
        Recipe(meddra=str(meddra_folder(tmp_path, lowest="1$x\n"))).load()


def test_a_pipeline_without_the_component_takes_none(tmp_path: Path) -> None:
    nlp = pipeline.load("fast")
    nlp.remove_pipe("linker")
    with pytest.raises(ConfigError, match="add the component caseline_linker"):
        pipeline.add_terminologies(nlp, meddra=str(tmp_path))
    report = pipeline.extract(TEXT, nlp=nlp)
    assert report.provenance.terminologies == {}
    assert {code.match for mention in report.mentions for code in mention.codes} == {None}


def test_every_code_of_an_item_is_one_of_its_mentions() -> None:
    report = pipeline.extract(TEXT, nlp=pipeline.load("fast"))
    mentions = {mention.id: mention for mention in report.mentions}
    items = [item for case in report.cases for item in (*case.events, *case.drugs, *case.conditions)]
    assert items
    for item in items:
        carried = {(code.system, code.code) for key in item.evidence for code in mentions[key].codes}
        assert {(code.system, code.code) for code in item.codes} <= carried
        assert len({code.system for code in item.codes}) == len(item.codes)
