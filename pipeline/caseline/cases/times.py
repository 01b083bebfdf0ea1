"""The patient's times as statements: the phrase, its value, what it counts from, its calendar date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.normalise.anchor import AnchorText, parse_anchor
from caseline.cases.normalise.dates import (
    UNTIL,
    CalendarDate,
    DateOrder,
    date_order,
    fill_in,
    month_part,
    read_clock,
    read_date,
    read_stretch,
    read_weekday,
)
from caseline.cases.normalise.positions import part_told
from caseline.cases.normalise.timing import TimeValue, parse_time
from caseline.cases.papers import OF_PAPERS, WRITTEN
from caseline.cases.stays import is_of_event, is_of_stay, is_scheduled, lasted
from caseline.nlp.patterns.onset import blurred_start, onset_phrase
from caseline.schema.case import AnchorKind, Relation, TimeUnit
from caseline.schema.mention import Label

# "six hours after the injection his mother found": a subject right behind a noun begins what happened.
_NEXT_CLAUSE = re.compile(
    r"(?<!ing)(?<!\bof)(?<!\bto)(?<!\bby)(?<!\bin)(?<!\bon)(?<!\bat)(?<!\bfor)(?<!with)(?<!from)(?<!after)(?<!since)(?<!before)(?<!when)(?<!that)"
    r"\s+(?:his|her|my|she|he|i|they|we|pt|patient)\s+\w"
    r"|(?:(?<=\bgestation)|(?<=\bpregnancy))\s+(?=\w)"
    r"|(?<=\bafter)\s+(?=(?:also|there|additionally|again|came|appeared|followed|began|ensued)\b)"
)
# Between a length and the word that says it counts onwards.
_APART = re.compile(r",?\s+respectively,?\s+(?P<relation>after|following)\b")
_EFFECTS = frozenset({Label.EVENT, Label.DISORDER, Label.OUTCOME})
_LONG = frozenset({TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR})
# "By valproate", "by the time": what did it, and what is told on.
_NO_MOMENT = re.compile(
    r"by\b(?!\s+(?:then|the\s+end|(?:\w+\s+)?(?:morning|noon|afternoon|evening|night|midnight|dawn|day))\b)"
)
# What a moment without a number may be read to date, to stand for something.
_OF_NOTE = frozenset({"onset", "start", "dose", "stop", "therapy", "admission", "outcome"})
_BY = re.compile(r"\b(?:by|before)\s+(?:the\s+|about\s+|around\s+)?\Z")
# A date of unknown order: nobody can say which day it is, but it is one.
# "After a night with little sleep": how it was spent, and no distance.
_SPENT = re.compile(
    r"(?:after|following)\s+an?\s+(?:\w+\s+)?(?:night|day|morning|evening|afternoon|weekend)\s+(?:with|without|out|at|in|on|spent|shift|outdoors|work)\b"
)
_UNREAD_DATE = re.compile(r"\d[/.-]\d")
_NEXT = re.compile(r"\b(?:next|following|ensuing|subsequent)\s+(?:approximately\s+|about\s+)?\Z")
# Between two wordings of one time: "on 3 May, two days after the dose", "day 5 (3 May)".
_SAME = re.compile(r"\s*[,(]\s*(?:(?:i\.e\.,?|that\s+is,?|just|only|exactly|on|at|the)\s+)*\Z")
# Between two distances from two moments: "20 days after the first tablet and ten after the last".
_SAME_WAYS = re.compile(
    r"\s*,?\s*(?:\(\s*)?(?:and|i\.e\.,?|that\s+is(?:\s+to\s+say)?,?|or)\s+(?:(?:only|just|exactly|about|some|thus)\s+)*"
)
# "At 6 months", "at his 3-month follow-up": a visit counted from what was done.
_VISIT_AT = re.compile(
    r"\bat\s+(?:(?:the|a|an|his|her|their|this|patient['’]s|about|approximately)\s+){0,3}\Z"
)
_VISIT_BEHIND = re.compile(
    r"['’]?[\s-]+(?:(?:of|post-?\w+|clinical|clinic|outpatient)\s+){0,2}(?:follow[-\s]?up|visit|check-?\s?up|review|re-?evaluation|re-?assessment)\b"
)
_AGE = re.compile(
    r"['’]?[\s-]*(?:of\s+(?:age|life|gestation|pregnancy)|old\b|gestation|post-?\s?(?:partum|natal))"
)
_AGED = re.compile(r"\bage[ds]?\s+(?:of\s+|at\s+)?\Z")
# "A primigravida at 39 weeks": the length of a pregnancy.
_WITH_CHILD = re.compile(
    r"\b(?:\w{0,5}gravid[ae]|pregnan\w+|parturient|g\d\s?p\d|(?:primi|multi|nulli)par\w+|gestation\w*|la(?:bor|bour)|ca?esarean|expectant)\b"
)
_PREGNANCY = range(4, 43)  # weeks
# "Two days after treatment confusion appeared": a noun that says by itself what a time counts from.
_COMPLETE = re.compile(
    r"\b(?:treatment|therapy|chemotherapy|immunotherapy|vaccination|immuni[sz]ation|vaccine|admission|surgery|operation|procedure|infusion|injection"
    r"|administration|ingestion|exposure|discharge|delivery|dose|dosing|cycle|course|shot|jab|initiation|onset|discontinuation|cessation|withdrawal)\s+"
    r"(?:(?:marked|severe|mild|moderate|acute|new|sudden|progressive|generali[sz]ed|complete|partial|symptomatic|clinical|significant)\s+){0,2}\Z"
)
_OF_THE_NOUN = re.compile(
    r"(?:failure|reactions?|toxicity|withdrawal|symptoms?|response|intolerance|complications?|of\b)"
)
_REPORTED = 160  # characters from what a paper says of itself to its date
_OPENS = 40  # characters that words before a time take
_BEFORE_MONTH = 16  # characters that "at the beginning of" takes
_BESIDE = 9  # characters between two dates that share a year
_LATENCY = re.compile(
    r"\b(?:latency|latent\s+period|interval|time\s+(?:between|from|to|until|of)|onset\s+time|lag)\b[^.;]{0,90}?\b(?:of|was|is|were)\s+(?:\w+\s+)?\Z"
    r"|\b(?:latency|time\s+to\s+onset|onset)(?:\s+(?:latency|interval|time|period))*\s*[:=]\s*\Z"
)


@dataclass(frozen=True)
class TimeStatement:
    """A time mention with the whole phrase it opens, half-open, and what the phrase says.

    `is_latest` marks a bound: "by 3 May" is then or before. `clock` is minutes from midnight, `weekday`
    0 for a Monday that no date tells. `is_of_report` marks the date of the report itself. `is_end` marks the last
    day of a stretch whose first is the statement before: 6/13 of "admitted 6/8-6/13".
    """

    mention: Found
    start: int
    end: int
    value: TimeValue
    anchor: AnchorText | None
    date: CalendarDate | None = None
    is_latest: bool = False
    clock: int | None = None
    weekday: int | None = None
    is_of_report: bool = False
    is_end: bool = False

    def holds(self, mention: Found) -> bool:
        """Says whether a mention stands in the phrase."""
        return self.start <= mention.start and mention.end <= self.end


def read_times(
    narrative: Narrative, times: Sequence[Found], lengths: Sequence[Found] = ()
) -> tuple[TimeStatement, ...]:
    """Returns the times that say something, in order of the text.

    A date lacks what the text told before: "on the 14th" has the month of the date before it, 3/5/2021
    the order that the other dates prove.

    Args:
        narrative: The text.
        times: The patient's mentions that tell when something was, in order of the text.
        lengths: Those that may tell how long something took.
    """
    # "Over the next 48 hours" is a length of time, and says when what happened in it did.
    ahead = (each for each in lengths if not each.is_moment and _NEXT.search(narrative.before(each)))
    times = sorted(
        [*times, *ahead],
        key=lambda mention: mention.start,
    )
    order = narrative.once(_order_of_dates)
    statements = [found for mention in times if (found := _statement(narrative, mention, order))]
    return tuple(_filled(_with_ends(narrative, statements, order)))


def _with_ends(
    narrative: Narrative, statements: Sequence[TimeStatement], order: DateOrder | None
) -> list[TimeStatement]:
    """Returns statements with the last day of each stretch, told by a mention of its own or with the first."""
    found: list[TimeStatement] = []
    for statement in statements:
        is_end = bool(found) and _ends(narrative, found[-1], statement)
        found.append(replace(statement, is_end=is_end))
        ends = read_stretch(statement.mention.text, order=order) if _is_date(statement) else None
        if ends is not None:
            first, last = ends
            found[-1] = replace(statement, date=first)
            found.append(replace(statement, date=last, clock=None, is_end=True))
    return found


def _ends(narrative: Narrative, first: TimeStatement, last: TimeStatement) -> bool:
    """Says whether a date is the last day of a stretch that the date right before it opens: "3/1/21 to 3/7/21"."""
    if first.is_end or first.mention == last.mention or not (_is_date(first) and _is_date(last)):
        return False
    return UNTIL.fullmatch(narrative.lowered, first.mention.end, last.mention.start) is not None


def _is_date(statement: TimeStatement) -> bool:
    return statement.date is not None and statement.value.unit is None and not statement.is_of_report


def _order_of_dates(narrative: Narrative) -> DateOrder | None:
    texts = [mention.text for mention in narrative.mentions if mention.label is Label.TIME]
    return date_order(texts, narrative.text) if any(map(_has_digit, texts)) else None


def is_same_time(narrative: Narrative, first: TimeStatement, second: TimeStatement) -> bool:
    """Says whether a date and a distance told side by side tell one time: "on 3 May, two days after the dose"."""
    if not 0 <= second.start - first.end <= _BESIDE + _BESIDE:
        return False
    if first.clock is not None and first.date is None and says_same_day(second):
        return second.start - first.end <= _BESIDE  # "at 6 pm the same day"
    if _is_of_calendar(first) is _is_of_calendar(second):
        anchors = [each.anchor for each in (first, second) if each.value.relation is Relation.AFTER]
        counted = [each.ordinal for each in anchors if each is not None]
        return (
            len(counted) > 1
            and not all(counted)
            and _SAME_WAYS.fullmatch(narrative.lowered, first.end, second.start) is not None
        )
    return _SAME.match(narrative.lowered, first.end, second.start) is not None


def _is_of_calendar(statement: TimeStatement) -> bool:
    """Says whether a time is a date, an hour of the clock or "that day", rather than a distance."""
    return statement.value.unit is None


def says_same_day(statement: TimeStatement) -> bool:
    """Says whether a time is "that day", "the same evening"."""
    value = statement.value
    return value.unit is None and value.relation is Relation.AT and value.fuzzy is not None


def is_blank(statement: TimeStatement) -> bool:
    """Says whether words tell no distance and no date, only that it was then: "at breakfast"."""
    value = statement.value
    return value.relation is None and value.unit is None and value.date is None and statement.date is None


def is_vague(statement: TimeStatement) -> bool:
    """Says whether words tell neither how far a time lies nor when it was: "after treatment"."""
    value = statement.value
    told = (value.unit, value.fuzzy, value.date, statement.date, statement.clock, statement.weekday)
    counted = statement.anchor is not None and statement.anchor.ordinal is not None
    return all(each is None for each in told) and not value.is_position and not counted


def is_visit(statement: TimeStatement) -> bool:
    """Says whether a time is a length from something it does not say: "at 6 months"."""
    value = statement.value
    at = value.relation is Relation.AT and not value.is_position and statement.anchor is None
    return at and value.unit in _LONG and statement.date is None


def is_age(narrative: Narrative, statement: TimeStatement) -> bool:
    """Says whether a length is an age or the length of a pregnancy: "at 14 years of age"."""
    sentence = narrative.sentence_of(statement.mention)
    first, last = statement.mention.start, statement.mention.end
    behind = _AGE.match(narrative.lowered, last, sentence.end)
    return (
        behind is not None
        or _AGE.search(statement.mention.lowered) is not None
        or _AGED.search(narrative.lowered, max(sentence.start, first - _OPENS), first) is not None
    )


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _statement(narrative: Narrative, mention: Found, order: DateOrder | None) -> TimeStatement | None:
    sentence = narrative.sentence_of(mention)
    first, last = mention.start - sentence.start, mention.end - sentence.start
    start, end = _phrase(narrative, sentence, mention)
    if is_scheduled(sentence.lowered, start, end) or _is_of_papers(sentence, mention.text, first):
        return None
    phrase = sentence.text[start:end]
    value = _in_part(parse_time(phrase, order=order), sentence.lowered[max(0, first - _BEFORE_MONTH) : last])
    anchor = parse_anchor(phrase)
    if value is not None and value.relation is None and value.unit is not None:
        value, anchor, end = _by_context(sentence, value, anchor, start, end)
        if value.relation is None and is_of_stay(narrative, mention):
            return None
        value = _as_read(value, mention)
        if is_of_event(narrative, value, mention):
            return None
    elif value is not None and lasted(sentence, value, first):
        return None
    date = None
    dated = anchor is not None and anchor.kind is AnchorKind.DATE
    if value is None or value.date is not None:
        date = _date(sentence, mention.text, first, order)
        if value is None and (date is not None or _UNREAD_DATE.search(mention.text)):
            value = TimeValue(relation=Relation.AT)
        end = last if anchor is None or dated else end
    elif dated:
        date = _date(sentence, phrase, first, order)
    clock = read_clock(mention.text)
    weekday = read_weekday(mention.text) if date is None else None
    if value is None and (clock is not None or weekday is not None):
        value, anchor, end = TimeValue(relation=Relation.AT), None, last
    if value is None and mention.dates in _OF_NOTE and not _NO_MOMENT.match(mention.lowered):
        value = TimeValue()  # "at breakfast": a moment, though no number tells it
    if (
        value is None
        or _is_gestation(sentence, value, anchor, start)
        or _SPENT.match(sentence.lowered, start)
    ):
        return None
    opened = _NEXT.search(sentence.lowered, 0, first) if mention.label is Label.DURATION else None
    if opened is not None:
        start = opened.start()
        value, anchor = replace(value, relation=Relation.WITHIN), None
    found = TimeStatement(mention, sentence.start + start, sentence.start + end, value, anchor, date)
    return replace(
        found,
        is_latest=_BY.search(sentence.lowered, 0, first) is not None,
        clock=clock,
        weekday=weekday,
        is_of_report=WRITTEN.search(sentence.lowered, 0, first) is not None,
    )


def _in_part(value: TimeValue | None, lowered: str) -> TimeValue | None:
    """Returns a counted week or month with the part of it that words tell."""
    return value if value is None or not value.is_position else replace(value, part=part_told(lowered))


def _is_of_papers(sentence: Sentence, text: str, first: int) -> bool:
    """Says whether a date is that of a report or of a package, and of nothing that happened to the patient."""
    is_dated = any(char.isdigit() for char in text)
    return is_dated and OF_PAPERS.search(sentence.lowered, max(0, first - _REPORTED), first) is not None


def _as_read(value: TimeValue, mention: Found) -> TimeValue:
    """Returns a bare length with the relation that the moment it is read to tell has.

    "Over a fortnight" lies within it; "tired for four days" was told at the admission, so many days after the onset.
    """
    if not mention.dates or value.relation is not None:
        return value
    lasted = mention.label is Label.DURATION
    if mention.counts_from == "now" or (
        lasted and (mention.dates, mention.counts_from) == ("onset", "admission")
    ):
        return replace(value, relation=Relation.BEFORE)
    return replace(value, relation=Relation.WITHIN if lasted else Relation.AFTER)


def _date(sentence: Sentence, text: str, first: int, order: DateOrder | None) -> CalendarDate | None:
    """Returns the date in a text; of a month alone the part that words before it tell, as in "early March"."""
    date = read_date(text, order=order)
    if date is None or date.month is None or date.day is not None:
        return date
    return replace(date, part=month_part(sentence.text[max(0, first - _BEFORE_MONTH) : first] + text))


def _phrase(narrative: Narrative, sentence: Sentence, mention: Found) -> tuple[int, int]:
    """Returns the characters of its sentence that a time takes with what it counts from."""
    first, last = mention.start - sentence.start, mention.end - sentence.start
    start, end = onset_phrase(sentence.text, first, last)
    start = min(start, blurred_start(sentence.lowered, 0, first))
    clause = _NEXT_CLAUSE.search(sentence.lowered, last, end)
    end = sentence.start + (clause.start() if clause else end)
    return start, _before_effect(narrative, mention, end) - sentence.start


def _before_effect(narrative: Narrative, time: Found, end: int) -> int:
    """Returns where a phrase ends that would hold an effect right behind a whole anchor: "after surgery fever"."""
    for mention in narrative.by_sentence[time.sentence]:
        if mention.start >= end:
            break
        if (
            mention.start > time.end
            and mention.label in _EFFECTS
            and not _OF_THE_NOUN.match(mention.lowered)
            and _COMPLETE.search(narrative.lowered, time.end, mention.start)
        ):
            return mention.start - 1
    return end


def _is_gestation(sentence: Sentence, value: TimeValue, anchor: AnchorText | None, start: int) -> bool:
    """Says whether "at 39 weeks" is the length of a pregnancy."""
    bare = value.relation is Relation.AT and value.unit is TimeUnit.WEEK and anchor is None
    return (
        bare
        and not value.is_position
        and value.value in _PREGNANCY
        and _WITH_CHILD.search(sentence.lowered, 0, start + _OPENS) is not None
    )


def _by_context(
    sentence: Sentence, value: TimeValue, anchor: AnchorText | None, start: int, end: int
) -> tuple[TimeValue, AnchorText | None, int]:
    """Reads the relation that stands apart: "4 and 7 days, respectively, after X", "the latency was 3 days"."""
    apart = _APART.match(sentence.lowered, end)
    if apart is not None:
        phrase_end = onset_phrase(sentence.text, apart.start("relation"), apart.end("relation"))[1]
        anchor = parse_anchor(sentence.text[apart.start("relation") : phrase_end])
        return replace(value, relation=Relation.AFTER), anchor, phrase_end
    latency = _LATENCY.search(sentence.lowered, 0, start)
    if latency is not None:
        told = parse_anchor(sentence.text[latency.start() : start])
        kept = (
            told if told is not None and told.kind is not AnchorKind.EVENT else AnchorText(AnchorKind.START)
        )
        return replace(value, relation=Relation.AFTER), kept, end
    visit = _VISIT_AT.search(sentence.lowered, max(0, start - _OPENS), start) or _VISIT_BEHIND.match(
        sentence.lowered, end
    )
    if visit is not None and anchor is None and value.unit in _LONG:
        return replace(value, relation=Relation.AT), anchor, end
    return value, anchor, end


def _is_aside(date: CalendarDate, last: Sequence[CalendarDate]) -> bool:
    """Says whether a year alone looks back from the month told before: "in April … on budesonide since 2009. In July …"."""
    if date.year is None or date.month is not None or not last:
        return False
    before = last[0]
    return before.month is not None and before.year is not None and date.year < before.year


def _partner(statement: TimeStatement, following: TimeStatement | None) -> list[CalendarDate]:
    """Returns the date right behind that a date shares its year with: "in January and June 2002"."""
    if following is None or following.date is None or following.date.year is None:
        return []
    return [following.date] if 0 <= following.mention.start - statement.mention.end <= _BESIDE else []


def _filled(statements: Sequence[TimeStatement]) -> list[TimeStatement]:
    """Fills in what dates lack, from the dates before them, else from the first one behind."""
    whole = (
        each.date
        for each in statements
        if each.date is not None and each.date.year is not None and not each.is_of_report
    )
    first = [date for date in whole if date.bounds is not None][:1]
    last: list[CalendarDate] = []
    found = []
    for statement, following in zip_longest(statements, statements[1:]):
        date = statement.date
        if date is not None:
            date = fill_in(date, [*_partner(statement, following), *last, *first])
            last = last if date.bounds is None or _is_aside(date, last) else [date]
            value = statement.value
            if value.unit is None and value.fuzzy is None:
                value = replace(value, date=date.iso)
            found.append(replace(statement, date=date, value=value))
        else:
            found.append(statement)
    return found
