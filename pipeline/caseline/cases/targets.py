"""What a treatment works on by its nature: dialysis on the kidneys, an antiemetic on nausea.

A report rarely says what each thing was given for; of the events told before it, those that it works on are meant.

Source: groups of the WHO ATC classification by their main indication; root operations by the organ they act on.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from caseline.cases.concepts import Concept
from caseline.cases.cues import cue


class Target(NamedTuple):
    """Treatments and the events they work on, by their words; a narrow one is given for nothing else."""

    treatment: re.Pattern[str]
    event: re.Pattern[str]
    is_narrow: bool = True


def _target(treatment: str, event: str, *, is_narrow: bool = True) -> Target:
    return Target(cue(f"(?:{treatment})"), re.compile(event, re.VERBOSE), is_narrow)


_BLEEDING = r"bleed|ha?emorrh|ha?ematom|ha?ematuri|epistaxis|mel[ae]+na|bruis|ecchym|purpura|petech"
_TARGETS = (
    _target(
        r"(?:h[ae]+mo|peritoneal\s+)?dialysis|(?:continuous\s+)?(?:\w+\s+)?h[ae]+mo(?:dia)?filtration|renal\s+replacement|crrt|cvvhd?f?\b",
        r"renal|kidney|nephr|ur[ae]+mi|anuri|oliguri|hyperkal|acidosis|overload|intoxic|poison|overdos|toxicity|creatinin|ammon",
    ),
    _target(
        r"(?:urinary|urethral|suprapubic|bladder|foley)\s+cathet\w+|catheteri[sz]ation\s+of\s+the\s+bladder",
        r"retention|anuri|oliguri|obstruct|urin|bladder",
    ),
    _target(
        r"(?:lev|brivar)etiracetam|(?:fos)?phenytoin|phenobarb\w+|lorazepam|diazepam|midazolam|clonazepam|lacosamide|anti-?(?:epileptics?|convulsants?)",
        r"seiz|convuls|epilep|\bfits?\b|status|twitch|myoclon|agitat|delir|anxi|catatoni|dystoni|akathis|tetan|insomni|withdraw|rigid|spasm|panic",
        is_narrow=False,
    ),
    _target(
        r"amlodipine|nifedipine|nicardipine|labetalol|hydralazine|(?:sodium\s+)?nitroprusside|clonidine|antihypertensives?|urapidil",
        r"hypertens|blood\s+pressure|eclampsi|vasospasm|raynaud|ischa?emi|chilblain|withdraw",
    ),
    _target(
        r"nor-?adrenaline|norepinephrine|levophed|vasopressin|dopamine|dobutamine|phenylephrine|ephedrine|vasopressors?|inotrop\w+",
        r"hypotens|shock|arrest|collapse|pressure|circulat|(?:heart|cardiac)\s+failure|cardiomyop|vasopleg",
    ),
    _target(
        r"paracetamol|acetaminophen|tylenol|calpol|panadol|ibuprofen|advil|motrin|aleve|naproxen|metamizole|dipyrone|anti-?pyretics?|analgesi\w+|nsaids?|tramadol|morphine|\w*codone|fentanyl|diclofenac|opioids?",
        r"fever|febril|pyrexi|temperature|burning|pain|\bache|ache\b|aches\b|\bha\b|migraine|chill|sore|myalgi|arthralgi|tender|cramp|swell|inflam|arthrit|gout|pericardit|\bhurt|stiff|colic|effusion",
    ),
    _target(
        r"ondansetron|granisetron|metoclopramide|domperidone|promethazine|prochlorperazine|zofran|anti-?emetics?",
        r"nause|vomit|emesis|hiccup|gastropar|sick",
    ),
    _target(
        r"(?:\w+\s+)?platelet(?:\s+concentrates?)?(?:\s+transfusions?)?\b|transfusions?\s+of\s+platelets",
        rf"thrombocytop|platelet|cytop|marrow|aplas|{_BLEEDING}",
    ),
    _target(
        r"(?:\w+\s+)?(?:red\s+(?:blood\s+)?cells?|p?rbcs?|blood|erythrocytes?)\s+(?:concentrates?\s+)?transfusions?|transfusions?\s+of\s+(?:\w+\s+)?(?:red|blood|p?rbc)",
        rf"an[ae]+mi|h[ae]+moly|cytop|aplas|h[ae]+moglobin|shock|marrow|{_BLEEDING}",
    ),
    _target(
        r"vitamin\s+k\d?|phytonadione|phytomenadione|(?:four-factor\s+)?prothrombin\s+complex|pcc\b|idarucizumab|andexanet|protamine|(?:fresh\s+)?frozen\s+plasma|ffp\b|cryoprecipitate|tranexamic",
        rf"coagul|\binr\b|prothrombin|fibrinogen|(?:liver|hepatic)\s+failure|{_BLEEDING}",
    ),
    _target(
        r"g-?csf|granulocyte\s+colony|(?:peg)?filgrastim|lenograstim|neupogen",
        r"neutrop|leu[ck]op|agranulo|cytop|aplas|marrow",
    ),
    _target(
        r"(?:\w+\s+)?insulin\b",
        r"hyperglyc|glucose|diabet|ketoacid|ketosis|acidosis|hyperkal|triglycerid|hyperosmol",
    ),
    _target(r"(?:\w+\s+)?(?:dextrose|glucagon)\b", r"hypoglyc|glucose|overdos|insulin|sugar"),
    _target(
        r"(?:\w+\s+)?potassium\s+(?:chloride|supplement\w*|replacement)", r"hypokal|potassium|paraly|weakness"
    ),
    _target(
        r"(?:\w+\s+)?calcium\s+(?:gluconate|chloride|supplement\w*|replacement)",
        r"hypocalc|hyperkal|tetan|\bqt|overdos|toxicity|block|bradyc",
    ),
    _target(
        r"magnesium", r"hypomagnes|torsade|arrhythm|tachyc|\bqt|eclampsi|bronchosp|asthma|fibrillation|seiz"
    ),
    _target(
        r"hypertonic\s+saline|tolvaptan|demeclocycline|fluid\s+restriction",
        r"hyponatr|siadh|antidiuretic|edema|oedema|intracranial|seiz",
    ),
    _target(
        r"(?:temporary|permanent|transvenous|transcutaneous|external|cardiac|dual[\s-]chamber)?\s*(?:pacemaker|pacing)|atropine|isopren\w+|isoproterenol",
        r"bradyc|block|asystol|arrest|sinus|torsade|syncop|\bqt|vagal|hypotens|cholinerg",
    ),
    _target(
        r"(?:electrical\s+|dc\s+|direct[\s-]current\s+)?(?:cardioversion|defibrillation)|amiodarone|adenosine",
        r"fibrillation|tachyc|arrhythm|torsade|flutter|arrest|palpit",
    ),
    _target(r"pericardiocentesis|pericardial\s+(?:drain\w*|window)", r"pericard|tamponade|effusion|shock"),
    _target(
        r"thoracentesis|thoracocentesis|(?:tube\s+)?thoracostomy|chest\s+(?:tube|drain\w*)|pleural\s+drain\w*|intercostal\s+\w+",
        r"pleur|pneumothor|effusion|h[ae]+mothor|empyem|chyl|pneumomed",
    ),
    _target(r"(?:\w+\s+)?paracentesis", r"ascit|effusion|peritonit|abdomin"),
    _target(
        r"naloxone|narcan",
        r"opioid|overdos|sedat|respirat|apn[oe]|coma|conscious|drows|sleepy|rouse|miosis|somnol|letharg|toxic|intoxic",
    ),
    _target(
        r"n-?\s?acetylcysteine|nac\b", r"liver|hepat|overdos|paracetamol|acetaminophen|toxic|poison|transamin"
    ),
    _target(
        r"methyla?thioninium|methylene\s+blue", r"meth[ae]+moglobin|cyanos|shock|vasopleg|encephal|hypox"
    ),
    _target(r"dantrolene", r"malignant|hypertherm|rigid|\bnms\b|fever|serotonin|rhabdo"),
    _target(r"cyproheptadine", r"serotonin|hypertherm|clonus|agitat"),
    _target(
        r"(?:carbi)?levodopa|ben[sz]tropine|biperiden|trihexyphenidyl|procyclidine",
        r"parkinson|dystoni|extrapyramid|tremor|rigid|akathis|bradykin|akine|oculogyr|trism",
    ),
    _target(
        r"anti-?histamines?|diphenhydramine|benadryl|chlorphen\w+|piriton|(?:levo)?cetirizine|loratadine|fexofenadine|hydroxyzine|clemastine",
        r"hives|urticar|itch|prurit|rash|wheal|angio-?o?edema|swell|swollen|anaphyl|hypersens|allerg|flush|erupt|erythem|exanth|dystoni|insomn",
        is_narrow=False,
    ),
    _target(r"loperamide|imodium", r"diarrh|stool|enterit|colit"),
    _target(
        r"laxatives?|lactulose|macrogol|polyethylene\s+glycol|senna", r"constip|encephal|ileus|f[ae]+cal"
    ),
    _target(
        r"(?:ome|panto|lanso|esome|rabe)prazole|proton[\s-]pump\s+inhibitors?",
        rf"ulcer|gastr|reflux|dyspep|h[ae]+mateme|esophag|epigastr|heartburn|{_BLEEDING}",
    ),
    _target(
        r"(?:tube|nasogastric|enteral)[\s-](?:feeding|fed|nutrition)|parenteral\s+nutrition|feeding\s+tube",
        r"feed|appetit|dysphag|swallow|malnutr|weight|vomit|mucosit|eat|pancreat",
    ),
    _target(
        r"urea\b|emollients?|topical\s+\w*steroids?|silver\s+sulfadiazine|skin\s+graft\w*",
        r"skin|rash|dermat|erupt|necroly|hand-foot|blister|prurit|itch|eczem|burn|ulcer|erythem|psoria|wound|johnson",
    ),
    _target(
        r"acetazolamide|(?:laser\s+)?(?:peripheral\s+)?iridotomy|timolol|brimonidine|latanoprost",
        r"angle|glaucoma|ocular|intracranial|pressure|myopi|choroid|papill|pseudotum",
    ),
    _target(
        r"plasma\s*(?:exchanges?|pheresis)|plasmapheresis|apheresis",
        r"microangio|purpura|guillain|\bgbs\b|myasth|vasculit|encephal|h[ae]+moly|antibod|triglycerid|paraly|neuropath|crisis|thyro|weakness",
        is_narrow=False,
    ),
    _target(
        r"(?:low[\s-]molecular[\s-]weight\s+)?(?:\w+\s+)?heparin\b|enoxaparin|dalteparin|alteplase|t-?pa\b|thromboly\w+|thrombectom\w+|embolectom\w+|fondaparinux|argatroban",
        r"thromb(?!ocyto)|embol|infarct|stroke|occlus|ischa?emi|\bdvt\b|\bpe\b|heparin-induced|\bhit",
    ),
    _target(r"rasburicase", r"lysis|uric|renal|kidney"),
    _target(r"(?:levo)?(?:salbutamol|albuterol)|ipratropium", r"bronch|wheez|asthma|dyspn|breath|hyperkal"),
    _target(r"zopiclone|zolpidem|melatonin|temazepam", r"insomni|sleep|nightmare|agitat|delir"),
    _target(r"pramipexole|ropinirole|rotigotine", r"restless|parkinson|dopamin"),
    _target(
        r"""(?!bleomycin|mitomycin|dactinomycin|rapamycin)\w+(?:cillin|mycin|micin|floxacin|cycline|penem|oxazole|nidazole|zolid|planin)\b|cef\w+|ceph\w+|amikacin|colistin|aztreonam|augmentin
            |antibiotics?|nitrofurantoin|chloramphenicol|vancomycin|(?:\w+\s+)?antibacterials?|antimicrobials?|\w*conazole\b|\w+fungin\b|amphotericin\w*|\w*c[iy]clovir""",
        r"infect|sepsis|septic|bacter[ae]+m|pneumon|mening|cellulit|abscess|peritonit|cholangit|pyelo|cystit|fasciit|endocard|fung|aspergill|candid|herpe|zoster|encephalit|febrile\s+neutrop|colitis|ulcer",
        is_narrow=False,
    ),
    _target(
        r"(?:oral\s+|intravenous\s+|sodium\s+|potassium\s+)*phosph(?:ate|orus)(?:\s+supplement\w*)?\Z",
        r"hypophosph|phosph|fanconi|tubul|osteomalac",
    ),
    _target(
        r"(?:(?:sodium|hypertonic|intravenous)\s+)*bicarbonate|(?:sodium[-\s]|potassium[-\s])*citrate|thiamine",
        r"acidosis|acid[ae]+mia|\bqrs|hyperkal|arrest|overdos|poison|toxicity|fanconi|tubul|hypokal|arrhyth|bicarbonate|rhabdo|wernicke|lysis",
        is_narrow=False,
    ),
    _target(
        r"(?:\w+[\s-]+)*oxygen\b(?!ation)|(?:high[\s-]flow\s+)?nasal\s+cannula|(?:non-?invasive|mechanical)\s+ventilation|cpap|bipap|intubat\w+|ventilat\w+|tracheostomy|(?:endo)?tracheal\s+intubation",
        r"hypox|desatur|cyanos|dyspn|breath|respirat|\bspo2|satur|ards\b|apn[oe]|pneumonit|pneumonia|pulmonary|bronchosp|stridor|laryng|airway|coma|arrest|meth[ae]+moglob|hypercapn|conscious",
        is_narrow=False,
    ),
    _target(
        r"(?:\w+[-\s]){0,2}extracorporeal\s+(?:membrane|life)\s+\w+|(?:(?:va|vv|veno-arterial|veno-venous)[-\s]?)?ecmo\b|impella|intra-?aortic\s+balloon\s+\w+|chest\s+compressions?|(?:cardiopulmonary\s+)?resuscitat\w+|cpr\b",
        r"shock|arrest|asystol|pulseless|heart\s+failure|cardiac|myocard|cardiomyop|respirat|ards\b|circulat|collapse|fibrillation|embol|unconscious|coma|cyanos|apn[oe]|bradyc",
        is_narrow=False,
    ),
    _target(
        r"(?:\w+\s+)?(?:isotonic|normal|physiological|0\.9\s?%)\s+(?:saline|sodium\s+chloride)|hartmann\S*(?:\s+solution)?|ringer\S*(?:\s+\w+)?|crystalloids?(?:\s+fluids?)?|(?:intravenous|iv)\s+fluids?|rehydration|fluid\s+resuscitation|albumin",
        r"hyponatr|dehydrat|hypotens|shock|hypercalc|rhabdo|acute\s+kidney|renal|lysis|hypovol|ketoacid|pancreat|sepsis|anaphyl|collapse|vomit|diarrh",
        is_narrow=False,
    ),
    _target(
        r"(?:\w+\s+)?(?:warming|warmed|rewarming|warm\s+air)\b.*|blankets?",
        r"hypotherm|cold|temperature|shiver",
    ),
    _target(
        r"cholestyramine|colestyramine|ursodeoxycholic(?:\s+acid)?|ursodiol|rifampicin",
        r"cholesta|jaund|liver|hepat|itch|prurit|bile|icter|diarrh",
        is_narrow=False,
    ),
    _target(
        r"pregabalin|gabapentin|carbamazepine",
        r"neuropath|pain|neuralg|itch|prurit|par[ae]+sthes|seiz|convuls|burning|tingl",
        is_narrow=False,
    ),
    _target(
        r"fluoxetine|sertraline|paroxetine|(?:es)?citalopram|venlafaxine|duloxetine|mirtazapine|anti-?depressants?",
        r"depress|anxi|mood|insomn|panic|suicid|pain|neuropath|appetite|cataplex",
    ),
    _target(
        r"carbimazole|methimazole|thiamazole|propylthiouracil|radio-?iodine|radioactive\s+iodine",
        r"thyrotox|hyperthyr|thyroiditis|graves",
    ),
    _target(r"(?:levo)?thyroxine", r"hypothyr|thyroid|myx"),
    _target(
        r"(?:\w+[\s-])*mouth\s?wash\w*|benzydamine|chlorhexidine\s+(?:rinse|mouth)\w*|lidocaine\s+gel",
        r"mucosit|stomat|mouth|oral|lip|tongue|throat|gum|odyn|tonsil",
    ),
    _target(
        r"(?:(?:eye|ear)\s+drops|carmellose|fluorometholone|cyclopentolate|artificial\s+tears|lubricants?)\b",
        r"ocular|eye|uveit|iritis|conjunctiv|kerat|blephar|photophob|ophthalm|corneal|vision|hyp[ae]+mia|lacrim|episclerit|scleritis",
    ),
    _target(
        r"sevoflurane|isoflurane|desflurane|halothane|propofol|thiopental|etomidate|bupivacaine|(?:general|spinal|local|epidural)\s+ana?esthe\w+",
        r"status|seiz|convuls|agitat|delir|bronchosp|intracran|withdraw|dystroph",
    ),
)
# What is given for a reaction as a whole: to an allergic patient, or to one in shock.
_WHOLE = cue(
    r"""(?:epinephrine|adrenaline|epipen|oxygen|(?:\w+\s+)?(?:normal|isotonic|physiological)\s+saline|saline|(?:intravenous|iv)\s+fluids?|fluid\s+resuscitation|crystalloids?|ringer\w*
      |hydrocortisone|solu-?cortef|methylprednisolone|solu-?medrol|dexamethasone|supportive\s+(?:care|treatment|therapy|measures))\b"""
)


def worked_on(concept: Concept, named: Collection[str], words: dict[str, str]) -> tuple[set[str], bool]:
    """Returns which of some events a treatment works on by its nature, and whether it is given for nothing else.

    `words` are the lower-cased wordings of each event.
    """
    target = next((item for item in _TARGETS if _is_one(concept, item.treatment)), None)
    if target is None:
        return set(), False
    return {key for key in named if target.event.search(words[key])}, target.is_narrow


def is_for_all(concept: Concept) -> bool:
    """Says whether a treatment is given for a reaction as a whole."""
    return _is_one(concept, _WHOLE)


_ALLERGIC = cue(
    r"(?:epinephrine|adrenaline|epipen|(?:\w+\s+)?anti-?histamines?|chlorphen\w+|diphenhydramine|clemastine)\b"
)


def is_of_allergy(treatment: str) -> bool:
    """Says whether a treatment, in small letters, is one of an allergic reaction, and so what stands in its list."""
    return _ALLERGIC.match(treatment) is not None


def _is_one(concept: Concept, treatment: re.Pattern[str]) -> bool:
    return any(treatment.match(mention.lowered) for mention in concept.mentions)
