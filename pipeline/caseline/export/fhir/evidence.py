"""Evidence: a Provenance for each element that rests on characters of the text, and who found them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Final

from caseline.export.fhir.ids import Ids
from caseline.export.fhir.made import WHOLE, Made
from caseline.export.fhir.systems import PARTICIPANT, TARGET_PATH, own
from caseline.export.fhir.values import (
    Element,
    coded,
    concept,
    element,
    extension,
    is_integer,
    number_extension,
    plain,
    text_extension,
)
from caseline.schema.mention import FoundBy, Mention
from caseline.schema.report import CaseReport, Provenance

# `provenance.caseline` of a record that a person wrote.
GOLD: Final = "gold"
_CURATOR: Final = {"display": "curator"}


def device(record: CaseReport) -> Element | None:
    """Returns Caseline as the Device that made a record; null for one that a person wrote with nothing else."""
    made = record.provenance
    parts = element(version=_versions(made), property=_properties(made))
    if not parts:
        return None
    return {
        "resourceType": "Device",
        "id": Ids(record.document.id).of("device"),
        "displayName": "Caseline",
        "name": [{"value": "Caseline", "type": "user-friendly-name"}],
        **parts,
    }


def _versions(made: Provenance) -> list[Element]:
    held = (
        ("caseline", None if made.caseline == GOLD else plain(made.caseline) or "unknown"),
        ("model", made.model),
        ("config", made.config),
    )
    return [
        {"type": concept(None, [coded(own("version"), name)]), "value": value}
        for name, text in held
        if (value := plain(text))
    ]


def _properties(made: Provenance) -> list[Element]:
    properties = [
        {"type": concept(name, [coded(own("property"), kind)]), "valueString": value}
        for kind, held in (("lexicon", made.lexicons), ("terminology", made.terminologies))
        for name, text in held.items()
        if (value := plain(text))
    ]
    if made.min_score is not None:
        kind = concept(None, [coded(own("property"), "min-score")])
        properties.append({"type": kind, "valueQuantity": {"value": made.min_score}})
    return properties


def provenances(record: CaseReport, made: Iterable[Made], *, cited: bool) -> Iterator[Element]:
    """Yields who made a record and of what, and what each element rests on.

    Args:
        record: The record.
        made: The resources of its cases.
        cited: Whether the paper has a Citation.
    """
    ids = Ids(record.document.id)
    text = ids.to("text")
    agents = [_agent(record)]
    if cited:
        source = [{"role": "source", "what": ids.to("citation")}]
        yield _provenance(ids, "citation", [text], agents, source)
    known = {mention.id: mention for mention in record.mentions}
    resources = list(made)
    if resources:
        targets = [{"reference": f"urn:uuid:{one.resource['id']}"} for one in resources]
        yield _provenance(ids, "record", targets, agents, [{"role": "source", "what": text}])
    for one in resources:
        for number, support in zip(count(1), one.supports, strict=False):
            if not support.mentions:
                continue
            path = [] if support.path == WHOLE else text_extension(TARGET_PATH, support.path)
            target = element(extension=path, reference=f"urn:uuid:{one.resource['id']}")
            entities = [_entity(text, known[name]) for name in support.mentions]
            by = agents + _corrected(record, support.mentions, known)
            yield _provenance(ids, f"{one.resource['id']}/{number}", [target], by, entities)


def _provenance(
    ids: Ids, name: str, targets: list[Element], agents: list[Element], of: list[Element]
) -> Element:
    return {
        "resourceType": "Provenance",
        "id": ids.of("provenance", name),
        "target": targets,
        "agent": agents,
        "entity": of,
    }


def _agent(record: CaseReport) -> Element:
    if record.provenance.caseline == GOLD:
        return {"type": concept(None, [coded(PARTICIPANT, "author", "Author")]), "who": _CURATOR}
    who = Ids(record.document.id).to("device")
    return {"type": concept(None, [coded(PARTICIPANT, "assembler", "Assembler")]), "who": who}


def _corrected(record: CaseReport, names: Iterable[str], known: Mapping[str, Mention]) -> list[Element]:
    """Returns the curator as a second agent where one marked the text of a record that Caseline made."""
    if record.provenance.caseline == GOLD or all(
        known[name].found_by is not FoundBy.CURATOR for name in names
    ):
        return []
    return [{"type": concept(None, [coded(PARTICIPANT, "verifier", "Verifier")]), "who": _CURATOR}]


def _entity(text: Element, mention: Mention) -> Element:
    parts = [
        {"url": "mention", "valueString": mention.id},
        {"url": "label", "valueCode": str(mention.label)},
        *_stretch(mention.start, mention.end),
        *text_extension("text", mention.text),
        *extension("section", valueCode=mention.section and str(mention.section)),
        *number_extension("score", mention.score),
        {"url": "found-by", "valueCode": str(mention.found_by)},
        *({"url": "part", "extension": _stretch(start, end)} for start, end in mention.parts),
    ]
    return {"extension": [{"url": own("evidence"), "extension": parts}], "role": "quotation", "what": text}


def _stretch(start: int, end: int) -> list[Element]:
    """Returns half-open characters of the text."""
    held = (("start", start), ("end", end))
    return [{"url": url, "valueInteger": number} for url, number in held if is_integer(number)]
