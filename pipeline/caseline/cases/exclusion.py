"""Why a mention is in no case. Nothing is dropped: the record keeps each mention with its reason.

When several reasons hold, the one that takes the mention furthest from the patient is given: the
page, other patients, the family, ruled out, negated, general knowledge (whatever its modality),
hypothetical.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.statements import Subject, names_patient, of_relative
from caseline.nlp.enumeration import find_items
from caseline.schema.mention import Exclusion, Label

_THINGS = frozenset({Label.EVENT, Label.DISORDER, Label.DRUG, Label.THERAPY, Label.BODY_SITE, Label.SEVERITY})
_SUPPOSED = frozenset({Label.EVENT, Label.DISORDER, Label.THERAPY, Label.DRUG})

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
    relatives = [of_relative(sentence) for sentence in narrative.sentences]
    return tuple(
        _reason(
            mention,
            narrative.sentence_of(mention),
            subjects[mention.sentence],
            relative=relatives[mention.sentence],
            ruled_out=mention.index in ruled_out,
        )
        for mention in narrative.mentions
    )


def _reason(
    mention: Found, sentence: Sentence, subject: Subject, *, relative: bool, ruled_out: bool
) -> Exclusion | None:
    context = mention.context if mention.label in _THINGS else frozenset()
    listed = "GENERAL" in context and subject is not Subject.LESSON and not names_patient(sentence)
    general = subject is Subject.GENERAL or listed
    supposed = subject is Subject.LESSON or ("HYPOTHETICAL" in context and mention.label in _SUPPOSED)
    reasons = (
        (subject is Subject.PAGE, Exclusion.BOILERPLATE),
        (subject is Subject.OTHERS, Exclusion.OTHER_PATIENTS),
        ("FAMILY" in mention.context or relative, Exclusion.FAMILY),
        (ruled_out or "RULED_OUT" in context, Exclusion.RULED_OUT),
        ("NEGATED" in context, Exclusion.NEGATED),
        (general, Exclusion.GENERAL_KNOWLEDGE),
        (supposed, Exclusion.HYPOTHETICAL),
    )
    return next((reason for holds, reason in reasons if holds), None)


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
