"""Mentions of low scores left out, from the pipeline to the record."""

import json
from pathlib import Path

import pytest
from spacy.language import Language

from caseline.errors import ConfigError, SchemaError
from caseline.pipeline import extract, extract_articles, load
from caseline.reading import article_from_text
from caseline.schema import CaseReport, Label
from tests.integration.papers import Run
from tests.marked import blank

TEXT = "A 58-year-old woman was seen on the third day. Recovery was quick."
# Ages are sure, sexes are not, and of times nothing is known.
TABLE = {"labels": {"AGE": {"intercept": 3.0, "weights": {}}, "SEX": {"intercept": -1.0, "weights": {}}}}


@pytest.fixture
def nlp(tmp_path: Path) -> Language:
    path = tmp_path / "own.json"
    path.write_text(json.dumps(TABLE), encoding="utf-8")
    found = blank()
    found.add_pipe("caseline_patterns")
    found.add_pipe("caseline_merge")
    found.add_pipe("caseline_scores", config={"table": str(path)})
    return found


def scores(report: CaseReport) -> dict[Label, float | None]:
    return {mention.label: mention.score for mention in report.mentions}


def test_a_record_holds_the_scores(nlp: Language) -> None:
    report = extract(TEXT, nlp=nlp)
    found = scores(report)
    assert (found[Label.AGE], found[Label.SEX]) == (0.95, 0.27)
    assert None in found.values()
    assert report.cases[0].patient.sex is not None
    assert "min_score" not in json.loads(report.to_json())["provenance"]


def test_low_scores_are_in_neither_mentions_nor_cases(nlp: Language) -> None:
    report = extract(TEXT, nlp=nlp, min_score=0.5)
    whole = extract(TEXT, nlp=nlp)
    assert set(scores(whole)) - set(scores(report)) == {Label.SEX}
    assert report.cases[0].patient.sex is None
    assert report.cases[0].patient.age == whole.cases[0].patient.age
    assert CaseReport.from_json(report.to_json()).provenance.min_score == 0.5


def test_a_record_of_the_first_version_has_no_threshold(nlp: Language) -> None:
    record = json.loads(extract(TEXT, nlp=nlp, min_score=0.5).to_json()) | {"schema_version": "1.0"}
    with pytest.raises(SchemaError, match=r"min_score since schema 1\.1"):
        CaseReport.from_json(json.dumps(record))


def test_several_processes_give_the_same(nlp: Language) -> None:
    articles = [article_from_text(TEXT) for _ in range(3)]
    one, two = (list(extract_articles(nlp, articles, workers=n, min_score=0.5)) for n in (1, 2))
    assert one == two == [extract(TEXT, nlp=nlp, min_score=0.5)] * 3


def test_the_packaged_pipeline_leaves_out_what_it_is_not_sure_of() -> None:
    text = (
        "A 40-year-old man took aspirin and two days later developed a rash, a fever, some swelling of a leg and an "
        "odd feeling. The rash resolved after prednisone, and he went home. He had gout."
    )
    nlp = load()
    whole = extract(text, nlp=nlp)
    told = sorted(mention.score for mention in whole.mentions if mention.score is not None)
    bound = told[len(told) // 2]
    report = extract(text, nlp=nlp, min_score=bound)
    assert told[0] < bound
    assert [(each.label, each.start) for each in report.mentions] == [
        (each.label, each.start) for each in whole.mentions if each.score is None or each.score >= bound
    ]


def test_a_pipeline_without_scores_refuses() -> None:
    with pytest.raises(ConfigError, match="gives no scores"):
        extract(TEXT, nlp=blank(), min_score=0.5)


@pytest.mark.parametrize("value", [-0.1, 1.5, float("nan")])
def test_what_is_no_probability_is_refused(nlp: Language, value: float) -> None:
    with pytest.raises(ConfigError, match="between 0 and 1"):
        extract(TEXT, nlp=nlp, min_score=value)


def test_the_command_passes_it_on(run: Run, tmp_path: Path) -> None:
    Path("a.txt").write_text("A man had a rash.", encoding="utf-8")
    done = run("extract", "a.txt", "-q", "--min-score", "0.7")
    assert json.loads(done.stdout)["provenance"]["min_score"] == 0.7
    plain = run("extract", "a.txt", "-q")
    assert "min_score" not in json.loads(plain.stdout)["provenance"]


@pytest.mark.parametrize("value", ["1.1", "-1", "high"])
def test_the_command_refuses_what_is_no_probability(run: Run, value: str) -> None:
    Path("a.txt").write_text("A man had a rash.", encoding="utf-8")
    assert run("extract", "a.txt", "--min-score", value).exit_code == 2


def test_the_command_ends_when_there_are_no_scores(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(nlp: str, min_score: float) -> None:
        raise ConfigError("this pipeline gives no scores")

    monkeypatch.setattr("caseline.pipeline.check_min_score", refuse)
    Path("a.txt").write_text("A man had a rash.", encoding="utf-8")
    done = run("extract", "a.txt", "--min-score", "0.5")
    assert (done.exit_code, done.stdout) == (2, "")
