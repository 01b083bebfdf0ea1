"""How a disease or sign is called in the record: head form, a noun, lower case but for proper names."""

from __future__ import annotations

import re

from caseline.cases.fragments import is_fragment
from caseline.nlp.absences import is_absence
from caseline.nlp.complaints import as_name
from caseline.nlp.lexicon_atoms import fold

# Extent, grade and what stands before a name by mistake. Course ("acute") narrows the concept and stays.
_EXTENT = re.compile(
    r"""\A(?:(?:
        (?:ctcae\s+)?grade\s+(?:[1-5]|i{1,3}|iv|v)(?:\s?[-–/]\s?(?:[1-5]|iv))?|a|an|the|his|her|my|its|this|these|some|any|such|no|new|fresh|further|additional|another|repeated|recurrent|persistent|persisting|transient(?!\s+(?:global|isch))|intermittent|continuous|constant|frequent
      | severe(?:ly)?|mild(?:ly)?|moderate(?:ly)?|slight(?:ly)?|marked(?:ly)?|massive(?:ly)?|profound(?:ly)?|extreme(?:ly)?|very|
        increasing(?:ly)?|highly|gross(?:ly)?|deep(?:ly)?(?!\s+(?:ve(?:in|nous)|neck|brain|tendon|peroneal|infiltrat|dermal|partial|tissue))|intense(?:ly)?
      | generali[sz]ed(?!\s+(?:tonic|clonic|seizure|convuls|epilep|status|anxiety))|widespread|diffuse(?!\s+large)|extensive|
        bilateral(?=\s+\w+\s+\w)|multiple(?!\s+(?:sclerosis|myeloma|organ|system))|several|(?:two|three|four|five|six)(?=\s+\w)|reversible(?!\s+(?:posterior|cerebral|ischa?emic))|numerous
      | sudden(?:-onset|ly)?|progressive(?!\s+(?:multifocal|supranuclear|bulbar))|rapid(?:ly)?|worsening(?!\s+of)|small|large|synchronous|
        scattered|isolated|significant(?:ly)?|well\s+as|also|both
      | (?:on|in|by)\s+the\s+(?:following|next|same)\s+(?:morning|day|evening|night|afternoon)|shortly\s+after(?:wards)?|and|or|but|then|with
      )(?:\s+|,\s*))+""",
    re.IGNORECASE | re.VERBOSE,
)
# What stands before a name by mistake: a verb of having it, a percentage, a word of amount.
_LEAD = re.compile(
    r"""\A(?:(?:went|became|becoming|turned|felt|feeling|feels|passed(?!\s+(?:out|away|stool|gas|flatus)\b)|noticed|noted|developed(?!\s+into)|having|accompanying
      |experienced|experiencing|leaving(?:\s+behind)?|spik(?:ed|ing|es)|(?:reduced|relieved|improved|cleared|suppressed|abolished|worsened|aggravated)\s+the|ran|running(?=\s+an?\s)|(?:(?:with)?in\s+|over\s+|during\s+|for\s+)?(?:the\s+)?(?:next|following|ensuing|subsequent)\s+(?:(?:few|several|two|three|four|five|six|ten|\d+)\s+)?(?:minutes?|hours?|days?|weeks?|months?)|mounted|\d+(?:\.\d+)?\s?%(?:\s+(?:and|of))?|areas?\s+of|preponderance\s+of|manifest
      |\d[\d.,]*(?:\s*[x×]\s*\d[\d.,]*)*(?:\s*-?[cm]m)?(?!\s*(?:-|vessel|hour|day|week|month|year|lead|pillow))|[1-6]/6|began\s+as|\w+\s+(?:day|week|month|year)\s+history\s+of
      |(?:(?:a|an|the|sub-?acute|acute|sudden|other|further|clear|gradual|radiological|clinical|insidious)\s+)*(?:presence|evidence|expression|onset|symptoms?|signs?|result|results|manifestations?)\s+of
      )\s+)+(?=(?:an?\s+)?\w{3})""",
    re.IGNORECASE | re.VERBOSE,
)
# Where a name ends: what says how it looked, what it spoke for, what it came without, or tells the next thing.
_TAIL = re.compile(
    r"""(?:\s*,?\s+(?:
        (?:since|from)\s+(?:(?:[a-z]{3,9}|\d{1,2}-?[a-z]{3})[\s-]?)?(?:19|20)\d\d\b
      |(?:marked|outlined|circled)\s+(?:w/|with\b|by\b|in\b|out\b)|all\s+(?:night|day)\b|for\s+(?:hours|days|weeks)\b|without|with(?:out)?\s+(?:no|any|normal)\b|with\s+out|in\s+the\s+absence|not\s+(?:associated|accompanied|responsive|responding|related|relieved)
      |(?:highly|strongly|very)?\s*(?:indicative|suggestive)\s+of|suggesting|(?:concerning|worrisome|suspicious)\s+for|characteri[sz]ed\s+by|(?:consistent|compatible|in\s+keeping|in\s+line)\s+with
      |(?:that|which|who|and)\s+(?:was|were|had|has|is|are|did|then|also|started|began|spread|noticed|noted|saw|felt|progressed|resolved|his|her|my|she|he|they|it)\b
      |(?:and\s+)?(?:started|starting|began|beginning|climbed|spread(?:ing)?(?=\s+(?:to|over|from|across))|extend(?:ed|ing)|radiat(?:ed|ing)|progressed|worst|located|distributed|obscured|showing|measuring
          |lasting|requiring|accompanied|followed|preceded|triggered|relieved|exacerbated|precipitated)\b(?=\s+\w)
      |(?:was|were|is|are)\s+(?:also\s+)?(?:seen|observed|noted|noticed|found|present|detected|palpable|evident|severe|mild|marked)\b
      |then\s+(?:fell|had|felt|lost|went|threw|\w{2,}ed)\b
    )).*\Z""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
# Where a note puts the side or limb, without a preposition: "Bell's palsy R side", "numbness L arm".
_SIDE = re.compile(
    r"""(?<=\w{3})(?<!\sof)(?<!\sin)(?<!\son)(?<!\sthe)\s+
    (?:(?:[rl]t?\.?|bilat)\s+(?:sides?|arm|forearm|leg|hand|foot|shoulder|deltoid|thigh|face|eye|ear)|(?:left|right)\s+sides?)\Z""",
    re.IGNORECASE | re.VERBOSE,
)
# What began to happen: of what, by which verb, and what stands behind.
_BEGAN_TO = re.compile(
    r"(?:(?P<what>.+?)\s+)?(?:began|begins?|started|starts?|commenced)\s+to\s+(?P<verb>[a-z]+)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_HAVING = frozenset("be feel have develop notice experience get become show complain suffer".split())
# A verb that doubles its last letter: "throb", "drip".
_DOUBLED = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]", re.IGNORECASE)
_DANGLING = re.compile(
    r"(?:\s+(?:that|which|and|or|of|in|on|with|the|a|an|possibly|probably|mainly|also|highly|strongly|very))+\Z",
    re.IGNORECASE,
)
_LEAST_NAME = 3  # letters that a cut must leave
# What is as it should be, and what is said not to be there.
_NORMAL = re.compile(
    r"""(?:afebrile|normotensi\w+|normothermi\w+|normoglyc\w+|euthyroid|euvol[ae]?emic|anicteric|acyanotic|normocephalic|unremarkable|asymptomatic|alert|oriented|conscious
        |apyrexial|eupn\w+|intact|unaffected|healthy)(?:(?:\s*,|\s+(?:and|with|without|in|at|on)\b).*)?
      | (?:n[’']t|denie[sd]|denying|negative|empty|intact)\b.*
      | normal(?!\W+(?:pressure|tension))\b.* | .*\b(?:unremarkable|(?:was|were|is|are)\s+(?:normal|intact|soft|clear))\b.*
      | .*\bof\s+(?:a\s+)?normal\s+(?:appearance|size|shape|configuration|morphology|caliber|calibre|signal)\b.*
      | .*\bneg(?:ative)?
      | not\s+(?!(?:eating|feeding|drinking|sleeping|responding|breathing|walking|talking|speaking|moving|able)\b).*
          | (?:no|an?)?\s*absence\s+of\s+(?:an?y?\b|enlarged|abnormal|signs|evidence|fever|pain|other|significant|further).*""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
# A quotation mark without its fellow, and the blank before a hyphen.
_UNPAIRED = re.compile(r"\A([^“”\"]*)[“”\"](?=[^“”\"]*\Z)|\s(?=-\w)")
_EDGES = re.compile(r"\A[\s,;:.()–-]+|[\s,;:–-]+\Z")
_ADJECTIVE = re.compile(r"\A\w+(?:less|ic|ous|ed|y|ful|ish|ted|ile)\Z", re.IGNORECASE)
# Nouns of adjectives and verbs that reports use of a patient.
_NOUNS = {
    word: noun
    for noun, words in {
        "aggression": "aggressive violent",
        "agitation": "agitated",
        "anorexia": "anorexic",
        "anuria": "anuric",
        "anxiety": "anxious",
        "aphasia": "aphasic",
        "astigmatism": "astigmatic",
        "blacking out": "blacked-out",
        "breathlessness": "breathless",
        "cachexia": "cachectic",
        "catatonia": "catatonic",
        "chills": "chilled",
        "clamminess": "clammy",
        "collapse": "collapsed",
        "coma": "comatose comatosed comatous",
        "confusion": "confused",
        "constipation": "constipated",
        "convulsions": "convulsed",
        "cyanosis": "cyanosed cyanotic",
        "dehydration": "dehydrated",
        "delirium": "delirious",
        "depression": "depressed",
        "diaphoresis": "diaphoretic",
        "disorientation": "disoriented disorientated",
        "dizziness": "dizzy",
        "drowsiness": "drowsy",
        "dysarthria": "dysarthric",
        "edema": "edematous",
        "fainting": "fainted passed-out",
        "faintness": "faint",
        "fatigue": "fatigued",
        "fever": "febrile feverish",
        "floppiness": "floppy",
        "flushing": "flushed",
        "forgetfulness": "forgetful",
        "hoarseness": "hoarse",
        "hallucinations": "hallucinated hallucinating",
        "incoherence": "incoherent",
        "incontinence": "incontinent",
        "infection": "infected",
        "irritability": "irritable",
        "itching": "itchy itched",
        "jaundice": "jaundiced icteric",
        "jitteriness": "jittery",
        "jumpiness": "jumpy",
        "lethargy": "lethargic",
        "light-headedness": "lightheaded light-headed",
        "limpness": "limp",
        "listlessness": "listless",
        "loss of consciousness": "lost-consciousness",
        "malnutrition": "malnourished",
        "mania": "manic",
        "mutism": "mute",
        "myopia": "myopic",
        "nausea": "nauseated nauseous queasy",
        "numbness": "numb",
        "obesity": "obese",
        "obtundation": "obtunded",
        "oedema": "oedematous",
        "paleness": "pale ashen",
        "paralysis": "paralysed paralyzed",
        "paranoia": "paranoid",
        "psychosis": "psychotic",
        "redness": "red reddened",
        "restlessness": "restless",
        "rigidity": "rigid",
        "sedation": "sedated",
        "seizure": "seized",
        "shakiness": "shaky",
        "shivering": "shivery shivered shivers",
        "shortness of breath": "short-of-breath",
        "sleepiness": "sleepy",
        "slurred speech": "speech-slurred slurred-speech",
        "somnolence": "somnolent",
        "soreness": "sore",
        "stiffness": "stiff",
        "stupor": "stuporous",
        "suicidality": "suicidal",
        "sweating": "sweaty sweated",
        "swelling": "swollen swelled",
        "tingling": "tingle tingled tingly",
        "tiredness": "tired",
        "trembling": "trembled",
        "tremulousness": "tremulous",
        "tearfulness": "tearful",
        "unconsciousness": "unconscious",
        "undernutrition": "undernourished",
        "unresponsiveness": "unresponsive",
        "unsteadiness": "unsteady off-balance",
        "vomiting": "vomit vomited threw-up throwing-up thrown-up threw-it-up",
        "weakness": "weak",
        "wheezing": "wheezy wheezed",
    }.items()
    for word in words.split()
}
# Adjectives of Greek make: "hypotensive", "tachycardic", "neutropenic".
_SUFFIXES = (
    ("tensive", "tension"),
    ("cardic", "cardia"),
    ("penic", "penia"),
    ("aemic", "aemia"),
    ("emic", "emia"),
    ("pnoeic", "pnoea"),
    ("pneic", "pnea"),
    ("uric", "uria"),
    ("oxic", "oxia"),
    ("thermic", "thermia"),
    ("tonic", "tonia"),
    ("static", "stasis"),
)


def plain_name(text: str, concept: str, *, nouns: bool) -> str:
    """Returns a wording as a name: without extent and grade, a noun where `nouns` asks for one.

    `concept` is the preferred name of its concept or "".
    """
    stripped = without_side(core(text))
    stripped = as_name(stripped) or stripped
    if _is_shouted(stripped, concept):
        stripped = stripped.lower()
    return lowered(_noun(stripped, concept) if nouns else stripped)


def _is_shouted(text: str, concept: str) -> bool:
    """Says whether a name stands in capitals as all its text does, and is no abbreviation."""
    if not text.isupper():
        return False
    words = text.split()
    return (len(words) > 1 and min(map(len, words)) >= _SPOKEN) or fold(concept) == fold(text)


def core(text: str) -> str:
    """Returns a wording from its first to its last word that names something, without extent and grade."""
    text = _cut(_UNPAIRED.sub(r"\1", " ".join(text.split())))
    if is_absence(text):
        return text
    return _EDGES.sub("", _EXTENT.sub("", _EDGES.sub("", text))) or text


def without_side(text: str) -> str:
    """Returns a wording without the side or limb that a note puts behind it, which tells it apart but names nothing."""
    return _SIDE.sub("", text)


def says_nothing(text: str) -> bool:
    """Says whether a wording is a normal finding, a fragment of a name or the look of a slide, and no sign or disease."""
    text = _EDGES.sub("", " ".join(text.split()))
    return bool(_NORMAL.fullmatch(text)) or is_fragment(_EXTENT.sub("", text))


def _cut(text: str) -> str:
    """Returns a wording from its first to its last word that names something."""
    name = _begun(_LEAD.sub("", text))
    short = _DANGLING.sub("", _TAIL.sub("", name))
    if short.count("(") > short.count(")"):
        short = short[: short.rindex("(")].rstrip()
    return short if len(short) >= _LEAST_NAME else name


def _begun(text: str) -> str:
    """Returns what began to happen by its verb: "feet began to tingle" as "tingling of feet"."""
    told = _BEGAN_TO.fullmatch(text)
    if told is None or (told["what"] and _DANGLING.search(told["what"])):
        return text
    rest = told["rest"].strip()
    if told["verb"].lower() in _HAVING:
        return rest or text
    verb = told["verb"]
    if verb.endswith("ie"):
        stem = f"{verb[:-2]}y"
    elif verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        stem = verb[:-1]
    else:
        stem = verb + verb[-1] if _DOUBLED.fullmatch(verb) else verb
    done = " ".join(filter(None, (f"{stem}ing", rest)))
    return f"{done} of {told['what']}" if told["what"] and not rest else done


def is_adjective(text: str) -> bool:
    """Says whether a wording, without extent and grade, is a single adjective."""
    return _ADJECTIVE.match(_EXTENT.sub("", text)) is not None


def _noun(text: str, concept: str) -> str:
    word = re.sub(r"\s+", "-", text.lower())
    if word in _NOUNS:
        return _NOUNS[word]
    if " " in text:
        return text
    suffix = next(
        ((old, new) for old, new in _SUFFIXES if word.endswith(old) and len(word) > len(old) + 2), None
    )
    if suffix is not None:
        return text[: -len(suffix[0])] + suffix[1]
    if concept and _ADJECTIVE.match(text) and fold(concept)[:4] == fold(text)[:4]:
        return concept
    return text


def lowered(text: str) -> str:
    """Returns a name in lower case, but for abbreviations and hyphenated or possessive proper names."""
    words = []
    for word in text.split():
        inner = any(char.isupper() for char in word[1:])
        proper = (
            "-" in word and word[:1].isupper() and any(part[:1].isupper() for part in word.split("-")[1:])
        )
        eponym = word[:1].isupper() and word.endswith(("'s", "’s")) and word.lower() not in {"it's", "it’s"}
        keep = (inner and not (word.isupper() and len(word) > _LONGEST)) or proper or eponym
        symbol = word.isupper() and (len(word) == 1 or any(map(str.isdigit, word)))
        words.append(word if keep or symbol else word.lower())
    return " ".join(words)


_SPOKEN = 4  # letters of each of several words in capitals that are no abbreviations
_LONGEST = 7  # letters of an abbreviation; longer capitals are a heading
