"""Times of records against labelled phrases: gold itself, nothing, and each kind of mistake."""

from __future__ import annotations

from typing import Any

import pytest

from caseline.benchmark.case_roles import RoleCases
from caseline.benchmark.case_times import TOTAL, time_rows
from caseline.schema.case import Case, TimelineEntry
from caseline.schema.mention import Label
from caseline.schema.report import CaseReport
from caseline.training.role_times import LabelledTime
from tests.unit.benchmark.case_records import drug, event, mention, report

TEXT = "She took kava. Two days later a rash came, by May all was well. A fall on day 9."
MENTIONS = (
    mention(TEXT, 1, Label.DRUG, "kava"),
    mention(TEXT, 2, Label.TIME, "Two days later"),
    mention(TEXT, 3, Label.EVENT, "rash"),
    mention(TEXT, 4, Label.TIME, "by May"),
    mention(TEXT, 5, Label.EVENT, "fall"),
    mention(TEXT, 6, Label.TIME, "day 9"),
)


def at(words: str, kind: str, *of: str, day: Any = None) -> LabelledTime:
    start = TEXT.index(words)
    places = tuple((TEXT.index(each), TEXT.index(each) + len(each)) for each in of)
    return LabelledTime(start, start + len(words), kind, None, places, day)


RASH = at("Two days later", "onset", "rash", day=(2, 2))


def told(*entries: dict[str, Any]) -> CaseReport:
    steps = tuple(TimelineEntry(**{"text": "x", **entry}) for entry in entries)
    case = Case(id="c1", drugs=(drug(1, "m1"),), events=(event(1, "m3"), event(2, "m5")), timeline=steps)
    return report(TEXT, MENTIONS, case)


ONSET = {"kind": "onset", "ref": "e1", "day": 3, "evidence": ("m2", "m3")}


def counted(times: list[LabelledTime] | None, found: CaseReport) -> dict[str, tuple[int, ...]]:
    """Returns gold, predicted and touching of rows, and hits and of how many of shares, that count anything."""
    rows, shares = time_rows([times], [found])
    numbers = {label: tuple(each.sum(axis=0).tolist()) for label, each in (*rows.items(), *shares.items())}
    return {label: (*each[:2], *each[3:4]) for label, each in numbers.items() if any(each)}


@pytest.mark.parametrize(
    ("times", "entries", "expected"),
    [
        pytest.param(
            [RASH],
            [ONSET],
            {"time of onset": (1, 1, 1), "time of onset: of what": (1, 1), "time of onset: day": (1, 1)},
            id="right",
        ),
        pytest.param(
            [RASH],
            [],
            {"time of onset": (1, 0, 0), "time of onset: of what": (0, 1), "time of onset: day": (0, 1)},
            id="missed",
        ),
        pytest.param([], [ONSET], {"time of onset": (0, 1, 0)}, id="added"),
        pytest.param(
            [RASH],
            [ONSET | {"ref": "e2"}],
            {"time of onset": (1, 1, 1), "time of onset: of what": (0, 1), "time of onset: day": (1, 1)},
            id="of-another-event",
        ),
        pytest.param(
            [RASH],
            [ONSET | {"day": 30}],
            {"time of onset": (1, 1, 1), "time of onset: of what": (1, 1), "time of onset: day": (0, 1)},
            id="another-day",
        ),
        pytest.param(
            [RASH],
            [ONSET | {"kind": "start", "ref": "d1"}],
            {
                "time of onset": (1, 0, 0),
                "time of start": (0, 1, 0),
                "time of onset: of what": (0, 1),
                "time of onset: day": (0, 1),
            },
            id="another-kind",
        ),
        pytest.param(
            [at("Two days later", "onset", "rash")],
            [ONSET],
            {"time of onset": (1, 1, 1), "time of onset: of what": (1, 1)},
            id="no-day-known",
        ),
        pytest.param([at("Two days later", "test", "rash")], [], {}, id="a-kind-that-no-step-tells"),
        pytest.param([RASH], [ONSET | {"kind": "follow_up"}], {
            "time of onset": (1, 0, 0), "time of onset: of what": (0, 1), "time of onset: day": (0, 1)
        }, id="follow-up"),
    ],
)  # fmt: skip
def test_counts(
    times: list[LabelledTime], entries: list[dict[str, Any]], expected: dict[str, tuple[int, ...]]
) -> None:
    assert counted(times, told(*entries)) == expected


@pytest.mark.parametrize(
    ("day", "entry", "is_right"),
    [
        pytest.param((2, 2), {"day": 4}, True, id="one-off"),
        pytest.param((2, 2), {"day": 5}, False, id="two-off"),
        pytest.param((100, 100), {"day": 111}, True, id="a-tenth-off"),
        pytest.param((100, 100), {"day": 112}, False, id="more-than-a-tenth"),
        pytest.param((10, 20), {"day": 16}, True, id="inside-bounds"),
        pytest.param((2, 2), {"low": 2, "high": 8}, True, id="narrow-bounds"),
        pytest.param((2, 2), {"low": 1, "high": 90}, False, id="wide-bounds"),
        pytest.param((2, 2), {"low": 1}, False, id="open"),
        pytest.param((-4, -4), {"day": -3}, True, id="before"),
        pytest.param((2, 2), {}, False, id="none"),
    ],
)
def test_days(day: tuple[float, float], entry: dict[str, Any], is_right: bool) -> None:
    gold = [at("Two days later", "onset", "rash", day=day)]
    found = told({key: value for key, value in ONSET.items() if key != "day"} | entry)
    assert counted(gold, found)["time of onset: day"] == (int(is_right), 1)


def test_texts_that_nobody_labelled_count_nothing() -> None:
    assert counted(None, told(ONSET)) == {}


def test_times_stand_beside_the_roles() -> None:
    texts = RoleCases(times={"a": [RASH]}, texts=())
    (counts,) = texts.count((), lambda asked: pytest.fail(f"asked for {asked}"))
    assert TOTAL in counts.totals
    assert "time of onset: day" in counts.shares
    (plain,) = RoleCases(texts=()).count((), lambda asked: pytest.fail(f"asked for {asked}"))
    assert TOTAL not in plain.totals
    assert plain.shares == {}
