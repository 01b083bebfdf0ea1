"""One patient's case: the parts found, judged and tied together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from caseline.cases import diseases, treatments
from caseline.cases.clauses import holders, inside
from caseline.cases.concepts import DISEASES, TREATMENTS, Concept, join
from caseline.cases.diseases import DiseaseRole, JudgedDisease
from caseline.cases.drugs import DOSE_LABELS, assign_doses, drug_of, therapy_of
from caseline.cases.events import Told, blamed, event_of, nearest_event, outcome_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.onset import onsets
from caseline.cases.outcome import endings
from caseline.cases.patient import Ids, patient_of
from caseline.cases.people import Person, pronoun_sex
from caseline.cases.statements import Subject
from caseline.cases.treatments import Judged, Role
from caseline.nlp.lexicon_atoms import fold
from caseline.schema.case import Case, Condition, ConditionRole, DrugRole, SexValue
from caseline.schema.mention import Exclusion, FoundBy, Label

T = TypeVar("T")
Excluded = dict[int, Exclusion | None]
Draft = Callable[[Ids], Case]

# "used in patients with MS", "indicated for MS", "MS patients": what a drug is for, said in general.
_USED_FOR = re.compile(
    r"\b(?:used|indicated|approved|prescribed|licensed|effective|first-line|treatments?|therap(?:y|ies)|medications?)\b"
    r"[^.;]{0,60}\b(?:in|for|of|with)\b",
    re.IGNORECASE,
)
# Between a drug and its purpose, and between a disease and its drug.
_DRUG_FOR = re.compile(
    r"(?:[^.;]{0,80}?\b)?(?:for|to\s+(?:treat|manage|control|prevent)|in\s+the\s+(?:treatment|management)\s+of|against)\s+"
    r"(?:(?:the|his|her|a|an|treatment|management|prophylaxis|of|newly|diagnosed|acute|chronic|severe|mild|presumed|suspected)\s+)*",
    re.IGNORECASE,
)
_TREATED_WITH = re.compile(
    r"[^.;]{0,40}?\b(?:treated\s+with|for\s+which\s+(?:he|she|they|the\s+patient)\s+\w+|receiving|on|taking|managed\s+with|controlled\s+with)\s+(?:[\w-]+\s+){0,2}?",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"\b(?:side|adverse|toxic)\s+(?:effects?|reactions?|events?)\b|\bcomplications?\b", re.IGNORECASE
)
_ENDING = 5  # letters of a word for a kind that its members share: thrombocyto-penia, cyto-penia
_ROLES = {
    DiseaseRole.INDICATION: ConditionRole.INDICATION,
    DiseaseRole.HISTORY: ConditionRole.HISTORY,
    DiseaseRole.COMORBIDITY: ConditionRole.COMORBIDITY,
}


class Mentions(Protocol):
    """What a case needs of the record under construction."""

    found: list[Found]
    excluded: Excluded
    added: list[Found]

    def add(self, mention: Found) -> Found:
        """Adds a mention and returns it."""


@dataclass(frozen=True)
class Parts:
    """The judged parts of a case, told by the ids they will have in the record."""

    drugs: dict[str, Judged]
    therapies: dict[str, Judged]
    events: dict[str, JudgedDisease]
    conditions: dict[str, JudgedDisease]
    collective: tuple[Found, ...]
    lists: tuple[Found, ...]

    @property
    def suspects(self) -> list[str]:
        """The suspects' ids, the most suspected first."""
        found = [key for key, drug in self.drugs.items() if drug.role is Role.SUSPECT]
        return sorted(found, key=lambda key: -self.drugs[key].suspicion)

    @property
    def event_mentions(self) -> dict[str, tuple[Found, ...]]:
        """The mentions of each event."""
        return {key: event.concept.mentions for key, event in self.events.items()}

    @property
    def drug_mentions(self) -> dict[str, tuple[Found, ...]]:
        """The mentions of each drug."""
        return {key: drug.concept.mentions for key, drug in self.drugs.items()}


def build_case(
    narrative: Narrative, person: Person, about: Sequence[Subject], registry: Mentions, *, number: int
) -> Draft:
    """Judges the parts of a person's case; the record's ids of the mentions come later."""
    own = [
        mention
        for mention in narrative.mentions
        if mention.sentence in person.sentences and registry.excluded[mention.index] is None
    ]
    parts = _judge(narrative, own)
    indications = _indications(narrative, parts, registry)
    pronoun = _pronoun(narrative, person, about, registry)
    patient_sentences = [index for index in sorted(person.sentences) if about[index] is Subject.PATIENT]

    def draft(ids: Ids) -> Case:
        return _case(narrative, person, own, parts, indications, pronoun, patient_sentences, ids, number)

    return draft


def _judge(narrative: Narrative, own: Sequence[Found]) -> Parts:
    """Tells events from conditions and drugs from therapies, each with a first guess of the other."""
    ill = [mention for mention in own if mention.label in DISEASES]
    lists = holders(ill)
    sick = join(
        narrative, [mention for mention in ill if mention.index not in {item.index for item in lists}]
    )
    treated = join(
        narrative,
        [
            mention
            for mention in own
            if mention.label in TREATMENTS and not treatments.is_generic(mention.text)
        ],
    )
    guess = diseases.judge(narrative, sick, ())
    happened = [m for item in guess if item.role is DiseaseRole.EVENT for m in item.concept.mentions]
    given = treatments.judge(narrative, treated, happened)
    suspects = [m for item in given if item.role is Role.SUSPECT for m in item.concept.mentions]
    judged = diseases.judge(narrative, sick, suspects)
    return Parts(
        drugs=_keyed("d", [item for item in given if item.role is not Role.THERAPY]),
        therapies=_keyed("t", [item for item in given if item.role is Role.THERAPY]),
        events=_keyed("e", [item for item in judged if item.role is DiseaseRole.EVENT]),
        conditions=_keyed("k", [item for item in judged if item.role in _ROLES]),
        collective=tuple(
            m for item in judged if item.role is DiseaseRole.COLLECTIVE for m in item.concept.mentions
        ),
        lists=tuple(lists),
    )


def _keyed(prefix: str, items: Sequence[T]) -> dict[str, T]:
    return {f"{prefix}{place}": item for place, item in enumerate(items, start=1)}


def _indications(narrative: Narrative, parts: Parts, registry: Mentions) -> dict[str, str]:
    """Returns the condition that each drug was given for, and settles which conditions are indications.

    A drug and a condition belong together when one clause says so, or a general statement says what the
    suspect is used for. Of what is left, a single condition that something was given for is the suspect's.
    """
    linked = {
        drug: condition
        for drug, item in parts.drugs.items()
        if (condition := _linked(narrative, item.concept, parts.conditions)) is not None
    }
    for suspect in parts.suspects[:1]:
        if suspect not in linked:
            condition = _used_for(narrative, parts, suspect, registry) or _left_over(parts, linked)
            if condition is not None:
                linked[suspect] = condition
    for_suspects = {linked[key] for key in parts.suspects if key in linked}
    for key, item in parts.conditions.items():
        if key in for_suspects:
            parts.conditions[key] = replace(item, role=DiseaseRole.INDICATION)
        elif item.role is DiseaseRole.INDICATION and (parts.suspects or key in linked.values()):
            parts.conditions[key] = replace(item, role=DiseaseRole.COMORBIDITY)
    return linked


def _linked(narrative: Narrative, drug: Concept, conditions: Mapping[str, JudgedDisease]) -> str | None:
    """Returns the condition that a sentence ties to a drug as its purpose."""
    for mention in drug.mentions:
        for key, item in conditions.items():
            for other in item.concept.mentions:
                if other.sentence != mention.sentence:
                    continue
                first, second = sorted((mention, other), key=lambda found: found.start)
                between = narrative.text[first.end : second.start]
                pattern = _DRUG_FOR if first is mention else _TREATED_WITH
                if pattern.fullmatch(between):
                    return key
    return None


def _left_over(parts: Parts, linked: Mapping[str, str]) -> str | None:
    """Returns the condition that something was given for, when it is nothing else's indication."""
    free = [
        key
        for key, item in parts.conditions.items()
        if item.role is DiseaseRole.INDICATION and key not in linked.values()
    ]
    return max(free, key=lambda key: len(parts.conditions[key].concept.mentions), default=None)


def _used_for(narrative: Narrative, parts: Parts, suspect: str, registry: Mentions) -> str | None:
    """Returns the condition that the report says, in general, the suspect is used for.

    A condition the patient has is taken as it is. Where the report names none, the general statement is
    the evidence, and its mentions count as the patient's.
    """
    general = [
        mention
        for mention in narrative.mentions
        if mention.label in DISEASES
        and registry.excluded[mention.index] is Exclusion.GENERAL_KNOWLEDGE
        and _USED_FOR.search(narrative.before(mention))
        and not _HARM.search(narrative.before(mention))
        and _names(narrative, mention, parts.drugs[suspect].concept)
    ]
    for key, item in parts.conditions.items():
        own = {
            value
            for mention in item.concept.mentions
            for value in (fold(mention.text), mention.code)
            if value
        }
        if any(fold(mention.text) in own or mention.code in own for mention in general):
            return key
    named = [mention for mention in general if mention.label is Label.DISORDER]
    if not named or any(item.role is DiseaseRole.INDICATION for item in parts.conditions.values()):
        return None
    for mention in named:
        registry.excluded[mention.index] = None
    key = f"k{len(parts.conditions) + 1}"
    parts.conditions[key] = JudgedDisease(Concept(tuple(named)), DiseaseRole.INDICATION, 0.0)
    return key


def _names(narrative: Narrative, mention: Found, drug: Concept) -> bool:
    """Says whether a mention's sentence names a drug by one of its wordings."""
    text = narrative.sentence_of(mention).text.lower()
    return any(other.text.lower() in text for other in drug.mentions)


def _pronoun(
    narrative: Narrative, person: Person, about: Sequence[Subject], registry: Mentions
) -> tuple[SexValue, Found] | None:
    if any(introduction.sex for introduction in person.introductions):
        return None
    told = [index for index in sorted(person.sentences) if about[index] is Subject.PATIENT]
    found = pronoun_sex(narrative, told)
    if found is None:
        return None
    value, start, end = found
    sentence = next(item for item in narrative.sentences if item.start <= start < item.end)
    return value, registry.add(
        Found(
            index=len(registry.found) + len(registry.added),
            label=Label.SEX,
            start=start,
            end=end,
            text=narrative.text[start:end],
            sentence=sentence.index,
            section=sentence.section,
            found_by=FoundBy.PATTERN,
        )
    )


def _case(
    narrative: Narrative,
    person: Person,
    own: Sequence[Found],
    parts: Parts,
    indications: Mapping[str, str],
    pronoun: tuple[SexValue, Found] | None,
    sentences: Sequence[int],
    ids: Ids,
    number: int,
) -> Case:
    of = _by_label(own)
    everything = {**parts.drugs, **parts.therapies}
    doses = assign_doses(
        [mention for mention in own if mention.label in DOSE_LABELS],
        {key: item.concept.mentions for key, item in everything.items()},
        parts.suspects,
    )
    ends, end = endings(
        narrative,
        of(Label.OUTCOME),
        parts.event_mentions,
        [m for item in parts.conditions.values() for m in item.concept.mentions],
    )
    told = _told(narrative, of, parts)
    return Case(
        id=f"c{number}",
        patient=patient_of(person, pronoun, ids),
        conditions=tuple(_condition(key, item, ids) for key, item in parts.conditions.items()),
        drugs=tuple(
            drug_of(
                narrative,
                item.concept,
                key=key,
                role=DrugRole.SUSPECT if item.role is Role.SUSPECT else DrugRole.CONCOMITANT,
                indication=indications.get(key),
                doses=doses.get(key, ()),
                sentences=sentences,
                only_suspect=parts.suspects == [key],
                ids=ids,
            )
            for key, item in parts.drugs.items()
        ),
        events=tuple(
            event_of(item.concept, _with_ending(told[key], ends.get(key)), key=key, ids=ids)
            for key, item in parts.events.items()
        ),
        therapies=tuple(
            therapy_of(
                narrative,
                item.concept,
                key=key,
                for_events=_treated(narrative, item.concept, parts.event_mentions, parts.collective),
                durations=_durations(of(Label.DURATION), item.concept),
                doses=doses.get(key, ()),
                ids=ids,
            )
            for key, item in parts.therapies.items()
        ),
        outcome=outcome_of(end, ids),
    )


def _by_label(own: Sequence[Found]) -> Callable[[Label], list[Found]]:
    return lambda label: [mention for mention in own if mention.label is label]


def _with_ending(told: Told, ending: object) -> Told:
    return Told(**{**vars(told), "ending": ending})


def _condition(key: str, item: JudgedDisease, ids: Ids) -> Condition:
    return Condition(
        id=key,
        name=diseases.name_of(item.concept, nouns=False),
        role=_ROLES[item.role],
        codes=diseases.code_of(item.concept),
        evidence=ids(item.concept.mentions),
    )


def _told(narrative: Narrative, of: Callable[[Label], list[Found]], parts: Parts) -> dict[str, Told]:
    """Returns what is said of each event: sites, severity, causality, onset."""
    events = parts.event_mentions
    sites = _nearest([mention for mention in of(Label.BODY_SITE) if mention.known_as], events)
    severities = _nearest(of(Label.SEVERITY), events)
    dated = onsets(narrative, of(Label.TIME), events, parts.drug_mentions, parts.suspects)
    causes: dict[str, list[Found]] = {key: [] for key in events}
    suspected = [mention for key in parts.suspects for mention in parts.drug_mentions[key]]
    for mention in of(Label.CAUSALITY):
        for key in blamed(narrative, mention, events, suspected):
            causes[key].append(mention)
    collective = {
        key: [mention for mention in parts.collective if any(mention.sentence == m.sentence for m in found)]
        + [mention for mention in parts.lists if inside(found, mention.start, mention.end)]
        for key, found in events.items()
    }
    return {
        key: Told(
            sites=sites[key],
            severities=severities[key],
            collective=collective[key],
            causality=causes[key],
            onset=dated.get(key),
            suspects=parts.suspects,
        )
        for key in events
    }


def _nearest(mentions: Sequence[Found], events: Mapping[str, Sequence[Found]]) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = {key: [] for key in events}
    for mention in mentions:
        key = nearest_event(mention, events)
        if key is not None:
            found[key].append(mention)
    return found


def _treated(
    narrative: Narrative, concept: Concept, events: Mapping[str, Sequence[Found]], collective: Sequence[Found]
) -> list[str]:
    """Returns the events a therapy was given for.

    Those its sentences name, by themselves or by a word for their kind ("cytopenias"), else those told
    before it.
    """
    sentences = {mention.sentence for mention in concept.mentions}
    named = [key for key, found in events.items() if any(event.sentence in sentences for event in found)]
    kinds = [mention for mention in collective if mention.sentence in sentences]
    named = named or [
        key for key, found in events.items() if any(_is_of(narrative, found, kind) for kind in kinds)
    ]
    first = concept.mentions[0].start
    before = [key for key, found in events.items() if any(event.start < first for event in found)]
    return named or before or list(events)


def _is_of(narrative: Narrative, event: Sequence[Found], kind: Found) -> bool:
    """Says whether an event is of a kind: by its ending, or because the text says "and other" of that kind."""
    head = fold(kind.text).split()[-1]
    ending = head[-_ENDING:]
    if len(head) > _ENDING and any(fold(mention.text).endswith(ending) for mention in event):
        return True
    return any(
        re.match(
            rf"\s*(?:,\s*)?and\s+other\s+(?:\w+\s+){{0,2}}?{re.escape(head)}",
            narrative.after(mention),
            re.IGNORECASE,
        )
        for mention in event
    )


def _durations(durations: Sequence[Found], concept: Concept) -> list[Found]:
    told = {mention.sentence for mention in concept.mentions}
    return [mention for mention in durations if mention.sentence in told]
