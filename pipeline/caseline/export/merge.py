"""What people did to a sheet, done to the record it was written from.

A record is not built anew from what a tool gives back: only what differs from what was written is changed, so
that all a format cannot carry stays as it was, and a sheet that nobody touched gives the same record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from caseline.errors import ReadingError
from caseline.export.complete import completed
from caseline.export.merge_mentions import changes, ordered, pair
from caseline.export.merge_nodes import Evidence, merged_nodes
from caseline.export.sheet import Kind, Node, Sheet
from caseline.export.structure import LISTS, nested, nodes_of, problem_of
from caseline.schema.case import Case
from caseline.schema.document import Document
from caseline.schema.mention import Mention
from caseline.schema.report import SCHEMA_VERSION, CaseReport, Provenance


def merged(base: CaseReport, written: Sheet, read: Sheet, *, trusted: bool = False) -> CaseReport:
    """Returns a record with what differs between two sheets of it.

    A mention is the same where its id came along, or its label and its characters. A value that has lost its
    last evidence is dropped, an item too, with everything that names it; a value that never had any stays. A
    mention that is excluded now leaves the cases.

    Args:
        base: The record.
        written: What the format makes of the record, read back.
        read: What people made of that.
        trusted: Whether ids that the record does not hold are kept; else new mentions get the next free ones.

    Raises:
        ReadingError: When what was read makes no valid record; says why.
    """
    pairing = pair(base, written.marks, read.marks, trusted=trusted)
    change = changes(base, written.marks, read, pairing)
    before = {mark.key: mark.id or "" for mark in written.marks}
    evidence = Evidence(before, pairing, change.ids, change.gone)
    nodes = merged_nodes(base, written, read, evidence)
    if not change.touched and nodes == list(nodes_of(base.cases)):
        return base
    mentions = ordered(base, change)
    told = {mention.id: mention for mention in mentions}
    return _record(base, mentions, [completed(node, nodes, told) for node in nodes], read)


def unbased(read: Sheet) -> CaseReport:
    """Returns a record of a sheet alone.

    Its mentions were found by a curator, who had the last word on all of them. What the format does not carry
    is not there.

    Raises:
        ReadingError: When what was read makes no valid record; says why.
    """
    facts: dict[str, Any] = dict(read.facts)
    facts["id"] = f"sha256:{hashlib.sha256(read.text.encode()).hexdigest()}"
    facts.setdefault("source", read.path or read.name)
    try:
        document = Document.model_validate({**facts, "text": read.text, "sections": read.sections})
    except ValidationError as error:
        raise ReadingError(
            read.path or read.name, f"its document is not valid: {problem_of(error)}"
        ) from error
    nothing = CaseReport(document=document, provenance=Provenance(caseline="gold"))
    return merged(nothing, Sheet(read.name, read.text), read, trusted=True)


def _record(base: CaseReport, mentions: Sequence[Mention], nodes: Sequence[Node], read: Sheet) -> CaseReport:
    """Returns the record, of its own schema version if that can hold it, else of the newest."""
    data = {
        "document": base.document,
        "mentions": tuple(mentions),
        "provenance": base.provenance,
    }
    failed: ValidationError | None = None
    try:
        cases = tuple(Case.model_validate(one) for one in _cases(base, nodes))
    except ValidationError as error:
        raise _refused(read, error) from error
    for version in dict.fromkeys((base.schema_version, SCHEMA_VERSION)):
        try:
            record = CaseReport.model_validate({**data, "cases": cases, "schema_version": version})
        except ValidationError as error:
            failed = error
        else:
            record.check_offsets()
            return record
    raise _refused(read, failed) from failed


def _refused(read: Sheet, error: ValidationError | None) -> ReadingError:
    said = problem_of(error) if error else "nothing is known of it"
    return ReadingError(read.path or read.name, f"makes no valid record: {said}; correct it in the tool")


def _cases(base: CaseReport, nodes: Sequence[Node]) -> list[dict[str, Any]]:
    """Returns the cases as JSON, those of the record first; one whose own node is gone keeps its items."""
    order = dict.fromkeys((*(case.id for case in base.cases), *(node.case for node in nodes)))
    made: list[dict[str, Any]] = []
    for case in order:
        own = [node for node in nodes if node.case == case]
        if not own:
            continue
        data: dict[str, Any] = {"id": case}
        for node in own:
            if node.kind is Kind.CASE:
                data |= nested(node)
            else:
                data.setdefault(LISTS[node.kind], []).append(_item(node))
        made.append(data)
    return made


def _item(node: Node) -> dict[str, Any]:
    links = {name: [key.partition("/")[2] for key in keys] for name, keys in node.links.items()}
    single = {name: ids[0] for name, ids in links.items() if name == "indication"}
    return {"id": node.id, **nested(node), **links, **single}
