"""What an editor builds upon: each part of a case is told to `decorate` with its path."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from caseline.review.view import save_view
from caseline.schema.report import CaseReport

AUTHORED = Path(__file__).parents[2] / "annotations/authored"
NAMES = ("valproate-parkinsonism-full-paper", "lithium-mother-and-newborn", "mmr-vaccine-limp-toddler")

_TOLD = """(report) => {
  const model = caseline.record.open(report);
  const box = document.createElement("div");
  document.getElementById("main").replaceChildren(box);
  const told = [];
  caseline.reader.show(box, model, { decorate(element, about) {
    told.push({ ...about, own: element.dataset.path || null, isValue: element.classList.contains("value"),
      isItem: element.classList.contains("item") });
  } });
  return told;
}"""


def at(report: dict[str, Any], path: str) -> Any:
    """Returns what stands at a path of a record."""
    found: Any = report
    for step in path.split("."):
        found = found[int(step)] if isinstance(found, list) else found[step]
    return found


def told(page: Page, tmp_path: Path, report: CaseReport) -> list[dict[str, Any]]:
    save_view([report], tmp_path / "report.html")
    page.goto((tmp_path / "report.html").as_uri())
    found: list[dict[str, Any]] = page.evaluate(_TOLD, report.model_dump(mode="json"))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_paths_lead_to_what_is_shown(page: Page, tmp_path: Path, name: str) -> None:
    report = CaseReport.from_json((AUTHORED / f"{name}.json").read_bytes())
    data = report.model_dump(mode="json")
    everything = told(page, tmp_path, report)
    assert {about["kind"] for about in everything} == {"value", "item", "list", "case"}
    for about in everything:
        if about["kind"] == "value":
            assert about["isValue"]
            assert about["own"] == about["path"]
        if about["path"].endswith(".start") and ".therapies." in about["path"]:
            continue  # left out of the record where the text does not say
        if about["value"] is not None and ".timeline." not in about["path"]:
            assert at(data, about["path"]) == about["value"]


def test_empty_lists_and_fields_are_shown_to_an_editor(page: Page, tmp_path: Path) -> None:
    report = CaseReport.model_validate(
        {
            "document": {"id": f"sha256:{0:064}", "text": "A rash."},
            "cases": [{"id": "c1", "events": [{"id": "e1", "name": "rash"}]}],
            "provenance": {"caseline": "0"},
        }
    )
    paths = {(about["kind"], about["path"]) for about in told(page, tmp_path, report)}
    for name in ("drugs", "events", "therapies", "conditions", "timeline"):
        assert ("list", f"cases.0.{name}") in paths
    for name in ("patient.age", "outcome", "events.0.onset", "events.0.body_sites", "events.0.codes"):
        assert ("value", f"cases.0.{name}") in paths
