"""Words of sex, and the weaker pronouns and hints."""

import pytest

from caseline.nlp.patterns.sex import find, find_hints, find_pronouns
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("A [woman](SEX) and two [men](SEX).", id="nouns"),
        pytest.param("A [female](SEX) patient, a [boy](SEX), a [schoolgirl](SEX).", id="adjective-and-young"),
        pytest.param("An elderly [gentleman](SEX) and a [lady](SEX).", id="polite"),
        pytest.param("A 30-year-old [primigravida](SEX).", id="primigravida"),
        pytest.param("A [schoolmaster](SEX), a [policewoman](SEX) and a farmer.", id="occupations"),
        pytest.param("Our patient ([f](SEX), 34); Patient data: [M](SEX), 61 y, 80 kg.", id="letters"),
        pytest.param("The constant (f, 0.34) and case: M, 12 cm.", id="not-other-letters"),
        pytest.param("58[F](SEX) with rash; 60 y/o [M](SEX) with gout.", id="letters"),
        pytest.param("A 58-yr-old [WF](SEX) with asthma.", id="letters-with-colour"),
        pytest.param("58yo[M](SEX) with gout; [F](SEX)/45, rash.", id="letters-beside-yo"),
        pytest.param("52[F](SEX) received the vaccine.", id="letter-received"),
        pytest.param("A 7 mo [F](SEX) with hives; an 82 y.o. [M](SEX) resident.", id="letters-behind-units"),
        pytest.param("A nurse ([F](SEX), 28 y/o) came. Sex: [M](SEX).", id="letters-before-ages"),
        pytest.param("44 [F](SEX). Sore arm. 2 mo [M](SEX).", id="letters-at-the-end"),
        pytest.param("Fever of 102 F, chills; 102 F, 3 days later.", id="not-a-temperature"),
        pytest.param("The 5 mo F/U visit; 6 months M. avium.", id="not-a-follow-up"),
        pytest.param("She told us that he fell.", id="not-pronouns"),
        pytest.param("The human genome was read; a male-to-female ratio of 2.", id="not-ratio"),
        pytest.param("Female rats were dosed; a female donor was found.", id="not-animals-or-donors"),
        pytest.param("A 16F sheath; vitamin F; 5 M solution.", id="not-letters"),
    ],
)
def test_sex(source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in find(marked.text)] == list(marked.spans)


def test_pronouns_stand_apart() -> None:
    text = "She gave him her hat; the shed is theirs."
    assert [text[start:end] for _, start, end in find_pronouns(text)] == ["She", "him", "her"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "G2P1, 20 weeks pregnant, postmenopausal", ["G2P1", "pregnant", "postmenopausal"], id="hers"
        ),
        pytest.param("after prostatectomy for prostate cancer", ["prostatectomy", "prostate"], id="his"),
        pytest.param("Mrs. Holm and two older sisters", ["Mrs", "sisters"], id="titles-and-sisters"),
        pytest.param("The husband observed it; the mother noticed a rash.", [], id="who-tells"),
        pytest.param("A mother of two took kava.", ["mother"], id="a-mother"),
        pytest.param("relapsing MS Holm studied", [], id="no-title"),
        pytest.param("after a cholecystectomy", [], id="neither"),
    ],
)
def test_hints_stand_apart(text: str, words: list[str]) -> None:
    assert [text[start:end] for _, start, end in find_hints(text)] == words
    assert find(text) == []
