"""From a Doc to the record's mentions and cases: the steps in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from caseline.cases.announced import with_announced
from caseline.cases.case import build_case
from caseline.cases.cited import cited_persons, cited_rows
from caseline.cases.exclusion import exclusions
from caseline.cases.narrative import Found, narrative_of
from caseline.cases.parts import Excluded
from caseline.cases.people import people
from caseline.cases.reported import stated
from caseline.cases.role_evidence import evened
from caseline.cases.statements import report_of, subjects
from caseline.nlp.layers import MENTION_SCORES
from caseline.schema.case import Case
from caseline.schema.mention import Exclusion, Label, Mention


@dataclass
class Registry:
    """The mentions of a record while it is built; evidence may add a pronoun to them."""

    found: list[Found]
    excluded: Excluded
    added: list[Found] = field(default_factory=list)

    def add(self, mention: Found) -> Found:
        """Adds a mention that the finders did not make, and returns it."""
        self.added.append(mention)
        self.excluded[mention.index] = None
        return mention

    def ordered(self) -> list[Found]:
        """Returns all mentions by their place in the text."""
        return sorted(
            [*self.found, *self.added], key=lambda mention: (mention.start, mention.end, mention.label)
        )


def assemble(doc: Doc) -> tuple[tuple[Mention, ...], tuple[Case, ...]]:
    """Returns the mentions and the cases of a Doc that went through the pipeline.

    Mentions are numbered by their place in the text; every one is there, also those in no case.
    """
    narrative = stated(evened(narrative_of(doc)))
    report = report_of(narrative.sentences)
    cited = narrative.once(cited_persons) | cited_rows(narrative.sentences)
    about = subjects(narrative.sentences, report, cited=cited)
    reasons = with_announced(narrative, about, exclusions(narrative, about))
    excluded: Excluded = dict(enumerate(reasons))
    registry = Registry(list(narrative.mentions), excluded)
    drafts = [
        build_case(narrative, person, about, registry, number=number)
        for number, person in enumerate(people(narrative, about, reasons, report), start=1)
    ]
    ids = {mention.index: f"m{place}" for place, mention in enumerate(registry.ordered(), start=1)}
    cases = tuple(draft(lambda found: _ids(found, ids)) for draft in drafts)
    scores = dict(enumerate(doc._.get(MENTION_SCORES) or ()))
    mentions = tuple(
        _mention(
            mention,
            narrative.text,
            ids[mention.index],
            excluded[mention.index],
            score=scores.get(mention.index),
        )
        for mention in registry.ordered()
    )
    return mentions, cases


def _ids(found: Sequence[Found], ids: dict[int, str]) -> tuple[str, ...]:
    """Returns the ids of mentions, each once, in order of the text."""
    unique = {mention.index: mention for mention in found}
    ordered = sorted(unique.values(), key=lambda mention: (mention.start, mention.end))
    return tuple(ids[mention.index] for mention in ordered)


def _mention(
    found: Found,
    text: str,
    key: str,
    excluded: Exclusion | None,
    *,
    score: float | None,
) -> Mention:
    # What a finder takes for an event is a disease of a relative, or one that competed as the cause.
    is_other = found.label is Label.EVENT and excluded in {Exclusion.RULED_OUT, Exclusion.FAMILY}
    return Mention(
        id=key,
        label=Label.DISORDER if is_other else found.label,
        start=found.start,
        end=found.end,
        text=text[found.start : found.end],
        section=found.section,
        score=score,
        found_by=found.found_by,
        negated="NEGATED" in found.context or excluded is Exclusion.RULED_OUT,
        uncertain="UNCERTAIN" in found.context,
        historical="HISTORICAL" in found.context,
        hypothetical=excluded is Exclusion.HYPOTHETICAL or "HYPOTHETICAL" in found.context,
        excluded=excluded,
        codes=found.codes,
        parts=found.parts,
    )
