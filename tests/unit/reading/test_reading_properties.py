"""What holds for any text at all."""

import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.reading import article_from_text, find_sections

PIECES = [
    "Discussion", "3. Discussion\n", "CASE REPORT: ", "Case 1: A man", "Abstract Background: x. Methods: y.", "Figure 1",
    "Table 1. Values\na\tb\n", "Keywords: a; b", "References\n", "1. Coder A. Rash. 2001;5:1-9.\n", "Share\n", "Sign in\n",
    "DOI: 10.9999/x", "Funding\n", "A 45-year-old man fell ill. ", "Title of a paper on rashes\n\n", "\n", "\n\n", "\r\n",
    "\r", " ", "\t", "\u2028", "\x0b", "\x0c", "\x1c", "\x85", "\u00a0", "\u200b", "\ufeff", "\ud800", "# ", "**", "İ", "ß",
    "Recommended\n", "Authors\n", "© 2020", "Lay abstract We", ". ", "Conflict of interest: none", "٣. ", "①", "2.", "|",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=200),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=30).map("".join),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sections_cover_the_text_in_order(text: str) -> None:
    sections = find_sections(text)
    reached = 0
    for section in sections:
        assert section.start < section.end <= len(text)
        assert text[reached : section.start].strip() == ""
        assert not text[section.start].isspace()
        assert not text[section.end - 1].isspace()
        reached = section.end
    assert text[reached:].strip() == ""


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_same_text_same_article(text: str) -> None:
    if text.strip():
        article = article_from_text(text)
        assert article == article_from_text(text)
        assert article.document().text == text


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_heading_is_in_the_text(text: str) -> None:
    for section in find_sections(text):
        if section.title is not None:
            assert section.title in text[section.start : section.end]


def calls(function: Callable[[str], object], text: str) -> int:
    """Returns how many Python and C functions are called."""
    count = 0

    def seen(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(seen)
    try:
        function(text)
    finally:
        sys.setprofile(None)
    return count


REPEATED = [
    pytest.param("The rash faded. Discussion: The rash was rare. ", id="one-paragraph"),
    pytest.param("A man was ill.\n\nDiscussion\n\nHe recovered.\n\n", id="headings"),
    pytest.param("Share\n4.2\nSign in\n-\nDownload PDF\n", id="furniture"),
    pytest.param("1. Coder A. Rash. 2001;5:1-9.\n", id="references"),
    pytest.param("Recommended\nAuthors\nKeywords\nFunding\n", id="lists"),
    pytest.param("Figure 1\nThe arm and\nthe leg and\n", id="captions"),
    pytest.param("a line that is broken and\n", id="broken-lines"),
    pytest.param("Abstract: ", id="headings-in-a-row"),
    pytest.param("Ada B. Coder1, Jo de Vries2*\n", id="names"),
    pytest.param("© 2020 licensed under\nwhich permits,\n", id="notices"),
]


@pytest.mark.parametrize("piece", REPEATED)
def test_work_grows_with_the_length_of_the_text(piece: str) -> None:
    find_sections(piece)
    once = calls(find_sections, piece * 200)
    twice = calls(find_sections, piece * 400)
    assert twice < 2.2 * once


@pytest.mark.parametrize("mark", [".", "*", ":", "**:"])
@pytest.mark.parametrize("space", [" ", "\u2003", "* "], ids=ascii)
def test_a_line_with_much_white_space_takes_no_time(mark: str, space: str) -> None:
    begun = time.process_time()
    find_sections(f"A man was ill.\n\n1 Discussion{f'.{space * 120}' * 10}{mark}\n\nHe recovered.")
    assert time.process_time() - begun < 10
