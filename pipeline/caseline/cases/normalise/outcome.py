"""Wordings of an ending to E2B(R3) E.i.7."""

from __future__ import annotations

from caseline.nlp.patterns.base import lower, verbose
from caseline.schema.case import OutcomeStatus

_DAMAGE = r"""
    (?:sequelae?|deficits?|residua|scarring|scars?|disabilit(?:y|ies)|impairments?|weakness|damage|
    loss|paralysis|blindness)
"""
_NOT = r"(?:not|never|failed_to|fails_to|no|without|little|lack_of|absence_of)"
_BETTER = r"""
    (?:resol\w+|recover\w*|improv\w+|subsid\w*|disappear\w*|regress\w*|remission|heal\w*|respon\w+|
    normali[sz]\w+|abat\w+|settl\w+|clear\w*|eas\w+|go_away|gone|cease\w*|fad\w+|get_better|stop)
"""

# The first that fits decides.
_STATUSES = (
    (
        None,
        verbose(
            r"""
            \b(?:no|without)_(?:\w{3,12}_){0,2}?deaths?\b | \bsurvived_(?:to|until)\b | \bstable_disease\b
          | \b(?:near|non|potentially)~fatal
            """
        ),
    ),
    (
        OutcomeStatus.FATAL,
        verbose(
            r"""
            \b(?:died|dies|death|dead|deceased|fatal|fatally|lethal|passed_away|succumb\w*|expired|demise|autops\w+|necropsy|
             post~?\s?mortem|stillb\w+|did_not_survive|not_be_(?:saved|revived|resuscitated))\b | \bresuscitation_(?:\w+_){0,2}(?:unsuccessful|failed|futile)
          | \b(?:unsuccessful|futile)_(?:resuscitation|cpr)
            """
        ),
    ),
    (
        OutcomeStatus.UNKNOWN,
        verbose(r"\blost_to_(?:\w{4,10}_)?follow | \b(?:unknown|not_known|not_reported)\b"),
    ),
    # "Better, but not gone", "not gone completely": on the way.
    (
        OutcomeStatus.RECOVERING,
        verbose(
            r"""
            \bbetter_but\b | \bbut_(?:\w+_){0,2}not_(?:\w+_){0,2}(?:gone|resolved|normal|well|recovered|cleared|back)
          | \bnot_(?:yet_)?(?:completely|entirely|fully)_\w+ | \bnot_(?:gone|resolved|cleared|recovered)_(?:completely|entirely|fully)
          | \bhalved\b | \bunder_control\b | \bnot_(?:yet_)?back_to\b
            """
        ),
    ),
    (
        OutcomeStatus.RECOVERED,
        verbose(
            rf"""
            \b(?:no|without|never|not|with_no)_(?:\w{{2,14}}_){{0,4}}?
            (?:recur\w*|relaps\w*|progress\w*|exacerbat\w*|metasta\w*|disease|sequelae?|residua\w*|deficits?|complications?|episodes?|events?|symptoms?|attacks?|{_DAMAGE})\b
            """
        ),
    ),
    (
        OutcomeStatus.RECOVERED_WITH_SEQUELAE,
        verbose(
            rf"""
            \b(?:with|but_with|leaving)_(?:\w{{2,16}}_){{0,3}}?{_DAMAGE}\b | \bsequelae?\b | \bresidual\b
          | \b(?:permanent|irreversible|lasting)_(?:\w{{3,16}}_){{0,2}}?\w+ | \bleft_(?:him|her|them|me|the_patient)_
            """
        ),
    ),
    (
        OutcomeStatus.NOT_RECOVERED,
        verbose(
            rf"""
            \b{_NOT}_(?:\w{{3,14}}_){{0,3}}?{_BETTER}\b
          | \b(?:persist\w*|refractory|unchanged|unresolved|worse\w*|deteriorat\w*|relapsed?|relapsing|
             recurred|
               recurring|recurrence|bedridden|progressed|dependent|ongoing|poor_(?:outcome|result)|permanent|linger\w*|
             continues?|continued(?!_to)|just_as_bad\w*)\b | \bstill_(?!free|in_remission|well|asymptomatic|improving|recovering|resolving)\w+
          | \bnot_(?:yet_)?(?:recovered|resolved)
            """
        ),
    ),
    # "Nearly resolved", "partial remission": better, and not over.
    (
        OutcomeStatus.RECOVERING,
        verbose(
            r"""
            \b(?:partial(?:ly)?|partly|almost|near(?:ly)?|somewhat|slight(?:ly)?|some)[\s-](?:\w{4,14}_)?
               (?:resol|recover|remi|regress|normal|subsid|heal|improv|complete)\w*
          | \b(?:resolving|recovering|subsiding|improving|healing(?!_(?:after|following|upon|on|of|occurred)\b)|regressing
             |disappearing|easing|settling|fading)\b
          | \b(?:eased|lessened|waned|died_down|calmed_down|halved)\b | (?<!all\s)\bbetter\b
            """
        ),
    ),
    (
        OutcomeStatus.RECOVERED,
        verbose(
            r"""
            \b(?:complete(?:ly)?|full(?:y)?|total(?:ly)?|entire(?:ly)?)_(?:\w{4,14}_){0,2}?
               (?:improv\w*|regress\w*|healed|healing)\b
          | \b(?:resolved|resolves|resolution|recovered|recovers|recovery|subsided|subsides|
             disappear(?:ed|s)|vanished|
               abated|cleared|remitted|settled|faded|ceased|stopped|gone|went(?:_away)?|mended|dissipated|worn_off|wore_off|fine|okay|ok|
             alright|all_right|all_better|well|normal_again|normali[sz](?:ed|es|ation)|healed|healing_(?:after|following|upon|on|of|occurred)|remission|asymptomatic|
               (?:symptom|disease|seizure|relapse|recurrence|event)[\s-]free|free_(?:of|from)|
               (?:back|return|returns|returned|returning|reverted|restored)_(?:to|at)|(?:doing|feeling|felt|feels)_(?:\w{4,12}_)?well|
               (?:excellent|good|usual)_(?:\w{4,10}_)?(?:condition|state|health)|with_normal_\w+|(?:excellent|good|favou?rable)_(?:outcome|result)|outcome_was_(?:excellent|good|favou?rable))\b
            """
        ),
    ),
    (
        OutcomeStatus.RECOVERING,
        verbose(
            r"""
            \b(?:improve(?:d|s|ment|ments)?|amelior\w*|regress(?:ed|ion)|continue[sd]_to|began_to|
               (?:good|satisfactory|improved|excellent)_(?:\w{4,10}_)?(?:condition|state|health))\b
            """
        ),
    ),
)


def outcome_status(text: str) -> OutcomeStatus | None:
    """Returns what a wording says: negations inside it count, sequelae outweigh recovery.

    Null for wordings that say nothing about an event, such as "remained stable" or "survived".
    """
    lowered = lower(text)
    return next((status for status, pattern in _STATUSES if pattern.search(lowered)), None)


_LASTING = verbose(r"\b(?:permanent\w*|irreversibl\w+|lasting|still|linger\w*)\b")


def is_lasting(text: str) -> bool:
    """Says whether a wording tells of something that stays ("is permanent", "still has")."""
    return _LASTING.search(lower(text)) is not None
