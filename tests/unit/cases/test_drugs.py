"""Names, doses and durations of treatments."""

from collections.abc import Sequence

import pytest

from caseline.cases.calendars import Period
from caseline.cases.concepts import TREATMENTS, join
from caseline.cases.drugs import DOSE_LABELS, assign_doses, doses_of, drug_of, treatment_name
from caseline.cases.durations import duration_of
from caseline.cases.medicines import join_treatments
from caseline.cases.narrative import Found
from caseline.cases.therapies import durations_of, therapy_of
from caseline.schema.case import Drug, DrugRole, Therapy, TherapyKind
from caseline.schema.mention import Label
from tests.narratives import narrative


def ids(mentions: Sequence[Found]) -> tuple[str, ...]:
    return tuple(f"m{mention.index + 1}" for mention in mentions)


def assigned(source: str, *, suspects: Sequence[str] = ()) -> dict[str, list[list[str]]]:
    """Returns the texts of the dose mentions by drug, a list a sentence."""
    found = narrative(source)
    drugs: dict[str, list[Found]] = {}
    for mention in found.mentions:
        if mention.label in TREATMENTS:
            drugs.setdefault(mention.text.lower(), []).append(mention)
    doses = [mention for mention in found.mentions if mention.label in DOSE_LABELS]
    groups = assign_doses(found, doses, drugs, suspects)
    return {key: [[mention.text for mention in group] for group in told] for key, told in groups.items()}


@pytest.mark.parametrize(
    ("source", "suspects", "expected"),
    [
        pytest.param(
            "She took [kava](DRUG) [200 mg](DOSE) [twice daily](FREQUENCY).",
            [],
            {"kava": [["200 mg", "twice daily"]]},
            id="behind-the-drug",
        ),
        pytest.param(
            "[Kava](DRUG) [5 mg](DOSE) was given [intravenously](ROUTE), [hops](DRUG) was withheld.",
            [],
            {"kava": [["5 mg", "intravenously"]]},
            id="before-the-next-statement",
        ),
        pytest.param(
            "A man on [kava](DRUG), received a [0.5 mL](DOSE) dose of [hops](DRUG).",
            [],
            {"hops": [["0.5 mL"]]},
            id="dose-of-what-is-told-behind",
        ),
        pytest.param(
            "[Kava](DRUG) was [5.4 mg](DOSE)/L, weight [60 kg](DOSE).", [], {}, id="measured-and-no-dose"
        ),
        pytest.param(
            "She took [200 mg](DOSE) of [kava](DRUG).", [], {"kava": [["200 mg"]]}, id="before-the-drug"
        ),
        pytest.param(
            "She took [kava](DRUG) [200 mg](DOSE) and [senna](DRUG) [15 mg](DOSE).",
            [],
            {"kava": [["200 mg"]], "senna": [["15 mg"]]},
            id="each-its-own",
        ),
        pytest.param(
            "She took [kava](DRUG) [200 mg](DOSE). Later she took [kava](DRUG) [400 mg](DOSE).",
            [],
            {"kava": [["200 mg"], ["400 mg"]]},
            id="a-list-a-sentence",
        ),
        pytest.param(
            "She had [kava](DRUG) (solution for injection, batch number not known), by a route of administration that nobody"
            " has told us, in her left arm at 2 in the afternoon, as [dose 2](DOSE_ORDINAL), single.",
            [],
            {"kava": [["dose 2"]]},
            id="an-ordinal-far-behind",
        ),
        pytest.param(
            "She had [kava](DRUG) (solution for injection, batch number not known), by a route of administration that nobody"
            " has told us, in her left arm at 2 in the afternoon; weight [60 kg](DOSE).",
            [],
            {},
            id="no-amount-far-behind",
        ),
        pytest.param(
            "She took [kava](DRUG). The [second dose](DOSE_ORDINAL) was too much.",
            ["kava"],
            {"kava": [["second dose"]]},
            id="ordinal-alone-is-the-suspect-s",
        ),
        pytest.param(
            "[First dose](DOSE_ORDINAL) of [kava](DRUG) in May. [Second dose](DOSE_ORDINAL) in June. [Senna](DRUG) followed.",
            ["senna", "kava"],
            {"kava": [["First dose"], ["Second dose"]]},
            id="ordinal-goes-on-counting",
        ),
        pytest.param(
            "[Kava](DRUG) was begun. The [third dose](DOSE_ORDINAL) hurt. [Senna](DRUG) helped.",
            ["senna", "kava"],
            {"kava": [["third dose"]]},
            id="ordinal-of-what-was-told",
        ),
        pytest.param(
            "She took [kava](DRUG). The [second dose](DOSE_ORDINAL) was too much.",
            [],
            {},
            id="ordinal-alone-without-suspect",
        ),
        pytest.param(
            "She took [kava](DRUG). She weighed in at [200 mg](DOSE).",
            ["kava"],
            {},
            id="amount-alone-is-nobody-s",
        ),
        pytest.param(
            f"She took [200 mg](DOSE) {'very ' * 30} late and [kava](DRUG) then.", [], {}, id="too-far"
        ),
        pytest.param(
            "She took [kava](DRUG). She can have her [second dose](DOSE_ORDINAL) later.",
            ["kava"],
            {},
            id="a-dose-to-come-is-no-dose",
        ),
        pytest.param(
            "She took [kava](DRUG). [2nd dose](DOSE_ORDINAL) given [IM](ROUTE).",
            ["kava"],
            {"kava": [["2nd dose", "IM"]]},
            id="what-stands-beside-the-ordinal",
        ),
        pytest.param(
            "She took [kava](DRUG) [nightly](FREQUENCY). [Oral](ROUTE) [senna](DRUG) followed.",
            [],
            {"kava": [["nightly"]], "senna": [["Oral"]]},
            id="a-sentence-ends-what-stands-together",
        ),
    ],
)
def test_assign(source: str, suspects: list[str], expected: dict[str, list[list[str]]]) -> None:
    assert assigned(source, suspects=suspects) == expected


def doses(source: str) -> list[dict[str, object]]:
    found = narrative(source)
    groups = [[mention for mention in group if mention.label in DOSE_LABELS] for group in found.by_sentence]
    return [
        dose.model_dump(exclude_none=True, mode="json")
        for dose in doses_of([group for group in groups if group], ids)
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[200 mg](DOSE) [orally](ROUTE) [twice daily](FREQUENCY).",
            [
                {
                    "amount": 200,
                    "unit": "mg",
                    "route": "orally",
                    "frequency": "twice daily",
                    "evidence": ["m1", "m2", "m3"],
                }
            ],
            id="all-of-a-sentence",
        ),
        pytest.param(
            "[second dose](DOSE_ORDINAL).",
            [{"ordinal": 2, "kind": "dose", "evidence": ["m1"]}],
            id="ordinal",
        ),
        pytest.param(
            "The [second dose](DOSE_ORDINAL) came. The [2nd dose](DOSE_ORDINAL) went.",
            [{"ordinal": 2, "kind": "dose", "evidence": ["m1", "m2"]}],
            id="told-twice-is-one",
        ),
        pytest.param(
            "He had [200 mg](DOSE). He had [400 mg](DOSE).",
            [
                {"amount": 200, "unit": "mg", "evidence": ["m1"]},
                {"amount": 400, "unit": "mg", "evidence": ["m2"]},
            ],
            id="two-amounts",
        ),
        pytest.param("He had [a lot](DOSE).", [], id="an-amount-that-is-none"),
        pytest.param(
            "[200 mg](DOSE) [tablets](ROUTE).",
            [{"amount": 200, "unit": "mg", "evidence": ["m1", "m2"]}],
            id="a-form-is-no-route",
        ),
    ],
)
def test_doses(source: str, expected: list[dict[str, object]]) -> None:
    assert doses(source) == expected


def test_no_statement_no_dose() -> None:
    assert doses_of([], ids) == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("[Kava](DRUG)", "kava", id="lower-case"),
        pytest.param(
            "Toxic gamma globulin (TGG) was given. [TGG](DRUG) was stopped.",
            "toxic gamma globulin",
            id="long-form-of-an-abbreviation",
        ),
        pytest.param("[BCG](DRUG)", "BCG", id="abbreviation-that-nobody-defines"),
        pytest.param("[KAVA](DRUG). [Kava](DRUG)", "kava", id="words-before-capitals"),
        pytest.param(
            "She got [COVID vaccine](DRUG) ([Pfizer](DRUG)).",
            "COVID vaccine (Pfizer)",
            id="maker-in-brackets",
        ),
        pytest.param(
            "She got [Moderna](DRUG). The [Moderna vaccine](DRUG) hurt.",
            "moderna vaccine",
            id="fuller-than-the-maker",
        ),
        pytest.param("She got [Janssen](DRUG).", "janssen", id="maker-alone"),
        pytest.param(
            "[COVID-19 immunization](DRUG) with [BNT162b2](DRUG).", "BNT162b2", id="product-before-the-act"
        ),
        pytest.param("After [COVID vaccination](DRUG).", "COVID vaccination", id="act-alone"),
        pytest.param(
            "She took [ethinylestradiol](DRUG);[norgestimate](DRUG) ([SPRINTEC](DRUG)) daily.",
            "ethinylestradiol;norgestimate",
            id="substances-of-one-product",
        ),
    ],
)
def test_name(source: str, expected: str) -> None:
    found = narrative(source)
    [concept] = join_treatments(found, found.mentions)
    assert treatment_name(found, concept) == expected


def duration(source: str) -> dict[str, object] | None:
    found = narrative(source)
    told = duration_of(found, found.mentions, ids)
    return None if told is None else told.model_dump(exclude_none=True, mode="json")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[for three days](DURATION)",
            {
                "text": "for three days",
                "value": 3,
                "unit": "d",
                "iso8601": "P3D",
                "approximate": False,
                "evidence": ["m1"],
            },
            id="exact",
        ),
        pytest.param(
            "[for several weeks](DURATION), that is [for three weeks](DURATION)",
            {
                "text": "for three weeks",
                "value": 3,
                "unit": "wk",
                "iso8601": "P3W",
                "approximate": False,
                "evidence": ["m1", "m2"],
            },
            id="exact-before-vague",
        ),
        pytest.param("[for good](DURATION)", None, id="no-length"),
        pytest.param("for three days", None, id="no-mention"),
    ],
)
def test_duration(source: str, expected: dict[str, object] | None) -> None:
    assert duration(source) == expected


def therapy(source: str) -> Therapy:
    found = narrative(source)
    concept = join(found, [mention for mention in found.mentions if mention.label in TREATMENTS])[0]
    return therapy_of(
        found,
        concept,
        key="t1",
        for_events=["e1"],
        durations=[mention for mention in found.mentions if mention.label is Label.DURATION],
        doses=[[mention for mention in found.mentions if mention.label in DOSE_LABELS]],
        start=None,
        ids=ids,
    )


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        pytest.param(
            "[High dose](DOSE) [steroids](DRUG) were given.",
            "high dose steroids",
            TherapyKind.DRUG,
            id="words",
        ),
        pytest.param(
            "[40 mg](DOSE) [prednisone](DRUG) was given.", "prednisone", TherapyKind.DRUG, id="figures"
        ),
        pytest.param(
            "[Steroids](DRUG) at a [high dose](DOSE) helped.", "steroids", TherapyKind.DRUG, id="words-behind"
        ),
        pytest.param(
            "[Plasma exchange](THERAPY) helped.", "plasma exchange", TherapyKind.PROCEDURE, id="procedure"
        ),
    ],
)
def test_therapy(source: str, name: str, kind: TherapyKind) -> None:
    found = therapy(source)
    assert (found.name, found.kind, found.for_events) == (name, kind, ("e1",))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "He got [kava](DRUG) [for 3 days](DURATION), [senna](DRUG) [for 2 days](DURATION).",
            [["for 3 days"], ["for 2 days"]],
            id="each-its-own",
        ),
        pytest.param(
            "He got [kava](DRUG) and [senna](DRUG) [for 2 days](DURATION).",
            [["for 2 days"], ["for 2 days"]],
            id="one-for-the-list",
        ),
        pytest.param(
            "He got [6 weeks](DURATION) of [kava](DRUG) after [senna](DRUG).",
            [["6 weeks"], []],
            id="of",
        ),
        pytest.param(
            "He got [kava](DRUG) in the ED and was observed for [6 hours](DURATION).", [[]], id="watched-for"
        ),
        pytest.param(
            "He was admitted and got [kava](DRUG) for [6 days](DURATION).", [["6 days"]], id="given-in-a-stay"
        ),
        pytest.param(
            "He got [kava](DRUG) and was well after [6 weeks](DURATION).", [[]], id="after-is-no-length"
        ),
    ],
)
def test_lengths(source: str, expected: list[list[str]]) -> None:
    found = narrative(source)
    lengths = [mention for mention in found.mentions if mention.label is Label.DURATION]
    concepts = join(found, [mention for mention in found.mentions if mention.label in TREATMENTS])
    told = [[item.text for item in durations_of(found, lengths, concept)] for concept in concepts]
    assert told == expected


def test_a_therapy_s_dose_is_evidence() -> None:
    assert therapy("[Prednisone](DRUG) [40 mg](DOSE) [for three days](DURATION).").evidence == ("m1", "m2")


def drug(source: str, role: DrugRole) -> Drug:
    found = narrative(source)
    return drug_of(
        found,
        join(found, found.mentions)[0],
        key="d1",
        role=role,
        indication=None,
        doses=[],
        sentences=range(len(found.sentences)),
        only_suspect=role is DrugRole.SUSPECT,
        period=Period(),
        ids=ids,
    )


def test_what_followed_is_told_of_suspects_only() -> None:
    source = "[Kava](DRUG) was stopped and the rash resolved."
    suspect, other = drug(source, DrugRole.SUSPECT), drug(source, DrugRole.CONCOMITANT)
    assert (suspect.action_taken, suspect.dechallenge) == ("withdrawn", "positive")
    assert (other.action_taken, other.dechallenge, other.rechallenge) == ("withdrawn", None, None)
