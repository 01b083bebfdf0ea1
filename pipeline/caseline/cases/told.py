"""What the report says of each event: sites, severity, causality, onset."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from caseline.cases.clauses import inside
from caseline.cases.events import Told, blamed, nearest_event
from caseline.cases.narrative import Found, Narrative
from caseline.cases.onset import onsets
from caseline.cases.parts import Parts
from caseline.schema.mention import Label


def tell(narrative: Narrative, of: Callable[[Label], list[Found]], parts: Parts) -> dict[str, Told]:
    """Returns what is said of each event: sites, severity, causality, onset."""
    events = parts.event_mentions
    sites = _nearest([mention for mention in of(Label.BODY_SITE) if mention.known_as], events)
    severities = _nearest(of(Label.SEVERITY), events)
    dated = onsets(narrative, of(Label.TIME), events, parts.drug_mentions, parts.suspects)
    causes: dict[str, list[Found]] = {key: [] for key in events}
    suspected = [mention for key in parts.suspects for mention in parts.drug_mentions[key]]
    for mention in of(Label.CAUSALITY):
        for key in blamed(narrative, mention, events, suspected):
            causes[key].append(mention)
    collective = {
        key: [mention for mention in parts.collective if any(mention.sentence == m.sentence for m in found)]
        + [mention for mention in parts.lists if inside(found, mention.start, mention.end)]
        for key, found in events.items()
    }
    return {
        key: Told(
            sites=sites[key],
            severities=severities[key],
            collective=collective[key],
            causality=causes[key],
            onset=dated.get(key),
            suspects=parts.suspects,
        )
        for key in events
    }


def _nearest(mentions: Sequence[Found], events: Mapping[str, Sequence[Found]]) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = {key: [] for key in events}
    for mention in mentions:
        key = nearest_event(mention, events)
        if key is not None:
            found[key].append(mention)
    return found
