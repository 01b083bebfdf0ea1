"""One-line introductions: how many patients, and the age and sex of each."""

from __future__ import annotations

import pytest
from spacy.language import Language

from caseline import pipeline
from caseline.schema.case import Case

FEMALE, MALE, CONFLICT = "female", "male", "conflict"
Patient = tuple[float | tuple[float, float] | None, str | None, str | None]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


def patient_of(case: Case) -> Patient:
    """Returns age, unit and sex; a sex that is told in two ways is a conflict."""
    age, sex = case.patient.age, case.patient.sex
    value: float | tuple[float, float] | None = None if age is None else age.value
    if age is not None and age.low is not None and age.high is not None:
        value = (age.low, age.high)
    told: str | None = None if sex is None or sex.value is None else sex.value.value
    if any(conflict.field == "sex" for conflict in case.patient.conflicts):
        told = CONFLICT
    unit = None if age is None or age.unit is None or value is None else age.unit.value
    return value, unit, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Patient A (54 years, female) developed drowsiness after baclofen. Patient B (61 "
            "years, male) became comatose after baclofen.",
            [(54, "a", FEMALE), (61, "a", MALE)],
            id="patient-a-54-years-female-developed-drowsiness",
        ),
        pytest.param(
            "A patient (54 years, female) developed drowsiness after baclofen.",
            [(54, "a", FEMALE)],
            id="a-patient-54-years-female-developed-drowsiness",
        ),
        pytest.param(
            "Pt 1: 34F with hives after amoxicillin. Pt 2: 45M with rash after amoxicillin.",
            [(34, "a", FEMALE), (45, "a", MALE)],
            id="pt-1-34f-with-hives-after-amoxicillin",
        ),
        pytest.param(
            "34M with hives after amoxicillin.", [(34, "a", MALE)], id="34m-with-hives-after-amoxicillin"
        ),
        pytest.param(
            "34 yo F with hives after amoxicillin.",
            [(34, "a", FEMALE)],
            id="34-yo-f-with-hives-after-amoxicillin",
        ),
        pytest.param(
            "58/F, diabetic, got hives after amoxicillin.",
            [(58, "a", FEMALE)],
            id="58-f-diabetic-got-hives-after-amoxicillin",
        ),
        pytest.param(
            "A man, aged 34, developed hives after amoxicillin.",
            [(34, "a", MALE)],
            id="a-man-aged-34-developed-hives-after",
        ),
        pytest.param(
            "A 7-month-old boy developed hives after amoxicillin.",
            [(7, "mo", MALE)],
            id="a-7-month-old-boy-developed-hives",
        ),
        pytest.param(
            "A 7 mo F developed hives after amoxicillin.",
            [(7, "mo", FEMALE)],
            id="a-7-mo-f-developed-hives-after",
        ),
        pytest.param(
            "A girl (age 6 weeks) developed hives after amoxicillin.",
            [(6, "wk", FEMALE)],
            id="a-girl-age-6-weeks-developed-hives",
        ),
        pytest.param(
            "A male neonate, 5 days old, developed hives after ampicillin.",
            [(5, "d", MALE)],
            id="a-male-neonate-5-days-old-developed",
        ),
        pytest.param(
            "We report two cases. The first patient was a 40-year-old man who developed hives after "
            "amoxicillin. The second was a 50-year-old woman who developed rash after amoxicillin. Both recovered.",
            [(40, "a", MALE), (50, "a", FEMALE)],
            id="we-report-two-cases-the-first-patient",
        ),
        pytest.param(
            "Case 1. A 40-year-old man developed hives after amoxicillin.\nCase 2. A 50-year-old woman "
            "developed rash after amoxicillin.\nCase 3. A 60-year-old woman developed fever after amoxicillin.",
            [(40, "a", MALE), (50, "a", FEMALE), (60, "a", FEMALE)],
            id="case-1-a-40-year-old-man",
        ),
        pytest.param(
            "Three patients, a 34-year-old man, a 51-year-old woman and a 60-year-old man, developed hives "
            "after amoxicillin. All recovered after withdrawal.",
            [(34, "a", MALE), (51, "a", FEMALE), (60, "a", MALE)],
            id="three-patients-a-34-year-old-man",
        ),
        pytest.param(
            "We describe three patients (two women aged 33 and 45 years and one man aged 50 "
            "years) who developed hives after amoxicillin.",
            [(33, "a", FEMALE), (45, "a", FEMALE), (50, "a", MALE)],
            id="we-describe-three-patients-two-women-aged",
        ),
        pytest.param(
            "A 29-year-old G2P1 woman took valproate throughout pregnancy. At 38 weeks' gestation she "
            "delivered a boy weighing 3 kg who had spina bifida.",
            [(None, None, MALE)],
            id="a-29-year-old-g2p1-woman-took",
        ),
        pytest.param(
            "An infant born to a 31-year-old woman who had taken lithium throughout pregnancy was hypotonic.",
            [(None, None, None)],
            id="an-infant-born-to-a-31-year",
        ),
        pytest.param(
            "A male infant was born at 38 weeks' gestation to a 31-year-old gravida 2 mother who "
            "had taken lithium. The baby was hypotonic.",
            [(None, None, MALE)],
            id="a-male-infant-was-born-at-38",
        ),
        pytest.param(
            "A 26-year-old woman took mycophenolate in pregnancy. A girl was delivered at 36 weeks; she had "
            "microtia and died of heart failure. The mother suffered pre-eclampsia.",
            [(26, "a", FEMALE), (None, None, FEMALE)],
            id="a-26-year-old-woman-took-mycophenolate",
        ),
        pytest.param(
            "A newborn girl whose mother, a 24-year-old woman, had taken paroxetine was jittery.",
            [(None, None, FEMALE)],
            id="a-newborn-girl-whose-mother-a-24",
        ),
        pytest.param(
            "my daughter is 15 and got her first gardasil. she fainted about 5 minutes after.",
            [(15, "a", FEMALE)],
            id="my-daughter-is-15-and-got-her",
        ),
        pytest.param(
            "My 15 month old son got MMR on 3/4/2019 and had a fever of 104 the next day.",
            [(15, "mo", MALE)],
            id="my-15-month-old-son-got-mmr",
        ),
        pytest.param(
            "My mother (82) had a stroke two days after Moderna.",
            [(82, "a", FEMALE)],
            id="my-mother-82-had-a-stroke-two",
        ),
        pytest.param(
            "My husband got the Pfizer vaccine and developed chest pain that night.",
            [(None, None, MALE)],
            id="my-husband-got-the-pfizer-vaccine-and",
        ),
        pytest.param(
            "My wife, 45, was given ciprofloxacin. Two days later her tendon ruptured.",
            [(45, "a", FEMALE)],
            id="my-wife-45-was-given-ciprofloxacin-two",
        ),
        pytest.param(
            "My father took simvastatin for years. He is 70. He developed muscle pain.",
            [(70, "a", MALE)],
            id="my-father-took-simvastatin-for-years-he",
        ),
        pytest.param(
            "I took ciprofloxacin and my tendon hurt. My mother also has tendon problems.",
            [(None, None, None)],
            id="i-took-ciprofloxacin-and-my-tendon-hurt",
        ),
        pytest.param(
            "I am a 45 year old woman. I got Moderna and developed hives. My son is 15 and had no problems.",
            [(45, "a", FEMALE)],
            id="i-am-a-45-year-old-woman",
        ),
        pytest.param(
            "A 45-year-old man took amoxicillin and developed a rash. The patient "
            "stopped amoxicillin and she recovered.",
            [(45, "a", CONFLICT)],
            id="a-45-year-old-man-took-amoxicillin",
        ),
        pytest.param(
            "A 45-year-old man took amoxicillin and developed a rash. His wife "
            "called and she was worried. He recovered.",
            [(45, "a", MALE)],
            id="a-45-year-old-man-took-amoxicillin-2",
        ),
        pytest.param(
            "A 45-year-old woman took amoxicillin. She developed a rash. Her doctor was called "
            "and he stopped amoxicillin. She recovered.",
            [(45, "a", FEMALE)],
            id="a-45-year-old-woman-took-amoxicillin",
        ),
        pytest.param(
            "A 30-year-old woman took amoxicillin and developed hives. She was treated with cetirizine. He "
            "recovered the next day. She has been well since, and she avoids penicillin.",
            [(30, "a", FEMALE)],
            id="a-30-year-old-woman-took-amoxicillin",
        ),
        pytest.param(
            "Pt rec'd flu shot 10/12/2019. Fever and chills that night.",
            [(None, None, None)],
            id="pt-rec-d-flu-shot-10-12",
        ),
        pytest.param(
            "Patient received Shingrix. Next day arm swollen and red.",
            [(None, None, None)],
            id="patient-received-shingrix-next-day-arm-swollen",
        ),
        pytest.param(
            "I got the Moderna vaccine. Two hours later hives.",
            [(None, None, None)],
            id="i-got-the-moderna-vaccine-two-hours",
        ),
        pytest.param(
            "In a trial of 120 patients, one patient developed hepatitis after ketoconazole.",
            [],
            id="in-a-trial-of-120-patients-one",
        ),
        pytest.param(
            "Two of 300 patients treated with amiodarone developed hypothyroidism in this cohort study.",
            [],
            id="two-of-300-patients-treated-with-amiodarone",
        ),
        pytest.param(
            "A 72-year-old woman had been diagnosed with asthma at age 12. She "
            "developed hives after amoxicillin.",
            [(72, "a", FEMALE)],
            id="a-72-year-old-woman-had-been",
        ),
        pytest.param(
            "The patient was 34 years old when she took amoxicillin and developed hives.",
            [(34, "a", FEMALE)],
            id="the-patient-was-34-years-old-when",
        ),
        pytest.param(
            "This 82 year-old patient took warfarin; her nose bled.",
            [(82, "a", FEMALE)],
            id="this-82-year-old-patient-took-warfarin",
        ),
        pytest.param(
            "A woman in her seventies developed hives after amoxicillin.",
            [((70, 79), "a", FEMALE)],
            id="a-woman-in-her-seventies-developed-hives",
        ),
        pytest.param(
            "The patient, a male in his 40s, developed hives after amoxicillin.",
            [((40, 49), "a", MALE)],
            id="the-patient-a-male-in-his-40s",
        ),
        pytest.param(
            "Age: 45. Sex: F. Developed hives after amoxicillin.",
            [(45, "a", FEMALE)],
            id="age-45-sex-f-developed-hives-after",
        ),
        pytest.param(
            "A 9-year-old girl and her 7-year-old brother developed dystonia after metoclopramide.",
            [(9, "a", FEMALE), (7, "a", MALE)],
            id="a-9-year-old-girl-and-her",
        ),
        pytest.param(
            "A 40-year-old man developed gout on cyclosporine. His brother, a 38-year-old man, had gout as well.",
            [(40, "a", MALE)],
            id="a-40-year-old-man-developed-gout",
        ),
        pytest.param(
            "Consumer reports that her husband (age 71) started Eliquis and had nosebleeds.",
            [(71, "a", MALE)],
            id="consumer-reports-that-her-husband-age-71",
        ),
        pytest.param(
            "A female consumer of 66 years received Shingrix and had fever.",
            [(66, "a", FEMALE)],
            id="a-female-consumer-of-66-years-received",
        ),
        pytest.param(
            "Staff member (F, 28 y/o, LPN) rec'd Pfizer COVID vaccine. Next AM woke w/ headache.",
            [(28, "a", FEMALE)],
            id="staff-member-f-28-y-o-lpn",
        ),
        pytest.param(
            "Pt is 82 y.o. M resident of LTC facility. Flu vaccine 10/14/2020. Fever next day.",
            [(82, "a", MALE)],
            id="pt-is-82-y-o-m-resident",
        ),
        pytest.param(
            "Patient: male, 63 yrs. Drug: amiodarone. Reaction: hypothyroidism.",
            [(63, "a", MALE)],
            id="patient-male-63-yrs-drug-amiodarone-reaction",
        ),
        pytest.param(
            "Patients 1 and 2 were sisters aged 20 and 23 years. Both developed hepatitis after "
            "isoniazid. Patient 1 recovered; patient 2 died.",
            [(20, "a", FEMALE), (23, "a", FEMALE)],
            id="patients-1-and-2-were-sisters-aged",
        ),
        pytest.param(
            "A 4-day-old, 38-week gestation, 3-kg female newborn developed apnea after prostaglandin.",
            [(4, "d", FEMALE)],
            id="a-4-day-old-38-week-gestation",
        ),
        pytest.param(
            "A preterm infant of 28 weeks' gestation developed hypotension after indomethacin at 3 days of age.",
            [(3, "d", None)],
            id="a-preterm-infant-of-28-weeks-gestation",
        ),
        pytest.param(
            "A 2½-year-old boy swallowed 10 tablets of iron and vomited.",
            [(2.5, "a", MALE)],
            id="a-2-year-old-boy-swallowed-10",
        ),
        pytest.param(
            "A 50-y-o lady took metformin and developed lactic acidosis.",
            [(50, "a", FEMALE)],
            id="a-50-y-o-lady-took-metformin",
        ),
        pytest.param(
            "Seventy-two year old gentleman took digoxin and developed nausea.",
            [(72, "a", MALE)],
            id="seventy-two-year-old-gentleman-took-digoxin",
        ),
        pytest.param(
            "A nine-month-old Caucasian infant boy received ceftriaxone and died.",
            [(9, "mo", MALE)],
            id="a-nine-month-old-caucasian-infant-boy",
        ),
        pytest.param(
            "72 years old, male. After allopurinol developed rash.",
            [(72, "a", MALE)],
            id="72-years-old-male-after-allopurinol-developed",
        ),
        pytest.param(
            "F/34 developed rash after allopurinol.",
            [(34, "a", FEMALE)],
            id="f-34-developed-rash-after-allopurinol",
        ),
        pytest.param(
            "Mr. Smith, 63, developed rash after allopurinol.",
            [(63, "a", MALE)],
            id="mr-smith-63-developed-rash-after-allopurinol",
        ),
        pytest.param(
            "Mrs A, aged 63, developed rash after allopurinol.",
            [(63, "a", FEMALE)],
            id="mrs-a-aged-63-developed-rash-after",
        ),
        pytest.param(
            "A 63-year-old retired teacher developed rash after allopurinol; his wife noticed it.",
            [(63, "a", MALE)],
            id="a-63-year-old-retired-teacher-developed",
        ),
        pytest.param(
            "A 45-year-old patient with prostate cancer developed rash after flutamide.",
            [(45, "a", MALE)],
            id="a-45-year-old-patient-with-prostate",
        ),
        pytest.param(
            "A 45-year-old postmenopausal patient developed rash after tamoxifen.",
            [(45, "a", FEMALE)],
            id="a-45-year-old-postmenopausal-patient-developed",
        ),
        pytest.param(
            "A 45-year-old transgender woman developed thrombosis after estradiol.",
            [(45, "a", FEMALE)],
            id="a-45-year-old-transgender-woman-developed",
        ),
        pytest.param(
            "A 45-year-old man with cancer; female donor. He developed graft failure after busulfan.",
            [(45, "a", MALE)],
            id="a-45-year-old-man-with-cancer",
        ),
        pytest.param(
            "A 3-week-old (gestational age 29 weeks) boy developed seizures after theophylline.",
            [(3, "wk", MALE)],
            id="a-3-week-old-gestational-age-29",
        ),
        pytest.param(
            "Two infants, 3 and 5 months old, developed seizures after theophylline.",
            [(3, "mo", None), (5, "mo", None)],
            id="two-infants-3-and-5-months-old",
        ),
        pytest.param(
            "Hepatitis was seen in two women, 45 and 60 years of age, taking kava.",
            [(45, "a", FEMALE), (60, "a", FEMALE)],
            id="hepatitis-was-seen-in-two-women-45",
        ),
        pytest.param(
            "A 54-year-old woman (case 1) and a 60-year-old man (case 2) developed hepatitis "
            "after kava. Case 1 died. Case 2 recovered.",
            [(54, "a", FEMALE), (60, "a", MALE)],
            id="a-54-year-old-woman-case-1",
        ),
        pytest.param(
            "Case 1 (F, 34 years) received pembrolizumab and developed colitis. Case 2 (M, 61 years) "
            "received nivolumab and developed pneumonitis.",
            [(34, "a", FEMALE), (61, "a", MALE)],
            id="case-1-f-34-years-received-pembrolizumab",
        ),
        pytest.param(
            "Case A: 23-year-old primigravida with hives after penicillin. Case B: "
            "31-year-old multipara with rash after cefazolin.",
            [(23, "a", FEMALE), (31, "a", FEMALE)],
            id="case-a-23-year-old-primigravida-with",
        ),
        pytest.param(
            "One patient, a 44-year-old man, had seizures after bupropion; the other, a "
            "29-year-old woman, had rash after bupropion.",
            [(44, "a", MALE), (29, "a", FEMALE)],
            id="one-patient-a-44-year-old-man",
        ),
        pytest.param(
            "We saw two infants (2 and 4 months of age) with apnea after codeine.",
            [(2, "mo", None), (4, "mo", None)],
            id="we-saw-two-infants-2-and-4",
        ),
        pytest.param(
            "A previously healthy 19 y.o. F presented with hives after ibuprofen.",
            [(19, "a", FEMALE)],
            id="a-previously-healthy-19-y-o-f",
        ),
        pytest.param(
            "A 5 day old baby girl was given vitamin K and developed a hematoma.",
            [(5, "d", FEMALE)],
            id="a-5-day-old-baby-girl-was",
        ),
        pytest.param(
            "A 14-month-old Hispanic male received MMR and developed fever.",
            [(14, "mo", MALE)],
            id="a-14-month-old-hispanic-male-received",
        ),
        pytest.param(
            "A two-year-old was given amoxicillin and developed hives.",
            [(2, "a", None)],
            id="a-two-year-old-was-given-amoxicillin",
        ),
        pytest.param(
            "This 47 y/o WM developed rash after allopurinol.",
            [(47, "a", MALE)],
            id="this-47-y-o-wm-developed-rash",
        ),
        pytest.param(
            "Pt is a 61 y/o AAF who developed angioedema after lisinopril.",
            [(61, "a", FEMALE)],
            id="pt-is-a-61-y-o-aaf",
        ),
        pytest.param(
            "78F on warfarin, nosebleed after ciprofloxacin.",
            [(78, "a", FEMALE)],
            id="78f-on-warfarin-nosebleed-after-ciprofloxacin",
        ),
        pytest.param(
            "Temp was 102 F, chills after flu shot.",
            [(None, None, None)],
            id="temp-was-102-f-chills-after-flu",
        ),
        pytest.param(
            "Pt had fever 101 F with chills after the pneumonia shot.",
            [(None, None, None)],
            id="pt-had-fever-101-f-with-chills",
        ),
        pytest.param(
            "My 82 year old mother got the flu shot. She had a stroke the next day. I found her on the floor.",
            [(82, "a", FEMALE)],
            id="my-82-year-old-mother-got-the",
        ),
        pytest.param(
            "My son, 16, received Gardasil and fainted. He was taken to the ER.",
            [(16, "a", MALE)],
            id="my-son-16-received-gardasil-and-fainted",
        ),
        pytest.param(
            "Our 4 month old baby boy received his vaccines and had a seizure that night.",
            [(4, "mo", MALE)],
            id="our-4-month-old-baby-boy-received",
        ),
        pytest.param(
            "Parent reports child received DTaP and cried for 4 hours. She is 6 months old.",
            [(6, "mo", FEMALE)],
            id="parent-reports-child-received-dtap-and-cried",
        ),
        pytest.param(
            "A nurse reported that her patient, a 66-year-old man, fainted after Shingrix.",
            [(66, "a", MALE)],
            id="a-nurse-reported-that-her-patient-a",
        ),
        pytest.param(
            "Reporter states that his wife, age 58, received Moderna and developed tinnitus.",
            [(58, "a", FEMALE)],
            id="reporter-states-that-his-wife-age-58",
        ),
        pytest.param(
            "I received Moderna and developed tinnitus. I am 58. My husband, 60, was fine.",
            [(58, "a", None)],
            id="i-received-moderna-and-developed-tinnitus-i",
        ),
        pytest.param(
            "My daughter had a rash from amoxicillin when she was 3. I took amoxicillin last week and got hives.",
            [(None, None, None)],
            id="my-daughter-had-a-rash-from-amoxicillin",
        ),
        pytest.param(
            "My doctor prescribed levofloxacin and my tendon ruptured. I am a 50 year old male.",
            [(50, "a", MALE)],
            id="my-doctor-prescribed-levofloxacin-and-my-tendon",
        ),
        pytest.param(
            "A 60-year-old woman was started on phenytoin. She developed a rash. Her "
            "husband noted that he had seen it before.",
            [(60, "a", FEMALE)],
            id="a-60-year-old-woman-was-started",
        ),
        pytest.param(
            "A 60-year-old woman was started on phenytoin. He developed a rash and he stopped phenytoin.",
            [(60, "a", CONFLICT)],
            id="a-60-year-old-woman-was-started-2",
        ),
        pytest.param(
            "A 6-year-old boy was given phenytoin. His rash appeared on day 10. She recovered.",
            [(6, "a", MALE)],
            id="a-6-year-old-boy-was-given",
        ),
        pytest.param(
            "A 40-year-old man received phenytoin. The physician stopped it when she saw the rash.",
            [(40, "a", MALE)],
            id="a-40-year-old-man-received-phenytoin",
        ),
        pytest.param(
            "A 71-year-old patient developed rash after phenytoin. The man recovered.",
            [(71, "a", MALE)],
            id="a-71-year-old-patient-developed-rash",
        ),
        pytest.param(
            "A neonate whose mother received fluoxetine was jittery. The mother was 33 years old.",
            [(None, None, None)],
            id="a-neonate-whose-mother-received-fluoxetine-was",
        ),
        pytest.param(
            "A 33-year-old mother took fluoxetine during pregnancy. Her newborn son was jittery.",
            [(None, None, MALE)],
            id="a-33-year-old-mother-took-fluoxetine",
        ),
        pytest.param(
            "A 33-year-old woman breastfeeding her 3-month-old son took codeine. The infant became drowsy.",
            [(3, "mo", MALE)],
            id="a-33-year-old-woman-breastfeeding-her",
        ),
        pytest.param(
            "A baby girl was born at 35 weeks of gestation to a 22-year-old woman "
            "on methadone and developed seizures.",
            [(None, None, FEMALE)],
            id="a-baby-girl-was-born-at-35",
        ),
        pytest.param(
            "A 28-year-old pregnant woman at 30 weeks of gestation received nifedipine and "
            "developed hypotension. The fetus was unaffected.",
            [(28, "a", FEMALE)],
            id="a-28-year-old-pregnant-woman-at",
        ),
        pytest.param(
            "A 28-year-old woman received oxytocin and developed water "
            "intoxication after delivery of a healthy boy.",
            [(28, "a", FEMALE)],
            id="a-28-year-old-woman-received-oxytocin",
        ),
        pytest.param(
            "In this randomized trial, hives occurred in 3 of 120 patients treated with "
            "amoxicillin, including a 45-year-old man.",
            [],
            id="in-this-randomized-trial-hives-occurred-in",
        ),
        pytest.param(
            "Of 60 women treated with tamoxifen, one 55-year-old developed endometrial cancer.",
            [],
            id="of-60-women-treated-with-tamoxifen-one",
        ),
        pytest.param(
            "Rash is common with amoxicillin. Patients under 12 years of age are at risk.",
            [],
            id="rash-is-common-with-amoxicillin-patients-under",
        ),
        pytest.param(
            "The mean age was 54 years and 60% were female. Hepatitis occurred in 2% with ketoconazole.",
            [],
            id="the-mean-age-was-54-years-and",
        ),
        pytest.param(
            "Smith et al. reported a 34-year-old woman with hives after kava.",
            [],
            id="smith-et-al-reported-a-34-year",
        ),
        pytest.param(
            "The patient's grandmother, aged 80, had gout. The patient developed gout after cyclosporine.",
            [(None, None, None)],
            id="the-patient-s-grandmother-aged-80-had",
        ),
        pytest.param(
            "A man in his late 60s developed rash after allopurinol.",
            [((67, 69), "a", MALE)],
            id="a-man-in-his-late-60s-developed",
        ),
        pytest.param(
            "Diagnosed with epilepsy at 6 years of age, a 24-year-old woman developed rash after lamotrigine.",
            [(24, "a", FEMALE)],
            id="diagnosed-with-epilepsy-at-6-years-of",
        ),
        pytest.param(
            "A lady aged seventy developed rash after allopurinol.",
            [(70, "a", FEMALE)],
            id="a-lady-aged-seventy-developed-rash-after",
        ),
        pytest.param(
            "A 30-day-old infant weighing 3.2 kg (corrected gestational age 38 "
            "weeks) developed apnea after prostaglandin.",
            [(30, "d", None)],
            id="a-30-day-old-infant-weighing-3",
        ),
    ],
)
def test_introductions(nlp: Language, text: str, expected: list[Patient]) -> None:
    assert [patient_of(case) for case in pipeline.extract(text, nlp=nlp).cases] == expected
