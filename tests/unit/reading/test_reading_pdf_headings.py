"""PDFs: titles, headings, notes and letters are told from text, and no text is lost for them."""

from __future__ import annotations

import pytest

from caseline.reading.pdf.front import is_foreign
from caseline.schema.document import SectionName
from tests.unit.reading.pdf_papers import (
    CASE,
    DISCUSSION,
    INTRODUCTION,
    REFERENCES,
    TITLE,
    article,
    blocks,
    front,
)
from tests.unit.reading.pdf_writer import Column, Page, broken, flow, pdf


@pytest.mark.parametrize(
    ("title", "size", "gap", "below"),
    [
        pytest.param(TITLE, 16, 24, "# Case report", id="heading-below"),
        pytest.param(TITLE, 10, 12, "# Case report", id="heading-in-the-same-type-below"),
        pytest.param(f"{TITLE}: a case report", 16, 40, "# Case report", id="words-of-a-running-head"),
        pytest.param("Hepatitis after tirozumab in 2019", 10, 40, "# Introduction", id="a-year"),
        pytest.param(f"{TITLE}: a letter to the journal", 14, 40, "# Abstract", id="word-of-a-masthead"),
    ],
)
def test_a_title_straight_above_a_heading_is_the_title(
    title: str, size: float, gap: float, below: str
) -> None:
    page = Page()
    page.text(50, 775, title, size=size, font="B")
    flow([Column(page, 50, 495, 775 - gap, 60)], [below, *CASE])
    found = article(pdf([page]))
    assert found.title == title
    assert blocks(found, found.sections[1].name)[0] == below.removeprefix("# ")


def test_a_title_goes_on_with_the_words_of_a_heading() -> None:
    page = Page()
    page.lines(50, 775, [f"{TITLE}: a", "Case Report"], size=14, leading=16, font="B")
    flow([Column(page, 50, 495, 735, 60)], ["# Introduction", *CASE])
    assert article(pdf([page])).title == f"{TITLE}: a Case Report"


def test_a_running_head_in_small_print_is_no_title() -> None:
    page = Page()
    page.text(50, 815, "Invented Case Reports 2019", size=7)
    front(page)
    flow([Column(page, 50, 495, 700, 60)], ["# Case report", *CASE])
    found = article(pdf([page]))
    assert found.title == TITLE
    assert "Invented" not in found.text


def run_in(font: str, *paragraphs: tuple[str, str]) -> bytes:
    page = Page()
    front(page)
    flow([Column(page, 50, 495, 700, 600)], ["# Introduction", *INTRODUCTION])
    y = 580.0
    for heading, text in paragraphs:
        first, *rest = broken(f"{heading} {text}", 470, 10)
        page.spans(50, y, [(f"{heading} ", 10, 0, font), (first.removeprefix(f"{heading} "), 10, 0, "F")])
        y = page.lines(50, y - 12, rest) - 12
    return pdf([page])


@pytest.mark.parametrize("font", [pytest.param("F", id="plain"), "B", "I"])
@pytest.mark.parametrize(
    ("first", "second"),
    [("Case 1.", "Case 2."), ("Case presentation:", "Patient 2:"), ("Case 1:", "Patient B:")],
)
def test_headings_run_into_a_paragraph(font: str, first: str, second: str) -> None:
    found = article(run_in(font, (first, CASE[0]), (second, CASE[1]), ("Discussion.", DISCUSSION[0])))
    told = [(each.name, each.title) for each in found.sections[2:]]
    expected = [(SectionName.CASE, title.rstrip(".:")) for title in (first, second)]
    assert told == [*expected, (SectionName.DISCUSSION, "Discussion")]


def test_paragraphs_of_an_abstract_with_labels_are_kept_whatever_their_words() -> None:
    page = Page()
    front(page)
    page.text(50, 712, "Abstract", size=10, font="B")
    labels = [
        (
            "Aim: To look for the causes of a fatal hepatitis in",
            "one gardener and for more cases of the kind",
        ),
        (
            "Results: The drug reduced the pain of the man, raised",
            "both of the transaminases and damaged his liver",
        ),
    ]
    for row, lines in enumerate(labels):
        page.lines(50, 698 - 30 * row, lines, size=8.5)
    flow([Column(page, 50, 495, 620, 60)], ["# Introduction", *INTRODUCTION, "# Case report", *CASE])
    text = article(pdf([page])).text
    assert all(" ".join(lines).partition(": ")[2] in text for lines in labels)


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("Received January 16, 2017; Accepted February 10, 2017", id="dates"),
        pytest.param("2Department of Botany, Other Hospital, 1300 Elsewhere, Country", id="address"),
        pytest.param("This article is available from: http://www.inventedcases.org/3", id="site"),
        pytest.param("Keywords hepatitis, tirozumab, psoriasis of the skin", id="keywords"),
    ],
)
def test_notes_between_paragraphs_are_no_text(note: str) -> None:
    page = Page()
    front(page)
    flow([Column(page, 50, 495, 700, 600)], ["# Introduction", *INTRODUCTION])
    page.text(50, 590, note, size=9 if note.startswith("This") else 10)
    flow([Column(page, 50, 495, 570, 60)], ["# Case report", *CASE])
    found = article(pdf([page]))
    assert note[:20] not in found.text
    assert [block for block in blocks(found) if len(block) > 60] == [*INTRODUCTION, *CASE]


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        pytest.param("ازدادت الدراسات في النظام العلاجي", True, id="arabic"),
        pytest.param("Данные о больном с гепатитом", True, id="cyrillic"),
        pytest.param("薬物性肝障害の一例を報告する", True, id="japanese"),
        pytest.param("α-tocopherol and β-blockers were given", False, id="negative-signs"),
        pytest.param("Łukasz Müller, Ångström, naïve", False, id="negative-accents"),
        pytest.param("The patient (佐藤) was well", False, id="negative-name"),
    ],
)
def test_translations_are_told_by_their_script(text: str, foreign: bool) -> None:
    assert is_foreign(text) is foreign


def test_a_run_in_heading_in_other_type_does_not_take_its_text_along() -> None:
    page = Page()
    front(page)
    flow([Column(page, 50, 495, 700, 600)], ["# Introduction", *INTRODUCTION])
    heading = "Measurement of bilirubin in the blood of the gardener."
    page.spans(50, 75, [(f"{heading} ", 10.5, 0, "B"), ("The identities of all 31 values", 10, 0, "F")])
    flow([Column(page, 308, 237, 590, 60)], CASE)
    text = article(pdf([page])).text
    assert f"{heading}\n\nThe identities of all 31 values" in text


@pytest.mark.parametrize("number", ["2.", "2.1.", "2.1.3."])
def test_numbered_headings_of_any_depth(number: str) -> None:
    page = Page()
    front(page)
    flow([Column(page, 50, 495, 700, 600)], ["# 1. Introduction", *INTRODUCTION])
    page.text(50, 590, f"{number} Estimation of bilirubin", font="I", size=9.2)
    flow([Column(page, 50, 495, 575, 60)], CASE)
    assert f"\n\n{number} Estimation of bilirubin\n\n" in article(pdf([page])).text


def test_a_sentence_that_goes_on_beside_the_references_is_whole() -> None:
    page = Page()
    front(page)
    flow([Column(page, 50, 495, 700, 500)], ["# Introduction", *INTRODUCTION, "# Case report", *CASE[:2]])
    lines = list(broken(CASE[2] + " " + DISCUSSION[0], 237, 10))
    page.lines(50, 470, lines[:4])
    page.text(50, 400, "References", font="B")
    page.lines(50, 385, REFERENCES, size=8)
    page.lines(308, 470, lines[4:8])
    page.lines(308, 385, REFERENCES, size=8)
    assert " ".join(lines[2:6]) in article(pdf([page])).text


def test_a_paragraph_that_speaks_of_cases_has_no_heading() -> None:
    found = article(run_in("F", ("Case 2", "had died of it before the drug was stopped, and so had others.")))
    assert [each.name for each in found.sections] == [SectionName.TITLE, SectionName.INTRODUCTION]


def test_a_numbered_run_in_heading_ends_before_a_slanted_word_of_the_text() -> None:
    page = Page()
    front(page)
    flow([Column(page, 50, 495, 700, 600)], ["# Introduction", *INTRODUCTION])
    page.spans(
        50,
        580,
        [("2.1. Candida tests. Candida", 10, 0, "I"), (" was grown from his blood, and it", 10, 0, "F")],
    )
    page.text(50, 568, "was killed by the drug that he was given for a week.")
    found = article(pdf([page]))
    assert [each.title for each in found.sections[1:]] == ["Introduction", "2.1. Candida tests"]
    assert "Candida was grown from his blood, and it was killed" in found.text


def letters(*above: str) -> str:
    """Returns the text of a page on which a letter begins in the middle."""
    page = Page()
    flow([Column(page, 50, 495, 790, 520)], [*above, "# References", *REFERENCES[:3]])
    page.text(50, 480, TITLE, size=13, font="B")
    flow([Column(page, 50, 495, 460, 60)], [*CASE, "# References", *REFERENCES[4:]])
    return article(pdf([page])).text


def test_the_end_of_another_letter_above_the_title_is_left_out() -> None:
    text = letters(*DISCUSSION[:3])
    assert text.startswith(TITLE)
    assert all(part in text for part in CASE)
    assert not any(part in text for part in DISCUSSION)


def test_a_whole_letter_above_a_larger_title_is_kept() -> None:
    text = letters("# A rash after a course of amoxoril", *DISCUSSION[:3])
    assert all(part in text for part in (*CASE, *DISCUSSION[:3]))
