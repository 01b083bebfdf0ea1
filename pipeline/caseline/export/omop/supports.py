"""What each mention supports, as paths through a case: `c1/e1`, `c1/e1/onset`, `c1/patient/age`."""

from __future__ import annotations

from collections.abc import Iterator

from caseline.schema.base import Part
from caseline.schema.case import Case


def supported_by(case: Case) -> dict[str, tuple[str, ...]]:
    """Returns the paths of a case that rest on a mention, by the mention's id, in the record's order.

    An item stands by its id, an entry of a list without ids by its number from 0.
    """
    made: dict[str, list[str]] = {}
    for path, mention in _evidence(case, case.id):
        made.setdefault(mention, []).append(path)
    return {mention: tuple(dict.fromkeys(paths)) for mention, paths in made.items()}


def _evidence(part: Part, path: str) -> Iterator[tuple[str, str]]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name == "evidence":
            yield from ((path, mention) for mention in value)
        elif isinstance(value, Part):
            yield from _evidence(value, f"{path}/{name}")
        elif isinstance(value, tuple):
            for number, one in enumerate(value):
                if isinstance(one, Part):
                    own = getattr(one, "id", None)
                    yield from _evidence(one, f"{path}/{own}" if own else f"{path}/{name}/{number}")
