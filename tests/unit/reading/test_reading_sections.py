"""Sections: figures, tables, titles, lists, references and the furniture of pages."""

import pytest

from caseline.reading import find_sections

PROSE = "The rash was noticed on the third day of treatment and it faded slowly."
CASE = "A 45-year-old man took torazine for ten days and he developed a rash."


def pieces(text: str) -> list[tuple[str, str]]:
    """Returns name and text of each section."""
    return [(str(section.name), text[section.start : section.end]) for section in find_sections(text)]


def names(text: str) -> list[str]:
    """Returns the names of the sections."""
    return [str(section.name) for section in find_sections(text)]


CAPTIONS = [
    pytest.param("Figure 1 : Rash on the left arm.", "figure", "Figure 1", id="spaced-colon"),
    pytest.param("Fig. 2. Rash on the left arm.", "figure", "Fig. 2", id="abbreviated"),
    pytest.param("FIGURE 3 Rash on the left arm.", "figure", "FIGURE 3", id="no-mark"),
    pytest.param("Figure 1A: Rash on the left arm.", "figure", "Figure 1A", id="panel"),
    pytest.param("Supplementary Figure S2. Rash.", "figure", "Supplementary Figure S2", id="supplement"),
    pytest.param("Image 1: Rash on the left arm.", "figure", "Image 1", id="image"),
    pytest.param("Table 1. Laboratory values.", "table", "Table 1", id="table"),
    pytest.param("Table II: Laboratory values.", "table", "Table II", id="table-roman"),
]


@pytest.mark.parametrize(("caption", "name", "title"), CAPTIONS)
def test_caption(caption: str, name: str, title: str) -> None:
    text = f"Discussion\n{PROSE}\n{caption}\n{PROSE}"
    assert pieces(text) == [("discussion", f"Discussion\n{PROSE}"), (name, caption), ("discussion", PROSE)]
    assert find_sections(text)[1].title == title


NO_CAPTION = [
    pytest.param("Figure 1 shows the rash.", id="subject"),
    pytest.param("Figure 1 A and B show the rash.", id="subject-with-panels"),
    pytest.param("Table 1 and Table 2 list the values.", id="two-tables"),
    pytest.param("Table tennis was his hobby.", id="table-tennis"),
    pytest.param("Image guidance was used.", id="image"),
    pytest.param("The rash is shown on all the pictures below, as in\nFigure 1. It faded.", id="broken-line"),
    pytest.param(
        "It was seen once more on the left forearm (see the\nFig. 2) after that.", id="broken-bracket"
    ),
]


@pytest.mark.parametrize("text", NO_CAPTION)
def test_sentence_about_a_figure_is_no_caption(text: str) -> None:
    assert names(f"{PROSE}\n\n{text}") == ["body"]


def test_caption_broken_over_lines_ends_with_its_sentence() -> None:
    caption = "Figure 1: Rash on the left forearm and on the lower back of the patient\none day after the second dose."
    assert pieces(f"{PROSE}\n\n{caption}\n{PROSE}") == [("body", PROSE), ("figure", caption), ("body", PROSE)]


def test_label_takes_the_caption_below() -> None:
    text = f"{PROSE}\n\nFigure 1\nRash on the left arm.\n{PROSE}"
    assert pieces(text)[1] == ("figure", "Figure 1\nRash on the left arm.")


def test_table_holds_its_rows() -> None:
    table = "Table 1. Laboratory values\nTest\tDay 0\tDay 3\nSodium\t138\t114"
    assert pieces(f"{PROSE}\n\n{table}\n{PROSE}") == [("body", PROSE), ("table", table), ("body", PROSE)]


TITLES = [
    pytest.param("Fatal hepatitis in a child treated with torazine\n\n", id="blank-line"),
    pytest.param("Fatal hepatitis after torazine: a case report\nAbstract\n", id="heading-below"),
    pytest.param("Does torazine harm the liver?\n\n", id="question"),
    pytest.param(
        "Torazine, a cause of hepatitis in a man with a long history of\ncolitis\n\n", id="two-lines"
    ),
    pytest.param("Case report\n\nHepatitis after torazine in a child\n\n", id="below-a-crumb"),
    pytest.param("4.2 Article\n\nHepatitis after torazine in a child\n\n", id="below-a-rating"),
    pytest.param(
        "Rare Drug Notes\nDOI: 10.9999/rdn.1\nHepatitis after torazine in three children\n\n",
        id="below-the-journal",
    ),
    pytest.param(
        "J Rare Cases. 2019;4(2):11-3.\n\nA 62-year-old woman with hepatitis after torazine. A follow-up.\n\n"
        "Coder AB, de Vries J.\n\n",
        id="index-entry",
    ),
]


@pytest.mark.parametrize("head", TITLES)
def test_title(head: str) -> None:
    found = pieces(f"{head}{CASE}\n\n{PROSE}")
    titles = [piece for name, piece in found if name == "title"]
    assert len(titles) == 1
    assert "orazine" in titles[0]
    assert found[-1][0] in {"body", "abstract"}


NO_TITLE = [
    pytest.param(CASE, id="sentence"),
    pytest.param("Rash after torazine", id="alone"),
    pytest.param(f"The man was ill\n\n{PROSE}", id="narrative"),
    pytest.param(f"Rash and fever\nwere noticed. {PROSE}", id="broken-line"),
    pytest.param(f"Figure 1: Rash after torazine\n\n{PROSE}", id="caption"),
    pytest.param(f"Patient: 45-year-old man\nDrug: torazine\n\n{PROSE}", id="form"),
]


@pytest.mark.parametrize("text", NO_TITLE)
def test_no_title(text: str) -> None:
    assert "title" not in names(text)


def test_case_report_above_prose_is_a_heading() -> None:
    assert names(f"Case report\n\n{CASE}") == ["case"]


def test_authors_and_addresses_are_metadata() -> None:
    head = (
        "Hepatitis after torazine in three children\n\nAda B. Coder1, Jo de Vries2*\n"
        "1Department of Medicine, Example University, Oslo, Norway\n*Correspondence: ada@example.org\n"
        "Received 3 May 2020; Accepted 1 June 2020\n"
    )
    assert names(f"{head}\nAbstract\n{CASE}") == ["title", "metadata", "abstract"]


def test_first_prose_of_a_paper_is_its_abstract() -> None:
    head = "Hepatitis after torazine in three children\n\nAda B. Coder1, Jo de Vries2\n\n"
    assert names(f"{head}{CASE}\n\n1. Introduction\n\n{PROSE}") == [
        "title",
        "metadata",
        "abstract",
        "introduction",
    ]
    assert names(f"{CASE}\n\n1. Introduction\n\n{PROSE}") == ["body", "introduction"]


KEYWORDS = [
    pytest.param("Keywords: hepatitis; torazine; child", id="run-in"),
    pytest.param("Keywords\n\nhepatitis; torazine; child", id="list-below"),
    pytest.param("KEY WORDS\nhepatitis, torazine, child", id="commas"),
    pytest.param("Keywords\nHepatitis\nTorazine\nDrug reaction", id="one-a-line"),
    pytest.param("Key words — hepatitis, torazine", id="dash"),
]


@pytest.mark.parametrize("listed", KEYWORDS)
def test_keywords_end_where_prose_begins(listed: str) -> None:
    if listed.startswith("Key words —"):
        listed = listed.replace("— h", "— H")
    assert pieces(f"Abstract\n{PROSE}\n\n{listed}\n\n{CASE}") == [
        ("abstract", f"Abstract\n{PROSE}"),
        ("keywords", listed),
        ("body", CASE),
    ]


REFERENCES = "References\n1. Coder A, de Vries J. Liver and drugs. J Rare Cases. 2001;5:1-9.\n2. Roe B. Rash. Notes. 1999;2:33."


def test_references_reach_to_prose_beyond_doubt() -> None:
    text = f"Discussion\n{PROSE}\n\n{REFERENCES}\n\n{CASE}"
    assert pieces(text) == [
        ("discussion", f"Discussion\n{PROSE}"),
        ("references", REFERENCES),
        ("body", CASE),
    ]


def test_figures_after_references() -> None:
    assert names(f"{REFERENCES}\n\nFigure 1. Rash on the left arm.") == ["references", "figure"]


def test_list_of_references_without_a_heading() -> None:
    listed = "\n".join(
        f"{number}. Coder A, Roe B. Title {number}. J Rare. 2001;5:1-9." for number in range(1, 5)
    )
    assert pieces(f"{PROSE}\n\n{listed}") == [("body", PROSE), ("references", listed)]
    findings = "1. Fever of 39 degrees was noted.\n2. Rash was noted.\n3. Cough was noted."
    assert names(f"{PROSE}\n\n{findings}") == ["body"]


END_MATTER = [
    pytest.param("Acknowledgements\nWe thank the nurses.", id="acknowledgements"),
    pytest.param("Conflict of interest: None declared.", id="run-in"),
    pytest.param("Patient consent\nWritten consent was obtained from the patient.", id="consent"),
    pytest.param("Funding\n\nThis work received no grant.", id="funding"),
    pytest.param("Ethics approval and consent to participate\nNot needed.", id="joined"),
    pytest.param("© 2020 The Authors. All rights reserved.", id="copyright"),
    pytest.param(
        "This is an open access article distributed under the terms of a licence\nwhich permits use.",
        id="licence",
    ),
    pytest.param("Received 3 May 2020; Accepted 1 June 2020", id="dates"),
    pytest.param("https://doi.org/10.9999/rdn.2020.7", id="address"),
]


@pytest.mark.parametrize("matter", END_MATTER)
def test_end_matter_is_metadata_and_the_case_below_is_not(matter: str) -> None:
    text = f"Discussion\n{PROSE}\n\n{matter}\n\n{CASE}"
    found = pieces(text)
    assert found[1] == ("metadata", matter)
    assert found[2][1] == CASE


PAGE = """4.2 Article

Hepatitis after torazine in a child

Journal

RARE NOTES
Volume 14, Issue 2, Pages 95-99

Publisher

EXAMPLE LTD
DOI: 10.9999/rn-2021-1

Keywords

hepatitis; torazine; child

Categories

Ask authors/readers for more resources

{prose}
Lay abstract We report a boy who was ill.

Authors

I am an author on this paper
Click your name to claim this paper and add it to your profile.

Reviews

Primary Rating

4.2
Not enough ratings

Secondary Ratings

Novelty
-
Scientific rigor
-
Rate this paper

Recommended

No Data Available
No Data Available
"""


def test_listing_page() -> None:
    text = PAGE.format(prose=PROSE)
    assert names(text) == [
        "boilerplate",
        "title",
        "metadata",
        "keywords",
        "boilerplate",
        "abstract",
        "lay_summary",
        "boilerplate",
    ]
    assert [piece for name, piece in pieces(text) if name == "abstract"] == [PROSE]


FURNITURE = [
    pytest.param("Skip to main content\nMenu\nSearch\nSign in", id="menu"),
    pytest.param("Download PDF\nShare this article\nCite", id="buttons"),
    pytest.param("We use cookies to improve this site.", id="cookies"),
    pytest.param("1,204 views\n12 citations", id="counts"),
    pytest.param("Similar articles\nRash after torazine\nCoder A. Rare Notes.", id="list-of-articles"),
    pytest.param("Home\nJournals\nContact\nAbout", id="row-of-weak-words"),
    pytest.param(
        "Abstract\n1. Introduction\n2. Case report\n3. Discussion\nReferences\nGet rights and content",
        id="outline",
    ),
]


@pytest.mark.parametrize("furniture", FURNITURE)
def test_furniture_of_a_page(furniture: str) -> None:
    assert pieces(f"{furniture}\n\n{CASE}\n\n{PROSE}") == [
        ("boilerplate", furniture),
        ("body", f"{CASE}\n\n{PROSE}"),
    ]


NO_FURNITURE = [
    pytest.param("2 views of the chest were taken.", id="views"),
    pytest.param("Received 1500 mL of saline", id="received"),
    pytest.param("Volume 500 mL was drained.", id="volume"),
    pytest.param("Share", id="weak-word-alone"),
    pytest.param(
        "Funding for the drug was refused and the patient paid for torazine.", id="funding-in-a-sentence"
    ),
    pytest.param(
        "References to earlier episodes were missing from her record.", id="references-in-a-sentence"
    ),
    pytest.param("Accepted doses are 5 mg and 10 mg.", id="accepted"),
    pytest.param("Patient: 45-year-old man\nDrug: torazine\nReaction: rash\nOutcome: recovered", id="form"),
    pytest.param("Recommended doses were given.", id="recommended"),
    pytest.param("Consent\n\n" + CASE, id="age-below-end-matter"),
    pytest.param("Recommended\n\n" + CASE, id="prose-below-a-list-head"),
]


@pytest.mark.parametrize("text", NO_FURNITURE)
def test_the_case_is_never_left_aside(text: str) -> None:
    whole = f"{PROSE}\n\n{text}"
    told = "".join(piece for name, piece in pieces(whole) if name in {"body", "case"})
    assert told.replace("\n", "").endswith(text.rsplit("\n\n", maxsplit=1)[-1].replace("\n", ""))
    assert PROSE in told


def test_carriage_returns_change_nothing_but_offsets() -> None:
    text = PAGE.format(prose=PROSE)
    assert names(text.replace("\n", "\r\n")) == names(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"Introduction. {PROSE}\n\nPatient. {CASE}\n\nDiscussion. {PROSE}",
            ["introduction", "case", "discussion"],
            id="patient",
        ),
        pytest.param(
            f"Introduction: {PROSE}\n\nThe mother: {CASE}\n\nThe child: {CASE}\n\nDiscussion: {PROSE}",
            ["introduction", "case", "case", "discussion"],
            id="mother-and-child",
        ),
        pytest.param(
            f"Introduction\n{PROSE}\n\n{CASE}\n\n{PROSE}",
            ["introduction", "case"],
            id="no-heading-above-the-case",
        ),
        pytest.param(
            f"Introduction\n{PROSE}\n\n{CASE}\n\nCase report\n{CASE}",
            ["introduction", "case"],
            id="a-heading-follows",
        ),
        pytest.param(
            f"Introduction\n{PROSE}\n\nA 22-year-old man presented with colitis in another series.",
            ["introduction"],
            id="of-another-series",
        ),
        pytest.param(
            f"Introduction\n{PROSE}\n\nThe 10-year-old guideline was published and had received approval.",
            ["introduction"],
            id="an-old-guideline",
        ),
        pytest.param(
            f"Introduction\n{PROSE}\n\nWe report what happened. {CASE}", ["introduction"], id="announced-only"
        ),
        pytest.param(
            f"Discussion\n{PROSE}\n\n{CASE}", ["discussion"], id="another-s-patient-in-a-discussion"
        ),
        pytest.param(
            f"Objective: to tell of a rash. Case: a 45-year-old man took torazine. {PROSE}",
            ["introduction", "case"],
            id="small-letters-behind-a-heading",
        ),
        pytest.param(
            f"Objective: to tell of a rash. Diagnosis: drug rash. {PROSE}",
            ["introduction"],
            id="a-part-in-small-letters",
        ),
    ],
)
def test_the_case_opens_behind_an_introduction(text: str, expected: list[str]) -> None:
    assert names(text) == expected
