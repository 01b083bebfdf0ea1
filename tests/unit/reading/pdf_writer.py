"""Small PDF files for tests, written by hand: standard fonts, text at given places, nothing compressed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

FONTS = {
    "F": "Helvetica",
    "B": "Helvetica-Bold",
    "I": "Helvetica-Oblique",
    "T": "Times-Roman",
    "TB": "Times-Bold",
}
# Widths of Helvetica from the space to the tilde, in thousandths of its height.
_WIDTHS = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, *[556] * 10, 278, 278, 584, 584,
    584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611,
    722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
]  # fmt: skip
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def width(text: str, size: float) -> float:
    """Returns how wide a text is in Helvetica."""
    return sum(_WIDTHS[ord(char) - 32] if 32 <= ord(char) < 127 else 556 for char in text) * size / 1000


@dataclass
class Page:
    """A page; `rotate` turns it when shown, `crop` is its visible part."""

    size: tuple[float, float] = (595, 842)
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    content: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, *, size: float = 10, font: str = "F", mode: int = 0
    ) -> None:
        """Writes a text; `mode` 3 is invisible, as under a scanned page."""
        self.content.append(
            f"BT /{font} {size} Tf {mode} Tr 1 0 0 1 {x:.2f} {y:.2f} Tm ({_escaped(text)}) Tj ET"
        )

    def turned(self, x: float, y: float, text: str, *, size: float = 10) -> None:
        """Writes a text that runs upwards."""
        self.content.append(f"BT /F {size} Tf 0 1 -1 0 {x:.2f} {y:.2f} Tm ({_escaped(text)}) Tj ET")

    def spans(self, x: float, y: float, spans: Iterable[tuple[str, float, float, str]]) -> None:
        """Writes pieces side by side, each with its height of type, its rise and its font."""
        for text, size, rise, font in spans:
            self.text(x, y + rise, text, size=size, font=font)
            x += width(text, size)

    def rule(self, left: float, y: float, right: float) -> None:
        """Draws a line across."""
        self.content.append(f"0.5 w {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S")

    def image(self, left: float, bottom: float, wide: float, high: float) -> None:
        """Paints a grey picture."""
        self.content.append(f"q {wide} 0 0 {high} {left} {bottom} cm /Im Do Q")

    def lines(
        self,
        x: float,
        y: float,
        lines: Iterable[str],
        *,
        size: float = 10,
        leading: float = 12,
        font: str = "F",
    ) -> float:
        """Writes lines below each other; returns where the next one would stand."""
        for line in lines:
            self.text(x, y, line, size=size, font=font)
            y -= leading
        return y


@dataclass(frozen=True)
class Column:
    """Where text may flow: on a page, from `top` down to `bottom`."""

    page: Page
    left: float
    width: float
    top: float
    bottom: float


def broken(text: str, wide: float, size: float, *, indent: float = 0) -> Iterator[str]:
    """Yields the lines of a paragraph; a soft hyphen shows where a word may be broken."""
    line, room = "", wide - indent
    for word in text.split():
        whole = word.replace("\u00ad", "")
        shown = f"{line} {whole}".strip()
        if width(shown, size) <= room:
            line = shown
            continue
        head, sign, tail = word.partition("\u00ad")
        if sign and width(f"{line} {head}-", size) <= room:
            yield f"{line} {head}-".strip()
            line = tail.replace("\u00ad", "")
        else:
            yield line
            line = whole
        room = wide
    yield line


def flow(
    columns: Sequence[Column], paragraphs: Iterable[str], *, size: float = 10, indent: float = 12
) -> None:
    """Sets paragraphs into columns, one after the other; "# " begins a bold heading."""
    places = _places(columns, size * 1.2)
    for paragraph in paragraphs:
        heading = paragraph.startswith("# ")
        text = paragraph.removeprefix("# ")
        inset = 0 if heading else indent
        for number, line in enumerate(broken(text, columns[0].width, size, indent=inset)):
            page, left, y = next(places)
            page.text(left + (inset if number == 0 else 0), y, line, size=size, font="B" if heading else "F")


def _places(columns: Sequence[Column], leading: float) -> Iterator[tuple[Page, float, float]]:
    for column in columns:
        y = column.top
        while y >= column.bottom:
            yield column.page, column.left, y
            y -= leading


def pdf(pages: Sequence[Page], *, info: dict[str, str] | None = None, password: str | None = None) -> bytes:
    """Returns the file; with a password nobody reads it without."""
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for key, name in FONTS.items()
    )
    count = len(pages)
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(count))
    objects: list[tuple[str, bytes | None]] = [
        ("<< /Type /Catalog /Pages 2 0 R >>", None),
        (f"<< /Type /Pages /Kids [{kids}] /Count {count} >>", None),
        (
            "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            b"\x80",
        ),
    ]
    for index, page in enumerate(pages):
        crop = f"/CropBox [{' '.join(map(str, page.crop))}]" if page.crop else ""
        objects.append(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.size[0]} {page.size[1]}] {crop} /Rotate {page.rotate}"
                f" /Resources << /Font << {fonts} >> /XObject << /Im 3 0 R >> >> /Contents {5 + 2 * index} 0 R >>",
                None,
            )
        )
        objects.append(("<<", "\n".join(page.content).encode("cp1252")))
    objects.append(
        ("<< " + " ".join(f"/{key} ({_escaped(value)})" for key, value in (info or {}).items()) + " >>", None)
    )
    return _file(objects, password)


def _file(objects: Sequence[tuple[str, bytes | None]], password: str | None) -> bytes:
    identity = hashlib.md5(b"a test").digest()
    key, encrypt = _lock(password, identity) if password is not None else (b"", "")
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, (head, data) in enumerate(objects, 1):
        places.append(len(out))
        body = head.encode("cp1252")
        if data is not None:
            kept = (
                _rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], data)
                if key
                else data
            )
            body += f" /Length {len(kept)} >>\nstream\n".encode() + kept + b"\nendstream"
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {encrypt}".encode()
    return bytes(
        out + f" /ID [<{identity.hex()}> <{identity.hex()}>] >>\nstartxref\n{start}\n%%EOF\n".encode()
    )


def _lock(password: str, identity: bytes) -> tuple[bytes, str]:
    """Returns the key and the entry of the oldest kind of encryption, RC4 with 40 bits."""
    padded = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (0xFFFFFFFC).to_bytes(4, "little") + identity).digest()[:5]
    user = _rc4(key, _PADDING)
    return key, f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{user.hex()}> /P -4 >>"


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
