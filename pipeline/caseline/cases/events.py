"""The adverse events of a case with site, severity, onset, outcome and causality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caseline.cases.clauses import inside
from caseline.cases.concepts import Concept
from caseline.cases.diseases import code_of, name_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.causality import causality_value, is_plain_claim
from caseline.cases.outcome import Ending
from caseline.cases.patient import Ids
from caseline.schema.case import Causality, CausalityValue, Certainty, Event, Onset, Outcome

_STRENGTH = (
    CausalityValue.CERTAIN,
    CausalityValue.PROBABLE,
    CausalityValue.POSSIBLE,
    CausalityValue.UNLIKELY,
)
_FAR = 80  # characters between an event and its site
_BESIDE = 40  # characters between a claim and the drug it blames


@dataclass(frozen=True)
class Told:
    """What the report says of one event, beside its own mentions."""

    sites: Sequence[Found] = ()
    severities: Sequence[Found] = ()
    collective: Sequence[Found] = ()
    causality: Sequence[Found] = ()
    onset: tuple[Onset, tuple[Found, ...]] | None = None
    ending: Ending | None = None
    suspects: Sequence[str] = field(default=())


def event_of(concept: Concept, told: Told, *, key: str, ids: Ids) -> Event:
    """Returns the event as it stands in the record."""
    onset = told.onset[0].model_copy(update={"evidence": ids(told.onset[1])}) if told.onset else None
    uncertain = all("UNCERTAIN" in mention.context for mention in concept.mentions)
    sites: dict[str, str] = {}
    for site in told.sites:
        sites.setdefault(site.text.lower(), site.text)
    return Event(
        id=key,
        name=name_of(concept),
        codes=code_of(concept),
        body_sites=tuple(sites.values()),
        severity=told.severities[0].text if told.severities else None,
        certainty=Certainty.UNCERTAIN if uncertain else Certainty.AFFIRMED,
        onset=onset,
        outcome=outcome_of(told.ending, ids),
        suspects=tuple(told.suspects),
        causality=causality_of(told.causality, ids),
        evidence=ids([*concept.mentions, *told.sites, *told.severities, *told.collective]),
    )


def outcome_of(ending: Ending | None, ids: Ids) -> Outcome | None:
    """Returns an ending as it stands in the record."""
    if ending is None:
        return None
    return Outcome(status=ending.status, text=ending.mention.text, evidence=ids(ending.evidence))


def causality_of(mentions: Sequence[Found], ids: Ids) -> Causality | None:
    """Returns the strongest statement; all of its strength are evidence."""
    told = [(mention, value) for mention in mentions if (value := causality_value(mention.text))]
    if not told:
        return None
    mention, value = min(told, key=lambda pair: (_STRENGTH.index(pair[1]), pair[0].start))
    return Causality(
        value=value, text=mention.text, evidence=ids([other for other, its in told if its is value])
    )


def nearest_event(mention: Found, events: Mapping[str, Sequence[Found]], *, far: int = _FAR) -> str | None:
    """Returns the event of the same sentence that a site or severity belongs to, or None.

    An event that holds the mention in its own name has it already.
    """
    distances = []
    for key, found in events.items():
        for event in found:
            if event.sentence != mention.sentence:
                continue
            if event.start <= mention.start and mention.end <= event.end:
                return None
            distances.append((_gap(mention, event), key))
    gap, key = min(distances, default=(far + 1, ""))
    return key if gap <= far else None


def blamed(
    narrative: Narrative, mention: Found, events: Mapping[str, Sequence[Found]], suspects: Sequence[Found]
) -> list[str]:
    """Returns the events that a statement of cause speaks of: those of its sentence, else all of them.

    A plain claim ("caused by") counts only where a suspect stands beside it; words of likelihood
    ("probably") need none.
    """
    sentence = narrative.sentence_of(mention)
    if is_plain_claim(mention.text):
        near = [suspect for suspect in suspects if _gap(mention, suspect) <= _BESIDE]
        if not any(suspect.sentence == sentence.index for suspect in near):
            return []
    named = [key for key, found in events.items() if inside(found, sentence.start, sentence.end)]
    return named or list(events)


def _gap(first: Found, second: Found) -> int:
    return max(second.start - first.end, first.start - second.end, 0)
