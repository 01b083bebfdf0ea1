"""Titles and announcements that repeat the case are the case's, whatever the role reader says."""

from __future__ import annotations

import pytest

from caseline.cases.announced import with_announced
from caseline.cases.exclusion import exclusions
from caseline.cases.statements import report_of, subjects
from caseline.schema.mention import Exclusion
from tests.narratives import narrative, read_as

FOREIGN = (0.02, 0.02, 0.01, 0.95)
STORY = "A 40-year-old woman took [kava](DRUG) and developed [hives](EVENT) two days later."


def left_out(title: str, *, foreign: tuple[str, ...] = ("Kava", "Hives")) -> dict[str, Exclusion | None]:
    """Returns the reasons of the names in a title whom the reader takes for nobody's, before and after."""
    found = read_as(narrative(f"{title}\n\n{STORY}", context=True), dict.fromkeys(foreign, FOREIGN))
    about = subjects(found.sentences, report_of(found.sentences))
    reasons = with_announced(found, about, exclusions(found, about))
    return {mention.text: reasons[mention.index] for mention in found.mentions}


@pytest.mark.parametrize(
    ("title", "foreign"),
    [
        pytest.param("[Kava](DRUG)-induced [hives](EVENT).", ("Kava",), id="title"),
        pytest.param("[Hives](EVENT) associated with [kava](DRUG) therapy.", ("Hives",), id="other-order"),
        pytest.param(
            "We report a case of [Hives](EVENT) after [Kava](DRUG).", ("Hives", "Kava"), id="we-report"
        ),
        pytest.param(
            "This is the first report of [Hives](EVENT) after [Kava](DRUG).",
            ("Hives", "Kava"),
            id="first-of-its-kind",
        ),
    ],
)
def test_what_announces_the_case_is_its_own(title: str, foreign: tuple[str, ...]) -> None:
    assert {left_out(title, foreign=foreign)[name] for name in foreign} == {None}


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        pytest.param(
            "[Hives](EVENT) are a common effect of [Kava](DRUG).",
            "Hives",
            Exclusion.GENERAL_KNOWLEDGE,
            id="general",
        ),
        pytest.param("[Kava](DRUG)-induced [gout](EVENT).", "Kava", Exclusion.UNRELATED, id="other-disease"),
        pytest.param("[Kava](DRUG) therapy of sleep.", "Kava", Exclusion.UNRELATED, id="no-disease"),
        pytest.param(
            "She had read of [Kava](DRUG) and of [Hives](EVENT).",
            "Kava",
            Exclusion.UNRELATED,
            id="told-not-announced",
        ),
        pytest.param("No [Hives](EVENT) after [Kava](DRUG).", "Hives", Exclusion.NEGATED, id="negated"),
    ],
)
def test_nothing_else_is_freed(title: str, name: str, expected: Exclusion) -> None:
    assert left_out(title, foreign=("Kava", "Hives", "gout"))[name] is expected
