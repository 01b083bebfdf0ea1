"""Where an event sits: the body sites that the wording ties to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from caseline.cases.concepts import Concept
from caseline.cases.cues import cue
from caseline.cases.diseases import named_by
from caseline.cases.naming import core, without_side
from caseline.cases.narrative import Found, Narrative
from caseline.cases.places import Places
from caseline.nlp.lexicon_atoms import fold
from caseline.nlp.lexicon_store import load_lexicon
from caseline.schema.mention import Label

_AND = re.compile(r"\s*(?:,|/|\band\b)\s*(?:the\s+|his\s+|her\s+)?")
_FAR = 80  # characters between an event and its site
# Between an event and the site behind it, and between a site and the event it bears.
_ON = re.compile(
    r"\A[^.;:]{0,60}?\b(?:of|on|in|at|over|to|around|behind|from|involving|affecting|across|under|beneath|behind|above|below|along|near|throughout|about|upon|covering|between|into|within|past|beyond|up|down)"
    r"\s+(?:(?:the|his|her|my|its|their|both|all|either|one|left|right|upper|lower|whole|entire)\s+)*\Z"
)
_BEARS = re.compile(
    r"\A\s*(?:(?:was|were|is|are|became|began|felt|got|had|has|showed|developed|bore|with|turned|started|appeared|remained|to|be|also|very|so|more|both|extremely|slightly"
    r"|increasingly|noticeably|visibly|markedly|the|a|an|and)\s+)*\Z"
)
# "…, the arm was swollen": a new statement, and no member of the list before it.
_STATES = re.compile(r"\A\s*(?:was|were|is|are|became|had|felt|looked)\s")
_OF_LIST = re.compile(r"\A\s*(?:of|on|in|at|over)\s+(?:(?:the|his|her|my|both|left|right|l|r)\s+)*\Z")
_JOINED = re.compile(r"\s*(?:,|/|&|\band\b|,\s*and\b)\s*(?:(?:mild|moderate|severe|some)\s+)?")
_NEXT = re.compile(r"\A\s*(?:and|with)\s")
_DIRECT = re.compile(r"\A\s*\Z")
_LISTED = re.compile(
    r"\A\s*(?:\([^)]{1,6}\)\s*)?(?:,|/|&|\band\b|\bor\b|as\s+well\s+as|,\s*and|,\s*or)\s*(?:(?:on|in|of|to|over|the|his|her|my|both|later|also|then)\s+)*\Z"
)
# A site that is examined, treated or pictured bears nothing for that.
_EXAMINED = cue(
    r"""(?:biops(?:y|ies)|ct|mri|scan|tomography|imaging|x-?rays?|radiographs?|radiography|ultraso\w+|examination|palpation|auscultation|films?|endoscopy|aspirat\w+|surgery|resection
        |transplant\w*|ecg|echocardiogra\w+|function|injected|injection|infusion|administered|vaccinated|given|culture|sample|catheter\w*|line|cannula)
        \s+(?:was\s+)?(?:performed\s+)?(?:of|from|in|into|on|at|to|for)\s+(?:(?:the|his|her|a|an)\s+)?(?:\w+\s+)?\Z"""
)
_EXAMINED_BEHIND = re.compile(
    r"\A\s*(?:biops(?:y|ies)|ct\b|mri\b|scan|tomography|imaging|x-?ray|radiograph|ultraso|function|transplant|film|aspirat|resection|surgery|examination|ecg|clinic\b|hospital|department|drops|ointment|surgeon|specialist)"
)


@cache
def _heads() -> frozenset[str]:
    """The last words of all places of the body that the lexicon knows."""
    return frozenset(fold(entry.term).split()[-1] for entry in load_lexicon("body_sites").entries)


def is_place(text: str) -> bool:
    """Says whether words end in a place of the body."""
    words = fold(text).split()
    return bool(words) and words[-1] in _heads()


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(entry.term) for entry in load_lexicon("body_sites").entries)


@lru_cache(maxsize=4096)
def is_bare_place(text: str) -> bool:
    """Says whether words name a place of the body and nothing that ails it."""
    words = [word for word in fold(text).split() if word not in _SIDES]
    return bool(words) and " ".join(words) in _places()


_WHOLE = re.compile(r"\A(?:whole|entire)\s+")
# Events of the body as a whole, which sit nowhere though a site follows their list.
_SYSTEMIC = re.compile(
    r"fever|febril|chill|nause|vomit|fatigue|malaise|dizz|diarrh|headache|hypotens|tachyc|weakness|syncop|faint|shock|anaphyl|dyspn|rigor|bradykin"
)
_SIDES = frozenset(
    "left right both bilateral upper lower the his her anterior posterior lateral medial".split()
)


def places_of(sites: Sequence[Found]) -> tuple[str, ...]:
    """Returns places as printed, each once; "face and neck" is two."""
    texts: dict[str, str] = {}
    for site in sites:
        parts = [part.strip() for part in _AND.split(site.text)]
        for part in parts if all(map(is_place, parts)) else [site.text]:
            named = _WHOLE.sub("", part)
            texts.setdefault(named.lower(), named)
    return tuple(texts.values())


def sites_of(
    narrative: Narrative, sites: Sequence[Found], events: Mapping[str, Sequence[Found]]
) -> dict[str, list[Found]]:
    """Returns for each event the BODY_SITE mentions where it sits, in order of the text.

    A site that lies in an event's own name is part of that name; one in another wording of it is where it sits.
    """
    found: dict[str, list[Found]] = {key: [] for key in events}
    names = {
        key: without_side(core(named_by(Concept(tuple(mentions))).lowered))
        for key, mentions in events.items()
    }
    places = Places.of(events)
    last: tuple[Found, str] | None = None
    for site in sites:
        if not (site.known_as or is_place(site.text)):
            continue
        holder = key = _holder(site, places)
        if key is None and last is not None and last[0].sentence == site.sentence:
            listed = narrative.lowered[last[0].end : site.start] if site.start >= last[0].end else None
            if listed is not None and _LISTED.match(listed) and not _STATES.match(narrative.after(site)):
                key = last[1]
        named = holder is not None and site.lowered in names[holder]
        key = key or _event_at(narrative, site, places)
        if named and key is not None:
            last = (site, key)
        elif key is not None:
            for member in (key, *_beside(narrative, site, key, places)):
                found[member].append(site)
            last = (site, key)
    return found


def _holder(site: Found, events: Places) -> str | None:
    """Returns the event in whose wording a site lies."""
    return next(
        (
            key
            for key, event in events.in_sentence(site.sentence)
            if event.start <= site.start and site.end <= event.end
        ),
        None,
    )


def _beside(narrative: Narrative, site: Found, key: str, events: Places) -> list[str]:
    """Returns the events of the list that ends with a sited one: "redness and swelling of the arm"."""
    beside = events.in_sentence(site.sentence)
    ends = [event for own, event in beside if own == key and event.end <= site.start]
    if not ends or not _OF_LIST.match(narrative.lowered[ends[-1].end : site.start]):
        return []
    place = ends[-1].start
    told = sorted(
        (event.end, event.start, other) for other, event in beside if other != key and event.end <= place
    )
    members: list[str] = []
    for end, start, other in reversed(told):
        if end > place:
            continue
        if not _JOINED.fullmatch(narrative.lowered[end:place]) or _SYSTEMIC.search(
            narrative.lowered[start:end]
        ):
            break
        members.append(other)
        place = start
    return members


def _event_at(narrative: Narrative, site: Found, events: Places) -> str | None:
    if _EXAMINED.search(narrative.before(site)[-60:]) or _EXAMINED_BEHIND.match(narrative.after(site)):
        return None
    held: list[tuple[int, str]] = []
    borne: list[tuple[int, str]] = []
    listed: list[tuple[int, str]] = []
    for key, event in events.in_sentence(site.sentence):
        if event.end <= site.start:
            between = narrative.lowered[event.end : site.start]
            if (_ON.match(between) or _DIRECT.match(between)) and not _other(narrative, event, site):
                held.append((len(between), key))
        else:
            between = narrative.lowered[site.end : event.start]
            if _DIRECT.match(between) or _BEARS.match(between):
                (listed if _NEXT.match(between) else borne).append((len(between), key))
    # "Hives over her chest and wheezing": what a list tells next has no claim on the site of what it told.
    candidates = held + borne + ([] if held else listed)
    distance, key = min(candidates, default=(_FAR + 1, ""))
    return key if distance <= _FAR else None


def _other(narrative: Narrative, first: Found, second: Found) -> bool:
    """Says whether another thing stands between, which has the better claim; members of a list do not."""
    others = [
        other
        for other in narrative.by_sentence[first.sentence]
        if first.end <= other.start and other.end <= second.start and other.label is Label.DISORDER
    ]
    return bool(others)
