"""What E2B carries of a case, from the XML: e2br3 reads what it knows, the rest is read by XPath here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import e2br3
from e2br3.nullflavor import Null
from lxml import etree

from tests.unit.export.e2b.facts import Facts

ICH = "2.16.840.1.113883.3.989.2.1"
_NAMES = {"h": "urn:hl7-org:v3"}


def read(data: bytes) -> list[Facts]:
    """Returns the same of each report of a batch."""
    batch = e2br3.parse(data)
    tree = etree.fromstring(data)
    events = tree.findall(".//h:investigationEvent", _NAMES)
    return [_read(report, event) for report, event in zip(batch.icsrs, events, strict=True)]


def plain_of(value: Any) -> Any:
    """Returns a value of e2br3; a null flavour by its name."""
    return value.null_flavor.value if isinstance(value, Null) else value


def _read(report: Any, event: etree._Element) -> Facts:
    ids = [one.id for one in report.reactions]
    age = report.patient.age
    return {
        "reference": None if (told := plain_of(report.literature[0].reference)) == "ASKU" else told,
        "language": report.reactions[0].native_language,
        "english": [reaction.translated_term for reaction in report.reactions],
        "name": plain_of(report.patient.name),
        "age": None if age is None else (str(age.value), age.unit),
        "group": _first(event, f"//*[h:code[@code='4'][@codeSystem='{ICH}.1.19']]/h:value/@code"),
        "sex": report.patient.sex.code
        if hasattr(report.patient.sex, "code")
        else plain_of(report.patient.sex),
        **_read_history(event),
        "death": _first(event, "//h:player1/h:deceasedTime/@*[name()='value' or name()='nullFlavor']"),
        "causes": [_term(one) for one in _seen(event, "32")],
        "events": [
            _read_event(reaction, node)
            for reaction, node in zip(report.reactions, _seen(event, "29"), strict=True)
        ],
        "tests": [_read_test(one) for one in _all(event, f"{_organizer('3')}/h:component/h:observation")],
        "drugs": [
            _read_drug(drug, node, ids) for drug, node in zip(report.drugs, _drug_nodes(event), strict=True)
        ],
    }


def _all(node: etree._Element, path: str) -> list[Any]:
    found = node.xpath(f".{path}", namespaces=_NAMES)
    return [str(one) if isinstance(one, str) else one for one in found]


def _first(node: etree._Element, path: str) -> str | None:
    return next(iter(_all(node, path)), None)


def _organizer(code: str) -> str:
    return f"//h:primaryRole/h:subjectOf2/h:organizer[h:code[@code='{code}'][@codeSystem='{ICH}.1.20']]"


def _seen(event: etree._Element, code: str) -> Iterator[etree._Element]:
    path = f"//h:primaryRole/h:subjectOf2/h:observation[h:code[@code='{code}'][@codeSystem='{ICH}.1.19']]"
    yield from _all(event, path)


def _term(node: etree._Element) -> tuple[str | None, tuple[str, str] | None]:
    value = _all(node, "/h:value[@codeSystem='2.16.840.1.113883.6.163']")[0]
    name = value.findtext("h:originalText", namespaces=_NAMES)
    code = value.get("code")
    assert (code is None) == (value.get("nullFlavor") == "NI")
    return name, None if code is None else (value.get("codeSystemVersion"), code)


def _read_history(event: etree._Element) -> Facts:
    node = _all(event, _organizer("1"))[0]
    texts = _all(node, f"/h:component/h:observation[h:code[@code='18'][@codeSystem='{ICH}.1.19']]/h:value")
    coded = _all(node, "/h:component/h:observation[h:code[@codeSystem='2.16.840.1.113883.6.163']]")
    if texts and texts[0].text is None:
        assert texts[0].get("nullFlavor") == "UNK"
    return {
        "history": texts[0].text if texts else None,
        "coded": [
            (
                (one[0].get("codeSystemVersion"), one[0].get("code")),
                _first(one, "/h:outboundRelationship2/h:observation[h:code[@code='10']]/h:value/text()"),
                _first(one, "/h:inboundRelationship/h:observation[h:code[@code='13']]/h:value/@value")
                == "true",
            )
            for one in coded
        ],
    }


def _read_event(reaction: Any, node: etree._Element) -> Facts:
    flags = (
        reaction.results_in_death,
        reaction.life_threatening,
        reaction.hospitalisation,
        reaction.disabling,
        reaction.congenital_anomaly,
        reaction.other_medically_important,
    )
    assert all(flag is True or plain_of(flag) == "NI" for flag in flags)
    width = _all(node, "/h:effectiveTime//h:width")
    coded = reaction.meddra
    return {
        "name": reaction.native_term,
        "code": (coded.code_system_version, coded.code) if reaction.meddra_code else None,
        "serious": [flag is True for flag in flags],
        "outcome": reaction.outcome.code,
        "start": reaction.start_date.raw if reaction.start_date else None,
        "end": reaction.end_date.raw if reaction.end_date else None,
        "duration": (width[0].get("value"), width[0].get("unit")) if width else None,
    }


def _read_test(node: etree._Element) -> tuple[str | None, str | None, str | None]:
    text = node.findtext("h:value", namespaces=_NAMES)
    name = node.findtext("h:code/h:originalText", namespaces=_NAMES)
    # The name of a test is told by the words that the finding begins with, apart from signs; see test_values.
    assert name
    assert text
    begun = text, text.lstrip(" ,:;()[]-–")
    assert any(one.startswith(name.removesuffix("…")) for one in begun)
    return text, _first(node, "/h:effectiveTime/@nullFlavor"), _first(node, "/h:code/@nullFlavor")


def _drug_nodes(event: etree._Element) -> list[etree._Element]:
    return _all(event, f"{_organizer('4')}/h:component/h:substanceAdministration")


def _read_drug(drug: Any, node: etree._Element, ids: list[str]) -> Facts:
    indication = _all(node, "/h:inboundRelationship[@typeCode='RSON']/h:observation[h:code[@code='19']]")
    recurred = _all(node, "/h:outboundRelationship2/h:observation[h:code[@code='31']]")
    dosages = _all(node, "/h:outboundRelationship2[@typeCode='COMP']/h:substanceAdministration")
    return {
        "name": plain_of(drug.product_name),
        "role": drug.role.code,
        "action": drug.action_taken.code,
        "additional": _first(
            node, "/h:outboundRelationship2/h:observation[h:code[@code='2']]/h:value/text()"
        ),
        "indication": _read_indication(indication[0]) if indication else None,
        "dosages": [_read_dosage(known, one) for known, one in zip(drug.dosages, dosages, strict=True)],
        "latency": {
            (one.get("typeCode"), ids.index(one[1][0].get("root"))): (one[0].get("value"), one[0].get("unit"))
            for one in _all(node, "/h:outboundRelationship1")
        },
        "rechallenge": {
            ids.index(str(_first(one, "/h:outboundRelationship1/h:actReference/h:id/@root"))): _first(
                one, f"/h:value[@codeSystem='{ICH}.1.16']/@code"
            )
            for one in recurred
        },
        "judged": {
            pair.reaction_index: (
                one.source.original_text,
                getattr(one.method, "original_text", None),
                one.result,
            )
            for pair in drug.relatedness
            for one in pair.assessments
        },
    }


def _read_indication(node: etree._Element) -> tuple[str | None, tuple[str, str] | None, str | None]:
    source = f"/h:performer/h:assignedEntity/h:code[@codeSystem='{ICH}.1.21']/@code"
    return *_term(node), _first(node, source)


def _read_dosage(known: Any, node: etree._Element) -> Facts:
    amount = _all(node, "/h:doseQuantity")
    span = "/h:effectiveTime/h:comp"
    return {
        "text": known.text,
        "route": known.route_text,
        "amount": (amount[0].get("value"), amount[0].get("unit")) if amount else None,
        "times": (_first(node, f"{span}/h:low/@value"), _first(node, f"{span}/h:high/@value")),
    }
