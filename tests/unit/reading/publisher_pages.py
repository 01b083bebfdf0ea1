"""Pages of an invented paper, marked up as publishers, indexes and newspapers mark theirs, with what stands around."""

from __future__ import annotations

TITLE = "Fixed drug eruption after naproxen: a case report"
ABSTRACT = (
    "Fixed drug eruption is a rare reaction to naproxen. We report a 34-year-old man who developed bullae on the"
    " left hand two hours after a single tablet."
)
INTRODUCTION = "Naproxen is taken without prescription in most countries, and serious skin reactions to it are rarely reported."
CASE = (
    "A 34-year-old man with a history of migraine took naproxen 500 mg. Two hours later a violaceous plaque of"
    " 4 cm appeared on the left hand."
)
FOLLOW_UP = "Naproxen was stopped and the lesion resolved over ten days, leaving slight hyperpigmentation."
DISCUSSION = "The interval between intake and eruption was short, which speaks for earlier sensitisation of the patient."
CONCLUSION = "Physicians should ask about tablets bought without prescription."
CAPTION = "Violaceous plaque on the dorsum of the left hand."
TEXTS = (ABSTRACT, INTRODUCTION, CASE, FOLLOW_UP, DISCUSSION, CONCLUSION)

_HIGHWIRE = f"""
<meta name="citation_title" content="{TITLE}">
<meta name="citation_journal_title" content="Journal of Invented Cases">
<meta name="citation_author" content="Doe, Jane"><meta name="citation_author" content="John Roe">
<meta name="citation_publication_date" content="2021/03/04">
<meta name="citation_doi" content="10.1234/jic.2021.5">
"""

SPRINGER = f"""<!DOCTYPE html><html lang="en"><head><title>{TITLE} | Journal of Invented Cases | Full Text</title>{_HIGHWIRE}
<script type="application/ld+json">{{"mainEntity":{{"headline":"{TITLE}","keywords":["Naproxen","Drug eruption"],
"license":"http://creativecommons.org/licenses/by/4.0/","@type":"ScholarlyArticle"}},"@type":"WebPage"}}</script></head>
<body class="journal journal-fulltext"><div class="cc-banner" data-cc-banner><p>Your privacy, your choice. We use essential
cookies to make sure the site can function.</p><button>Accept all cookies</button></div>
<header class="c-header"><nav><ul><li><a href="/">Log in</a></li><li><a href="/j">Find a journal</a></li></ul></nav></header>
<div class="u-container"><main class="c-article-main-column"><article lang="en">
<div class="c-article-header"><header><ul class="c-article-identifiers"><li>Case report</li><li>Open access</li>
<li>Published: <time>04 March 2021</time></li></ul><h1 class="c-article-title" data-test="article-title">{TITLE}</h1>
<ul class="c-article-author-list"><li><a href="#auth-1">Jane Doe</a><sup><a href="#Aff1">1</a></sup></li></ul>
<p class="c-article-info-details"><a href="/j"><i>Journal of Invented Cases</i></a> volume 15, Article number: 5 (2021)</p>
<div class="c-article-metrics-bar"><p>1234 Accesses</p><p>2 Citations</p></div></header></div>
<div class="c-article-body"><section data-title="Abstract"><div class="c-article-section" id="Abs1-section">
<h2 class="c-article-section__title" id="Abs1">Abstract</h2><div class="c-article-section__content" id="Abs1-content">
<p>{ABSTRACT}</p></div></div></section>
<section data-title="Introduction"><div class="c-article-section"><h2 class="c-article-section__title">Introduction</h2>
<div class="c-article-section__content"><p>{INTRODUCTION[:-1]} [<a data-track="click" href="/articles/x#ref-CR1"
data-test="citation-ref" title="Roe J. Skin. 2001.">1</a>,<a data-test="citation-ref" href="/articles/x#ref-CR2">2</a>].</p>
</div></div></section>
<section data-title="Case presentation"><div class="c-article-section"><h2>Case presentation</h2><div><p>{CASE} (Fig.
<a data-test="figure-link" href="#Fig1">1</a>).</p>
<div class="c-article-section__figure js-c-reading-companion-figures-item" data-container-section="figure"><figure>
<figcaption><b id="Fig1" class="c-article-section__figure-caption">Fig. 1</b></figcaption>
<div class="c-article-section__figure-content"><img src="a.png" alt="figure 1">
<div class="c-article-section__figure-description" id="figure-1-desc"><p>{CAPTION}</p></div></div>
<div class="u-text-right u-hide-print"><a class="c-article__pill-button" href="/f/1">Full size image</a></div></figure></div>
<p>{FOLLOW_UP}</p>
<div class="c-article-table" data-container-section="table" id="table-1"><figure><figcaption
class="c-article-table__figcaption"><b id="Tab1" data-test="table-caption">Table 1 Laboratory values</b></figcaption>
<div class="u-text-right"><a href="/t/1">Full size table</a></div></figure></div></div></div></section>
<section data-title="Discussion"><div class="c-article-section"><h2>Discussion</h2><div><p>{DISCUSSION}</p></div></div></section>
<section data-title="Conclusion"><h2>Conclusion</h2><div><p>{CONCLUSION}</p></div></section>
<section data-title="Availability of data and materials"><h2>Availability of data and materials</h2><p>All data generated
during this study are included in this published article.</p></section>
<div id="MagazineFulltextArticleBodySuffix"><section aria-labelledby="Bib1" data-title="References"><h2 id="Bib1">References</h2>
<ol class="c-article-references"><li id="ref-CR1"><p>Roe J. Skin reactions. Skin. 2001;3:1-9.</p><p><a>Article</a> <a>PubMed</a>
<a>Google Scholar</a></p></li></ol></section>
<section data-title="Acknowledgements"><h2>Acknowledgements</h2><p>We thank the patient for the kind permission.</p></section>
<section data-title="Rights and permissions"><h2>Rights and permissions</h2><p>This article is licensed under a Creative Commons
Attribution 4.0 International License, which permits use, sharing, adaptation and distribution.</p></section>
<section data-title="About this article"><h2>About this article</h2><h3>Cite this article</h3><p>Doe, J. {TITLE}. J Inv Cases.</p>
<h3>Keywords</h3><ul class="c-article-subject-list"><li>Naproxen</li><li>Drug eruption</li></ul></section></div></div></article></main>
<aside class="c-article-extras"><a href="/x.pdf">Download PDF</a><h3>Sections</h3><ul><li>Abstract</li></ul></aside></div>
<footer><p>© 2024 Springer Nature Limited</p></footer></body></html>"""

PMC = f"""<!DOCTYPE html><html lang="en"><head><title>{TITLE} - PMC</title>{_HIGHWIRE}<meta name="citation_pmid" content="33000000">
<link rel="canonical" href="https://pmc.ncbi.nlm.nih.gov/articles/PMC7654321/"></head><body>
<a class="usa-skipnav" href="#main-content">Skip to main content</a>
<section class="usa-banner"><p>An official website of the United States government</p><p>Here's how you know</p></section>
<header class="ncbi-header"><form role="search"><input type="search"></form></header>
<div class="pmc-sidebar"><section><h6>ACTIONS</h6><ul><li><a>View on publisher site</a></li><li><a>PDF (1.2 MB)</a></li></ul></section></div>
<main id="main-content"><article lang="en"><section aria-label="Article citation and metadata"><section class="pmc-layout__disclaimer">
As a library, NLM gives access to papers, which does not
mean that it agrees with what stands in them.</section>
<div class="ameta"><hgroup><h1>{TITLE}</h1></hgroup><div class="cg p"><a href="https://pubmed.ncbi.nlm.nih.gov/?term=x"><span
class="name western">Jane Doe</span></a><sup>1</sup></div><ul class="d-buttons inline-list"><li><button>Author information</button></li>
</ul><div class="aff" id="a1"><sup>1</sup>Department of Dermatology, Invented Hospital</div>
<div>Received 2020 Dec 1; Accepted 2021 Jan 5; Collection date 2021.</div></div></section>
<section class="abstract" id="abstract1"><h2>Abstract</h2><p>{ABSTRACT}</p>
<section id="kwd-group1" class="kwd-group"><p><strong>Keywords:</strong> naproxen, drug eruption</p></section></section>
<section class="body main-article-body"><section id="sec1"><h2 class="pmc_sec_title">Introduction</h2><p>{INTRODUCTION[:-1]}.<sup><a
href="#b1" class="usa-link" aria-describedby="b1">1</a>–<a href="#b3" class="usa-link">3</a></sup></p></section>
<section id="sec2"><h2 class="pmc_sec_title">Case report</h2><p>{CASE}</p>
<figure class="fig xbox font-sm" id="fig1"><h4 class="obj_head">Figure 1.</h4><p class="img-box"><a target="_blank"><img src="f.jpg"></a></p>
<div class="p text-right font-secondary"><a href="figure/fig1/">Open in a new tab</a></div><figcaption><p>{CAPTION}</p></figcaption></figure>
<section class="tw xbox font-sm" id="table1"><h4 class="obj_head">Table 1.</h4><div class="caption p"><p>Laboratory values.</p></div>
<div class="tbl-box p" tabindex="0"><table class="content"><thead><tr><th>Test</th><th>Day 1</th></tr></thead><tbody><tr><td>Eosinophils
(10<sup>9</sup>/L)</td><td>0.9</td></tr></tbody></table></div><div class="p text-right"><a href="table/">Open in a new tab</a></div></section>
<p>{FOLLOW_UP}</p></section><section id="sec3"><h2>Discussion</h2><p>{DISCUSSION}</p></section>
<section id="sec4"><h2>Conclusion</h2><p>{CONCLUSION}</p></section></section>
<section id="fn-group1" class="fn-group"><h2>Footnotes</h2><p>Declaration of conflicting interests: The authors declared none.</p></section>
<section class="ref-list"><h2>References</h2><ul class="ref-list"><li id="b1"><span class="label">1.</span> <cite>Roe J. Skin. 2001.</cite>
[<a>DOI</a>] [<a>PubMed</a>] [<a>Google Scholar</a>]</li></ul></section></article></main>
<footer class="ncbi-footer"><p>National Library of Medicine, 8600 Rockville Pike</p></footer></body></html>"""

PUBMED = f"""<html lang="en"><head><title>{TITLE} - PubMed</title><meta name="citation_title" content="{TITLE}">
<meta name="citation_pmid" content="33000000"><meta name="citation_journal_title" content="J Invent Cases">
<meta name="citation_authors" content="Doe J;Roe J;"><meta name="citation_date" content="03/04/2021"></head><body>
<noscript><div class="no-script-banner"><p>This site needs JavaScript to work properly. Please enable it.</p></div></noscript>
<form class="search-form"><input name="term"></form><main class="article-details" id="article-details">
<header class="heading" id="heading"><div class="full-view"><div class="article-citation"><div class="publication-type">Case Reports
</div><span class="cit">2021 Mar;15(1):5.</span></div><h1 class="heading-title">{TITLE}</h1>
<div class="authors"><span class="authors-list-item"><a class="full-name">Jane Doe</a><sup class="affiliation-links">1</sup></span></div>
<ul class="identifiers"><li><span>PMID: 33000000</span></li></ul></div></header>
<div class="abstract" id="abstract"><h2 class="title">Abstract <button class="abstract-copy">Copy</button></h2>
<div class="abstract-content selected" id="eng-abstract"><p><strong class="sub-title">Background:</strong> {INTRODUCTION}</p>
<p><strong class="sub-title">Case presentation:</strong> {CASE} {FOLLOW_UP}</p>
<p><strong class="sub-title">Conclusions:</strong> {CONCLUSION}</p></div>
<p><strong class="sub-title">Keywords:</strong> Naproxen; drug eruption.</p><p class="copyright">© 2021. The Author(s).</p></div>
<div class="conflict-of-interest"><h2>Conflict of interest statement</h2><p>The authors have declared no conflict.</p></div>
<div class="figures"><h2>Figures</h2><figure><figcaption>Fig. 1. {CAPTION}</figcaption></figure></div>
<div class="similar-articles" id="similar"><h2>Similar articles</h2><ul><li><a>Fixed drug eruption due to naproxen in two siblings.</a>
Roe J. Skin. 2001.</li></ul></div><div class="references"><h2>References</h2><ol><li>Roe J. Skin. 2001.</li></ol></div>
<div class="mesh-terms"><h2>MeSH terms</h2><ul><li>Naproxen / adverse effects</li></ul></div>
<div class="linkout"><h2>LinkOut - more resources</h2></div></main>
<aside class="page-sidebar"><h3>Full text links</h3></aside></body></html>"""

ELSEVIER = f"""<!DOCTYPE html><html lang="en-US"><head><title>{TITLE} - ScienceDirect</title>{_HIGHWIRE}</head><body class="toolbar-stuck">
<div class="accessbar"><ul><li><a>View PDF</a></li><li><button>Download full issue</button></li></ul></div>
<div class="sticky-table-of-contents"><div class="TableOfContents"><h2>Outline</h2><ol><li><a>Abstract</a></li><li><a>References</a></li></ol>
</div></div><article class="col-lg-12"><div class="Publication"><h2 class="publication-title-link"><a>Journal of Invented Cases</a></h2>
<div>Volume 15, Issue 1, March 2021, 100005</div></div><h1 id="screen-reader-main-title" class="Head"><div class="article-dochead">
<span>Case Report</span></div><span class="title-text">{TITLE}</span></h1><div class="Banner" id="banner"><div class="author-group">
<span class="sr-only">Author links open overlay panel</span><button>Jane Doe <sup>a</sup></button></div><a>Show more</a></div>
<div class="Abstracts u-font-serif"><div class="abstract author-highlights"><h2>Highlights</h2><div><ul class="list"><li class="react-xocs-list-item">
<span class="list-label">•</span><span><p>Naproxen may cause bullae.</p></span></li></ul></div></div>
<div class="abstract author" id="ab0005"><h2 class="section-title">Abstract</h2><div><p>{ABSTRACT}</p></div></div></div>
<ul class="issue-navigation"><li><a>Previous article in issue</a></li></ul>
<div class="Keywords"><div class="keywords-section"><h2>Keywords</h2><div class="keyword">Naproxen</div><div class="keyword">Drug eruption</div>
</div></div><div class="Body u-font-serif" id="body"><div><section id="s0005"><h2>1. Introduction</h2><p id="p0005">{INTRODUCTION[:-1]} <a
name="bbib1" href="#bib1" class="workspace-trigger">[1]</a>, <a name="bbib2" href="#bib2" class="workspace-trigger">[2]</a>.</p></section>
<section id="s0010"><h2>2. Case report</h2><p>{CASE} (<a name="bfig1" href="#fig1" class="workspace-trigger">Fig. 1</a>).</p>
<figure class="figure text-xs" id="fig1"><span><img src="g.jpg"><ol class="links-for-figure"><li><a>Download : <span>Download high-res image
(200KB)</span></a></li><li><a>Download : Download full-size image</a></li></ol></span><span class="captions text-s"><span id="cn0005"><p
id="sp0005"><span class="label">Fig. 1</span>. {CAPTION}</p></span></span></figure><p>{FOLLOW_UP}</p></section>
<section><h2>3. Discussion</h2><p>{DISCUSSION}</p></section><section><h2>4. Conclusion</h2><p>{CONCLUSION}</p></section></div></div>
<section><h2>Declaration of Competing Interest</h2><p>The authors report no declarations of interest whatever.</p></section>
<section class="bibliography" id="bi0005"><h2>References</h2><ol class="references"><li><span class="label">[1]</span><span class="reference"
id="rf0005"><div>J. Roe</div><div>Skin reactions</div></span></li></ol></section>
<div class="ListArticles"><h2>Cited by (3)</h2><ul><li><a>Another paper on tablets</a></li></ul></div></article>
<div class="RelatedContent"><h2>Recommended articles</h2></div><footer>All content on this site: Copyright © 2024 Elsevier B.V.</footer>
</body></html>"""

WILEY = f"""<!DOCTYPE html><html lang="en"><head><title>{TITLE} - Doe - 2021 - Journal of Invented Cases - Wiley</title>{_HIGHWIRE}</head>
<body class="pb-ui"><div class="cookiePolicy-popup"><p>We use cookies</p></div><div class="pb-dropzone"><header class="page-header">
<a>Journals</a></header></div><main class="main"><article data-figures=""><div class="row"><div class="article-citation">
<span class="primary-heading">CASE REPORT</span><div class="doi-access">Open Access</div><h1 class="citation__title">{TITLE}</h1>
<div class="loa-authors-trunc"><a>Jane Doe</a>, <a>John Roe</a></div><div class="epub-section"><span>First published: 04 March 2021</span></div>
<div class="citation-count"><a>Citations: 2</a></div></div></div>
<nav class="article-row-left"><a>PDF</a><div class="share"><h3>Share a link</h3></div></nav>
<div class="article__content"><div class="abstract-group"><section class="article-section article-section__abstract" lang="en">
<h2 class="article-section__header section__title">Abstract</h2><div class="article-section__content en main"><p>{ABSTRACT}</p></div>
</section></div><section class="article-section article-section__full"><div class="article-section__content"><h2
class="article-section__title">1 INTRODUCTION</h2><p>{INTRODUCTION}<span><sup><a href="#ccr1-bib-0001" class="bibLink tab-link"
data-tab="pane-pcw-references">1</a>, <a href="#ccr1-bib-0002" class="bibLink">2</a></sup></span></p></div>
<div class="article-section__content"><h2>2 CASE REPORT</h2><p>{CASE}</p><section class="article-section__inline-figure">
<figure class="figure" id="ccr1-fig-0001"><a target="_blank"><picture><img></picture></a><figcaption class="figure__caption"><div
class="figure__caption__header"><strong class="figure__title">FIGURE 1</strong><div class="figure-extra"><a class="open-figure-link">Open in
figure viewer</a><a class="ppt-figure-link">PowerPoint</a></div></div><div class="figure__caption figure__caption-text">{CAPTION}</div>
</figcaption></figure></section><p>{FOLLOW_UP}</p></div><div class="article-section__content"><h2>3 DISCUSSION</h2><p>{DISCUSSION}</p>
</div><div><h2>4 CONCLUSION</h2><p>{CONCLUSION}</p></div></section>
<section class="article-section__conflict"><h2>CONFLICT OF INTEREST</h2><p>None of the authors has a conflict of any kind.</p></section>
<section class="article-section article-section__references" id="references-section"><h2>REFERENCES</h2><ul class="rlist"><li
data-bib-id="ccr1-bib-0001"><span class="author">Roe J</span>. Skin.</li></ul></section>
<section class="article-section article-section__citedBy"><h3>Citing Literature</h3></section></div></article></main>
<section class="recommendations"><h2>Recommended</h2></section><footer>© 2021 John Wiley &amp; Sons</footer></body></html>"""

MDPI = f"""<!DOCTYPE html><html lang="en"><head><title>JIC | Free Full-Text | {TITLE}</title>{_HIGHWIRE}</head><body>
<div class="top-bar"><ul><li><a>Journals</a></li></ul></div><section id="main-content"><div class="row"><aside class="column">
<a class="button">Download PDF</a></aside><div class="middle-column__main"><div id="abstract" class="article-content__container">
<article><div class="article-content"><div class="article-icons"><span class="label openaccess">Open Access</span><span
class="label articletype">Case Report</span></div><h1 class="title hypothesis_container">{TITLE}</h1><div class="art-authors">by Jane Doe</div>
<div class="art-affiliations"><div>Department of Dermatology, Invented Hospital</div></div><div class="bib-identity"><em>J. Invent. Cases</em>
2021, 15(1), 5</div><div class="pubhistory"><span>Received: 1 December 2020 / Accepted: 5 January 2021</span></div>
<section class="html-abstract" id="html-abstract"><h2 id="html-abstract-title">Abstract</h2><div class="html-p">{ABSTRACT}</div></section>
<div id="html-keywords"><div class="html-gwd-group"><div id="html-keywords-title">Keywords: </div><a href="/search?q=naproxen">naproxen</a>;
<a href="/search?q=eruption">drug eruption</a></div></div></div></article></div>
<div class="html-body"><section id="sec1-jic" type="intro"><h2 data-nested="1">1. Introduction</h2><div class="html-p">{INTRODUCTION[:-1]}
[<a href="#B1-jic-15-00005" class="html-bibr">1</a>,<a href="#B2-jic-15-00005" class="html-bibr">2</a>].</div></section>
<section id="sec2-jic"><h2>2. Case Report</h2><div class="html-p">{CASE}</div><div class="html-p">{FOLLOW_UP}</div></section>
<section><h2>3. Discussion</h2><div class="html-p">{DISCUSSION}</div></section><section><h2>4. Conclusions</h2><div class="html-p">{CONCLUSION}
</div></section></div><div class="html-back"><section class="html-notes"><h2>Author Contributions</h2><div class="html-p">Writing, J.D. All
authors have read and agreed to the published version of the manuscript.</div></section></div>
<section id="html-references_list"><h2>References</h2><ol class="html-xxx"><li id="B1-jic-15-00005" class="html-x">Roe, J. Skin. <b>2001</b>.
[<a>Google Scholar</a>] [<a>CrossRef</a>]</li></ol></section>
<section id="FiguresandTables" type="display-objects"><div class="html-fig-wrap" id="jic-15-00005-f001"><div class="html-fig_img"><img></div>
<div class="html-fig_description"><b>Figure 1.</b> {CAPTION}</div></div></section>
<section class="html-fn_group"><table><tr><td></td><td><div class="html-p"><b>Publisher’s Note:</b> The publisher stays
neutral about all claims that are made in the maps
and the addresses of its papers.</div></td></tr></table></section></div></div></section>
<div id="footer"><p>Subscribe to receive issue release notifications and newsletters</p></div></body></html>"""

BMJ = f"""<!DOCTYPE html><html lang="en"><head><title>{TITLE} | BMJ Case Reports</title>{_HIGHWIRE}</head><body class="html">
<div class="sidebar-wrap"><ul class="menu"><li><a>Archive</a></li></ul></div><div id="page"><div class="main-content-wrapper">
<div class="highwire-article-citation"><h1 class="highwire-cite-title" id="page-title">{TITLE}</h1><div class="highwire-cite-authors">Jane Doe
</div></div><div class="pane-content"><ul class="tabs"><li><a>Article Text</a></li><li><a>Article info</a></li></ul>
<div class="article fulltext-view"><div class="section abstract" id="abstract-1"><h2>Abstract</h2><p id="p-1">{ABSTRACT}</p></div>
<ul class="kwd-group"><li class="kwd">dermatology</li><li class="kwd">unwanted effects / adverse reactions</li></ul>
<div class="section" id="sec-1"><h2 class="">Background</h2><p id="p-2">{INTRODUCTION} <a id="xref-ref-1-1" class="xref-bibr" href="#ref-1">1
2</a></p></div><div class="section" id="sec-2"><h2>Case presentation</h2><p>{CASE}</p>
<div id="F1" class="fig pos-float odd"><div class="highwire-figure"><div class="fig-inline-img"><a href="F1.large.jpg"><img></a></div>
<ul class="highwire-figure-links inline"><li class="download-fig"><a>Download figure</a></li><li class="new-tab"><a>Open in new tab</a></li>
<li class="download-ppt"><a>Download powerpoint</a></li></ul></div><div class="fig-caption"><span class="fig-label">Figure 1</span> <p
class="first-child">{CAPTION}</p></div></div></div><div class="section"><h2>Outcome and follow-up</h2><p>{FOLLOW_UP}</p></div>
<div class="section"><h2>Discussion</h2><p>{DISCUSSION}</p></div><div class="boxed-text" id="boxed-text-1"><div class="section">
<h3>Learning points</h3><ul class="list-unord"><li><p>{CONCLUSION}</p></li></ul></div></div>
<div class="section ref-list" id="ref-list-1"><h2>References</h2><ol class="cit-list"><li><div class="cit ref-cit" id="cit-15.1.1"><a
id="ref-1" class="rev-xref-ref" href="#xref-ref-1-1">1.</a><cite>Roe J. Skin. 2001.</cite></div></li></ol></div>
<div class="section fn-group"><h2>Footnotes</h2><ul><li><p><strong>Contributors</strong> JD wrote the paper and is the guarantor of it.</p>
</li></ul></div></div></div></div><div class="panel-pane"><h2>Other content recommended for you</h2></div></div></body></html>"""

JAMA = f"""<html><head><title>{TITLE} | JAMA | JAMA Network</title>{_HIGHWIRE}</head><body><div class="site-theme-header"><a>Sign In</a></div>
<div class="article-full-text" data-component="x"><div class="meta-authors-wrap"><h1 class="meta-article-title">{TITLE}</h1></div>
<div class="tab-nav"><a>Full Text</a><a>Figures</a></div><div class="article-body-section"><div class="h3">Abstract</div><p
class="para">{ABSTRACT}</p></div><p class="para">{INTRODUCTION}<sup><a class="ref-link section-jump-link" href="#ild1r1">1</a></sup></p>
<div class="h3 section-heading">Report of a Case</div><p class="para">{CASE}</p><div class="figure-table-wrapper"><div class="figure-label">
Figure 1.</div><div class="figure-caption"><p class="para">{CAPTION}</p></div><div><a>View Large</a><a>Download</a></div></div>
<p class="para">{FOLLOW_UP}</p><div class="h3 section-heading">Discussion</div><p class="para">{DISCUSSION}</p><p class="para">{CONCLUSION}</p>
<div class="h3">Article Information</div><p class="para"><strong>Corresponding Author:</strong> Jane Doe, MD, Invented Hospital.</p>
<div class="h3">References</div><div class="references"><div class="reference" id="ild1r1"><div class="reference-number">1.</div>
<div class="reference-content">Roe J. Skin. 2001.</div></div></div></div><div class="widget-related"><div>See More About</div></div>
</body></html>"""

BLOG = f"""<!DOCTYPE html><html lang="en-GB"><head><title>When a headache tablet burns the skin – The Invented Dermatologist</title>
<meta property="og:type" content="article"><meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="2021-03-04T10:00:00Z"></head><body class="single no-sidebar cookies-not-set">
<div id="cookie-notice"><span>We use cookies to ensure that we give you the best experience on our website.</span></div>
<div id="page"><header id="masthead"><p class="site-title"><a href="/">The Invented Dermatologist</a></p><nav><ul><li><a href="/about">About
</a></li></ul></nav></header><div id="content"><div id="primary"><article class="post type-post"><header class="entry-header">
<h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><span class="posted-on">Posted on 4 March 2021</span> by <a>Jane</a></div></header>
<div class="entry-content"><p>{ABSTRACT}</p><p>{INTRODUCTION}</p><p>{CASE}</p><figure class="wp-caption"><img><figcaption
class="wp-caption-text">{CAPTION}</figcaption></figure><p>{FOLLOW_UP}</p><h2>What can we learn?</h2><p>{DISCUSSION}</p><p>{CONCLUSION}</p>
<div class="sharedaddy"><h3 class="sd-title">Share this:</h3><ul><li><a>Twitter</a></li><li><a>Facebook</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><p><a>My ten favourite creams of the year</a></p></div></div>
<footer class="entry-footer">Tagged <a>naproxen</a></footer></article>
<div id="comments" class="comments-area"><h2>2 thoughts on this post</h2><ol><li><p>Great read, thank you so much for sharing this story with
all of us here.</p><a>Reply</a></li></ol></div></div><div id="secondary" class="widget-area"><h2>Recent posts</h2><ul><li><a>Ten creams</a></li>
</ul></div></div><footer><p>Proudly powered by WordPress</p></footer></div></body></html>"""

TABLES = f"""<HTML><HEAD><TITLE>{TITLE}</TITLE></HEAD><BODY BGCOLOR=white><TABLE WIDTH=100%><TR><TD COLSPAN=2><A HREF=index.htm>Home</A> |
<A HREF=toc.htm>Contents</A></TD></TR><TR><TD WIDTH=120><A HREF=a>Archive</A><BR><A HREF=b>Editors</A></TD><TD><H1>{TITLE}</H1>
<FONT SIZE=2>Jane Doe, MD</FONT><P><B>Abstract</B><P>{ABSTRACT}<P><B>Introduction</B><P>{INTRODUCTION[:-1]} [1,2].<P><B>Case Report</B>
<P>{CASE}<BR><BR>{FOLLOW_UP}<P><TABLE BORDER=1><TR><TH>Day<TH>Eosinophils<TR><TD>1<TD>0.9 x 10<SUP>9</SUP>/L</TABLE><P><B>Discussion</B><P>
{DISCUSSION} [3]<P>{CONCLUSION}<P><B>References</B><OL><LI>Roe J. Skin reactions. Skin 2001;3:1-9.<LI>Roe J. More skin. Skin 2002;4:1-9.
</OL></TD></TR></TABLE></BODY></HTML>"""

PAGES = {
    "springer": SPRINGER,
    "pmc": PMC,
    "pubmed": PUBMED,
    "elsevier": ELSEVIER,
    "wiley": WILEY,
    "mdpi": MDPI,
    "bmj": BMJ,
    "jama": JAMA,
    "blog": BLOG,
    "tables": TABLES,
}

# Words of what stands around the paper on these pages.
AROUND = (
    "cookie", "Log in", "Accesses", "Citations", "Full size", "Download", "Open in", "Google Scholar", "PubMed", "Roe",
    "Skin.", "Availability", "All data generated", "We thank", "licensed", "©", "Cite this", "official website",
    "Received", "Department", "declared", "Similar", "siblings", "MeSH", "LinkOut", "Previous article", "Cited by",
    "Recommended", "no declarations", "Share", "Open Access", "Open access", "conflict", "CONFLICT", "Citing",
    "have read and agreed", "neutral about", "newsletters", "Archive", "guarantor", "Footnotes", "See More", "View Large",
    "Corresponding", "Proudly", "favourite", "Great read", "Tagged", "Posted on", "Ten creams", "[1", "[2", "Copy",
    "Published:", "volume 15", "Jane", "Article Information", "PowerPoint", "Editors", "Contents", "Outline", "NLM",
    "Sections", "enable", "Keywords", "Volume 15", "Show more",
)  # fmt: skip
