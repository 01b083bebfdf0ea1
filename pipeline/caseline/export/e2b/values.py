"""Values of a record as E2B(R3) elements may hold them: lengths, characters, numbers, dates."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from caseline.schema.base import Number

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_CUT: Final = "…"
# What XML 1.0 has no form for.
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?)?)?", re.ASCII)


def plain(text: str | None) -> str:
    """Returns a text on one line, without characters that XML cannot hold."""
    return _ILLEGAL.sub(REPLACEMENT, " ".join((text or "").split()))


def cut(text: str, most: int) -> str:
    """Returns a text of at most so many characters; one that was longer ends in an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + _CUT


def short(text: str | None, most: int) -> str:
    """Returns a text on one line and of at most so many characters."""
    return cut(plain(text), most)


def digits(number: Number, most: int) -> str | None:
    """Returns a number of at most so many characters; null where its whole part alone has more.

    Decimals that do not fit are rounded away, but nothing is rounded to nought.
    """
    exact = Decimal(repr(number))
    text = _written(exact)
    if len(text) <= most:
        return text
    room = most - len(f"{int(exact)}.") - (1 if exact < 0 else 0)
    step = Decimal(1).scaleb(-max(room, 0))
    if len(str(int(exact))) > most:
        return None
    rounded = _written(exact.quantize(step))
    return rounded if len(rounded) <= most and rounded != "0" else None


def _written(number: Decimal) -> str:
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    return "0" if text in {"-0", ""} else text


def not_before(start: str | None, end: str | None) -> str | None:
    """Returns the time stamp of an end, as far as it lies not before that of the start; null else."""
    if start is None or end is None:
        return end
    known = min(len(start), len(end))
    return None if end[:known] < start[:known] else end


def stamp(told: str | None) -> str | None:
    """Returns an ISO 8601 date as an HL7 time stamp of the same precision; null for what is no date."""
    found = None if told is None else _DATE.fullmatch(told)
    if found is None:
        return None
    year, month, day, hour, minute, second = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if int(hour or 0) > 23 or int(minute or 0) > 59 or int(second or 0) > 59:
        return None
    return "".join(part for part in found.groups() if part is not None)
