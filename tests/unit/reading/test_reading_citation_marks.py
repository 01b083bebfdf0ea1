"""Marks of citation are told from values, from lists, and from figures, without markup."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.reading.citation_marks import add_without, citation_marks
from caseline.reading.clean import At, CleanText


def without(*texts: str) -> list[str]:
    """Returns the texts of one paper without their marks."""
    shown: list[str] = []
    for text, spans in zip(texts, citation_marks(texts), strict=True):
        kept, reached = "", 0
        for start, end in spans:
            kept += text[reached : max(start, reached)]
            reached = max(reached, end)
        shown.append(kept + text[reached:])
    return shown


SQUARE = [
    pytest.param("Rash is common [1].", "Rash is common.", id="one"),
    pytest.param("Rash [1, 2,5–7] is common[ 8 ].", "Rash is common.", id="lists and spaces"),
    pytest.param("Rash is common [1], [2] and [3]–[5].", "Rash is common.", id="several"),
    pytest.param("As Coder et al. [5].", "As Coder et al.", id="two full stops"),
    pytest.param("Rash [1] , and fever", "Rash, and fever", id="space before a comma"),
    pytest.param("Rash [], fever [-] or (; ) death ().", "Rash, fever or death.", id="empty brackets"),
    pytest.param(
        "Sodium was 128 mmol/L [135-145].", "Sodium was 128 mmol/L [135-145].", id="range of a value"
    ),
    pytest.param(
        "Platelets 12 [150–400], median 5 [3, 8].", "Platelets 12 [150–400], median 5 [3, 8].", id="ranges"
    ),
    pytest.param(
        "In 2015 [12] we saw [18F]FDG [sic].", "In 2015 we saw [18F]FDG [sic].", id="year, isotope, words"
    ),
    pytest.param(
        "Seen in (Fig. 1) and 3 (10%) of 30 (12).", "Seen in (Fig. 1) and 3 (10%) of 30 (12).", id="round"
    ),
]


@pytest.mark.parametrize(("text", "expected"), SQUARE)
def test_square_brackets(text: str, expected: str) -> None:
    assert without(text) == [expected]


def test_round_brackets_are_marks_in_a_paper_that_counts_up() -> None:
    paper = [
        "Rash (1), fever (2,3).",
        "Seen (4–6) before (2), as (7).",
        "In 12 (8-15) patients (40) once (8).",
    ]
    assert without(*paper) == ["Rash, fever.", "Seen before, as.", "In 12 (8-15) patients (40) once."]


@pytest.mark.parametrize(
    "text",
    [
        "She met (1) fever, (2) rash, (3) eosinophils and (4) oedema.",
        "Of 30 patients, men (12), women (18), children (3), others (5).",
    ],
    ids=["a list", "counts"],
)
def test_round_brackets_are_no_marks_elsewhere(text: str) -> None:
    assert without(text) == [text]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.sampled_from("[]()123,;–- .aé"), max_size=40), max_size=4))
def test_marks_lie_in_the_text_and_places_hold(texts: list[str]) -> None:
    for text, spans in zip(texts, citation_marks(texts), strict=True):
        assert all(0 <= start < end <= len(text) for start, end in spans)
        clean = CleanText("a paper")
        clean.add("x")
        add_without(clean, text, At("/p", 0), spans)
        made = clean.finish()
        for origin in made.source_map:
            assert origin.offset is not None
            there = text[origin.offset : origin.offset + origin.end - origin.start]
            assert there == made.text[origin.start : origin.end]
