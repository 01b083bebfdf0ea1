"""Furniture of saved pages: buttons, menus, notices, ratings, and the imprint of a paper."""

from __future__ import annotations

import re
from itertools import pairwise

from caseline.reading.captions import caption
from caseline.reading.headings import line_heading
from caseline.reading.imprint import is_imprint
from caseline.reading.lines import Line, ends_sentence, inside_sentence, starts_lower
from caseline.reading.prose import is_prose, is_short, tells_age
from caseline.reading.vocabulary import PageTerms, find_term, fold, page_terms
from caseline.schema.document import SectionName

_LONGEST = 400
_LONGEST_NOTICE = 1500
_NEAR = 6
_BESIDE = 3
_WEAK_ROW = 4
_BROKEN_LINES = 4
_OUTLINE = 5
_LONGEST_HEADING = 100

_INDEX = r"(?:google\sscholar|pubmed|crossref|cas|medline|web\sof\sscience|scopus|full\stext)"
_LICENCE = re.compile(
    r"\b(?:licen[cs]es?|permits?|distribut\w+|reproduc\w+|properly cited|original work|reuse)\b",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    rf"""
    [\d.,]+\s?k?\s(?:views?|downloads?|citations?|shares?|comments?|accesses|altmetric|likes?|reads?|tweets?)\b.{{0,40}}\Z
    | (?:altmetric|citations?|accesses|views|downloads)\s?[:(]\s?[\d.,]+\)?\Z
    | {_INDEX}(?:\s?[|·•,/]?\s?{_INDEX}){{1,5}}\Z
    | \[\s?(?:google\sscholar|pubmed|crossref|free\sfull\stext|pmc\sfree\sarticle|full\stext)\s?\]\Z
    | (?:figures|tables|extras|references|comments|citations|reviews|videos)\s\(\d+\)\Z
    | (?:pmc\s)?free\sarticle\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COOKIES = re.compile(r".{0,60}\b(?:uses?|accept)\s(?:of\s)?cookies\b", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"[\d.,/()%★☆*–—|·•<>«»…-]{1,12}\Z")


def label_furniture(lines: list[Line]) -> dict[int, SectionName]:
    """Returns the lines that are furniture, by their index, as boilerplate or metadata.

    Weak words ("Menu", "Share") and bare numbers count only near other furniture.
    """
    terms = page_terms()
    labels: dict[int, SectionName] = {}
    weak: set[int] = set()
    for line in lines:
        if len(line.text) > _LONGEST and not _is_notice(line.text):
            continue
        if (label := _firm(lines, line, terms)) is not None:
            labels[line.index] = label
        elif fold(line.text.rstrip(":›»> ")) in terms.weak and not inside_sentence(lines, line.index):
            weak.add(line.index)
    labels.update(dict.fromkeys(_outlines(lines, labels), SectionName.BOILERPLATE))
    _extend(lines, labels)
    _accept_weak(lines, labels, weak)
    _fill(lines, labels)
    return labels


def _is_notice(text: str) -> bool:
    return len(text) <= _LONGEST_NOTICE and _LICENCE.search(text[:_LONGEST]) is not None


def _firm(lines: list[Line], line: Line, terms: PageTerms) -> SectionName | None:
    folded = fold(line.text)
    label = terms.firm.get(folded.rstrip(":›»>. "))
    if label is not None:
        return None if inside_sentence(lines, line.index) and line.text[0].islower() else label
    if tells_age(line.text):
        return None
    if folded.startswith(terms.openers):
        return next(label for prefix, label in terms.prefixes.items() if folded.startswith(prefix))
    broken = inside_sentence(lines, line.index)
    if is_imprint(line.text, broken=broken):
        return SectionName.METADATA
    counted = _BOILERPLATE.match(line.text) is not None and not is_prose(line.text)
    return SectionName.BOILERPLATE if counted or _COOKIES.match(line.text) else None


def _outlines(lines: list[Line], labels: dict[int, SectionName]) -> list[int]:
    """Returns the lines of outlines: headings and labels of figures in a row, with nothing below them.

    The last one of a row may be a heading that something stands below, unless furniture does.
    """
    headed = {line.index for line in lines if len(line.text) <= _LONGEST_HEADING and _is_headed(lines, line)}
    found: list[int] = []
    for run in _runs(headed | labels.keys()):
        listed = [index for index in run if index in headed and index not in labels]
        if len(listed) >= _OUTLINE:
            found += listed if run[-1] in labels else listed[:-1]
    return found


def _is_headed(lines: list[Line], line: Line) -> bool:
    if line_heading(lines, line.index) is not None:
        return True
    label = caption(lines, line.index)
    return label is not None and label.end == line.end


def _extend(lines: list[Line], labels: dict[int, SectionName]) -> None:
    """Labels the rest of a notice that is broken over lines."""
    for index in sorted(labels):
        after = index + 1
        while labels[index] is SectionName.METADATA and after < len(lines) and after <= index + _BROKEN_LINES:
            line, above = lines[after], lines[after - 1].text
            if after in labels or line.gap or ends_sentence(above) or tells_age(line.text):
                break
            notice = _LICENCE.search(above) is not None and (
                starts_lower(line.text) or _LICENCE.search(line.text) is not None
            )
            if len(line.text) > _LONGEST or not (notice or (above.endswith(",") and not is_prose(line.text))):
                break
            labels[after] = SectionName.METADATA
            after += 1


def _accept_weak(lines: list[Line], labels: dict[int, SectionName], weak: set[int]) -> None:
    """Accepts weak words within three lines of boilerplate, and rows of four different ones."""
    accepted: set[int] = set()
    for run in _runs(weak):
        beside = any(
            labels.get(index) is SectionName.BOILERPLATE
            for index in (*range(run[0] - _BESIDE, run[0]), *range(run[-1] + 1, run[-1] + _BESIDE + 1))
        )
        if beside or len({fold(lines[index].text) for index in run}) >= _WEAK_ROW:
            accepted.update(run)
    labels.update(dict.fromkeys(accepted, SectionName.BOILERPLATE))


def _runs(indices: set[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in sorted(indices):
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _fill(lines: list[Line], labels: dict[int, SectionName]) -> None:
    """Labels what stands between two near lines of boilerplate and says nothing itself."""
    firm = sorted(index for index, label in labels.items() if label is SectionName.BOILERPLATE)
    for first, second in pairwise(firm):
        between = range(first + 1, second)
        if 0 < len(between) <= _NEAR and all(_is_mute(lines[index].text) for index in between):
            labels.update({index: SectionName.BOILERPLATE for index in between if index not in labels})


def _is_mute(text: str) -> bool:
    if _NUMBER_ALONE.match(text):
        return True
    return is_short(text, 3) and not is_prose(text) and not ends_sentence(text) and find_term(text) is None
