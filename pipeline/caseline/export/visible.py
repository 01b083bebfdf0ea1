"""What people see and set in a tool: the names of arcs and of choices, the same in all tools.

What has no name here travels as JSON beside the item, and people leave it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Final, NamedTuple

from caseline.export.sheet import ITSELF, Kind, Node, Scalar
from caseline.schema.case import (
    CausalityValue,
    Certainty,
    ConditionRole,
    DrugRole,
    OutcomeStatus,
    SexValue,
    TherapyKind,
)

# How tools name the kinds; capital letters only are labels of mentions.
TYPES: Final = {
    Kind.CASE: "Case",
    Kind.CONDITION: "Case_Condition",
    Kind.DRUG: "Case_Drug",
    Kind.EVENT: "Case_Event",
    Kind.THERAPY: "Case_Therapy",
}
KINDS: Final = {name: kind for kind, name in TYPES.items()}


class Choice(NamedTuple):
    """A value that people choose from a list.

    Attributes:
        name: How tools name the list.
        kind: What it is asked of.
        path: The field it fills.
        values: The list.
    """

    name: str
    kind: Kind
    path: str
    values: type[StrEnum]


CHOICES: Final = (
    Choice("Sex", Kind.CASE, "patient.sex.value", SexValue),
    Choice("CaseOutcome", Kind.CASE, "outcome.status", OutcomeStatus),
    Choice("ConditionRole", Kind.CONDITION, "role", ConditionRole),
    Choice("DrugRole", Kind.DRUG, "role", DrugRole),
    Choice("Certainty", Kind.EVENT, "certainty", Certainty),
    Choice("EventOutcome", Kind.EVENT, "outcome.status", OutcomeStatus),
    Choice("Causality", Kind.EVENT, "causality.value", CausalityValue),
    Choice("TherapyKind", Kind.THERAPY, "kind", TherapyKind),
)
CHOICE_OF: Final = {(one.kind, one.path): one for one in CHOICES}
CHOICE_NAMED: Final = {one.name: one for one in CHOICES}
# Arcs from an item to mentions, by the path that they support.
ARCS: Final[dict[Kind, dict[str, str]]] = {
    Kind.CASE: {
        "patient.age": "Age",
        "patient.sex": "Sex",
        "patient.ethnicity": "Ethnicity",
        "outcome": "Outcome",
    },
    Kind.CONDITION: {ITSELF: "Evidence"},
    Kind.DRUG: {ITSELF: "Evidence"},
    Kind.EVENT: {
        ITSELF: "Evidence",
        "onset": "Onset",
        "duration": "Duration",
        "outcome": "Outcome",
        "causality": "Causality",
    },
    Kind.THERAPY: {ITSELF: "Evidence", "start": "Start", "duration": "Duration"},
}
# Arcs from an item to another.
LINK_ARCS: Final = {"indication": "Indication", "suspects": "Suspect", "for_events": "Treats"}
LINK_KINDS: Final = {"indication": Kind.DRUG, "suspects": Kind.EVENT, "for_events": Kind.THERAPY}
_PATHS: Final = {(kind, arc): path for kind, arcs in ARCS.items() for path, arc in arcs.items()}
_FIELDS: Final = {arc: field for field, arc in LINK_ARCS.items()}
# Doses are told apart by a letter, since a number after an arc's name only says that it occurs again.
DOSE_ARCS: Final = ("Dose", *(f"Dose_{letter}" for letter in "bcdefghijklmnopqrstuvwxyz"))
_DOSE = re.compile(r"doses\.(\d+)")


def arc_of(kind: Kind, path: str) -> str | None:
    """Returns the name of the arc to what supports a path, or None where it has none."""
    dose = _DOSE.fullmatch(path) if kind is Kind.DRUG else None
    if dose:
        index = int(dose[1])
        return DOSE_ARCS[index] if index < len(DOSE_ARCS) else None
    return ARCS[kind].get(path)


def path_of(kind: Kind, arc: str) -> str | None:
    """Returns the path that an arc to a mention supports."""
    if kind is Kind.DRUG and arc in DOSE_ARCS:
        return f"doses.{DOSE_ARCS.index(arc)}"
    return _PATHS.get((kind, arc))


def field_of(arc: str) -> str | None:
    """Returns the field that an arc to another item fills."""
    return _FIELDS.get(arc)


def arcs_of(kind: Kind, *, doses: int = len(DOSE_ARCS)) -> tuple[str, ...]:
    """Returns the names of all arcs from a kind of item to mentions, of doses only so many."""
    return (*ARCS[kind].values(), *(DOSE_ARCS[:doses] if kind is Kind.DRUG else ()))


def links_of(kind: Kind) -> tuple[str, ...]:
    """Returns the names of all arcs from a kind of item to other items."""
    return tuple(arc for name, arc in LINK_ARCS.items() if LINK_KINDS[name] is kind)


def doses_of(nodes: Iterable[Node]) -> int:
    """Returns how many arcs to doses people need: a few more than there are."""
    most = max((len({path for path in node.evidence if _DOSE.fullmatch(path)}) for node in nodes), default=0)
    return most + 3


class Shown(NamedTuple):
    """A node as tools show it.

    Attributes:
        choices: What is chosen, by the name of the list.
        arcs: Arcs to marks: name and key of the mark.
        links: Arcs to nodes: name and key of the node.
        hidden: The rest: values by path, and ids of mentions by `path.evidence`.
    """

    choices: dict[str, str]
    arcs: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    hidden: dict[str, Scalar | list[str]]


def shown(node: Node) -> Shown:
    """Parts what people see of a node from what only travels along."""
    choices: dict[str, str] = {}
    hidden: dict[str, Scalar | list[str]] = {}
    for path, value in node.values.items():
        choice = CHOICE_OF.get((node.kind, path))
        if choice:
            choices[choice.name] = str(value)
        else:
            hidden[path] = value
    arcs: list[tuple[str, str]] = []
    for path, marks in node.evidence.items():
        arc = arc_of(node.kind, path)
        if arc:
            arcs += [(arc, mark) for mark in marks]
        else:
            hidden[f"{path}.evidence"] = list(marks)
    links = tuple((LINK_ARCS[name], key) for name, keys in node.links.items() for key in keys)
    return Shown(choices, tuple(arcs), links, hidden)


def unshown(key: str, kind: Kind, case: str | None, item: str | None, seen: Shown) -> Node:
    """Returns the node that a tool shows.

    Args:
        key: Its key in the sheet.
        kind: What it is.
        case: Id of its case, where the tool carried it along.
        item: Its id, where the tool carried it along.
        seen: What is shown; arcs whose name its kind does not have are left out.
    """
    values: dict[str, Scalar] = {}
    evidence: dict[str, list[str]] = {}
    for path, value in seen.hidden.items():
        if isinstance(value, list):
            evidence[path.removesuffix(".evidence")] = list(value)
        else:
            values[path] = value
    for name, value in seen.choices.items():
        if name in CHOICE_NAMED and CHOICE_NAMED[name].kind is kind:
            values[CHOICE_NAMED[name].path] = value
    for arc, mark in seen.arcs:
        path_found = path_of(kind, arc)
        if path_found is not None:
            evidence.setdefault(path_found, []).append(mark)
    links: dict[str, list[str]] = {}
    for arc, other in seen.links:
        field = field_of(arc)
        if field is not None and LINK_KINDS[field] is kind:
            links.setdefault(field, []).append(other)
    return Node(
        key,
        kind,
        case,
        item,
        values,
        {path: tuple(marks) for path, marks in evidence.items()},
        {field: tuple(others) for field, others in links.items()},
        whole=bool(seen.hidden),
    )


def with_hidden(node: Node, held: Node) -> Node:
    """Returns a node with what of another people do not see."""
    values = {path: value for path, value in held.values.items() if (held.kind, path) not in CHOICE_OF}
    evidence = {path: marks for path, marks in held.evidence.items() if arc_of(held.kind, path) is None}
    return replace(node, values={**values, **node.values}, evidence={**evidence, **node.evidence})


def of_another_kind(node: Node) -> Node:
    """Returns a new item of a node that was of another kind: with its name, codes, choices and arcs alone."""
    values = {
        path: value
        for path, value in node.values.items()
        if path.partition(".")[0] in {"name", "codes"} or (node.kind, path) in CHOICE_OF
    }
    evidence = {path: marks for path, marks in node.evidence.items() if arc_of(node.kind, path) is not None}
    return replace(node, id=None, values=values, evidence=evidence)
