"""Case reports told from trials, cohorts, reviews and work on animals: for runs over all kinds of papers.

What the source calls the paper decides first, then its title, then what speaks for one patient in its abstract
against what speaks for many, or for none. In doubt a paper is kept: reading one in vain costs time, one that
is left out is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseline.reading.article import Article
from caseline.reading.case_signs import (
    NO_PAPER_TYPE,
    OTHER_TYPE,
    REPORT_TYPE,
    SIGNS,
    TITLE_OF_OTHER,
    TITLE_OF_REPORT,
)
from caseline.schema.document import SectionName

_ABSTRACT = frozenset({SectionName.ABSTRACT, SectionName.LAY_SUMMARY})
_BODY = frozenset(SectionName) - _ABSTRACT - {
    SectionName.TITLE,
    SectionName.KEYWORDS,
    SectionName.REFERENCES,
    SectionName.METADATA,
    SectionName.BOILERPLATE,
}  # fmt: skip
# A paper tells on its first page what it is; an abstract is no longer than that.
_EXAMINED = 5000
# A title without a text says too little to leave a paper out.
_TOO_SHORT = 150
# A strong sign decides where as much speaks against; the others have to come to more.
_STRONG, _ENOUGH = 3, 2
_CASE_SECTION, _OTHER = 4, -3
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a paper is a case report.

    Attributes:
        is_report: The answer.
        reason: What decided, such as "title: a case" or "many patients, statistics".
    """

    is_report: bool
    reason: str


def is_case_report(article: Article) -> Verdict:
    """Tells whether a paper is a case report, or a series of a few cases, and why.

    It reads `article_type`, the title, whether a section tells a case, and the abstract; where there is no
    abstract, or it speaks of nothing that decides, the beginning of the paper.
    """
    kind = article.article_type or ""
    if REPORT_TYPE.search(kind):
        return Verdict(True, f"article type: {kind[:_SHOWN]}")
    if NO_PAPER_TYPE.search(kind):
        return Verdict(False, f"article type: {kind[:_SHOWN]}")
    reported = TITLE_OF_REPORT.search(article.title or "")
    other = TITLE_OF_OTHER.search(article.title or "")
    if reported and not other:
        return Verdict(True, f"title: {_shown(reported)}")
    given: dict[str, int] = {}
    if other:
        given[f"title: {_shown(other)}"] = _OTHER
    if OTHER_TYPE.search(kind):
        given[f"article type: {kind[:_SHOWN]}"] = _OTHER
    if any(section.name is SectionName.CASE for section in article.sections):
        given["a section with a case"] = _CASE_SECTION
    return _weighed(article, given)


def _weighed(article: Article, given: dict[str, int]) -> Verdict:
    """Weighs what speaks for one patient in the text against what speaks for many or none."""
    abstract, body = (_text(article, names) for names in (_ABSTRACT, _BODY))
    found = _signs(abstract) or _signs(body)
    if not (given or found) and len(abstract) + len(body) < _TOO_SHORT:
        return Verdict(True, "too short to tell")
    for name, weight in given.items():
        found[name] = found.get(name, 0) + weight
    total = sum(found.values())
    is_report = total >= _ENOUGH or (total >= 0 and max(found.values(), default=0) >= _STRONG)
    ranked = sorted(found, key=lambda name: found[name], reverse=is_report)
    return Verdict(is_report, ", ".join(ranked[:2]) or "tells of no patient")


def _signs(text: str) -> dict[str, int]:
    """Returns the weight of each sign in a text."""
    found: dict[str, int] = {}
    for sign in SIGNS:
        if weight := sign.weigh(text):
            found[sign.name] = found.get(sign.name, 0) + weight
    return found


def _text(article: Article, names: frozenset[SectionName]) -> str:
    """Returns the beginning of the sections of these kinds; of a text without sections, its beginning."""
    if not article.sections:
        return article.text[:_EXAMINED] if names is _BODY else ""
    parts = [article.text[one.start : one.end] for one in article.sections if one.name in names]
    return "\n".join(parts)[:_EXAMINED]


def _shown(found: re.Match[str]) -> str:
    return " ".join(found.group().split())[:_SHOWN].lower()
