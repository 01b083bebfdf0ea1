"""What makes each event serious, by the criteria of E2B(R3) E.i.3.2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from caseline.cases.clauses import clause_of, inside, refers_back
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.schema.case import Seriousness
from caseline.schema.mention import Label

_CRITERIA = (
    (
        Seriousness.LIFE_THREATENING,
        cue(
            r"""(?:\w+[\s-])?life[\s-]*threatening | near[\s-]fatal | (?:danger|threat|risk)\s+to | (?:almost|nearly)\s | critically\s+ill |
              (?:in|remained)\s.*critical
              | fight | .*(?:intensive|critical)[\s-]+care | .*\b[pmncs]?icu\b | .*\b[ci]tu\b | .*(?:coronary|burns?)\s+(?:care\s+)?unit | .*resuscitation
              | .*high[\s-]dependency"""
        ),
    ),
    (Seriousness.HOSPITALISATION, cue(r".*(?:admi(?:tted|ssion)|hospital)|kept|held")),
    (
        Seriousness.DISABILITY,
        cue(
            r".*(?:disab|incapacit|handicap|wheelchair|invalid) | (?:permanent|lasting|lifelong|irreversibl|persistent|significant)\w*\s"
        ),
    ),
    (Seriousness.CONGENITAL_ANOMALY, cue(r".*(?:congenital|birth\s+defect|malformation)")),
    (Seriousness.OTHER, cue(r"(?:medically|important|serious)")),
)
# Done because life was at stake, and what is that danger itself.
_RESCUE = cue(
    r".*\b(?:(?:re-?)?intubat\w+|(?:cardiopulmonary\s+)?resuscitation|cpr|mechanical(?:ly)?\s+ventilat\w+|defibrillat\w+|ecmo|extracorporeal\s+membrane\w*|vasopressors?)\b"
)
_ARREST = cue(
    r".*\b(?:cardiac|cardiopulmonary|cardiorespiratory|respiratory|asystolic)\s+(?:\w+\s+)?arrest\b|asystole\b|ventricular\s+fibrillation\b"
)
_MALFORMED = cue(
    r".*\b(?:malformation|birth\s+defect|congenital|embryopathy|phocomelia|cleft|spina\s+bifida|atresia|dysmorphi)"
)
_ELECTIVE = re.compile(
    r"\A[^.;]{0,20}?\b(?:for|to\s+undergo)\s+(?:(?:an?|the|his|her|elective|planned|scheduled|routine|further|first|second)\s+)*(?:\w+\s+){0,2}?"
    r"(?:surgery|operation|elective|chemotherapy|transplant\w*|replacement|delivery|induction|cycle|course|evaluation|work-?up|rehabilitation|resection|repair|procedure|biopsy)\b"
)
_DENIED = re.compile(
    r"\b(?:not|never|no|without|nor|neither|refused|declined)\s+(?:(?:be|been|being|to|need|require|requiring|any|an?|immediately|otherwise)\s+){0,3}\Z"
)
_REASON = re.compile(r"\A\s*(?:\w+\s+){0,4}?(?:with|for|because\s+of|due\s+to|owing\s+to)\b")
_REACH = 3  # sentences back
_ORDER = tuple(Seriousness)


def seriousness_of(
    narrative: Narrative,
    mentions: Iterable[Found],
    therapies: Iterable[Found],
    events: Mapping[str, Sequence[Found]],
) -> dict[str, dict[Seriousness, list[Found]]]:
    """Returns for each event the criteria it meets, in the order of E.i.3.2, and what tells them.

    `mentions` are the patient's SERIOUSNESS mentions, `therapies` the THERAPY and DRUG mentions. A mention speaks
    of the events of its clause, else of those told just before it. Death comes from the outcome.
    """
    found: dict[str, dict[Seriousness, list[Found]]] = {key: {} for key in events}
    for mention in mentions:
        if not _counts(narrative, mention):
            continue
        criteria = [criterion for criterion, pattern in _CRITERIA if pattern.match(mention.lowered)]
        for key in _spoken_of(narrative, mention, events):
            for criterion in criteria[:2] if criteria[:1] == [Seriousness.LIFE_THREATENING] else criteria[:1]:
                found[key].setdefault(criterion, []).append(mention)
    for mention in therapies:
        if _RESCUE.match(mention.lowered):
            for key in _spoken_of(narrative, mention, events):
                found[key].setdefault(Seriousness.LIFE_THREATENING, []).append(mention)
    for key, own in events.items():
        for criterion, pattern in (
            (Seriousness.LIFE_THREATENING, _ARREST),
            (Seriousness.CONGENITAL_ANOMALY, _MALFORMED),
        ):
            named = [mention for mention in own if pattern.match(mention.lowered)]
            if named:
                found[key].setdefault(criterion, []).extend(named)
    return {
        key: {criterion: told[criterion] for criterion in _ORDER if criterion in told}
        for key, told in found.items()
    }


def _counts(narrative: Narrative, mention: Found) -> bool:
    """Says whether a mention tells of this episode: neither denied nor past, nor an admission for something planned."""
    if mention.context & {"NEGATED", "HISTORICAL", "HYPOTHETICAL", "FAMILY"}:
        return False
    return not (_DENIED.search(narrative.before(mention)) or _ELECTIVE.match(narrative.after(mention)))


def _spoken_of(narrative: Narrative, mention: Found, events: Mapping[str, Sequence[Found]]) -> list[str]:
    _, end = clause_of(narrative, mention)
    sentence = narrative.sentence_of(mention)
    named = [key for key, found in events.items() if inside(found, sentence.start, end)]
    if named:
        return named
    behind = narrative.lowered[mention.end : end]
    if _REASON.match(behind) and not refers_back(behind) and _names_disease(narrative, mention, end):
        return []
    earlier = narrative.sentences[max(0, sentence.index - _REACH)]
    first = max(earlier.start, _paragraph(narrative, sentence.index))
    return [key for key, found in events.items() if inside(found, first, sentence.start)]


def _paragraph(narrative: Narrative, index: int) -> int:
    """Returns where the paragraph of a sentence starts."""
    while index > 0 and narrative.sentences[index - 1].paragraph == narrative.sentences[index].paragraph:
        index -= 1
    return narrative.sentences[index].start


def _names_disease(narrative: Narrative, mention: Found, end: int) -> bool:
    """Says whether something else is told to be the reason."""
    behind = inside(narrative.by_sentence[mention.sentence], mention.end, end)
    return any(other.label in {Label.DISORDER, Label.EVENT, Label.THERAPY} for other in behind)
