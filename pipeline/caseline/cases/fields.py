"""What the fields of a form date: "Therapy start: X 2015, Y 2018", "X 5 mg, start 3 May, stop 9 May", "Onset: 3 May"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from caseline.cases.chronology import Point
from caseline.cases.concepts import DISEASES
from caseline.cases.dating import Dating
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.outcome import outcome_status
from caseline.cases.tellings import ONSET, START, STOP, THERAPY, Cast, Telling
from caseline.cases.times import TimeStatement
from caseline.schema.case import OutcomeStatus
from caseline.schema.mention import Label

_BEGIN = r"(?:start(?:ed|s|ing)?|begun|began|beginning|commenced|commencement|initiated|initiation|onset)"
# "Therapy start:", "Start dates:", which all that is named behind it shares.
_STARTS = re.compile(
    rf"(?:\A|[.;:(])\s*(?:(?:therapy|treatment|drugs?|medications?|dosing|dates?\s+of)\s+)*{_BEGIN}(?:\s+dates?)?"
    r"(?:\s+of\s+(?:the\s+)?(?:therapy|treatment|drugs?|medications?))?\s*[:=]\s*(?P<listed>[^.]*)\Z"
)
# "X 5 mg, start 3 May", "X (stopped 9 May)": no verb, so of the name before it.
_STARTED = re.compile(r"\b(?:start(?:ed)?|begun|initiated)(?:\s+date)?\s*[:=]?\s*(?:(?:on|in)\s+)?\Z")
_ENDED = re.compile(
    r"\b(?:stop(?:ped)?|end(?:ed)?|discontinued|withdrawn)(?:\s+date)?\s*[:=]?\s*(?:(?:on|in)\s+)?\Z"
)
# What may stand between a name and such a word, once doses and dates are left out.
_BETWEEN = re.compile(
    r"(?:[\s,;:()\[\]/=-]|\b(?:start(?:ed)?|begun|initiated|dates?|on|in|oral|tablets?|capsules?|from|since|and)\b)*"
)
_PURPOSE = re.compile(r"\bfor\s[^,;()]{3,40}(?=[,;()]|\Z)")
_BESIDE_NAME = frozenset({Label.DOSE, Label.ROUTE, Label.FREQUENCY, Label.DOSE_ORDINAL, Label.TIME})
# "Onset: 3 May", "Date of onset 3 May", "Reaction onset latency: 2 hours".
_REACTION = r"(?:events?|reactions?|symptoms?|aes?|adrs?|adverse\s+(?:events?|reactions?)|first|disease)"
_ONSET = re.compile(
    rf"""(?:\A|[.;,(])\s*(?:
        (?:date|time)\s+of\s+(?:the\s+)?(?:{_REACTION}\s+){{0,2}}onset(?:\s+of\s+(?:the\s+)?{_REACTION})?
      | (?:(?:{_REACTION}\s+){{0,2}}onset|{_REACTION}\s+start)(?:\s+(?:dates?|day|time|latency|interval))*
      | (?:time\s+to\s+onset|latency)(?:\s+(?:time|period|of\s+onset))?
    )\s*(?P<sign>[:=]|\bwas\b)?\s*(?:(?:on|in)\s+)?(?:about\s+|approximately\s+|around\s+|approx\.?\s+|~\s*)?\Z""",
    re.VERBOSE,
)
_BACK = 3  # sentences between a field and the one that names what it is of
# Between what ended and the words for it, and between these and their date.
_IS_OVER = re.compile(
    r"(?:\s*\([^()]*\))?[\s,:]+(?:(?:was|were|is|are|had|has|have|been|also|all|both|considered|deemed|judged|reported|noted|regarded|assessed|described|documented|as|to|be|"
    r"completely|fully|entirely|totally|finally|subsequently|outcome|\b\w+ly\b)[\s,:]*)*"
)
_OVER_ON = re.compile(
    r"[\"”']?\s*(?:/\s*[a-z]+\s*)?[,(]?\s*(?:(?:on|by|in|as\s+of|since|at|dated?|per)\s+)?(?:the\s+)?\Z"
)
_OPENS = re.compile(r"(?:\A|[.;:]|\band)\W*(?:(?:on|by|in|as\s+of|at)\s+)?(?:the\s+)?\Z")
# Between such a date and the first name behind it: "on 3 May, the outcome of the events".
_LED = re.compile(
    r"[\s,)]*(?:(?:the|his|her|outcomes?|of|for|both|all|events?|reactions?|symptoms?|patient['’]s"
    r"|[a-z]+-[a-z]+|[a-z]{2,}(?:al|ic|ous|ive|ent|ant|ary)|severe|mild|acute|moderate|serious|left|right)[\s,:]+)*"
)
_LISTED = re.compile(r"(?:[\s,/&()\"“”]|\b(?:and|or|with|the|of|event)\b)*")
_OVER = frozenset({OutcomeStatus.RECOVERED, OutcomeStatus.RECOVERED_WITH_SEQUELAE, OutcomeStatus.RECOVERING})
# Said of what an event does, not of a patient who "awoke on 3 May with a rash".
_ENDS = re.compile(
    r"resol|recover|subsid|disappear|abat|clear|settl|gone|ceas|heal|normal|improv|better|fad|vanish|remit|regress|went"
)
_COMES_BACK = re.compile(r"recur|relaps|return(?!ed\s+to)|again|flare|worse")


def field_of(
    narrative: Narrative, statement: TimeStatement, own: Sequence[Found], cast: Cast
) -> tuple[Dating, tuple[Telling, ...]] | None:
    """Returns what the field that a time stands in says it dates, with the points of the course; None outside of one.

    Args:
        narrative: The text.
        statement: The time.
        own: The patient's mentions of its sentence.
        cast: The parts of the case.
    """
    named = _named(narrative, statement, own, cast)
    told = () if named is None else tuple(_of_drug(*named, cast))
    if named is None and is_onset_field(narrative, statement.mention):
        told = tuple(_of_events(narrative, statement, cast))
    if named is None and not told:
        return None
    mentions = tuple(each.mentions[0] for each in told)
    return Dating(named[0] if named else ONSET, mentions, mentions), told


def is_onset_field(narrative: Narrative, time: Found) -> bool:
    """Says whether a time stands in a field of an onset: "Event onset: 3 days"."""
    return _ONSET.search(narrative.before(time)) is not None


def _named(
    narrative: Narrative, statement: TimeStatement, own: Sequence[Found], cast: Cast
) -> tuple[str, Found] | None:
    """Returns the treatment named right before a time, and whether its start or its stop is told; None if neither."""
    before = narrative.before(statement.mention)
    kind, cue = START, _STARTED.search(before)
    if cue is None:
        kind, cue = STOP, _ENDED.search(before)
    if cue is None:
        kind, field = START, _STARTS.search(before)
        if field is None or ":" in field["listed"]:
            return None
    place = statement.mention.start - (0 if cue is None else len(before) - cue.start())
    treatments = [m for m in own if m.end <= place and _part(m, cast) in {START, THERAPY}]
    if not treatments or not _is_beside(narrative, treatments[-1], place):
        return None
    return kind, treatments[-1]


def _of_drug(kind: str, name: Found, cast: Cast) -> Iterator[Telling]:
    part, key = cast.part_of[name.index]
    if START in {part, kind}:
        point = Point(kind if part == START else THERAPY, key)
        yield Telling(point, (name,), name.start, name.end, is_marked=True)


def _is_beside(narrative: Narrative, name: Found, place: int) -> bool:
    """Says whether nothing but doses and dates stands between a name and a place behind it."""
    gap = list(narrative.lowered[name.end : place])
    for mention in narrative.by_sentence[name.sentence]:
        if mention.label in _BESIDE_NAME and name.end <= mention.start and mention.end <= place:
            first, last = mention.start - name.end, mention.end - name.end
            gap[first:last] = " " * (last - first)
    return _BETWEEN.fullmatch(_PURPOSE.sub(" ", "".join(gap))) is not None


def _of_events(narrative: Narrative, statement: TimeStatement, cast: Cast) -> Iterator[Telling]:
    """Yields the onsets that a field tells: of the events before it in its sentence, behind it, else in the last before."""
    sentence = narrative.sentence_of(statement.mention)
    times = [
        each.end
        for each in narrative.by_sentence[sentence.index]
        if each.label is Label.TIME and each.end <= statement.mention.start
    ]
    here = [m for m in narrative.by_sentence[sentence.index] if _event(m, cast)]
    found = [m for m in here if max(times, default=0) <= m.start < statement.start] or [
        m for m in here if m.start >= statement.end
    ]
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _BACK), -1):
        found = found or [m for m in narrative.by_sentence[index] if _event(m, cast)]
    seen = set()
    for mention in found:
        key = _event(mention, cast)
        if key not in seen:
            seen.add(key)
            yield Telling(Point(ONSET, key), (mention,), mention.start, mention.end)


def _part(mention: Found, cast: Cast) -> str:
    return cast.part_of.get(mention.index, ("", ""))[0]


def _event(mention: Found, cast: Cast) -> str:
    kind, key = cast.part_of.get(mention.index, ("", ""))
    return key if kind == ONSET else ""


def dates_end(narrative: Narrative, statement: TimeStatement) -> bool:
    """Says whether a date tells when something was over: "resolved 3 May", "on 3 May the rash was considered resolved"."""
    time = statement.mention
    if statement.date is None or statement.value.unit is not None:
        return False
    mentions = narrative.by_sentence[time.sentence]
    ends = [each for each in mentions if each.label is Label.OUTCOME and _is_over(each)]
    if any(_OVER_ON.fullmatch(narrative.lowered, each.end, time.start) for each in ends):
        return True
    behind = [each for each in ends if each.start >= time.end]
    if not behind or not _OPENS.search(narrative.before(time)):
        return False
    named = [m for m in mentions if m.label in DISEASES and time.end <= m.start and m.end <= behind[0].start]
    if not named:
        return False
    last = max(each.end for each in named)
    gaps = [(first.end, last.start) for first, last in pairwise(named) if first.end <= last.start]
    return (
        _LED.fullmatch(narrative.lowered, time.end, named[0].start) is not None
        and all(_LISTED.fullmatch(narrative.lowered, *gap) for gap in gaps)
        and _IS_OVER.fullmatch(narrative.lowered, last, behind[0].start) is not None
    )


def _is_over(mention: Found) -> bool:
    ends = _ENDS.search(mention.lowered) is not None and _COMES_BACK.search(mention.lowered) is None
    return ends and outcome_status(mention.text) in _OVER
