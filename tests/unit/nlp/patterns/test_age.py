"""Ages."""

import pytest

from caseline.nlp.patterns.age import find
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("A [58-year-old](AGE) nurse came in.", id="hyphens"),
        pytest.param("A [58 year old](AGE) nurse and a [33 - year old](AGE) cook.", id="spaces"),
        pytest.param("This [70–year–old](AGE) farmer fell.", id="en-dashes"),
        pytest.param("A [34-yr-old](AGE) man.", id="yr"),
        pytest.param(
            "A schoolmaster of [52](AGE) was seen; a widow of [eighty-one](AGE), and a man of [about 50](AGE) who fell.",
            id="occupations",
        ),
        pytest.param(
            "A number of 52 was seen; a fever of 40 was noted; a farmer of 60 kg.", id="not-of-things"
        ),
        pytest.param("Our patient (f, [34](AGE)) fell.", id="letter-in-brackets"),
        pytest.param(
            "Ten days later his mother called; 3 weeks into it our patient fell.",
            id="not-a-time-before-somebody",
        ),
        pytest.param(
            "Six tablets a day\n\nPatient: female. A ferryman of [81 years](AGE) (72 kg).", id="not-a-rate"
        ),
        pytest.param("A [thirteen-year-old](AGE) girl and a [sixty years old](AGE) man.", id="words"),
        pytest.param("A [4(1/2)-year-old](AGE) boy and a [2½-year-old](AGE) girl.", id="fractions"),
        pytest.param("The boy, [aged 7 months](AGE), slept.", id="aged-months"),
        pytest.param("Two men, [aged 25 and 45](AGE), were treated.", id="aged-pair"),
        pytest.param("She was [3 weeks of age](AGE).", id="of-age"),
        pytest.param("He was diagnosed at the [age of 19 years](AGE).", id="age-of"),
        pytest.param("A [28 yo](AGE) with asthma; a [28yo](AGE) without; a [63 y/o](AGE).", id="yo"),
        pytest.param("[58](AGE)F with rash.", id="letter-stuck"),
        pytest.param("[41](AGE) M, presented to us.", id="letter-apart"),
        pytest.param("A woman in her [seventies](AGE) and a man in his [early 60s](AGE).", id="tens"),
        pytest.param("A lady in the [seventh decade of life](AGE).", id="decade"),
        pytest.param("An [elderly](AGE) man and a [young](AGE) woman.", id="elderly-young"),
        pytest.param("A [neonate](AGE), an [infant](AGE) and a [toddler](AGE).", id="small-ones"),
        pytest.param("A [71-year](AGE) male with gout.", id="year-before-noun"),
        pytest.param("A woman of [80 years](AGE), on warfarin.", id="of-years"),
        pytest.param("An [octogenarian](AGE) fainted.", id="octogenarian"),
        pytest.param("The girl was [1 year 6 months old](AGE).", id="years-and-months"),
        pytest.param("[58yo](AGE)M with gout; a [67 yo](AGE)wm.", id="yo-and-letter"),
        pytest.param("[52](AGE)F received the vaccine.", id="letter-received"),
        pytest.param("A man of [58](AGE) with gout.", id="man-of"),
        pytest.param("A woman, [62](AGE), was seen.", id="between-commas"),
        pytest.param(
            "[44](AGE) F. Sore arm after the jab. [33](AGE) F after kava, hives.", id="letter-of-a-note"
        ),
        pytest.param(
            "The graft failed 12 M after it; 6 M post surgery. In room 12 F. Ward 7 M.", id="months-and-rooms"
        ),
        pytest.param("Stored at 46 F. Thawed between 36 and 46 F.", id="a-fridge"),
        pytest.param("Sex/age: M/[45](AGE), pain.", id="letter-first"),
        pytest.param("Age: [45 years](AGE).", id="field"),
        pytest.param("The pt is [34 years](AGE), in pain.", id="pt-is"),
        pytest.param("He was [60](AGE) when it began. She's [74](AGE).", id="was-when"),
        pytest.param("A [mid-40s](AGE) female.", id="mid-forties"),
        pytest.param("A [77-y-old](AGE) cook and a [sexagenarian](AGE).", id="y-old"),
        pytest.param("In patient A ([54 years](AGE), female) it began.", id="in-brackets"),
        pytest.param("A nurse (F, [28 y/o](AGE)) and a boy (male, [7 months](AGE)).", id="behind-the-sex"),
        pytest.param("My mother ([82](AGE)) and my daughter is [15](AGE) and well.", id="a-relative"),
        pytest.param("Mrs. Holm, [63](AGE), fell.", id="a-title"),
        pytest.param("A consumer of [66 years](AGE) received it.", id="consumer-of"),
        pytest.param("Chills, fever of 102 F, rash; 98F, well.", id="not-a-temperature"),
        pytest.param("He was male; 3 days later he fell.", id="not-a-distance"),
        pytest.param("For 5 years, female patients came.", id="not-a-length"),
        pytest.param("A boy of 12 kg took M/30 mg.", id="not-a-weight"),
        pytest.param("A 28-week [premature infant](AGE).", id="not-weeks-of-prematurity"),
        pytest.param("A man of few words; group M/2019.", id="not-an-age"),
        pytest.param("She was born at 38 weeks' gestation.", id="not-gestation"),
        pytest.param("The gestational age 27 weeks was confirmed.", id="not-gestational-age"),
        pytest.param("It recurred 3 years after the operation.", id="not-a-latency"),
        pytest.param("A 5-year follow-up was planned.", id="not-a-follow-up"),
        pytest.param("He had a 3-week history of cough.", id="not-a-history"),
        pytest.param("A 16F catheter and 18F-FDG were used.", id="not-a-catheter"),
        pytest.param("The lesion is shown in Fig.1d.", id="not-a-figure"),
        pytest.param("She delivered her baby at home.", id="not-her-baby"),
        pytest.param("It was of Child-Pugh class B.", id="not-child-pugh"),
        pytest.param("He took 30 mg for 20 years.", id="not-a-duration"),
    ],
)
def test_ages(source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in find(marked.text)] == list(marked.spans)
