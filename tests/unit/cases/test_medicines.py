"""Treatments joined by maker, code name and class."""

from dataclasses import replace

import pytest

from caseline.cases.medicines import join_treatments, printed
from tests.narratives import narrative


def joined(source: str) -> list[list[str]]:
    found = narrative(source)
    return [
        [mention.text for mention in concept.mentions] for concept in join_treatments(found, found.mentions)
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[Moderna COVID-19 vaccine](DRUG), that is [mRNA-1273](DRUG).",
            [["Moderna COVID-19 vaccine", "mRNA-1273"]],
            id="maker-and-code-name",
        ),
        pytest.param(
            "[Pfizer vaccine](DRUG). The [COVID vaccine](DRUG) hurt.",
            [["Pfizer vaccine", "COVID vaccine"]],
            id="the-only-one-of-its-kind",
        ),
        pytest.param(
            "[Pfizer vaccine](DRUG), then [Moderna](DRUG). The [COVID vaccine](DRUG) hurt.",
            [["Pfizer vaccine"], ["Moderna"], ["COVID vaccine"]],
            id="two-of-its-kind",
        ),
        pytest.param(
            "[Shingrix](DRUG) and [Pneumovax](DRUG).", [["Shingrix"], ["Pneumovax"]], id="two-vaccines"
        ),
        pytest.param(
            "[Senna tea](DRUG) was drunk. [Senna](DRUG) was stopped.",
            [["Senna tea", "Senna"]],
            id="form-of-a-medicine",
        ),
        pytest.param(
            "[Betaxolol eye drops](DRUG) were used. [Bimatoprost eye drops](DRUG) were stopped.",
            [["Betaxolol eye drops"], ["Bimatoprost eye drops"]],
            id="one-form-of-two",
        ),
        pytest.param(
            "[Steroid therapy](DRUG) was begun. The [steroid](DRUG) was stopped.",
            [["Steroid therapy", "steroid"]],
            id="form-of-a-class",
        ),
        pytest.param(
            "[Amoxicillin](DRUG) was given. The [antibiotic](DRUG) was stopped.",
            [["Amoxicillin", "antibiotic"]],
            id="class-of-a-member",
        ),
        pytest.param(
            "[Amoxicillin](DRUG) was given. An [antibiotic](DRUG) was added.",
            [["Amoxicillin"], ["antibiotic"]],
            id="class-without-article",
        ),
        pytest.param(
            "[Kava](DRUG) was given. The [antibiotic](DRUG) was stopped.",
            [["Kava"], ["antibiotic"]],
            id="class-of-another",
        ),
        pytest.param(
            "[Simvastatin](DRUG), then [atorvastatin](DRUG). The [statin](DRUG) was stopped.",
            [["Simvastatin"], ["atorvastatin", "statin"]],
            id="the-member-told-last",
        ),
        pytest.param(
            "[Prednisone](DRUG) was given. [Steroids](DRUG) were tapered.",
            [["Prednisone", "Steroids"]],
            id="class-whose-dose-was-changed",
        ),
        pytest.param(
            "An [angiotensin-converting enzyme inhibitor](DRUG) was given. After the [ACE inhibitor](DRUG) he slept.",
            [["angiotensin-converting enzyme inhibitor", "ACE inhibitor"]],
            id="one-class-in-two-wordings",
        ),
        pytest.param(
            "[Lobectomy](THERAPY) was planned. The [operation](THERAPY) took an hour.",
            [["Lobectomy", "operation"]],
            id="operation",
        ),
        pytest.param(
            "[Surgery](THERAPY) was advised. A [lobectomy](THERAPY) was done.",
            [["Surgery", "lobectomy"]],
            id="operation-told-first",
        ),
        pytest.param(
            "[Dialysis](THERAPY) was begun. The [operation](THERAPY) took an hour.",
            [["Dialysis"], ["operation"]],
            id="operation-that-nothing-names",
        ),
        pytest.param("[Zinc](DRUG); [senna](DRUG).", [["Zinc"], ["senna"]], id="two-parted-by-a-semicolon"),
        pytest.param("[Paracetamol](DRUG) ([PANADOL](DRUG)) 1 g.", [["Paracetamol", "PANADOL"]], id="brand"),
        pytest.param(
            "[Paracetamol](DRUG) and [PANADOL](DRUG).", [["Paracetamol"], ["PANADOL"]], id="two-names"
        ),
    ],
)
def test_joined(source: str, expected: list[list[str]]) -> None:
    assert joined(source) == expected


@pytest.mark.parametrize(
    ("source", "concept", "expected"),
    [
        pytest.param("She took [Tylenol](DRUG).", "Acetaminophen", "Tylenol", id="brand"),
        pytest.param(
            "[Paracetamol](DRUG) was given.", "Acetaminophen", "paracetamol", id="opens-the-sentence"
        ),
        pytest.param("She took [Alemtuzumab](DRUG).", "Alemtuzumab", "alemtuzumab", id="ingredient"),
        pytest.param("She took [Quinine sulphate](DRUG).", "Quinine", "quinine sulphate", id="salt"),
        pytest.param("She got [SHINGRIX](DRUG).", "Zoster vaccine", "Shingrix", id="capitals"),
        pytest.param("She got [G-CSF](DRUG).", "Filgrastim", "G-CSF", id="abbreviation"),
        pytest.param(
            "She took [Tylenol](DRUG), then tylenol.", "Acetaminophen", "tylenol", id="small-elsewhere"
        ),
        pytest.param("She took [Tritace](DRUG) ([ramipril](DRUG)).", "Ramipril", "ramipril", id="both"),
        pytest.param("She took [Kava](DRUG).", "", "kava", id="unknown"),
    ],
)
def test_printed(source: str, concept: str, expected: str) -> None:
    plain = narrative(source)
    known = [replace(mention, concept=concept, code="X:1") for mention in plain.mentions]
    found = replace(plain, mentions=tuple(known))
    assert printed(found, known) == expected
