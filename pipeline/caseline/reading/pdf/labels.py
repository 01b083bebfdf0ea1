"""The labels of figures and tables: "Figure 2", "TABLE IV", "Fig. 3a"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseline.schema.document import SectionName

_LABEL = re.compile(
    r"(?:(?:Supplementa(?:l|ry)|SUPPLEMENTARY|Extended\sData|Online|Appendix|Additional|Web)\s)?"
    r"(?:(?P<figure>Fig(?:ure)?s?\.?|FIG(?:URE)?S?\.?|F\s?I\s?G\s?U\s?R\s?E|Image|Photo(?:graph)?|Scheme|Chart|Plate|Panel|Graph|Illustration)"
    r"|(?P<table>T\s?ables?|TABLES?|T\s?A\s?B\s?L\s?E|Tab\.|Box|BOX))"
    r"[\s-]{0,2}(?P<number>[A-Z]?\d{1,3}(?:[.-]\d{1,2})?(?:\s?[A-Za-z]\b)?|[IVX]{1,5}\b)"
    r"(?P<mark>\s?[.:|│—–](?=\s|\Z|[A-Z(])|\s?-\s|\s?\((?!\d)|\s*\Z|\s+(?=[A-Z“\"'(\d]))?"
)
_SPEAKS = re.compile(
    r"\s*(?:[A-Ha-h]\b[,\s–-]{0,2}(?:and\s|&\s)?){0,6}(?:and\s|&\s)?(?:\d\s)?"
    r"(?:also\s|clearly\s)?"
    r"(?:shows?|showed|demonstrates?|illustrates?|depicts?|reveals?|presents?|summari[sz]es?|lists?|is|are|was|were|gives?"
    r"|provides?|represents?|indicates?|displays?|contains?|describes?|has|have|can|in|for|and|to|on|at|by|with)\b"
)


_CONTINUED = re.compile(r"con(?:t|td|t'd|tinued|tinuation)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """A label that a line begins with.

    Attributes:
        name: FIGURE or TABLE.
        title: The label as printed, without its mark.
        end: Where the caption may begin.
        marked: Whether a full stop, a colon, a bar or nothing more follows it.
    """

    name: SectionName
    title: str
    end: int
    marked: bool


def label_of(text: str) -> Label | None:
    """Returns the label of a figure or table that the text begins with; a sentence about one has none."""
    found = _LABEL.match(text)
    if found is None or _SPEAKS.match(text, found.end()):
        return None
    rest = text[found.end() :].lstrip()
    if found["mark"] is None or (rest[:1].islower() and not _CONTINUED.match(rest)):
        return None
    name = SectionName.FIGURE if found["figure"] else SectionName.TABLE
    marked = bool(found["mark"].strip()) or not rest
    return Label(name, text[: found.end("number")], found.end(), marked)
