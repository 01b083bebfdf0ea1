"""Clean text is built block by block, and each stretch of it leads back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.reading.clean import At, Clean, CleanText, plain
from caseline.schema.document import SectionName

SOURCE = "  She took\n   amoxi\u00adcillin \u202eand\u202c improved.\t"


def built(*adds: str, path: str = "/p/text()[1]") -> Clean:
    clean = CleanText("a paper")
    for text in adds:
        clean.add(text, At(path, 0))
        clean.end_block()
    return clean.finish()


def test_white_space_is_one_space_and_what_prints_nothing_is_gone() -> None:
    assert built(SOURCE).text == "She took amoxicillin and improved."


@given(st.lists(st.text(), min_size=1))
def test_every_stretch_stands_at_its_place_in_the_source(pieces: list[str]) -> None:
    clean = CleanText("a paper")
    for number, piece in enumerate(pieces):
        clean.add(piece, At(str(number), 0))
    if clean.is_empty:
        with pytest.raises(ReadingError, match="holds no text"):
            clean.finish()
        return
    made = clean.finish()
    covered: set[int] = set()
    for origin in made.source_map:
        assert origin.path is not None
        assert origin.offset is not None
        there = pieces[int(origin.path)][origin.offset : origin.offset + origin.end - origin.start]
        here = made.text[origin.start : origin.end]
        assert [char if not char.isspace() else " " for char in there] == list(here)
        covered.update(range(origin.start, origin.end))
    assert all(char in " \n" for place, char in enumerate(made.text) if place not in covered)


def test_words_of_another_length_have_a_place_but_no_offset() -> None:
    clean = CleanText("a paper")
    clean.add("The ", At(page=1, box=(0, 0, 1, 1)))
    clean.add_whole("first", At(page=2, box=(1, 1, 2, 2)))
    (_, second) = clean.finish().source_map
    assert (second.start, second.end, second.page, second.offset) == (4, 9, 2, None)
    clean.add_whole("  ten ", At(page=3))
    *_, third = clean.finish().source_map
    assert (third.start, third.end) == (10, 13)


def test_sections_begin_at_their_first_block_and_empty_ones_are_left_out() -> None:
    clean = CleanText("a paper")
    for name, text in (
        (SectionName.TITLE, "A rash"),
        (SectionName.ABSTRACT, " "),
        (SectionName.CASE, "A man took a drug."),
    ):
        clean.begin_section(name, name.title())
        clean.add(text)
        clean.end_block()
    made = clean.finish()
    assert [(section.name, made.text[section.start : section.end]) for section in made.sections] == [
        (SectionName.TITLE, "A rash"),
        (SectionName.CASE, "A man took a drug."),
    ]


def test_rows_are_lines_and_blocks_are_paragraphs() -> None:
    clean = CleanText("a paper")
    for text in ("Day 1", "Day 2"):
        clean.add(text)
        clean.end_line()
    clean.end_block()
    clean.add("Note")
    assert clean.finish().text == "Day 1\nDay 2\n\nNote"


def test_text_beyond_the_limit_is_an_error_that_names_the_paper() -> None:
    clean = CleanText("long.xml", limit=10)
    with pytest.raises(ReadingError, match=r"long\.xml: has more than 10 characters"):
        clean.add("ten letters and more")


def test_a_field_is_as_clean_as_the_text() -> None:
    assert plain("  A\u00ad rash\u202e \n of\ud800 skin ") == "A rash of skin"


HIDDEN = (
    "\u00ad\u034f\u061c\u180e\u200b\u200d\u200e\u202e\u2060\u2063\u2067\u3164\ufe0f\ufeff\U000e0041\U000e0100"
)


@pytest.mark.parametrize("char", HIDDEN, ids=[f"U+{ord(char):04X}" for char in HIDDEN])
def test_what_nobody_can_see_is_in_no_word(char: str) -> None:
    assert built(f"5{char}0 mg").text == plain(f"5{char}0 mg") == "50 mg"


@pytest.mark.parametrize(
    "char",
    ["µ", "\u0301", "°", "\U0001f600", "\u200a", "¹"],
    ids="micro accent degree face space raised".split(),
)
def test_what_can_be_seen_stays(char: str) -> None:
    assert built(f"5{char}0 mg").text == ("5 0 mg" if char.isspace() else f"5{char}0 mg")
