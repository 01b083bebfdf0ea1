"""What becomes of the cases of a record when people changed marks, arcs and choices in a tool."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from caseline.errors import ReadingError
from caseline.export.codes import with_match, without_match
from caseline.export.ids import fresh_id
from caseline.export.sheet import ITSELF, Kind, Node, Sheet
from caseline.export.structure import LETTERS, LINKS, key_of, nodes_of, pruned, without_references
from caseline.export.visible import LINK_ARCS, TYPES, of_another_kind, with_hidden
from caseline.schema.report import CaseReport

_Held = TypeVar("_Held")
_Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which mentions there are to rest on.

    Attributes:
        written: Ids of mentions by the keys of what was written.
        read: Ids of mentions by the keys of what was read.
        present: Ids of all that there will be.
        gone: Ids that the record's own values may not rest on any longer.
    """

    written: Mapping[str, str]
    read: Mapping[str, str]
    present: Collection[str]
    gone: Collection[str]


def merged_nodes(base: CaseReport, written: Sheet, read: Sheet, evidence: Evidence) -> list[Node]:
    """Returns the nodes of the record as they will be, under the record's own keys and ids.

    A sheet without any node is of a tool that has not kept them; then cases only lose what they rested on.

    Raises:
        ReadingError: When it cannot be told what case an item is of, or an item names one of another case.
    """
    _check_ends(read)
    carried = written if read.nodes else replace(written, nodes=())
    before = {node.key: node for node in _keyed(carried, base, evidence.written)}
    after = {node.key: node for node in _keyed(read, base, evidence.read)}
    stays = [one for one in evidence.present if one not in evidence.gone]
    known = nodes_of(base.cases)
    made: list[Node] = []
    for node in known:
        was, now = before.get(node.key), after.pop(node.key, None)
        if was is None:
            made += _repaired(node, node, frozenset(stays))
        elif now is not None:
            made += _repaired(node, with_match(_patched(node, was, now), node), frozenset(stays))
    for node in after.values():
        made += _repaired(node, node, frozenset(evidence.present))
    return _linked(made, {node.key for node in known}, read)


def _keyed(sheet: Sheet, base: CaseReport, ids: Mapping[str, str]) -> list[Node]:
    """Returns the nodes of a sheet under the record's keys; those without an id get the next free one."""
    used = {part for node in nodes_of(base.cases) for part in (node.case, node.id)}
    used |= {part for node in sheet.nodes for part in (node.case, node.id)}
    named = _with_cases(sheet, used, [case.id for case in base.cases])
    keys: dict[str, str] = {}
    taken: set[str] = set()
    made: list[Node] = []
    for node in map(without_match, map(_of_its_kind, named)):
        one = node.id or fresh_id(LETTERS[node.kind], used)
        used.add(one)
        key = str(node.case) if node.kind is Kind.CASE else key_of(str(node.case), one)
        if key in taken:
            reason = f"holds {one} of case {node.case} twice; remove one, or leave its id out"
            raise ReadingError(sheet.path or sheet.name, reason, where=node.key)
        taken.add(key)
        keys[node.key] = key
        made.append(replace(node, key=key, id=one))
    return [
        replace(
            node,
            evidence={
                path: tuple(ids.get(mark, mark) for mark in marks) for path, marks in node.evidence.items()
            },
            links={
                name: tuple(keys[other] for other in others if other in keys)
                for name, others in node.links.items()
            },
        )
        for node in made
    ]


def _check_ends(sheet: Sheet) -> None:
    """Checks that arcs for evidence go to mentions, and the others to items of the kind that they name.

    An arc to what is not there any longer is passed over.

    Raises:
        ReadingError: When one goes elsewhere.
    """
    marks = {mark.key for mark in sheet.marks}
    kinds = {node.key: node.kind for node in sheet.nodes}
    for node in sheet.nodes:
        ends = [("an arc for evidence", "a mention", key) for keys in node.evidence.values() for key in keys]
        ends += [
            (LINK_ARCS[name], TYPES[LINKS[name]], key) for name, keys in node.links.items() for key in keys
        ]
        for arc, wanted, key in ends:
            found = TYPES[kinds[key]] if key in kinds else "a mention" if key in marks else wanted
            if found != wanted:
                reason = f"{arc} of a {TYPES[node.kind]} goes to {found} ({key}); draw it to {wanted}, or remove it"
                raise ReadingError(sheet.path or sheet.name, reason, where=node.key)


def _of_its_kind(node: Node) -> Node:
    """Returns a node, as a new one where people made a therapy of the drug that has its id."""
    return of_another_kind(node) if node.id and not node.id.startswith(LETTERS[node.kind]) else node


def _with_cases(sheet: Sheet, used: set[str | None], cases: list[str]) -> list[Node]:
    """Returns the nodes, each with the id of its case; an item of no case is of the only one."""
    made: list[Node] = []
    for node in sheet.nodes:
        case = node.case or node.id
        if node.kind is Kind.CASE:
            case = case or fresh_id("c", used)
            node = replace(node, case=case, id=case)  # noqa: PLW2901 - the same node, named
            used.add(case)
        cases += [node.case] if node.case else []
        made.append(node)
    names = sorted(set(cases))
    if len(names) > 1 and any(node.case is None for node in made):
        lost = next(node for node in made if node.case is None)
        reason = f"a {lost.kind} names no case; choose one of {', '.join(names)} for it"
        raise ReadingError(sheet.path or sheet.name, reason, where=lost.key)
    only = names[0] if names else "c1"
    return [node if node.case else replace(node, case=only) for node in made]


def _patched(node: Node, was: Node, now: Node) -> Node:
    """Returns a node of the record with what differs between what was written and what was read.

    A note that was deleted says nothing of what it held.
    """
    if was.whole and not now.whole:
        now = with_hidden(now, was)
    return replace(
        node,
        values=_patch(node.values, was.values, now.values),
        evidence=_patch(node.evidence, was.evidence, _in_order(was.evidence, now.evidence)),
        links=_patch(node.links, was.links, _in_order(was.links, now.links)),
    )


def _patch(
    whole: Mapping[str, _Held], was: Mapping[str, _Held], now: Mapping[str, _Held]
) -> dict[str, _Held]:
    made = dict(whole)
    for name in {**was, **now}:
        if was.get(name) != now.get(name):
            made.pop(name, None)
            if name in now:
                made[name] = now[name]
    return made


def _in_order(was: Mapping[str, _Ids], now: Mapping[str, _Ids]) -> dict[str, _Ids]:
    """Returns what arcs name in the order it had, what is new behind it; tools write arcs in any order."""
    made: dict[str, _Ids] = {}
    for name, ids in now.items():
        place = {one: index for index, one in enumerate(was.get(name, ()))}
        made[name] = tuple(sorted(ids, key=lambda one: place.get(one, len(place))))
    return made


def _repaired(was: Node, node: Node, present: frozenset[str]) -> list[Node]:
    """Returns a node resting on mentions that are there, without what has lost all it rested on.

    Nothing is left of an item that has lost all its own evidence.
    """
    evidence = {
        path: left
        for path, marks in node.evidence.items()
        if (left := tuple(mark for mark in marks if mark in present))
    }
    lost = [path for path in {**was.evidence, **node.evidence} if path not in evidence]
    if ITSELF in lost:
        return []
    return [pruned(replace(node, evidence=evidence), lost)]


def _linked(nodes: Sequence[Node], known: Iterable[str], sheet: Sheet) -> list[Node]:
    """Returns the nodes without links to what is gone.

    Raises:
        ReadingError: When one names an item of another case.
    """
    there = {node.key: node for node in nodes}
    gone = frozenset(key for key in known if key not in there)
    made: list[Node] = []
    for node in nodes:
        for other in (one for others in node.links.values() for one in others if one in there):
            if there[other].case != node.case:
                reason = (
                    f"{node.id} of case {node.case} names {there[other].id} of case {there[other].case}; "
                )
                raise ReadingError(sheet.path or sheet.name, f"{reason}remove the arc between them")
        links = {name: tuple(one for one in others if one in there) for name, others in node.links.items()}
        mine = frozenset(key.partition("/")[2] for key in gone if key.startswith(f"{node.case}/"))
        linked = replace(node, links={name: others for name, others in links.items() if others})
        made.append(without_references(linked, mine))
    return made
