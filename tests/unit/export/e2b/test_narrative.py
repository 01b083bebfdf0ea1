"""H.1: what the record tells, in sentences."""

from __future__ import annotations

import e2br3
from hypothesis import given

from caseline.schema.report import CaseReport
from tests.record_strategies import records
from tests.unit.export.e2b.facts import line
from tests.unit.export.e2b.samples import full, written
from tests.unit.export.e2b.test_round_trip import _with_report

EXPECTED = f"""\
Report from the literature: Ada van der Berg, Bo Cy. Pain. J Pain. 2020. doi:10.1/x PMID: 12
Patient: age "58-year-old"; female; Caucasian.
Conditions: migraine (indication); asthma (comorbidity); measles (history).
Drug zelinavir: suspect; dose number 2, 40.5 mg once a month orally; 1 no unit {"r" * 70}; from 2020-01-01; \
to 2020-01; action taken: withdrawn; dechallenge positive; rechallenge negative.
Drug aspirin: concomitant; given for migraine; 2 g; from 2019; action taken: tapered.
Event chest pain: at left arm; severity: severe; grade 3; began "two days after the second dose" \
(counted from zelinavir); lasted "three weeks"; serious: hospitalisation, other; found: CRP 120 mg/L, ECG; \
attributed to zelinavir; causality probable "likely" by Naranjo (6 points); outcome: recovered "resolved".
Event abdominal pain: certainty: uncertain; attributed to zelinavir; outcome: fatal "died".
Treated with prednisone for chest pain: drug; given "for 5 days"; response: subsided.
Course, day 1 being that of the first exposure to the suspect drug:
- day 1, 2020-01-01: start of zelinavir "began"
- day 15, 2020-01-15: onset of chest pain "then"
- day at least 3 and at most 5: onset of abdominal pain "about"
- 2020-02: outcome of chest pain "gone"
- 2020-03-01: outcome "died"
Outcome of the case: fatal "died".
Written by software from a structured record of the paper; check it against the paper."""


def test_sentences() -> None:
    told = e2br3.parse(written(full())).icsrs[0].narrative
    assert told == EXPECTED


@given(records())
def test_names_places_and_words_are_in_it(record: CaseReport) -> None:
    made = _with_report(record)
    reports = e2br3.parse(written(made)).icsrs
    for case, report in zip(made.cases, reports, strict=True):
        told = report.narrative
        for part in (*case.conditions, *case.drugs, *case.events, *case.therapies):
            assert line(part.name) in told
        for event in case.events:
            assert all(line(site) in told for site in event.body_sites)
            assert event.onset is None or line(event.onset.text) in told
            assert event.causality is None or line(event.causality.text) in told
        for therapy in case.therapies:
            assert line(therapy.response) in told
            assert therapy.duration is None or line(therapy.duration.text) in told
        assert all(line(step.text) in told for step in case.timeline)
