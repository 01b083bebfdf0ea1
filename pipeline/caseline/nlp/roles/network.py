"""The network that reads the roles of mentions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from caseline.errors import ConfigError
from caseline.nlp.roles import features
from caseline.nlp.roles.times import BASES, FARTHEST, KINDS, LINK_WIDTH, TimeRead, likely
from caseline.nlp.tagging.encoder import Encoder, Floats
from caseline.nlp.tagging.tags import best_tags_of_each, columns_of, count_tags, decode, permitted
from caseline.nlp.tagging.windows import Window
from caseline.schema.case import OutcomeStatus

# What a treatment is to the case: tied to harm, given besides, given against it, or not this patient's.
TREATMENT_ROLES = ("suspect", "concomitant", "therapy", "none")
# What a disease or finding is: harm, of the patient himself, over before, or not this patient's.
DISEASE_ROLES = ("event", "condition", "history", "none")
TREATMENT, DISEASE, ENDING = "treatment", "disease", "ending"
TIME, BASE, LINK = "time", "base", "link"
# The first two read a mention as a whole; the third tags the words that tell how something ended, the fourth those
# that tell when. Of these a fifth says what they count from, and the last which mentions they date.
ROLES = {TREATMENT: TREATMENT_ROLES, DISEASE: DISEASE_ROLES}
STATUSES = tuple(status.value for status in OutcomeStatus)
HEADS = {**ROLES, ENDING: STATUSES, TIME: KINDS, BASE: BASES, LINK: ("asks", "answers")}
# How many numbers a word has of each head.
SIZES = (
    *map(len, ROLES.values()),
    count_tags(len(STATUSES)),
    count_tags(len(KINDS)),
    len(BASES),
    2 * LINK_WIDTH,
)
# The least chance at which a phrase is told to date a mention.
_LEAST = 0.1
_DIGITS = 4
# A mention's first word and one past its last, and whether it is a treatment.
Target = tuple[int, int, bool]


# The probability of each role.
Reading = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What is read of a text: the roles of its targets, the words that tell an end with their status, its times."""

    roles: tuple[Reading, ...]
    endings: tuple[tuple[int, int, str], ...]
    times: tuple[TimeRead, ...] = ()


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
        """Returns the roles of each target, by the mean of what its words say, and the stretches that tell an end or a time.

        `pieces` and `table` are as for `read`; `seen` are windows that read each word once at most, with how many
        of the first words are seen before them; `sentences` are the words of each, in order and without gaps.
        """
        numbers = self._read_behind(pieces, table, seen)
        parts = self.columns()
        found = []
        for start, end, is_treatment in targets:
            scores = numbers[start:end].mean(axis=0)[parts[TREATMENT if is_treatment else DISEASE]]
            found.append(tuple(round(float(share), _DIGITS) for share in _shares(scores)))
        endings = _stretches(numbers[:, parts[ENDING]], STATUSES, sentences)
        times = _stretches(numbers[:, parts[TIME]], KINDS, sentences)
        return Story(tuple(found), endings, tuple(_times(times, numbers, parts, targets)))

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


def _stretches(
    scores: Floats, names: Sequence[str], sentences: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int, str], ...]:
    """Returns the best stretches; no stretch reaches into the next sentence."""
    if not len(scores):
        return ()
    logs = scores - scores.max(axis=1, keepdims=True)
    logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))
    tagged = best_tags_of_each(logs, permitted(len(names)), sentences)
    return tuple((start, end, names[label]) for start, end, label in decode(tagged.tolist()))


def _times(
    stretches: Sequence[tuple[int, int, str]],
    numbers: Floats,
    parts: Mapping[str, slice],
    targets: Sequence[Target],
) -> Iterator[TimeRead]:
    """Yields each phrase of time with what it counts from and which of the targets it dates.

    `targets` are in order of their first words.
    """
    firsts = [start for start, *_ in targets]
    asks, answers = np.split(numbers[:, parts[LINK]], 2, axis=1)
    answered = np.array([answers[start:end].mean(axis=0) for start, end, _ in targets])
    for start, end, kind in stretches:
        bases = _shares(numbers[start:end, parts[BASE]].mean(axis=0))
        place = int(bases.argmax())
        chances = (_chance_of(numbers[start:end, parts[TIME]], KINDS.index(kind)), float(bases[place]))
        first, last = bisect_left(firsts, start - FARTHEST), bisect_left(firsts, end + FARTHEST)
        near = [(begin, stop) for begin, stop, _ in targets[first:last]]
        found: tuple[tuple[int, float], ...] = ()
        if near:
            asked = asks[start:end].mean(axis=0)
            dated = likely(asked, answered[first:last], (start, end), near)
            found = tuple(
                (place, round(float(chance), _DIGITS))
                for place, chance in enumerate(dated, first)
                if chance >= _LEAST
            )
        rounded = round(chances[0], _DIGITS), round(chances[1], _DIGITS)
        yield TimeRead(start, end, kind, BASES[place], rounded, found)


def _chance_of(scores: Floats, label: int) -> float:
    """Returns the probability that words tell a label, the mean of theirs."""
    return float(_shares(scores)[:, columns_of(label)].sum(axis=1).mean())


def _shares(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def columns() -> dict[str, slice]:
    """Returns where each head's numbers stand in the network's output."""
    ends = list(accumulate(SIZES, initial=0))
    return {name: slice(start, end) for name, (start, end) in zip(HEADS, pairwise(ends), strict=True)}
