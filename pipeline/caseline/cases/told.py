"""What the report says of each event: sites, severity, seriousness, findings, causality, onset."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from caseline.cases.blame import suspects_of
from caseline.cases.causality import causes_of, judge
from caseline.cases.events import Told
from caseline.cases.findings import findings_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.onset import Stated
from caseline.cases.parts import Parts
from caseline.cases.seriousness import seriousness_of
from caseline.cases.severity import severities_of
from caseline.cases.sites import sites_of
from caseline.cases.treatments import Role
from caseline.schema.mention import Label


def tell(
    narrative: Narrative,
    of: Callable[[Label], list[Found]],
    parts: Parts,
    onsets: Mapping[str, Stated],
    durations: Mapping[str, Sequence[Found]],
) -> dict[str, Told]:
    """Returns what is said of each event; `of` gives the patient's mentions of a label."""
    events = parts.event_mentions
    sites = sites_of(narrative, of(Label.BODY_SITE), events)
    severities = severities_of(narrative, of(Label.SEVERITY), events)
    findings = findings_of(narrative, of(Label.FINDING), events)
    given = [*of(Label.THERAPY), *of(Label.DRUG)]
    passing = sorted([*of(Label.TIME), *of(Label.OUTCOME)], key=lambda mention: mention.start)
    serious = seriousness_of(narrative, of(Label.SERIOUSNESS), given, events, passing)
    suspected = [mention for key in parts.suspects for mention in parts.drug_mentions[key]]
    claims = of(Label.CAUSALITY)
    causes = causes_of(narrative, claims, events, suspected)
    together = [key for key, drug in parts.drugs.items() if drug.role is Role.INTERACTING]
    blame = suspects_of(
        narrative, claims, events, {key: parts.drug_mentions[key] for key in parts.suspects}, together
    )
    collective: dict[str, list[Found]] = {key: [] for key in events}
    for mention in parts.collective:
        for key in dict.fromkeys(key for key, _ in events.in_sentence(mention.sentence)):
            collective[key].append(mention)
    for mention in parts.lists:
        for key in events.keys_inside(mention.start, mention.end):
            collective[key].append(mention)
    return {
        key: Told(
            sites=sites[key],
            severities=severities[key],
            collective=collective[key],
            causality=judge(narrative, causes[key]),
            onset=onsets.get(key),
            durations=durations.get(key, ()),
            suspects=blame[key],
            seriousness=serious[key],
            findings=findings[key],
        )
        for key in events
    }
