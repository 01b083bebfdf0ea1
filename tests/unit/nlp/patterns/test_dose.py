"""Amounts, routes, frequencies."""

from collections.abc import Callable

import pytest

from caseline.nlp.patterns import Found, dose, frequency, route
from tests.marked import parse


def _check(find: Callable[[str], list[Found]], source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in find(marked.text)] == list(marked.spans)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("She took [400 mg/day](DOSE) and [5 mg](DOSE) daily.", id="mg"),
        pytest.param("[500mg](DOSE), [1,500 mg](DOSE), [0.5 g](DOSE), [750,000 U/d](DOSE).", id="numbers"),
        pytest.param(
            "[3 mg/kg/day](DOSE), [375 mg/m2](DOSE), [5.0 microg/kg](DOSE), [30 mg kg-1](DOSE).", id="rates"
        ),
        pytest.param("[20-25 mg/d](DOSE) or [4.6 and 40.8 mg/kg/d](DOSE).", id="ranges"),
        pytest.param("[3 x 100 mg/day](DOSE) of kava.", id="times"),
        pytest.param("He got [.5 ml](DOSE) and ([.25 mg](DOSE)), not v1.5 mg.", id="leading-points"),
        pytest.param("[5000 IU](DOSE), [40 units](DOSE), [100 mcg](DOSE), [75 µg](DOSE).", id="units"),
        pytest.param("[Two tablets](DOSE), [1 drop](DOSE), [5 puffs](DOSE).", id="forms"),
        pytest.param(
            "[High-dose](DOSE) steroids, a [low dose](DOSE), a [single dose](DOSE).", id="qualities"
        ),
        pytest.param("[Four doses](DOSE) were given.", id="counted"),
        pytest.param("Calcium was 8 mg/dL, creatinine 2 mg/dL, level 44 ng/mL.", id="not-concentrations"),
        pytest.param("Given on 01/15/2021 L arm, on 3.4.2021 G lot.", id="not-the-rest-of-a-date"),
        pytest.param("Creatinine clearance was 30 mL/min.", id="not-clearance"),
        pytest.param("He weighed 3000 g; birth weight 800 g.", id="not-weights"),
        pytest.param("Proteinuria of 3 g/day and urine output 200 mL.", id="not-urine"),
        pytest.param("A 5 mm stone and 5 min of rest.", id="not-sizes-or-times"),
        pytest.param("After the first dose.", id="not-ordinals"),
        pytest.param("Lot # 55/1978U, expiry: 06 U; lot no. 12G, [0.5 mL](DOSE) given.", id="not-lots"),
        pytest.param("A lot of pain, so [5 mg](DOSE) was given.", id="a-lot"),
    ],
)
def test_doses(source: str) -> None:
    _check(dose.find, source)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            "[Oral](ROUTE) iron, [intravenous](ROUTE) iron, [intrathecally](ROUTE) given.", id="adjectives"
        ),
        pytest.param(
            "An [intravitreal injection](ROUTE) and an [intravenous infusion](ROUTE).", id="with-act"
        ),
        pytest.param(
            "20 mg [IV](ROUTE) twice, 5 mg [po](ROUTE), 1 g [iv](ROUTE), [i.v.](ROUTE) fluids.", id="initials"
        ),
        pytest.param("Taken [by mouth](ROUTE), [per os](ROUTE), [inhaled](ROUTE).", id="phrases"),
        pytest.param("[Nasal](ROUTE) spray was used.", id="organ-with-preparation"),
        pytest.param("The oral cavity, oral contraceptives, nasal bridge.", id="not-anatomy"),
        pytest.param("Grade IV and stage IV; factor IV; NYHA class IV.", id="not-numerals"),
        pytest.param("iv.Ig and IVIG were given at the injection site.", id="not-immunoglobulin"),
        pytest.param("A subcutaneous nodule and a rectal examination.", id="not-findings"),
    ],
)
def test_routes(source: str) -> None:
    _check(route.find, source)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("5 mg [daily](FREQUENCY), [twice daily](FREQUENCY), [weekly](FREQUENCY).", id="adverbs"),
        pytest.param(
            "[three times a day](FREQUENCY), [4 times/day](FREQUENCY), [once per week](FREQUENCY).",
            id="times",
        ),
        pytest.param(
            "[every 6 hours](FREQUENCY), [every other day](FREQUENCY), [every three weeks](FREQUENCY).",
            id="every",
        ),
        pytest.param(
            "40 mg [bid](FREQUENCY), 1 g [q8h](FREQUENCY), 5 mg [t.i.d](FREQUENCY). and [prn](FREQUENCY)",
            id="latin",
        ),
        pytest.param("Given [on days 1, 8 and 15](FREQUENCY).", id="days"),
        pytest.param("200 mg [per day](FREQUENCY), 2 tablets [a day](FREQUENCY).", id="per-day"),
        pytest.param("Activities of daily living; a weekly visit; daily headaches.", id="not-life"),
        pytest.param("A day later, on day 8, per request.", id="not-times"),
    ],
)
def test_frequencies(source: str) -> None:
    _check(frequency.find, source)
