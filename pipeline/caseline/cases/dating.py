"""What a time dates, as the role reader reads it: which parts of the case, and which of their points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from caseline.cases.chronology import Point
from caseline.cases.concepts import DISEASES, TREATMENTS
from caseline.cases.narrative import Found, Narrative
from caseline.cases.tellings import (
    ADMISSION,
    AGAIN,
    CHANGE,
    COURSE,
    DOSE,
    ONSET,
    OUTCOME,
    START,
    STOP,
    THERAPY,
    Cast,
    Stretch,
    Telling,
)
from caseline.nlp.roles.times import LENGTH
from caseline.schema.mention import Label

# The points that wording may tell of a time of each kind.
_TOLD = {
    "onset": frozenset({ONSET}),
    "start": frozenset({START, DOSE, COURSE}),
    "dose": frozenset({DOSE, COURSE, AGAIN, CHANGE}),
    "stop": frozenset({STOP}),
    "therapy": frozenset({THERAPY}),
    "admission": frozenset({ADMISSION}),
    "outcome": frozenset({OUTCOME}),
    "followup": frozenset({OUTCOME}),
}
# What a case takes for a therapy may be read as a drug begun, and the other way round.
_INSTEAD = {"start": "therapy", "therapy": "start"}
# The point that a time of such a kind tells of each part of the case that it is read to date.
_LINKED: Mapping[str, Mapping[str, str]] = {
    "onset": {ONSET: ONSET},
    "start": {START: START},
    "dose": {START: CHANGE},
    "stop": {START: STOP},
    "therapy": {THERAPY: THERAPY},
}
# What may be told of the day on which a patient is admitted, in the words that tell the admission.
_WITH_ADMISSION = frozenset({"onset", "test", "followup"})
_NAMED = TREATMENTS | DISEASES
_AMONG = DISEASES | {Label.FINDING}
# What stands before a length that is of the treatment, not of what is treated between the two.
_TREATED_FOR = re.compile(
    r"\b(?:treat(?:s|ed|ing)?|manag(?:e|es|ed|ing)|control(?:s|led|ling)?|suppress(?:es|ed|ing)?)\s"
    r"(?:(?!\b(?:last|persist|continu|remain|which|that|who|and\s+then)\w*)[^.;:])*"
    r"\b(?:for|over|during|throughout)\s+(?:(?:a|the)\s+(?:total\s+)?(?:period|course)\s+of\s+|some\s+)?\Z"
)
_DATE = re.compile(r"\d[/.-]\d|\d{4}")
# Between a name and its own date, and between the members of a list of such.
_ON = re.compile(r"\s*[,(]?\s*(?:(?:on|in|at|from|since|onset|with\s+onset)\s+)?(?:the\s+)?")
_LISTS = re.compile(r"\)?(?:[\s,;/&]|\b(?:and|then|the|an?|also|both)\b)+")
# What joins a time with what it dates to what was told of another time before.
_JOINED_ON = re.compile(
    r"(?:[,;]|\band|\bthen)\s+(?:(?:and|then)\s+)?(?:by|on|from|at|in|since)\s+(?:the\s+)?\Z"
)
_STOP = re.compile(r"[,;.:]")
_NEXT = 25  # characters between such a time and what it dates
_JOINT = re.compile(r"\s*(?:/|&|\+|,?\s*\band\b|\bor\b)\s*")
# Between two members of a list, and before what is told to come with them.
_IN_LIST = re.compile(
    r"(?:[\s,;/&+]|\b(?:and|or|with|also|an?|the|his|her|together|along|as\s+well\s+as|accompanied\s+by)\b)+"
)
# Days and dates, of which a sentence tells one of each thing that begins.
_DAY = re.compile(
    r"\d[/.-]\d|\d{4}|\bday\s\d|\d(?:st|nd|rd|th)\b|[a-z](?:st|nd|rd|th)\s(?:\w+\s)?day\b|\b\d{1,2}\s[a-z]{3}|[a-z]{3}\s\d"
)
# The least chance of a kind that counts, and of one that overrules what words tell.
_SURE, _SURER = 0.4, 0.6
# That of a link; of the likeliest link where none is as likely as that; of one to what the words beside the time tell.
_LIKELY, _LIKELIEST, _POSSIBLE = 0.5, 0.25, 0.1
# What two times date is of the likelier one, unless they are as likely but for this share.
_AS_LIKELY = 0.9


@dataclass(frozen=True)
class Dating:
    """What a time is read to date: the kind of moment, the mentions of what it is of, and those it may be of."""

    kind: str
    mentions: tuple[Found, ...]
    possible: tuple[Found, ...] = ()

    @property
    def is_onset(self) -> bool:
        """Whether something begins then."""
        return self.kind == ONSET

    @property
    def is_end(self) -> bool:
        """Whether something is over then, or better."""
        return self.kind == OUTCOME


def dating_of(narrative: Narrative, time: Found) -> Dating | None:
    """Returns what a phrase of time is read to date, None where nothing is read of it, or nothing that is likely."""
    if not time.dates or time.surely[0] < _SURE:
        return None
    places, best = narrative.once(_by_place), narrative.once(_likeliest)
    if time.index in (own := narrative.once(_own_names)):
        return Dating(time.dates, own[time.index], own[time.index])
    linked = [
        (chance, places[start, end])
        for start, end, chance in time.linked
        if (start, end) in places
        and chance >= _AS_LIKELY * best.get((time.dates, start, end), 0.0)
        and not _has_own(narrative, time, places[start, end])
        and not _is_dated_behind(narrative, time, places[start, end])
    ]
    linked = _not_dated_there(narrative, time, linked)
    highest = max((chance for chance, _ in linked), default=0.0)
    least = _LIKELY if highest >= _LIKELY else max(highest, _LIKELIEST)
    meant, possible = (
        tuple(mention for chance, mention in linked if chance >= bound) for bound in (least, _POSSIBLE)
    )
    beside = (each for each in possible if each not in meant and _is_listed(narrative, each, meant))
    return Dating(time.dates, (*meant, *beside), (*possible, *_among(narrative, time, possible)))


def _own_names(narrative: Narrative) -> dict[int, tuple[Found, ...]]:
    """Returns what times date that stand right behind a name each: "fever on 3 May and rash on 5 May".

    The names are by the index of the time, with those that are listed before them and nearer to no other time.
    """
    found: dict[int, tuple[Found, ...]] = {}
    for mentions in narrative.by_sentence:
        named = [each for each in mentions if each.label in DISEASES and not _DATE.search(each.text)]
        times = [each for each in mentions if each.dates == ONSET and _DATE.search(each.text)]
        behind = {}
        for time in times:
            last = next((m for m in reversed(named) if m.end <= time.start), None)
            if last is not None and _ON.fullmatch(narrative.lowered, last.end, time.start):
                behind[time.index] = _list_up_to(narrative, named, last)
        if len(behind) > 1 and _is_one_list(
            narrative, [each for each in times if each.index in behind], behind
        ):
            found |= behind
    return found


def _has_own(narrative: Narrative, time: Found, mention: Found) -> bool:
    """Says whether a time of the same kind joins a mention on: of "on day 7 A, and by 12 May B" day 7 is not of B."""
    return any(
        other.dates == time.dates
        and time.end < other.start
        and 0 < mention.start - other.end <= _NEXT
        and not _STOP.search(narrative.lowered, other.end, mention.start)
        and _JOINED_ON.search(narrative.lowered, time.end, other.start) is not None
        for other in narrative.by_sentence[mention.sentence]
    )


def _is_dated_behind(narrative: Narrative, time: Found, mention: Found) -> bool:
    """Says whether a later day stands right behind the list of a mention: of "on day 7 A, with B on day 9" day 7 is not of B."""
    if mention.start < time.end or not _DAY.search(time.lowered):
        return False
    named = [each for each in narrative.by_sentence[mention.sentence] if each.label in DISEASES]
    for other in narrative.by_sentence[mention.sentence]:
        if other.dates != time.dates or other.start < mention.end or not _DAY.search(other.lowered):
            continue
        last = next((each for each in reversed(named) if each.end <= other.start), None)
        if last is None or not _ON.fullmatch(narrative.lowered, last.end, other.start):
            continue
        listed = _list_up_to(narrative, named, last)
        if mention in listed and any(
            time.end <= each.start and each.end <= listed[0].start for each in named
        ):
            return True
    return False


def _among(narrative: Narrative, time: Found, possible: Sequence[Found]) -> Iterator[Found]:
    """Yields what is listed between two mentions that a time may date, and the members of one: "A with B and C"."""
    named = [each for each in possible if each.label in DISEASES and each.sentence == time.sentence]
    for each in narrative.by_sentence[time.sentence] if named else ():
        if each.label not in _AMONG or each in possible:
            continue
        before = max((other.end for other in named if other.end <= each.start), default=None)
        listed = before is not None and _IN_LIST.fullmatch(narrative.lowered, before, each.start)
        follows = any(other.start >= each.end for other in named)
        held = any(other.start <= each.start and each.end <= other.end for other in named)
        if held or (listed and (follows or each.label is Label.FINDING)):
            yield each


def _list_up_to(narrative: Narrative, named: Sequence[Found], last: Found) -> tuple[Found, ...]:
    """Returns a name with those of the list that it ends."""
    kept = [last]
    for each in reversed(named):
        if each.end <= kept[-1].start and _LISTS.fullmatch(narrative.lowered, each.end, kept[-1].start):
            kept.append(each)
    return tuple(reversed(kept))


def _is_one_list(
    narrative: Narrative, times: Sequence[Found], behind: Mapping[int, tuple[Found, ...]]
) -> bool:
    """Says whether nothing but a joint stands between each time and the first name of the next."""
    return all(
        _LISTS.fullmatch(narrative.lowered, first.end, behind[last.index][0].start)
        for first, last in pairwise(times)
    )


def _is_listed(narrative: Narrative, mention: Found, meant: Sequence[Found]) -> bool:
    """Says whether a mention stands in a list right beside one that a time dates: "rash and fever"."""
    return any(
        mention.label in DISEASES
        and other.label in DISEASES
        and _JOINT.fullmatch(narrative.lowered, min(mention.end, other.end), max(mention.start, other.start))
        for other in meant
    )


def _not_dated_there(
    narrative: Narrative, time: Found, linked: Sequence[tuple[float, Found]]
) -> list[tuple[float, Found]]:
    """Returns links without those to an earlier sentence that has a date itself, where the own one is linked too."""
    if not any(each.sentence == time.sentence and chance >= _LIKELY for chance, each in linked):
        return list(linked)
    dated = narrative.once(_dated_sentences)
    return [
        (chance, each)
        for chance, each in linked
        if each.sentence >= time.sentence or each.sentence not in dated
    ]


def _dated_sentences(narrative: Narrative) -> frozenset[int]:
    return frozenset(
        each.sentence
        for each in narrative.mentions
        if each.label is Label.TIME and _DATE.search(each.text) is not None
    )


def took(narrative: Narrative, length: Found) -> tuple[Found, ...]:
    """Returns the mentions of what is read to have taken so long: of "to treat the rash for six weeks" not the rash."""
    dating = dating_of(narrative, length) if length.dates == LENGTH else None
    if dating is None:
        return ()
    before = narrative.lowered[narrative.sentence_of(length).start : length.start]
    is_treated = _TREATED_FOR.search(before) is not None
    return tuple(each for each in dating.mentions if not (is_treated and each.label in DISEASES))


def outweighs(time: Found, told: Sequence[Telling]) -> bool:
    """Says whether what a time is read to date counts beside what words tell: it goes with them, or is surer."""
    return not told or time.surely[0] >= _SURER or any(_fits(each, time.dates) for each in told)


def _by_place(narrative: Narrative) -> dict[tuple[int, int], Found]:
    named = (mention for mention in narrative.mentions if mention.label in _NAMED)
    return {(mention.start, mention.end): mention for mention in named}


def _likeliest(narrative: Narrative) -> dict[tuple[str, int, int], float]:
    """Returns the chance of the likeliest time of each kind that dates what stands in a place."""
    best: dict[tuple[str, int, int], float] = {}
    for time in narrative.mentions:
        for start, end, chance in time.linked:
            key = time.dates, start, end
            best[key] = max(chance, best.get(key, 0.0))
    return best


def read_tellings(dating: Dating, told: Sequence[Telling], cast: Cast, stretch: Stretch) -> list[Telling]:
    """Returns what a time dates, in order of the text: of what its stretch tells what fits, and what it is read to be of.

    Where it is read to be of something that does not go with the kind, the words of the stretch say what it dates.

    Args:
        dating: What the time is read to date.
        told: What the words of its stretch tell to have happened.
        cast: The parts of the case.
        stretch: The stretch of the sentence that the time stands in.
    """
    found = _of_kind(dating.kind, dating, told, cast)
    if not found and dating.kind in _INSTEAD:
        found = _of_kind(_INSTEAD[dating.kind], dating, told, cast)
    if not found:
        meant = {mention.index for mention in dating.mentions}
        found = [each for each in told if any(mention.index in meant for mention in each.mentions)]
    if dating.kind in _WITH_ADMISSION and not stretch.is_earlier:
        found += [each for each in told if each.point.kind == ADMISSION and each.is_marked]
    if not any(_fits(each, dating.kind) for each in found):
        found += _nameless(dating, cast, stretch)
    return sorted(found, key=lambda each: (each.start, each.end))


def _of_kind(kind: str, dating: Dating, told: Sequence[Telling], cast: Cast) -> list[Telling]:
    """Returns what goes with a kind: told beside the time, which needs less of a link, and read to be dated."""
    possible = {cast.part_of.get(mention.index) for mention in dating.possible} - {None}
    fitting = [each for each in told if _fits(each, kind)]
    found = [each for each in fitting if not possible or _part(each) in possible or not each.point.ref]
    known = {each.point.ref for each in found}
    return found + [each for each in _linked(kind, dating, cast) if each.point.ref not in known]


def _fits(telling: Telling, kind: str) -> bool:
    """Says whether a time of a kind may date what words tell; a drug told begun may be read as given once more."""
    point = telling.point.kind
    return point in _TOLD.get(kind, ()) or (kind == DOSE and point == START and telling.is_marked)


def _part(telling: Telling) -> tuple[str, str]:
    """Returns the kind and the id of the part of the case that a point is of."""
    kind = telling.point.kind
    return (kind if kind in {ONSET, THERAPY} else START), telling.point.ref


def _nameless(dating: Dating, cast: Cast, stretch: Stretch) -> Iterator[Telling]:
    """Yields what needs no name: the patient came, the suspect was stopped."""
    if dating.kind == ADMISSION:
        yield Telling(Point(ADMISSION), (), stretch.start, stretch.end, is_marked=True)
    if dating.kind == STOP and cast.suspects:
        yield Telling(Point(STOP, cast.suspects[0]), (), stretch.start, stretch.end)


def _linked(kind: str, dating: Dating, cast: Cast) -> Iterator[Telling]:
    """Yields the points of the mentions that a time dates, each part of the case once."""
    points = _LINKED.get(kind, {})
    seen = set()
    for mention in dating.mentions:
        part, key = cast.part_of.get(mention.index, ("", ""))
        if part in points and key not in seen:
            seen.add(key)
            number = mention.start if points[part] == CHANGE else 0
            yield Telling(Point(points[part], key, number), (mention,), mention.start, mention.end)
