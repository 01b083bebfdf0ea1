"""Tables keep their numbers, headings and roles, and escape what is not ours."""

from __future__ import annotations

import pytest
from lxml import html

from caseline.pages import write_page
from caseline.pages.sheet import Section, facts, folded, paragraph, sheet
from caseline.pages.tables import Cell, Column, Kind, Markup, Row, Rows, content, square, table, text

BAD = "<img src=x onerror=alert(1)> \u202e\x1b[31m"
COLUMNS = (Column("field"), Column("drawn", Kind.DRAWING), Column("F1", Kind.NUMBER))


def _table(*rows: Row, title: str | None = None) -> html.HtmlElement:
    return html.fromstring(table("A caption", COLUMNS, [Rows(rows, title)]))


def test_cells_stand_under_their_headings() -> None:
    found = _table(Row(("drugs", Markup("<svg></svg>"), "0.9")), title="Drugs")
    assert found.xpath("string(caption)") == "A caption"
    assert found.xpath("//thead//th/text()") == ["field", "drawn", "F1"]
    assert found.xpath("string(//tbody//th[@scope='row'])") == "drugs"
    assert found.xpath("//td/@data-label") == ["drawn", "F1"]
    assert found.xpath("string(//th[@scope='rowgroup'])") == "Drugs"
    assert found.xpath("//td/svg")


def test_every_part_has_its_role() -> None:
    found = _table(Row(("drugs", "", "0.9")), title="Drugs")
    assert set(found.xpath("//*/@role")) == {"table", "rowgroup", "row", "columnheader", "rowheader", "cell"}
    assert not found.xpath("//td[not(@role)] | //th[not(@role)] | //tr[not(@role)]")


def test_rows_say_what_they_are() -> None:
    found = _table(Row(("all", "", "1"), strong=True), Row(("all", "", "1"), again=True, data={"kind": '"<'}))
    assert found.xpath("//tbody/tr/@class") == ["strong", "again"]
    assert found.xpath("//tbody/tr/@data-kind") == ['"<']


def test_a_row_needs_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="zip"):
        _table(Row(("drugs", "")))


def test_square() -> None:
    found = html.fromstring(
        square("Roles", "gold", ["a", "b"], [("a", [Cell("3", 0.75, same=True), Cell("1", 0.25)])])
    )
    assert found.xpath("//tbody//td/text()") == ["3", "1"]
    assert found.xpath("//tbody//td/@class") == ["shade-4 same", "shade-1"]
    assert found.xpath("//thead//th/span/text()") == ["a", "b"]
    assert "shade-5" in square("", "", ["a"], [("a", [Cell("9", 7.0)])])


def test_text_is_on_one_line_and_escaped() -> None:
    assert text("a\n <b>\u202e") == "a &lt;b&gt;\ufffd"
    assert content(text("<")) == "&lt;"
    assert content("<") == "&lt;"


def test_foreign_words_are_text_everywhere() -> None:
    parts = (
        table(
            BAD, (Column(BAD), Column(BAD, Kind.NUMBER)), [Rows((Row((BAD, BAD), data={"item": BAD}),), BAD)]
        ),
        square(BAD, BAD, [BAD], [(BAD, [Cell(BAD)])]),
        facts([(BAD, BAD)]),
        paragraph(BAD),
        folded(BAD, Markup("")),
    )
    body = Markup("".join(parts))
    page = "".join(
        write_page(
            sheet(BAD, BAD, [Section("a", BAD, body), Section('"><img src=x>', "b", body)], footer=BAD)
        )
    )
    tree = html.fromstring(page)
    assert not tree.xpath("//img")
    assert not tree.xpath("//@style | //@onerror")
    assert "\x1b" not in page
    assert "\u202e" not in tree.xpath("string(//body)")


def test_a_sheet_has_landmarks_and_a_list_of_its_sections() -> None:
    page = "".join(
        write_page(sheet("T", "lead", [Section("one", "First", Markup("<p>x</p>"))], footer="end"))
    )
    tree = html.fromstring(page)
    assert [element.tag for element in tree.body if element.tag != "script"] == ["header", "main", "footer"]
    assert tree.xpath("//nav//a/@href") == ["#one"]
    assert tree.xpath("//main/section[@id='one' and @aria-labelledby='one-title']/h2[@id='one-title']")
    assert len(tree.xpath("//h1")) == 1
