"""The latency of a reaction that is told by no name, and lengths of exposure told in other sentences."""

import pytest

from tests.unit.cases.test_timeline import steps

KAVA = "She was put on [kava](DRUG). [Hives](EVENT) were confirmed. "


@pytest.mark.parametrize(
    ("said", "day"),
    [
        pytest.param("The latency of [nine days](TIME) fits.", 10, id="of"),
        pytest.param("The latency period was about [nine days](TIME).", (8, 12), id="was-about"),
        pytest.param(
            "The interval between the first tablet and the first symptoms was [22 days](TIME).",
            23,
            id="interval",
        ),
        pytest.param("The time to onset was [16 days](TIME) in her.", 17, id="time-to-onset"),
        pytest.param(
            "The first attack arose [four weeks after the first tablet](TIME).", 29, id="the-first-attack"
        ),
    ],
)
def test_the_reaction_by_no_name_is_the_event_told_first(said: str, day: object) -> None:
    assert ("onset", "hives", day, None) in steps(KAVA + said)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("The median latency was [nine days](TIME).", id="median"),
        pytest.param("The latency in published patients was [nine days](TIME).", id="of-others"),
        pytest.param("The second attack arose [four weeks after the first tablet](TIME).", id="a-later-one"),
        pytest.param("The time to discharge was [nine days](TIME).", id="to-something-else"),
        pytest.param("[Nine days](TIME) of rest were advised.", id="no-latency"),
    ],
)
def test_what_tells_no_latency_of_it(said: str) -> None:
    assert not any(step[:2] == ("onset", "hives") for step in steps(KAVA + said))


@pytest.mark.parametrize(
    ("source", "day"),
    [
        pytest.param(
            "She had taken [kava](DRUG) for [five weeks](DURATION). She then developed [hives](EVENT).",
            36,
            id="then",
        ),
        pytest.param(
            "She took [kava](DRUG). She remained well for [three weeks](DURATION), when [hives](EVENT) appeared.",
            22,
            id="well-until",
        ),
        pytest.param(
            "[Kava](DRUG) was tolerated without problems for [ten days](DURATION), until [hives](EVENT) occurred.",
            11,
            id="tolerated-until",
        ),
    ],
)
def test_how_long_it_was_taken_or_borne(source: str, day: int) -> None:
    assert ("onset", "hives", day, None) in steps(source)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            "She had taken [kava](DRUG) for [five weeks](DURATION). Her mother developed [hives](EVENT).",
            id="another-subject",
        ),
        pytest.param(
            "She took [kava](DRUG). She was in hospital for [three weeks](DURATION), when [hives](EVENT) appeared.",
            id="not-borne",
        ),
        pytest.param(
            "She took [kava](DRUG) and [senna](DRUG). She was well for [two weeks](DURATION), when [hives](EVENT) came.",
            id="of-two-suspects",
        ),
    ],
)
def test_what_tells_no_length_of_it(source: str) -> None:
    assert not any(step[:2] == ("onset", "hives") and isinstance(step[2], int) for step in steps(source))
