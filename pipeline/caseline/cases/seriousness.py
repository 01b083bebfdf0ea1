"""What makes each event serious, by the criteria of E2B(R3) E.i.3.2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from caseline.cases.admissions import implied_stay
from caseline.cases.clauses import clause_of, inside, refers_back
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.places import Places
from caseline.cases.reported import told_of
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
    (
        Seriousness.HOSPITALISATION,
        cue(
            r".*(?:admi(?:tted|ssion)|hospital|inpatient|\bstay(?:ed)?\b|\bdischarge\s|\bward\b)|kept|held|transferred|conveyed"
        ),
    ),
    (
        Seriousness.DISABILITY,
        cue(
            r".*(?:disab|incapacit|handicap|wheelchair|invalid|\bblind|\bdeaf|paraly|\blost\s|\bunable\s|\bwalk|\bframe|crutch|stick|\bcane|bed(?:ridden|bound)|\bbed-|\bgive\s+up|\bgave\s+up|\bretire)"
            r" | (?:permanent|lasting|lifelong|irreversibl|persistent|significant)\w*\s"
        ),
    ),
    (Seriousness.CONGENITAL_ANOMALY, cue(r".*(?:congenital|birth\s+defect|malformation)")),
    (Seriousness.OTHER, cue(r"(?:medically|important|serious)")),
)
# Done because life was at stake, and what is that danger itself.
_RESCUE = cue(
    r".*\b(?:(?:re-?)?intubat\w+|(?:cardiopulmonary\s+)?resuscitation|cpr|mechanical(?:ly)?\s+ventilat\w+|defibrillat\w+|ecmo|extracorporeal\s+membrane\w*|vasopressors?|(?:chest|cardiac)\s+compressions?|cardiac\s+massage"
    r"|nor(?:-?adrenaline|-?epinephrine)(?!\s+(?:re-?uptake|transporter|level|concentration))|vasopressin|(?:emergency|urgent)\s+(?:cricothyr\w+|tracheo\w+))\b"
)
# Given for a shock it tells of the danger; with a local anaesthetic it does not.
_ADRENALINE = re.compile(r"(?:adrenalin\w*|epinephrine|epi-?pen)\b")
_SHOCK = re.compile(r"\bshock\b|anaphyla|collapse|\barrest\b")
_UNGIVEN = frozenset({"NEGATED", "HISTORICAL", "HYPOTHETICAL", "FAMILY"})
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
# "All events were considered serious for disability except fever", "This report was serious (hospitalization)".
_ALL_SERIOUS = re.compile(
    r"""(?:\b(?:all|both)\s+(?:of\s+)?(?:the\s+)?(?:reported\s+)?(?:adverse\s+)?(?:events?|reactions?)\s+(?:was|were|are)\s+(?:also\s+)?(?:(?:considered|reported|assessed|deemed|classified|judged)\s+)?
        (?:as\s+|to\s+be\s+)?serious
      |\bth(?:is|e)\s+(?:report|case)\s+(?:was|is)\s+(?:considered\s+|assessed\s+as\s+)?serious)\b[^.;]{0,80}\Z""",
    re.VERBOSE,
)
_REPORT_SERIOUS = re.compile(r"\bth(?:is|e)\s+(?:report|case)\s+(?:was|is)\b[^.;]{0,120}\Z")
_EXCEPT = re.compile(r"\b(?:except(?:ing)?(?:\s+for)?|other\s+than|apart\s+from)\s")
_REACH = 8  # sentences back, in the same paragraph
_PARAGRAPH = 3  # and where it opens one
_LISTED = re.compile(r"(?:\s|,|/|\band\b|\bor\b|\bwith\b|\bthe\b|\ban?\b|\([^)]{0,60}\))+\Z")
_ORDER = tuple(Seriousness)
_DANGER = (Seriousness.LIFE_THREATENING, Seriousness.HOSPITALISATION)
_LAY_THERE = re.compile(r"admi(?:tted|ssion)|hospital|inpatient|\bstay\b")
_UNIT = re.compile(r"care|\bicu\b|\b[pmncs]icu\b|\b[ci]tu\b|unit")
_FAR = 60  # characters before a mention in which the way there is told


def seriousness_of(
    narrative: Narrative,
    mentions: Iterable[Found],
    therapies: Iterable[Found],
    events: Mapping[str, Sequence[Found]],
    passing: Iterable[Found] = (),
) -> dict[str, dict[Seriousness, list[Found]]]:
    """Returns for each event the criteria it meets, in the order of E.i.3.2, and what tells them.

    `mentions` are the patient's SERIOUSNESS mentions, `therapies` the THERAPY and DRUG mentions, `passing` TIME and OUTCOME
    mentions, which tell a stay where nothing else does. A mention speaks of the events of its clause, else of those
    told just before it. Death comes from the outcome.
    """
    mentions = list(mentions)
    found: dict[str, dict[Seriousness, list[Found]]] = {key: {} for key in events}
    places = Places.of(events)
    for mention in mentions:
        if not _counts(narrative, mention):
            continue
        met = _met(narrative, mention)
        spoken = _meant(narrative, mention, met, places)
        if _REPORT_SERIOUS.search(narrative.before(mention)):  # of those already told so, else of all
            spoken = [key for key in events if not found[key].keys().isdisjoint(met)] or spoken
        for key in spoken:
            for criterion in met:
                found[key].setdefault(criterion, []).append(mention)
    for mention in therapies:
        for key in _rescued(narrative, mention, places, events):
            found[key].setdefault(Seriousness.LIFE_THREATENING, []).append(mention)
    is_told = any(_LAY_THERE.search(each.lowered) for each in mentions)
    stay = None if is_told else implied_stay(narrative, passing, places)
    if stay is not None:
        found[stay.event].setdefault(Seriousness.HOSPITALISATION, []).append(stay.mention)
    for key, own in events.items():
        for criterion, named in _named_so(own):
            found[key].setdefault(criterion, []).extend(named)
    return {
        key: {criterion: told[criterion] for criterion in _ORDER if criterion in told}
        for key, told in found.items()
    }


def _rescued(
    narrative: Narrative, mention: Found, places: Places, events: Mapping[str, Sequence[Found]]
) -> list[str]:
    """Returns the events that somebody was rescued from by a treatment."""
    if _RESCUE.match(mention.lowered):
        return _spoken_of(narrative, mention, places)
    if not _ADRENALINE.match(mention.lowered) or mention.context & _UNGIVEN:
        return []
    return [
        key
        for key in _spoken_of(narrative, mention, places)
        if any(_SHOCK.search(other.lowered) and other.start < mention.start for other in events[key])
    ]


def _named_so(mentions: Sequence[Found]) -> Iterator[tuple[Seriousness, list[Found]]]:
    """Yields the criteria that the names of an event tell by themselves, with these names."""
    for criterion, pattern in (
        (Seriousness.LIFE_THREATENING, _ARREST),
        (Seriousness.DISABILITY, _DISABLED),
        (Seriousness.CONGENITAL_ANOMALY, _MALFORMED),
    ):
        named = [mention for mention in mentions if pattern.match(mention.lowered)]
        if named:
            yield criterion, named


def _met(narrative: Narrative, mention: Found) -> list[Seriousness]:
    """Returns the criteria that a mention tells."""
    criteria = [criterion for criterion, pattern in _CRITERIA if pattern.match(mention.lowered)]
    endangered = criteria[:1] == [Seriousness.LIFE_THREATENING]
    met = criteria[:2] if endangered else criteria[:1]
    if endangered and len(met) < len(_DANGER) and _is_from_outside(narrative, mention):
        return [*_DANGER]
    return met


def _meant(narrative: Narrative, mention: Found, met: Sequence[Seriousness], events: Places) -> list[str]:
    """Returns the events that a mention speaks of: those that a form says, else those of its clause."""
    by_form = told_of(narrative, mention, events)
    if by_form is None:
        by_form = _of_all(narrative, mention, events)
    if by_form is not None:
        return by_form
    spoken = _spoken_of(narrative, mention, events)
    if met == [Seriousness.DISABILITY] and len(spoken) > 1:
        sentence = narrative.sentence_of(mention)
        return _list_before(narrative, events, sentence.start, mention.start) or spoken
    return spoken


def _of_all(narrative: Narrative, mention: Found, events: Places) -> list[str] | None:
    """Returns all events but the exceptions where a form says "all events were serious for disability except fever"."""
    if not _ALL_SERIOUS.search(narrative.before(mention)):
        return None
    sentence = narrative.sentence_of(mention)
    excepted = _EXCEPT.search(narrative.lowered, mention.end, sentence.end)
    spared = events.keys_inside(excepted.end(), sentence.end) if excepted else []
    return [key for key in events if key not in spared]


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
    found = _since_onset(narrative, events, first, sentence)
    if found or narrative.text[first : sentence.start].strip() or mention.label is not Label.SERIOUSNESS:
        return found
    before = narrative.sentences[max(0, sentence.index - _PARAGRAPH)]  # "She was admitted." opens a paragraph
    return (
        _since_onset(narrative, events, before.start, sentence) if before.section is sentence.section else []
    )


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
