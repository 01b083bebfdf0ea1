"""PDFs: what stands on the pages becomes text in the order of reading, with page and box of each line."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.limits import MOST_PAGES
from caseline.reading.pdf import read_pdf
from caseline.reading.pieces import Piece
from caseline.schema.document import SectionName, SourceFormat
from tests.unit.reading.small_pdf import HEIGHT, WIDTH, Line, paragraph, pdf

TITLE = Line(60, 780, "Rash after a drug: a case report", 18, bold=True)
AUTHORS = Line(60, 755, "John Smith and Mary Jones")
LEFT = [
    "A 40-year-old man was treated with one gram of",
    "cefazolin before an operation on his knee. Two ho-",
    "urs later a rash appeared on his chest, and he had",
    "a drug-induced fever that lasted for three days in",
    "which he was given nothing but paracetamol. The",
]
RIGHT = [
    "rash faded when the antibiotic had been stopped.",
    "He has taken penicillin since then without harm,",
    "and a test of his skin was negative after a month.",
    "We think that the drug was the cause, as the time",
    "that passed was short and nothing else was given.",
]


def read(data: bytes) -> Article:
    return read_pdf(Piece("paper.pdf", data, SourceFormat.PDF))


def two_columns(*more: Line) -> list[Line]:
    return [
        TITLE,
        AUTHORS,
        Line(60, 720, "Introduction", 12, bold=True),
        *paragraph(
            ["Rashes are common, and most of them come from antibiotics that were given for too long."],
            top=700,
        ),
        Line(60, 670, "Case report", 12, bold=True),
        *paragraph(LEFT, top=650),
        *paragraph(RIGHT, x=320, top=650),
        *more,
    ]


def test_columns_are_read_one_after_the_other_and_words_are_whole() -> None:
    text = read(pdf(two_columns())).text
    assert "Two hours later a rash appeared on his chest, and he had a drug-induced fever" in text
    assert "nothing but paracetamol. The rash faded when the antibiotic had been stopped." in text


def test_lines_of_one_column_are_a_paragraph() -> None:
    text = read(pdf([TITLE, *paragraph([*LEFT, *RIGHT], top=680)])).text
    assert "paracetamol. The rash faded" in text


def test_title_and_headings() -> None:
    article = read(pdf(two_columns()))
    assert article.title == "Rash after a drug: a case report"
    assert article.format is SourceFormat.PDF
    found = {section.name: article.text[section.start : section.end] for section in article.sections}
    assert found[SectionName.TITLE] == article.title
    assert found[SectionName.CASE].startswith("Case report\n\nA 40-year-old man")


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            Line(60, 815, "Journal of Small Cases 2020, volume 3", 8),
            *paragraph([f"On day {number} {line}" for line in (*LEFT, *RIGHT)], top=700 - number),
            Line(290, 30, str(number), 8),
        ]
        for number in range(11, 15)
    ]
    text = read(pdf(*pages)).text
    assert "Journal of Small Cases" not in text
    assert "\n11" not in text
    assert text.count("40-year-old") == 4


def test_references_are_cut_off() -> None:
    cited = [
        Line(60, 400, "References", 12, bold=True),
        *paragraph(
            ["1. Holm A. Fever in mice. J Test. 2001;3:4-9.", "2. Berg B. Death. J Test. 2002;1:1."], top=380
        ),
    ]
    text = read(pdf([TITLE, AUTHORS, *paragraph([*LEFT, *RIGHT], top=680), *cited])).text
    assert "Fever in mice" not in text
    assert "nothing else was given." in text


def test_raised_marks_of_citations_go_and_powers_stay() -> None:
    lines = [
        *paragraph(LEFT, top=680),
        Line(60, 600, "Platelets were 12 × 10"),
        Line(159.5, 604, "9", 6),
        Line(163, 600, "/L and this is rare."),
        Line(243, 604, "12,13", 6),
        Line(60, 588, "He recovered after a week of treatment in hospital."),
    ]
    text = read(pdf([TITLE, *lines])).text
    assert "10⁹/L" in text
    assert "12,13" not in text


def test_each_line_has_its_page_and_box() -> None:
    article = read(pdf(two_columns(), [*paragraph(RIGHT, top=700)]))
    assert {origin.page for origin in article.source_map} == {1, 2}
    for origin in article.source_map:
        assert origin.box is not None
        left, bottom, right, top = origin.box
        assert 0 <= left < right <= WIDTH
        assert 0 <= bottom < top <= HEIGHT
    place = article.text.index("cefazolin")
    origin = next(each for each in article.source_map if each.start <= place < each.end)
    assert origin.box is not None
    assert origin.box[1] <= 638 + 3 <= origin.box[3]
    assert origin.box[0] < 110


IMAGE = b"q 500 0 0 700 40 40 cm /I Do Q\n"
LOCKED = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P -4>>/ID[<00><00>]" % (b"ab" * 32, b"cd" * 32)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"%PDF-1.7", "paper.pdf", id="cut off"),
        pytest.param(pdf(two_columns())[:400], "paper.pdf", id="cut in the middle"),
        pytest.param(pdf(two_columns(), trailer=LOCKED), "encrypted", id="encrypted"),
        pytest.param(pdf([], extra=IMAGE), "OCR", id="scanned"),
        pytest.param(pdf([]), "paper.pdf", id="empty page"),
        pytest.param(pdf(*[[TITLE]] * (MOST_PAGES + 1)), f"{MOST_PAGES}", id="too many pages"),
        pytest.param(b"not a PDF at all", "paper.pdf", id="something else"),
    ],
)
def test_bad_files_are_one_clear_line(data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_same_bytes_same_article() -> None:
    data = pdf(two_columns())
    assert read(data) == read(data)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(place=st.floats(0, 1), noise=st.binary(max_size=30), cut=st.integers(0, 60))
def test_no_damage_crashes_it(place: float, noise: bytes, cut: int) -> None:
    data = pdf(two_columns())
    begin = int(place * len(data))
    try:
        article = read(data[:begin] + noise + data[begin + cut :])
    except ReadingError:
        return
    assert article.text.strip()
