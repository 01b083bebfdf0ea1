"""Mentions of a partial gold annotation beside those predicted.

Gold need not list every mention of a text. It lists those that a case rests on, and those that look as
if they belonged to a case and must be excluded. So:

- Recall counts every gold mention.
- Precision counts only predicted mentions that the annotation has a say on: those that overlap a gold
  mention of any label, and those that a predicted case names as evidence. A list that stands beside its
  members is left out. The others are reported as
  unjudged, and are neither right nor wrong.
- `mentions.excluded` looks at places, whatever the label: a gold mention with a reason is found when
  the mention predicted there is excluded for the same reason. A predicted exclusion counts against
  precision only where gold has a mention; elsewhere it is unjudged.
- Labels that came with schema 1.2 are unjudged where the gold record is older.

Precision of mentions therefore speaks of the judged part only; read it beside the number of unjudged ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from caseline.evaluation.alignment import Scores, assign
from caseline.evaluation.comparison import Comparison, is_older
from caseline.evaluation.fields import EXCLUDED, SINCE_1_2, mention_field
from caseline.evaluation.values import Mode, Value
from caseline.schema import CaseReport, Label, Mention
from caseline.schema.base import Part

# More than any overlap, so that no equal pair is ever given up for two that overlap.
_EQUAL = 10.0
_SAME_LABEL = 0.5


def compare_mentions(gold: CaseReport, predicted: CaseReport) -> tuple[Comparison, ...]:
    """Compares mentions label by label, then exclusions; see the module for what is judged."""
    known = _judged(gold, predicted)
    found: list[Comparison] = []
    for label in Label:
        judged = frozenset() if is_older(gold) and mention_field(label) in SINCE_1_2 else known
        left = [mention for mention in gold.mentions if mention.label is label]
        right = [mention for mention in predicted.mentions if mention.label is label]
        found += _compare_label(label, left, right, judged)
    found += _compare_exclusions(gold.mentions, predicted.mentions)
    return tuple(found)


def evidence_of(part: object) -> frozenset[str]:
    """Returns the ids of all mentions that a part of a record names as evidence, its own parts included."""
    if isinstance(part, tuple):
        return frozenset().union(*(evidence_of(entry) for entry in part))
    if not isinstance(part, Part):
        return frozenset()
    own = frozenset(getattr(part, "evidence", ()))
    return own.union(*(evidence_of(getattr(part, name)) for name in type(part).model_fields))


def _judged(gold: CaseReport, predicted: CaseReport) -> frozenset[str]:
    """Returns the ids of the predicted mentions that count against precision when they are wrong."""
    touched = _scores(gold.mentions, predicted.mentions).any(axis=0)
    near = {mention.id for mention, hit in zip(predicted.mentions, touched, strict=True) if hit}
    return (evidence_of(predicted.cases) | near) - _lists(predicted.mentions)


def _lists(mentions: Sequence[Mention]) -> frozenset[str]:
    """Returns the ids of the mentions that hold two of their label: lists, whose members stand beside them.

    Gold marks the members only. In order of the text the members of a list stand next to it.
    """
    found: set[str] = set()
    for label in Label:
        own = [mention for mention in mentions if mention.label is label]
        for place, mention in enumerate(own):
            near = [*own[max(0, place - 1) : place], *own[place + 1 : place + 3]]
            if sum(mention.start <= other.start and other.end <= mention.end for other in near) > 1:
                found.add(mention.id)
    return frozenset(found)


def _compare_label(
    label: Label, gold: Sequence[Mention], predicted: Sequence[Mention], judged: frozenset[str]
) -> Iterator[Comparison]:
    field = mention_field(label)
    partner = dict(_aligned(_scores(gold, predicted)))
    for row, mention in enumerate(gold):
        if row not in partner:
            yield Comparison(field, _value(mention), None)
            continue
        other = predicted[partner[row]]
        yield Comparison(field, _value(mention), _value(other), _placed(mention, other))
    taken = set(partner.values())
    for column, mention in enumerate(predicted):
        if column not in taken:
            yield Comparison(field, None, _value(mention), judged=mention.id in judged)


def _compare_exclusions(gold: Sequence[Mention], predicted: Sequence[Mention]) -> Iterator[Comparison]:
    scores = _scores(gold, predicted)
    same = np.array([[left.label is right.label for right in predicted] for left in gold], dtype=bool)
    partner = dict(_aligned(scores + _SAME_LABEL * ((scores > 0) & same.reshape(scores.shape))))
    for row, mention in enumerate(gold):
        other = predicted[partner[row]] if row in partner else None
        left, right = _reason(mention), _reason(other)
        if left or right:
            right_reason = other is not None and mention.excluded is other.excluded
            matched = _placed(mention, other) if other is not None and right_reason else frozenset()
            yield Comparison(EXCLUDED, left, right, matched)
    taken = set(partner.values())
    for column, mention in enumerate(predicted):
        if column not in taken and mention.excluded is not None:
            yield Comparison(EXCLUDED, None, _reason(mention), judged=False)


def _scores(gold: Sequence[Mention], predicted: Sequence[Mention]) -> Scores:
    """Returns the overlap of each pair as Dice coefficient of characters, equal pairs far above the rest."""
    starts, ends = _edges(gold)
    starts_, ends_ = _edges(predicted)
    common = np.minimum(ends[:, None], ends_[None, :]) - np.maximum(starts[:, None], starts_[None, :])
    lengths = (ends - starts)[:, None] + (ends_ - starts_)[None, :]
    dice = 2.0 * np.clip(common, 0, None) / lengths
    return np.where(dice == 1.0, _EQUAL, dice)


def _edges(mentions: Sequence[Mention]) -> tuple[Scores, Scores]:
    starts = np.array([mention.start for mention in mentions], dtype=np.float64)
    return starts, np.array([mention.end for mention in mentions], dtype=np.float64)


def _aligned(scores: Scores) -> list[tuple[int, int]]:
    return [(row, column) for row, column in assign(scores) if scores[row, column] > 0]


def _placed(gold: Mention, predicted: Mention) -> frozenset[Mode]:
    """Returns the modes of two mentions that are known to overlap."""
    if (gold.start, gold.end) == (predicted.start, predicted.end):
        return frozenset({Mode.EXACT, Mode.RELAXED})
    return frozenset({Mode.RELAXED})


def _value(mention: Mention) -> Value:
    return Value(
        shown=mention.text, keys=frozenset({mention.label.value}), spans=((mention.start, mention.end),)
    )


def _reason(mention: Mention | None) -> Value | None:
    """Returns why a mention is excluded, None when it is not."""
    if mention is None or mention.excluded is None:
        return None
    return Value(
        shown=mention.excluded.value,
        keys=frozenset({mention.excluded.value}),
        spans=((mention.start, mention.end),),
        item=mention.text,
    )
