"""What was done with a suspect drug, and what followed: action taken, dechallenge, rechallenge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative

_STOP = r"(?:discontinu\w+|withdr[ae]w\w*|stopp\w+|ceas\w+|cessation|suspend\w+|withheld|interrupt\w+|removed|halted)"
_DRUG_WORD = cue(
    r"\b(?:the\s+)?(?:drug|medication|medicine|treatment|therapy|agent|infusion|antibiotics?)s?\b"
)
_WITHDRAWN = cue(rf"(?<!not[ ])(?<!never[ ])(?<!not[ ]be[ ])(?<!without[ ])(?<!bleeding[ ])\b{_STOP}\b")
_REDUCED = cue(
    r"\b(?:dos(?:e|age)\s+(?:\w+\s+){0,3}?(?:reduced|lowered|decreased|halved)|(?:dose|dosage)\s+reduction|reduc\w+\s+(?:\w+\s+){0,3}?dos(?:e|age))\b"
)
_INCREASED = cue(r"\bdos(?:e|age)\s+(?:was|were)\s+(?:increased|doubled|raised)\b")
_UNCHANGED = cue(r"\b(?:was|were)\s+continued\b|\bcontinued\s+(?:on|with|to\s+take|taking|the)\b")
_BETTER = r"(?:resol\w+|recover\w+|improv\w+|subsid\w+|disappear\w+|abat\w+|normali[sz]\w+|regress\w+|settled|cleared|remission)"
_IS_BETTER = cue(rf"\b{_BETTER}\b")
_DECHALLENGE = cue(
    rf"\b{_BETTER}\b[^.;]{{0,80}}?\b(?:after|following|upon|on|with|once|when|of)\b[^.;]{{0,40}}?\b{_STOP}\b"
    rf"|\b{_STOP}\b[^.;]{{0,120}}?\b(?:and|with|after\s+which|which\s+led\s+to|resulting\s+in|led\s+to|followed\s+by)\b[^.;]{{0,60}}?\b{_BETTER}\b"
)
_REDUCED_BETTER = cue(
    rf"(?:{_REDUCED.pattern})[^.;]{{0,60}}?\b(?:and|with|after\s+which)\b[^.;]{{0,60}}?\b{_BETTER}\b"
)
_NO_BETTER = cue(rf"\b(?:despite|in\s+spite\s+of)\b[^.;]{{0,40}}?\b{_STOP}\b")
_AGAIN = cue(
    r"\b(?:re-?challeng\w*|re-?expos\w*|re-?introduc\w*|re-?administ\w*|re-?start\w*|resum\w+|(?:given|prescribed|taken|received|administered|started)\s+(?:[\w-]+\s+){0,2}?again|re-?initiat\w+)\b"
)
_BACK = cue(r"\b(?:recur\w*|re-?appear\w*|returned|relaps\w*|again|positive|same\s+(?:symptoms|reaction))\b")
_NOT_BACK = cue(r"\b(?:without|no|not|negative|uneventful\w*|tolerated)\b")


@dataclass(frozen=True)
class Action:
    """Values as the guideline names them; None where nothing is said."""

    taken: str | None = None
    dechallenge: str | None = None
    rechallenge: str | None = None


def action_of(
    narrative: Narrative, mentions: Sequence[Found], sentences: Sequence[int], *, only_suspect: bool
) -> Action:
    """Returns what was done with a drug, from the patient's sentences that name it.

    Where it is the only suspect, "the drug" and "treatment" name it too.
    """
    named = {mention.sentence for mention in mentions}
    texts = [
        narrative.sentences[index].lowered
        for index in sentences
        if index in named or (only_suspect and _DRUG_WORD.search(narrative.sentences[index].lowered))
    ]
    around = [narrative.sentences[index].lowered for index in sentences]
    return Action(_taken(texts), _dechallenge(texts, around), _rechallenge(around if only_suspect else texts))


def _taken(texts: Sequence[str]) -> str | None:
    for pattern, value in (
        (_WITHDRAWN, "withdrawn"),
        (_REDUCED, "reduced"),
        (_INCREASED, "increased"),
        (_UNCHANGED, "unchanged"),
    ):
        if any(pattern.search(text) for text in texts):
            return value
    return None


def _dechallenge(texts: Sequence[str], around: Sequence[str]) -> str | None:
    if _taken(texts) not in {"withdrawn", "reduced"}:
        return None
    if any(_NO_BETTER.search(text) for text in texts):
        return "negative"
    if any(_DECHALLENGE.search(text) for text in around):
        return "positive"
    if any(_REDUCED_BETTER.search(text) for text in texts):
        return "positive"
    stops = [
        place
        for place, text in enumerate(around)
        if text in texts and (_WITHDRAWN.search(text) or _REDUCED.search(text))
    ]
    followed = any(_IS_BETTER.search(text) for place in stops for text in around[place + 1 : place + 3])
    return "positive" if followed else None


def _rechallenge(texts: Sequence[str]) -> str | None:
    for place, text in enumerate(texts):
        again = _AGAIN.search(text)
        if not again:
            continue
        following = " ".join([text[again.start() :], *texts[place + 1 : place + 2]])
        if _NOT_BACK.search(text[again.start() :]):
            return "negative"
        if _BACK.search(following) or _BACK.search(text[: again.start()]):
            return "positive"
    return None
