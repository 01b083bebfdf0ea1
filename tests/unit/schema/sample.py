"""A small record that has a bit of everything."""

from __future__ import annotations

import hashlib

from caseline.schema.base import Code
from caseline.schema.case import (
    Age,
    Anchor,
    AnchorKind,
    Case,
    Condition,
    ConditionRole,
    Dose,
    DoseKind,
    Drug,
    DrugRole,
    Event,
    Onset,
    Outcome,
    OutcomeStatus,
    Patient,
    Relation,
    Sex,
    SexValue,
    Therapy,
    TherapyKind,
    TimelineEntry,
    TimeUnit,
)
from caseline.schema.document import Document, Section, SectionName
from caseline.schema.mention import FoundBy, Label, Mention
from caseline.schema.report import CaseReport, Provenance

TEXT = "A 58-year-old woman with gout had hives two days after kava – “résolved” with cetirizine."


def mention(key: str, label: Label, text: str) -> Mention:
    start = TEXT.index(text)
    return Mention(
        id=key, label=label, start=start, end=start + len(text), text=text, found_by=FoundBy.PATTERN
    )


MENTIONS = (
    mention("m1", Label.AGE, "58-year-old"),
    mention("m2", Label.SEX, "woman"),
    mention("m3", Label.DISORDER, "gout"),
    mention("m4", Label.EVENT, "hives"),
    mention("m5", Label.TIME, "two days after"),
    mention("m6", Label.DRUG, "kava"),
    mention("m7", Label.OUTCOME, "résolved"),
    mention("m8", Label.DRUG, "cetirizine"),
)
CASE = Case(
    id="c1",
    patient=Patient(
        age=Age(value=58, unit=TimeUnit.YEAR, text="58-year-old", evidence=("m1",)),
        sex=Sex(value=SexValue.FEMALE, evidence=("m2",)),
    ),
    conditions=(Condition(id="k1", name="gout", role=ConditionRole.INDICATION, evidence=("m3",)),),
    drugs=(
        Drug(
            id="d1",
            name="kava",
            role=DrugRole.SUSPECT,
            indication="k1",
            doses=(Dose(ordinal=2, kind=DoseKind.DOSE, amount=2.5, unit="mg"),),
            codes=(Code(system="DrugBank", code="DB1", display="Kava"),),
            evidence=("m6",),
        ),
    ),
    events=(
        Event(
            id="e1",
            name="hives",
            onset=Onset(
                text="two days after kava",
                relation=Relation.AFTER,
                value=2,
                unit=TimeUnit.DAY,
                anchor=Anchor(kind=AnchorKind.START, drug="d1"),
                evidence=("m5",),
            ),
            outcome=Outcome(status=OutcomeStatus.RECOVERED, text="résolved", evidence=("m7",)),
            suspects=("d1",),
            evidence=("m4",),
        ),
    ),
    therapies=(
        Therapy(id="t1", name="cetirizine", kind=TherapyKind.DRUG, for_events=("e1",), evidence=("m8",)),
    ),
    timeline=(TimelineEntry(kind="event", ref="e1", text="two days after", day=2, evidence=("m5",)),),
)
REPORT = CaseReport(
    document=Document(
        id=f"sha256:{hashlib.sha256(TEXT.encode()).hexdigest()}",
        text=TEXT,
        sections=(Section(name=SectionName.CASE, start=0, end=len(TEXT)),),
    ),
    mentions=MENTIONS,
    cases=(CASE,),
    provenance=Provenance(caseline="0.1.0"),
)
