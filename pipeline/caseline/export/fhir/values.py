"""What FHIR's primitive and general-purpose types can hold, and what becomes of the rest.

Every function leaves out what is empty, since an element of FHIR without content is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from caseline.export.facts.units import is_ucum
from caseline.export.fhir.systems import ABSENT_REASON, UCUM, own, system_of
from caseline.schema.base import Code, Number

# JSON of a resource or of a part of one.
Element = dict[str, Any]

# A string of FHIR may have 1024 × 1024 characters, and none that XML has no form for.
LONGEST: Final = 1024 * 1024
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,17})?(?:[eE][+-]?[0-9]{1,9})?")
# Beyond it programs that count in floats, as JavaScript and fhir.resources do, change whole numbers.
_MOST: Final = 2**53
_LEAST_INTEGER, _MOST_INTEGER = -(2**31), 2**31 - 1
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def plain(text: str | None) -> str | None:
    """Returns a text as a FHIR string can hold it; null where nothing is left.

    Characters that XML has no form for become U+FFFD, space around the text goes, and what is beyond FHIR's limit.
    """
    return _UNFIT.sub("\ufffd", text or "").strip()[:LONGEST].strip() or None


def token(text: str | None) -> str | None:
    """Returns a text as a FHIR code can hold it: only single spaces within."""
    return " ".join((plain(text) or "").split()) or None


def fits(number: Number) -> bool:
    """Says whether a FHIR decimal can hold a number."""
    return abs(number) <= _MOST and _DECIMAL.fullmatch(json.dumps(number)) is not None


def is_integer(number: int) -> bool:
    """Says whether a FHIR integer can hold a number."""
    return _LEAST_INTEGER <= number <= _MOST_INTEGER


def is_date(text: str | None) -> bool:
    """Says whether a FHIR dateTime can hold a text: a year, a month or a day of the calendar."""
    found = _DATE.fullmatch(text or "")
    if not found:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def element(**parts: object) -> Element:
    """Returns an element of the parts that have content; a trailing underscore of a name goes."""
    return {name.rstrip("_"): part for name, part in parts.items() if part not in (None, [], {}, "")}


def extension(url: str, **value: object) -> list[Element]:
    """Returns an extension with its value, in a list; none where the value is empty."""
    held = element(**value)
    return [{"url": url, **held}] if held else []


def parted(url: str, parts: list[Element]) -> list[Element]:
    """Returns an extension that has parts; without any it says only that there is something."""
    return [{"url": url, **({"extension": parts} if parts else {"valueBoolean": True})}]


def text_extension(url: str, text: str | None) -> list[Element]:
    """Returns an extension that holds a text."""
    return extension(url, valueString=plain(text))


def number_extension(url: str, number: Number | None) -> list[Element]:
    """Returns an extension that holds a number, as text where it is beyond FHIR's decimals."""
    if number is None:
        return []
    if fits(number):
        return [{"url": url, "valueDecimal": number}]
    return [{"url": url, "valueString": json.dumps(number)}]


def date_extension(url: str, text: str | None) -> list[Element]:
    """Returns an extension that holds a date, as text where it is none."""
    return extension(url, valueDateTime=text) if is_date(text) else text_extension(url, text)


def absent() -> list[Element]:
    """Returns the extension that says that the record does not tell."""
    return [{"url": ABSENT_REASON, "valueCode": "unknown"}]


def coded(system: str, code: str, display: str | None = None) -> Element:
    """Returns a code of a code system."""
    return element(system=system, code=code, display=display)


def concept(text: str | None, codings: Iterable[Element] = ()) -> Element | None:
    """Returns a CodeableConcept, null where nothing is in it."""
    return element(coding=list(codings), text=plain(text)) or None


def codings(codes: Iterable[Code], versions: Mapping[str, str]) -> list[Element]:
    """Returns the codes of an item, with the versions of their terminologies where they are known."""
    return [
        element(
            extension=[
                *extension(own("match"), valueCode=code.match and str(code.match)),
                *number_extension(own("score"), code.score),
            ],
            system=system_of(code.system),
            version=plain(versions.get(code.system)),
            code=token(code.code),
            display=plain(code.display),
        )
        for code in codes
    ]


def quantity(value: Number | None, unit: str | None) -> Element | None:
    """Returns a Quantity; a number beyond FHIR's decimals stands as text in an extension."""
    known = unit is not None and is_ucum(unit)
    able = value is not None and fits(value)
    return (
        element(
            extension=[] if able else number_extension(own("number"), value),
            value=None if not able else value,
            unit=plain(unit),
            system=UCUM if known else None,
            code=unit if known else None,
        )
        or None
    )
