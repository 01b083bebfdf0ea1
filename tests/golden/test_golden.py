"""What the shipped pipeline writes for the corpus, to the byte.

`tests/golden/STEM.json` is the record of `corpus/**/STEM.txt`, indented; a text joins by an empty file of its name. Of its provenance the version, the
model and the checksums are replaced by null, since they change with each release, and of a score only whether there
is one, since the network's last digits differ between processors; what changes in the rest is a change of what users
get. When it is meant, write the records anew and read the difference:

    pytest tests/golden --rewrite-golden
    git diff tests/golden
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from caseline import pipeline
from caseline.reading import article_from_text
from caseline.schema.report import CaseReport

HERE = Path(__file__).parent
CORPUS = Path(__file__).parents[2] / "corpus"
# Those with a golden record; the other authored texts are scored by the gate.
PAPERS = sorted(path for path in CORPUS.rglob("*.txt") if (HERE / f"{path.stem}.json").is_file())
# Named without their folder, so that a checkout anywhere gives the same record.
EACH_PAPER = pytest.mark.parametrize("paper", [pytest.param(path, id=path.stem) for path in PAPERS])


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


def golden(nlp: Language, paper: Path) -> str:
    """Returns the record of a paper as the golden files have it."""
    article = article_from_text(paper.read_bytes().decode(), source=paper.name)
    return normalised(pipeline.extract_article(nlp, article))


def normalised(report: CaseReport) -> str:
    """Returns a record without what changes at each release."""
    data: dict[str, Any] = json.loads(report.to_json())
    data["provenance"] = dict.fromkeys(data["provenance"])
    for mention in data["mentions"]:
        mention["score"] = None if mention["score"] is None else "given"
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


@EACH_PAPER
def test_golden(nlp: Language, paper: Path, *, rewrite: bool) -> None:
    path = HERE / f"{paper.stem}.json"
    found = golden(nlp, paper)
    if rewrite:
        path.write_bytes(found.encode())
    assert found.splitlines() == path.read_bytes().decode().splitlines()
    assert found.encode() == path.read_bytes()


def test_every_golden_record_has_its_paper() -> None:
    assert {path.stem for path in HERE.glob("*.json")} == {path.stem for path in PAPERS}
    assert len(PAPERS) >= 12


def test_a_changed_word_would_be_seen(nlp: Language) -> None:
    paper = PAPERS[0]
    text = paper.read_bytes().decode()
    changed = pipeline.extract(text.replace(" ", "  ", 1), nlp=nlp, source=paper.name)
    assert normalised(changed) != golden(nlp, paper)


def test_a_release_alone_changes_nothing(nlp: Language) -> None:
    report = pipeline.extract("A man took kava.", nlp=nlp)
    later = report.model_copy(update={"provenance": report.provenance.model_copy(update={"caseline": "9.9"})})
    assert normalised(later) == normalised(report)
    assert later.to_json() != report.to_json()
