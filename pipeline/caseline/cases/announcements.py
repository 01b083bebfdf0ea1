"""Sentences that announce a case without telling of the patient: titles, "we report a case of …"."""

from __future__ import annotations

from caseline.cases.cues import cue
from caseline.cases.narrative import Sentence
from caseline.cases.subject_cues import (
    AUTHORS,
    CITED,
    COUNTED_FEW,
    FEW,
    LESSON,
    PEOPLE,
    REPORTING,
    SERIES,
    WE_REPORT,
)
from caseline.schema.document import SectionName

_LONGEST_TITLE = 260  # characters
# A title has no finite verb.
_VERB = cue(
    r"""\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|may|might|could|should|must|will|would|cannot
      |we|it|they|(?<!type\s)(?<!grade\s)(?<!stage\s)(?<!class\s)i|you|developed|presented|received|underwent|became|showed|revealed|experienced|complained
      |noticed|died|resolved|recovered|started|began|occurred|appeared|manifested|progressed|suggests?|indicates?
      |highlights?|illustrates?|demonstrates?|emphasi[sz]es?|supports?|causes?(?=\s+(?:\w+\s+)?\w+)|induces?|leads?|occurs?|appears?
      |seems?|remains?|includes?|increases?|reduces?|inhibits?|requires?|produces?|predicts?|presents|reports?(?=\s+(?:a|an|the)\b)
      |provides?|involves?|continues|consists?|exerts?|confirms?|obtained|concluded|(?<=\s)relapse|develops?|resembles?|undergo(?:es)?
      |prevents?|contains?|decreases|enhances?|resolves|affects?|differs?|mediates?|generates?|when|which)\b"""
)
_INDUCED = cue(
    r"""\A\W*(?:[\w-]+\s+){0,2}(?:aggravation|exacerbation|induction|precipitation|provocation|reactivation|triggering|unmasking|worsening)\s+of\b.*\b(?:by|with)\b
      | \w[\w,()/]*-\s*(?:induced|associated|related|provoked|triggered|precipitated|mediated)\b
      | \b(?:induced|provoked|triggered|caused|precipitated|complicated)\s+by\b | [\w-]+\s+induced\s+\w
      | \b(?:due|secondary|attributed|attributable|related|reactions?|allerg(?:y|ies)|hypersensitivity|anaphylaxis|exposure|dermatitis|intolerance
        |responses?)\s+to\b
      | \b(?:associated|association|toxicity|overdose|overdosage|poisoning|intoxication|treated|treatment|therapy)\s+(?:with|of|by|from)\b
      | \b(?:after|following|during|under|while\s+(?:on|taking|receiving))\b
      | \bas\s+(?:an?|the)\s+(?:\w+\s+)?(?:complication|cause|result|consequence|side\s+effect|adverse\s+\w+)\s+(?:of|to)\b
      | \b(?:taking|receiving|undergoing)\b | \bcomplicat(?:ing|ion\s+of)\b | \bin\s+the\s+setting\s+of\b | \w+-\s?treated\b
        | \bresult(?:ing)?\s+(?:from|of)\b | \b(?:(?:\w*toxicity)|withdrawal|interaction|abuse|misuse)\b
      | \bwith(?:\s+\w+)+\Z | \bfrom\b"""
)
# What a study, a review or a lesson is about.
_STUDY_TITLE = cue(
    rf"""\bet\s+al\b | \b(?:reported|described|observed|found|noted)\s+(?:an?|that|in|the|two|three|several)\b
      | \A\W*(?:\w+\s+){{0,3}}?treatment\s+(?:of|with)\b
      | \b(?:incidence|prevalence|frequency|risks?|mechanisms?|management|prevention|prophylaxis|pathogenesis|reviews?|study|studies|trials?
      |analys[ie]s|comparison|comparative|efficacy|safety|tolerability|role|evaluation|assessment|rats?|mice|mouse|rabbits?|in\s+vitro|cells?\s+lines?|models?
      |guidelines?|update|overview|approach|how|why|what|effects?\s+of|pharmacokinetics?|incidences|rates?|predictors?|factors|patterns?|survey|experience
      |differentiation|diagnosis\s+of|potential|objective|aims?|purpose|background|importance|need|implications?|perspectives?|pathophysiology|cohort
        |randomi[sz]ed)\b
      | \b(?:many|most|some|several)\s+{PEOPLE}\b | \b(?:in|of|for|among)\s+(?:(?!{FEW}\b)[\w-]+\s+){{0,3}}{PEOPLE}\b"""
)
# In the title of a text that has patients of its own, only these make another thing of it.
_STUDY_TITLE_STRICT = cue(
    r"""\bet\s+al\b | \b(?:reported|described|observed|found|noted)\s+(?:an?|that|in|the)\b
      | \b(?:incidences?|prevalence|frequency|risks?|predictors?|factors|rates?|survey|cohort|trials?|randomi[sz]ed|comparison|comparative|efficacy|safety
      |tolerability|pharmacokinetics?|rats?|mice|mouse|rabbits?|in\s+vitro|cells?\s+lines?|models?|guidelines?|objectives?|aims?|purpose|background
      |retrospective|prospective|evaluation|assessment|prevention|prophylaxis|how|why|what|hypothesis|stud(?:y|ies))\b
      | \A\W*(?:\w+\s+){0,2}?(?:management|treatment|diagnosis|therapy|use|role|effects?|importance|need|implications?|mechanisms?)\s+(?:of|for|with|in)\b"""
)
# Words of a study: there, only a patient told apart or a case announced counts.
_STUDY = cue(
    r"""\b(?:randomi[sz]ed|placebo|double-blind|cohort|retrospective(?:ly)?|prospective(?:ly)?|volunteers?|healthy\s+(?:subjects|humans|men|women)
      |rats?|mice|rabbits?|in\s+vitro|cell\s+lines?|meta-?analysis|confidence\s+interval|questionnaires?|survey|phase\s+(?:i{1,3}|[123])\b)\b
      | \bp\s*[<=]\s*0?\.\d | \(n\s*=\s*\d | \b\d{2,5}\s+(?:\w+\s+){0,2}patients\b"""
)
_SHARE = cue(r"\b\d+(?:\.\d+)?\s*%\s+of\s+(?:the\s+|all\s+)?\w+")
_OBSERVED = cue(r"\b(?:were|had|developed|experienced|received|showed)\b")
# The course of one patient, told without naming anybody.
_COURSE = cue(
    r"""\b(?:resolved|recurred|reappeared|disappeared|subsided|abated|normali[sz]ed|developed\s+(?:during|after|following|while)|occurred\s+(?:during
        |after|following|while|under|within|\w+\s+(?:hours?|days?|weeks?|months?))
      |(?:was|were)\s+(?:withdrawn|discontinued|stopped|withheld|reinstituted|reintroduced|restarted|tapered|started|admitted|hospitali[sz]ed|transfused)
      |(?:rechallenge|reexposure|re-exposure|challenge)\s+(?:\w+\s+){0,3}?(?:was|led|resulted|caused|produced|provoked)
      |disappeared|improved\s+(?:after|following|with|upon|on)|diagnosis\s+of\s+[^.;]{2,80}\s+was\s+(?:made|established|confirmed))\b"""
)

# Notes without a subject: a date, a verb at the start, the words of a chart.
_TERSE = cue(
    r"""\d{1,2}[/-]\d{1,2}[/-](?:\d{2}|\d{4})\b | \d{1,2}[\s-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s-]\d{2,4}\b
      | \A\W*(?:vaccinated|received|woke|awoke|developed|started|presented|felt|had|given|got|experienced|noticed|became|went|seen|hospitali[sz]ed
        |admitted|returned|onset|vomited|fainted|passed\s+out|complained|complaining|complaints?)\b
      | c/o\b | s/p\b | later\s+that\s+(?:day|evening|night)\b | (?:that|same|next)\s+(?:day|evening|night|morning|afternoon)\b
      | (?:left|right|l|r|lt|rt)\s+(?:upper\s+)?(?:arm|deltoid|thigh)\b | (?:hrs?|mins?)\b
      | (?:hours?|days?|minutes?|weeks?)\s+(?:after|post|following|later)\b"""
)


def announces(sentence: Sentence) -> bool:
    """Says whether a sentence announces a case or a series: "We report …", "… : a case report"."""
    text = sentence.lowered
    if not REPORTING.search(text) or LESSON.match(text):
        return False
    return WE_REPORT.search(text) is not None or not (CITED.search(text) or AUTHORS.search(sentence.text))


def announces_series(sentence: Sentence) -> bool:
    """Says whether a sentence announces several patients of the report: "report of three cases"."""
    text = sentence.lowered
    if LESSON.match(text):
        return False
    return SERIES.search(text) is not None or (is_title(sentence) and COUNTED_FEW.search(text) is not None)


def is_title(sentence: Sentence, *, own: bool = False) -> bool:
    """Says whether a sentence is a title that ties a drug to an effect: no finite verb, no word of a study.

    In a text with patients of its own (`own`), a title may tell of "patients with" a disease.
    """
    text = sentence.lowered
    if sentence.section is SectionName.KEYWORDS or len(text) > _LONGEST_TITLE:
        return False
    study = _STUDY_TITLE_STRICT if own else _STUDY_TITLE
    return bool(_INDUCED.search(text)) and not _VERB.search(text) and not study.search(text)


def tells_course(sentence: Sentence) -> bool:
    """Says whether a sentence tells how a patient fared without naming one: "… resolved after two days"."""
    return _COURSE.search(sentence.lowered) is not None


def tells_tersely(sentence: Sentence) -> bool:
    """Says whether a sentence is a note on one patient: "11/3/10: c/o headache", "Woke with swelling"."""
    return _TERSE.search(sentence.lowered) is not None


def of_study(sentence: Sentence) -> bool:
    """Says whether a sentence has the words of a study."""
    text = sentence.lowered
    return bool(_STUDY.search(text) or (_SHARE.search(text) and _OBSERVED.search(text)))
