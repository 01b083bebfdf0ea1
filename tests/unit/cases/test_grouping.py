"""Introductions put together by person, and where one person's contradict each other, as by asking each of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.conflicts import AGE, SEX, contradicted, contradictions
from caseline.cases.grouping import _is_full, grouped
from caseline.cases.introductions import Introduction
from caseline.cases.narrative import Found
from caseline.schema.document import SectionName
from caseline.schema.mention import FoundBy, Label
from tests.operations import TWICE, growth


def mention(label: Label, place: int, text: str) -> Found:
    return Found(place, label, place, place + len(text), text, 0, SectionName.CASE, FoundBy.PATTERN)


def introduced(
    place: int, number: str, age: str, sex: str, marks: Sequence[bool] = (True, False, False, False, False)
) -> Introduction:
    indefinite, pointing, summary, earlier, one = marks
    return Introduction(
        place,
        place,
        number or None,
        age=mention(Label.AGE, 2 * place, age) if age else None,
        sex=mention(Label.SEX, 2 * place + 1, sex) if sex else None,
        indefinite=indefinite,
        pointing=pointing,
        summary=summary,
        earlier=earlier,
        one_age=age if one else "",
    )


INTRODUCTIONS = st.lists(
    st.tuples(
        st.sampled_from(["", "", "", "1", "2", "3", "other", "0"]),
        st.sampled_from(["", "40 years", "52-year-old", "40-year-old", "in her forties", "elderly", "aged"]),
        st.sampled_from(["", "man", "woman", "boy"]),
        st.tuples(*[st.booleans()] * 5),
    ),
    max_size=14,
).map(lambda items: [introduced(place, *item) for place, item in enumerate(items)])


def same(first: Introduction, second: Introduction) -> bool:
    """Says whether nothing speaks against two introductions being one person's."""
    if first.number and second.number and first.number != second.number:
        return False
    ages = (None, None) if first.earlier or second.earlier else (first.age_value, second.age_value)
    if ages[0] and ages[1] and ages[0] != ages[1] and None not in (ages[0].value, ages[1].value):
        return False
    sexes = (first.sex_value, second.sex_value)
    return not (sexes[0] and sexes[1] and sexes[0] is not sexes[1])


def one_by_one(introductions: Sequence[Introduction], *, series: bool) -> list[list[Introduction]]:
    several = series or len({item.number for item in introductions if item.number}) > 1
    groups: list[list[Introduction]] = []
    for introduction in introductions:
        fitting = [group for group in groups if all(same(introduction, other) for other in group)]
        if fitting:
            chosen(introduction, fitting, groups).append(introduction)
        elif not groups or (
            _is_full(introduction, several=several)
            and (several or not any(contradicted(other, introduction) for other in groups[-1]))
        ):
            groups.append([introduction])
        else:
            groups[-1].append(introduction)
    return groups


def chosen(
    introduction: Introduction, fitting: list[list[Introduction]], groups: list[list[Introduction]]
) -> list[Introduction]:
    number = introduction.number
    if number:
        own = [group for group in fitting if any(item.number == number for item in group)]
        if own:
            return own[-1]
        nth = groups[int(number) - 1] if number.isdigit() and 0 < int(number) <= len(groups) else []
        if any(nth is group for group in fitting) and not any(item.number for item in nth):
            return nth
    aged = [
        group
        for group in fitting
        if introduction.age is not None and any(item.age_value == introduction.age_value for item in group)
    ]
    return aged[-1] if aged else fitting[-1]


@settings(max_examples=400, deadline=None)
@given(introductions=INTRODUCTIONS, series=st.booleans())
def test_groups_as_by_asking_each_member(introductions: list[Introduction], *, series: bool) -> None:
    assert grouped(introductions, series=series) == one_by_one(introductions, series=series)


@settings(max_examples=400, deadline=None)
@given(INTRODUCTIONS)
def test_contradictions_as_of_all_pairs(introductions: list[Introduction]) -> None:
    told: dict[str, set[int]] = {}
    for place, first in enumerate(introductions):
        for second in introductions[place + 1 :]:
            field = contradicted(first, second)
            for item in (first, second) if field else ():
                part = item.age if field == AGE else item.sex
                told.setdefault(field or "", set()).update(() if part is None else {part.start})
    found = {
        item.field: {mention.start for mention in item.mentions} for item in contradictions(introductions)
    }
    assert found == told
    assert set(found) <= {AGE, SEX}


def test_numbers_go_to_those_announced_in_order() -> None:
    announced = [
        introduced(place, "", f"{age} years", "", marks=(True, False, False, False, True))
        for place, age in enumerate((22, 31, 45))
    ]
    told = [
        introduced(3, "1", "", ""),
        introduced(4, "1", "22-year-old", "man"),
        introduced(5, "2", "", ""),
        introduced(6, "2", "31-year-old", "woman"),
        introduced(7, "3", "", ""),
    ]
    found = grouped([*announced, *told], series=True)
    assert [[item.start for item in group] for group in found] == [[0, 3, 4], [1, 5, 6], [2, 7]]


def many(size: int) -> list[Introduction]:
    """Returns patients who all differ, each told of twice."""
    return [
        introduced(place, "", f"{20 + place // 4} years", "woman" if place % 4 < 2 else "man")
        for place in range(2 * size)
    ]


def test_twice_the_patients_take_twice_the_steps() -> None:
    def prepare(size: int) -> Callable[[], object]:
        introductions = many(size)
        return lambda: grouped(introductions, series=True)

    assert len(grouped(many(60), series=True)) == 60
    assert growth(prepare, 60) < TWICE


def test_twice_the_words_for_a_patient_take_twice_the_steps() -> None:
    def prepare(size: int) -> Callable[[], object]:
        introductions = [introduced(place, "", "40 years", "man") for place in range(size)]
        return lambda: (grouped(introductions, series=False), contradictions(introductions))

    assert growth(prepare, 60) < TWICE
