"""How severe: "mild", "moderate to severe", "grade 3", "life-threatening"."""

from __future__ import annotations

from caseline.nlp.patterns.base import Found, Rule, Source, near, scan, verbose
from caseline.nlp.patterns.words import ROMAN
from caseline.schema.mention import Label

_GRADED = r"(?:mild|moderate|severe)"
_STRONG = r"""(?:
    fulminant|profound|profuse|extreme(?:ly_severe)?|severe|moderate|mild|critical|marked|intense|excruciating|slight|gross(?=ly_swollen)|deep(?=_(?:jaundice|icterus))
)"""
_NEAR = near(
    "(?:fulminant|profound|profuse|extreme|severe|moderate|mild|critical|marked|massive|intense|excruciating|slight|gross|deep)",
)

RULES = (
    # Names of diseases, of scales and of doses.
    Rule(
        None,
        verbose(
            r"""
            \bsevere_(?:combined_immun\w+|acute_respiratory_syndrome) | \b(?:near|non)~?(?:fatal|lethal)\b
          | \b(?:moderate|massive|mild)~(?:dos\w+|alcohol|intake|risk|exercise|sedation)\b
          | \b(?:low|high|intermediate|histologic(?:al)?|tumou?r|nuclear|gleason|fuhrman|bloom)~grade\b
          | \bmassive_transfusion_protocol | \bcritical_(?:care|illness|importan\w+|role|point)
          | \bserious_(?:consideration|attention) | \bmarked_by\b | \b(?:lethal|fatal)_dose
          | \b(?:no|not)_(?:severe|serious|massive|marked)\b
            """
        ),
        near=(*_NEAR, *near("grade")),
    ),
    Rule(
        Label.SEVERITY,
        verbose(rf"\b{_GRADED}(?:~?(?:to|-|–|or|and)~?{_GRADED})?(?:ly)?\b | \b{_STRONG}(?:ly)?\b"),
        near=_NEAR,
    ),
    Rule(
        Label.SEVERITY,
        verbose(
            rf"""
            \b(?:(?:ctcae|nci|who|toxicity)_)?(?P<mention>(?:grades?|gr\.?)~?(?:[1-5]|{ROMAN})(?:\s?(?:[-–/]|to|or|and)\s?(?:[1-5]|{ROMAN}))?)(?![\w.])
            """
        ),
        near=near("gr"),
    ),
)


def find(text: str | Source) -> list[Found]:
    """Finds SEVERITY."""
    return scan(RULES, text)
