"""Signs in plain words that are a diagnosis told of the same patient: "swollen lip", angioedema.

Source: annotation guideline, "One event or two?". A sign with a name of its own ("anemia" beside "red cell aplasia") is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from caseline.cases.cues import cue
from caseline.cases.narrative import Found

_SWOLLEN = r"(?:swelling|swelled|swollen|o?edema(?:tous)?|thick(?:ened)?|puffy|puffiness)"
_FACE = r"(?:lips?|tongue|face|facial|eyelids?|eyes?|periorbital|throat|mouth|cheeks?|neck|uvula|perioral|lingual|larynx|laryngeal)"
_GRADE = (
    r"(?:(?:an?|the|his|her|grossly|severe|marked|painful|itchy|pruritic|sudden|upper|lower|left|right|both"
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
)
# A growth that was seen, and what it was found to be.
_GROWTH = re.compile(
    r"(?:an?|the|this|that|his|her)?\s*(?:(?:large|small|solid|soft|tissue|hypoechoic|lobulated|solitary|single|enhancing|primary|residual)\s+)*"
    r"(?:tumou?r|mass|lesion|nodule|neoplasm|malignancy|cancer|growth)"
)
_HISTOLOGY = cue(
    r"[\w-]*(?:carcinoma|sarcoma|lymphoma|blastoma|melanoma|adenoma|myeloma|glioma|meningioma|schwannoma|chordoma|thymoma|seminoma|teratoma|carcinoid|hemangioma"
    r"|haemangioma|lipoma|fibroma|leiomyoma|neurofibroma|paraganglioma|pheochromocytoma|mesothelioma)s?\Z"
)


def diagnosed(mentions: Sequence[Found]) -> list[tuple[int, int]]:
    """Returns pairs of places: a sign in plain words and the diagnosis that it is.

    A bare word for a growth is the one growth that the report names; with several named, none of them.
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
    named_growths = [place for place, text in enumerate(texts) if _HISTOLOGY.search(text)] if growths else []
    if len({texts[place].split()[-1].removesuffix("s") for place in named_growths}) == 1:
        pairs += [(named_growths[0], growth) for growth in growths]
    return pairs


_ADJECTIVES = re.compile(
    r"(?:(?:acute|severe|mild|moderate|probable|possible|suspected|drug-induced|life-threatening|recurrent|new)\s+)+"
)


def _bare(text: str) -> str:
    match = _ADJECTIVES.match(text)
    return text if match is None or text.startswith(("acute kidney", "acute renal")) else text[match.end() :]
