"""Writes a sheet as UIMA CAS XMI; cassis counts offsets in UTF-16 units, as UIMA does.

XML 1.0 has no form for most control characters: each is replaced by U+FFFD, so that offsets stay.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from caseline.export.cas_types import EVIDENCE, ITEM, MENTION, METADATA, PART, TIE, feature_of, type_system
from caseline.export.codes import code_line
from caseline.export.regions import part_key
from caseline.export.sheet import FLAGS, Mark, Node, Sheet, anchors
from caseline.export.visible import shown

if TYPE_CHECKING:
    from cassis import Cas

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Returns a text with U+FFFD for each character that XML 1.0 forbids."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def xmi(sheet: Sheet) -> bytes:
    """Returns the XMI of a sheet."""
    written = _cas(sheet).to_xmi(pretty_print=True)
    return (written or "").encode()


def _cas(sheet: Sheet) -> Cas:
    from cassis import Cas  # noqa: PLC0415 - the extra `cas`

    types = type_system()
    cas = Cas(typesystem=types)
    cas.sofa_string = xml_text(sheet.text)
    cas.sofa_mime = "text/plain"
    metadata = types.get_type(METADATA)
    cas.add(
        metadata(
            begin=0,
            end=len(sheet.text),
            language="en",
            documentId=sheet.name,
            documentTitle=xml_text(sheet.facts.get("title", sheet.name)),
        )
    )
    marks = {key: one for mark in sheet.marks for key, one in _add_mark(cas, mark).items()}
    places = anchors(sheet)
    if places:
        items = {node.key: _add_item(cas, node, marks, marks[places[node.key]]) for node in sheet.nodes}
        for node in sheet.nodes:
            for role, key in shown(node).links:
                _add_relation(cas, TIE, items[node.key], items[key], role=role)
    return cas


def _add_mark(cas: Cas, mark: Mark) -> dict[str, Any]:
    """Adds a mention and returns its annotations by key."""
    types = cas.typesystem
    kind = types.get_type(MENTION)
    said: dict[str, Any] = {flag: True for flag in FLAGS if flag in mark.flags}
    if mark.excluded:
        said["excluded"] = str(mark.excluded)
    if mark.codes:
        elements = [xml_text(code_line(code)) for code in mark.codes]
        said["codes"] = types.get_type("uima.cas.StringArray")(elements=elements)
    hints = dict(hint.split("=", 1) for hint in mark.hints)
    if "found_by" in hints:
        said["foundBy"] = hints["found_by"]
    if "score" in hints:
        said["score"] = float(hints["score"])
    made: dict[str, Any] = {}
    for index, (start, end) in enumerate(mark.parts):
        one = kind(begin=start, end=end, label=str(mark.label), **({} if index else said))
        if index == 0:
            one.mentionId = mark.id
        cas.add(one)
        made[part_key(mark.key, index)] = one
        if index:
            _add_relation(cas, PART, made[mark.key], one)
    return made


def _add_item(cas: Cas, node: Node, marks: dict[str, Any], place: Any) -> Any:
    types = cas.typesystem
    seen = shown(node)
    link = types.get_type(EVIDENCE)
    links = [link(role=role, target=marks[key]) for role, key in seen.arcs]
    one = types.get_type(ITEM)(
        begin=place.begin,
        end=place.end,
        kind=str(node.kind),
        caseId=node.case,
        itemId=None if node.id == node.case else node.id,
        details=json.dumps(seen.hidden) if seen.hidden else None,
        evidence=types.get_type("uima.cas.FSArray")(elements=links),
        **{feature_of(name): xml_text(value) for name, value in seen.choices.items()},
    )
    cas.add(one)
    return one


def _add_relation(cas: Cas, kind: str, governor: Any, dependent: Any, **said: str) -> None:
    """Adds a relation; as INCEpTION has it, it stands where its dependent does."""
    relation = cas.typesystem.get_type(kind)
    place = {"begin": dependent.begin, "end": dependent.end}
    cas.add(relation(**place, Governor=governor, Dependent=dependent, **said))
