"""When each event began: time statements, what they are counted from, and the events they speak of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caseline.cases.clauses import clause_of, inside, refers_back
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.anchor import AnchorText, parse_anchor
from caseline.cases.normalise.ordinals import parse_ordinal
from caseline.cases.normalise.timing import parse_time
from caseline.nlp.lexicon_atoms import fold
from caseline.nlp.patterns.onset import onset_phrase
from caseline.schema.case import Anchor, AnchorKind, DoseKind, Onset, Relation
from caseline.schema.mention import Label

# The predicate nearest to a time says what the time is of.
_PREDICATE = cue(
    r"""\b(?:
        (?P<ending>resol\w*|recover\w*|improv\w*|subsid\w*|disappear\w*|abat\w*|regress\w*|normali[sz]\w*|returned\s+to
          |discharg\w*|died|death|expired|remain\w*|follow(?:ed)?[-\s]?up|remission|discontinu\w*|withdr\w*|stopped
          |cessation|tapered|treated|no\s+recurrence|no\s+(?:new|further)|free\s+of|asymptomatic|stable|re-?challeng\w*
          |re-?start\w*|re-?introduc\w*)
      | (?P<starting>develop\w*|began|begin|onset|occur\w*|appear\w*|manifest\w*|present(?:ed|ing|s)|experienc\w*|noticed|noted
          |became|complain\w*|suffer\w*|report(?:ed|ing|s)|emerged|arose|ensued|felt|broke\s+out|induced|diagnosed|admitted
          |vomited|collapsed|fainted|started\s+(?:to|having)|woke)
      | (?P<soft>had|found|showed|revealed|following|after|was|were)
    )\b"""
)
# "six hours after the injection his mother found": a subject right behind a noun begins what happened.
_NEXT_CLAUSE = re.compile(
    r"(?<!ing)(?<!\bof)(?<!\bto)(?<!\bby)(?<!\bin)(?<!\bon)(?<!\bat)(?<!\bfor)(?<!with)(?<!from)(?<!after)(?<!since)(?<!before)(?<!when)(?<!that)"
    r"\s+(?:his|her|my|she|he|i|they|we)\s+\w"
)
_OPENING = 25  # characters before a time that opens its sentence


@dataclass(frozen=True)
class TimeStatement:
    """A time mention with the whole phrase it opens, and the events it dates."""

    mention: Found
    start: int
    end: int
    anchor: AnchorText | None


def onsets(
    narrative: Narrative,
    times: Sequence[Found],
    events: Mapping[str, Sequence[Found]],
    drugs: Mapping[str, Sequence[Found]],
    suspects: Sequence[str],
) -> dict[str, tuple[Onset, tuple[Found, ...]]]:
    """Returns the onset of each event that the text dates, with the mentions that tell it.

    `times` are the patient's TIME mentions; events and drugs are told by their ids.

    An onset counted from a drug outweighs one counted from something else; then the first is taken.
    """
    told = {event: _first_told(narrative, mentions) for event, mentions in events.items()}
    stated: dict[str, list[tuple[TimeStatement, Onset]]] = {}
    for mention in times:
        statement = _statement(narrative, mention)
        onset = _onset(narrative, statement, drugs, suspects)
        if onset is None:
            continue
        for event in _dated(narrative, statement, events, told):
            stated.setdefault(event, []).append((statement, onset))
    return {event: _best(found) for event, found in stated.items()}


def _first_told(narrative: Narrative, mentions: Sequence[Found]) -> int:
    """Returns where a report first speaks of an event, be it in general."""
    names = {fold(mention.text) for mention in mentions} | {
        mention.code for mention in mentions if mention.code
    }
    return min(
        mention.start
        for mention in narrative.mentions
        if mention.code in names or fold(mention.text) in names
    )


def _statement(narrative: Narrative, mention: Found) -> TimeStatement:
    sentence = narrative.sentence_of(mention)
    text = sentence.text
    start, end = onset_phrase(text, mention.start - sentence.start, mention.end - sentence.start)
    clause = _NEXT_CLAUSE.search(sentence.lowered, mention.end - sentence.start, end)
    end = clause.start() if clause else end
    return TimeStatement(mention, sentence.start + start, sentence.start + end, parse_anchor(text[start:end]))


def _onset(
    narrative: Narrative,
    statement: TimeStatement,
    drugs: Mapping[str, Sequence[Found]],
    suspects: Sequence[str],
) -> Onset | None:
    text = narrative.text[statement.start : statement.end]
    time = parse_time(text)
    if time is None or (time.relation is None and time.date is None):
        return None
    anchor = _anchor(statement.anchor, narrative, statement, drugs, suspects)
    if anchor is None and time.relation is Relation.AT and (drug := _drug_in(statement, drugs)) is not None:
        anchor = Anchor(kind=AnchorKind.START, drug=drug)  # "on day 12 of mesalazine"
    if anchor is None and time.relation is Relation.AFTER:
        anchor = _step_before(narrative, statement, drugs, suspects)
    if anchor is None and time.date is not None:
        anchor = Anchor(kind=AnchorKind.DATE, date=time.date)
    return Onset(
        text=text,
        relation=time.relation,
        value=time.value,
        low=time.low,
        high=time.high,
        unit=time.unit,
        iso8601=time.iso8601,
        approximate=time.approximate,
        anchor=anchor,
    )


def _anchor(
    anchor: AnchorText | None,
    narrative: Narrative,
    statement: TimeStatement,
    drugs: Mapping[str, Sequence[Found]],
    suspects: Sequence[str],
) -> Anchor | None:
    """Returns what the time counts from; a dose or start without a name is the suspect's."""
    if anchor is None:
        return None
    drug = _drug_in(statement, drugs)
    if drug is None and anchor.drug_text:
        wanted = fold(anchor.drug_text)
        drug = next(
            (key for key, mentions in drugs.items() if any(fold(m.text) in wanted for m in mentions)), None
        )
    if (
        drug is None
        and not anchor.drug_text
        and anchor.kind
        in {
            AnchorKind.DOSE,
            AnchorKind.COURSE,
            AnchorKind.START,
            AnchorKind.STOP,
        }
    ):
        near = [
            key
            for key in suspects
            if inside(
                drugs[key],
                narrative.sentence_of(statement.mention).start,
                narrative.sentence_of(statement.mention).end,
            )
        ]
        drug = next(iter(near or suspects), None)
    return Anchor(kind=anchor.kind, ordinal=anchor.ordinal, drug=drug)


def _step_before(
    narrative: Narrative,
    statement: TimeStatement,
    drugs: Mapping[str, Sequence[Found]],
    suspects: Sequence[str],
) -> Anchor | None:
    """Returns the dose or start that "two days later" counts from: the step told just before it.

    That is the last suspect of this or the previous sentence, unless an event was told in between.
    """
    sentence = statement.mention.sentence
    near = [
        (mention, key)
        for key in suspects
        for mention in drugs[key]
        if mention.end <= statement.start and sentence - mention.sentence in {0, 1}
    ]
    if not near:
        return None
    mention, drug = max(near, key=lambda pair: pair[0].start)
    between = inside(narrative.mentions, mention.end, statement.start)
    if any(other.label is Label.EVENT for other in between):
        return None
    told = [other for other in narrative.by_sentence[mention.sentence] if other.label is Label.DOSE_ORDINAL]
    value = parse_ordinal(told[-1].text) if told else None
    if value is None:
        return Anchor(kind=AnchorKind.START, drug=drug)
    kind = AnchorKind.COURSE if value.kind in {DoseKind.COURSE, DoseKind.CYCLE} else AnchorKind.DOSE
    return Anchor(kind=kind, ordinal=value.ordinal, drug=drug)


def _drug_in(statement: TimeStatement, drugs: Mapping[str, Sequence[Found]]) -> str | None:
    """Returns the drug that a time phrase names."""
    return next(
        (key for key, mentions in drugs.items() if inside(mentions, statement.start, statement.end)), None
    )


def _dated(
    narrative: Narrative,
    statement: TimeStatement,
    events: Mapping[str, Sequence[Found]],
    told: Mapping[str, int],
) -> list[str]:
    """Returns the events whose beginning a time statement tells."""
    start, end = clause_of(narrative, statement.mention)
    predicate = _predicate(narrative, statement, start, end)
    if predicate == "ending":
        return []
    named = [
        event
        for event, mentions in events.items()
        if any(not _within(mention, statement) for mention in inside(mentions, start, end))
    ]
    if named:
        return named
    outside = narrative.lowered[start : statement.start] + " " + narrative.lowered[statement.end : end]
    if predicate == "starting" and refers_back(outside):
        return [event for event in events if told[event] < statement.start] or list(events)
    return []


def _predicate(narrative: Narrative, statement: TimeStatement, start: int, end: int) -> str | None:
    """Returns the kind of the predicate nearest to a time in its clause; a time that opens it looks ahead."""
    before = narrative.lowered[start : statement.start]
    behind = narrative.lowered[statement.end : end]
    found = [(match.start(), match.lastgroup) for match in _PREDICATE.finditer(behind)]
    if len(before.strip()) > _OPENING or not found:
        found += [(len(before) - match.end(), match.lastgroup) for match in _PREDICATE.finditer(before)]
    firm = [pair for pair in found if pair[1] != "soft"] or found
    return min(firm, key=lambda pair: pair[0])[1] if firm else None


def _within(mention: Found, statement: TimeStatement) -> bool:
    return statement.start <= mention.start and mention.end <= statement.end


def _best(found: Sequence[tuple[TimeStatement, Onset]]) -> tuple[Onset, tuple[Found, ...]]:
    """Returns the onset counted from a drug before others, the exact before the vague, then the first."""

    def rank(pair: tuple[TimeStatement, Onset]) -> tuple[bool, bool, bool, int]:
        onset = pair[1]
        tied = onset.anchor is not None and onset.anchor.drug is not None
        exact = onset.value is not None or onset.low is not None
        return (not tied, onset.relation is Relation.BEFORE, not exact, pair[0].start)

    onset = min(found, key=rank)[1]
    length = (onset.value, onset.low, onset.high, onset.unit, onset.approximate)
    same = [
        statement.mention
        for statement, other in found
        if (other.value, other.low, other.high, other.unit, other.approximate) == length
    ]
    return onset, tuple(same)
