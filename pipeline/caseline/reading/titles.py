"""What a section is, from its title and from the section it stands in."""

from __future__ import annotations

import re

from caseline.reading.vocabulary import Extent, find_term
from caseline.schema.document import SectionName

# "3.", "3.1", "2)", "IV.", "B." before a title.
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,5}[.)]|[A-H][.)])\s+(?=[^\W\d_])")
# "Patient characteristics" and "Case-control analysis" are parts of a study.
_CASE = re.compile(
    r"(?:clinical\s|index\s)?(?:case|patient)\b(?!s\b)"
    r"(?![\s–/-]*(?:control|definition|selection|recruitment|characteristic|involvement|population|ascertainment))|(?:first|second|third|fourth)\scase\b",
    re.IGNORECASE,
)
# "Case 1", "Patient B": a case also below an introduction, and where methods or results of several are told.
_NUMBERED = re.compile(
    r"(?:case|patient)\s+(?:#|no\.?\s*|number\s+)?(?:\d|[IVX]+\b|[A-H]\b|one\b|two\b|three\b|four\b)"
    r"|(?:first|second|third|fourth)\s+(?:case|patient)\b(?!s)",
    re.IGNORECASE,
)
_TELLING = frozenset({SectionName.INTRODUCTION, SectionName.DISCUSSION, SectionName.CONCLUSION})
_STUDY = frozenset({SectionName.METHODS, SectionName.RESULTS})
_PARTED = _STUDY | {SectionName.CASE}


def section_name(title: str | None, *, above: SectionName = SectionName.BODY) -> SectionName:
    """Returns the kind of a section with this title inside a section of the kind `above`.

    A title that says nothing leaves the kind of the section above; a part of a case ("Treatment") is none
    inside a discussion or a study, nor is a part of the methods inside a case.
    """
    bare = _NUMBER.sub("", " ".join((title or "").split()), count=1).rstrip(" .:")
    if not bare:
        return above
    term = find_term(bare)
    if term is not None:
        told = above in _TELLING or (above in _PARTED and above is not term.label)
        return above if told and term.extent is Extent.PART else term.label
    if above in {SectionName.DISCUSSION, SectionName.CONCLUSION}:
        return above
    cases = _CASE if above not in _STUDY | _TELLING else _NUMBERED
    return SectionName.CASE if cases.match(bare) else above
