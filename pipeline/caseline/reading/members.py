"""Which files of an archive or a folder are papers: told by their names, before any is opened."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from caseline.printable import printable
from caseline.reading.formats import PACKED, suffix

_LEFT_OUT = frozenset(
    # images, media, what a page or a DTD is made of, checksums
    ".jpg .jpeg .jpe .gif .png .tif .tiff .bmp .svg .webp .eps .ps .ai .ico .heic .wmf .emf .psd "
    ".mp3 .mp4 .m4a .m4v .avi .mov .wmv .mpg .mpeg .webm .mkv .flv .wav .ogg .ogv .swf "
    ".css .js .map .woff .woff2 .ttf .otf .eot .dtd .xsd .xsl .xslt .ent .mod .rng .md5 .sha1 .sha256".split()
)
_HIDDEN = re.compile(
    r"\A\Z|(?:\A|/)(?:\.(?!\.?(?:/|\Z))|__MACOSX(?:/|\Z)|(?:thumbs\.db|desktop\.ini)\Z)", re.IGNORECASE
)
_NXML = ".nxml"
_ARTICLES = frozenset({_NXML, ".xml"})
_PDF = ".pdf"
# A folder of one article, as PubMed Central packs it.
_PACKAGE = re.compile(r"(?:\A|(?<=/))PMC\d+(?=/|\Z)")
# A byte that is no UTF-8 stands in a name as "\xe9", whose backslash parts nothing.
_SEPARATOR = re.compile(r"\\(?!x[0-9a-f]{2})")
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive.

    Attributes:
        name: Its path in the archive.
        chunks: Its bytes, to be read before the next member; raises `ReadingError` where it is damaged.
    """

    name: str
    chunks: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Name:
    """A file's name, taken apart.

    Attributes:
        folder: The folder it is in, or the package of one article whose folder it is in.
        stem: The last part without its suffix, in small letters.
        suffix: In small letters, that of packing (".gz") taken off.
        packaged: Whether the folder is the package of one article.
    """

    folder: str
    stem: str
    suffix: str
    packaged: bool

    @classmethod
    def of(cls, path: str) -> Name:
        """Returns the name that a path has."""
        folders, _, last = path.rpartition("/")
        package = _PACKAGE.search(folders)
        ending = suffix(last)
        stem = last.lower()
        for packed in PACKED:
            stem = stem.removesuffix(packed)
        return cls(
            folder=folders[: package.end()] if package else folders,
            stem=stem.removesuffix(ending),
            suffix=ending,
            packaged=package is not None,
        )

    @property
    def may_be_part(self) -> bool:
        """Whether it may belong to an article in the same folder."""
        return self.suffix == _PDF or (self.packaged and self.suffix != _NXML)


class Siblings:
    """The articles of one folder."""

    def __init__(self) -> None:
        self._stems: set[str] = set()
        self._has_nxml = False

    def add(self, name: Name) -> None:
        """Takes note of a file."""
        if name.suffix in _ARTICLES:
            self._stems.add(name.stem)
        self._has_nxml = self._has_nxml or name.suffix == _NXML

    def own(self, name: Name) -> bool:
        """Tells whether a file of the folder belongs to one of its articles.

        A PDF belongs to the XML of the same name, and in the package of one article all to its .nxml.
        """
        if not name.may_be_part:
            return False
        return (name.suffix == _PDF and name.stem in self._stems) or (name.packaged and self._has_nxml)


def is_left_out(path: str) -> bool:
    """Tells whether a file is no paper by its name: hidden, of the system, an image, a film, a style sheet."""
    return suffix(path) in _LEFT_OUT or _HIDDEN.search(path) is not None


def papers(paths: Iterable[str]) -> Iterator[str]:
    """Yields, of all files of a folder or an archive, those that are papers, in their order."""
    kept = [(path, Name.of(path)) for path in paths if not is_left_out(path)]
    folders: defaultdict[str, Siblings] = defaultdict(Siblings)
    for _, name in kept:
        folders[name.folder].add(name)
    yield from (path for path, name in kept if not folders[name.folder].own(name))


def why_unsafe(path: str) -> str | None:
    """Returns what is wrong with the name of a file in an archive that leads out of it, for an error."""
    parts = _SEPARATOR.sub("/", path).split("/")
    if parts[0] and ".." not in parts and not _DRIVE.match(path):
        return None
    return f"holds {shown(path)!r}, a name that leads out of the archive; it is not read"


def shown(path: str) -> str:
    """Returns the name of a file in an archive as it stands in the name of a paper."""
    path = path.removeprefix("./")
    return path if path.isprintable() else printable(path)
