"""Where a text introduces its patients: the ages, sexes and numbers that tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from caseline.cases.announcements import is_title
from caseline.cases.cited import cited_persons
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.normalise.age import AgeValue, parse_age
from caseline.cases.normalise.sex import parse_sex
from caseline.cases.numbering import number_behind, number_of
from caseline.cases.statements import Subject
from caseline.cases.tellers import kin_told_of
from caseline.schema.case import SexValue
from caseline.schema.document import SectionName
from caseline.schema.mention import Exclusion, Label

# An age of another time: "at the age of 30", "diagnosed at age 12", "when she was 5 years old".
_ANOTHER_TIME = cue(
    r"""(?:\b(?:(?:at|since|until|from|by|before|after)\s+(?:the\s+)?(?:age|ages)(?:\s+of)?|when\s+(?:he|she|i|the\s+patient)\s+was
          |onset\s+at|until|since|while\s+(?:he|she)\s+was)\s*
      | \b(?:at|since|until|from|by|before|after)\s+(?:the\s+|an?\s+)?)\Z"""
)
_AT = re.compile(r"\bat\s+(?:the\s+)?(?:age\s+(?:of\s+)?)?\Z")
_AT_AGE = re.compile(r"(?:at\s+(?:the\s+)?)?age\b(?!\s*[:=])")
# "her husband (age 71)" is of now.
_ASIDE = re.compile(r"[(\[,]\s*\Z")
_SEEN = cue(r"\b(?:presented|admitted|developed|seen|referred|suffered|complained)\b")
# "His mother, a 70-year-old woman", "born to a 28-year-old": somebody else's age and sex.
_RELATIVE = re.compile(
    r"""\b(?:his|her|their|my|whose|['’]s|one|a|an|(?<!the\s)older|(?<!the\s)younger|(?<!the\s)elder|another|(?<!the\s)twin)\s+(?:[\w-]+\s+){0,2}?
        (?:mother|father|sister|brother|siblings?|twin|son|daughter|wife|husband|aunt|uncle|cousin|grandmother|grandfather)
        (?:\s*[,(]|\s+(?:is|was|aged|who\s+was)\b)[^.;]{0,30}\Z
      | \bborn\s[^.;]{1,80}?\sto\s+(?:an?|the|his|her)\s+(?:[\w-]+,?\s+){0,4}\Z
      | \b(?:born|delivered)\s+(?:\w+\s+){0,6}?(?:to|by|of)\s+(?:an?|the|his|her)?\s*(?:[\w-]+,?\s+){0,4}\Z
      | \b(?:son|daughter|child|infant|baby|newborn|neonate|offspring)\s+of\s+(?:an?|the)\s+(?:[\w-]+,?\s+){0,3}\Z
      | \b(?:mother|father)\s*(?:,|was|is|\()\s*(?:an?\s+)?(?:[\w-]+,?\s+){0,3}\Z
      | \bdonor\b[^.;]{0,20}\Z""",
    re.VERBOSE,
)
_KIN = re.compile(r"(?:husband|wife|mother|father|sister|brother|son|daughter|aunt|uncle|mom|dad|grand\w+)\Z")
# "Older brother with …", "the patient's 3-year-old sister": adjectives of somebody else, right before the word for him.
_OF_KIN = re.compile(
    r"\s+(?:(?:full|half|step|twin|maternal|paternal|adult)[\s-]+)?(?:step|half)?-?(?:brother|sister|sibling|sib|mother|father|mom|mum|dad|parent|aunt|uncle|cousin|grand\w+|nephew|niece)s?\b(?!['’]s)"
)
_OF_ANY_KIN = re.compile(
    r"\s+(?:brother|sister|sibling|sib|son|daughter|kid|child|cousin|wife|husband|mother|father|mom|mum|dad|parent|aunt|uncle|grand\w+|roommate|friend|neighbou?r)s?\b(?!['’]s)"
)
_COMPARED = re.compile(r"(?:older|younger|elder|eldest|youngest|oldest)\b")
# What stands before such an adjective where the kin is not the patient: a clause's beginning, or whose kin it is.
# "A girl and her 7-year-old brother" are two.
_WHOSE = re.compile(r"(?:\A|[.;:,(]|\n|(?<!\band\s)\b(?:his|her|their)|['’]s)\s*\Z")
_PATIENT_S = re.compile(
    r"\b(?:patient|pt|vaccinee|child|infant|baby|boy|girl|wom[ae]n|man|recipient|subject|client)['’]s\s+\Z"
)
_MY = re.compile(r"\b(?:my|our)\s+\Z")
_AGED_KIN = re.compile(
    r"(?<![\w-])(?P<age>(?:older|younger|elder|eldest|youngest|oldest|adult|teenaged?|elderly|infant|toddler|\d{1,3}[\s-]*(?:y/?o|(?:year|yr|month|mo|week|day)s?[\s-]*old)))\s+\Z"
)
_MET = cue(
    r"(?:exposed\s+to|exposure\s+to|contact\s+with|contacts?\s*:|(?:reported|told|said|stated|brought\s+in|accompanied|found|witnessed)\s+by|caught\s+(?:it\s+)?from|liv(?:es|ed|ing)\s+with|sick\s+contacts?)\s*(?:\w+\s+)?(?:an?|his|her|the|their)?\s*\Z"
)
_THEIRS = re.compile(r"(?:\b(?:my|his|her|their|whose)|['’]s)\s+(?:late\s+)?\Z")
_MANY = cue(
    r"\b(?:patients|children|people|adults|women|men|individuals|persons|those|infants|subjects)\s+(?:(?:who\s+)?(?:are|were)\s+)?(?:under|over|above|below|(?:older|younger|less|more)\s+than|up\s+to)(?:\s+the\s+age\s+of)?\s*(?=\d|\Z)"
)
# "Eight had haematuria, three died, and one woman of 83 had a stroke": a count of cases goes on.
_TALLY = cue(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|\d{1,3})\s+(?:had|were|died|bled|survived|recovered|developed)\b"
    r"[^.;]{0,120}\bone\s+(?:\w+\s+)?(?:woman|man|patient|child|boy|girl|infant)\b"
)
_MEAN = cue(
    r"\b(?:mean|median|average)\s+(?:patient\s+)?age\b|\d\s?%\s+(?:of\s+(?:\w+\s+){1,3})?(?:were|was|are)\s+(?:fe)?male\b"
)
_PLURAL = re.compile(r"(?:women|men|girls|boys|females|males|ladies|gentlemen|sisters|brothers)\Z")
_COUNTED = re.compile(r"\b(?P<count>two|both|three|four|five|six|[2-6])\s+(?:[\w-]+\s+){0,2}?\Z")
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
# "Two men, aged 45 and 62 years": each age is one patient's.
_AGES = re.compile(
    r"(?:aged?|ages)?\s*\d{1,3}(?:\s*(?:,|,?\s*and|&)\s*\d{1,3}){1,4}\s*(?P<unit>[a-z][a-z -]*)?\Z"
)
_EACH_AGE = re.compile(r"\d{1,3}")
_INDEFINITE = re.compile(r"(?:\b(?:an?|one|another)\s+(?:(?!of\b|the\b|in\b)[\w-]+,?\s+){0,4}|\A\W*)\Z")
_AND_A = re.compile(r"\A(?:an?\s+)?\d{1,3}[\s-]*(?:years?[\s-]old\s*)?(?:and|,)\s+(?:an?\s+)?\Z")
_POINTING = re.compile(r"\b(?:this|our|the)\s+(?:[\w-]+\s+)?\Z")
_RETELLING = frozenset({SectionName.TITLE, SectionName.ABSTRACT, SectionName.LAY_SUMMARY})
_TELLING = frozenset({Label.AGE, Label.SEX, Label.ETHNICITY})
_NEAR = 60  # characters between the parts of one introduction


@dataclass(frozen=True)
class Introduction:
    """The mentions by which one sentence introduces a person.

    Args:
        indefinite: "a 58-year-old woman" rather than "the woman".
        pointing: "this woman", "our 58-year-old".
        summary: Stands in a title or an abstract, which the body tells again.
        earlier: Its age is one of another time.
        one_age: This patient's age, where the mention tells those of several.
    """

    sentence: int
    start: int
    number: str | None = None
    age: Found | None = None
    sex: Found | None = None
    ethnicity: Found | None = None
    indefinite: bool = False
    pointing: bool = False
    summary: bool = False
    earlier: bool = False
    one_age: str = ""

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
        return parse_age(self.one_age or self.age.text) if self.age else None

    @property
    def sex_value(self) -> SexValue | None:
        """The sex as a value."""
        return parse_sex(self.sex.text) if self.sex else None


def find_introductions(
    narrative: Narrative, subjects: Sequence[Subject], excluded: Sequence[Exclusion | None]
) -> list[Introduction]:
    """Returns the introductions in order of the text."""
    found: list[Introduction] = []
    labelled = _labelled(narrative, subjects)
    kin = kin_told_of(narrative)
    cited = narrative.once(cited_persons)
    for sentence in narrative.sentences:
        if subjects[sentence.index] is not Subject.PATIENT or sentence.index in cited or of_many(sentence):
            continue
        number = labelled.get(sentence.index)
        place = len(found)
        own = kin is not None and sentence.index in kin.sentences
        for mention in _telling(narrative, sentence, excluded, own=own):
            if several := _of_several(narrative, sentence, mention):
                found.extend(several)
                continue
            current = found[-1] if len(found) > place else None
            if _PLURAL.match(mention.lowered) and (current is None or current.age is None):
                continue
            if current is None and mention.label is Label.ETHNICITY and not _introduces(narrative, mention):
                continue
            if current and mention.start - current.start < _NEAR and current.lacks(mention.label):
                found[-1] = current.with_part(mention)
                continue
            found.append(_begin(narrative, sentence, mention, number if current is None else None))
        found[place:] = _share_sex(narrative, [_numbered(narrative, item) for item in found[place:]])
        if number is not None and len(found) == place:
            found.append(Introduction(sentence.index, sentence.start, number))
    return found


def plural_sex(
    narrative: Narrative, patients: int, subjects: Sequence[Subject], excluded: Sequence[Exclusion | None]
) -> Introduction | None:
    """Returns the sex told of all patients at once: "three women developed …"; None where none is."""
    for mention in narrative.mentions:
        if mention.label is Label.SEX and excluded[mention.index] is None and _PLURAL.match(mention.lowered):
            match = _COUNTED.search(narrative.before(mention))
            count = match and (_COUNTS.get(match["count"]) or int(match["count"]))
            if count == patients and subjects[mention.sentence] is Subject.PATIENT:
                return Introduction(mention.sentence, mention.start, sex=mention)
    return None


def _introduces(narrative: Narrative, mention: Found) -> bool:
    """Says whether an ethnicity opens an introduction: "a Japanese …", "of Japanese descent and 29 years old"."""
    return _INDEFINITE.search(narrative.before(mention)) is not None or any(
        other.label is Label.AGE and 0 < other.start - mention.start < _NEAR
        for other in narrative.by_sentence[mention.sentence]
    )


def _labelled(narrative: Narrative, subjects: Sequence[Subject]) -> dict[int, str]:
    """Returns the numbers that sentences begin with, where the text has two of them at least."""
    sentences = narrative.sentences
    found: dict[int, str] = {}
    for sentence in sentences:
        if subjects[sentence.index] is Subject.PATIENT:
            number = number_of(sentence, sentences[sentence.index - 1] if sentence.index else None)
            if number is not None:
                found[sentence.index] = number
    numbers = set(found.values()) - {"other"}
    return found if len(numbers) > 1 or (numbers == {"2"} and _follows_one(narrative, found)) else {}


def _follows_one(narrative: Narrative, labelled: dict[int, str]) -> bool:
    """Says whether "the second patient" is introduced behind another one."""
    second = min(labelled)
    told = {item.sentence for item in narrative.mentions if item.label in {Label.AGE, Label.SEX}}
    return second in told and min(told) < second


def _of_several(narrative: Narrative, sentence: Sentence, mention: Found) -> list[Introduction]:
    """Returns one introduction for each age of "two men, aged 45 and 62 years"; none for a single age."""
    match = _AGES.match(mention.lowered) if mention.label is Label.AGE else None
    if match is None:
        return []
    sexes = [
        other
        for other in narrative.by_sentence[sentence.index]
        if other.label is Label.SEX
        and _PLURAL.search(other.lowered)
        and abs(other.start - mention.start) < _NEAR
    ]
    unit = match["unit"] or "years"
    return [
        Introduction(
            sentence.index,
            mention.start,
            age=mention,
            sex=sexes[0] if sexes else None,
            indefinite=True,
            one_age=f"{age} {unit}",
        )
        for age in _EACH_AGE.findall(mention.text)
    ]


def _share_sex(narrative: Narrative, found: list[Introduction]) -> list[Introduction]:
    """Gives "a 45- and a 62-year-old man" both the noun."""
    for place in range(len(found) - 2, -1, -1):
        first, second = found[place], found[place + 1]
        if first.age and second.age and first.sex is None and second.sex is not None:
            between = narrative.lowered[first.age.start : second.age.start]
            if _AND_A.search(between):
                found[place] = replace(first, sex=second.sex)
    return found


def _telling(
    narrative: Narrative, sentence: Sentence, excluded: Sequence[Exclusion | None], *, own: bool
) -> Iterator[Found]:
    """Yields the mentions that may introduce the patient, without those of relatives and of another time.

    With `own` the relative is the patient.
    """
    for mention in narrative.by_sentence[sentence.index]:
        if mention.label in _TELLING and not excluded[mention.index] and _says_something(mention):
            before = narrative.before(mention)
            if not own and (
                _RELATIVE.search(before)
                or _is_relative(mention, before)
                or _is_of_kin(mention, before, narrative.after(mention))
            ):
                continue
            if not _past_age(narrative, mention, before):
                yield mention


def _is_relative(mention: Found, before: str) -> bool:
    """Says whether a word for a sex is one for a relative: "my husband"."""
    return mention.label is Label.SEX and bool(_KIN.match(mention.lowered) and _THEIRS.search(before))


def _is_of_kin(mention: Found, before: str, after: str) -> bool:
    """Says whether an age, or a sex with an age before it, is that of a relative who is not the patient."""
    if mention.label is Label.SEX:
        aged = _AGED_KIN.search(before)
        if aged is None or not _KIN.match(mention.lowered):
            return False
        adjective, before, after = aged["age"], before[: aged.start("age")], f" {mention.lowered}"
    elif mention.label is Label.AGE:
        adjective = mention.lowered
    else:
        return False
    if (
        _PATIENT_S.search(before)
        or _MET.search(before)
        or (_COMPARED.match(adjective) and not _MY.search(before))
    ):
        return _OF_ANY_KIN.match(after) is not None
    return _WHOSE.search(before) is not None and _OF_KIN.match(after) is not None


def of_many(sentence: Sentence) -> bool:
    """Says whether a sentence tells the ages or sexes of a group: "patients under 12", "60% were female"."""
    return any(pattern.search(sentence.lowered) is not None for pattern in (_MANY, _MEAN, _TALLY))


def _says_something(mention: Found) -> bool:
    return mention.label is not Label.SEX or parse_sex(mention.text) is not None


def _begin(narrative: Narrative, sentence: Sentence, mention: Found, number: str | None) -> Introduction:
    before = narrative.before(mention)
    return Introduction(
        sentence.index,
        mention.start,
        number,
        indefinite=_INDEFINITE.search(before) is not None,
        pointing=_POINTING.search(before) is not None,
        summary=sentence.section in _RETELLING or (sentence.index == 0 and is_title(sentence)),
        earlier=mention.label is Label.AGE
        and _looks_back(mention, before)
        and not _SEEN.search(sentence.lowered),
    ).with_part(mention)


def _numbered(narrative: Narrative, introduction: Introduction) -> Introduction:
    """Reads the number that stands behind: "a 40-year-old man (patient 1)"."""
    ends = [part.end for part in (introduction.age, introduction.sex) if part is not None]
    number = number_behind(narrative.lowered, max(ends)) if ends and not introduction.number else None
    return replace(introduction, number=number) if number else introduction


def _looks_back(mention: Found, before: str) -> bool:
    then = _AT_AGE.match(mention.lowered) and not _ASIDE.search(before)
    return bool(then or _ANOTHER_TIME.search(before))


def _past_age(narrative: Narrative, mention: Found, before: str) -> bool:
    """Says whether an age is that of another time: "asthma since the age of 12".

    One "at the age of 58" may be all that is told; it stays, as the weakest evidence.
    """
    if mention.label is not Label.AGE or not _looks_back(mention, before):
        return False
    sentence = narrative.sentence_of(mention)
    if _tells_age_of_now(narrative, mention):
        return True
    return not (_SEEN.search(sentence.lowered) or _AT.search(before) or mention.lowered.startswith("at "))


def _tells_age_of_now(narrative: Narrative, mention: Found) -> bool:
    """Says whether the age of now stands behind: "diagnosed at 6 years of age, a 24-year-old woman"."""
    return any(
        other.label is Label.AGE
        and other.start > mention.start
        and other.lowered.endswith("old")
        and not _looks_back(other, narrative.before(other))
        for other in narrative.by_sentence[mention.sentence]
    )
