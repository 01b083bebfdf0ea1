"""The pages of a benchmark and of two compared: their numbers are those of the tables."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from caseline.benchmark.compare import Basis, Difference, Verdict, compare
from caseline.benchmark.page import benchmark_page
from caseline.benchmark.page_comparison import comparison_page
from caseline.benchmark.record import Benchmark
from tests.unit.benchmark.results import benchmark, config

HITS = (5, 6, 7, 8, 9, 5, 6, 7, 8, 9)
SECONDS = (1.0, 1.1, 1.2, 1.3, 1.4)
BAD = "<script>window.bad = 1</script>"


def _page(found: Benchmark) -> Any:
    return html.fromstring("".join(benchmark_page(found)))


def _comparison(old: Benchmark, new: Benchmark, differences: Any = None) -> Any:
    found = compare(old, new) if differences is None else differences
    return html.fromstring("".join(comparison_page(old, new, found, names=("old.json", "new.json"))))


def _rows(part: Any) -> list[dict[str, str]]:
    return [
        {
            "": row.xpath("string(th)"),
            **{cell.get("data-label"): cell.text_content() for cell in row.xpath("td")},
        }
        for row in part.xpath(".//tbody/tr[not(@class='title')]")
    ]


def test_scores_with_their_intervals() -> None:
    found = benchmark(config(HITS))
    tree = _page(found)
    row, total = _rows(tree.xpath("//section[@id='mentions-phee']")[0])
    rate = found.configs[0].scores[0].labels[0].strict
    assert row == {
        "": "DRUG",
        "F1 from 0 to 100": "",
        "gold": "100",
        "P": "70.0",
        "R": "70.0",
        "strict F1 [95 %]": f"70.0 [{rate.low:.1f}–{rate.high:.1f}]",
        "relaxed F1 [95 %]": f"70.0 [{rate.low:.1f}–{rate.high:.1f}]",
    }
    assert total[""] == "all"
    whisker = tree.xpath("//section[@id='mentions-phee']//tbody//line[@class='whisker']")[0]
    assert (whisker.get("x1"), whisker.get("x2")) == (f"{rate.low:.2f}%", f"{rate.high:.2f}%")


def test_configs_stand_beside_each_other() -> None:
    tree = _page(benchmark(config(HITS), config(HITS[::-1], name="fast")))
    rows = _rows(tree.xpath("//section[@id='mentions-phee']")[0])
    assert [(row[""], row["config"]) for row in rows] == [
        ("DRUG", "default"),
        ("DRUG", "fast"),
        ("all", "default"),
        ("all", "fast"),
    ]


def test_cases_of_documents_and_of_sentences() -> None:
    tree = _page(benchmark(config(HITS)))
    for texts in ("documents", "sentences"):
        section = tree.xpath(f"//section[@id='cases-phee-{texts}']")[0]
        assert [row[""] for row in _rows(section)] == ["suspect", "roles", "age"]
        assert "70 of" not in section.text_content()
        share = _rows(section)[-1]
        assert (share["right"], share["of"]) == ("70", "100")


def test_times_stand_apart_from_roles() -> None:
    found = config(HITS)
    rows = found.cases[0].labels
    timed = rows[0].model_copy(update={"label": "time of onset", "members": ()})
    score = found.cases[0].model_copy(update={"labels": (*rows, timed)})
    tree = _page(benchmark(found.model_copy(update={"cases": (score,)})))
    assert tree.xpath("//section[@id='cases-phee-documents']//tr[@class='title']/th/text()") == [
        "Roles",
        "Times",
    ]


def test_a_label_without_gold_has_no_bar() -> None:
    found = config(HITS)
    row = found.scores[0].labels[0].model_copy(update={"gold": 0})
    score = found.scores[0].model_copy(update={"labels": (row,)})
    section = _page(benchmark(found.model_copy(update={"scores": (score,)}))).xpath(
        "//section[@id='mentions-phee']"
    )[0]
    assert not section.xpath(".//tbody//svg")
    assert _rows(section)[0]["strict F1 [95 %]"] == "–"


def test_speed_where_it_was_measured() -> None:
    assert not _page(benchmark(config(HITS))).xpath("//section[@id='speed']")
    section = _page(benchmark(config(HITS, SECONDS))).xpath("//section[@id='speed']")[0]
    assert [row[""] for row in _rows(section)] == ["default", "medspacy.load()", "JSON"]
    words = section.text_content()
    assert "2.00 [1.90–2.10] times as fast as medspacy.load()" in words
    assert "peak memory 310 MB; +2.0 MB from document 400 to 600: flat" in words
    assert "300 MB after 200 documents, 303 MB after 600" in section.xpath("string(.//svg/title)")


@pytest.mark.parametrize(
    ("old", "new", "verdict", "words"),
    [
        pytest.param((5,) * 10, (9,) * 10, "better", "▲ better", id="better"),
        pytest.param((9,) * 10, (5,) * 10, "worse", "▼ worse", id="worse"),
        pytest.param(HITS, HITS, "noise", "≈ within noise", id="noise"),
    ],
)
def test_what_lies_outside_noise_is_said_in_words(
    old: tuple[int, ...], new: tuple[int, ...], verdict: str, words: str
) -> None:
    before, after = benchmark(config(old)), benchmark(config(new))
    tree = _comparison(before, after)
    rows = tree.xpath("//tr[@data-item]")
    assert {row.get("data-kind") for row in rows} == {verdict}
    assert len(rows) == len(compare(before, after))
    assert all(row.xpath("string(td[@data-label='verdict'])") == words for row in rows)
    assert tree.xpath(f"//dt[text()='{words}']/following-sibling::dd/text()") == [
        f"{len(rows)} of {len(rows)}"
    ]


def test_change_with_its_interval() -> None:
    row = _rows(_comparison(benchmark(config((5,) * 10)), benchmark(config((9,) * 10))))[0]
    assert (row["old"], row["new"]) == ("50.0", "90.0")
    assert row["new − old [95 %]"] == "+40.0 [+40.0, +40.0]"


def test_speed_is_drawn_in_per_cent_and_says_why_it_is_not_judged() -> None:
    old, new = benchmark(config(HITS, SECONDS), cpu="a"), benchmark(config(HITS, SECONDS), cpu="b")
    tree = _comparison(old, new)
    (group,) = tree.xpath("//div[@data-group='default, speed']")
    assert group.xpath(".//th[@class='drawing']/text()") == ["change from −1 to 1 %"]
    row = next(each for each in _rows(group) if each[""] == "tokens/s")
    assert row["verdict"] == "? not judged: another machine"


def test_a_figure_that_was_0() -> None:
    found = Difference(
        group="g", label="l", old=0, new=2, verdict=Verdict.UNJUDGED, basis=Basis.TOO_FEW, low=None, high=None
    )
    assert _rows(_comparison(benchmark(config(HITS)), benchmark(config(HITS)), [found]))[0]["new"] == "2.00"


def test_names_are_text() -> None:
    found = benchmark(config(HITS, SECONDS, name=BAD))
    for tree in (_page(found), _comparison(found, found)):
        (script,) = tree.xpath("//script")
        assert "window.bad" not in script.text
        assert BAD in tree.xpath("string(//body)")
        assert not tree.xpath("//@style")


def test_links_and_ids() -> None:
    found = benchmark(config(HITS, SECONDS))
    for tree in (_page(found), _comparison(found, found)):
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {href[1:] for href in tree.xpath("//a/@href")} <= set(ids)
