"""Bibliographic data: what is printed is found, what is not stays empty."""

import pytest

from caseline.reading import article_from_text, find_metadata, find_sections
from caseline.reading.metadata import Metadata

CASE = "A 45-year-old man took torazine for ten days and he developed a rash."
TITLE = "Hepatitis after torazine in three children"


def read(text: str) -> Metadata:
    """Returns the metadata of a text."""
    return find_metadata(text, find_sections(text))


DOI = [
    pytest.param("DOI: 10.9999/rn-2021-1", "10.9999/rn-2021-1", id="label"),
    pytest.param("doi:10.9999/rn-2021-1.", "10.9999/rn-2021-1", id="full-stop"),
    pytest.param("https://doi.org/10.9999/rn.2021.1", "10.9999/rn.2021.1", id="address"),
    pytest.param("http://dx.doi.org/10.9999/rn.2021.1", "10.9999/rn.2021.1", id="old-address"),
    pytest.param("DOI: 10.9999/S0140(20)1", "10.9999/S0140(20)1", id="brackets-inside"),
    pytest.param("Rare Notes. 2020;4(2):11-3. doi: 10.9999/rn.11.", "10.9999/rn.11", id="citation"),
]


@pytest.mark.parametrize(("line", "doi"), DOI)
def test_doi(line: str, doi: str) -> None:
    assert read(f"{TITLE}\n\n{line}\n\nAbstract\n{CASE}").doi == doi


def test_doi_of_a_cited_paper_is_not_the_papers() -> None:
    text = f"{TITLE}\n\nAbstract\n{CASE} (doi: 10.9999/other.1)\n\nReferences\n1. Coder A. Rash. 2001;5:1-9. doi:10.9999/x.2"
    assert read(text).doi is None


IDS = [
    pytest.param("PMID: 123", "123", None, id="pmid"),
    pytest.param("PMID: 31234567 PMCID: PMC7654321", "31234567", "PMC7654321", id="both"),
    pytest.param("PMC7654321", None, "PMC7654321", id="pmcid-alone"),
    pytest.param("PMCID: 7654321", None, "PMC7654321", id="pmcid-without-letters"),
]


@pytest.mark.parametrize(("line", "pmid", "pmcid"), IDS)
def test_pubmed_identifiers(line: str, pmid: str | None, pmcid: str | None) -> None:
    found = read(f"{TITLE}\n\n{line}\n\nAbstract\n{CASE}")
    assert (found.pmid, found.pmcid) == (pmid, pmcid)


JOURNAL = [
    pytest.param("Journal\n\nRARE NOTES\nVolume 14, Issue 2", "RARE NOTES", None, id="heading"),
    pytest.param("Journal: Rare Notes", "Rare Notes", None, id="label"),
    pytest.param("Rare Notes. 2020 May;4(2):11-3.", "Rare Notes", 2020, id="citation"),
    pytest.param("Rare Notes (Oslo). 2020;4:11-3.", "Rare Notes (Oslo)", 2020, id="citation-with-place"),
    pytest.param("Journal of Rare Notes\n\nPublished: 3 May 2019", "Journal of Rare Notes", 2019, id="name"),
    pytest.param("Volume 12, August 2020, Pages 33-36", None, 2020, id="volume"),
    pytest.param("Volume 12, Issue 3, Pages 1999-2003", None, None, id="pages-are-no-year"),
    pytest.param("Received 3 May 2018; Accepted 1 June 2018", None, None, id="received-is-no-year"),
    pytest.param("Copyright © 2016 Ada Coder.", None, 2016, id="copyright"),
]


@pytest.mark.parametrize(("line", "journal", "year"), JOURNAL)
def test_journal_and_year(line: str, journal: str | None, year: int | None) -> None:
    found = read(f"{TITLE}\n\n{line}\n\nAbstract\n{CASE}")
    assert (found.journal, found.year) == (journal, year)


def test_copyright_of_the_page_is_no_year_of_the_paper() -> None:
    assert read(f"{TITLE}\n\nAbstract\n{CASE}\n\n© 2026 Example Pages. All rights reserved.").year is None


KEYWORDS = [
    pytest.param("Keywords: rash; torazine; child", ("rash", "torazine", "child"), id="semicolons"),
    pytest.param("Keywords: rash, torazine, child.", ("rash", "torazine", "child"), id="commas"),
    pytest.param("Keywords\n\nrash; torazine; child", ("rash", "torazine", "child"), id="below"),
    pytest.param("Keywords\nRash\nDrug reaction", ("Rash", "Drug reaction"), id="one-a-line"),
    pytest.param("Keywords: rash; biopsy, needle", ("rash", "biopsy, needle"), id="comma-inside"),
    pytest.param("**Keywords:** rash; torazine", ("rash", "torazine"), id="bold"),
]


@pytest.mark.parametrize(("listed", "keywords"), KEYWORDS)
def test_keywords(listed: str, keywords: tuple[str, ...]) -> None:
    assert read(f"Abstract\n{CASE}\n\n{listed}\n\n{CASE}").keywords == keywords


def test_authors_keywords_come_before_subject_headings() -> None:
    text = f"Abstract\n{CASE}\n\nMeSH terms\nHumans\nMale\n\nKeywords: rash; torazine\n"
    assert read(text).keywords == ("rash", "torazine")
    assert read(text.partition("Keywords")[0]).keywords == ("Humans", "Male")


TITLES = [
    pytest.param(f"{TITLE}\n\n", id="plain"),
    pytest.param(f"# {TITLE}\n\n", id="markdown"),
    pytest.param(f"Title: {TITLE}\n\n", id="label"),
    pytest.param(f"Rare Notes. 2020;4:11-3.\n\n{TITLE}.\n\nCoder A, Roe B.\n\n", id="full-stop"),
    pytest.param("Hepatitis after torazine\nin three children\n\n", id="two-lines"),
]


@pytest.mark.parametrize("head", TITLES)
def test_title(head: str) -> None:
    assert read(f"{head}Abstract\n{CASE}").title == TITLE


def test_nothing_printed_nothing_found() -> None:
    assert read(CASE) == Metadata()


def test_article_carries_the_metadata() -> None:
    article = article_from_text(
        f"{TITLE}\n\nDOI: 10.9999/rn.1\n\nKeywords: a1; b2; c3\n\n{CASE}", source="x.txt"
    )
    document = article.document()
    assert (document.title, document.doi, document.keywords) == (TITLE, "10.9999/rn.1", ("a1", "b2", "c3"))
    assert document.source == "x.txt"
    assert document.sections == article.sections
