"""What a time dates, as the role reader reads it: which parts of the case, and which of their points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caseline.cases.chronology import Point
from caseline.cases.narrative import Found, Narrative
from caseline.cases.tellings import (
    ADMISSION,
    AGAIN,
    CHANGE,
    COURSE,
    DOSE,
    ONSET,
    OUTCOME,
    START,
    STOP,
    THERAPY,
    Cast,
    Stretch,
    Telling,
)

# The points that wording may tell of a time of each kind.
_TOLD = {
    "onset": frozenset({ONSET}),
    "start": frozenset({START, DOSE, COURSE}),
    "dose": frozenset({DOSE, COURSE, AGAIN, CHANGE}),
    "stop": frozenset({STOP}),
    "therapy": frozenset({THERAPY}),
    "admission": frozenset({ADMISSION}),
    "outcome": frozenset({OUTCOME}),
}
# What a mention that a time of such a kind dates is, and the point it then tells.
_LINKED = {
    "onset": (ONSET, ONSET),
    "start": (START, START),
    "dose": (START, CHANGE),
    "stop": (START, STOP),
    "therapy": (THERAPY, THERAPY),
}
import os

_SURE = float(os.environ.get("T", "0"))
# The least chance of a link, and of the likeliest one where none is as likely as that.
_LIKELY, _LIKELIEST = 0.5, 0.25
_POSSIBLE = float(os.environ.get("P", "0.15"))


@dataclass(frozen=True)
class Dating:
    """What a time is read to date: the kind of moment, the mentions of what it is of, and those it may be of."""

    kind: str
    mentions: tuple[Found, ...]
    possible: tuple[Found, ...] = ()

    @property
    def is_onset(self) -> bool:
        """Whether something begins then."""
        return self.kind == ONSET

    @property
    def is_end(self) -> bool:
        """Whether something is over then, or better."""
        return self.kind == OUTCOME


def dating_of(narrative: Narrative, time: Found) -> Dating | None:
    """Returns what a time is read to date, None where nothing is read of it."""
    if not time.dates or time.surely[0] < _SURE:
        return None
    places = narrative.once(_by_place)
    linked = [(chance, places[start, end]) for start, end, chance in time.linked if (start, end) in places]
    best = max((chance for chance, _ in linked), default=0.0)
    least = _LIKELY if best >= _LIKELY else max(best, _LIKELIEST)
    meant, possible = (
        tuple(mention for chance, mention in linked if chance >= bound) for bound in (least, _POSSIBLE)
    )
    return Dating(time.dates, meant, possible)


def _by_place(narrative: Narrative) -> dict[tuple[int, int], Found]:
    return {(mention.start, mention.end): mention for mention in narrative.mentions}


def read_tellings(dating: Dating, told: Sequence[Telling], cast: Cast, stretch: Stretch) -> list[Telling]:
    """Returns what a time dates, in order of the text: of what its stretch tells what fits, and what it is read to be of.

    Where it is read to be of something that does not go with the kind, the words of the stretch say what it dates.

    Args:
        dating: What the time is read to date.
        told: What the words of its stretch tell to have happened.
        cast: The parts of the case.
        stretch: The stretch of the sentence that the time stands in.
    """
    found = [each for each in told if each.point.kind in _TOLD.get(dating.kind, ())]
    of = list(_linked(dating, cast))
    if of:
        # What the words tell needs less of a link.
        keys = {each.point.ref for each in of} | set(cast.keys_of(_LINKED[dating.kind][0], dating.possible))
        found = [each for each in found if each.point.ref in keys]
        known = {each.point.ref for each in found}
        found += [each for each in of if each.point.ref not in known]
    elif not found:
        meant = {mention.index for mention in dating.mentions}
        found = [each for each in told if any(mention.index in meant for mention in each.mentions)]
        found = found or list(_nameless(dating, cast, stretch))
    return sorted(found, key=lambda each: (each.start, each.end))


def _nameless(dating: Dating, cast: Cast, stretch: Stretch) -> Iterator[Telling]:
    """Yields what needs no name: the patient came, the suspect was stopped."""
    if dating.kind == ADMISSION:
        yield Telling(Point(ADMISSION), (), stretch.start, stretch.end, is_marked=True)
    if dating.kind == STOP and cast.suspects:
        yield Telling(Point(STOP, cast.suspects[0]), (), stretch.start, stretch.end)


def _linked(dating: Dating, cast: Cast) -> Iterator[Telling]:
    """Yields the points of the mentions that a time dates, each part of the case once."""
    wanted, kind = _LINKED.get(dating.kind, ("", ""))
    seen = set()
    for mention in dating.mentions:
        part, key = cast.part_of.get(mention.index, ("", ""))
        if part == wanted and key not in seen and wanted:
            seen.add(key)
            number = mention.start if kind == CHANGE else 0
            yield Telling(
                Point(kind, key, number), (mention,), mention.start, mention.end, is_marked=kind == START
            )
