"""Writes brat standoff: mentions as T lines, cases and their items as events, their fields as arcs and attributes.

Source: https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count

from caseline.export.brat_spans import as_note, covered, fragments
from caseline.export.codes import code_fields
from caseline.export.sheet import FLAGS, Mark, Node, Sheet, Stretch, anchors
from caseline.export.visible import TYPES, Shown, shown

# What Python, and so brat, takes for the end of a line; JSON need not escape them.
_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}
# What people marked needs no note.
_BY_PEOPLE = "found_by=curator"


class _Numbers:
    """Gives the ids of a file: one row of numbers for each kind of line."""

    def __init__(self, sheet: Sheet) -> None:
        used = [int(mark.id[1:]) for mark in sheet.marks if mark.id]
        # A mention m7 is T7, so that it is known again.
        self.marks = {mark.key: f"T{(mark.id or 'm0')[1:]}" for mark in sheet.marks}
        self.triggers = count(max(used, default=0) + 1)
        self.attributes = count(1)
        self.references = count(1)
        self.notes = count(1)
        self.events = {node.key: f"E{number}" for number, node in enumerate(sheet.nodes, start=1)}


def standoff(sheet: Sheet) -> str:
    """Returns the `.ann` file of a sheet."""
    numbers = _Numbers(sheet)
    places = anchors(sheet)
    lines = [line for mark in sheet.marks for line in _mark_lines(sheet.text, mark, numbers)]
    if places:
        parts = {mark.key: mark.parts for mark in sheet.marks}
        for node in sheet.nodes:
            pieces = fragments(sheet.text, parts[places[node.key]])
            lines += _node_lines(sheet.text, node, pieces, numbers)
    return "".join(f"{line}\n" for line in lines)


def _text_bound(text: str, name: str, label: str, pieces: tuple[Stretch, ...]) -> str:
    offsets = ";".join(f"{start} {end}" for start, end in pieces)
    return f"{name}\t{label} {offsets}\t{covered(text, pieces)}"


def _mark_lines(text: str, mark: Mark, numbers: _Numbers) -> Iterator[str]:
    name = numbers.marks[mark.key]
    yield _text_bound(text, name, mark.label, fragments(text, mark.parts))
    for flag in FLAGS:
        if flag in mark.flags:
            yield f"A{next(numbers.attributes)}\t{flag.capitalize()} {name}"
    if mark.excluded:
        yield f"A{next(numbers.attributes)}\tExcluded {name} {mark.excluded}"
    for code in mark.codes:
        reference, display = code_fields(code)
        shown_as = "" if display is None else f"\t{display}"
        yield f"N{next(numbers.references)}\tReference {name} {reference}{shown_as}"
    notes = [
        *(hint for hint in mark.hints if hint != _BY_PEOPLE),
        *filter(None, (as_note(text, mark.parts),)),
    ]
    if notes:
        yield f"#{next(numbers.notes)}\tAnnotatorNotes {name}\t{' '.join(notes)}"


def _node_lines(text: str, node: Node, pieces: tuple[Stretch, ...], numbers: _Numbers) -> Iterator[str]:
    seen = shown(node)
    name = numbers.events[node.key]
    trigger = f"T{next(numbers.triggers)}"
    label = TYPES[node.kind]
    yield _text_bound(text, trigger, label, pieces)
    yield " ".join((f"{name}\t{label}:{trigger}", *_arguments(seen, numbers)))
    yield f"A{next(numbers.attributes)}\tCaseId {name} {node.case}"
    if node.id != node.case:
        yield f"A{next(numbers.attributes)}\tItemId {name} {node.id}"
    for choice, value in seen.choices.items():
        yield f"A{next(numbers.attributes)}\t{choice} {name} {value}"
    if seen.hidden:
        told = json.dumps(seen.hidden, ensure_ascii=False).translate(_ESCAPED)
        yield f"#{next(numbers.notes)}\tAnnotatorNotes {name}\t{told}"


def _arguments(seen: Shown, numbers: _Numbers) -> Iterator[str]:
    """Yields the arguments of an event; brat numbers those of one name from the second on."""
    times: dict[str, int] = {}
    arcs = [(arc, numbers.marks[key]) for arc, key in seen.arcs]
    for arc, target in [*arcs, *((arc, numbers.events[key]) for arc, key in seen.links)]:
        times[arc] = times.get(arc, 0) + 1
        yield f"{arc}{times[arc] if times[arc] > 1 else ''}:{target}"
