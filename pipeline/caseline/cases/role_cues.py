"""What a row of the tables of wording on the roles of treatments is, and the pieces their patterns share.

Each row of `suspect_cues` and `therapy_cues` is a family of wording that stands right before or right behind the list a treatment is a member of,
with the weight it lends to a role. A weight is about the log odds (base e) of the role against the others
where the family holds, counted on the training parts of PHEE and MACCROBAT and rounded to a half; families
that these corpora are too poor in carry the weight of their nearest neighbour. Patterns read lower-cased text.

Source: sections 3 and 4 of the annotation guideline; role codes of ICH E2B(R3) G.k.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from caseline.cases.cues import cue


class Role(StrEnum):
    """What a treatment is to the case."""

    SUSPECT = "suspect"
    INTERACTING = "interacting"
    CONCOMITANT = "concomitant"
    THERAPY = "therapy"


class Side(StrEnum):
    """Where the wording stands: at one side of the treatment, or between it and the event told before."""

    BEFORE = "before"
    BEHIND = "behind"
    BETWEEN = "between"


class Where(StrEnum):
    """What else must hold for a family to count."""

    ANYWHERE = "anywhere"
    AFTER_EVENT = "after_event"
    BEFORE_EVENT = "before_event"
    TOLD = "told"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Cue:
    """A family of wording that speaks for a role.

    Args:
        name: What the family is called in tests and explanations.
        role: The role it speaks for.
        weight: How much.
        side: Before or behind the treatment.
        pattern: The wording; it ends, or begins, at the treatment.
        where: `AFTER_EVENT` and `BEFORE_EVENT`: an event stands before, or behind, the treatment in its
            sentence; `TOLD`: one was told earlier in the telling; `UNTOLD`: none was.
        unless: Wording on the other side of the treatment that takes the family back.
    """

    name: str
    role: Role
    weight: float
    side: Side
    pattern: re.Pattern[str]
    where: Where = Where.ANYWHERE
    unless: re.Pattern[str] | None = None


# What may stand between a cue and the treatment's name: articles, doses, routes, adjectives.
FILLER = r"(?:(?!(?:and|but|then|after|with|to|of|for|whereas|while|who|which)\b)[\w.,:%/µ\"'“–-]+\s+){0,5}?(?:\w+(?:--|—))?[\"“(]?"
# What may stand behind a name before the verb: "therapy", "400 mg daily", "(brand)".
TAIL = r"\W{0,2}\s*(?:\([^)]{0,60}\)\s*)?(?:,?\s*an?\s[^.;,()]{3,80},\s+)?(?:(?!(?:and|but|which|who|was|were|is|had|has|with|for|to)\b)[\w.,/%-]+\s+){0,4}?"
EVENTUALLY = r"(?:subsequently|later|then|soon|shortly|promptly|gradually|suddenly|rapidly|again|also|immediately|therefore|eventually|thus)"
PERSON = (
    r"(?:patients?|pt|wom[ae]n|m[ae]n|boys?|girls?|child(?:ren)?|infants?|neonates?|newborns?|bab(?:y|ies)|females?|males?|lady|gentleman"
    r"|adults?|adolescents?|persons?|volunteers?|recipients?|individuals?|subjects?|twins?|asthmatics?|diabetics?|smokers?|cases?)"
)
GIVEN = r"""initiati(?:on|ng)|introduc(?:tion|ing)|commenc(?:ement|ing)|start(?:ing)?|beginning|onset|receiving|taking|administration|administering|infusion
    |infusing|injection|injecting|ingestion|ingesting|smoking|inhaling|sniffing|snorting|drinking|eating|chewing|consumption|consuming|abusing|intake|use|using|usage|application|applying|instillation
        |inhalation|insertion|implantation|exposure|exposed|completion
    |completing|courses?|doses?|cycles?|treatment|treated|therapy|monotherapy|vaccination|immuni[sz]ation|prophylaxis|overdose|being|treating|addition|adding
    |combination|regimens?|given|got|getting|having|had|received|taken|took|started|start|months?|weeks?|days?|hours?
        |years?|minutes?|chemotherapy|doubling|increas\w+|began|begun|commenced|initiated|introduced|course|mixture|co-?administ\w+|co-?prescri\w+
    |treatment\s+of\s+(?:[\w'’-]+\s+){1,5}with
    |polychemotherapy|consisting|composed|including|containing"""
# Between the word and the name: how, how much, in which course, and what was taken before.
OF_GIVING = rf"""(?:\s+(?:the|a|an|his|her|my|their|he|she|they|of|with|on|to|by|under|in|first|second|third|fourth|last
    |initial|single|high|low|dose|long-?\s?term|short-?\s?term|concomitant|combined|combination|repeated|prolonged
    |continued|inhaled|being|large|small|massive|full|usual|therapeutic|toxic|increasing|excessive|\d+(?:st|nd|rd|th)?|one|two|three|four|five|six|seven|eight|nine|ten|i\.?v\.?|anti\w+
    |immunosuppressive|adjuvant|neoadjuvant|induction|consolidation|maintenance|systemic|standard|intraoperative|adjunctive|[\d.,]+\s*(?:mg|g|mcg
    |[µμ]g|ml|iu|units?)(?:/\w+)*\s+of|\w+(?:al|ous)|[\w-]+(?=\s+(?:[\w-]+\s+)?(?:infusion|injection|administration|instillation|application|ingestion|therapy|treatment)\s+(?:of|with)\s)
    |(?:switch|transition|chang|convert)(?:ing|ed|e)?(?:\s+\w+)?\s+from\s+(?:(?!to\b)[\w-]+\s+){{1,3}}to|{GIVEN}))*"""
IMPROVED = (
    r"[^.;]{0,60}?\b(?:resolv\w+|improv\w+|recover\w+|subsid\w+|disappear\w+|normali[sz]\w+|relie\w+|well)\b"
)
BETTER = r"""(?:resol\w+|improv\w+|recover\w+|subsid\w+|disappear\w+|abat\w+|settled|regress\w+|normali[sz]\w+
    |revers(?:ed|al)|alleviat\w+|cured?|ameliorat\w+|remission|relie(?:f|ved?)|clear(?:ed|ing|ance)|stabili[sz]\w+)"""


def before(
    name: str, role: Role, weight: float, pattern: str, *, where: Where = Where.ANYWHERE, unless: str = ""
) -> Cue:
    taken_back = re.compile(rf"\A{TAIL}(?:{unless})", re.VERBOSE) if unless else None
    return Cue(name, role, weight, Side.BEFORE, cue(rf"(?:{pattern})\s*{FILLER}\Z"), where, taken_back)


def between(name: str, role: Role, weight: float, pattern: str) -> Cue:
    joined = re.compile(rf"(?:{pattern})\s*{FILLER}", re.VERBOSE)
    return Cue(name, role, weight, Side.BETWEEN, joined, Where.AFTER_EVENT)


def behind(
    name: str,
    role: Role,
    weight: float,
    pattern: str,
    *,
    where: Where = Where.ANYWHERE,
    tail: str = TAIL,
    unless: str = "",
) -> Cue:
    taken_back = cue(unless) if unless else None
    wording = re.compile(rf"\A{tail}(?:{pattern})", re.VERBOSE)
    return Cue(name, role, weight, Side.BEHIND, wording, where, taken_back)
