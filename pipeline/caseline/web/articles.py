"""The bytes of a body as one article."""

from __future__ import annotations

from io import BytesIO
from itertools import islice

from caseline.errors import ReadingError
from caseline.reading import Article
from caseline.reading.sources import read_piece, split_stream
from caseline.web.errors import ErrorCode, ServiceError
from caseline.web.messages import Paper

# What errors call a body that came without a name.
NAMELESS = "the body"
_MOST_COUNTED = 1000


def article_of(paper: Paper, data: bytes) -> Article:
    """Returns the one article of a body.

    Raises:
        ReadingError: When it cannot be read.
        ServiceError: When it holds several.
    """
    pieces = split_stream(BytesIO(data), paper.name or NAMELESS, format=paper.format)
    piece = next(pieces, None)
    if piece is None:
        raise ReadingError(paper.name or NAMELESS, "holds no article; send one paper")
    others = sum(1 for _ in islice(pieces, _MOST_COUNTED))
    if others:
        number = f"{others + 1:,}" if others < _MOST_COUNTED else f"more than {_MOST_COUNTED:,}"
        raise ServiceError(
            ErrorCode.SEVERAL_ARTICLES,
            f"the body holds {number} articles, and a call takes one; send them one by one, or "
            "read the whole file with caseline extract",
        )
    if isinstance(piece, ReadingError):
        raise piece
    article = read_piece(piece)
    return article if paper.name else article.model_copy(update={"source": None})
