"""The patient's times as statements: the phrase, its value, what it counts from, its calendar date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.normalise.anchor import AnchorText, parse_anchor
from caseline.cases.normalise.dates import (
    CalendarDate,
    DateOrder,
    date_order,
    fill_in,
    read_clock,
    read_date,
    read_weekday,
)
from caseline.cases.normalise.timing import TimeValue, parse_time
from caseline.nlp.patterns.onset import blurred_start, onset_phrase
from caseline.schema.case import AnchorKind, Relation
from caseline.schema.mention import Label

# "six hours after the injection his mother found": a subject right behind a noun begins what happened.
_NEXT_CLAUSE = re.compile(
    r"(?<!ing)(?<!\bof)(?<!\bto)(?<!\bby)(?<!\bin)(?<!\bon)(?<!\bat)(?<!\bfor)(?<!with)(?<!from)(?<!after)(?<!since)(?<!before)(?<!when)(?<!that)"
    r"\s+(?:his|her|my|she|he|i|they|we|pt|patient)\s+\w"
)
# Between a length and the word that says it counts onwards.
_APART = re.compile(r",?\s+respectively,?\s+(?P<relation>after|following)\b")
_BY = re.compile(r"\b(?:by|before)\s+(?:the\s+|about\s+|around\s+)?\Z")
# A date of unknown order: nobody can say which day it is, but it is one.
_UNREAD_DATE = re.compile(r"\d[/.-]\d")
_NEXT = re.compile(r"\b(?:next|following|ensuing|subsequent)\s+(?:approximately\s+|about\s+)?\Z")
_BESIDE = 9  # characters between two dates that share a year
_LATENCY = re.compile(
    r"\b(?:latency|latent\s+period|interval|time\s+(?:between|from|to|until|of)|onset\s+time|lag)\b[^.;]{0,90}?\b(?:of|was|is|were)\s+(?:\w+\s+)?\Z"
)


@dataclass(frozen=True)
class TimeStatement:
    """A time mention with the whole phrase it opens, half-open, and what the phrase says.

    `is_latest` marks a bound: "by 3 May" is then or before. `clock` is minutes from midnight, `weekday`
    0 for a Monday that no date tells.
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
        times: The patient's TIME mentions, in order of the text.
        lengths: The patient's DURATION mentions.
    """
    # "Over the next 48 hours" is a length of time, and says when what happened in it did.
    times = sorted(
        [*times, *(each for each in lengths if _NEXT.search(narrative.before(each)))],
        key=lambda mention: mention.start,
    )
    texts = [mention.text for mention in narrative.mentions if mention.label is Label.TIME]
    order = date_order(texts, narrative.text) if any(map(_has_digit, texts)) else None
    statements = [found for mention in times if (found := _statement(narrative, mention, order))]
    return tuple(_filled(statements))


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _statement(narrative: Narrative, mention: Found, order: DateOrder | None) -> TimeStatement | None:
    sentence = narrative.sentence_of(mention)
    first, last = mention.start - sentence.start, mention.end - sentence.start
    start, end = onset_phrase(sentence.text, first, last)
    start = min(start, blurred_start(sentence.lowered, 0, first))
    clause = _NEXT_CLAUSE.search(sentence.lowered, mention.end - sentence.start, end)
    end = clause.start() if clause else end
    phrase = sentence.text[start:end]
    value = parse_time(phrase, order=order)
    anchor = parse_anchor(phrase)
    if value is not None and value.relation is None and value.unit is not None:
        value, anchor, end = _by_context(sentence, value, anchor, start, end)
    date = None
    if value is None or value.date is not None:
        date = read_date(mention.text, order=order)
        if value is None and (date is not None or _UNREAD_DATE.search(mention.text)):
            value = TimeValue(relation=Relation.AT)
        end = last if anchor is None or anchor.kind is AnchorKind.DATE else end
    elif anchor is not None and anchor.kind is AnchorKind.DATE:
        date = read_date(phrase, order=order)
    clock = read_clock(mention.text)
    weekday = read_weekday(mention.text) if date is None else None
    if value is None and (clock is not None or weekday is not None):
        value, anchor, end = TimeValue(relation=Relation.AT), None, last
    if value is None:
        return None
    if mention.label is Label.DURATION:
        opened = _NEXT.search(sentence.lowered, 0, first)
        start = opened.start() if opened is not None else start
        value, anchor = replace(value, relation=Relation.WITHIN), None
    by = _BY.search(sentence.lowered, 0, first) is not None
    begins, ends = sentence.start + start, sentence.start + end
    return TimeStatement(
        mention, begins, ends, value, anchor, date, is_latest=by, clock=clock, weekday=weekday
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
    return value, anchor, end


def _partner(statement: TimeStatement, following: TimeStatement | None) -> list[CalendarDate]:
    """Returns the date right behind that a date shares its year with: "in January and June 2002"."""
    if following is None or following.date is None or following.date.year is None:
        return []
    return [following.date] if 0 <= following.mention.start - statement.mention.end <= _BESIDE else []


def _filled(statements: Sequence[TimeStatement]) -> list[TimeStatement]:
    """Fills in what dates lack, from the dates before them, else from the first one behind."""
    told: list[CalendarDate] = []
    whole = [each.date for each in statements if each.date is not None and each.date.year is not None]
    found = []
    for statement, following in zip_longest(statements, statements[1:]):
        date = statement.date
        if date is not None:
            date = fill_in(date, [*_partner(statement, following), *reversed(told), *whole])
            told.append(date)
            value = statement.value
            if value.unit is None and value.fuzzy is None:
                value = replace(value, date=date.iso)
            found.append(replace(statement, date=date, value=value))
        else:
            found.append(statement)
    return found
