"""What the report says of a drug having caused an event: which statement, of which events, on which scale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caseline.cases.clauses import inside
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.causality import (
    causality_value,
    frees,
    is_plain_claim,
    looks_ahead,
    looks_back,
    method_of,
    naranjo_score,
)
from caseline.cases.places import Places
from caseline.schema.case import CausalityMethod, CausalityValue
from caseline.schema.mention import Label

_STRENGTH = (
    CausalityValue.CERTAIN,
    CausalityValue.PROBABLE,
    CausalityValue.POSSIBLE,
    CausalityValue.UNLIKELY,
)
_BESIDE = 40  # characters between a claim and the drug it blames
_LISTED = 120  # and when other drugs stand between
# The drug by a word for it, where the report suspects but one.
_THE_DRUG = cue(
    r"\b(?:the|this|that|study|his|her)\s+(?:[\w-]+\s+)?(?:drug|medication|medicine|treatment|therapy|agent|vaccine|vaccination|booster|jab|shot|dose|tablets?|pills?|injection|infusion|antibiotics?)\b"
)
_A_DRUG = re.compile(
    r"(?:the\s+)?(?:\w+\s+)?(?:vaccines?|vaccinations?|immuni[sz]ations?|booster|jab|shot|drugs?|medications?|medicines?|treatment|therapy|injections?|infusions?|tablets?|pills?|antibiotics?)"
)
# What is judged is the reaction as a whole, with all that belongs to it.
_WHOLE = cue(
    r"""(?:reactions?|rxn|toxicity|intoxication|poisoning|overdose|hypersensitivity|anaphyla\w+|syndrome|symptoms?|signs|findings|adverse\s+(?:drug\s+)?(?:events?|effects?)|episode|event
        |complications|presentation|picture|illness|it|this|that)\b"""
)
# "No prior reactions to vaccines" speaks of other exposures.
_EARLIER = cue(
    r"\b(?:no|without|denie[sd]|never|prior|previous(?:ly)?|past|history\s+of|known)\s+(?:[\w-]+\s+){0,3}\Z"
)
# What a judgement is drawn from stands before it: "the eosinophilia and the histology point to kava as the probable cause".
_GROUNDS = cue(
    r"""\b(?:points?|pointed|pointing)\s+to|\b(?:speaks?|argues?|spoke|argued)\s+(?:for|in\s+favou?r)|\b(?:makes?|made|making|renders?|rendered|leaves?|leaving|(?:leads?|led|allows?|allowed)\s+us|incriminates?|accuses?)\s"""
)
# A clause ends a list of effects: "A was due to X, while B …".
_BREAK = re.compile(r"[;:]|,\s+(?:while|whereas|but|although|and\s+(?:the|he|she)\b)|\b(?:while|whereas)\b")


@dataclass(frozen=True)
class Judgement:
    """A category with the mentions that tell it, and the scale and points it was reached by."""

    value: CausalityValue
    mention: Found
    evidence: tuple[Found, ...]
    method: CausalityMethod | None = None
    score: int | None = None


def causes_of(
    narrative: Narrative,
    mentions: Iterable[Found],
    events: Mapping[str, Sequence[Found]],
    suspects: Sequence[Found],
) -> dict[str, list[Found]]:
    """Returns for each event the CAUSALITY mentions that speak of it and a suspected drug."""
    found: dict[str, list[Found]] = {key: [] for key in events}
    places, blamable = Places.of(events), Places({"": suspects})
    for mention in mentions:
        beside = [suspect for _, suspect in blamable.in_sentence(mention.sentence)]
        # Of those elsewhere it only matters that there are any.
        for key in blamed(narrative, mention, places, beside or suspects[:1]):
            found[key].append(mention)
    return found


def blamed(
    narrative: Narrative, mention: Found, events: Mapping[str, Sequence[Found]], suspects: Sequence[Found]
) -> list[str]:
    """Returns the events that a statement of cause speaks of: those of its sentence, else all of them.

    A plain claim ("caused by") counts only where a suspect stands on the side of the cause; words of likelihood
    ("probably") need none, but no other drug may take its place. What frees a drug that is no suspect, or
    names another cause, says nothing of the events.
    """
    if _EARLIER.search(narrative.before(mention)):
        return []
    if causality_value(mention.text) is None or not speaks_of(narrative, mention, suspects):
        return []
    sentence = narrative.sentence_of(mention)
    start, end = sentence.start, sentence.end
    for border in _BREAK.finditer(narrative.lowered, start, end):
        if border.end() <= mention.start:
            start = border.start()
        elif border.start() >= mention.end:
            end = border.start()
            break
    places = Places.of(events)
    named = places.keys_inside(start, end)
    if looks_back(mention.text):
        named = places.keys_inside(start, mention.start) or named
    elif looks_ahead(mention.text):
        named = places.keys_inside(mention.end, end) or named
    named = named or places.keys_inside(sentence.start, sentence.end)
    if named and not is_plain_claim(mention.text):
        if _WHOLE.search(narrative.lowered, start, end):
            return list(events)
        if not looks_back(mention.text) and not looks_ahead(mention.text):
            drawn = _GROUNDS.search(narrative.lowered, sentence.start, mention.start)
            if drawn is not None and not places.keys_inside(drawn.end(), mention.start):
                # What follows a colon are grounds, too.
                behind = places.keys_inside(mention.end, end) if ":" not in sentence.lowered else []
                return behind or list(events)
    return named or list(events)


def speaks_of(narrative: Narrative, mention: Found, suspects: Sequence[Found]) -> bool:
    """Says whether a statement of cause names one of the suspects as the cause, or nothing else."""
    sentence = narrative.sentence_of(mention)
    own = {suspect.index for suspect in suspects}
    if own:
        called = {suspect.lowered for suspect in suspects}
        own |= {
            other.index
            for other in narrative.by_sentence[sentence.index]
            if other.label is Label.DRUG and (other.lowered in called or _A_DRUG.fullmatch(other.lowered))
        }
    drugs = [
        other
        for other in narrative.by_sentence[sentence.index]
        if other.label is Label.DRUG or other.index in own
    ]
    sides = (
        [other for other in drugs if other.start >= mention.end],
        [other for other in drugs if other.end <= mention.start],
    )
    if looks_back(mention.text):
        return _stands_beside(narrative, mention, sides[0], own)
    if looks_ahead(mention.text):
        return _stands_beside(narrative, mention, sides[1][::-1], own)
    if is_plain_claim(mention.text):
        near = any(_gap(mention, other) <= _BESIDE and other.index in own for other in drugs)
        return near or (not drugs and _THE_DRUG.search(sentence.lowered) is not None)
    if frees(mention.text):
        nearest = min(drugs, key=lambda other: _gap(mention, other), default=None)
        return nearest is None or nearest.index in own
    return not drugs or any(other.index in own or other.start < mention.end <= other.end for other in drugs)


def _stands_beside(narrative: Narrative, mention: Found, drugs: Sequence[Found], suspects: set[int]) -> bool:
    """Says whether the drug next to a claim, or another of the list it begins, is a suspect.

    `drugs` are those on the side of the cause, the nearest first.
    """
    if not drugs:
        between = narrative.after(mention) if looks_back(mention.text) else narrative.before(mention)
        word = between[:_BESIDE] if looks_back(mention.text) else between[-_BESIDE:]
        return bool(suspects) and _THE_DRUG.search(word) is not None
    if _gap(mention, drugs[0]) > _BESIDE or not _is_alone(narrative, mention, drugs[0]):
        return False
    reach = [other for other in drugs if _gap(mention, other) <= _LISTED]
    return any(other.index in suspects for other in reach[:4])


def _is_alone(narrative: Narrative, mention: Found, drug: Found) -> bool:
    """Says whether no disease stands between a claim and the drug: "due to sepsis after kava"."""
    first, second = sorted((mention, drug), key=lambda found: found.start)
    between = inside(narrative.by_sentence[mention.sentence], first.end, second.start)
    return not any(other.label in {Label.EVENT, Label.DISORDER, Label.CAUSALITY} for other in between)


def _gap(first: Found, second: Found) -> int:
    return max(second.start - first.end, first.start - second.end, 0)


def judge(narrative: Narrative, mentions: Sequence[Found]) -> Judgement | None:
    """Returns the strongest statement, one by a named scale before all others; those as strong are evidence."""
    told = [
        (mention, value, _method(narrative, mention))
        for mention in mentions
        if (value := causality_value(mention.text)) is not None
    ]
    told = [item for item in told if item[2] is not None] or told
    if not told:
        return None
    mention, value, method = min(told, key=lambda item: (_STRENGTH.index(item[1]), item[0].start))
    same = tuple(other for other, its, _ in told if its is value)
    score = _score(narrative, same) if method is CausalityMethod.NARANJO else None
    return Judgement(value=value, mention=mention, evidence=same, method=method, score=score)


def _method(narrative: Narrative, mention: Found) -> CausalityMethod | None:
    """Returns the scale that a mention, or for a bare category its sentence, names."""
    own = method_of(mention.text)
    if (
        own is not None
        or is_plain_claim(mention.text)
        or looks_back(mention.text)
        or looks_ahead(mention.text)
    ):
        return own
    return method_of(narrative.sentence_of(mention).text)


def _score(narrative: Narrative, mentions: Sequence[Found]) -> int | None:
    texts = (mention.text for mention in mentions)
    own = next((score for text in texts if (score := naranjo_score(text)) is not None), None)
    if own is not None:
        return own
    sentences = (narrative.sentence_of(mention).text for mention in mentions)
    return next((score for text in sentences if (score := naranjo_score(text)) is not None), None)
