"""Reads brat standoff, as it was written here, corrected in brat, or drawn there from nothing.

Relations (R, *) are other people's and are passed over, as are attributes and notes of what is not there.
Source: https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final

from caseline.errors import ReadingError
from caseline.export.brat_spans import covered, joined, noted
from caseline.export.codes import code_of
from caseline.export.drawn import resting
from caseline.export.sheet import EXCLUSIONS, FLAGS, LABELS, Kind, Mark, Node, Scalar, Sheet, Stretch, tidy
from caseline.export.visible import CHOICE_NAMED, KINDS, Shown, arcs_of, field_of, unshown
from caseline.reading.safe_json import parse_json
from caseline.schema.base import Code

_TEXT_BOUND = re.compile(r"(T[^\s:]+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?", re.DOTALL)
_EVENT = re.compile(r"(E[^\s:]+)\t([^\s:]+):([^\s:]+)((?: [^\s:]+:[^\s:]+)*) ?")
_ATTRIBUTE = re.compile(r"[AM]\S+\t(\S+) (\S+)(?: (\S+))?\s*")
_REFERENCE = re.compile(r"N\S+\t\S+ (\S+) (\S+)(?:\t(.*))?", re.DOTALL)
_NOTE = re.compile(r"#\S*\t\S+ (\S+)(?:\t(.*))?", re.DOTALL)
_ARGUMENT = re.compile(r"(.*?)(\d*):(.*)")
_MENTION_NUMBER = re.compile(r"T([1-9][0-9]*)")
_FLAGS: Final = {flag.capitalize(): flag for flag in FLAGS}
_IDS: Final = ("CaseId", "ItemId")
_SHAPES: Final = {
    "T": "T<id> TAB <label> <start> <end> TAB <text>",
    "E": "E<id> TAB <type>:<trigger> <role>:<id> ...",
    "A": "A<id> TAB <name> <id> [<value>]",
    "M": "M<id> TAB <name> <id> [<value>]",
    "N": "N<id> TAB Reference <id> <system>:<code> TAB <name>",
    "#": "#<id> TAB AnnotatorNotes <id> TAB <text>",
}


@dataclass(slots=True)
class _Event:
    kind: Kind
    trigger: str
    arguments: list[tuple[str, str]]


@dataclass(slots=True)
class _File:
    """What the lines say, by ids of the file, each with its line's number."""

    path: str
    text: str
    labels: dict[str, str] = field(default_factory=dict)
    pieces: dict[str, tuple[Stretch, ...]] = field(default_factory=dict)
    events: dict[str, _Event] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    codes: dict[str, list[Code]] = field(default_factory=dict)
    notes: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def error(self, line: int, reason: str) -> ReadingError:
        return ReadingError(self.path, reason, where=f"line {line}")


def sheet_of_standoff(name: str, path: str, text: str, standoff: str) -> Sheet:
    """Returns the sheet of a text and its `.ann` file.

    Raises:
        ReadingError: When a line is broken, a label unknown, or a span is not where the text has it.
    """
    file = _File(path, text)
    for number, line in enumerate(standoff.split("\n"), start=1):
        if line.strip():
            _take(file, number, line.removesuffix("\r"))
    marks = [_mark(file, one) for one, label in file.labels.items() if label not in KINDS]
    nodes = [_node(file, one, event) for one, event in file.events.items()]
    places = {
        one: joined(text, file.pieces[event.trigger])
        for one, event in file.events.items()
        if event.trigger in file.pieces
    }
    drawn, known = resting(nodes, marks, places)
    return Sheet(name, text, known, drawn, path)


def _take(file: _File, number: int, line: str) -> None:
    take = _TAKERS.get(line[0])
    if take is None:
        if line[0] not in "R*":
            raise file.error(
                number, f"begins with {line[0]!r}, which is no annotation of brat; remove the line"
            )
        return
    if not take(file, number, line):
        raise file.error(number, f"is not {_SHAPES[line[0]]}; correct or remove the line")


def _take_text_bound(file: _File, number: int, line: str) -> bool:
    found = _TEXT_BOUND.fullmatch(line)
    if found is None:
        return False
    name, label, offsets, text = found.groups()
    if label not in KINDS and label not in LABELS:
        raise file.error(number, f"the label {label!r} is unknown; use one of {', '.join((*LABELS, *KINDS))}")
    if name in file.labels:
        raise file.error(
            number, f"{name} is there already, in line {file.lines[name]}; give one of them another id"
        )
    written = [(int(start), int(end)) for start, end in (one.split(" ") for one in offsets.split(";"))]
    for start, end in written:
        if not start < end <= len(file.text):
            reason = f"{start}–{end} lies outside the text, which has {len(file.text)} characters"
            raise file.error(number, f"{reason}; draw the span again in brat")
    if text is not None and _words(text) != _words(covered(file.text, written)):
        reason = f"reads {text[:60]!r}, but the text has {covered(file.text, written)[:60]!r} there"
        raise file.error(number, f"{reason}; the .txt is not the one that was annotated")
    file.labels[name] = label
    file.pieces[name] = tidy(written)
    file.lines[name] = number
    return True


def _words(text: str) -> str:
    return "".join(text.split())


def _take_event(file: _File, number: int, line: str) -> bool:
    found = _EVENT.fullmatch(line)
    if found is None:
        return False
    name, label, trigger, rest = found.groups()
    if label not in KINDS:
        raise file.error(number, f"the event type {label!r} is unknown; use one of {', '.join(KINDS)}")
    kind = KINDS[label]
    arguments: list[tuple[str, str]] = []
    for argument in rest.split():
        parts = _ARGUMENT.fullmatch(argument)
        if parts is None:
            return False
        arc = parts[1]
        if arc not in arcs_of(kind) and field_of(arc) is None:
            known = ", ".join(arcs_of(kind)[:6])
            raise file.error(number, f"the role {arc!r} is unknown for {label}; it has {known} and the like")
        arguments.append((arc, parts[3]))
    file.events[name] = _Event(kind, trigger, arguments)
    file.lines[name] = number
    return True


def _take_attribute(file: _File, number: int, line: str) -> bool:
    found = _ATTRIBUTE.fullmatch(line)
    if found is None:
        return False
    name, target, value = found.groups()
    if name in CHOICE_NAMED:
        allowed = tuple(map(str, CHOICE_NAMED[name].values))
    elif name == "Excluded":
        allowed = tuple(EXCLUSIONS)
    elif name in _IDS:
        allowed = (value,) if value and re.fullmatch(r"[a-z][1-9][0-9]*", value) else ("c1", "d1", "e1")
    elif name in _FLAGS:
        allowed = ()
    else:
        raise file.error(
            number, f"the attribute {name!r} is unknown; use one of {', '.join(_known_attributes())}"
        )
    if allowed and value not in allowed:
        raise file.error(number, f"{name} is {value!r}; use one of {', '.join(allowed)}")
    file.attributes.setdefault(target, {})[name] = value or ""
    return True


def _known_attributes() -> tuple[str, ...]:
    return (*_FLAGS, "Excluded", *_IDS, *CHOICE_NAMED)


def _take_reference(file: _File, _number: int, line: str) -> bool:
    found = _REFERENCE.fullmatch(line)
    code = code_of(found[2], found[3]) if found else None
    if found is None or code is None:
        return False
    file.codes.setdefault(found[1], []).append(code)
    return True


def _take_note(file: _File, number: int, line: str) -> bool:
    found = _NOTE.fullmatch(line)
    if found is None:
        return False
    file.notes.setdefault(found[1], []).append((number, found[2] or ""))
    return True


_TAKERS: Final[Mapping[str, Callable[[_File, int, str], bool]]] = {
    "T": _take_text_bound,
    "E": _take_event,
    "A": _take_attribute,
    "M": _take_attribute,
    "N": _take_reference,
    "#": _take_note,
}


def _mark(file: _File, name: str) -> Mark:
    said = file.attributes.get(name, {})
    pieces = file.pieces[name]
    told = (noted(file.text, pieces, note) for _, note in file.notes.get(name, []))
    numbered = _MENTION_NUMBER.fullmatch(name)
    return Mark(
        key=name,
        id=f"m{numbered[1]}" if numbered else None,
        label=LABELS[file.labels[name]],
        parts=next(filter(None, told), ()) or joined(file.text, pieces),
        flags=frozenset(flag for shown_as, flag in _FLAGS.items() if shown_as in said),
        excluded=EXCLUSIONS[said["Excluded"]] if "Excluded" in said else None,
        codes=tuple(file.codes.get(name, ())),
    )


def _node(file: _File, name: str, event: _Event) -> Node:
    said = dict(file.attributes.get(name, {}))
    case, item = said.pop("CaseId", None), said.pop("ItemId", None)
    hidden = dict(chain.from_iterable(one.items() for one in _hidden(file, name)))
    triggers = {one.trigger: key for key, one in file.events.items()}
    arcs: list[tuple[str, str]] = []
    links: list[tuple[str, str]] = []
    for arc, target in event.arguments:
        if field_of(arc) is None:
            arcs.append((arc, target))
        else:
            links.append((arc, triggers.get(target, target)))
    seen = Shown(said, tuple(arcs), tuple(links), hidden)
    node = unshown(name, event.kind, case, item, seen)
    return replace(node, id=case) if event.kind is Kind.CASE else node


def _hidden(file: _File, name: str) -> Iterator[dict[str, Scalar | list[str]]]:
    """Yields what notes say of an item in JSON; a note in words is a person's."""
    for number, note in file.notes.get(name, []):
        if not note.lstrip().startswith("{"):
            continue
        try:
            value = parse_json(note, file.path)
        except ReadingError as error:
            raise file.error(number, f"the note {error.reason}, or remove its braces") from error
        if not isinstance(value, dict) or not all(map(_is_said, value.values())):
            raise file.error(number, "the note is no JSON object of values; correct it, or remove its braces")
        yield value


def _is_said(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, str | int | float)
