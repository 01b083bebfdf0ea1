"""Marks of the literature without a link: the same decision in JATS, BioC and web pages, from one table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape

import pytest

from caseline.reading.bioc_json import read_bioc_json
from caseline.reading.citation_rules import bracket_marks, is_raised_mark
from caseline.reading.jats import read_jats
from caseline.reading.pieces import Piece
from caseline.reading.web_page import read_html
from caseline.schema.document import SourceFormat

Read = Callable[[list[str]], list[str]]

# Fifty of them, so that no number below is too large.
ENTRIES = 50
COUNTS_UP = "It was seen (1), then again (2,3), and later (4–6) by others (7)."
CLEAN = "It was seen, then again, and later by others."


def as_jats(paragraphs: list[str]) -> list[str]:
    references = "".join(f"<ref id='B{number}'/>" for number in range(ENTRIES))
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    data = f"<article><body><sec><title>Case</title>{body}</sec></body><back><ref-list>{references}</ref-list></back></article>"
    return read_jats(Piece("a", data.encode(), SourceFormat.JATS)).text.split("\n\n")[1:]


def as_bioc(paragraphs: list[str]) -> list[str]:
    passages = [{"infons": {"section_type": "CASE", "type": "paragraph"}, "text": one} for one in paragraphs]
    data = json.dumps({"passages": passages}).encode()
    return read_bioc_json(Piece("a", data, SourceFormat.BIOC_JSON)).text.split("\n\n")


def as_page(paragraphs: list[str]) -> list[str]:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    references = "<li>Roe J. A rash. Skin. 2001;3:1-9.</li>" * 3
    data = f"<html><body><h2>Case report</h2>{body}<h2>References</h2><ol>{references}</ol></body></html>"
    return read_html(Piece("a", data.encode(), SourceFormat.HTML)).text.split("\n\n")[1:]


READS = [
    pytest.param(as_jats, id="jats"),
    pytest.param(as_bioc, id="bioc"),
    pytest.param(as_page, id="page"),
]

# What is a mark goes; where nothing follows, the sentence stays as it is.
BRACKETS = [
    pytest.param("The rash is common [1].", "The rash is common.", id="square"),
    pytest.param("The rash [12,13] is common [ 8 ].", "The rash is common.", id="square-list"),
    pytest.param("The rash is common [1], [2] and [3]–[5].", "The rash is common.", id="square-several"),
    pytest.param("The rash is common [1][2].", "The rash is common.", id="square-side-by-side"),
    pytest.param("The rash[1]and fever[2]are common.", "The rash and fever are common.", id="square-between-words"),
    pytest.param("In 2015 [12] he had (n = 3) [4] of them.", "In 2015 he had (n = 3) of them.", id="square-behind-a-figure"),
    pytest.param("As Coder et al. [5].", "As Coder et al.", id="square-before-a-second-stop"),
    pytest.param("Such a case [3] and such a patient [4] were told.", "Such a case and such a patient were told.", id="square-behind-a-case"),
    pytest.param("It lasted ten days [1, 2], then went.", "It lasted ten days, then went.", id="square-behind-days"),
    pytest.param("It rose (reviewed in [5]) and fell.", "It rose and fell.", id="square-with-words"),
    pytest.param("It rose [] and fell ( , ) again.", "It rose and fell again.", id="empty"),
    pytest.param("It is told in a table (8) of theirs.", "It is told in a table of theirs.", id="round-behind-a-noun"),
    pytest.param("It was seen (8), as in (9).", "It was seen, as in (9).", id="round"),
    pytest.param("As described in [5], it is common.", None, id="the-sentence-needs-it"),
    pytest.param("Sodium was 128 mmol/L [135-145] then.", None, id="range-of-a-value"),
    pytest.param("Platelets were 12 × 10^9/L [15–40] then.", None, id="range-of-a-power"),
    pytest.param("The hazard was low (95% CI [12, 14]) then.", None, id="interval"),
    pytest.param("Seen at a median of 5 [3, 8] and 5 (3-8) days.", None, id="range-of-a-median"),
    pytest.param("It is shown (Fig. 1) and in Fig. [2] and Table (3).", None, id="figures"),
    pytest.param("He took [10] mg, then (20) mg and [5] units.", None, id="doses"),
    pytest.param("He was (45) years old, she [30] years.", None, id="ages"),
    pytest.param("It was of grade (4) and stage (3) then.", None, id="grades"),
    pytest.param("He had (1) fever, (2) rash, and (3) pain.", None, id="enumeration"),
    pytest.param("Of them, men (40) were more than women (38).", None, id="counts"),
    pytest.param("The [18F]FDG and CD4+ cells [sic] and IL-2 (2019).", None, id="isotope-cells-words-year"),
]  # fmt: skip


@pytest.mark.parametrize("read", READS)
@pytest.mark.parametrize(("text", "expected"), BRACKETS)
def test_numbers_in_brackets(read: Read, text: str, expected: str | None) -> None:
    assert read([COUNTS_UP, escape(text)]) == [CLEAN, expected or text]


@pytest.mark.parametrize("read", READS)
def test_round_brackets_are_no_marks_in_a_paper_that_does_not_count_up(read: Read) -> None:
    text = "Of 30 patients, men (12), women (18), children (3), others (5)."
    assert read([text, text]) == [text, text]


# What stands above the line is written ^3^.
RAISED = [
    pytest.param("It helped this therapy^3^ and left.", "It helped this therapy and left.", id="word"),
    pytest.param("It helped.^3,4^ He left.", "It helped. He left.", id="stop"),
    pytest.param("The rat^3^ was, as he said,^5–7^ well.", "The rat was, as he said, well.", id="short-word-and-comma"),
    pytest.param("It rose (by 5 mg)^3^ then.", "It rose (by 5 mg) then.", id="bracket"),
    pytest.param("It was 10^9^/L then.", "It was 10⁹/L then.", id="power"),
    pytest.param("It was 5 mg/m^2^ and 3 min^2^ and 2 cm^2^.", "It was 5 mg/m² and 3 min² and 2 cm².", id="units"),
    pytest.param("It was 24 (kg/m)^2^ then.", "It was 24 (kg/m)² then.", id="power-of-a-bracket"),
    pytest.param("The residue Lys^6^ was lost.", "The residue Lys⁶ was lost.", id="amino-acid"),
    pytest.param("The CD4^+^ cells and Ca^2+^ fell.", "The CD4+ cells and Ca²⁺ fell.", id="signs"),
    pytest.param("He was given ^18^F and ^68^Ga then.", "He was given 18F and 68Ga then.", id="isotopes"),
]  # fmt: skip


@pytest.mark.parametrize("read", [case for case in READS if case.id != "bioc"])
@pytest.mark.parametrize(("text", "expected"), RAISED)
def test_numbers_above_the_line(read: Read, text: str, expected: str) -> None:
    assert read([COUNTS_UP, re.sub(r"\^(.+?)\^", r"<sup>\1</sup>", text)])[1] == expected


def test_a_number_beyond_the_list_is_no_mark() -> None:
    assert bracket_marks(["Rash [3] or [51], and [0]."], highest=50) == [[(5, 8)]]
    assert is_raised_mark("the rash", "50", ".", highest=50)
    assert not is_raised_mark("the rash", "51", ".", highest=50)
