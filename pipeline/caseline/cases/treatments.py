"""Drugs and therapies told apart: suspect, interacting, concomitant, or given to treat the event.

The role reader knows the story, and wording around each mention is evidence for a role besides (`role_cues`).
In a pipeline without a role reader the sum of the evidence over a treatment's mentions decides. A drug that is
given means nothing by itself there: before the event it is an exposure, after it a therapy.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from caseline.cases.appositions import with_classes
from caseline.cases.asides import is_aside, is_passed_over, is_taken
from caseline.cases.concepts import TREATMENTS, Concept, expand
from caseline.cases.cues import cue
from caseline.cases.followed import followed
from caseline.cases.generic import is_operation, with_chemotherapy
from caseline.cases.interactions import act_together
from caseline.cases.kinds import kind_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.readings import Read, is_read, read
from caseline.cases.retrospect import Weighed, in_retrospect
from caseline.cases.role_cues import Role
from caseline.cases.role_evidence import (
    BLAMING,
    MILD,
    PREMEDICATION,
    STEPS,
    Evidence,
    Told,
    evidence,
    list_bounds,
    told,
    told_last,
)
from caseline.cases.vaccines import is_bare, is_maker, is_vaccinated, is_vaccine, names_vaccine
from caseline.nlp.patterns.base import lower
from caseline.schema.mention import Label

__all__ = ["SUSPECTED", "Judged", "Role", "in_particular", "is_generic", "judge"]

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
_WEAK = 1.0  # families of blame below it count once for a treatment
_PROCEDURE = 2.5  # the same for what is no medicine, from wording that blames it
_CULPRIT = re.compile(
    r"[^.;]{0,60}?\b(?:(?:most|more)\s+(?:likely|probable)\s+(?:\w+\s+)?(?:culprit|cause|suspect|agent|candidate|offender|responsible)|the\s+(?:sole|only|main|likely|probable)?\s*culprit)\b"
)
_GIVEN = 0.5  # how surely the reader takes a treatment for the patient's own
# Beside the reader: logarithms that a unit of evidence is worth, evidence beyond which wording says no more, what a
# share has at least, and the suspicion of what is surely a suspect.
_EVIDENCE = 0.75
_MOST = 4.0
_FLOOR = 0.01
_FIRMEST = 4.0
_HINT = 1.0  # evidence that is enough where nothing else is suspected
_WAY = re.compile(r"(?:injections?|infusions?|transfusions?|administration|instillation)\Z")
_NEAR = 25  # characters from "infusion of" to what was infused
# What is put into a patient and may harm as a medicine does; of other procedures a plain "after" blames nothing.
_SUBSTANCE = cue(
    r"""(?:plasma\b(?!\s+exchange)|platelets?|(?:red|packed)\s+(?:blood\s+)?cells?|cryoprecipitate|whole\s+blood|blood\s+products?
        |(?:[\w-]+\s+)?fillers?|parenteral\s+nutrition|(?:lipid|fat)\s+emulsions?|intralipid|lipiodol|onyx|cyanoacrylate|glue
        |(?:bone\s+)?cement|silicone|sclerosants?|contrast|polymethyl\w+|anti-?ven(?:om|in)s?|dextran|hydroxyethyl\s+starch|albumin)\b"""
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
# Names too wide to be a drug of a case.
_GENERIC = re.compile(
    r"""\A(?:other|these|various|different|multiple|several|any|the|all|such|new|prescribed|his|her|concomitant)?\s*
        (?:medic(?:ation|ine)s?|drugs?|treatments?|therap(?:y|ies)|agents?|pills?|tablets?|doses?|substances?|regimens?
          |(?:medical|adjuvant|neo-?adjuvant|supportive|conservative|symptomatic|standard|maintenance|combination
              |initial|further|active|empiric(?:al)?|definitive|intensive|palliative|follow-?up)\s+(?:medical\s+)?(?:treatments?
              |therap(?:y|ies)|management|measures?|care)|care|management|immunotherap(?:y|ies)
          |vaccin(?:e|es|ation|ations)|immuni[sz]ations?|jabs?|shots?|vax|boosters?|injections?|infusions?
          |enemas?|drops|eye\s+drops|creams?|ointments?|patch(?:es)?|inhalers?|suppositor(?:y|ies)|sprays?|syrups?|capsules?|drips?
          # what a laboratory measures
          |bilirubin|creatinine|ha?emoglobin|transaminases?|(?:blood\s+)?urea(?:\s+nitrogen)?|troponin
          |c-reactive\s+protein)\Z""",
    re.VERBOSE,
)


def is_generic(text: str) -> bool:
    """Says whether a mention names no treatment in particular ("medication"), or none at all ("biopsy")."""
    lowered = lower(text)
    return _GENERIC.match(lowered) is not None or _DIAGNOSTIC.match(lowered) is not None


def in_particular(mentions: Sequence[Found]) -> list[Found]:
    """Returns the mentions that name a treatment; "the shot" does where it is read as suspected and no vaccine is named."""
    named = [mention for mention in mentions if not is_generic(mention.text)]
    if any(map(names_vaccine, named)) or any(map(is_maker, named)):
        return named
    return [
        mention
        for mention in mentions
        if not is_generic(mention.text)
        or (is_bare(mention) and mention.roles and mention.roles[0] > max(mention.roles[1:]))
    ]


def judge(narrative: Narrative, concepts: Sequence[Concept], events: Sequence[Found]) -> tuple[Judged, ...]:
    """Returns the role of each treatment; `events` are the affirmed mentions of the patient's events.

    Where no reader knows the story and no wording blames anything, the drugs given before the first event are
    suspected.
    """
    current = [
        concept
        for concept in with_classes(narrative, with_chemotherapy(concepts))
        if not all(
            "HISTORICAL" in mention.context
            or _names_nothing(narrative, mention)
            or is_passed_over(narrative, mention)
            for mention in concept.mentions
        )
    ]
    happened = told(narrative, events)
    weighed = _weighed(narrative, current, happened)
    later = in_retrospect(narrative, weighed, happened)
    judged = [
        _judged(item.concept, [*item.evidence, *more], happened)
        for item, more in zip(weighed, later, strict=True)
    ]
    if any(is_read(concept.mentions) for concept in current):
        return tuple(_with_partners(narrative, _without_kinds(judged)))
    judged = _by_order(narrative, _without_bystanders(narrative, weighed, judged), events, happened)
    return tuple(_with_mates(narrative, _with_partners(narrative, _without_kinds(judged))))


def _by_order(
    narrative: Narrative, judged: Sequence[Judged], events: Sequence[Found], happened: Told
) -> list[Judged]:
    """Returns the roles with what the order of telling adds to the wording, where there is no reader."""
    found = [*judged]
    if not any(item.role in SUSPECTED for item in found):
        found = _suspect_by_time(narrative, found, events, happened)
    if not any(item.role in SUSPECTED for item in found):
        found = [_as_treatment(item) for item in found]
    return found


def _weighed(narrative: Narrative, concepts: Sequence[Concept], happened: Told) -> list[Weighed]:
    """Returns the treatments that are told as given, each with what the wording around it says."""
    mentions = [mention for concept in concepts for mention in concept.mentions]
    blamed: dict[int, list[Evidence]] = {}
    owners = {mention.index: place for place, concept in enumerate(concepts) for mention in concept.mentions}
    for item in told_last(narrative, mentions, happened):
        blamed.setdefault(owners[item.mention.index], []).append(item)
    weighed = []
    for place, concept in enumerate(concepts):
        found = [*_evidence(narrative, concept, happened), *blamed.get(place, ())]
        said = read(concept.mentions)
        given = (said is not None and said.own >= _GIVEN) or any(
            is_taken(narrative, mention) for mention in concept.mentions
        )
        if not found and not given and not is_vaccinated(narrative, concept):
            continue  # a laboratory found it, or the text only names it
        if found and all(item.cue.name == "switched-to" for item in found):
            continue  # taken later, for the disease that the suspect was for
        weighed += [Weighed(*part) for part in _by_purpose(concept, found)]
    return weighed


def _without_bystanders(
    narrative: Narrative, weighed: Sequence[Weighed], judged: Sequence[Judged]
) -> list[Judged]:
    """Makes concomitant the suspects that no words of cause name, where the text singles out one as the culprit."""
    found = {
        item.mention.index
        for part in weighed
        for item in part.evidence
        if item.cue.name == "is-to-blame" and _CULPRIT.match(narrative.after(item.mention))
    }
    if not found:
        return [*judged]
    bystanders = [
        place
        for place, part in enumerate(weighed)
        if not any(item.cue.name in BLAMING or item.mention.index in found for item in part.evidence)
    ]
    return [
        replace(item, role=Role.CONCOMITANT)
        if place in bystanders and item.role is Role.SUSPECT and item.concept.mentions[0].label is Label.DRUG
        else item
        for place, item in enumerate(judged)
    ]


def _with_partners(narrative: Narrative, judged: Sequence[Judged]) -> list[Judged]:
    """Makes interacting drugs of the medicines that the text tells to have acted together, without naming them."""
    suspects = [item.concept for item in judged if item.role in SUSPECTED]
    others = [item.concept for item in judged if item.role is Role.CONCOMITANT]
    if not suspects or any(item.role is Role.INTERACTING for item in judged):
        return [*judged]
    pair = {concept.mentions[0].index for concept in act_together(narrative, suspects, others)}
    return [
        replace(item, role=Role.INTERACTING) if item.concept.mentions[0].index in pair else item
        for item in judged
    ]


def _without_kinds(judged: Sequence[Judged]) -> list[Judged]:
    """Leaves out suspects that are a word for a kind of medicine, where one of that kind is suspected by name."""
    named = [item.concept for item in judged if item.role in SUSPECTED]
    return [item for item in judged if item.role not in SUSPECTED or not _means_another(item.concept, named)]


def _means_another(concept: Concept, named: Sequence[Concept]) -> bool:
    kinds = [kind_of(mention.lowered) for mention in concept.mentions]
    return all(
        kind is not None
        and not kind.members.match(mention.lowered)
        and any(
            kind.members.match(other.lowered)
            for found in named
            if found is not concept
            for other in found.mentions
        )
        for kind, mention in zip(kinds, concept.mentions, strict=True)
    )


def _by_purpose(concept: Concept, found: Sequence[Evidence]) -> list[tuple[Concept, list[Evidence]]]:
    """Parts what was given before each dose of another drug from what treated the event, where one is both."""
    before = {item.mention.index for item in found if item.cue in PREMEDICATION}
    treated = {item.mention.index for item in found if item.cue.role is Role.THERAPY} - before
    if not before or not treated:
        return [(concept, [*found])]
    sides = (
        [mention for mention in concept.mentions if mention.index not in treated],
        [mention for mention in concept.mentions if mention.index in treated],
    )
    return [
        (Concept(tuple(side)), [item for item in found if item.mention in side]) for side in sides if side
    ]


def _names_nothing(narrative: Narrative, mention: Found) -> bool:
    """Says whether a mention is short for a word that names no treatment, or the "infusion" of one named behind."""
    if is_generic(expand(narrative, mention.text)):
        return not is_bare(mention)
    if not _WAY.search(mention.lowered) or not narrative.after(mention).startswith(" of "):
        return False
    return any(
        other.label in TREATMENTS and 0 < other.start - mention.end <= _NEAR
        for other in narrative.by_sentence[mention.sentence]
    )


def _with_mates(narrative: Narrative, judged: Sequence[Judged]) -> list[Judged]:
    """Makes exposures of the medicines that are first told in one list with a suspect: they treat no event."""
    first = {
        item.concept.mentions[0].start: item.role is Role.SUSPECT
        for item in judged
        if item.concept.mentions[0].label is Label.DRUG
    }
    found = []
    for item in judged:
        mention = item.concept.mentions[0]
        if item.role is Role.THERAPY and mention.start in first:
            start, end = list_bounds(narrative, mention)
            if any(suspected and start <= place < end for place, suspected in first.items()):
                found.append(replace(item, role=Role.CONCOMITANT))
                continue
        found.append(item)
    return found


def _as_treatment(item: Judged) -> Judged:
    """Makes a therapy of what is neither suspected nor told apart, where the report has no suspect."""
    treats = item.role is Role.CONCOMITANT and not item.is_apart and not is_vaccine(item.concept)
    return replace(item, role=Role.THERAPY) if treats else item


def _evidence(narrative: Narrative, concept: Concept, events: Told) -> list[Evidence]:
    return [
        item
        for mention in concept.mentions
        if "HISTORICAL" not in mention.context and not is_aside(narrative, mention)
        for item in evidence(narrative, mention, events)
    ]


def _judged(concept: Concept, found: Sequence[Evidence], events: Told) -> Judged:
    """Decides a treatment by the weight of what is found."""
    score = dict.fromkeys(Role, 0.0)
    counted: set[str] = set()
    for item in found:
        mild = item.cue.role is Role.SUSPECT and item.cue.weight < _WEAK
        if not (mild and item.cue.name in counted):
            score[item.cue.role] += item.cue.weight
        counted.add(item.cue.name)
    blame = score[Role.SUSPECT] + score[Role.INTERACTING]
    apart = any(item.cue.role is Role.CONCOMITANT and item.cue.weight >= _APART for item in found)
    said = read(concept.mentions)
    if said is not None:
        return Judged(concept, _as_read(concept, said, score), _FIRMEST * said.first, is_apart=apart)
    direct = sum(item.cue.weight for item in found if item.cue.name in BLAMING)
    other = score[Role.THERAPY] if direct else max(score[Role.THERAPY], score[Role.CONCOMITANT])
    if all(mention.label is Label.THERAPY for mention in concept.mentions):
        enough = blame if _SUBSTANCE.search(concept.mentions[0].lowered) else direct
        harmed = enough >= max(_PROCEDURE, score[Role.THERAPY]) and not is_operation(concept.mentions[0])
        role = Role.SUSPECT if harmed else Role.THERAPY
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
    return Judged(concept, role, blame, is_apart=apart)


def _as_read(concept: Concept, said: Read, score: Mapping[Role, float]) -> Role:
    """Returns the role that the reader and the wording together hold for the likeliest."""
    blame = score[Role.SUSPECT] + score[Role.INTERACTING]
    told = (blame, score[Role.CONCOMITANT], score[Role.THERAPY])
    likely = [
        math.log(share + _FLOOR) + _EVIDENCE * min(evidence, _MOST)
        for share, evidence in zip(said[:3], told, strict=True)
    ]
    role = (Role.SUSPECT, Role.CONCOMITANT, Role.THERAPY)[likely.index(max(likely))]
    procedure = all(mention.label is Label.THERAPY for mention in concept.mentions)
    if procedure and (role is not Role.SUSPECT or is_operation(concept.mentions[0])):
        return Role.THERAPY
    if role is Role.SUSPECT and score[Role.INTERACTING] >= _INTERACTING:
        return Role.INTERACTING
    return Role.CONCOMITANT if role is Role.THERAPY and is_vaccine(concept) else role


def _is_mild(found: Sequence[Evidence]) -> bool:
    """Says whether a treatment is blamed by words of its course alone, and by one kind of them."""
    names = _blaming(found)
    return names <= MILD and len(names - {"after"}) <= 1


def _blaming(found: Sequence[Evidence]) -> set[str]:
    return {item.cue.name for item in found if item.cue.role in SUSPECTED}


def _is_idle(first: Found, found: Sequence[Evidence], events: Told) -> bool:
    """Says whether a medicine is told to be stopped or given again, and nothing that it could have done."""
    if not _blaming(found) <= STEPS:
        return False
    if events.precede(first) and first not in {item.mention for item in found}:
        return True  # told as given after the events, later stopped
    near = {item.mention.sentence + step for item in found for step in (-2, -1, 0, 1, 2)}
    return not any(index in events.by_sentence for index in near)


def _suspect_by_time(
    narrative: Narrative, judged: Sequence[Judged], events: Sequence[Found], happened: Told
) -> list[Judged]:
    """Suspects, where nothing is blamed, the vaccines given and what the first events are said to come after.

    Of the latter those that something hints at, where there are such.
    """
    ordered = sorted(events, key=lambda event: event.start)
    open_to = [
        place for place, item in enumerate(judged) if item.role is Role.CONCOMITANT and not item.is_apart
    ]
    given = {place for place in open_to if is_vaccinated(narrative, judged[place].concept)}
    hinted = {
        place
        for place in open_to
        if judged[place].suspicion >= _HINT
        and not happened.precede(judged[place].concept.mentions[0])
        and any(judged[place].concept.mentions[0].end < event.start for event in ordered)
    }
    treatments = [item.concept for item in judged]
    chosen = given | (hinted or followed(narrative, treatments, open_to, ordered))
    return [
        replace(item, role=Role.SUSPECT) if place in chosen else item for place, item in enumerate(judged)
    ]
