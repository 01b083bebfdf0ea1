"""Headings: which lines and beginnings are one, and which are prose."""

import pytest

from caseline.reading import find_sections

PROSE = "The rash was noticed on the third day of treatment and it faded slowly."


def parts(text: str) -> list[tuple[str, str | None]]:
    """Returns name and title of each section."""
    return [(str(section.name), section.title) for section in find_sections(text)]


LINES = [
    pytest.param("Discussion", "discussion", "Discussion", id="plain"),
    pytest.param("3. Discussion", "discussion", "3. Discussion", id="numbered"),
    pytest.param("3) Discussion", "discussion", "3) Discussion", id="bracket"),
    pytest.param("2.1 Discussion", "discussion", "2.1 Discussion", id="second-rank"),
    pytest.param("4 | DISCUSSION", "discussion", "4 | DISCUSSION", id="bar"),
    pytest.param("IV. Discussion", "discussion", "IV. Discussion", id="roman"),
    pytest.param("B. Methods", "methods", "B. Methods", id="letter"),
    pytest.param("CASE REPORT", "case", "CASE REPORT", id="capitals"),
    pytest.param("Case presentation", "case", "Case presentation", id="case-presentation"),
    pytest.param("Presentation of the case:", "case", "Presentation of the case", id="trailing-colon"),
    pytest.param("Discussion.", "discussion", "Discussion", id="trailing-stop"),
    pytest.param("## Discussion", "discussion", "Discussion", id="markdown"),
    pytest.param("**Discussion**", "discussion", "Discussion", id="bold"),
    pytest.param("Conclusion(s)", "conclusion", "Conclusion(s)", id="bracketed-plural"),
    pytest.param("Results & Discussion", "results", "Results & Discussion", id="ampersand"),
    pytest.param("Patients and Methods", "methods", "Patients and Methods", id="joined"),
    pytest.param(
        "Discussion and literature review",
        "discussion",
        "Discussion and literature review",
        id="joined-by-and",
    ),
    pytest.param("Review of the literature", "discussion", "Review of the literature", id="review"),
    pytest.param("Learning points", "conclusion", "Learning points", id="learning-points"),
    pytest.param("Plain language summary", "lay_summary", "Plain language summary", id="lay"),
    pytest.param("Outcome and follow-up", "case", "Outcome and follow-up", id="part-of-case"),
    pytest.param("Case 2", "case", "Case 2", id="series"),
    pytest.param("Case #2", "case", "Case #2", id="series-hash"),
    pytest.param("Case No. 2", "case", "Case No. 2", id="series-number"),
    pytest.param("Patient B", "case", "Patient B", id="series-letter"),
    pytest.param("2.2. Case II", "case", "2.2. Case II", id="series-roman"),
    pytest.param(
        "Case two: hepatitis in a neonate", "case", "Case two: hepatitis in a neonate", id="series-titled"
    ),
    pytest.param("First case", "case", "First case", id="series-ordinal"),
]


@pytest.mark.parametrize(("heading", "name", "title"), LINES)
def test_heading_on_its_own_line(heading: str, name: str, title: str) -> None:
    assert parts(f"{PROSE}\n\n{heading}\n\n{PROSE}") == [("body", None), (name, title)]


@pytest.mark.parametrize(("heading", "name", "title"), LINES)
def test_heading_without_blank_lines(heading: str, name: str, title: str) -> None:
    assert parts(f"{PROSE}\n{heading}\n{PROSE}") == [("body", None), (name, title)]


RUN_IN = [
    pytest.param(
        "Lay abstract We report a woman with a rash.", [("lay_summary", "Lay abstract")], id="no-mark"
    ),
    pytest.param(
        "Lay abstract Torazine is a new drug.", [("lay_summary", "Lay abstract")], id="no-mark-noun"
    ),
    pytest.param("Abstract A man developed a rash.", [("abstract", "Abstract")], id="one-word"),
    pytest.param("OBJECTIVE: To report a rash.", [("introduction", "OBJECTIVE")], id="colon"),
    pytest.param("CASE SUMMARY: A 45-year-old man fell ill.", [("case", "CASE SUMMARY")], id="case-summary"),
    pytest.param(
        "CASE DIAGNOSIS/TREATMENT: A boy fell ill.", [("case", "CASE DIAGNOSIS/TREATMENT")], id="slash"
    ),
    pytest.param("SETTING: A hospital.", [("methods", "SETTING")], id="medline-label"),
    pytest.param("Discussion. The rash is rare.", [("discussion", "Discussion")], id="stop"),
    pytest.param("Case report—A man fell ill.", [("case", "Case report")], id="dash"),
    pytest.param("1. Introduction: Torazine is new.", [("introduction", "1. Introduction")], id="numbered"),
    pytest.param("**Background:** Torazine is new.", [("introduction", "Background")], id="bold"),
    pytest.param("Case 1: A man fell ill.", [("case", "Case 1")], id="series"),
    pytest.param("Patient 2. A woman fell ill.", [("case", "Patient 2")], id="series-stop"),
    pytest.param(
        "Background: Torazine is new. Methods: We read charts. Results: Two men fell ill. Conclusions: Watch for it.",
        [
            ("introduction", "Background"),
            ("methods", "Methods"),
            ("results", "Results"),
            ("conclusion", "Conclusions"),
        ],
        id="structured",
    ),
    pytest.param(
        "Background Torazine is new. Methods We read charts. Results The men fell ill.",
        [("introduction", "Background"), ("methods", "Methods"), ("results", "Results")],
        id="structured-without-colons",
    ),
    pytest.param(
        "Introduction. Torazine is new. Case presentation. A man fell ill. Discussion. The rash is rare.",
        [("introduction", "Introduction"), ("case", "Case presentation"), ("discussion", "Discussion")],
        id="structured-with-full-stops",
    ),
    pytest.param(
        "Case report: A man fell ill. Nobody had foreseen it. Discussion. Nobody spoke.",
        [("case", "Case report")],
        id="full-stop-behind-a-colon",
    ),
    pytest.param(
        "Abstract Background: Torazine is new. Case presentation: A man fell ill.",
        [("abstract", "Abstract"), ("introduction", "Background"), ("case", "Case presentation")],
        id="two-in-a-row",
    ),
    pytest.param(
        "We report on two. Case 1: A man fell ill. Case 2: A woman fell ill.",
        [("body", None), ("case", "Case 1"), ("case", "Case 2")],
        id="series-in-a-paragraph",
    ),
]


@pytest.mark.parametrize(("text", "expected"), RUN_IN)
def test_heading_run_into_its_paragraph(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert parts(text) == expected


NO_HEADING = [
    pytest.param("In the discussion we compare this rash with others.", id="word-in-a-sentence"),
    pytest.param("Discussion of the rash with the family was difficult.", id="word-begins-a-sentence"),
    pytest.param("Case 1 and case 2 recovered within a week.", id="cases-in-a-sentence"),
    pytest.param("Case 1 was a man who had taken torazine.", id="case-as-subject"),
    pytest.param("Results were normal.", id="results-as-subject"),
    pytest.param("The following was found: a rash and fever.", id="colon-in-a-sentence"),
    pytest.param("Abstract thinking was impaired.", id="abstract-as-adjective"),
    pytest.param("Patients: three men.", id="label-not-in-capitals"),
    pytest.param("He recovered.", id="short-prose"),
    pytest.param(
        "Her blood pressure was then 120/80 and we stopped all\ntreatment.\nShe went home.", id="broken-line"
    ),
    pytest.param(
        "All of this was laid before the family in the long\nDiscussion\nthat followed.", id="broken-capital"
    ),
    pytest.param("The dose was halved. Support: the family helped her at home.", id="end-matter-word"),
    pytest.param("Table tennis was his hobby.", id="table-tennis"),
    pytest.param("Conclusions drawn too early are wrong.", id="plural-as-subject"),
]


@pytest.mark.parametrize("text", NO_HEADING)
def test_prose_is_no_heading(text: str) -> None:
    assert parts(text) == [("body", None)]


def test_part_of_a_case_is_no_heading_inside_a_discussion() -> None:
    text = f"Case report\n\n{PROSE}\n\nTreatment\n\n{PROSE}\n\nDiscussion\n\nTreatment\n\n{PROSE}"
    assert parts(text) == [("case", "Case report"), ("case", "Treatment"), ("discussion", "Discussion")]


def test_summary_at_the_end_concludes() -> None:
    assert parts(f"Summary\n\n{PROSE}\n\nDiscussion\n\n{PROSE}\n\nSummary\n\n{PROSE}") == [
        ("abstract", "Summary"),
        ("discussion", "Discussion"),
        ("conclusion", "Summary"),
    ]


def test_unknown_numbered_heading_ends_the_section_above() -> None:
    text = f"1. Case report\n\n{PROSE}\n\n2. Pharmacokinetics\n\n{PROSE}\n\n3. Discussion\n\n{PROSE}"
    assert parts(text) == [
        ("case", "1. Case report"),
        ("body", "2. Pharmacokinetics"),
        ("discussion", "3. Discussion"),
    ]


def test_items_of_a_list_end_no_section() -> None:
    text = f"1. Case report\n\nHe had three complaints:\n\n2. Fever\n3. Rash\n4. Cough\n\n{PROSE}"
    assert parts(text) == [("case", "1. Case report")]


def test_whole_text_is_one_body_without_headings() -> None:
    assert parts(f"{PROSE}\n{PROSE}\n\n{PROSE}") == [("body", None)]
