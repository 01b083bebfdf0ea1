"""Drugs and therapies told apart: suspect, interacting, concomitant, or given to treat the event.

Wording around each mention is evidence for a role (`role_cues`); the sum over a treatment's mentions decides.
A drug that is given means nothing by itself: before the event it is an exposure, after it a therapy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from caseline.cases.concepts import TREATMENTS, Concept, expand
from caseline.cases.cues import cue
from caseline.cases.generic import with_chemotherapy
from caseline.cases.narrative import Found, Narrative
from caseline.cases.role_cues import Role
from caseline.cases.role_evidence import BLAMING, MILD, Evidence, Told, evidence, told, told_last
from caseline.nlp.patterns.base import lower
from caseline.schema.mention import Label

__all__ = ["SUSPECTED", "Judged", "Role", "is_generic", "judge"]

SUSPECTED = frozenset({Role.SUSPECT, Role.INTERACTING})


@dataclass(frozen=True)
class Judged:
    """A treatment with its role and the strength of the evidence for being a suspect.

    `is_apart` says that the text tells it to be concomitant.
    """

    concept: Concept
    role: Role
    suspicion: float
    is_apart: bool = False


_APART = 1.5  # evidence from which a treatment is told to be concomitant
_SUSPICIOUS = 1.5  # evidence from which a treatment is suspected
_INTERACTING = 2.5  # evidence from which it is told to have acted together with another
_PROCEDURE = 2.5  # the same for what is no medicine, from wording that blames it
_STEPS = frozenset({"is-stopped", "withdrawal-of", "given-again", "given-again-behind"})
_WAY = re.compile(r"(?:injections?|infusions?|administration|instillation)\Z")
_NEAR = 25  # characters from "infusion of" to what was infused
_BESIDE = 3  # characters between a name and its dose in a list
_OPENING = 8  # sentences in which a short narrative comes to the medicine
_SOON = 4  # sentences from a medicine to the event that came later
_LATER = cue(
    r"""\b(?:later|afterwards?|thereafter|subsequently|next\s+(?:day|morning|week)|following\s+(?:day|morning|night)|same\s+(?:day|night|evening)
      |that\s+(?:day|night|evening|afternoon)|(?:minutes?|hours?|days?|weeks?|months?)\s+(?:after|later|following
          |post)|(?:after|within)\s+(?:about\s+|approximately\s+|some\s+)?[\w-]+\s+(?:few\s+)?(?:minutes?|hours?|days?
          |weeks?|months?)
      |(?:after|following)\s+(?:the|this|her|his)\s+(?:\w+\s+)?(?:injection|infusion|vaccination|immuni[sz]ation|vaccine|shot|jab|dose|tablets?|pill)
      |the\s+day\s+after|(?:he|she|they|i|pt|patient)\s+(?:\w+\s+)?(?:developed|experienced|broke\s+out)
          |on\s+day\s+\d+|on\s+the\s+\w+\s+day|overnight|soon\s+after(?:wards?)?|woke|on\s+the\s+way\s+home)\b"""
)
_MEASURED_BEFORE = cue(
    r"""\b(?:detected|measured|revealed|positive\s+for|negative\s+for|screen(?:ing|ed)?\b[^.;]{0,60}|levels?\s+of
        |concentrations?\s+of|serum|plasma)\b[^.;]{0,120}\Z"""
)
# An abbreviation that stands where a diagnosis is told is no medicine.
_DIAGNOSED = cue(
    r"(?:diagnos(?:is|ed|es|tic)|consistent|compatible|regard(?:ed|ing)?|considered|suggestive|features|typical|characteristic)\s+(?:\w+\s+)?(?:of|as|with|for)\s+(?:[\w-]+\s+){0,3}\Z"
)
_ABBREVIATED = re.compile(r"[A-Za-z]{0,2}[A-Z]{2,}[A-Z\d-]*\Z")
_OF_A_LINE = cue(
    r"(?:(?:flushed|rinsed|diluted|dissolved|reconstituted)\s+(?:\w+\s+)?(?:with|in)\s+[^.;,]{0,30}|diagnostic\s+)\Z"
)
_ALLERGIC = cue(
    r"""\b(?:known|reported|reports|previous|prior|history\s+of|pmh\w*|any|no|drug
        |documented)\s+(?:\w+\s+){0,2}?(?:allerg(?:y|ies|ic)|hypersensitivity)\s+to\s[^.;]{0,60}\Z
      | \ballergies\s*(?::|to|include[sd]?)[^.;]{0,60}\Z"""
)
_MEASURED_BEHIND = re.compile(
    r"""\A\s*[-–]?\s*allerg(?:y|ies|ic)\b(?!\s+reaction)|\A\s*(?:amino\w*|dehydrogenase|phosphatase|kinase)\b
        |\A[^.;]{0,40}?\b(?:levels?|concentrations?|measured|tests?\s+(?:was|were)|(?:was|were)\s+(?:not\s+)?detected|assays?|titers?)\b
        | \A\s*(?:was|of|:|=|is)?\s*[<>≤≥]?\s*\d[\d.,]*\s*(?:[µμ]g|mg|ng|pg|g|mmol|[µμ]mol|nmol|pmol|iu|u|meq)/(?:24\s*h|d?l|ml)\b""",
    re.VERBOSE,
)
_TREATING = cue(
    r"""\b(?:given|gave|received|receiv(?:es|ing)|administer\w+|treat\w+|manag\w+|start\w+|initiat\w+|commenc\w+|prescri\w+|took|takes|taking
      |taken|used|using|uses|required|underwent|on|with|therapy|sufficient|continu\w+|add(?:ed|ition)|placed|switch\w+|perform\w+|mg|dose\w*
      |discontinu\w+|withdr\w+|stopped|after|following|inject\w+|infus\w+|vaccinat\w+|appl(?:ied|ication)|ingest\w+|intubated|extubated|transfused)\b"""
)
# What looks into a patient and treats nothing.
_DIAGNOSTIC = re.compile(
    r"""(?:[\w-]+\s+)*?(?:lumbar\s+puncture|spinal\s+tap|venipuncture|\w*biops(?:y|ies)|\w*aspirat(?:e|ion)\s+cytology
        |\w+(?:scopy|scopies|graphy|gram)|autops(?:y|ies)|(?:ct|mri|pet)(?:\s+scan)?|screening|monitoring
        # what ends a treatment, what is done to a specimen or a line, and what a cavity holds
        |managed|exposed|clamp(?:ed|ing)|retractors?|incisions?|(?:[\w-]+\s+)?approach(?:es)?|extubat\w+|decannulat\w+|weaning|discharged?|incubat\w+|stain(?:ed|ing)|immunohistochem\w+|flush(?:ed|ing)
        |(?:right\s+|left\s+)?(?:heart|cardiac)\s+catheteri[sz]ation|(?:hydro|ha?emo|pneumo|pyo)(?:peritoneum|thorax|pericardium))\Z""",
    re.VERBOSE,
)
# "Kept at the bedside and never used", "remains well on": not given, or given later for the disease.
_UNUSED = re.compile(
    r"\A[^.;]{0,40}?\b(?:never|not)\s+(?:been\s+)?(?:used|given|needed|required|administered|started|taken|attempted|performed)\b"
)
_LATER_ON = cue(
    r"""(?:remain(?:s|ed|ing)|is|was|been|done|doing|stayed)\s+(?:\w+\s+){0,2}?(?:well|stable|controlled|seizure-free
        |symptom-free|free\s+of\s+[\w\s]{1,20}|in\s+remission|asymptomatic)
        \s+(?:\w+\s+){0,3}?(?:on|with|under|taking|while\s+on)\s+(?:[\w./%-]+\s+){0,4}?\Z"""
)
_NOT_TAKEN = cue(
    r"""(?:not|never|no)\s+(?:been\s+)?(?:prescribed|taken|taking|given|received|receiving|on|using|used|exposed\s+to)\b[^.;]{0,80}\Z"""
)
# "Such episodes are seen more often with the old vaccine": a comparison, not an exposure.
_COMPARED = cue(
    r"\b(?:more|less)\s+(?:often|commonly|frequently)\s+(?:\w+\s+)?(?:with|after|following|by)\s+(?:[\w-]+\s+){0,3}\Z"
)
# Contrast media, which a scan is told with and which nobody suspects for it.
_CONTRAST = cue(
    r"(?:[\w-]+\s+)*(?:contrast|gadolin\w+|gadobut\w+|barium|io(?:promide|hexol|dixanol|versol|pamidol)|fluorescein|indocyanine|fdg)\b"
)
_IMAGED = cue(
    r"(?:ct|mri|mr|pet|tomograph\w+|scan\w*|imag\w+|enhanc\w+|angiogra\w+|x-?ray|t1|t2|radiogra\w+|weighted)\b"
)
# Names too wide to be a drug of a case.
_GENERIC = re.compile(
    r"""\A(?:other|these|various|different|multiple|several|any|the|all|such|new|prescribed|his|her|concomitant)?\s*
        (?:medic(?:ation|ine)s?|drugs?|treatments?|therap(?:y|ies)|agents?|pills?|tablets?|doses?|substances?|regimens?
          |(?:medical|adjuvant|neo-?adjuvant|supportive|conservative|symptomatic|standard|maintenance|combination
              |initial|further|active|empiric(?:al)?|definitive|intensive|palliative|follow-?up)\s+(?:medical\s+)?(?:treatments?
              |therap(?:y|ies)|management|measures?|care)|care|management|immunotherap(?:y|ies)
          |vaccin(?:e|es|ation|ations)|immuni[sz]ations?|jabs?|shots?|injections?|infusions?
          |enemas?|drops|eye\s+drops|creams?|ointments?|patch(?:es)?|inhalers?|suppositor(?:y|ies)|sprays?|syrups?|capsules?|drips?
          # what a laboratory measures
          |bilirubin|creatinine|ha?emoglobin|transaminases?|(?:blood\s+)?urea(?:\s+nitrogen)?|troponin
          |c-reactive\s+protein)\Z""",
    re.VERBOSE,
)


# Vaccines by what they are called, the disease they are for or the brands that reports name them by.
_VACCINE = cue(
    r"""(?:vaccin\w*|immuni[sz]ations?|toxoid|booster\s+shot|flu\s+(?:shot|jab)|mrna-1273|bnt162b2|moderna
        |pfizer(?:-biontech)?|comirnaty|spikevax|janssen|covaxin|coronavac|covishield|novavax
      |mmr|mmrv|dtap|tdap|dtp|dtwp|ipv|opv|hpv[49]?|gardasil|cervarix|shingrix|zostavax|prevnar\w*|pneumovax\w*|pcv\d*
          |ppsv\d*|fluzone|flumist|fluarix|flulaval|afluria|menactra|menveo|bexsero|trumenba
      |varivax|proquad|rotateq|rotarix|pediarix|pentacel|kinrix|boostrix|adacel|havrix|vaqta|engerix\w*|recombivax
          |twinrix|heplisav\w*|hib|pedvaxhib|typhim|vivotif|imovax|rabavert|ixiaro|yf-vax|bcg)\b"""
)


_VACCINATED = cue(
    r"""(?:\bs/p\b | \b(?:post|after|following|since|got|had|gets|received?|receiving|given|gave|administered|vaccinated
        |immuni[sz]ed|dose|doses|inject\w+)\b | \#\s?\d)"""
)


def is_generic(text: str) -> bool:
    """Says whether a mention names no treatment in particular ("medication"), or none at all ("biopsy")."""
    lowered = lower(text)
    return _GENERIC.match(lowered) is not None or _DIAGNOSTIC.match(lowered) is not None


def is_vaccine(concept: Concept) -> bool:
    """Says whether a treatment is a vaccine, which treats no event."""
    return any(_VACCINE.search(mention.lowered) for mention in concept.mentions)


def judge(narrative: Narrative, concepts: Sequence[Concept], events: Sequence[Found]) -> tuple[Judged, ...]:
    """Returns the role of each treatment; `events` are the affirmed mentions of the patient's events.

    Where nothing speaks for a suspect, the drugs given before the first event are suspected.
    """
    current = [
        concept
        for concept in with_chemotherapy(concepts)
        if not all(
            "HISTORICAL" in mention.context or _names_nothing(narrative, mention)
            for mention in concept.mentions
        )
    ]
    happened = told(narrative, events)
    blamed = told_last(narrative, [mention for concept in current for mention in concept.mentions], happened)
    judged = []
    for concept in current:
        found = [
            *_evidence(narrative, concept, happened),
            *(item for item in blamed if item.mention in concept.mentions),
        ]
        given = any(_is_taken(narrative, mention) for mention in concept.mentions)
        if not found and not given and not _is_vaccinated(narrative, concept):
            continue  # a laboratory found it, or the text only names it
        if found and all(item.cue.name == "switched-to" for item in found):
            continue  # taken later, for the disease that the suspect was for
        judged.append(_judged(concept, found, happened))
    judged = [_vaccine_suspected(item, events) for item in judged]
    if not any(item.role in SUSPECTED for item in judged):
        judged = _suspect_by_time(narrative, judged, events)
    if not any(item.role in SUSPECTED for item in judged):
        judged = [_as_treatment(item) for item in _only_vaccine(narrative, judged)]
    return tuple(judged)


def _is_vaccinated(narrative: Narrative, concept: Concept) -> bool:
    """Says whether a vaccine is told as given, in the words of notes and of lay people too."""
    return is_vaccine(concept) and any(
        _VACCINATED.search(narrative.sentence_of(mention).lowered) is not None
        and not _is_aside(narrative, mention)
        for mention in concept.mentions
    )


def _only_vaccine(narrative: Narrative, judged: Sequence[Judged]) -> list[Judged]:
    """Suspects the vaccines of a report that suspects nothing else: they are what it was sent in for."""
    return [
        replace(item, role=Role.SUSPECT)
        if item.role is Role.CONCOMITANT and not item.is_apart and _is_vaccinated(narrative, item.concept)
        else item
        for item in judged
    ]


def _names_nothing(narrative: Narrative, mention: Found) -> bool:
    """Says whether a mention is short for a word that names no treatment, or the "infusion" of one named behind."""
    if is_generic(expand(narrative, mention.text)):
        return True
    if not _WAY.search(mention.lowered) or not narrative.after(mention).startswith(" of "):
        return False
    return any(
        other.label in TREATMENTS and 0 < other.start - mention.end <= _NEAR
        for other in narrative.by_sentence[mention.sentence]
    )


def _as_treatment(item: Judged) -> Judged:
    """Makes a therapy of what is neither suspected nor told apart, where the report has no suspect."""
    treats = item.role is Role.CONCOMITANT and not item.is_apart and not is_vaccine(item.concept)
    return replace(item, role=Role.THERAPY) if treats else item


def _vaccine_suspected(item: Judged, events: Sequence[Found]) -> Judged:
    """Suspects a vaccine that events are told after; it treats none of them."""
    given = item.role is Role.CONCOMITANT and not item.is_apart and is_vaccine(item.concept)
    later = given and any(event.start >= item.concept.mentions[0].end for event in events)
    return replace(item, role=Role.SUSPECT) if later else item


def _evidence(narrative: Narrative, concept: Concept, events: Told) -> list[Evidence]:
    return [
        item
        for mention in concept.mentions
        if "HISTORICAL" not in mention.context and not _is_aside(narrative, mention)
        for item in evidence(narrative, mention, events)
    ]


def _is_taken(narrative: Narrative, mention: Found) -> bool:
    """Says whether a treatment is told as given, rather than measured in a sample or only named."""
    if _is_aside(narrative, mention):
        return False
    sentence = narrative.sentence_of(mention)
    dosed = any(
        0 <= other.start - mention.end <= _BESIDE and other.label in {Label.DOSE, Label.FREQUENCY}
        for other in narrative.by_sentence[mention.sentence]
    )
    return dosed or _TREATING.search(sentence.lowered) is not None


def _is_aside(narrative: Narrative, mention: Found) -> bool:
    """Says whether a mention is a result of a laboratory, or of a medicine not given or given long after."""
    before = narrative.before(mention)
    behind = narrative.after(mention)
    aside = (
        _MEASURED_BEFORE.search(before)
        or _ALLERGIC.search(before)
        or _LATER_ON.search(before)
        or _NOT_TAKEN.search(before)
        or _COMPARED.search(before)
        or (_CONTRAST.search(mention.lowered) and _IMAGED.search(narrative.sentence_of(mention).lowered))
        or _MEASURED_BEHIND.match(behind)
        or (not mention.code and _ABBREVIATED.match(mention.text) and _DIAGNOSED.search(before))
        or _UNUSED.match(behind)
        or _OF_A_LINE.search(before)
    )
    return aside is not None


def _judged(concept: Concept, found: Sequence[Evidence], events: Told) -> Judged:
    """Decides a treatment by the weight of what is found."""
    score = dict.fromkeys(Role, 0.0)
    for item in found:
        score[item.cue.role] += item.cue.weight
    blame = score[Role.SUSPECT] + score[Role.INTERACTING]
    direct = sum(item.cue.weight for item in found if item.cue.name in BLAMING)
    other = score[Role.THERAPY] if direct else max(score[Role.THERAPY], score[Role.CONCOMITANT])
    if all(mention.label is Label.THERAPY for mention in concept.mentions):
        role = Role.SUSPECT if direct >= max(_PROCEDURE, score[Role.THERAPY]) else Role.THERAPY
    elif (
        blame >= _SUSPICIOUS
        and blame >= other
        and not (score[Role.THERAPY] and _is_mild(found))
        and not _is_idle(concept.mentions[0], found, events)
    ):
        role = Role.INTERACTING if score[Role.INTERACTING] >= _INTERACTING else Role.SUSPECT
    elif other > 0:
        role = Role.THERAPY if score[Role.THERAPY] >= score[Role.CONCOMITANT] else Role.CONCOMITANT
    else:
        role = Role.THERAPY if events.precede(concept.mentions[0]) and not blame else Role.CONCOMITANT
    if role is Role.THERAPY and is_vaccine(concept):
        role = Role.CONCOMITANT
    apart = any(item.cue.role is Role.CONCOMITANT and item.cue.weight >= _APART for item in found)
    return Judged(concept, role, blame, is_apart=apart)


def _is_mild(found: Sequence[Evidence]) -> bool:
    """Says whether a treatment is blamed by words of its course alone, and by one kind of them."""
    names = _blaming(found)
    return names <= MILD and len(names - {"after"}) <= 1


def _blaming(found: Sequence[Evidence]) -> set[str]:
    return {item.cue.name for item in found if item.cue.role in SUSPECTED}


def _is_idle(first: Found, found: Sequence[Evidence], events: Told) -> bool:
    """Says whether a medicine is told to be stopped or given again, and nothing that it could have done."""
    if not _blaming(found) <= _STEPS:
        return False
    if events.precede(first) and first not in {item.mention for item in found}:
        return True  # told as given after the events, later stopped
    near = {item.mention.sentence + step for item in found for step in (-2, -1, 0, 1, 2)}
    return not any(index in events.by_sentence for index in near)


def _suspect_by_time(narrative: Narrative, judged: Sequence[Judged], events: Sequence[Found]) -> list[Judged]:
    """Suspects the medicines that the first events are said to come after, where nothing is blamed."""
    ordered = sorted(events, key=lambda event: event.start)
    return [
        replace(item, role=Role.SUSPECT)
        if item.role is Role.CONCOMITANT
        and not item.is_apart
        and any(_is_followed(narrative, mention, ordered) for mention in item.concept.mentions)
        else item
        for item in judged
    ]


def _is_followed(narrative: Narrative, mention: Found, events: Sequence[Found]) -> bool:
    """Says whether events are told to come after a medicine that none was told before.

    Those in its own sentence may be what it was given for.
    """
    if mention.sentence > _OPENING or not events:
        return False
    if events[0].start < mention.start and events[0].sentence != mention.sentence:
        return False
    return any(
        _LATER.search(narrative.lowered, mention.end, narrative.sentence_of(event).end)
        for event in events
        if event.start >= mention.end and event.sentence - mention.sentence <= _SOON
    )
