"""Scores of mentions, and the table behind them."""

import json
import math
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.errors import ConfigError
from caseline.nlp.layers import CANDIDATE_SCORES, ENDINGS, MENTION_SCORES, MENTIONS, NER, ROLE_SCORES
from caseline.nlp.score_features import is_agreement
from caseline.nlp.score_table import load_table, packaged_tables, read_table
from caseline.nlp.scores import drop_below
from caseline.nlp.tagged_layer import candidate_key
from caseline.schema.mention import Label
from tests.marked import blank

TABLE = {"labels": {"EVENT": {"intercept": -1.0, "weights": {"phee.same": 2.0, "phee.same.sureness": 0.5}}}}
TEXT = "Fever and rash after moxifloxacin."


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "own.json"
    path.write_text(json.dumps(TABLE), encoding="utf-8")
    return path


def pipeline(table: Path | str) -> Language:
    nlp = blank()
    nlp.add_pipe("caseline_scores", name="scores", config={"table": str(table)})
    return nlp


def found(nlp: Language) -> Doc:
    """Returns a Doc with a fever that a recogniser marked, a rash that none did, and a drug."""
    doc = nlp.make_doc(TEXT)
    ends = (("EVENT", 0, 1), ("EVENT", 2, 3), ("DRUG", 4, 5))
    doc.spans[MENTIONS] = [Span(doc, start, end, label=label, span_id="ner") for label, start, end in ends]
    doc.spans[NER] = [Span(doc, 0, 1, label="EVENT", span_id="phee")]
    doc._.set(CANDIDATE_SCORES, {candidate_key(doc.spans[NER][0]): 0.9})
    return doc


def scored(nlp: Language) -> list[float | None]:
    scores: list[float | None] = nlp(found(nlp))._.get(MENTION_SCORES)
    return scores


def test_scores_stand_beside_the_mentions(table: Path) -> None:
    sure = 1 / (1 + math.exp(-(-1 + 2 + 0.5 * -math.log(0.1))))
    assert scored(pipeline(table)) == [round(sure, 2), 0.27, None]


def test_control_without_the_component_there_are_none() -> None:
    assert scored(blank()) is None


def test_a_second_run_changes_nothing(table: Path) -> None:
    nlp = pipeline(table)
    doc = nlp(found(nlp))
    first = doc._.get(MENTION_SCORES)
    assert nlp(doc)._.get(MENTION_SCORES) == first


def test_the_mentions_of_lower_scores_are_dropped_and_those_without_stay(table: Path) -> None:
    nlp = pipeline(table)
    doc = nlp(found(nlp))
    drop_below(doc, 0.5)
    assert [span.text for span in doc.spans[MENTIONS]] == ["Fever", "moxifloxacin"]
    assert doc._.get(MENTION_SCORES) == [0.9, None]


def test_what_was_read_of_the_dropped_goes_with_them(table: Path) -> None:
    nlp = pipeline(table)
    doc = nlp(found(nlp))
    doc._.set(ROLE_SCORES, [[0.9], None, [0.7]])
    doc._.set(ENDINGS, ["recovered", "fatal", None])
    drop_below(doc, 0.5)
    assert [span.text for span in doc.spans[MENTIONS]] == ["Fever", "moxifloxacin"]
    assert doc._.get(ROLE_SCORES) == [[0.9], [0.7]]
    assert doc._.get(ENDINGS) == ["recovered", None]
    drop_below(doc, 1)
    assert doc._.get(ROLE_SCORES) == [[0.7]]


def test_without_a_role_reader_nothing_of_roles_is_written(table: Path) -> None:
    nlp = pipeline(table)
    doc = nlp(found(nlp))
    drop_below(doc, 0.5)
    assert doc._.get(ROLE_SCORES) is None


def test_a_score_equal_to_the_lowest_stays(table: Path) -> None:
    nlp = pipeline(table)
    doc = nlp(found(nlp))
    drop_below(doc, 0.27)
    assert len(doc.spans[MENTIONS]) == 3


def test_a_saved_pipeline_brings_its_table(table: Path, tmp_path: Path) -> None:
    nlp = pipeline(table)
    nlp.to_disk(tmp_path / "saved")
    table.unlink()
    assert scored(spacy.load(tmp_path / "saved")) == scored(nlp)


def test_bytes_bring_the_table(table: Path, tmp_path: Path) -> None:
    nlp = pipeline(table)
    other = pipeline(tmp_path / "nowhere.json").from_bytes(nlp.to_bytes())
    assert scored(other) == scored(nlp)


def test_a_packaged_table_is_not_saved(tmp_path: Path) -> None:
    pipeline("default").to_disk(tmp_path)
    assert not (tmp_path / "scores").exists()
    assert scored(spacy.load(tmp_path)) == scored(pipeline("default"))


def test_scores_cross_processes(table: Path) -> None:
    nlp = pipeline(table)
    docs = list(nlp.pipe([found(nlp), found(nlp)], n_process=2))
    assert [doc._.get(MENTION_SCORES) for doc in docs] == [scored(nlp)] * 2


def test_no_problems_where_candidates_have_scores(table: Path) -> None:
    config = {"labels": {"phee": {"EVENT": "EVENT"}}}
    nlp = blank()
    nlp.add_pipe("caseline_tagger")
    nlp.add_pipe("caseline_tagged_layer", config=config)
    nlp.add_pipe("caseline_scores")
    problems = nlp.analyze_pipes()["problems"]
    assert problems["caseline_scores"] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("{", "not a table", id="no-json"),
        pytest.param("[]", "not a table", id="no-object"),
        pytest.param('{"labels": {"EVENT": {}}}', "not a table", id="no-weights"),
        pytest.param(
            '{"labels": {"EVENT": {"intercept": NaN, "weights": {}}}}', "not finite", id="not-finite"
        ),
        pytest.param(
            '{"labels": {"SIGN": {"intercept": 0, "weights": {}}}}', "names SIGN", id="unknown-label"
        ),
    ],
)
def test_a_bad_table_is_refused(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        read_table(text, name="own.json")


def test_an_unknown_table_lists_the_known() -> None:
    with pytest.raises(ConfigError, match=r"no table of scores 'best': name one of .*default"):
        pipeline("best")


def test_a_missing_file_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"scores\.table: no file"):
        scored(pipeline(tmp_path / "nowhere.json"))


@pytest.mark.parametrize("name", packaged_tables())
def test_packaged_tables_are_sound(name: str) -> None:
    read = load_table(name)
    assert set(read.labels) <= set(Label)
    for model in read.labels.values():
        assert all(weight >= 0 for feature, weight in model.weights.items() if is_agreement(feature))
        assert all(0 < abs(weight) < 20 for weight in model.weights.values())
        for feature in filter(is_agreement, model.weights):
            assert model.probability({feature: 1.0}) >= model.probability({})


def test_the_default_table_scores_what_corpora_mark() -> None:
    read = load_table("default")
    assert {"DRUG", "EVENT", "DISORDER", "AGE", "SEX", "DOSE", "TIME"} <= set(read.labels)
    assert not {"OUTCOME", "CAUSALITY", "POPULATION", "DOSE_ORDINAL"} & set(read.labels)
    sure = {
        f"{name}.same{more}": 3.0 if more else 1.0
        for name in ("phee", "bc5cdr")
        for more in ("", ".sureness")
    }
    assert read.labels["DRUG"].probability(sure) > 0.7
    assert read.labels["DRUG"].probability({}) < 0.5
