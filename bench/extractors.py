"""Other extractors, each in a process of its own: `python bench/extractors.py NAME` in an environment that has it.

Reads a path a line on standard input; answers a line of JSON each: {"text", "error", "seconds"}. Knows nothing of ours,
so that it runs beside packages that do not fit ours (`make bench-reading` makes that environment).
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

Extract = Callable[[str], str]


def markitdown() -> Extract:
    """Return Microsoft's converter to Markdown."""
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return lambda path: str(converter.convert(path).text_content)


def liteparse() -> Extract:
    """Return LlamaIndex's parser, without OCR."""
    import liteparse as package

    parser = package.LiteParse(ocr_enabled=False, quiet=True, num_workers=1)
    return lambda path: str(parser.parse(path).text)


def xberg() -> Extract:
    """Return the extractor that was called kreuzberg, with Markdown output and without OCR."""
    import xberg as package

    config = package.ExtractionConfig(use_cache=False, disable_ocr=True, output_format="markdown")

    async def extract(path: str) -> str:
        found = await package.extract(package.ExtractInput(kind="uri", uri=path), config)
        if found.errors and not found.results:
            raise RuntimeError(str(found.errors[0]))
        return "\n\n".join(document.content for document in found.results)

    return lambda path: asyncio.run(extract(path))


def trafilatura() -> Extract:
    """Return the extractor of a page's main content, set to lose little."""
    import trafilatura as package

    return lambda path: package.extract(Path(path).read_bytes(), favor_recall=True, include_comments=False) or ""


def pypdfium2() -> Extract:
    """Return the text of PDF pages as PDFium gives it."""
    import pypdfium2 as package

    def extract(path: str) -> str:
        with package.PdfDocument(path) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)

    return extract


def main() -> None:
    """Answer for one path after another."""
    extract = {one.__name__: one for one in (markitdown, liteparse, xberg, trafilatura, pypdfium2)}[sys.argv[1]]()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        started = time.perf_counter()
        text, error = "", ""
        try:
            text = extract(line.rstrip("\n"))
        except Exception as failure:  # noqa: BLE001 - whatever an extractor raises is its answer
            error = f"{type(failure).__name__}: {failure}"[:200]
        sys.stdout.write(json.dumps({"text": text, "error": error, "seconds": time.perf_counter() - started}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
