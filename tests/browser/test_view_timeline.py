"""The timeline: honest ticks, nothing over another, and all of it as a list."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from caseline.review.view import save_view
from caseline.schema.report import CaseReport

DAYS = st.integers(-3650, 3650)
_SCALE = """([days, left, right]) => {
  const scale = caseline.axis.scale(days, left, right);
  const ticks = caseline.axis.ticks(scale, 40);
  return { low: scale.low, high: scale.high, isEven: scale.isEven, ticks, at: ticks.map(scale.x), days: days.map(scale.x) };
}"""


def record(*entries: dict[str, Any]) -> CaseReport:
    """Returns a record whose case has these steps; refs are d1 (aspirin), e1 (rash) and t1 (rest)."""
    text = "A rash came after aspirin and went with rest."
    mention = {"found_by": "ner", "text": "rash", "label": "EVENT", "id": "m1", "start": 2, "end": 6}
    return CaseReport.model_validate(
        {
            "document": {"id": f"sha256:{0:064}", "text": text},
            "mentions": [mention],
            "cases": [
                {
                    "id": "c1",
                    "drugs": [{"id": "d1", "name": "aspirin", "role": "suspect", "evidence": ["m1"]}],
                    "events": [{"id": "e1", "name": "rash", "evidence": ["m1"]}],
                    "therapies": [{"id": "t1", "name": "rest", "kind": "procedure", "evidence": ["m1"]}],
                    "timeline": [{"text": "then", "evidence": ["m1"]} | entry for entry in entries],
                }
            ],
            "provenance": {"caseline": "0"},
        }
    )


def step(kind: str, ref: str | None = None, **when: Any) -> dict[str, Any]:
    return {"kind": kind, "ref": ref, **when}


COURSE = (
    step("start", "d1", day=1),
    step("stop", "d1", day=20),
    step("onset", "e1", low=3, high=9),
    step("therapy", "t1", low=12),
    step("outcome", "e1", high=3650),
    step("admission", day=-3650),
    step("follow_up"),
)


@pytest.fixture
def shown(page: Page, tmp_path: Path) -> Any:
    def opened(*entries: dict[str, Any]) -> Page:
        save_view([record(*entries)], tmp_path / "report.html")
        page.goto((tmp_path / "report.html").as_uri())
        return page

    return opened


def test_days_keep_their_order_and_ticks_their_distance(shown: Any) -> None:
    page = shown(*COURSE)

    @settings(max_examples=100, deadline=None)
    @given(st.lists(DAYS, max_size=12), st.integers(200, 1200))
    def check(days: list[int], right: int) -> None:
        found = page.evaluate(_SCALE, [days, 0, right])
        assert 1 in found["ticks"]
        assert found["ticks"] == sorted(found["ticks"])
        assert all(found["low"] <= day <= found["high"] for day in found["ticks"])
        assert all(later - earlier >= 40 for earlier, later in pairwise(found["at"]))
        ordered = sorted(zip(days, found["days"], strict=True))
        assert all(a[1] < b[1] for a, b in pairwise(ordered) if a[0] < b[0])
        assert all(-0.001 <= x <= right + 0.001 for x in found["days"])

    check()


def test_first_month_is_readable_beside_ten_years(shown: Any) -> None:
    found = shown(*COURSE).evaluate(_SCALE, [[1, 30, 3650], 0, 500])
    assert found["days"][1] > 125


@pytest.mark.parametrize("width", [400, 1280])
def test_labels_do_not_overlap_and_stay_inside(shown: Any, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    crowd = [step("onset", "e1", day=day) for day in (1, 2, 3, 5, 8, 13, 200, 210, 2000, 3650)]
    shown(*COURSE, *crowd)
    boxes = page.locator("svg.axis .label").evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect().toJSON())"
    )
    frame = page.locator("svg.axis").bounding_box()
    assert frame is not None
    for place, one in enumerate(boxes):
        assert one["left"] >= frame["x"] - 1
        assert one["right"] <= frame["x"] + frame["width"] + 1
        for other in boxes[place + 1 :]:
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert apart or one["bottom"] <= other["top"] + 3 or other["bottom"] <= one["top"] + 3


def test_uncertain_times_are_bands_and_open_ones_fade(shown: Any) -> None:
    page = shown(*COURSE)
    expect(page.locator("svg .band")).to_have_count(1)
    expect(page.locator("svg .during")).to_have_count(1)
    assert page.locator("svg rect[fill*='-right']").count() == 1
    assert page.locator("svg rect[fill*='-left']").count() == 1
    expect(page.locator(".timeline")).to_contain_text("A fading band")


def test_all_steps_are_in_a_list_and_lead_to_the_text(shown: Any) -> None:
    page = shown(*COURSE)
    expect(page.locator("svg.axis")).to_have_attribute("aria-hidden", "true")
    page.locator(".timeline summary").click()
    steps = page.locator("ol.steps li")
    expect(steps).to_have_count(len(COURSE))
    expect(steps.nth(2)).to_contain_text("day 3 to 9")
    expect(steps.nth(3)).to_contain_text("from day 12")
    expect(steps.nth(4)).to_contain_text("by day 3650")
    expect(page.locator("ol.undated li")).to_have_text("day not statedfollow-upthen")
    steps.nth(2).get_by_role("button").click()
    expect(page.locator("mark[data-selected]")).to_have_text("rash")


def test_step_in_the_drawing_leads_to_the_text(shown: Any) -> None:
    page = shown(*COURSE)
    page.locator("svg .step.active").first.click()
    expect(page.locator("mark[data-selected]")).to_have_text("rash")


def test_without_days_there_is_no_axis_but_a_word(shown: Any) -> None:
    page = shown(step("onset", "e1"), step("start", "d1", date="2020-01"))
    expect(page.locator("svg.axis")).to_have_count(0)
    expect(page.locator(".timeline")).to_contain_text("No day can be counted")
    expect(page.locator("ol.undated li")).to_have_count(2)


def test_case_without_a_course_says_so(shown: Any) -> None:
    expect(shown().locator(".timeline")).to_contain_text("The text dates no step of the course.")


def test_bounds_that_meet_are_a_day(shown: Any) -> None:
    page = shown(step("start", "d1", day=1), step("onset", "e1", low=4, high=4))
    expect(page.locator("svg .sign")).to_have_count(2)
    expect(page.locator("svg .band")).to_have_count(0)


def test_unknown_kinds_are_drawn_too(shown: Any) -> None:
    page = shown(step("start", "d1", day=1), step("transfer", day=4))
    expect(page.locator("svg .label")).to_have_count(2)
