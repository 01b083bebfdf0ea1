"""A text of twice as many patients, or of twice as long a course, takes twice the steps from mentions to cases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from caseline.cases import assemble
from tests.marked import annotated
from tests.operations import TWICE, growth

PATIENT = (
    "Case {n}. A [{age}-year-old](AGE) [man](SEX) with [gout](DISORDER) took [kava](DRUG) [5 mg](DOSE). "
    "[Two days later](TIME) he developed [rash](EVENT) on the [arm](BODY_SITE). [Kava](DRUG) was stopped and "
    "[massage](THERAPY) was given for the [rash](EVENT). He [recovered](OUTCOME). "
)
COURSE = (
    "[Two days later](TIME) he developed [rash](EVENT). [Kava](DRUG) was stopped. The [fever](EVENT) was "
    "[probably](CAUSALITY) due to [kava](DRUG). "
)


def series(size: int) -> str:
    return "We report a series. " + "".join(PATIENT.format(n=n, age=19 + n) for n in range(1, size + 1))


def course(size: int) -> str:
    return "A [40-year-old](AGE) [man](SEX) took [kava](DRUG). " + COURSE * size


@pytest.mark.parametrize(
    ("source", "size"), [pytest.param(series, 24, id="patients"), pytest.param(course, 16, id="one-course")]
)
def test_growth(source: Callable[[int], str], size: int) -> None:
    def prepare(many: int) -> Callable[[], object]:
        doc = annotated(source(many))
        return lambda: assemble(doc)

    assert growth(prepare, size) < TWICE
