"""Who each sentence speaks of: this patient, other patients, the drug in general, a lesson, or the page.

The cues are families of wording; what a sentence says of itself outweighs the section it stands in. They
read lower-cased text, but for those in which a capital means something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from caseline.cases.cues import cue
from caseline.cases.narrative import Sentence
from caseline.schema.document import SectionName


class Subject(StrEnum):
    """Who or what a sentence speaks of."""

    PATIENT = "patient"
    OTHERS = "others"
    GENERAL = "general"
    LESSON = "lesson"
    PAGE = "page"


_PAGE = frozenset(
    {SectionName.METADATA, SectionName.BOILERPLATE, SectionName.REFERENCES, SectionName.KEYWORDS}
)
_GENERAL_BY_DEFAULT = frozenset(
    {SectionName.INTRODUCTION, SectionName.DISCUSSION, SectionName.CONCLUSION, SectionName.METHODS}
)

_PERSON = r"""(?:patient|man|woman|boy|girl|child|infant|newborn|neonate|baby|toddler|lady|gentleman|female|male
    |teenager|adolescent|proband|primigravida|multigravida|mother|student|worker|farmer|smoker)"""
_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|\d{1,5})"
_PEOPLE = r"(?:patients|cases|subjects|individuals|children|women|men|infants|recipients|adults|reports)"

# "We report …" is ours, whatever else the sentence says.
_REPORTING = cue(
    rf"""\b(?:we|authors?|i)\s+(?:\w+\s+){{0,2}}?(?:report|describe|present|document|encountered|observed|saw)\b
      | \b(?:case|this)\s+(?:report\s+)?(?:describes|presents|reports|concerns)\b
      | \bis\s+(?:reported|described|presented)\b (?!\s+(?:to|as|in\s+(?:\d|up)))
      | \breport\s+(?:of\s+)?(?:a|an|the|one|our|the\s+first)\s+(?:[\w-]+\s+){{0,3}}(?:case|{_PERSON})\b
      | \bfirst\s+(?:\w+\s+)?(?:case\s+)?(?:report|case)\s+of\b"""
)
# Our patient, by a word that another's patient is not given.
_OURS = cue(
    rf"\b(?:our|this|present|index|my)\s+(?:\w+\s+)?(?:{_PERSON}|case)\b(?!\s+(?:suggest|highlight|illustrat)\w*)"
)
_ANY_PATIENT = cue(
    rf"""\b(?:the|a|an|one)\s+(?:[\w-]+\s+){{0,4}}?{_PERSON}\b (?!\s+(?:population|group|safety|care|education)s?\b)
      | \b(?:she|he|her|his|him|herself|himself)\b
      | \b\d+\s*-?\s*(?:year|yr|month|week|day)s?\s*-?\s*old\b (?!\s+(?:\w+\s+)?{_PEOPLE})
      | \b(?:patient|case)\s+(?:no\.?\s*)?\d\b"""
)
_FIRST_PERSON = re.compile(r"\bI\s+(?!am\s+an\s+author)\w|\b(?:my|me|myself)\b")
# A patient who stands for any: "if a patient develops", "any patient with", "patients who".
_GENERIC = cue(
    rf"\b(?:if|when|whenever|should|any|each|every)\s+(?:a|an|any|every)\s+(?:\w+\s+){{0,2}}{_PERSON}\b|\beach\s+patient\b"
)
_ANYBODY = re.compile(
    r"^\W*(?:most|many|some)\s+(?:\w+\s+)?(?:of\s+(?:those|the)|patients|people|cases)\b|^\W*(?:anyone|those|people)\s+(?:who|with|affected)\b"
    r"|^\W*up\s+to\s+\w+\s+\w+\s+in\s+(?:ten|\w*\d+|a\s+hundred)\b"
)
_RELATIVE = re.compile(
    r"""\W*(?:my|his|her|their|the\s+patient['’]s)\s+(?:\w+\s+)?(?:husband|wife|partner|mother|father|sister|brother|son|daughter
        |uncle|aunt|cousin|grandmother|grandfather|twin)\s+(?:also\s+)?(?:takes|took|has|had|is|was|suffers|suffered|gets|got|died|lives)\b""",
    re.VERBOSE,
)
# What the paper says of itself, or asks of its readers.
_LESSON = cue(
    r"""\b(?:this|our|these|the\s+present|present)\s+(?:case|report|case\s+report|observation|article|paper|finding)s?
         \s+(?:\w+\s+){0,2}?(?:suggest|highlight|illustrat|demonstrat|underscor|underlin|emphasi[sz]|remind|rais
         |indicat|support|point|add|serv|warn|stress|call|confirm|expand)\w*
      | \b(?:highlight|underscor|emphasi[sz]|stress)\w*\s+the\s+(?:importance|need|value|role|potential|necessity)
      | \b(?:clinicians|physicians|doctors|prescribers|providers|practitioners|pharmacists|professionals)\s+
        (?:\w+\s+){0,2}?(?:should|must|need|ought)
      | \bpatients?\b.{{0,60}}?\bshould\b | \bshould\s+be\s+(?:considered|avoided|monitored|repeated|used|checked|performed|suspected)\b
      | \b(?:further|more|future)\s+(?:\w+\s+)?(?:research|stud(?:y|ies)|investigations?|trials?)\b"""
)
_OTHERS = cue(
    rf"""\bet\s+al\b
      | \b(?:has|have)\s+(?:also\s+|only\s+|previously\s+|rarely\s+|recently\s+|occasionally\s+)*been\s+
        (?:\w+\s+)?(?:reported|described|documented|published|observed|noted)\b
      | \bprevious(?:ly)?\s+(?:\w+\s+)?(?:reports?|cases?|stud(?:y|ies)|reported|described|published)\b
      | \b(?:case|retrospective|prospective|cohort|observational)\s+(?:series|stud(?:y|ies))\b
      | \b(?:clinical|randomi[sz]ed|controlled|phase\s+\w+)\s+(?:\w+\s+)?trials?\b
      | \b(?:a|one|another|recent|other|several|some)\s+(?:[\w-]+\s+){{0,3}}(?:stud(?:y|ies)|trials?(?!\s+of))\b | \bmeta-?\s?analys[ie]s\b
      | \b(?:{_NUMBER}|several|some|many|most|few|other)\s+(?:of\s+(?:the\s+)?{_NUMBER}\s+)?(?:[\w-]+\s+){{0,2}}{_PEOPLE}\b
      | \b(?:in|from)\s+the\s+(?:\w+\s+)?(?:literature|database|registry|register)\b | \ba\s+regist(?:er|ry)\b
      | \b(?:earliest|previous|earlier|published|similar)\s+(?:\w+\s+)?(?:descriptions?|reports?|cases?)\b
      | \b(?:descriptions?|reports?)\s+concern(?:s|ed|ing)\b
      | \b(?:somebody|someone|others?)\b.{{0,40}}?\b(?:wrote|writes|says|said|told|posted)\b"""
)
# "Hartwell and Osei described", "Lindqvist and co-workers found": names, so case counts.
_AUTHORS = re.compile(
    r"\b[A-Z][a-z]+\s+(?:and|&)\s+(?:[A-Z][a-z]+|co-?workers|colleagues|associates)\s+(?:\w+\s+)?"
    r"(?:described|reported|observed|found|published|noted|treated|saw|reviewed)\b"
)
# "has not been reported before" tells that the case is new; it tells of nobody else.
_NOVEL = cue(
    r"\b(?:not|never)\s+(?:\w+\s+){0,2}(?:been\s+)?(?:\w+\s+)?(?:reported|described|documented|published)\b"
    r"|\bbest\s+of\s+our\s+knowledge\b|\bthe\s+(?:unusual\s+|rare\s+)?(?:combination|association|coexistence|co-occurrence)\s+of\b"
)
_CONTINUED = re.compile(
    rf"""^\W*(?:{_NUMBER}|one|all|most|some|both|none|half|the\s+(?:other|remaining|latter|former|first|second))?\s*
        (?:of\s+)?(?:these|those|them|they|their|the\s+other|the\s+remaining|both)\b
      | ^\W*(?:another|one|{_NUMBER})\s+(?:\w+\s+)?(?:patient|case|woman|man|child)s?\b
      | ^\W*(?:she|he|her|his|the\s+patient)\b""",
    re.VERBOSE,
)
_GENERAL = cue(
    r"""\b(?:can|may|might|could|should|must|will|would|ha(?:s|ve)\s+to)\s+(?!not\s+be\s+ruled)\w
      | \b(?:typically|usually|commonly|generally|frequently|often|rarely|occasionally|routinely|normally)\b
      | \b(?:is|are)\s+(?:not\s+)?(?:also\s+|well\s+|highly\s+)?(?:(?:a|an|the|one|among)\s+)?(?:\w+\s+){0,3}?
        (?:known|recogni[sz]ed|rare|common|uncommon|unusual|frequent|potential|serious|effective|safe|used|indicated
        |approved|associated|characteri[sz]ed|considered|thought|believed|defined|caused|contraindicated|recommended
        |complications?|effects?|reactions?|drugs?|agents?|disorders?|diseases?|conditions?|antibod(?:y|ies)|syndromes?)\b
      | \b(?:has|have)\s+(?:\w+\s+){0,2}(?:side|adverse|known|recogni[sz]ed|been\s+(?:associated|linked|shown|implicated))\b
      | \b(?:little|less|more|much)\s+is\s+known\b | \b(?:incidence|prevalence|pathogenesis|mechanisms?|a?etiology)\s+of\b
      | \b(?:most|many|some|few|one|up\s+to\s+\w+)\s+(?:\w+\s+)?(?:of\s+(?:those|the|all)|in\s+(?:ten|\d+))\b
      | \b(?:those|people|persons|individuals)\s+(?:affected|who|with|taking)\b
      | \b(?:anyone|somebody|everyone|whoever)\b | \bthere\s+(?:is|are)\b | \bin\s+patients\b | \bpatients\s+(?:with|who|receiving|treated|taking|on)\b"""
)
_PAST = cue(
    r"""\b(?:was|were|had|did|developed|presented|received|underwent|became|showed|revealed|experienced|complained
      |noticed|died|resolved|improved|recovered|started|began|discontinued|stopped|admitted|diagnosed|occurred|appeared
      |manifested|progressed|required|returned|continued|remained|subsided|disappeared|persisted
      |achieved|succumbed|suffered|felt|went|gave|took|got|came|worsened|deteriorated|responded|reported|stated|ruled\s+out)\b"""
)


def subjects(sentences: Sequence[Sentence]) -> tuple[Subject, ...]:
    """Returns who each sentence speaks of; a sentence that goes on with others' patients follows them."""
    found: list[Subject] = []
    for sentence in sentences:
        previous = found[-1] if found else None
        same = bool(found) and sentences[sentence.index - 1].paragraph == sentence.paragraph
        found.append(subject(sentence, previous if same else None))
    return tuple(found)


def subject(sentence: Sentence, previous: Subject | None = None) -> Subject:
    """Returns who a sentence speaks of, given who the sentence before it in its paragraph spoke of."""
    if sentence.section in _PAGE:
        return Subject.PAGE
    text = sentence.lowered
    if _REPORTING.search(text) and not _LESSON.match(text):
        return Subject.PATIENT
    ours = bool(_OURS.search(text))
    if previous is Subject.OTHERS and not ours and _CONTINUED.match(text):
        return Subject.OTHERS
    novel = bool(_NOVEL.search(text))
    if _LESSON.search(text) and not _PAST.search(text) and not novel:
        return Subject.LESSON
    if (_OTHERS.search(text) or _AUTHORS.search(sentence.text)) and not ours and not novel:
        return Subject.OTHERS
    if ours or novel or _FIRST_PERSON.search(sentence.text):
        return Subject.PATIENT
    if _GENERIC.search(text) or _ANYBODY.match(text):
        return Subject.GENERAL
    if _ANY_PATIENT.search(text):
        return Subject.PATIENT
    return _by_section(sentence)


def of_relative(sentence: Sentence) -> bool:
    """Says whether a sentence is about a relative: "My husband takes the same tablets"."""
    return _RELATIVE.match(sentence.lowered) is not None


def speaks_as_patient(sentence: Sentence) -> bool:
    """Says whether a sentence is told by the patient ("I felt dizzy")."""
    return _FIRST_PERSON.search(sentence.text) is not None


def names_patient(sentence: Sentence) -> bool:
    """Says whether a sentence names its patient, by a noun, an age, a pronoun or in the first person."""
    text = sentence.lowered
    return bool(_OURS.search(text) or _FIRST_PERSON.search(sentence.text) or _ANY_PATIENT.search(text))


def _by_section(sentence: Sentence) -> Subject:
    """Decides a sentence that names nobody: by its tense and wording, then by its section."""
    general = bool(_GENERAL.search(sentence.lowered))
    past = bool(_PAST.search(sentence.lowered))
    if sentence.section in _GENERAL_BY_DEFAULT:
        return Subject.PATIENT if past and not general else Subject.GENERAL
    return Subject.GENERAL if general and not past else Subject.PATIENT
