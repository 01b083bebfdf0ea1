"""Cases as nodes, and nodes as cases again: a case's fields by path, so that no format has to know them all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, get_args

from pydantic import ValidationError

from caseline.export.sheet import ITSELF, Kind, Node, Scalar
from caseline.schema.base import Part
from caseline.schema.case import Case, Condition, Drug, Event, Therapy

LISTS: Final = {
    Kind.CONDITION: "conditions",
    Kind.DRUG: "drugs",
    Kind.EVENT: "events",
    Kind.THERAPY: "therapies",
}
# Fields that name other nodes, and the kind they name.
LINKS: Final = {"indication": Kind.CONDITION, "suspects": Kind.DRUG, "for_events": Kind.EVENT}
LETTERS: Final = {
    Kind.CASE: "c",
    Kind.CONDITION: "k",
    Kind.DRUG: "d",
    Kind.EVENT: "e",
    Kind.THERAPY: "t",
}
_MODELS: Final[dict[Kind, type[Part]]] = {
    Kind.CASE: Case,
    Kind.CONDITION: Condition,
    Kind.DRUG: Drug,
    Kind.EVENT: Event,
    Kind.THERAPY: Therapy,
}
# Fields that hold an id of the case as a value of a deeper part; they go when the item goes.
_REFERENCES = frozenset({"drug", "event", "ref"})
_LISTED = frozenset({*LISTS.values(), *LINKS, "evidence", "id"})
_INDEX = re.compile(r"\d+")


def key_of(case: str, item: str) -> str:
    """Returns the key of an item, which is unique in a record even where two cases use the same ids."""
    return f"{case}/{item}"


def nodes_of(cases: Iterable[Case]) -> tuple[Node, ...]:
    """Returns cases and their items as nodes, in the record's order."""
    return tuple(node for case in cases for node in _nodes(case))


def _nodes(case: Case) -> Iterator[Node]:
    data = case.model_dump(mode="json")
    yield _node(Kind.CASE, data, case.id, case.id)
    for kind, listed in LISTS.items():
        for item in data[listed]:
            yield _node(kind, item, case.id, key_of(case.id, item["id"]))


def _node(kind: Kind, data: Mapping[str, Any], case: str, key: str) -> Node:
    values: dict[str, Scalar] = {}
    evidence: dict[str, tuple[str, ...]] = {}
    own = {name: value for name, value in data.items() if name not in _LISTED}
    if data.get("evidence"):
        evidence[ITSELF] = tuple(data["evidence"])
    for path, value in _flat(own):
        if path.rpartition(".")[2] == "evidence":
            evidence[path.rpartition(".")[0]] = tuple(value)
        else:
            values[path] = value
    links = {name: _keys(case, data[name]) for name in LINKS if data.get(name)}
    return Node(key, kind, case, data["id"], values, evidence, links)


def _keys(case: str, ids: str | list[str]) -> tuple[str, ...]:
    return tuple(key_of(case, one) for one in ([ids] if isinstance(ids, str) else ids))


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yields what is said, by path; an empty part of a list as true, which says that it is there."""
    if path.rpartition(".")[2] == "evidence":
        if value:
            yield path, value
    elif isinstance(value, dict | list):
        inner = list(value.items() if isinstance(value, dict) else enumerate(value))
        said = False
        for name, one in inner:
            for found in _flat(one, f"{path}.{name}" if path else str(name)):
                said = True
                yield found
        if not said and isinstance(value, dict) and _INDEX.fullmatch(path.rpartition(".")[2]):
            yield path, True
    elif value is not None:
        yield path, value


def nested(node: Node) -> dict[str, Any]:
    """Returns what a node says as JSON of its part of the record, without links."""
    tree: dict[str, Any] = {}
    for path, value in node.values.items():
        _put(tree, path, value)
    for path, marks in node.evidence.items():
        _put(tree, f"{path}.evidence" if path else "evidence", list(marks))
    found: dict[str, Any] = _listed(tree)
    return found


def _put(tree: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    for step in above:
        inner = tree.setdefault(step, {})
        if not isinstance(inner, dict):
            inner = tree[step] = {}
        tree = inner
    if not isinstance(tree.get(last), dict):
        tree[last] = {} if value is True and _INDEX.fullmatch(last) else value


def _listed(tree: Any) -> Any:
    """Returns a tree whose numbered steps are lists again, in the order of their numbers."""
    if not isinstance(tree, dict):
        return tree
    if tree and all(_INDEX.fullmatch(step) for step in tree):
        return [_listed(tree[step]) for step in sorted(tree, key=int)]
    return {step: _listed(one) for step, one in tree.items()}


def pruned(node: Node, paths: Iterable[str]) -> Node:
    """Returns a node without what stands at or below some paths."""
    gone = tuple(paths)

    def stays(path: str) -> bool:
        return not any(path == one or path.startswith(f"{one}.") for one in gone)

    return Node(
        node.key,
        node.kind,
        node.case,
        node.id,
        {path: value for path, value in node.values.items() if stays(path)},
        {path: marks for path, marks in node.evidence.items() if stays(path)},
        node.links,
    )


def without_references(node: Node, gone: frozenset[str]) -> Node:
    """Returns a node that names none of the items that are gone; a step of the course that is of one goes."""
    found = [
        path
        for path, value in node.values.items()
        if path.rpartition(".")[2] in _REFERENCES and value in gone and isinstance(value, str)
    ]
    if not found:
        return node
    return pruned(node, (path.removesuffix(".ref") for path in found))


def is_field(kind: Kind, path: str) -> bool:
    """Tells whether a path is in a field of a node; other programs put words of their own beside ours."""
    return path.partition(".")[0] in _MODELS[kind].model_fields


def is_number(kind: Kind, path: str) -> bool:
    """Tells whether a path of a node holds a number or a truth value rather than a text."""
    return _is_number(_MODELS[kind], re.sub(r"\.\d+(?=\.|$)", "", path))


@cache
def _is_number(model: type[Part], path: str) -> bool:
    name, _, rest = path.partition(".")
    field = model.model_fields.get(name)
    if field is None:
        return False
    if rest:
        inner = next(iter(_parts(field.annotation)), None)
        return inner is not None and _is_number(inner, rest)
    kinds = set(_leaves(field.annotation))
    if next(_parts(field.annotation), None) is not None:
        return True  # that a part is there, though it says nothing
    return bool(kinds & {int, float, bool}) and str not in kinds


def _leaves(annotation: object) -> Iterator[object]:
    inner = get_args(annotation)
    if inner:
        for one in inner:
            yield from _leaves(one)
    else:
        yield annotation


def _parts(annotation: object) -> Iterator[type[Part]]:
    return (one for one in _leaves(annotation) if isinstance(one, type) and issubclass(one, Part))


def as_text(value: Scalar) -> str:
    """Returns a value as text, for formats that know no other."""
    return value if isinstance(value, str) else json.dumps(value)


def from_text(kind: Kind, path: str, text: str) -> Scalar:
    """Returns the value of a path from its text; one that is no number stays a text, and is refused later."""
    if not is_number(kind, path):
        return text
    try:
        found = json.loads(text)
    except ValueError:
        return text
    return found if isinstance(found, int | float) else text


def problem_of(error: ValidationError) -> str:
    """Returns what is wrong with a case in one phrase."""
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"])
    return f"{where}: {first['msg']}"
