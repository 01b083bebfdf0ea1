"""How it ended in plain, lay and telegraphic words: "settled", "felt fine", "fever gone", "still ongoing"."""

from __future__ import annotations

from caseline.nlp.patterns.base import Reading, ReadRule, Rule, any_of, near, verbose
from caseline.schema.mention import Label

# What comes to an end by itself; of a drug "stopped" says something else.
_SIGN = any_of(
    """
    fever fevers chills pain pains headache headaches migraine itching itch pruritus rash hives swelling redness bleeding
    nosebleed nosebleeds vomiting nausea diarrhea diarrhoea cough coughing dizziness vertigo tinnitus numbness tingling
    weakness fatigue tremor tremors twitching jerks seizures convulsions fits hiccups palpitations cramps spasms
    haematuria hematuria dyspnea dyspnoea wheezing hallucinations nightmares delirium confusion insomnia
    jaundice symptoms symptom signs complaints lesions blisters bruises bruising lump soreness tenderness jumpiness ha sob sx
    movements tics spells attacks chorea dystonia akathisia ataxia rigidity stiffness
    crying drowsiness stupor
    """
)
_UNWELL = r"""(?:
    weak|sore|tired|fatigued|painful|swollen|numb|dizzy|symptomatic|ill|sick|tender|red|itchy|hospitali[sz]ed|intubated|unresponsive|paraly[sz]ed
    |unwell|comatose|in_(?:the_|an?_)?(?:pain|hospital|icu|coma)|on_(?:a_|the_)?(?:vent|ventilator)
)"""
_BARE = r"(?:\A|(?<=[.;,:\n])|(?<=[.;,:\n]\s))"
_BETTER = r"(?:much_|a_(?:bit|little|lot)_|somewhat_|slightly_|significantly_|already_|all_|completely_|totally_|now_|some_|greatly_)?"
_AUX = (
    r"(?:(?:has|have|had|is|are|was|were|been|be|being|all|now|since|then|also|completely|entirely|fully|both|mostly|"
    r"finally|gradually|soon|quickly|largely|almost|nearly|never|still|not|yet|quite|really|feeling|well|rapidly|"
    r"since_then)_){0,4}"
)
_BUT = (
    r"(?:_but_(?:was_|is_|were_|are_)?(?:has_|have_|had_)?not_(?:yet_)?(?:completely_|fully_|entirely_)?(?:gone|"
    r"resolved|normal|well|better|recovered|cleared|"
    r"back_to_normal))?"
)

GUARDS = (
    # Drugs that are stopped; weather, matters and accounts that are settled or clear.
    Rule(
        None,
        verbose(
            r"""
            \bsettled_(?:in|into|on|for|the_(?:diagnosis|question|matter))\b | \bwas_(?:stopped|ceased)\b | \b(?:fine|well)~(?:needle|known|
              defined|tolerated|controlled|circumscribed|developed|differentiated|demarcated)\b
          | \b(?:better|well)_(?:than|known|understood|tolerated|to_(?:avoid|stop|use)|defined|controlled_trial) | \bno_better\b(?=_(?:than|explanation|choice))
          | \b(?:may|might|can|could|will|would|should|must)_still_\w+ | \b(?:may|might|can|could|will(?!_not)|would(?!_not)|should|must|to|if|until|unless|
            before|not_to|when|whether)_(?:(?:\w{2,12}_){0,2}?)(?:get|be|feel|settle|go|cease|fade|ease|stop|mend)_(?:better|fine|well|away|gone)?\b
            """
        ),
        near=near("(?:still|settled|was|fine|well|better|get|be|feel|settle|go|cease|fade|ease|stop|mend)"),
    ),
)

RULES = (
    # "had settled", "ceased altogether", "faded", "eased", "went away", "cleared up", "did not abate".
    Rule(
        Label.OUTCOME,
        verbose(
            rf"""
            \b{_AUX}(?:settled|faded|eased|lessened|waned|mended|abated|dissipated|went_away|gone_away|cleared_up|died_down|calmed_down|tapered_off|worn_off|wore_off|halved|
               petered_out|melted_away|passed_off|gone_down|went_down|cleared_off|let_up|lifted(?=\s?[.,;])|(?:come|came)_back_to_normal)\b(?:_(?:completely|entirely|altogether|down|fully))?{_BUT}
          | \b(?:has|have|had)_(?:completely_|entirely_|now_|all_|since_|both_
            |almost_|nearly_|mostly_|largely_)?(?:ceased|gone)\b(?!_(?:to|through|on|home|back|up|taking|
            into|in|out|for|without)\b)(?:_(?:altogether|completely|entirely))?
          | \bceased_(?:altogether|completely|entirely|spontaneously)\b
          | \b(?:did|does|do|has|have|had|would)_not_(?:yet_)?(?:completely_|fully_)?(?:abated?|settled?|cleared?|eased?|go_away|gone_away|
            gone|get_better|got_better|ceased?|faded?|stop(?=[.,;]))(?:_(?:completely|entirely|altogether))?\b
            """
        ),
        near=near(
            "(?:settle|fade|ease|lessen|wane|mend|abate|dissip|went|gone|clear|died|calm|taper|worn|wore|halved|peter|melt|passed|let|lift|ceas|back|get|got|go|stop)"
        ),
    ),
    # "the seizures had stopped", "fever and chills gone", "the jumpiness went within two days".
    Rule(
        Label.OUTCOME,
        verbose(
            rf"""
            \b{_SIGN}_(?:(?:had|has|have|is|are|was|were|all|now|then|also|both|completely|also_\w+)_){{0,3}}(?P<mention>stopped|ceased|ended|gone|went(?!_(?:to|up|on|home|into|from|back|down)\b)|better{_BUT}|much_better{_BUT}|a_(?:bit|little)_better)\b
            """
        ),
        near=near("(?:stopped|ceased|ended|gone|went|better)"),
    ),
    # "felt much better", "is feeling fine", "has done well", "remained well", "is doing okay", "got well".
    Rule(
        Label.OUTCOME,
        verbose(
            rf"""
            \b(?:felt|feels|feeling|feel|was|is|are|were|got|gets|getting|became|becoming|seems|seemed|looks|looked|doing|does|did)_{_BETTER}(?:better|well_again|normal_again|himself_again|herself_again|myself_again|back_to_(?:normal|baseline|(?:him|her|my|one)self|his_normal_self|her_normal_self)){_BUT}\b
          | \b(?:felt|feels|feeling|feel|doing|is|was|now|been)_(?:(?:now|quite|perfectly|absolutely|totally|completely|just|all)_)?(?:fine|
            okay|ok|alright|all_right|good)\b(?=\s?[.,;]|_(?:now|since|again|by|after|the_next|at|on|today|within|when|apart|and|following)\b)
          | (?<!previously\s)(?<!otherwise\s)\b(?:has|have|had|remained|remains|stayed|been|is|was|got|kept|continues)_(?:(?:since|now|
            to_be|perfectly|very|quite|done|remained|been|in)_){{0,3}}(?:well|good_health)\b(?=\s?[.,;]|_(?:on|since|for|at|with|after|without|and|when|ever|during|throughout|until|in|now)\b)
          | \b(?:is|was|were|are)_(?:now_|again_)?normal_again\b | \bnormal_again\b | \bback_(?:at|to)_(?:work|school|nursery|college|
            university|daycare|kindergarten|training|sport|playing|running|(?:his|her)_usual_self)\b
          | \breturn(?:ed|s|ing)?_to_(?:his_|her_|the_)?(?:work|school|normal(?:_(?:levels?|values?|limits|range|state|status|
              function|activities|life))?|usual_(?:self|activities|health)|baseline)\b
            """
        ),
        near=near(
            "(?:better|well|normal|himself|herself|myself|back|fine|okay|ok|alright|right|good|return)"
        ),
    ),
    # "Pt fine now", "sx better", "child well": notes without a verb.
    Rule(
        Label.OUTCOME,
        verbose(
            r"""
            \b(?:(?:pt|patient|child|baby|infant|boy|girl|resident|vaccinee|sx|symptoms?|s/s)|(?:s?he|it|they|i)['’](?:s|re|m))_
            (?P<mention>(?:now_|currently_|all_|much_|doing_)?(?:fine|ok|okay|well|better|good|recovered)(?:_(?:now|today|again))?)(?=\s?[.,;]|\s{0,2}\Z)
          | \b(?:was|were|is|are|been)_(?:fully_|completely_|partially_|partly_|soon_|quickly_)?relieved\b(?!_(?:to|of|by|with|that|from))
          | \b(?:nothing|none|no_(?:further_)?(?:problems|trouble))_since\b
            """
        ),
        near=near(
            "(?:pt|patient|child|baby|infant|boy|girl|resident|vaccinee|sx|symptom|s/s|relieved|since|s?he['’]s|(?:it|they|i)['’])"
        ),
    ),
    # "Continues to have pain", "remains weak": in the present, of the time of the report.
    Rule(
        Label.OUTCOME,
        verbose(
            rf"""
            \bcontinues?_to_(?:have|experience|suffer|feel|report|complain|c/o|struggle|hurt|itch|bleed|cough|vomit|ache)\b(?!_(?:no|good|normal|regular|well|better|fine|an?_(?:normal|good)))
          | \bcontinues_(?:having|with_(?!h(?:is|er)\b)(?:[a-z]{{3,12}}_)?(?:pain|weakness|fatigue|symptoms|headaches?|numbness|swelling|fever|cough
            |dizziness|nausea))\b
          | \bremains_(?:very_|quite_|still_|severely_|mildly_)?{_UNWELL}\b
          | \b(?:getting|gets)_(?:progressively_|much_|even_|steadily_)?worse(?=\s?[.,;]|\s{{0,2}}\Z|_(?:and|each|every|daily|instead)\b)
            """
        ),
        near=near("(?:continue|remains|worse)"),
    ),
    # "Won't go away", "hasn't improved".
    Rule(
        Label.OUTCOME,
        verbose(
            r"""
            \b(?:wo|would|does|do|did|has|have|had|is|are)n['’]t_(?:yet_|really_|fully_|completely_)?(?:go_away|gone_away|resolved?|improv(?:ed?|ing)|stop(?:ped)?|let_up|quit
              |get(?:ting)?_(?:any_)?better|gotten_(?:any_)?better|recover(?:ed)?|clear(?:ed)?_up|subsided?|eased?|cleared|gone(?=\s?[.,;]))(?=\W|\Z)
          | \b(?:will|would)_not_(?:go_away|resolve|let_up|stop(?=\s?[.,;]|\s{0,2}\Z))\b
            """
        ),
        near=near("(?:wo|would|does|do|did|has|have|had|is|are)n", "w(?:ill|ould) not"),
    ),
    # "80% better", "nearly gone", "fever broke", "no residual.", "took 3 days to go away", "Asymptomatic at d/c".
    Rule(
        Label.OUTCOME,
        verbose(
            rf"""
            (?<![\d.])\d{{1,3}}\s?(?:[-–]\s?\d{{1,3}}\s?)?%_(?:better|improved|improvement|recovered|recovery|resolved|resolution|gone|healed|back_to_normal|normal(?!_(?:saline|range|limits)))\b
          | \b(?:almost|nearly|mostly|practically|virtually|essentially|largely)_(?:all_)?(?:gone|clear(?:ed)?(?=\s?[.,;])|back_to_(?:normal
            |baseline)|well(?=\s?[.,;])|better(?=\s?[.,;]))\b
          | \b{_AUX}(?:gone|went|come|came)_down_(?:some(?=\s?[.,;]|\s{{0,2}}\Z)|somewhat|slightly|a_(?:bit|little|lot))\b
          | \bcomes?_and_go(?:es)?(?=\s?[.,;]|\s{{0,2}}\Z)
          | \bfever_(?:finally_|has_|had_|eventually_)?(?P<mention>broke(?!_(?:out|through)))\b
          | \bno_residuals?(?=\s?[.,;]|\s{{0,2}}\Z)
          | \btook_(?:[\w-]{{1,10}}_){{1,4}}?to_(?:go_away|resolve|subside|clear(?:_up)?|recover|heal|disappear|feel_better|get_better)\b
          | {_BARE}(?:pt_|patient_|now_|currently_|also_)?asymptomatic(?=\s?[.,;]|\s{{0,2}}\Z|_(?:at_(?:d/c|discharge|last|follow)|by|since|now
            |within|today|after)\b)
            """
        ),
        near=near(
            "[0-9]\\s?%",
            "(?:almost|nearly|mostly|practically|virtually|essentially|largely|broke|residual|took|asymptomatic|down|comes? and)",
        ),
    ),
    # "Strength started to return".
    Rule(
        Label.OUTCOME,
        verbose(
            r"""\b(?:strength|function|power|sensation|vision|speech|appetite|movement|reflexes)_
            (?P<mention>(?:had_|has_)?(?:started|began|begun)_to_return)\b"""
        ),
        near=near("return"),
    ),
    # "left the next day in good condition", "went home with normal sight", "kept him free of fits".
    Rule(
        Label.OUTCOME,
        verbose(
            r"""
            \b(?:left|went_home|discharged|sent_home|returned_home|home)(?:_[\w’'-]{1,12}){0,6}?_in_(?:an?_|his_|her_)?(?P<mention>(?:good|satisfactory|improved|excellent|stable|usual|fair)_(?:\w{4,12}_)?(?:condition|state|health))\b
          | \b(?:kept|keeps|keeping)_(?:him|her|them|me|the_patient)_free_(?:of|from)_\w{3,20} | \b(?:was|is|been)_free_of_\w{3,20}
          | \bwent_home_(?:well|with_normal_\w{4,12}|without_\w{4,14})\b
            """
        ),
        near=near("(?:condition|state|health|free|home)"),
    ),
    # "still ongoing at time of report", "still has pain", "not recovered", "symptoms continue", "is permanent".
    Rule(
        Label.OUTCOME,
        verbose(
            r"""
            \b(?:still|currently|remains?|remained|was|were|is|are)_(?:still_)?(?:ongoing|unresolved|present|persisting|continuing|not_(?:yet_)?(?:resolved|recovered|improved|normal|back_to_normal))(?:_at_(?:the_)?time_of_(?:the_|this_)?report(?:ing)?)?\b
          | \bstill_(?:present|has|have|had|having|experiencing|experiences|suffers?|suffering|feels?|feeling|complains?|complaining|c/o|reports?|reporting|
            itchy|itching|red|tender|dizzy|nauseous|fatigued|exhausted|bothering|hurting|struggling|coughing|bleeding|droops|drooping|swells|hospitali[sz]ed|intubated|recovering|improving|healing
            |(?:there|here)(?=\s?[.,;]|\s{0,2}\Z)|in_(?:the_)?(?:hospital|icu)|losing|unwell|
            troubled?(?:_(?:him|her|me|them))?(?:_a_(?:little|bit|lot))?|symptomatic|sore|swollen|weak|tired|in_pain|hurts?|painful|unable|sick|ill)\b
          | \b(?:symptoms?|sx|pain|headaches?|fever|fatigue|numbness|tingling|weakness|tinnitus|rash|swelling|
            dizziness)_(?P<mention>continues?|continued|ongoing|lingers?|lingered|worsening|persists?|remain(?=\s?[.,;]|\s{0,2}\Z))\b
          | \b(?:not|never)_(?:yet_)?(?:fully_|completely_)?recovered\b | \bnot_resolved\b | \bunresolved\b | \bongoing(?=\s?[.;]|_at_(?:the_)?time_of)
          | \b(?:is|was|are|were|became|becoming|proved)_(?:considered_|deemed_|felt_to_be_|probably_)?(?:permanent|irreversible)\b |
            \bleft_(?:him|her|them|me|the_patient)_(?:with|unable)(?:_[\w/-]{1,14}){1,6}
          | \bjust_as_(?:bad|severe)_as_before\b | \b(?:was|is|were|are)_(?:now_|well_)?under_control\b | \b(?:was|is|were|are)_unchanged\b
          | (?<!dosing\s)(?<!dose\s)(?<!dosage\s)(?<!therapy\s)(?<!treatment\s)\bremained_unchanged\b
            """
        ),
        near=near(
            "(?:ongoing|unresolved|present|persist|remain|continu|resolved|recovered|improved|normal|still|linger|worsen|permanent|irrevers|left|before|control|unchanged|time)"
        ),
    ),
    # "Outcome: recovered", "the outcome of the events was unknown".
    Rule(
        Label.OUTCOME,
        verbose(
            r"""\boutcomes?(?:_(?:of|for)(?:_["“(]?[\w’'/-]{1,20}["”),]{0,2}){1,12}?|_(?:at|as)(?:_\w{2,9}){1,5})?(?:\s?[:=–-]\s?|_(?:(?:was|were|is|at|time|report|reported|as|to|be|last|follow-up)_){0,4})["“]?
            (?P<mention>(?:not_|unknown|fully_|completely_|recovered_with_)?(?:recovered|recovering|resolved|resolving|unknown|fatal|ongoing|not_recovered|not_resolved|sequelae|death|known|reported
              |provided|available|pending|unavailable|unspecified))\b
          | \b(?:recovery|resolution|recovered|current)_(?:status|outcome)(?:_(?:of|for)(?:_[\w’'/-]{1,20}){1,7}?)?(?:\s?:|_(?:is|was|were|are))?_
            (?:unknown|not_(?:known|reported|provided|available))\b
          | \b(?:unknown|not_known|not_reported|unclear|not_stated)_(?:if|whether)_(?:[\w’'/-]{1,14}_){1,8}?(?:recover(?:ed|y)?|resolved|improved|survived)\b"""
        ),
        near=near(
            "(?:outcome|recovery|resolution|recovered|current|unknown|unclear|not (?:known|reported|stated))"
        ),
    ),
    # "Outcome: rash recovered; fever unknown."
    ReadRule(
        verbose(r"\b(?:unknown|not_(?:known|reported|stated|provided))(?=[\"”]?\s?[.;])"),
        (
            Reading(
                Label.OUTCOME,
                left=verbose(
                    r"""
                    (?:\b(?:recovered|resolved|recovering|resolving|ongoing|fatal|sequelae|scars?|improved|improving)\b["”]?(?:_on_[\w/-]{4,11})?;_
                      |\boutcomes?\s?:_|\boutcomes?_(?:of|for)_)
                    (?![^.;:]*\b(?:dose|lot|batch|dates?|age|sex|weight|cause|history|causality|relatedness|indication|route)\b)[^.;:]{3,45}?[a-z)"”]\s?[-–:=]?\s?(?:(?:is|was)_)?["“]?\Z
                    """
                ),
            ),
        ),
        near("(?:unknown|not (?:known|reported|stated|provided))"),
    ),
    # "a haematoma was the immediate cause of death", "cause of death was sepsis".
    Rule(
        Label.OUTCOME,
        verbose(
            r"\b(?:was|were|is|as)_the_(?:\w{4,12}_)?cause_of_(?P<mention>death)\b | \bcause_of_death(?=_was\b|\s?:)"
        ),
        near=near("death"),
    ),
    # "proved fatal", "Fatal hepatic failure"; danger alone is none.
    Rule(
        Label.OUTCOME,
        verbose(
            r"""
            \b(?:did_not_survive|could_not_be_(?:saved|revived|resuscitated)|(?:unsuccessful|futile)_(?:resuscitation|cpr)|
               resuscitation_(?:was_|efforts_were_|attempts_were_)?(?:unsuccessful|failed|futile)|stillb(?:orn|irth)|
               (?:was|proved|proven|turned_out|ended|became|were)_(?:to_be_|eventually_|ultimately_)?(?:fatal|lethal)(?:ly)?
             | (?<!near-)(?<!near\s)(?<!non-)(?<!potentially\s)(?<!sometimes\s)(?<!usually\s)
               (?<!often\s)(?<!be\s)(?<!rarely\s)(?<!and\s)(?<!or\s)fatal
               (?=_(?!dose|case|outcome|course|cases|result|event|if|in|familial|arrhythmias|complications|reactions|bleeding_events)[a-z]))\b
            """
        ),
        near=near("(?:surviv|saved|revived|resuscit|stillb|fatal|lethal)"),
    ),
)

# Only the dead are examined so: it tells the end where nothing else does.
AUTOPSY = Rule(
    Label.OUTCOME,
    verbose(
        r"\b(?:autopsy|autopsies|necropsy|post~?\s?mortem(?:_(?:examination|findings|study))?)\b(?!_(?:series|stud(?:y|ies)|cases|data)\b)"
    ),
    near=near("(?:autops|necrops|post|mortem)"),
)
