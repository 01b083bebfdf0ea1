"""Which of several suspects an event is laid to."""

import pytest

from caseline.cases.blame import suspects_of
from caseline.schema.mention import Label
from tests.narratives import narrative


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
    ],
)
def test_suspects(source: str, expected: dict[str, list[str]]) -> None:
    found = laid_to(source)
    assert {event: sorted(keys) for event, keys in found.items()} == {
        event: sorted(keys) for event, keys in expected.items()
    }


def test_what_acted_together_goes_together() -> None:
    source = "[Nausea](EVENT) was [caused by](CAUSALITY) [kava](DRUG). He also took [senna](DRUG)."
    assert laid_to(source)["Nausea"] == ["kava"]
    assert laid_to(source, ("kava", "senna"))["Nausea"] == ["kava", "senna"]
