"""The drugs of a case with their doses, and the therapies of its events."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from caseline.cases.actions import Action, Story, action_of
from caseline.cases.appositions import names_class
from caseline.cases.calendars import Period
from caseline.cases.codings import codes_of
from caseline.cases.concepts import COMBINES, TREATMENTS, Concept
from caseline.cases.cues import cue
from caseline.cases.generic import is_unspecific
from caseline.cases.medicines import printed
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.dose import parse_dose
from caseline.cases.normalise.ordinals import parse_ordinal
from caseline.cases.outcome_statements import Ending
from caseline.cases.patient import Ids
from caseline.cases.places import Places, first_told_by
from caseline.cases.vaccines import is_act, is_maker, with_maker
from caseline.nlp.patterns.base import lower
from caseline.schema.case import Dose, Drug, DrugRole
from caseline.schema.mention import Label

DOSE_LABELS = frozenset({Label.DOSE, Label.ROUTE, Label.FREQUENCY, Label.DOSE_ORDINAL})
# A dose that somebody may or should have.
_PLANNED = cue(
    r"(?:can|may|might|should|will|would|could|must|scheduled|due|planned|plans?|advised|recommended)\s+(?:\w+\s+){0,4}?(?:his|her|their|the|a|for|to)?\s*\Z"
)
# What a medicine looks like or how it was got down, and no route.
_FORM = re.compile(
    r"(?:tablets?|capsules?|pills?|injected|tube[\s-]fed|drops?|enemas?|gel|cream|patch(?:es)?|infusions?|injections?|infused|inhalers?|syrup)\Z"
)
_ADJACENT = 2  # characters between an amount and its route or frequency
_SPOKEN = 5  # letters of a word in a name that is no abbreviation
_FAR = 120  # characters between a drug and what is said of its dose
_FARTHER = 240  # the same for which dose it was, as forms tell behind its form, its batch and its place


def treatment_name(narrative: Narrative, concept: Concept) -> str:
    """Returns the first full wording of a treatment, its ingredient's where the text gives both.

    What is done with a vaccine, and a maker alone, names it only where nothing else does.
    """
    named = [
        mention
        for mention in concept.mentions
        if not (is_unspecific(mention.text) or names_class(mention.text))
    ] or concept.mentions
    named = [mention for mention in named if not is_act(mention)] or named
    full = with_maker([mention for mention in named if not _is_short(mention.text)] or named)
    return printed(narrative, full) + _rest_of_name(narrative, full[0], concept.mentions)


def _is_short(text: str) -> bool:
    is_spoken = any(word.islower() and len(word) >= _SPOKEN for word in text.split())
    return not is_spoken and sum(char.isupper() for char in text) > len(text) / 3


def _rest_of_name(narrative: Narrative, first: Found, mentions: Sequence[Found]) -> str:
    """Returns what belongs to a name behind it: " (Pfizer)", or the other substances of a combination."""
    rest, end = "", first.end
    for mention in mentions:
        if mention.start <= first.start:
            continue
        between = narrative.text[end : mention.start]
        if between == COMBINES:
            rest += f"{COMBINES}{mention.lowered}"
        elif (
            is_maker(mention)
            and not is_maker(first)
            and between == " ("
            and narrative.text.startswith(")", mention.end)
        ):
            return f"{rest} ({mention.text})"
        else:
            break
        end = mention.end
    return rest


def assign_doses(
    narrative: Narrative,
    statements: Sequence[Found],
    drugs: Mapping[str, Sequence[Found]],
    suspects: Sequence[str],
) -> dict[str, list[list[Found]]]:
    """Returns for each treatment the dose mentions that speak of it, one list a sentence.

    A dose belongs to the nearest treatment of its sentence; an ordinal without one to the suspect whose doses were
    counted last before it, else to the first that was told by then.
    """
    grouped: dict[tuple[str, int], list[Found]] = defaultdict(list)
    previous: tuple[Found, tuple[str, int]] | None = None
    places = Places.of(drugs)
    counted = {statement.sentence for statement in statements if statement.label is Label.DOSE_ORDINAL}
    for statement in statements:
        if _PLANNED.search(narrative.before(statement)) or _is_measured(narrative, statement):
            continue
        if previous is not None and _is_beside(previous[0], statement):
            # "6 mg/kg every 3 weeks and Y": what stands together speaks of one drug.
            grouped[previous[1]].append(statement)
            previous = (statement, previous[1])
            continue
        beside = places.in_sentence(statement.sentence)
        if _is_of_another(narrative, statement, [mention for _, mention in beside]):
            continue
        told = any(mention.end <= statement.start for _, mention in beside)
        peers = [
            (_distance(narrative, statement, mention, told=told), key, _reach(statement, mention))
            for key, mention in beside
        ]
        nearest = min(peers, default=None)
        previous = None
        if nearest is not None and nearest[0] <= nearest[2]:
            previous = (statement, (nearest[1], statement.sentence))
            grouped[previous[1]].append(statement)
        elif (
            nearest is None
            and suspects
            and (statement.label is Label.DOSE_ORDINAL or statement.sentence in counted)
        ):
            grouped[_counted(statement, suspects, drugs, grouped), statement.sentence].append(statement)
    found: dict[str, list[list[Found]]] = defaultdict(list)
    for (key, _), group in sorted(grouped.items(), key=lambda item: item[0][1]):
        found[key].append(group)
    return found


def _counted(
    statement: Found,
    suspects: Sequence[str],
    drugs: Mapping[str, Sequence[Found]],
    grouped: Mapping[tuple[str, int], Sequence[Found]],
) -> str:
    """Returns the suspect that an ordinal counts: "1st dose of X … 2nd dose in May"."""
    counted = [
        (sentence, key)
        for (key, sentence), group in grouped.items()
        if key in suspects and any(each.label is Label.DOSE_ORDINAL for each in group)
    ]
    if counted:
        return max(counted, key=lambda each: each[0])[1]
    return first_told_by(statement, suspects, drugs) or suspects[0]


def _is_beside(previous: Found, statement: Found) -> bool:
    near = 0 <= statement.start - previous.end <= _ADJACENT
    return near and previous.sentence == statement.sentence


def _reach(statement: Found, mention: Found) -> int:
    """Returns the characters between within which a dose is a drug's; which one it was may be told far behind."""
    is_ordinal = statement.label is Label.DOSE_ORDINAL
    return _FARTHER if is_ordinal and mention.end <= statement.start else _FAR


# "The first 0.5 mL dose of X": of the drug behind.
_OF = re.compile(r"(?:\s+[\w-]+){0,3}?\s+of(?:\s+[\w-]+){0,3}?\s+")
# "5 mg was given intravenously, X was withheld": the next statement begins.
_NEXT = re.compile(r"\s*(?:[,;]|and\b)")
# "On X, she received 0.5 mL": what was taken before is not what was given.
_GIVEN_NEXT = cue(
    r"(?:,\s+|;\s*|\band\s+)(?:(?:he|she|they|who)\s+)?(?:then\s+)?(?:received|was\s+given|got)\b"
)
_RIGHT_BEHIND = 10  # characters from a treatment to its dose: "urea cream twice daily"
_ANOTHER = 60  # characters that a border between statements counts for
_LEVEL = re.compile(r"\s?/\s?(?:d?l|ml|24\s?h)\b")
_BODY = re.compile(r"[\d.,]+\s*kg")


def _is_measured(narrative: Narrative, statement: Found) -> bool:
    """Says whether what reads as a dose is a concentration in blood or the weight of the patient."""
    if statement.label is not Label.DOSE:
        return False
    level = _LEVEL.match(narrative.lowered, statement.end) and not statement.lowered.endswith("l")
    return bool(level) or _BODY.fullmatch(statement.lowered) is not None


def _is_of_another(narrative: Narrative, statement: Found, drugs: Sequence[Found]) -> bool:
    """Says whether a dose stands right behind a treatment that is none of the case."""
    known = {(mention.start, mention.end) for mention in drugs}
    before = [
        mention
        for mention in narrative.by_sentence[statement.sentence]
        if mention.label in TREATMENTS and mention.end <= statement.start
    ]
    last = max(before, key=lambda mention: mention.end, default=None)
    return (
        last is not None
        and statement.start - last.end <= _RIGHT_BEHIND
        and statement.label is not Label.DOSE_ORDINAL
        and not any(start < last.end and last.start < end for start, end in known)
    )


def _distance(narrative: Narrative, statement: Found, mention: Found, *, told: bool) -> int:
    """Returns the characters between; what follows a drug's name speaks of it more often than what precedes.

    Where a drug was `told` before, the next one begins behind a border; one of which the dose is said to be is it.
    """
    if statement.start >= mention.end:
        between = narrative.lowered[mention.end : statement.start]
        return len(between) + (_ANOTHER if _GIVEN_NEXT.search(between) else 0)
    if statement.end <= mention.start:
        between = narrative.lowered[statement.end : mention.start]
        if _OF.fullmatch(between):
            return 0
        return len(between) + 2 + (_ANOTHER if told and _NEXT.match(between) else 0)
    return 0


def doses_of(groups: Sequence[Sequence[Found]], ids: Ids) -> tuple[Dose, ...]:
    """Returns a dose for each sentence that tells one; equal doses are one with all the evidence."""
    doses: dict[Dose, list[Found]] = {}
    for group in groups:
        dose = _dose(group)
        if dose != Dose():
            doses.setdefault(dose, []).extend(group)
    return tuple(dose.model_copy(update={"evidence": ids(evidence)}) for dose, evidence in doses.items())


def _dose(group: Sequence[Found]) -> Dose:
    texts = {label: [m.text for m in group if m.label is label] for label in DOSE_LABELS}
    ordinal = next(filter(None, map(parse_ordinal, texts[Label.DOSE_ORDINAL])), None)
    amount = next(filter(None, map(parse_dose, texts[Label.DOSE])), None)
    return Dose(
        ordinal=ordinal.ordinal if ordinal else None,
        kind=ordinal.kind if ordinal else None,
        amount=amount.amount if amount else None,
        unit=amount.unit if amount else None,
        route=next((text for text in texts[Label.ROUTE] if not _FORM.match(lower(text))), None),
        frequency=next(iter(texts[Label.FREQUENCY]), None),
    )


def drug_of(
    narrative: Narrative,
    concept: Concept,
    *,
    key: str,
    role: DrugRole,
    indication: str | None,
    doses: Sequence[Sequence[Found]],
    sentences: Sequence[int] | Story,
    only_suspect: bool,
    paired: bool = False,
    period: Period,
    ids: Ids,
    ends: Sequence[Ending] = (),
) -> Drug:
    """Returns a drug of the case; `sentences` are those that speak of the patient, `ends` those of its events."""
    beside = role is DrugRole.CONCOMITANT
    action = action_of(
        narrative,
        concept.mentions,
        sentences,
        only_suspect=only_suspect,
        paired=paired,
        beside=beside,
        ends=ends,
    )
    if beside:
        action = Action(taken=action.taken)
    return Drug(
        id=key,
        name=treatment_name(narrative, concept),
        role=role,
        indication=indication,
        doses=doses_of(doses, ids),
        action_taken=action.taken,
        dechallenge=action.dechallenge,
        rechallenge=action.rechallenge,
        start=period.start,
        stop=period.stop,
        codes=codes_of(concept),
        evidence=ids([*concept.mentions, *period.evidence]),
    )
