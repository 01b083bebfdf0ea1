"""Which of several suspects an event is laid to."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from caseline.cases import blame
from caseline.cases.blame import suspects_of
from caseline.schema.mention import Label
from tests.narratives import narrative
from tests.operations import TWICE, growth


def laid_to(source: str, together: tuple[str, ...] = ()) -> dict[str, list[str]]:
    found = narrative(source)
    events = {m.text: (m,) for m in found.mentions if m.label is Label.EVENT}
    drugs = {m.text: (m,) for m in found.mentions if m.label is Label.DRUG}
    claims = [m for m in found.mentions if m.label is Label.CAUSALITY]
    return suspects_of(found, claims, events, drugs, together)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[Kava](DRUG)-[induced](CAUSALITY) [hepatitis](EVENT). The [rash](EVENT) was [caused by](CAUSALITY) [senna](DRUG).",
            {"hepatitis": ["Kava"], "rash": ["senna"]},
            id="each-its-own",
        ),
        pytest.param(
            "She took [kava](DRUG). She took [senna](DRUG). She had [hives](EVENT).",
            {"hives": ["kava", "senna"]},
            id="no-claim-all",
        ),
        pytest.param(
            "[Hives](EVENT) came after [senna](DRUG). [Nausea](EVENT) was [caused by](CAUSALITY) [kava](DRUG).",
            {"Hives": ["senna", "kava"], "Nausea": ["kava"]},
            id="told-beside",
        ),
        pytest.param(
            "She took [senna](DRUG). The [nausea](EVENT) was [caused by](CAUSALITY) [kava](DRUG). Later [fever](EVENT) came.",
            {"nausea": ["kava"], "fever": ["kava"]},
            id="the-one-blamed-at-all",
        ),
        pytest.param(
            "He took [senna](DRUG) and [kava](DRUG). [Tremor](EVENT) was [attributed to](CAUSALITY) [senna](DRUG) rather than [kava](DRUG).",
            {"Tremor": ["senna"]},
            id="rather-than",
        ),
        pytest.param(
            "[Tremor](EVENT) was [caused by](CAUSALITY) [senna](DRUG) or [kava](DRUG).",
            {"Tremor": ["senna", "kava"]},
            id="either",
        ),
        pytest.param(
            "[Ataxia](EVENT) and [fever](EVENT) occurred. [Kava](DRUG) was thought unlikely to have caused the [fever](EVENT). [Senna](DRUG) was stopped.",
            {"Ataxia": ["Kava", "Senna"], "fever": ["Senna"]},
            id="unlikely-for-one",
        ),
        pytest.param(
            "[Hives](EVENT) came two days after starting [senna](DRUG). He was also on [kava](DRUG).",
            {"Hives": ["senna"]},
            id="after-the-one",
        ),
        pytest.param(
            "[Hives](EVENT) came after [senna](DRUG) was stopped. He was on [kava](DRUG).",
            {"Hives": ["senna", "kava"]},
            id="after-its-end",
        ),
        pytest.param(
            "She had [cough](EVENT). She was on [kava](DRUG). She was then given [senna](DRUG). A [rash](EVENT) developed.",
            {"cough": ["kava"], "rash": ["kava", "senna"]},
            id="before-the-second",
        ),
        pytest.param(
            "On [kava](DRUG) she had [nausea](EVENT). She was switched to [senna](DRUG). [Fever](EVENT) developed.",
            {"nausea": ["kava"], "Fever": ["senna"]},
            id="one-after-the-other",
        ),
        pytest.param(
            "She received [kava](DRUG) and [senna](DRUG). [Nausea](EVENT) followed. She was switched to [zinc](DRUG). [Fever](EVENT) developed.",
            {"Nausea": ["kava", "senna"], "Fever": ["zinc"]},
            id="regimen-together",
        ),
    ],
)
def test_suspects(source: str, expected: dict[str, list[str]]) -> None:
    found = laid_to(source)
    assert {event: sorted(keys) for event, keys in found.items()} == {
        event: sorted(keys) for event, keys in expected.items()
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("acute [kava](DRUG) [hepatitis](EVENT)", ["kava"], id="named-after-it"),
        pytest.param("fever and [kava](DRUG) [hepatitis](EVENT)", ["senna", "kava"], id="another-before-it"),
    ],
)
def test_what_is_named_after_a_drug_is_laid_to_it(name: str, expected: list[str]) -> None:
    found = narrative(f"She took [senna](DRUG) and [kava](DRUG). Later {name} came.")
    senna, *kava, hepatitis = found.mentions
    whole = replace(hepatitis, start=found.lowered.index("later ") + len("later "))
    assert suspects_of(found, (), {"it": (whole,)}, {"senna": (senna,), "kava": kava})["it"] == expected


def test_what_acted_together_goes_together() -> None:
    source = "[Nausea](EVENT) was [caused by](CAUSALITY) [kava](DRUG). He also took [senna](DRUG)."
    assert laid_to(source)["Nausea"] == ["kava"]
    assert laid_to(source, ("kava", "senna"))["Nausea"] == ["kava", "senna"]


def test_what_claims_lay_to_drugs_is_found_in_their_sentences() -> None:
    def prepare(size: int) -> Callable[[], object]:
        found = narrative(
            "".join(
                f"The [rash{place}](EVENT) was [caused by](CAUSALITY) [kava{place}](DRUG). "
                for place in range(size)
            )
        )
        parts = {
            label: {each.text: (each,) for each in found.mentions if each.label == label}
            for label in ("DRUG", "EVENT")
        }
        claims = [each for each in found.mentions if each.label == "CAUSALITY"]
        return lambda: blame.laid_to(found, claims, parts["EVENT"], parts["DRUG"])

    assert set(prepare(3)().values()) == {frozenset({f"rash{place}"}) for place in range(3)}  # type: ignore[attr-defined]
    assert growth(prepare, 30) < TWICE
