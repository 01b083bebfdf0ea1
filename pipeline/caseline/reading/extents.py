"""How far a heading reaches: when lists, blocks, end matter and captions are over."""

from __future__ import annotations

import re

from caseline.reading.captions import caption_goes_on
from caseline.reading.headings import Heading
from caseline.reading.lines import Line, ends_sentence, starts_lower
from caseline.reading.prose import is_prose, opens_prose, speaks_of_patient, tells_age
from caseline.reading.references import references_go_on
from caseline.reading.vocabulary import Extent

# Keywords in paragraphs of their own: a list is not longer than this.
_MOST_KEYWORDS = 15
_KEYWORD_WORDS = 5
_LISTING_SEPARATORS = 2
_BROKEN_LINE = 30
_END_MATTER = re.compile(
    r"\b(?:authors?|fund(?:ing|ed)|grants?|interests?|consent\w*|declare|disclos\w+|thank|grateful|ethic\w*|approved"
    r"|licen[cs]e|copyright|supplement\w*|data\savailab\w+|reviewers?|contribut\w+|publication|publisher|anonym\w+)\b",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:consent\w*|ethic\w*|anonym\w+|identif\w+|privacy|institutional|permission)\b", re.IGNORECASE
)
_SEPARATORS = re.compile(r"[;,·•|]")
_EXAMINED = 2000


def goes_on(lines: list[Line], line: Line, heading: Heading, taken: int) -> bool:
    """Tells whether the line belongs to a heading that `taken` lines follow already.

    Prose closes everything but end matter and captions, and so does an age: the case is never left aside.
    """
    match heading.extent:
        case Extent.CAPTION | Extent.TABLE:
            return caption_goes_on(lines, line.index, heading, taken)
        case Extent.REFERENCES:
            return references_go_on(line.text)
        case Extent.LIST:
            return not opens_prose(lines, line.index)
        case Extent.KEYWORDS:
            return _keywords_go_on(lines, line, taken)
        case Extent.BLOCK:
            near = taken == 0 or not line.gap
            return near and not tells_age(line.text) and not opens_prose(lines, line.index)
        case _:
            return _note_goes_on(lines, line, taken)


def _keywords_go_on(lines: list[Line], line: Line, taken: int) -> bool:
    """A list of keywords ends at a blank line, unless each keyword stands in a paragraph of its own."""
    if tells_age(line.text):
        return False
    if len(_SEPARATORS.findall(line.text[:_EXAMINED])) >= _LISTING_SEPARATORS and not ends_sentence(
        line.text
    ):
        return taken == 0 or not line.gap
    if opens_prose(lines, line.index):
        return False
    if taken == 0 or not line.gap:
        return True
    short = len(line.text.split()) <= _KEYWORD_WORDS and not ends_sentence(line.text)
    return short and taken < _MOST_KEYWORDS and not _SEPARATORS.search(lines[line.index - 1].text)


def _note_goes_on(lines: list[Line], line: Line, taken: int) -> bool:
    """End matter is one paragraph; further ones must speak of authors, funds, consent and the like."""
    shown = line.text[:_EXAMINED]
    expected = _END_MATTER if taken == 0 else _CONSENT
    if tells_age(line.text):
        return False
    if speaks_of_patient(shown) and is_prose(line.text) and not expected.search(shown):
        return False
    if taken == 0:
        return True
    above = lines[line.index - 1].text
    broken = not line.gap and (
        starts_lower(line.text) or (not ends_sentence(above) and len(above) >= _BROKEN_LINE)
    )
    return broken or not opens_prose(lines, line.index) or _END_MATTER.search(shown) is not None
