"""Saved web pages: the paper and nothing else of publishers' pages, with a way back for every character."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.pieces import Piece
from caseline.reading.web_page import read_html
from caseline.reading.web_page.decoding import decode_page
from caseline.reading.web_page.page import parse_page
from caseline.schema.document import SectionName, SourceFormat
from tests.unit.reading.publisher_pages import ABSTRACT, AROUND, CAPTION, CASE, PAGES, TEXTS, TITLE

TOLD = "A man took naproxen and had a rash on both hands for ten days, which then went away."


def read(page: str | bytes) -> Article:
    data = page.encode() if isinstance(page, str) else page
    return read_html(Piece("page.html", data, SourceFormat.HTML))


def body(page: str) -> str:
    return f"<html><head><title>A page</title></head><body>{page}</body></html>"


def sections(article: Article) -> list[tuple[SectionName, str | None, str]]:
    return [(each.name, each.title, article.text[each.start : each.end]) for each in article.sections]


def check_source_map(article: Article, data: bytes) -> None:
    """Every stretch with an offset stands at its place in the tree of the page."""
    tree = parse_page(decode_page(data, "page.html"), "page.html").getroottree()
    found: dict[str, list[object]] = {}
    for origin in article.source_map:
        assert origin.path is not None
        if origin.path not in found:
            found[origin.path] = tree.xpath(origin.path)
        assert len(found[origin.path]) == 1, origin.path
        if origin.offset is None:
            continue
        there = str(found[origin.path][0])[origin.offset : origin.offset + origin.end - origin.start]
        here = article.text[origin.start : origin.end]
        assert [" " if char.isspace() else char for char in there] == list(here), origin.path


@pytest.mark.parametrize("name", PAGES)
def test_a_publishers_page_gives_the_paper_without_what_stands_around_it(name: str) -> None:
    article = read(PAGES[name])
    assert [word for word in AROUND if word in article.text] == []
    assert article.title == TITLE
    assert article.format is SourceFormat.HTML
    wanted = TEXTS[1:4] + TEXTS[5:] if name == "pubmed" else TEXTS
    places = [article.text.find(" ".join(text.split()).rstrip(".")) for text in wanted]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("name", sorted(set(PAGES) - {"blog", "tables"}))
def test_captions_are_sections_of_their_own_with_their_label(name: str) -> None:
    figures = [text for kind, _, text in sections(read(PAGES[name])) if kind is SectionName.FIGURE]
    assert len(figures) == 1
    assert figures[0].lower().startswith("fig")
    assert figures[0].endswith(CAPTION)


@pytest.mark.parametrize("name", PAGES)
def test_every_stretch_of_a_publishers_page_leads_back_to_it(name: str) -> None:
    check_source_map(read(PAGES[name]), PAGES[name].encode())


def test_headings_name_the_sections() -> None:
    names = [(kind, title) for kind, title, _ in sections(read(PAGES["pmc"]))]
    assert names == [
        (SectionName.TITLE, None),
        (SectionName.ABSTRACT, "Abstract"),
        (SectionName.INTRODUCTION, "Introduction"),
        (SectionName.CASE, "Case report"),
        (SectionName.FIGURE, "Figure 1"),
        (SectionName.TABLE, "Table 1"),
        (SectionName.CASE, None),
        (SectionName.DISCUSSION, "Discussion"),
        (SectionName.CONCLUSION, "Conclusion"),
    ]


def test_labels_of_an_abstract_are_headings_inside_it() -> None:
    told = [
        (kind, title) for kind, title, _ in sections(read(PAGES["pubmed"])) if kind is SectionName.ABSTRACT
    ]
    assert told == [
        (SectionName.ABSTRACT, "Abstract"),
        (SectionName.ABSTRACT, "Background"),
        (SectionName.ABSTRACT, "Case presentation"),
        (SectionName.ABSTRACT, "Conclusions"),
    ]


def test_a_blog_without_parts_of_a_paper_keeps_its_running_text() -> None:
    article = read(PAGES["blog"])
    assert article.text.startswith(f"{TITLE}\n\n{ABSTRACT}")
    assert (SectionName.BODY, "What can we learn?") in [(kind, title) for kind, title, _ in sections(article)]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        pytest.param("<ul><li>one man<li>two men</ul>", "one man\ntwo men", id="list"),
        pytest.param("<ol><li><p>one man</p><p>ill</p></li></ol>", "one man\nill", id="paragraphs-in-item"),
        pytest.param(
            "<dl><dt>ALT<dd>aminotransferase<dt>WBC<dd>cells</dl>",
            "ALT: aminotransferase\nWBC: cells",
            id="terms",
        ),
        pytest.param("<dl><dt>•<dd>one man</dl>", "one man", id="bullet-is-no-term"),
        pytest.param("<p>one<br>two</p>", "one\ntwo", id="line-break"),
        pytest.param("<p>one<br> <br>two</p>", "one\n\ntwo", id="empty-line"),
        pytest.param("<pre>one\ntwo\n\n three</pre>", "one two\n\nthree", id="plain-text"),
        pytest.param(
            "<table><tr><th>Day<th>ALT<tr><td>1<td>90<tr><td>2<td></table>",
            "Day | ALT\n1 | 90\n2",
            id="table",
        ),
        pytest.param("<table><tr><td>one man<td></table>", "one man", id="layout-of-one-cell"),
        pytest.param(
            "<table><tr><td>menu man<td><table><tr><th>a<th>b<tr><td>1<td>2</table></table>",
            "menu man\n\na | b\n1 | 2",
            id="table-in-layout",
        ),
        pytest.param("<p>one<script>x()</script><style>y</style><!-- z --> two</p>", "one two", id="scripts"),
        pytest.param(
            "<p>one <span hidden>x</span><b style='display: none'>y</b>two</p>", "one two", id="hidden"
        ),
        pytest.param(
            "<p>one <i aria-hidden=true>x</i>two<template>y</template></p>", "one two", id="for-screens"
        ),
        pytest.param(
            "<p>one&nbsp;man &ndash; 5&#181;g &bogus; &#150; &lt;</p>",
            "one man – 5µg &bogus; – <",
            id="entities",
        ),
        pytest.param(
            "<p>a\u202eb\u202c nap\u200broxen soft\u00adware</p>", "ab naproxen software", id="unseen"
        ),
        pytest.param("<p>na\x00proxen&#0; 5</p>", "naproxen 5", id="nul"),
        pytest.param("<p>5 \ufffdg \x00 man</p>", "5 \ufffdg \ufffd man", id="lost-character-stays"),
        pytest.param("<p>one <o:p>man</o:p> <x&y>ill</x&y></p>", "one man ill", id="strange-tags"),
        pytest.param("<p><b>one <i>man</p><p>ill", "one man\n\nill", id="half-open-tags"),
        pytest.param(
            "<p>5 · 10<sup>9</sup>/L, 10<sup>-3</sup>, m<sup>2</sup></p>", "5 · 10⁹/L, 10⁻³, m²", id="powers"
        ),
        pytest.param(
            "<p>10<sup>2.5</sup> SpO<sub>2</sub> Ca<sup>2+</sup></p>", "10^2.5 SpO2 Ca²⁺", id="raised"
        ),
        pytest.param(
            "<p>the <sup>131</sup>I and 1<sup>st</sup></p>", "the 131I and 1st", id="raised-on-the-line"
        ),
        pytest.param(
            "<p>7,000/\n <i>μ</i>L (\n <i>P</i> = 1\n )</p>", "7,000/μL (P = 1)", id="breaks-of-programs"
        ),
    ],
)
def test_markup_becomes_plain_text(page: str, text: str) -> None:
    data = body(page)
    article = read(data)
    assert "\n\n".join(shown for kind, _, shown in sections(article) if kind is not SectionName.TITLE) == text
    check_source_map(article, data.encode())


@pytest.mark.parametrize(
    ("page", "title"),
    [
        pytest.param("<p><b>Discussion</b></p>", "Discussion", id="bold-line"),
        pytest.param("<p><strong>Discussion.</strong></p>", "Discussion.", id="bold-line-with-stop"),
        pytest.param("<div>DISCUSSION</div>", "DISCUSSION", id="known-line"),
        pytest.param("<div class='section-title'>Discussion</div>", "Discussion", id="by-class"),
        pytest.param("<div role=heading aria-level=2>Discussion</div>", "Discussion", id="by-role"),
    ],
)
def test_headings_without_heading_elements(page: str, title: str) -> None:
    parts = sections(
        read(body(f"<h2>Case report</h2><p>{TOLD}</p>{page}<p>It was the drug, as we believe.</p>"))
    )
    assert (SectionName.DISCUSSION, title) in [(kind, named) for kind, named, _ in parts]


@pytest.mark.parametrize("page", ["<p><b>She was well.</b></p>", "<p>A discussion followed.</p>"])
def test_emphasis_and_mention_make_no_heading(page: str) -> None:
    article = read(body(f"<h2>Case report</h2><p>{TOLD}</p>{page}"))
    assert {kind for kind, _, _ in sections(article)} == {SectionName.TITLE, SectionName.CASE}


PARTED = ["introduction", "case", "case", "discussion"]


@pytest.mark.parametrize(
    ("first", "second", "third", "names"),
    [
        pytest.param("Case 1.", "Case 2.", "Discussion.", PARTED, id="plain"),
        pytest.param("<b>Case 1.</b>", "<b>Patient  2</b>:", "<b>Discussion:</b>", PARTED, id="bold"),
        pytest.param("<i>Case&nbsp;1.</i>", "<i>Case\n2.</i>", "<i>Discussion.</i>", PARTED, id="slanted"),
        pytest.param("In Case 1", "Case 2", "Discussion", ["introduction"], id="negative-sentences"),
    ],
)
def test_headings_run_into_a_paragraph(first: str, second: str, third: str, names: list[str]) -> None:
    page = body(
        f"<h1>Two rashes</h1><h2>Introduction</h2><p>{TOLD}</p>"
        + "".join(
            f"<p>{head} {TOLD} It was day {day}.</p>" for day, head in enumerate((first, second, third))
        )
    )
    article = read(page)
    assert [each.name.value for each in article.sections if each.name is not SectionName.TITLE] == names
    assert article.text.count(TOLD) == 4
    check_source_map(article, page.encode())


def test_references_and_what_follows_them_are_cut_off() -> None:
    article = read(
        body(
            f"<h2>Case report</h2><p>{' '.join(TEXTS)}</p><p>{TOLD}</p><h2>References</h2>"
            f"<p>1. Roe J. Skin. 2001.</p><h2>More from this author</h2><p>{CASE}</p><h3>Latest</h3><p>{ABSTRACT}</p>"
        )
    )
    assert article.text.endswith(TOLD)


def test_an_outline_that_names_the_references_does_not_end_the_paper() -> None:
    outline = "<h4>Abstract</h4><h4>References</h4>"
    article = read(
        body(f"{outline}<h2>Abstract</h2><p>{ABSTRACT}</p><h2>Patient</h2><p>{CASE}</p><p>{TOLD}</p>")
    )
    assert TOLD in article.text


def test_entries_that_marks_lead_to_are_references_whatever_their_names() -> None:
    article = read(
        body(f"<p>{TOLD} <a href='#r1'>[1]</a></p><div><p id=r1>Roe J. On skin and drugs.</p></div>")
    )
    assert article.text.endswith("went away.")


@pytest.mark.parametrize(
    "page",
    [
        f"<html><head><title>x</title></head></html><body><p>{TOLD}</p></body>",
        f"<html><body><h1>x</h1></body></html><p>{TOLD}</p>",
        f"<html><body><p>A menu</p></body></html><html><body><p>{TOLD}</p></body></html>",
    ],
)
def test_text_below_the_end_of_a_page_counts(page: str) -> None:
    article = read(page)
    assert TOLD in article.text
    check_source_map(article, page.encode())


def test_the_text_of_a_page_that_hides_everything_is_read() -> None:
    assert TOLD in read(f"<body><div style='display:none'><p>{TOLD}</p><p>{CASE}</p></div></body>").text


def test_a_page_is_read_the_same_twice_and_in_silence(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="caseline"):
        assert read(PAGES["blog"]) == read(PAGES["blog"])
    assert caplog.records == []


def test_the_package_comes_without_trafilatura_until_a_page_needs_it() -> None:
    code = "import sys, caseline.reading.web_page; print('trafilatura' in sys.modules)"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "False"


def test_deep_pages_are_read_and_bottomless_ones_are_errors() -> None:
    data = (("<div>" * 900) + f"<p>{TOLD}</p>").encode()
    article = read(data)
    assert article.text.endswith(TOLD)
    assert [origin.offset for origin in article.source_map] == [None]
    check_source_map(article, data)
    with pytest.raises(ReadingError, match=r"page\.html: nests its elements more than 2,000 levels deep"):
        read("<div>" * 10_000 + TOLD)


def test_a_page_of_a_million_tags_is_an_error() -> None:
    with pytest.raises(ReadingError, match="more than 500,000 tags"):
        read("<p>" * 500_001)


def failure(data: bytes) -> str | None:
    """Returns the error that a page gives, after its source map was checked; None where it is read."""
    try:
        article = read(data)
    except ReadingError as error:
        return str(error)
    check_source_map(article, data)
    return None


@settings(deadline=None, max_examples=80)
@given(st.binary(max_size=400))
def test_no_bytes_crash(data: bytes) -> None:
    said = failure(b"<p>" + data)
    assert said is None or (said.startswith("page.html") and "\n" not in said)


@settings(deadline=None, max_examples=80)
@given(
    st.sampled_from(sorted(PAGES)),
    st.integers(0, 10_000),
    st.integers(0, 400),
    st.sampled_from(
        ["", "<", ">", "<div>", "</p>", "\0", '"', "<b>", "<table><tr>", "<!--", "\u202e", "&#", "</article>"]
    ),
)
def test_no_damaged_page_crashes(name: str, place: int, length: int, put: str) -> None:
    page = PAGES[name]
    begin = place % len(page)
    said = failure((page[:begin] + put + page[begin + length :]).encode())
    assert said is None or said.startswith("page.html")
