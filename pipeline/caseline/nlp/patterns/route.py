"""Routes of administration: "intravenous", "by mouth", "IV"; not "oral cavity" or "grade IV"."""

from __future__ import annotations

from caseline.nlp.patterns.base import Found, Rule, Source, near, scan, verbose
from caseline.schema.mention import Label

_ADJECTIVE = r"""(?:
    intra~?(?:ven|muscul|peritone|vitre|ventricul|arteri|articul|derm|lesion|nas|vesic|pleur|oss|vagin|trache|
      cerebroventricul|camer|tympan|ocul|uter|coron|spin|tumor)(?:ous|ar|eal|al|ial|ic|ine|ary)(?:ly)?|
    intra~?thecal(?:ly)?|sub~?cutaneous(?:ly)?|sub~?lingual(?:ly)?|sub~?conjunctival(?:ly)?|sub~?mucosal(?:ly)?|
    epidural(?:ly)?|transdermal(?:ly)?|topical(?:ly)?|oral(?:ly)?|parenteral(?:ly)?|rectally|vaginally|nasally|
    inhaled|nebuli[sz]ed
)"""
# Organs that are a route only with a preparation.
_ORGAN = r"(?:rectal|vaginal|nasal|ocular|ophthalmic|otic|buccal|enteral|percutaneous)"
_PREPARATION = r"""(?:
    administration|application|route|drops|spray|solution|ointment|gel|cream|suppositor(?:y|ies)|preparation|
    formulation|instillation|steroids?|corticosteroids?|decongestants?|diazepam|misoprostol|midazolam
)"""
_NEAR_ADJECTIVE = near(
    "(?:intra|subcut|sub-cut|subling|subconj|submuc|epidur|transderm|topical|oral|parenteral|rectally|vaginally|"
    "nasally|inhaled|nebuli)"
)
_ACT = r"""
    (?:infusions?|injections?|instillations?|inhalations?|bolus(?:_injections?)?|push|drip|
    ingestion|enemas?|spray)
"""
# What the adjective names when no drug is given that way.
_ANATOMY = r"""(?:
    examin|bleed|ha?em|mucos|discharge|swab|congest|obstruct|cannul|prong|tissue|fat\b|nodul|emphysem|o?edem|
    abscess|mass|adenopath|tumou?r|cancer|carcin|malignan|delivery|sept|cavit|hypertens|pressure|symptom|toxicity|
    involv|manifest|air\b|free|fluid|growth|death|pregnan|device|lens|inflamm|muscle|arter|vein|vessel|polyp|
    intubat|biops|swell|lesion|pain|irritat|conduction|block|tachycard|thromb|dilat|cathet|space|abdominal|ulcer|
    candid|thrush|hygiene|contracepti|glucose|feed|diet|lichen|aphth|temperature|hypoglyc|anticoagul|antidiab|
    surg|health|allerg|submucous|herpes|polio|line\b|lines\b|access|drug_(?:use|abuse)|contrast|pyelogr|urogr|
    leiomyo|stent|balloon|ultraso|echo|defect|delay|foreign|surface|side|adverse|complain|nutrition|abdomen|
    monitor|volume|contents|stain|melanom|dryness|myasthen|squam|papillom|hematom|approach|drain|and_genital|
    cyst|metasta|tunnel|needle|test|fibrin|rehydrat|hydrat|loop|pyel|synthesis|fed\b|gastric|incision|involvement
)"""

RULES = (
    Rule(
        None,
        verbose(
            rf"""
            \b{_ADJECTIVE}_{_ANATOMY}
          | \b(?:injection|infusion)~(?:site|reaction|related|rate|pump|port|technique)
          | \b(?:anal_|peri|sub|extra)oral\b | \bper_oral
          | \b(?:grade|stage|type|class|phase|factor|nerves?|part|figure|table|group|nyha|who|isotype|
             collagen|
                level|category|asa|segment|chapter|cn|fontaine|killip|tanner|or|and|iii|to)[_-]iv[ab]?\b
          | \biv[.]?\s?ig\b
            """
        ),
        near=(*_NEAR_ADJECTIVE, *near("(?:injection|infusion)", r"iv(?:[ab]|\b|ig)", r"iv\.")),
    ),
    Rule(Label.ROUTE, verbose(rf"\b{_ADJECTIVE}_{_ACT}\b"), near=_NEAR_ADJECTIVE),
    Rule(
        Label.ROUTE, verbose(rf"\b(?:continuous_|single_|slow_|rapid_)?{_ADJECTIVE}\b"), near=_NEAR_ADJECTIVE
    ),
    Rule(
        Label.ROUTE,
        verbose(rf"\b{_ORGAN}(?=_{_PREPARATION}\b)"),
        near=near("(?:rectal|vaginal|nasal|ocular|ophth|otic|buccal|enteral|percut)"),
    ),
    Rule(
        Label.ROUTE,
        verbose(
            r"""
            \b(?:infusions?|injections?|injected|ingestion|inhalations?|instillation|enemas?|
                 eye~?drops|eyedrops|inhalers?)\b
          | \b(?:by_(?:mouth|inhalation|vein)|per_os|via_(?:a_|the_)?(?:nasogastric|gastric|peg)(?:_tube)?)\b
          | (?<![\w.])(?:i\.\s?v|i\.\s?m|s\.\s?c|p\.\s?o|i\.\s?t|i\.\s?p)\b\.?
            """
        ),
        near=near(
            "(?:infusion|injection|injected|ingestion|inhalation|inhaler|instillation|enema|eye)",
            "(?:per os|via )",
            "by (?:mouth|inh|vein)",
            r"[isp]\.\s?[vmcotp]\b",
        ),
    ),
    Rule(
        Label.ROUTE,
        verbose(r"(?<![\w.-])(?:IV|IM|IVT|iv|subcut)\b(?!\.?\s?[Ii]g)(?![-–/]\w|_deficien)"),
        cased=True,
        near=near("(?:IV|IM|iv|subcut)"),
    ),
    # Initialisms that are words or organs elsewhere need the amount or the frequency beside them.
    Rule(
        Label.ROUTE,
        verbose(
            r"""
            \d\s?(?:mg|g|mcg|[µμ]g|m[lL]|IU|U|units?|tablets?)(?:/(?:kg|m2|day|d|h)){0,2}[_,]{1,2}
            (?P<mention>im|sc|SC|po|PO|IT|IP|PR|SL|SQ|pr|sl|ip|os)\b
          | (?<![\w.-])(?:PO|po|sc|SC|im|SQ|SL|PR)(?=_(?:once|twice|daily|q\d|qd|bid|tid|qid|BID|TID|
             QID|QD|every|weekly|per_day)\b)
          | (?<![\w.-])(?:SC|SQ|SubQ|subq|sq)(?=_(?:(?:in|into|to)_)?(?:(?:the|his|her)_)?(?:L|R|LT|RT|left|right|Left|Right|
             LEFT|RIGHT|upper|deltoid|arm|thigh|Lt|Rt)\b)
            """
        ),
        cased=True,
        near=near(r"(?:im|sc|SC|po|PO|IT|IP|PR|SL|SQ|sq|SubQ|subq|pr|sl|ip|os)\b"),
    ),
)


def find(text: str | Source) -> list[Found]:
    """Finds ROUTE, together with the act: "intravitreal injection" is one mention."""
    return scan(RULES, text)
