"""A measurement as printed to what was measured, and whether the value lies outside the normal range."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from caseline.nlp.measurements import Measurement, by_term
from caseline.nlp.patterns.base import lower

_NUMBER = re.compile(r"(?<![\w.^])(?:\d{1,3}(?:[,\u00a0]\d{3})+(?:\.\d+)?|\d+(?:[.,·]\d+)?)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# "× 10⁹", "x10^3", "*10 6"; the power of ten.
_POWER = re.compile(r"\s?[×x*·]\s?10\s?\^?\s?(?P<power>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|\d{1,2})")
_SPELLED = (
    (re.compile(r"[µμ]|mc(?=g)"), "u"),
    (re.compile(r"\b(?:litre|liter)s?\b"), "l"),
    (re.compile(r"\bmicrolit(?:re|er)s?\b|\bmm\s?\^?[3³]|\bcu\.?\s?mm|\bcumm\b|\bcmm\b"), "ul"),
    (re.compile(r"\bdeciliters?\b"), "dl"),
    (re.compile(r"\biu\b|\bunits?\b"), "u"),
    (re.compile(r"\b(?:m?eq)\b"), "mmol"),
    (re.compile(r"\bper\b"), "/"),
    (re.compile(r"\bcells\b|\bbeats\b|\bbreaths\b|\bcycles\b"), ""),
    (re.compile(r"\bbpm\b|\bmin(?:ute)?\b"), "min"),
    (re.compile(r"\bmsec\b|\bmilliseconds?\b"), "ms"),
    (re.compile(r"\bsec(?:onds?)?\b"), "s"),
    (re.compile(r"(?:[°º˚]|degrees?|deg\.?)\s?(?:celsius|centigrade|c\b)"), "c"),
    (re.compile(r"(?:[°º˚]|degrees?|deg\.?)\s?(?:fahrenheit|f\b)"), "f"),
    (
        re.compile(
            r"(?:times|[- ]?fold|[×x])\s?(?:the |over |above )?(?:uln|upper limits? (?:of )?(?:the )?normal(?: range)?|normal)"
        ),
        "uln",
    ),
    (re.compile(r"\bpercent\b"), "%"),
)
# A count given as it is, by what it is divided by.
_COUNTS = {"ul": 1e6, "l": 1.0, "ml": 1e3, "": 1.0}
_THOUSANDS = frozenset({"k", "k/ul", "103/ul", "g/l", "giga/l", "thousand/ul"})
_CELSIUS_BELOW = 60.0  # no patient has more degrees Celsius, none alive fewer Fahrenheit
_DEGREES = re.compile(
    r"\d{2,3}(?:[.,·]\d+)?\s?(?:[°º˚]|degrees?)?\s?[cf]\w*|t\s\d{2,3}(?:[.,·]\d+)?(?:\s?-\s?\d{2,3}(?:[.,·]\d+)?)?\s?[°º˚]?\s?[cf]?"
)
_COUNT_UNIT = re.compile(r"10\^(?P<power>\d+)/l")


class Direction(StrEnum):
    """Where a value lies."""

    BELOW = "below"
    NORMAL = "normal"
    ABOVE = "above"


@dataclass(frozen=True)
class FindingValue:
    """What was measured, and where its value lies; None where the text does not tell."""

    measurement: Measurement
    direction: Direction | None


def parse_finding(text: str, *, before: str = "") -> FindingValue | None:
    """Returns what a finding says, None for what the table does not know.

    `before` is the text in front of it, in lower case: "elevated", "low" there decide where no range does.
    """
    lowered = lower(text)
    measurement, rest = _measured(lowered)
    if measurement is None:
        return None
    direction = _by_value(measurement, rest)
    return FindingValue(measurement, direction or _by_words(f"{before[-_NEAR:]} {lowered}"))


_NEAR = 30  # characters before a finding
_HIGH = re.compile(
    r"\b(?:elevated|raised|high|increased|rise|rose|risen|peak\w*|markedly abnormal|prolonged|elevation|fever|pyrexia|febrile|tachy\w+)\b"
)
_LOW = re.compile(r"\b(?:low|reduced|decreased|fell|fallen|drop\w*|nadir|depressed|desaturat\w+|down)\b")
_NORMAL = re.compile(r"\b(?:normal|unremarkable|within)\b(?! (?:range|limit)s? (?:of|is|was))")


@cache
def _terms() -> re.Pattern[str]:
    ordered = sorted(by_term(), key=lambda term: (-len(term), term))
    words = "|".join(
        re.escape(term).replace(r"\ ", r"\s{1,2}").replace(r"\-", r"[-‐‑–\s]") for term in ordered
    )
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def _measured(lowered: str) -> tuple[Measurement | None, str]:
    match = _terms().search(lowered)
    if match is None:
        return (by_term()["temperature"], lowered) if _DEGREES.fullmatch(lowered) else (None, "")
    name = re.sub(r"\s+", " ", match[0])
    known = by_term().get(name) or by_term().get(re.sub(r"[‐‑– ]", "-", name))
    return known, lowered[match.end() :]


def measurement_in(lowered: str) -> Measurement | None:
    """Returns what a lower-case text names first of what is measured, None where it names nothing."""
    match = _terms().search(lowered)
    return None if match is None else by_term().get(re.sub(r"\s+", " ", match[0]))


def _by_value(measurement: Measurement, rest: str) -> Direction | None:
    """Returns where the last value told lies: "fell from 13 to 6.2 g/dL" is 6.2; of a pair the first."""
    numbers = list(_NUMBER.finditer(_POWER.sub(lambda match: " " * len(match[0]), rest)))
    if not numbers:
        return None
    first = _paired(rest, numbers)
    value = _number(first[0])
    tail = rest[first.end() :]
    for name, (low, high) in measurement.ranges.items():
        converted = _converted(value, tail, name)
        if converted is not None:
            if converted < low:
                return Direction.BELOW
            return Direction.ABOVE if converted > high else Direction.NORMAL
    return None


def _paired(rest: str, numbers: list[re.Match[str]]) -> re.Match[str]:
    """Returns the number that counts: the last, but the first of a pair like 70/40."""
    last = numbers[-1]
    if len(numbers) > 1 and re.fullmatch(r"\s?(?:[/–-]|and|or)\s?", rest[numbers[-2].end() : last.start()]):
        return numbers[-2]
    if len(numbers) > 1 and re.search(r"1\.73|24", last[0]) and "/" in rest[numbers[-2].end() : last.start()]:
        return numbers[-2]
    return last


def _number(text: str) -> float:
    plain = text.replace("\u00a0", "").replace("·", ".")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    return float(plain.replace(",", "."))


def _converted(value: float, tail: str, wanted: str) -> float | None:
    """Returns a value in the unit wanted, None where it was told in another."""
    unit = _unit(tail)
    count = _COUNT_UNIT.fullmatch(wanted)
    if count is not None:
        return _count(value, tail, unit, int(count["power"]))
    if wanted in {"c", "f"}:
        is_celsius = unit == "c" or (unit != "f" and value < _CELSIUS_BELOW)
        return value if is_celsius == (wanted == "c") else None
    if unit == wanted or (not unit and wanted in {"1", "mmhg", "/min", "%"}):
        return value
    if not unit and wanted in {"g/dl", "mg/dl", "u/l"}:  # as laboratories print them most
        return value
    return None


def _count(value: float, tail: str, unit: str, power: int) -> float | None:
    told = _POWER.match(tail)
    if told is not None:
        volume = unit.rsplit("/", maxsplit=1)[-1] if "/" in unit else "l" if unit == "l" else unit
        per_litre = value * 10.0 ** int(told["power"].translate(_SUPERSCRIPTS)) * _COUNTS.get(volume, 1.0)
        if not unit and value * 10.0 ** int(told["power"].translate(_SUPERSCRIPTS)) < 1e7:
            per_litre *= 1e6  # "12 × 10³" without a volume is in a microlitre
        return per_litre / 10.0**power
    if unit in _THOUSANDS:
        return value * 1e9 / 10.0**power
    if unit in {"/ul", "ul"}:
        return value * 1e6 / 10.0**power
    if unit == "/l":
        return value / 10.0**power
    if not unit:
        return value * (1e6 if value >= _LEAST_COUNT else 1e9) / 10.0**power
    return None


_LEAST_COUNT = 1000.0  # a count without a unit is in a microlitre, or in thousands of that


def _unit(tail: str) -> str:
    """Returns the unit behind a number, spelled as in the table."""
    text = _POWER.sub("", tail, count=1)
    text = re.sub(r"\A[-–/]\s?\d[\d.,]*", "", text)
    text = re.sub(r"\s?(?:/|per)\s?1\.73\s?m\s?[²2]", "", text)
    for pattern, spelled in _SPELLED:
        text = pattern.sub(spelled, text)
    text = re.split(r"[()\[\];,]", text)[0]
    return re.sub(r"\s+", "", text).strip(".")


def _by_words(text: str) -> Direction | None:
    if _NORMAL.search(text):
        return Direction.NORMAL
    if _HIGH.search(text):
        return Direction.ABOVE
    return Direction.BELOW if _LOW.search(text) else None
