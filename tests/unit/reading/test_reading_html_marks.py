"""Citation marks in web pages go with their brackets, and leave no trace."""

from __future__ import annotations

import pytest

from caseline.reading.pieces import Piece
from caseline.reading.web_page import read_html
from caseline.schema.document import SourceFormat


def shown(page: str) -> str:
    data = f"<html><body><p>{page}</p></body></html>".encode()
    return read_html(Piece("page.html", data, SourceFormat.HTML)).text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        pytest.param("The rash was mild [<a href='#B1'>1</a>].", "The rash was mild.", id="square"),
        pytest.param(
            "It was mild (<a href='#CR3'>3</a>, <a href='#CR4'>4</a>) then.", "It was mild then.", id="round"
        ),
        pytest.param(
            "It was mild.<sup><a href='#b1'>1</a>–<a href='#b3'>3</a></sup> He left.",
            "It was mild. He left.",
            id="raised",
        ),
        pytest.param(
            "It was mild<a class='xref-bibr' href='#x'>7</a>, he said.", "It was mild, he said.", id="bare"
        ),
        pytest.param(
            "It was mild <a data-test='citation-ref' href='/p#ref-CR1'>1</a>.",
            "It was mild.",
            id="other-page",
        ),
        pytest.param(
            "It was mild <a href='#pone.0012345.ref001'>[1]</a>.", "It was mild.", id="bracket-in-link"
        ),
        pytest.param(
            "It was mild (see <a href='#R5'>5</a> and <a href='#R6'>6</a>).", "It was mild.", id="with-words"
        ),
        pytest.param(
            "It was mild (<a href='#B2'>Roe, 2001</a>; <a href='#B3'>Doe, 2002</a>).",
            "It was mild.",
            id="names",
        ),
        pytest.param("Roe et al. (<a href='#B2'>2001</a>) saw it.", "Roe et al. saw it.", id="year"),
        pytest.param(
            "As <a href='#B2'>Roe and Doe</a> saw, it was mild.",
            "As Roe and Doe saw, it was mild.",
            id="name-in-sentence",
        ),
        pytest.param(
            "It was mild (<a href='#fig1'>Fig. 1</a>, <a href='#B3'>3</a>).",
            "It was mild (Fig. 1).",
            id="beside-figure",
        ),
        pytest.param("It was mild (<a href='#fig1'>Fig. 1</a>).", "It was mild (Fig. 1).", id="figure-stays"),
        pytest.param(
            "See <a href='#sec2'>2</a> and <a href='#tab1'>Table 1</a> now.",
            "See 2 and Table 1 now.",
            id="parts-stay",
        ),
        pytest.param(
            "The patient improved<sup>3,4</sup> and left.",
            "The patient improved and left.",
            id="raised-unlinked",
        ),
        pytest.param(
            "A dose of 5 mg/m<sup>2</sup> and 3 min<sup>2</sup>.",
            "A dose of 5 mg/m² and 3 min².",
            id="powers-stay",
        ),
        pytest.param("The value<a href='#fn1'>*</a> was high.", "The value was high.", id="note"),
        pytest.param(
            "The effect was [\n <span><sup>\n<a href='#B1'>1</a>\n</sup></span>]. He left.",
            "The effect was. He left.",
            id="pretty-printed",
        ),
        pytest.param(
            "The interval (95% CI [12, 14]) was wide.",
            "The interval (95% CI [12, 14]) was wide.",
            id="range-stays",
        ),
        pytest.param(
            "The rash<sup><a href='#B1'>1</a></sup>and fever<a href='#B2'>[2]</a>in <i>two</i><a href='#B2'>[2]</a>men.",
            "The rash and fever in two men.",
            id="words-do-not-meet",
        ),
        pytest.param("It rose ( ) and fell [].", "It rose and fell.", id="formulas-that-were-images"),
        pytest.param(
            "He said [sic] it was (2) of them.", "He said [sic] it was (2) of them.", id="other-brackets-stay"
        ),
    ],
)
def test_marks(page: str, text: str) -> None:
    assert shown(page) == text


def test_bare_numbers_are_marks_only_where_references_are_listed() -> None:
    told = "The man had a rash for ten days [1, 2], which then went away from both of his hands."
    assert "[1, 2]" in shown(told)
    listed = shown(f"{told}</p><h2>References</h2><ol><li>Roe J. Skin. 2001;3:1-9.</ol><p>")
    assert listed.startswith("The man had a rash for ten days, which")
