"""The page of records as a reader uses it: text and values lead to each other, by pointer and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from playwright.sync_api import Page, expect

from caseline.review.view import save_view
from caseline.schema.report import CaseReport
from tests.big_records import big_records
from tests.made_records import made_records

AUTHORED = Path(__file__).parents[2] / "annotations/authored"
Show = Callable[..., Page]

# Of each mention the characters shown as it, the text as shown, and each selection of a stretch read back.
_READ = """(report) => {
  const model = caseline.record.open(report);
  const box = document.createElement("div");
  document.getElementById("main").replaceChildren(box);
  caseline.text.show(box, model, {});
  const marked = {};
  for (const mark of box.querySelectorAll("mark")) {
    for (const id of mark.dataset.mentions.split(" ")) marked[id] = (marked[id] || "") + mark.textContent;
  }
  const selected = {};
  for (const mention of model.mentions.values()) {
    const marks = [...box.querySelectorAll("mark")].filter((mark) => mark.dataset.mentions.split(" ").includes(mention.id));
    const range = document.createRange();
    range.setStartBefore(marks[0]);
    range.setEndAfter(marks[marks.length - 1]);
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    const found = caseline.text.selection(box, model);
    selected[mention.id] = found && [found.start, found.end, found.text];
  }
  const points = [...model.text].length;
  let turned = true;
  for (let point = 0; point <= points; point += 1) turned = turned && model.toPoints(model.toUnits(point)) === point;
  return { text: box.querySelector(".text").textContent, marked, selected, turned };
}"""


def gold(name: str) -> CaseReport:
    return CaseReport.from_json((AUTHORED / f"{name}.json").read_bytes())


def changed(name: str, **document: Any) -> CaseReport:
    report = gold(name).model_dump()
    report["document"].update(document)
    return CaseReport.model_validate(report)


@pytest.fixture
def show(page: Page, tmp_path: Path) -> Show:
    def opened(*reports: CaseReport, at: str = "") -> Page:
        out = tmp_path / "report.html"
        save_view(reports, out)
        page.goto(out.as_uri() + at)
        return page

    return opened


def test_text_is_shown_to_the_letter_and_mentions_where_they_are(show: Show) -> None:
    page = show(gold("mmr-vaccine-limp-toddler"))

    @settings(max_examples=80, deadline=None)
    @given(made_records())
    def check(report: CaseReport) -> None:
        found = page.evaluate(_READ, report.model_dump(mode="json"))
        text = report.document.text
        assert found["text"] == text
        assert found["turned"]
        for mention in report.mentions:
            stretches = mention.parts or ((mention.start, mention.end),)
            assert found["marked"][mention.id] == "".join(text[start:end] for start, end in stretches)
            assert found["selected"][mention.id] == [mention.start, mention.end, mention.text]

    check()


def test_emoji_before_a_mention_do_not_shift_it(show: Show) -> None:
    text = "😀🩺 A rash 😀 and fever."
    mentions = [
        {"id": f"m{number}", "label": "EVENT", "start": text.index(word), "end": text.index(word) + len(word)}
        | {"text": word, "found_by": "ner"}
        for number, word in enumerate(("rash", "fever"), start=1)
    ]
    page = show(
        CaseReport.model_validate(
            {
                "document": {"id": f"sha256:{0:064}", "text": text},
                "mentions": mentions,
                "provenance": {"caseline": "0"},
            }
        )
    )
    assert page.locator("mark").all_text_contents() == ["rash", "fever"]


def test_value_leads_to_its_evidence_and_back(show: Show) -> None:
    page = show(gold("valproate-parkinsonism-full-paper"))
    value = page.locator("[data-path='cases.0.patient.age'] button")
    value.focus()
    page.keyboard.press("Enter")
    mark = page.locator("mark[data-selected]").first
    expect(mark).to_be_in_viewport()
    expect(mark).to_be_focused()
    page.keyboard.press("Escape")
    expect(value).to_be_focused()


def test_click_on_a_value_lets_its_evidence_flash(show: Show) -> None:
    page = show(gold("valproate-parkinsonism-full-paper"))
    button = page.locator("[data-path='cases.0.outcome'] button")
    button.click()
    ids = (button.get_attribute("data-evidence") or "").split()
    flashing = page.locator("mark.flash")
    expect(flashing.first).to_be_in_viewport()
    assert {each.get_attribute("data-mentions") for each in flashing.all()} <= set(ids)


def test_every_value_of_a_case_leads_into_the_text(show: Show) -> None:
    page = show(gold("lithium-mother-and-newborn"))
    for button in page.locator(".knowing .value button.evidence").all():
        ids = (button.get_attribute("data-evidence") or "").split()
        assert ids
        for mention in ids:
            assert page.locator(f"mark[data-mentions~='{mention}']").count()


def test_mention_says_what_it_is_and_what_it_supports(show: Show) -> None:
    page = show(gold("lithium-mother-and-newborn"))
    page.locator("mark[data-family='drug']:not([data-excluded])").first.click()
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("Drug")
    panel.locator("button.evidence").first.click()
    expect(panel).to_be_hidden()
    expect(page.locator(".value.flash, .item.flash")).to_be_visible()


def test_excluded_mention_says_why(show: Show) -> None:
    page = show(gold("mesalazine-pericarditis-rechallenge"))
    mark = page.locator("mark[data-excluded='negated']").first
    assert "left out: negated" in (mark.get_attribute("title") or "")
    assert "left out: negated" in page.get_by_role("group", name="Text of the report").aria_snapshot()
    mark.click()
    expect(page.get_by_role("dialog")).to_contain_text("Left out")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_text_is_selected_from_within_a_mention(show: Show) -> None:
    page = show(gold("mesalazine-pericarditis-rechallenge"))
    mark = page.locator(".text p mark[tabindex='0'], .text p mark[role='button']").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 40, middle)
    page.mouse.move(box["x"] + box["width"] + 60, middle)
    page.mouse.up()
    assert len(page.evaluate("document.getSelection().toString()")) > len(mark.inner_text())
    assert page.locator("mark[tabindex='0']").count() == 1


def test_mentions_are_one_stop_of_the_tab_key(show: Show) -> None:
    page = show(gold("mesalazine-pericarditis-rechallenge"))
    assert page.locator("mark[tabindex='0']").count() == 1
    first = page.locator("mark[tabindex='0']")
    first.focus()
    before = first.text_content()
    page.keyboard.press("ArrowRight")
    focused = page.locator("mark:focus")
    assert focused.count() == 1
    assert focused.get_attribute("role") == "button"
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")
    assert page.locator("mark:focus").text_content() == before
    page.keyboard.press("End")
    page.keyboard.press("Shift+ArrowRight")
    assert page.locator("mark[tabindex='0']").count() == 1


def test_families_and_excluded_mentions_can_be_hidden(show: Show) -> None:
    page = show(gold("mesalazine-pericarditis-rechallenge"))
    assert page.locator("mark[data-excluded]").count()
    page.get_by_label("Show what was left out").uncheck()
    assert page.locator("mark[data-excluded]").count() == 0
    drugs = page.get_by_role("button", name="Drugs and doses")
    drugs.click()
    expect(drugs).to_have_attribute("aria-pressed", "false")
    assert page.locator("mark[data-family='drug']").count() == 0
    drugs.click()
    assert page.locator("mark[data-family='drug']").count()


def test_nested_mentions_take_the_colour_of_the_innermost(show: Show) -> None:
    text = "Burning chest pain."
    mention = {"found_by": "ner"}
    report = CaseReport.model_validate(
        {
            "document": {"id": f"sha256:{0:064}", "text": text},
            "mentions": [
                mention | {"id": "m1", "label": "EVENT", "start": 0, "end": 18, "text": text[:18]},
                mention | {"id": "m2", "label": "DISORDER", "start": 8, "end": 18, "text": "chest pain"},
                mention | {"id": "m3", "label": "TIME", "start": 8, "end": 13, "text": "chest"},
            ],
            "provenance": {"caseline": "0"},
        }
    )
    marks = show(report).locator("mark").all()
    assert [(mark.text_content(), mark.get_attribute("data-family")) for mark in marks] == [
        ("Burning ", "event"),
        ("chest", "time"),
        (" pain", "condition"),
    ]
    assert [mark.get_attribute("data-mentions") for mark in marks] == ["m1", "m1 m2 m3", "m1 m2"]
    assert (marks[1].get_attribute("title") or "").splitlines() == [
        "Event · supports no value",
        "Disorder · supports no value",
        "Time · supports no value",
    ]


def test_text_is_shown_and_never_run(show: Show) -> None:
    text = "</script><script>window.bad = 1</script><img src=x onerror='window.bad = 1'> \u202eevil\x07 ﷽"
    page = show(
        CaseReport.model_validate(
            {
                "document": {"id": f"sha256:{0:064}", "text": text, "title": "<b>A title</b> \u202e"},
                "provenance": {"caseline": "0"},
            }
        )
    )
    assert page.locator(".text").text_content() == text
    assert page.evaluate("window.bad") is None
    assert page.locator("main img, main b").count() == 0
    assert page.locator(".control").evaluate_all("all => all.map((each) => each.dataset.code)") == [
        "U+202E",
        "U+0007",
    ]
    expect(page.locator("h1")).to_have_text("<b>A title</b> [U+202E]")


def test_record_without_patient_says_so(show: Show) -> None:
    page = show(gold("nitrofurantoin-lung-short-review"))
    expect(page.locator(".knowing")).to_contain_text("No patient")


def test_several_records_have_a_list(show: Show) -> None:
    names = ("lithium-mother-and-newborn", "mesalazine-pericarditis-rechallenge", "mmr-vaccine-limp-toddler")
    page = show(*map(gold, names))
    expect(page.get_by_role("heading", level=1)).to_have_text("3 records")
    page.get_by_label("Search").fill("Mesalazine pericarditis")
    expect(page.get_by_role("status")).to_have_text("1 of 3 records")
    page.locator("tbody a").click()
    expect(page.locator(".gist")).to_contain_text("mesalazine")
    page.get_by_role("link", name="All records").click()
    expect(page.get_by_label("Search")).to_have_value("Mesalazine pericarditis")
    page.get_by_label("Search").fill("no such words")
    expect(page.get_by_role("status")).to_have_text("0 of 3 records")


def test_list_is_sorted_by_its_columns(show: Show) -> None:
    names = ("mmr-vaccine-limp-toddler", "lithium-mother-and-newborn", "mesalazine-pericarditis-rechallenge")
    page = show(*map(gold, names))
    heading = page.get_by_role("columnheader", name="Suspect drugs")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    first = page.locator("tbody tr td.suspects").all_text_contents()
    assert first == sorted(first, key=str.lower)
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert page.locator("tbody tr td.suspects").all_text_contents() == first[::-1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_look_can_be_turned(show: Show, page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    show(gold("mmr-vaccine-limp-toddler"))
    assert page.evaluate("caseline.theme.now()") == scheme
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)
    page.locator(".theme").click()
    assert page.evaluate(ground) != before
    page.reload()
    assert page.evaluate("caseline.theme.now()") != scheme


@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_is_wider_than_the_window(show: Show, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    report = changed("valproate-parkinsonism-full-paper", source="a" * 300 + ".txt")
    show(report)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("mark").first.click()
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_print_shows_all(show: Show, page: Page) -> None:
    show(gold("valproate-parkinsonism-full-paper"))
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".legend")).to_be_hidden()
    expect(page.locator("details ol").first).to_be_visible()
    tag = page.locator("mark[data-tag]").first.evaluate("(mark) => getComputedStyle(mark, '::after').content")
    assert "event" in tag


_CONTRAST = """() => {
  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue(name).trim();
  const channel = (part) => { const c = parseInt(part, 16) / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const light = (hex) => 0.2126 * channel(hex.slice(1, 3)) + 0.7152 * channel(hex.slice(3, 5)) + 0.0722 * channel(hex.slice(5, 7));
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const names = ["ink", "soft", "accent", "good", "bad", "warn", "drug", "event", "condition", "person", "time", "therapy", "outcome", "causality"];
  const found = {};
  for (const name of names) for (const ground of ["ground", "raised"]) found[`${name} on ${ground}`] = ratio(value(`--${name}`), value(`--${ground}`));
  for (const name of ["ink", "soft"]) found[`${name} on flash`] = ratio(value(`--${name}`), value("--flash"));
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(show: Show, page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    show(gold("mmr-vaccine-limp-toddler"))
    weak = {pair: ratio for pair, ratio in page.evaluate(_CONTRAST).items() if ratio < 4.5}
    assert not weak


def test_long_lists_are_drawn_whole_and_come_back_where_they_were(show: Show) -> None:
    small = [gold("mmr-vaccine-limp-toddler"), gold("lithium-mother-and-newborn")]
    page = show(*big_records(small, count=150, length=100))
    expect(page.locator("tbody tr")).to_have_count(150)
    link = page.locator("tbody a").nth(140)
    link.scroll_into_view_if_needed()
    before = page.evaluate("window.scrollY")
    link.click()
    expect(page.locator(".gist")).to_be_visible()
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(150)
    assert page.evaluate("window.scrollY") == pytest.approx(before, abs=2)


def test_large_text_leads_to_evidence_far_down(show: Show) -> None:
    small = [gold("nitrofurantoin-lung-short-review"), gold("mesalazine-pericarditis-rechallenge")]
    (report,) = big_records(small, count=1, length=60_000)
    data = report.model_dump()
    last = data["mentions"][-1]["id"]
    data["cases"] = [{"id": "c1", "events": [{"id": "e1", "name": "the last", "evidence": [last]}]}]
    page = show(CaseReport.model_validate(data))
    page.locator("[data-path='cases.0.events.0.name'] button").click()
    mark = page.locator(f"mark[data-mentions~='{last}']").first
    expect(mark).to_be_in_viewport()
    expect(mark).to_have_attribute("data-selected", "true")
