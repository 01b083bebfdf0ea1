"""Identifiers, years and lists are read alike in all formats, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from caseline.reading.paper_facts import doi_in, doi_of, listed, pmcid_of, pmid_of, year_in

OLD = "10.1002/(SICI)1097-0258(19980815)17:15/16<1661::AID-SIM968>3.0.CO;2-2"

FIELDS = [
    pytest.param("10.9999/a.1", "10.9999/a.1", id="bare"),
    pytest.param("https://doi.org/10.9999/A(1).2", "10.9999/A(1).2", id="address"),
    pytest.param("doi: 10.9999/a.1.", "10.9999/a.1", id="label-and-stop"),
    pytest.param("(10.9999/a.1)", "10.9999/a.1", id="in-brackets"),
    pytest.param(OLD, OLD, id="old-one-with-signs"),
    pytest.param("10.99/a", None, id="version-number"),
    pytest.param("", None, id="empty"),
    pytest.param(None, None, id="none"),
]


@pytest.mark.parametrize(("field", "doi"), FIELDS)
def test_doi_of_a_field(field: str | None, doi: str | None) -> None:
    assert doi_of(field) == doi


def test_doi_in_running_text_ends_with_it() -> None:
    assert doi_in("J Rash. 2017;12:1. doi: 10.9999/a.1; PMID 5") == "10.9999/a.1"
    assert doi_in("see <10.9999/a.1> and 10.9999/b.2") == "10.9999/a.1"
    assert doi_in("It cost 10.50/day.") is None


IDS = [
    pytest.param("123", "123", "PMC123", None, id="number"),
    pytest.param(" 12345678 ", "12345678", "PMC12345678", None, id="spaces"),
    pytest.param("PMC7654321", None, "PMC7654321", "PMC7654321", id="letters"),
    pytest.param("pmc7654321.2", None, "PMC7654321", "PMC7654321", id="small-letters-and-version"),
    pytest.param("PMID: 123", "123", None, None, id="label"),
    pytest.param("PMCID: PMC123", None, "PMC123", "PMC123", id="other-label"),
    pytest.param("https://pubmed.ncbi.nlm.nih.gov/123/", "123", None, None, id="address-of-pubmed"),
    pytest.param("https://example.org/pmc/articles/PMC123/", None, "PMC123", "PMC123", id="address-of-pmc"),
    pytest.param("https://example.org/123", None, None, None, id="address-of-something"),
    pytest.param("123456789", None, "PMC123456789", None, id="too-long-for-pubmed"),
    pytest.param("doc-1", None, None, None, id="name"),
    pytest.param("", None, None, None, id="empty"),
    pytest.param(None, None, None, None, id="none"),
]


@pytest.mark.parametrize(("field", "pmid", "pmcid", "lettered"), IDS)
def test_ids(field: str | None, pmid: str | None, pmcid: str | None, lettered: str | None) -> None:
    assert (pmid_of(field), pmcid_of(field), pmcid_of(field, bare=False)) == (pmid, pmcid, lettered)


YEARS = [
    pytest.param("2017 Jul 3", 2017, id="date"),
    pytest.param("1998 Nov-1999 Jan", 1998, id="first"),
    pytest.param("03/05/2019", 2019, id="last"),
    pytest.param("20190503", 2019, id="date-without-signs"),
    pytest.param("20199903", None, id="number"),
    pytest.param("12019", None, id="inside-a-number"),
    pytest.param("2100", None, id="not-yet"),
    pytest.param(None, None, id="none"),
]


@pytest.mark.parametrize(("date", "year"), YEARS)
def test_year(date: str | None, year: int | None) -> None:
    assert year_in(date) == year


LISTS = [
    pytest.param("rash; fever ; rash.", ("rash", "fever"), id="semicolons"),
    pytest.param("rash, oral; fever", ("rash, oral", "fever"), id="commas-inside"),
    pytest.param("N,N-diethyl-m-toluamide, rash", ("N,N-diethyl-m-toluamide", "rash"), id="comma-in-a-name"),
    pytest.param("a1,b2,c3", ("a1", "b2", "c3"), id="commas-without-spaces"),
    pytest.param("rash • fever\ndeath", ("rash", "fever", "death"), id="bullets-and-lines"),
    pytest.param(" ", (), id="empty"),
]


@pytest.mark.parametrize(("printed", "items"), LISTS)
def test_items_of_a_list(printed: str, items: tuple[str, ...]) -> None:
    assert listed(printed) == items
