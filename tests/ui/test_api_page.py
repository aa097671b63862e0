from __future__ import annotations

from tests.ui.answers import HOSTILE
from tests.ui.page.test_chat import is_harmless
from ui.api_page import api_page

DESCRIBED = {
    "info": {"title": "tea", "summary": "All of tea."},
    "paths": {
        "/v1/pots/{pot}": {
            "post": {
                "description": "Fill a pot.",
                "parameters": [{"name": "pot", "in": "path", "required": True, "schema": {"type": "string"}}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Filling"}}}},
            }
        }
    },
    "components": {
        "schemas": {
            "Filling": {
                "required": ["leaves"],
                "properties": {
                    "leaves": {"type": "array", "items": {"type": "string"}},
                    "heat": {"anyOf": [{"type": "integer"}, {"type": "null"}], "default": 90},
                    "milk": {"$ref": "#/components/schemas/Milk"},
                },
            },
            "Milk": {"properties": {"kind": {"type": "string", "enum": ["oat", "cow"], "default": "oat"}}},
        }
    },
}


def test_each_route_is_described_with_all_that_it_takes() -> None:
    html = api_page(DESCRIBED, "")

    assert "<code>POST /v1/pots/{pot}</code>" in html
    assert "<p>Fill a pot.</p>" in html
    for name, *others in (
        ("pot", "path", "string", "needed"),
        ("leaves", "body", "array of string", "needed"),
        ("heat", "body", "integer or null", "90"),
        ("milk", "body", "object", ""),
        ("milk.kind", "body", "&quot;oat&quot; or &quot;cow&quot;", "&quot;oat&quot;"),
    ):
        cells = "".join(f"<td>{one}</td>" for one in others)
        assert f"<tr><td><code>{name}</code></td>{cells}</tr>" in html


def test_nothing_of_a_description_is_markup() -> None:
    html = api_page({"info": {"title": HOSTILE}, "paths": {HOSTILE: {"get": {"description": HOSTILE}}}}, "")

    assert is_harmless(html)
