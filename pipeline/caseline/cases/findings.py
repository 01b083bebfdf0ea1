"""Measurements tied to the events they support: low platelets to thrombocytopenia."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from caseline.cases.concepts import expand
from caseline.cases.narrative import Found, Narrative
from caseline.cases.normalise.finding import Direction, parse_finding
from caseline.cases.places import Places

# "lithium level of 2.1 mmol/L" supports the toxicity of lithium.
_LEVEL = re.compile(
    r"\A(?:(?:serum|plasma|blood|urine|urinary|total|free)\s+)*(?P<name>[a-z][\w-]+)\s+(?:(?:(?:trough|peak|serum|plasma|blood)\s+)?(?:levels?|concentrations?)\b|(?:was|of|is)\b|in\s+(?:\w+\s+)?(?:serum|blood|plasma)\b)"
)
# An intoxication by the drug that the text speaks of.
_UNNAMED = re.compile(
    r"(?:\W|acute|chronic|severe|drug|systemic|toxicity|intoxication|poisoning|overdos(?:e|age))*"
)
_OPENED = re.compile(r"\s*[(\[]\s*")
_POISONED = re.compile(r"toxic|poison|overdos|intoxic")


def findings_of(
    narrative: Narrative, mentions: Iterable[Found], events: Mapping[str, Sequence[Found]]
) -> dict[str, list[Found]]:
    """Returns for each event the FINDING mentions that its name is about, in order of the text.

    A normal value, and one that no event is about, supports nothing.
    """
    names = {
        key: tuple(
            dict.fromkeys(
                f"{mention.lowered} {expand(narrative, mention.text).lower()} {mention.concept.lower()}"
                for mention in found
            )
        )
        for key, found in events.items()
    }
    supported: dict[str, list[Found]] = {key: [] for key in events}
    places = Places.of(events)
    for mention in mentions:
        for key in _supported(narrative, mention, names, places):
            supported[key].append(mention)
    return supported


def _supported(
    narrative: Narrative,
    mention: Found,
    names: Mapping[str, Sequence[str]],
    events: Places,
) -> list[str]:
    value = parse_finding(mention.text, before=narrative.before(mention))
    if value is None:
        level = _LEVEL.match(mention.lowered)
        return [
            key
            for key, texts in names.items()
            if level
            and any(
                _POISONED.search(text) and (level["name"] in text or _UNNAMED.fullmatch(text))
                for text in texts
            )
        ]
    if value.direction is Direction.BELOW:
        tiers = value.measurement.below
    elif value.direction is Direction.ABOVE:
        tiers = value.measurement.above
    else:
        return []
    named = [
        [key for key, texts in names.items() if any(stem in text for text in texts for stem in stems)]
        for stems in tiers
    ]
    bracketed = _bracketed(narrative, mention, events)
    beside = [key for keys in named for key in keys if key in bracketed]
    return beside[:1] or next((keys for keys in named if keys), [])


def _bracketed(narrative: Narrative, mention: Found, events: Places) -> set[str]:
    """Returns the events in whose brackets a measurement stands: "ocular hypertension (pressure 46 mmHg)"."""
    return {
        key
        for index in (mention.sentence - 1, mention.sentence)
        for key, event in events.in_sentence(index)
        if event.end <= mention.start and _OPENED.fullmatch(narrative.text, event.end, mention.start)
    }
