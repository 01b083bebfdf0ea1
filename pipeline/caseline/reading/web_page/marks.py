"""Citation marks: which links are ones, and running text without them and their brackets."""

from __future__ import annotations

import re

from lxml import etree

from caseline.reading.web_page.page import text_of
from caseline.reading.web_page.runs import Run, Style, cut, joined

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

_DASH = r"[-‐‑–—−]"
_NUMBERS = re.compile(
    rf"\s*[\[(]?\s*\d{{1,4}}[a-z]?(?:\s*(?:{_DASH}|[,;.]|and|&)\s*\d{{1,4}}[a-z]?)*[\s,;.]*[\])]?\s*\Z"
)
_SIGNS = re.compile(r"[\s*†‡§¶#a-z,\d]{1,4}\Z")
_BETWEEN = re.compile(rf"(?:[\s,;.]|{_DASH}|\band\b|&)*\Z")
# What may stand beside the marks in a bracket that goes with them: "(see 5, 6)", "[reviewed in 7]".
_FILLER = re.compile(
    rf"(?:[\s,;:.&\d]|{_DASH}|\b(?:see|also|reviewed|reviews?|in|and|for|an?|the|of|e\.?\s?g\.?|i\.?\s?e\.?|cf\.?"
    r"|refs?\.?|references?|by|as|therein|example|examples|overview|details|pp?\.?)(?![^\W\d_]))*\Z",
    re.IGNORECASE,
)
_FARTHEST = 120
_NEAR = 40
# A raised number after one of these is a power: "m²", "min⁻¹".
_UNITS = frozenset(
    "cm mm km dm nm pm day days hour hours hr hrs kg mcg log meter meters metre metres min mins mol mmol sec second"
    " seconds week weeks inch inches msec mm² chi".split()
)
_WORD_BEFORE = re.compile(r"(?:(?P<word>[^\W\d_]+)|(?P<closed>[.,;:)\]”\"’%]))\s*\Z")
_LIST = re.compile(rf"\s*\d{{1,3}}(?:\s*(?:{_DASH}|,)\s*\d{{1,3}})*,?\s*\Z")
_EMPTY = re.compile(r"\([\s,;:–-]{0,200}\)|\[[\s,;:–-]{0,200}\]")
_SQUARE = re.compile(rf"\s?\[\s?\d{{1,3}}(?:\s?(?:{_DASH}|[,;])\s?\d{{1,3}})*\s?\]")


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


def without_marks(runs: tuple[Run, ...], *, lists_references: bool) -> tuple[Run, ...]:
    """Returns the runs without citation marks, their brackets, and the spaces before them.

    A name and year in the run of a sentence ("Smith et al. reported") stay, for the sentence needs them.

    Args:
        runs: A block.
        lists_references: Whether bare numbers in square brackets are marks too.
    """
    text = joined(runs)
    ranges: list[tuple[int, int]] = []
    for first, last in _groups(_marked(runs, text), text):
        ranges += _range(text, first, last)
    if lists_references:
        ranges += [found.span() for found in _SQUARE.finditer(text)]
    # What is left of a formula that is an image.
    ranges += [found.span() for found in _EMPTY.finditer(text)]
    return cut(runs, [_with_space(text, first, last) for first, last in ranges])


def _marked(runs: tuple[Run, ...], text: str) -> list[tuple[int, int]]:
    """Returns where the marks stand: linked ones, and raised numbers after words."""
    marked: list[tuple[int, int]] = []
    begin = 0
    for run in runs:
        end = begin + len(run.text)
        if run.style & Style.CITED or (run.style & Style.RAISED and _is_raised_mark(text, begin, end)):
            marked.append((begin, end))
        begin = end
    return marked


def _is_raised_mark(text: str, begin: int, end: int) -> bool:
    """Tells "therapy³" from "10⁹", "m²" and the isotope "¹⁸F"."""
    before = text[max(0, begin - _NEAR) : begin]
    above = _WORD_BEFORE.search(before)
    if above is None or not _LIST.match(text[begin:end]) or text[end : end + 1].isalpha():
        return False
    word = above["word"]
    if word is None:
        return not before[-2:-1].isdigit() or before[-1:] not in ".,%"
    return len(word) >= 3 and word.lower() not in _UNITS and word[-1].islower()


def _groups(marked: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Joins marks with nothing but commas and dashes between them."""
    groups: list[tuple[int, int]] = []
    for first, last in marked:
        if groups and _BETWEEN.match(text, groups[-1][1], first):
            groups[-1] = (groups[-1][0], last)
        else:
            groups.append((first, last))
    return groups


def _range(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """Returns what goes with a group of marks; nothing for a name that a sentence needs."""
    left = max(
        text.rfind("(", max(0, first - _FARTHEST), first), text.rfind("[", max(0, first - _FARTHEST), first)
    )
    if left >= 0:
        shut = ")" if text[left] == "(" else "]"
        right = text.find(shut, last, last + _FARTHEST)
        enclosed = right >= 0 and shut not in text[left:first]
        if enclosed and _FILLER.match(text, left + 1, first) and _FILLER.match(text, last, right):
            return [(left, right + 1)]
    mark = text[first:last].strip()
    bracketed = mark[:1] + mark[-1:] in {"()", "[]"}
    return [(first, last)] if bracketed or _NUMBERS.match(mark) or _SIGNS.match(mark) else []


def _with_space(text: str, first: int, last: int) -> tuple[int, int]:
    """Takes along the white space before a mark, and the comma that parted it from the rest of a bracket."""
    if text[last : last + 1] in {",", ";"} and text[max(0, first - _NEAR) : first].rstrip().endswith(
        ("(", "[")
    ):
        last += 1
    following = text[last : last + 1]
    if not following or following.isspace() or following in ".,;:)]?!":
        while first > 0 and text[first - 1].isspace():
            first -= 1
    if following in {")", "]"} and first > 0 and text[first - 1] in ",;":
        first -= 1
    return first, last
