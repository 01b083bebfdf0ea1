"""The page of an evaluation: its numbers are those of the report, and what a paper says stays text."""

from __future__ import annotations

from typing import Any

import pytest
from evaluation_records import STORY, changed, compare, record, story, with_case, with_item
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from caseline.evaluation import EvaluationReport, Mode, evaluate
from caseline.evaluation.differences import CONTEXT, context
from caseline.evaluation.fields import deciding_mode
from caseline.evaluation.gate import Baseline, baseline_of
from caseline.evaluation.page import Names, evaluation_page
from caseline.evaluation.page_differences import evidence
from caseline.evaluation.values import Value
from caseline.schema.case import Sex, Therapy

BAD = "</script><script>window.bad = 1</script>"
NAMES = Names("gold", "pred.jsonl")


def _damaged() -> EvaluationReport:
    patient = changed(story().cases[0].patient, sex=Sex(value="male", evidence=("m6",)))
    return compare(story(), with_item(with_case(story(), patient=patient), "drugs", 1, role="suspect"))


def _page(report: EvaluationReport, baseline: Baseline | None = None, names: Names = NAMES) -> Any:
    return html.fromstring("".join(evaluation_page(report, names=names, baseline=baseline)))


def _row(tree: Any, field: str) -> dict[str, str]:
    (row,) = tree.xpath(f"//tr[@data-field='{field}']")
    return {cell.get("data-label"): cell.text_content() for cell in row.xpath("td")}


def test_every_scored_field_has_its_row_and_numbers() -> None:
    report = _damaged()
    tree = _page(report)
    scored = {each.field: each for each in report.scores if each.mode is deciding_mode(each.field)}
    shown = {row.get("data-field") for row in tree.xpath("//tr[@data-field]")}
    assert shown == {field for field, each in scored.items() if each.f1 is not None}
    role = _row(tree, "drugs.role")
    assert (role["F1"], role["gold"], role["found"], role["mode"]) == ("0.500", "2", "1", "normalised")
    assert role["differences"] == "1 in drugs.role"
    assert "document.pmcid" in tree.xpath("string(//section[@id='document']/p)")


def test_rows_go_by_family() -> None:
    tree = _page(_damaged())
    titles = tree.xpath("//section[@id='cases']//tr[contains(@class, 'title')]/th/text()")
    assert titles == ["Cases", "Patient", "Conditions", "Drugs", "Events", "Therapies", "Timeline"]


def test_no_baseline_no_gate() -> None:
    tree = _page(_damaged())
    assert not tree.xpath("//section[@id='gate']")
    assert "baseline" not in _row(tree, "drugs.role")


def test_baseline_stands_beside_and_says_what_fell() -> None:
    tree = _page(_damaged(), baseline_of(compare(story(), story())))
    gate = tree.xpath("string(//section[@id='gate'])")
    assert "shut: 2 reasons" in gate
    assert "F1 0.5000 is below the baseline's 1.0000" in gate
    fallen, same = _row(tree, "drugs.role"), _row(tree, "drugs")
    assert (fallen["baseline"], fallen["change"]) == ("1.000", "▼ -0.500 fell")
    assert (same["baseline"], same["change"]) == ("1.000", "=")


def test_baseline_that_is_met_and_one_that_is_passed() -> None:
    report = _damaged()
    assert "open" in _page(report, baseline_of(report)).xpath("string(//section[@id='gate'])")
    better = _page(compare(story(), story()), baseline_of(report))
    assert _row(better, "drugs.role")["change"] == "▲ +0.500"


def test_a_field_that_the_baseline_does_not_know() -> None:
    report = _damaged()
    known = baseline_of(report)
    less = known.model_copy(update={"fields": {k: v for k, v in known.fields.items() if k != "drugs"}})
    assert _row(_page(report, less), "drugs")["change"] == "new"


def test_squares_count_what_the_report_counts() -> None:
    tree = _page(_damaged())
    (drugs, *_) = tree.xpath("//section[@id='confusions']//table")
    rows = {row.xpath("string(th)"): row.xpath("td") for row in drugs.xpath("tbody/tr")}
    heads = drugs.xpath("thead//th/span/text()")
    assert heads == ["suspect", "concomitant", "therapy"]
    assert [cell.text_content() for cell in rows["concomitant"]] == ["1", "0", "0"]
    (link,) = rows["concomitant"][0].xpath("a")
    (heading,) = tree.xpath(f"//*[@id='{link.get('href')[1:]}']")
    assert heading.text_content() == "concomitant → suspect: 1"
    assert "folic acid" in heading.getnext().text_content()


def test_links_within_the_page_lead_somewhere() -> None:
    tree = _page(_damaged(), baseline_of(compare(story(), story())))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//a/@href")} <= set(ids)


def test_differences_are_all_there_by_document() -> None:
    report = _damaged()
    tree = _page(report)
    items = tree.xpath("//li[@data-item]")
    assert [(each.get("data-field"), each.get("data-kind")) for each in items] == [
        (each.field, each.kind.value) for each in report.differences
    ]
    assert tree.xpath("//details/@data-group") == ["story.txt"]
    assert "gold female, predicted male" in items[0].text_content()
    assert [mark.text for mark in items[0].xpath(".//mark")] == ["«woman»", "«infliximab»"]
    assert tree.xpath("//select[@name='field']/option/@value") == ["", "patient.sex", "drugs.role"]


def test_nothing_to_say() -> None:
    tree = _page(compare(record("Nobody was ill."), record("Nobody was ill.")))
    assert "0 differences" in tree.xpath("string(//section[@id='differences'])")
    assert not tree.xpath("//form")
    assert "Nothing to confuse" in tree.xpath("string(//section[@id='confusions'])")


def test_documents_on_one_side_only_are_named() -> None:
    other = record("Somebody else.", source="other.txt")
    report = evaluate({"a": story()}, {"b": other})
    lead = _page(report).xpath("string(//header)")
    assert "Without a predictionstory.txt" in lead
    assert "Without gold, ignoredother.txt" in lead


def test_what_a_paper_says_is_text() -> None:
    gold = record(f"{BAD} {STORY}", source=BAD)
    case = story().cases[0]
    bad = changed(
        case,
        **dict.fromkeys(("drugs", "events", "conditions", "timeline"), ()),
        therapies=(Therapy(id="t1", name=BAD, kind="drug"),),
        patient={},
        outcome=None,
    )
    tree = _page(compare(gold, changed(gold, cases=(bad,))), names=Names(BAD, BAD))
    (script,) = tree.xpath("//script")
    assert "window.bad" not in script.text
    assert f"predicted {BAD}" in tree.xpath("string(//li[@data-field='therapies'])")
    assert not tree.xpath("//@style")


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        pytest.param("a «rash» then", "a <mark>«rash»</mark> then", id="plain"),
        pytest.param("«rash»", "<mark>«rash»</mark>", id="alone"),
        pytest.param("a «<b>»", "a <mark>«&lt;b&gt;»</mark>", id="escaped"),
        pytest.param("nothing marked", "nothing marked", id="none"),
        pytest.param("» odd «", "» odd «", id="the-wrong-way-round"),
    ],
)
def test_evidence_is_marked(shown: str, expected: str) -> None:
    assert evidence(shown) == expected


@given(
    *(st.text("ab«»", min_size=CONTEXT + 1, max_size=CONTEXT + 3) for _ in "ab"), st.text("ab«»", min_size=1)
)
def test_evidence_is_told_from_other_quotes(before: str, after: str, found: str) -> None:
    place = (len(before), len(before) + len(found))
    shown = context(f"{before}{found}{after}", Value(shown="", keys=frozenset(), spans=(place,)))
    assert shown is not None
    assert f"<mark>«{found}»</mark>" in evidence(shown)


def test_every_mode_has_a_total() -> None:
    labels = _page(_damaged()).xpath("//section[@id='totals']//tbody//th/span/text()")
    assert {label.split(", ")[1] for label in labels} == set(Mode)
