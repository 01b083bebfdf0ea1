"""The curators' desk as a curator uses it, against a running `caseline review`."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.review_desk import ReviewDesk, select_text, stored, write_records

_NAME = "regorafenib-cycles-hand-foot"
_SCRIPT = "<script>window.bad = 1</script><img src=x onerror='window.bad = 1'>"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReviewDesk]:
    """A desk upon three records, of which two have other scores than the first."""
    folder = tmp_path / "records"
    folder.mkdir()
    write_records(
        folder, *(stored(name) for name in (_NAME, "mmr-vaccine-limp-toddler", "lithium-mother-and-newborn"))
    )
    running = ReviewDesk(folder)
    yield running.start()
    running.stop()


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """A page of another curator, whose network may fail."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def _open(page: Page, desk: ReviewDesk, name: str = _NAME) -> str:
    key = desk.key(name)
    page.goto(f"{desk.url}/#/r/{key}")
    expect(page.get_by_role("group", name="Text of the report")).to_be_visible()
    return key


def _saved(page: Page) -> None:
    expect(page.locator(".save-state")).to_contain_text("Saved · version")


def _case(desk: ReviewDesk, key: str) -> Any:
    return desk.record(key)["cases"][0]


def _set_onset(page: Page, value: str) -> None:
    page.get_by_role("button", name="Edit onset of fatigue").click()
    form = page.get_by_role("dialog", name="Onset of fatigue")
    form.get_by_label("Exactly").fill(value)
    form.get_by_role("button", name="Save").click()


def test_a_record_goes_from_the_queue_to_gold(page: Page, desk: ReviewDesk) -> None:
    page.goto(desk.url)
    expect(page.get_by_text("0 of 3 decided")).to_be_visible()
    page.get_by_role("link", name="Hand-foot skin reaction").click()
    key = desk.key(_NAME)

    select_text(page, "stable disease")
    page.get_by_role("dialog", name="Selection").get_by_role(
        "button", name="Make it: event of case 1"
    ).click()
    expect(page.get_by_role("heading", name="stable disease")).to_be_visible()
    _set_onset(page, "14")
    _saved(page)
    case = _case(desk, key)
    assert case["events"][0]["onset"]["iso8601"] == "P14D"
    assert case["events"][-1]["name"] == "stable disease"
    assert case["events"][-1]["suspects"] == ["d1"]

    page.keyboard.press("u")
    expect(page.locator("[data-path='cases.0.events.0.onset']")).to_contain_text("day 12")
    page.get_by_role("button", name="Redo").click()
    _saved(page)
    page.keyboard.press("a")
    decision = page.get_by_role("dialog", name="Accept this record")
    decision.get_by_label("Comment (optional)").fill("Read twice.")
    decision.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Accepted; the gold record is")).to_be_visible()
    expect(page.locator(".decided")).to_contain_text("Read twice.")

    [gold] = (desk.folder / "gold").glob(f"{_NAME}-*.json")
    assert json.loads(gold.read_text(encoding="utf-8"))["cases"][0]["events"][0]["onset"]["value"] == 14
    _evaluate(gold.parent, desk.folder / f"{_NAME}.json")
    page.get_by_role("link", name="Queue").click()
    expect(page.get_by_text("1 of 3 decided")).to_be_visible()
    expect(page.get_by_role("row", name="Hand-foot skin reaction").get_by_text("accepted")).to_be_visible()


def _evaluate(gold: Path, record: Path) -> None:
    command = [sys.executable, "-m", "caseline", "evaluate", "--gold", str(gold), "--pred", str(record)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "onset" in done.stdout


def test_each_value_is_edited_in_its_place(page: Page, desk: ReviewDesk) -> None:
    key = _open(page, desk)
    page.get_by_role("button", name="Edit outcome of fatigue").click()
    page.get_by_role("combobox", name="outcome of fatigue").select_option("recovered")
    page.get_by_role("button", name="Edit role of oxaliplatin").click()
    page.get_by_role("combobox", name="role of oxaliplatin").select_option("suspect")
    page.get_by_role("button", name="Edit name of oxaliplatin").click()
    page.get_by_role("textbox", name="name of oxaliplatin").fill("oxaliplatine")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Edit suspected drugs of fatigue").click()
    page.get_by_role("checkbox", name="oxaliplatine").check()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Add seriousness of fatigue").click()
    page.get_by_role("checkbox", name="hospitalisation").check()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Add a dose of oxaliplatine").or_(
        page.get_by_role("button", name="Add dose of oxaliplatine")
    ).first.click()
    form = page.get_by_role("dialog", name="New dose of oxaliplatine")
    form.get_by_label("Amount").fill("85")
    form.get_by_label("Unit").fill("mg/m2")
    form.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Edit sex of the patient").click()
    page.get_by_role("combobox", name="sex").select_option("female")
    _saved(page)
    case = _case(desk, key)
    drug = next(one for one in case["drugs"] if one["name"] == "oxaliplatine")
    assert drug["role"] == "suspect"
    assert [(dose["amount"], dose["unit"]) for dose in drug["doses"]] == [(85, "mg/m2")]
    event = case["events"][0]
    assert (event["outcome"]["status"], event["seriousness"]) == ("recovered", ["hospitalisation"])
    assert drug["id"] in event["suspects"]
    assert case["patient"]["sex"]["value"] == "female"


def test_a_mention_is_corrected_in_its_panel(page: Page, desk: ReviewDesk) -> None:
    key = _open(page, desk)
    mark = page.locator(".text mark", has_text="oxaliplatin")
    mark.click()
    panel = page.get_by_role("dialog", name="Mention")
    panel.get_by_role("button", name="End a word later").click()
    expect(panel.locator(".said")).to_contain_text("oxaliplatin and")
    panel.get_by_role("button", name="End a word earlier").click()
    panel.get_by_label("Label").select_option("DISORDER")
    panel.get_by_label("Left out").select_option("other_patients")
    panel.get_by_role("checkbox", name="historical").check()
    _saved(page)
    record = desk.record(key)
    mention = next(one for one in record["mentions"] if one["text"] == "oxaliplatin")
    assert (mention["label"], mention["excluded"], mention["historical"]) == (
        "DISORDER",
        "other_patients",
        True,
    )
    assert (mention["found_by"], mention["score"]) == ("curator", None)
    assert all(mention["id"] not in drug["evidence"] for drug in record["cases"][0]["drugs"])
    page.keyboard.press("Delete")
    _saved(page)
    expect(page.locator(".text mark", has_text="oxaliplatin")).to_have_count(0)


def test_evidence_is_chosen_in_the_text(page: Page, desk: ReviewDesk) -> None:
    key = _open(page, desk)
    page.get_by_role("button", name="Evidence of fatigue").click()
    page.locator(".text mark", has_text="stable").click()
    page.get_by_role("region", name="Choosing evidence").get_by_role("button", name="Done").click()
    _saved(page)
    record = desk.record(key)
    stable = next(one["id"] for one in record["mentions"] if one["text"] == "stable")
    assert stable in record["cases"][0]["events"][0]["evidence"]
    # A time that is not told yet is asked for, with what its words say filled in.
    select_text(page, "cream")
    page.get_by_role("combobox", name="Use it as evidence for").select_option("cases.0.events.0.duration")
    form = page.get_by_role("dialog", name="Duration of fatigue")
    form.get_by_label("Exactly").fill("2")
    form.get_by_label("Unit").select_option("wk")
    form.get_by_role("button", name="Save").click()
    _saved(page)
    duration = _case(desk, key)["events"][0]["duration"]
    assert (duration["text"], duration["iso8601"]) == ("cream", "P2W")


def test_a_reload_keeps_everything(page: Page, desk: ReviewDesk) -> None:
    key = _open(page, desk)
    _set_onset(page, "9")
    page.reload()  # before the save that waits for quiet
    expect(page.locator("[data-path='cases.0.events.0.onset']")).to_be_visible()
    _saved(page)
    assert _case(desk, key)["events"][0]["onset"]["value"] == 9


@pytest.mark.parametrize("keeps", [pytest.param(True, id="mine"), pytest.param(False, id="theirs")])
def test_two_curators_at_one_record_lose_nothing(
    page: Page, other: Page, desk: ReviewDesk, keeps: bool
) -> None:
    key = _open(page, desk)
    _open(other, desk)
    _set_onset(page, "9")
    _saved(page)
    _set_onset(other, "15")
    dialog = other.get_by_role("dialog", name="Somebody else has saved this record")
    expect(dialog).to_contain_text("ada")
    with other.expect_download() as download:
        dialog.get_by_role("button", name="Download my edits").click()
    mine = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert mine["cases"][0]["events"][0]["onset"]["value"] == 15
    dialog.get_by_role("button", name="Keep mine" if keeps else "See theirs").click()
    _saved(other)
    assert _case(desk, key)["events"][0]["onset"]["value"] == (15 if keeps else 9)
    versions = desk.get(f"/api/records/{key}/versions")["versions"]
    assert len(versions) == (3 if keeps else 2)


def test_edits_made_while_the_server_is_gone_are_saved_when_it_is_back(other: Page, desk: ReviewDesk) -> None:
    key = _open(other, desk)
    desk.stop()
    _set_onset(other, "21")
    expect(other.locator(".save-state")).to_contain_text("Not saved")
    expect(other.locator(".save-state")).to_contain_text("kept in this browser")
    desk.start()
    # It is tried again and again, ever more seldom.
    expect(other.locator(".save-state")).to_contain_text("Saved · version", timeout=30_000)
    assert _case(desk, key)["events"][0]["onset"]["value"] == 21


def test_edits_kept_in_the_browser_come_back(other: Page, desk: ReviewDesk) -> None:
    key = _open(other, desk)
    desk.stop()
    _set_onset(other, "21")
    expect(other.locator(".save-state")).to_contain_text("Not saved")
    other.on("dialog", lambda asked: asked.accept())
    desk.start()
    other.goto("about:blank")
    _open(other, desk)
    _saved(other)
    assert _case(desk, key)["events"][0]["onset"]["value"] == 21


def test_edits_are_of_the_answer_that_was_seen(other: Page, desk: ReviewDesk) -> None:
    """A newer answer of the machine comes between opening a record and the first save."""
    key = _open(other, desk)
    desk.stop()
    newer = stored(_NAME)
    newer["cases"][0]["events"][0]["name"] = "weariness"
    newer["provenance"]["model"] = "newer"
    write_records(desk.folder, newer)
    desk.start()
    _set_onset(other, "21")
    expect(other.locator(".save-state")).to_contain_text("Saved · version")
    opened = desk.get(f"/api/records/{key}")
    assert opened["newer"] is True
    assert opened["machine"]["cases"][0]["events"][0]["name"] == "fatigue"
    assert [change["path"].rpartition(".")[2] for change in opened["changes"]] != []
    assert opened["record"]["cases"][0]["events"][0]["name"] == "fatigue"


def test_nothing_of_a_record_is_ever_run(page: Page, desk: ReviewDesk) -> None:
    desk.stop()
    record = stored(_NAME)
    record["document"]["title"] = _SCRIPT
    record["document"]["source"] = "hostile.txt"
    text = f"{record['document']['text']}\n{_SCRIPT}"
    record["document"] |= {"text": text, "id": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"}
    record["cases"][0]["events"][0]["name"] = _SCRIPT
    write_records(desk.folder, record)
    desk.start()
    page.goto(desk.url)
    expect(page.get_by_role("link", name="window.bad")).to_be_visible()
    _open(page, desk, "hostile")
    expect(page.get_by_role("heading", level=1)).to_have_text(_SCRIPT)
    expect(page.locator("[data-path='cases.0.events.0.name']")).to_contain_text(_SCRIPT)
    page.keyboard.press("f")
    page.get_by_label("Comment (optional)").fill(_SCRIPT)
    page.get_by_role("dialog").get_by_role("button", name="Flag").click()
    expect(page.locator(".decided")).to_contain_text(_SCRIPT)
    page.keyboard.press("h")
    expect(page.get_by_role("dialog", name="History")).to_contain_text(_SCRIPT)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Queue").click()
    expect(page.locator("tr", has_text="hostile.txt").locator(".status.flagged")).to_be_visible()
    assert page.evaluate("window.bad") is None


def test_all_of_it_by_keyboard(page: Page, desk: ReviewDesk) -> None:
    page.goto(desk.url)
    page.get_by_role("link", name="Hand-foot skin reaction").focus()
    page.keyboard.press("Enter")
    key = desk.key(_NAME)
    expect(page.get_by_role("group", name="Text of the report")).to_be_visible()
    page.keyboard.press("s")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    menu = page.get_by_role("dialog", name="Selection")
    expect(menu).to_be_visible()
    said = menu.locator(".said").inner_text()
    page.keyboard.press("g")
    expect(page.get_by_role("dialog", name="Mention")).to_be_visible()
    page.keyboard.press("Escape")
    _saved(page)
    assert any(one["label"] == "FINDING" and one["text"] in said for one in desk.record(key)["mentions"])
    page.keyboard.press("Control+z")
    page.get_by_role("button", name="Edit certainty of fatigue").focus()
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.keyboard.type("no case at all")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".decided")).to_contain_text("rejected")
    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Hand-foot")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("nursery")
    expect(page.get_by_role("status").filter(has_text="1 of 3 records")).to_be_visible()


def test_the_history_tells_and_restores(page: Page, desk: ReviewDesk) -> None:
    key = _open(page, desk)
    _set_onset(page, "9")
    _saved(page)
    expect(page.locator("[data-path='cases.0.events.0.onset'] .change-note")).to_contain_text(
        "onset value 12 → 9"
    )
    page.get_by_role("button", name="History").click()
    history = page.get_by_role("dialog", name="History")
    history.get_by_role("button", name="What changed").first.click()
    expect(history).to_contain_text("onset › value: 12 → 9")
    history.get_by_role("button", name="Restore this version").click()
    expect(page.locator(".save-state")).to_contain_text("version 2")
    assert _case(desk, key) == stored(_NAME)["cases"][0]
    expect(page.locator(".change-note")).to_have_count(0)


def test_a_narrow_screen_shows_text_and_case_by_turns(page: Page, desk: ReviewDesk) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    _open(page, desk)
    expect(page.get_by_role("region", name="Cases")).to_be_hidden()
    page.get_by_role("tab", name="Case").click()
    expect(page.get_by_role("region", name="Text")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    _set_onset(page, "3")
    _saved(page)


def test_from_one_value_to_the_next(page: Page, desk: ReviewDesk) -> None:
    key = _open(page, desk)
    page.get_by_role("button", name="Edit name of fatigue").click()
    page.get_by_role("textbox", name="name of fatigue").fill("tiredness")
    # What was written is kept when another value is gone to, and that one opens at once.
    page.get_by_role("button", name="Edit severity of fatigue").click()
    page.get_by_role("textbox", name="severity of tiredness").fill("grade 2")
    page.keyboard.press("Enter")
    _saved(page)
    event = _case(desk, key)["events"][0]
    assert (event["name"], event["severity"]) == ("tiredness", "grade 2")
    # Enter in a line of a dialog saves it; Escape leaves it as it was.
    page.get_by_role("button", name="Edit onset of tiredness").click()
    page.get_by_role("dialog").get_by_label("Exactly").fill("13")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Edit onset of tiredness").click()
    page.get_by_role("dialog").get_by_label("Exactly").fill("99")
    page.keyboard.press("Escape")
    page.wait_for_timeout(1_500)
    assert _case(desk, key)["events"][0]["onset"]["value"] == 13


def test_items_come_and_go(page: Page, desk: ReviewDesk) -> None:
    key = _open(page, desk)
    page.get_by_role("button", name="Remove oxaliplatin").click()
    expect(page.get_by_role("heading", name="oxaliplatin")).to_have_count(0)
    page.get_by_role("button", name="Undo", exact=True).last.click()
    expect(page.get_by_role("heading", name="oxaliplatin")).to_be_visible()
    page.get_by_role("button", name="Make it a therapy: bevacizumab").click()
    page.get_by_role("button", name="Add condition by name").click()
    page.get_by_role("dialog", name="New condition").get_by_label("name").fill("gout")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="gout")).to_be_visible()
    page.get_by_role("button", name="Add a case").click()
    _saved(page)
    expect(page.get_by_role("heading", name="Case 2 of 2")).to_be_visible()
    expect(page.locator(".save-state")).to_contain_text("Saved · version")
    page.wait_for_timeout(1_500)
    record = desk.record(key)
    assert [case["id"] for case in record["cases"]] == ["c1", "c2"]
    case = record["cases"][0]
    assert "bevacizumab" in [therapy["name"] for therapy in case["therapies"]]
    assert [one["role"] for one in case["conditions"] if one["name"] == "gout"] == ["comorbidity"]


def test_choosing_evidence_can_be_given_up(page: Page, desk: ReviewDesk) -> None:
    _open(page, desk)
    page.get_by_role("button", name="Evidence of fatigue").click()
    bar = page.get_by_role("region", name="Choosing evidence")
    expect(bar).to_be_visible()
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    page.get_by_role("button", name="Evidence of fatigue").click()
    page.get_by_role("link", name="Queue").click()
    expect(page.get_by_role("heading", name="Records")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_head_of_a_record_stays_in_sight(page: Page, desk: ReviewDesk) -> None:
    _open(page, desk)
    select_text(page, "stable disease")
    page.get_by_role("button", name="Make it: event of case 1").click()
    expect(page.locator(".change-note").first).to_be_visible()
    page.get_by_role("button", name="Evidence of stable disease").click()
    expect(page.get_by_role("region", name="Choosing evidence")).to_be_in_viewport()
    assert page.evaluate("window.scrollY") == 0
    expect(page.get_by_role("link", name="Queue")).to_be_in_viewport()


def test_a_step_of_the_timeline_is_changed(page: Page, desk: ReviewDesk) -> None:
    key = _open(page, desk)
    steps = len(_case(desk, key)["timeline"])
    page.get_by_role("button", name="Edit the timeline of case 1").click()
    page.get_by_role("button", name="Edit step 1", exact=True).click()
    form = page.get_by_role("dialog", name="Step of the timeline")
    form.get_by_label("Date", exact=True).fill("2021-02-30")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("a date such as 2021")
    form.get_by_label("Date", exact=True).fill("2021-02-28")
    form.get_by_role("button", name="Save").click()
    page.get_by_role("dialog", name="Timeline of case 1").get_by_role("button", name="Done").click()
    _saved(page)
    timeline = _case(desk, key)["timeline"]
    assert (len(timeline), timeline[0]["date"]) == (steps, "2021-02-28")


def test_the_keyboard_is_where_it_was_after_a_dialog(page: Page, desk: ReviewDesk) -> None:
    _open(page, desk)
    _set_onset(page, "9")
    expect(page.get_by_role("dialog")).to_have_count(0)
    onset = page.locator("[data-path='cases.0.events.0.onset']")
    expect(onset.locator("button:focus")).to_have_count(1)
    page.get_by_role("button", name="Evidence of fatigue").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Evidence of fatigue")).to_be_focused()


def test_a_click_that_leaves_a_text_field_is_not_lost(page: Page, desk: ReviewDesk) -> None:
    key = _open(page, desk)

    def write(words: str) -> None:
        page.get_by_role("button", name="Edit severity of").first.click()
        page.get_by_role("textbox", name="severity of").fill(words)

    page.get_by_role("button", name="Add severity of").or_(
        page.get_by_role("button", name="Edit severity of")
    ).first.click()
    page.get_by_role("textbox", name="severity of").fill("mild")
    page.get_by_role("button", name="Edit onset of fatigue").click()
    expect(page.get_by_role("dialog", name="Onset of fatigue")).to_be_visible()
    page.keyboard.press("Escape")
    write("moderate")
    page.locator(".text mark", has_text="oxaliplatin").click()
    expect(page.get_by_role("dialog", name="Mention")).to_be_visible()
    page.keyboard.press("Escape")
    write("severe")
    page.get_by_role("button", name="Add seriousness of fatigue").click()
    expect(page.get_by_role("checkbox", name="hospitalisation")).to_be_visible()
    page.keyboard.press("Escape")
    write("grave")
    page.get_by_role("button", name="Remove oxaliplatin").click()
    expect(page.get_by_role("heading", name="oxaliplatin")).to_have_count(0)
    _saved(page)
    case = _case(desk, key)
    assert case["events"][0]["severity"] == "grave"
    assert "oxaliplatin" not in [drug["name"] for drug in case["drugs"]]


def test_a_record_that_gave_way_is_offered_in_the_history(page: Page, other: Page, desk: ReviewDesk) -> None:
    _open(page, desk)
    _open(other, desk)
    _set_onset(page, "9")
    _saved(page)
    _set_onset(other, "15")
    other.get_by_role("button", name="See theirs").click()
    _saved(other)
    other.reload()
    other.get_by_role("button", name="History").click()
    with other.expect_download() as download:
        other.get_by_role("dialog", name="History").get_by_role("button", name="Download my edits").click()
    mine = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert mine["cases"][0]["events"][0]["onset"]["value"] == 15


def test_the_queue_tells_of_edits_that_the_browser_keeps(other: Page, desk: ReviewDesk) -> None:
    key = _open(other, desk)
    desk.stop()
    _set_onset(other, "21")
    expect(other.locator(".save-state")).to_contain_text("kept in this browser")
    other.on("dialog", lambda asked: asked.accept())
    other.goto("about:blank")
    desk.start()
    other.goto(desk.url)
    other.get_by_role("link", name="Open to save them").click()
    _saved(other)
    assert _case(desk, key)["events"][0]["onset"]["value"] == 21
    other.get_by_role("link", name="Queue").click()
    expect(other.get_by_role("heading", name="Records")).to_be_visible()
    expect(other.get_by_role("link", name="Open to save them")).to_have_count(0)


def test_what_is_known_of_the_paper_is_corrected(page: Page, desk: ReviewDesk) -> None:
    key = _open(page, desk)
    page.get_by_role("button", name="Paper", exact=True).click()
    form = page.get_by_role("dialog", name="The paper")
    form.get_by_label("Title").fill("A <b>hand</b> that peels")
    form.get_by_label("Year").fill("about 2020")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("is no year")
    form.get_by_label("Year").fill("2020")
    form.get_by_label("Authors").fill("Ada Lind\n\n Ben Moor ")
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("A <b>hand</b> that peels")
    _saved(page)
    paper = desk.record(key)["document"]
    assert (paper["title"], paper["year"], paper["doi"]) == ("A <b>hand</b> that peels", 2020, None)
    assert paper["authors"] == ["Ada Lind", "Ben Moor"]
    assert {change["path"] for change in desk.get(f"/api/records/{key}")["changes"]} >= {
        "document.title",
        "document.year",
    }
    page.get_by_role("button", name="Paper", exact=True).click()
    form.get_by_label("Authors").fill("")
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".save-state")).to_contain_text("version 2")
    assert "authors" not in desk.record(key)["document"]
