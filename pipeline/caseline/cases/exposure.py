"""How long a drug had been given when an event began: "treated with X for 14 days, she developed"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caseline.cases.clauses import inside
from caseline.cases.concepts import TREATMENTS
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.normalise.timing import DurationValue, parse_duration
from caseline.cases.places import Places
from caseline.cases.stays import is_of_stay
from caseline.cases.tellings import Cast
from caseline.nlp.patterns.onset import blurred_start

_UNDER = cue(
    r"""(?:treated|treatment|therapy|regimen|receiv\w*|taking|taken|took|using|used|use|on|administ\w*|been|given|prescribed|exposed|exposure|maintained)\b"""
)
_BEGUN = cue(
    r"""(?:develop\w*|complain\w*|present(?:ed|ing|s)|experienc\w*|suffer\w*|occur\w*|appear\w*|began|onset|manifest\w*|became|noticed|exhibited
      |emerged|diagnosed|induced|case\s+of)\b"""
)
_ENDED = cue(r"(?:resol\w*|recover\w*|improv\w*|subsid\w*|disappear\w*|discharg\w*|regress\w*|without|no)\b")
_HAD_BEEN = cue(
    r"had\s+(?:\w+\s+){0,2}?been\s+(?:\w+\s+)?(?:taking|receiving|using|on|treated|under|given|maintained)\b"
)
# "He remained well for five months, when a rash appeared".
_WELL = re.compile(
    r"\b(?:well|fine|symptom-?free|asymptomatic|(?:in\s+)?good\s+health|tolerat\w+|uneventful\w*|(?:without|no|had\s+no)\s+(?:\w+\s+)?(?:problems?|complaints?|symptoms|difficult\w+|incidents?|ill\s+effects?|side\s+effects?))\b[^.;]{0,40}\Z"
)
_UNTIL = re.compile(r",?\s+(?:when|until|till|before)\s")
# "X had been taken for five weeks. She then developed Y": what the next sentence goes on to tell.
_THEN = re.compile(
    r"\W*(?:(?:he|she|they|i|the\s+(?:patient|child|boy|girl|man|woman))\s+(?:then|subsequently|thereupon)\b|(?:then|subsequently|thereupon|at\s+(?:this|that)\s+(?:time|point|stage)),?\s)"
)
_WITH = re.compile(r"\s+(?:with|of)\s")
_BESIDE = 25  # characters between "with" and what was given
_NEAR = 80  # characters between a drug and how long it was given


@dataclass(frozen=True)
class Exposure:
    """A length of exposure to a suspect, told with the events that began under it."""

    mention: Found
    text: str
    value: DurationValue
    drug: str
    events: tuple[str, ...]


def lengths_of_exposure(narrative: Narrative, lengths: Sequence[Found], cast: Cast) -> Iterator[Exposure]:
    """Yields the lengths of giving a suspect whose sentence tells events that began.

    Args:
        narrative: The text.
        lengths: The patient's mentions that may tell how long something took.
        cast: The parts of the case.
    """
    for mention in lengths:
        sentence = _telling(narrative, mention)
        begun = _BEGUN.search(sentence.lowered)
        borne = _tolerated(narrative, mention, cast) if begun else None
        drug = borne or (_drug(narrative, mention, cast) if begun else None)
        value = parse_duration(mention.text) if drug else None
        if begun is None or drug is None or value is None:
            continue
        events = tuple(Places.of(cast.events).keys_inside(sentence.start, sentence.end))
        start = mention.end if borne else sentence.start
        if events and not _ENDED.search(narrative.lowered, start, sentence.end):
            start = blurred_start(narrative.lowered, narrative.sentence_of(mention).start, mention.start)
            text = narrative.text[start : mention.end]
            yield Exposure(mention, text, parse_duration(text) or value, drug, events)


def _tolerated(narrative: Narrative, length: Found, cast: Cast) -> str | None:
    """Returns the one suspect, told by then, where a length is how long it went well: "he was well for a week, when"."""
    own = narrative.before(length)
    if len(cast.suspects) != 1 or not _WELL.search(own) or not _UNTIL.match(narrative.after(length)):
        return None
    key = cast.suspects[0]
    near = length.sentence - 1
    return (
        key
        if any(near <= mention.sentence and mention.end <= length.start for mention in cast.drugs[key])
        else None
    )


def _telling(narrative: Narrative, length: Found) -> Sentence:
    """Returns the sentence that may tell what began after a length: its own, or the next that goes on from it."""
    own, after = narrative.sentence_of(length), length.sentence + 1
    if _BEGUN.search(own.lowered) or after >= len(narrative.sentences):
        return own
    following = narrative.sentences[after]
    timed = any(each.is_moment or each.is_length for each in narrative.by_sentence[after])
    return following if _THEN.match(following.lowered) and not timed else own


def earlier_exposures(narrative: Narrative, lengths: Sequence[Found], cast: Cast) -> Iterator[Exposure]:
    """Yields how long a suspect had been taken when the patient presented: "had been taking X for a year".

    Args:
        narrative: The text.
        lengths: The patient's mentions that may tell how long something took.
        cast: The parts of the case.
    """
    for mention in lengths:
        told = narrative.before(mention)
        if _HAD_BEEN.search(told) and (drug := _drug(narrative, mention, cast)) is not None:
            start = blurred_start(narrative.lowered, narrative.sentence_of(mention).start, mention.start)
            text = narrative.text[start : mention.end]
            if (value := parse_duration(text)) is not None:
                yield Exposure(mention, text, value, drug, ())


def _drug(narrative: Narrative, mention: Found, cast: Cast) -> str | None:
    """Returns the suspect that a length of time is of: right before it, or right behind ("2 weeks of X")."""
    if is_of_stay(narrative, mention) or _is_of_other(narrative, mention, cast):
        return None
    sentence = narrative.sentence_of(mention)
    given = Places.of(cast.drugs).inside(sentence.start, sentence.end)
    for key in sorted(
        {key for key, _ in given if key in cast.suspected}, key=lambda key: cast.suspected[key]
    ):
        for drug in (mention for own, mention in given if own == key):
            first, last = (drug, mention) if drug.end <= mention.start else (mention, drug)
            between = narrative.lowered[first.end : last.start]
            crossed = any(key in {"onset", "therapy"} for key, _ in _parts(cast, narrative, first, last))
            if len(between) > _NEAR or crossed or ";" in between:
                continue
            told = narrative.lowered[max(sentence.start, drug.start - _NEAR) : max(drug.end, mention.start)]
            if _UNDER.search(told):
                return key
    return None


def _is_of_other(narrative: Narrative, length: Found, cast: Cast) -> bool:
    """Says whether a length is that of another drug: "treated for six days with prednisone"."""
    behind = _WITH.match(narrative.after(length))
    if behind is None:
        return False
    place = length.end + behind.end()
    treatments = [
        mention
        for mention in narrative.by_sentence[length.sentence]
        if mention.label in TREATMENTS and mention.start >= place
    ]
    if not treatments or treatments[0].start - place > _BESIDE:
        return False
    return cast.part_of.get(treatments[0].index, ("", ""))[1] not in cast.suspected


def _parts(cast: Cast, narrative: Narrative, first: Found, last: Found) -> list[tuple[str, str]]:
    between = inside(narrative.by_sentence[first.sentence], first.end, last.start)
    return [cast.part_of[mention.index] for mention in between if mention.index in cast.part_of]
