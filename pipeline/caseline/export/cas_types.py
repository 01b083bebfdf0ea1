"""The UIMA type system of our annotations, laid out as INCEpTION wants its custom layers.

`caseline.Mention` and `caseline.Item` are span layers, `caseline.Part` and `caseline.Tie` relation layers
(`Governor`, `Dependent`), and `evidence` of an item is a link feature (`role`, `target`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from caseline.export.sheet import FLAGS
from caseline.export.visible import CHOICES

if TYPE_CHECKING:
    from cassis import TypeSystem

MENTION: Final = "caseline.Mention"
PART: Final = "caseline.Part"
ITEM: Final = "caseline.Item"
EVIDENCE: Final = "caseline.EvidenceLink"
TIE: Final = "caseline.Tie"
METADATA: Final = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_TEXT: Final = "uima.cas.String"
_ANNOTATION: Final = "uima.tcas.Annotation"


def feature_of(choice: str) -> str:
    """Returns the feature of an item that holds a choice: drugRole for DrugRole."""
    return choice[:1].lower() + choice[1:]


@cache
def type_system() -> TypeSystem:
    """Returns the type system; all CASes of ours share it."""
    from cassis import TypeSystem  # noqa: PLC0415 - the extra `cas`

    types = TypeSystem()
    mention = types.create_type(MENTION, _ANNOTATION, "A mention: a stretch of text and what it speaks of.")
    for name in ("mentionId", "label", "excluded", "foundBy"):
        types.create_feature(mention, name, _TEXT)
    for name in FLAGS:
        types.create_feature(mention, name, "uima.cas.Boolean")
    types.create_feature(mention, "score", "uima.cas.Float")
    types.create_feature(mention, "codes", "uima.cas.StringArray")
    part = types.create_type(PART, _ANNOTATION, "Joins the parts of a discontinuous mention to its first.")
    link = types.create_type(EVIDENCE, "uima.cas.TOP", "What a value of an item rests on.")
    types.create_feature(link, "role", _TEXT)
    types.create_feature(link, "target", mention)
    item = types.create_type(ITEM, _ANNOTATION, "A case, or a drug, event, condition or therapy of one.")
    for name in ("kind", "caseId", "itemId", *(feature_of(choice.name) for choice in CHOICES), "details"):
        types.create_feature(item, name, _TEXT)
    types.create_feature(item, "evidence", "uima.cas.FSArray", elementType=link)
    tie = types.create_type(
        TIE, _ANNOTATION, "From an item to another: a suspect, an indication, what it treats."
    )
    types.create_feature(tie, "role", _TEXT)
    for relation, ends in ((part, mention), (tie, item)):
        types.create_feature(relation, "Governor", ends)
        types.create_feature(relation, "Dependent", ends)
    metadata = types.create_type(METADATA, "uima.tcas.DocumentAnnotation")
    for name in ("documentTitle", "documentId"):
        types.create_feature(metadata, name, _TEXT)
    return types
