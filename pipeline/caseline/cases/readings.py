"""What the role reader says of a treatment or a disease: its readings of the mentions, put together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from caseline.cases.narrative import Found
from caseline.schema.document import SectionName

_LEAST = 1e-3  # what a mention weighs that does not speak of the patient
_FOREIGN = 0.75  # how surely a mention is none of the patient's before it is left out
_FOREIGN_SHOWN = 0.95  # the same in a caption: few were learnt from, and a picture shows the patient


class Read(NamedTuple):
    """The shares of the three roles among the readings of a patient's own, and how surely it is his at all.

    Of treatments: suspect, concomitant, therapy; of diseases: event, condition, history.
    """

    first: float
    second: float
    third: float
    own: float


def read(mentions: Sequence[Found]) -> Read | None:
    """Returns what is read of a thing with these mentions, None where nothing was.

    A mention weighs as much as it speaks of the patient: "the drug is known to cause rashes" says little of what it
    did to him.
    """
    rows = [mention.roles for mention in mentions if mention.roles]
    if not rows:
        return None
    own = [max(_LEAST, 1 - row[3]) for row in rows]
    total = sum(own)
    first, second, third = (sum(row[place] for row in rows) / total for place in range(3))
    return Read(first, second, third, own=max(1 - row[3] for row in rows))


def is_read(mentions: Sequence[Found]) -> bool:
    """Says whether a role reader read any of these mentions."""
    return any(mention.roles for mention in mentions)


def is_own(mention: Found) -> bool:
    """Says whether a mention may be the patient's, by what the reader says of it."""
    bound = _FOREIGN_SHOWN if mention.section is SectionName.FIGURE else _FOREIGN
    return not mention.roles or mention.roles[3] < bound
