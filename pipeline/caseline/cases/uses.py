"""What a drug is used for by its nature: a statin for cholesterol, an antibiotic for an infection.

A report often tells the patient's diseases in one breath and the medicines in the next. Of the diseases told, those
that a medicine is known for are meant; one that quite other medicines are for is not.

Source: groups of the WHO ATC classification by their main indications; stems of the WHO INN programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from caseline.cases.cues import cue


class Use(NamedTuple):
    """Medicines by how a word of their names begins, and the words of what they are for."""

    drugs: re.Pattern[str]
    conditions: re.Pattern[str]


class Fit(Enum):
    """How a condition goes with a drug: it is used for that, for others, or nothing is known."""

    FITS = auto()
    FOREIGN = auto()
    UNKNOWN = auto()


def _use(drugs: str, conditions: str) -> Use:
    return Use(cue(f"(?:{drugs})"), re.compile(conditions, re.VERBOSE))


_TENSION = r"(?<!portal\s)(?<!pulmonary\s)(?<!intracranial\s)(?<!ocular\s)(?<!arterial\spulmonary\s)(?<!\w)hypertensi|\bhtn\b|blood\s+pressure"
_HEART = r"heart\s+failure|cardiomyopath|ventricular\s+dysfunction"
_CORONARY = (
    r"coronary|isch[ae]+mic\s+heart|\bangina|myocardial\s+infarct|\bischa?emic\s+cardio|heart\s+disease"
)
_RHYTHM = r"fibrillation|flutter|tachycard|arrhythm|extrasystol|ectopic\s+beat"
_CLOT = r"""(?<!antipho)thrombo(?!cyt)|embol|\bdvt\b|prothrombotic|antiphospholipid
    |(?:mechanical|prosthetic|artificial)\s+(?:\w+\s+)?valve|valve\s+replacement|thrombophil"""
_STROKE = r"\bstroke|\btia\b|transient\s+isch|cerebral\s+infarct|cerebrovascular"
_GROWTH = r"""cancer|carcinom|sarcom|lymphom|leuk[a]?emi|myelom|melanom|blastom|gliom|mesotheliom|metasta|malignan|hodgkin
    |tumou?r|neoplas|\bnsclc|\b(?:aml|cll|cml|all|dlbcl|gist|hcc)\b|myelodysplas|polycyth[ae]+mi|thrombocyth[ae]+mi
    |carcinoid"""
_JOINTS = r"rheumat|arthrit|spondyl|still['’]s"
_IMMUNE = rf"""{_JOINTS}|psoria|crohn|colitis|bowel\s+disease|lupus|\bsle\b|vasculit|uveit|scleritis|dermatitis|eczema
    |myasthen|transplant|nephr|glomerul|sarcoid|hidraden|pemphig|myositis|arteritis|granulomatosis|beh[cç]et
    |alopecia|lichen|hepatitis|scleroderma|systemic\s+sclerosis"""
_INFECTION = r"""infect|sepsis|septic|bacter[ae]+m|pneumon|cystitis|pyelo|erysipel|cellulit|abscess
    |bronchit|bronchiectas|sinusit|tonsil|pharyng|otitis|mening|endocardit|osteomyel
    |\bacne|rosacea|\butis?\b|lyme|borreli|syphil|gonorrh|chlamyd|pertuss|prostatit|epididym|mastitis|\bwound|diverticulit|peritonit|appendic|cholangit|cholecystit
    |pylori|whipple|leprosy|toxoplasm|pneumocyst|impetig|scarlet|typhoid|brucell|\bbite|febrile\s+neutrop|furunc|folliculit|periodont|tooth|dental|catarrh|vaginosis|urethrit|arthroplasty
    |vesico|c(?:lostridi\w+|\.)\s+diff|encephalopath|pouchitis|sore\s+throat|empyema|conjunctivit|blepharit|keratit|q\s+fever|cystic\s+fibrosis"""
_PAIN = r"""pain|ache\b|aches\b|headache|migrain|neuralg|sciatica|lumbago|dysmenorr|sprain|tend[io]nit|fracture|colic
    |fibromyalg|arthro|coxarthr|gonarthr|osteoarthr|injury|cramp"""
_FEVER = r"fever|febrile|pyrexia|\bcold\b|influenza|\bflu\b|\bviral\s"
_PSYCHOTIC = r"schizo|psychos[ie]s|psychotic|bipolar|mania|manic|delusion|hallucinat|paranoi"
_MOOD = (
    r"depress|anxiety|anxious|panic|obsessi|mood|dysthymi|post-?traumatic|\bptsd\b|bulimi|adjustment|grief"
)
_FITS = r"epilep|seizure|convuls|\bfits\b|infantile\s+spasms|lennox|dravet"

USES = (
    _use(
        r"\w{3,}pril(?:at)?\b|\w+sartan\b|sacubitril",
        rf"{_TENSION}|{_HEART}|nephropath|proteinuri|{_CORONARY}|microalbumin|nephrotic",
    ),
    _use(
        r"\w+dipine\b|\w*thiazide\b|indapamide|chlort(?:ha)?lidone|hydralazine|methyldopa|clonidine|moxonidine|doxazosin|antihypertensives?|urapidil|aliskiren",
        rf"{_TENSION}|\bangina|raynaud",
    ),
    _use(
        r"(?:meto|bisopr|nebiv|aten|propran|carved|sot|lab|nad|bet|esm|acebut|oxpren)\w*olol\b|carvedilol|labetalol|beta[\s-]?blockers?",
        rf"{_TENSION}|{_HEART}|{_CORONARY}|{_RHYTHM}|migrain|tremor|thyrotox|hyperthyr|graves|varic|h[ae]+mangiom|long\s+qt|palpit|aort",
    ),
    _use(
        r"furosemide|frusemide|tora?semide|bumetanide|spironolactone|eplerenone|amiloride|triamterene|diuretics?",
        rf"{_HEART}|{_TENSION}|o?edema|ascit|cirrhos|aldosteron|nephrotic|hirsut|\bacne",
    ),
    _use(
        r"(?!nystatin|somatostatin|pentostatin|cilastatin)\w+statin\b|ezetimibe|\w*fibrate\b|gemfibrozil|statins?|evolocumab|alirocumab|bempedoic|niacin",
        r"cholester|lipid[ae]+mi|dyslipid|lipid\s+disorder|triglycerid|coronary|infarct|atheroscl",
    ),
    _use(
        r"metformin|\w*insulin\b|\w+gliptin\b|\w+gliflozin\b|\w+(?:glutide|natide)\b|gli(?:pizide|clazide|mepiride|benclamide|quidone)\b|glyburide|\w+glitazone\b|repaglinide|acarbose|anti-?diabetics?",
        r"diabet|\bt[12]dm\b|hyperglyc|\bniddm\b|\biddm\b|polycystic",
    ),
    _use(r"\w+(?:glutide)\b|orlistat|phentermine|sibutramine|rimonabant", r"obes|overweight|weight"),
    _use(r"\w+gliflozin\b", rf"{_HEART}|kidney|renal"),
    _use(
        r"(?:levo|l-?\s?)?thyroxine|liothyronine|thyroid\s+hormone",
        r"hypothyr|hashimoto|myx[o]?edema|thyroidect|thyroiditis|goit|thyroid\s+(?:cancer|carcinoma|dysfunction|disease)",
    ),
    _use(
        r"carbimazole|methimazole|thiamazole|propylthiouracil|ptu\b|anti-?thyroids?",
        r"graves|basedow|thyrotox|hyperthyr|goit",
    ),
    _use(
        r"allopurinol|febuxostat|benzbromarone|probenecid|colchicine|lesinurad",
        r"\bgout|hyperuric|uric|urate|tophi|nephrolith",
    ),
    _use(r"colchicine", r"pericard|mediterranean|beh[cç]et"),
    _use(
        r"warfarin|\w+xaban\b|\w*heparin\b|dabigatran|acenocoumarol|phenprocoumon|enoxaparin|dalteparin|fondaparinux|anticoagul\w+|fluindione",
        rf"fibrillation|flutter|{_CLOT}|{_STROKE}",
    ),
    _use(
        r"aspirin|acetylsalicyl\w+|clopidogrel|prasugrel|ticagrelor|dipyridamole|ticlopidine",
        rf"{_CORONARY}|{_STROKE}|stent|peripheral\s+(?:arter|vascular)|atheroscl|kawasaki|thrombocyth",
    ),
    _use(r"aspirin|acetylsalicyl\w+", rf"{_PAIN}|{_FEVER}|pericard"),
    _use(
        r"""fluoxetine|sertraline|paroxetine|(?:es)?citalopram|fluvoxamine|\w+triptyline\b|venlafaxine|desvenlafaxine|duloxetine|mirtazapine|bupropion|trazodone|(?:clom|im|trim)ipramine
            |doxepin|vortioxetine|agomelatine|mianserin|reboxetine|anti-?depressants?|ssris?|phenelzine|tranylcypromine|moclobemide""",
        rf"{_MOOD}|smoking\s+cess",
    ),
    _use(
        r"\w+triptyline\b|venlafaxine|duloxetine|doxepin|trazodone|mirtazapine",
        r"neuropath|neuralg|pain|migrain|headache|insomni|fibromyalg|urticar",
    ),
    _use(
        r"(?!mirtazapine|nevirapine|dibenzoxazapine)\w+(?:[zt]apine|peridone|piprazole)\b|haloperidol|\w+promazine\b|quetiapine|lithium|ziprasidone|lurasidone|amisulpride|sulpiride|flupenti?xol|zuclopenthixol|fluphenazine|paliperidone|anti-?psychotics?|perphenazine",
        rf"{_PSYCHOTIC}|{_MOOD}|agitat|delir|tourette|autis|cluster",
    ),
    _use(
        r"(?:fos)?phenytoin|(?:ox|eslicar)?carba[mz]\w*pine|carbamazepine|oxcarbazepine|valpro\w+|divalproex|lamotrigine|(?:lev|brivar)etiracetam|topiramate|pheno?barbit\w+|primidone|zonisamide|lacosamide|perampanel|ethosuximide|vigabatrin|rufinamide|clobazam|felbamate|cenobamate|anti-?epileptics?|anti-?convulsants?",
        rf"{_FITS}",
    ),
    _use(
        r"carbamazepine|oxcarbazepine|valpro\w+|divalproex|lamotrigine|topiramate|gabapentin|pregabalin",
        rf"{_PSYCHOTIC}|neuralg|neuropath|migrain|headache|pain|mood|{_FITS}|restless|zoster",
    ),
    _use(
        r"""(?!bleomycin|mitomycin|dactinomycin|plicamycin|rapamycin)\w+(?:cillin|mycin|micin|floxacin|cycline|penem|oxazole|nidazole|zolid|planin|prim)\b|cef\w+|ceph\w+|nitrofurantoin
            |amikacin|colistin|(?:co-?)?trimox\w+|sul(?:f|ph)adiazine|fosfomycin|rifampi\w+|augmentin|antibiotics?|co-?amoxiclav|chloramphenicol|aztreonam|fusidic|penicillin|bactrim|septrin|pristinamycin|rifaximin""",
        _INFECTION,
    ),
    _use(r"\w+cycline\b|erythromycin|azithromycin|isotretinoin|metronidazole", r"\bacne|rosacea|pemphigoid"),
    _use(
        r"isoniazid|rifamp\w+|rifabutin|rifapentine|pyrazinamide|ethambutol|streptomycin|ethionamide|bedaquiline|anti-?tubercul\w+|cycloserine|prothionamide|linezolid|clofazimine",
        r"tubercul|\btb\b|mycobact|leprosy|buruli",
    ),
    _use(
        r"\w*conazole\b|\w+fungin\b|amphotericin\w*|terbinafine|griseofulvin|nystatin|flucytosine|anti-?fungals?|amorolfine|ciclopirox",
        r"onycho|\btinea|mycos|candid|fung|aspergill|thrush|denture\s+stomat|oral\s+thrush|cryptoc|histoplasm|pityriasis|dermatophyt|ringworm|neutrop",
    ),
    _use(
        r"""\w+(?:virenz|vudine|tegravir|navir|virine|ciclovir|cyclovir|amivir|buvir|asvir)\b|abacavir|tenofovir|nevirapine|efavirenz|etravirine|emtricitabine|foscarnet|remdesivir|entecavir|ribavirin
            |(?:peg)?interferon|anti-?(?:retro)?virals?|oseltamivir|molnupiravir|maraviroc|biktarvy|amantadine""",
        r"\bhiv\b|human\s+immunodef|\baids\b|hepatitis|herpes|zoster|shingles|influenza|cytomegal|\bcmv\b|covid|sars|varicella|chickenpox|keratit|genital",
    ),
    _use(
        r"(?:hydroxy)?chloroquine|mefloquine|primaquine|quinine|quinacrine|atovaquone\S*|artes\w+|artem\w+|tafenoquine|anti-?malarials?",
        r"malaria|plasmodium|falciparum",
    ),
    _use(
        r"hydroxychloroquine|chloroquine|quinacrine", rf"lupus|\bsle\b|{_JOINTS}|sj[oö]gren|porphyr|sarcoid"
    ),
    _use(r"quinine", r"cramp"),
    _use(
        r"ivermectin|\w+bendazole\b|praziquantel|permethrin|benznidazole|nifurtimox|diethylcarbamazine|miltefosine|\w*antimon\w+|pentamidine|malathion|crotamiton|suramin|melarsoprol",
        r"scabi|worm|strongyl|filari|chagas|trypanos|helminth|echinoc|cysticerc|schistos|\blice|pedicul|rosacea|demod|onchoc|leishman|parasit|ascari|toxocar|hydatid|taenia|trichin|pneumocyst",
    ),
    _use(
        r"""ibuprofen|naproxen|diclofenac|ketoprofen|ketorolac|indomet(?:h)?acin|meloxicam|piroxicam|\w+coxib\b|aceclofenac|nimesulide|mefenam\w+|etodolac|nabumetone|paracetamol|acetaminophen
            |metamizole|dipyrone|nsaids?|tramadol|\w*codeine|\w*codone|\w*morphi?n\w*|fentanyl|tapentadol|analgesi\w+|sulindac|flurbiprofen""",
        rf"{_PAIN}|{_FEVER}|{_JOINTS}|\bgout|pericard|tooth|dental|sore|surgery|ductus|extraction",
    ),
    _use(
        r"""methotrexate|sul(?:f|ph)asalazine|leflunomide|azathioprine|mercaptopurine|thioguanine|mycophenol\w+|c[iy]closporine?|tacrolimus|sirolimus|everolimus|\w+(?:limumab|iximab|kinumab|kizumab|lizumab)\b|(?:ada|goli)\w*mab\b
            |secukinumab|ustekinumab|ixekizumab|tocilizumab|sarilumab|etanercept|certolizumab|abatacept|anakinra|apremilast|(?:tofa|bari|upada)\w*tinib\b|rituximab|cyclophosphamide|belimumab|immunosuppress\w+
            |aurothio\w+|\bgold\b|penicillamine|dupilumab|omalizumab|thalidomide|tnf\W""",
        rf"{_IMMUNE}|asthma|urticar|leprosum",
    ),
    _use(r"mesala[zm]ine|5-?asa\b|olsalazine|balsalazide|budesonide", r"colitis|crohn|bowel|proctit"),
    _use(
        r"(?:methyl)?predniso(?:lo)?ne|dexamethasone|hydrocortisone|betamethasone|deflazacort|(?:cortico)?steroids?|fludrocortisone|triamcinolone|cortisone",
        rf"{_IMMUNE}|asthma|\bcopd\b|obstructive\s+pulm|polymyalg|adrenal|addison|\bcopd|hypopituit|allerg|thrombocytop|h[ae]+molytic|{_GROWTH}|orthostat",
    ),
    _use(
        r"\w*tropium\b|(?:sal|for|vilan|indaca|olo)\w*terol\b|salbutamol|albuterol|terbutaline|fluticasone|budesonide|beclometh?asone|ciclesonide|mometasone|montelukast|zafirlukast|theophylline|aminophylline|roflumilast|\w*inhalers?|(?:mepo|benra|resli)lizumab|mepolizumab",
        r"asthma|\bcopd\b|obstructive|bronch|emphysem|wheez|airway",
    ),
    _use(
        r"(?:levo)?cetirizine|(?:des)?loratadine|fexofenadine|bilastine|ebastine|diphenhydramine|chlorphen\w+|hydroxyzine|mizolastine|clemastine|anti-?histamines?|fluticasone|mometasone|montelukast",
        r"rhinit|allerg|urticar|hay\s+fever|prurit|itch|eczema|dermatit|conjunctivit|mastocyt|pollino",
    ),
    _use(
        r"\w+prazole\b(?<!ripiprazole)(?<!expiprazole)|ranitidine|famotidine|cimetidine|nizatidine|sucralfate|antacids?|proton[\s-]pump\s+inhibitors?|ppis?\b|vonoprazan",
        r"reflux|\bge?o?rd\b|\bgerd\b|ulcer|gastrit|dyspep|heartburn|zollinger|pylori|barrett|esophagit|hiatus|hiatal",
    ),
    _use(
        r"ondansetron|granisetron|palonosetron|metoclopramide|domperidone|prochlorperazine|aprepitant|anti-?emetics?",
        r"nause|vomit|emesis|gastropar|dyspep",
    ),
    _use(
        r"\w+dron(?:ate|ic)\b|denosumab|teriparatide|raloxifene|romosozumab|bisphosphonates?|strontium",
        r"osteopor|osteopen|metasta|paget|myelom|hypercalc|bone\s+loss|brittle|fragility",
    ),
    _use(
        r"ferr(?:ous|ic|um)\b|iron\b|\w*maltose\b|polysaccharide-iron",
        r"iron|an[ae]+mi",
    ),
    _use(
        r"(?:cyano|hydroxo)?cobalamin|vitamin\s+b12|folic\s+acid|folate",
        r"an[ae]+mi|(?:b12|folate|cobalamin)\s+defic|pernicious",
    ),
    _use(
        r"epoetin|erythropoietin|darbepoetin|roxadustat",
        r"an[ae]+mi|(?:renal|kidney)\s+(?:failure|disease|insuff)",
    ),
    _use(
        r"(?:levo|carbi)dopa|co-?(?:beneldopa|careldopa)|pramipexole|ropinirole|rotigotine|selegiline|rasagiline|safinamide|entacapone|amantadine|trihexyphenidyl|apomorphine|madopar|sinemet",
        r"parkinson|restless|dystoni",
    ),
    _use(
        r"cabergoline|bromocriptine|quinagolide|octreotide|lanreotide|pegvisomant",
        r"prolactin|acromegal|pituit|carcinoid|neuroendoc|adenoma|insulinoma",
    ),
    _use(r"donepezil|rivastigmine|memantine|galantamine", r"alzheim|dement|cognitive"),
    _use(
        r"methylphenidate|atomoxetine|\w*amfetamine|\w*amphetamine|guanfacine|modafinil",
        r"\badhd\b|attention|narcolep|hyperactiv|sleepiness",
    ),
    _use(
        r"\w+(?:azepam|azolam)\b|zopiclone|zolpidem|eszopiclone|melatonin|suvorexant|benzodiazepines?|chlordiazepoxide|buspirone",
        rf"insomni|sleep|anxi|panic|alcohol|agitat|spas|{_FITS}",
    ),
    _use(r"\w+triptan\b|erenumab|\w*ergotamine", r"migrain|headache|cluster"),
    _use(
        r"tamsulosin|alfuzosin|silodosin|finasteride|dutasteride|terazosin",
        r"prostat|\bbph\b|\bluts\b|urinary\s+(?:symptoms|retention)|alopeci|baldness|hair|ureter|stone",
    ),
    _use(
        r"oxybutynin|tolterodine|fesoterodine|solifenacin|darifenacin|mirabegron|trospium|propiverine",
        r"bladder|incontin|urgency|urinary\s+freq|enuresis|detrusor",
    ),
    _use(
        r"latanoprost|travoprost|bimatoprost|timolol|brimonidine|brinzolamide|dorzolamide|acetazolamide|pilocarpine|betaxolol",
        r"glaucom|ocular\s+hypert|intraocular|intracranial|pseudotum|altitude",
    ),
    _use(
        r"amiodarone|flecainide|propafenone|sotalol|dronedarone|quinidine|mexiletine|digoxin|digitoxin|disopyramide|verapamil|diltiazem|dofetilide|vernakalant|procainamide",
        rf"{_RHYTHM}|{_HEART}|wolff|palpit",
    ),
    _use(r"verapamil|diltiazem", rf"{_TENSION}|{_CORONARY}|cluster|fissure"),
    _use(
        r"nitroglycerin|glyceryl|isosorbide|nicorandil|ranolazine|ivabradine|trimetazidine|molsidomine",
        rf"{_CORONARY}|{_HEART}|fissure",
    ),
    _use(
        r"""\w+(?:platin|rubicin|taxel|tecan|citabine|ciclib|trexed|fosfamide|mustine|blastine|cristine|relbine)\b|\w+(?:tinib|rafenib|metinib|parib|degib|zomib)\b|cyclophosphamide|etoposide|bleomycin|mitomycin|methotrexate
            |fluorouracil|5-?fu\b|cytarabine|dacarbazine|temozolomide|fludarabine|melphalan|busulfan|mitoxantrone|capecitabine|tegafur\w*|hydroxyurea|hydroxycarbamide|l?-?asparaginase|folfox\w*|folfiri\w*|r?-?chop\b|abvd\b
            |rituximab|cetuximab|bevacizumab|trastuzumab|panitumumab|pertuzumab|ramucirumab|daratumumab|nivolumab|pembrolizumab|ipilimumab|atezolizumab|durvalumab|avelumab|cemiplimab|brentuximab|blinatumomab|lenalidomide
            |pomalidomide|thalidomide|venetoclax|everolimus|chemo\w*|s-?1\b|imatinib|mercaptopurine|chlorambucil|interferon|doxil|tretinoin|arsenic""",
        _GROWTH,
    ),
    _use(
        r"tamoxifen|letrozole|anastrozole|exemestane|fulvestrant|leupro\w+|goserelin|triptorelin|bicalutamide|flutamide|enzalutamide|abiraterone|apalutamide|degarelix",
        rf"{_GROWTH}|endometrio|fibroid|precocious",
    ),
    _use(r"\w*tretinoin|acitretin|bexarotene|etretinate", r"\bacne|psoria|ichthy|keratos|pityriasis|eczema"),
    _use(
        r"deferasirox|deferoxamine|desferrioxamine|deferiprone",
        r"thalass|iron\s+overload|siderosis|sickle|h[ae]+mochrom|myelodys",
    ),
    _use(r"penicillamine|trientine", r"wilson|cystinur|scleroderma"),
    _use(
        r"lactulose|macrogol|polyethylene\s+glycol|bisacodyl|phenolphthalein|laxatives?|sodium\s+(?:phosphate|picosulfate)|linaclotide|prucalopride",
        r"constip|bowel\s+prep|colonoscop|hepatic\s+enceph",
    ),
    _use(
        r"glatiramer|natalizumab|fingolimod|siponimod|dimethyl\s+fumarate|alemtuzumab|ocrelizumab|ofatumumab|teriflunomide|fampridine|dalfampridine|cladribine|interferon|mitoxantrone",
        r"multiple\s+sclerosis|\brrms\b|\bms\b|demyelin",
    ),
    _use(
        r"baclofen|tizanidine|dantrolene|botulinum",
        r"spasti|spasm|hiccup|dystoni|palsy|hyperhidros|sialorrh",
    ),
    _use(r"ursodeoxycholic|ursodiol|obeticholic", r"cholang|biliary|cholest|gallst"),
    _use(r"sildenafil|tadalafil|vardenafil", r"erectile|impoten|pulmonary\s+(?:arterial\s+)?hypert|raynaud"),
    _use(
        r"bosentan|ambrisentan|macitentan|riociguat|treprostinil|iloprost",
        r"pulmonary\s+(?:arterial\s+)?hypert|digital\s+ulc|raynaud",
    ),
    _use(r"disulfiram|acamprosate|naltrexone|nalmefene", r"alcohol|opioid|depend"),
    _use(r"buprenorphine|methadone|levomethadone", r"opio|heroin|depend|addict|pain"),
    _use(
        r"dapsone|clofazimine",
        r"lepro|dermatitis|pneumocyst|\bacne|urticar|vasculit|pemphig|linear\s+iga|erythema\s+elevatum",
    ),
    _use(
        r"somatropin|growth\s+hormone|testosterone|estradiol|desmopressin",
        r"growth|short\s+stature|hypopit|hypogonad|menopaus|climacter|turner|insipidus|enuresis|gender",
    ),
    _use(r"pirfenidone|nintedanib", r"fibrosis|interstitial"),
    _use(r"riluzole|edaravone", r"amyotrophic|motor\s+neuron"),
    _use(r"pyridostigmine|neostigmine", r"myasthen"),
)


def fit(drug: Iterable[str], condition: Iterable[str]) -> Fit:
    """Returns how a condition goes with a drug, by the lower-cased wordings of both."""
    known = {use for name in drug for use in _uses_of(name)}
    named = [*condition]
    if not known:
        return Fit.UNKNOWN
    if any(use.conditions.search(name) for use in known for name in named):
        return Fit.FITS
    return Fit.FOREIGN if any(_is_spoken_for(name) for name in named) else Fit.UNKNOWN


@lru_cache(maxsize=2048)
def _uses_of(name: str) -> tuple[Use, ...]:
    return tuple(use for use in USES if use.drugs.search(name))


@lru_cache(maxsize=2048)
def _is_spoken_for(name: str) -> bool:
    return any(use.conditions.search(name) for use in USES)
