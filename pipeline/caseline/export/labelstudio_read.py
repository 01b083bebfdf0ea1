"""Reads what Label Studio exports as JSON: tasks with annotations, or with predictions only.

Label Studio counts characters (code points) since its release 1.4 or so; older ones counted UTF-16 units. The
text of each region tells which it was, so both are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from caseline.errors import ReadingError
from caseline.export.checked import Checked
from caseline.export.codes import code_of_line
from caseline.export.drawn import resting
from caseline.export.labelstudio_config import CODES, CONTEXT, EXCLUDED, ITEMS, LABELS
from caseline.export.offsets import Units
from caseline.export.regions import PART, gathered
from caseline.export.sheet import EXCLUSIONS, FLAGS, Kind, Mark, Node, Scalar, Sheet, Stretch
from caseline.export.sheet import LABELS as KNOWN_LABELS
from caseline.export.visible import CHOICE_NAMED, KINDS, Shown, arcs_of, field_of, links_of, unshown
from caseline.reading.safe_json import parse_json
from caseline.schema.base import Code

_WHAT = "export the project from Label Studio as JSON"
_MENTION = re.compile(r"id=(m[1-9][0-9]*)")
_ITEM = re.compile(r"id=(c[1-9][0-9]*)(?:/([kdet][1-9][0-9]*))?")
_FACTS: Final = ("source", "title", "doi", "pmid", "pmcid", "journal")


@dataclass(slots=True)
class _Region:
    """What the results with one id say."""

    key: str
    where: str
    stretch: Stretch
    label: str | None = None
    is_item: bool = False
    choices: dict[str, list[str]] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    meta: list[str] = field(default_factory=list)


def sheets_of_tasks(value: object, path: str) -> Iterator[Sheet | ReadingError]:
    """Yields the sheets of an export, and what is wrong with the other tasks."""
    checked = Checked(path, _WHAT)
    tasks = value if isinstance(value, list) else [value]
    for index, task in enumerate(tasks):
        where = f"/{index}" if isinstance(value, list) else ""
        try:
            yield sheet_of_task(task, checked, where)
        except ReadingError as error:
            yield error


def sheet_of_task(value: object, checked: Checked, where: str = "") -> Sheet:
    """Returns the sheet of a task.

    Raises:
        ReadingError: When it has another shape, a label is unknown, or a region is not where the text has it.
    """
    task = checked.members(value, where)
    results, place = _results(task, checked, where)
    data = checked.members(task["data"], f"{where}/data")
    text = checked.text(data.get("text"), f"{where}/data/text")
    name = data.get("name")
    regions, relations = _taken(results, checked, place, text)
    marks, keys = gathered(
        [_mark(one, checked) for one in regions.values() if one.label and not one.is_item],
        [(one, other) for one, other, labels in relations if PART in labels],
    )
    nodes = _nodes(regions, _drawn(regions, relations, keys, checked), checked)
    places = {one.key: (one.stretch,) for one in regions.values() if one.is_item}
    drawn, known = resting(nodes, marks, places)
    facts = {key: data[key] for key in _FACTS if isinstance(data.get(key), str)}
    return Sheet(name if isinstance(name, str) else "", text, known, drawn, checked.path, facts)


def _results(task: dict[str, Any], checked: Checked, where: str) -> tuple[list[Any], str]:
    """Returns the results that count: of an annotation that was not cancelled, else of the prediction."""
    if "data" not in task:
        reason = "is JSON-MIN, which keeps neither relations nor ids; export as JSON"
        raise checked.error(where, reason if LABELS in task else f"has no data; {_WHAT}")
    for listed in ("annotations", "completions", "predictions"):
        given = checked.items(task.get(listed), f"{where}/{listed}")
        # One that was starred as ground truth counts before later ones.
        starred = [isinstance(one, dict) and one.get("ground_truth") is True for one in given]
        for index in sorted(range(len(given)), key=lambda place: (starred[place], place), reverse=True):
            place = f"{where}/{listed}/{index}"
            if isinstance(given[index], int):
                reason = f"holds only the number of a {listed[:-1]}; export with annotations as full JSON"
                raise checked.error(place, reason)
            one = checked.members(given[index], place)
            if not one.get("was_cancelled"):
                return checked.items(one.get("result"), f"{place}/result"), f"{place}/result"
    raise checked.error(where, f"has neither annotations nor predictions; {_WHAT}")


def _taken(
    results: list[Any], checked: Checked, where: str, text: str
) -> tuple[dict[str, _Region], list[tuple[str, str, list[str]]]]:
    """Returns the regions by id, and the relations."""
    regions: dict[str, _Region] = {}
    relations: list[tuple[str, str, list[str]]] = []
    found: list[tuple[str, dict[str, Any]]] = []
    for index, given in enumerate(results):
        place = f"{where}/{index}"
        result = checked.members(given, place)
        if result.get("type") == "relation":
            one, other = (checked.text(result.get(end), f"{place}/{end}") for end in ("from_id", "to_id"))
            labels = [str(label) for label in checked.items(result.get("labels"), f"{place}/labels")]
            # People turn an arc round by its direction.
            relations.append(
                (other, one, labels) if result.get("direction") == "left" else (one, other, labels)
            )
        elif str(result.get("from_name")) in _CONTROLS:
            found.append((place, result))
    units = _units(found, checked, text)
    for place, result in found:
        _take(regions, result, checked, place, units)
    return regions, relations


_CONTROLS: Final = frozenset({LABELS, ITEMS, CONTEXT, EXCLUDED, CODES, *CHOICE_NAMED})


def _units(found: list[tuple[str, dict[str, Any]]], checked: Checked, text: str) -> Units:
    """Returns how the offsets of a task count, as the text of its regions shows."""
    spans: list[tuple[str, int, int, str | None]] = []
    for place, result in found:
        if result["from_name"] not in {LABELS, ITEMS}:
            continue
        value = checked.members(result.get("value"), f"{place}/value")
        start, end = (checked.number(value.get(key), f"{place}/value/{key}") for key in ("start", "end"))
        covered = value.get("text")
        spans.append((place, start, end, covered if isinstance(covered, str) else None))
    for units in (Units.plain(text), Units.utf16(text)):
        if all(_fits(text, units, span) for span in spans):
            return units
    place, start, end, covered = next(span for span in spans if not _fits(text, Units.plain(text), span))
    if not 0 <= start < end <= len(text):
        reason = f"{start}–{end} lies outside the text, which has {len(text)} characters; remove the region"
        raise checked.error(place, reason)
    reason = f"reads {str(covered)[:60]!r}, but the text has {text[start:end][:60]!r} at {start}–{end}"
    raise checked.error(place, f"{reason}; the text is not the one that was annotated")


def _fits(text: str, units: Units, span: tuple[str, int, int, str | None]) -> bool:
    _, first, last, covered = span
    start, end = units.point(first), units.point(last)
    if start is None or end is None or not start < end:
        return False
    return covered is None or _words(covered) == _words(text[start:end])


def _words(text: str) -> str:
    """Returns a text without white space, which browsers change; ends of lines were once written out."""
    return "".join(text.replace("\\n", "\n").split())


def _take(
    regions: dict[str, _Region], result: dict[str, Any], checked: Checked, where: str, units: Units
) -> None:
    key = checked.text(result.get("id"), f"{where}/id")
    value = checked.members(result.get("value"), f"{where}/value")
    control = result["from_name"]
    region = regions.get(key) or regions.setdefault(key, _Region(key, where, (0, 0)))
    if control in {LABELS, ITEMS}:
        labels = checked.items(value.get("labels"), f"{where}/value/labels")
        if not labels:
            return
        region.label = checked.text(labels[0], f"{where}/value/labels/0")
        region.is_item = control == ITEMS
        region.where = where
        region.stretch = units.point(value["start"]) or 0, units.point(value["end"]) or 0
        known = KINDS if region.is_item else KNOWN_LABELS
        if region.label not in known:
            reason = f"the label {region.label!r} is unknown; use one of {', '.join(known)}"
            raise checked.error(f"{where}/value/labels/0", reason)
        meta = checked.members(result.get("meta") or {}, f"{where}/meta")
        region.meta = [str(one) for one in checked.items(meta.get("text"), f"{where}/meta/text")]
    elif control == CODES:
        lines = value.get("text")
        given = [lines] if isinstance(lines, str) else checked.items(lines, f"{where}/value/text")
        region.codes = [checked.text(one, f"{where}/value/text") for one in given]
    else:
        given = checked.items(value.get("choices"), f"{where}/value/choices")
        region.choices[control] = [checked.text(one, f"{where}/value/choices") for one in given]


def _mark(region: _Region, checked: Checked) -> Mark:
    flags = region.choices.get(CONTEXT, [])
    excluded = next(iter(region.choices.get(EXCLUDED, [])), None)
    for value, known in ((excluded, EXCLUSIONS), *((flag, FLAGS) for flag in flags)):
        if value is not None and value not in known:
            raise checked.error(
                region.where, f"the choice {value!r} is unknown; use one of {', '.join(known)}"
            )
    codes: list[Code] = []
    for line in region.codes:
        code = code_of_line(line)
        if code is None:
            raise checked.error(
                region.where, f"{line[:60]!r} is no code; write it as HPO:HP:0000967 Petechiae"
            )
        codes.append(code)
    found = next(filter(None, map(_MENTION.fullmatch, (*region.meta, f"id={region.key}"))), None)
    return Mark(
        region.key,
        found[1] if found else None,
        KNOWN_LABELS[str(region.label)],
        (region.stretch,),
        frozenset(flags),
        EXCLUSIONS[excluded] if excluded else None,
        tuple(codes),
    )


def _drawn(
    regions: Mapping[str, _Region],
    relations: list[tuple[str, str, list[str]]],
    keys: Mapping[str, str],
    checked: Checked,
) -> list[tuple[str, str, list[str]]]:
    """Returns the relations between mentions and items rather than regions; those of others are passed over."""
    made: list[tuple[str, str, list[str]]] = []
    for one, other, labels in relations:
        known = [label for label in labels if label in _ARCS]
        start = regions.get(one)
        kind = KINDS[str(start.label)] if start and start.is_item else None
        for label in known:
            if start and (kind is None or label not in (*arcs_of(kind), *links_of(kind))):
                what = f"the {start.label} region" if start.label else "the region without a label"
                reason = f"the relation {label} goes from {what} {one}, which has none; draw it from its item"
                raise checked.error(start.where, f"{reason}, or remove it")
        made.append((one, keys.get(other, other), known))
    return made


_ARCS: Final = frozenset(arc for kind in Kind for arc in (*arcs_of(kind), *links_of(kind)))


def _nodes(
    regions: Mapping[str, _Region],
    relations: list[tuple[str, str, list[str]]],
    checked: Checked,
) -> list[Node]:
    made: list[Node] = []
    for one in regions.values():
        if not one.is_item:
            continue
        kind = KINDS[str(one.label)]
        drawn = [(label, other) for start, other, labels in relations if start == one.key for label in labels]
        arcs = tuple((label, other) for label, other in drawn if label in arcs_of(kind))
        links = tuple((label, other) for label, other in drawn if field_of(label))
        choices = {name: values[0] for name, values in one.choices.items() if values}
        found = next(filter(None, map(_ITEM.fullmatch, (*one.meta, f"id={one.key}"))), None)
        case, item = found.groups() if found else (None, None)
        seen = Shown(choices, arcs, links, _hidden(one, checked))
        node = unshown(one.key, kind, case, item, seen)
        made.append(replace(node, id=case) if kind is Kind.CASE else node)
    return made


def _hidden(region: _Region, checked: Checked) -> dict[str, Scalar | list[str]]:
    for note in region.meta:
        if note.startswith("{"):
            value = checked.members(parse_json(note, checked.path, region.where), f"{region.where}/meta/text")
            return dict(value)
    return {}
