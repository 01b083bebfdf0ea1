"""Names that a finder took with the date before them: "by 12 September severe mucositis"."""

from __future__ import annotations

import re

from caseline.nlp.patterns.words import MONTH, YEAR

_NTH = r"(?:st|nd|rd|th)"
_OF_YEAR = rf"(?:,?\s+{YEAR}\b)?"
# A date, or the rest of one, or a latency right before a name; the month of a "march fracture" has no day.
_DATED = re.compile(
    rf"""(?:
        \d{{1,2}}{_NTH}?\s+(?:of\s+)?{MONTH}\b\.?{_OF_YEAR}
      | (?:(?<=\d\s)|(?<={_NTH}\s)){MONTH}\b\.?{_OF_YEAR}
      | {MONTH}\b\.?\s+(?:\d{{1,2}}{_NTH}?\b{_OF_YEAR}|{YEAR}\b)
      | (?:latency|interval)\s+(?:period\s+)?of\s+(?:about\s+)?[\w.,-]+\s+(?:minutes?|hours?|days?|weeks?|months?)
    )\s*[,:]?\s+(?=[^\W\d])""",
    re.IGNORECASE | re.VERBOSE,
)


def name_start(text: str, start: int, end: int) -> int:
    """Returns where a name begins behind a date that it opens with, else its start.

    Args:
        text: The text.
        start: First character of the name.
        end: One past its last character.
    """
    dated = _DATED.match(text, start, end)
    return start if dated is None else dated.end()
