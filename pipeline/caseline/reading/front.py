"""The head of a paper: crumbs of the page, the title, authors and addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from caseline.reading.captions import caption
from caseline.reading.headings import line_heading, opening_heading
from caseline.reading.lines import Line, ends_sentence
from caseline.reading.prose import PARAGRAPH_CHARACTERS, is_prose, opens_prose, tells, tells_age, words_of
from caseline.reading.vocabulary import words
from caseline.schema.document import SectionName

_SEARCHED = 40
_LONGEST_TITLE = 350
_FRONT_LINES = 80
_LONGEST_CRUMB = 80
_TITLE_WORDS = 3
_MASTHEAD_WORDS = 5
_MASTHEAD_LINES = 15
_TITLE_LINES = 4
_LONGEST_TITLE_LINE = 120
# A title line at least this long may go on below; a paragraph at least this long may follow without a gap.
_BROKEN_LINE = 45
_PARAGRAPH = 200
_LONGEST_NAMES = 600
_NAME_WORDS = 2
_ADDRESS_WORDS = 25

# "4.2 Article", "Case Report • Open Access", "ORIGINAL RESEARCH"
_CRUMB = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})?\s)?"
    r"(?:(?:original|review|research|short|brief|rapid|clinical|case|open\saccess|full|free)\s){0,4}"
    r"(?:articles?|reports?|communications?|papers?|letters?(?:\sto\sthe\seditor)?|research|review|correspondence"
    r"|clinical\simages?|images?|editorial|case\sseries|case\sstudy|open\saccess|free\saccess|publication|preprint"
    r"|corrigendum|erratum|retraction|observation|case\sreport\sand\sreview(?:\sof\sthe\sliterature)?)"
    r"(?:\s?[•|·:,/–-]?\s?(?:open\saccess|free\saccess|peer[\s-]reviewed|article))?\Z",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(
    r"(?<![A-Za-z])(?:Departments?|Dept|Divisions?|Faculty|Schools?|University|Universit[yàéä]\w*|Institut\w*|Hospitals?|Colleges?"
    r"|Cent(?:er|re)s?|Clinics?|Laborator(?:y|ies)|Academy|Foundation|Ministry|Klinik\w*|H[oô]pital|Ltd|Inc|GmbH)\b"
)
_NAME_WORD = re.compile(
    r"(?:[A-Z][\w'’.-]*|[A-Z]\.|[•·]|[a-z](?=,|\Z)|de|da|di|del|della|van|von|der|den|la|le|el|al|bin|ibn|dos|do|and|et|&|y|[\d*†‡§,;#¶]+)"
    r"[\d*†‡§,;:#¶.a-f]{0,12}\Z"
)
_NAME_MARK = re.compile(r"\d|[*†‡§,;•·]|\band\b|\b[A-Z]\.|\b(?:MD|PhD|MBBS|PharmD)\b|\b[A-Z]{1,3}\b")
_DATES = re.compile(r"(?:\d{1,2}[\s./-]){0,2}(?:19|20)\d\d\Z|\d{1,4}\Z")
_NUMBERED_PLACE = re.compile(r"\d{1,2}\s?[A-Z][^,]{3,80},.{2,80},?\s[A-Z]")
_EMAIL = re.compile(r"\S{1,64}@\w[\w.-]{1,80}")
_SECOND_SENTENCE = re.compile(r"[.!]\s+[A-Z]")
# "of", "with": a title goes on below them; "had", "she": a title has none of them
_LINKING = words("linking")
_TELLING = words("telling")


@dataclass(frozen=True, slots=True)
class Front:
    """The head of the paper, as indices of lines.

    Attributes:
        title: The lines of the title; empty when the text has none.
        labels: Crumbs, authors, addresses and the like.
    """

    title: range = range(0)
    labels: dict[int, SectionName] = field(default_factory=dict)


def find_front(lines: list[Line], furniture: dict[int, SectionName]) -> Front:
    """Returns the head of the paper; a text that begins with its first sentence has none."""
    crumbs: dict[int, SectionName] = {}
    for line in lines[:_SEARCHED]:
        index = line.index
        if index in furniture:
            continue
        if _is_crumb(lines, index):
            crumbs[index] = SectionName.BOILERPLATE
        elif _is_masthead(lines, index, furniture):
            crumbs[index] = SectionName.METADATA
        else:
            break
    else:
        return Front()
    title = _title(lines, index, furniture, follows_crumbs=bool(crumbs) or index > 0)
    if not title:
        return Front()
    labels = {crumb: label for crumb, label in crumbs.items() if crumb < title.start}
    return Front(title, labels | _front_matter(lines, title.stop, furniture))


def is_article_type(text: str) -> bool:
    """Tells whether the line says what kind of paper it is: "Case report", "Open access"."""
    return _CRUMB.match(text) is not None


def _is_crumb(lines: list[Line], index: int) -> bool:
    """A line such as "Case report" is a crumb above a title and a heading above prose."""
    text = lines[index].text
    if len(text) > _LONGEST_CRUMB or not is_article_type(text) or index + 1 == len(lines):
        return False
    below = lines[index + 1].text
    return (not opens_prose(lines, index + 1) or is_article_type(below)) and caption(lines, index + 1) is None


def _is_masthead(lines: list[Line], index: int, furniture: dict[int, SectionName]) -> bool:
    """Tells the name of a journal from a title: two to five capitalised words, and a longer title below."""
    parts = lines[index].text.split()
    if not 1 < len(parts) <= _MASTHEAD_WORDS or lines[index].text.endswith((".", "?", ":")):
        return False
    if not all(part[0].isupper() or not part[0].isalpha() or part in _LINKING for part in parts):
        return False
    if index + 1 not in furniture and (index + 1 == len(lines) or not _is_crumb(lines, index + 1)):
        return False
    for below in lines[index + 1 : index + _MASTHEAD_LINES]:
        if below.index in furniture or _is_crumb(lines, below.index):
            continue
        longer = len(below.text.split()) > _MASTHEAD_WORDS and len(below.text) > len(lines[index].text)
        if longer and _reads_as_title(below.text):
            return line_heading(lines, below.index) is None
        if len(below.text.split()) > _MASTHEAD_WORDS:
            return False
    return False


def _title(
    lines: list[Line], index: int, furniture: dict[int, SectionName], *, follows_crumbs: bool
) -> range:
    line = lines[index]
    stop = _title_end(lines, index, furniture)
    if line.tabular or line_heading(lines, index) or caption(lines, index) or stop >= len(lines):
        return range(0)
    title = " ".join(part.text for part in lines[index:stop])
    below = lines[stop]
    if follows_crumbs and line.gap and below.gap and is_person(below.text) and len(title) <= _LONGEST_TITLE:
        return range(index, stop)
    headed = (
        stop in furniture
        or is_person(below.text)
        or line_heading(lines, stop) is not None
        or opening_heading(lines, stop) is not None
    )
    if not _reads_as_title(title):
        return range(0)
    if title.endswith("."):
        return range(index, stop) if headed or follows_crumbs or len(below.text) > _PARAGRAPH else range(0)
    return range(index, stop) if headed or below.gap or len(below.text) > _PARAGRAPH else range(0)


def _reads_as_title(text: str) -> bool:
    """A title has three words or more, no second sentence and no word of a narrative."""
    shown = words_of(text)
    if (
        len(text) > _LONGEST_TITLE
        or len(shown) < _TITLE_WORDS
        or not any(character.isalpha() for character in text[:3])
    ):
        return False
    if text.endswith((":", ",", ";", "!")) or _TELLING.intersection(shown):
        return False
    return _SECOND_SENTENCE.search(text) is None and not (tells_age(text) and tells(text))


def _title_end(lines: list[Line], index: int, furniture: dict[int, SectionName]) -> int:
    """A title goes on below a long line or a linking word, up to four lines."""
    stop = index + 1
    while stop < len(lines) and stop < index + _TITLE_LINES and not lines[stop].gap and stop not in furniture:
        above, text = lines[stop - 1].text, lines[stop].text
        linked = above.split()[-1].lower() in _LINKING or above.endswith(("-", ",", ":")) or text[0].islower()
        closed = ends_sentence(above) and not above.endswith(":")
        if closed or not (linked or len(above) >= _BROKEN_LINE):
            break
        if (
            len(text) > _LONGEST_TITLE_LINE
            or is_person(text)
            or line_heading(lines, stop)
            or opening_heading(lines, stop)
        ):
            break
        if is_prose(text) and not linked:
            break
        stop += 1
    return stop


def _front_matter(lines: list[Line], begin: int, furniture: dict[int, SectionName]) -> dict[int, SectionName]:
    """Labels authors and addresses between the title and the first prose, heading or caption."""
    labels: dict[int, SectionName] = {}
    for index in range(begin, min(len(lines), begin + _FRONT_LINES)):
        if index in furniture:
            continue
        heading = line_heading(lines, index) or opening_heading(lines, index) or caption(lines, index)
        if heading is not None and heading.name is not SectionName.METADATA:
            break
        if heading is None and opens_prose(lines, index) and not is_address(lines[index].text):
            break
        if heading is None and _is_front_matter(
            lines, index, follows=(furniture | labels).get(index - 1) is SectionName.METADATA
        ):
            labels[index] = SectionName.METADATA
    return labels


def _is_front_matter(lines: list[Line], index: int, *, follows: bool) -> bool:
    text = lines[index].text
    if _DATES.match(text) or is_person(text) or is_address(text):
        return True
    broken = follows and not lines[index].gap and lines[index - 1].text.endswith((",", "-", " and"))
    return broken and not is_prose(text) and not tells_age(text)


def is_person(text: str) -> bool:
    """Tells whether the line is names of people: "Ada B. Smith1, Jo de Vries2*"."""
    if len(text) > _LONGEST_NAMES or tells_age(text):
        return False
    parts = text.split()
    if len(parts) < _NAME_WORDS or not all(_NAME_WORD.match(part) for part in parts):
        return False
    return _NAME_MARK.search(text) is not None and sum(part[0].isupper() for part in parts) >= _NAME_WORDS


def is_address(text: str) -> bool:
    """Tells whether the line is an affiliation or holds an e-mail address."""
    if len(text) > PARAGRAPH_CHARACTERS or tells_age(text):
        return False
    if _EMAIL.search(text) is not None and len(text.split()) <= _ADDRESS_WORDS:
        return True
    place = _AFFILIATION.search(text) or _NUMBERED_PLACE.match(text)
    return place is not None and "," in text and not _TELLING.intersection(words_of(text))
