"""One patient's case: the parts found, judged and tied together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from caseline.cases import diseases
from caseline.cases.clauses import inside
from caseline.cases.concepts import Concept
from caseline.cases.diseases import JudgedDisease
from caseline.cases.drugs import DOSE_LABELS, assign_doses, drug_of, therapy_of
from caseline.cases.events import Told, blamed, event_of, nearest_event, outcome_of
from caseline.cases.indications import indications_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.onset import onsets
from caseline.cases.outcome import endings
from caseline.cases.parts import ROLES, Mentions, Parts, judge_parts
from caseline.cases.patient import Ids, patient_of
from caseline.cases.people import Person, told_sex
from caseline.cases.statements import Subject
from caseline.cases.treatments import Role
from caseline.nlp.lexicon_atoms import fold
from caseline.schema.case import Case, Condition, Drug, DrugRole, SexValue, Therapy
from caseline.schema.mention import FoundBy, Label

Draft = Callable[[Ids], Case]

_ENDING = 5  # letters of a word for a kind that its members share: thrombocyto-penia, cyto-penia


def build_case(
    narrative: Narrative, person: Person, about: Sequence[Subject], registry: Mentions, *, number: int
) -> Draft:
    """Judges the parts of a person's case; the record's ids of the mentions come later."""
    own = [
        mention
        for mention in narrative.mentions
        if mention.sentence in person.sentences and registry.excluded[mention.index] is None
    ]
    parts = judge_parts(narrative, own)
    told = [index for index in sorted(person.sentences) if about[index] is Subject.PATIENT]
    return _Draft(
        narrative=narrative,
        person=person,
        own=own,
        parts=parts,
        indications=indications_of(narrative, parts, registry),
        pronoun=_pronoun(narrative, person, told, registry),
        sentences=told,
        number=number,
    ).case


def _pronoun(
    narrative: Narrative, person: Person, told: Sequence[int], registry: Mentions
) -> tuple[SexValue, Found] | None:
    if any(introduction.sex for introduction in person.introductions):
        return None
    found = told_sex(narrative, told)
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


@dataclass(frozen=True)
class _Draft:
    """What is known of a case before the record's mentions have their ids."""

    narrative: Narrative
    person: Person
    own: Sequence[Found]
    parts: Parts
    indications: Mapping[str, str]
    pronoun: tuple[SexValue, Found] | None
    sentences: Sequence[int]
    number: int

    def case(self, ids: Ids) -> Case:
        """Returns the case, with the ids of the mentions as evidence."""
        conditions = [m for item in self.parts.conditions.values() for m in item.concept.mentions]
        ends, end = endings(self.narrative, self._of(Label.OUTCOME), self.parts.event_mentions, conditions)
        told = _told(self.narrative, self._of, self.parts)
        return Case(
            id=f"c{self.number}",
            patient=patient_of(self.person, self.pronoun, ids),
            conditions=tuple(_condition(key, item, ids) for key, item in self.parts.conditions.items()),
            drugs=self._drugs(ids),
            events=tuple(
                event_of(item.concept, replace(told[key], ending=ends.get(key)), key=key, ids=ids)
                for key, item in self.parts.events.items()
            ),
            therapies=self._therapies(ids),
            outcome=outcome_of(end, ids),
        )

    def _of(self, label: Label) -> list[Found]:
        return [mention for mention in self.own if mention.label is label]

    @cached_property
    def _doses(self) -> Mapping[str, list[list[Found]]]:
        given = {**self.parts.drugs, **self.parts.therapies}
        return assign_doses(
            [mention for mention in self.own if mention.label in DOSE_LABELS],
            {key: item.concept.mentions for key, item in given.items()},
            self.parts.suspects,
        )

    def _drugs(self, ids: Ids) -> tuple[Drug, ...]:
        return tuple(
            drug_of(
                self.narrative,
                item.concept,
                key=key,
                role=DrugRole.SUSPECT if item.role is Role.SUSPECT else DrugRole.CONCOMITANT,
                indication=self.indications.get(key),
                doses=self._doses.get(key, ()),
                sentences=self.sentences,
                only_suspect=self.parts.suspects == [key],
                ids=ids,
            )
            for key, item in self.parts.drugs.items()
        )

    def _therapies(self, ids: Ids) -> tuple[Therapy, ...]:
        return tuple(
            therapy_of(
                self.narrative,
                item.concept,
                key=key,
                for_events=_treated(
                    self.narrative, item.concept, self.parts.event_mentions, self.parts.collective
                ),
                durations=_durations(self._of(Label.DURATION), item.concept),
                doses=self._doses.get(key, ()),
                ids=ids,
            )
            for key, item in self.parts.therapies.items()
        )


def _condition(key: str, item: JudgedDisease, ids: Ids) -> Condition:
    return Condition(
        id=key,
        name=diseases.name_of(item.concept, nouns=False),
        role=ROLES[item.role],
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
        )
        for mention in event
    )


def _durations(durations: Sequence[Found], concept: Concept) -> list[Found]:
    told = {mention.sentence for mention in concept.mentions}
    return [mention for mention in durations if mention.sentence in told]
