"""Names that a title or an announcement repeats of the case that the text tells.

The role reader sees little of a title, and may hold "methyldopa-induced liver injury" for a statement of no patient's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from caseline.cases.announcements import announces, is_title
from caseline.cases.concepts import DISEASES, TREATMENTS, expand, words_of
from caseline.cases.narrative import Found, Narrative, Sentence
from caseline.cases.statements import Subject
from caseline.cases.subject_cues import NOVEL
from caseline.schema.mention import Exclusion

_Reasons: TypeAlias = Sequence[Exclusion | None]
_BOTH = {True, False}


def with_announced(
    narrative: Narrative, subjects: Sequence[Subject], reasons: _Reasons
) -> tuple[Exclusion | None, ...]:
    """Returns the reasons, without `unrelated` for what a title or an announcement says of the case itself.

    That is a sentence on the patient which names a treatment and a disease, both of which are the patient's elsewhere.
    """
    free = set(_announced(narrative, subjects, reasons))
    return tuple(None if index in free else reason for index, reason in enumerate(reasons))


def _announced(narrative: Narrative, subjects: Sequence[Subject], reasons: _Reasons) -> list[int]:
    freed: list[int] = []
    told: set[tuple[bool, tuple[str, ...]]] | None = None
    for index in sorted({m.sentence for m in narrative.mentions if reasons[m.index] is Exclusion.UNRELATED}):
        if subjects[index] is not Subject.PATIENT or not _announces(narrative.sentences[index]):
            continue
        told = told or {
            _name(narrative, mention)
            for mention in narrative.mentions
            if reasons[mention.index] is None and mention.label in TREATMENTS | DISEASES
        }
        named = [
            mention
            for mention in narrative.by_sentence[index]
            if reasons[mention.index] in {None, Exclusion.UNRELATED} and _name(narrative, mention) in told
        ]
        if {mention.label in TREATMENTS for mention in named} == _BOTH:
            freed += [mention.index for mention in named]
    return freed


def _announces(sentence: Sentence) -> bool:
    return is_title(sentence, own=True) or announces(sentence) or NOVEL.search(sentence.lowered) is not None


def _name(narrative: Narrative, mention: Found) -> tuple[bool, tuple[str, ...]]:
    return mention.label in TREATMENTS, words_of(expand(narrative, mention.text))
