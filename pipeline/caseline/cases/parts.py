"""The parts of one case, judged: what is an event or a condition, a drug or a therapy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, TypeVar

from caseline.cases import diseases, treatments
from caseline.cases.adverse import adverse
from caseline.cases.clauses import holders
from caseline.cases.concepts import DISEASES, TREATMENTS, join
from caseline.cases.cues import cue
from caseline.cases.diseases import DiseaseRole, JudgedDisease
from caseline.cases.generic import is_anaesthetic, is_birth, is_operation
from caseline.cases.medicines import join_treatments
from caseline.cases.naming import says_nothing
from caseline.cases.narrative import Found, Narrative
from caseline.cases.places import Places
from caseline.cases.sites import is_bare_place
from caseline.cases.treatments import Judged, Role
from caseline.schema.case import ConditionRole
from caseline.schema.document import SectionName
from caseline.schema.mention import Exclusion, Label

T = TypeVar("T")
Excluded = dict[int, Exclusion | None]
ROLES = {
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

    @cached_property
    def suspects(self) -> list[str]:
        """The suspects' ids, the most suspected first; of an interaction what was taken for long comes last."""
        found = [key for key, drug in self.drugs.items() if drug.role in treatments.SUSPECTED]
        return sorted(found, key=lambda key: (self._is_settled(key), -self.drugs[key].suspicion))

    def _is_settled(self, key: str) -> bool:
        drug = self.drugs[key]
        return drug.role is Role.INTERACTING and drug.is_apart

    @cached_property
    def event_mentions(self) -> Places:
        """The mentions of each event."""
        return Places({key: event.concept.mentions for key, event in self.events.items()})

    @cached_property
    def drug_mentions(self) -> Places:
        """The mentions of each drug."""
        return Places({key: drug.concept.mentions for key, drug in self.drugs.items()})


def judge_parts(
    narrative: Narrative, own: Sequence[Found], *, reached: frozenset[int] = frozenset()
) -> Parts:
    """Tells events from conditions and drugs from therapies, each with a first guess of the other.

    `reached` are the sentences on the mother whose drugs reached the patient.
    """
    ill = [
        mention
        for mention in own
        if mention.label in DISEASES and not (says_nothing(mention.text) or is_bare_place(mention.text))
    ]
    lists = holders(ill)
    listed = {item.index for item in lists}
    sick = join(narrative, [mention for mention in ill if mention.index not in listed])
    treated = join_treatments(
        narrative, treatments.in_particular([mention for mention in own if mention.label in TREATMENTS])
    )
    guess = diseases.judge(narrative, sick, ())
    happened = [m for item in guess if item.role is DiseaseRole.EVENT for m in item.concept.mentions]
    given = _reaching(treatments.judge(narrative, treated, happened), reached)
    suspects = [m for item in given if item.role in treatments.SUSPECTED for m in item.concept.mentions]
    judged = adverse(narrative, diseases.judge(narrative, sick, suspects), given, own)
    harmed = [m for item in judged if item.role is DiseaseRole.EVENT for m in item.concept.mentions]
    treats = [item for item in given if item.role is Role.THERAPY]
    return Parts(
        drugs=_keyed("d", [item for item in given if item.role is not Role.THERAPY]),
        therapies=_keyed(
            "t",
            [
                item
                for item in treats
                if not (_is_earlier(item, suspects, harmed) or _is_cover(narrative, item))
            ],
        ),
        events=_keyed("e", [item for item in judged if item.role is DiseaseRole.EVENT]),
        conditions=_keyed("k", [item for item in judged if item.role in ROLES]),
        collective=tuple(
            m for item in judged if item.role is DiseaseRole.COLLECTIVE for m in item.concept.mentions
        ),
        lists=tuple(lists),
    )


def _reaching(given: Sequence[Judged], reached: frozenset[int]) -> list[Judged]:
    """Makes exposures of the drugs that a mother took: no therapies of her child, and suspected where nothing is."""
    role = Role.CONCOMITANT if any(item.role in treatments.SUSPECTED for item in given) else Role.SUSPECT
    return [
        replace(item, role=role)
        if item.role not in treatments.SUSPECTED
        and item.concept.mentions[0].label is Label.DRUG
        and item.concept.mentions[0].sentence in reached
        else item
        for item in given
    ]


def _is_earlier(item: Judged, suspects: Sequence[Found], events: Sequence[Found]) -> bool:
    """Says whether a treatment is an operation, or a way to be born, told before any event of a suspect and never after.

    What was done before the reaction answers none of it.
    """
    mentions = item.concept.mentions
    if not suspects or not events or any(mention.section is SectionName.TITLE for mention in mentions):
        return False
    if not all(is_operation(mention) or is_birth(mention) for mention in mentions):
        return False
    told = [event.start for event in events if event.sentence > 0 and event.section is not SectionName.TITLE]
    return bool(told) and all(mention.end <= min(told) for mention in mentions)


# "Under sevoflurane", "under general anaesthesia with propofol".
_UNDER = cue(
    r"(?:under|during)\s+(?:(?!status\b|seizures?\b)[\w-]+\s+){0,4}?\Z|(?:ana?esthesia|sedation)\s+(?:was\s+)?(?:induced\s+|maintained\s+)?(?:with|by)\s+\Z"
)


def _is_cover(narrative: Narrative, item: Judged) -> bool:
    """Says whether a treatment is only told as the anaesthetic that something was done under."""
    return all(
        is_anaesthetic(mention) and _UNDER.search(narrative.before(mention))
        for mention in item.concept.mentions
    )


def _keyed(prefix: str, items: Sequence[T]) -> dict[str, T]:
    return {f"{prefix}{place}": item for place, item in enumerate(items, start=1)}
