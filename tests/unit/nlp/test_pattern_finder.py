"""The component that writes the layer of patterns."""

from pathlib import Path

import pytest
import spacy

from caseline.errors import ConfigError
from caseline.nlp.layers import PATTERN
from tests.marked import blank

_TEXT = "A 58-year-old woman took 500mg twice daily; 3 weeks later she recovered."


def _found(nlp: spacy.Language, text: str = _TEXT) -> list[tuple[str, str, str]]:
    doc = nlp(text)
    return [(span.text, span.label_, span.id_) for span in doc.spans[PATTERN]]


_EXPECTED = [
    ("58-year-old", "AGE", "pattern"),
    ("woman", "SEX", "pattern"),
    ("500mg", "DOSE", "pattern"),
    ("twice daily", "FREQUENCY", "pattern"),
    ("3 weeks later", "TIME", "pattern"),
    ("recovered", "OUTCOME", "pattern"),
]


@pytest.fixture
def nlp() -> spacy.Language:
    nlp = blank()
    nlp.add_pipe("caseline_patterns")
    return nlp


def test_layer(nlp: spacy.Language) -> None:
    assert _found(nlp) == _EXPECTED


def test_second_run_adds_nothing(nlp: spacy.Language) -> None:
    doc = nlp(_TEXT)
    assert len(nlp.get_pipe("caseline_patterns")(doc).spans[PATTERN]) == len(_EXPECTED)


def test_text_without_mentions(nlp: spacy.Language) -> None:
    assert _found(nlp, "Nothing to see.") == []
    assert _found(nlp, "") == []


def test_match_inside_a_token_is_dropped() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("caseline_patterns", config={"families": ["frequency"]})
    assert _found(nlp, "See http://example.org/daily for more.") == []
    assert _found(nlp, "One daily.") == [("daily", "FREQUENCY", "pattern")]


def test_families_are_chosen() -> None:
    nlp = blank()
    nlp.add_pipe("caseline_patterns", config={"families": ["sex"]})
    assert _found(nlp) == [("woman", "SEX", "pattern")]


def test_unknown_family_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"names weight; the families are age, sex"):
        blank().add_pipe("caseline_patterns", config={"families": ["age", "weight"]})


def test_pipeline_is_sound_and_saves(nlp: spacy.Language, tmp_path: Path) -> None:
    assert not nlp.analyze_pipes()["problems"]["caseline_patterns"]
    nlp.to_disk(tmp_path)
    assert _found(spacy.load(tmp_path)) == _EXPECTED
    again = blank()
    again.add_pipe("caseline_patterns")
    assert _found(again.from_bytes(nlp.to_bytes())) == _EXPECTED


def test_layer_crosses_processes(nlp: spacy.Language) -> None:
    docs = list(nlp.pipe([_TEXT, _TEXT], n_process=2))
    assert [len(doc.spans[PATTERN]) for doc in docs] == [len(_EXPECTED)] * 2
