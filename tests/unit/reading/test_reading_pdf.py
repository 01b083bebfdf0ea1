"""PDFs: layouts of invented papers come out as clean text in the order of reading, and bad files as one clear error."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.reading.limits import MOST_PAGE_CHARACTERS, MOST_PAGES
from caseline.schema.document import SectionName, SourceFormat
from tests.unit.reading.pdf_papers import (
    ABSTRACT,
    BODY,
    CASE,
    DISCUSSION,
    INTRODUCTION,
    REFERENCES,
    TITLE,
    article,
    blocks,
    columns,
    front,
    furnish,
    set_abstract,
)
from tests.unit.reading.pdf_writer import Column, Page, broken, flow, pdf


def two_columns(gap: float = 20) -> bytes:
    pages = [Page(), Page()]
    front(pages[0])
    set_abstract(pages[0])
    flow(columns(pages, 2, top=640, gap=gap), [*BODY, "# References", *REFERENCES])
    furnish(pages)
    return pdf(pages)


def three_columns() -> bytes:
    pages = [Page(), Page()]
    front(pages[0])
    set_abstract(pages[0])
    flow(columns(pages, 3, gap=16), [*BODY, "# References", *REFERENCES], size=8.5)
    furnish(pages)
    return pdf(pages)


def one_column() -> bytes:
    pages = [Page(), Page()]
    front(pages[0])
    set_abstract(pages[0])
    flow(columns(pages, 1), [*BODY, "# References", *REFERENCES], size=12)
    furnish(pages)
    return pdf(pages)


def article_info_beside_abstract() -> bytes:
    """The first page of a large publisher: history and keywords in a narrow box beside the abstract."""
    pages = [Page(), Page()]
    front(pages[0])
    page = pages[0]
    page.rule(50, 722, 545)
    page.text(50, 710, "a r t i c l e   i n f o", size=9)
    page.lines(
        50,
        696,
        [
            "Article history:",
            "Received 3 May 2018",
            "Accepted 9 January 2019",
            "Keywords:",
            "Hepatitis",
            "Tirozumab",
        ],
        size=7,
        leading=9,
    )
    page.text(210, 710, "a b s t r a c t", size=9)
    page.lines(210, 696, broken(ABSTRACT, 335, 8), size=8, leading=9.5)
    page.rule(50, 640, 545)
    flow(columns(pages, 2, top=620), [*BODY, "# References", *REFERENCES])
    page.text(50, 40, "* Corresponding author. E-mail: ada@example.org", size=7)
    furnish(pages)
    return pdf(pages)


def manuscript_with_line_numbers() -> bytes:
    """A manuscript from a word processor: one column, double spaced, each line numbered."""
    pages = [Page() for _ in range(4)]
    lines = [(TITLE, "B"), ("", "F")]
    for paragraph in ["# Abstract", ABSTRACT, *BODY]:
        heading = paragraph.startswith("# ")
        lines += [(line, "B" if heading else "F") for line in broken(paragraph.removeprefix("# "), 430, 12)]
    for number, (line, font) in enumerate(lines):
        page, row = pages[number // 28], number % 28
        page.text(48 if number >= 9 else 55, 770 - 25 * row, str(number + 1), size=9)
        page.text(85, 770 - 25 * row, line, size=16 if number == 0 else 12, font=font)
    for number, page in enumerate(pages, 1):
        page.text(295, 30, str(number))
    return pdf([page for page in pages if page.content])


def scanned_with_hidden_text() -> bytes:
    """An old journal: pictures of the pages with the text that OCR read, invisible, in two columns."""
    pages = [Page(), Page()]
    for page in pages:
        page.image(0, 0, 595, 842)
    front(pages[0])
    set_abstract(pages[0])
    flow(columns(pages, 2), [*BODY, "# References", *REFERENCES])
    for page in pages:
        page.content = [each.replace(" 0 Tr ", " 3 Tr ") for each in page.content]
    return pdf(pages)


def turned_pages() -> bytes:
    """Pages stored on their side and shown upright."""
    pages = [Page(size=(842, 595), rotate=90) for _ in range(2)]
    upright = [Page(), Page()]
    front(upright[0])
    set_abstract(upright[0])
    flow(columns(upright, 2), [*BODY, "# References", *REFERENCES])
    for page, source in zip(pages, upright, strict=True):
        page.content = ["q 0 1 -1 0 842 0 cm", *source.content, "Q"]
    return pdf(pages)


LAYOUTS = [
    pytest.param(two_columns, id="two-columns"),
    pytest.param(lambda: two_columns(gap=12), id="two-columns-with-a-narrow-gutter"),
    pytest.param(three_columns, id="three-columns"),
    pytest.param(one_column, id="one-column"),
    pytest.param(article_info_beside_abstract, id="article-info-beside-the-abstract"),
    pytest.param(manuscript_with_line_numbers, id="manuscript-with-line-numbers"),
    pytest.param(scanned_with_hidden_text, id="scanned-with-hidden-text"),
    pytest.param(turned_pages, id="turned-pages"),
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_read_in_order_with_its_paragraphs_whole(layout: Callable[[], bytes]) -> None:
    found = article(layout())
    assert blocks(found, SectionName.TITLE) == [TITLE]
    assert ABSTRACT in blocks(found, SectionName.ABSTRACT)
    assert [block for block in blocks(found) if len(block) > 60][
        -len(INTRODUCTION + CASE + DISCUSSION) :
    ] == [
        *INTRODUCTION,
        *CASE,
        *DISCUSSION,
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_sections_are_named_and_furniture_and_references_are_gone(layout: Callable[[], bytes]) -> None:
    found = article(layout())
    names = [section.name for section in found.sections]
    assert names == [
        SectionName.TITLE,
        SectionName.ABSTRACT,
        SectionName.INTRODUCTION,
        SectionName.CASE,
        SectionName.DISCUSSION,
    ]
    assert not [
        word for word in ("Downloaded", "Smith et al", "J Rare Cases", "Corresponding") if word in found.text
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_stretch_has_a_page_and_a_box_on_it(layout: Callable[[], bytes]) -> None:
    found = article(layout())
    covered: set[int] = set()
    for origin in found.source_map:
        assert origin.page is not None
        assert origin.box is not None
        left, bottom, right, top = origin.box
        assert 0 <= left < right <= 595.5
        assert 0 <= bottom < top <= 842.5
        covered.update(range(origin.start, origin.end))
    assert all(char in " \n" for place, char in enumerate(found.text) if place not in covered)


def test_the_box_is_where_the_line_is_printed() -> None:
    found = article(two_columns())
    start = found.text.index(TITLE)
    title = next(origin for origin in found.source_map if origin.start <= start < origin.end)
    assert (title.page, title.box) is not None
    assert title.box is not None
    assert title.box[0] == pytest.approx(50, abs=2)
    assert title.box[1] < 770 < title.box[3]


def test_boxes_count_from_the_corner_of_the_visible_part() -> None:
    page = Page(crop=(40, 50, 560, 800))
    page.text(60, 700, "The patient took tirozumab and she was well again.")
    (origin,) = article(pdf([page])).source_map
    assert origin.box is not None
    assert origin.box[0] == pytest.approx(20, abs=2)
    assert origin.box[1] < 650 < origin.box[3]


def paragraph(*lines: str) -> str:
    page = Page()
    page.lines(50, 700, lines)
    return article(pdf([page])).text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("The man had a severe hyper-", "tension that was not treated."), "a severe hypertension that", id="broken-word"),
        pytest.param(("This was a case of drug-", "induced hepatitis of the liver."), "of drug-induced hepatitis", id="compound"),
        pytest.param(("He was followed in a two-", "year study, and he was well."), "a two-year study", id="number"),
        pytest.param(("He was given a first-", "generation drug against it."), "first-generation drug", id="ordinal"),
        pytest.param(("She was known to be HIV-", "positive when she was seen."), "HIV-positive", id="abbreviation"),
        pytest.param(("It was a case of Stevens-", "Johnson syndrome of the skin."), "Stevens-Johnson", id="names"),
        pytest.param(("The values of interleukin-", "6 were raised, and he was ill."), "interleukin-6 were", id="digit"),
        pytest.param(("A skin-deep rash was seen; the rash was skin-", "deep and it was red for a week."), "was skin-deep and", id="known-with-its-hyphen"),
        pytest.param(("The antibody was given; a second anti-", "body was not given to the man."), "second antibody was", id="known-without"),
        pytest.param(("The outcome was good, and with-", "out any drug he was well again."), "without any", id="closed-compound"),
        pytest.param(("The drug - which was new - was", "stopped, and she was well again."), "The drug - which was new - was stopped", id="negative-dash"),
        pytest.param(("The patient was seen again by", "us after a week, and was well."), "again by us after", id="negative-no-hyphen"),
    ],
)  # fmt: skip
def test_hyphens_at_the_end_of_lines(lines: tuple[str, ...], expected: str) -> None:
    assert expected in paragraph(*lines)


def raised(*spans: tuple[str, float, float]) -> str:
    page = Page()
    page.spans(50, 700, [(text, size, rise, "F") for text, size, rise in spans])
    return article(pdf([page])).text


@pytest.mark.parametrize(
    ("before", "mark", "after", "expected"),
    [
        pytest.param("It was known to be fatal.", "3,4", " The man was well.", "fatal. The man", id="citation-behind-a-stop"),
        pytest.param("The rash was seen", "12-14", ", and it was red.", "seen, and it", id="citation-before-a-comma"),
        pytest.param("The platelets were 12 x 10", "9", "/L, which was low.", "10⁹/L", id="power-of-ten"),
        pytest.param("The dose was 30 mg/m", "2", " and it was given.", "mg/m² and", id="square-metre"),
        pytest.param("The volume was 40 mm", "3", " and it was small.", "mm³ and", id="cubic-millimetre"),
        pytest.param("It ran at 12 mL min", "-1", " for an hour, it was slow.", "min⁻¹ for", id="negative-power"),
        pytest.param("The serum Na", "+", " was low, and he was ill.", "Na⁺ was", id="charge"),
        pytest.param("He was seen on the 3", "rd", " day, and he was well.", "the 3rd day", id="ordinal"),
        pytest.param("He had a fever of 39 ", "o", "C, and he was ill then.", "39 °C", id="degree"),
        pytest.param("The scan was with ", "18", "F, and it was clear then.", "¹⁸F", id="isotope"),
        pytest.param("The man took tirozumab", "*", " and he was ill.", "tirozumab and", id="mark-of-a-note"),
    ],
)  # fmt: skip
def test_raised_characters(before: str, mark: str, after: str, expected: str) -> None:
    assert expected in raised((before, 10, 0), (mark, 6.5, 4), (after, 10, 0))


def test_lowered_characters_stay_in_line() -> None:
    assert "The CO2 was high" in raised(
        ("The CO", 10, 0), ("2", 6.5, -2), (" was high, and he was ill.", 10, 0)
    )


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("The rash was known [12,13], and it was red.", "was known, and it", id="brackets"),
        pytest.param("The rash was known [3-5]. It was very red.", "was known. It was", id="range"),
        pytest.param(
            "The rash was seen (Fig. 1), and it was red.", "seen (Fig. 1), and", id="negative-figure"
        ),
        pytest.param(
            "The risk was 2 (95% CI [12, 34]), which was high.", "CI [12, 34]", id="negative-interval"
        ),
        pytest.param(
            "There was (1) a rash and (2) a fever that was high.",
            "(1) a rash and (2) a fever",
            id="negative-list",
        ),
    ],
)
def test_citation_marks(printed: str, expected: str) -> None:
    assert expected in paragraph(printed)


def test_numbers_in_parentheses_are_citations_where_a_paper_cites_so() -> None:
    text = paragraph(
        *(f"This was reported before ({number}), and it was known to be rare." for number in range(1, 9))
    )
    assert "before, and" in text
    assert "(" not in text


NAMED = [f"This was known (Holm et al., 20{year}), and it was rare." for year in (10, 11, 12)]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("It was seen (Holm, 2012; Berg & Lind, 2014a,b), and rare.", "It was seen, and", id="names"),
        pytest.param("It was seen (see Holm, Berg, and Lind, 2012).", "It was seen.", id="three-names"),
        pytest.param("She was seen (March, 2015), and well.", "seen (March, 2015), and", id="negative-month"),
        pytest.param("She took it (Tirozumab, 2000 mg), and was well.", "(Tirozumab, 2000 mg)", id="negative-dose"),
        pytest.param("She was seen by Holm et al. (2012), and well.", "Holm et al. (2012)", id="negative-in-the-sentence"),
    ],
)  # fmt: skip
def test_names_with_years_are_citations_where_a_paper_cites_so(printed: str, expected: str) -> None:
    assert expected in paragraph(*NAMED, printed)
    assert printed in paragraph(printed)


def test_tables_and_captions_are_sections_of_their_own_and_labels_in_figures_are_gone() -> None:
    page = Page()
    front(page)
    left, right = Column(page, 50, 237, 700, 440), Column(page, 308, 237, 700, 440)
    flow([left, right], ["# Case report", *CASE])
    page.rule(50, 410, 545)
    page.text(50, 416, "Table 1. Transaminases of the patient.", size=8.5, font="B")
    for row, cells in enumerate([("Day", "ALT", "AST"), ("1", "1800", "2100"), ("4", "2600", "3050")]):
        for column, cell in enumerate(cells):
            page.text(60 + 170 * column, 398 - 13 * row, cell, size=8)
    page.rule(50, 392, 545)
    page.rule(50, 362, 545)
    page.text(60, 330, "500", size=6)
    page.text(60, 280, "0", size=6)
    page.text(90, 268, "Bilirubin", size=6)
    page.lines(50, 240, ["Figure 1. Bilirubin of the patient over time."], size=8.5, font="B")
    found = article(pdf([page]))
    assert blocks(found, SectionName.TABLE) == [
        "Table 1. Transaminases of the patient.",
        "Day | ALT | AST\n1 | 1800 | 2100\n4 | 2600 | 3050",
    ]
    assert blocks(found, SectionName.FIGURE) == ["Figure 1. Bilirubin of the patient over time."]
    assert "500" not in found.text
    assert [block for block in blocks(found, SectionName.CASE) if len(block) > 60] == CASE


def table_beside_text(*, left: bool, ruled: bool, overhang: float) -> bytes:
    page = Page()
    front(page)
    x, other = (50, 308) if left else (308, 50)
    page.text(x, 700, "Table 1. Transaminases of the patient.", size=8.5, font="B")
    for y in (692, 678, 643) if ruled else ():
        page.rule(x - overhang, y, x + 237)
    for row, cells in enumerate([("Day", "ALT"), ("1", "1800"), ("4", "2600")]):
        for column, cell in enumerate(cells):
            page.text(x + 4 + 75 * column, 682 - 13 * row, cell, size=8)
    text = [Column(page, x, 237, 625, 60), Column(page, other, 237, 700, 60)]
    flow(text if left else text[::-1], BODY)
    return pdf([page])


@pytest.mark.parametrize("left", [pytest.param(True, id="left"), pytest.param(False, id="right")])
@pytest.mark.parametrize(
    ("ruled", "overhang"),
    [
        pytest.param(False, 0, id="no-lines"),
        pytest.param(True, 0, id="lines"),
        pytest.param(True, 9, id="lines-into-the-gutter"),
    ],
)
def test_a_table_beside_text_is_not_mixed_into_it(*, left: bool, ruled: bool, overhang: float) -> None:
    found = article(table_beside_text(left=left, ruled=ruled, overhang=overhang))
    assert blocks(found, SectionName.TABLE)[1] == "Day | ALT\n1 | 1800\n4 | 2600"
    prose = blocks(found, SectionName.INTRODUCTION, SectionName.CASE, SectionName.DISCUSSION)
    assert prose == [block.removeprefix("# ") for block in BODY][: len(prose)]
    assert len(prose) > 9


def test_of_two_letters_on_one_page_both_are_kept() -> None:
    page = Page()
    page.text(50, 790, "Hepatitis after a course of tirozumab", size=15, font="B")
    flow([Column(page, 50, 495, 770, 570)], [*CASE, "# References", *REFERENCES[:3]])
    page.text(50, 480, "A rash after a course of amoxoril", size=15, font="B")
    flow([Column(page, 50, 495, 460, 60)], [*DISCUSSION])
    text = article(pdf([page])).text
    assert all(part in text for part in (*CASE, *DISCUSSION))
    assert "J Rare Cases" not in text


def test_names_in_a_list_are_text_although_they_are_no_sentences() -> None:
    page = Page()
    front(page)
    set_abstract(page)
    flow([Column(page, 50, 495, 640, 300)], ["# Case report", *CASE])
    page.lines(62, 280, ["Tirozumab 50 mg", "Amoxoril 200 mg"], font="I")
    flow([Column(page, 50, 495, 240, 60)], DISCUSSION[:2])
    text = article(pdf([page])).text
    assert "Tirozumab 50 mg" in text
    assert "Amoxoril 200 mg" in text


def test_bold_text_that_is_painted_twice_is_there_once() -> None:
    page = Page()
    for shift in (0, 0.3):
        page.text(50 + shift, 700, "The patient was well again after a week.")
    assert article(pdf([page])).text == "The patient was well again after a week."


def test_text_outside_of_the_page_and_notices_along_the_margin_are_left_out() -> None:
    page = Page()
    page.text(50, 700, "The patient was well again after a week.")
    page.text(900, 700, "Nobody sees this.")
    page.turned(585, 200, "Author manuscript of an invented paper")
    assert article(pdf([page])).text == "The patient was well again after a week."


def test_a_letter_spaced_heading_is_closed_up() -> None:
    found = article(article_info_beside_abstract())
    assert "abstract" in [(section.title or "").lower() for section in found.sections]


def test_bibliographic_data_come_from_the_page_and_then_from_the_file() -> None:
    pages = [Page(), Page()]
    front(pages[0])
    pages[0].text(50, 800, "https://doi.org/10.1234/jic.2019.7", size=7)
    set_abstract(pages[0])
    pages[0].text(50, 655, "Keywords: hepatitis; tirozumab", size=8)
    flow(columns(pages, 2), BODY)
    furnish(pages)
    pages[0].text(
        50, 45, "This is an open access article under https://creativecommons.org/licenses/by/4.0/", size=6
    )
    found = article(pdf(pages, info={"Title": "untitled.doc"}))
    assert (found.title, found.doi, found.year) == (TITLE, "10.1234/jic.2019.7", 2019)
    assert found.journal == "Journal of Invented Cases"
    assert found.authors == ("Ada B. Smith", "Jo de Vries", "Bo Lind")
    assert found.keywords == ("hepatitis", "tirozumab")
    assert found.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert found.format is SourceFormat.PDF


def scanned() -> bytes:
    page = Page()
    page.image(0, 0, 595, 842)
    return pdf([page, page])


def crowded() -> bytes:
    page = Page()
    page.lines(50, 800, ["small print " * 100] * (MOST_PAGE_CHARACTERS // 1000), size=0.4, leading=0.5)
    return pdf([page])


def garbled() -> bytes:
    page = Page()
    page.lines(50, 780, ["7KLV SDWLHQW ZDV WUWWHG ZLWK WKH GRVH RI WKH QHZ GUXJ IRU KLV SVRU VNL"] * 12)
    return pdf([page])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(lambda: b"", r"paper\.pdf: is empty", id="empty"),
        pytest.param(lambda: b"%PDF-1.4 nothing", "is no PDF, or a broken one", id="broken"),
        pytest.param(lambda: WHOLE[: len(WHOLE) // 3], r"paper\.pdf", id="cut-off"),
        pytest.param(lambda: b"<html>", "is no PDF, or a broken one", id="no-pdf"),
        pytest.param(lambda: pdf([Page()], password="secret"), "is encrypted", id="encrypted"),
        pytest.param(scanned, "holds pictures of pages only; run OCR first", id="scanned"),
        pytest.param(lambda: pdf([Page()]), "holds no text", id="no-text"),
        pytest.param(
            lambda: pdf([Page()] * (MOST_PAGES + 1)), f"has {MOST_PAGES + 1} pages", id="too-many-pages"
        ),
        pytest.param(crowded, "page 1: has .* characters", id="crowded-page"),
        pytest.param(garbled, "fonts that do not say which letters", id="garbled"),
    ],
)
def test_bad_files_are_one_clear_error(data: Callable[[], bytes], message: str) -> None:
    with pytest.raises(ReadingError, match=message) as caught:
        article(data())
    assert "\n" not in str(caught.value)


def test_an_encrypted_file_that_needs_no_password_is_read() -> None:
    page = Page()
    page.text(50, 700, "The patient was well again after a week.")
    assert article(pdf([page], password="")).text == "The patient was well again after a week."


WHOLE: bytes = two_columns()


def read_or_refuse(data: bytes) -> None:
    """Reads a file; whatever else than a `ReadingError` comes out fails the test."""
    try:
        article(data)
    except ReadingError as error:
        assert str(error).startswith("paper.pdf")  # noqa: PT017


@given(st.binary(max_size=400))
def test_no_bytes_crash(data: bytes) -> None:
    read_or_refuse(data)
    read_or_refuse(b"%PDF-1.4\n" + data)


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_no_damaged_file_crashes(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(WHOLE)
    for _ in range(chance.choice((1, 5, 40))):
        place = chance.randrange(len(data))
        data[place : place + chance.choice((0, 1, 60))] = chance.randbytes(chance.choice((1, 30)))
    read_or_refuse(bytes(data))
    read_or_refuse(WHOLE[: chance.randrange(len(WHOLE))])


def test_threads_may_read_at_the_same_time() -> None:
    with ThreadPoolExecutor(4) as pool:
        texts = set(pool.map(lambda _: article(WHOLE).text, range(8)))
    assert len(texts) == 1
