"""Plain claims of cause: "induced", "caused by", "developed from". Without a grade, so never certain."""

from __future__ import annotations

from collections.abc import Sequence

from caseline.nlp.patterns.base import Found, Rule, Source, near, scan, verbose
from caseline.schema.mention import Label

RULES: Sequence[Rule] = (
    Rule(
        Label.CAUSALITY,
        verbose(
            r"""
            \b(?:induced|caused|triggered|precipitated|provoked|elicited)(?:_by)?\b
          | \b(?:secondary|due|attributable|related|owing)_to\b(?=_\w)
          | \b(?:developed|arising|arose|resulting|resulted)_from\b
            """
        ),
        near=near(
            "(?:induced|caused|triggered|precipitated|provoked|elicited)",
            "(?:secondary|due|attributable|related|owing)",
            "(?:developed|arising|arose|result)",
        ),
    ),
)


def find(text: str | Source) -> list[Found]:
    """Finds CAUSALITY: words that claim a cause without a grade; the case decides whose."""
    return scan(RULES, text)
