"""Words to a sex."""

from __future__ import annotations

from caseline.nlp.patterns.base import lower, verbose
from caseline.nlp.patterns.words import TRADE
from caseline.schema.case import SexValue

_FEMALE = verbose(
    rf"""
    \b(?:wom[ae]n|females?|girls?|schoolgirls?|lad(?:y|ies)|gentlewoman|housewi(?:fe|ves)|she|hers?|herself|
       (?:grand)?(?:mother|daughter)|mom|mum|mama|grandma|girlfriend|aunt|niece|wife|widow|sisters?|stepdaughter|fiancee|mrs|miss|
       schoolmistress|actress|waitress|seamstress|nun|{TRADE}wom[ae]n|
       (?:primi|multi|nulli|secundi)(?:para|gravida)(?:e|s)?|grand_?multipara|g\d{{1,2}}_?p\d{{1,2}}\w*|gravid|
       pregnan(?:t|cy)|post~?partum|(?:post~?|pre~?|peri~?)?menopausal|lactating|breast~?feeding|ca?esarean|
       hysterectomy|oophorectomy|ovarian|uterine|vaginal|endometriosis|menstrua(?:l|tion|ting)|f|[wb]f|aaf)\b
    """
)
_MALE = verbose(
    rf"""
    \b(?:m[ae]n|males?|boys?|schoolboys?|schoolmaster|monk|{TRADE}m[ae]n|gentlem[ae]n|
       he|his|him|himself|(?:grand)?(?:father|son)|dad|grandpa|boyfriend|uncle|nephew|husband|widower|
       brothers?|stepson|mr|prostat(?:e|ic|ectomy)|testicular|orchiectomy|penile|scrotal|scrotum|
       erectile_dysfunction|vasectomy|m|[wb]m|aam)\b
    """
)


def parse_sex(text: str) -> SexValue | None:
    """Returns the sex that a noun, an adjective, a letter, a pronoun or a state says.

    Null for a text that says none, or both.
    """
    lowered = lower(text)
    female, male = _FEMALE.search(lowered) is not None, _MALE.search(lowered) is not None
    if female == male:
        return None
    return SexValue.FEMALE if female else SexValue.MALE
