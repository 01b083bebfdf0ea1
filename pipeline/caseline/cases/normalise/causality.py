"""Wordings and Naranjo scores to WHO-UMC categories."""

from __future__ import annotations

import re

from caseline.nlp.patterns.base import lower, verbose
from caseline.schema.case import CausalityValue

_NARANJO = verbose(
    r"""
    (?:naranjo|probability_scale|\bscores?\b)[^.;]{0,60}?(?P<score>(?<![\w.])[-−]?\d{1,2})(?![\w%]|\.\d)
  | \bscores?_(?:of_)?(?P<first>\d{1,2})_(?:points_)?(?:on|by|in|using|according_to|with)_the
    """
)
_CERTAIN_FROM, _PROBABLE_FROM, _POSSIBLE_FROM = 9, 5, 1

# A claim without a grade; the guideline reads it as probable.
_PLAIN = verbose(
    r"""
    (?:induced|caused|triggered|precipitated|provoked|elicited)(?:_by)?
  | (?:secondary|due|attributable|related|owing)_to | (?:developed|arising|arose|resulting|resulted)_from
    """
)
# The first that fits decides.
_WORDINGS = (
    (
        CausalityValue.UNLIKELY,
        verbose(
            r"\b(?:unlikely|improbabl[ey]|doubtful)\b | \b(?:not|never|un)[\s-]?(?:related|attribut\w+|due)\b"
        ),
    ),
    (
        CausalityValue.PROBABLE,
        verbose(
            r"""
            \b(?:most|very|highly|quite|strongly|more|almost)_(?:certain(?:ly)?|likely|plausib\w+|probabl\w+|suggest\w*|possib\w+)\b
          | \bprobabl[ey]\b | (?<!un)\blikely\b
            """
        ),
    ),
    (CausalityValue.CERTAIN, verbose(r"\b(?:certain(?:ly)?|definite(?:ly)?|undoubtedly|proven)\b")),
    (
        CausalityValue.POSSIBLE,
        verbose(
            r"\b(?:possibl[ey]|plausibl[ey]|suspected|presum\w+|apparent(?:ly)?|potential(?:ly)?|temporal(?:ly)?|implicated|suggest\w*)\b"
        ),
    ),
    (
        CausalityValue.PROBABLE,
        verbose(
            r"\b(?:attribut(?:ed|able)|ascribed|(?:considered|thought|believed|felt)_to_(?:be|have_been))\b"
        ),
    ),
)


def causality_value(text: str) -> CausalityValue | None:
    """Returns the category that a wording says; a named category outweighs the score beside it.

    A Naranjo score of 9 and more is certain, 5 to 8 probable, 1 to 4 possible, 0 and less unlikely.

    Source: Naranjo et al. 1981; WHO-UMC system for causality assessment.
    """
    lowered = lower(text)
    for value, pattern in _WORDINGS:
        if pattern.search(lowered):
            return value
    if is_plain_claim(text):
        return CausalityValue.PROBABLE
    match = _NARANJO.search(lowered)
    return None if match is None else _of_score(int(re.sub("−", "-", match["score"] or match["first"])))


def is_plain_claim(text: str) -> bool:
    """Says whether a wording claims a cause without a grade ("caused by")."""
    return _PLAIN.fullmatch(lower(text)) is not None


def _of_score(score: int) -> CausalityValue:
    if score >= _CERTAIN_FROM:
        return CausalityValue.CERTAIN
    if score >= _PROBABLE_FROM:
        return CausalityValue.PROBABLE
    return CausalityValue.POSSIBLE if score >= _POSSIBLE_FROM else CausalityValue.UNLIKELY
