"""Markdown as people and programs write it: text without marks, sections, fields, and places."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.reading import markdown
from caseline.reading.article import Article
from caseline.reading.markdown import read_markdown
from caseline.reading.pieces import Piece
from caseline.schema.document import SourceFormat

PAPER = """---
title: "Rash after examplamab: a case report"
doi: 10.9999/md.1
authors:
  - name: Ann Coder
    affiliation: University of Somewhere
  - Bo Tester
date: 2021-05-06
journal: Journal of Rashes
keywords: [rash, "examplamab, oral"]
license: CC-BY-4.0
---

# Rash after examplamab: a case report

Ann Coder<sup>1,2</sup>, Bo Tester^1^\\*

<sup>1</sup> Department of Skin, University of Somewhere, Somewhere

## Abstract

**Background:** Examplamab may cause a rash [1]. **Case:** A 45-year-old woman took it[^1].

**Keywords:** rash; skin

## 1. Introduction

Examplamab is a *monoclonal* antibody [\\[1\\]](#ref1), [\\[2, 3\\]](#ref2). Reported before.<sup>4-6</sup>
It is given at 5&nbsp;mg/m<sup>2</sup> [7].

## Case presentation

> A 45-year-old woman
> took it. Her platelets were 12 × 10^9^/L, later $10^{9}$/L and $\\geq 5\\%$.
> CO<sub>2</sub> was low; **fever** came ([Figure 1](#fig1)).

![](fig1.png)

**Figure 1.** The rash on *day 1*.

- fever
- rash \\* severe
  - on the arm

1. stop the drug
2. wait

Table 1. Laboratory values

| Day | Sodium \\| mmol/L | Note |
|-----|:---:|---|
| 1   | 128 [135-145] | low |
| 2   | 140 |     |

### Treatment

The drug was `stopped`.\\
She recovered.

<table><tr><th>A</th><th>B</th></tr>
<tr><td>1</td><td>2<sup>a</sup></td></tr></table>

Discussion
----------

The rash was due to the drug, as Tester et al. say [8].

## Conflict of interest

SECRET.

## References

1. Coder A. SECRET. J Rash 2001;5:1-9.

[^1]: SECRET note.
"""
PAPER_TEXT = [
    ("title", None, "Rash after examplamab: a case report"),
    (
        "abstract", "Abstract",
        "Abstract\n\nBackground: Examplamab may cause a rash. Case: A 45-year-old woman took it.",
    ),
    (
        "introduction", "1. Introduction",
        "1. Introduction\n\nExamplamab is a monoclonal antibody. Reported before. It is given at 5 mg/m².",
    ),
    (
        "case", "Case presentation",
        "Case presentation\n\nA 45-year-old woman took it. Her platelets were 12 × 10⁹/L, later 10⁹/L and ≥5%. "
        "CO2 was low; fever came (Figure 1).",
    ),
    ("figure", None, "Figure 1. The rash on day 1."),
    ("case", None, "fever\nrash * severe\non the arm\n1. stop the drug\n2. wait"),
    ("table", None, "Table 1. Laboratory values\n\nDay | Sodium | mmol/L | Note\n1 | 128 [135-145] | low\n2 | 140"),
    ("case", "Treatment", "Treatment\n\nThe drug was stopped. She recovered."),
    ("table", None, "A | B\n1 | 2"),
    ("discussion", "Discussion", "Discussion\n\nThe rash was due to the drug, as Tester et al. say."),
]  # fmt: skip

# As programs write that read PDF files: every heading of one level, formulas with spaces, HTML tables.
OF_A_PDF = """![](images/0.jpg)

# Fatal rash after examplamab in a child

Ann Coder, MD $^{1,2*}$ , Bo Tester $^{1}$

$^{1}$ Department of Skin, Hospital of Somewhere, Somewhere

# ABSTRACT

A girl received $5 \\mathrm { m g / k g }$ .

Keywords: Rash, Examplamab, Death

# 1. INTRODUCTION

Rash is common $[ 1 , 2 ]$ . It was seen before $^ { 3 - 5 }$ and after.

# 2. CASE REPORT

She had $1 2 \\times 1 0 ^ { 9 } / \\mathrm { L }$ platelets at $37.5^{\\circ}\\mathrm{C}$ and $^ { 1 8 } \\mathrm { F }$-FDG at $5 to $10.

# 2.1. Treatment

<html><body><table><tr><td>Day</td><td>WBC (×10<sup>9</sup>/L)</td></tr><tr><td>1</td><td>5.2</td></tr></table></body></html>

# REFERENCES

[1] Coder A. SECRET. J Rash 2001;5:1-9.
"""
OF_A_PDF_TEXT = [
    ("title", None, "Fatal rash after examplamab in a child"),
    ("abstract", "ABSTRACT", "ABSTRACT\n\nA girl received 5mg/kg ."),
    ("introduction", "1. INTRODUCTION", "1. INTRODUCTION\n\nRash is common. It was seen before and after."),
    (
        "case", "2. CASE REPORT",
        "2. CASE REPORT\n\nShe had 12×10⁹/L platelets at 37.5°C and ¹⁸F-FDG at $5 to $10.",
    ),
    ("case", "2.1. Treatment", "2.1. Treatment"),
    ("table", None, "Day | WBC (×10⁹/L)\n1 | 5.2"),
]  # fmt: skip

# Bold lines in place of headings, and links for citations.
BOLD = """<span id="page-0-0"></span>**Rash after examplamab: two cases**

**Article history:** Received 1 May 2020; accepted 2 June 2020

**Abstract.** We report two cases of rash.

**1. Introduction**

Examplamab [\\(1\\)](#page-3-0) is used [(2,](#page-3-1) [3\\)](#page-3-2). See [the site](https://example.org/a_(b)).

**2. Case 1**

A 45-year-old man took it. He had **high fever** [.4](#page-3-3)

**References**

- <span id="page-3-0"></span>1. Coder A. SECRET. J Rash 2001;5:1-9.
"""
BOLD_TEXT = [
    ("title", None, "Rash after examplamab: two cases"),
    ("abstract", "Abstract", "Abstract. We report two cases of rash."),
    ("introduction", "1. Introduction", "1. Introduction\n\nExamplamab is used. See the site."),
    ("case", "2. Case 1", "2. Case 1\n\nA 45-year-old man took it. He had high fever ."),
]

# Headings of the lower levels without a mark.
PARTLY = """## Abstract

We saw a rash.

1\\. Introduction

Rash is common [  1 ].

2\\. Case Report

A man had a rash.

Figure 1

The rash.

Acknowledgments

SECRET thanks to all who helped us with this work.
"""
PARTLY_TEXT = [
    ("abstract", "Abstract", "Abstract\n\nWe saw a rash."),
    ("introduction", "1. Introduction", "1. Introduction\n\nRash is common."),
    ("case", "2. Case Report", "2. Case Report\n\nA man had a rash."),
    ("figure", None, "Figure 1\n\nThe rash."),
]

PROSE = "I was given examplamab in May.\\\nMy doctor stopped it.\n\nIt came **back**."
PROSE_TEXT = [("body", None, "I was given examplamab in May. My doctor stopped it.\n\nIt came back.")]

PAPERS = [
    pytest.param(PAPER, PAPER_TEXT, id="of all kinds"),
    pytest.param(OF_A_PDF, OF_A_PDF_TEXT, id="of a PDF"),
    pytest.param(BOLD, BOLD_TEXT, id="bold headings"),
    pytest.param(PARTLY, PARTLY_TEXT, id="headings without marks"),
    pytest.param(PROSE, PROSE_TEXT, id="prose"),
]


def read(text: str | bytes, offset: int = 0) -> Article:
    data = text if isinstance(text, bytes) else text.encode()
    return read_markdown(Piece("paper.md", data, SourceFormat.MARKDOWN, offset=offset))


def told(article: Article) -> list[tuple[str, str | None, str]]:
    return [(str(one.name), one.title, article.text[one.start : one.end]) for one in article.sections]


def unplaced(article: Article, source: str) -> str:
    """Checks all places, and returns the characters without one."""
    covered: set[int] = set()
    for origin in article.source_map:
        assert (origin.path, origin.offset is None) == (None, False)
        there = source[origin.offset : (origin.offset or 0) + origin.end - origin.start]
        assert [" " if char.isspace() else char for char in there] == list(
            article.text[origin.start : origin.end]
        )
        covered.update(range(origin.start, origin.end))
    return "".join(
        char for place, char in enumerate(article.text) if place not in covered and not char.isspace()
    )


@pytest.mark.parametrize(("source", "expected"), PAPERS)
def test_papers_come_out_clean(source: str, expected: list[tuple[str, str | None, str]]) -> None:
    article = read(source)
    assert told(article) == expected
    assert article.format is SourceFormat.MARKDOWN


@pytest.mark.parametrize(("source", "_"), PAPERS)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_places_hold_whatever_the_line_ends(source: str, _: object, ends: str) -> None:
    changed = source.replace("\n", ends)
    article = read("\ufeff" + changed)
    assert article.text == read(source).text
    left = unplaced(article, changed)
    assert set(left) <= set("|²⁹10≥5%¹⁸FmgkL×/2.°C37·")
    assert len(left) < 0.1 * len(article.text)


def test_front_matter_gives_the_fields() -> None:
    article = read(PAPER)
    assert (article.title, article.doi) == ("Rash after examplamab: a case report", "10.9999/md.1")
    assert (article.authors, article.year) == (("Ann Coder", "Bo Tester"), 2021)
    assert (article.journal, article.licence) == ("Journal of Rashes", "CC-BY-4.0")
    assert article.keywords == ("rash", "examplamab, oral")


def test_without_front_matter_the_text_gives_them() -> None:
    article = read(OF_A_PDF)
    assert article.title == "Fatal rash after examplamab in a child"
    assert article.keywords == ("Rash", "Examplamab", "Death")
    assert read("# A rash\n\nDOI: 10.9999/a.b\n\n## Case\n\nA man had a rash.").doi == "10.9999/a.b"


@pytest.mark.parametrize(
    ("first", "second", "titles"),
    [
        pytest.param("Case 1.", "Discussion:", ["Introduction", "Case 1", "Discussion"], id="plain"),
        pytest.param(
            "**Patient B:**", "*Discussion.*", ["Introduction", "Patient B", "Discussion"], id="marked"
        ),
        pytest.param("In case 1", "Discussion", ["Introduction"], id="negative"),
    ],
)
def test_headings_run_into_a_paragraph(first: str, second: str, titles: list[str]) -> None:
    told = "A 45-year-old woman had a rash on both hands after a week."
    source = (
        f"# Two rashes after one drug\n\n## Introduction\n\n{told}\n\n{first} {told}\n\n{second} {told}\n"
    )
    article = read(source)
    assert [each.title for each in article.sections if each.name.value != "title"] == titles
    assert article.text.count(told) == 3


def test_offset_of_the_piece_counts() -> None:
    assert read("A man fell ill.", offset=100).source_map[0].offset == 100


FRONTS = [
    pytest.param(
        "title: A rash\nauthor: Ann Coder, Bo Tester", ("A rash", ("Ann Coder", "Bo Tester")), id="commas"
    ),
    pytest.param(
        "title: >\n  A rash\n  again\nauthors: ['A B', \"C, D\"]",
        ("A rash again", ("A B", "C, D")),
        id="below",
    ),
    pytest.param("title: 'It''s a rash' # note\nyear: 20", ("It's a rash", ()), id="a quote and a note"),
    pytest.param(
        "authors:\n- given: x\n- Ann Coder\n  orcid: 0", (None, ("given: x", "Ann Coder")), id="odd items"
    ),
    pytest.param("title:\nauthors:", (None, ()), id="empty"),
]


@pytest.mark.parametrize(("inside", "expected"), FRONTS)
def test_front_matter_of_all_sorts(inside: str, expected: tuple[str | None, tuple[str, ...]]) -> None:
    article = read(f"---\n{inside}\n---\nA man had a rash that went away.")
    assert article.text == "A man had a rash that went away."
    assert (article.title, article.authors) == expected


def test_lines_that_are_no_front_matter_are_text() -> None:
    assert read("---\n\nA man had a rash.\n\n---\n\nHe got well.").text == "A man had a rash.\n\nHe got well."


SNIPPETS = [
    pytest.param("It fell to 10<sup>9</sup>/L and 10<sup>-9</sup>.", "It fell to 10⁹/L and 10⁻⁹.", id="exponents"),
    pytest.param("The drug.<sup>1,2</sup> was", "The drug. was", id="raised citation"),
    pytest.param("Seen <sup>[12](#b12)</sup> once.", "Seen once.", id="raised link"),
    pytest.param("the 1<sup>st</sup> day", "the 1st day", id="raised letters"),
    pytest.param("given <sup>18</sup>F-FDG", "given ¹⁸F-FDG", id="isotope"),
    pytest.param("Seen ([12](#b12), [13](#b13)) and [14](#c)", "Seen and", id="links in brackets"),
    pytest.param("See [12](https://example.org) now.", "See 12 now.", id="link elsewhere"),
    pytest.param("See [Figure 2](#f2) and <https://example.org>.", "See Figure 2 and https://example.org.", id="links"),
    pytest.param("A 45 $-$ year $-$ old man, 3 $-$ 5 mg", "A 45-year-old man, 3 - 5 mg", id="hyphen as a formula"),
    pytest.param(r"It was $12 \times 10^{9}$/L, and $p \le 0.01$.", "It was 12 × 10⁹/L, and p ≤ 0.01.", id="spaced signs"),
    pytest.param("H~2~O, 5 ~ 6 and a~b~c", "H2O, 5 ~ 6 and a~b~c", id="lowered"),
    pytest.param("a \\# b &amp; c &lt;5 d\\_e *f*g __h__", "a # b & c <5 d_e fg h", id="escapes and entities"),
    pytest.param("HLA-B*15:02 and A*31:01, *p*, 5*10 *x*", "HLA-B*15:02 and A*31:01, p, 5*10 x", id="stars"),
    pytest.param("a<br>b <b>c</b><!-- d --> e", "a b c e", id="tags"),
    pytest.param("Before.\n\n```python\nprint()\n```\n\n    indented prose\n", "Before.\n\nindented prose", id="code"),
    pytest.param("Take ``5 ` mg`` now `x`.", "Take 5 ` mg now x.", id="code in line"),
    pytest.param("![A rash on the left arm](a.png)\n\nText.", "A rash on the left arm\n\nText.", id="caption of an image"),
    pytest.param("![Figure 1: A red rash](a.png)\n\nFigure 1: A red rash.", "Figure 1: A red rash.", id="caption twice"),
    pytest.param("![image1](a.png) Text.", "Text.", id="file name of an image"),
    pytest.param("![](data:image/png;base64," + "A" * 400 + ") Text.", "Text.", id="data of an image"),
    pytest.param("[a]: http://x.example 'y'\n\nSee [this][a] and [a].", "See this and a.", id="labels"),
    pytest.param("<p>A man<sup>1</sup> &lt;5</p>\n<h2>Case</h2>\n<ul><li>b</ul>", "A man <5\n\nCase\n\nb", id="HTML"),
    pytest.param("| a |\n|---|\n| |\n| b |", "a\nb", id="empty row"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), SNIPPETS)
def test_marks_are_taken_out(source: str, expected: str) -> None:
    article = read(source)
    assert article.text == expected
    unplaced(article, source)


WRONG = [
    pytest.param(b"", "is empty", id="empty"),
    pytest.param(b"<!-- nothing -->\n\n![](a.png)", "holds no text", id="no text"),
    pytest.param(b"---\ntitle: A rash\n---\n", "holds no text", id="front matter only"),
    pytest.param(b"A \xff", "is not valid UTF-8", id="bytes"),
    pytest.param(b"%PDF-1.7", "is a PDF file", id="PDF"),
]


@pytest.mark.parametrize(("data", "reason"), WRONG)
def test_what_cannot_be_read_is_one_clear_error(data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read(data)


def test_what_is_too_large_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "LARGEST_MARKDOWN", 20)
    with pytest.raises(ReadingError, match="which is the limit; split it"):
        read("A man had a rash and a fever.")


BITS = st.sampled_from(
    [
        "# ", "## Abstract\n", "\n", "\n\n", "text ", "**", "*", "_", "`", "``", "[", "](#a)", "](", "]", "![", "<sup>", "</sup>",
        "1", "12", "<td>", "<tr>", "</table>\n", "| a | b |\n", "|---|---|\n", "> ", "- ", "1. ", "    ", "\t", "&nbsp;", "&amp;",
        "\\", "\\[", "$", "^", "$10^{9}$", "~", "~~", "[^1]", "[^1]: ", "---\n", "title: a\n", "References\n", "Figure 1. ",
        "[1]", "[a]: b\n", "<br>", "<!--", "-->", "\r\n", "\r", "\u00a0", "\u2028", "\u00ad", "\U0001f600", "\ufdd0", "```\n",
        "<https://x.y>", "(", ")", "===\n", "\x0b", "\x1c", "\x85",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(BITS | st.text(max_size=4), max_size=30).map("".join))
def test_any_text_has_places(text: str) -> None:
    source = text.encode("utf-8", "replace").decode()
    article = tried(source.encode())
    if article is not None:
        unplaced(article, source.removeprefix("\ufeff"))


def tried(data: bytes) -> Article | None:
    """Reads what may be no text, which has to be an error of ours."""
    try:
        return read(data)
    except ReadingError:
        return None


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=50), st.integers(0, 2500), st.integers(0, 30))
def test_no_bytes_crash(noise: bytes, place: int, cut: int) -> None:
    whole = PAPER.encode()
    tried(noise)
    tried(whole[:place] + noise + whole[place + cut :])


@pytest.mark.parametrize(
    "part", ["[", "![", "*a ", "> ", "<a ", "[a](", "$a", "|a", "[1,", "<td>", "# a\n", "![a b c d](x)"]
)
def test_time_does_not_grow_with_odd_texts(part: str) -> None:
    began = time.process_time()
    tried((part * (10_000 // len(part))).encode())
    assert time.process_time() - began < 40
