"""The description of the API as a page, without any script: each route, what it takes, and what it does.

Knows the OpenAPI object that the server gives to programs; never a route. All text in it is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

Schema = Mapping[str, Any]
"""A part of an OpenAPI object."""


def api_page(described: Schema, style: str) -> str:
    """Return the page of an OpenAPI object."""
    title, summary = escape(described["info"]["title"]), escape(described["info"].get("summary", ""))
    schemas = described.get("components", {}).get("schemas", {})
    routes = "".join(
        _route(method, path, one, schemas) for path, ways in described["paths"].items() for method, one in ways.items()
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>API · {title}</title><style>{style}</style></head>"
        f'<body class="document"><h1>API of {title}</h1><p>{summary} The same for programs: '
        f'<a href="/openapi.json">openapi.json</a>.</p>{routes}</body></html>'
    )


def _route(method: str, path: str, one: Schema, schemas: Schema) -> str:
    rows = "".join(_row(*taken) for taken in _taken(one, schemas))
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Field", "Where", "Is", "By default"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    return (
        f"<section><h2><code>{method.upper()} {escape(path)}</code></h2>"
        f"<p>{escape(one.get('description', ''))}</p>{table}</section>"
    )


def _taken(one: Schema, schemas: Schema) -> Iterator[tuple[str, str, str, str]]:
    """Yield what a route takes: name, where it stands, what it is, and what it is where it is left out."""
    for parameter in one.get("parameters", ()):
        yield parameter["name"], parameter["in"], *_told(parameter["schema"], is_required=parameter["required"])
    for form, content in one.get("requestBody", {}).get("content", {}).items():
        where = "body" if form == "application/json" else form
        yield from ((name, where, kind, default) for name, kind, default in _fields(content["schema"], schemas))


def _fields(schema: Schema, schemas: Schema, above: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield the fields of a body, and those of the objects in it: name, what it is, what it is where it is left out."""
    whole = _resolved(schema, schemas)
    for name, field in whole.get("properties", {}).items():
        yield f"{above}{name}", *_told(field, is_required=name in whole.get("required", ()))
        if "$ref" in field:
            yield from _fields(field, schemas, f"{above}{name}.")


def _resolved(schema: Schema, schemas: Schema) -> Schema:
    named = schema.get("$ref", "").rpartition("/")[2]
    found: Schema = schemas.get(named, schema)
    return found


def _told(schema: Schema, *, is_required: bool) -> tuple[str, str]:
    default = schema.get("default")
    shown = "" if default is None or isinstance(default, Mapping) else json.dumps(default)
    return _kind(schema), "needed" if is_required else shown


def _kind(schema: Schema) -> str:
    """Return what a value is in words: "string", "array of string", one of several."""
    if "enum" in schema:
        return " or ".join(json.dumps(one) for one in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(one) for one in schema["anyOf"]))
    if "items" in schema:
        return f"array of {_kind(schema['items'])}"
    return str(schema.get("type", "object"))


def _row(*cells: str) -> str:
    name, *others = cells
    return f"<tr><td><code>{escape(name)}</code></td>{''.join(f'<td>{escape(one)}</td>' for one in others)}</tr>"
