"""The page of records: all of each record is in it, and nothing else ever runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from lxml import html

from caseline.errors import WritingError
from caseline.review.rows import row_of
from caseline.review.view import SCRIPTS, save_view, write_view
from caseline.schema.report import CaseReport
from tests.big_records import big_records
from tests.made_records import made_records

ROOT = Path(__file__).parents[3]
GOLD = sorted((ROOT / "annotations/authored").glob("*.json"))
STATIC = ROOT / "pipeline/caseline/review/static"


def gold(name: str) -> CaseReport:
    return CaseReport.from_json((ROOT / "annotations/authored" / f"{name}.json").read_bytes())


def blocks(*reports: CaseReport, title: str | None = None) -> dict[str, Any]:
    """Returns the data of a page by block."""
    page = html.fromstring("".join(write_view(reports, title=title)))
    return {
        each.get("id"): json.loads(each.text) for each in page.xpath("//script[@type='application/json']")
    }


def restored(data: dict[str, Any], key: str) -> CaseReport:
    """Returns a record as the page puts it together again."""
    report = data[f"r-{key}"]
    text = report["document"]["text"] = data[f"t-{key}"]
    for mention in report.get("mentions", ()):
        mention["text"] = text[mention["start"] : mention["end"]]
    return CaseReport.model_validate(report)


@given(made_records())
def test_record_comes_back_as_it_was(report: CaseReport) -> None:
    assert restored(blocks(report), "1") == report


@pytest.mark.parametrize(
    "path", [path for path in GOLD if path.stem != "baseline"][:8], ids=lambda path: path.stem
)
def test_gold_record_comes_back_as_it_was(path: Path) -> None:
    report = CaseReport.from_json(path.read_bytes())
    assert restored(blocks(report), "1") == report


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3", "1.4"])
def test_records_of_all_versions_are_shown(version: str) -> None:
    report = CaseReport.model_validate(
        {
            "schema_version": version,
            "document": {"id": f"sha256:{0:064}", "text": "A rash."},
            "provenance": {"caseline": "0"},
        }
    )
    assert restored(blocks(report), "1") == report


def test_defaults_and_the_source_map_are_left_out() -> None:
    report = gold("mesalazine-pericarditis-rechallenge")
    mapped = report.model_dump() | {
        "schema_version": "1.4",
        "document": report.document.model_dump() | {"source_map": [{"start": 0, "end": 4, "offset": 0}]},
    }
    data = blocks(CaseReport.model_validate(mapped))
    assert "null" not in json.dumps(data["r-1"])
    assert "source_map" not in data["r-1"]["document"]


def test_page_holds_nothing_but_our_scripts() -> None:
    report = gold("lithium-mother-and-newborn").model_dump()
    report["document"]["title"] = "</title></script><script>window.bad = 1</script>"
    page = "".join(write_view([CaseReport.model_validate(report)], title="<img src=x onerror=alert(1)>"))
    tree = html.fromstring(page)
    assert len(tree.xpath("//script[not(@type)]")) == len(SCRIPTS)
    assert not tree.xpath("//img | //*[@onerror] | //*[@style] | //link | //*[@src]")
    assert "http" not in "".join(tree.xpath("//style/text()"))


def test_every_script_is_in_the_page_and_none_makes_markup() -> None:
    ours = {"dom", "record", "words", "text", "fields", "card", "axis", "course", "calendar"}
    assert {
        f"{name}.js" for name in ours | {"timeline", "legend", "mention", "reader", "index", "theme", "view"}
    } == set(SCRIPTS)
    for name in SCRIPTS:
        source = (STATIC / name).read_text(encoding="utf-8")
        for word in ("innerHTML", "insertAdjacentHTML", "document.write", "eval(", "outerHTML"):
            assert word not in source, f"{name} uses {word}"
        assert len(source.splitlines()) <= 400


def test_records_are_taken_one_by_one() -> None:
    taken = []

    def reports() -> Iterator[CaseReport]:
        for name in ("lithium-mother-and-newborn", "mmr-vaccine-limp-toddler"):
            taken.append(name)
            yield gold(name)

    pieces = write_view(reports())
    next(piece for piece in pieces if 'id="r-1"' in piece)
    assert taken == ["lithium-mother-and-newborn"]


def test_row_of_two_patients() -> None:
    report = gold("lithium-mother-and-newborn")
    row = row_of("k", report)
    mother, child = row["cases"]
    assert (mother["sex"], mother["suspects"]) == ("female", ["lithium carbonate"])
    assert (row["key"], row["source"], len(child["events"])) == (
        "k",
        report.document.source,
        len(report.cases[1].events),
    )


def test_lowest_score_is_of_mentions_that_a_case_uses() -> None:
    text = "Rash, fever, and pain after aspirin."
    mention = {"label": "EVENT", "found_by": "ner"}
    report = CaseReport.model_validate(
        {
            "document": {"id": f"sha256:{0:064}", "text": text},
            "mentions": [
                mention | {"id": "m1", "start": 0, "end": 4, "text": "Rash", "score": 0.9},
                mention | {"id": "m2", "start": 6, "end": 11, "text": "fever", "score": 0.4},
                mention | {"id": "m3", "start": 17, "end": 21, "text": "pain", "score": 0.1},
            ],
            "cases": [
                {
                    "id": "c1",
                    "events": [
                        {
                            "id": "e1",
                            "name": "rash",
                            "evidence": ["m1"],
                            "outcome": {"status": "unknown", "evidence": ["m2"]},
                        }
                    ],
                }
            ],
            "provenance": {"caseline": "0"},
        }
    )
    assert row_of("1", report)["lowest"] == 0.4
    assert row_of("1", report.model_copy(update={"cases": ()}))["lowest"] is None


def test_page_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "report.html"
    assert save_view([gold("mmr-vaccine-limp-toddler")], out) == 1
    before = out.read_bytes()

    def broken() -> Iterator[CaseReport]:
        yield gold("lithium-mother-and-newborn")
        raise KeyError

    with pytest.raises(KeyError):
        save_view(broken(), out)
    assert out.read_bytes() == before
    assert [path.name for path in out.parent.iterdir()] == ["report.html"]


def test_nothing_is_written_where_there_is_no_record(tmp_path: Path) -> None:
    assert save_view([], tmp_path / "report.html") == 0
    assert not any(tmp_path.iterdir())


def test_folder_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(WritingError, match="is a folder"):
        save_view([gold("mmr-vaccine-limp-toddler")], tmp_path)


def test_large_records_are_records() -> None:
    small = [gold("mmr-vaccine-limp-toddler"), gold("lithium-mother-and-newborn")]
    for report in big_records(small, count=3, length=5_000):
        assert len(report.document.text) >= 5_000
        assert CaseReport.from_json(report.to_json()) == report
        assert report.cases
