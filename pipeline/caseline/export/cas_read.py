"""Reads UIMA CAS XMI with our layers, as written here or exported by INCEpTION.

XML with a document type is refused before anything else reads it: it could name files or grow without end.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from caseline.errors import DOCUMENT_FAULTS, ReadingError
from caseline.export.cas_types import ITEM, MENTION, METADATA, PART, TIE, feature_of, type_system
from caseline.export.codes import code_of_line
from caseline.export.drawn import resting
from caseline.export.regions import gathered
from caseline.export.sheet import EXCLUSIONS, FLAGS, LABELS, Kind, Mark, Node, Scalar, Sheet, Stretch
from caseline.export.visible import CHOICES, Shown, arcs_of, field_of, unshown
from caseline.reading.safe_json import parse_json
from caseline.schema.base import Code

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

_KINDS: Final = {str(kind): kind for kind in Kind}
_MENTION = re.compile(r"m[1-9][0-9]*")
_CASE = re.compile(r"c[1-9][0-9]*")
_ITEM = re.compile(r"[kdet][1-9][0-9]*")
_AGAIN = "export it from the tool again as UIMA CAS XMI (XML 1.0)"


def guarded(data: bytes, path: str) -> bytes:
    """Returns XML that has no document type, so that no entity can be in it.

    Raises:
        ReadingError: When it has one, or is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.parse(BytesIO(data), parser)
    except etree.XMLSyntaxError as error:
        where = f"line {error.lineno}" if error.lineno else None
        raise ReadingError(path, f"is no XML ({error.msg}); {_AGAIN}", where=where) from error
    if tree.docinfo.internalDTD is not None or tree.docinfo.doctype:
        reason = f"has a document type (<!DOCTYPE), which could name files or grow without end; {_AGAIN}"
        raise ReadingError(path, reason)
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)


def sheet_of_xmi(data: bytes, path: str, name: str, types: bytes | None = None) -> Sheet:
    """Returns the sheet of an XMI file.

    Args:
        data: The file.
        path: Its path, for messages.
        name: The sheet's name, where the file has none.
        types: The type system it was exported with.

    Raises:
        ReadingError: When it is broken, unsafe, or its annotations are not ours.
    """
    safe = guarded(data, path)
    known = guarded(types, f"{path} (TypeSystem.xml)") if types else None
    cas = _loaded(safe, path, known)
    text = cas.sofa_string
    if text is None:
        raise ReadingError(path, f"holds no text; {_AGAIN}")
    reader = _Reader(path, text)
    marks, keys = reader.marks(cas)
    nodes, places = reader.nodes(cas, keys)
    drawn, all_marks = resting(nodes, marks, places)
    title = next((one.get("documentId") for one in _all(cas, METADATA)), None)
    return Sheet(title or name, text, all_marks, drawn, path)


def _loaded(data: bytes, path: str, types: bytes | None) -> Cas:
    import cassis  # noqa: PLC0415 - the extra `cas`
    from cassis.typesystem import TypeNotFoundError  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            # Layers of others are left out with a warning, offsets outside the text kept with one.
            warnings.simplefilter("ignore")
            known: TypeSystem = type_system()
            if types:
                theirs = cassis.load_typesystem(BytesIO(types))
                known = theirs if theirs.contains_type(MENTION) else known
            return cassis.load_cas_from_xmi(BytesIO(data), typesystem=known, lenient=True)
    except (*DOCUMENT_FAULTS, TypeNotFoundError) as error:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        missing = "" if types else ", and leave its TypeSystem.xml beside it"
        raise ReadingError(path, f"is no CAS that can be read ({said}); {_AGAIN}{missing}") from error


def _all(cas: Cas, kind: str) -> list[Any]:
    """Returns the annotations of a type in the order they were made."""
    if not cas.typesystem.contains_type(kind):
        return []
    found: list[Any] = list(cas.select(kind))
    return sorted(found, key=lambda one: one.xmiID)


class _Reader:
    """Takes our layers out of a CAS."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text

    def marks(self, cas: Cas) -> tuple[tuple[Mark, ...], dict[str, str]]:
        regions = [self._mark(one) for one in _all(cas, MENTION)]
        ties = [
            (str(one.Governor.xmiID), str(one.Dependent.xmiID))
            for one in _all(cas, PART)
            if one.Governor is not None and one.Dependent is not None
        ]
        return gathered(regions, ties)

    def nodes(self, cas: Cas, keys: Mapping[str, str]) -> tuple[list[Node], dict[str, tuple[Stretch, ...]]]:
        ties: dict[str, list[tuple[str, str]]] = {}
        for one in _all(cas, TIE):
            if one.Governor is not None and one.Dependent is not None and field_of(str(one.get("role"))):
                arc = str(one.get("role")), str(one.Dependent.xmiID)
                ties.setdefault(str(one.Governor.xmiID), []).append(arc)
        items = _all(cas, ITEM)
        nodes = [self._node(one, ties.get(str(one.xmiID), []), keys) for one in items]
        return nodes, {str(one.xmiID): (self._stretch(one),) for one in items}

    def _fail(self, one: Any, reason: str) -> ReadingError:
        return ReadingError(self._path, reason, where=f"{one.type.name} with xmi:id {one.xmiID}")

    def _stretch(self, one: Any) -> Stretch:
        start, end = one.begin, one.end
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end <= len(self._text):
            reason = f"{start}–{end} lies outside the text, which has {len(self._text)} characters; remove it"
            raise self._fail(one, reason)
        return start, end

    def _mark(self, one: Any) -> Mark:
        start, end = self._stretch(one)
        if start == end:
            raise self._fail(one, "covers no text; remove it")
        label, excluded, given = (
            str(one.get("label")),
            one.get("excluded") or None,
            one.get("mentionId") or "",
        )
        if label not in LABELS:
            said = f"the label {label!r} is unknown" if one.get("label") else "there is no label"
            raise self._fail(one, f"{said}; use one of {', '.join(LABELS)}")
        if excluded is not None and excluded not in EXCLUSIONS:
            raise self._fail(one, f"excluded is {excluded!r}; use one of {', '.join(EXCLUSIONS)}")
        return Mark(
            str(one.xmiID),
            given if _MENTION.fullmatch(given) else None,
            LABELS[label],
            ((start, end),),
            frozenset(flag for flag in FLAGS if one.get(flag)),
            EXCLUSIONS[excluded] if excluded else None,
            tuple(self._codes(one)),
        )

    def _codes(self, one: Any) -> Iterator[Code]:
        array = one.get("codes")
        for line in (array.elements or []) if array is not None else []:
            code = code_of_line(str(line))
            if code is None:
                raise self._fail(one, f"{line!r} is no code; write it as HPO:HP:0000967 Petechiae")
            yield code

    def _node(self, one: Any, ties: list[tuple[str, str]], keys: Mapping[str, str]) -> Node:
        kind = _KINDS.get(str(one.get("kind")))
        if kind is None:
            raise self._fail(one, f"the kind {one.get('kind')!r} is unknown; use one of {', '.join(_KINDS)}")
        case, item = one.get("caseId") or "", one.get("itemId") or ""
        links = one.get("evidence")
        arcs = [
            (str(link.get("role")), keys.get(str(link.target.xmiID), ""))
            for link in ((links.elements or []) if links is not None else [])
            if link is not None and link.get("target") is not None
        ]
        for arc, _ in arcs:
            if arc not in arcs_of(kind):
                reason = (
                    f"the role {arc!r} is unknown for a {kind}; use one of {', '.join(arcs_of(kind)[:6])}"
                )
                raise self._fail(one, reason)
        choices = {
            choice.name: str(value)
            for choice in CHOICES
            if choice.kind is kind and (value := one.get(feature_of(choice.name)))
        }
        seen = Shown(choices, tuple(arcs), tuple(ties), self._hidden(one))
        case_id = case if _CASE.fullmatch(case) else None
        item_id = item if _ITEM.fullmatch(item) else None
        node = unshown(str(one.xmiID), kind, case_id, item_id, seen)
        return replace(node, id=case_id) if kind is Kind.CASE else node

    def _hidden(self, one: Any) -> dict[str, Scalar | list[str]]:
        details = one.get("details")
        if not details:
            return {}
        value = parse_json(details, self._path, f"details of xmi:id {one.xmiID}")
        if not isinstance(value, dict):
            raise self._fail(one, "its details are no JSON object; correct or remove them")
        return value
