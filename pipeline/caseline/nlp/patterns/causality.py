"""What a report says about cause: "highly plausible", "probable (Naranjo score 6)", "attributed to"."""

from __future__ import annotations

from caseline.nlp.patterns.base import Found, Rule, Source, near, scan, verbose
from caseline.schema.mention import Label

_VERY = (
    r"(?:(?:most|very|highly|quite|strongly|more|almost|at_(?:least|best|most)|only|no_more_than|merely)_)?"
)
_ADJECTIVE = rf"""
    (?:{_VERY}(?:certain|definite|probable|likely|possible|plausible|unlikely|doubtful|suspected|
    presumed|presumptive|proven))
"""
_ADVERB = rf"""
    (?:{_VERY}(?:certainly|definitely|probably|likely|possibly|plausibly|unlikely|presumably|
    apparently|potentially|undoubtedly|doubtless|temporally)|in_all_(?:likelihood|probability),?)
"""
_CAUSE = r"""(?:
    cause|culprit|causative_agent|explanation|association|relationship|link|causality|correlation|causal_\w+|
    adverse_(?:drug_)?(?:reaction|event|effect)|drug_reaction|(?:allergic_|hypersensitivity_)?reaction|rxn|side_effect|temporal_(?:association|relationship)|
    attribution|drug~induced|interaction|aetiology|etiology|trigger|contributor|contributing_factor
)"""
_BY = r"""(?:
    (?:due|related|attributable|attributed|secondary|linked|owing|down)_to|(?:an?_)?(?:\w{4,14}_)?(?:reaction|rxn|side~effect|adverse_effect)_(?:to|of|from)|brought_(?:on|about)_by|(?:caused|induced|triggered|provoked|precipitated|mediated)_by|
    associated_with|(?:a_)?(?:result|consequence)_of|responsible(?!_(?:adult|person|use))|to_blame|implicated_in|the_cause|the_culprit|drug~(?:induced|related)
)"""
_SCALE = r"""
    (?:naranjo(?:_et_al\.?)?|(?:adverse_drug_reaction_)?probability_scale|who~?\s?[/–-]?\s?umc|rucam|
    world_health_organi[sz]ation~uppsala_monitoring_cent(?:re|er))
"""
# By what a committee or an author grades.
_METHOD = r"""(?:naranjo(?:['’]s)?|(?:drug_interaction_|adverse_drug_reaction_)?probability_scale|dips|who~?\s?[/–-]?\s?umc
    |who_(?:criteria|categor\w+|scale|system|causality\w*)
    |rucam|cioms|karch(?:_and_lasagna|[-–]lasagna)?|kramer|liverpool
    |begaud|bégaud|imputab\w+|imputation|(?:updated_)?roussel_uclaf|alden|jones_algorithm|uppsala\w*
    |causality_(?:assessment|tool|score|algorithm|scale|criteria|categor\w+|analysis))"""
_GRADED = r"(?:assessed|classified|categori[sz]ed|rated|graded|scored|evaluated|assigned|estimated|coded|ranked|labell?ed)"
_LINK = r"(?:relation(?:ship)?|association|link|connection|causality|causal_role|causation|relatedness|imputability|(?:drug_)?interaction)"
# "In our opinion", "therefore": between a link and what it is said to be.
_ASIDE = r"(?:,?_(?:in_(?:our|my|their)_(?:opinion|view|judge?ment|eyes)|on_balance|thus|therefore|then|hence|at_present),?)?"
_VALUE = r"""
    (?:certain|definite|probable|likely|possible|unlikely|doubtful|conditional|unclassifiable|
    highly_probable)
"""
_END_OF_GRADE = r"""(?=\s?['"”’]?\s?(?:[).,;:]|\Z)
    |_(?:for|by|in|and|with|because|since|on|to|adverse|drug|causal|reaction|relation\w*|association|interaction|link)\b)"""
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
            rf"""\b(?:(?:causal|drug|temporal)_)?(?:{_LINK}|(?:role|involvement|contribution)_(?:of|for))
            (?:_(?:with|to|between|of|for|and|the|this|that|drug|vaccine|reaction|event|[\w-]{{4,20}})){{0,4}}?{_ASIDE}_
            (?:as|was|is|were|seems|seemed|appears|appeared|remains|remained|looks)_(?:to_be_|being_|judged_|felt_to_be_)?['"“‘]?{_ADJECTIVE}\b(?!_in_(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|some|most|half|several|many)\b)"""
        ),
        near=_NEAR_LIKELY,
    ),
    # "makes the association definite", "can be called no more than possible", "a role of kava cannot be excluded".
    Rule(
        Label.CAUSALITY,
        verbose(
            rf"""
            \b(?:makes?|made|making|renders?|rendered|consider(?:ed|s)?|judged?|deem(?:ed|s)?|found|finds?|regards?|regarded|held|hold|called?|termed|rated?|scored|graded)_
              (?:the|an?|any|this|that|it)_(?P<mention>(?:(?:causal|drug)_)?(?:{_LINK}|diagnosis)_(?:(?:with|to|between|of|for)_[\w-]{{3,20}}_)?(?:as_|to_be_)?['"“‘]?{_VERY}{_VALUE})\b
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
            r"""\b(?:prove[sdn]?|suggest(?:s|ed|ing|ive_of)|support(?:s|ed|ing)|indicat(?:es|ed|ing)|point(?:s|ed|ing)_to|confirm(?:s|ed|ing)|establish(?:es|ed|ing)|imply|implies|implied|suspect(?:ed)?)_
            (?:(?:an?|the|strong|clear|close)_){0,3}
            (?:causal|cause-and-effect|causative|aetiologic(?:al)?|etiologic(?:al)?|drug~(?:induced|related)|adverse_drug)_?(?:relationship|association|link|role|connection|reaction|effect|\w{4,14})?\b"""
        ),
        near=near("(?:prove|suggest|support|indicat|point|confirm|establish|impl|suspect)"),
    ),
    # "there is little doubt that kava caused it", "its role is beyond doubt".
    Rule(
        Label.CAUSALITY,
        verbose(
            r"""
            \b(?:(?:there_(?:is|was|seems|can_be)|(?:leaves?|leaving|left)(?:_us)?(?:_(?:in|with))?|have|had|are_in|were_in)_)(?P<mention>(?:little|no)_(?:reasonable_|real_)?doubt)\b
              (?=_(?:that|about|as_to|of|but)_[^.;]{0,90}?\b(?:caus\w+|responsib\w+|culprit|trigger\w*|induced|due_to|to_blame|provoked|produced|attribut\w+))
          | \b(?:causal_|causative_)?(?:role|link|relationship|relation|causality|cause|connection)_(?:(?!not\b)[\w-]{1,20}_){0,5}?(?:is|was
            |seems)_beyond_(?:any_|all_|reasonable_)?doubt\b
            """
        ),
        near=near("doubt"),
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
            \b(?:causality|causal_relation(?:ship)?|association|relation(?:ship)?|imputability|reaction|event)_(?:\w{{2,14}}_){{0,3}}?
            (?:was|were|is)_(?:\w{{4,12}}_){{0,1}}(?:{_GRADED}|judged|considered|deemed|regarded|thought|felt|found|held)
            (?:_(?:as|to_be|to_have_been))?_['"“‘]?(?P<mention>{_VERY}{_VALUE})\b
          | \b(?:assessed|classified|categori[sz]ed|rated|graded|judged|deemed|considered|
             scored)_as_['"“‘]?(?:an?_)?{_VERY}{_VALUE}\b
            """
        ),
        near=near(
            "(?:assess|classif|categori|rated|graded|judged|consider|deemed|evaluat|scored|estimat|coded|ranked|label|regarded|thought|felt|found|held|assigned)"
        ),
    ),
    # "Naranjo gives 9 points to the cream, that is, definite", "on the Naranjo scale we scored 6 (probable)".
    *(
        Rule(
            Label.CAUSALITY,
            verbose(pattern),
            near=near(
                "(?:naranjo|scale|umc|who |rucam|cioms|karch|kramer|liverpool|gaud|imput|uclaf|alden|algorithm|uppsala|causality|dips)",
                "(?:certain|definite|probab|likel|possibl|doubtful|conditional)",
            ),
        )
        for pattern in (
            rf"""
            \b{_METHOD}\b(?:(?!\b(?:categories|ranges?|consists|distinguishes|defines?)\b)[^.;]){{0,110}}?
              (?:\b(?:as|was|were|is|it|category|that_is,?|reaction|association|relationship|interaction|relation|grade|score|indicat(?:es|ed|ing)
                |suggest(?:s|ed|ing)|an?)_ | (?<=\d)_ | (?<=[\da-z])\s?[(]\s? | [,:=–-]\s?)['"“‘]?
              (?P<mention>{_VERY}{_VALUE}){_END_OF_GRADE}
            """,
            rf"""
            \b(?P<mention>{_VERY}{_VALUE})['"”’]?_(?:[\w’'-]{{1,14}}_){{0,4}}?(?:by|on|according_to|using|per|following|with|applying)_(?:the_)?
              (?:[\w’'-]{{2,12}}_){{0,2}}?{_METHOD}\b
            """,
        )
    ),
    # "was assessed by the regional centre as probable", "we graded it probable", "rated as possibly related".
    *(
        Rule(
            Label.CAUSALITY,
            verbose(pattern),
            near=near(
                "(?:assess|classif|categori|rated|graded|scored|evaluat|assign|judge|regard|hold|held|consider|deem|estimat|coded|ranked|label)"
            ),
        )
        for pattern in (
            rf"""\b{_GRADED}_(?:by_(?:[\w’'-]{{1,14}}_){{1,6}}?|(?:it|this|each(?:_of_(?:them|these|the_two))?|both|them|(?:the|this)_[\w-]{{4,20}}(?:_[\w-]{{4,20}})?)_)?as_['"“‘]?(?:an?_)?(?P<mention>{_VERY}{_VALUE})\b""",
            rf"""
            \b(?:we|i|they|authors?|committee|investigators?|cent(?:er|re)|reporters?)_(?:(?:have|had|both|therefore|then)_)?{_GRADED}_
              (?:(?:it|this|the_\w{{4,14}}|causality)_)?(?:as_)?['"“‘]?(?P<mention>{_VERY}{_VALUE}){_END_OF_GRADE}
            """,
            rf"""
            \b(?:we|i)_(?:judged?|regard(?:ed)?|hold|held|considered|consider|deem(?:ed)?)_
              (?:(?:it|this|causality|(?:the_)?(?:causal_)?(?:relation\w*|association|link|role))_)?
              (?:as_)?['"“‘]?(?P<mention>{_VERY}{_VALUE})(?=\s?['"”’]?\s?(?:[).,;:]|\Z)|_as_to\b)
            """,
            rf"""
            \b(?:{_GRADED}|considered|deemed|judged)_(?:as_|to_be_)?['"“‘]?
              (?P<mention>(?:possibly|probably|definitely|certainly|likely)_(?:drug~|vaccine~)?related)\b
            """,
        )
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
