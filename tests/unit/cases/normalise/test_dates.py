"""Calendar dates."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.dates import (
    CalendarDate,
    DateOrder,
    date_order,
    fill_in,
    parse_date,
    read_clock,
    read_date,
    read_stretch,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("3 May 2012", "2012-05-03", id="day-first"),
        pytest.param("3rd of May, 2012", "2012-05-03", id="ordinal"),
        pytest.param("May 3, 2012", "2012-05-03", id="month-first"),
        pytest.param("Sept. 14, 2005", "2005-09-14", id="short-month"),
        pytest.param("2012-05-03", "2012-05-03", id="iso"),
        pytest.param("25/12/2012", "2012-12-25", id="day-above-twelve"),
        pytest.param("12/25/2012", "2012-12-25", id="month-before-day"),
        pytest.param("05.05.2012", "2012-05-05", id="same-either-way"),
        pytest.param("late May 2012", "2012-05", id="month"),
        pytest.param("in 2012", "2012", id="year"),
        pytest.param("03/05/2012", None, id="two-days"),
        pytest.param("31 February 2012", None, id="no-such-day"),
        pytest.param("3 May", None, id="no-year"),
        pytest.param("it may be 3", None, id="no-date"),
        pytest.param("12MAR2021", "2021-03-12", id="run-together"),
        pytest.param("12-Mar-21", "2021-03-12", id="two-digits-of-a-year"),
        pytest.param("3/15/21", "2021-03-15", id="numbers-with-two-digits-of-a-year"),
        pytest.param("1/2020", "2020-01", id="month-in-numbers"),
        pytest.param("as of 03-2020", "2020-03", id="month-with-a-hyphen"),
        pytest.param("2020/07", "2020-07", id="year-before-the-month"),
        pytest.param("2019/20", "2019", id="season"),
        pytest.param("2010-11", "2010", id="season-with-a-hyphen"),
        pytest.param("Jan '20", "2020-01", id="short-year"),
        pytest.param("Jan2020", "2020-01", id="month-run-together"),
        pytest.param("2021-01-05T14:15", "2021-01-05", id="iso-with-an-hour"),
        pytest.param("25.12.98", "1998-12-25", id="last-century"),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    assert parse_date(text) == expected


@settings(deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d %b %Y"]),
)
def test_dates_come_back(day: date, style: str) -> None:
    assert parse_date(day.strftime(style)) == day.isoformat()


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    parse_date(text)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        pytest.param("03/05/2012", DateOrder.DAY, "2012-05-03", id="day-first"),
        pytest.param("03/05/2012", DateOrder.MONTH, "2012-03-05", id="month-first"),
        pytest.param("25/05/2012", DateOrder.MONTH, "2012-05-25", id="the-number-outweighs-the-order"),
    ],
)
def test_order_decides_numeric_dates(text: str, order: DateOrder, expected: str) -> None:
    assert parse_date(text, order=order) == expected


@pytest.mark.parametrize(
    ("dates", "text", "expected"),
    [
        pytest.param(["3/5/2021", "3/15/2021"], "", DateOrder.MONTH, id="proven-month"),
        pytest.param(["3/5/2021", "15/3/2021"], "", DateOrder.DAY, id="proven-day"),
        pytest.param(["3/5/2021", "6 May 2021"], "", DateOrder.DAY, id="named-month-day-first"),
        pytest.param(["3/5/2021", "May 6, 2021"], "", DateOrder.MONTH, id="named-month-first"),
        pytest.param(["3/15/2021", "6 May 2021"], "", DateOrder.MONTH, id="numbers-outweigh-names"),
        pytest.param(["3/5/2021"], "He had a fever of 102 °F.", DateOrder.MONTH, id="fahrenheit"),
        pytest.param(["3/5/2021"], "She rang her GP and took paracetamol.", DateOrder.DAY, id="british"),
        pytest.param(["5/1/2021", "5/4/2021"], "", DateOrder.MONTH, id="closer-by-month-first"),
        pytest.param(["1/5/2021", "4/5/2021"], "", DateOrder.DAY, id="closer-by-day-first"),
        pytest.param(["6/1/18", "6/8", "7/2"], "", DateOrder.MONTH, id="closer-without-a-year"),
        pytest.param(["3/5/2021", "6/8-6/13"], "", DateOrder.MONTH, id="proven-by-the-end-of-a-stretch"),
        pytest.param(["3/5/2021"], "Temp 101.3, rash.", DateOrder.MONTH, id="a-temperature-in-fahrenheit"),
        pytest.param(["3/5/2021"], "Temp 38.5, pulse 101.", None, id="a-temperature-in-celsius"),
        pytest.param(["1/2/2021", "2/1/2021"], "", None, id="as-close-either-way"),
        pytest.param(["3/5/2021"], "She had a rash.", None, id="nothing-tells"),
        pytest.param([], "", None, id="no-dates"),
    ],
)
def test_order_of_a_text(dates: list[str], text: str, expected: DateOrder | None) -> None:
    assert date_order(dates, text) is expected


@pytest.mark.parametrize(
    ("text", "others", "expected"),
    [
        pytest.param("14 March", ["12 March 2021"], "2021-03-14", id="year"),
        pytest.param("3 January", ["30 December 2020"], "2021-01-03", id="turn-of-the-year"),
        pytest.param("28 December", ["3 January 2021"], "2020-12-28", id="turn-of-the-year-backwards"),
        pytest.param("14th", ["12 March 2021"], "2021-03-14", id="month-and-year"),
        pytest.param("2nd", ["30 March 2021"], "2021-04-02", id="next-month"),
        pytest.param("2nd", ["30 December 2021"], "2022-01-02", id="next-year"),
        pytest.param("31st", ["31 January 2021", "28 February 2021"], "2021-01-31", id="the-nearest-first"),
        pytest.param("August", ["January 2021"], "2021-08", id="a-month-rather-on-than-back"),
        pytest.param("December", ["January 2021"], "2020-12", id="a-month-right-before"),
        pytest.param("3/14", ["3/12/2021"], None, id="order-still-unknown-of-the-other"),
        pytest.param("14 March", [], None, id="no-year-anywhere"),
        pytest.param("14th", [], None, id="nothing-to-fill-in"),
    ],
)
def test_the_rest_of_a_date_is_filled_in(text: str, others: list[str], expected: str | None) -> None:
    told = read_date(text)
    known = [found for other in others if (found := read_date(other))]
    assert told is not None
    assert fill_in(told, known).iso == expected


def test_a_year_may_turn_that_nobody_tells() -> None:
    first = fill_in(CalendarDate(month=12, day=20), [])
    second = fill_in(CalendarDate(month=1, day=2), [first])
    assert first.bounds is not None
    assert second.bounds is not None
    assert second.bounds[0] - first.bounds[0] == 13
    assert second.iso is None


def test_dates_without_a_year_still_differ_by_days() -> None:
    first = fill_in(CalendarDate(month=2, day=27), [])
    second = fill_in(CalendarDate(month=3, day=1), [first])
    assert first.iso is None
    assert first.bounds is not None
    assert second.bounds is not None
    assert second.bounds[0] - first.bounds[0] == 2


@settings(deadline=None)
@given(st.text() | st.text(st.sampled_from("0123456789/.- stndrhmarchJune")))
def test_any_text_is_read_as_a_date_or_not(text: str) -> None:
    for order in (None, *DateOrder):
        found = read_date(text, order=order)
        if found is None:
            continue
        filled = fill_in(found, [CalendarDate(2020, 2, 29)])
        if filled.bounds is not None:
            assert filled.bounds[0] <= filled.bounds[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("6/8/18-6/13/18", ("2018-06-08", "2018-06-13"), id="numbers"),
        pytest.param("3/1-3/7/21", ("2021-03-01", "2021-03-07"), id="year-told-last"),
        pytest.param("12/29-1/3/21", ("2020-12-29", "2021-01-03"), id="turn-of-the-year"),
        pytest.param("12–15 March 2021", ("2021-03-12", "2021-03-15"), id="month-told-last"),
        pytest.param("March 12 to 15, 2021", ("2021-03-12", "2021-03-15"), id="month-told-first"),
        pytest.param("from 3 May until 9 May 2012", ("2012-05-03", "2012-05-09"), id="until"),
        pytest.param("2012-05-03", None, id="iso"),
        pytest.param("05-Jan-2021", None, id="day-and-month"),
        pytest.param("3-2020", None, id="month"),
        pytest.param("9 to 3 May 2012", None, id="backwards"),
        pytest.param("from 10 to 20", None, id="numbers-alone"),
    ],
)
def test_first_and_last_day(text: str, expected: tuple[str, str] | None) -> None:
    found = read_stretch(text, order=DateOrder.MONTH)
    assert (found and (found[0].iso, found[1].iso)) == expected


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        pytest.param("05Jan2021 14:15", 14 * 60 + 15, id="behind-a-date"),
        pytest.param("2021-01-05T14:15:30", 14 * 60 + 15, id="iso"),
        pytest.param("2/1/21 at 0930", 9 * 60 + 30, id="four-digits"),
        pytest.param("2010 hrs", 20 * 60 + 10, id="four-digits-and-hours"),
        pytest.param("2010", None, id="a-year"),
        pytest.param("at 2010", None, id="a-year-after-at"),
    ],
)
def test_hours_in_numbers(text: str, minutes: int | None) -> None:
    assert read_clock(text) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        pytest.param("at noon", 720, id="noon"),
        pytest.param("until about midnight", 0, id="midnight"),
        pytest.param("by seven in the evening", 19 * 60, id="evening"),
        pytest.param("at 4 in the morning", 4 * 60, id="morning"),
        pytest.param("at eleven o'clock at night", 23 * 60, id="late-at-night"),
        pytest.param("at one at night", 60, id="early-at-night"),
        pytest.param("around 16 o'clock", 16 * 60, id="o-clock"),
        pytest.param("the next noon", None, id="noon-of-another-day"),
        pytest.param("two in the morning and one at night", None, id="how-many-tablets"),
        pytest.param("at forty in the evening of life", None, id="an-age"),
        pytest.param("in the evening", None, id="no-hour"),
    ],
)
def test_hours_in_words(text: str, minutes: int | None) -> None:
    assert read_clock(text) == minutes
