"""Why mentions are left out, and which reason wins."""

import pytest

from caseline.cases.exclusion import exclusions
from caseline.cases.statements import subjects
from caseline.schema.mention import Exclusion
from tests.narratives import narrative


def reasons(source: str) -> dict[str, Exclusion | None]:
    found = narrative(source, context=True)
    given = exclusions(found, subjects(found.sentences))
    return {mention.text: given[mention.index] for mention in found.mentions}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("She developed [hives](EVENT).", {"hives": None}, id="hers"),
        pytest.param("She had no [hives](EVENT).", {"hives": Exclusion.NEGATED}, id="negated"),
        pytest.param(
            "It was unknown if the [hives](EVENT) were related to [kava](DRUG). I don't know if the [rash](EVENT) was due to it.",
            {"hives": None, "kava": None, "rash": None},
            id="the-cause-is-in-doubt",
        ),
        pytest.param(
            "She asked whether [seizures](EVENT) could be caused by it.",
            {"seizures": Exclusion.HYPOTHETICAL},
            id="a-question-of-what-could-be",
        ),
        pytest.param(
            "It was unknown whether [hives](EVENT) had occurred.",
            {"hives": Exclusion.HYPOTHETICAL},
            id="the-event-is-in-doubt",
        ),
        pytest.param(
            "In him [sepsis](DISORDER) was ruled out.", {"sepsis": Exclusion.RULED_OUT}, id="ruled-out"
        ),
        pytest.param(
            "[Hives](EVENT) are a common effect of [kava](DRUG).",
            {"Hives": Exclusion.GENERAL_KNOWLEDGE, "kava": Exclusion.GENERAL_KNOWLEDGE},
            id="general",
        ),
        pytest.param(
            "Berg et al. saw no [hives](EVENT).",
            {"hives": Exclusion.OTHER_PATIENTS},
            id="others-before-negation",
        ),
        pytest.param(
            "There is no family history of [hives](EVENT) in this patient.",
            {"hives": Exclusion.FAMILY},
            id="no-family-history",
        ),
        pytest.param(
            "In general [kava](DRUG) can be linked to no [hives](EVENT).",
            {"kava": Exclusion.GENERAL_KNOWLEDGE, "hives": Exclusion.GENERAL_KNOWLEDGE},
            id="general-before-negated",
        ),
        pytest.param(
            "Patients on [kava](DRUG) are at risk of [hives](EVENT).",
            {"kava": Exclusion.GENERAL_KNOWLEDGE, "hives": Exclusion.HYPOTHETICAL},
            id="risk-before-general",
        ),
        pytest.param(
            "[Kava](DRUG) may cause [hives](EVENT).",
            {"Kava": Exclusion.GENERAL_KNOWLEDGE, "hives": Exclusion.GENERAL_KNOWLEDGE},
            id="may-is-general-knowledge",
        ),
        pytest.param(
            "Berg et al. saw a woman whose sister had [hives](EVENT).",
            {"hives": Exclusion.FAMILY},
            id="family-of-others",
        ),
        pytest.param(
            "Her serology for [hepatitis B](DISORDER) was negative.",
            {"hepatitis B": Exclusion.RULED_OUT},
            id="tested-negative",
        ),
        pytest.param(
            "Her serology for [hepatitis B](DISORDER) was positive.",
            {"hepatitis B": None},
            id="tested-positive",
        ),
        pytest.param("A diagnosis of [hives](EVENT) was made.", {"hives": None}, id="diagnosis-of-a-patient"),
        pytest.param(
            "[Hives](EVENT) began in a newborn whose mother had taken [kava](DRUG) in pregnancy.",
            {"Hives": None, "kava": None},
            id="mother-s-drug-reaches-the-child",
        ),
        pytest.param(
            "His mother had taken [kava](DRUG) and had [hives](EVENT).",
            {"kava": Exclusion.FAMILY, "hives": Exclusion.FAMILY},
            id="mother-s-drug-of-an-adult",
        ),
        pytest.param("Her sister had [hives](EVENT).", {"hives": Exclusion.FAMILY}, id="family"),
        pytest.param(
            "His mother took him home with [hives](EVENT).", {"hives": None}, id="mother-took-him-home"
        ),
        pytest.param(
            "He grieved for his younger brother, who had [died](OUTCOME).",
            {"died": Exclusion.FAMILY},
            id="death-of-a-brother",
        ),
        pytest.param("Her dog [died](OUTCOME).", {"died": Exclusion.FAMILY}, id="death-of-a-dog"),
        pytest.param(
            "His brother found him and he [died](OUTCOME).", {"died": None}, id="death-beside-a-brother"
        ),
        pytest.param(
            "She was not [admitted](SERIOUSNESS).", {"admitted": Exclusion.NEGATED}, id="not-admitted"
        ),
        pytest.param("She was [admitted](SERIOUSNESS).", {"admitted": None}, id="admitted"),
        pytest.param(
            "She was at risk of [hives](EVENT).", {"hives": Exclusion.HYPOTHETICAL}, id="hypothetical"
        ),
        pytest.param(
            "She developed side effects such as [hives](EVENT).", {"hives": None}, id="list-of-her-effects"
        ),
        pytest.param(
            "She received [Comirnaty](DRUG) for [COVID-19 immunization](DRUG).",
            {"Comirnaty": None, "COVID-19 immunization": Exclusion.UNRELATED},
            id="what-a-vaccine-was-given-for",
        ),
        pytest.param(
            "After [COVID-19 vaccination](DRUG) she fainted.",
            {"COVID-19 vaccination": None},
            id="vaccination-alone-is-the-drug",
        ),
        pytest.param(
            "She had got [Fluzone](DRUG) and came for [COVID-19 vaccination](DRUG).",
            {"Fluzone": None, "COVID-19 vaccination": None},
            id="who-came-for-another-vaccine",
        ),
        pytest.param(
            "Effects usually begin [within two days](TIME).",
            {"within two days": Exclusion.GENERAL_KNOWLEDGE},
            id="general-time",
        ),
    ],
)
def test_reason(source: str, expected: dict[str, Exclusion | None]) -> None:
    assert reasons(source) == expected


def test_causes_ruled_out_by_a_later_sentence() -> None:
    found = reasons(
        "There are many causes of [cough](EVENT), such as [dust](DISORDER), [smoke](DISORDER) and "
        "[adverse effects](EVENT) of medication. An examination of the patient ruled out all of these causes."
    )
    assert found["dust"] is found["smoke"] is Exclusion.RULED_OUT
    assert found["cough"] is Exclusion.GENERAL_KNOWLEDGE
    assert found["adverse effects"] is not Exclusion.RULED_OUT


def test_causes_that_nobody_ruled_out_stay_general() -> None:
    found = reasons(
        "There are many causes of [cough](EVENT), such as [dust](DISORDER). The patient was examined."
    )
    assert found["dust"] is Exclusion.GENERAL_KNOWLEDGE
