"""How it ended: "completely resolved after treatment", "died", "remains stable", "lost to follow-up"."""

from __future__ import annotations

from caseline.nlp.patterns import outcome_deaths, outcome_plain, outcome_returns
from caseline.nlp.patterns.base import Found, Rule, Source, any_of, lower, near, scan, verbose
from caseline.schema.mention import Label

_ADVERB = any_of(
    """
    biochemically clinically completely considerably currently dramatically entirely eventually finally fully further
    functionally gradually greatly haematologically hematologically immediately markedly medically nearly
    neurologically physically partially partly progressively promptly quickly rapidly
    remarkably satisfactorily significantly slightly slowly somewhat soon spontaneously steadily
    much subsequently substantially successfully totally ultimately uneventfully unfortunately well almost also
    still thereafter
    """
)
_NOT = r"""
    (?:(?:did|does|do|has|have|had|was|were)_not|never|not|failed_to|(?:continued|continues|began|
    started)_to)
"""
_TREATED = r"(?:treatment|therapy|discontinuation|withdrawal|cessation)"
_AFTER_TREATMENT = rf"""(?:
    _(?:after|with|following|upon|on)_(?:the_|this_)?(?:supportive_|medical_|symptomatic_|conservative_)?{_TREATED}
    (?!_(?:with|of|by)\b)
)?"""
_DAMAGE = r"""(?:
    sequelae?|deficits?|residua|scarring|scars?|disabilit(?:y|ies)|impairments?|weakness|complications?|damage|
    loss|paralysis|blindness
)"""
_LEFT_BEHIND = rf"(?:,?_(?:but_)?(?:with|without|leaving)_(?:\w{{2,14}}_){{0,3}}?{_DAMAGE}\b)?"

_VERB = r"""(?:
    resolv(?:ed|ing|es)|subsid(?:ed|ing|es)|disappear(?:ed|ing|s)|vanished|abated|cleared(?!_(?:with_(?:intravenous|iv|fluids|dialysis|ha?emodialysis|ha?emofiltration)|by_(?!day|(?:the_)?(?:next|following|\w{3,7}th|\w{3,6}day)|\d|discharge|\w{3,6}day)|from|for))|
    remitted|normali[sz]ed|recover(?:ed|ing|s)|improv(?:ed|ing|es)|healed|healing|regress(?:ed|ing)|
    ameliorated|worsened|deteriorat(?:ed|ing)|persist(?:ed|s|ing)|recurred|relapsed
)"""
_VERB_STEM = r"""
    (?:improve|resolve|recover|subside|disappear|regress|heal|respond|persist|worsen|deteriorate|
    recur|relapse)
"""

_GRADE = any_of(
    """
    almost nearly clear clinical complete considerable dramatic excellent fast full functional further good gradual great
    haematologic haematological hematologic hematological little marked marginal minimal mild modest
    near-complete neurologic neurological no notable overall partial persistent progressive prompt quick rapid
    remarkable renal significant slight slow some spontaneous steady striking subsequent substantial sudden
    sustained symptomatic total uneventful visual without
    """
)
_NOUN = r"""(?:
    recovery|resolution|improvements?|remission|regression|normali[sz]ation|healing|deterioration|amelioration
)"""
_HAD = r"""(?:
    made|makes|showed|shows|had|achieved|attained|reached|underwent|experienced|resulted_in|led_to|reported|noted
)"""
# The thing that improved, up to three words: "improvement in bone marrow function".
_STOP = any_of(
    """
    after and are as at be been both but by despite during followed following for from had has have in is it
    of on or over seen since that the to until upon was were when which while who with within without
    one two three four five six seven eight nine ten several few
    """
)
_THING = rf"(?:_(?:in|of)(?:_(?:the|his|her|their|all|both))?(?:_(?!{_STOP}\b)[a-z][a-z’'-]{{1,24}}){{1,3}})?"

_NO_ENDING = r"""
    # Wishes, chances, plans.
    \b(?:to|may|might|can|could|should|will|would|must)_(?:\w{4,14}_){0,2}?(?:improve|recover|resolve|persist|die|heal|relapse)\b
    # Rooms, images, scales, biology.
  | \brecovery_(?:room|status|position|time|sequence|period|ward) | \b(?:inversion|
     fluid~attenuated_inversion)_recovery
  | \b(?:high|low|spatial|temporal)~resolution | \bstable_(?:angina|isotope|dose|vital|maintenance)
  | \b(?:risk|rate|time|fear|hour|moment|sense)s?_of_death | \b(?:brain|cell|sudden(?:_cardiac)?|
     neuronal)_death
  | \binternational_normali[sz]ed | \bnormali[sz]ed_(?:ratio|score|to_the|by_(?!day|the_|discharge|\d|week|\w{3,6}day)|against) | \bwound_healing
"""
_FREE = r"""(?:
    asymptomatic|symptom~free|(?:disease|seizure|relapse|recurrence|event)~free|
    free_(?:of|from)_(?:the_|any_|all_)?\w{3,20}|in_(?:\w{4,12}_){0,2}?remission
)"""
_STATE = rf"""(?:
    {_FREE}|stable|(?<!dosing\sremained\s)unchanged|bedridden|well_controlled|refractory|
    (?:dialysis|ventilator|wheelchair|transfusion)~dependent
)"""
_AGAIN = (
    r"(?:recurrences?|relapses?|sequelae|(?:disease_|tumou?r_)?progression|exacerbations?|residual_(?:disease|tumou?r)|"
    r"(?:further|new)_(?:episodes?|events?|symptoms?|attacks?|seizures?))"
)

RULES = (
    *outcome_deaths.GUARDS,
    *outcome_deaths.RULES,
    *outcome_plain.GUARDS,
    *outcome_returns.GUARDS,
    Rule(
        None,
        verbose(_NO_ENDING),
        near=near(
            "(?:improve|recover|resol|persist|die|heal|relapse|stable|death|normali)",
        ),
    ),
    # "had completely resolved after treatment", "did not improve", "recovered without sequelae".
    Rule(
        Label.OUTCOME,
        verbose(
            rf"""
            (?:\b(?:{_NOT}|{_ADVERB})_){{0,3}}\b{_VERB}\b(?:_{_ADVERB}\b)?
            {_LEFT_BEHIND}{_AFTER_TREATMENT}
          | \b{_NOT}_(?:{_ADVERB}_)?{_VERB_STEM}\b
            """
        ),
        near=near(
            "(?:resol|subsid|disap|vanish|abate|clear|remit|normali|recover|improv|heal|regress|amelior|worsen|"
            "deterior|persist|recur|relaps|respond)"
        ),
    ),
    # "made a full recovery", "subsequent improvement in bone marrow function".
    Rule(
        Label.OUTCOME,
        verbose(
            rf"""
            (?:\b{_HAD}_)?(?:\b(?:an?|her|his)_)?(?:\b{_GRADE},?_(?:and_)?){{0,3}}\b{_NOUN}\b
            {_THING}{_LEFT_BEHIND}{_AFTER_TREATMENT}
            """
        ),
        near=near(
            "(?:recovery|resolution|improvement|remission|regression|normali|healing|deterior|amelior)"
        ),
    ),
    Rule(
        Label.OUTCOME,
        verbose(
            r"""
            \b(?:died|dies|passed_away|succumbed(?:_to_(?:the_|his_|her_)?\w{3,20})?|demise|survived|
                 (?:(?:was|were|and)_)?(?:pronounced|declared|found)_(?:dead|deceased)|
                 (?:fatal|lethal)_(?:outcome|course)|
                 (?:led|leading|resulted|resulting|progressed|ended|ending)_(?:to|in)_(?:\w{3,12}_)?death|
                 (?:his|her|the_patient['’]s)_death|death_(?:was|occurred|ensued|followed|due_to)|(?:before|until|preceding)_(?:his_|her_|the_patient['’]s_)?death|
                 outcome_(?:was|is)_(?:fatal|lethal|poor|favou?rable|good|excellent|unknown|not_(?:known|reported))|
                 (?:fatal|poor|favou?rable|good|excellent|unknown)_(?:outcome|result))\b
            """
        ),
        near=near("(?:died|dies|passed|succumb|demise|surviv|dead|outcome|result|death|course)"),
    ),
    # "remains stable", "was seizure-free", "has been in complete remission".
    Rule(
        Label.OUTCOME,
        verbose(
            rf"""
            \b(?:remain(?:s|ed|ing)?|stay(?:s|ed)?|bec(?:ame|ome)|been|kept)_
            (?:(?:{_ADVERB}|well_and|now)_){{0,2}}{_STATE}\b
          | \b(?:was|is|were|are)_(?:(?:{_ADVERB}|well_and|now)_){{0,2}}{_FREE}\b
            """
        ),
        near=near("(?:stable|asympt|free|remission|unchanged|bedridden|controlled|refractory|dependent)"),
    ),
    Rule(
        Label.OUTCOME,
        verbose(
            rf"""
            \b(?:no|without)_(?:(?:any|evidence_of|signs?_of|further|new|documented|clinical|neurologic(?:al)?|
               permanent|residual|long~term|disease|tumou?r|local|active|metastatic|cancer)_){{0,4}}{_AGAIN}\b
          | \b(?:with|without|no|permanent|irreversible|residual|
             lasting)_(?:\w{{3,16}}_){{0,2}}?(?:sequelae|residual_\w{{4,16}})\b
          | \b(?:permanent|irreversible|residual|lasting)_(?:\w{{4,16}}_){{0,2}}?{_DAMAGE}\b
          | \b(?:has|have|had)_(?:not_|never_)recurred\b
          | \blost_to_(?:further_)?follow~?up\b
          | \b(?:doing|feeling|felt|feels)_(?:\w{{4,12}}_)?well\b
          | \bdischarged_(?:\w{{4,10}}_){{0,2}}?in_(?:an?_)?(?:good|satisfactory|improved|excellent|stable)_
               (?:\w{{4,10}}_)?(?:condition|state|health)\b
          | \b(?:back|returned|returning|reverted|restored|normali[sz]ed)_to_(?:the_|her_|his_)?
               (?:normal|baseline|pre~?treatment|previous|usual)(?:_(?:levels?|values?|limits|range|state|status|function|activities))?\b
            """
        ),
        near=near(
            "(?:recurre|relapse|sequel|progression|exacerb|episode|event|symptom|attack|residual|permanent|irrevers|"
            "lasting|well\\b|"
            "discharged|normal|baseline|treatment|usual|previous)",
            "lost to",
        ),
    ),
    *outcome_plain.RULES,
    *outcome_returns.RULES,
    outcome_plain.AUTOPSY,
)
_DEATH = verbose(r"\b(?:died|dies|death|dead|fatal|passed_away|deceased|succumb\w*|expired|demise|survive)\b")
_AUXILIARY = verbose(
    r"(?:(?:has|have|had|is|are|was|were|been|be|being|his|her|their|kept_(?:him|her|them|me))_(?:(?:since|now)_(?!then)(?=\w))?){1,3}(?=\w)"
)
_AUTOPSY = verbose(r"autops|necrops|mortem")


def find(text: str | Source) -> list[Found]:
    """Finds OUTCOME: verbs and nouns of an ending with their adverbs, negations and sequelae.

    An autopsy tells of a death only where no word of death does; what expired may be a vaccine.
    """
    lowered = text.lowered if isinstance(text, Source) else lower(text)
    found = [
        _bare(mention, lowered)
        for mention in scan(RULES, text)
        if not outcome_deaths.is_of_a_thing(lowered, mention)
    ]
    words = [lowered[mention.start : mention.end] for mention in found]
    if not any(_DEATH.search(word) for word in words):
        return found
    return [mention for mention, word in zip(found, words, strict=True) if not _AUTOPSY.search(word)]


def _bare(mention: Found, lowered: str) -> Found:
    """Returns a mention without the auxiliaries and possessives that it opens with: "had gone" is "gone"."""
    opened = _AUXILIARY.match(lowered, mention.start, mention.end)
    return mention if opened is None else mention._replace(start=opened.end())
