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
_TELLING = frozenset({SectionName.INTRODUCTION, SectionName.DISCUSSION, SectionName.CONCLUSION})


def section_name(title: str | None, *, above: SectionName = SectionName.BODY) -> SectionName:
    """Returns the kind of a section with this title inside a section of the kind `above`.

    A title that says nothing leaves the kind of the section above; a part of a case ("Treatment") is none
    inside a discussion.
    """
    bare = _NUMBER.sub("", " ".join((title or "").split()), count=1).rstrip(" .:")
    if not bare:
        return above
    term = find_term(bare)
    if term is not None:
        told = term.extent is Extent.PART and above in _TELLING
        return above if told else term.label
    return SectionName.CASE if _CASE.match(bare) and above not in _TELLING else above
