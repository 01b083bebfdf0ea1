"""Fitting scores, and measuring how reliable they are."""

import json
import random

import numpy as np
import pytest

from caseline.nlp.score_table import read_table
from caseline.training.calibrate import ALL, Calibration, calibration
from caseline.training.calibration import Example, cross_fit, fit_weights
from caseline.training.judging import BASIS, JUDGES, Candidate
from caseline.training.logistic import fit_logistic, probabilities
from caseline.training.reliability import reliability
from caseline.training.texts import LabelledSpan, LabelledText


def examples(count: int = 3000, *, seed: int = 5, label: str = "DRUG") -> list[Example]:
    """Returns mentions that are right as often as a known logistic model says."""
    chance = random.Random(seed)
    made = []
    for place in range(count):
        held = {
            "phee.same": float(chance.random() < 0.6),
            "phee.same.sureness": 3 * chance.random(),
            "words": chance.choice([0.0, 0.7, 1.1]),
        }
        odds = -1.5 + 1.5 * held["phee.same"] + held["phee.same.sureness"] - held["words"]
        right = chance.random() < probabilities(np.array([odds]))[0]
        made.append(Example("phee", str(place // 3), label, held, bool(right)))
    return made


@pytest.fixture(scope="module")
def fitted() -> Calibration:
    return calibration(examples(), texts={"phee": 1000})


def test_cross_fitted_scores_of_synthetic_mentions_are_calibrated(fitted: Calibration) -> None:
    assert fitted.reliability[ALL].error < 0.03
    for row in fitted.reliability[ALL].rows:
        assert row.right == pytest.approx(row.score, abs=0.06)


def test_control_constant_scores_are_not(fitted: Calibration) -> None:
    assert reliability([(0.95, each.right) for each in examples()]).error > 0.2


def test_the_weights_are_found_again(fitted: Calibration) -> None:
    found = fitted.labels["DRUG"]
    assert found.intercept == pytest.approx(-1.5, abs=0.4)
    assert found.weights["words"] == pytest.approx(-1, abs=0.3)
    assert found.weights["phee.same"] == pytest.approx(1.5, abs=0.3)


def test_agreement_never_lowers_a_score() -> None:
    made = [
        Example("phee", str(place), "DRUG", {"phee.same": float(place % 2)}, place % 2 == 0)
        for place in range(60)
    ]
    assert "phee.same" not in fit_weights(made)["DRUG"].weights


def test_fits_are_the_same_twice(fitted: Calibration) -> None:
    assert calibration(examples(), texts={"phee": 1000}).to_json() == fitted.to_json()


def test_the_table_is_read_back(fitted: Calibration) -> None:
    read = read_table(fitted.to_json(), name="own")
    assert read.labels == fitted.labels
    assert json.loads(fitted.to_json())["labels"]["DRUG"]["basis"] == BASIS["DRUG"]


def test_a_label_of_few_mentions_has_no_score() -> None:
    rare = examples(19, label="THERAPY")
    assert set(fit_weights(examples(100) + rare)) == {"DRUG"}
    assert cross_fit(rare) == [None] * 19


def test_labels_of_a_group_share_weights_but_not_their_level() -> None:
    often = [Example("phee", str(n), "AGE", {"phee.same": 1.0}, n % 10 > 0) for n in range(100)]
    seldom = [Example("phee", str(n), "SEX", {"phee.same": 1.0}, n % 2 > 0) for n in range(100)]
    found = fit_weights(often + seldom)
    assert found["AGE"].weights == found["SEX"].weights
    assert found["AGE"].probability({"phee.same": 1}) == pytest.approx(0.9, abs=0.03)
    assert found["SEX"].probability({"phee.same": 1}) == pytest.approx(0.5, abs=0.03)


def test_no_document_is_scored_by_what_was_fitted_to_it() -> None:
    # Right only in documents that hold the feature: whoever saw them would score them high.
    made = [Example("phee", "one", "DRUG", {"phee.same": 1.0}, True) for _ in range(50)]
    made += [Example("phee", str(n), "DRUG", {}, False) for n in range(50)]
    assert max(score for score in cross_fit(made)[:50] if score is not None) < 0.2


def test_logistic_without_penalty_meets_the_shares() -> None:
    right = np.array([1.0] * 30 + [0.0] * 10)
    weights = fit_logistic(
        np.ones((40, 1)), right, penalty=np.zeros(1), nonnegative=np.zeros(1, dtype=np.bool_)
    )
    assert probabilities(weights)[0] == pytest.approx(0.75, abs=1e-4)


def test_bands_and_error_by_hand() -> None:
    found = reliability([(0.2, False), (0.4, True), (0.9, True), (1.0, True)])
    assert [(row.low, row.mentions, row.right) for row in found.rows] == [(0, 2, 0.5), (0.9, 2, 1.0)]
    assert found.error == pytest.approx((0.2 + 0.6 + 0.1 + 0.0) / 4)
    assert found.means() == pytest.approx((0.625, 0.75))


def test_reliability_of_nothing() -> None:
    assert reliability([]).rows == ()


GOLD = (
    LabelledSpan(0, 5, "DRUG"),
    LabelledSpan(10, 30, "EVENT"),
    LabelledSpan(0, 5, "Chemical"),
    LabelledSpan(10, 14, "Disease"),
    LabelledSpan(40, 60, "History"),
    LabelledSpan(62, 65, "Medication"),
)


@pytest.mark.parametrize(
    ("corpus", "start", "end", "label", "held", "expected"),
    [
        pytest.param("phee", 0, 5, "DRUG", "", True, id="phee-same"),
        pytest.param("phee", 0, 4, "DRUG", "", False, id="phee-other-bounds"),
        pytest.param("phee", 33, 38, "DRUG", "", None, id="phee-unmarked-drug-is-no-error"),
        pytest.param("phee", 10, 30, "DISORDER", "", False, id="phee-tells-events-from-disorders"),
        pytest.param("phee", 10, 30, "EVENT", "list", True, id="phee-marks-lists"),
        pytest.param("phee", 10, 14, "EVENT", "member", None, id="phee-has-no-say-on-members"),
        pytest.param("phee", 33, 38, "AGE", "", False, id="phee-unmarked-age"),
        pytest.param("phee", 10, 14, "BODY_SITE", "", None, id="phee-marks-no-sites"),
        pytest.param("bc5cdr", 33, 38, "DRUG", "", False, id="bc5cdr-unmarked-drug"),
        pytest.param("bc5cdr", 10, 14, "EVENT", "member", True, id="bc5cdr-marks-members"),
        pytest.param("bc5cdr", 10, 14, "DISORDER", "", True, id="bc5cdr-either-label"),
        pytest.param("bc5cdr", 10, 30, "EVENT", "list", None, id="bc5cdr-has-no-say-on-lists"),
        pytest.param("bc5cdr", 10, 30, "EVENT", "wide", None, id="bc5cdr-has-no-say-on-wide-mentions"),
        pytest.param("bc5cdr", 0, 5, "AGE", "", None, id="bc5cdr-marks-no-ages"),
        pytest.param("maccrobat", 62, 65, "DRUG", "", True, id="maccrobat-medication"),
        pytest.param("maccrobat", 62, 65, "THERAPY", "", False, id="maccrobat-medication-is-no-procedure"),
        pytest.param("maccrobat", 45, 50, "DISORDER", "", None, id="maccrobat-hides-histories"),
        pytest.param("maccrobat", 45, 50, "TIME", "", False, id="maccrobat-hides-no-times"),
        pytest.param("maccrobat", 45, 50, "OUTCOME", "", None, id="nobody-marks-outcomes"),
    ],
)
def test_what_a_corpus_has_a_say_on(
    corpus: str, start: int, end: int, label: str, held: str, expected: bool | None
) -> None:
    text = LabelledText("1", " " * 80, GOLD)
    mention = Candidate(start, end, label, {held: 1.0} if held else {})
    assert JUDGES[corpus].judge(mention, text) is expected


def test_every_judged_label_says_what_it_rests_on() -> None:
    assert {label.value for judge in JUDGES.values() for label in judge.marks} == set(BASIS)
