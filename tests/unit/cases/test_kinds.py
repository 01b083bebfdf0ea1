"""Words for a kind of medicine and its members."""

import pytest

from caseline.cases.kinds import kind_of


@pytest.mark.parametrize(
    ("word", "member"),
    [
        ("antibiotics", "amoxicillin"),
        ("macrolide", "clarithromycin"),
        ("antituberculous drugs", "isoniazid"),
        ("anti-tuberculosis treatment", "rifampicin"),
        ("Immunotherapy", "nivolumab"),
        ("biologic", "adalimumab"),
        ("chemotherapy", "cisplatin"),
        ("diuretic", "furosemide"),
        ("tyrosine kinase inhibitor", "imatinib"),
        ("anaesthetics", "propofol"),
        ("calcineurin inhibitor", "tacrolimus"),
        ("antiviral", "nirmatrelvir"),
        ("antihistamine", "cetirizine"),
        ("vitamin K antagonist", "warfarin"),
    ],
)
def test_members(word: str, member: str) -> None:
    kind = kind_of(word)
    assert kind is not None
    assert kind.members.match(member)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("macrolide", "amoxicillin"),
        ("statin", "nystatin"),
        ("statin", "somatostatin"),
        ("biologic", "aspirin"),
        ("proton pump inhibitor", "aripiprazole"),
        ("antibiotic", "bleomycin"),
        ("steroids", "dapsone"),
        ("antipsychotic", "mirtazapine"),
        ("opioid", "apomorphine"),
        ("chemotherapy", "adalimumab"),
    ],
)
def test_others(word: str, other: str) -> None:
    kind = kind_of(word)
    assert kind is not None
    assert not kind.members.match(other)


@pytest.mark.parametrize("word", ["surgery", "tablet", "antibodies against smooth muscle", "shock", ""])
def test_no_kind(word: str) -> None:
    assert kind_of(word) is None
