"""What keeps people from a page: what axe-core finds in it that is serious or critical."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page

_AXE = files("axe_playwright_python").joinpath("axe.min.js")
_FOUND = """() => axe.run(document, {resultTypes: ["violations"]}).then((found) => found.violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" ")}`))"""


def barriers(page: Page) -> list[str]:
    """Return what keeps people from the page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text("utf-8"))
    return [str(one) for one in page.evaluate(_FOUND)]
