"""When an event began and was over, and the language of its words."""

from __future__ import annotations

from typing import Any

import e2br3
import pytest

from caseline.schema.report import CaseReport
from tests.unit.export.e2b.samples import changed, full, written


def _first(record: CaseReport) -> Any:
    return e2br3.parse(written(record)).icsrs[0].reactions[0]


def _dates(timeline: list[dict[str, Any]], **fields: Any) -> tuple[str | None, str | None]:
    steps = [{"text": "", "ref": "e1", **step} for step in timeline]
    found = _first(changed(full(), timeline=steps, **fields))
    return tuple(None if one is None else one.raw for one in (found.start_date, found.end_date))


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param([], (None, None), id="nothing"),
        pytest.param([{"kind": "onset", "date": "2020-01"}], ("202001", None), id="month"),
        pytest.param(
            [{"kind": "onset"}, {"kind": "onset", "date": "2020"}, {"kind": "onset", "date": "2021"}],
            ("2020", None),
            id="first-that-is-dated",
        ),
        pytest.param(
            [{"kind": "outcome", "date": "2020-01-02"}, {"kind": "outcome", "date": "2020-01-03"}],
            (None, "20200103"),
            id="last-end",
        ),
        pytest.param([{"kind": "onset", "date": "spring"}], (None, None), id="no-date"),
        pytest.param([{"kind": "onset", "ref": "e2", "date": "2020"}], (None, None), id="of-another"),
        pytest.param(
            [{"kind": "onset", "text": "by March 2020", "date": "2020-03"}], (None, None), id="begun-by-march"
        ),
        pytest.param([{"kind": "onset", "high": 90, "date": "2020-03"}], (None, None), id="at-the-latest"),
        pytest.param(
            [{"kind": "onset", "low": 60, "high": 90, "date": "2020-03"}], ("202003", None), id="in-march"
        ),
        pytest.param(
            [
                {"kind": "outcome", "text": "on 2 May", "date": "2020-05-02"},
                {"kind": "outcome", "text": "By 9 May", "low": 20, "high": 45, "date": "2020-05-09"},
            ],
            (None, "20200502"),
            id="over-by-9-may",
        ),
        pytest.param(
            [{"kind": "onset", "date": "2020-05-02"}, {"kind": "outcome", "date": "2020-04"}],
            ("20200502", None),
            id="over-before-it-began",
        ),
        pytest.param(
            [{"kind": "outcome", "text": "by 11:00", "day": 1, "date": "2020-01-01"}],
            (None, "20200101"),
            id="by-an-hour-of-a-known-day",
        ),
    ],
)
def test_dates(timeline: list[dict[str, Any]], expected: tuple[str | None, str | None]) -> None:
    assert _dates(timeline) == expected


@pytest.mark.parametrize("status", ["recovering", "not_recovered", "fatal", "unknown"])
def test_what_is_not_over_has_no_end(status: str) -> None:
    timeline = [{"kind": "outcome", "date": "2020-01-02"}]
    assert _dates(timeline, events__0__outcome={"status": status}) == (None, None)


@pytest.mark.parametrize(
    ("relation", "unit", "expected"),
    [
        pytest.param("at", None, "20200503", id="on-3-may"),
        pytest.param(None, None, None, id="by-3-may"),
        pytest.param("before", "d", None, id="two-days-before-3-may"),
        pytest.param("after", None, None, id="after-3-may"),
    ],
)
def test_a_date_that_an_onset_is_counted_from(
    relation: str | None, unit: str | None, expected: str | None
) -> None:
    onset = {
        "text": "",
        "relation": relation,
        "unit": unit,
        "anchor": {"kind": "date", "date": "2020-05-03"},
    }
    assert _dates([], events__0__onset=onset)[0] == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "fra"), ("pt-BR", "por"), ("DEU", "deu"), ("xx", "eng"), ("", "eng"), (None, "eng")],
)
def test_language(language: str | None, expected: str) -> None:
    data = full().model_dump(mode="json")
    data["document"]["language"] = language
    found = _first(CaseReport.model_validate(data))
    assert found.native_language == expected
    assert found.translated_term == ("chest pain" if expected == "eng" else None)
