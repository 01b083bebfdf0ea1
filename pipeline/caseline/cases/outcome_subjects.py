"""Which events a statement of an ending is about: named, meant by a pronoun, by their head or by what was measured."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from caseline.cases.concepts import DISEASES, PLAIN_HEADS
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.finding import measurement_in
from caseline.cases.outcome_cues import (
    ASIDE,
    EXCEPT,
    FREE,
    FROM_THING,
    GOES_ON,
    HAS_STILL,
    OF_NAME,
    OF_THING,
    OVER_WITH,
    PERSONAL,
    PRONOUN,
    RELATIVE,
    SAME,
    STAYS,
    THEY,
    WHICH,
    WHOLE,
)
from caseline.cases.outcome_organs import ORGANS
from caseline.cases.places import Places
from caseline.cases.reported import told_of
from caseline.cases.sites import is_bare_place
from caseline.schema.mention import Label

NEAR = 25  # characters between an event and the statement whose subject it is
_HEAD = 4  # letters of a head that may stand for an event
_SUBJECT = 40  # characters before a statement in which its subject stands, and from an event to its place
_WORDLESS = frozenset(
    {"since", "further", "more", "with", "from", "free", "have", "been", "occurred", "reaction"}
)
_WORD = re.compile(r"[^\s-]+")
_SINGULAR = frozenset({"it", "this"})
_NOUN = re.compile(
    r"\b(?:the|his|her|my|both)\s+(?:\w+\s+)??(?P<noun>[a-z]{3,})\s+(?:(?:was|were|is|are|had|has|have|now|all)\s*)*\Z"
)
_ALL = re.compile(r"\b(?:all|most|everything|both)\b")
# "Both were gone", and no "both drugs were stopped".
_TWO = re.compile(
    r"""\A\W*(?:\w+\s+){0,3}both(?:\s+of\s+(?:them|these|which))?
        (?:\s+(?:events?|reactions?|complications?|signs|problems|symptoms|conditions|disorders|effects|episodes))?
        (?=\s*\Z|\s+(?:is|are|was|were|ha[sd]|have|did|then|soon|later|also|now|again|\w+ly|\w+ed)\b)""",
    re.VERBOSE,
)
# Between the members of a list of events, the last of which "which" follows.
_LISTED = re.compile(r"(?:\s|,|/|\band\b|\bor\b|\bwith\b|\bthe\b|\ban?\b|\bhis\b|\bher\b)+\Z")

Events = Mapping[str, Sequence[Found]]


def subjects_of(
    narrative: Narrative, mention: Found, events: Events, clause: tuple[int, int]
) -> tuple[str, ...]:
    """Returns the events that a statement is about, none where it is about the patient as a whole."""
    by_form = told_of(narrative, mention, events)
    if by_form is not None:
        return tuple(by_form)
    start, end = clause
    start = _own_start(narrative, mention, start)
    places = Places.of(events)
    before = tuple(places.keys_inside(start, mention.start)) or _alike(narrative, mention, events, start)
    reach = min(end, mention.end + NEAR + NEAR, _exception(narrative, mention))
    behind = tuple(places.keys_inside(mention.end, reach))
    within = _held(mention, places)
    if STAYS.match(mention.lowered):
        return within or behind
    if behind and (HAS_STILL.match(mention.lowered) or _recovers_from(narrative, mention, places, reach)):
        return behind
    named = within or before or behind
    if within and OVER_WITH.match(mention.lowered):
        within = named = tuple(dict.fromkeys((*before, *within)))
    sentence = narrative.sentence_of(mention)
    subject = narrative.lowered[start : mention.start]
    if WHICH.match(subject):
        return _last_of(places, sentence.start, start)
    if not named and GOES_ON.match(subject):
        named = _before(
            narrative, places, sentence.start, start, is_relative=RELATIVE.match(subject) is not None
        )
    if within or (_near(narrative, events, named, mention) and not _is_personal(subject, mention)):
        return named
    if FREE.search(mention.lowered) and (
        spoken := worded(mention, events) or _measured(mention.lowered, events)
    ):
        return spoken
    if of_thing := OF_THING.search(mention.lowered):
        return _measured(mention.lowered[of_thing.end() :], events)
    meant = _meant(narrative, mention, places, subject)
    if meant is not None:
        return meant
    return (
        _measured(subject[-NEAR:], events)
        or named
        or _headed(subject, events, mention)
        or _measured(subject, events)
        or _placed(narrative, subject, events, mention)
    )


def _recovers_from(narrative: Narrative, mention: Found, events: Places, reach: int) -> bool:
    """Says whether "from" leads from a recovery to the first event behind it."""
    first = min(found.start for _, found in events.inside(mention.end, reach))
    return FROM_THING.fullmatch(narrative.lowered, mention.end, first) is not None


def _own_start(narrative: Narrative, mention: Found, start: int) -> int:
    """Returns where the subject of a statement may begin: behind a statement before it with a subject of its own."""
    place = mention.start
    for other in reversed(narrative.by_sentence[mention.sentence]):
        if other.label is Label.OUTCOME and start <= other.start and other.end <= place:
            if not SAME.match(narrative.lowered[other.end : place]):
                return other.end
            place = other.start
    return start


def _is_personal(subject: str, mention: Found) -> bool:
    """Says whether a statement can be said of a person only, and is said of one."""
    return PERSONAL.search(mention.lowered) is not None and WHOLE.search(subject) is not None


def _held(mention: Found, events: Places) -> tuple[str, ...]:
    """Returns the events that a statement names itself, or that are worded by it ("arm still sore")."""
    return tuple(
        dict.fromkeys(
            event
            for event, item in events.in_sentence(mention.sentence)
            if (mention.start <= item.start and item.end <= mention.end)
            or (item.start <= mention.start and mention.end <= item.end)
        )
    )


def worded(mention: Found, events: Events) -> tuple[str, ...]:
    """Returns the events told before that a statement has a word of: "no further chest pain", "seizure-free"."""
    words = {word.rstrip("s") for word in _WORD.findall(mention.lowered) if len(word) >= _HEAD} - _WORDLESS
    return tuple(
        event
        for event, found in events.items()
        if any(
            item.end <= mention.start and words & {word.rstrip("s") for word in item.lowered.split()}
            for item in found
        )
    )


def _exception(narrative: Narrative, mention: Found) -> int:
    """Returns where what a statement leaves out begins: "was fine apart from a lump"."""
    found = EXCEPT.search(narrative.lowered, mention.end, narrative.sentence_of(mention).end)
    return len(narrative.text) if found is None else found.start()


def _placed(narrative: Narrative, subject: str, events: Events, mention: Found) -> tuple[str, ...]:
    """Returns the events told where the subject is a place of the body: "the arm was fine"."""
    noun = _NOUN.search(subject)
    if noun is None or not is_bare_place(noun["noun"]):
        return ()
    place = re.compile(rf"\b{noun['noun']}s?\b")
    return tuple(
        event
        for event, found in events.items()
        if any(item.end <= mention.start and _is_at(narrative, item, place) for item in found)
    )


def _is_at(narrative: Narrative, item: Found, place: re.Pattern[str]) -> bool:
    """Says whether a place of the body stands beside an event, in its sentence."""
    sentence = narrative.sentence_of(item)
    start, end = max(sentence.start, item.start - _SUBJECT), min(sentence.end, item.end + _SUBJECT)
    return place.search(narrative.lowered, start, end) is not None


def _before(
    narrative: Narrative, events: Places, start: int, end: int, *, is_relative: bool
) -> tuple[str, ...]:
    """Returns the events of the clauses before one; of a relative clause those of the list that it follows."""
    beside = events.inside(start, end)
    named = dict.fromkeys(event for event, _ in beside)
    if not is_relative:
        return tuple(named)
    told = sorted((found.start, found.end, event) for event, found in beside)
    kept: list[str] = []
    place = end
    for first, last, event in reversed(told):
        if kept and last <= place and not _LISTED.match(narrative.lowered[last:place]):
            break
        kept.append(event)
        place = min(place, first)
    return tuple(event for event in named if event in kept)


def _meant(narrative: Narrative, mention: Found, events: Places, subject: str) -> tuple[str, ...] | None:
    """Returns the events that a pronoun means, none where it means the patient or all of it; None without one."""
    if _TWO.match(subject):
        last = sorted(
            (max(m.start for m in found if m.end <= mention.start), event)
            for event, found in events.items()
            if any(m.end <= mention.start for m in found)
        )
        return tuple(event for _, event in last[-2:]) or None
    subject = ASIDE.sub(" ", subject)
    pronouns = [found[0] for found in PRONOUN.finditer(subject)]
    if pronouns and THEY.fullmatch(pronouns[-1]) and not _ALL.search(subject):
        sentence = narrative.sentence_of(mention)
        earlier = narrative.sentences[max(0, sentence.index - 1)]
        start = mention.start - len(subject)
        named = _told(events, sentence.start, start) or _told(events, earlier.start, start)
        if pronouns[-1] in _SINGULAR:
            named = _last_of(events, earlier.start, mention.start)
        return named or (() if WHOLE.search(subject) else None)
    return () if WHOLE.search(subject) else None


def _told(events: Places, start: int, end: int) -> tuple[str, ...]:
    return tuple(events.keys_inside(start, end))


def _headed(subject: str, events: Events, mention: Found) -> tuple[str, ...]:
    """Returns the events told before whose head stands for them: "the regurgitation was unchanged"."""
    return tuple(
        event
        for event, found in events.items()
        if any(item.end <= mention.start and _heads(item.lowered.split(), subject) for item in found)
    )


def _heads(words: Sequence[str], subject: str) -> bool:
    """Says whether the last word of a name ends a subject, or the last two where the last says little."""
    if len(words) < 2:
        return False
    head = words[-1] if words[-1] not in PLAIN_HEADS else " ".join(words[-2:])
    return (
        len(head) >= _HEAD and re.search(rf"\b{re.escape(head)}(?:e?s)?\b", subject[-_SUBJECT:]) is not None
    )


def _last_of(events: Places, start: int, end: int) -> tuple[str, ...]:
    """Returns the event told last in a stretch."""
    told = [(m.start, event) for event, m in events.inside(start, end)]
    return (max(told)[1],) if told else ()


def _measured(subject: str, events: Events) -> tuple[str, ...]:
    """Returns the events that what is measured is about: "sodium returned to normal" tells of hyponatremia."""
    told = [kinds for organ, kinds in ORGANS if organ.search(subject)]
    if told:
        return tuple(
            event
            for event, found in events.items()
            if any(kinds.search(f"{m.lowered} {m.concept.lower()}") for kinds in told for m in found)
        )
    measurement = measurement_in(subject)
    if measurement is None:
        return ()
    for stems in (*measurement.below, *measurement.above):
        named = tuple(
            event
            for event, found in events.items()
            if any(
                stem in mention.lowered or stem in mention.concept.lower()
                for mention in found
                for stem in stems
            )
        )
        if named:
            return named
    return ()


def _near(narrative: Narrative, events: Events, named: Sequence[str], mention: Found) -> bool:
    """Says whether one of the named events stands right before the statement, as its subject."""
    return any(
        found.end <= mention.start
        and found.sentence == mention.sentence
        and len(OF_NAME.sub("", narrative.lowered[found.end : mention.start])) < NEAR
        for event in named
        for found in events[event]
    )


def _alike(narrative: Narrative, mention: Found, events: Events, start: int) -> tuple[str, ...]:
    """Returns the events told elsewhere by a name that stands before a statement, and is no event's there."""
    names = {
        (each.code, each.lowered)
        for each in narrative.by_sentence[mention.sentence]
        if each.label in DISEASES and start <= each.start and each.end <= mention.start
    }
    return tuple(
        event
        for event, found in events.items()
        if any((each.code, each.lowered) in names for each in found if each.end <= mention.start)
    )
