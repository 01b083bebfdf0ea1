"""Ethnicities of persons: "Caucasian woman", "of Turkish descent"; not "Japanese encephalitis"."""

from __future__ import annotations

from caseline.nlp.patterns.base import Found, Reading, ReadRule, Rule, Source, any_of, near, scan, verbose
from caseline.nlp.patterns.words import PERSON
from caseline.schema.mention import Label

_PEOPLES = any_of(
    """
    afghan albanian algerian american amish andean angolan arab arabian arabic argentine argentinian armenian
    assyrian australian austrian azerbaijani azeri bahraini bangladeshi basque belgian bengali berber bolivian
    bosnian brazilian british bulgarian burmese cambodian cameroonian canadian catalan chilean chinese
    colombian congolese croatian cuban cypriot czech danish dominican dutch ecuadorian egyptian english
    eritrean estonian ethiopian european fijian filipino finnish french gambian georgian german ghanaian greek
    guatemalan guinean guyanese haitian han hmong honduran hungarian icelandic indian indonesian inuit iranian
    iraqi irish israeli italian ivorian jamaican japanese javanese jewish jordanian kazakh kenyan korean
    kurdish kuwaiti laotian latvian lebanese liberian libyan lithuanian macedonian malagasy malay malaysian
    malian maltese maori mauritian mediterranean mestizo mexican moldovan mongolian moroccan mozambican
    muslim native nepalese nepali nicaraguan nigerian norwegian omani pakistani palestinian panamanian
    paraguayan persian peruvian polish polynesian portuguese punjabi qatari roma romanian russian rwandan
    salvadoran samoan sardinian saudi scandinavian scottish senegalese serbian sicilian sinhalese slavic
    slovak slovenian somali spanish sudanese swedish swiss syrian taiwanese tajik tamil tanzanian thai
    tibetan tongan trinidadian tunisian turkish ugandan ukrainian uruguayan uyghur uzbek venezuelan
    vietnamese welsh yemeni yoruba zambian zimbabwean
    """
)
_LEADING = r"""
    (?:(?:south|southeast|east|west|north|central|latin|native|non~?hispanic|hong_kong|sri|han|
    british|afro|white|black|middle)~)
"""
# Words that say an ethnicity wherever they stand as an adjective of a person or as a noun.
_FREE = r"""(?:
    caucasian|african~american|afro~american|afro~caribbean|black~african|hispanic|latin[oa]|latinx|
    asian~american|south~asian|east~asian|south~?east~asian|mexican~american|native~american|
    ashkenazi(?:_jewish|_jew)?|sephardic|sri~lankan|middle~eastern|hong~kong~chinese|han~chinese|
    pacific_islander|aboriginal|puerto~rican|sub~saharan_african
)"""
_COLOURS = r"(?:white|black|dark~skinned|fair~skinned|light~skinned|brown~skinned|coloured)"
_A_PERSON = verbose(rf"(?=,?_(?:(?:\w{{3,16}}(?:-\w{{3,16}})?),?_){{0,3}}?{PERSON}\b)")
_OF_AGE = verbose(r"(?:\d~(?:year|yr|month|week|day)s?~old|\d\s?(?:yo|y/o)|years_old),?_(?:\w{3,16}_)?\Z")
_DESCENT = verbose(
    r"(?=_(?:(?:and|or)_\w{3,20}_)?(?:descent|origins?|ancestry|ethnicity|extraction|heritage|race|background)\b)"
)
_LABELLED = verbose(r"\b(?:race|ethnicity|ethnic_(?:group|origin|background))\s?(?::|was|is)?\s?\Z")

RULES = (
    # A people's name in a disease, a drug, a plant or a scale; a colour of blood, stool or light.
    Rule(
        None,
        verbose(
            r"""
            \b(?:japanese_(?:encephalitis|b\b)|german_measles|spanish_flu|chinese_(?:herb|medicine|restaurant|remed)\w*
               |african_(?:trypan|swine|sleeping)\w*|mediterranean_fever|familial_mediterranean
               |american_(?:college|society|heart|academy|diabetes|association|joint|thoracic|psychiatric)\w*
               |british_(?:national|thoracic|society)\w*|european_(?:medicines|society|league|union|commission)
               |asian_ginseng|korean_ginseng|indian_hedgehog|swiss_(?:roll|cheese)|dutch_belly|english_language
               |white_(?:blood|cells?|count|matter|coat|light|plaques?|spots?|patch\w*|lesions?|noise)
               |black_(?:stools?|box|cohosh|tarry|tea|triangle|light|eyes?)|native_(?:valve|kidney|vessel|t1)\w*)\b
            """,
            at_word=True,
        ),
    ),
    ReadRule(
        verbose(
            rf"\b(?:{_FREE}|(?:{_LEADING}){{0,2}}{_PEOPLES}(?:~(?:american|jewish|chinese))?|asian|african)\b",
            at_word=True,
        ),
        (
            Reading(Label.ETHNICITY, right=_A_PERSON),
            Reading(Label.ETHNICITY, left=_OF_AGE),
            Reading(Label.ETHNICITY, left=verbose(rf"\b{PERSON},_(?:an?_)?\Z"), right=verbose(r"(?=,)")),
            Reading(Label.ETHNICITY, right=_DESCENT),
            Reading(Label.ETHNICITY, left=_LABELLED),
        ),
        near(
            r"(?:wom[ae]n|m[ae]n\b|males?\b|females?\b|girl|boy|lad(?:y|ies)|gentlem|patient|subject|child|infant|bab|neonat|"
            r"newborn|toddler|adolesc|teenag|adult|person|people|individ|volunteer|smoker|father|sister|twin|para|gravida|"
            r"housewife|nurse|student|worker|veteran|victim|mother|brother|old\b|descent|origin|ancestr|ethnic|extraction|"
            r"heritage|race|background|yo\b|y/o)"
        ),
    ),
    Rule(
        Label.ETHNICITY,
        verbose(rf"\b{_FREE}s?\b"),
        near=near(
            "(?:caucas|african|afro|hispan|latin|asian|american|ashken|sephard|lankan|eastern|chinese|islander|aborig|rican)"
        ),
    ),
    ReadRule(
        verbose(rf"\b{_COLOURS}(?:_(?:african|jewish|british|american|caucasian|hispanic))?\b"),
        (
            Reading(
                Label.ETHNICITY,
                right=verbose(rf"(?=,?_(?:(?:\w{{3,16}}(?:-\w{{3,16}})?)_){{0,2}}?{PERSON}\b)"),
            ),
            Reading(Label.ETHNICITY, left=_OF_AGE),
            Reading(Label.ETHNICITY, left=_LABELLED),
        ),
        near("(?:white|black|skinned|coloured)"),
    ),
)


def find(text: str | Source) -> list[Found]:
    """Finds ETHNICITY: a people's name or a skin colour that belongs to a person."""
    return scan(RULES, text)
