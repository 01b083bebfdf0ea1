"""What a report says about cause: "highly plausible", "probable (Naranjo score 6)", "attributed to"."""

from __future__ import annotations

from caseline.nlp.patterns.base import Found, Rule, Source, near, scan, verbose
from caseline.schema.mention import Label

_VERY = r"(?:(?:most|very|highly|quite|strongly|more|almost|at_least|only)_)?"
_ADJECTIVE = rf"""
    (?:{_VERY}(?:certain|definite|probable|likely|possible|plausible|unlikely|doubtful|suspected|
    presumed|presumptive|proven))
"""
_ADVERB = rf"""
    (?:{_VERY}(?:certainly|definitely|probably|likely|possibly|plausibly|unlikely|presumably|
    apparently|potentially|undoubtedly|temporally)|in_all_(?:likelihood|probability))
"""
_CAUSE = r"""(?:
    cause|culprit|causative_agent|explanation|association|relationship|link|causality|correlation|causal_\w+|
    adverse_(?:drug_)?(?:reaction|event|effect)|drug_reaction|(?:allergic_|hypersensitivity_)?reaction|rxn|side_effect|temporal_(?:association|relationship)|
    attribution|drug~induced|interaction|aetiology|etiology|trigger|contributor|contributing_factor
)"""
_BY = r"""(?:
    (?:due|related|attributable|attributed|secondary|linked|owing|down)_to|(?:an?_)?(?:\w{4,14}_)?(?:reaction|rxn|side~effect|adverse_effect)_(?:to|of|from)|brought_(?:on|about)_by|(?:caused|induced|triggered|provoked|precipitated|mediated)_by|
    associated_with|(?:a_)?(?:result|consequence)_of|responsible_for|implicated_in|the_cause|the_culprit|drug~(?:induced|related)
)"""
_SCALE = r"""
    (?:naranjo(?:_et_al\.?)?|(?:adverse_drug_reaction_)?probability_scale|who~?\s?[/–-]?\s?umc|rucam|
    world_health_organi[sz]ation~uppsala_monitoring_cent(?:re|er))
"""
_VALUE = r"""
    (?:certain|definite|probable|likely|possible|unlikely|doubtful|conditional|unclassifiable|
    highly_probable)
"""
_NEAR_LIKELY = near(
    "(?:certain|definite|probab|likel|possibl|plausib|doubtful|suspected|presum|proven|apparent|potential|undoubt|temporal)"
)

RULES = (
    # What is possible here is no cause.
    Rule(
        None,
        verbose(
            r"""
            \bas_\w{3,10}_as_possible | \b(?:if|when|where|whenever|not)_possible\b
          | \bunlikely_to\b(?!_(?:be|have_been)_
              (?:\w{4,12}_)?(?:due|related|linked|attributable|caused|induced|associated|secondary|the_(?:cause|result))\b)
          | \b(?:likely|possible|possibly)_to_(?:be_)?(?:develop|benefit|occur|respond)
          | \bno_(?:possible|definite|certain|plausible)_(?:cause|explanation) | \bother_(?:possible|
             potential|likely)_(?:causes?|explanations?|etiolog\w+|aetiolog\w+)
            """
        ),
        near=near("(?:possible|possibly|likely|plausible|definite|certain|potential)"),
    ),
    Rule(
        Label.CAUSALITY,
        verbose(rf"\b{_ADJECTIVE}_(?:(?:and|or)_\w{{4,12}}_)?(?:[\w-]{{3,18}}_){{0,2}}?{_CAUSE}\b"),
        near=_NEAR_LIKELY,
    ),
    Rule(
        Label.CAUSALITY,
        verbose(
            rf"\b(?:{_ADVERB}|{_VERY}(?:un)?likely_to)_(?:(?:have_)?(?:been|be|was|were|is)_)?(?:(?:entirely|directly|at_least_partly)_)?{_BY}"
        ),
        near=_NEAR_LIKELY,
    ),
    # "likely that kava was responsible".
    Rule(
        Label.CAUSALITY,
        verbose(
            rf"""\b{_ADJECTIVE}_that_(?:[\w’'-]{{1,20}}_){{1,6}}?(?:(?:was|were|is|are|had|has|have|may_have|been)_){{1,2}}
            (?:(?:the|a|mainly|solely|at_least|partly)_){{0,2}}(?:responsible|to_blame|involved|implicated|{_CAUSE}|{_BY}|caused|induced|triggered|precipitated|provoked|led_to|contributed)\b"""
        ),
        near=_NEAR_LIKELY,
    ),
    # "the causal relationship as certain", "causality was probable", "the association is possible".
    Rule(
        Label.CAUSALITY,
        verbose(
            rf"""\b(?:(?:causal|drug|temporal)_)?(?:relationship|association|link|connection|causality|causal_role|causation|relatedness)_
            (?:(?:with|to|between|of|and|the|this|that|drug|vaccine|reaction|event)_){{0,4}}
            (?:as|was|is|were|seems|seemed|appears|appeared)_(?:to_be_|being_|judged_|felt_to_be_)?['"“‘]?{_ADJECTIVE}\b"""
        ),
        near=_NEAR_LIKELY,
    ),
    # "makes the association definite", "can be called no more than possible", "a role of kava cannot be excluded".
    Rule(
        Label.CAUSALITY,
        verbose(
            rf"""
            \b(?:makes?|made|making|renders?|rendered)_(?:the|an?|this|that|it)_(?P<mention>(?:(?:causal|drug)_)?(?:relationship|association|link|connection|causality|diagnosis)_{_VERY}{_VALUE})\b
            """
        ),
        near=_NEAR_LIKELY,
    ),
    Rule(
        Label.CAUSALITY,
        verbose(
            rf"\b(?:called|termed|no_more_than|at_(?:best|most|least))_(?:an?_)?['\"“‘]{{0,2}}(?P<mention>{_VERY}{_VALUE})\b"
        ),
        near=_NEAR_LIKELY,
    ),
    Rule(
        Label.CAUSALITY,
        verbose(
            r"""\b(?:causal_|causative_|possible_)?(?:contribution|role|involvement|effect|link|association|relationship|causality|reaction|cause)(?:_[\w’'-]{1,20}){0,7}?_(?:cannot|can_not|could_not|can['’]t)_be_
            (?:(?:completely|entirely|fully|totally|definitively|safely)_)?(?:excluded|ruled_out|denied|discounted)\b"""
        ),
        near=near("(?:excluded|ruled|denied|discounted)"),
    ),
    # "suggests a causal role", "raises the suspicion of a drug reaction".
    Rule(
        Label.CAUSALITY,
        verbose(
            r"""\b(?:suggest(?:s|ed|ing|ive_of)|support(?:s|ed|ing)|indicat(?:es|ed|ing)|point(?:s|ed|ing)_to|confirm(?:s|ed|ing)|establish(?:es|ed|ing)|imply|implies|implied|suspect(?:ed)?)_
            (?:(?:an?|the|strong|clear|close)_){0,3}
            (?:causal|cause-and-effect|causative|aetiologic(?:al)?|etiologic(?:al)?|drug~(?:induced|related)|adverse_drug)_?(?:relationship|association|link|role|connection|reaction|effect|\w{4,14})?\b"""
        ),
        near=near("(?:suggest|support|indicat|point|confirm|establish|impl|suspect)"),
    ),
    # "was probably the cause", "likely represents", "possibly interacts".
    Rule(
        Label.CAUSALITY,
        verbose(
            rf"\b{_ADVERB}_(?:represent(?:s|ed|ing)?|reflect(?:s|ed)?|play(?:s|ed)_a_role|contribut(?:ed|es))\b"
        ),
        near=_NEAR_LIKELY,
    ),
    # Scales: "probable (Naranjo score 6)", "Naranjo score of 6", "a score of 7 on the Naranjo scale".
    Rule(
        Label.CAUSALITY,
        verbose(
            rf"\b{_VALUE}\s?[,(]\s?(?:{_SCALE}|score)[^().;]{{0,60}}\)? |"
            rf" \b{_VALUE}_\(\s?(?:total_)?scores?[^()]{{0,30}}\)"
        ),
        near=near("(?:naranjo|scale|umc|rucam|score)"),
    ),
    Rule(
        Label.CAUSALITY,
        verbose(
            rf"""
            \b{_SCALE}(?:_(?:adverse_drug_reaction|adr|causality|probability|assessment|algorithm|scale|nomogram|criteria|total|categor\w+|system|\(adr\))){{0,5}}
            (?:_scores?)?(?:_(?:of|was|is|gave|yielded|equal_to)|\s?[:=])?(?:_(?:a_)?scores?_of)?\s{{0,2}}
            ['"“‘]?(?:[+-]?\d{{1,2}}(?![\w%]|\.\d)|{_VALUE}\b)
          | \bscores?_(?:of_|was_|is_|:_)?[+-]?\d{{1,2}}_(?:points_)?(?:on|by|in|using|according_to|with|from|for|per)_(?:the_)?{_SCALE}
            (?:_(?:adverse_drug_reaction|adr|causality|probability|assessment|algorithm|scale|nomogram|criteria))*?
          | \b{_SCALE}[\w\s,]{{0,40}}?_(?:total|sum|score)_of_[+-]?\d{{1,2}}_points\b
          | \b{_SCALE}[\w\s]{{0,50}}?\(\s?(?:total_)?(?:scores?\s?[:=]?_?(?:of_)?)?[+-]?\d{{1,2}}(?:_points)?\s?\)
            """
        ),
        near=near("(?:naranjo|scale|umc|rucam|uppsala)"),
    ),
    Rule(
        Label.CAUSALITY,
        verbose(
            rf"""
            \b(?:causality|causal_relationship|association|relationship|reaction|event)_(?:\w{{2,14}}_){{0,3}}?
            (?:was|were|is)_(?:\w{{4,12}}_){{0,1}}(?:assessed|classified|categori[sz]ed|rated|graded|judged|considered|deemed|evaluated|scored)
            (?:_(?:as|to_be|to_have_been))?_['"“‘]?(?P<mention>{_VERY}{_VALUE})\b
          | \b(?:assessed|classified|categori[sz]ed|rated|graded|judged|deemed|considered|
             scored)_as_['"“‘]?(?:an?_)?{_VERY}{_VALUE}\b
            """
        ),
        near=near("(?:assess|classif|categori|rated|graded|judged|consider|deemed|evaluat|scored)"),
    ),
    Rule(
        Label.CAUSALITY,
        verbose(
            r"""
            \b(?:was|were|is|be|been|being|we|i|are|therefore|thus)_(?:\w{4,12}_)?
            (?P<mention>attribut(?:ed|able)(?=_(?:\w{2,16}_){0,4}?to\b)|ascribed(?=_to)|implicated_(?:as|in)|
                       (?:considered|thought|believed|felt|presumed|suspected)_to_(?:be|have_been)_(?:\w{4,12}_)?
                       (?:due_to|caused_by|related_to|secondary_to|induced_by|drug~induced|the_cause|responsible_for|an?_(?:\w{3,14}_){0,2}?(?:reaction|effect)))
          | \b(?:strongly|highly)_suggest(?:s|ed|ive|ing)?\b(?=_(?:\w{2,14}_){0,3}?(?:that|a|an|
             of)_(?:\w{2,16}_){0,3}?(?:caus\w+|drug|induc\w+|relation\w+|reaction|role|link|associat\w+))
          | \b(?:no_other|without_(?:any_)?other)_(?:\w{3,14}_){0,2}?(?:cause|explanation)s?\b
            """
        ),
        near=near(
            "(?:attribut|ascribed|implicated|considered|thought|believed|felt|presumed|suspected|suggest)",
            "(?:no other|without )",
        ),
    ),
)


def find(text: str | Source) -> list[Found]:
    """Finds CAUSALITY: words of likelihood where they speak of a cause, and named scales."""
    return scan(RULES, text)
