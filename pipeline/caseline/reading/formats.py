"""What a file is, told by what is in it."""

from __future__ import annotations

import codecs
import json
import re
from enum import StrEnum

from caseline.errors import ReadingError
from caseline.printable import printable
from caseline.reading.kinds import text_kind, unread_kind, why_nul, zip_kind
from caseline.reading.limits import HEAD
from caseline.reading.markdown_signs import is_markdown
from caseline.reading.markup import Root, head_text, read_prolog, read_root
from caseline.schema.document import SourceFormat


class Container(StrEnum):
    """Files that hold files."""

    ZIP = "ZIP"
    TAR = "TAR"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"


READ = "plain text, Markdown, HTML, JATS, PubMed XML, BioC XML and JSON, PubTator, PDF, and ZIP, TAR and gzip of these"
PACKED = (".gz", ".bz2", ".xz")
_MARKDOWN_NAMES = frozenset({".md", ".markdown", ".mkd", ".mdown"})
_TEXT_NAMES = frozenset({".txt", ".text"})

_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_TAR_BLOCK = 512
_TAR_SUM = slice(148, 156)
_PDF_WITHIN = 1024

_JATS_NAMES = frozenset({"article", "pmc-articleset", "OAI-PMH"})
_PUBMED_NAMES = frozenset({"PubmedArticleSet", "PubmedArticle", "MedlineCitationSet", "MedlineCitation"})
_BIOC_NAMES = frozenset({"collection", "document"})
_JATS_DOCTYPE = re.compile(r"JATS|//NLM//DTD|NISO|archivearticle|journalpublishing|nlm", re.IGNORECASE)
_JATS_NAMESPACE = re.compile(r"jats|niso\.org|nlm\.nih\.gov|openarchives\.org/OAI", re.IGNORECASE)
_JATS_INSIDE = re.compile(r"<(?:\w+:)?(?:article-meta|journal-meta|front-stub|front|sec|back|ref-list)[\s>]")
_HTML_INSIDE = re.compile(r"<(?:div|h[1-6]|span|a|img|section|header|ul|ol|figure)[\s>]", re.IGNORECASE)
_BIOC_INSIDE = re.compile(r"<(?:passage|infon|document|source|key)[\s/>]")
_PUBMED_INSIDE = re.compile(r"<(?:PubmedArticle|MedlineCitation)[\s>]")
_HTML_NAMES = frozenset(
    "html head body title meta link base style script div p main section article header nav aside footer "
    "h1 h2 h3 h4 h5 h6 table ul ol dl span a b i em strong img figure form br hr center font pre blockquote".split()
)

_PUBTATOR = re.compile(r"\s*(?:(?P<id>[^\s|]{1,60})\|t\|[^\n]*\r?\n(?P=id)(?:\|a\||\t\d+\t)|\d{1,60}\|t\|)")
_JSON = re.compile(
    r"\s*(?:\{\s*(?:\"(?:[^\"\\]|\\.){0,200}+\"\s*:|\}\s*\Z)|\[\s*(?:[\[{]|\]\s*\Z|\"[^\"]{0,200}+\"\s*,\s*\"))"
)
_BIOC_KEYS = re.compile(r"\"(?:documents|passages|PubTator3|bioctype)\"\s*:")
_LONGEST_SHOWN = 100
_KEY = re.compile(r"\"((?:[^\"\\]|\\.){1,60}+)\"\s*:")


def tell_format(head: bytes, *, name: str = "") -> SourceFormat | Container:
    """Returns what a file is, by its first `HEAD` bytes.

    The name decides nothing but whether a text is Markdown: no content can tell that for certain.

    Args:
        head: The first bytes; all of them when the file is shorter.
        name: The file's name, for errors and for ".md".

    Raises:
        ReadingError: When it is nothing that can be read; says what it is, and what to do.
    """
    source = name or "the file"
    if (container := tell_container(head, source=source)) is not None:
        return container
    if (kind := unread_kind(head)) is not None:
        raise ReadingError(source, f"is {kind}, which is not read; give the paper as one of: {READ}")
    if _is_pdf(head):
        return SourceFormat.PDF
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise ReadingError(
            source, "is UTF-32; convert it first, for example: iconv -f UTF-32 -t UTF-8 FILE > NEW"
        )
    return _tell_text(head, source)


def tell_container(head: bytes, *, source: str) -> Container | None:
    """Returns the kind of an archive, and None for anything else.

    Raises:
        ReadingError: When it is a document that only looks like an archive, such as a .docx.
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if (kind := zip_kind(head)) is not None:
            raise ReadingError(source, f"is {kind}, which is not read; save it as PDF, HTML or plain text")
        return Container.ZIP
    if head.startswith(b"\x1f\x8b"):
        return Container.GZIP
    if head.startswith(b"\xfd7zXZ\x00"):
        return Container.XZ
    if _BZIP2.match(head):
        return Container.BZIP2
    return Container.TAR if _is_tar(head) else None


def suffix(name: str) -> str:
    """Returns the end of a file's name in small letters (".xml"), that of packing (".gz") taken off."""
    last = name[name.rfind("/") + 1 :].lower()
    if last.endswith(PACKED):
        last = last[: last.rindex(".")]
    dot = last.rfind(".")
    return last[dot:] if dot > 0 else ""


def _is_tar(head: bytes) -> bool:
    """Tells a TAR archive by the checksum of its first block, which every kind of it has."""
    if len(head) < _TAR_BLOCK or not head[0]:
        return False
    block = head[:_TAR_BLOCK]
    written = block[_TAR_SUM].strip(b" \0")
    if not 1 <= len(written) <= 7 or written.strip(b"01234567"):
        return False
    return int(written, 8) == sum(block) - sum(block[_TAR_SUM]) + 8 * ord(" ")


def _is_pdf(head: bytes) -> bool:
    """Tells a PDF, which may have some bytes of something else in front."""
    if head.lstrip().removeprefix(codecs.BOM_UTF8).startswith(b"%PDF-"):
        return True
    at = head.find(b"%PDF-", 0, _PDF_WITHIN)
    return at > 0 and b"endobj" in head[at:] and b" obj" in head[at:]


def _tell_text(head: bytes, source: str) -> SourceFormat:
    text = head_text(head)
    if not text.strip("\ufeff \t\r\n\f\v") and len(head) < HEAD:
        raise ReadingError(source, "is empty; give a file with the text of a report")
    if (found := _tell_markup(text, source)) is not None:
        return found
    if "\0" in text:
        raise ReadingError(source, why_nul(head))
    if _JSON.match(text):
        return _tell_json(text, source)
    if _PUBTATOR.match(text):
        return SourceFormat.PUBTATOR
    if (known := text_kind(text)) is not None:
        kind, advice = known
        raise ReadingError(source, f"is {kind}, not a paper; {advice}")
    ending = suffix(source)
    if ending in _MARKDOWN_NAMES or (ending not in _TEXT_NAMES and is_markdown(text)):
        return SourceFormat.MARKDOWN
    return SourceFormat.TEXT


def _tell_markup(text: str, source: str) -> SourceFormat | None:
    """Returns what XML or HTML is; None where the text is neither."""
    prolog = read_prolog(text)
    if prolog.unfinished and (prolog.declared or prolog.doctype):
        reason = f"has no first element within its first {HEAD:,} bytes; get the file again"
        raise ReadingError(source, f"is XML or HTML that {reason}")
    if prolog.doctype[9:].strip().lower().startswith("html"):
        return SourceFormat.HTML
    root = read_root(text, prolog)
    if root is None:
        if prolog.declared or prolog.doctype:
            raise ReadingError(source, "is XML without a first element; get the file again")
        return None
    if (known := _tell_root(root)) is not None:
        return known
    if root.name.lower() in _HTML_NAMES and not root.declared and not root.namespace:
        return SourceFormat.MARKDOWN if suffix(source) in _MARKDOWN_NAMES else SourceFormat.HTML
    if root.declared or root.doctype or root.namespace or f"</{root.name}" in root.after:
        raise ReadingError(source, _unknown_root(root))
    return None


def _tell_root(root: Root) -> SourceFormat | None:
    """Returns the format that a first element stands for, with what stands in and before it."""
    if root.name.lower() == "html":
        return SourceFormat.HTML
    if root.name in _PUBMED_NAMES or _PUBMED_INSIDE.search(root.after):
        return SourceFormat.PUBMED
    if root.name in _BIOC_NAMES and not root.namespace:
        if "BioC" in root.doctype or _BIOC_INSIDE.search(root.after):
            return SourceFormat.BIOC_XML
    elif _is_jats(root):
        return SourceFormat.JATS
    return None


def _is_jats(root: Root) -> bool:
    """Tells JATS from the <article> of HTML and of DocBook, and knows it inside other elements."""
    if root.name not in _JATS_NAMES:
        return re.search(r"<(?:\w+:)?article[\s>]", root.after) is not None and "<article-meta" in root.after
    if root.namespace:
        return _JATS_NAMESPACE.search(root.namespace) is not None
    if root.doctype:
        return _JATS_DOCTYPE.search(root.doctype) is not None or "DocBook" not in root.doctype
    if {"article-type", "dtd-version"} & root.attributes.keys() or _JATS_INSIDE.search(root.after):
        return True
    return root.declared or not _HTML_INSIDE.search(root.after)


def _unknown_root(root: Root) -> str:
    namespace = f" ({printable(root.namespace)[:_LONGEST_SHOWN]})" if root.namespace else ""
    return f"is XML whose first element is <{root.name}>{namespace}, which is no format that is read; these are: {READ}"


def _tell_json(text: str, source: str) -> SourceFormat:
    if _BIOC_KEYS.search(text):
        return SourceFormat.BIOC_JSON
    keys = ", ".join(json.dumps(key) for key in dict.fromkeys(_KEY.findall(text[:2000])[:4]))
    if '"schema_version"' in text[:200]:
        raise ReadingError(source, "is a record that Caseline wrote, not a paper; see it with: caseline show")
    raise ReadingError(
        source,
        f"is JSON, but not BioC ({f'its first keys are {keys}' if keys else 'it is empty'}); "
        'BioC has "documents" or "passages"',
    )
