"""Wordings and named scales to WHO-UMC categories."""

from __future__ import annotations

import re

from caseline.nlp.patterns.base import lower, verbose
from caseline.schema.case import CausalityMethod, CausalityValue

_NARANJO = verbose(
    r"""
    (?:naranjo|probability_scale|\bscores?\b)[^.;]{0,60}?(?P<score>(?<![\w.])[-−]?\d{1,2})(?![\w%]|\.\d)
  | \bscores?_(?:of_)?(?P<first>\d{1,2})_(?:points_)?(?:on|by|in|using|according_to|with)_the
    """
)
_CERTAIN_FROM, _PROBABLE_FROM, _POSSIBLE_FROM = 9, 5, 1
_LOWEST, _HIGHEST = -4, 13  # points on the Naranjo scale
_METHODS = (
    (CausalityMethod.NARANJO, verbose(r"\bnaranjo|\badverse_(?:drug_)?reaction_probability_scale")),
    (
        CausalityMethod.WHO_UMC,
        verbose(
            r"\bwho~?\s?[/–-]?\s?umc\b | \buppsala_monitoring | \bwho_(?:causality|criteria|categor\w+|scale|system|assessment)"
        ),
    ),
)

# A claim without a grade; the guideline reads it as probable.
_CAUSED = r"(?:induced|caused|triggered|precipitated|provoked|elicited|produced|mediated|brought_(?:on|about)|exacerbated|aggravated|set_off)"
_REACTION = r"(?:\w+_)?(?:reactions?|events?|effects?|side~?effects?|rxns?|complications?|consequences?|results?)_(?:of|to|from)"
_BACKWARD = verbose(
    rf"""
    {_CAUSED}_by | d/t | (?:2/2|2°|sec\.?)_to | (?:secondary|due|attributable|attributed|ascribed|ascribable|related|owing|linked|down)_to | associated_with
  | (?:developed|arising|arose|resulting|resulted|stemm(?:ed|ing))_from | (?:an?_|as_an?_)?(?:adverse_|allergic_|hypersensitivity_|
    idiosyncratic_|toxic_|local_|vaccine_|the_)?(?:drug_)?{_REACTION}
  | complicating | attributed | attribut(?:e|es|ing) | ascribed
    """
)
_FORWARD = verbose(
    rf"""
    {_CAUSED} | (?:induc|caus|trigger|precipitat|provok|elicit|produc)(?:es|ing) | related | associated | attributed
  | (?:led|leads|leading|contributed|contributes|contributing)_to | (?:resulted|results|resulting)_in
    """
)
_POINTED = verbose(
    r"responsible | to_blame | culprit | trigger | causative_agent | offending_(?:drug|agent) | cause | blamed | implicated | incriminated | suspect(?:ed|s)?"
)
_ADVERB = (
    r"(?:(?:may|might|could|can|must|would|also|well|potentially|possibly|theoretically|have|been|be|directly|"
    r"clearly|presumably|apparently|partly|at_least_partly|solely|most_likely|likely|"
    r"probably)_)*"
)
_GRADED_CLAIMS = {
    pattern: verbose(rf"{_ADVERB}(?:{pattern.pattern}\n)") for pattern in (_BACKWARD, _FORWARD, _POINTED)
}
# What ties in time or number only: no more than possible.
_WEAK = verbose(r"associated(?:_with)? | linked_to | suspect(?:ed|s)? | implicated | related")
_FREED = verbose(
    r"""
    \b(?:unlikely|improbabl[ey]|doubtful|unrelated)\b | \b(?:not|never|un)[\s-]?(?:\w{4,12}_)?(?:related|attribut\w+|due)\b
  | \b(?:speaks?|spoke|argue[sd]?|militate[sd]?)_(?:strongly_)?against\b | \bno_(?:causal|temporal|relationship|association|link|connection)\b
    """
)
# The first that fits decides.
_WORDINGS = (
    (
        CausalityValue.POSSIBLE,
        verbose(
            r"\b(?:cannot|can_not|could_not|can['’]t)_be_(?:\w+_)?(?:excluded|ruled_out|denied|discounted)\b"
        ),
    ),
    (CausalityValue.UNLIKELY, _FREED),
    (
        CausalityValue.PROBABLE,
        verbose(
            r"""
            \bin_all_(?:likelihood|probability)\b | \blittle_(?:\w+_)?doubt\b
          | \b(?:most|very|highly|quite|strongly|more|almost)_(?:certain(?:ly)?|likely|plausib\w+|probabl\w+|suggest\w*|possib\w+)\b
          | \bprobabl[ey]\b | (?<!un)\blikely\b | \bstrong\b
            """
        ),
    ),
    (
        CausalityValue.CERTAIN,
        verbose(
            r"\b(?:certain(?:ly)?|definite(?:ly)?|undoubtedly|doubtless|prove[sdn]?|confirm\w+|establish\w+)\b | \b(?:no|beyond)_(?:\w+_)?doubt\b"
        ),
    ),
    (
        CausalityValue.POSSIBLE,
        verbose(
            r"""\b(?:possibl[ey]|plausibl[ey]|suspect\w*|suspicion|presum\w+|apparent(?:ly)?|potential(?:ly)?|temporal(?:ly)?|implicated|suggest\w*
               |support\w*|indicat\w+|point(?:s|ed|ing)?_(?:to|at|towards?)|impl(?:y|ies|ied)|may|might|could|can)\b"""
        ),
    ),
    (
        CausalityValue.PROBABLE,
        verbose(
            r"""\b(?:attribut(?:ed|able)|ascribed|(?:considered|thought|believed|felt)_to_(?:be|have_been))\b
              | \b(?:no_other|without_(?:any_)?other)_(?:\w{3,14}_){0,2}?(?:cause|explanation)"""
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
    if _WEAK.fullmatch(lowered):
        return CausalityValue.POSSIBLE
    if is_plain_claim(text):
        return CausalityValue.PROBABLE
    score = naranjo_score(text)
    return None if score is None else _of_score(score)


def is_plain_claim(text: str) -> bool:
    """Says whether a wording claims a cause and grades it by no word of its own ("caused by")."""
    lowered = lower(text)
    return any(pattern.fullmatch(lowered) for pattern in (_BACKWARD, _FORWARD, _POINTED))


def looks_back(text: str) -> bool:
    """Says whether the cause stands behind the claim and the effect before it ("may be due to")."""
    return _GRADED_CLAIMS[_BACKWARD].fullmatch(lower(text)) is not None


def looks_ahead(text: str) -> bool:
    """Says whether the cause stands before the claim and the effect behind it ("-induced", "may cause")."""
    lowered = lower(text)
    return (
        _GRADED_CLAIMS[_FORWARD].fullmatch(lowered) is not None or _MODAL_CAUSE.fullmatch(lowered) is not None
    )


_MODAL_CAUSE = verbose(
    rf"{_ADVERB}(?:induce|cause|trigger|precipitate|provoke|elicit|produce|contribute_to|lead_to|result_in)"
)


def frees(text: str) -> bool:
    """Says whether a wording takes the blame off a drug ("unlikely", "speaks against")."""
    return _FREED.search(lower(text)) is not None


def method_of(text: str) -> CausalityMethod | None:
    """Returns the scale that a text names first."""
    lowered = lower(text)
    found = [
        (match.start(), method)
        for method, pattern in _METHODS
        if (match := pattern.search(lowered)) is not None
    ]
    return min(found)[1] if found else None


def naranjo_score(text: str) -> int | None:
    """Returns the points that a wording gives, between -4 and 13."""
    match = _NARANJO.search(lower(text))
    if match is None:
        return None
    score = int(re.sub("−", "-", match["score"] or match["first"]))
    return score if _LOWEST <= score <= _HIGHEST else None


def _of_score(score: int) -> CausalityValue:
    if score >= _CERTAIN_FROM:
        return CausalityValue.CERTAIN
    if score >= _PROBABLE_FROM:
        return CausalityValue.PROBABLE
    return CausalityValue.POSSIBLE if score >= _POSSIBLE_FROM else CausalityValue.UNLIKELY
