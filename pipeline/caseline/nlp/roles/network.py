"""The network that reads the roles of mentions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

import numpy as np

from caseline.errors import ConfigError
from caseline.nlp.roles import features
from caseline.nlp.tagging.encoder import Encoder, Floats
from caseline.nlp.tagging.windows import Window

# What a treatment is to the case: tied to harm, given besides, given against it, or not this patient's.
TREATMENT_ROLES = ("suspect", "concomitant", "therapy", "none")
# What a disease or finding is: harm, of the patient himself, over before, or not this patient's.
DISEASE_ROLES = ("event", "condition", "history", "none")
TREATMENT, DISEASE = "treatment", "disease"
HEADS = {TREATMENT: TREATMENT_ROLES, DISEASE: DISEASE_ROLES}
_DIGITS = 4
# A mention's first word and one past its last, and whether it is a treatment.
Target = tuple[int, int, bool]


# The probability of each role.
Reading = tuple[float, ...]


class RoleNetwork(Encoder):
    """Reads the roles of treatments and diseases."""

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

    def readings(
        self,
        pieces: Sequence[tuple[int, ...]],
        table: Floats,
        seen: Sequence[Window],
        targets: Sequence[Target],
    ) -> list[Reading]:
        """Returns the probabilities of the roles of each target, by the mean of what its words say.

        The arguments are those of `read`; the windows read each word of a target once.
        """
        numbers = self.read(pieces, table, seen)
        parts = self.columns()
        found = []
        for start, end, is_treatment in targets:
            scores = numbers[start:end].mean(axis=0)[parts[TREATMENT if is_treatment else DISEASE]]
            powers = np.exp(scores - scores.max())
            found.append(tuple(round(float(share), _DIGITS) for share in powers / powers.sum()))
        return found


def columns() -> dict[str, slice]:
    """Returns where each head's numbers stand in the network's output."""
    ends = list(accumulate(map(len, HEADS.values()), initial=0))
    return {name: slice(start, end) for name, (start, end) in zip(HEADS, pairwise(ends), strict=True)}
