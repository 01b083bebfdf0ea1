"""Items that people draw on a bare stretch of text, without an arc to a mention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from caseline.export.sheet import ITSELF, Kind, Mark, Node, Stretch
from caseline.schema.mention import Label

_LABELS: Final = {
    Kind.CONDITION: Label.DISORDER,
    Kind.DRUG: Label.DRUG,
    Kind.EVENT: Label.EVENT,
    Kind.THERAPY: Label.THERAPY,
}


def resting(
    nodes: Sequence[Node], marks: Sequence[Mark], places: Mapping[str, tuple[Stretch, ...]]
) -> tuple[tuple[Node, ...], tuple[Mark, ...]]:
    """Returns nodes and marks, where an item that is new and rests on nothing rests on what it is drawn over.

    That is the mention at these very characters, of the label that fits if there is one, else a new mention.

    Args:
        nodes: Cases and items.
        marks: Mentions.
        places: Where the nodes are drawn, by their keys.
    """
    made: list[Node] = []
    known = list(marks)
    for node in nodes:
        parts = places.get(node.key)
        if node.kind is Kind.CASE or node.id or ITSELF in node.evidence or not parts:
            made.append(node)
            continue
        there = [mark for mark in known if mark.parts == parts]
        fitting = [mark for mark in there if mark.label is _LABELS[node.kind]] or there
        if not fitting:
            fitting = [Mark(f"{node.key} drawn", None, _LABELS[node.kind], parts)]
            known += fitting
        made.append(replace(node, evidence={**node.evidence, ITSELF: (fitting[0].key,)}))
    return tuple(made), tuple(known)
