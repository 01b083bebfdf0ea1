"""The page at /docs: what the OpenAPI document says, for people, and nothing fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
h2{margin-top:2.5rem;border-top:1px solid #ddd;padding-top:1rem}code,pre{font:14px/1.4 ui-monospace,monospace}
pre{background:#f5f5f5;padding:.8rem;overflow-x:auto}td,th{text-align:left;vertical-align:top;padding:.2rem 1rem .2rem 0}
@media(prefers-color-scheme:dark){body{background:#161616;color:#e6e6e6}pre{background:#262626}h2{border-color:#444}
a{color:#8ab4f8}}"""

_CALLS = """curl BASE/v1/records -H 'Content-Type: application/json' \\
     -d '{"text": "A 34-year-old woman developed urticaria after amoxicillin."}'
curl 'BASE/v1/records?source=paper.txt' -H 'Content-Type: text/plain' --data-binary @paper.txt
curl BASE/v1/records -F file=@paper.txt"""


def page(document: Mapping[str, Any], *, base: str) -> str:
    """Returns an OpenAPI document as HTML.

    Args:
        document: The document.
        base: Address of the service.
    """
    return "\n".join(_lines(document, base))


def _lines(document: Mapping[str, Any], base: str) -> Iterator[str]:
    title = escape(f"{document['info']['title']} {document['info']['version']}")
    yield f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
    yield from _paragraphs(document["info"]["description"])
    yield f"<pre>{escape(_CALLS.replace('BASE', base))}</pre>"
    yield '<p>For programs: <a href="/openapi.json">/openapi.json</a>; the record: '
    yield '<a href="/v1/schema">/v1/schema</a>.</p>'
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"<h2><code>{escape(method.upper())} {escape(path)}</code></h2>"
            yield from _operation(operation)
    yield "</body></html>"


def _operation(operation: Mapping[str, Any]) -> Iterator[str]:
    yield from _paragraphs(operation["description"])
    if "requestBody" in operation:
        yield from _paragraphs(operation["requestBody"]["description"])
        kinds = ", ".join(f"<code>{escape(kind)}</code>" for kind in operation["requestBody"]["content"])
        yield f"<p>Content-Type: {kinds}, or any other for a file.</p>"
    if operation.get("parameters"):
        yield "<h3>Query</h3><table>"
        for parameter in operation["parameters"]:
            yield _row(parameter["name"], parameter.get("description", ""))
        yield "</table>"
    yield "<h3>Answers</h3><table>"
    for status, answer in operation["responses"].items():
        yield _row(status, answer["description"])
    yield "</table>"


def _row(name: str, meaning: str) -> str:
    return f"<tr><th><code>{escape(name)}</code></th><td>{''.join(_paragraphs(meaning))}</td></tr>"


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        parts = escape(paragraph).split("`")
        yield (
            "<p>"
            + "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))
            + "</p>"
        )
