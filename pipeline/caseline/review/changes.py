"""The difference of two records of one text, as changes that people and programs can read.

Mentions, cases and items are told apart by their ids, so that an item put before the others changes nothing
of them. What has no id, such as doses and steps of the course, is matched by its content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from pydantic import JsonValue

from caseline.schema.base import Part
from caseline.schema.report import CaseReport

Json: TypeAlias = Any

_ITEMS = {"conditions": "condition", "drugs": "drug", "events": "event", "therapies": "therapy"}
_ENTRIES = {
    "codes": "code",
    "conflicts": "conflict",
    "doses": "dose",
    "sections": "section",
    "source_map": "origin",
    "timeline": "step of the course",
}
_LONGEST = 60


class Change(Part):
    """One difference.

    `path` names the place by ids, such as `cases.c1.events.e2.onset.value`; entries without an id are counted
    from 0, in the newer record unless they are gone. `before` and `after` are values as in the record's JSON;
    null where there is none.
    """

    path: str
    title: str
    before: JsonValue
    after: JsonValue


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the records two values stand."""

    path: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, part: str, words: str) -> _Place:
        """Returns the place of a part, such as an event, which is then spoken of by its name."""
        return _Place((*self.path, part), (*self.words, words), self.names)

    def at(self, step: str) -> _Place:
        """Returns the place of a field; its words join those of the field around it."""
        known = step.replace("_", " ")
        if not self.path or not self.words or self.words[-1].endswith(":"):
            return _Place((*self.path, step), (*self.words, known), self.names)
        return _Place((*self.path, step), (*self.words[:-1], f"{self.words[-1]} {known}"), self.names)

    def change(self, before: Json, after: Json) -> Change:
        """Returns the change of a value from one to another."""
        told = " ".join(self.words)
        old, new = self._shown(before), self._shown(after)
        if before is None:
            title = f"{told} {new} added" if new else f"{told} added"
        elif after is None:
            title = f"{told} {old} removed" if old else f"{told} removed"
        else:
            title = f"{told} {old} → {new}" if old != new else f"{told} changed"
        return Change(path=".".join(self.path), title=title, before=before, after=after)

    def _shown(self, value: Json) -> str:
        if isinstance(value, dict):
            found = next((value[key] for key in ("text", "value", "status", "display") if value.get(key)), "")
            return _cut(str(found)) if found != "" else ""
        if isinstance(value, list):
            return _cut(", ".join(self._shown(item) for item in value)) or "none"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if value is None:
            return "none"
        return _cut(self.names.get(str(value), str(value)))


def changes(before: CaseReport, after: CaseReport) -> tuple[Change, ...]:
    """Returns what differs, in the order of the record; nothing exactly when the records are equal."""
    old, new = _Side.of(before), _Side.of(after)
    found = [*_fields(_Place(), old.rest, new.rest)]
    names = {**_mention_names(old.mentions), **_mention_names(new.mentions)}
    found += _mentions(_Place(("mentions",)), old.mentions, new.mentions)
    found += _cases(old.cases, new.cases, names)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Side:
    """One record in pieces."""

    rest: dict[str, Json]
    mentions: list[Json]
    cases: list[Json]

    @classmethod
    def of(cls, report: CaseReport) -> _Side:
        """Takes a record apart."""
        found = report.model_dump(mode="json")
        return cls(mentions=found.pop("mentions"), cases=found.pop("cases"), rest=found)


def _mentions(place: _Place, old: Sequence[Json], new: Sequence[Json]) -> Iterator[Change]:
    for key, left, right in _by_id(old, new):
        if left is None or right is None:
            which = right or left
            done = "added" if left is None else "removed"
            title = f"mention {done}: {which['label']} {_quoted(which['text'])}"
            path = ".".join((*place.path, key))
            yield Change(path=path, title=title, before=left, after=right)
        elif left != right:
            at = _Place((*place.path, key), (f"mention {_quoted(left['text'])}:",))
            yield from _fields(at, left, right)
    yield from _order(_Place(place.path, ("mentions",)), old, new)


def _cases(old: Sequence[Json], new: Sequence[Json], names: Mapping[str, str]) -> Iterator[Change]:
    several = max(len(old), len(new)) > 1
    for key, left, right in _by_id(old, new):
        if left is None or right is None:
            done = "added" if left is None else "removed"
            title = f"case {key.removeprefix('c')} {done}"
            yield Change(path=f"cases.{key}", title=title, before=left, after=right)
            continue
        known = {**names, **_names(left), **_names(right)}
        words = (f"case {key.removeprefix('c')},",) if several else ()
        yield from _case(_Place(("cases", key), words, known), left, right)
    yield from _order(_Place(("cases",), ("cases",)), old, new)


def _case(place: _Place, old: Json, new: Json) -> Iterator[Change]:
    for family, kind in _ITEMS.items():
        at = _Place((*place.path, family), place.words, place.names)
        for key, left, right in _by_id(old[family], new[family]):
            if left is None or right is None:
                done = "added" if left is None else "removed"
                title = " ".join((*place.words, f"{kind} {_cut((right or left)['name'])} {done}"))
                yield Change(path=".".join((*at.path, key)), title=title, before=left, after=right)
            elif left != right:
                yield from _fields(at.of(key, f"{kind} {_cut(left['name'])}:"), left, right)
        yield from _order(at.of(family, family), old[family], new[family], path=at.path)
    yield from _fields(place.of("patient", "patient:"), old["patient"], new["patient"])
    whole = ("outcome", "timeline", "relation")
    told = f"{place.words[-1].removesuffix(',')}:" if place.words else "case:"
    yield from _fields(
        _Place(place.path, (told,), place.names),
        {name: old[name] for name in whole},
        {name: new[name] for name in whole},
    )


def _fields(place: _Place, old: Mapping[str, Json], new: Mapping[str, Json]) -> Iterator[Change]:
    """Yields the differences of two parts; fields that are left out are as null."""
    for name in dict.fromkeys((*old, *new)):
        left, right = old.get(name), new.get(name)
        if left != right:
            yield from _values(place.at(name), name, left, right)


def _values(place: _Place, name: str, old: Json, new: Json) -> Iterator[Change]:
    if name in _ENTRIES and isinstance(old or new, list):
        yield from _entries(place, old or [], new or [])
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _fields(place, old, new)
    else:
        yield place.change(old, new)


def _entries(place: _Place, old: Sequence[Json], new: Sequence[Json]) -> Iterator[Change]:
    """Yields the differences of two lists whose entries have no id."""
    left, right = ([repr(item) for item in items] for items in (old, new))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        paired = min(i2 - i1, j2 - j1)
        for step in range(paired):
            yield from _fields(_entry(place, j1 + step), old[i1 + step], new[j1 + step])
        for number in range(i1 + paired, i2):
            yield _entry(place, number).change(old[number], None)
        for number in range(j1 + paired, j2):
            yield _entry(place, number).change(None, new[number])


def _entry(place: _Place, number: int) -> _Place:
    path = (*place.path, str(number))
    words = f"{place.words[-1]} {number + 1}"
    return _Place(path, (*place.words[:-1], words), place.names)


def _by_id(old: Sequence[Json], new: Sequence[Json]) -> Iterator[tuple[str, Json, Json]]:
    """Yields what has an id with its counterpart, in the order of the newer record; what is gone comes last."""
    before = {item["id"]: item for item in old}
    after = {item["id"]: item for item in new}
    for key in (*after, *(key for key in before if key not in after)):
        yield key, before.get(key), after.get(key)


def _order(
    place: _Place, old: Sequence[Json], new: Sequence[Json], *, path: tuple[str, ...] | None = None
) -> Iterator[Change]:
    """Yields that what is in both stands in another order."""
    left, right = ([item["id"] for item in items] for items in (old, new))
    common = set(left) & set(right)
    before, after = ([key for key in keys if key in common] for keys in (left, right))
    if before != after:
        title = f"{' '.join(place.words)}: order changed"
        yield Change(path=".".join(path or place.path), title=title, before=list(before), after=list(after))


def _names(case: Json) -> dict[str, str]:
    return {item["id"]: item["name"] for family in _ITEMS for item in case[family]}


def _mention_names(mentions: Sequence[Json]) -> dict[str, str]:
    return {item["id"]: _quoted(item["text"]) for item in mentions}


def _quoted(text: str) -> str:
    return f"‘{_cut(text)}’"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
