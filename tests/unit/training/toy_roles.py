"""Short cases with the roles of what is in them, and a recipe that learns them in seconds."""

from __future__ import annotations

import re
from itertools import product

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans
from tests.marked import blank

from caseline.nlp.layers import MENTIONS
from caseline.training.role_recipe import RoleRecipe
from caseline.training.texts import LabelledSpan, LabelledText, labelled

TREATMENTS = ("kava", "warfarin", "ibuprofen", "insulin")
DISEASES = ("rash", "liver failure", "fever", "gout")
# The second of the drugs and the second of the diseases are beside the point.
PATTERNS = (
    "He took [[{drug}|Sa]] and had [[{sign}|Ea]] from it. He also took [[{other}|C]] for [[{old}|D]].",
    "For [[{old}|D]] she was given [[{other}|C]]. Then [[{drug}|Sa]] caused [[{sign}|Ea]].",
)
_LABELS = {
    **dict.fromkeys(TREATMENTS, "DRUG"),
    "massage": "THERAPY",
    **dict.fromkeys(DISEASES, "EVENT"),
    "asthma": "DISORDER",
    "man": "SEX",
}
_NAMES = re.compile("|".join(_LABELS), re.IGNORECASE)
_MARK = re.compile(r"\[\[(.+?)\|(\w+)\]\]")
RECIPE = RoleRecipe(
    layers=1,
    window=64,
    epochs=4,
    batch=300,
    rate=0.001,
    rate_heads=0.01,
    decay=0.01,
    dropout=0.0,
    average=0.9,
    hide_names=0.1,
    hide_context=0.1,
    seed=1,
)


@Language.component("toy_mentions", assigns=["doc.spans"])
def toy_mentions(doc: Doc) -> Doc:
    """Writes the mentions of the few names there are."""
    found = [
        doc.char_span(*match.span(), label=_LABELS[match[0].lower()]) for match in _NAMES.finditer(doc.text)
    ]
    doc.spans[MENTIONS] = filter_spans([span for span in found if span is not None])
    return doc


def finders() -> Language:
    """Returns the pipeline that finds them."""
    nlp = blank()
    nlp.add_pipe("toy_mentions")
    return nlp


def marked(source: str, doc_id: str = "1") -> LabelledText:
    """Takes the marks out of a text: `[[kava|Sa]]`."""
    parts = _MARK.split(source)
    parts.append("")
    text, spans = "", []
    for plain, words, code in zip(parts[::3], [*parts[1::3], ""], [*parts[2::3], ""], strict=False):
        text += plain
        if code:
            spans.append(LabelledSpan(len(text), len(text) + len(words), code))
        text += words
    return labelled(doc_id, text, spans)


def cases(*, turned: bool = False) -> list[str]:
    """Returns every drug with every sign, marked; turned, what did it is what stood by."""
    found = []
    for number, ((drug, other), (sign, old)) in enumerate(product(_pairs(TREATMENTS), _pairs(DISEASES))):
        text = PATTERNS[number % len(PATTERNS)].format(drug=drug, other=other, sign=sign, old=old)
        if turned:
            text = text.translate(str.maketrans({"S": "C", "C": "S", "E": "D", "D": "E"}))
        found.append(text)
    return found


def _pairs(names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one, other) for one in names for other in names if one != other]
