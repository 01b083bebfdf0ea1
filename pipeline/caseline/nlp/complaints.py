"""What people say of themselves or a nurse notes: "my eyes were yellow", "R hand weak", "he stopped breathing".

A network that learnt on papers passes over words of every day. Each family here is a sign in any report: a part
of the body with its state, a function that failed, something done that nobody does in health.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from caseline.nlp.patterns.base import lower

_OWN = r"(?:(?:my|his|her|their|the|our)\s+)"
_SIDE = r"(?:(?:right|left|both|upper|lower|r|l|rt|lt|whole|entire)\s+)"
_PART = r"""(?:arms?|legs?|hands?|feet|foot|fingers?|toes?|eyes?|eyelids?|face|lips?|tongue|mouth|throat|neck|chest|thighs?|calf|calves|knees?|ankles?
    |wrists?|shoulders?|elbows?|shins?|hips?|ears?|gums|skin|body|side|cheeks?|scalp|palms?|soles?|fingertips|joints|muscles)"""
_EVEN = r"(?:(?:all|very|so|really|completely|quite|extremely|increasingly|more|a\s+bit|a\s+little|totally|beet|bright|fiery|dark)\s+)"
# States that a head marks by themselves where a verb leads to them, and those that it does not.
_MARKED = r"swollen|numb|sore|red|stiff|painful|itchy|tender|puffy|tingling|tingly|aching|achy|burning|bruised|shaky|paralysed|paralyzed"
_UNMARKED = r"weak|heavy|yellow|blue|purple|black|gr[ea]y|white|limp|floppy|droopy|drooping|bloodshot|on\s+fire|tight|useless|ice\s+cold|blurry|crusty|peeling"
_IS = r"(?:was|were|is|are|felt|feels?|went|turned|became|got|looked|looks)"
_WASTE = r"(?:pee|wee|urine|stools?|poop|poo|bowel\s+movements?|vomit|spit|sputum)"
_COLOUR = r"(?:dark(?:\s+\w+)?|brown(?:ish)?|red(?:dish)?|black|bloody|orange|pink|tarry|(?:coke|cola|tea|coffee)(?:[\s-]colou?red)?)"
_ADVERB = r"(?:(?:\w+ly|very|so|more|rather|quite|somewhat|again)\s+(?:and\s+\w+ly\s+)?)"
_STATE = r"""(?:mute|confused|agitated|drowsy|lethargic|unresponsive|unconscious|comatose|aggressive|violent|delirious
    |disoriented|disorientated|incoherent|paranoid|psychotic|manic
    |suicidal|tearful|irritable|restless|jittery|floppy|limp|listless|pale|clammy|cyanotic|cyanosed|breathless|dyspn[o]?eic|hypotensive|hypoxic|hypox[a]?emic|tachycardic|bradycardic
    |febrile|feverish|jaundiced|icteric|anuric|oliguric|apn[o]?eic|dizzy|faint|light-?headed|sweaty|diaphoretic|flushed|nauseated|nauseous|sleepy|somnolent|obtunded|stuporous
    |rigid|catatonic|ataxic|dysarthric|aphasic|incontinent|constipated|dehydrated|encephalopathic|wheezy|shaky|tremulous|weak(?!\s+in)|off\s+balance|blue|yellow)"""
_SOMEBODY = r"(?:he|she|they|i|pt|patient|child|baby|infant|newborn|boy|girl|man|woman|son|daughter|mother|father|husband|wife|mom|dad)"
# Done by somebody, and what needs nobody to be plain.
_FELL = r"""(?:fell|fallen)(?=\s+(?:down|off|over|out\s+of|backwards?|forwards?|twice|while|trying|getting|and\s+hit
    |(?:to|on)\s+(?:the|her|his|my)\s+(?:floor|ground|face|back|knees?|bottom|head)
    |in\s+the\s+(?:bath\w*|shower|kitchen|hall\w*|street|garden|yard|night))\b|\s*[.;]?\s*\Z)"""
_DID = rf"""(?:collapsed|fainted|convulsed|hallucinated|slumped(?:\s+over)?|(?<!was\s)seized(?!\s+(?:the|an?|his|her|up|with|by|on)\b)|{_FELL}
    |refus(?:ed|ing)\s+(?:food|fluids|to\s+(?:eat|drink|feed|walk)))"""
_REFUSED = r"""refus(?:ed|es|ing)\s+(?:(?:his|her|all|the|any)\s+)?(?:feeds?|feedings?|bottles?|(?:to\s+)?(?:nurse|nursing|breast\s?feed\w*)
    |the\s+breast|oral\s+intake|meals?)"""
_SLEPT = r"""slept\s+(?:(?:all|most\s+of\s+the|the\s+(?:whole|entire))\s+(?:day|time|afternoon)|(?:for\s+)?(?:1[2-9]|2\d)\s+(?:hours|hrs?)
    |(?:for\s+)?\d{1,2}\s+hours\s+straight)"""
_SEEN = r"""(?:everything|vision|it\s+all|sight)\s+(?:just\s+)?(?:went|turned|goes|going)\s+(?:black|dark|white|gr[ea]y|blurry|fuzzy)
    |(?:room|everything|head)\s+(?:(?:was|is|started|kept|began|just)\s+){0,2}spinning|eyes\s+(?:\w+\s+)?rolled\s+(?:back|up)|eyes\s+crossed"""
_MOVED = r"""knees?\s+buckled|legs?\s+(?:gave|giving|give)\s+(?:out|way)
    |(?:arms?|legs?|hands?|body)\s+(?:(?:were|was|started|kept)\s+)?(?:jerked|jerking|twitched|twitching)|(?:dropping|bumping\s+into)\s+things"""
_PERIODS = r"""(?:(?:(?<=my\s)|(?<=her\s)|menstrual\s+)period|periods|menses)\s+(?:(?:was|were|is|has|have|came|started|been)\s+){0,2}
    (?:(?:super|very|really|extremely|so|more|much|\d+\s+(?:days|weeks)|an?\s+week)\s+)?(?:early|late|heavy|heavier|irregular|painful|stopped)
    |missed\s+(?:my|her|a|two|three)\s+periods?"""
_ALWAYS = rf"""(?:passed\s+out(?!\s+of)|(?:blacked|zoned)\s+out|(?:threw|throw|thrown|throwing)\s+up|(?:stopped|quit)\s+breathing|foamed\s+at\s+the\s+mouth
    |broke\s+out\s+in\s+(?:hives|a\s+(?:\w+\s+)?(?:rash|sweat)|spots|welts)|shook\s+all\s+over|(?:white|pale)\s+as\s+a\s+(?:sheet|ghost)|not\s+(?:eating|feeding|drinking|responding)(?=\s*(?:[.,;]|\Z|and\b|well\b))|(?:bled|bleeding)\s+into\s+(?:(?:the|his|her)\s+)?(?:brain|head|eye|lungs?|joints?)|brain\s+dead
    |(?:hard|difficult|impossible)\s+to\s+(?:a?rouse|wake(?:\s+(?:up|him|her))?|awaken|waken|console)
    |{_REFUSED}|{_SLEPT}|{_SEEN}|{_MOVED}|{_PERIODS})"""
_DOING = r"""(?:breathing|swallowing|speaking|talking|walking|sleeping|seeing|hearing|concentrating|focusing|focussing
    |remembering|urinating|peeing|standing|chewing|writing|reading
    |finding\s+(?:the\s+(?:right\s+)?)?words|getting\s+(?:up|words\s+out|(?:my|his|her)\s+breath)|catching\s+(?:my|his|her)\s+breath|moving|thinking(?:\s+clearly)?|staying\s+awake|keeping\s+(?:food|anything)\s+down)"""
_FUNCTION = r"""(?:(?:colou?r\s+|central\s+|peripheral\s+|night\s+)?vision|visual\s+acuity|hearing|muscle\s+tone
    |sense\s+of\s+(?:smell|taste)|sensation|speech|gait|memory|cry|swallowing
    |(?:deep\s+)?(?:tendon\s+)?reflexes|muscle\s+strength|appetite|libido|consciousness|level\s+of\s+consciousness|alertness|urine\s+output|c-peptide)"""
_FAILED = r"""(?:reduced|impaired|decreased|diminished|increased|absent|lost|undetectable|slurred|blurred|brisk
    |exaggerated|depressed|unsteady|high-pitched|weak(?:er)?|shrill|slowed|hoarse|garbled
    |sluggish|constricted|clouded|poor)"""

# What somebody would not do, felt, or found on the skin: "would not walk on it", "felt wiped out", "lump on my arm".
_WONT = r"""(?:(?:(?:would|did)(?:n['’]?t|\s+not)|won['’]?t)\s+want
      \s+(?:to\s+(?:eat|drink|nurse|feed|walk)|(?:any\s+|(?:his|her)\s+)?(?:food|supper|dinner|breakfast|lunch|bottle))
    |(?:would(?:n['’]?t|\s+not)|won['’]?t)\s+(?:eat|drink(?!\s+(?:alcohol|coffee))|nurse|feed|walk|crawl|wake\s+up|bear\s+weight|take\s+(?:a|the|his|her)\s+bottle)
      (?:\s+on\s+(?:it|(?:his|her|the)\s+(?:\w+\s+)?(?:leg|foot)))?)"""
_FEEL = r"felt|feels?|feeling|still|so|am|was|is|me|him|her|and|but"
_HOW = r"(?:so|very|completely|still|really|just|totally|absolutely|a\s+bit|a\s+little)"
_DONE = r"(?:worn\s+out|wiped\s+out|groggy|loopy|woozy|out\s+of\s+it|spacey|foggy|post-?ictal)"
_LUMPS = r"(?:lump|knot|bump|bruise|welt|dent)"
_LUMP = rf"""(?:(?:big|large|small|little|hard|huge|red|sore|painful|swollen|hot|tender|(?:golf\s+ball|egg|pea)(?:[\s-]+sized?)?)\s+){{0,2}}{_LUMPS}
    (?=\s+(?:(?:about\s+)?(?:the\s+)?size\s+of|as\s+big\s+as|where\s+(?:they|he|she|i|the|it)\b
      |(?:in|on|under|at|near)\s+{_OWN}?{_SIDE}*(?:{_PART}|arm\s?pit|thigh|groin|injection|vaccination|shot|site)\b))"""


def _family(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?![\w-])", re.VERBOSE)


_FAMILIES = (
    # "R hand weak", "arm red and hot": no verb, as notes write.
    _family(
        rf"(?P<name>{_SIDE}*{_PART}\s+{_EVEN}?(?:{_MARKED}|{_UNMARKED})(?:\s+(?:and|&)\s+(?:{_MARKED}|{_UNMARKED}|hot|warm))?)(?=\s*(?:[.,;:)]|\Z|(?:and|&|from|x|since|for|all)\s))"
    ),
    _family(rf"{_OWN}?(?P<name>{_SIDE}*{_PART}\s+{_IS}\s+{_EVEN}?(?:{_UNMARKED}))"),
    _family(
        rf"{_OWN}?(?P<name>{_WASTE}\s+(?:had\s+)?(?:was|were|is|turned|went|became|looked|looks)\s+{_EVEN}?(?:like\s+|(?:the\s+)?colou?r\s+of\s+)?{_COLOUR})"
    ),
    _family(
        rf"(?P<name>(?:trouble|difficulty|not\s+\w+ing|(?:white|pale)\s+as|hard\s+time|problems?|struggl(?:ed|ing)(?:\s+to|\s+with)?)\s+(?:with\s+)?{_DOING})"
    ),
    _family(rf"(?:became|become|becoming|went|turned|grew|gone|got)\s+{_ADVERB}{{0,2}}(?P<name>{_STATE})"),
    _family(
        rf"{_SOMEBODY}\s+(?:(?:had|then|also|suddenly|nearly|almost|just|was|started|began|\w+ly)\s+){{0,2}}(?P<name>{_DID})"
    ),
    _family(rf"(?P<name>{_ALWAYS})"),
    _family(rf"(?P<name>{_WONT})"),
    _family(rf"(?:{_FEEL})\s+(?:{_HOW}\s+){{0,2}}(?P<name>{_DONE})"),
    _family(r"too\s+(?P<name>weak|dizzy|sore|exhausted|breathless|short\s+of\s+breath)\s+to\s+\w+"),
    _family(rf"(?P<name>{_LUMP})"),
    # "2 cm lac", "chin lac": a cut.
    _family(
        rf"(?P<name>(?:{_SIDE}*(?:{_PART}|chin|forehead|scalp|head|eyebrow|brow|nose)|\d(?:\.\d)?\s?cm)\s+lacs?)"
    ),
    _family(rf"{_OWN}?(?P<name>{_FUNCTION}\s+(?:was|were|is|became)\s+{_ADVERB}?{_FAILED})"),
)
# One of these words stands in each family.
_HINT = re.compile(
    rf"\b(?:{_PART}|{_WASTE}|trouble|difficulty|hard\s+time|problems?|struggl\w+|bec[oa]m\w+|went|turned|grew|gone|got|{_DID}|{_ALWAYS}|{_FUNCTION}|{_WONT}|{_DONE}|too|lacs?|{_LUMPS})\b",
    re.VERBOSE,
)


# "HA" and "CP", where what ails a patient is listed; alone they are other things as well.
_AFTER = r"(?=\s*(?:[.,;&/]|\Z)|\s+(?:and|w/|x|but|since|that|for|all|free|ongoing|improv\w+|resolv\w+|continu\w+|persist\w*|began|started|worse\w*)\b)"
_HEADACHE = re.compile(
    rf"(?:c/o|w/|with|and|[,&;:.]|severe|bad|mild|slight|had|has|worst|SEVERE|BAD|denies|no|\A)\s*(?P<name>H/?A)(?![\w-]){_AFTER}"
)
_AILING = re.compile(
    r"\b(?:c/o|pt|fever|chills|nausea|aches?|fatigue|dizz\w+|vomit\w*|temp|sob|woke|photophobia|sore\s+arm)\b"
)
_SURE = (
    re.compile(r"\b(?:c/o|worst|[Dd]enies|WORST)\s+(?P<name>H/?A)(?![\w-])"),
    re.compile(
        r"(?:\A|[.;]\s)(?P<name>HA)\s+(?=(?:began|started|continues|persists|improving|resolved|worse)\b)"
    ),
    re.compile(r"(?P<name>(?:pleuritic|exertional|substernal|crushing|sharp)\s+CP)(?![\w-])"),
    re.compile(
        r"\b(?:c/o|[Dd]enies|[Nn]o|w/|severe)\s+(?P<name>CP)(?=\s*(?:[.,;&/]|\Z)|\s+(?:and|w/|x|or|but|since)\b)"
    ),
    re.compile(r"(?P<name>CP)(?=\s?[,/&+]\s?(?:SOB|DOE|N/V|dyspnea|palpitations|diaphoresis)\b|\s+free\b)"),
    re.compile(
        r"\b(?:SOB|DOE|HA|[Nn]/[Vv]|fever|chills|dizziness|[Dd]yspnea|[Pp]alpitations)(?:\s?[,/&+]\s?|,?\sand\s)(?P<name>CP)(?![\w-])"
    ),
    re.compile(r"(?P<name>V[FT])(?=\s+(?:arrest|storm|x\s?\d+\s+shocks?)\b)"),
)
_SHORT = re.compile(r"\bH/?A\b|\bCP\b|\bV[FT]\b")


def _short_forms(sentence: str, lowered: str) -> Iterator[tuple[int, int]]:
    """Yields complaints that a note tells by two letters."""
    if _SHORT.search(sentence) is None:
        return
    families = (*_SURE, _HEADACHE) if _AILING.search(lowered) is not None else _SURE
    yield from sorted({match.span("name") for family in families for match in family.finditer(sentence)})


def find_complaints(sentence: str) -> Iterator[tuple[int, int]]:
    """Yields the half-open characters of each complaint of a sentence."""
    lowered = lower(sentence)
    yield from _short_forms(sentence, lowered)
    if _HINT.search(lowered) is None:
        return
    for family in _FAMILIES:
        for match in family.finditer(lowered):
            yield match.span("name")


_VERB = re.compile(
    rf"{_OWN}?(?P<what>(?:[\w-]+\s+){{0,4}}?[\w-]+)\s+{_IS}\s+{_EVEN}?{_ADVERB}?(?P<how>{_UNMARKED}|{_COLOUR}|{_FAILED}|elevated|raised|low|high|positive)",
    re.VERBOSE | re.IGNORECASE,
)


def as_name(text: str) -> str | None:
    """Returns a state told with its verb as a name, "eyes were yellow" as "yellow eyes"; None for anything else."""
    told = _VERB.fullmatch(text)
    return None if told is None else f"{told['how']} {told['what']}"
