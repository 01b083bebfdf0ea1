"""The order and number of elements by the implementation guide's message structure, as far as we write them.

The ICH schema set may not be handed on, so it is not here; with E2BR3_SCHEMA_DIR set, test_schema uses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

# Children in their order; ? is none or one, + one or more, * any number. A parent may go before, with a slash.
SHAPES = {
    "MCCI_IN200100UV01": "id creationTime responseModeCode interactionId name PORR_IN049016UV+ receiver sender",
    "PORR_IN049016UV": "id creationTime interactionId processingCode processingModeCode acceptAckCode receiver "
    "sender controlActProcess",
    "receiver": "device",
    "sender": "device",
    "device": "id",
    "controlActProcess": "code effectiveTime subject",
    "controlActProcess/effectiveTime": "",
    "subject": "investigationEvent",
    "investigationEvent": "id+ code text statusCode effectiveTime availabilityTime reference* component+ "
    "outboundRelationship+ subjectOf1+ subjectOf2+",
    "investigationEvent/effectiveTime": "low",
    "reference": "document",
    "document": "code bibliographicDesignationText",
    "investigationEvent/component": "adverseEventAssessment|observationEvent",
    "observationEvent": "code value",
    "adverseEventAssessment": "subject1 component+ component1*",
    "adverseEventAssessment/subject1": "primaryRole",
    "adverseEventAssessment/component": "causalityAssessment",
    "primaryRole": "player1 subjectOf1* subjectOf2*",
    "player1": "name administrativeGenderCode birthTime? deceasedTime? role?",
    "role": "code associatedPerson subjectOf2*",
    "associatedPerson": "name administrativeGenderCode? birthTime?",
    "primaryRole/subjectOf2": "observation|organizer",
    "role/subjectOf2": "observation|organizer",
    "organizer": "code component+",
    "organizer/component": "observation|substanceAdministration",
    "observation": "id? code effectiveTime? value? location? performer? outboundRelationship1* "
    "outboundRelationship2* inboundRelationship*",
    "observation/effectiveTime": "low? width? high?|comp+",
    "comp": "low? width? high?",
    "substanceAdministration": "id? text? effectiveTime? routeCode? doseQuantity? consumable? "
    "outboundRelationship1* outboundRelationship2* inboundRelationship*",
    "substanceAdministration/effectiveTime": "comp+",
    "consumable": "instanceOfKind",
    "instanceOfKind": "kindOfProduct",
    "kindOfProduct": "name",
    "outboundRelationship1": "pauseQuantity? actReference",
    "outboundRelationship2": "observation|substanceAdministration",
    "inboundRelationship": "observation|act",
    "act": "code",
    "actReference": "id",
    "causalityAssessment": "code value methodCode? author? subject1? subject2",
    "causalityAssessment/subject1": "adverseEffectReference",
    "subject2": "productUseReference",
    "adverseEffectReference": "id",
    "productUseReference": "id",
    "performer": "assignedEntity",
    "author": "assignedEntity",
    "assignedEntity": "code? addr? telecom* assignedPerson? representedOrganization?",
    "assignedPerson": "name? asQualifiedEntity? asLocatedEntity?",
    "assignedPerson/name": "prefix? given* family?",
    "asQualifiedEntity": "code",
    "asLocatedEntity": "location",
    "location": "code",
    "representedOrganization": "name? assignedEntity?",
    "addr": "streetAddressLine? city? state? postalCode?",
    "outboundRelationship": "priorityNumber? relatedInvestigation",
    "relatedInvestigation": "code subjectOf2",
    "relatedInvestigation/subjectOf2": "controlActEvent",
    "controlActEvent": "id? author?",
    "investigationEvent/subjectOf1": "controlActEvent",
    "investigationEvent/subjectOf2": "investigationCharacteristic",
    "investigationCharacteristic": "code value",
    "code": "originalText?",
    "value": "originalText?",
    "methodCode": "originalText",
    "routeCode": "originalText",
}
_RELATIONS = (
    "component component1 subject subject1 subject2 reference consumable performer author receiver sender"
)
_CLASSES = (
    "observation organizer substanceAdministration causalityAssessment observationEvent controlActEvent act"
)
# Attributes that an element must have.
NEEDED = {
    **dict.fromkeys(_RELATIONS.split(), ("typeCode",)),
    **dict.fromkeys(("outboundRelationship1", "outboundRelationship2", "inboundRelationship"), ("typeCode",)),
    **dict.fromkeys(("subjectOf1", "subjectOf2", "outboundRelationship"), ("typeCode",)),
    **dict.fromkeys(_CLASSES.split(), ("classCode", "moodCode")),
    **dict.fromkeys(("device", "player1", "assignedPerson", "location"), ("classCode", "determinerCode")),
    "pauseQuantity": ("value", "unit"),
    "doseQuantity": ("value", "unit"),
    "width": ("value", "unit"),
}


def faults(root: etree._Element) -> Iterator[str]:
    """Yields what an element and those in it have out of order, too often or not at all."""
    for element in root.iter(etree.Element):
        tag = _name(element)
        above = element.getparent()
        shape = SHAPES.get(f"{'' if above is None else _name(above)}/{tag}", SHAPES.get(tag, ""))
        children = [_name(child) for child in element]
        if not any(_fits(children, way) for way in shape.split("|")):
            yield f"{tag}: {' '.join(one for one, _ in groupby(children))} instead of {shape or 'nothing'}"
        for name in NEEDED.get(tag, ()):
            if element.get(name) is None:
                yield f"{tag} lacks {name}"
        text = (element.text or "").strip()
        if element.get("nullFlavor") and (element.get("value") or element.get("code") or text):
            yield f"{tag} has both a value and a null flavour"
        if not (element.attrib or children or text):
            yield f"{tag} is empty"


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _fits(children: list[str], shape: str) -> bool:
    steps = [re.fullmatch(r"(\w+)([?*+]?)", step) for step in shape.split()]
    pattern = "".join(f"(?:{step[1]} ){step[2]}" for step in steps if step is not None)
    return re.fullmatch(pattern, "".join(f"{child} " for child in children)) is not None
