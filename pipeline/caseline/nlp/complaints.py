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
_EVEN = (
    r"(?:(?:all|very|so|really|completely|quite|extremely|increasingly|more|a\s+bit|a\s+little|totally)\s+)"
)
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
_DID = r"(?:collapsed|fainted|convulsed|hallucinated|refus(?:ed|ing)\s+(?:food|fluids|to\s+(?:eat|drink|feed|walk)))"
_ALWAYS = r"""(?:passed\s+out(?!\s+of)|(?:blacked|zoned)\s+out|threw\s+up|throwing\s+up|(?:stopped|quit)\s+breathing|foamed\s+at\s+the\s+mouth
    |broke\s+out\s+in\s+(?:hives|a\s+(?:\w+\s+)?(?:rash|sweat)|spots|welts)|shook\s+all\s+over|(?:white|pale)\s+as\s+a\s+(?:sheet|ghost)|not\s+(?:eating|feeding|drinking|responding)(?=\s*(?:[.,;]|\Z|and\b|well\b))|(?:bled|bleeding)\s+into\s+(?:(?:the|his|her)\s+)?(?:brain|head|eye|lungs?|joints?)|brain\s+dead)"""
_DOING = r"""(?:breathing|swallowing|speaking|talking|walking|sleeping|seeing|hearing|concentrating|focusing|focussing
    |remembering|urinating|peeing|standing|chewing|writing|reading
    |finding\s+(?:the\s+(?:right\s+)?)?words|getting\s+(?:up|words\s+out|(?:my|his|her)\s+breath)|catching\s+(?:my|his|her)\s+breath|moving|thinking(?:\s+clearly)?|staying\s+awake|keeping\s+(?:food|anything)\s+down)"""
_FUNCTION = r"""(?:(?:colou?r\s+|central\s+|peripheral\s+|night\s+)?vision|visual\s+acuity|hearing|muscle\s+tone
    |sense\s+of\s+(?:smell|taste)|sensation|speech|gait|memory|cry|swallowing
    |(?:deep\s+)?(?:tendon\s+)?reflexes|muscle\s+strength|appetite|libido|consciousness|level\s+of\s+consciousness|alertness|urine\s+output|c-peptide)"""
_FAILED = r"""(?:reduced|impaired|decreased|diminished|increased|absent|lost|undetectable|slurred|blurred|brisk
    |exaggerated|depressed|unsteady|high-pitched|weak(?:er)?|shrill|slowed|hoarse|garbled
    |sluggish|constricted|clouded|poor)"""


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
    _family(rf"{_OWN}?(?P<name>{_FUNCTION}\s+(?:was|were|is|became)\s+{_ADVERB}?{_FAILED})"),
)
# One of these words stands in each family.
_HINT = re.compile(
    rf"\b(?:{_PART}|{_WASTE}|trouble|difficulty|hard\s+time|problems?|struggl\w+|bec[oa]m\w+|went|turned|grew|gone|got|{_DID}|{_ALWAYS}|{_FUNCTION})\b",
    re.VERBOSE,
)


# "HA", where what ails a patient is listed.
_HEADACHE = re.compile(
    r"(?:c/o|w/|with|and|[,&]|severe|bad|mild|slight|had|has|SEVERE|BAD)\s+(?P<name>H/?A)(?=\s*(?:[.,;&]|\Z)|\s+(?:and|w/|x|but|since|that|for|all)\b)"
)
_AILING = re.compile(r"\b(?:c/o|pt|fever|chills|nausea|aches?|fatigue|dizz\w+|vomit\w*|temp|sob|woke)\b")


def find_complaints(sentence: str) -> Iterator[tuple[int, int]]:
    """Yields the half-open characters of each complaint of a sentence."""
    lowered = lower(sentence)
    if "HA" in sentence and _AILING.search(lowered) is not None:
        yield from (match.span("name") for match in _HEADACHE.finditer(sentence))
    if _HINT.search(lowered) is None:
        return
    for family in _FAMILIES:
        for match in family.finditer(lowered):
            yield match.span("name")


_VERB = re.compile(
    rf"{_OWN}?(?P<what>(?:[\w-]+\s+){{0,4}}?[\w-]+)\s+{_IS}\s+{_EVEN}?{_ADVERB}?(?P<how>{_UNMARKED}|{_COLOUR}|{_FAILED})",
    re.VERBOSE | re.IGNORECASE,
)


def as_name(text: str) -> str | None:
    """Returns a state told with its verb as a name, "eyes were yellow" as "yellow eyes"; None for anything else."""
    told = _VERB.fullmatch(text)
    return None if told is None else f"{told['how']} {told['what']}"
