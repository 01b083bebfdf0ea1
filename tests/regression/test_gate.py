"""The gate is open for the pipeline as it ships, and shut when a component is switched off."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from caseline import pipeline
from caseline.evaluation import GateFailure, check_gate, evaluate, load_records, read_baseline

ANNOTATIONS = Path(__file__).parents[2] / "annotations"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


def failures(nlp: Language) -> tuple[GateFailure, ...]:
    gold = load_records(ANNOTATIONS)
    predicted = {
        key: pipeline.extract(record.document.text, nlp=nlp, source=record.document.source)
        for key, record in gold.items()
    }
    return check_gate(evaluate(gold, predicted), read_baseline(ANNOTATIONS / "baseline.json"))


def test_gate_is_open(nlp: Language) -> None:
    assert failures(nlp) == ()


@pytest.mark.parametrize("component", ["context", "patterns", "lexicon", "tagger", "lists", "codes"])
def test_gate_is_shut_without(nlp: Language, component: str) -> None:
    with nlp.select_pipes(disable=[component]):
        assert failures(nlp)
