"""What the passages of a BioC document are, from their infons: titles, headings, prose, captions, tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from caseline.reading.titles import section_name
from caseline.schema.document import SectionName


class Role(StrEnum):
    """What is done with a passage."""

    TITLE = "title"
    HEADING = "heading"
    PROSE = "prose"
    FLOAT = "float"
    KEYWORDS = "keywords"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a passage is.

    Attributes:
        role: What is done with it.
        name: The section that its infons name; None where they name none.
        label: How they name it, to tell whether two passages are of one section.
        level: Level of a heading, counted from 1.
        begins: Whether it begins a figure or a table, as a caption does.
    """

    role: Role
    name: SectionName | None
    label: str = ""
    level: int = 0
    begins: bool = False


LEFT_OUT = frozenset(
    {SectionName.REFERENCES, SectionName.METADATA, SectionName.BOILERPLATE, SectionName.KEYWORDS}
)
_FLOATS = frozenset({SectionName.FIGURE, SectionName.TABLE})
# `section_type` of PubMed Central and PubTator.
_SECTION_TYPES = {
    "TITLE": SectionName.TITLE,
    "ABSTRACT": SectionName.ABSTRACT,
    "INTRO": SectionName.INTRODUCTION,
    "CASE": SectionName.CASE,
    "METHODS": SectionName.METHODS,
    "RESULTS": SectionName.RESULTS,
    "DISCUSS": SectionName.DISCUSSION,
    "CONCL": SectionName.CONCLUSION,
    "FIG": SectionName.FIGURE,
    "FIG_CAP": SectionName.FIGURE,
    "TABLE": SectionName.TABLE,
    "KEYWORD": SectionName.KEYWORDS,
    "REF": SectionName.REFERENCES,
    "SUPPL": SectionName.METADATA,
    "APPENDIX": SectionName.METADATA,
    "ABBR": SectionName.METADATA,
    "ACK_FUND": SectionName.METADATA,
    "AUTH_CONT": SectionName.METADATA,
    "COMP_INT": SectionName.METADATA,
    "REVIEW_INFO": SectionName.METADATA,
}
_DOCUMENT_TITLE = "document title"
_HEADING = re.compile(r"(?:abstract_)?title(?:_(\d))?")
_NOTES = ("ref", "footnote")
_SECTION_INFONS = ("section_type", "section", "iao_name_1")
# What PubTator prints for a record without an abstract.
_NO_TEXT = re.compile(r"[\s-]*no (?:abstract|text)[\s.-]*", re.IGNORECASE)


def kinds_of(passages: Sequence[tuple[Mapping[str, str], str]]) -> list[Kind]:
    """Returns what each passage is, from its infons and its text, in the order of the document.

    PubMed Central calls everything an introduction that it cannot tell. So a paper with neither headings
    nor any other section is running text.
    """
    kinds: list[Kind] = []
    titled = False
    for infons, text in passages:
        kind = _kind(infons, titled=titled)
        if kind.role is not Role.TITLE and stands_for_nothing(text):
            kind = replace(kind, role=Role.LEFT)
        titled = titled or kind.role is Role.TITLE
        kinds.append(kind)
    body = [kind for kind in kinds if kind.name is not SectionName.ABSTRACT]
    told = {kind.name for kind in body if kind.role is Role.PROSE}
    if told == {SectionName.INTRODUCTION} and all(kind.role is not Role.HEADING for kind in body):
        kinds = [_as_body(kind) for kind in kinds]
    return kinds


def stands_for_nothing(text: str) -> bool:
    """Tells whether a text only says that there is none ("- No text -")."""
    return _NO_TEXT.fullmatch(text) is not None


def _kind(infons: Mapping[str, str], *, titled: bool) -> Kind:
    """Returns what a passage is; a "title" is one of a section when the paper has been `titled`."""
    label = next((infons[key] for key in _SECTION_INFONS if infons.get(key)), "")
    kind = infons.get("type", "").casefold()
    name = _section(label) if label else _section_of_type(kind, titled=titled)
    heading = _HEADING.fullmatch(kind)
    if name is SectionName.KEYWORDS:
        return Kind(Role.LEFT if heading else Role.KEYWORDS, name, label)
    if name in LEFT_OUT or kind.startswith(_NOTES):
        return Kind(Role.LEFT, name, label)
    if name is SectionName.TITLE:
        return Kind(Role.TITLE, name, label)
    if kind.startswith("fig"):
        return Kind(Role.FLOAT, SectionName.FIGURE, label, begins="caption" in kind)
    if kind.startswith("table") or name in _FLOATS:
        shown = name if name in _FLOATS and not kind.startswith("table") else SectionName.TABLE
        return Kind(Role.FLOAT, shown, label, begins="caption" in kind)
    if heading:
        return Kind(Role.HEADING, name, label, level=int(heading[1] or 1))
    return Kind(Role.PROSE, name, label)


def _section(label: str) -> SectionName | None:
    """Returns the section that an infon names, as `section_type` or in words ("introduction section")."""
    if (known := _SECTION_TYPES.get(label.upper())) is not None:
        return known
    words = label.casefold().removesuffix(" section").removeprefix("textual ")
    if words == _DOCUMENT_TITLE:
        return SectionName.TITLE
    named = section_name(words)
    return None if named is SectionName.BODY else named


def _section_of_type(kind: str, *, titled: bool) -> SectionName | None:
    if kind == "front" or (kind == "title" and not titled):
        return SectionName.TITLE
    return SectionName.ABSTRACT if kind.startswith("abstract") else None


def _as_body(kind: Kind) -> Kind:
    return replace(kind, name=SectionName.BODY) if kind.name is SectionName.INTRODUCTION else kind
