"""Which events were there before a drug was given, by the order in which a report tells them.

"She presented with fever. She was started on A. Two days later a rash appeared": A brought about no fever. But "She
presented with jaundice. She had been taking A for a month" tells the exposure afterwards, and so do many reports; an order counts only where
words tell a giving that comes next in the course and something is told to have begun under it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from caseline.cases.concepts import TREATMENTS
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.cases.places import Places
from caseline.cases.role_evidence import list_bounds
from caseline.schema.document import SectionName

_NEXT = (
    r"(?:then|subsequently|therefore|thus|hence|later|afterwards?|thereafter|empirically|initially|also|now|again"
    r"|promptly|immediately|first|finally|eventually|instead|accordingly)"
)
# What is told as the next step of the course.
_BEGUN_BEFORE = cue(
    rf"""(?:(?:was|were)\s+(?:{_NEXT}\s+)*(?:started|begun|commenced|initiated|treated|placed|put|switched|changed|converted|managed|loaded|discharged)\b
      | (?:treatment|therapy|chemotherapy|immunotherapy|regimen|prophylaxis|anticoagulation)\s+(?:was|were)\s+(?:{_NEXT}\s+)*
        (?:switched|changed|converted|modified|started|begun|initiated|commenced)\b
      | (?:we|they|(?:the|his|her|our)\s+(?:[\w-]+\s+){{0,2}}\w+)\s+(?:{_NEXT}\s+)*(?:started|began|initiated|commenced|added|recommended|decided)\b
      | (?:was|were)\s+{_NEXT}\s+(?:given|administered|prescribed|added)\b
      | {_NEXT},?\s+(?:\w+\s+){{0,3}}?(?:received|underwent|began|started)\b
      | (?:received|underwent|began|started)\s+(?:{_NEXT}|adjuvant|neoadjuvant|palliative|salvage|second-line|first-line|one\s+cycle|
        the\s+first\s+(?:cycle|course|dose))\b
      | (?:in\s+addition\s+to|addition\s+of)\b)
      [^;]{{0,140}}\Z"""
)
_BEGUN_BEHIND = re.compile(
    rf"""\A(?:(?!\b(?:she|he|they|who|which|patient|develop\w*|had)\b)[^.;]){{0,100}}?\b(?:was|were)\s+(?:{_NEXT}\s+)*
          (?:started|begun|commenced|initiated|introduced|added|instituted|given|administered|prescribed|chosen|selected)\b""",
    re.VERBOSE,
)
# What looks back, or tells no more than that the drug was being taken.
_LOOKS_BACK = cue(
    r"""(?:had|has|have|having)\s+(?:\w+\s+){0,3}?(?:been|begun|taken|received|started|used|completed|ingested|undergone)\b
      | (?:days?|weeks?|months?|hours?|years?|minutes?)\s+(?:prior|before|earlier|previously|ago|preceding)\b
      | (?:prior\s+to|before)\s+(?:the\s+|his\s+|her\s+|this\s+)?(?:\w+\s+)?
        (?:admission|presentation|onset|hospitali[sz]ation|referral|visit|symptoms?|surgery|transplant\w*)\b
      | (?:recently|previously|currently|previous|recent|long-?term|chronic(?:ally)?|maintenance|regular|usual|concomitant|
        known|history|since|ever|always|ago|earlier|past|took|takes|taking|used\s+to|preceding|anamnesis|on\s+stable|home\s+(?:med\w+|drugs?|therapy))\b
      | (?:was|were)\s+(?:already\s+)?(?:receiving|taking|using|on|under)\b | while\s+(?:on|taking|receiving|under)\b
      | (?:who|whom|whose|while|when|after|following|during|within|until)\b[^.;,]{0,60}\Z
      | (?:medications?|medicines?|drugs?|treatment|therapy)\s+
        (?:list\s+|on\s+admission\s+|at\s+\w+\s+)?(?:includ\w+|consist\w+|comprised|were|was)\s*:?\s*\Z"""
)
# "In 2005", "from May 2008": told with its own date, which need not follow what is told before.
_DATED = cue(
    r"(?:in|on|since|from|until|by|of|during)\s+(?:(?:the\s+)?(?:beginning|end|middle|summer|winter|autumn|spring|early|late|mid)\W+(?:of\s+)?)?(?:[a-z]{3,9}\.?\s+)?(?:\d{1,2},?\s+)?(?P<year>(?:19|20)\d\d)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# What began: without it nothing is told to have come of a drug.
_ONSET = cue(
    r"""(?:develop\w*|occur\w*|appear\w*|experienc\w*|notic\w*|complain\w*|present(?:ed|ing|s)|report(?:ed|s)|suffer\w*|became|began|began|onset|manifest\w*
      |later|after|following|during|since|induc\w*|caus\w*|toxicit\w*|worsen\w*|deteriorat\w*|rose|fell|increas\w*|decreas\w*|dropped|collapsed|
        readmitted|returned|came\s+back|new)\b"""
)
# A later word on what was there already: it lasted, or yielded, or was what the drug was for.
_GOES_ON = cue(
    r"""(?:persist\w*|remain\w*|continu\w*|improv\w*|resol\w*|subsid\w*|disappear\w*|recover\w*|relie\w*|regress\w*|settled|abat\w*|cured?|normali[sz]\w*
      |respon\w*|unchanged|stable|remission|decrease\s+in|reduction\s+(?:in|of)|ameliorat\w*|alleviat\w*|control\w*|treat\w*|managed|clear(?:ed|ing)|
        despite|no\s+(?:further|longer)|free\s+of|without|history)\b"""
)
# But of these it came again or grew.
_ANEW = cue(
    r"""(?:worse\w*|recur\w*|re-?appear\w*|relaps\w*|exacerbat\w*|aggravat\w*|deteriorat\w*|again|new(?:ly)?|increas\w*|progress\w*|flare\w*|develop\w*|
        induc\w*|caus\w*|due\s+to|attribut\w*|secondary\s+to|related\s+to|reaction|side\s+effects?|adverse)\b"""
)
# Up to the next of these words one thing is said of an event.
_SAID = r"(?:(?!\b(?:who|whom|whose|while|when|after|following|during|since|that|develop\w*|occur\w*|had|in\s+an?|in\s+patients?)\b)[^.;:])"
_TREATED_WITH = re.compile(
    rf"""{_SAID}{{0,80}}?\b(?:(?:was|were|been)\s+(?:{_NEXT}\s+|successfully\s+|symptomatically\s+)*
        (?:treated|managed|controlled)\s+(?:{_NEXT}\s+)?(?:with|by|using)
      | for\s+which\s+(?:he|she|they|\w+\s+\w+)\s+(?:was|were|received)\s+{_SAID}{{0,40}}?
      | and\s+(?:(?:he|she|they|the\s+patient)\s+)?(?:was|were)\s+(?:{_NEXT}\s+)*(?:started|treated|placed|put|begun|commenced)\s+(?:on|with))
      {_SAID}{{0,160}}""",
    re.VERBOSE,
)
_EXCHANGE = r"(?:switched|changed|converted|replaced|substituted|shifted|modified)\s+(?:over\s+)?(?:to|by|with)\s+(?:[\w-]+\s+){0,3}?"
_SWITCHED = re.compile(rf"[^.;]{{0,80}}?\b{_EXCHANGE}")
_SWITCHED_TO = cue(rf"{_EXCHANGE}\Z")
# The telling turns to what lies behind, and back again.
_INTO_THE_PAST = cue(
    r"""(?:(?:she|he|they|(?:the|this)\s+(?:patient|\w+))\s+had\s+(?:\w+\s+){0,2}?(?:been|undergone|received|started|begun|taken|had)
      | (?:past|medical|medication|drug|clinical|treatment)\s+history | history\s+(?:was|included|revealed|of)
      | (?:days?|weeks?|months?|years?)\s+(?:ago|earlier|previously|before|prior) | previously
      | in\s+(?:his|her|their)\s+(?:past|youth|childhood|\w*teens|twenties|thirties|forties))\b"""
)
_TO_THE_PRESENT = cue(
    r"""(?:on\s+(?:admission|arrival|presentation|(?:physical\s+)?examination)|(?:was|were)\s+(?:admitted|referred|seen|transferred|hospitali[sz]ed|diagnosed|found)|presented
      |(?:physical\s+)?examination|laborator\w+|(?:at|from)\s+(?:this|that)\s+(?:point|time|stage)|now|(?:days?|weeks?|months?|hours?)\s+later|on\s+day
      |showed|revealed|disclosed|demonstrated|performed)\b"""
)
_NEAR = 30  # characters beside an event in which it is told to have come anew


@dataclass(frozen=True)
class Opening:
    """The first giving of a drug where one part of the text tells it; `start` is where its list of drugs begins."""

    part: int
    sentence: int
    start: int


def before_exposure(
    narrative: Narrative,
    events: Mapping[str, Sequence[Found]],
    drugs: Mapping[str, Sequence[Found]],
    blamed: Mapping[str, frozenset[str]],
) -> dict[str, frozenset[str]]:
    """Returns for each drug the events that were there before it was first given, or that it treated.

    The order of telling is taken for the order of things only where the section tells the drug's beginning as
    the next step, nothing that it is blamed for stands before it, and something is told to have begun after it.

    Args:
        narrative: The text.
        events: The mentions of each event.
        drugs: The mentions of each drug.
        blamed: The events that words of cause lay to each drug.
    """
    found: dict[str, frozenset[str]] = {}
    places = Places.of(events)
    for drug, mentions in drugs.items():
        own = blamed.get(drug, frozenset())
        openings = {opening.part: opening for opening in openings_of(narrative, mentions)}
        earlier = (
            {key for key, told in events.items() if _precede(narrative, told, openings)}
            if openings
            else set()
        )
        later = (told for key, told in events.items() if key not in earlier)
        if earlier & own or (earlier and not any(_begins(narrative, told, openings) for told in later)):
            earlier = set()
        beside = {
            key for index in {each.sentence for each in mentions} for key, _ in places.in_sentence(index)
        }
        treated = {key for key in beside - own if treated_by(narrative, events[key], mentions)}
        found[drug] = frozenset(earlier | treated if len(earlier | treated) < len(events) else earlier)
    return found


def openings_of(narrative: Narrative, mentions: Sequence[Found]) -> tuple[Opening, ...]:
    """Returns where a report tells the first giving of a drug as the next step of the course.

    None of a part that names the drug first for something else: its use from before, or its effect.
    """
    named = narrative.once(_first_in_parts)
    names = {mention.lowered for mention in mentions}
    parts = {_part(narrative, mention) for mention in mentions if mention.section is not SectionName.TITLE}
    first = {
        part: min((named[name, part] for name in names if (name, part) in named), key=lambda each: each.index)
        for part in parts
    }
    return tuple(
        Opening(part, mention.sentence, list_bounds(narrative, mention)[0])
        for part, mention in sorted(first.items(), key=lambda item: item[1].index)
        if _is_begun(narrative, mention)
    )


def _first_in_parts(narrative: Narrative) -> dict[tuple[str, int], Found]:
    """Returns the first mention of a treatment by each wording in each section."""
    first: dict[tuple[str, int], Found] = {}
    for mention in narrative.mentions:
        if mention.label in TREATMENTS:
            first.setdefault((mention.lowered, _part(narrative, mention)), mention)
    return first


def _part(narrative: Narrative, mention: Found) -> int:
    """Returns the number of the section that a mention stands in; two may have one name."""
    return bisect_right(narrative.once(_section_starts), mention.start)


def _section_starts(narrative: Narrative) -> list[int]:
    return sorted(section.start for section in narrative.sections)


def treated_by(narrative: Narrative, told: Sequence[Found], drug: Sequence[Found]) -> bool:
    """Says whether an event is told to have been treated with a drug, and not to have come again since."""
    given: dict[int, list[Found]] = {}
    for mention in drug:
        given.setdefault(mention.sentence, []).append(mention)
    treated = next(
        (event for event in told if _is_treated(narrative, event, given.get(event.sentence, ()))), None
    )
    return treated is not None and all(
        mention.sentence <= treated.sentence or _only_goes_on(narrative, mention) for mention in told
    )


def _is_treated(narrative: Narrative, event: Found, drug: Sequence[Found]) -> bool:
    return any(
        event.end <= mention.start
        and _TREATED_WITH.fullmatch(narrative.lowered, event.end, mention.start) is not None
        for mention in drug
    )


def _is_begun(narrative: Narrative, mention: Found) -> bool:
    start, end = list_bounds(narrative, mention)
    sentence = narrative.sentence_of(mention)
    before = narrative.lowered[sentence.start : start]
    behind = narrative.lowered[end : sentence.end]
    if "HISTORICAL" in mention.context or _LOOKS_BACK.search(before) or _LOOKS_BACK.search(behind[:120]):
        return False
    if not _BEGUN_BEFORE.search(before) and not _BEGUN_BEHIND.match(behind):
        return False
    return _follows_in_date(narrative, sentence.start, sentence.end)


def _follows_in_date(narrative: Narrative, start: int, end: int) -> bool:
    """Says whether a year told beside a giving is not before the one told last."""
    dated = _DATED.search(narrative.lowered, start, end)
    if dated is None:
        return True
    years = narrative.once(_years)
    place = bisect_right(years, start, key=itemgetter(0))
    return place > 0 and int(dated["year"]) >= years[place - 1][1]


def _years(narrative: Narrative) -> list[tuple[int, int]]:
    """Returns where years of the text end, and the years."""
    return [(match.end(), int(match.group())) for match in _YEAR.finditer(narrative.lowered)]


def _precede(narrative: Narrative, told: Sequence[Found], openings: Mapping[int, Opening]) -> bool:
    """Says whether all that is told of an event was there before the openings, or only went on."""
    before = False
    for mention in told:
        opening = openings.get(_part(narrative, mention))
        if opening is None:
            return False
        if mention.end <= opening.start and _comes_first(narrative, mention, opening):
            before = True
        elif not before or not _only_goes_on(narrative, mention):
            return False
    return before


def _comes_first(narrative: Narrative, mention: Found, opening: Opening) -> bool:
    """Says whether what is told before an opening happened before it: nothing between turns to the past."""
    if mention.sentence == opening.sentence:
        return _is_purpose(narrative, mention, opening)
    turn, into_past = narrative.once(_turns)[opening.sentence]
    return not into_past or turn <= mention.sentence


def _turns(narrative: Narrative) -> list[tuple[int, bool]]:
    """Returns for each sentence the last up to it that turns to the past or back, and whether it does to the past."""
    found: list[tuple[int, bool]] = []
    last = (-1, False)
    for sentence in narrative.sentences:
        if _INTO_THE_PAST.search(sentence.lowered):
            last = (sentence.index, True)
        elif _TO_THE_PRESENT.search(sentence.lowered):
            last = (sentence.index, False)
        found.append(last)
    return found


def _is_purpose(narrative: Narrative, mention: Found, opening: Opening) -> bool:
    """Says whether an event of the sentence that tells a first giving is what made it needful."""
    return any(
        pattern.fullmatch(narrative.lowered, mention.end, opening.start) is not None
        for pattern in (_TREATED_WITH, _SWITCHED)
    )


def _only_goes_on(narrative: Narrative, mention: Found) -> bool:
    """Says whether an event told again lasted or yielded, and did not come anew."""
    sentence = narrative.sentence_of(mention)
    near = narrative.lowered[
        max(sentence.start, mention.start - _NEAR) : min(sentence.end, mention.end + _NEAR)
    ]
    return _GOES_ON.search(sentence.lowered) is not None and _ANEW.search(near) is None


def _begins(narrative: Narrative, told: Sequence[Found], openings: Mapping[int, Opening]) -> bool:
    """Says whether an event is told to have begun after a drug was given."""
    return any(_told_after(narrative, mention, openings) for mention in told)


def _told_after(narrative: Narrative, mention: Found, openings: Mapping[int, Opening]) -> bool:
    opening = openings.get(_part(narrative, mention))
    is_behind = opening is not None and mention.start >= opening.start
    return is_behind and _ONSET.search(narrative.sentence_of(mention).lowered) is not None


def given_up_before(
    narrative: Narrative, events: Mapping[str, Sequence[Found]], drugs: Mapping[str, Sequence[Found]]
) -> dict[str, frozenset[str]]:
    """Returns for each drug the events that are told only after it had been exchanged for another of them.

    "Then she was switched to B": what is told from there on, where the text comes to A no more, began under B.
    """
    last = {old: max((mention.end for mention in mentions), default=0) for old, mentions in drugs.items()}
    first = {key: min((each.start for each in told), default=None) for key, told in events.items()}
    ends: dict[str, int] = {}
    for new, mentions in drugs.items():
        end = _exchanged(narrative, mentions)
        for old in drugs if end is not None else ():
            if end is not None and old != new and last[old] <= end:
                ends[old] = min(end, ends.get(old, end))
    return {
        drug: frozenset(key for key, start in first.items() if start is None or start >= ends[drug])
        if drug in ends
        else frozenset()
        for drug in drugs
    }


def _exchanged(narrative: Narrative, mentions: Sequence[Found]) -> int | None:
    """Returns the end of the sentence in which the patient is put on a drug in another's stead."""
    for mention in mentions:
        sentence = narrative.sentence_of(mention)
        start, _ = list_bounds(narrative, mention)
        if (
            _SWITCHED_TO.search(narrative.lowered, sentence.start, start)
            and mention.section is not SectionName.TITLE
        ):
            return sentence.end
    return None


def regimens_of(narrative: Narrative, drugs: Mapping[str, Sequence[Found]]) -> Iterator[frozenset[str]]:
    """Yields the drugs that are only ever told in one list with each other, two or more of them."""
    lists: dict[tuple[tuple[int, int], ...], set[str]] = {}
    for key, mentions in drugs.items():
        bounds = tuple(sorted({list_bounds(narrative, mention) for mention in mentions}))
        lists.setdefault(bounds, set()).add(key)
    for keys in lists.values():
        if len(keys) > 1:
            yield frozenset(keys)
