"""Bytes of a saved web page as text: what is declared, what the bytes say, and MHTML unpacked."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from email.message import Message

from caseline.errors import ReadingError
from caseline.reading.encoding import binary_kind

_EXAMINED = 16_384
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*(?P<prolog>[\w.:-]{1,40})"
    rb"|<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*(?P<meta>[\w.:-]{1,40})",
    re.IGNORECASE,
)
# Browsers take these names for encodings that hold more characters.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
_ESCAPED = ("iso2022",)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_MHTML = re.compile(
    rb"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,40}?content-type:\s*multipart/", re.IGNORECASE
)
_TAG = re.compile(r"<[a-zA-Z!?/]")
_UNPACKING = (LookupError, ValueError, TypeError, AttributeError, RecursionError)


def decode_page(data: bytes, source: str) -> str:
    """Returns the text of a page; of an MHTML file that of its first page.

    A byte order mark decides. Else bytes that are UTF-8 are UTF-8, whatever is declared; then what is
    declared counts; what is left is Windows-1252, which browsers fall back to.

    Raises:
        ReadingError: When it is no web page.
    """
    kind = binary_kind(data)
    if kind is not None:
        raise ReadingError(source, f"is {kind}, not a web page; save the page as HTML")
    declared = None
    if _MHTML.match(data[:_EXAMINED]):
        data, declared = _unpacked(data, source)
    text = _decoded(data, declared)
    if not text.strip("\0 \t\r\n\f"):
        raise ReadingError(source, "is empty; save the page again")
    if _TAG.search(text) is None:
        raise ReadingError(source, "holds no HTML; give plain text as a .txt file")
    return text


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if (wide := _unmarked_utf16(data)) is not None:
        return data.decode(wide, "replace")
    encoding = _codec(declared) or _declared(data)
    if data.isascii() and encoding.startswith(_ESCAPED):
        return data.decode(encoding, "replace")
    for attempt in ("utf-8", encoding):
        try:
            return data.decode(attempt)
        except UnicodeDecodeError:
            continue
    return _mixed(data, encoding)


def _unmarked_utf16(data: bytes) -> str | None:
    """Returns the byte order of UTF-16 without a mark: every other byte of its tags is NUL."""
    head = data[:_EXAMINED]
    half = max(1, len(head) // 2)
    for encoding, zeros in (("utf-16-le", head[1::2].count(0)), ("utf-16-be", head[0::2].count(0))):
        if zeros > 0.6 * half:
            return encoding
    return None


def _declared(data: bytes) -> str:
    """Returns the encoding that the page declares, else Windows-1252."""
    for found in _DECLARED.finditer(data[:_EXAMINED]):
        name = found["prolog"] or found["meta"]
        if (encoding := _codec(name.decode("ascii", "replace"))) is not None:
            return encoding
    return "cp1252"


def _codec(name: str | None) -> str | None:
    """Returns Python's name for a declared encoding; None for an unknown one, and for no text encoding."""
    try:
        known = codecs.lookup(name or "")
        ascii_letters = "a".encode(known.name) == b"a"
    except (LookupError, ValueError, TypeError):
        return None
    # A page that declares itself UTF-16 in ASCII letters is not UTF-16; UTF-7 hides tags.
    if not ascii_letters or known.name.startswith(("utf-7", "idna", "punycode")) or "escape" in known.name:
        return None
    return _WIDER.get(known.name, known.name)


def _mixed(data: bytes, encoding: str) -> str:
    """Decodes what is not valid in the encoding that it should be in.

    Pages put together from several sources hold single bytes of Windows-1252 inside UTF-8.
    """
    multibyte = _MULTIBYTE.findall(data)
    stray = len(_HIGH.findall(data)) - sum(map(len, multibyte))
    if len(multibyte) < stray:
        one_byte = encoding in {"utf-8", "cp1252"}
        return _as_windows(data) if one_byte else data.decode(encoding, "replace")
    parts: list[str] = []
    reached = 0
    for found in _MULTIBYTE.finditer(data):
        parts += (_as_windows(data[reached : found.start()]), found.group().decode("utf-8", "replace"))
        reached = found.end()
    return "".join((*parts, _as_windows(data[reached:])))


def _as_windows(data: bytes) -> str:
    """Decodes Windows-1252; its five unused bytes become the control characters they are in Latin-1."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(_WINDOWS[byte] for byte in data)


_WINDOWS = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]


def _unpacked(data: bytes, source: str) -> tuple[bytes, str | None]:
    """Returns the first page in an MHTML file, and the encoding that its header declares."""
    try:
        # The plain policy: the newer one fails on headers that browsers write.
        message: Message = email.message_from_bytes(data, policy=email.policy.compat32)
        for part in message.walk():
            if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes) and payload.strip():
                    charset = part.get_content_charset()
                    return payload, charset if isinstance(charset, str) else None
    except _UNPACKING as error:
        reason = "is an MHTML file that cannot be unpacked; save the page as HTML only"
        raise ReadingError(source, reason) from error
    raise ReadingError(source, "is an MHTML file without a page in it; save the page as HTML only")
