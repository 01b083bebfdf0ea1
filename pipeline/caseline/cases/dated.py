"""A time of the course, with what it counts from and what is told to have happened then."""

from __future__ import annotations

from dataclasses import dataclass

from caseline.cases.chronology import Point
from caseline.cases.course_cues import LAST_DAY
from caseline.cases.dating import Dating
from caseline.cases.narrative import Narrative
from caseline.cases.references import Reference
from caseline.cases.tellings import ONSET, OUTCOME, Stretch, Telling
from caseline.cases.times import TimeStatement
from caseline.schema.case import Relation

TIME = "time"


@dataclass(frozen=True, eq=False)
class Dated:
    """A time, what it counts from, and what its stretch tells to have happened then.

    `repeats` says that it words the time right before it once more: "on 3 May, two days after the dose". `dating` is
    what it is read to date, None where wording alone decides.
    """

    statement: TimeStatement
    reference: Reference
    tellings: tuple[Telling, ...]
    stretch: Stretch
    repeats: bool = False
    dating: Dating | None = None

    @property
    def point(self) -> Point:
        """The moment that the time tells."""
        return Point(TIME, "end" if self.statement.is_end else "", self.statement.mention.index)


def is_at_some_length(narrative: Narrative, dated: Dated) -> bool:
    """Says whether a time is at a length from something, "at six months", and not "on the last day of" it."""
    statement = dated.statement
    last = LAST_DAY.search(narrative.lowered, statement.start, statement.end)
    return statement.value.relation is Relation.AT and last is None


def tells_onset(dated: Dated) -> bool:
    """Says whether something begins at a time, and nothing is told to end."""
    kinds = {each.point.kind for each in dated.tellings}
    return ONSET in kinds and OUTCOME not in kinds and (dated.dating is None or dated.dating.is_onset)


def is_tied(dated: Dated) -> bool:
    """Says whether anything tells when a time was."""
    statement = dated.statement
    named = statement.date is not None or statement.clock is not None or statement.weekday is not None
    return named or dated.reference.point is not None
