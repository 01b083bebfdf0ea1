"""Why a mention is in no case. Nothing is dropped: the record keeps each mention with its reason.

When several reasons hold the first in the guideline's order is given: first about whom (the page, the
family, other patients), then whether (ruled out, hypothetical, general knowledge, negated). The modality
of general knowledge ("may cause") makes no hypothesis.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.readings import is_own
from caseline.cases.relations import of_mother
from caseline.cases.statements import Subject, names_patient, of_relative, tells_in_general
from caseline.cases.tellers import kin_told_of
from caseline.cases.vaccines import is_purpose
from caseline.nlp.enumeration import find_items
from caseline.schema.mention import Exclusion, Label

_THINGS = frozenset(
    {
        Label.EVENT,
        Label.DISORDER,
        Label.DRUG,
        Label.THERAPY,
        Label.BODY_SITE,
        Label.SEVERITY,
        Label.SERIOUSNESS,
        Label.FINDING,
    }
)
_SUPPOSED = frozenset({Label.EVENT, Label.DISORDER, Label.THERAPY, Label.DRUG})

_GIVEN = frozenset({Label.DRUG, Label.DOSE, Label.ROUTE, Label.FREQUENCY, Label.THERAPY})
# A mother's drug reaches the child in her womb or at her breast: it is the child's exposure.
_PERINATAL = cue(
    r"""\b(?:newborns?|neonat\w+|infants?|fo?et(?:us|al)|in\s+utero|intra-?uterine|pregnan\w+|gestation\w*|breast-?\s?f[e]+d\w*|lactat\w+)\b"""
)
_MOTHER = cue(r"\b(?:mother|maternal)\b")
_TESTED = frozenset({Label.DISORDER, Label.EVENT})
# "Serology for hepatitis B was negative": looked for as a cause, and not found.
_TEST_NEGATIVE = cue(
    r"""\b(?:serolog\w+|cultures?|pcr|screen(?:s|ing)?|assays?|antibod(?:y|ies)|tests?|testing|panel|swabs?|work-?\s?up|studies)\b
        [^.;]{0,80}?\bnegative\b | \bnegative\s+(?:\w+\s+){0,2}?(?:serolog\w+|cultures?|pcr|tests?)\b"""
)
# Risk and advice stay hypothetical in a general sentence; "may" and "can" there are general knowledge.
_RISK = cue(
    r"""\b(?:risks?|prone|susceptib\w+|predispos\w+|vulnerable|should|must|ought|recommend\w*|caution|monitor\w*|prevent\w*|avoid\w*|prophyla\w+
        |if|in\s+case|unless|whether|screen(?:ed|ing)?|vigilan\w+|aware(?:ness)?|warn\w*|concern\w*|fear\w*|vaccinat\w+|immuni[sz]\w+)\b"""
)
# "Unknown if the rash was related to kava": in doubt is the cause, not what happened.
_CAUSE_IN_DOUBT = cue(
    r"""(?:unknown|unsure|unclear|uncertain|(?:not|\w+n['’]t)\s+(?:known|sure|clear|certain|know|say|tell)|cannot\s+(?:say|tell)|no\s+(?:idea|one\s+can\s+say|doctor\s+(?:will|would|can)\s+say)
        |wonder(?:s|ed|ing)?|ask(?:s|ed|ing)?|question(?:s|ed|ing)?|doubt(?:s|ed|ful)?)\s+(?:[\w'’]+\s+){0,3}?(?:if|whether)\b
        (?:(?!\b(?:would|could|may|might|can|will|should)\b)[^.;]){0,140}?\b(?:relat(?:ed|ion\w*)|due\s+to|caus\w+|attribut\w+|associat\w+|(?:to|anything)\s+do\s+with|reason|responsible|trigger\w*|because\s+of|from\s+(?:the|his|her|my)
          |it\s+(?:is|was)\s+(?:the|from|a\s+reaction)|vaccine\s+or\s+not)\b"""
)
_DEATH = cue(r"(?:had\s+|has\s+)?(?:died|dead|deceased|passed\s+away|death)\b")
_RELATIVE_BEFORE = re.compile(
    r"""(?:\b(?:his|her|my|their|whose|an?|one|older|younger|elder)|['’]s)\s+(?:[\w-]+\s+){0,2}?(?:brother|sister|mother|father|son|daughter|uncle|aunt|cousin
        |siblings?|grandmother|grandfather|husband|wife|partner|twin|dog|cat|pet|horse)\b(?:,?\s+(?:who|had|has|also|aged|that)\b[^.;,]{0,40})?\s*\Z""",
    re.VERBOSE,
)

# "ruled out all of these causes", "other aetiologies were excluded": speaks of a list before it.
_ALL_RULED_OUT = cue(
    r"""\b(?:ruled?\s+out|excluded?|eliminated|negative\s+for|no\s+evidence\s+(?:of|for))\b[^\0]{0,60}?
        \b(?:these|those|such|other|all|any|alternative|possible|potential|the\s+above)\b[^\0]{0,40}?
        \b(?:causes?|reasons?|a?etiolog(?:y|ies)|diagnos[ei]s|conditions?|possibilit(?:y|ies)|factors?|explanations?|triggers?)\b
      | \b(?:these|those|such|other|all|alternative|possible|potential|the\s+above)\b[^\0]{0,40}?
        \b(?:causes?|reasons?|a?etiolog(?:y|ies)|diagnos[ei]s|conditions?|possibilit(?:y|ies)|factors?|explanations?|triggers?)\b
        [^\0]{0,40}?\b(?:ruled\s+out|excluded|eliminated)\b"""
)
_REACH = 4  # sentences back that such a statement speaks of
# Where a drug causes the sign, the list of causes names the adverse effect itself: that one stays.
_DRUG_EFFECT = cue(r"\b(?:medications?|drugs?|medicines?)\b|\b(?:side|adverse)\s+effects?\b")


def exclusions(narrative: Narrative, subjects: Sequence[Subject]) -> tuple[Exclusion | None, ...]:
    """Returns the reason of each mention, in order, or None for those that may be the patient's."""
    ruled_out = _ruled_out_causes(narrative)
    kin = kin_told_of(narrative)
    own = of_mother(narrative.sentences) | (kin.sentences if kin else frozenset())
    relatives = [of_relative(sentence) for sentence in narrative.sentences]
    return tuple(
        _reason(
            mention,
            narrative.sentence_of(mention),
            narrative.before(mention) if mention.label is Label.OUTCOME else "",
            subjects[mention.sentence],
            relative="FAMILY" in mention.context or relatives[mention.sentence],
            told_of=mention.sentence in own,
            purpose=mention.label in _SUPPOSED and is_purpose(narrative, mention),
            ruled_out=mention.index in ruled_out,
        )
        for mention in narrative.mentions
    )


def _reason(
    mention: Found,
    sentence: Sentence,
    before: str,
    subject: Subject,
    *,
    relative: bool,
    told_of: bool,
    purpose: bool,
    ruled_out: bool,
) -> Exclusion | None:
    context = mention.context if mention.label in _THINGS else frozenset()
    exposed = mention.label in _GIVEN and _reaches_child(sentence)
    tested = "NEGATED" in context and mention.label in _TESTED and _TEST_NEGATIVE.search(sentence.lowered)
    general = subject is Subject.GENERAL or ("GENERAL" in context and _in_general(sentence, subject))
    supposed = "HYPOTHETICAL" in context and mention.label in _SUPPOSED
    supposed = supposed and not _CAUSE_IN_DOUBT.search(sentence.lowered)
    if supposed and general:
        supposed = _RISK.search(sentence.lowered) is not None
    reasons = (
        (subject is Subject.PAGE, Exclusion.BOILERPLATE),
        (
            (relative or _died(mention, before)) and not (exposed or told_of),
            Exclusion.FAMILY,
        ),
        (subject is Subject.OTHERS, Exclusion.OTHER_PATIENTS),
        (ruled_out or "RULED_OUT" in context or tested, Exclusion.RULED_OUT),
        (supposed or subject is Subject.LESSON, Exclusion.HYPOTHETICAL),
        (general, Exclusion.GENERAL_KNOWLEDGE),
        ("NEGATED" in context, Exclusion.NEGATED),
    )
    stated = next((reason for holds, reason in reasons if holds), None)
    return stated or (None if is_own(mention) and not purpose else Exclusion.UNRELATED)


def _died(mention: Found, before: str) -> bool:
    """Says whether an outcome is the death of a relative or of an animal."""
    return bool(_DEATH.match(mention.lowered) and _RELATIVE_BEFORE.search(before))


def _reaches_child(sentence: Sentence) -> bool:
    return bool(_MOTHER.search(sentence.lowered) and _PERINATAL.search(sentence.lowered))


def _in_general(sentence: Sentence, subject: Subject) -> bool:
    return subject is not Subject.LESSON and not names_patient(sentence) and tells_in_general(sentence)


def _ruled_out_causes(narrative: Narrative) -> frozenset[int]:
    """Returns the mentions in lists of causes that a later sentence rules out as a whole."""
    found: set[int] = set()
    for sentence in narrative.sentences:
        if not _ALL_RULED_OUT.search(sentence.lowered):
            continue
        for earlier in narrative.sentences[max(0, sentence.index - _REACH) : sentence.index]:
            found.update(_listed_causes(narrative, earlier))
    return frozenset(found)


def _listed_causes(narrative: Narrative, sentence: Sentence) -> list[int]:
    items = [
        (sentence.start + start, sentence.start + end)
        for start, end, causes in find_items(sentence.text)
        if causes and not _DRUG_EFFECT.search(sentence.lowered[start:end])
    ]
    return [
        mention.index
        for mention in narrative.by_sentence[sentence.index]
        if mention.label in _THINGS
        and any(start <= mention.start and mention.end <= end for start, end in items)
    ]
