"""The envelope of ICSR, and what stands in a report around the patient: N, C and H.1.

Source: ICH E2B(R3) implementation guide.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from caseline.export.e2b import lists
from caseline.export.e2b.case import Told
from caseline.export.e2b.drug import add_assessments, add_drugs
from caseline.export.e2b.narrative import narrative
from caseline.export.e2b.patient import add_patient
from caseline.export.e2b.reporter import add_literature, add_reporter
from caseline.export.e2b.settings import Report, Sender, Settings
from caseline.export.e2b.tree import Element, add, coded, content, root
from caseline.export.e2b.values import plain

_DIGITS: Final = 16


def batch(reports: Sequence[Told], settings: Settings) -> bytes:
    """Returns a batch of reports (N.1) as XML."""
    made = root("MCCI_IN200100UV01")
    add(made, "id", root=lists.BATCH_NUMBER, extension=_batch_number(reports, settings))
    add(made, "creationTime", value=_created(settings))
    add(made, "responseModeCode", code="D")
    add(made, "interactionId", root=lists.INTERACTIONS, extension="MCCI_IN200100UV01")
    coded(made, "name", "1", lists.MESSAGE_TYPES, displayName="ichicsr")
    for told in reports:
        _add_message(made, told)
    _add_parties(made, settings, receiver=lists.BATCH_RECEIVER, sender=lists.BATCH_SENDER)
    return content(made)


def _batch_number(reports: Sequence[Told], settings: Settings) -> str:
    """Returns N.1.2: the same for the same reports."""
    if settings.message.batch is not None:
        return plain(settings.message.batch)
    digest = hashlib.sha256("\n".join(told.report_id for told in reports).encode()).hexdigest()
    return f"{settings.sender.country}-{settings.sender.short_name}-{digest[:_DIGITS]}"


def _created(settings: Settings) -> str:
    return settings.message.created.strftime("%Y%m%d%H%M%S%z")[:19]


def _add_parties(made: Element, settings: Settings, *, receiver: str, sender: str) -> None:
    add(made, "receiver/device/id", root=receiver, extension=plain(settings.message.receiver))
    add(made, "sender/device/id", root=sender, extension=plain(settings.message.sender))


def _add_message(made: Element, told: Told) -> None:
    """Adds the message of one report (N.2.r)."""
    message = add(made, "PORR_IN049016UV")
    add(message, "id", root=lists.REPORT_ID, extension=told.report_id)
    add(message, "creationTime", value=_created(told.settings))
    add(message, "interactionId", root=lists.INTERACTIONS, extension="PORR_IN049016UV")
    add(message, "processingCode", code="P")
    add(message, "processingModeCode", code="T")
    add(message, "acceptAckCode", code="AL")
    _add_parties(message, told.settings, receiver=lists.MESSAGE_RECEIVER, sender=lists.MESSAGE_SENDER)
    process = add(message, "controlActProcess")
    coded(process, "code", "PORR_TE049016UV", lists.TRIGGERS)
    add(process, "effectiveTime", value=_created(told.settings))
    _add_report(add(process, "subject/investigationEvent"), told)


def _add_report(event: Element, told: Told) -> None:
    report = told.settings.report
    add(event, "id", root=lists.REPORT_ID, extension=told.report_id)
    add(event, "id", root=lists.WORLDWIDE_ID, extension=told.report_id)
    coded(event, "code", "PAT_ADV_EVNT", lists.ACT_CODES)
    add(event, "text", narrative(told))
    add(event, "statusCode", code="active")
    add(event, "effectiveTime/low", value=report.received.strftime("%Y%m%d"))
    add(event, "availabilityTime", value=(report.latest or report.received).strftime("%Y%m%d"))
    add_literature(event, told.document)
    assessment = add(event, "component/adverseEventAssessment")
    role = add(assessment, "subject1:SBJ/primaryRole")
    add_patient(role, told)
    add_drugs(role, told)
    add_assessments(assessment, told)
    _add_flags(event, report)
    _add_first_sender(event, told.settings.sender)
    for linked in told.linked:
        relation = add(event, "outboundRelationship/relatedInvestigation")
        add(relation, "code", nullFlavor="NA")
        add(relation, "subjectOf2:SUBJ/controlActEvent/id", root=lists.WORLDWIDE_ID, extension=linked)
    add_reporter(event, told)
    _add_sender(event, told.settings.sender)
    _add_traits(event, report)


def _add_flags(event: Element, report: Report) -> None:
    """Adds C.1.6.1 and C.1.7."""
    for code, name, value in (
        ("1", "additionalDocumentsAvailable", report.additional_documents),
        ("23", "localCriteriaForExpedited", report.expedited),
    ):
        flag = add(event, "component/observationEvent")
        coded(flag, "code", code, lists.OBSERVATIONS, displayName=name)
        add(flag, "value", kind="BL", value=str(value).lower())


def _add_first_sender(event: Element, sender: Sender) -> None:
    """Adds C.1.8.2."""
    relation = add(event, "outboundRelationship/relatedInvestigation")
    coded(relation, "code", "1", lists.REPORT_RELATIONS, displayName="initialReport")
    author = add(relation, "subjectOf2:SUBJ/controlActEvent/author/assignedEntity")
    coded(author, "code", "1" if sender.type == "regulatory_authority" else "2", lists.FIRST_SENDERS)


def _add_sender(event: Element, sender: Sender) -> None:
    """Adds C.3."""
    entity = add(event, "subjectOf1:SUBJ/controlActEvent/author/assignedEntity")
    coded(entity, "code", lists.SENDER_TYPE[sender.type], lists.SENDER_TYPES)
    address = (
        ("streetAddressLine", sender.street),
        ("city", sender.city),
        ("state", sender.state),
        ("postalCode", sender.postcode),
    )
    if any(value for _, value in address):
        _add_texts(add(entity, "addr"), address)
    for prefix, value in (("tel", sender.telephone), ("fax", sender.fax), ("mailto", sender.email)):
        if value is not None:
            add(entity, "telecom", value=f"{prefix}:{plain(value)}")
    person = add(entity, "assignedPerson")
    name = (
        ("prefix", sender.title),
        ("given", sender.given_name),
        ("given", sender.middle_name),
        ("family", sender.family_name),
    )
    if any(value for _, value in name):
        _add_texts(add(person, "name"), name)
    coded(add(person, "asLocatedEntity/location"), "code", sender.country, lists.COUNTRIES)
    organisation = add(entity, "representedOrganization")
    if sender.department is not None:
        add(organisation, "name", plain(sender.department))
    add(organisation, "assignedEntity/representedOrganization/name", plain(sender.organisation))


def _add_texts(made: Element, texts: Sequence[tuple[str, str | None]]) -> None:
    for tag, value in texts:
        if value is not None:
            add(made, tag, plain(value))


def _add_traits(event: Element, report: Report) -> None:
    """Adds C.1.3 and C.1.9.1."""
    kind = add(event, "subjectOf2:SUBJ/investigationCharacteristic")
    coded(kind, "code", "1", lists.REPORT_TRAITS, displayName="ichReportType")
    coded(kind, "value", lists.REPORT_TYPE[report.type], lists.REPORT_TYPES, kind="CE")
    other = add(event, "subjectOf2:SUBJ/investigationCharacteristic")
    coded(other, "code", "2", lists.REPORT_TRAITS, displayName="otherCaseIds")
    add(other, "value", kind="BL", nullFlavor="NI")
