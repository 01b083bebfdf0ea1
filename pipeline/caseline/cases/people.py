"""The patients of a report, and which sentences speak of whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.normalise.age import AgeValue, parse_age
from caseline.cases.normalise.sex import parse_sex
from caseline.cases.statements import Subject, names_patient, of_relative, speaks_as_patient
from caseline.nlp.patterns.sex import find_hints
from caseline.schema.case import SexValue
from caseline.schema.mention import Exclusion, Label

# "Case 1", "Patient B": the number tells people apart whom age and sex do not.
_NUMBERED = re.compile(
    r"\b(?:[Cc]ase|CASE|[Pp]atient|PATIENT)\s+(?:no\.?\s*|number\s+)?(?P<number>\d{1,2}|[A-E]|I{1,3}|IV|V)\b"
)
# An age of another time: "at the age of 30", "diagnosed at age 12", "when she was 5 years old".
_ANOTHER_TIME = cue(
    r"\b(?:at\s+(?:the\s+)?age(?:\s+of)?|since\s+(?:the\s+)?age(?:\s+of)?|when\s+(?:he|she)\s+was|until\s+(?:the\s+)?age(?:\s+of)?|from\s+the\s+age\s+of|onset\s+at)\s*\Z"
)
_AT_AGE = re.compile(r"at\s+(?:the\s+)?age\b")
_SEEN = cue(r"\b(?:presented|admitted|developed|seen)\b")
# "His mother, a 70-year-old woman": somebody else's age and sex.
_RELATIVE = re.compile(
    r"""\b(?:his|her|their|my|whose|['’]s)\s+(?:[\w-]+\s+){0,2}?
        (?:mother|father|sister|brother|sibling|twin|son|daughter|wife|husband|aunt|uncle|cousin|grandmother|grandfather)
        (?:\s*[,(]|\s+(?:is|was|aged)\b)[^.;]{0,30}\Z""",
    re.VERBOSE,
)
_PLURAL = re.compile(r"(?:women|men|girls|boys|females|males|ladies|gentlemen)\Z")
_TELLING = frozenset({Label.AGE, Label.SEX, Label.ETHNICITY})
_NEAR = 60  # characters between the parts of one introduction


@dataclass(frozen=True)
class Introduction:
    """The mentions by which one sentence introduces a person."""

    sentence: int
    start: int
    number: str | None = None
    age: Found | None = None
    sex: Found | None = None
    ethnicity: Found | None = None

    def lacks(self, label: Label) -> bool:
        """Says whether the part that a label tells is not filled yet."""
        return {Label.AGE: self.age, Label.SEX: self.sex}.get(label, self.ethnicity) is None

    def with_part(self, mention: Found) -> Introduction:
        """Returns the introduction with one more mention."""
        if mention.label is Label.AGE:
            return replace(self, age=mention)
        if mention.label is Label.SEX:
            return replace(self, sex=mention)
        return replace(self, ethnicity=mention)

    @property
    def age_value(self) -> AgeValue | None:
        """The age as a value."""
        return parse_age(self.age.text) if self.age else None

    @property
    def sex_value(self) -> SexValue | None:
        """The sex as a value."""
        return parse_sex(self.sex.text) if self.sex else None


@dataclass(frozen=True)
class Person:
    """A patient, the introductions of that patient, and the sentences told of them."""

    introductions: tuple[Introduction, ...]
    sentences: frozenset[int]


def people(
    narrative: Narrative, subjects: Sequence[Subject], excluded: Sequence[Exclusion | None]
) -> tuple[Person, ...]:
    """Returns the patients in the order of their introduction; none where nobody is told of."""
    introductions = _introductions(narrative, subjects, excluded)
    groups = _group(introductions)
    told = frozenset(
        sentence.index for sentence in narrative.sentences if subjects[sentence.index] is not Subject.PAGE
    )
    if not groups:
        tells = any(
            subjects[sentence.index] is Subject.PATIENT and names_patient(sentence)
            for sentence in narrative.sentences
        )
        return (Person((), told),) if tells else ()
    if len(groups) == 1:
        return (Person(tuple(groups[0]), told),)
    return _divide(groups, narrative.sentences, told)


def _introductions(
    narrative: Narrative, subjects: Sequence[Subject], excluded: Sequence[Exclusion | None]
) -> list[Introduction]:
    found: list[Introduction] = []
    for sentence in narrative.sentences:
        if subjects[sentence.index] is not Subject.PATIENT:
            continue
        current: Introduction | None = None
        heading = narrative.sentences[sentence.index - 1].text if sentence.index else ""
        numbered = _NUMBERED.match(sentence.text.lstrip()) or _NUMBERED.fullmatch(heading.strip(" .:\n"))
        for mention in narrative.by_sentence[sentence.index]:
            if (
                mention.label not in _TELLING
                or excluded[mention.index]
                or _looks_back(narrative, mention)
                or _RELATIVE.search(narrative.before(mention))
            ):
                continue
            if _PLURAL.match(mention.lowered) and (current is None or current.age is None):
                continue
            if current and mention.start - current.start < _NEAR and current.lacks(mention.label):
                current = current.with_part(mention)
                found[-1] = current
            else:
                number = numbered["number"] if numbered and current is None else None
                current = Introduction(sentence.index, mention.start, number).with_part(mention)
                found.append(current)
    return found


def _looks_back(narrative: Narrative, mention: Found) -> bool:
    if mention.label is not Label.AGE:
        return False
    sentence = narrative.sentence_of(mention)
    dated = _AT_AGE.match(mention.lowered) or _ANOTHER_TIME.search(narrative.before(mention))
    return bool(dated) and not _SEEN.search(sentence.lowered)


def _group(introductions: Sequence[Introduction]) -> list[list[Introduction]]:
    """Puts introductions of one person together; only full introductions that differ found a new one."""
    groups: list[list[Introduction]] = []
    for introduction in introductions:
        fitting = [group for group in groups if all(_same(introduction, other) for other in group)]
        if fitting:
            fitting[-1].append(introduction)
        elif not groups or (introduction.age and _is_full(introduction)):
            groups.append([introduction])
        else:
            groups[-1].append(introduction)
    return groups


def _is_full(introduction: Introduction) -> bool:
    value = introduction.age_value
    return bool(introduction.number) or (
        introduction.sex is not None and value is not None and value.value is not None
    )


def _same(first: Introduction, second: Introduction) -> bool:
    if first.number and second.number and first.number != second.number:
        return False
    ages = (first.age_value, second.age_value)
    if ages[0] and ages[1] and ages[0] != ages[1] and None not in (ages[0].value, ages[1].value):
        return False
    sexes = (first.sex_value, second.sex_value)
    return not (sexes[0] and sexes[1] and sexes[0] is not sexes[1])


def _divide(
    groups: Sequence[Sequence[Introduction]], sentences: Sequence[Sentence], told: frozenset[int]
) -> tuple[Person, ...]:
    """Gives each sentence to the person introduced last; a sentence that introduces several, to all of them."""
    at: dict[int, set[int]] = {}
    for place, group in enumerate(groups):
        for introduction in group:
            at.setdefault(introduction.sentence, set()).add(place)
    current: set[int] = set()
    owned: list[set[int]] = [set() for _ in groups]
    for sentence in sentences:
        current = at.get(sentence.index, current)
        for place in current or range(len(groups)):
            if sentence.index in told:
                owned[place].add(sentence.index)
    return tuple(Person(tuple(group), frozenset(owned[place])) for place, group in enumerate(groups))


def told_sex(narrative: Narrative, sentences: Sequence[int]) -> tuple[SexValue, int, int] | None:
    """Returns the sex that no noun tells, with the offsets of the word that does.

    Pronouns tell it when they agree well enough. Where the patient is "I" they speak of others; there, as
    where there are none, a word for a state or role of one sex tells it ("pregnant", "a mother of two").
    """
    told = [narrative.sentences[index] for index in sentences]
    found = [] if any(map(speaks_as_patient, told)) else list(_pronouns(told))
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
            if value is not None and not of_relative(sentence):
                yield value, sentence.start + hint.start, sentence.start + hint.end


_FEMALE = frozenset({"she", "her", "hers", "herself"})
_PRONOUN = cue(r"\b(?:she|hers?|herself|he|him|his|himself)\b")
