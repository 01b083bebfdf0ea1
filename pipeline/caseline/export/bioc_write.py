"""Writes BioC JSON: passages by section, mentions as annotations, cases and their items as relations.

Offsets are characters (code points) of the document. Source: http://bioc.sourceforge.net and the JSON of the
`bioc` package of NCBI.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from caseline.export.codes import code_line
from caseline.export.sheet import FLAGS, ITSELF, Mark, Node, Sheet
from caseline.export.structure import as_text
from caseline.schema.document import Section

EVIDENCE: Final = "evidence"


class Passage(NamedTuple):
    """A stretch of the text that is a passage, with its section if it is one."""

    start: int
    end: int
    section: Section | None = None


def passages_of(text: str, sections: tuple[Section, ...]) -> Iterator[Passage]:
    """Yields the passages of a text; what is between two sections is one, unless it only ends a line."""
    reached = 0
    for section in sections:
        if text[reached : section.start].strip("\n"):
            yield Passage(reached, section.start)
        yield Passage(section.start, section.end, section)
        reached = section.end
    if reached < len(text) or not sections:
        yield Passage(reached, len(text))


def document_of(sheet: Sheet) -> dict[str, Any]:
    """Returns the BioC document of a sheet."""
    passages: list[dict[str, Any]] = [
        {
            "offset": one.start,
            "infons": _section(one),
            "text": sheet.text[one.start : one.end],
            "sentences": [],
            "annotations": [],
            "relations": [],
        }
        for one in passages_of(sheet.text, sheet.sections)
    ]
    across: list[dict[str, Any]] = []
    for mark in sheet.marks:
        home = next((one for one in passages if _holds(one, mark)), None)
        (home["annotations"] if home else across).append(_annotation(sheet.text, mark))
    return {
        "id": sheet.name,
        "infons": dict(sheet.facts),
        "passages": passages,
        "annotations": across,
        "relations": [_relation(node) for node in sheet.nodes],
    }


def _section(passage: Passage) -> dict[str, str]:
    if passage.section is None:
        return {}
    title = {} if passage.section.title is None else {"section_title": passage.section.title}
    return {"section_type": str(passage.section.name), **title}


def _holds(passage: dict[str, Any], mark: Mark) -> bool:
    start: int = passage["offset"]
    return start <= mark.start and mark.end <= start + len(passage["text"])


def _annotation(text: str, mark: Mark) -> dict[str, Any]:
    infons = {"type": str(mark.label)}
    infons |= dict.fromkeys((flag for flag in FLAGS if flag in mark.flags), "true")
    if mark.excluded:
        infons["excluded"] = str(mark.excluded)
    infons |= {f"code.{place}": code_line(code) for place, code in enumerate(mark.codes, start=1)}
    infons |= dict(hint.split("=", 1) for hint in mark.hints)
    return {
        "id": mark.key,
        "infons": infons,
        "text": " ".join(text[start:end] for start, end in mark.parts),
        "locations": [{"offset": start, "length": end - start} for start, end in mark.parts],
    }


def _relation(node: Node) -> dict[str, Any]:
    infons = {"type": str(node.kind), "case": str(node.case)}
    infons |= {"id": str(node.id)} if node.id != node.case else {}
    infons |= {path: as_text(value) for path, value in node.values.items()}
    nodes = [
        {"refid": key, "role": EVIDENCE if path == ITSELF else path}
        for path, keys in node.evidence.items()
        for key in keys
    ]
    nodes += [{"refid": key, "role": name} for name, keys in node.links.items() for key in keys]
    return {"id": node.key, "infons": infons, "nodes": nodes}
