"""Lengths of time: how long an event lasted, and how a length stands in the record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from caseline.cases.clauses import clause_of, inside, refers_back
from caseline.cases.cues import cue
from caseline.cases.dating import took
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.timing import parse_duration
from caseline.cases.patient import Ids
from caseline.cases.stays import is_of_stay
from caseline.cases.tellings import ONSET, OUTCOME, START, THERAPY, Cast
from caseline.nlp.patterns.onset import blurred_start
from caseline.schema.case import Duration
from caseline.schema.mention import Label

# Behind a length: what it is a history of.
_OF = re.compile(r"['’]?[\s-]{1,2}(?:\w+\s)?(?:history\s+of|of|duration\s+of|course\s+of|period\s+of)\b")
_LASTED = cue(
    r"(?:last(?:ed|ing|s)?|persist\w*|continu(?:ed|ing)|duration|endured|went\s+on|remained|present\s+for|ongoing|[x×])(?!\w)"
)
_PERIOD = cue(r"(?:for|over|since|throughout|during)(?!\w)")
_IT_LASTED = cue(r"(?:last(?:ed|ing|s)|persist(?:ed|ing|s)|continued|went\s+on|endured)\b")
_TREATED = cue(
    r"(?:treat\w*|given|receiv\w*|taking|took|taken|therapy|administ\w*|prescri\w*|started|used|follow\w*|observed|monitored|admitted|hospitali[sz]\w*|free|without|no|resol\w*|improv\w*|stopped|discontinu\w*|withheld)\b"
)
# "LOC < 1 min".
_BOUNDED = re.compile(r"\s*[<>≤≥]\s*")
# "Six hours following the dose" is when.
_ONWARDS = re.compile(r"\.?\s(?:after|following|post|later)\b")
# Of these nothing lasted as long; who was in bed was ill as long.
_WATCHED = cue(r"(?:observ|monitor|watched|kept|hospitali|admitted|admission|stay)\w*")
_JOINT = re.compile(r"(?:[\s,/&+]|\band\b|\bor\b|\bwith\b|\bas\s+well\s+as\b)*")
_BESIDE = 5  # characters of " for " and " x "
_JOINING = re.compile(r"[/&+]|\b(?:and|or|with)\b")
_REACH = 60  # characters between an event and how long it lasted
_PARTS = frozenset({ONSET, START, THERAPY, OUTCOME})


def durations_of_events(narrative: Narrative, lengths: Sequence[Found], cast: Cast) -> dict[str, list[Found]]:
    """Returns the lengths told of each event: "a 3-day history of X", "X for 3 days", "it lasted an hour".

    Args:
        narrative: The text.
        lengths: The patient's mentions that may tell how long something took.
        cast: The parts of the case.
    """
    found: dict[str, list[Found]] = {}
    for mention in lengths:
        watched = _WATCHED.search(narrative.before(mention)) and is_of_stay(narrative, mention)
        if watched or (mention.label is Label.TIME and _ONWARDS.match(narrative.after(mention))):
            continue
        read = took(narrative, mention)
        parts = {cast.part_of.get(each.index, ("",))[0] for each in read} - {""}
        for event in _read(narrative, mention, read, cast) if parts else _events(narrative, mention, cast):
            found.setdefault(event, []).append(mention)
    return {event: _nearest(told, cast.events[event]) for event, told in found.items()}


def _nearest(told: list[Found], mentions: Sequence[Found]) -> list[Found]:
    """Returns the lengths right behind an event, where there are such: "fever for 3 days, headache x 1 week"."""
    beside = [length for length in told if any(0 <= length.start - each.end <= _BESIDE for each in mentions)]
    return beside or told


def _read(narrative: Narrative, length: Found, read: Sequence[Found], cast: Cast) -> list[str]:
    """Returns the events read to have lasted so long, with those that a joint word lists beside them."""
    beside = [
        (other, *cast.part_of[other.index])
        for other in narrative.by_sentence[length.sentence]
        if cast.part_of.get(other.index, ("",))[0] in _PARTS
    ]
    found = cast.keys_of(ONSET, read)
    for (first, kind, key), (other, joined, beside_it) in pairwise(beside):
        joint = narrative.lowered[first.end : other.start]
        if kind == joined == ONSET and _JOINT.fullmatch(joint) and _JOINING.search(joint):
            found += [key, beside_it] if {key, beside_it} & set(found) else []
    return list(dict.fromkeys(found))


def duration_of(narrative: Narrative, mentions: Sequence[Found], ids: Ids) -> Duration | None:
    """Returns the length of time that the mentions tell; an exact one outranks a vague one."""
    told = []
    for mention in mentions:
        first = narrative.sentence_of(mention).start
        text = narrative.text[blurred_start(narrative.lowered, first, mention.start) : mention.end]
        if (value := parse_duration(text)) is not None:
            told.append((mention, text, value))
    if not told:
        return None
    _, text, value = min(
        told, key=lambda item: (item[2].value is None and item[2].low is None, item[0].start)
    )
    return Duration(text=text, **value.told, evidence=ids([mention for mention, _, _ in told]))


def _events(narrative: Narrative, mention: Found, cast: Cast) -> list[str]:
    start, end = clause_of(narrative, mention)
    parts = [
        (other, *cast.part_of[other.index])
        for other in inside(narrative.by_sentence[mention.sentence], start, end)
        if cast.part_of.get(other.index, ("",))[0] in _PARTS
    ]
    if (of := _OF.match(narrative.lowered, mention.end, end)) is not None:
        behind = [part for part in parts if part[0].start >= of.end()]
        near = behind and behind[0][1] == ONSET and behind[0][0].start - of.end() <= _REACH
        return _listed(narrative, behind) if near else []
    before = [
        part
        for part in parts
        if part[0].end <= mention.start and not (part[1] == OUTCOME and _LASTED.fullmatch(part[0].lowered))
    ]
    if not before:
        return _referred(narrative, mention, start, cast)
    last = before[-1]
    between = narrative.lowered[last[0].end : mention.start]
    if last[1] != ONSET or len(between) > _REACH or _TREATED.search(between):
        return []
    # "For", "over" may be of what was done instead.
    plain = _PERIOD.search(between) and not _TREATED.search(narrative.lowered, start, mention.start)
    if not (plain or _LASTED.search(between) or _BOUNDED.fullmatch(between)):
        return []
    return _listed(narrative, before[::-1])


def _listed(narrative: Narrative, parts: Sequence[tuple[Found, str, str]]) -> list[str]:
    """Returns the events of a list that starts with the first part, forwards or backwards."""
    found = [parts[0][2]]
    for (last, _, _), (other, kind, key) in pairwise(parts):
        first, second = (last, other) if last.end <= other.start else (other, last)
        if kind != ONSET or not _JOINT.fullmatch(narrative.lowered[first.end : second.start]):
            break
        found.append(key)
    return list(dict.fromkeys(found))


def _referred(narrative: Narrative, mention: Found, start: int, cast: Cast) -> list[str]:
    """Returns the events of the sentence before that "it lasted ten minutes" speaks of."""
    subject = narrative.lowered[start : mention.start]
    if not _IT_LASTED.search(subject) or not (_opens_with_pronoun(subject) or refers_back(subject)):
        return []
    sentences = range(mention.sentence, max(-1, mention.sentence - 3), -1)
    for index in sentences:
        told = [
            cast.part_of[other.index]
            for other in narrative.by_sentence[index]
            if cast.part_of.get(other.index, ("",))[0] in _PARTS and other.end <= mention.start
        ]
        if told:
            events = dict.fromkeys(key for kind, key in told if kind == ONSET)
            return list(events) if told[-1][0] == ONSET else []
    return []


def _opens_with_pronoun(subject: str) -> bool:
    return (
        re.match(
            r"\W*(?:(?:and|but|which|that)\s+)?(?:it|this|these|they|all|both|which|each|the\s+(?:whole|entire)\s+(?:thing|episode|event))\b|\W*(?:and\s+)?(?:last|persist)",
            subject,
        )
        is not None
    )
