"""Plain claims of cause: "induced", "caused by", "developed from"; with a modal they are conjectures."""

from __future__ import annotations

from collections.abc import Sequence

from caseline.nlp.patterns.base import Found, Rule, Source, near, scan, verbose
from caseline.nlp.patterns.words import HYPHEN
from caseline.schema.mention import Label

# "may have been", "could also": doubt that belongs to the claim.
_MODAL = r"(?:(?:may|might|could|can|must|would)_(?:also_|well_|potentially_|possibly_|theoretically_|not_)?(?:have_(?:been_)?|be_)?)?"
_ADVERB = r"(?:(?:directly|clearly|presumably|apparently|partly|at_least_partly|solely|most_likely|likely|probably|possibly|potentially)_)?"
_CAUSED = r"(?:induced|caused|triggered|precipitated|provoked|elicited|produced|mediated|brought_on|brought_about|exacerbated|aggravated|set_off)"
_CAUSES = r"(?:induces?|causes?|triggers?|precipitates?|provokes?|elicits?|produces?|contributes?_to|leads?_to|results?_in)"
_REACTION = r"""(?:
    adverse_(?:drug_)?(?:reactions?|events?|effects?) | side~?effects? | complications? | (?:allergic|hypersensitivity|idiosyncratic|toxic|
      adverse|local|vaccine)_(?:reactions?|rxn|effects?) | reactions? | rxns? | consequences?
)"""
_NEAR_CAUSE = near(
    "(?:induc|caus|trigger|precipit|provok|elicit|produc|mediat|brought|exacerbat|aggravat|set)",
    "(?:contribut|lead|led|result)",
)

RULES: Sequence[Rule] = (
    # Aims and ends are no causes; induction of labour and of anaesthesia neither.
    Rule(
        None,
        verbose(
            r"\b(?:because|cause)_of_death | \bresult(?:s|ed)?_in_(?:a_)?(?:score|value|total) | \b(?:root|unknown|any|no|known)_cause"
            r" | \binduc\w+_(?:of_)?(?:labou?r|an[a]?esthesia|remission|ovulation|sputum|coma|hypothermia) |"
            r" \bdue_to_(?:start|begin|undergo|be|receive|have|return)\b"
            r" | \b(?:sputum|labou?r|exercise|self)~induced"
            r" | \b(?:other|alternative|competing|possible|potential|common|rare|usual|identifiable|infectious"
            r"|viral|metabolic|underlying|secondary|organic|these|many|several)_causes\b"
            rf" | \bwhether_(?:[\w’'-]{{1,20}}_){{1,6}}?(?:had_|has_|have_)?{_CAUSED}\b"
        ),
        near=near("(?:because|cause|result|induc|due|sputum|labo|exercise|self|whether)"),
    ),
    Rule(
        Label.CAUSALITY,
        verbose(
            rf"""
            \b{_MODAL}{_ADVERB}{_CAUSED}(?:_by)?\b
          | \b(?:(?:may|might|could|can|must|would)_(?:also_|well_|potentially_|possibly_|have_)?){_CAUSES}\b
          | \b(?:may|might|could)_(?:also_|well_|potentially_|possibly_)?have_(?:partly_|further_)?(?:contributed|led)_to\b
          | \b{_ADVERB}(?:caus(?:es|ing)|inducing|induces|triggers|triggering|provoking|precipitating|(?:led|leading)_to|resulted_in|
            resulting_in|contributed_to|contributing_to)\b
            """
        ),
        near=_NEAR_CAUSE,
    ),
    Rule(
        Label.CAUSALITY,
        verbose(
            rf"""
            \bd/t\b(?=_\w) | \b(?:2/2|2°|sec\.?)_to\b(?=_\w)
          | \b{_MODAL}{_ADVERB}(?:secondary|due|attributable|attributed|ascribed|ascribable|related|owing|linked|down)_to\b(?=_\w)
          | \b{_MODAL}{_ADVERB}(?:developed|arising|arose|resulting|resulted|stemm(?:ed|ing))_from\b
          | \b{_MODAL}{_ADVERB}(?:the_)?(?:result|consequence|effects?)_of\b
          | \b{_MODAL}{_ADVERB}associated_with\b
          | (?<=[a-z\d)][{HYPHEN}])(?:related|associated|mediated|triggered|provoked|attributed)\b | \bcomplicating\b |
            (?<=[a-z\d)]\s)associated\b(?=_\w)(?!_(?:to|with|by|disease|disorders?|conditions?|factors?)\b)
          | \b{_REACTION}_(?:of|to|from)\b
            """
        ),
        near=near(
            "(?:secondary|due|d/t|2/2|2°|sec|attribut|ascrib|related|owing|linked|down|associated|mediated|triggered|provoked)",
            "(?:developed|arising|arose|result|stemm|consequence|effect|reaction|event|complicat)",
        ),
    ),
    # "was responsible for", "is to blame", "the culprit": somebody points at it.
    Rule(
        Label.CAUSALITY,
        verbose(
            r"""
            \b(?:was|is|were|being|been|as)_(?:(?:the|solely|most|mainly|only|primarily|an?)_){0,2}?
            (?P<mention>responsible|to_blame|culprit|trigger|causative_agent|offending_(?:drug|agent)|cause(?!_of_death)|suspected(?!_(?:of|that|in|on)\b))\b
            """
        ),
        near=near("(?:responsible|blame|culprit|trigger|caus|offending|suspected)"),
    ),
    Rule(
        Label.CAUSALITY,
        verbose(
            r"\b(?:blamed|implicated|incriminated)\b"
            r"| (?<!not\s)(?<!never\s)\b(?:speaks?|spoke|argue[sd]?|militate[sd]?)_(?:strongly_)?against\b"
            r"| \b(?:not|un|never)(?:_(?:\w{4,12}_)?|~?)(?:related|attribut(?:ed|able)|due)_to\b | \bno_(?:causal_|"
            r"temporal_)(?:relationship|association|link|connection)\b"
        ),
        near=near("(?:blamed|implicat|incriminat|against|related|attribut|due|causal|temporal)"),
    ),
    # "we attribute the seizures to kava", "and suspected kava", "may have been the trigger".
    Rule(
        Label.CAUSALITY,
        verbose(
            r"""
            \battribut(?:e|es|ed|ing)\b(?=_(?:[\w’'-]{1,20}_){0,6}?to\b)
          | \b(?:we|i|they|and|doctors?|physicians?|team|who|gp)_(?:\w{4,12}ly_)?(?P<mention>suspect(?:ed|s)?)\b(?!_(?:to|of|that|an?|the)\b)
          | \b(?:may|might|could)_(?:well_)?(?:have_been|be)_(?:the|an?)_(?:\w{4,12}_)?(?:cause|trigger|culprit|factor|contributor|precipitant)\b
            """
        ),
        near=near("(?:attribut|suspect|cause|trigger|culprit|factor|contributor|precipitant)"),
    ),
    # "said that it could be the montelukast".
    Rule(
        Label.CAUSALITY,
        verbose(
            r"\b(?:it|this|that|these|they|which|symptoms|reaction)_(?P<mention>(?:could|may|might)_(?:well_)?(?:be|have_been))_(?=(?:the|an?|his|her|my|from)_)"
        ),
        near=near("(?:could|may|might)"),
    ),
)


def find(text: str | Source) -> list[Found]:
    """Finds CAUSALITY: words that claim a cause without a grade; the case decides whose."""
    return scan(RULES, text)
