"""Words for a class of medicines beside the medicine they stand for: "sertraline, an SSRI", "the antibiotic kava"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from caseline.cases.concepts import TREATMENTS, Concept
from caseline.cases.narrative import Found, Narrative
from caseline.nlp.patterns.base import lower

_CLASS = re.compile(
    r"""(?:[\w-]+\s+){0,4}?(?:[\w-]+-)?(?:
        anti-?(?:biotic|depressant|psychotic|epileptic|convulsant|coagulant|histamine|fungal|viral|emetic|hypertensive
          |arrhythmic|malarial|diabetic|cholinergic|metabolite|androgen|platelet|neoplastic|thyroid|inflammatory)s?
      | \w*(?:steroid|inhibitor|blocker|agonist|antagonist|derivative|analog(?:ue)?|modulator|suppressant)s?
      | (?:diuretic|opioid|opiate|benzodiazepine|statin|nsaid|ssri|snri|macrolide|quinolone|fluoroquinolone|cephalosporin
          |penicillin|sulfonamide|barbiturate|neuroleptic|sedative|hypnotic|anxiolytic|analgesic|an[ae]sthetic|bisphosphonate
          |fibrate|thiazide|anthracycline|taxane|retinoid|progestin|antipyretic|laxative|triptan|gliptin|gliflozin)s?
      )(?:\s+(?:drug|agent|therapy|treatment|cream|medication|injection|drop|tablet)s?)?\Z""",
    re.VERBOSE,
)
_PLURAL = re.compile(r"s\Z")
_SIDE_BY_SIDE = re.compile(r"\s+|\s*:\s*|\s+(?:such\s+as|namely|called)\s+")
_NAMED_BEHIND = re.compile(r",\s+")
_CLASS_BEHIND = re.compile(r"\s*,\s+(?:an?|the)\s+(?:[\w-]+\s+){0,4}")
# What closes an apposition; an "and" goes on with a list.
_CLOSES = re.compile(r"\s*(?:[.;:)]|,(?!\s*(?:and|or|an?|the)\b)|\Z|\s+(?!(?:and|or|plus)\b)[a-z])")


def names_class(text: str) -> bool:
    """Says whether a mention names a class of medicines ("beta-blocker"), not one of them."""
    return _CLASS.match(lower(text)) is not None


def with_classes(narrative: Narrative, concepts: Sequence[Concept]) -> list[Concept]:
    """Gives each word for a class to the medicine that it stands beside as an apposition, and what repeats it."""
    moved = dict(_apposed(narrative, concepts))
    if not moved:
        return [*concepts]
    owners = {mention.index: place for place, concept in enumerate(concepts) for mention in concept.mentions}
    found: list[list[Found]] = [[] for _ in concepts]
    for place, concept in enumerate(concepts):
        target = place
        for mention in concept.mentions:
            if mention.index in moved:
                target = owners[moved[mention.index]]
            elif _PLURAL.search(mention.lowered):
                target = place
            found[target].append(mention)
    return [
        Concept(tuple(sorted(mentions, key=lambda mention: mention.start))) for mentions in found if mentions
    ]


def _apposed(narrative: Narrative, concepts: Sequence[Concept]) -> Iterator[tuple[int, int]]:
    """Yields the mentions that are a class beside its member, each with the member."""
    own = {mention.index for concept in concepts for mention in concept.mentions}
    classes = {
        mention.index for concept in concepts for mention in concept.mentions if names_class(mention.text)
    }
    named = (mention for concept in concepts for mention in concept.mentions if mention.index in classes)
    for sentence in sorted({mention.sentence for mention in named}):
        peers = [
            mention
            for mention in narrative.by_sentence[sentence]
            if mention.label in TREATMENTS and mention.index in own
        ]
        for first, second in pairwise(peers):
            if (first.index in classes) is (second.index in classes):
                continue
            if first.index in classes and _names_member(narrative, first, second):
                yield first.index, second.index
            elif second.index in classes and _names_class_of(narrative, first, second):
                yield second.index, first.index


def _names_member(narrative: Narrative, word: Found, member: Found) -> bool:
    """Says whether a class is followed by its member: "the antibiotic kava", "an ergot derivative, kava"."""
    between = narrative.lowered[word.end : member.start]
    if _SIDE_BY_SIDE.fullmatch(between):
        return True
    single = not _PLURAL.search(word.lowered) and _NAMED_BEHIND.fullmatch(between) is not None
    return single and _CLOSES.match(narrative.after(member)) is not None


def _names_class_of(narrative: Narrative, member: Found, word: Found) -> bool:
    """Says whether a member is followed by its class: "kava, a long-acting sedative"."""
    between = narrative.lowered[member.end : word.start]
    return _CLASS_BEHIND.fullmatch(between) is not None and _CLOSES.match(narrative.after(word)) is not None
