"""Mentions of a partial annotation: what counts, what does not."""

from __future__ import annotations

from typing import Any

import pytest
from evaluation_records import compare, mention, record

from caseline.evaluation import FieldScore, Mode
from caseline.schema import Case, CaseReport, Label, Mention
from caseline.schema.case import Event
from caseline.schema.mention import Exclusion

TEXT = "Severe hepatic failure followed, without fever; jaundice is common and jaundice had been absent."
FAILURE = mention(TEXT, 1, Label.EVENT, "hepatic failure")
FEVER = mention(TEXT, 2, Label.EVENT, "fever", excluded=Exclusion.NEGATED)
GENERAL = mention(TEXT, 3, Label.EVENT, "jaundice", excluded=Exclusion.GENERAL_KNOWLEDGE)


def _event(wording: str, nth: int = 0, number: int = 1, **context: Any) -> Mention:
    return mention(TEXT, number, Label.EVENT, wording, nth, **context)


def _score(predicted: tuple[Mention, ...], field: str, mode: Mode, **parts: Any) -> FieldScore:
    gold = record(TEXT, (FAILURE, FEVER, GENERAL))
    score = compare(gold, record(TEXT, predicted, **parts)).score(field, mode)
    assert score is not None
    return score


def _counts(score: FieldScore) -> tuple[int, int, int, int]:
    return score.gold, score.predicted, score.matched, score.unjudged


# Counts are gold, predicted, matched, unjudged.
EVENTS = [
    pytest.param((FAILURE,), (3, 1, 1, 0), (3, 1, 1, 0), id="same-offsets"),
    pytest.param((_event("Severe hepatic failure"),), (3, 1, 0, 0), (3, 1, 1, 0), id="wider"),
    pytest.param((_event("failure"),), (3, 1, 0, 0), (3, 1, 1, 0), id="narrower"),
    pytest.param((_event("absent"),), (3, 0, 0, 1), (3, 0, 0, 1), id="elsewhere-is-unjudged"),
    pytest.param((_event("jaundice", 1),), (3, 0, 0, 1), (3, 0, 0, 1), id="repeated-word-is-unjudged"),
    pytest.param(
        (_event("hepatic"), _event("failure", number=2)), (3, 2, 0, 0), (3, 2, 1, 0), id="split-in-two"
    ),
    pytest.param(
        (_event("Severe hepatic failure", number=4), FAILURE), (3, 2, 1, 0), (3, 2, 1, 0), id="equal-first"
    ),
    pytest.param((), (3, 0, 0, 0), (3, 0, 0, 0), id="nothing"),
]


@pytest.mark.parametrize(("predicted", "exact", "relaxed"), EVENTS)
def test_offsets_of_one_label(
    predicted: tuple[Mention, ...], exact: tuple[int, ...], relaxed: tuple[int, ...]
) -> None:
    assert _counts(_score(predicted, "mentions.EVENT", Mode.EXACT)) == exact
    assert _counts(_score(predicted, "mentions.EVENT", Mode.RELAXED)) == relaxed


def test_another_label_on_a_gold_place_is_wrong() -> None:
    wrong = (mention(TEXT, 1, Label.DISORDER, "hepatic failure"),)
    assert _counts(_score(wrong, "mentions.DISORDER", Mode.RELAXED)) == (0, 1, 0, 0)
    assert _counts(_score(wrong, "mentions.EVENT", Mode.RELAXED)) == (3, 0, 0, 0)


@pytest.mark.parametrize(
    ("evidence", "counts"),
    [
        pytest.param(("m1",), (3, 1, 0, 0), id="evidence-of-a-case-is-judged"),
        pytest.param((), (3, 0, 0, 1), id="no-evidence-is-not"),
    ],
)
def test_evidence_of_a_case_must_be_in_gold(evidence: tuple[str, ...], counts: tuple[int, ...]) -> None:
    case = Case(id="c1", events=(Event(id="e1", name="absence", evidence=evidence),))
    score = _score((_event("absent"),), "mentions.EVENT", Mode.RELAXED, cases=(case,))
    assert _counts(score) == counts


def _at_fever(**fields: Any) -> tuple[Mention, ...]:
    return (mention(TEXT, 1, Label.EVENT, "fever", **fields),)


EXCLUSIONS = [
    pytest.param((FEVER, GENERAL), (2, 2, 2, 0), id="both"),
    pytest.param(_at_fever(excluded=Exclusion.NEGATED), (2, 1, 1, 0), id="one"),
    pytest.param(_at_fever(excluded=Exclusion.HYPOTHETICAL), (2, 1, 0, 0), id="another-reason"),
    pytest.param(_at_fever(), (2, 0, 0, 0), id="not-excluded"),
    pytest.param((), (2, 0, 0, 0), id="not-found"),
    pytest.param(
        (mention(TEXT, 1, Label.DISORDER, "fever", excluded=Exclusion.NEGATED),), (2, 1, 1, 0), id="any-label"
    ),
    pytest.param(
        (_event("hepatic failure", excluded=Exclusion.NEGATED),), (2, 1, 0, 0), id="excluded-by-mistake"
    ),
    pytest.param((_event("jaundice", 1, excluded=Exclusion.NEGATED),), (2, 0, 0, 1), id="gold-has-no-say"),
]


@pytest.mark.parametrize(("predicted", "counts"), EXCLUSIONS)
def test_exclusions(predicted: tuple[Mention, ...], counts: tuple[int, ...]) -> None:
    assert _counts(_score(predicted, "mentions.excluded", Mode.RELAXED)) == counts


def test_exact_exclusion_needs_the_same_offsets() -> None:
    wider = (_event("without fever", excluded=Exclusion.NEGATED),)
    assert _score(wider, "mentions.excluded", Mode.RELAXED).matched == 1
    assert _score(wider, "mentions.excluded", Mode.EXACT).matched == 0


def test_unjudged_mentions_are_no_differences() -> None:
    gold = record(TEXT, (FAILURE,))
    predicted: CaseReport = record(TEXT, (FAILURE, _event("absent", number=2)))
    assert compare(gold, predicted).differences == ()
    assert [found.field for found in compare(gold, record(TEXT)).differences] == ["mentions.EVENT"]


def test_an_equal_pair_is_never_given_up_for_two_that_overlap() -> None:
    gold = record(TEXT, (_event("hepatic failure"), _event("failure followed", number=2)))
    predicted = record(TEXT, (_event("hepatic failure"), _event("hepatic", number=2)))
    score = compare(gold, predicted).score("mentions.EVENT", Mode.EXACT)
    assert score is not None
    assert score.matched == 1


def test_of_two_predictions_on_a_place_the_same_label_speaks_for_the_exclusion() -> None:
    other = mention(TEXT, 7, Label.DISORDER, "fever")
    right = mention(TEXT, 8, Label.EVENT, "fever", excluded=Exclusion.NEGATED)
    for predicted in ((other, right), (right, other)):
        assert _counts(_score(predicted, "mentions.excluded", Mode.RELAXED)) == (2, 1, 1, 0)


def test_other_offsets_on_the_right_place_are_no_difference() -> None:
    gold, wider = record(TEXT, (FAILURE,)), record(TEXT, (_event("Severe hepatic failure"),))
    assert _score((_event("Severe hepatic failure"),), "mentions.EVENT", Mode.EXACT).matched == 0
    assert compare(gold, wider).differences == ()
