"""The pages of figures in a browser: they filter, they fold, and they run nothing of the data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from caseline.benchmark.compare import compare
from caseline.benchmark.page import benchmark_page
from caseline.benchmark.page_comparison import comparison_page
from caseline.evaluation import evaluate
from caseline.evaluation.page import Names, evaluation_page
from caseline.schema import Case, CaseReport, Document, Label, Mention, Provenance
from caseline.schema.case import Drug, Event, Patient, Sex
from caseline.schema.mention import FoundBy
from tests.unit.benchmark.results import benchmark, config

BAD = "<script>window.bad = 1</script><img src=x onerror='window.bad = 2'>"
TEXT = f"A woman on ibuprofen had hives and fever {BAD}."
PHONE = {"width": 400, "height": 800}


def _mention(text: str, number: int, label: Label, words: str) -> Mention:
    start = text.index(words)
    end = start + len(words)
    return Mention(id=f"m{number}", label=label, start=start, end=end, text=words, found_by=FoundBy.CURATOR)


def _record(number: int, *, right: bool) -> CaseReport:
    """A document of its own; what is wrong with it: the sex, the drug's role, and one event."""
    text = f"{TEXT} Number {number}."
    mentions = (
        _mention(text, 1, Label.DRUG, "ibuprofen"),
        _mention(text, 2, Label.EVENT, "hives"),
        _mention(text, 3, Label.EVENT, "fever"),
    )
    case = Case(
        id="c1",
        patient=Patient(sex=Sex(value="female" if right else "male")),
        drugs=(
            Drug(id="d1", name="ibuprofen", role="suspect" if right else "concomitant", evidence=("m1",)),
        ),
        events=(
            Event(id="e1", name="hives", evidence=("m2",)),
            *((Event(id="e2", name=f"fever {BAD}", evidence=("m3",)),) if right else ()),
        ),
    )
    return CaseReport(
        document=Document(
            id=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}", text=text, source=f"paper-{number}.txt"
        ),
        mentions=mentions,
        cases=(case,),
        provenance=Provenance(caseline="0.1"),
    )


def _written(path: Path, pieces: Iterator[str]) -> str:
    path.write_text("".join(pieces), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def evaluation(tmp_path: Path) -> str:
    """The page of three papers with the same differences each."""
    gold, predicted = (
        {record.document.id: record for record in (_record(number, right=right) for number in range(3))}
        for right in (True, False)
    )
    report = evaluate(gold, predicted)
    return _written(tmp_path / "e.html", evaluation_page(report, names=Names("gold", BAD)))


@pytest.fixture
def comparison(tmp_path: Path) -> str:
    old, new = benchmark(config((5,) * 10)), benchmark(config((9,) * 10))
    mixed = (*compare(old, old), *compare(old, new))
    return _written(tmp_path / "c.html", comparison_page(old, new, mixed, names=("old", "new")))


def test_nothing_of_the_data_runs(page: Page, evaluation: str) -> None:
    page.goto(evaluation)
    page.get_by_role("button", name="Open documents").click()
    expect(page.get_by_text("<script>window.bad = 1</script>").first).to_be_visible()
    assert page.evaluate("window.bad") is None


def test_documents_are_folded_and_open(page: Page, evaluation: str) -> None:
    page.goto(evaluation)
    first = page.locator("li[data-item]").first
    expect(first).to_be_hidden()
    page.get_by_text("paper-0.txt:").click()
    expect(first).to_be_visible()
    role = page.locator("li[data-item]", has_text="drugs.role").first
    expect(role.locator("mark")).to_have_text("«ibuprofen»")


def test_filter_by_field_kind_and_words(page: Page, evaluation: str) -> None:
    page.goto(evaluation)
    status = page.get_by_role("status")
    every = page.locator("li[data-item]").count()
    expect(status).to_have_text(f"{every} differences")
    page.get_by_label("Field").select_option("drugs.role")
    expect(status).to_have_text(f"3 of {every} differences shown")
    # Few enough to be looked at at once.
    expect(page.locator("li[data-item]:visible")).to_have_count(3)
    page.get_by_label("Words").fill("PAPER-1 suspect")
    expect(page.locator("li[data-item]:visible")).to_have_count(1)
    expect(page.locator("details[data-group]:visible")).to_have_count(1)
    page.get_by_label("Kind").select_option("missing")
    expect(status).to_have_text(f"0 of {every} differences shown")
    page.get_by_role("button", name="Show all").click()
    expect(status).to_have_text(f"{every} differences")
    expect(page.locator("details[data-group]:visible")).to_have_count(3)


def test_from_a_score_to_its_differences(page: Page, evaluation: str) -> None:
    page.goto(evaluation)
    page.get_by_role("link", name="3 in patient.sex").click()
    expect(page.get_by_label("Field")).to_have_value("patient.sex")
    expect(page.locator("li[data-item]:visible")).to_have_count(3)


def test_from_a_count_to_what_is_counted(page: Page, evaluation: str) -> None:
    page.goto(evaluation)
    heading = page.get_by_role("heading", name="suspect → concomitant: 3")
    expect(heading).to_be_hidden()
    page.locator("a[href='#drugs-suspect-concomitant']").click()
    expect(heading).to_be_visible()


def test_dark_is_a_choice(page: Page, evaluation: str) -> None:
    page.goto(evaluation)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate(ground) != light
    page.get_by_role("button", name="Light").click()
    assert page.evaluate(ground) == light


def test_what_lies_outside_noise(page: Page, comparison: str) -> None:
    page.goto(comparison)
    rows = page.locator("tr[data-item]")
    half = rows.count() // 2
    page.get_by_label("Only what lies outside noise").check()
    expect(page.locator("tr[data-item]:visible")).to_have_count(half)
    expect(page.get_by_role("status")).to_have_text(f"{half} of {2 * half} figures shown")


def test_a_phone_needs_no_sideways_scrolling(
    page: Page, evaluation: str, comparison: str, tmp_path: Path
) -> None:
    found = benchmark(config((5,) * 10, (1.0,) * 5), config((9,) * 10, (1.0,) * 5, name="fast"))
    measured = _written(tmp_path / "b.html", benchmark_page(found))
    page.set_viewport_size(PHONE)
    for address in (evaluation, comparison, measured):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        # Cards of rows are still a table to those who cannot see them.
        assert page.get_by_role("table").count() > 0
        assert page.get_by_role("cell").count() > 0


def test_all_of_it_is_there_without_scripts(browser: Browser, evaluation: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(evaluation)
    expect(opened.locator("form")).to_be_hidden()
    opened.get_by_text("paper-2.txt:").click()
    expect(opened.locator("li[data-item]:visible").first).to_be_visible()
    context.close()
