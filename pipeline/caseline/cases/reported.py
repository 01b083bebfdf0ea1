"""What a form states to be an event is one, whatever a reader makes of it: a term in its list, what opens the report."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from caseline.cases.concepts import DISEASES, TREATMENTS
from caseline.cases.narrative import Found, Narrative
from caseline.cases.vaccines import names_vaccine
from caseline.nlp.forms import DrugList, Reported, drug_lists, opening, reported
from caseline.schema.mention import Label

# As the role reader would say it of an event, a disease of the past, a concomitant drug, and what is not the case's.
_EVENT = (1.0, 0.0, 0.0, 0.0)
_HISTORY = (0.0, 0.0, 1.0, 0.0)
_BESIDE = (0.0, 1.0, 0.0, 0.0)
_FOREIGN = (0.0, 0.0, 0.0, 1.0)
_DENIED = frozenset({"NEGATED", "HISTORICAL", "HYPOTHETICAL", "GENERAL", "RULED_OUT"})
_FIELDS = frozenset({Label.TIME, Label.OUTCOME, Label.SERIOUSNESS})
# Between the terms of a list, from it to how they ended, and to it from when they began.
_JOINED = re.compile(r",?\s+and\s+|,\s+")
_OVER = re.compile(
    r"\s+(?:(?:outcomes?|(?:was|were|had|has|have|is|are|been|considered|reported|as)\b|to\s+be)\s+)*"
)
_HAD = re.compile(
    r",?\s+(?:the\s+)?(?:patient|subject|he|she)\s+(?:then\s+|also\s+)?(?:experienced|developed)\s+"
)
_ONSET = re.compile(r"\bonset(?:\s+(?:on|in|from|date))?[\s:]+\Z")
_MOST = 0.5  # share of an item that names it


def stated(narrative: Narrative) -> Narrative:
    """Returns a narrative in which the terms of forms and the items that open a report are read as events.

    A mention that is a part of an item only, as "flu" in "flu-like aches all over", is read so but not stated.
    """
    found = reported(narrative.text)
    terms = {(term.start, term.end) for term in found}
    items = sorted({*opening(narrative.text), *(term.words for term in found if term.words)})
    drugs = drug_lists(narrative.text)
    if not (terms or items or drugs):
        return narrative
    read = (_read(mention, terms, items) for mention in narrative.mentions)
    return replace(narrative, mentions=tuple(_listed(mention, drugs) for mention in read))


def _listed(mention: Found, lists: Sequence[DrugList]) -> Found:
    """Returns a mention as the list that it stands in says: a drug taken besides, or one of the time before it all."""
    inside = next((each for each in lists if each.start <= mention.start and mention.end <= each.end), None)
    if inside is None or not mention.roles:
        return mention
    if mention.label in TREATMENTS and not (inside.is_past and names_vaccine(mention)):
        return replace(mention, roles=_FOREIGN if inside.is_past else _BESIDE)
    if mention.label in DISEASES and inside.is_past:
        return replace(mention, roles=_HISTORY)
    return mention


def _read(mention: Found, terms: set[tuple[int, int]], items: Sequence[tuple[int, int]]) -> Found:
    if mention.label not in DISEASES:
        return mention
    roles = _EVENT if mention.roles else ()
    if (mention.start, mention.end) in terms:
        return replace(mention, roles=roles, context=mention.context - _DENIED, stated=True, is_term=True)
    place = bisect_right(items, mention.start, key=lambda item: item[0]) - 1
    if place < 0 or mention.end > items[place][1] or "NEGATED" in mention.context:
        return mention
    start, end = items[place]
    return replace(
        mention,
        roles=roles,
        context=mention.context - _DENIED,
        stated=mention.end - mention.start >= _MOST * (end - start),
    )


def told_of(narrative: Narrative, mention: Found, events: Mapping[str, Sequence[Found]]) -> list[str] | None:
    """Returns the events that a form says an outcome, a time or a criterion of; None where no form does.

    Of "A (a) and B (b) had resolved" those are A and B, of a field or a bracket behind a term that term, of "on 3 May
    the patient experienced A (a)" what is listed.
    """
    for terms in narrative.once(_lists):
        own = (
            _in_field(narrative, mention, terms)
            if terms[0].end_of_field
            else _of_list(narrative, mention, terms)
        )
        if own is not None:
            return _events_at(own, events)
    return None


def _of_list(narrative: Narrative, mention: Found, terms: Sequence[Reported]) -> Sequence[Reported] | None:
    """Returns the terms of a list that a mention beside it, or in a bracket behind one of them, speaks of."""
    first, last = terms[0], terms[-1]
    ended = (
        mention.label is Label.OUTCOME
        and last.close <= mention.start
        and _OVER.fullmatch(narrative.lowered, last.close, mention.start)
    )
    begun = (
        mention.label is Label.TIME
        and mention.end <= first.start
        and _HAD.fullmatch(narrative.lowered, mention.end, first.start)
    )
    return terms if ended or begun else [term for term in terms if _holds(term.serious, mention)] or None


def _in_field(narrative: Narrative, mention: Found, terms: Sequence[Reported]) -> Sequence[Reported] | None:
    """Returns the terms of a field that a mention in it speaks of: none where it is the day of the end."""
    if (
        mention.label not in _FIELDS
        or mention.start < terms[0].start
        or mention.end > (terms[0].end_of_field or 0)
    ):
        return None
    if mention.label is Label.TIME and not _ONSET.search(narrative.before(mention)):
        return ()
    return [term for term in terms if _holds(term.serious, mention)] or terms


def _holds(span: tuple[int, int] | None, mention: Found) -> bool:
    return span is not None and span[0] <= mention.start and mention.end <= span[1]


def _events_at(terms: Sequence[Reported], events: Mapping[str, Sequence[Found]]) -> list[str]:
    starts = {term.start for term in terms}
    return [key for key, mentions in events.items() if not starts.isdisjoint(each.start for each in mentions)]


def _lists(narrative: Narrative) -> tuple[tuple[Reported, ...], ...]:
    """Returns the terms that stand in one list, or in one field, together."""
    found: list[list[Reported]] = []
    for term in reported(narrative.text):
        last = found[-1][-1] if found else None
        if last is not None and (
            term.end_of_field == last.end_of_field
            if term.end_of_field or last.end_of_field
            else _JOINED.fullmatch(narrative.lowered, last.close, term.start)
        ):
            found[-1].append(term)
        else:
            found.append([term])
    return tuple(map(tuple, found))
