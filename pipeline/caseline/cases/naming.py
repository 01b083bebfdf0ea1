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
    text = " ".join(text.split())
    stripped = _EDGES.sub("", _EXTENT.sub("", _EDGES.sub("", text))) or text
    return lowered(_noun(stripped, concept) if nouns else stripped)


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
