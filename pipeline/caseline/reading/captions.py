"""Captions of figures and tables."""

from __future__ import annotations

import re

from caseline.reading.headings import Heading
from caseline.reading.lines import Line, ends_sentence, inside_sentence, starts_lower
from caseline.reading.prose import is_prose
from caseline.reading.vocabulary import Extent
from caseline.schema.document import SectionName

# A caption broken over lines is not longer than this.
LONGEST_CAPTION = 15
# A line at least this long was broken at the margin.
_BROKEN_LINE = 60

_LABEL = re.compile(
    r"(?:\*\*|\#{1,6}\s?)?"
    r"(?P<title>(?:(?:Supplementa(?:l|ry)|SUPPLEMENTARY|Extended\sData|Online|Appendix|Additional)\s)?"
    r"(?:(?P<figure>(?:Fig(?:ure)?|FIG(?:URE)?)s?\.?)|(?P<table>Tables?|TABLES?)"
    r"|(?P<other>Image|Photo(?:graph)?|Scheme|Chart|Plate|Panel|Video|Box|Graph))\s?"
    r"(?P<number>[A-Z]?\d{1,3}(?:[.-]\d{1,2})?[A-Za-z]?|[IVX]{1,5}))"
    r"(?:\*\*)?(?P<mark>\s?[:.|—–](?:\*\*)?(?=\s|\Z|\()|\s?-\s|\s*\Z|\s+(?=[A-Z“\"]))"
)
# "Figure 1 A and B show …" speaks of a figure.
_SPEAKS = re.compile(
    r"\s*(?:[A-H]\b[,\s–-]{0,2}(?:and\s|&\s)?){0,6}"
    r"(?:shows?|demonstrates?|illustrates?|depicts?|reveals?|presents?|summari[sz]es?|lists?|is|are|was|were|gives?)\b"
)

_EXPECTS_MORE = re.compile(r"(?:\b(?:in|see|and|of|the|to|with|by)|[,(])\Z", re.IGNORECASE)
_WORDY = re.compile(r"\(?[^\W\d_]")


def caption(lines: list[Line], index: int) -> Heading | None:
    """Returns the label ("Figure 2") of the caption that begins on the line, if one does."""
    line = lines[index]
    label = _LABEL.match(line.text)
    if label is None or not _heads_caption(lines, index, label):
        return None
    if label["table"] is not None:
        return Heading(line.start, line.start + label.end(), SectionName.TABLE, label["title"], Extent.TABLE)
    return Heading(line.start, line.start + label.end(), SectionName.FIGURE, label["title"], Extent.CAPTION)


def _heads_caption(lines: list[Line], index: int, label: re.Match[str]) -> bool:
    """Tells a label from a sentence that speaks of a figure, and from the cells of a table."""
    line = lines[index]
    if line.tabular and label["figure"] is None and label.end() < len(line.text) // 2:
        return False
    if label["other"] is not None and not label["mark"].strip() and label.end() < len(line.text):
        return False
    if _SPEAKS.match(line.text, label.end()) or starts_lower(line.text[label.end() :].lstrip() or "-"):
        return False
    return not inside_sentence(lines, index) or _stands_alone(lines, index, label)


def _stands_alone(lines: list[Line], index: int, label: re.Match[str]) -> bool:
    """Below an unfinished line: a caption has a mark or the whole line, and the sentence does not go on."""
    if _EXPECTS_MORE.search(lines[index - 1].text[-10:]):
        return False
    if label.end() < len(lines[index].text):
        return bool(label["mark"].strip())
    return index + 1 == len(lines) or lines[index + 1].gap or not starts_lower(lines[index + 1].text)


def caption_goes_on(lines: list[Line], index: int, label: Heading, taken: int) -> bool:
    """Tells whether the line still belongs to the caption of which `taken` lines were read."""
    line, above = lines[index], lines[index - 1]
    if label.extent is Extent.TABLE and line.tabular:
        return True
    if taken >= LONGEST_CAPTION or (line.gap and (above.end > label.end or is_prose(line.text))):
        return False
    if above.end <= label.end:
        return not starts_lower(line.text) and _WORDY.match(line.text) is not None
    if ends_sentence(above.text):
        return False
    return starts_lower(line.text) or len(above.text) >= _BROKEN_LINE
