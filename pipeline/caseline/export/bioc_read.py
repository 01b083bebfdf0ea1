"""Reads BioC JSON whose annotations have our labels; relations of other types are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from caseline.errors import ReadingError
from caseline.export.bioc_write import EVIDENCE
from caseline.export.checked import Checked
from caseline.export.codes import code_of_line
from caseline.export.sheet import EXCLUSIONS, FLAGS, ITSELF, LABELS, Kind, Mark, Node, Scalar, Sheet, tidy
from caseline.export.structure import LINKS, from_text, is_field
from caseline.schema.base import Code
from caseline.schema.document import Section, SectionName

WHAT = "a BioC collection has documents with passages"
_KINDS: Final = {str(kind): kind for kind in Kind}
_SECTIONS: Final = {str(name): name for name in SectionName}
_MENTION = re.compile(r"m[1-9][0-9]*")
_CASE = re.compile(r"c[1-9][0-9]*")
_ITEM = re.compile(r"[kdet][1-9][0-9]*")
_OWN: Final = frozenset({"type", "case", "id"})
_FACTS: Final = ("source", "title", "doi", "pmid", "pmcid", "journal", "article_type", "licence", "language")


def sheets_of_collection(value: object, path: str) -> Iterator[Sheet | ReadingError]:
    """Yields the sheets of a collection, and what is wrong with the other documents."""
    checked = Checked(path, WHAT)
    collection = checked.members(value, "")
    if "documents" not in collection:
        raise checked.error("", f"has no documents; {WHAT}")
    for index, document in enumerate(checked.items(collection["documents"], "/documents")):
        try:
            yield sheet_of_document(document, checked, f"/documents/{index}")
        except ReadingError as error:
            yield error


def sheet_of_document(value: object, checked: Checked, where: str = "") -> Sheet:
    """Returns the sheet of a BioC document.

    Raises:
        ReadingError: When it has another shape, a label is unknown, or an annotation is not where it says.
    """
    document = checked.members(value, where)
    if "passages" not in document:
        raise checked.error(where, f"has no passages; {WHAT}")
    text = ""
    sections: list[Section] = []
    given = list(_annotations(document, checked, where))
    relations = list(_relations(document, checked, where))
    for index, one in enumerate(checked.items(document["passages"], f"{where}/passages")):
        place = f"{where}/passages/{index}"
        passage = checked.members(one, place)
        text = _longer(text, passage, checked, place)
        start = len(text) - len(passage.get("text") or "")
        infons = _infons(passage, checked, place)
        name = _SECTIONS.get(infons.get("section_type", ""))
        if name is not None:
            title = infons.get("section_title")
            sections.append(Section(name=name, title=title, start=start, end=len(text)))
        given += _annotations(passage, checked, place)
        relations += _relations(passage, checked, place)
        for sentence in _sentences(passage, checked, place):
            given += _annotations(sentence[1], checked, sentence[0])
    marks = tuple(_mark(one, place, checked, text) for place, one in given)
    _check_ids(marks, given, checked)
    nodes = tuple(filter(None, (_node(one, place, checked) for place, one in relations)))
    said = _infons(document, checked, where)
    facts: dict[str, str] = {name: said[name] for name in _FACTS if name in said}
    name_given = document.get("id")
    return Sheet(
        name_given if isinstance(name_given, str) else "",
        text,
        marks,
        nodes,
        checked.path,
        facts,
        tuple(sections),
    )


def _check_ids(marks: Sequence[Mark], given: Sequence[tuple[str, object]], checked: Checked) -> None:
    places: dict[str, str] = {}
    for mark, (place, _) in zip(marks, given, strict=True):
        if mark.key in places:
            reason = f"{mark.key} is there already, at {places[mark.key]}; give one of them another id"
            raise checked.error(f"{place}/id", reason)
        places[mark.key] = place


def _longer(text: str, passage: dict[str, Any], checked: Checked, where: str) -> str:
    """Returns the text with that of a passage, or of its sentences, at its offset; lines end between."""
    pieces = [(where, passage)] if passage.get("text") is not None else _sentences(passage, checked, where)
    for place, piece in pieces:
        offset = checked.number(piece.get("offset", len(text)), f"{place}/offset")
        if offset < len(text):
            reason = f"begins at {offset}, where the text before it has {len(text)} characters already"
            raise checked.error(f"{place}/offset", f"{reason}; offsets must count characters")
        text += "\n" * (offset - len(text)) + checked.text(piece.get("text"), f"{place}/text")
    return text


def _sentences(passage: dict[str, Any], checked: Checked, where: str) -> list[tuple[str, dict[str, Any]]]:
    places = enumerate(checked.items(passage.get("sentences"), f"{where}/sentences"))
    return [
        (f"{where}/sentences/{index}", checked.members(one, f"{where}/sentences/{index}"))
        for index, one in places
    ]


def _infons(holder: dict[str, Any], checked: Checked, where: str) -> dict[str, str]:
    infons = checked.members(holder.get("infons") or {}, f"{where}/infons")
    return {key: one if isinstance(one, str) else str(one) for key, one in infons.items()}


def _annotations(
    holder: dict[str, Any], checked: Checked, where: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    for index, one in enumerate(checked.items(holder.get("annotations"), f"{where}/annotations")):
        place = f"{where}/annotations/{index}"
        yield place, checked.members(one, place)


def _relations(holder: dict[str, Any], checked: Checked, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for index, one in enumerate(checked.items(holder.get("relations"), f"{where}/relations")):
        place = f"{where}/relations/{index}"
        yield place, checked.members(one, place)


def _mark(one: dict[str, Any], where: str, checked: Checked, text: str) -> Mark:
    infons = _infons(one, checked, where)
    label = infons.get("type", "")
    if label not in LABELS:
        raise checked.error(
            f"{where}/infons/type", f"the type {label!r} is unknown; use one of {', '.join(LABELS)}"
        )
    excluded = infons.get("excluded")
    if excluded is not None and excluded not in EXCLUSIONS:
        reason = f"excluded is {excluded!r}; use one of {', '.join(EXCLUSIONS)}"
        raise checked.error(f"{where}/infons/excluded", reason)
    parts: list[tuple[int, int]] = []
    for index, location in enumerate(checked.items(one.get("locations"), f"{where}/locations")):
        place = f"{where}/locations/{index}"
        held = checked.members(location, place)
        start, length = (checked.number(held.get(key), f"{place}/{key}") for key in ("offset", "length"))
        if not 0 <= start < start + length <= len(text):
            reason = f"{start}–{start + length} lies outside the text, which has {len(text)} characters"
            raise checked.error(place, f"{reason}; offsets must count characters")
        parts.append((start, start + length))
    if not parts:
        raise checked.error(f"{where}/locations", "is empty; an annotation stands somewhere")
    covered = one.get("text")
    found = "".join(text[start:end] for start, end in tidy(parts))
    if isinstance(covered, str) and _words(covered) != _words(found):
        reason = f"reads {covered[:60]!r}, but the text has {found[:60]!r} there"
        raise checked.error(where, f"{reason}; offsets must count characters of the text")
    key = one.get("id")
    key = key if isinstance(key, str) else where
    return Mark(
        key,
        key if _MENTION.fullmatch(key) else None,
        LABELS[label],
        tidy(parts),
        frozenset(flag for flag in FLAGS if infons.get(flag, "").casefold() == "true"),
        EXCLUSIONS[excluded] if excluded else None,
        tuple(_codes(infons, where, checked)),
    )


def _words(text: str) -> str:
    return "".join(text.split())


def _codes(infons: Mapping[str, str], where: str, checked: Checked) -> Iterator[Code]:
    named = [key for key in infons if re.fullmatch(r"code\.\d+", key)]
    for key in sorted(named, key=lambda name: int(name.partition(".")[2])):
        code = code_of_line(infons[key])
        if code is None:
            raise checked.error(f"{where}/infons/{key}", "is no code; write it as HPO:HP:0000967 Petechiae")
        yield code


def _node(one: dict[str, Any], where: str, checked: Checked) -> Node | None:
    infons = _infons(one, checked, where)
    kind = _KINDS.get(infons.get("type", ""))
    if kind is None:
        return None
    values: dict[str, Scalar] = {
        path: from_text(kind, path, text)
        for path, text in infons.items()
        if path not in _OWN and is_field(kind, path)
    }
    evidence: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    for index, held in enumerate(checked.items(one.get("nodes"), f"{where}/nodes")):
        place = f"{where}/nodes/{index}"
        end = checked.members(held, place)
        refid, role = (checked.text(end.get(key), f"{place}/{key}") for key in ("refid", "role"))
        if role in LINKS:
            links.setdefault(role, []).append(refid)
        else:
            evidence.setdefault(ITSELF if role == EVIDENCE else role, []).append(refid)
    case, item = infons.get("case", ""), infons.get("id", "")
    key = one.get("id")
    case_id = case if _CASE.fullmatch(case) else None
    return Node(
        key if isinstance(key, str) else where,
        kind,
        case_id,
        case_id if kind is Kind.CASE else item if _ITEM.fullmatch(item) else None,
        values,
        {path: tuple(marks) for path, marks in evidence.items()},
        {name: tuple(others) for name, others in links.items()},
    )
