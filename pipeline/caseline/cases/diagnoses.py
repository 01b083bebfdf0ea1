"""Signs in plain words that are a diagnosis told of the same patient: "swollen lip", angioedema.

Source: annotation guideline, "One event or two?". A sign with a name of its own ("anemia" beside "red cell aplasia") is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from caseline.cases.cues import cue
from caseline.cases.narrative import Found

_SWOLLEN = r"(?:swelling|swelled|swollen|o?edema(?:tous)?|thick(?:ened)?|puffy|puffiness)"
_FACE = r"(?:lips?|tongue|face|facial|eyelids?|eyes?|periorbital|throat|mouth|cheeks?|neck|uvula|perioral|lingual|larynx|laryngeal)"
_GRADE = (
    r"(?:(?:an?|the|his|her|grossly|severe|marked|painful|itchy|pruritic|sudden|upper|lower|left|right|[rl]|both"
    r"|generali[sz]ed|widespread|extensive|diffuse|acute|drug|skin|cutaneous)\s+)*"
)
_ON = r"(?:\s+(?:of|on|in|over)\s+[\w\s,]{1,40})?"


class _Kind(NamedTuple):
    diagnosis: re.Pattern[str]
    sign: re.Pattern[str]


def _kind(diagnosis: str, sign: str) -> _Kind:
    return _Kind(cue(rf"(?:{diagnosis})\b"), re.compile(rf"{_GRADE}(?:{sign})", re.VERBOSE))


_KINDS = (
    _kind(
        r"angio-?o?edema|angioneurotic\s+o?edema",
        rf"(?:{_FACE}\s+)+(?:(?:was|were|became|got)\s+)?{_SWOLLEN}"
        rf"| {_SWOLLEN}(?:\s+of)?(?:\s+(?:the|his|her|my|both|upper|lower))*\s+(?:{_FACE}(?:\s*,\s*|\s+and\s+|\s*)(?:the\s+)?)+",
    ),
    _kind(
        r"(?:toxic\s+epidermal\s+necrolysis|stevens[-–\s]johnson\s+syndrome|erythema\s+multiforme|exanthematous\s+pustulosis|fixed\s+drug\s+eruption|agep)",
        rf"(?:(?:erythematous|maculopapular|morbilliform|blistering|bullous|vesiculobullous)\s+)*(?:eruption|rash|exanthema?){_ON}",
    ),
    _kind(
        r"restless\s+legs?\s+syndrome|akathisia",
        r"(?:crawling|creeping|urge\s+to\s+move)(?:\s+(?:in|of)\s+[\w\s,]{1,60})?",
    ),
    _kind(r"delirium", r"(?:acute\s+)?confus(?:ion|ed)(?:al\s+state)?"),
    _kind(
        r"(?:generali[sz]ed\s+)?(?:tonic[-–\s]clonic\s+)?(?:seizures?)", r"(?:fits?|convulsions?|convulsed)"
    ),
    _kind(
        r"flushing",
        r"(?:face|neck|facial|skin)\s+(?:turned|went|became)\s+(?:bright\s+)?red|red\s+face|facial\s+(?:redness|erythema)",
    ),
    _kind(
        r"(?:hypersensitivity|anaphylactic|anaphylactoid)\s+reaction|anaphylaxis",
        r"(?:infusion|allergic)\s+reaction",
    ),
    _kind(
        r"acute\s+kidney\s+injury|acute\s+(?:renal|kidney)\s+failure",
        r"(?:acute\s+)?(?:renal|kidney)\s+(?:failure|insufficiency|impairment|dysfunction)",
    ),
    _kind(r"parkinsonism", r"parkinsonian\s+(?:signs?|symptoms?|features?|syndrome)"),
    _kind(
        r"(?:drug[-–]induced\s+)?(?:liver\s+injury|hepatitis)",
        r"liver\s+(?:damage|dysfunction)|hepatic\s+(?:injury|dysfunction)",
    ),
    _kind(r"urticaria", r"hives|wheals|nettle\s+rash"),
    _kind(
        r"(?:macroscopic\s+|gross\s+)?ha?ematuria",
        r"""(?:red|pink|bloody)\s+(?:urine|pee)|(?:urine|pee)\s+(?:was|turned|went|became)\s+(?:red|pink|bloody)
            |blood\s+in\s+(?:(?:the|his|her|my)\s+)?(?:urine|pee)""",
    ),
    _kind(
        r"jaundice|icterus",
        r"""(?:(?:eyes|skin|sclerae?)\s+(?:and\s+skin\s+)?(?:was|were|turned|went|became|looked)\s+yellow|yellow(?:ish)?\s+(?:eyes|skin|sclerae?)
            |yellowing(?:\s+of\s+(?:(?:the|his|her|my)\s+)?(?:eyes|skin|sclerae?)(?:\s+and\s+(?:eyes|skin))?)?|scleral\s+icterus)""",
    ),
    _kind(r"(?:muscular\s+)?hypotonia", r"flopp(?:y|iness)|limp(?:ness)?"),
    _kind(r"(?:vasovagal\s+)?syncope", r"(?:passed|blacked)\s+out|faint(?:ed|ing)?"),
    _kind(
        r"(?:reactive\s+)?lymphadenopathy",
        r"(?:(?:axillary|armpit|neck|cervical|groin|inguinal)\s+)(?:lumps?|swellings?)|(?:enlarged|swollen)\s+(?:lymph\s+)?(?:nodes?|glands?)",
    ),
    _kind(r"(?:bilateral\s+|diffuse\s+)*ground[\s-]glass\s+opacit(?:y|ies)", r"infiltrates?"),
)
# A growth that was seen, and what it was found to be.
_LOOK = r"""(?:an?|the|this|that|his|her|large|small|solid|soft|tissue|hypoechoic|lobulated|solitary|single|enhancing|primary|residual|recurrent|isolated|huge
    |giant|round
    |mobile|heterogeneous|well[\s-]circumscribed|malignant|mobile|enlarging|partially|necrotic|vascular|submucosal|intra\w+|skin-colou?red|relatively|unresectable|bulky)"""
_PLACE = r"(?:\w+(?:al|ic|ar|ary|eal|ine)|lung|liver|breast|renal|kidney|brain|skin|bone|left|right|uterine|buttock|neck|thyroid|stomach|spinal|cord)"
_GROWTH = re.compile(
    rf"(?:{_LOOK}\s+)*(?:(?:tumou?r|mass|lesion|nodule|neoplasm|malignancy|cancer|growth)(?:e?s)?"
    rf"|(?:{_PLACE}\s+){{1,2}}(?:tumou?r|mass|neoplasm|malignancy)(?:e?s)?(?:\s+involvement|\s+recurrence)?)",
    re.VERBOSE,
)
_HISTOLOGY = cue(
    r"""(?:[\w-]*(?:carcinoma|sarcoma|lymphoma|blastoma|melanoma|adenoma|myeloma|glioma|astrocytoma|meningioma|schwannoma|chordoma|thymoma|seminoma|teratoma|carcinoid|hemangioma
    |haemangioma|lipoma|fibroma|leiomyoma|neurofibroma|paraganglioma|pheochromocytoma|mesothelioma|histiocytosis|myxoma)s?
    |(?:colon|colorectal|breast|lung|ovarian|prostat(?:e|ic)|gastric|pancreatic|rectal|bladder|endometrial|cervical|thyroid|o?esophageal|renal|kidney|liver|skin|testicular|brain|sigmoid|neck)\s+cancers?
    |(?:cell|stromal|neuroendocrine|odontogenic|fibrous|carcinoid|wilms|krukenberg|phyllodes|desmoid)['’]?s?\s+tumou?rs?
    |(?:gist|hcc|nsclc|sclc|rcc|scc|bcc|dcis|lch|gbm)s?)\Z"""
)


def diagnosed(mentions: Sequence[Found], names: Sequence[str]) -> list[tuple[int, int]]:
    """Returns pairs of places: a sign in plain words and the diagnosis that it is.

    A bare word for a growth is the growth that the report names, or names most often; with several named
    alike, none of them. `names` are what the mentions say, abbreviations in full.
    """
    pairs = []
    texts = [" ".join(mention.lowered.split()) for mention in mentions]
    for kind in _KINDS:
        signs = [place for place, text in enumerate(texts) if kind.sign.fullmatch(text)]
        if not signs:
            continue
        named = next(
            (place for place, text in enumerate(texts) if kind.diagnosis.fullmatch(_bare(text))), None
        )
        pairs += [] if named is None else [(named, sign) for sign in signs if sign != named]
    growths = [place for place, text in enumerate(texts) if _GROWTH.fullmatch(text)]
    named = _growth_named(names) if growths else None
    return pairs if named is None else [*pairs, *((named, growth) for growth in growths if growth != named)]


@lru_cache(maxsize=4096)
def is_sign(text: str, others: tuple[str, ...]) -> bool:
    """Says whether a wording, in small letters, is a sign in plain words of a diagnosis that stands beside it."""
    return any(
        kind.sign.fullmatch(text) is not None
        and any(kind.diagnosis.fullmatch(_bare(other)) is not None for other in others if other != text)
        for kind in _KINDS
    )


def is_growth(text: str) -> bool:
    """Says whether a wording, in small letters, is a plain word for a growth, wherever it sits."""
    return _GROWTH.fullmatch(text) is not None


def is_histology(text: str) -> bool:
    """Says whether a wording, in small letters, says what a growth was found to be."""
    return _HISTOLOGY.search(text) is not None


def _growth_named(names: Sequence[str]) -> int | None:
    """Returns the first place of the growth that is named most often, if there is one."""
    places = [place for place, name in enumerate(names) if _HISTOLOGY.search(name)]
    counts = Counter(_kind_of_growth(names[place]) for place in places).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return next(place for place in places if _kind_of_growth(names[place]) == counts[0][0])


def _kind_of_growth(name: str) -> str:
    words = name.removesuffix("s").split()
    return " ".join(words[-2:]) if words[-1].startswith("tum") else words[-1]


_ADJECTIVES = re.compile(
    r"(?:(?:acute|severe|mild|moderate|probable|possible|suspected|drug-induced|life-threatening|recurrent|new)\s+)+"
)


def _bare(text: str) -> str:
    match = _ADJECTIVES.match(text)
    return text if match is None or text.startswith(("acute kidney", "acute renal")) else text[match.end() :]
