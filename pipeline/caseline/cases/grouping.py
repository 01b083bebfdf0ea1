"""Introductions put together by the person that they introduce."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from heapq import heappop, heappush
from itertools import product

from caseline.cases.conflicts import contradicted, seen_as
from caseline.cases.introductions import Introduction
from caseline.cases.normalise.age import AgeValue


class _Told(Enum):
    """What stands in the place of a number, an age or a sex."""

    ANY = auto()  # whatever it is
    MIXED = auto()  # the members of a group differ in it


_ANY = _Told.ANY
_Traits = tuple[Hashable, Hashable, Hashable]


def grouped(introductions: Sequence[Introduction], *, series: bool) -> list[list[Introduction]]:
    """Puts introductions of one person together; only full introductions that differ found a new one."""
    several = series or len({item.number for item in introductions if item.number}) > 1
    found = _Groups()
    for introduction in introductions:
        place = found.place_of(introduction)
        if place is None and (
            not found.groups
            or (_is_full(introduction, several=several) and (several or not found.contradict(introduction)))
        ):
            place = found.begin()
        found.add(introduction, len(found.groups) - 1 if place is None else place)
    return [group.members for group in found.groups]


@dataclass
class _Group:
    """The introductions of a person: number, age and sex that they agree on, and all ages told."""

    members: list[Introduction] = field(default_factory=list)
    traits: _Traits = (None, None, None)
    ages: set[AgeValue | None] = field(default_factory=set)
    looks: dict[Hashable, Introduction] = field(default_factory=dict)


class _Groups:
    """The persons told of so far, found by what an introduction tells instead of by asking each member of each."""

    def __init__(self) -> None:
        self.groups: list[_Group] = []
        # By what groups tell, or part of it, the last of them first; what has changed since is passed over.
        self._places: dict[tuple[Hashable, ...], list[int]] = {}

    def place_of(self, introduction: Introduction) -> int | None:
        """Returns the group an introduction belongs to: that of its number, else of its age, else the last.

        None where it fits none.
        """
        told = _traits(introduction)
        fitting = self._last(told)
        if fitting is None:
            return None
        number = introduction.number
        if number:
            own = self._last(told, numbers=(number,))
            if own is not None:
                return own
            if number.isdigit() and 0 < int(number) <= len(self.groups):
                nth = int(number) - 1
                if _agree(told[1:], self.groups[nth].traits):
                    return nth
        aged = None if introduction.age is None else self._last(told, age=introduction.age_value)
        return fitting if aged is None else aged

    def contradict(self, introduction: Introduction) -> bool:
        """Says whether an introduction contradicts one of the group told of last."""
        return any(contradicted(other, introduction) for other in self.groups[-1].looks.values())

    def begin(self) -> int:
        """Begins a group, and returns its place."""
        self.groups.append(_Group())
        return len(self.groups) - 1

    def add(self, introduction: Introduction, place: int) -> None:
        """Adds an introduction to a group."""
        group = self.groups[place]
        group.members.append(introduction)
        group.looks.setdefault(seen_as(introduction), introduction)
        traits, age = _joined(group.traits, _traits(introduction)), introduction.age_value
        is_new = traits != group.traits or len(group.members) == 1
        ages = {*group.ages, age} if is_new else {age} - group.ages
        group.traits = traits
        group.ages.add(age)
        for key in product(*((trait, _ANY) for trait in traits), (*ages, _ANY) if is_new else ages):
            heappush(self._places.setdefault(key, []), -place)

    def _last(self, told: _Traits, *, numbers: Iterable[Hashable] = (), age: Hashable = _ANY) -> int | None:
        """Returns the last group that nothing told speaks against, of those with a number or an age if given."""
        choices: list[tuple[Hashable, ...]] = [(_ANY,) if trait is None else (None, trait) for trait in told]
        if numbers:
            choices[0] = tuple(numbers)
        found = (self._top((*key, age)) for key in product(*choices))
        return max((place for place in found if place is not None), default=None)

    def _top(self, key: tuple[Hashable, ...]) -> int | None:
        places = self._places.get(key, [])
        while places and not _tells(self.groups[-places[0]], key):
            heappop(places)
        return -places[0] if places else None


def _tells(group: _Group, key: tuple[Hashable, ...]) -> bool:
    *traits, age = key
    same = all(wanted is _ANY or wanted == trait for wanted, trait in zip(traits, group.traits, strict=True))
    return same and (age is _ANY or age in group.ages)


def _agree(told: tuple[Hashable, ...], traits: _Traits) -> bool:
    """Says whether a group has no number yet, and nothing of what is told speaks against it."""
    return traits[0] is None and all(
        one is None or other in {None, one} for one, other in zip(told, traits[1:], strict=True)
    )


def _traits(introduction: Introduction) -> _Traits:
    """Returns number, age and sex as far as they can tell two persons apart."""
    age = introduction.age_value
    exact = None if introduction.earlier or age is None or age.value is None else age
    return introduction.number or None, exact, introduction.sex_value


def _joined(first: _Traits, second: _Traits) -> _Traits:
    number, age, sex = (
        one if other in {None, one} else other if one is None else _Told.MIXED
        for one, other in zip(first, second, strict=True)
    )
    return number, age, sex


def _is_full(introduction: Introduction, *, several: bool) -> bool:
    value = introduction.age_value
    exact = value is not None and value.value is not None
    if introduction.number or (introduction.one_age and exact):
        return True
    if introduction.earlier:
        return False
    if several:
        return introduction.indefinite and (exact or introduction.sex is not None)
    return introduction.sex is not None and exact
