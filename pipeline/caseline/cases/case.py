"""One patient's case: the parts found, judged and tied together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from caseline.cases import diseases, treatments
from caseline.cases.clauses import holders, inside
from caseline.cases.concepts import DISEASES, TREATMENTS, Concept, join
from caseline.cases.diseases import DiseaseRole, JudgedDisease
from caseline.cases.drugs import DOSE_LABELS, assign_doses, drug_of, therapy_of
from caseline.cases.events import Told, event_of, nearest_event, outcome_of, spoken_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.onset import onsets
from caseline.cases.outcome import endings
from caseline.cases.patient import Ids, patient_of
from caseline.cases.people import Person, pronoun_sex
from caseline.cases.statements import Subject
from caseline.cases.treatments import Judged, Role
from caseline.schema.case import Case, Condition, ConditionRole, DrugRole, SexValue
from caseline.schema.mention import Exclusion, FoundBy, Label

T = TypeVar("T")
Excluded = dict[int, Exclusion | None]
Draft = Callable[[Ids], Case]

# "used in patients with MS", "indicated for MS", "MS patients": what a drug is for, said in general.
_USED_FOR = re.compile(
    r"\b(?:used|indicated|approved|prescribed|given|licensed|treatment|therapy)\b[^.;]{0,60}\b(?:in|for|of|with)\b",
    re.IGNORECASE,
)
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
    indication = _indication(narrative, parts, registry)
    pronoun = _pronoun(narrative, person, about, registry)
    patient_sentences = [index for index in sorted(person.sentences) if about[index] is Subject.PATIENT]

    def draft(ids: Ids) -> Case:
        return _case(narrative, person, own, parts, indication, pronoun, patient_sentences, ids, number)

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


def _indication(narrative: Narrative, parts: Parts, registry: Mentions) -> str | None:
    """Returns the condition that the first suspect was given for.

    Where the report says only in general what the drug is used for, that statement is taken, and its
    mentions count as evidence of the case.
    """
    told = [key for key, item in parts.conditions.items() if item.role is DiseaseRole.INDICATION]
    if told or not parts.suspects:
        return max(told, key=lambda key: len(parts.conditions[key].concept.mentions), default=None)
    general = [
        mention
        for mention in narrative.mentions
        if mention.label is Label.DISORDER
        and registry.excluded[mention.index] is Exclusion.GENERAL_KNOWLEDGE
        and _USED_FOR.search(narrative.before(mention))
        and _names(narrative, mention, parts.drugs[parts.suspects[0]].concept)
    ]
    if not general:
        return None
    for mention in general:
        registry.excluded[mention.index] = None
    key = f"k{len(parts.conditions) + 1}"
    parts.conditions[key] = JudgedDisease(Concept(tuple(general)), DiseaseRole.INDICATION, 0.0)
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
    indication: str | None,
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
                indication=indication if key in parts.suspects[:1] else None,
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
                for_events=_treated(narrative, item.concept, parts.event_mentions),
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
    sites = _nearest(of(Label.BODY_SITE), events)
    severities = _nearest(of(Label.SEVERITY), events)
    dated = onsets(narrative, of(Label.TIME), events, parts.drug_mentions, parts.suspects)
    causes: dict[str, list[Found]] = {key: [] for key in events}
    for mention in of(Label.CAUSALITY):
        for key in spoken_of(narrative, mention, events):
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


def _treated(narrative: Narrative, concept: Concept, events: Mapping[str, Sequence[Found]]) -> list[str]:
    """Returns the events a therapy was given for: those its sentences name, else those told before it."""
    named = [
        key
        for key, found in events.items()
        if any(
            inside(found, narrative.sentence_of(mention).start, narrative.sentence_of(mention).end)
            for mention in concept.mentions
        )
    ]
    first = concept.mentions[0].start
    before = [key for key, found in events.items() if any(event.start < first for event in found)]
    return named or before or list(events)


def _durations(durations: Sequence[Found], concept: Concept) -> list[Found]:
    told = {mention.sentence for mention in concept.mentions}
    return [mention for mention in durations if mention.sentence in told]
