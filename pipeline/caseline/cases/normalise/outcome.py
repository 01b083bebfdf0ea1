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
    normali[sz]\w+|abat\w+|settl\w+|clear\w*|eas\w+|go_away|gone|cease\w*|fad\w+|get(?:ting)?_better|gotten_better|stop|let_up|quit)
"""
# How one may remain.
_UNWELL = r"""
    (?:weak|sore|tired|fatigued|painful|swollen|numb|dizzy|symptomatic|ill|sick|tender|red|itchy|hospitali[sz]ed|intubated|unresponsive|paraly[sz]ed
      |unwell|comatose|bed[\s-]?ridden|in_(?:the_|an?_)?(?:pain|hospital|icu|coma)|on_(?:a_|the_)?(?:vent|ventilator))
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
             post~?\s?mortem|stillb\w+|did_not_survive|not_be_(?:saved|revived|resuscitated)
               |(?:unable|not_able)_to_(?:be_)?(?:revive|resuscitate|save)d?|ceased_to_breathe|lost_(?:his|her)_life)\b
          | \A(?:dod|tod|doa|pronounced_.*|efforts_.*|cpr_.*)\Z
          | \Apassed_(?:in_\w+_sleep|peacefully|suddenly|unexpectedly|from_\w
               |(?:on_)?(?:\d{1,2}[/-]\d|\d{1,2}\s?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)
               |the_|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))
          | \bresuscitation_(?:\w+_){0,2}(?:unsuccessful|failed
               |futile)
          | \b(?:unsuccessful|futile)_(?:resuscitation|cpr)
            """
        ),
    ),
    (
        OutcomeStatus.UNKNOWN,
        verbose(
            r"""
            \blost_to_(?:\w{4,10}_)?follow | \A(?:not_(?:provided|available|stated)|pending|unavailable|unspecified)\Z | \A(?:unclear
              |not_stated)_(?:if|whether)_ | \b(?:unknown|not_known|not_reported|no~show\w*)\b | \b(?:did_not|failed_to)_(?:attend|return_for|come(?!_back\Z)
              |appear)\b
          | \bnot_be_(?:reached|contacted|traced)\b | \bno_(?:further_|long~term_|later_)?(?:information|details|follow~?up)\b | \b(?:course|fate
            |information)_(?:\w{2,4}_){0,2}not_available\b
            """
        ),
    ),
    # "Better, but not gone", "not gone completely": on the way.
    (
        OutcomeStatus.RECOVERING,
        verbose(
            r"""
            \bbetter_but\b | \bbut_(?:\w+_){0,2}not_(?:\w+_){0,2}(?:gone|resolved|normal|well|recovered|cleared|back)
          | \bnot_(?:yet_)?(?:completely|entirely|fully)_\w+ | \bnot_(?:gone|resolved|cleared|recovered)_(?:completely|entirely|fully)
          | (?<!\d)(?!100)\d{1,3}\s?%_(?:better|improve\w*|recover\w*|resol\w+|gone|normal|back_to|healed) | \bclearing\b
          | \bdown_(?:some|slightly|a)\b | \bstill_(?:recovering
            |improving|healing)
          | \bhalved\b | \bstill_(?:\w+_){1,3}a_(?:little|bit)\b | \bunder_control\b | \bnot_(?:yet_)?back_to\b
            """
        ),
    ),
    # What came back, and what has not: "sinus rhythm returned", "never came back", "is free of recurrence".
    (
        OutcomeStatus.RECOVERED,
        verbose(
            r"""
            \A(?:took|taken)_ | \bfree_(?:of|from)_ | (?:\b(?:never|not)|n['’]t)_(?:ever_|yet_)?(?:happen\w*_again|c[oa]me_back|reappear\w*
              |return(?:ed)?\b|had_a)
          | \b(?:no|without)_(?:[\w’'-]+_){1,6}?since\b | \bno_(?:further|more|new|subsequent)_
          | \A(?:re-?established|regained|restored|returned|c[oa]me_back)(?:_\w+ly)?\Z | \bregained_
          | \b(?:return_of_spontaneous|rosc\b|sinus_rhythm|(?:rhythm|circulation|breathing)_(?:was_|had_)?(?:\w+ly_)?(?:returned|restored|resumed
            |achieved|regained))
          | \b(?:awoke|woken?_up|awakened|came_(?:to|round|around))\b | \b(?:fully|completely)_(?:awake|alert|conscious|orientated|oriented
            |responsive|lucid|mobile|independent)\b
          | \A(?!worse|recurr?|relaps|deterior|happen|\w+_seen)(?:[\w’'-]+_){1,7}again\Z | \b(?:self|selves|feet|boy|girl|son|daughter|husband|wife
            |mother|mom|dad|life|child|kid)(?:_back)?\Z
          | \bup_and_about\b | \breturned_to_\w | \b(?:on_foot|walking_\w+|unharmed|eating_a_normal_diet|(?:symptom|pain)[\s-]free)\b
          | (?<!not\s)\b(?:normal|unremarkable|within_normal_limits|reference_range|therapeutic_range|target_range)(?:_again)?\Z
            """
        ),
    ),
    # What stays when the rest is over: "left with a limp", "settled at 190 µmol/L".
    (
        OutcomeStatus.RECOVERED_WITH_SEQUELAE,
        verbose(
            r"""\bleft_with\b | \A(?:mild|slight|minor|residual|moderate)_(?:(?!improve|regress|remission|resol|recover)[\w-]+_?)+\Z
              | \A(?:\w+_)?leaving_ | \b(?:settled|stabili[sz]ed|off|plateaued)_(?:out_)?at\b"""
        ),
    ),
    (
        OutcomeStatus.RECOVERING,
        verbose(
            r"""
            \bno_longer_ | \b(?:getting|becoming|growing)_(?:\w+_){0,2}(?:smaller|fainter|lighter|less|milder|shorter|rarer|thinner) | trending
              | \bon_the_mend\b
          | \bover_the_worst\b | \bturned_the_corner\b | \A(?:fading|receding|shrinking|abating|waning|lessening|receded|shrank)\Z | \bcome_down\b
          | \b(?:slowly|gradually|steadily|progressively)_(?:declined|decreased|diminished) | \bhalf_(?:of_what|as_) | \Adown_to\Z
            """
        ),
    ),
    (
        OutcomeStatus.RECOVERED,
        verbose(
            rf"""
            \b(?:no|without|never|not|with_no)_(?:\w{{2,14}}_){{0,4}}?
            (?:recur\w*|relaps\w*|progress\w*|exacerbat\w*|metasta\w*|disease|sequelae?|residua\w*|deficits?|complications?|episodes?|events?
              |symptoms?|attacks?|{_DAMAGE})\b
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
            \b(?:{_NOT}|\w{{2,6}}n['’]t)_(?:\w{{3,14}}_){{0,3}}?{_BETTER}\b
          | \A(?:remain|persist|stay)(?:s|ed)\Z | \Ahas_stayed\Z | \Aremain(?:s|ed)_(?:visible|apparent|noticeable|detectable|palpable|evident|seen)
          | \Acan_still_be | \Aremains_(?:\w+_)?{_UNWELL}\b | \A(?:is_)?constant(?:_since)?\Z | \bcomes?_and_go
          | \bsince(?:_then)?,?_\w+_(?:\w+_)?(?:has|have)_ | \bto_this_day\b | \b(?:persist\w*|refractory|unchanged|unresolved|worse\w*|deteriorat\w*
            |relapsed?|relapsing|
             recurred|
               recurring|recurrence|remain(?:s|ed)_(?:on|\w+ly|elevated|raised|impaired|abnormal|blind|deaf|hoarse|numb|disabled|symptomatic)
                 |bedridden|progressed|dependent|ongoing|poor_(?:outcome|result)|permanent|linger\w*|
             continues?(?!_to_(?:improve|recover|resolve|heal|regress|subside|get|do)\b)|continued(?!_to)|just_as_bad\w*)\b | \bstill_(?!free
               |in_remission|well|asymptomatic|improving|recovering|resolving)\w+
          | \bnot_(?:yet_)?(?:recovered|resolved) | \b(?:no|not|never|hardly)_(?:any_|much_|getting_|got_)?better\b
            """
        ),
    ),
    # "Nearly resolved", "partial remission": better, and not over.
    (
        OutcomeStatus.RECOVERING,
        verbose(
            r"""
            \b(?:partial(?:ly)?|partly|almost|near(?:ly)?|mostly|largely|practically|virtually|essentially|somewhat|slight(?:ly)?|some)[\s-](?:\w{4,14}_)?
               (?:resol|recover|remi|regress|normal|subsid|heal|improv|complete|gone|vanish|clear|disappear|ceas)\w*
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
             disappear(?:ed|s)|vanished|relieved|(?:nothing|none|problems|trouble)_since|melted_away|passed_off|lifted|(?:gone|went)_down|
               abated|cleared|dried_up|remitted|settled|faded|ceased|stopped|ended|broke|gone|went(?:_away)?|mended|dissipated|worn_off|wore_off|fine|okay|ok|
             alright|all_right|all_better|well|normal_again|normali[sz](?:ed|es|ation)|healed|healing_(?:after|following|upon|on|of|occurred)
               |remission|asymptomatic|(?:well_)?preserved|
               (?:symptom|disease|seizure|relapse|recurrence|event)[\s-]free|free_(?:of|from)|
               (?:back|return|returns|returned|returning|reverted|restored)_(?:to|at)|(?:doing|feeling|felt|feels)_(?:\w{4,12}_)?well|
               (?:excellent|good|usual)_(?:\w{4,10}_)?(?:condition|state|health)|with_normal_\w+|(?:excellent|good|favou?rable)_(?:outcome|result|end|ending)
                 |outcome_was_(?:excellent|good|favou?rable))\b
            """
        ),
    ),
    (
        OutcomeStatus.RECOVERING,
        verbose(
            r"""
            \b(?:improve(?:d|s|ment|ments)?|to_return|good|let_up|amelior\w*|regress(?:ed|ion)|continue[sd]_to|began_to|
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


_LASTING = verbose(
    r"\A(?:remain(?:s|ed)|stay(?:s|ed)|has_stayed)\Z|\b(?:permanent\w*|irreversibl\w+|lasting|still|linger\w*|persists?|remain(?:s|ed)_(?:visible|apparent|noticeable|detectable|palpable|evident)|remains_(?:on|\w+ed|blind|deaf|numb|hoarse|paraplegic))\b"
)


def is_lasting(text: str) -> bool:
    """Says whether a wording tells of something that stays ("is permanent", "still has")."""
    lowered = lower(text)
    return _LASTING.search(lowered) is not None and not lowered.endswith((" a little", " a bit"))
