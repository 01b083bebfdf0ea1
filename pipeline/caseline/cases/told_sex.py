"""The sex that no noun tells: from pronouns, else from a state or a role of one sex."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from caseline.cases.cues import cue
from caseline.cases.narrative import Narrative, Sentence
from caseline.cases.normalise.sex import parse_sex
from caseline.cases.statements import of_relative, speaks_as_patient
from caseline.nlp.patterns.sex import find_hints
from caseline.schema.case import SexValue

_FEMALE = frozenset({"she", "her", "hers", "herself"})
_THEIRS = re.compile(r"(?:\b(?:my|his|her|their|whose|the)|['’]s)\s+(?:late\s+|ex-?)?\Z")
_PRONOUN = cue(r"\b(?:she|hers?|herself|he|him|his|himself)\b")


def told_sex(narrative: Narrative, sentences: Sequence[int]) -> tuple[SexValue, int, int] | None:
    """Returns the sex that no noun tells, with the offsets of the word that does.

    Pronouns tell it when they agree well enough. Where the patient is "I" they speak of others; there, as
    where there are none, a word for a state or role of one sex tells it ("pregnant", "a mother of two").
    """
    told = [narrative.sentences[index] for index in sentences]
    pronouns = list(_pronouns(told))
    spoken = sum(map(speaks_as_patient, told))
    found = [] if spoken and spoken >= len({start for _, start, _ in pronouns}) / 2 else pronouns
    found = found or list(_hints(told))
    if not found:
        return None
    value, count = Counter(value for value, *_ in found).most_common(1)[0]
    if count * 3 < len(found) * 2:
        return None
    return next(item for item in found if item[0] is value)


def _pronouns(sentences: Iterable[Sentence]) -> Iterator[tuple[SexValue, int, int]]:
    for sentence in sentences:
        for match in _PRONOUN.finditer(sentence.lowered):
            value = SexValue.FEMALE if match.group() in _FEMALE else SexValue.MALE
            yield value, sentence.start + match.start(), sentence.start + match.end()


def _hints(sentences: Iterable[Sentence]) -> Iterator[tuple[SexValue, int, int]]:
    for sentence in sentences:
        for hint in find_hints(sentence.text):
            value = parse_sex(sentence.text[hint.start : hint.end])
            kin = _THEIRS.search(sentence.lowered[: hint.start]) is not None
            if value is not None and not kin and not of_relative(sentence):
                yield value, sentence.start + hint.start, sentence.start + hint.end
