"""What the wording around a mention of a treatment says of its role, each finding by the name of its family."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import takewhile
from typing import NamedTuple

from caseline.cases.announcements import is_title
from caseline.cases.clauses import list_bounds_of
from caseline.cases.concepts import TREATMENTS
from caseline.cases.cues import cue
from caseline.cases.generic import is_cytotoxic
from caseline.cases.narrative import Found, Narrative
from caseline.cases.role_cues import Cue, Role, Side, Where
from caseline.cases.suspect_cues import (
    ANAPHOR,
    INTERACTING_CUES,
    KIND_INDUCED,
    LISTED,
    SUSPECT_CUES,
    TITLE,
    VACCINE,
)
from caseline.cases.therapy_cues import CONCOMITANT_CUES, THERAPY_CUES
from caseline.cases.vaccines import names_vaccine
from caseline.schema.document import SectionName
from caseline.schema.mention import Label

CUES = (*SUSPECT_CUES, *INTERACTING_CUES, *CONCOMITANT_CUES, *THERAPY_CUES)
PREMEDICATION = tuple(family for family in CONCOMITANT_CUES if family.name.startswith("premedication"))
# Families that blame a treatment outright, without which a procedure is not suspected.
BLAMING = frozenset(
    {"caused-by", "harm-of", "harm-noun", "induced", "is-to-blame", "blamed", "causes", "is-associated"}
)
# Plain words of giving: a therapy, unless the same wording tells an exposure.
_PLAIN = frozenset({"treated-with", "given-for-it", "is-given"})
# Steps of a treatment's course, which blame nothing by themselves.
STEPS = frozenset({"is-stopped", "withdrawal-of", "given-again", "given-again-behind"})
# Mild families, which blame nothing that is told to have been given for an event.
MILD = STEPS | {"after", "then-developed", "told-last"}
# Words of time, which say nothing of what is said to have cured.
_TEMPORAL = frozenset({"after-event", "after", "event-with", "while-taking"})
_STRONG = 1.5
_BLAMED = frozenset({Role.SUSPECT, Role.INTERACTING})
_BACK = 3  # sentences from a word for a medicine back to its name
_MEDICATION = 5  # drugs from which on a list is all that a patient takes
_BESIDE = 2 * 500  # drugs that a sentence can hold
_SPAN = 60  # characters behind a word for a medicine in which it may be praised
_EVENED = 4  # members from which a list is read as one
_REACH = 240  # characters read on either side of a treatment
_LINK = re.compile(
    r"""(?: [,;] | / | \+ | & | - | – | \( | \) | \s
      | \b(?:and|or|plus|as\s+well\s+as|combined\s+with|in\s+combination\s+with|in\s+addition\s+to|followed\s+by|then
          |the|a|an|with|his|her|other|both|either|including|also)\b
      | \b(?:daily|orally|intravenous(?:ly)?|subcutaneous(?:ly)?
        |intramuscular(?:ly)?|topical|systemic|inhaled|oral|iv|(?:high|low)[- ]dose|therapy|treatment|gel|cream|tablets?|drops|syrup|weekly|bid|tid|qd|po)\b
      | [\d.,]+\s*(?:mg|g|mcg|[µμ]g|ml|iu|units?|%)(?:/\w+)* )*\Z""",
    re.VERBOSE,
)


_ANEW = re.compile(r"\band\s+(?:\w+\s+)?(?:treatment|therapy)\s+with\b")
_HEADING = cue(
    r"""(?:home|current|regular|usual|concomitant|chronic|daily|long-term|background|other|admission)?\s*(?:medications?|meds|medicines|drugs|drug\s+history)
        (?:\s+(?:on\s+admission|at\s+home|list))?\s*:?\s*(?:[-–•*]\s[^\n]*)?\Z"""
)
_IMPROVED = cue(r"(?:resolv\w+|improv\w+|recover\w+|subsid\w+|disappear\w+|normali[sz]\w+|discharged)\b")
_DENIED = cue(
    r"(?:no|not|without|excluded?|ruled\s+out|unlikely|rather\s+than|history|differential|other|may|might|can)\b"
)
_BULLET = re.compile(r"\s*(?:[-–•*·]|\d{1,2}[.)])\s")


class Evidence(NamedTuple):
    """A family of wording that holds for a mention."""

    cue: Cue
    mention: Found


class _Windows(NamedTuple):
    """The lower-cased text around a list of treatments, within its sentence."""

    before: str
    behind: str
    between: str


@dataclass(frozen=True)
class Told:
    """The events told, by sentence, the place of the first of each section and of the last, and the lines of medication lists."""

    by_sentence: dict[int, list[Found]]
    first: dict[str, int]
    listed: frozenset[int] = frozenset()
    last: int = -1

    def precede(self, mention: Found) -> bool:
        """Says whether an event of the same section stands before a mention."""
        return self.first.get(mention.section, mention.start) < mention.start

    def end_before(self, mention: Found, start: int) -> int:
        """Returns where the last event before a place in the mention's sentence ends, or the place."""
        own = self.by_sentence.get(mention.sentence, ())
        return max((event.end for event in own if event.end <= start), default=start)


def told(narrative: Narrative, events: Sequence[Found]) -> Told:
    """Returns the events as the cues ask for them; a title above the telling only names what it will tell."""
    by_sentence: dict[int, list[Found]] = {}
    first: dict[str, int] = {}
    retold = any(event.sentence > 0 for event in events)
    titled = retold and is_title(narrative.sentences[0], own=True)
    for event in events:
        by_sentence.setdefault(event.sentence, []).append(event)
        if event.sentence > 0 or not titled:
            first[event.section] = min(event.start, first.get(event.section, event.start))
    last = max((event.start for event in events), default=-1)
    return Told(by_sentence, first, narrative.once(_listed), last)


def _listed(narrative: Narrative) -> frozenset[int]:
    """Returns the sentences that are lines of a list under a heading such as "Home medication"."""
    inside = False
    found = set()
    for sentence in narrative.sentences:
        if _HEADING.search(sentence.lowered):
            inside = True
        elif inside and _BULLET.match(sentence.text):
            found.add(sentence.index)
        else:
            inside = False
    return frozenset(found)


def evidence(narrative: Narrative, mention: Found, events: Told) -> list[Evidence]:
    """Returns the families that hold around one mention, the list it stands in taken as one."""
    start, end = list_bounds(narrative, mention)
    sentence = narrative.sentence_of(mention)
    before = narrative.lowered[max(sentence.start, start - _REACH) : start]
    behind = narrative.lowered[end : min(sentence.end, end + _REACH)]
    holds = _conditions(mention, start, end, events)
    between = narrative.lowered[events.end_before(mention, start) : start]
    windows = _Windows(before, behind, between)
    found = [Evidence(family, mention) for family in _families(windows, holds)]
    if mention.section is SectionName.TITLE and not any(item.cue.role is Role.THERAPY for item in found):
        found.append(Evidence(TITLE, mention))
    if mention.sentence in events.listed:
        found.append(Evidence(LISTED, mention))
    if names_vaccine(mention):
        return _of_vaccine(mention, found, events)
    if any(item.cue.name == "cured-by" for item in found):
        return [item for item in found if item.cue.name not in _TEMPORAL]
    if any(item.cue.role in _BLAMED and item.cue.weight >= _STRONG for item in found):
        mild = all(item.cue.name in MILD for item in found if item.cue.role in _BLAMED)
        return found if mild else [item for item in found if item.cue.name not in _PLAIN]
    return found


def _of_vaccine(mention: Found, found: Sequence[Evidence], events: Told) -> list[Evidence]:
    """Returns what is found for a vaccine: it treats no event, and is suspected of what is told behind it."""
    found = [item for item in found if item.cue.role is not Role.THERAPY]
    apart = any(item.cue.role is Role.CONCOMITANT and item.cue.weight >= VACCINE.weight for item in found)
    return found if apart or events.last < mention.end else [*found, Evidence(VACCINE, mention)]


def told_last(narrative: Narrative, mentions: Sequence[Found], events: Told) -> list[Evidence]:
    """Returns the medicines that sentences on events name as "the infusion": those told last before."""
    drugs = sorted(
        (mention for mention in mentions if mention.label is Label.DRUG), key=lambda mention: mention.start
    )
    drugs = [mention for mention in drugs if not _is_premedication(narrative, mention)]
    starts = [mention.sentence for mention in drugs]
    found = []
    for index in events.by_sentence:
        place = bisect.bisect_left(starts, index)
        if _blames_kind(narrative, index):
            members = [mention for mention in drugs[:place] if is_cytotoxic(mention)]
            found += [
                Evidence(KIND_INDUCED, mention)
                for mention in members or _list_before(narrative, drugs, place, index)
            ]
            continue
        if _names_again(narrative.sentences[index].lowered):
            found += [Evidence(ANAPHOR, mention) for mention in _list_before(narrative, drugs, place, index)]
    return found


def _is_premedication(narrative: Narrative, mention: Found) -> bool:
    """Says whether a medicine is given before each dose of another, which "the second cycle" then counts."""
    start, end = list_bounds(narrative, mention)
    sentence = narrative.sentence_of(mention)
    windows = _Windows(narrative.lowered[sentence.start : start], narrative.lowered[end : sentence.end], "")
    return any(_fits(family, windows) for family in PREMEDICATION)


def _list_before(narrative: Narrative, drugs: Sequence[Found], place: int, index: int) -> list[Found]:
    """Returns the list of drugs told last before a sentence, if it is near."""
    if place == 0 or drugs[place - 1].sentence < index - _BACK:
        return []
    start, _ = list_bounds(narrative, drugs[place - 1])
    last = drugs[place - 1].sentence
    beside = takewhile(
        lambda mention: mention.sentence == last, reversed(drugs[max(0, place - _BESIDE) : place])
    )
    found = [mention for mention in beside if mention.start >= start][::-1]
    return found if len(found) <= _MEDICATION else []


def _blames_kind(narrative: Narrative, index: int) -> bool:
    """Says whether a sentence that names no drug puts its event down to "the drugs"."""
    text = narrative.sentences[index].lowered
    said = KIND_INDUCED.pattern.search(text)
    if said is None or _DENIED.search(text):
        return False
    return not any(mention.label is Label.DRUG for mention in narrative.by_sentence[index])


def _names_again(text: str) -> bool:
    """Says whether a sentence counts from "the infusion", and not towards getting better."""
    again = ANAPHOR.pattern.search(text)
    return again is not None and _IMPROVED.search(text, again.end(), again.end() + _SPAN) is None


# The members of a list share their windows.
@lru_cache(maxsize=512)
def _families(windows: _Windows, holds: frozenset[Where]) -> tuple[Cue, ...]:
    return tuple(family for family in CUES if family.where in holds and _fits(family, windows))


def _fits(cue: Cue, windows: _Windows) -> bool:
    if cue.side is Side.BETWEEN:
        return cue.pattern.fullmatch(windows.between) is not None
    if cue.side is Side.BEHIND:
        taken_back = cue.unless is not None and cue.unless.search(windows.before)
        return not taken_back and cue.pattern.match(windows.behind) is not None
    taken_back = cue.unless is not None and cue.unless.match(windows.behind)
    return not taken_back and cue.pattern.search(windows.before) is not None


def _conditions(mention: Found, start: int, end: int, events: Told) -> frozenset[Where]:
    own = events.by_sentence.get(mention.sentence, [])
    earlier = events.first.get(mention.section, end) < start
    holds = {Where.ANYWHERE, Where.TOLD if earlier else Where.UNTOLD}
    if any(event.end <= start for event in own):
        holds.add(Where.AFTER_EVENT)
    if any(event.start >= end for event in own):
        holds.add(Where.BEFORE_EVENT)
    return frozenset(holds)


def _linked(narrative: Narrative, first: Found, second: Found) -> bool:
    """Says whether two treatments are neighbours in one list; "and treatment with" begins another statement.

    A semicolon parts statements, but for the ingredients in brackets.
    """
    between = narrative.lowered[first.end : second.start]
    if ";" in between:
        before = narrative.before(first)
        return _LINK.match(between) is not None and before.count("(") > before.count(")")
    return _LINK.match(between) is not None and _ANEW.search(between) is None


def list_bounds(narrative: Narrative, mention: Found) -> tuple[int, int]:
    """Returns the half-open characters of the list of treatments that a mention stands in."""
    return narrative.once(_lists)[mention.index]


def _lists(narrative: Narrative) -> dict[int, tuple[int, int]]:
    return list_bounds_of(narrative, TREATMENTS, partial(_linked, narrative))


def evened(narrative: Narrative) -> Narrative:
    """Returns a narrative in which the treatments of a list are read alike, as the mean of their readings.

    A list tells one thing of all its members, and a reader sees each by itself.
    """
    lists: dict[tuple[int, int], list[Found]] = {}
    for mention in narrative.mentions:
        if mention.roles and mention.label in TREATMENTS:
            lists.setdefault(list_bounds(narrative, mention), []).append(mention)
    means = {
        mention.index: tuple(
            sum(shares) / len(shares) for shares in zip(*(each.roles for each in members), strict=True)
        )
        for members in lists.values()
        if len(members) >= _EVENED
        for mention in members
    }
    if not means:
        return narrative
    return replace(
        narrative,
        mentions=tuple(
            replace(mention, roles=means[mention.index]) if mention.index in means else mention
            for mention in narrative.mentions
        ),
    )
