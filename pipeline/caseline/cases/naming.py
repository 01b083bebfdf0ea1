"""How a disease or sign is called in the record: head form, a noun, lower case but for proper names."""

from __future__ import annotations

import re

from caseline.nlp.lexicon_atoms import fold

# Extent, grade and what stands before a name by mistake. Course ("acute") narrows the concept and stays.
_EXTENT = re.compile(
    r"""\A(?:(?:
        (?:ctcae\s+)?grade\s+(?:[1-5]|i{1,3}|iv|v)(?:\s?[-–/]\s?(?:[1-5]|iv))?|a|an|the|his|her|my|its|this|these|some|any|such|no|new|fresh|further|additional|another|repeated|recurrent|persistent|persisting|transient|intermittent|continuous|constant|frequent
      | severe(?:ly)?|mild(?:ly)?|moderate(?:ly)?|slight(?:ly)?|marked(?:ly)?|massive(?:ly)?|profound(?:ly)?|extreme(?:ly)?|very|
        increasingly|gross(?:ly)?|deep(?:ly)?|intense(?:ly)?
      | generali[sz]ed(?!\s+(?:tonic|clonic|seizure|convuls|epilep|status|anxiety))|widespread|diffuse(?!\s+large)|extensive|
        bilateral(?=\s+\w+\s+\w)|multiple(?!\s+(?:sclerosis|myeloma|organ|system))|several|numerous
      | sudden(?:-onset|ly)?|progressive(?!\s+(?:multifocal|supranuclear|bulbar))|rapid(?:ly)?|worsening(?!\s+of)|small|large|synchronous|
        scattered|isolated|significant(?:ly)?|well\s+as|also|both
      | (?:on|in|by)\s+the\s+(?:following|next|same)\s+(?:morning|day|evening|night|afternoon)|shortly\s+after(?:wards)?|and|or|but|then|with
      )(?:\s+|,\s*))+""",
    re.IGNORECASE | re.VERBOSE,
)
# What stands before a name by mistake: a verb of having it, a percentage, a word of amount.
_LEAD = re.compile(
    r"""\A(?:(?:went|became|becoming|turned|felt|feeling|feels|passed(?!\s+(?:out|away|stool|gas|flatus)\b)|noticed|noted|developed(?!\s+into)|having|accompanying
      |experienced|experiencing|\d+(?:\.\d+)?\s?%(?:\s+(?:and|of))?|areas?\s+of|preponderance\s+of|manifest)\s+)+(?=\w{3})""",
    re.IGNORECASE | re.VERBOSE,
)
# Where a name ends: what says how it looked, what it spoke for, what it came without, or tells the next thing.
_TAIL = re.compile(
    r"""(?:\s*,?\s+(?:
        without|with(?:out)?\s+(?:no|any|normal)\b|with\s+out|in\s+the\s+absence|not\s+(?:associated|accompanied|responsive|responding|related|relieved)
      |(?:highly|strongly|very)?\s*(?:indicative|suggestive)\s+of|suggesting|(?:consistent|compatible|in\s+keeping|in\s+line)\s+with
      |(?:that|which|who|and)\s+(?:was|were|had|has|is|are|did|then|also|started|began|spread|noticed|noted|saw|felt|progressed|resolved|his|her|my|she|he|they|it)\b
      |(?:and\s+)?(?:started|starting|began|beginning|climbed|spread(?:ing)?(?=\s+(?:to|over|from|across))|extend(?:ed|ing)|radiat(?:ed|ing)|progressed|worst|located|distributed|obscured|showing|measuring
          |lasting|requiring|accompanied|followed|preceded|triggered|relieved|exacerbated|precipitated)\b(?=\s+\w)
      |(?:was|were|is|are)\s+(?:also\s+)?(?:seen|observed|noted|noticed|found|present|detected|palpable|evident|severe|mild|marked)\b
    )).*\Z""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
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
      | not\s+.* | (?:no|an?)?\s*absence\s+of\s+(?:an?y?\b|enlarged|abnormal|signs|evidence|fever|pain|other|significant|further).*""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
# Words that are part of a name and none of their own, and the looks of cells on a slide.
_FRAGMENT = re.compile(
    r"""(?:recover(?:ed|y)|improved?|resolved|worsened|dilated|enlarged|elevated|decreased|increased|reduced|absent|positive|abnormal|compressed|margins?|flecks?|borders?
        |attacks?|episodes?|parenchyma|invasive|bilateral|petechial|vacuolated|complicated|well|ill|onset|course)
      | .*\b(?:cytoplasm|birefringence|mitos[ei]s|mitotic\s+\w+|nucleoli|chromatin|immuno(?:re|posi)\w+|spindle\s+cells?
          |(?:nuclear|cellular)\s+(?:atypia|staining|pleomorphism))""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_EDGES = re.compile(r"\A[\s,;:.()–-]+|[\s,;:–-]+\Z")
_ADJECTIVE = re.compile(r"\A\w+(?:less|ic|ous|ed|y|ful|ish|ted|ile)\Z", re.IGNORECASE)
# Nouns of adjectives and verbs that reports use of a patient.
_NOUNS = {
    word: noun
    for noun, words in {
        "agitation": "agitated",
        "breathlessness": "breathless",
        "chills": "chilled",
        "clamminess": "clammy",
        "collapse": "collapsed",
        "coma": "comatose comatosed comatous",
        "confusion": "confused",
        "cyanosis": "cyanosed cyanotic",
        "diaphoresis": "diaphoretic",
        "disorientation": "disoriented disorientated",
        "dizziness": "dizzy",
        "drowsiness": "drowsy",
        "fainting": "fainted",
        "faintness": "faint",
        "fatigue": "fatigued",
        "fever": "febrile feverish",
        "floppiness": "floppy",
        "flushing": "flushed",
        "forgetfulness": "forgetful",
        "hoarseness": "hoarse",
        "irritability": "irritable",
        "itching": "itchy itched",
        "jaundice": "jaundiced icteric",
        "jitteriness": "jittery",
        "jumpiness": "jumpy",
        "lethargy": "lethargic",
        "light-headedness": "lightheaded light-headed",
        "limpness": "limp",
        "listlessness": "listless",
        "nausea": "nauseated nauseous queasy",
        "numbness": "numb",
        "paleness": "pale ashen",
        "redness": "red reddened",
        "restlessness": "restless",
        "rigidity": "rigid",
        "seizure": "seized",
        "shakiness": "shaky",
        "shivering": "shivery shivered shivers",
        "shortness of breath": "short-of-breath",
        "sleepiness": "sleepy",
        "slurred speech": "speech-slurred slurred-speech",
        "soreness": "sore",
        "stiffness": "stiff",
        "stupor": "stuporous",
        "sweating": "sweaty sweated",
        "swelling": "swollen swelled",
        "tingling": "tingle tingled tingly",
        "tiredness": "tired",
        "trembling": "trembled",
        "tremulousness": "tremulous",
        "unconsciousness": "unconscious",
        "unresponsiveness": "unresponsive",
        "unsteadiness": "unsteady",
        "vomiting": "vomit vomited",
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
    text = _cut(" ".join(text.split()))
    stripped = _EDGES.sub("", _EXTENT.sub("", _EDGES.sub("", text))) or text
    return lowered(_noun(stripped, concept) if nouns else stripped)


def says_nothing(text: str) -> bool:
    """Says whether a wording is a normal finding, a fragment of a name or the look of a slide, and no sign or disease."""
    text = _EDGES.sub("", " ".join(text.split()))
    return bool(_NORMAL.fullmatch(text) or _FRAGMENT.fullmatch(_EXTENT.sub("", text)))


def _cut(text: str) -> str:
    """Returns a wording from its first to its last word that names something."""
    name = _LEAD.sub("", text)
    short = _DANGLING.sub("", _TAIL.sub("", name))
    if short.count("(") > short.count(")"):
        short = short[: short.rindex("(")].rstrip()
    return short if len(short) >= _LEAST_NAME else name


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
        words.append(word if keep or (len(word) == 1 and word.isupper()) else word.lower())
    return " ".join(words)


_LONGEST = 7  # letters of an abbreviation; longer capitals are a heading
