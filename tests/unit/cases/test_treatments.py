"""Suspect, concomitant, or given to treat the event."""

import pytest

from caseline.cases.concepts import DISEASES, TREATMENTS, join
from caseline.cases.treatments import Role, is_generic, judge
from tests.narratives import narrative


def roles(source: str) -> dict[str, Role]:
    found = narrative(source, context=True)
    treated = join(found, [mention for mention in found.mentions if mention.label in TREATMENTS])
    events = [mention for mention in found.mentions if mention.label in DISEASES]
    return {item.concept.mentions[0].text: item.role for item in judge(found, treated, events)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[Kava](DRUG)-induced [hepatitis](EVENT) in a man.", {"Kava": Role.SUSPECT}, id="induced"
        ),
        pytest.param(
            "He had [hepatitis](EVENT) caused by [kava](DRUG).", {"kava": Role.SUSPECT}, id="caused-by"
        ),
        pytest.param(
            "Two days after starting [kava](DRUG) he developed [hives](EVENT), treated with [cetirizine](DRUG).",
            {"kava": Role.SUSPECT, "cetirizine": Role.THERAPY},
            id="given-after-the-event",
        ),
        pytest.param(
            "He received [kava](DRUG) and then developed [hives](EVENT).",
            {"kava": Role.SUSPECT},
            id="given-before-the-event",
        ),
        pytest.param(
            "He had [hives](EVENT) after [kava](DRUG), [ginseng](DRUG) and [garlic](DRUG).",
            {"kava": Role.SUSPECT, "ginseng": Role.SUSPECT, "garlic": Role.SUSPECT},
            id="list-shares-the-cue",
        ),
        pytest.param(
            "He had [hives](EVENT) after [kava](DRUG). He was also taking [aspirin](DRUG).",
            {"kava": Role.SUSPECT, "aspirin": Role.CONCOMITANT},
            id="also-taking",
        ),
        pytest.param(
            "[Hives](EVENT) followed [kava](DRUG) use. The [hives](EVENT) resolved after [prednisone](DRUG).",
            {"kava": Role.SUSPECT, "prednisone": Role.THERAPY},
            id="resolved-after",
        ),
        pytest.param(
            "After [kava](DRUG) he developed [anemia](EVENT) and needed [transfusions](THERAPY).",
            {"kava": Role.SUSPECT, "transfusions": Role.THERAPY},
            id="procedure",
        ),
        pytest.param(
            "Man got a [flu shot](DRUG) at work. Hx of [gout](DISORDER).",
            {"flu shot": Role.SUSPECT},
            id="only-vaccine",
        ),
        pytest.param(
            "Weak legs, s/p [influenza vaccine](DRUG) 10/15/10.",
            {"influenza vaccine": Role.SUSPECT},
            id="only-vaccine-in-a-note",
        ),
        pytest.param(
            "He took [kava](DRUG) and developed [hives](EVENT). Up to date with [MMR vaccine](DRUG), given long ago.",
            {"kava": Role.SUSPECT, "MMR vaccine": Role.CONCOMITANT},
            id="vaccine-beside-a-suspect",
        ),
        pytest.param(
            "After the [MMR vaccine](DRUG) he had a [fit](EVENT); fits are seen more often with the old "
            "[pertussis vaccine](DRUG).",
            {"MMR vaccine": Role.SUSPECT},
            id="compared-with",
        ),
        pytest.param(
            "A boy swallowed about ten of his uncle's [kava](DRUG) tablets. Soon he was [drowsy](EVENT).",
            {"kava": Role.SUSPECT},
            id="swallowed-some-of",
        ),
        pytest.param(
            "[Hives](EVENT) appeared and [kava](DRUG) was discontinued.",
            {"kava": Role.SUSPECT},
            id="withdrawn",
        ),
        pytest.param(
            "[Bleeding](EVENT) came from an interaction between [warfarin](DRUG) and [kava](DRUG).",
            {"warfarin": Role.INTERACTING, "kava": Role.INTERACTING},
            id="interaction",
        ),
        pytest.param(
            "[Kava](DRUG) caused [hives](EVENT). An MRI with [gadolinium](DRUG) was normal.",
            {"Kava": Role.SUSPECT},
            id="contrast-medium-of-a-scan",
        ),
        pytest.param(
            "[Kava](DRUG) caused [hives](EVENT). He had not been prescribed [warfarin](DRUG).",
            {"Kava": Role.SUSPECT},
            id="not-prescribed",
        ),
        pytest.param(
            "[Kava](DRUG) caused [hives](EVENT). [Alkaline phosphatase](DRUG) and [lithium](DRUG) 1.1 mmol/L.",
            {"Kava": Role.SUSPECT},
            id="measured",
        ),
        pytest.param(
            "He had [hives](EVENT) after [kava](DRUG). [Senna](DRUG) had been well tolerated.",
            {"kava": Role.SUSPECT, "Senna": Role.CONCOMITANT},
            id="tolerated",
        ),
        pytest.param(
            "He received dose 2 of [Shingrix](DRUG); later that day [fever](EVENT), took [Tylenol](DRUG).",
            {"Shingrix": Role.SUSPECT, "Tylenol": Role.THERAPY},
            id="telegraphic-vaccine",
        ),
        pytest.param(
            "He got [kava](DRUG) on Monday. The next day he woke with [hives](EVENT).",
            {"kava": Role.SUSPECT},
            id="the-next-day",
        ),
        pytest.param(
            "He got [kava](DRUG) on Monday. His [hives](EVENT) were red.",
            {"kava": Role.THERAPY},
            id="no-suspect-without-a-word",
        ),
        pytest.param(
            "[Kava](DRUG) caused [hives](EVENT). Home meds:\n- [senna](DRUG) 15 mg\n- [aspirin](DRUG) 100 mg",
            {"Kava": Role.SUSPECT, "senna": Role.CONCOMITANT, "aspirin": Role.CONCOMITANT},
            id="list-of-medicines",
        ),
        pytest.param(
            "[Kava](DRUG) caused [hives](EVENT). He remains well on [senna](DRUG).",
            {"Kava": Role.SUSPECT},
            id="taken-later",
        ),
        pytest.param(
            "[Kava](DRUG) caused [hives](EVENT). He has a known allergy to [penicillin](DRUG).",
            {"Kava": Role.SUSPECT},
            id="known-allergy",
        ),
        pytest.param(
            "[Kava](DRUG) caused [hives](EVENT). [Dopamine](DRUG) was kept at hand and never used.",
            {"Kava": Role.SUSPECT},
            id="never-used",
        ),
        pytest.param(
            "[Asthma](DISORDER) was treated with [surgery](THERAPY), after which [fever](EVENT) came.",
            {"surgery": Role.THERAPY},
            id="procedures-are-not-suspected-by-time",
        ),
        pytest.param(
            "The [burns](EVENT) were caused by [radiotherapy](THERAPY).",
            {"radiotherapy": Role.SUSPECT},
            id="procedures-are-suspected-by-name",
        ),
        pytest.param(
            "The [bleeding](EVENT) was caused by [surgery](THERAPY).",
            {"surgery": Role.THERAPY},
            id="operations-are-not",
        ),
        pytest.param(
            "He took [amoxicillin](DRUG), and [zinc](DRUG). He had a [fit](EVENT). The antibiotic was stopped.",
            {"amoxicillin": Role.SUSPECT, "zinc": Role.CONCOMITANT},
            id="stopped-by-its-kind",
        ),
        pytest.param(
            "He had [jaundice](EVENT). [Isoniazid](DRUG) had been started two weeks earlier. The "
            "[antituberculous drugs](DRUG) were stopped.",
            {"Isoniazid": Role.SUSPECT},
            id="a-kind-whose-member-is-named",
        ),
        pytest.param(
            "On [kava](DRUG), [zinc](DRUG) and [iron](DRUG) he had a [fit](EVENT). [Zinc](DRUG) was the most likely culprit.",
            {"kava": Role.CONCOMITANT, "zinc": Role.SUSPECT, "iron": Role.CONCOMITANT},
            id="one-singled-out",
        ),
        pytest.param(
            "[Fits](EVENT) due to [kava](DRUG) or [zinc](DRUG). [Zinc](DRUG) was the most likely culprit.",
            {"kava": Role.SUSPECT, "zinc": Role.SUSPECT},
            id="blamed-beside-the-culprit",
        ),
        pytest.param(
            "On [kava](DRUG) and [zinc](DRUG) he had a [fit](EVENT) after [kava](DRUG). The interaction was plain.",
            {"kava": Role.INTERACTING, "zinc": Role.INTERACTING},
            id="acted-together",
        ),
    ],
)
def test_roles(source: str, expected: dict[str, Role]) -> None:
    assert roles(source) == expected


@pytest.mark.parametrize(
    "text",
    [
        "medication",
        "other drugs",
        "his treatment",
        "medical therapy",
        "supportive care",
        "enemas",
        "liver biopsy",
    ],
)
def test_generic_words_name_no_treatment(text: str) -> None:
    assert is_generic(text)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "He had [hives](EVENT). [Chemotherapy](THERAPY) with [cisplatin](DRUG) was given.",
            {"Chemotherapy": Role.THERAPY},
            id="chemotherapy-is-its-member",
        ),
        pytest.param(
            "He had [hives](EVENT). [Chemotherapy](THERAPY) was given.",
            {"Chemotherapy": Role.THERAPY},
            id="chemotherapy-alone",
        ),
        pytest.param(
            "He had [hives](EVENT). An [injection](THERAPY) of [kava](DRUG) was given.",
            {"kava": Role.THERAPY},
            id="injection-of",
        ),
        pytest.param(
            "Her only medication was [kava](DRUG), which she had been taking for several years. Days later she had [hives](EVENT).",
            {"kava": Role.CONCOMITANT},
            id="only-medication",
        ),
        pytest.param(
            "He took [kava](DRUG). Days later he had [hives](EVENT).",
            {"kava": Role.SUSPECT},
            id="taken-before",
        ),
        pytest.param(
            "He had [hives](EVENT). [Kava](DRUG) was used. He slept. He ate. He sat. He ran. [Kava](DRUG) was stopped.",
            {"Kava": Role.THERAPY},
            id="stopping-what-was-given-after-blames-nothing",
        ),
        pytest.param(
            "[Hives](EVENT) came after switching from [senna](DRUG) to [kava](DRUG).",
            {"senna": Role.CONCOMITANT, "kava": Role.SUSPECT},
            id="switched",
        ),
        pytest.param(
            "He had [hives](EVENT). The line was flushed with [saline](DRUG). [Kava](DRUG) was given.",
            {"Kava": Role.THERAPY},
            id="flushed",
        ),
    ],
)
def test_roles_of_words_beside(source: str, expected: dict[str, Role]) -> None:
    assert roles(source) == expected


@pytest.mark.parametrize("text", ["steroids", "chemotherapy", "drug eluting stent"])
def test_classes_are_no_generic_words(text: str) -> None:
    assert not is_generic(text)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[Fever](EVENT) came on. He was treated with [kava](DRUG), [senna](DRUG) and [garlic](DRUG). "
            "[Kava](DRUG)-induced [hives](EVENT) followed.",
            {"kava": Role.SUSPECT, "senna": Role.CONCOMITANT, "garlic": Role.CONCOMITANT},
            id="mates-of-a-suspect-treat-nothing",
        ),
        pytest.param(
            "He had [hives](EVENT) after [kava](DRUG). He was treated with [senna](DRUG) and [garlic](DRUG).",
            {"kava": Role.SUSPECT, "senna": Role.THERAPY, "garlic": Role.THERAPY},
            id="mates-of-a-therapy-do",
        ),
        pytest.param(
            "He received [kava](DRUG). Before each infusion [senna](DRUG) was given. "
            "After the second infusion he had [hives](EVENT). [Senna](DRUG) was given.",
            {"kava": Role.SUSPECT, "senna": Role.CONCOMITANT, "Senna": Role.THERAPY},
            id="premedication-and-therapy",
        ),
        pytest.param(
            "He had [hives](EVENT) twenty minutes after [platelets](THERAPY).",
            {"platelets": Role.SUSPECT},
            id="blood-product",
        ),
        pytest.param(
            "He had [hives](EVENT) twenty minutes after [surgery](THERAPY).",
            {"surgery": Role.THERAPY},
            id="operation",
        ),
        pytest.param(
            "He had [hives](EVENT) after injection of [gadobutrol](DRUG) for an MRI.",
            {"gadobutrol": Role.SUSPECT},
            id="contrast-medium-given",
        ),
        pytest.param(
            "[Lesions](EVENT) were seen on MRI after [gadobutrol](DRUG).",
            {},
            id="contrast-medium-that-showed",
        ),
    ],
)
def test_roles_of_what_is_told_together(source: str, expected: dict[str, Role]) -> None:
    assert roles(source) == expected


def test_mates_of_a_kind_whose_member_is_blamed() -> None:
    source = (
        "He developed [hepatitis](EVENT). She was given [antibiotics](DRUG), [paracetamol](DRUG) and "
        "[omeprazole](DRUG). [Amoxicillin](DRUG)-induced [hepatitis](EVENT) was diagnosed; [antibiotics](DRUG) were "
        "the cause of the [hepatitis](EVENT)."
    )
    found = roles(source)
    assert found["Amoxicillin"] is Role.SUSPECT
    assert found["paracetamol"] is found["omeprazole"] is Role.THERAPY
