"""The sex that pronouns tell: where no noun does, else a state or a role; and against the noun."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from caseline.cases.cues import cue
from caseline.cases.narrative import Narrative, Sentence
from caseline.cases.normalise.sex import parse_sex
from caseline.cases.statements import of_relative, speaks_as_patient
from caseline.cases.tellers import kin_told_of
from caseline.nlp.patterns.base import lower
from caseline.nlp.patterns.sex import find_hints, find_pronouns
from caseline.schema.case import SexValue

_FEMALE = frozenset({"she", "her", "hers", "herself"})
_NOMINATIVE = frozenset({"she", "he"})
_CHILD = cue(
    r"\b(?:her|a|the|their|newborn|premature|preterm|healthy|old)\s+(?:\w+\s+)?(?P<child>son|daughter|boy|girl)\b"
)
# In a sentence on the mother of a newborn "she" is not the child.
_MOTHER = cue(
    r"\b(?:mothers?|maternal|wom[ae]n|mom|mum|gave\s+birth|(?:she|her)\s+(?:\w+\s+)?(?:delivered|pregnan\w+|labou?r|breast\w*))\b"
)
# Whom else a pronoun could mean.
_OTHERS = cue(
    r"""\b(?:mother|father|mom|dad|parents?|sisters?|brothers?|siblings?|twin|sons?|daughters?|child(?:ren)?|baby|infant|newborn|neonate|fo?etus|wife
      |husband|spouse|partner|fianc\w+|girlfriend|boyfriend|friends?|neighbou?r|room-?mate|colleague|co-?worker|aunt|uncle|cousin|niece|nephew
      |grand\w+|relatives?|family\s+member|caregiver|carer|doctor|physician|surgeon|practitioner|gp|pcp|md|dentist|nurse|pharmacist|midwife|therapist|provider
      |clinician|psychiatrist|psychologist|paramedic|vaccinator|\w+ologist|\w+ician|donors?|reporter|consumer|caller|lawyer|teacher
      |(?:another|other|second|first|previous)\s+(?:\w+\s+)?(?:patient|case|pt)|trans(?:gender|sexual|\s+(?:wo)?man|\s+(?:fe)?male)|we|et\s+al|authors?)\b"""
)
_THEIRS = re.compile(r"(?:\b(?:my|his|her|their|whose|the)|['’]s)\s+(?:late\s+|ex-?)?\Z")


Pronoun = tuple[SexValue, int, int]


def told_sex(narrative: Narrative, sentences: Sequence[int], *, newborn: bool = False) -> Pronoun | None:
    """Returns the sex that no noun tells, with the offsets of the word that does.

    A relative whom the report is about has that of the word for it ("my son"). Pronouns tell it when they
    agree well enough. Where the patient is "I" they speak of others; there, as where there are none, a word
    for a state or role of one sex tells it ("pregnant", "a mother of two"). Of a `newborn` they may tell the
    mother.
    """
    told = [narrative.sentences[index] for index in sentences]
    kin = kin_told_of(narrative)
    if kin is not None and (value := parse_sex(kin.word)):
        return value, kin.start, kin.end
    if newborn and (child := narrative.once(_of_child)):
        return child
    if newborn:
        told = [sentence for sentence in told if not _MOTHER.search(sentence.lowered)]
    pronouns = list(_pronouns(told))
    spoken = 0 if kin else sum(map(speaks_as_patient, told))
    found = [] if spoken and spoken >= len({start for _, start, _ in pronouns}) / 2 else pronouns
    found = found or ([] if newborn else list(_hints(told)))
    if not found:
        return None
    value, count = Counter(value for value, *_ in found).most_common(1)[0]
    if count * 3 < len(found) * 2:
        return None
    return next(item for item in found if item[0] is value)


def _of_child(narrative: Narrative) -> Pronoun | None:
    """Returns the sex of the one child that a text on a mother and her newborn tells of: "her newborn son"."""
    found = [
        (value, match.start("child"), match.end("child"))
        for match in _CHILD.finditer(narrative.lowered)
        if (value := parse_sex(match["child"]))
    ]
    return found[0] if len({value for value, *_ in found}) == 1 else None


def contrary(narrative: Narrative, sentences: Sequence[int], noun: SexValue) -> Pronoun | None:
    """Returns the first "she" or "he" that contradicts the noun, or None.

    It does where no pronoun agrees with the noun, and where nobody else is told of whom it could mean. One
    slip among pronouns that agree is none.
    """
    told = [narrative.sentences[index] for index in sentences]
    pronouns = list(_pronouns(told))
    if not pronouns or any(value is noun for value, *_ in pronouns):
        return None
    if any(map(speaks_as_patient, told)) or narrative.once(_tells_of_others):
        return None
    return next(
        (item for item in pronouns if narrative.lowered[item[1] : item[2]] in _NOMINATIVE),
        None,
    )


def _tells_of_others(narrative: Narrative) -> bool:
    return _OTHERS.search(narrative.lowered) is not None


def _pronouns(sentences: Iterable[Sentence]) -> Iterator[Pronoun]:
    for sentence in sentences:
        for word in find_pronouns(sentence.text):
            value = (
                SexValue.FEMALE if lower(sentence.text[word.start : word.end]) in _FEMALE else SexValue.MALE
            )
            yield value, sentence.start + word.start, sentence.start + word.end


def _hints(sentences: Iterable[Sentence]) -> Iterator[Pronoun]:
    for sentence in sentences:
        for hint in find_hints(sentence.text):
            value = parse_sex(sentence.text[hint.start : hint.end])
            kin = _THEIRS.search(sentence.lowered[: hint.start]) is not None
            if value is not None and not kin and not of_relative(sentence):
                yield value, sentence.start + hint.start, sentence.start + hint.end
