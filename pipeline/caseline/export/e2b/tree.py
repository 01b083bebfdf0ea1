"""Elements of HL7 v3 with the attributes that never change."""

from __future__ import annotations

from typing import Final

from lxml import etree

HL7: Final = "urn:hl7-org:v3"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_SPACES: Final[dict[str | None, str]] = {None: HL7, "xsi": XSI}
Element = etree._Element  # noqa: SLF001 - lxml names its type of elements so

_ACT: Final = {"classCode": "OBS", "moodCode": "EVN"}
_ONE: Final = {"determinerCode": "INSTANCE"}
_FIXED: Final[dict[str, dict[str, str]]] = {
    "act": {"classCode": "ACT", "moodCode": "EVN"},
    "actReference": _ACT,
    "adverseEffectReference": _ACT,
    "adverseEventAssessment": {"classCode": "INVSTG", "moodCode": "EVN"},
    "asLocatedEntity": {"classCode": "LOCE"},
    "asQualifiedEntity": {"classCode": "QUAL"},
    "assignedEntity": {"classCode": "ASSIGNED"},
    "assignedPerson": {"classCode": "PSN", **_ONE},
    "associatedPerson": {"classCode": "PSN", **_ONE},
    "author": {"typeCode": "AUT"},
    "causalityAssessment": _ACT,
    "component": {"typeCode": "COMP"},
    "consumable": {"typeCode": "CSM"},
    "controlActEvent": {"classCode": "CACT", "moodCode": "EVN"},
    "controlActProcess": {"classCode": "CACT", "moodCode": "EVN"},
    "device": {"classCode": "DEV", **_ONE},
    "document": {"classCode": "DOC", "moodCode": "EVN"},
    "instanceOfKind": {"classCode": "INST"},
    "investigationCharacteristic": _ACT,
    "investigationEvent": {"classCode": "INVSTG", "moodCode": "EVN"},
    "kindOfProduct": {"classCode": "MMAT", "determinerCode": "KIND"},
    "location": {"classCode": "COUNTRY", **_ONE},
    "observation": _ACT,
    "observationEvent": _ACT,
    "organizer": {"classCode": "CATEGORY", "moodCode": "EVN"},
    "outboundRelationship": {"typeCode": "SPRT"},
    "performer": {"typeCode": "PRF"},
    "player1": {"classCode": "PSN", **_ONE},
    "primaryRole": {"classCode": "INVSBJ"},
    "productUseReference": {"classCode": "SBADM", "moodCode": "EVN"},
    "receiver": {"typeCode": "RCV"},
    "reference": {"typeCode": "REFR"},
    "relatedInvestigation": {"classCode": "INVSTG", "moodCode": "EVN"},
    "representedOrganization": {"classCode": "ORG", **_ONE},
    "role": {"classCode": "PRS"},
    "sender": {"typeCode": "SND"},
    "subject": {"typeCode": "SUBJ"},
    "substanceAdministration": {"classCode": "SBADM", "moodCode": "EVN"},
}


def root(tag: str) -> Element:
    """Returns the outermost element of a message."""
    made = etree.Element(f"{{{HL7}}}{tag}", nsmap=_SPACES)  # type: ignore[arg-type]
    made.set("ITSVersion", "XML_1.0")
    made.set(f"{{{XSI}}}schemaLocation", f"{HL7} {tag}.xsd")
    return made


def add(parent: Element, path: str, text: str | None = None, **attributes: str | None) -> Element:
    """Adds an element, or a chain of them such as "author/assignedEntity", and returns the last.

    A name may be followed by its typeCode, as in "subjectOf2:SBJ".

    Args:
        parent: Where it is added, behind what is there.
        path: Names from the outside in.
        text: Its text.
        attributes: Attributes of the last; those that are null are left out. `kind` is xsi:type.
    """
    made = parent
    for step in path.split("/"):
        tag, _, kind = step.partition(":")
        made = etree.SubElement(made, f"{{{HL7}}}{tag}")
        for name, value in _FIXED.get(tag, {}).items():
            made.set(name, value)
        if kind:
            made.set("typeCode", kind)
    for name, given in attributes.items():
        if given is not None:
            made.set(f"{{{XSI}}}type" if name == "kind" else name, given)
    made.text = text
    return made


def coded(parent: Element, tag: str, code: str, system: str, **attributes: str | None) -> Element:
    """Adds an element that holds a code of a list."""
    return add(parent, tag, code=code, codeSystem=system, **attributes)


def content(made: Element) -> bytes:
    """Returns a message as bytes."""
    return etree.tostring(made, encoding="UTF-8", xml_declaration=True, pretty_print=True)
