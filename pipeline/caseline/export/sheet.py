"""What a tool's file says of one text: marked stretches, and the parts of cases drawn between them.

Every format is written from a `Sheet` and read into one, so each only knows its own syntax.
Offsets are characters (code points) of the text, half-open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from caseline.schema.base import Code
from caseline.schema.document import Section
from caseline.schema.mention import Exclusion, Label
from caseline.schema.report import CaseReport

FLAGS = ("negated", "uncertain", "historical", "hypothetical")
LABELS = {str(label): label for label in Label}
EXCLUSIONS = {str(reason): reason for reason in Exclusion}
Scalar = str | int | float | bool
Stretch = tuple[int, int]
# The path of what a part of a case itself rests on.
ITSELF = ""


class Kind(StrEnum):
    """What a node is: a case with its patient, course and outcome, or one of the case's items."""

    CASE = "case"
    CONDITION = "condition"
    DRUG = "drug"
    EVENT = "event"
    THERAPY = "therapy"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention as a tool knows it.

    Attributes:
        key: What nodes of the sheet call it.
        id: The mention's id in the record, where the tool carried it along.
        label: What it speaks of.
        parts: Its stretches, apart and in order; one unless it is discontinuous.
        flags: Those of `FLAGS` that are set.
        excluded: Why it is in no case.
        codes: Concepts of terminologies.
        hints: What people like to see of it and nobody reads back: finder, score.
    """

    key: str
    id: str | None
    label: Label
    parts: tuple[Stretch, ...]
    flags: frozenset[str] = frozenset()
    excluded: Exclusion | None = None
    codes: tuple[Code, ...] = ()
    hints: tuple[str, ...] = field(default=(), compare=False)

    @property
    def start(self) -> int:
        """First character."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """One past the last character."""
        return self.parts[-1][1]


@dataclass(frozen=True, slots=True)
class Node:
    """A case, or an item of one.

    Attributes:
        key: What links of the sheet call it.
        kind: What it is.
        case: Id of the case, where it is known.
        id: Id of the item (of the case, for a case), where it is known.
        values: Everything it says, by path, such as `onset.value`.
        evidence: Keys of the marks that the node itself (`ITSELF`) or one of its paths rests on; ids of
            mentions where tools do not show it, since they may have given marks new keys.
        links: Keys of other nodes by field: suspects, for_events, indication.
        whole: Whether what travels along unseen is there; not when somebody deleted the note that held it.
    """

    key: str
    kind: Kind
    case: str | None = None
    id: str | None = None
    values: Mapping[str, Scalar] = field(default_factory=dict)
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a file says of one text.

    Attributes:
        name: Its name among those of an export.
        text: The text.
        marks: The mentions.
        nodes: Cases and their items.
        path: The file, for messages.
        facts: Fields of the document, such as title.
        sections: Sections of the text, where the format has them.
    """

    name: str
    text: str
    marks: tuple[Mark, ...] = ()
    nodes: tuple[Node, ...] = ()
    path: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()


def plain(code: Code) -> Code:
    """Returns a code as people know it, without how it was come by."""
    return Code(system=code.system, code=code.code, display=code.display)


def marks_of(record: CaseReport) -> tuple[Mark, ...]:
    """Returns the mentions of a record as marks, whose keys are their ids."""
    return tuple(
        Mark(
            key=one.id,
            id=one.id,
            label=one.label,
            parts=one.parts or ((one.start, one.end),),
            flags=frozenset(name for name in FLAGS if getattr(one, name)),
            excluded=one.excluded,
            codes=tuple(map(plain, one.codes)),
            hints=(f"found_by={one.found_by}", *(() if one.score is None else (f"score={one.score:.3g}",))),
        )
        for one in record.mentions
    )


def tidy(parts: Iterator[Stretch] | tuple[Stretch, ...] | list[Stretch]) -> tuple[Stretch, ...]:
    """Returns stretches in order, those that touch or overlap as one."""
    made: list[Stretch] = []
    for start, end in sorted(parts):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return tuple(made)


def anchors(sheet: Sheet) -> dict[str, str]:
    """Returns for each node the mark that a tool shows it at.

    It is the first that the node rests on; a node without evidence stands where its case does. Nothing is
    read from the place again, so any will do. Empty where there is no mark at all.
    """
    known = {mark.key for mark in sheet.marks}
    at: dict[str, str] = {}
    for node in sheet.nodes:
        found = next((key for key in chain.from_iterable(node.evidence.values()) if key in known), None)
        if found is not None:
            at[node.key] = found
    of_case: dict[str | None, str] = {}
    for node in sheet.nodes:
        if node.key in at and (node.kind is Kind.CASE or node.case not in of_case):
            of_case[node.case] = at[node.key]
    first = next((mark.key for mark in sheet.marks), None)
    if first is None:
        return {}
    return {node.key: at.get(node.key) or of_case.get(node.case) or first for node in sheet.nodes}
