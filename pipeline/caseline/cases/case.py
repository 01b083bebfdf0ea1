"""One patient's case: the parts found, judged and tied together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from caseline.cases import diseases
from caseline.cases.actions import Story
from caseline.cases.calendars import Calendar, calendar_of, period_of, with_dates
from caseline.cases.diseases import JudgedDisease
from caseline.cases.drugs import DOSE_LABELS, assign_doses, drug_of
from caseline.cases.events import event_of, outcome_of
from caseline.cases.indications import indications_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.onset import Stated
from caseline.cases.outcome import endings, with_rest
from caseline.cases.outcome_statements import Ending
from caseline.cases.parts import ROLES, Mentions, Parts, judge_parts
from caseline.cases.patient import Ids, patient_of
from caseline.cases.people import Person
from caseline.cases.relations import is_newborn
from caseline.cases.statements import Subject
from caseline.cases.therapies import therapies_of
from caseline.cases.timeline import timeline_of
from caseline.cases.timing import Timing, timing_of
from caseline.cases.told import tell
from caseline.cases.told_sex import contrary, told_sex
from caseline.schema.case import Case, Condition, Drug, DrugRole, OutcomeStatus, SexValue
from caseline.schema.mention import FoundBy, Label

Draft = Callable[[Ids], Case]


def build_case(
    narrative: Narrative, person: Person, about: Sequence[Subject], registry: Mentions, *, number: int
) -> Draft:
    """Judges the parts of a person's case; the record's ids of the mentions come later."""
    own = [
        mention
        for index in sorted(person.sentences | person.exposed)
        for mention in narrative.by_sentence[index]
        if person.owns(mention) and registry.excluded[mention.index] is None
    ]
    parts = judge_parts(narrative, own, reached=person.exposed)
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
    noun = next((value for item in person.introductions if (value := item.sex_value)), None)
    newborn = bool(person.exposed) or is_newborn(person.introductions)
    if noun is not None and newborn:
        return None
    found = told_sex(narrative, told, newborn=newborn) if noun is None else contrary(narrative, told, noun)
    if found is None:
        return None
    value, start, end = found
    sentence = narrative.sentence_at(start)
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
        events = self.parts.event_mentions
        own, end = endings(self.narrative, self._of(Label.OUTCOME), events, conditions)
        ends = with_rest(own, end, events)
        told = tell(self.narrative, self._of, self.parts, self._onsets, self._timing.durations)
        fatal = [end] if end is not None and end.status is OutcomeStatus.FATAL else []
        return Case(
            id=f"c{self.number}",
            patient=patient_of(self.person, self.pronoun, ids),
            conditions=tuple(_condition(key, item, ids) for key, item in self.parts.conditions.items()),
            drugs=self._drugs(
                ids,
                {
                    key: [ends[event] for event in ends if key in told[event].suspects] + fatal
                    for key in self.parts.drugs
                },
            ),
            events=tuple(
                event_of(
                    self.narrative, item.concept, replace(told[key], ending=ends.get(key)), key=key, ids=ids
                )
                for key, item in self.parts.events.items()
            ),
            therapies=therapies_of(self.narrative, self._of, self.parts, self._doses, self._starts, ids),
            outcome=outcome_of(end, ids),
            timeline=timeline_of(
                self.narrative,
                self._timing,
                self._calendar,
                ids,
                {key: item.evidence for key, item in ends.items()},
            ),
            relation=self.person.kin,
        )

    def _of(self, label: Label) -> list[Found]:
        return self._by_label.get(label, [])

    @cached_property
    def _by_label(self) -> dict[Label, list[Found]]:
        found: dict[Label, list[Found]] = {}
        for mention in self.own:
            found.setdefault(mention.label, []).append(mention)
        return found

    @cached_property
    def _timing(self) -> Timing:
        return timing_of(self.narrative, self.own, self.parts)

    @cached_property
    def _onsets(self) -> dict[str, Stated]:
        return with_dates(self._timing.onsets, self._calendar)

    @cached_property
    def _starts(self) -> dict[str, Stated]:
        return with_dates(self._timing.starts, self._calendar)

    @cached_property
    def _calendar(self) -> Calendar:
        return calendar_of(self.narrative, self._timing)

    @cached_property
    def _doses(self) -> Mapping[str, list[list[Found]]]:
        given = {**self.parts.drugs, **self.parts.therapies}
        return assign_doses(
            self.narrative,
            [mention for mention in self.own if mention.label in DOSE_LABELS],
            {key: item.concept.mentions for key, item in given.items()},
            self.parts.suspects,
        )

    @cached_property
    def _story(self) -> Story:
        return Story(
            self.narrative,
            self.sentences,
            [self.parts.drug_mentions[key] for key in self.parts.suspects],
            [mention for item in self.parts.events.values() for mention in item.concept.mentions],
        )

    def _drugs(self, ids: Ids, ends: Mapping[str, Sequence[Ending]]) -> tuple[Drug, ...]:
        return tuple(
            drug_of(
                self.narrative,
                item.concept,
                key=key,
                role=DrugRole(item.role),
                indication=self.indications.get(key),
                doses=self._doses.get(key, ()),
                sentences=self._story,
                only_suspect=self.parts.suspects == [key],
                paired=len(self.parts.suspects) == 2 and key in self.parts.suspects,
                period=period_of(self._calendar, key),
                ids=ids,
                ends=ends[key],
            )
            for key, item in self.parts.drugs.items()
        )


def _condition(key: str, item: JudgedDisease, ids: Ids) -> Condition:
    return Condition(
        id=key,
        name=diseases.name_of(item.concept, nouns=False),
        role=ROLES[item.role],
        codes=diseases.code_of(item.concept),
        evidence=ids(item.concept.mentions),
    )
