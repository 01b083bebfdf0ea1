"""The network that reads the roles of mentions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from caseline.errors import ConfigError
from caseline.nlp.roles import features
from caseline.nlp.tagging.encoder import Encoder, Floats
from caseline.nlp.tagging.tags import best_tags_of_each, count_tags, decode, permitted
from caseline.nlp.tagging.windows import Window
from caseline.schema.case import OutcomeStatus

# What a treatment is to the case: tied to harm, given besides, given against it, or not this patient's.
TREATMENT_ROLES = ("suspect", "concomitant", "therapy", "none")
# What a disease or finding is: harm, of the patient himself, over before, or not this patient's.
DISEASE_ROLES = ("event", "condition", "history", "none")
TREATMENT, DISEASE, ENDING = "treatment", "disease", "ending"
# The first two read a mention as a whole; the third tags the words that tell how something ended.
ROLES = {TREATMENT: TREATMENT_ROLES, DISEASE: DISEASE_ROLES}
STATUSES = tuple(status.value for status in OutcomeStatus)
HEADS = {**ROLES, ENDING: STATUSES}
# How many numbers a word has of each head.
SIZES = (*map(len, ROLES.values()), count_tags(len(STATUSES)))
_DIGITS = 4
# A mention's first word and one past its last, and whether it is a treatment.
Target = tuple[int, int, bool]


# The probability of each role.
Reading = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What is read of a text: the roles of its targets, and the words that tell an end with their status."""

    roles: tuple[Reading, ...]
    endings: tuple[tuple[int, int, str], ...]


class RoleNetwork(Encoder):
    """Reads the roles of treatments and diseases, and which words tell how something ended."""

    NAMES = features.NAMES

    def __init__(
        self, model: bytes, *, vocabulary: Sequence[str], heads: Mapping[str, Sequence[str]] = HEADS
    ) -> None:
        """Takes the model and what it was trained for.

        Raises:
            ConfigError: When its roles are others than those that a case knows.
        """
        super().__init__(model, vocabulary=vocabulary, heads=heads)
        if list(self.heads.items()) != list(HEADS.items()):
            raise ConfigError("the network reads other roles than this version knows; train it again")

    def columns(self) -> dict[str, slice]:
        """Returns where each head's numbers stand."""
        return columns()

    def story(
        self,
        pieces: Sequence[tuple[int, ...]],
        table: Floats,
        seen: Sequence[tuple[Window, int]],
        targets: Sequence[Target],
        sentences: Sequence[tuple[int, int]],
    ) -> Story:
        """Returns the roles of each target, by the mean of what its words say, and the stretches that tell an end.

        `pieces` and `table` are as for `read`; `seen` are windows that read each word once at most, with how many
        of the first words are seen before them; `sentences` are the words of each, in order and without gaps.
        """
        numbers = self._read_behind(pieces, table, seen)
        parts = self.columns()
        found = []
        for start, end, is_treatment in targets:
            scores = numbers[start:end].mean(axis=0)[parts[TREATMENT if is_treatment else DISEASE]]
            powers = np.exp(scores - scores.max())
            found.append(tuple(round(float(share), _DIGITS) for share in powers / powers.sum()))
        return Story(tuple(found), _endings(numbers[:, parts[ENDING]], sentences))

    def _read_behind(
        self, pieces: Sequence[tuple[int, ...]], table: Floats, seen: Sequence[tuple[Window, int]]
    ) -> Floats:
        """Returns what `read` does, of windows that see the first words of the text besides."""
        order: list[int] = []
        shifted: list[Window] = []
        for window, opening in seen:
            by = len(order) + opening - window.start
            shifted.append(Window(len(order), window.end + by, window.first + by, window.last + by))
            order += [*range(opening), *range(window.start, window.end)]
        found = self.read([pieces[place] for place in order], table[order], shifted)
        numbers = np.zeros((len(pieces), found.shape[1]), dtype=np.float32)
        for (window, _), its in zip(seen, shifted, strict=True):
            numbers[window.first : window.last] = found[its.first : its.last]
        return numbers


def _endings(scores: Floats, sentences: Sequence[tuple[int, int]]) -> tuple[tuple[int, int, str], ...]:
    """Returns the best stretches; no stretch reaches into the next sentence."""
    if not len(scores):
        return ()
    logs = scores - scores.max(axis=1, keepdims=True)
    logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))
    tagged = best_tags_of_each(logs, permitted(len(STATUSES)), sentences)
    return tuple((start, end, STATUSES[label]) for start, end, label in decode(tagged.tolist()))


def columns() -> dict[str, slice]:
    """Returns where each head's numbers stand in the network's output."""
    ends = list(accumulate(SIZES, initial=0))
    return {name: slice(start, end) for name, (start, end) in zip(HEADS, pairwise(ends), strict=True)}
