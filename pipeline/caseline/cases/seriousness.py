"""What makes each event serious, by the criteria of E2B(R3) E.i.3.2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from caseline.cases.clauses import clause_of, inside, refers_back
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.places import Places
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
    (Seriousness.HOSPITALISATION, cue(r".*(?:admi(?:tted|ssion)|hospital|inpatient|\bstay\b)|kept|held")),
    (
        Seriousness.DISABILITY,
        cue(
            r".*(?:disab|incapacit|handicap|wheelchair|invalid|\bblind|\bdeaf|paraly|\blost\s|\bunable\s)"
            r" | (?:permanent|lasting|lifelong|irreversibl|persistent|significant)\w*\s"
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
_DISABLED = cue(r".*\b(?:left\s+unable\s+to|permanent(?:ly)?|irreversibl[ey]|lifelong)\b")
_MALFORMED = cue(
    r""".*\b(?:malformation|birth\s+defect|congenital|embryopathy|phocomelia|cleft|spina\s+bifida|atresia|dysmorphi
      |ebstein|tetralogy|microcephal|anencephal|omphalocele|gastroschisis|hypospadias|syndactyl|polydactyl|clubfoot|club\s+foot|talipes
      |(?:limb|renal|thymic)\s+(?:agenesis|reduction)|anophthalm|microphthalm|holoprosenceph|meningo(?:myelo)?cele|(?:my?elomeningo)cele|aplasia\s+cutis|teratogen)"""
)
_ELECTIVE = re.compile(
    r"\A[^.;]{0,20}?\b(?:for|to\s+undergo)\s+(?:(?:an?|the|his|her|elective|planned|scheduled|routine|further|first|second)\s+)*(?:\w+\s+){0,2}?"
    r"(?:surgery|operation|elective|chemotherapy|transplant\w*|replacement|delivery|induction|cycle|course|evaluation|work-?up|rehabilitation|resection|repair|procedure|biopsy)\b"
)
_DENIED = re.compile(
    r"\b(?:not|never|no|without|nor|neither|refused|declined)\s+(?:(?:be|been|being|to|need|require|requiring|any|an?|immediately|otherwise)\s+){0,3}\Z"
)
# "For which he was admitted", "which required hospitalization": the event told right before it.
_RIGHT_BEFORE = re.compile(
    r"(?:\b(?:for|because\s+of)\s+which\s+[^.;,]{0,30}|[,\s](?:which|that)\s+(?:\w+\s+){0,2}|,?\s(?:requiring|needing|necessitating|prompting|leading\s+to|resulting\s+in)\s+(?:\w+\s+){0,2})\Z"
)
# Brought from outside: who is taken to intensive care so was admitted to hospital by it.
_FROM_OUTSIDE = cue(
    r"(?:admitted|taken|brought|rushed|airlifted)\b|\b(?:at|from)\s+home\b|ambulance\b|paramedics?\b"
)
_REASON = re.compile(r"\A\s*(?:\w+\s+){0,4}?(?:with|for|because\s+of|due\s+to|owing\s+to)\b")
_REACH = 8  # sentences back, in the same paragraph
_LISTED = re.compile(r"(?:\s|,|/|\band\b|\bor\b|\bwith\b|\bthe\b|\ban?\b|\([^)]{0,60}\))+\Z")
_ORDER = tuple(Seriousness)
_DANGER = (Seriousness.LIFE_THREATENING, Seriousness.HOSPITALISATION)
_UNIT = re.compile(r"care|\bicu\b|\b[pmncs]icu\b|\b[ci]tu\b|unit")
_FAR = 60  # characters before a mention in which the way there is told


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
    places = Places.of(events)
    for mention in mentions:
        if not _counts(narrative, mention):
            continue
        criteria = [criterion for criterion, pattern in _CRITERIA if pattern.match(mention.lowered)]
        endangered = criteria[:1] == [Seriousness.LIFE_THREATENING]
        met = criteria[:2] if endangered else criteria[:1]
        if endangered and len(met) < len(_DANGER) and _is_from_outside(narrative, mention):
            met = [*_DANGER]
        spoken = _spoken_of(narrative, mention, places)
        if met == [Seriousness.DISABILITY] and len(spoken) > 1:
            sentence = narrative.sentence_of(mention)
            spoken = _list_before(narrative, places, sentence.start, mention.start) or spoken
        for key in spoken:
            for criterion in met:
                found[key].setdefault(criterion, []).append(mention)
    for mention in therapies:
        if _RESCUE.match(mention.lowered):
            for key in _spoken_of(narrative, mention, places):
                found[key].setdefault(Seriousness.LIFE_THREATENING, []).append(mention)
    for key, own in events.items():
        for criterion, pattern in (
            (Seriousness.LIFE_THREATENING, _ARREST),
            (Seriousness.DISABILITY, _DISABLED),
            (Seriousness.CONGENITAL_ANOMALY, _MALFORMED),
        ):
            named = [mention for mention in own if pattern.match(mention.lowered)]
            if named:
                found[key].setdefault(criterion, []).extend(named)
    return {
        key: {criterion: told[criterion] for criterion in _ORDER if criterion in told}
        for key, told in found.items()
    }


def _is_from_outside(narrative: Narrative, mention: Found) -> bool:
    """Says whether somebody came to intensive care from outside the hospital."""
    unit = _UNIT.search(mention.lowered) is not None
    return (
        unit
        and (_FROM_OUTSIDE.search(mention.lowered) or _FROM_OUTSIDE.search(narrative.before(mention)[-_FAR:]))
        is not None
    )


def _counts(narrative: Narrative, mention: Found) -> bool:
    """Says whether a mention tells of this episode: neither denied nor past, nor an admission for something planned."""
    if mention.context & {"NEGATED", "HISTORICAL", "HYPOTHETICAL", "FAMILY"}:
        return False
    return not (_DENIED.search(narrative.before(mention)) or _ELECTIVE.match(narrative.after(mention)))


def _spoken_of(narrative: Narrative, mention: Found, events: Places) -> list[str]:
    _, end = clause_of(narrative, mention)
    sentence = narrative.sentence_of(mention)
    if _RIGHT_BEFORE.search(narrative.lowered, sentence.start, mention.start):
        listed = _list_before(narrative, events, sentence.start, mention.start)
        if listed:
            return listed
    named = events.keys_inside(sentence.start, end)
    if named:
        return named
    behind = narrative.lowered[mention.end : end]
    if _REASON.match(behind) and not refers_back(behind) and _names_disease(narrative, mention, end):
        return []
    earlier = narrative.sentences[max(0, sentence.index - _REACH)]
    first = max(earlier.start, narrative.text.rfind("\n", earlier.start, sentence.start) + 1)
    return _since_onset(narrative, events, first, sentence)


def _since_onset(narrative: Narrative, events: Places, first: int, sentence: Sentence) -> list[str]:
    """Returns the events told since the time told last before a sentence that events stand behind."""
    told = events.keys_inside(first, sentence.start)
    times = [
        other.start
        for index in range(max(0, sentence.index - _REACH), sentence.index)
        if narrative.sentences[index].start >= first
        for other in narrative.by_sentence[index]
        if other.label is Label.TIME
    ]
    for start in reversed(times):
        since = events.keys_inside(start, sentence.start)
        if since:
            return since
    return told


def _list_before(narrative: Narrative, events: Places, start: int, end: int) -> list[str]:
    """Returns the events of the list that stands last before a place."""
    beside = events.inside(start, end)
    told = sorted(
        ((found.start, found.end, key) for key, found in beside),
        key=lambda item: (-item[1], item[0]),
    )
    kept: list[str] = []
    place = end
    for begin, last, key in told:
        if kept and last < place and not _LISTED.match(narrative.lowered[last:place]):
            break
        kept.append(key)
        place = min(place, begin)
    return list(dict.fromkeys(key for key, _ in beside if key in kept))


def _names_disease(narrative: Narrative, mention: Found, end: int) -> bool:
    """Says whether something else is told to be the reason."""
    behind = inside(narrative.by_sentence[mention.sentence], mention.end, end)
    return any(other.label in {Label.DISORDER, Label.EVENT, Label.THERAPY} for other in behind)
