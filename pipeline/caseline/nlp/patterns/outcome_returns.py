"""How it ended, told by what came back or stayed away: functions, values, doings, the patient's wits."""

from __future__ import annotations

from caseline.nlp.patterns.base import Rule, any_of, near, verbose
from caseline.nlp.patterns.words import NUMBER, WEEKDAY
from caseline.schema.mention import Label

_UNIT = r"(?:minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|wks?|months?|mos|years?)"
_LENGTH = (
    rf"(?:(?:about|around|some|nearly|maybe)_)?(?:{NUMBER}|an?|several|a_few|a_couple_of)~(?:more_)?{_UNIT}"
)
# A time after the event, before what is said or behind it: "by day 8", "five months after", "at the last visit".
_LATER = rf"""(?:
    \b(?:within|by|after|over)_(?:the_|his_|her_|an?_)?(?:(?:first|second|third|next|following|end_of_the|\w{{3,7}}th|next_few)_)?(?:{_LENGTH}
      |{_UNIT}\b|{WEEKDAY}|weekend|morning)(?!_of_(?!life|treatment|therapy|admission))
  | \b(?:by|on|at)_(?:post~?operative_|hospital_)?day_{NUMBER} | \b{_LENGTH}_(?:later|after(?:wards)?\b|from_then)
  | \b(?:at|by|on|before|until|upon)_(?:the_|his_|her_|its_|my_)?(?:(?:last|latest|next|most_recent|final|{NUMBER}~(?:week|month|year))_)?
      (?:discharge|d/c|follow~?up|f/u|visit|review|check~?up|recheck)
  | \b(?:at|by)_(?:the_age_of_)?{_LENGTH} | \b(?:in|since)_{_LENGTH} | \b(?:now|nowadays|currently|at_present|
      since_then|eventually|afterwards|subsequently|thereafter|today)\b
)"""
# What the body does, and is said to come back.
_FUNCTION = any_of(
    """
    speech voice movement movements strength power sensation feeling sight eyesight vision hearing taste smell appetite
    consciousness reflexes tone gait memory sleep periods menses menstruation libido legs arms hands hair pulse pulses rhythm
    circulation function functions breathing respiration orientation cognition mobility balance colour color alertness
    continence swallowing energy
    """
)
# What is measured and was not as it should be.
_VALUE = any_of(
    """
    tests test enzymes enzyme function values value labs counts count levels level platelets platelet creatinine sodium
    potassium calcium magnesium phosphate glucose bilirubin transaminases aminotransferases haemoglobin hemoglobin
    leukocytes neutrophils lipase amylase lactate ammonia ck inr troponin ecg ekg electrocardiogram eeg qt qtc qrs
    temperature pressure pulse saturation rate rhythm vision hearing appetite speech gait strength power sensation sleep
    bowels stools urine skin liver kidneys mood behaviour behavior cognition weight tone chemistry electrolytes coagulation
    alt ast lfts biochemistry examination exam development
    """
)
_WAS = r"(?:(?:was|were|is|are|had_been|have_been|has_been|became|become|turned|had_become|has_become|have_become)_)"
_HOW = r"(?:(?:completely|entirely|fully|slowly|gradually|quickly|again|soon|finally|nearly|almost|spontaneously|all|just)_)"
_HOW_BEHIND = r"(?:_(?:completely|entirely|fully|slowly|gradually|quickly|soon|spontaneously|altogether))?"

# What may be left of a reaction.
_TRACE = r"""(?:scars?|scarring|milia|(?:(?:hyper|hypo|de)~?)?pigmentation|discolou?ration|atrophy|notch|synechiae|symblepharon|opacit(?:y|ies)|haze|strictures?
  |fibrosis|defects?|deficits?|weakness|(?:hemi|mono|para|quadri|tetra)?(?:paresis|plegia)|palsy|foot~drop|drop~foot|numbness|hyp[oa]?a?esthesia|par(?:a)?esthesias?|neuropathy
  |tinnitus|hearing_loss|deafness|diplopia|ptosis|dysarthria|ataxia|tremor|limp|stiffness|contractures?|alopecia|hoarseness|impairment|loss_of_\w{4,9}|atrophic_\w{4,9})"""
_NORMAL = r"(?:normal|unremarkable|within_normal_limits|within_the_(?:normal|reference)_range)"
# Nothing that ends: "no further treatment".
_UNINTENDED = any_of(
    """
    treatment therapy investigation investigations tests testing details information follow-up action doses dose
    medication intervention surgery questions work-up imaging biopsy vaccinations vaccines cycles chemotherapy
    """
)


def _rule(anchor: str, pattern: str) -> Rule:
    return Rule(Label.OUTCOME, verbose(pattern), near=near(anchor))


GUARDS = (
    # What wakes somebody; who is left with a choice; what comes back only perhaps.
    Rule(
        None,
        verbose(
            r"""
            \b(?:woke(?:_up)?|awoke|awakened|wakes_up)_(?:by\b(?!_(?:day|the_next|the_following|then))|(?:at|in|during|on)_(?:the_)?(?:night|middle|\w+day_morning|morning|\d{1,2}:?\d{0,2})
              |with|w/|from|to_find|feeling|screaming|one|every|next)\b
          | \bleft_with_(?:no_choice|the_question|only|his|her|two_options|no_other) | \bsettled_at_(?:home|the)
          | \b(?:if|until|unless|when|once|to|may|might|can|could|should|would)_(?:(?!never)[\w-]{2,14}_){0,3}?(?:returned|came_back|regained|comes_back)\b
            """
        ),
        near=near("(?:woke|awoke|awakened|wakes|left|settled|return|came|regain|comes)"),
    ),
)

RULES = (
    # "speech and movement returned completely", "my legs came back", "strength was restored".
    _rule(
        "(?:return|came|come|regain|restor|recovered|re-?establ)",
        rf"""
        \b{_FUNCTION}_(?:and_\w{{3,14}}_|in_(?:the|his|her|my|both)_\w{{3,8}}_|of_\w{{3,14}}_)?(?:(?:had|has|have|all|both|then|also|was
          |were)_){{0,2}}{_HOW}?
          (?P<mention>(?:returned|came_back|come_back|regained|restored|recovered|re-?established)(?!_(?:to|from|for|with|on|positive|negative|later
            |at|as)\b){_HOW_BEHIND})
        """,
    ),
    # "regained consciousness", "sinus rhythm returned".
    _rule(
        "(?:regained|recovered|circulation|rosc|rhythm|breathing)",
        rf"""
        \b(?<!to\s)(?:regained|recovered)_(?:(?:his|her|my|full|normal|useful|complete|the|some)_){{0,2}}{_FUNCTION}\b
      | \breturn_of_spontaneous_circulation\b | \brosc\b
      | \b(?:conver(?:ted|sion)|reverted)_(?:spontaneously_)?(?:in)?to_(?:normal_)?sinus_rhythm\b
      | \b(?:sinus|spontaneous|normal)_(?:rhythm|circulation|breathing)_(?:was_|had_)?{_HOW}?(?:returned|restored|resumed|achieved|regained
        |re-?established)\b
        """,
    ),
    # "liver tests were normal five months after", "tone was normal by day 8".
    _rule(
        "(?:normal|unremarkable|within)",
        rf"""
        \b{_VALUE}_(?:and_\w{{3,14}}_)?{_WAS}{_HOW}?
        (?P<mention>(?:all_|both_|again_|now_|entirely_|completely_)?{_NORMAL}(?:_again)?)(?=,?_{_LATER})
        """,
    ),
    # "LFTs normal 7/2".
    _rule(
        "(?:normal|unremarkable|within)",
        rf"""
        \b{_VALUE}_(?:all_|now_|back_to_)?(?P<mention>{_NORMAL})(?=_(?:on_|by_|as_of_|since_)?\d{{1,2}}/\d)
        """,
    ),
    # "at three months his liver tests were normal".
    _rule(
        "(?:normal|unremarkable|within)",
        rf"""
        {_LATER}(?:,|_and)?_(?:[\w’'/-]{{1,14}},?_){{0,7}}?{_VALUE}_{_WAS}?{_HOW}?
        (?P<mention>(?:all_|both_|again_|now_)?{_NORMAL})\b(?!_(?:\w+_){{0,2}}(?:appearance|size|saline|diet))
        """,
    ),
    # "had become normal", "climbed back into the therapeutic range".
    _rule(
        "(?:normal|range|level|value|limits)",
        r"""
        \b(?:became|become|turned)_normal(?=\s?[.,;]|_(?:again|after|within|by|on|in|and|at)\b)
      | \b(?:climbed|rose|fell|dropped|came|went|returned|back)_(?:back_)?(?:in)?to_(?:the_|its_|their_|a_)?
        (?:normal|therapeutic|reference|target|baseline|previous|usual)_(?:range|levels?|values?|limits)\b
      | \b(?:fell|rose|dropped|declined|decreased|climbed|increased|came_down|went_down|came_up)_(?:back_)?to_normal\b(?!_(?:range|level|value|limit))
        """,
    ),
    # "awoke and was extubated", "came to on her own", "was fully awake by the next morning".
    _rule(
        "(?:awoke|woke|awak|came|fully|completely)",
        rf"""
        \b(?:awoke|woke_up|woken_up|awakened|came_(?:to|round|around|to_(?:him|her|my)self))
          (?=\s?[.,;]|_(?:on_(?:his|her|their|my)_own|on_day|by_(?:him|her|it)self|spontaneously|after|within|by|and|fully|completely|quickly|{NUMBER})\b)
          (?:_(?:on_(?:his|her|their|my)_own|spontaneously|fully|completely))?
      | \b(?:became|was|is)_(?:again_|now_)?(?:fully|completely)_(?:awake|alert|conscious|orientated|oriented|responsive|lucid)
          (?:_again)?\b(?=,?_{_LATER})
        """,
    ),
    # "stopped spontaneously", "ended on its own".
    _rule(
        "(?:spontaneously|own|itself|themselves|without)",
        r"""
        \b(?:stopped|ended|ceased|terminated|went_away|passed|broke)_(?:spontaneously|(?:up)?on_(?:its|their|his|her)_own
          |by_(?:itself|themselves)|of_(?:its|their)_own_accord|without_(?:treatment|intervention))\b
        """,
    ),
    # "has not happened again", "no seizure has occurred since", "I've had no pain since", "never came back".
    _rule(
        "(?:happen|come|came|reappear|return|another|since)",
        r"""
        \b(?:(?:has|have|had|did)_not|(?:has|have|had|did)n['’]t|never|not)_(?:ever_|yet_)?
          (?:happen(?:ed)?_again|c[oa]me_back|reappear(?:ed)?|return(?:ed)?(?=\s?[.,;]|_since)|had_(?:another|any_(?:more|since)))\b(?:_since)?
      | \b(?:no|without)_(?:further_|more_|new_|other_|such_|any_)?(?!evidence|prior|known|change)(?:[a-z’'-]{3,16}_){1,3}?
          (?:(?:has|have|had|was|were)_(?:been_|ever_)?(?:(?:occurred|noted|seen|observed|reported|happened)_)?)?since(?:_then)?
          (?=\s?[.,;]|_(?:he|she|i|the)_(?:stop|came|quit|left|drug)|\s{0,2}\Z)
        """,
    ),
    # "no further haemorrhage occurred", "has had no further chest pain".
    _rule(
        "(?:further|more|new|subsequent)",
        rf"""
        \bno_(?:further|more|new|subsequent)_(?:[a-z’'-]{{3,16}}_){{1,3}}?(?:occurred|ensued|followed|(?:was|were)_(?:noted|seen|observed
          |reported|recorded)|appeared|developed)\b
      | \b(?:has|have|had|with|and)_(?:had_)?(?P<mention>no_(?:further|more)_(?!{_UNINTENDED})[a-z’'-]{{4,16}}(?:_(?!since|during|for|at
        |in\b)[a-z’'-]{{4,12}})?)
          (?=\s?[.;]|_(?:since|during|for|at|in)\b|\s{{0,2}}\Z)
        """,
    ),
    # "mowing my own lawn again", "can walk again", "is up and about".
    _rule(
        "(?:again|about)",
        r"""
        \b(?:i['’]?m|is|was|are|were|am|now|can|could|able_to|been)_(?:now_|even_|already_|back_)?
          (?:walk|eat|runn?|work|driv|drive|sleep|speak|talk|play|sing|swim|mow|garden|cycl|cook|danc|see|hear|writ|write|climb|read|lift|breath
            |breathe|smil|nurs|feed
            |swallow|dress)(?:ing)?(?:_[\w’'-]{1,12}){0,4}?_again\b
      | \b(?:is|was|were|are|am|i['’]m)_(?:now_)?up_and_about\b
        """,
    ),
    # "back on her feet", "back to his old self", "returned to competitive rowing", "I had my boy back".
    _rule(
        "(?:back|return|self)",
        r"""
        \bback_(?:on_(?:his|her|my|their)_feet|to_(?:his|her|my|their|its)_(?:(?:old|normal|usual|happy|cheerful|sweet|former|own|cognitive|mental
          |neurological|functional)_){0,2}
          (?:self|selves|baseline|routine|job|life|activities|work|state))\b
      | \b(?:was|is|am|i['’]m)_(?:again_|now_|just_)?(?P<mention>(?:his|her|my)_(?:usual|old|normal|cheerful|happy)_self)\b
      | \breturned_to_(?:(?:full|part|light|normal|regular|competitive|active|his|her|the|all)~(?:time_)?){1,3}
          (?!clinic|hospital|emergency|ward|outpatient|department|theatre|operating|home|unit|nursing|care|office|facility|room|attention)
          [a-z]{4,14}(?=\s?[.,;]|_(?:after|within|and|at|on|by|in)\b|\s{0,2}\Z)
      | \b(?:have|had|got)_(?:my|our|his|her)_(?:\w{3,8}_){0,2}(?:boy|girl|son|daughter|husband|wife|mother|mom|dad|life|self|child|kid)_back\b
        """,
    ),
    # "discharged home on day 5 without neurological deficit", "left hospital walking unaided".
    _rule(
        "(?:without|with no|free|well|fully|completely|foot|walking|symptom|pain|unharmed|eating)",
        r"""
        \b(?:discharged|left|went_home|sent|returned|survived|extubated|released|dismissed|home)\b(?:_[\w’'/-]{1,14}){0,8}?,?_
        (?P<mention>(?:without|with_no|free_of)_(?:any_|apparent_|obvious_|further_|other_|new_|focal_){0,3}
            (?:(?:neurologic(?:al)?|residual|cognitive|motor|long~term|permanent|functional|persisting|lasting)_){0,2}
            (?:deficits?|impairments?|symptoms?|complaints|sequelae|complications?|problems|disabilit(?:y|ies)|pain|damage)(?!_of\b)
                    |(?:fully|completely)_(?:mobile|independent|alert|ambulant)|on_foot|walking_(?:unaided|independently|normally)
          |symptom~free|pain~free|unharmed|(?:perfectly_|quite_|completely_|entirely_)?(?<!the\s)well(?=\s?[.,;]|\s{0,2}\Z)|eating_a_normal_diet)\b
        """,
    ),
    # "Four months later he was in good general condition".
    _rule(
        "(?:condition|state|health)",
        rf"""
        {_LATER},?_(?:[\w’'/-]{{1,14}},?_){{0,8}}?(?:was|is|were|remains|remained)_(?:still_|again_)?
        in_(?:an?_)?(?P<mention>(?:good|excellent)_(?:(?:general|clinical|overall|physical|neurological)_)?(?:condition|state|health))\b
        """,
    ),
    # "no longer spreading", "half of what it was", "fading", "down-trending".
    _rule(
        "(?:longer|down|trending|mend|worst|corner|fading|receding|shrinking|abating|waning|lessening|receded|shrank|dried|half)",
        r"""
        \bno_longer_(?:spreading|growing|rising|increasing|progressing|worsening|getting_worse)\b
      | \bdown~?trending\b | \btrending_down(?:wards?)?\b | \bon_the_mend\b | \bover_the_worst\b | \bturned_the_corner\b
      | \b(?:fading|receding|shrinking|abating|waning|lessening|receded|shrank|dried_up)\b
      | \b(?:about_|only_|roughly_)?half_of_what_(?:it|they)_(?:was|were|had_been)\b | \bhalf_as_(?:bad|strong|severe|often)\b
        """,
    ),
    # "is getting smaller", "had come down", "slowly declined".
    _rule(
        "(?:getting|becoming|growing|down|declined|decreased|diminished)",
        r"""
        \b(?:is|was|were|are|and|but|now|slowly|keeps?|kept|area|rash|redness|swelling|lump)_(?P<mention>(?:(?:slowly|steadily|gradually)_)?
          (?:getting|becoming|growing)_(?:much_|a_little_|slowly_|steadily_)?(?:smaller|fainter|lighter|less|milder|shorter|rarer|thinner))\b
      | \b(?:had|has|have|then)_(?:slowly_|gradually_|steadily_|both_|all_)?come_down(?=\s?[.,;]|_(?:to|over|within|by|after|and|since)\b)
      | \b(?:slowly|gradually|steadily|progressively)_(?:declined|decreased|diminished)(?=\s?[.,;]|_(?:over|within|by|after|and|since|in)\b)
        """,
    ),
    # "left with a painful neuropathy", "leaving residual pigmentation", "settled at 190 µmol/L".
    _rule(
        "(?:left|leaving|settled|stabili|level|plateaued)",
        rf"""
        \b(?:was|is|were|been|being|remains|am|i['’]m)_(?:now_|still_|unfortunately_)?(?P<mention>left_with(?:_(?!and\b|after\b|but\b|which\b|of\b
          |in\b)[\w/-]{{1,14}}){{1,4}})
      | \bleaving_(?:(?:him|her|me|them|behind|only|the_patient|with|some|an?)_){{0,3}}(?:residual|mild|permanent|slight|persistent|small|faint
        |post~?inflammatory)_[a-z]{{4,20}}
      | \bleaving_(?:(?:him|her|me|them|behind|only|the_patient|with|some|an?|the|\w{4, 12})_){{0,3}}{_TRACE}\b
      | \b(?:(?:has|have|had)_)?(?:settled|stabili[sz]ed|levell?ed_off|plateaued)_(?:out_)?at_(?:about_|around_)?\d[\d.,]*(?:_?[\w/%µμ]{{1,10}})?
        """,
    ),
    # "a notch in the ear remains", "pigmentation is still visible", "diplopia remained at the last visit".
    _rule(
        "(?:remain|persist|stay|still)",
        rf"""
        \b{_TRACE}(?:_(?:in|on|of|over|at|to)(?:_[\w’'-]{{1,14}}){{1,4}}?)?_
        (?P<mention>(?:remains|persists|stays)(?=\s?[.,;]|_(?:to_this_day|on|in|at|but|and|after|today|now)\b|\s{{0,2}}\Z)
          |(?:remained|persisted|stayed|has_stayed|have_stayed)(?=,?_(?:at|on|by)_(?:the_|her_|his_|my_)?(?:(?:last|latest|final|most_recent|later|\w+~(?:week|month|year))_)?
            (?:visit|review|follow~?up|examination|discharge|check~?up|consultation)|_(?:for_life|to_this_day|for_good)\b|(?:,?_{_LENGTH})?_(?:later|afterwards|on)\b)
          |(?:(?:is|are|was|were)_still|remain(?:s|ed)?)_(?:visible|apparent|noticeable|detectable|palpable|evident|seen)|can_still_be_(?:seen|felt))\b
        """,
    ),
    # "which he still requires", "still off work", "remains on dialysis".
    _rule(
        "(?:still|continue|remain|stay)",
        r"""
        \b(?:still|continues_to|continued_to)_(?:requires?|requiring|needs|depends?_on|relies_on)\b
      | \bstill_(?:off_(?:work|school)|low|high|raised|elevated|abnormal|impaired|hoarse|numb|limping|bedridden
          |limps|aches|itches|shakes|coughs|wheezes|struggles|cannot|can[’']t|gets|wears)\b
      | \b(?:remain(?:s|ed)|stay(?:s|ed))_(?:permanently_|severely_|mildly_|slightly_|markedly_|moderately_|somewhat_)?(?:elevated|raised|impaired
        |abnormal|blind|deaf|hoarse|numb|disabled|unable_to_\w{2,12}
          |symptomatic|on_(?:dialysis|ha?emodialysis|home_oxygen|insulin))\b
        """,
    ),
    # "At three months she had mild memory impairment".
    _rule(
        "(?:mild|slight|minor|residual|moderate)",
        rf"""
        \b(?:at|after)_(?:(?:the_)?(?:last|latest|final|{NUMBER}~(?:week|month|year))_(?:follow~?up|visit|review)|{_LENGTH}(?:_of_follow~?up
          |_follow~?up)?),?_
        (?:she|he|they|the_(?:patient|child|boy|girl))_(?:still_)?(?:had|has)_(?:only_)?(?:an?_)?
        (?P<mention>(?:mild|slight|minor|residual|moderate)_(?!improvement)[a-z-]{{3,18}}(?:_(?!and\b|but\b|of\b|in\b|on\b|with\b
          |only\b)[a-z-]{{3,18}}){{0,2}})
        """,
    ),
    # "since then she has had dizzy spells", "to this day"; "swelling down to 1 cm".
    _rule(
        "(?:since|this day|down)",
        r"""
        \b(?:ever_)?since(?:_then)?,?_(?:she|he|i|we|the_(?:patient|child))_(?:has|have)_(?:had|been_(?:having|getting|suffering))(?!_(?:no|not|any
          |good|normal|only)\b)
      | \bto_this_day\b
      | \b(?:swelling|redness|rash|lump|lesion|erythema|induration|pain|soreness|temp|temperature|fever|size)_(?:is_|was_|now_|has_gone_|had_gone_
        |has_come_|went_
        |came_)?(?P<mention>down_to)(?=_\d)
        """,
    ),
    # "no-showed for recheck", "did not attend follow-up", "no further information was available".
    _rule(
        "(?:show|attend|return|come|appear|follow|information|details|course|fate|reached|contacted|traced)",
        r"""
        \bno~show(?:ed)?\b
      | \b(?:did_not_(?:attend|return_for|come_(?:back_)?for|appear_for)|failed_to_(?:attend|return_for|appear_for))
          (?:_[\w’'-]{2,12}){0,3}?_(?:follow~?up|f/u|recheck|review|appointments?|visits?|check~?up)\b
      | \b(?:further|subsequent|later)_(?:course|fate|information)_(?:(?:was|were|is|are|on_\w{3,10}|has_been|could_be)_){0,3}
          (?:unknown|not_known|not_reported|not_obtained|not_available)\b
      | \bno_further_(?:information|details)_(?:(?:on|about|of|regarding|concerning)_(?:\w+_){0,3}?(?:patient|outcome|course|fate|recovery|progress)_)?
          (?:was|were|could_be)_(?:available|obtained)\b
      | \bno_further_(?:information|details)_(?:on|about|regarding|concerning)_(?:\w+_){0,3}?(?:outcome|course|fate|recovery|progress)\b
      | \bno_(?:further_|long~term_|later_)?follow~?up(?:_(?:data|information|visits?))?_(?:was|were)_(?:available|obtained|recorded)\b
      | \b(?:could_not|cannot|was_not|were_not)_be_(?:reached|contacted|traced)\b
        """,
    ),
)
