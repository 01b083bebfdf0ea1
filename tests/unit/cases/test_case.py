"""Cases as a whole: what each drug was for, what each therapy was for, and the ids that tie them."""

import pytest

from caseline.cases import assemble
from caseline.schema.case import Case, ConditionRole
from caseline.schema.mention import Exclusion, Mention
from tests.marked import annotated


def assembled(source: str) -> tuple[tuple[Mention, ...], tuple[Case, ...]]:
    return assemble(annotated(source, "caseline_context"))


def case(source: str) -> Case:
    [found] = assembled(source)[1]
    return found


def conditions(found: Case) -> dict[str, str]:
    return {condition.name: condition.role.value for condition in found.conditions}


def indications(found: Case) -> dict[str, str | None]:
    """Returns the name of each drug's indication by the drug's name."""
    names = {condition.id: condition.name for condition in found.conditions}
    return {drug.name: drug.indication and names[drug.indication] for drug in found.drugs}


@pytest.mark.parametrize(
    ("source", "drugs", "roles"),
    [
        pytest.param(
            "A [woman](SEX) took [kava](DRUG) for [insomnia](DISORDER) and developed [hives](EVENT).",
            {"kava": "insomnia"},
            {"insomnia": "indication"},
            id="for",
        ),
        pytest.param(
            "A [woman](SEX) with [insomnia](DISORDER) treated with [kava](DRUG) developed [hives](EVENT).",
            {"kava": "insomnia"},
            {"insomnia": "indication"},
            id="treated-with",
        ),
        pytest.param(
            "A [woman](SEX) took [kava](DRUG) to treat [insomnia](DISORDER). She developed [hives](EVENT).",
            {"kava": "insomnia"},
            {"insomnia": "indication"},
            id="to-treat",
        ),
        pytest.param(
            "A [woman](SEX) developed [hives](EVENT) two days after [kava](DRUG). She had a history of [asthma](DISORDER).",
            {"kava": None},
            {"asthma": "history"},
            id="history-is-no-indication",
        ),
        pytest.param(
            "A [woman](SEX) took [kava](DRUG) and developed [hives](EVENT). "
            "[Kava](DRUG) is used in the treatment of [insomnia](DISORDER).",
            {"kava": "insomnia"},
            {"insomnia": "indication"},
            id="general-use",
        ),
        pytest.param(
            "A [woman](SEX) took [kava](DRUG) and developed [hives](EVENT). "
            "[Senna](DRUG) is used in the treatment of [constipation](DISORDER).",
            {"kava": None},
            {},
            id="general-use-of-another-drug",
        ),
        pytest.param(
            "A [woman](SEX) took [kava](DRUG) and developed [hives](EVENT).",
            {"kava": None},
            {},
            id="nothing-told",
        ),
    ],
)
def test_indications(source: str, drugs: dict[str, str | None], roles: dict[str, str]) -> None:
    found = case(source)
    assert indications(found) == drugs
    assert conditions(found) == roles


def test_a_drug_beside_keeps_its_own_purpose() -> None:
    found = case(
        "A [woman](SEX) took [kava](DRUG) for [insomnia](DISORDER) and developed [hives](EVENT). "
        "She was also taking [metformin](DRUG) for [diabetes](DISORDER)."
    )
    assert indications(found) == {"kava": "insomnia", "metformin": "diabetes"}
    assert conditions(found)["insomnia"] == ConditionRole.INDICATION
    assert conditions(found)["diabetes"] == ConditionRole.COMORBIDITY


def test_general_use_is_evidence_and_so_no_longer_left_out() -> None:
    mentions, [found] = assembled(
        "A [woman](SEX) took [kava](DRUG) and developed [hives](EVENT). "
        "[Kava](DRUG) is used in the treatment of [insomnia](DISORDER)."
    )
    [insomnia] = [mention for mention in mentions if mention.text == "insomnia"]
    assert insomnia.excluded is None
    assert found.conditions[0].evidence == (insomnia.id,)


def treated(source: str) -> dict[str, set[str]]:
    """Returns the names of the events that each therapy was given for."""
    found = case(source)
    names = {event.id: event.name for event in found.events}
    return {therapy.name: {names[key] for key in therapy.for_events} for therapy in found.therapies}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "After [kava](DRUG) a [man](SEX) developed [hives](EVENT) and [fever](EVENT). "
            "The [hives](EVENT) were treated with [cetirizine](DRUG).",
            {"cetirizine": {"hives"}},
            id="named-in-its-sentence",
        ),
        pytest.param(
            "After [kava](DRUG) a [man](SEX) developed [hives](EVENT) and [fever](EVENT). "
            "He was treated with [prednisone](DRUG).",
            {"prednisone": {"hives", "fever"}},
            id="all-told-before",
        ),
        pytest.param(
            "After [kava](DRUG) a [man](SEX) developed [hives](EVENT). He was treated with [cetirizine](DRUG). "
            "Later he developed [jaundice](EVENT).",
            {"cetirizine": {"hives"}},
            id="not-what-came-later",
        ),
        pytest.param(
            "After [kava](DRUG) a [man](SEX) developed [thrombocytopenia](EVENT) and [fever](EVENT). "
            "The [cytopenias](EVENT) responded to [prednisone](DRUG).",
            {"prednisone": {"thrombocytopenia"}},
            id="by-a-word-for-their-kind",
        ),
    ],
)
def test_events_of_a_therapy(source: str, expected: dict[str, set[str]]) -> None:
    assert treated(source) == expected


def test_a_therapy_s_duration_is_that_of_its_sentence() -> None:
    [therapy] = case(
        "After [kava](DRUG) a [man](SEX) developed [hives](EVENT) that lasted [for two weeks](DURATION). "
        "He was treated with [cetirizine](DRUG) [for three days](DURATION)."
    ).therapies
    assert therapy.duration is not None
    assert therapy.duration.text == "for three days"


def test_every_mention_is_kept_with_its_reason() -> None:
    mentions, [found] = assembled(
        "A [man](SEX) took [kava](DRUG) and developed [hives](EVENT) but no [fever](EVENT). "
        "His sister had [asthma](DISORDER)."
    )
    assert {mention.text: mention.excluded for mention in mentions} == {
        "man": None,
        "kava": None,
        "hives": None,
        "fever": Exclusion.NEGATED,
        "asthma": Exclusion.FAMILY,
    }
    assert [event.name for event in found.events] == ["hives"]
    assert found.conditions == ()


def test_mentions_are_numbered_by_their_place_pronoun_included() -> None:
    mentions, [found] = assembled("[Kava](DRUG) was taken. She developed [hives](EVENT).")
    assert [(mention.id, mention.text) for mention in mentions] == [
        ("m1", "Kava"),
        ("m2", "She"),
        ("m3", "hives"),
    ]
    assert found.patient.sex is not None
    assert found.patient.sex.evidence == ("m2",)


def test_two_patients_two_cases_with_their_own_drugs_and_events() -> None:
    _, cases = assembled(
        "The first patient was a [40-year-old](AGE) [man](SEX). He took [kava](DRUG) and developed [hives](EVENT). "
        "The second patient was a [52-year-old](AGE) [woman](SEX). She took [senna](DRUG) and developed [cramps](EVENT)."
    )
    assert [found.id for found in cases] == ["c1", "c2"]
    assert [[drug.name for drug in found.drugs] for found in cases] == [["kava"], ["senna"]]
    assert [[event.name for event in found.events] for found in cases] == [["hives"], ["cramps"]]
    assert [[event.suspects for event in found.events] for found in cases] == [[("d1",)], [("d1",)]]


def test_a_list_is_evidence_of_its_members_and_no_event_itself() -> None:
    doc = annotated(
        "After [kava](DRUG) a [man](SEX) developed [hives](EVENT) and [fever](EVENT).", "caseline_context"
    )
    spans = list(doc.spans["mentions"])
    hives, fever = spans[2], spans[3]
    spans.insert(2, doc.char_span(hives.start_char, fever.end_char, label="EVENT", span_id="ner"))
    doc.spans["mentions"] = spans
    mentions, [found] = assemble(doc)
    [whole] = [mention.id for mention in mentions if mention.text == "hives and fever"]
    assert [event.name for event in found.events] == ["hives", "fever"]
    assert all(whole in event.evidence for event in found.events)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("[Kava](DRUG) may cause [hives](EVENT).", id="general"),
        pytest.param("Berg et al. saw a [man](SEX) who took [kava](DRUG).", id="cited"),
        pytest.param("Kava.", id="no-mention"),
        pytest.param("", id="empty"),
    ],
)
def test_no_patient_no_case(source: str) -> None:
    mentions, cases = assembled(source)
    assert cases == ()
    assert all(mention.excluded for mention in mentions)
