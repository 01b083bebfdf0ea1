"""Citation marks: which links are ones, and running text without them and their brackets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from caseline.reading import inline
from caseline.reading.citation_cuts import citation_cuts
from caseline.reading.citation_rules import Spans, bracket_marks, empty_brackets
from caseline.reading.inline import Span
from caseline.reading.unlinked_citations import with_unlinked
from caseline.reading.web_page.page import text_of
from caseline.reading.web_page.runs import SPACE, Run, Style, cut

_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:refs?|ref\d+|bibr|bib-?link|ref-?tip|ref-?link|citation(?:-?ref|-?link)?|cite(?:-?ref|-?link)?|bibref|biblioref"
    r"|xref-?bibr|html-bibr|reference-?(?:link|citation)?|reflinks?|crossref-?citation|tooltip-?ref|js-ref-link"
    r"|ref-citation|article-ref|inline-?ref)(?=$|[\s_-])",
    re.IGNORECASE,
)
# "#B12", "#CR3", "#ref-CR3", "#bib0012", "#pone.0012345.ref001", "#cite_note-4", "#B1-jcm-09-00123", "#xx-bib-0003"
_TARGET = re.compile(
    r"(?:.*[-_./:])?(?:core-)?(?:bbib|bibr?|bb|b|biblio|cit|cite|citation|cite[-_]note|cr|r|rf|ref|refs|reference"
    r"|endnote|en|edn|literature|xref-ref)[-_.]?(?:[a-z]{0,3}[-_.]?)?\d[\w.-]*\Z"
    r"|cite[-_]note\b.*|_?(?:endnote|edn|ref)\d+\Z",
    re.IGNORECASE,
)
_OTHER_TARGET = re.compile(
    r"(?:^|[-_.])(?:fig|figure|f|tab|tbl|table|t|sec|section|s|eq|equ?|app|appendix|box|supp?|esm|mmc|video|note|glossary)"
    r"[-_.]?(?:s\d|[a-z]?\d)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:^|[-_.\d])(?:t?fn|tblfn|tfoot|footnote|tab-?fn|table-?fn|note|nt)[-_.]?\d*", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"fig(?:ure)?s?\b|tables?\b|box\b|appendi|supplement|section\b|video", re.IGNORECASE)
# Back from a reference to the text.
_BACK = re.compile(r"cite[-_]?ref|ref-link|back|return", re.IGNORECASE)
_LONGEST_MARK = 60
_LONGEST_TARGET = 80

_SIGNS = re.compile(r"[\s*†‡§¶#a-z,\d]{1,4}\Z")


def is_mark(link: etree._Element, targets: frozenset[str]) -> bool:
    """Tells whether a link leads to the literature or to a footnote.

    Args:
        link: The `a` element, or another that stands for one.
        targets: The ids of the references that the page lists.
    """
    told = (
        link.get("role") == "doc-biblioref"
        or (link.get("data-jats-ref-type") or link.get("ref-type")) == "bibr"
    )
    named = (
        told
        or link.get("data-test") == "citation-ref"
        or _CLASSES.search(link.get("class") or "") is not None
    )
    target = fragment_of(link)
    if not named and not target:
        return False
    shown = text_of(link, limit=_LONGEST_MARK)
    if not shown or len(shown) > _LONGEST_MARK or _ELSEWHERE.match(shown.lstrip("([")):
        return False
    return named or target in targets or leads_to_literature(target) or _leads_to_note(target, shown)


def fragment_of(link: etree._Element) -> str:
    """Returns the id that a link leads to; none for a link to another page."""
    _, hash_sign, target = (link.get("href") or "").rpartition("#")
    return (target if hash_sign else "") or link.get("rid") or link.get("data-rid") or ""


def leads_to_literature(target: str) -> bool:
    """Tells whether an id is named as references are."""
    if _BACK.search(target) or _OTHER_TARGET.search(target):
        return False
    return len(target) <= _LONGEST_TARGET and _TARGET.match(target) is not None


def _leads_to_note(target: str, shown: str) -> bool:
    return _NOTE.search(target[:_LONGEST_TARGET]) is not None and _SIGNS.match(shown) is not None


def unlinked_marks(texts: Sequence[str], *, lists_references: bool) -> list[Spans]:
    """Returns where marks without a link stand in all texts of a page, and what is left of formulas.

    Args:
        texts: The texts.
        lists_references: Whether numbers in brackets may be marks.
    """
    return bracket_marks(texts) if lists_references else [empty_brackets(text) for text in texts]


def without_marks(runs: tuple[Run, ...], spans: Sequence[Span], *, in_table: bool = False) -> tuple[Run, ...]:
    """Returns the runs without citation marks, and what goes along with them.

    Args:
        runs: A block.
        spans: Where marks without a link stand in its text, sorted.
        in_table: Whether it is a row of a table, where numbers above the line are marks of notes that are kept.
    """
    shown = _inline(runs)
    cuts = citation_cuts(shown if in_table else with_unlinked(shown, spans))
    text = inline.joined(shown)
    places = [last for first, last in cuts if inline.would_meet(text, first, last)]
    if not places:
        return cut(runs, cuts)
    shifted = [(bisect_right(places, first), first, last) for first, last in cuts]
    return cut(_spaced(runs, places), [(first + by, last + by) for by, first, last in shifted])


def _spaced(runs: tuple[Run, ...], places: Sequence[int]) -> tuple[Run, ...]:
    """Returns the runs with a space put in at each of these offsets."""
    made: list[Run] = []
    begin = number = 0
    for run in runs:
        reached, end = 0, begin + len(run.text)
        while number < len(places) and places[number] < end:
            made += (*_part(run, reached, places[number] - begin), SPACE)
            reached = places[number] - begin
            number += 1
        made += _part(run, reached, len(run.text)) if reached else (run,)
        begin = end
    return tuple(made)


def _part(run: Run, first: int, last: int) -> tuple[Run, ...]:
    return (replace(run, text=run.text[first:last], start=run.start + first),) if first < last else ()


def _inline(runs: tuple[Run, ...]) -> list[inline.Run]:
    """Returns the runs as all formats have them; cited ones side by side are one mark."""
    made: list[inline.Run] = []
    number = 0
    before = Style.PLAIN
    for run in runs:
        number += run.style & Style.CITED > before & Style.CITED
        made.append(
            inline.Run(
                run.text,
                raised=bool(run.style & Style.RAISED),
                cited=number if run.style & Style.CITED else 0,
            )
        )
        before = run.style
    return made
