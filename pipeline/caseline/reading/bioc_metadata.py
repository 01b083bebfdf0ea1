"""What BioC infons tell of a paper: identifiers, journal, year, authors, keywords, licence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from caseline.reading.clean import plain
from caseline.reading.paper_facts import PaperFields, doi_in, doi_of, listed, pmcid_of, pmid_of, year_in

_ADDRESS = re.compile(r"https?://(?:www\.)?creativecommons\.org/[^\s\"<>()]+")
_AUTHOR = re.compile(r"name_(\d{1,4})")
# PubTator prints the whole imprint: "Eur J Rash. 2017 Jul;12(7):1-9. doi: 10.…".
_IMPRINT = re.compile(r"(?P<journal>[^.;]{2,120})\.\s+(?:19|20)\d\d\b")


def fields_of(facts: Iterable[Mapping[str, str]], keywords: Iterable[str]) -> PaperFields:
    """Returns the fields of a paper.

    Args:
        facts: What the document and then its passages say, by key: `id` and the infons.
        keywords: The keywords printed in passages of their own.
    """
    every: dict[str, list[str]] = {}
    for some in facts:
        for key, value in some.items():
            if shown := plain(value):
                every.setdefault(key.casefold(), []).append(shown)
    told = {key: values[0] for key, values in every.items()}
    licences = [*every.get("license", ()), *every.get("licence", ())]
    pmid = _first(pmid_of, told, "article-id_pmid", "pmid")
    pmcid = _first(pmcid_of, told, "article-id_pmc", "article-id_pmcid", "pmcid")
    pmid, pmcid = _from_id(told.get("id", ""), pmid, pmcid)
    imprint = _value(told, "journal", "journal-title", "journal_title") or ""
    journal = _IMPRINT.match(imprint)
    return PaperFields(
        doi=_first(doi_of, told, "article-id_doi", "doi") or doi_in(" ".join(every.get("journal", ()))),
        pmid=pmid,
        pmcid=pmcid,
        journal=journal["journal"] if journal else imprint or None,
        year=year_in(_value(told, "year", "pub_year", "date") or imprint),
        keywords=_keywords([*keywords, _value(told, "kwd", "keywords") or ""]),
        authors=_authors(told),
        article_type=_value(told, "article-type", "article_type", "publication_type", "pub_type"),
        licence=next(
            (found.group().rstrip(".,") for one in licences if (found := _ADDRESS.search(one))), None
        )
        or (licences[0] if licences else None),
        language=_value(told, "language", "lang"),
    )


def _value(told: Mapping[str, str], *keys: str) -> str | None:
    return next((told[key] for key in keys if key in told), None)


def _first(read: Callable[[str | None], str | None], told: Mapping[str, str], *keys: str) -> str | None:
    """Returns the identifier under the first key whose value is one."""
    return next((found for key in keys if (found := read(told.get(key))) is not None), None)


def _from_id(name: str, pmid: str | None, pmcid: str | None) -> tuple[str | None, str | None]:
    """Fills an identifier from the document's id, which is one of PubMed or of PubMed Central, if any."""
    if (lettered := pmcid_of(name, bare=False)) is not None:
        return pmid, pmcid or lettered
    if pmid is None and pmcid != f"PMC{name}":
        return pmid_of(name), pmcid
    return pmid, pmcid


def _keywords(lists: Iterable[str]) -> tuple[str, ...]:
    """Returns the keywords of the first list; PubMed Central prints them without marks between them."""
    return next((found for printed in lists if (found := listed(printed))), ())


def _authors(told: Mapping[str, str]) -> tuple[str, ...]:
    """Returns the authors: `name_0` and so on ("surname:Coder;given-names:Ann"), else a list of them."""
    numbered = sorted((int(found[1]), key) for key in told if (found := _AUTHOR.fullmatch(key)))
    if numbered:
        return tuple(dict.fromkeys(name for _, key in numbered if (name := _name(told[key]))))
    listed = _value(told, "authors", "author") or ""
    return tuple(name for part in listed.split(";" if ";" in listed else ", ") if (name := part.strip(" .,")))


def _name(printed: str) -> str:
    """Returns "Ann Coder" of "surname:Coder;given-names:Ann"; a name in other words stays as it is."""
    parts = dict(part.partition(":")[::2] for part in printed.split(";"))
    given = parts.get("given-names", "").strip()
    surname = parts.get("surname", "").strip()
    collective = parts.get("collab", "").strip() or (printed if ":" not in printed else "")
    return f"{given} {surname}".strip() or collective
