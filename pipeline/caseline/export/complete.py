"""What an item that people drew in a tool must say besides, filled from its words and its arcs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from caseline.export.sheet import ITSELF, Kind, Node, Scalar
from caseline.export.structure import pruned
from caseline.schema.case import (
    CausalityValue,
    ConditionRole,
    DrugRole,
    OutcomeStatus,
    TherapyKind,
)
from caseline.schema.mention import Label, Mention

# Parts that must be as printed, by the kind of node.
_PRINTED = {
    Kind.CASE: ("patient.age.text", "patient.ethnicity.value"),
    Kind.EVENT: ("onset.text", "duration.text", "causality.text"),
    Kind.THERAPY: ("start.text", "duration.text"),
}
_DEFAULTS: dict[Kind, tuple[tuple[str, str], ...]] = {
    Kind.CASE: (("outcome.status", OutcomeStatus.UNKNOWN),),
    Kind.EVENT: (
        ("outcome.status", OutcomeStatus.UNKNOWN),
        ("causality.value", CausalityValue.POSSIBLE),
    ),
}
_SEXES = {
    "female": frozenset("female woman girl lady she her mother".split()),
    "male": frozenset("male man boy gentleman he his him father".split()),
}


def completed(node: Node, nodes: Sequence[Node], mentions: Mapping[str, Mention]) -> Node:
    """Returns a node with all that its part of the record cannot be without.

    What is said already stays. An item is named by its first mention; what is as printed is what its first
    mention covers; an outcome without a status is unknown, a causality without a category possible.
    """
    values = dict(node.values)

    def words(path: str) -> str | None:
        marks = node.evidence.get(path)
        return " ".join(mentions[marks[0]].text.split()) or mentions[marks[0]].text if marks else None

    if node.kind is not Kind.CASE:
        values.setdefault("name", words(ITSELF) or str(node.id))
        name, role = _role(node, nodes, mentions)
        if name:
            values.setdefault(name, role)
    for path in _PRINTED.get(node.kind, ()):
        part = path.rpartition(".")[0]
        if _is_said(part, node) and path not in values:
            values[path] = words(part) or ""
    for path, value in _DEFAULTS.get(node.kind, ()):
        if _is_said(path.rpartition(".")[0], node):
            values.setdefault(path, value)
    return _with_sex(replace(node, values=values), words("patient.sex"))


def _is_said(part: str, node: Node) -> bool:
    return part in node.evidence or any(path.startswith(f"{part}.") for path in node.values)


def _role(node: Node, nodes: Sequence[Node], mentions: Mapping[str, Mention]) -> tuple[str, Scalar]:
    if node.kind is Kind.DRUG:
        blamed = any(node.key in other.links.get("suspects", ()) for other in nodes)
        return "role", DrugRole.SUSPECT if blamed else DrugRole.CONCOMITANT
    if node.kind is Kind.CONDITION:
        treated = any(node.key in other.links.get("indication", ()) for other in nodes)
        return "role", ConditionRole.INDICATION if treated else ConditionRole.COMORBIDITY
    if node.kind is Kind.THERAPY:
        marks = node.evidence.get(ITSELF, ())
        is_drug = any(mentions[mark].label is Label.DRUG for mark in marks)
        return "kind", TherapyKind.DRUG if is_drug else TherapyKind.PROCEDURE
    return "", ""


def _with_sex(node: Node, words: str | None) -> Node:
    """Returns a node whose sex is told by the word that it rests on; without a value it is not kept."""
    if "patient.sex" not in node.evidence or "patient.sex.value" in node.values:
        return node
    told = [sex for sex, known in _SEXES.items() if words and words.casefold() in known]
    if told:
        return replace(node, values={**node.values, "patient.sex.value": told[0]})
    return pruned(node, ["patient.sex"])
